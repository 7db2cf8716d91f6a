//! What a rep waits for, measured in a real browser beside what the browser itself can do.
//!
//! Each benchmark prints its part of one table: medians with their spread. Nothing here fails for
//! being slow; the figures to reach stand in `docs/benchmarks.md`.

#![cfg(target_arch = "wasm32")]

mod books;
mod page;
mod policies;
mod report;
mod scores;
mod words;

use std::rc::Rc;

use genjin::app::commands::Command;
use genjin::app::queries::today::today;
use genjin::app::search_index::Query;
use genjin::app::service::Service;
use genjin::domain::channel::Channel;
use genjin::domain::communication::CommunicationDraft;
use genjin::domain::moment::Moment;
use genjin::formats::headings::{guess_communications, usual_channel};
use genjin::formats::read_communications::ReadCommunications;
use genjin::formats::survey::Survey;
use genjin::formats::table::{Place, Progress, Row, Table};
use genjin::ui::app::{App, AppProps};
use genjin::web::open_forms::OpenForms;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{Criterion, wasm_bindgen_bench, wasm_bindgen_test_configure};

use self::books::{Noon, Shelved, communications_csv, customers_csv, fixture, noon};
use self::page::Page;

wasm_bindgen_test_configure!(run_in_browser);

const CUSTOMERS: usize = 10_000;
const COMMUNICATIONS: usize = 100_000;

/// The style sheets of the page, for layout and paint as in the app.
const STYLES: &str = concat!(
    include_str!("../../static/css/tokens.css"),
    include_str!("../../static/css/base.css"),
    include_str!("../../static/css/layout.css"),
    include_str!("../../static/css/kit.css"),
    include_str!("../../static/css/screens.css"),
);

#[wasm_bindgen_bench]
async fn a_import(_: &mut Criterion) {
    let page = Rc::new(Page::load());
    let fixture = fixture(CUSTOMERS, COMMUNICATIONS);
    let csv = communications_csv(&fixture);
    let (mut to_complete, mut to_model, mut comparing) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..5 {
        let book = Shelved::new(&page);
        let service = book.open().await;
        book.import(&service, customers_csv(&fixture)).await;
        let took = book.import(&service, csv.clone()).await;
        to_complete.push(took.to_complete);
        to_model.push(took.to_model);
        comparing.push(took.comparing);
        drop(service);
        book.remove().await;
    }
    let texts: JsValue = fixture
        .communications
        .rows
        .iter()
        .map(|row| JsValue::from_str(&row[2]))
        .collect::<Array>()
        .into();
    let (mut one_each, mut packed) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        one_each.push(
            page.milliseconds("oneRecordEach", std::slice::from_ref(&texts))
                .await,
        );
        let arguments = [texts.clone(), 1000.into()];
        packed.push(page.milliseconds("packed", &arguments).await);
    }
    report::heading("Import of 100,000 communications, from parsed rows");
    let ours = report::line("to `complete` on disk", &to_complete);
    report::line("  of which comparing the rows with the Book", &comparing);
    report::line("until it is in the model and on the screens too", &to_model);
    let floor = report::line("one raw IndexedDB record a row", &one_each);
    report::line("the same rows packed, raw, already encoded", &packed);
    report::ratio("one record a row / Genjin", floor / ours);
}

#[wasm_bindgen_bench]
async fn b_opening(_: &mut Criterion) {
    let page = Rc::new(Page::load());
    let (book, service) = Shelved::filled(&page, &fixture(CUSTOMERS, COMMUNICATIONS)).await;
    drop(service);
    let mut opening = Vec::new();
    for _ in 0..7 {
        let began = page.now();
        let service = book.open().await;
        opening.push(page.now() - began);
        assert_eq!(service.model().communications().count(), COMMUNICATIONS);
    }
    report::heading("Opening the Book");
    report::line(
        "10,000 customers, 100,000 communications: all of it",
        &opening,
    );
    book.remove().await;
}

#[wasm_bindgen_bench]
async fn c_queue_and_search(_: &mut Criterion) {
    let page = Rc::new(Page::load());
    report::heading("Today's queue, worked out anew");
    for (what, customers) in [
        ("10,000 customers, 100,000 communications", CUSTOMERS),
        ("100,000 customers, 100,000 communications", 100_000),
    ] {
        let (book, service) = Shelved::filled(&page, &fixture(customers, COMMUNICATIONS)).await;
        let measured: Vec<f64> = (0..31)
            .map(|_| page.time(|| today(&service.model(), noon())))
            .collect();
        report::line(what, &measured);
        if customers == CUSTOMERS {
            search(&page, &service);
        }
        drop(service);
        book.remove().await;
    }
}

fn search(page: &Page, service: &Service) {
    report::heading("Search in the words of 100,000 communications");
    let model = service.model();
    for query in ["交期", "报价", "uot", "price week", "箱 quote", "zzzzzz"] {
        let parsed = Query::parse(query);
        let found = model.communication_texts().find(&parsed).len();
        let measured: Vec<f64> = (0..31)
            .map(|_| page.time(|| model.communication_texts().find(&parsed)))
            .collect();
        report::line(&format!("{query}: {found} found"), &measured);
    }
}

