//! The backup file `.genjin`: a heading, one JSON line a record, and a checksum.
//!
//! ```text
//! {"format":"genjin-backup","version":1,"book":"…","counts":[…]}
//! {"settings":{…}}
//! {"source":{…}}
//! {"customer":{…}}
//! {"communication":{…}}
//! {"follow_up":{…}}
//! {"need":{…}}
//! {"promise":{…}}
//! {"rating":{…}}
//! {"observation":{…}}
//! {"reminder":{…}}
//! {"sha256":"…"}
//! ```
//!
//! Lines are ordered by kind and id and hold no time, sequence, history or device settings, so that
//! equal Books give equal bytes. The checksum is over every byte before the last line.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::communication_row::CommunicationRow;
use super::customer_row::CustomerRow;
use super::follow_up_row::FollowUpRow;
use super::need_row::NeedRow;
use super::promise_row::PromiseRow;
use super::rating_row::{ObservationRow, RatingRow};
use super::reminder_row::ReminderRow;
use super::settings_row::SettingsRow;
use super::source_row::SourceRow;
use super::{FORM_VERSION, RecordError, Stored, from_json_bytes, is_default, to_json};
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::follow_up::FollowUp;
use crate::domain::id::BookId;
use crate::domain::need::Need;
use crate::domain::promise::Promise;
use crate::domain::rating::{Observation, Rating};
use crate::domain::reminder::Reminder;
use crate::domain::settings::Settings;
use crate::domain::source::Source;

const FORMAT: &str = "genjin-backup";

/// Everything that a backup holds and a restore writes.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    /// The Book's identity.
    pub book: BookId,
    /// The Book's settings.
    pub settings: Arc<Settings>,
    /// All remembered imports, by id.
    pub sources: Vec<Arc<Source>>,
    /// All customers, by id.
    pub customers: Vec<Arc<Customer>>,
    /// All communications, by id.
    pub communications: Vec<Arc<Communication>>,
    /// All follow-ups, by id.
    pub follow_ups: Vec<Arc<FollowUp>>,
    /// All needs, by id.
    pub needs: Vec<Arc<Need>>,
    /// All promises, by id.
    pub promises: Vec<Arc<Promise>>,
    /// All ratings, by id.
    pub ratings: Vec<Arc<Rating>>,
    /// All observed loyalties, by id.
    pub observations: Vec<Arc<Observation>>,
    /// All events of the calendar file, by id.
    pub reminders: Vec<Arc<Reminder>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    format: String,
    version: u32,
    book: String,
    counts: Counts,
}

/// How many records of each kind a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Remembered imports.
    pub sources: u32,
    /// Customers, those in the trash included.
    pub customers: u32,
    /// Communications, those in the trash included.
    pub communications: u32,
    /// Follow-ups of every state.
    pub follow_ups: u32,
    /// Needs of every state.
    #[serde(default, skip_serializing_if = "is_default")]
    pub needs: u32,
    /// Promises of every state.
    #[serde(default, skip_serializing_if = "is_default")]
    pub promises: u32,
    /// Ratings.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ratings: u32,
    /// Observed loyalties.
    #[serde(default, skip_serializing_if = "is_default")]
    pub observations: u32,
    /// Events of the calendar file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reminders: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", bound(deserialize = "'de: 'a"))]
