//! Rows of a table as ratings, or as observed loyalties.
//!
//! Ratings come long, one a row with its aspect, or wide, a column for each aspect: then a row is
//! what one customer answered at one date.

use chrono::NaiveTime;

use crate::domain::decimal::Decimal;
use crate::domain::fold::fold;
use crate::domain::moment::Moment;
use crate::domain::rating::{AspectId, Observation, RatedValue, Scale};

use super::read_communications::CustomerReference;
use super::row_error::{RowNotes, RowReason};
use super::row_key::RowKeys;
use super::row_reading::{RowReading, Writer};
use super::score_columns::ScoreField;
use super::table::{MAX_ROWS, Place, Progress, Row, Table, TableError, is_blank};
use super::when::{When, Zone, read_time_of_day};
use super::words;

/// What the numbers of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scores {
    /// Ratings, in this scale where neither row nor cell names another.
    Ratings(Scale),
    /// Observed loyalties.
    Loyalty,
}

/// What a row of a file says of one customer at one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedScores {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The id in the program that wrote the file; in Genjin's own files, Genjin's.
    pub id: Option<String>,
    /// By what the row is known again: its id, or its content and a count of equal rows.
    pub key: String,
    /// Hash of all cells of the row.
    pub row_hash: u64,
    /// Of whom, in the order in which it is to be believed; at least one.
    pub customer: Vec<CustomerReference>,
    /// When.
    pub at: Moment,
    /// The ratings; none where the file holds observed loyalties.
    pub ratings: Vec<ImportedRating>,
    /// The observed loyalty, where the file holds such.
    pub value: Option<Decimal>,
    /// Who gave the ratings, or what the number counts; may be empty.
    pub words: String,
    /// The id of the communication in which the ratings were given, in Genjin's own files.
    pub communication: Option<String>,
}

/// One score of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedRating {
    /// What was rated.
    pub aspect: AspectReference,
    /// The score in its scale.
    pub value: RatedValue,
}

/// How a file names what was rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AspectReference {
    /// The aspect, if its column was given to one or its code stands there.
    pub id: Option<AspectId>,
    /// Its name in the file; may be empty where the id says all.
    pub name: String,
}

/// Reads the rows of a table as ratings or observed loyalties; [`ReadScores::read_some`] until it is
/// done.
#[derive(Debug, Clone)]
pub struct ReadScores {
    fields: Vec<ScoreField>,
    scores: Scores,
    writer: Writer,
    place: Place,
    read: u32,
    keys: RowKeys,
    /// The rows so far, in their order.
    pub rows: Vec<ImportedScores>,
    /// What was wrong or remarkable so far.
    pub notes: RowNotes,
}

impl ReadScores {
    /// A reading of a table from its first row, with what each column means.
    pub fn new(table: &Table, fields: Vec<ScoreField>, scores: Scores) -> Self {
        Self {
            fields,
            scores,
            writer: Writer::of(table),
            place: table.start(),
            read: 0,
            keys: RowKeys::default(),
            rows: Vec::new(),
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
            if self.read == MAX_ROWS {
                return Err(TableError::TooManyRows { limit: MAX_ROWS });
            }
            self.read += 1;
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
            if draft.customer.iter().all(Option::is_none) {
                reading.refuse(None, RowReason::NoCustomer);
            }
            if draft.when.is_none() && !draft.bad_time {
                reading.refuse(None, RowReason::NoDate);
            }
        }
        if let Some(id) = &draft.id {
            let earlier = self.keys.earlier(id).and_then(|place| self.rows.get(place));
            if let Some(earlier) = earlier.filter(|earlier| earlier.id.as_ref() == Some(id)) {
                let column = self.fields.iter().position(|one| *one == ScoreField::Id);
                let first_row = earlier.row;
                reading.refuse(column, RowReason::DuplicateId { first_row });
            }
        }
        if !reading.note_in(&mut self.notes) {
            return;
        }
        let Some(when) = draft.when.map(|when| when.at_time(draft.time_of_day)) else {
            return;
        };
        let key = match &draft.id {
            Some(id) => {
                self.keys.note(id, self.rows.len());
                id.clone()
            }
            None => self.keys.of_content(row_hash),
        };
        self.rows.push(ImportedScores {
            row: row.number,
            id: draft.id,
            key,
            row_hash,
            customer: draft.customer.into_iter().flatten().collect(),
            at: when.moment(zone),
            ratings: draft.ratings,
            value: draft.value,
            words: draft.words,
            communication: draft.communication,
        });
    }

