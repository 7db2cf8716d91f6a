//! Rows of a table as communications.

use crate::domain::channel::Channel;
use crate::domain::communication::{Direction, Sentiment};
use crate::domain::decimal::Decimal;
use crate::domain::fold::fold;
use crate::domain::moment::Moment;
use crate::domain::outcome::Outcome;

use super::columns::{CommunicationField, DurationUnit};
use super::export_words::OWN_CHANNEL;
use super::row_error::{RemarkKind, RowNotes, RowReason};
use super::row_key::RowKeys;
use super::row_reading::{RowReading, Writer, join_paragraph};
use super::table::{MAX_ROWS, Place, Progress, Row, Table, TableError, is_blank};
use super::when::{When, Zone, read_time_of_day};
use super::words;

/// A communication as a row of a file describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedCommunication {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The id in the program that wrote the file; in Genjin's own files, Genjin's.
    pub id: Option<String>,
    /// By what the row is known again: its id, or its content and a count of equal rows.
    pub key: String,
    /// Hash of all cells of the row.
    pub row_hash: u64,
    /// With whom; at least one.
    pub customers: Vec<CustomerReference>,
    /// When.
    pub at: Moment,
    /// By which way.
    pub channel: Channel,
    /// Who began it, if the file says so.
    pub direction: Option<Direction>,
    /// How it ended, if a column says so.
    pub outcome: Option<Outcome>,
    /// How the customer felt, if a column says so.
    pub sentiment: Option<Sentiment>,
    /// What was said; may be empty.
    pub content: String,
    /// How long it took, if the file says so.
    pub duration_seconds: Option<u32>,
}

/// How a row names a customer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CustomerReference {
    /// By the id of another file; in Genjin's own files, by Genjin's.
    Id(String),
    /// By the name.
    Name(String),
    /// By a phone or a mail address.
    Reach(String),
}

/// Reads the rows of a table as communications; [`ReadCommunications::read_some`] until it is done.
#[derive(Debug, Clone)]
pub struct ReadCommunications {
    fields: Vec<CommunicationField>,
    channel_otherwise: Channel,
    writer: Writer,
    place: Place,
    rows: u32,
    keys: RowKeys,
    known_channels: Vec<(String, Channel)>,
    /// The communications so far, in the order of rows.
    pub communications: Vec<ImportedCommunication>,
    /// What was wrong or remarkable so far.
    pub notes: RowNotes,
}

/// How many different words for channels are looked up once only.
const KNOWN_CHANNELS: usize = 32;

impl ReadCommunications {
    /// A reading of a table from its first row, with what each column means, and the channel of
    /// rows that name none.
    pub fn new(table: &Table, fields: Vec<CommunicationField>, channel_otherwise: Channel) -> Self {
        Self {
            fields,
            channel_otherwise,
            writer: Writer::of(table),
            place: table.start(),
            rows: 0,
            keys: RowKeys::default(),
            known_channels: Vec::new(),
            communications: Vec::new(),
            notes: RowNotes::default(),
        }
    }

    /// Reads some more rows.
    pub fn read_some(
        &mut self,
        table: &Table,
        rows: usize,
        zone: Zone<'_>,
    ) -> Result<Progress, TableError> {
        let mut row = Row::default();
        for _ in 0..rows {
            if !table.next_row(&mut self.place, &mut row)? {
                return Ok(Progress::Done);
            }
            if self.rows == MAX_ROWS {
                return Err(TableError::TooManyRows { limit: MAX_ROWS });
            }
            self.rows += 1;
            self.read_row(table, &row, zone);
        }
        Ok(table.progress(self.place))
    }

