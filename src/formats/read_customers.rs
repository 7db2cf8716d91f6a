//! Rows of a table as customers.

use crate::domain::decimal::Decimal;
use std::borrow::Cow;

use chrono::NaiveDate;

use crate::domain::cadence::Cadence;
use crate::domain::customer::{Labelled, OwnCadence, Position, Stage, Tier};
use crate::domain::fold::fold;
use crate::domain::follow_up::Action;
use crate::domain::moment::Moment;
use crate::domain::order::PutInOrder;

use super::columns::{CustomerField, Reach, StatusWord};
use super::row_error::{RemarkKind, RowNotes, RowReason};
use super::row_key::RowKeys;
use super::row_reading::{RowReading, Writer, join_paragraph};
use super::table::{MAX_ROWS, Place, Progress, Row, Table, TableError, is_blank};
use super::when::Zone;
use super::words;

/// A customer as a row of a file describes it. What the file does not say is empty or `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportedCustomer {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The id in the program that wrote the file; in Genjin's own files, Genjin's.
    pub id: Option<String>,
    /// By what the row is known again: its id, or its content and a count of equal rows.
    pub key: String,
    /// Hash of all cells of the row.
    pub row_hash: u64,
    /// The name; never blank.
    pub name: String,
    /// The firm.
    pub company: String,
    /// The id of the firm, where that is a customer itself.
    pub firm: Option<String>,
    /// Position in the firm.
    pub title: String,
    /// Phones.
    pub phones: Vec<Labelled>,
    /// Mail addresses.
    pub emails: Vec<Labelled>,
    /// Names on messaging services.
    pub handles: Vec<Labelled>,
    /// The address in one text.
    pub address: String,
    /// When it can be visited, as written.
    pub opening_hours: String,
    /// Where the customer is.
    pub position: Option<Position>,
    /// The stage that the status stands for.
    pub stage: Option<Stage>,
    /// The tier that the status stands for.
    pub tier: Option<Tier>,
    /// Tags, without repeats.
    pub tags: Vec<String>,
    /// Notes.
    pub notes: String,
    /// The start of the relation.
    pub since: Option<NaiveDate>,
    /// Columns of the user's own: name and value.
    pub custom: Vec<(String, String)>,
    /// Whether the customer must not be contacted.
    pub do_not_contact: Option<bool>,
    /// Until when the customer is left alone.
    pub paused_until: Option<NaiveDate>,
    /// A rhythm of its own.
    pub cadence: Option<OwnCadence>,
    /// When the customer was last contacted; makes a record without words.
    pub last_contact: Option<Moment>,
}

/// Reads the rows of a table as customers; [`ReadCustomers::read_some`] until it is done.
#[derive(Debug, Clone)]
pub struct ReadCustomers {
    fields: Vec<CustomerField>,
    writer: Writer,
    place: Place,
    rows: u32,
    keys: RowKeys,
    /// The customers so far, in the order of rows.
    pub customers: Vec<ImportedCustomer>,
    /// What was wrong or remarkable so far.
    pub notes: RowNotes,
}

impl ReadCustomers {
    /// A reading of a table from its first row, with what each column means.
    pub fn new(table: &Table, fields: Vec<CustomerField>) -> Self {
        Self {
            fields,
            writer: Writer::of(table),
            place: table.start(),
            rows: 0,
            keys: RowKeys::default(),
            customers: Vec::new(),
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
        let mut customer = ImportedCustomer {
            row: row.number,
            row_hash: self.keys.hash(&row.cells),
            ..ImportedCustomer::default()
        };
        if row.fault.is_none() {
            Draft::default().fill(&mut customer, &self.fields, &mut reading, zone);
        }
        if let Some(id) = &customer.id {
            let earlier = self
                .keys
                .earlier(id)
                .and_then(|place| self.customers.get(place));
            if let Some(earlier) = earlier.filter(|earlier| earlier.id.as_ref() == Some(id)) {
                let column = self
                    .fields
                    .iter()
                    .position(|field| *field == CustomerField::Id);
                let first_row = earlier.row;
                reading.refuse(column, RowReason::DuplicateId { first_row });
            }
        }
        if reading.note_in(&mut self.notes) {
            customer.key = match &customer.id {
                Some(id) => {
                    self.keys.note(id, self.customers.len());
                    id.clone()
                }
                None => self.keys.of_content(customer.row_hash),
            };
            self.customers.push(customer);
        }
    }
}

/// What is put together from several columns.
#[derive(Default)]
struct Draft {
    first_name: String,
    middle_name: String,
    last_name: String,
    address: [String; 6],
    latitude: Option<Decimal>,
    longitude: Option<Decimal>,
    every: Option<Cadence>,
    action: Option<Action>,
    numbered: Vec<(Reach, u16, Labelled)>,
}

impl Draft {
    fn fill(
        mut self,
        customer: &mut ImportedCustomer,
        fields: &[CustomerField],
        reading: &mut RowReading<'_>,
        zone: Zone<'_>,
    ) {
        for (column, field) in fields.iter().enumerate() {
            let is_filled = reading
                .row
                .cells
                .get(column)
                .is_some_and(|cell| !cell.is_empty());
            if is_filled && *field != CustomerField::LeaveOut {
                self.read_cell(customer, column, field, reading, zone);
            }
        }
        self.finish(customer, reading);
    }