    fn read_cells(&self, draft: &mut Draft, reading: &mut RowReading<'_>) {
        let mut named = AspectReference {
            id: None,
            name: String::new(),
        };
        // Scores can only be read once the scale of their row is known.
        let mut scores = Vec::new();
        let mut scale = match self.scores {
            Scores::Ratings(scale) => scale,
            Scores::Loyalty => Scale::default(),
        };
        for (column, field) in self.fields.iter().enumerate() {
            if *field == ScoreField::LeaveOut {
                continue;
            }
            let text = reading.line(column);
            let keeps_blanks = self.writer == Writer::Genjin && *field == ScoreField::Words;
            if is_blank(&text) && !keeps_blanks {
                continue;
            }
            let [by_id, by_phone, by_email, by_name] = &mut draft.customer;
            let word = || text.trim().to_owned();
            match field {
                ScoreField::LeaveOut => {}
                ScoreField::Id => draft.id = Some(word()),
                ScoreField::CustomerId => *by_id = Some(CustomerReference::Id(word())),
                ScoreField::CustomerPhone => *by_phone = Some(CustomerReference::Reach(word())),
                ScoreField::CustomerEmail => *by_email = Some(CustomerReference::Reach(word())),
                ScoreField::CustomerName => *by_name = Some(CustomerReference::Name(word())),
                ScoreField::Time(dates) => {
                    let when = reading.expect(column, dates.read(&text));
                    draft.bad_time = draft.bad_time || when.is_none();
                    draft.when = draft.when.or(when);
                }
                ScoreField::TimeOfDay => {
                    let time = reading.expect(column, read_time_of_day(&text));
                    draft.bad_time = draft.bad_time || time.is_none();
                    draft.time_of_day = time;
                }
                ScoreField::Aspect => named.name = word(),
                ScoreField::AspectCode => {
                    let aspect = AspectId::from_code(text.trim()).ok_or(RowReason::NoAspect);
                    named.id = reading.expect(column, aspect);
                }
                ScoreField::Score => scores.push((column, None, text)),
                ScoreField::ScoreOf(aspect) => {
                    let name = String::new();
                    let aspect = Some(*aspect);
                    scores.push((column, Some(AspectReference { id: aspect, name }), text));
                }
                ScoreField::ScoreOfNew(name) => {
                    let name = name.clone();
                    scores.push((column, Some(AspectReference { id: None, name }), text));
                }
                ScoreField::Scale => {
                    let given = words::scale(&text).ok_or(RowReason::NotAScale);
                    scale = reading.expect(column, given).unwrap_or(scale);
                }
                ScoreField::Value => draft.value = reading.expect(column, observed(&text)),
                ScoreField::Words => draft.words = text.into_owned(),
                ScoreField::Communication => draft.communication = Some(word()),
            }
        }
        match self.scores {
            Scores::Loyalty if draft.value.is_none() && reading.errors.is_empty() => {
                reading.refuse(None, RowReason::NoScore);
            }
            Scores::Ratings(_) if scores.is_empty() => reading.refuse(None, RowReason::NoScore),
            Scores::Loyalty | Scores::Ratings(_) => {}
        }
        for (column, of_column, text) in scores {
            let aspect = of_column.unwrap_or_else(|| named.clone());
            if aspect.id.is_none() && aspect.name.is_empty() {
                reading.refuse(None, RowReason::NoAspect);
            }
            if let Some(value) = reading.expect(column, rated(&text, scale)) {
                draft.ratings.push(ImportedRating { aspect, value });
            }
        }
    }
}

#[derive(Default)]
struct Draft {
    id: Option<String>,
    /// By id, phone, mail address and name.
    customer: [Option<CustomerReference>; 4],
    when: Option<When>,
    time_of_day: Option<NaiveTime>,
    bad_time: bool,
    ratings: Vec<ImportedRating>,
    value: Option<Decimal>,
    words: String,
    communication: Option<String>,
}

/// A score of `4`, `4.5`, `4,5`, `4分`, or `8/10`, which names its scale itself.
fn rated(text: &str, scale: Scale) -> Result<RatedValue, RowReason> {
    let folded = fold(text.trim());
    let (score, scale) = match folded.split_once('/') {
        Some((score, of)) => (score, words::scale(of).ok_or(RowReason::NotAScale)?),
        None => (folded.as_str(), scale),
    };
    let score = number(score.trim_end_matches(['分', '星', ' '])).ok_or(RowReason::NotANumber)?;
    RatedValue::new(score, scale).ok_or(RowReason::OutsideScale(scale))
}

