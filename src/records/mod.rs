//! The one persisted form of every record, shared by the log, the segments and the backup.
//!
//! Rows are what is written; domain types are what is thought. A row only ever grows: a field that
//! was shipped keeps its name and meaning, a new one has a default, so that every older Book and
//! backup still reads.

pub mod backup;
pub mod change_row;
pub mod communication_row;
pub mod customer_row;
pub mod follow_up_row;
pub mod need_row;
mod plain_line;
pub mod promise_row;
pub mod rating_row;
pub mod readable;
pub mod reminder_row;
pub mod segment;
pub mod settings_row;
pub mod source_row;
pub mod text;

#[cfg(test)]
pub(crate) mod arbitrary;
#[cfg(test)]
pub(crate) mod golden;
#[cfg(test)]
mod tests;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use uuid::fmt::Simple;

use self::text::Text;
use crate::domain::written;

/// The version of the persisted form. A Book or backup of a higher one is not written to.
pub const FORM_VERSION: u32 = 3;

/// A stored text that cannot be read as the record it ought to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Not the JSON of such a record.
    #[error("not a {what}: {why}")]
    Unreadable {
        /// What it ought to be.
        what: &'static str,
        /// What the reader met.
        why: String,
    },
    /// A value that no Genjin writes.
    #[error("{field} holds an impossible value")]
    Impossible {
        /// The field it stands in.
        field: &'static str,
    },
}

/// A domain type with its persisted form.
pub trait Stored: Sized {
    /// The row.
    type Row<'a>: Serialize + Deserialize<'a>;
    /// The stable word for this kind of record.
    const KIND: Kind;

    /// The row to write.
    fn to_row(&self) -> Self::Row<'_>;
    /// The record that a row holds.
    fn from_row(row: Self::Row<'_>) -> Result<Self, RecordError>;
    /// Whether what is written of the record can be read back.
    fn check(&self) -> Result<(), RecordError> {
        Self::from_row(self.to_row()).map(drop)
    }
    /// The record of a line of JSON.
    fn from_line(line: &str) -> Result<Self, RecordError> {
        let row =
            from_json::<Self::Row<'_>>(line).map_err(|error| unreadable(Self::KIND, &error))?;
        Self::from_row(row)
    }
    /// Appends the record's JSON, in which there is no line break.
    fn append_line(&self, bytes: &mut Vec<u8>) {
        append_json(bytes, &self.to_row());
    }
    /// The id as text; a constant for what exists once.
    fn id_text(&self) -> String;
}

/// The kinds of record, in the order in which a backup lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The Book's settings.
    Settings,
    /// Remembered imports.
    Source,
    /// Customers.
    Customer,
    /// Communications.
    Communication,
    /// Follow-ups.
    FollowUp,
    /// Needs.
    Need,
    /// Promises.
    Promise,
    /// Ratings.
    Rating,
    /// Observed loyalties.
    Observation,
    /// Events of the calendar file.
    Reminder,
}

impl Kind {
    /// All kinds, in the order in which a backup lists them.
    pub const ALL: [Self; 10] = [
        Self::Settings,
        Self::Source,
        Self::Customer,
        Self::Communication,
        Self::FollowUp,
        Self::Need,
        Self::Promise,
        Self::Rating,
        Self::Observation,
        Self::Reminder,
    ];
}

/// Reads one record from its JSON text.
pub fn read<T: Stored>(json: &[u8]) -> Result<T, RecordError> {
    let line = text_of(json).map_err(|error| unreadable(T::KIND, &error))?;
    T::from_line(line)
}

/// The JSON text of one record, without a line break in it.
pub fn write<T: Stored>(record: &T) -> String {
    to_json(&record.to_row())
}

/// Reads JSON. The one door for all of it: a reader of bytes beside that of texts would be compiled
/// once more for every form and row.
pub fn from_json<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, serde_json::Error> {
    serde_json::from_str(json)
}

/// The same from bytes, which are looked at as a whole first and with SIMD: that takes a tenth of
/// checking each text in them by itself.
pub fn from_json_bytes<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, serde_json::Error> {
    from_json(text_of(json)?)
}

/// The text that bytes are, if they are one.
fn text_of(json: &[u8]) -> Result<&str, serde_json::Error> {
    simdutf8::basic::from_utf8(json).map_err(serde::de::Error::custom)
}

/// JSON of a row. Rows hold only strings, numbers, lists and maps with text keys, for which
/// serialisation has no way to fail.
pub(crate) fn to_json<T: Serialize + ?Sized>(row: &T) -> String {
    serde_json::to_string(row).unwrap_or_default()
}

/// Appends the JSON of a row.
fn append_json<T: Serialize>(bytes: &mut Vec<u8>, row: &T) {
    let start = bytes.len();
    if serde_json::to_writer(&mut *bytes, row).is_err() {
        // Rows have no way to fail; a line cut short would be found by the count.
        bytes.truncate(start);
    }
}

fn unreadable(kind: Kind, error: &serde_json::Error) -> RecordError {
    let what = match kind {
        Kind::Settings => "settings",
        Kind::Source => "source",
        Kind::Customer => "customer",
        Kind::Communication => "communication",
        Kind::FollowUp => "follow-up",
        Kind::Need => "need",
        Kind::Promise => "promise",
        Kind::Rating => "rating",
        Kind::Observation => "observation",
        Kind::Reminder => "reminder",
    };
    RecordError::Unreadable {
        what,
        why: error.to_string(),
    }
}

/// An id as it is written.
fn written_id(id: impl Into<Uuid>) -> Text<'static> {
    let mut digits = [0; Simple::LENGTH];
    let text: &str = id.into().simple().encode_lower(&mut digits);
    text.to_owned().into()
}

/// Texts as they are written.
fn texts(texts: &[String]) -> Vec<Text<'_>> {
    texts.iter().map(Text::from).collect()
}

/// Texts as they were written.
fn strings(texts: Vec<Text<'_>>) -> Vec<String> {
    texts.into_iter().map(String::from).collect()
}

/// The id that a text holds.
fn parse_id<T: std::str::FromStr>(text: &str, field: &'static str) -> Result<T, RecordError> {
    text.parse()
        .map_err(|_unparsable| RecordError::Impossible { field })
}

/// The optional id that an optional text holds.
fn parse_opt<T: std::str::FromStr>(
    text: Option<&str>,
    field: &'static str,
) -> Result<Option<T>, RecordError> {
    text.map(|text| parse_id(text, field)).transpose()
}

/// The optional instant with offset that an optional text holds.
fn parse_instant(
    text: Option<&str>,
    field: &'static str,
) -> Result<Option<DateTime<FixedOffset>>, RecordError> {
    parse_code(text, field, written::read_instant)
}

/// The optional date that an optional text holds.
fn parse_date_opt(
    text: Option<&str>,
    field: &'static str,
) -> Result<Option<NaiveDate>, RecordError> {
    parse_code(text, field, written::read_date)
}

/// The date that a text holds.
fn parse_date(text: &str, field: &'static str) -> Result<NaiveDate, RecordError> {
    written::read_date(text).ok_or(RecordError::Impossible { field })
}

/// What an optional code stands for.
fn parse_code<T>(
    code: Option<&str>,
    field: &'static str,
    from_code: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, RecordError> {
    code.map(|code| from_code(code).ok_or(RecordError::Impossible { field }))
        .transpose()
}

/// Whether a value is its type's default, which rows leave out.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
