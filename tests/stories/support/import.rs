//! Import plans made by hand, or straight from fixture rows, without reading any file.

use std::collections::BTreeMap;
use std::sync::Arc;

use genjin::app::commands::Command;
use genjin::app::import::ImportPlan;
use genjin::app::ports::Environment;
use genjin::app::sample::fixtures::Fixture;
use genjin::domain::channel::Channel;
use genjin::domain::communication::Communication;
use genjin::domain::customer::Customer;
use genjin::domain::id::{CommunicationId, CustomerId, SourceId};
use genjin::domain::moment::Moment;
use genjin::domain::origin::Origin;
use genjin::domain::source::{Source, SourceKind};

use super::{Book, Desk};

/// What a file of this kind comes to before any of its rows is read.
pub(crate) fn plan(desk: &Desk, kind: SourceKind) -> ImportPlan {
    ImportPlan::of(Source {
        id: SourceId(desk.new_id()),
        kind,
        name: "file.csv".to_owned(),
        imported_at: desk.now(),
        headings: Vec::new(),
        mapping: Vec::new(),
        customers_from: None,
    })
}

fn origin(source: &Source, key: &str) -> Origin {
    Origin {
        source: source.id,
        key: key.to_owned(),
        row_hash: 1,
    }
}

pub(crate) fn customer(desk: &Desk, source: &Source, key: &str, name: &str) -> Arc<Customer> {
    Arc::new(Customer {
        origin: Some(origin(source, key)),
        ..Customer::named(CustomerId(desk.new_id()), name)
    })
}

pub(crate) fn communication(
    desk: &Desk,
    source: &Source,
    key: &str,
    customer: CustomerId,
    at: Moment,
) -> Arc<Communication> {
    Arc::new(Communication {
        id: CommunicationId(desk.new_id()),
        customers: vec![customer],
        at,
        channel: Channel::Phone,
        direction: None,
        outcome: None,
        content: format!("row {key}"),
        line: String::new(),
        sentiment: None,
        duration_seconds: None,
        executes: None,
        origin: Some(origin(source, key)),
        trashed_at: None,
    })
}

pub(crate) fn import(plan: &ImportPlan) -> Command {
    Command::Import(Arc::new(plan.clone()))
}

/// The plans of both files of a fixture.
pub(crate) fn plans(book: &Book, fixture: &Fixture) -> [ImportPlan; 2] {
    let desk = &*book.desk;
    let mut customers = plan(desk, SourceKind::Customers);
    let mut ids = BTreeMap::new();
    for row in &fixture.customers.rows {
        let name = format!("{} {}", row[1], row[2]);
        let made = customer(desk, &customers.source, &row[0], &name);
        ids.insert(row[0].clone(), made.id);
        customers.new_customers.push(made);
    }
    let mut communications = plan(desk, SourceKind::Communications);
    for row in &fixture.communications.rows {
        let wall = row[3].replace(' ', "T").parse().expect("a wall time");
        let at = Moment::At(desk.resolve(wall));
        let mut made = communication(desk, &communications.source, &row[0], ids[&row[1]], at);
        Arc::make_mut(&mut made).content.clone_from(&row[2]);
        communications.new_communications.push(made);
    }
    [customers, communications]
}
