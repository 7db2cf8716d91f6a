//! Books of any size, imported from generated files as a user would import them.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use genjin::app::commands::Command;
use genjin::app::import_preview::{Choices, PlanProgress, Planner, Proposals};
use genjin::app::ports::{Environment, LocalFuture};
use genjin::app::sample::fixtures::{Fixture, LineEnds, fixture_rows};
use genjin::app::service::Service;
use genjin::domain::moment::Now;
use genjin::formats::survey::Survey;
use genjin::formats::table::Table;
use genjin::store::canary::MemoryCanary;
use genjin::store::indexed_db::IndexedDbShelf;
use genjin::store::log_store::{Beside, LogStore};
use genjin::store::reserve::NoReserve;
use genjin::web::{clock, task};
use uuid::Uuid;
use wasm_bindgen::JsValue;

use crate::page::Page;

/// Noon of the day for which the files are made.
const NOON: &str = "2024-08-16T12:00:00+08:00";

/// Rows that are planned between two looks at the progress.
const ROWS_A_STEP: usize = 5_000;

/// A clock that stands at noon, so that the queue holds some of everything.
pub(crate) struct Noon;

pub(crate) fn noon() -> Now {
    NOON.parse().expect("a moment")
}

impl Environment for Noon {
    fn now(&self) -> Now {
        noon()
    }

    fn new_id(&self) -> Uuid {
        clock::new_id()
    }

    fn breathe(&self) -> LocalFuture<'_, ()> {
        Box::pin(task::breathe())
    }

    fn resolve(&self, wall: NaiveDateTime) -> DateTime<FixedOffset> {
        let zone = *noon().offset();
        wall.and_local_timezone(zone).single().expect("fixed")
    }
}

/// A Book in a database of its own.
pub(crate) struct Shelved {
    name: String,
    canary: MemoryCanary,
    /// When the last write was complete, by the page's clock.
    completed: Rc<Cell<f64>>,
    page: Rc<Page>,
}

/// How long an import took, in milliseconds.
pub(crate) struct Import {
    /// From parsed rows to `complete` on disk.
    pub(crate) to_complete: f64,
    /// From parsed rows until it is in the model too.
    pub(crate) to_model: f64,
    /// How much of it was spent on comparing the rows with the Book.
    pub(crate) comparing: f64,
}

impl Shelved {
    pub(crate) fn new(page: &Rc<Page>) -> Self {
        Self {
            name: format!("genjin-bench:{}", clock::new_id()),
            canary: MemoryCanary::default(),
            completed: Rc::default(),
            page: page.clone(),
        }
    }

    /// Opens the Book as a page does that was just loaded.
    pub(crate) async fn open(&self) -> Rc<Service> {
        let (completed, page) = (self.completed.clone(), self.page.clone());
        let store = LogStore::new(
            IndexedDbShelf::new(self.name.clone(), |_event| {}),
            Beside {
                canary: Rc::new(self.canary.clone()),
                tell: Rc::new(move |_position| completed.set(page.now())),
                new_id: Rc::new(clock::new_id),
                breathe: Rc::new(|| Box::pin(task::breathe())),
                reserve: Rc::new(NoReserve),
            },
        );
        let service = Service::open(Rc::new(store), Rc::new(Noon)).await;
        service.expect("the Book opens")
    }

    /// A Book with a file of customers and one of their communications.
    pub(crate) async fn filled(page: &Rc<Page>, fixture: &Fixture) -> (Self, Rc<Service>) {
        let book = Self::new(page);
        let service = book.open().await;
        book.import(&service, customers_csv(fixture)).await;
        book.import(&service, communications_csv(fixture)).await;
        (book, service)
    }

    pub(crate) async fn import(&self, service: &Service, csv: String) -> Import {
        let table = Table::open(csv).expect("a table");
        let survey = Survey::of(&table).expect("rows");
        let (choices, mut planner) = {
            let model = service.model();
            let proposals = Proposals::of(&model, &table, &survey);
            let choices = Choices::proposed(&model, &table, &survey, &proposals);
            let planner = Planner::new(&model, &table, &choices, "file.csv", &Noon);
            (choices, planner)
        };
        assert_eq!(choices.missing(), None);
        let mut step = || {
            planner
                .step(&table, &service.model(), &Noon, ROWS_A_STEP)
                .expect("rows")
        };
        // The first half is reading the rows.
        while step() != PlanProgress::Thousandths(500) {}
        let began = self.page.now();
        while step() != PlanProgress::Done {}
        let plan = planner.finish().to_plan();
        let compared = self.page.now();
        let done = service.execute(Command::Import(Arc::new(plan))).await;
        assert!(done.is_ok_and(|done| done.change.is_some()));
        Import {
            to_complete: self.completed.get() - began,
            to_model: self.page.now() - began,
            comparing: compared - began,
        }
    }

    /// Takes away the database of a Book that nobody has open.
    pub(crate) async fn remove(self) {
        let name = JsValue::from_str(&self.name);
        self.page.wait_for("removeDatabase", &[name]).await;
    }
}

pub(crate) fn fixture(customers: usize, communications: usize) -> Fixture {
    fixture_rows(7, customers, communications)
}

pub(crate) fn customers_csv(fixture: &Fixture) -> String {
    fixture.customers.to_csv(LineEnds::CarriageReturns)
}

pub(crate) fn communications_csv(fixture: &Fixture) -> String {
    fixture.communications.to_csv(LineEnds::CarriageReturns)
}