fn observed(text: &str) -> Result<Decimal, RowReason> {
    let limit = Observation::LIMIT;
    let value = number(&fold(text.trim())).ok_or(RowReason::NotANumber)?;
    if value.is_beyond(limit) {
        return Err(RowReason::TooFarFromZero { limit });
    }
    Ok(value)
}

/// How many bytes of a cell can be a score or a count.
const LONGEST_NUMBER: usize = 32;

/// Whether a cell can be a score or a count.
pub(super) fn looks_like_a_number(cell: &str) -> bool {
    if LONGEST_NUMBER < cell.len() {
        return false;
    }
    let folded = fold(cell);
    let score = folded.split('/').next().unwrap_or_default();
    number(score.trim_end_matches(['分', '星', ' '])).is_some()
}

/// Whether a cell holds a score that is one of 0 to 10 and none of 1 to 5. What neither scale reaches
/// says nothing.
pub(super) fn is_beyond_five_point(cell: &str) -> bool {
    cell.len() <= LONGEST_NUMBER
        && rated(cell, Scale::TenPoint).is_ok_and(|ten| {
            ten.scale() == Scale::TenPoint
                && !cell.contains(['/', '／'])
                && RatedValue::new(ten.value(), Scale::FivePoint).is_none()
        })
}

/// The number of a cell without a unit.
fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if !text.contains(',') {
        return Decimal::parse(text);
    }
    // `1,234.5` and `1,234,567` group thousands; `4,5` has a decimal comma.
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?.trim_start_matches('-');
    let are_thousands = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3);
    if are_thousands {
        let whole = whole.replace(',', "");
        return Decimal::parse(&format!("{whole}.{part}"));
    }
    (part.is_empty() && whole.matches(',').count() == 1)
        .then(|| Decimal::parse(&whole.replace(',', ".")))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_read_as_people_write_them() {
        let check = |text: &str, scale, expected: Result<(&str, Scale), RowReason>| {
            let read = rated(text, scale).map(|read| (read.value().to_string(), read.scale()));
            assert_eq!(
                read,
                expected.map(|(value, scale)| (value.to_owned(), scale)),
                "{text}"
            );
        };
        let (five, ten) = (Scale::FivePoint, Scale::TenPoint);
        check("4", five, Ok(("4", five)));
        check(" ４．５ ", five, Ok(("4.5", five)));
        check("4,5", five, Ok(("4.5", five)));
        check("4 分", five, Ok(("4", five)));
        check("8/10", five, Ok(("8", ten)));
        check("4/5", ten, Ok(("4", five)));
        check("0", ten, Ok(("0", ten)));
        check("7", five, Err(RowReason::OutsideScale(five)));
        check("0", five, Err(RowReason::OutsideScale(five)));
        check("-1", ten, Err(RowReason::OutsideScale(ten)));
        check("1e308", ten, Err(RowReason::OutsideScale(ten)));
        check("3/7", five, Err(RowReason::NotAScale));
        for text in ["good", "很满意", "NaN", "inf", "4 5", "", "/5"] {
            check(text, five, Err(RowReason::NotANumber));
        }
    }

    #[test]
    fn observed_numbers_may_have_thousands_and_must_be_of_this_world() {
        let check = |text: &str, expected: Result<&str, RowReason>| {
            let read = observed(text).map(|read| read.to_string());
            assert_eq!(read, expected.map(str::to_owned), "{text}");
        };
        check("12", Ok("12"));
        check("-3", Ok("-3"));
        check("1,234", Ok("1234"));
        check("-1,234,567.5", Ok("-1234567.5"));
        check("0,125", Ok("0.125"));
        check("3,75", Ok("3.75"));
        check("1000000000", Ok("1000000000"));
        let too_far = RowReason::TooFarFromZero {
            limit: Observation::LIMIT,
        };
        check("1e308", Err(too_far));
        check("-1000000001", Err(too_far));
        for text in ["high", "高", "NaN", "1,2,3", "12 orders", "1e999999999999"] {
            check(text, Err(RowReason::NotANumber));
        }
    }
}