enum Line<'a> {
    Settings(SettingsRow<'a>),
    Source(SourceRow<'a>),
    Customer(CustomerRow<'a>),
    Communication(CommunicationRow<'a>),
    FollowUp(FollowUpRow<'a>),
    Need(NeedRow<'a>),
    Promise(PromiseRow<'a>),
    Rating(RatingRow<'a>),
    Observation(ObservationRow<'a>),
    Reminder(ReminderRow<'a>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ending {
    sha256: String,
}

/// Why a file is not a backup that can be restored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It does not begin like a backup.
    #[error("not a genjin backup")]
    NotABackup,
    /// It was written by a newer Genjin.
    #[error("written by a newer version ({version})")]
    TooNew {
        /// The version of its form.
        version: u32,
    },
    /// Its last line is missing: the file was cut off.
    #[error("the file is cut off")]
    CutOff,
    /// Its bytes are not those that were written.
    #[error("the checksum does not match")]
    Altered,
    /// A line cannot be read although the checksum matches.
    #[error("line {line}: {error}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        error: RecordError,
    },
    /// The heading promises other counts than the file holds, or a record stands twice.
    #[error("the counts do not match")]
    Counts,
}

impl Contents {
    /// How many records of each kind there are.
    pub fn counts(&self) -> Counts {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Counts {
            sources: count(self.sources.len()),
            customers: count(self.customers.len()),
            communications: count(self.communications.len()),
            follow_ups: count(self.follow_ups.len()),
            needs: count(self.needs.len()),
            promises: count(self.promises.len()),
            ratings: count(self.ratings.len()),
            observations: count(self.observations.len()),
            reminders: count(self.reminders.len()),
        }
    }
}

/// The bytes of a backup of these contents. Equal contents give equal bytes.
pub fn write_backup(contents: &Contents) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut line = |json: String| {
        bytes.extend_from_slice(json.as_bytes());
        bytes.push(b'\n');
    };
    line(to_json(&Heading {
        format: FORMAT.to_owned(),
        version: FORM_VERSION,
        book: contents.book.to_string(),
        counts: contents.counts(),
    }));
    line(to_json(&Line::Settings(contents.settings.to_row())));
    for source in &contents.sources {
        line(to_json(&Line::Source(source.to_row())));
    }
    for customer in &contents.customers {
        line(to_json(&Line::Customer(customer.to_row())));
    }
    for communication in &contents.communications {
        line(to_json(&Line::Communication(communication.to_row())));
    }
    for follow_up in &contents.follow_ups {
        line(to_json(&Line::FollowUp(follow_up.to_row())));
    }
    for need in &contents.needs {
        line(to_json(&Line::Need(need.to_row())));
    }
    for promise in &contents.promises {
        line(to_json(&Line::Promise(promise.to_row())));
    }
    for rating in &contents.ratings {
        line(to_json(&Line::Rating(rating.to_row())));
    }
    for observation in &contents.observations {
        line(to_json(&Line::Observation(observation.to_row())));
    }
    for reminder in &contents.reminders {
        line(to_json(&Line::Reminder(reminder.to_row())));
    }
    let sha256 = hex(&Sha256::digest(&bytes));
    bytes.extend_from_slice(to_json(&Ending { sha256 }).as_bytes());
    bytes.push(b'\n');
    bytes
}

/// Reads a backup whole, or says why it is none. Nothing is taken from a file that is not intact.
pub fn read_backup(bytes: &[u8]) -> Result<Contents, BackupError> {
    if bytes.is_empty() {
        return Err(BackupError::Empty);
    }
    let first = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let looks_like_one = first.starts_with(br#"{"format":"genjin-backup""#);
    let Some(body) = bytes.strip_suffix(b"\n") else {
        return Err(if looks_like_one {
            BackupError::CutOff
        } else {
            BackupError::NotABackup
        });
    };
    let ending_start = memchr::memrchr(b'\n', body).map_or(0, |at| at + 1);
    let (content, ending) = (&bytes[..ending_start], &body[ending_start..]);
    let Ok(Ending { sha256 }) = from_json_bytes::<Ending>(ending) else {
        return Err(if looks_like_one {
            BackupError::CutOff
        } else {
            BackupError::NotABackup
        });
    };
    let expected = hex(&Sha256::digest(content));
    // The last line is compared as bytes, so that no byte of the file can change unnoticed.
    if sha256 != expected || ending != to_json(&Ending { sha256: expected }).as_bytes() {
        return Err(BackupError::Altered);
    }
    read_lines(content)
}

fn read_lines(content: &[u8]) -> Result<Contents, BackupError> {
    let mut lines = content
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    let heading = lines.next().ok_or(BackupError::NotABackup)?;
    let version_only: VersionOnly =
        from_json_bytes(heading).map_err(|_unparsable| BackupError::NotABackup)?;
    if version_only.format != FORMAT {
        return Err(BackupError::NotABackup);
    }
    if FORM_VERSION < version_only.version {
        return Err(BackupError::TooNew {
            version: version_only.version,
        });
    }
    let heading: Heading =
        from_json_bytes(heading).map_err(|_unparsable| BackupError::NotABackup)?;
    let mut contents = Contents {
        book: heading
            .book
            .parse()
            .map_err(|_unparsable| BackupError::NotABackup)?,
        settings: Arc::default(),
        sources: Vec::new(),
        customers: Vec::new(),
        communications: Vec::new(),
        follow_ups: Vec::new(),
        needs: Vec::new(),
        promises: Vec::new(),
        ratings: Vec::new(),
        observations: Vec::new(),
        reminders: Vec::new(),
    };
    for (index, line) in lines.enumerate() {
        let refused = |error| BackupError::Line {
            line: index + 2,
            error,
        };
        let row = from_json_bytes::<Line<'_>>(line).map_err(|error| {
            refused(RecordError::Unreadable {
                what: "record",
                why: error.to_string(),
            })
        })?;
        let line = index + 2;
        match row {
            Line::Settings(row) => {
                contents.settings = Arc::new(Settings::from_row(row).map_err(refused)?);
            }
            Line::Source(row) => take(&mut contents.sources, row, line)?,
            Line::Customer(row) => take(&mut contents.customers, row, line)?,
            Line::Communication(row) => take(&mut contents.communications, row, line)?,
            Line::FollowUp(row) => take(&mut contents.follow_ups, row, line)?,
            Line::Need(row) => take(&mut contents.needs, row, line)?,
            Line::Promise(row) => take(&mut contents.promises, row, line)?,
            Line::Rating(row) => take(&mut contents.ratings, row, line)?,
            Line::Observation(row) => take(&mut contents.observations, row, line)?,
            Line::Reminder(row) => take(&mut contents.reminders, row, line)?,
        }
    }
    let in_order = contents.sources.is_sorted_by(|a, b| a.id < b.id)
        && contents.customers.is_sorted_by(|a, b| a.id < b.id)
        && contents.communications.is_sorted_by(|a, b| a.id < b.id)
        && contents.follow_ups.is_sorted_by(|a, b| a.id < b.id)
        && contents.needs.is_sorted_by(|a, b| a.id < b.id)
        && contents.promises.is_sorted_by(|a, b| a.id < b.id)
        && contents.ratings.is_sorted_by(|a, b| a.id < b.id)
        && contents.observations.is_sorted_by(|a, b| a.id < b.id)
        && contents.reminders.is_sorted_by(|a, b| a.id < b.id);
    if in_order && contents.counts() == heading.counts {
        Ok(contents)
    } else {
        Err(BackupError::Counts)
    }
}

/// Adds the record that a line holds.
fn take<T: Stored>(
    records: &mut Vec<Arc<T>>,
    row: T::Row<'_>,
    line: usize,
) -> Result<(), BackupError> {
    let record = T::from_row(row).map_err(|error| BackupError::Line { line, error })?;
    records.push(Arc::new(record));
    Ok(())
}

#[derive(Deserialize)]
struct VersionOnly {
    format: String,
    version: u32,
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _infallible = write!(text, "{byte:02x}");
            text
        })
}