    fn read_row(&mut self, table: &Table, row: &Row<'_>, zone: Zone<'_>) {
        let mut reading = RowReading::new(row, table.columns(), self.writer);
        let row_hash = self.keys.hash(&row.cells);
        let mut draft = Draft::default();
        if row.fault.is_none() {
            self.read_cells(&mut draft, &mut reading);
        }
        let at = draft.moment(zone);
        if row.fault.is_none() {
            if draft.customers.is_empty() {
                reading.refuse(None, RowReason::NoCustomer);
            }
            if draft.when.is_none() && !draft.bad_time {
                reading.refuse(None, RowReason::NoDate);
            }
        }
        if let Some(id) = &draft.id {
            let earlier = self
                .keys
                .earlier(id)
                .and_then(|place| self.communications.get(place));
            if let Some(earlier) = earlier.filter(|earlier| earlier.id.as_ref() == Some(id)) {
                let is_id = |field: &CommunicationField| *field == CommunicationField::Id;
                let column = self.fields.iter().position(is_id);
                let first_row = earlier.row;
                reading.refuse(column, RowReason::DuplicateId { first_row });
            }
        }
        if !reading.note_in(&mut self.notes) {
            return;
        }
        let Some(at) = at else {
            return;
        };
        let key = match &draft.id {
            Some(id) => {
                self.keys.note(id, self.communications.len());
                id.clone()
            }
            None => self.keys.of_content(row_hash),
        };
        self.communications.push(ImportedCommunication {
            row: row.number,
            id: draft.id,
            key,
            row_hash,
            customers: draft.customers,
            at,
            channel: draft
                .channel
                .unwrap_or_else(|| self.channel_otherwise.clone()),
            direction: draft.direction,
            outcome: draft.outcome,
            sentiment: draft.sentiment,
            content: draft.content,
            duration_seconds: draft.duration_seconds,
        });
    }

    fn read_cells(&mut self, draft: &mut Draft, reading: &mut RowReading<'_>) {
        let mut name = None;
        for (column, field) in self.fields.iter().enumerate() {
            let is_filled = reading
                .row
                .cells
                .get(column)
                .is_some_and(|cell| !cell.is_empty());
            if !is_filled || *field == CommunicationField::LeaveOut {
                continue;
            }
            if *field == CommunicationField::Content {
                let content = reading.text(column);
                if reading.writer == Writer::Genjin || !is_blank(&content) {
                    join_paragraph(&mut draft.content, &content);
                }
                continue;
            }
            let text = reading.line(column);
            if is_blank(&text) {
                continue;
            }
            match field {
                CommunicationField::LeaveOut | CommunicationField::Content => {}
                CommunicationField::Id => draft.id = Some(text.trim().to_owned()),
                CommunicationField::CustomerId => draft.name_by_ids(&text),
                CommunicationField::CustomerName => {
                    name.get_or_insert_with(|| text.into_owned());
                }
                CommunicationField::Time(dates) => {
                    let when = reading.expect(column, dates.read(&text));
                    draft.bad_time = draft.bad_time || when.is_none();
                    draft.when = draft.when.or(when);
                }
                CommunicationField::TimeOfDay => {
                    let time = reading.expect(column, read_time_of_day(&text));
                    draft.bad_time = draft.bad_time || time.is_none();
                    draft.time_of_day = time;
                }
                CommunicationField::Channel => {
                    let own = text.strip_prefix(OWN_CHANNEL);
                    draft.channel = Some(match (reading.writer, own) {
                        (Writer::Genjin, Some(name)) => Channel::Own(name.to_owned()),
                        (Writer::Genjin, None) => words::known_channel(&text)
                            .unwrap_or_else(|| Channel::Own(text.into_owned())),
                        (Writer::Another, _) => known(&mut self.known_channels, &text),
                    });
                }
                CommunicationField::Direction => {
                    draft.direction = words::direction(&text);
                    if draft.direction.is_none() {
                        reading.remark(column, RemarkKind::UnknownDirection, &text);
                    }
                }
                CommunicationField::Outcome => {
                    draft.outcome = words::outcome(&text);
                    if draft.outcome.is_none() {
                        reading.remark(column, RemarkKind::UnknownOutcome, &text);
                    }
                }
                CommunicationField::Sentiment => {
                    draft.sentiment = words::sentiment(&text);
                    if draft.sentiment.is_none() {
                        reading.remark(column, RemarkKind::UnknownSentiment, &text);
                    }
                }
                CommunicationField::Duration(unit) => {
                    let seconds = seconds(&text, *unit).ok_or(RowReason::NotADuration);
                    draft.duration_seconds = reading.expect(column, seconds);
                }
            }
        }
        if draft.customers.is_empty() {
            draft.customers.extend(name.map(CustomerReference::Name));
        }
    }
}

#[derive(Default)]
struct Draft {
    id: Option<String>,
    customers: Vec<CustomerReference>,
    when: Option<When>,
    time_of_day: Option<chrono::NaiveTime>,
    bad_time: bool,
    channel: Option<Channel>,
    direction: Option<Direction>,
    outcome: Option<Outcome>,
    sentiment: Option<Sentiment>,
    content: String,
    duration_seconds: Option<u32>,
}

