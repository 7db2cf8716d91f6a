//! Files of other programs, and our own, from bytes to records and back.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use genjin::domain::cadence::Cadence;
use genjin::domain::channel::Channel;
use genjin::domain::communication::{Communication, Direction};
use genjin::domain::customer::{Consent, Customer, Labelled, OwnCadence, Position, Stage, Tier};
use genjin::domain::follow_up::Action;
use genjin::domain::id::{CommunicationId, CustomerId};
use genjin::domain::moment::Moment;
use genjin::domain::outcome::Outcome;
use genjin::domain::source::SourceKind;
use genjin::formats::clean::clean;
use genjin::formats::columns::{Clock, CommunicationField, CustomerField, DateReading, Reach};
use genjin::formats::csv_export::{CommunicationsCsv, CustomersCsv};
use genjin::formats::export_words::ExportWords;
use genjin::formats::headings::{
    guess_communications, guess_customers, guess_kind, remembered_customers, usual_channel,
};
use genjin::formats::read_communications::{
    CustomerReference, ImportedCommunication, ReadCommunications,
};
use genjin::formats::read_customers::{ImportedCustomer, ReadCustomers};
use genjin::formats::row_error::{RemarkKind, RowNotes, RowReason};
use genjin::formats::survey::{OrderDoubt, Survey};
use genjin::formats::table::{Progress, Table};
use genjin::formats::text::{Encoding, FileError, decode};
use genjin::formats::when::{DayOrder, WhenError};
use proptest::prelude::*;
use uuid::Uuid;

/// A zone that is always eight hours ahead.
fn zone(wall: NaiveDateTime) -> DateTime<FixedOffset> {
    let offset = FixedOffset::east_opt(8 * 3600).expect("an offset");
    wall.and_local_timezone(offset).single().expect("fixed")
}

fn open(text: &str) -> (Table, Survey) {
    let table = Table::open(text.to_owned()).expect("a table");
    let survey = Survey::of(&table).expect("rows");
    (table, survey)
}

/// Imports a text as customers without touching the mapping.
fn customers(text: &str) -> (Vec<ImportedCustomer>, RowNotes) {
    let (table, survey) = open(text);
    let proposals = guess_customers(&table, &survey);
    let fields = proposals.into_iter().map(|proposal| proposal.field);
    customers_with(&table, fields.collect())
}

fn customers_with(table: &Table, fields: Vec<CustomerField>) -> (Vec<ImportedCustomer>, RowNotes) {
    let mut reading = ReadCustomers::new(table, fields);
    while reading.read_some(table, 7, &zone).expect("rows") != Progress::Done {}
    (reading.customers, reading.notes)
}

/// Imports a text as communications without touching the mapping.
fn communications(text: &str) -> (Vec<ImportedCommunication>, RowNotes) {
    let (table, survey) = open(text);
    let proposals = guess_communications(&table, &survey);
    let fields = proposals.into_iter().map(|proposal| proposal.field);
    let mut reading = ReadCommunications::new(&table, fields.collect(), usual_channel(&table));
    while reading.read_some(&table, 7, &zone).expect("rows") != Progress::Done {}
    (reading.communications, reading.notes)
}

fn fields(text: &str) -> Vec<String> {
    let (table, survey) = open(text);
    match guess_kind(&table, &survey) {
        SourceKind::Communications => guess_communications(&table, &survey)
            .into_iter()
            .map(|proposal| proposal.field.code())
            .collect(),
        _ => guess_customers(&table, &survey)
            .into_iter()
            .map(|proposal| proposal.field.code())
            .collect(),
    }
}

fn labelled(label: &str, value: &str) -> Labelled {
    Labelled {
        label: label.to_owned(),
        value: value.to_owned(),
    }
}

fn errors(notes: &RowNotes) -> Vec<(u32, RowReason)> {
    let errors = notes.errors.iter();
    errors.map(|error| (error.row, error.reason)).collect()
}

/// The folder of input data beside the repository, where it is.
fn shared(file: &str) -> Option<String> {
    let mut folders: Vec<PathBuf> = std::env::var_os("GENJIN_SHARED_DATA")
        .map(PathBuf::from)
        .into_iter()
        .collect();
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folders.extend(here.ancestors().map(|folder| folder.join("shared/data")));
    let path = folders
        .into_iter()
        .map(|folder| folder.join(file))
        .find(|path| path.exists());
    let Some(path) = path else {
        println!("skipped: {file} is not beside the repository");
        return None;
    };
    let bytes = std::fs::read(path).expect("readable");
    let decoded = decode(bytes, None, &|_| None).expect("UTF-8");
    assert_eq!(decoded.encoding, Encoding::Utf8);
    Some(decoded.text)
}