    fn read_cell(
        &mut self,
        customer: &mut ImportedCustomer,
        column: usize,
        field: &CustomerField,
        reading: &mut RowReading<'_>,
        zone: Zone<'_>,
    ) {
        if let CustomerField::Notes = field {
            let notes = reading.text(column);
            if reading.writer == Writer::Genjin || !is_blank(&notes) {
                join_paragraph(&mut customer.notes, &notes);
            }
            return;
        }
        let text = reading.line(column);
        if text.is_empty() {
            return;
        }
        match field {
            CustomerField::LeaveOut | CustomerField::Notes => {}
            CustomerField::Id => customer.id = Some(text.trim().to_owned()),
            CustomerField::Name => set(&mut customer.name, text),
            CustomerField::FirstName => set(&mut self.first_name, text),
            CustomerField::MiddleName => set(&mut self.middle_name, text),
            CustomerField::LastName => set(&mut self.last_name, text),
            CustomerField::Company => set(&mut customer.company, text),
            CustomerField::Firm => customer.firm = Some(text.trim().to_owned()),
            CustomerField::Title => set(&mut customer.title, text),
            CustomerField::Reach(reach, label) => {
                let label = label.clone();
                let value = text.into_owned();
                list(customer, *reach).push(Labelled { label, value });
            }
            CustomerField::Numbered(reach, number) => {
                self.numbered(*reach, *number).value = text.into_owned();
            }
            CustomerField::NumberedLabel(reach, number) => {
                self.numbered(*reach, *number).label = text.into_owned();
            }
            CustomerField::Address(part) => set(&mut self.address[*part as usize], text),
            CustomerField::Latitude => self.latitude = degrees(column, &text, 90, reading),
            CustomerField::Longitude => self.longitude = degrees(column, &text, 180, reading),
            CustomerField::OpeningHours => set(&mut customer.opening_hours, text),
            CustomerField::Tags => split_tags(&text, reading.writer, &mut customer.tags),
            CustomerField::Since(dates) => {
                let when = reading.expect(column, dates.read(&text));
                customer.since = customer.since.or(when.map(|when| when.date(zone)));
            }
            CustomerField::PausedUntil(dates) => {
                let when = reading.expect(column, dates.read(&text));
                customer.paused_until = when.map(|when| when.date(zone));
            }
            CustomerField::LastContact(dates) => {
                let when = reading.expect(column, dates.read(&text));
                customer.last_contact = when.map(|when| when.moment(zone));
            }
            CustomerField::Status(known) => {
                let (stage, tier) = standing(known, &text);
                customer.stage = customer.stage.or(stage);
                customer.tier = customer.tier.or(tier);
            }
            CustomerField::DoNotContact => {
                let answer = words::yes_or_no(&text).ok_or(RowReason::NotYesOrNo);
                customer.do_not_contact = reading.expect(column, answer);
            }
            CustomerField::Every => {
                let every = Cadence::from_period(&text).ok_or(RowReason::NotACadence);
                self.every = reading.expect(column, every);
            }
            CustomerField::EveryAction => {
                let action = Action::from_code(&text).ok_or(RowReason::NotACadence);
                self.action = reading.expect(column, action);
            }
            CustomerField::Custom(name) => {
                customer.custom.push((name.clone(), text.into_owned()));
            }
        }
    }

