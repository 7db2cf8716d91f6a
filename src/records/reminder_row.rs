//! An event of the calendar file as it is remembered.

use serde::{Deserialize, Serialize};

use super::text::Text;
use super::{Kind, RecordError, Stored, is_default, parse_date, parse_id, written_id};
use crate::domain::reminder::Reminder;
use crate::domain::written::date_text;

/// The persisted form of a [`Reminder`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct ReminderRow<'a> {
    id: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    sequence: u32,
    /// In hexadecimal: a number above 2⁵³ would not survive every JSON reader.
    content: Text<'a>,
    day: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    is_cancelled: bool,
}

impl Stored for Reminder {
    type Row<'a> = ReminderRow<'a>;
    const KIND: Kind = Kind::Reminder;

    fn to_row(&self) -> ReminderRow<'_> {
        let Self {
            id,
            sequence,
            content,
            day,
            is_cancelled,
        } = self;
        ReminderRow {
            id: written_id(*id),
            sequence: *sequence,
            content: format!("{content:016x}").into(),
            day: date_text(*day).into(),
            is_cancelled: *is_cancelled,
        }
    }

    fn from_row(row: ReminderRow<'_>) -> Result<Self, RecordError> {
        Ok(Self {
            id: parse_id(&row.id, "id")?,
            sequence: row.sequence,
            content: u64::from_str_radix(&row.content, 16)
                .map_err(|_unparsable| RecordError::Impossible { field: "content" })?,
            day: parse_date(&row.day, "day")?,
            is_cancelled: row.is_cancelled,
        })
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}
