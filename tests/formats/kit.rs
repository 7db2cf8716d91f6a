//! Opening and importing texts the way the import screen does, without touching a mapping.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use genjin::domain::customer::Labelled;
use genjin::domain::rating::Scale;
use genjin::domain::source::SourceKind;
use genjin::formats::columns::CustomerField;
use genjin::formats::headings::{
    guess_communications, guess_customers, guess_kind, guess_loyalty, guess_ratings, guess_scale,
    usual_channel,
};
use genjin::formats::read_communications::{ImportedCommunication, ReadCommunications};
use genjin::formats::read_customers::{ImportedCustomer, ReadCustomers};
use genjin::formats::read_scores::{ImportedScores, ReadScores, Scores};
use genjin::formats::row_error::{RowNotes, RowReason};
use genjin::formats::survey::Survey;
use genjin::formats::table::{Progress, Table};
use genjin::formats::text::{Encoding, decode};

/// A zone that is always eight hours ahead.
pub(crate) fn zone(wall: NaiveDateTime) -> DateTime<FixedOffset> {
    let offset = FixedOffset::east_opt(8 * 3600).expect("an offset");
    wall.and_local_timezone(offset).single().expect("fixed")
}

pub(crate) fn open(text: &str) -> (Table, Survey) {
    let table = Table::open(text.to_owned()).expect("a table");
    let survey = Survey::of(&table).expect("rows");
    (table, survey)
}

/// Imports a text as customers without touching the mapping.
pub(crate) fn customers(text: &str) -> (Vec<ImportedCustomer>, RowNotes) {
    let (table, survey) = open(text);
    let proposals = guess_customers(&table, &survey);
    let fields = proposals.into_iter().map(|proposal| proposal.field);
    customers_with(&table, fields.collect())
}

pub(crate) fn customers_with(
    table: &Table,
    fields: Vec<CustomerField>,
) -> (Vec<ImportedCustomer>, RowNotes) {
    let mut reading = ReadCustomers::new(table, fields);
    while reading.read_some(table, 7, &zone).expect("rows") != Progress::Done {}
    (reading.customers, reading.notes)
}

/// Imports a text as communications without touching the mapping.
pub(crate) fn communications(text: &str) -> (Vec<ImportedCommunication>, RowNotes) {
    let (table, survey) = open(text);
    let proposals = guess_communications(&table, &survey);
    let fields = proposals.into_iter().map(|proposal| proposal.field);
    let mut reading = ReadCommunications::new(&table, fields.collect(), usual_channel(&table));
    while reading.read_some(&table, 7, &zone).expect("rows") != Progress::Done {}
    (reading.communications, reading.notes)
}

/// Imports a text as the ratings or observed loyalties that it seems to hold, in a Book of this scale.
pub(crate) fn scores(text: &str, scale: Scale) -> (SourceKind, Vec<ImportedScores>, RowNotes) {
    let (table, survey) = open(text);
    let kind = guess_kind(&table, &survey);
    let proposals = match kind {
        SourceKind::Loyalty => guess_loyalty(&table, &survey),
        _ => guess_ratings(&table, &survey, &[]),
    };
    let fields: Vec<_> = proposals
        .into_iter()
        .map(|proposal| proposal.field)
        .collect();
    let scores = match kind {
        SourceKind::Loyalty => Scores::Loyalty,
        _ => Scores::Ratings(guess_scale(&fields, &survey, scale)),
    };
    let mut reading = ReadScores::new(&table, fields, scores);
    while reading.read_some(&table, 7, &zone).expect("rows") != Progress::Done {}
    (kind, reading.rows, reading.notes)
}

pub(crate) fn fields(text: &str) -> Vec<String> {
    let (table, survey) = open(text);
    match guess_kind(&table, &survey) {
        SourceKind::Communications => guess_communications(&table, &survey)
            .into_iter()
            .map(|proposal| proposal.field.code())
            .collect(),
        SourceKind::Ratings => guess_ratings(&table, &survey, &[])
            .into_iter()
            .map(|proposal| proposal.field.code())
            .collect(),
        SourceKind::Loyalty => guess_loyalty(&table, &survey)
            .into_iter()
            .map(|proposal| proposal.field.code())
            .collect(),
        _ => guess_customers(&table, &survey)
            .into_iter()
            .map(|proposal| proposal.field.code())
            .collect(),
    }
}

pub(crate) fn labelled(label: &str, value: &str) -> Labelled {
    Labelled {
        label: label.to_owned(),
        value: value.to_owned(),
    }
}

pub(crate) fn errors(notes: &RowNotes) -> Vec<(u32, RowReason)> {
    let errors = notes.errors.iter();
    errors.map(|error| (error.row, error.reason)).collect()
}

/// The folder of input data beside the repository, where it is.
pub(crate) fn shared(file: &str) -> Option<String> {
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

/// The bytes of a file in `tests/fixtures`.
pub(crate) fn fixture(file: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read(folder.join(file)).expect("a fixture")
}