impl Draft {
    /// Takes the ids of a cell, unless an earlier column had some.
    fn name_by_ids(&mut self, ids: &str) {
        if !self.customers.is_empty() {
            return;
        }
        for id in ids.split(';').map(str::trim).filter(|id| !id.is_empty()) {
            let reference = CustomerReference::Id(id.to_owned());
            if !self.customers.contains(&reference) {
                self.customers.push(reference);
            }
        }
    }

    fn moment(&self, zone: Zone<'_>) -> Option<Moment> {
        Some(self.when?.at_time(self.time_of_day).moment(zone))
    }
}

fn known(channels: &mut Vec<(String, Channel)>, word: &str) -> Channel {
    if let Some((_, channel)) = channels.iter().find(|(known, _)| known == word) {
        return channel.clone();
    }
    let channel = words::channel(word);
    if channels.len() < KNOWN_CHANNELS {
        channels.push((word.to_owned(), channel.clone()));
    }
    channel
}

/// Seconds of `90`, `1:30`, `1:02:03`, `1.5 min`, `2分30秒`; a bare number counts the column's unit.
fn seconds(text: &str, unit: DurationUnit) -> Option<u32> {
    let folded = fold(text.trim());
    if folded.contains(':') {
        let parts: Vec<u32> = folded
            .split(':')
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        return match parts.as_slice() {
            [minutes, seconds] if *seconds < 60 => minutes.checked_mul(60)?.checked_add(*seconds),
            [hours, minutes, seconds] if *minutes < 60 && *seconds < 60 => {
                hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)
            }
            _ => None,
        };
    }
    // In microseconds.
    let mut total: u64 = 0;
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let is_number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let end = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
        let number = Decimal::parse(&rest[..end].replace(',', "."))?;
        rest = rest[end..].trim_start();
        let end = rest.find(is_number).unwrap_or(rest.len());
        let word = rest[..end].trim().trim_end_matches('.');
        rest = &rest[end..];
        let unit = match word {
            "" => match unit {
                DurationUnit::Seconds => 1_000_000,
                DurationUnit::Milliseconds => 1_000,
                DurationUnit::Minutes => 60_000_000,
                DurationUnit::Hours => 3_600_000_000,
            },
            "s" | "sec" | "secs" | "second" | "seconds" | "秒" | "秒钟" => 1_000_000,
            "ms" | "毫秒" => 1_000,
            "m" | "min" | "mins" | "minute" | "minutes" | "分" | "分钟" => 60_000_000,
            "h" | "hr" | "hrs" | "hour" | "hours" | "时" | "小时" => 3_600_000_000,
            _ => return None,
        };
        total = total.checked_add(number.of(unit)?)?;
    }
    let seconds = u32::try_from((total.checked_add(500_000)?) / 1_000_000).ok();
    seconds.filter(|_| !folded.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_with_their_unit() {
        let check = |text: &str, unit, expected: Option<u32>| {
            assert_eq!(seconds(text, unit), expected, "{text}");
        };
        let (in_seconds, in_minutes) = (DurationUnit::Seconds, DurationUnit::Minutes);
        check("90", in_seconds, Some(90));
        check("1.5", in_minutes, Some(90));
        check("90000", DurationUnit::Milliseconds, Some(90));
        check("2", DurationUnit::Hours, Some(7200));
        check("1:30", in_minutes, Some(90));
        check("01:02:03", in_seconds, Some(3723));
        check("1h 2m 3s", in_minutes, Some(3723));
        check("2分30秒", in_seconds, Some(150));
        check("３ 分钟", in_seconds, Some(180));
        for text in [
            "",
            "long",
            "1:75",
            "-5",
            "1 fortnight",
            "99999999999",
            "4294967295:00",
        ] {
            check(text, in_seconds, None);
        }
    }

    #[test]
    fn several_ids_in_one_cell_are_several_customers_once_each() {
        let mut draft = Draft::default();
        draft.name_by_ids("7; 8;;7");
        draft.name_by_ids("9");
        let ids = ["7", "8"].map(|id| CustomerReference::Id(id.to_owned()));
        assert_eq!(draft.customers, ids);
    }
}