    fn numbered(&mut self, reach: Reach, number: u16) -> &mut Labelled {
        let key = (reach, number);
        let found = self
            .numbered
            .iter()
            .position(|(reach, number, _)| (*reach, *number) == key);
        let index = found.unwrap_or(self.numbered.len());
        if found.is_none() {
            self.numbered.push((reach, number, Labelled::default()));
        }
        &mut self.numbered[index].2
    }

    fn finish(mut self, customer: &mut ImportedCustomer, reading: &mut RowReading<'_>) {
        self.numbered
            .put_in_order_by_key(|(reach, number, _)| (*reach, *number));
        for (reach, _, labelled) in std::mem::take(&mut self.numbered) {
            if labelled.value.is_empty() {
                continue;
            }
            // Google joins several values of one label in one cell.
            let separator = " ::: ";
            if reading.writer == Writer::Genjin || !labelled.value.contains(separator) {
                list(customer, reach).push(labelled);
                continue;
            }
            for value in labelled.value.split(separator) {
                let label = labelled.label.clone();
                let value = value.trim().to_owned();
                list(customer, reach).push(Labelled { label, value });
            }
        }
        let [whole, street, city, region, postal_code, country] = self.address;
        customer.address = if whole.is_empty() {
            joined_address([street, city, region, postal_code, country])
        } else {
            whole
        };
        customer.position = match (self.latitude, self.longitude) {
            (Some(latitude), Some(longitude)) => Some(Position {
                latitude,
                longitude,
            }),
            (None, None) => None,
            _ => {
                reading.refuse(None, RowReason::HalfAPosition);
                None
            }
        };
        customer.cadence = match (self.every, self.action) {
            (Some(every), Some(action)) => Some(OwnCadence { every, action }),
            (None, None) => None,
            _ => {
                reading.refuse(None, RowReason::NotACadence);
                None
            }
        };
        if is_blank(&customer.name) {
            customer.name = full_name(&self.first_name, &self.middle_name, &self.last_name);
        }
        if is_blank(&customer.name) {
            call_by_other(customer, reading);
        }
    }
}

/// Calls a customer without a name by its company, email or phone.
fn call_by_other(customer: &mut ImportedCustomer, reading: &mut RowReading<'_>) {
    let first = |list: &[Labelled]| list.first().map(|labelled| labelled.value.clone());
    let name = if is_blank(&customer.company) {
        first(&customer.emails).or_else(|| first(&customer.phones))
    } else {
        Some(std::mem::take(&mut customer.company))
    };
    match name {
        Some(name) => {
            reading.remarks.push(super::row_error::RowRemark {
                row: customer.row,
                column: None,
                kind: RemarkKind::NamedByOther,
                value: super::row_error::shortened(&name),
            });
            customer.name = name;
        }
        None => reading.refuse(None, RowReason::NoName),
    }
}

/// Of several columns for one field, the first with a value counts.
fn set(field: &mut String, text: Cow<'_, str>) {
    if field.is_empty() {
        *field = text.into_owned();
    }
}

fn list(customer: &mut ImportedCustomer, reach: Reach) -> &mut Vec<Labelled> {
    match reach {
        Reach::Phone => &mut customer.phones,
        Reach::Email => &mut customer.emails,
        Reach::Handle => &mut customer.handles,
    }
}

fn degrees(column: usize, text: &str, limit: u8, reading: &mut RowReading<'_>) -> Option<Decimal> {
    let folded = fold(text.trim());
    let number = match folded.split_once(',') {
        Some((whole, part)) if !part.contains('.') => format!("{whole}.{part}"),
        _ => folded,
    };
    let degrees = Decimal::parse(&number).ok_or(RowReason::NotANumber);
    let degrees = reading.expect(column, degrees)?;
    let is_on_globe = !degrees.is_beyond(u64::from(limit));
    let degrees = is_on_globe.then_some(degrees);
    reading.expect(column, degrees.ok_or(RowReason::OffTheGlobe { limit }))
}

fn standing(known: &[StatusWord], text: &str) -> (Option<Stage>, Option<Tier>) {
    let word = text.trim();
    match known.iter().find(|status| status.word == word) {
        Some(status) => (status.stage, status.tier),
        None => words::standing(word),
    }
}

/// Tags of one cell; one in quotation marks may have anything in it.
fn split_tags(text: &str, writer: Writer, tags: &mut Vec<String>) {
    let is_separator = |c: char| match writer {
        Writer::Genjin => c == ',',
        Writer::Another => matches!(c, ',' | '，' | ';' | '；' | '、' | '|' | '\n'),
    };
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let mut tag = String::new();
        if let Some(quoted) = rest.strip_prefix('"') {
            rest = quoted;
            while let Some(mark) = rest.find('"') {
                tag.push_str(&rest[..mark]);
                rest = &rest[mark + 1..];
                let Some(more) = rest.strip_prefix('"') else {
                    break;
                };
                tag.push('"');
                rest = more;
            }
        }
        let end = rest.find(is_separator).unwrap_or(rest.len());
        tag.push_str(rest[..end].trim_end());
        if !is_blank(&tag) && !tags.contains(&tag) {
            tags.push(tag);
        }
        let mut chars = rest[end..].chars();
        if chars.next().is_none() {
            return;
        }
        rest = chars.as_str();
    }
}

