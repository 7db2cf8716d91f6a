//! Up to some thousand records packed together: lines of one kind behind a heading.

use serde::{Deserialize, Serialize};

use super::change_row::{EditRow, Records};
use super::{
    Kind, RecordError, Stored, append_json, from_json_bytes, plain_line, readable, text_of, to_json,
};
use crate::domain::change::{Edit, Edited};

/// The most lines of a segment, and the most edits that a log entry holds itself.
pub const MAX_LINES: usize = 1000;

/// The most lines of a segment where [`MANY`] records come all at once. To a browser a segment is a
/// file, which costs it as much as half a megabyte; but where a record is taken out, all of its
/// segment is written anew, and where one is damaged, all of it is lost.
pub const MOST_OF_MANY: usize = 4 * MAX_LINES;

/// More new records of one kind than these lie in larger segments.
pub const MANY: usize = 20 * MAX_LINES;

/// The first line of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Heading {
    kind: Kind,
    holds: Holds,
    count: u32,
}

/// What the lines of a segment are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Holds {
    /// Whole records, made by the Change or in force by the manifest.
    Records,
    /// Parts of a Change, as in a log entry.
    Edits,
}

/// The bytes of a segment and how many lines it holds besides its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// What the lines are about.
    pub kind: Kind,
    /// How many records or edits.
    pub count: u32,
    /// JSON lines.
    pub bytes: Vec<u8>,
}

/// Packs edits into segments, in their order. What could not be read back is refused.
pub fn pack(edits: &[Edit]) -> Result<Vec<Packed>, RecordError> {
    runs(edits).map(pack_lines).collect()
}

/// What goes into each segment. Runs of new records of one kind become plain records, which a
/// manifest can later adopt as they are.
pub fn runs(edits: &[Edit]) -> impl Iterator<Item = &[Edit]> {
    edits.chunk_by(|a, b| shape(a) == shape(b)).flat_map(|run| {
        let are_records = run
            .first()
            .is_some_and(|edit| shape(edit).1 == Holds::Records);
        run.chunks(if are_records && MANY < run.len() {
            MOST_OF_MANY
        } else {
            MAX_LINES
        })
    })
}

/// After so many lines it is known how long the others will be, more or less.
const MEASURED: usize = 50;

/// Packs one of the [`runs`]. What could not be read back is refused.
pub fn pack_lines(lines: &[Edit]) -> Result<Packed, RecordError> {
    let (kind, holds) = lines.first().map_or((Kind::Settings, Holds::Edits), shape);
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let mut bytes = to_json(&Heading { kind, holds, count }).into_bytes();
    for (at, edit) in lines.iter().enumerate() {
        if at == MEASURED {
            // Growing by doubling would copy all of it once more.
            let rest = bytes.len() / MEASURED * (lines.len() - MEASURED);
            bytes.reserve(rest + rest / 8);
        }
        bytes.push(b'\n');
        match holds {
            Holds::Records => append_record(&mut bytes, edit)?,
            Holds::Edits => {
                readable::check(edit)?;
                append_json(&mut bytes, &EditRow::of(edit));
            }
        }
    }
    Ok(Packed { kind, count, bytes })
}

fn shape(edit: &Edit) -> (Kind, Holds) {
    let (kind, made) = match edit {
        Edit::Customer(edited) => (Kind::Customer, edited.before.is_none()),
        Edit::Communication(edited) => (Kind::Communication, edited.before.is_none()),
        Edit::FollowUp(edited) => (Kind::FollowUp, edited.before.is_none()),
        Edit::Need(edited) => (Kind::Need, edited.before.is_none()),
        Edit::Promise(edited) => (Kind::Promise, edited.before.is_none()),
        Edit::Rating(edited) => (Kind::Rating, edited.before.is_none()),
        Edit::Observation(edited) => (Kind::Observation, edited.before.is_none()),
        Edit::Reminder(edited) => (Kind::Reminder, edited.before.is_none()),
        Edit::Source(edited) => (Kind::Source, edited.before.is_none()),
        Edit::Settings(edited) => (Kind::Settings, edited.before.is_none()),
    };
    (kind, if made { Holds::Records } else { Holds::Edits })
}

fn append_record(bytes: &mut Vec<u8>, edit: &Edit) -> Result<(), RecordError> {
    fn line<T: Stored>(bytes: &mut Vec<u8>, edited: &Edited<T>) -> Result<(), RecordError> {
        let Some(record) = &edited.after else {
            return Ok(());
        };
        record.append_line(bytes);
        record.check()
    }
    match edit {
        Edit::Customer(edited) => line(bytes, edited),
        Edit::Communication(edited) => line(bytes, edited),
        Edit::FollowUp(edited) => line(bytes, edited),
        Edit::Need(edited) => line(bytes, edited),
        Edit::Promise(edited) => line(bytes, edited),
        Edit::Rating(edited) => line(bytes, edited),
        Edit::Observation(edited) => line(bytes, edited),
        Edit::Reminder(edited) => line(bytes, edited),
        Edit::Source(edited) => line(bytes, edited),
        Edit::Settings(edited) => line(bytes, edited),
    }
}

/// The edits that a segment holds.
pub fn unpack(bytes: &[u8], records: &dyn Records) -> Result<Vec<Edit>, RecordError> {
    Unpacking::of(bytes)?.next_edits(usize::MAX, records)
}