#[test]
fn the_contacts_of_another_crm_import_with_no_hand() {
    let Some(text) = shared("contacts.csv") else {
        return;
    };
    let (table, survey) = open(&text);
    assert_eq!(survey.rows, 500);
    assert_eq!(guess_kind(&table, &survey), SourceKind::Customers);
    let proposals = guess_customers(&table, &survey);
    let code = |heading: &str| {
        let column = table
            .columns()
            .iter()
            .position(|column| column.heading == heading);
        proposals[column.expect("a column")].clone()
    };
    for (heading, expected) in [
        ("id", "id"),
        ("first_name", "first_name"),
        ("last_name", "last_name"),
        ("gender", "custom:gender"),
        ("title", "title"),
        ("background", "notes"),
        ("first_seen", "since"),
        ("last_seen", ""),
        ("has_newsletter", ""),
        ("tags", "tags"),
        ("company_id", ""),
        ("sales_id", ""),
        ("linkedin_url", "handle:LinkedIn"),
        ("company_name", ""),
        ("nb_tasks", ""),
        ("company", "company"),
        ("sales", ""),
        ("email_work", "email:work"),
        ("email_home", "email:home"),
        ("email_other", "email:other"),
        ("phone_work", "phone:work"),
        ("phone_home", "phone:home"),
        ("phone_other", "phone:other"),
    ] {
        assert_eq!(code(heading).field.code(), expected, "{heading}");
    }
    assert_eq!(
        code("last_seen").offered,
        Some(CustomerField::LastContact(DateReading::default()))
    );
    let CustomerField::Status(words) = code("status").field else {
        panic!("a status");
    };
    let mut words: Vec<_> = words
        .into_iter()
        .map(|status| (status.word, status.stage, status.tier))
        .collect();
    words.sort();
    assert_eq!(
        words,
        [
            ("cold".to_owned(), Some(Stage::Lead), Some(Tier::C)),
            ("hot".to_owned(), Some(Stage::Lead), Some(Tier::A)),
            ("in-contract".to_owned(), Some(Stage::Active), None),
            ("warm".to_owned(), Some(Stage::Lead), Some(Tier::B)),
        ]
    );

    let (customers, notes) = customers(&text);
    assert_eq!(errors(&notes), []);
    assert_eq!(customers.len(), 500);
    assert!(customers.iter().all(|customer| customer.since.is_some()
        && !customer.name.trim().is_empty()
        && !customer.company.is_empty()
        && customer.emails.len() == 1
        && customer.stage.is_some()
        && customer.last_contact.is_none()));
    let mut names: Vec<_> = customers.iter().map(|customer| &customer.name).collect();
    names.sort();
    let most_alike = names.chunk_by(|one, two| one == two).map(<[_]>::len).max();
    println!("{most_alike:?} customers are named alike");
    let mut ids: Vec<_> = customers.iter().map(|customer| &customer.key).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 500);
}

#[test]
fn the_communications_of_the_mission_import_with_no_hand() {
    let Some(text) = shared("communications.csv") else {
        return;
    };
    let (table, survey) = open(&text);
    assert_eq!(guess_kind(&table, &survey), SourceKind::Communications);
    assert_eq!(
        fields(&text),
        ["id", "customer_id", "content", "time", "channel"]
    );
    let (records, notes) = communications(&text);
    assert_eq!(errors(&notes), []);
    assert_eq!(notes.remark_count, 0);
    assert_eq!(records.len(), 3272);
    let is_built_in = |channel: &Channel| Channel::BUILT_IN.contains(channel);
    assert!(records.iter().all(|record| is_built_in(&record.channel)));
    assert!(records.iter().any(|record| record.content.contains('\n')));
    assert_eq!(
        records[0].at.to_text(),
        "2024-07-20T06:01:22+08:00",
        "wall times take the zone"
    );
    // Rows that are equal but for their id stay apart.
    let mut rows: Vec<_> = records
        .iter()
        .map(|record| {
            (
                &record.customers,
                record.at.order(),
                &record.content,
                record.channel.code(),
            )
        })
        .collect();
    rows.sort();
    let distinct = rows.chunk_by(|one, two| one == two).count();
    assert_eq!(
        records.len() - distinct,
        11,
        "rows that only their id tells apart"
    );
    assert_eq!(usize::try_from(survey.rows), Ok(records.len()));
}