/// A name from its parts: family name first and without spaces where it is written in Chinese,
/// Japanese or Korean.
fn full_name(first: &str, middle: &str, last: &str) -> String {
    let is_eastern = |part: &str| {
        part.chars().all(|c| {
            matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}' | '·' | '々')
        })
    };
    let parts = [first, middle, last];
    if parts.iter().all(|part| is_eastern(part)) {
        return format!("{last}{middle}{first}");
    }
    let filled = parts.into_iter().filter(|part| !is_blank(part));
    filled.collect::<Vec<_>>().join(" ")
}

/// An address from its parts, in the order of its country.
fn joined_address(parts: [String; 5]) -> String {
    let is_chinese = parts
        .iter()
        .any(|part| part.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}')));
    let [street, city, region, postal_code, country] = parts;
    if is_chinese {
        let place = [country, region, city, street].concat();
        return [place, postal_code].join(" ").trim().to_owned();
    }
    let area = [region, postal_code].join(" ").trim().to_owned();
    let filled = [street, city, area, country]
        .into_iter()
        .filter(|part| !part.is_empty());
    filled.collect::<Vec<_>>().join(", ")
}

/// A rhythm as Genjin's files write it: `P14D`, `P2W`, `P3M` (ISO 8601).
pub(super) trait Period: Sized {
    fn from_period(text: &str) -> Option<Self>;
    fn to_period(self) -> String;
}

impl Period for Cadence {
    fn from_period(text: &str) -> Option<Self> {
        let text = text.trim().strip_prefix('P')?;
        let unit = text.chars().next_back()?;
        let count = text.strip_suffix(unit)?.parse().ok()?;
        let cadence = match unit {
            'D' => Self::Days(count),
            'W' => Self::Weeks(count),
            'M' => Self::Months(count),
            _ => return None,
        };
        cadence.checked()
    }

    fn to_period(self) -> String {
        match self {
            Self::Days(count) => format!("P{count}D"),
            Self::Weeks(count) => format!("P{count}W"),
            Self::Months(count) => format!("P{count}M"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_apart() {
        let check = |text: &str, writer, expected: &[&str]| {
            let mut tags = Vec::new();
            split_tags(text, writer, &mut tags);
            assert_eq!(tags, expected, "{text}");
        };
        check("a, b;c、d，a", Writer::Another, &["a", "b", "c", "d"]);
        check(" , ;", Writer::Another, &[]);
        check(
            "a;b, \"c, \"\"d\"\"\"",
            Writer::Genjin,
            &["a;b", "c, \"d\""],
        );
        check("\"never closed", Writer::Another, &["never closed"]);
        check("\" a \"", Writer::Genjin, &[" a "]);
    }

    #[test]
    fn rhythms_are_written_as_periods() {
        for cadence in [Cadence::Days(14), Cadence::Weeks(2), Cadence::Months(3)] {
            assert_eq!(Cadence::from_period(&cadence.to_period()), Some(cadence));
        }
        for text in ["P0D", "P", "14D", "P1Y", "P99999D", "PxD"] {
            assert_eq!(Cadence::from_period(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_stands_in_the_order_of_its_country() {
        let check = |parts: [&str; 5], expected: &str| {
            assert_eq!(joined_address(parts.map(str::to_owned)), expected);
        };
        check(["Road 1", "Rome", "", "00100", ""], "Road 1, Rome, 00100");
        check(["路1号", "杭州市", "浙江省", "", ""], "浙江省杭州市路1号");
        check(["", "", "", "", ""], "");
    }
}