/// A segment of which some lines are read at a time: what a large one holds need not lie in memory
/// all at once.
pub struct Unpacking<'a> {
    lines: plain_line::Lines<'a>,
    holds: Holds,
    read: fn(&str) -> Result<Edit, RecordError>,
    /// How many lines are still to come by the heading.
    awaited: usize,
}

impl<'a> Unpacking<'a> {
    /// The segment before its first line.
    pub fn of(bytes: &'a [u8]) -> Result<Self, RecordError> {
        let heading_end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
        let (heading, lines) = bytes.split_at(heading_end);
        let lines = text_of(lines).map_err(|error| damaged(&error))?;
        let Heading { kind, holds, count } =
            from_json_bytes(heading).map_err(|error| damaged(&error))?;
        Ok(Self {
            lines: plain_line::lines(lines),
            holds,
            read: record_reader(kind),
            awaited: count as usize,
        })
    }

    /// The edits of the next lines, `most` of them at most; none once all are read. Those that alter
    /// a record find it among the `records`. A segment that is shorter or longer than its heading
    /// says is refused where that shows.
    pub fn next_edits(
        &mut self,
        most: usize,
        records: &dyn Records,
    ) -> Result<Vec<Edit>, RecordError> {
        let mut edits = Vec::with_capacity(MAX_LINES.min(most).min(self.awaited));
        for line in self.lines.by_ref().take(most) {
            edits.push(match self.holds {
                Holds::Records => (self.read)(line)?,
                Holds::Edits => {
                    let row = super::from_json::<EditRow>(line).map_err(|error| damaged(&error))?;
                    row.decode(records)?
                }
            });
        }
        let awaited = self.awaited.checked_sub(edits.len());
        let is_short = |awaited| edits.len() < most && awaited != 0;
        match awaited {
            Some(awaited) if !is_short(awaited) => {
                self.awaited = awaited;
                Ok(edits)
            }
            _ => Err(RecordError::Impossible { field: "count" }),
        }
    }
}

/// A segment by its lines, for moving records about without reading what is in them.
#[derive(Debug)]
pub enum Written<'a> {
    /// Whole records: the id of each (empty for what exists once) and its line.
    Records(Kind, Vec<(&'a str, &'a str)>),
    /// Parts of a Change.
    Edits(Vec<EditRow>),
}

/// The lines of a segment.
pub fn written(bytes: &[u8]) -> Result<Written<'_>, RecordError> {
    let text = text_of(bytes).map_err(|error| damaged(&error))?;
    let (heading, lines) = text.split_once('\n').unwrap_or((text, ""));
    let Heading { kind, holds, count } = super::from_json(heading).map_err(|e| damaged(&e))?;
    let lines = plain_line::lines(lines);
    let (written, found) = match holds {
        Holds::Records => {
            let lines = lines.map(|line| {
                let IdOnly { id } = super::from_json(line)?;
                Ok((id, line))
            });
            let lines = lines.collect::<Result<Vec<_>, serde_json::Error>>();
            let lines = lines.map_err(|error| damaged(&error))?;
            let found = lines.len();
            (Written::Records(kind, lines), found)
        }
        Holds::Edits => {
            let rows = lines.map(super::from_json::<EditRow>);
            let rows = rows.collect::<Result<Vec<_>, serde_json::Error>>();
            let rows = rows.map_err(|error| damaged(&error))?;
            let found = rows.len();
            (Written::Edits(rows), found)
        }
    };
    if found == count as usize {
        Ok(written)
    } else {
        Err(RecordError::Impossible { field: "count" })
    }
}

/// The same lines of whole records in a segment of their own.
pub fn pack_written(kind: Kind, lines: &[String]) -> Packed {
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let holds = Holds::Records;
    let mut bytes = to_json(&Heading { kind, holds, count }).into_bytes();
    for line in lines {
        bytes.push(b'\n');
        bytes.extend_from_slice(line.as_bytes());
    }
    Packed { kind, count, bytes }
}

/// What the line of any record has in common.
#[derive(Deserialize)]
struct IdOnly<'a> {
    #[serde(default)]
    id: &'a str,
}

/// Reads a line that holds a whole record of a kind.
fn record_reader(kind: Kind) -> fn(&str) -> Result<Edit, RecordError> {
    fn made<T: Stored>(line: &str) -> Result<Edited<T>, RecordError> {
        T::from_line(line).map(Edited::made)
    }
    match kind {
        Kind::Customer => |line| made(line).map(Edit::Customer),
        Kind::Communication => |line| made(line).map(Edit::Communication),
        Kind::FollowUp => |line| made(line).map(Edit::FollowUp),
        Kind::Need => |line| made(line).map(Edit::Need),
        Kind::Promise => |line| made(line).map(Edit::Promise),
        Kind::Rating => |line| made(line).map(Edit::Rating),
        Kind::Observation => |line| made(line).map(Edit::Observation),
        Kind::Reminder => |line| made(line).map(Edit::Reminder),
        Kind::Source => |line| made(line).map(Edit::Source),
        Kind::Settings => |line| made(line).map(Edit::Settings),
    }
}

fn damaged(error: &serde_json::Error) -> RecordError {
    RecordError::Unreadable {
        what: "segment",
        why: error.to_string(),
    }
}