#[wasm_bindgen_bench]
async fn d_write(_: &mut Criterion) {
    let page = Rc::new(Page::load());
    let (book, service) = Shelved::filled(&page, &fixture(CUSTOMERS, COMMUNICATIONS)).await;
    let customers: Vec<_> = service.model().customers().map(|one| one.id).collect();
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for customer in customers.into_iter().take(101) {
        let draft = CommunicationDraft {
            customers: vec![customer],
            new_customers: Vec::new(),
            at: Moment::At(noon()),
            channel: Channel::Phone,
            direction: None,
            outcome: None,
            content: "问了交期和价格，下周再打".to_owned(),
            line: String::new(),
            duration_seconds: None,
            executes: None,
            needs: Vec::new(),
            promises: Vec::new(),
            ratings: Vec::new(),
            next_step: None,
        };
        let began = page.now();
        let done = service.execute(Command::Log(draft)).await;
        ours.push(page.now() - began);
        assert!(done.is_ok());
        // In turn, so that both see the same weather.
        bare.push(page.milliseconds("barePut", &[700.into()]).await);
    }
    report::heading("One durable write");
    let ours = report::line("log a call, on disk and in the model", &ours);
    let bare = report::line("one bare strict put of 700 bytes", &bare);
    report::ratio("Genjin / bare put", ours / bare);
    drop(service);
    book.remove().await;
}

#[wasm_bindgen_bench]
#[expect(
    clippy::unused_async,
    reason = "so that it takes its turn among the others"
)]
async fn e_csv(_: &mut Criterion) {
    let page = Page::load();
    let csv = communications_csv(&fixture(CUSTOMERS, COMMUNICATIONS));
    let (mut cells, mut records) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        let text = csv.clone();
        let mut rows = 0;
        cells.push(page.time(|| {
            let table = Table::open(text).expect("a table");
            let (mut place, mut row): (Place, Row<'_>) = (table.start(), Row::default());
            while table.next_row(&mut place, &mut row).expect("rows") {
                rows += 1;
            }
        }));
        assert_eq!(rows, COMMUNICATIONS);
        let text = csv.clone();
        records.push(page.time(|| {
            let table = Table::open(text).expect("a table");
            let survey = Survey::of(&table).expect("rows");
            let fields = guess_communications(&table, &survey).into_iter();
            let fields = fields.map(|proposal| proposal.field).collect();
            let mut reading = ReadCommunications::new(&table, fields, usual_channel(&table));
            let zone = |wall| genjin::app::ports::Environment::resolve(&Noon, wall);
            while reading.read_some(&table, 5_000, &zone).expect("rows") != Progress::Done {}
            assert_eq!(reading.communications.len(), COMMUNICATIONS);
        }));
    }
    report::heading("Reading a CSV file of 100,000 rows");
    report::line("cells of all rows", &cells);
    report::line("survey of every column, then checked records", &records);
}

#[wasm_bindgen_bench]
async fn f_key_to_paint(_: &mut Criterion) {
    let page = Rc::new(Page::load());
    let (book, service) = Shelved::filled(&page, &fixture(CUSTOMERS, COMMUNICATIONS)).await;
    let stage = page.call("stage", &[STYLES.into()]).unchecked_into();
    let app = yew::Renderer::<App>::with_root_and_props(
        stage,
        AppProps {
            service: service.clone(),
            forms: OpenForms::of("genjin-bench"),
        },
    )
    .render();
    page.wait_for("appears", &[".q-row[data-current]".into()])
        .await;

    let mut moves = Vec::new();
    for number in 0..60 {
        let key = if number % 5 == 4 { "k" } else { "j" };
        moves.push(page.milliseconds("press", &[key.into()]).await);
    }
    let (mut opens, mut letters, mut saves, mut gone) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..40 {
        opens.push(page.milliseconds("press", &["l".into()]).await);
        page.wait_for("appears", &["dialog[open] #log-content".into()])
            .await;
        for _ in 0..2 {
            letters.push(page.milliseconds("type", &[]).await);
        }
        let both: Array = page.wait_for("save", &[]).await.unchecked_into();
        saves.extend(both.get(0).as_f64());
        gone.extend(both.get(1).as_f64());
    }
    let mut pages = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..15 {
        for (letter, took) in ["c", "t", "m", "t"].into_iter().zip(&mut pages) {
            page.milliseconds("press", &["g".into()]).await;
            took.push(page.milliseconds("press", &[letter.into()]).await);
        }
    }
    let [to_customers, mut to_today, to_records, from_records] = pages;
    to_today.extend(from_records);
    report::heading("Key to paint, 10,000 customers and 100,000 communications");
    report::line_with_p95("J and K on Today", &moves);
    report::line_with_p95("L: the log dialog opens", &opens);
    report::line_with_p95("a letter in it", &letters);
    report::line_with_p95("Save: the next frame", &saves);
    report::line_with_p95("Save: on disk, dialog gone, list new", &gone);
    report::line_with_p95("G C: the customers", &to_customers);
    report::line_with_p95("G M: the communications", &to_records);
    report::line_with_p95("G T: back to Today", &to_today);
    app.destroy();
    page.call("strike", &[]);
    drop(service);
    book.remove().await;
}

#[wasm_bindgen_bench]
#[expect(
    clippy::unused_async,
    reason = "so that it takes its turn among the others"
)]
async fn g_policy(_: &mut Criterion) {
    policies::measure(&Page::load());
}

#[wasm_bindgen_bench]
async fn h_scores(_: &mut Criterion) {
    let page = Rc::new(Page::load());
    scores::measure(&page);
    for customers in [10_000, 100_000] {
        scores::slide(&page, customers).await;
    }
}

#[wasm_bindgen_bench]
#[expect(
    clippy::unused_async,
    reason = "so that it takes its turn among the others"
)]
async fn i_words(_: &mut Criterion) {
    words::measure(&Page::load());
}
