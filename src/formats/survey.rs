//! One look at all rows of a table before anything is read: how many there are, and what the
//! values of each column look like. The proposals for columns, dates and words rest on it.

use xxhash_rust::xxh3::xxh3_64;

use super::read_scores::{is_beyond_five_point, looks_like_a_number};
use super::table::{MAX_ROWS, Place, Progress, Row, Table, TableError, is_blank, trimmed};
use super::when::{self, DayOrder};
use super::words;

/// How many different values of a column are kept.
pub const KEPT_VALUES: usize = 40;

/// How many rows are looked at closely; a column is seldom something else further down.
const CLOSELY: u32 = 1_000;

/// The look at a table; [`Survey::read_some`] until it is done.
#[derive(Debug, Clone)]
pub struct Survey {
    place: Place,
    /// Rows with something in them.
    pub rows: u32,
    /// Rows whose form is at fault.
    pub faulty_rows: u32,
    /// What each column looks like.
    pub columns: Vec<ColumnFacts>,
}

/// What the values of a column look like.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnFacts {
    /// Rows in which it has a value.
    pub filled: u32,
    /// Its different values and how often each stands there, in the order of the file, as long as
    /// they are few; empty if they are more than [`KEPT_VALUES`].
    pub values: Vec<(String, u32)>,
    /// Whether the values are too many to keep.
    pub many_values: bool,
    /// Values looked at closely, and how many of them look like a …
    pub(super) seen: u32,
    pub(super) dates: u32,
    pub(super) times_of_day: u32,
    pub(super) emails: u32,
    pub(super) phones: u32,
    pub(super) channels: u32,
    pub(super) yes_or_no: u32,
    pub(super) numbers: u32,
    pub(super) chars: u32,
    /// Whether a number among them is a score of 0 to 10, and none of 1 to 5.
    beyond_five_point: bool,
    /// The same for two columns that are equal in all rows.
    pub(super) digest: u64,
    clock: bool,
    days: Days,
}

/// The two leading numbers of the dates in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Days {
    /// Dates in which the first, the second number is above 12.
    first_above: u32,
    second_above: u32,
    /// The numbers that occur, as bits.
    first: u32,
    second: u32,
}

impl Survey {
    /// A look at a table, from its first row.
    pub fn new(table: &Table) -> Self {
        Self {
            place: table.start(),
            rows: 0,
            faulty_rows: 0,
            columns: vec![ColumnFacts::default(); table.columns().len()],
        }
    }

    /// Looks at some more rows.
    pub fn read_some(&mut self, table: &Table, rows: usize) -> Result<Progress, TableError> {
        let mut row = Row::default();
        for _ in 0..rows {
            if !table.next_row(&mut self.place, &mut row)? {
                return Ok(Progress::Done);
            }
            if self.rows == MAX_ROWS {
                return Err(TableError::TooManyRows { limit: MAX_ROWS });
            }
            self.rows += 1;
            if row.fault.is_some() {
                self.faulty_rows += 1;
                continue;
            }
            for (facts, cell) in self.columns.iter_mut().zip(&row.cells) {
                facts.look_at(cell);
            }
        }
        Ok(table.progress(self.place))
    }

    /// Looks at all rows at once, where nobody waits.
    pub fn of(table: &Table) -> Result<Self, TableError> {
        let mut survey = Self::new(table);
        while survey.read_some(table, usize::MAX)? != Progress::Done {}
        Ok(survey)
    }
}

impl ColumnFacts {
    fn look_at(&mut self, cell: &str) {
        self.digest = self.digest.rotate_left(5) ^ xxh3_64(cell.as_bytes());
        if is_blank(cell) {
            return;
        }
        self.filled += 1;
        let cell = trimmed(cell);
        self.keep(cell);
        if self.seen < CLOSELY {
            self.seen += 1;
            self.look_closely_at(cell);
        } else if self.clock && self.dates == CLOSELY {
            // All that was looked at are dates with times: only their order is still in question.
            self.look_at_pair(cell);
        } else if self.seen <= self.dates * 2 {
            self.look_at_date(cell);
        }
    }

    fn keep(&mut self, cell: &str) {
        if self.many_values {
            return;
        }
        if let Some((_, count)) = self.values.iter_mut().find(|(value, _)| value == cell) {
            *count += 1;
        } else if self.values.len() < KEPT_VALUES && cell.len() <= 200 {
            self.values.push((cell.to_owned(), 1));
        } else {
            self.many_values = true;
            self.values = Vec::new();
        }
    }

    fn look_closely_at(&mut self, cell: &str) {
        self.chars = self
            .chars
            .saturating_add(u32::try_from(cell.len()).unwrap_or(u32::MAX));
        self.emails += u32::from(cell.contains('@') && cell.contains('.') && !cell.contains(' '));
        self.yes_or_no += u32::from(words::yes_or_no(cell).is_some());
        self.numbers += u32::from(looks_like_a_number(cell));
        self.beyond_five_point |= is_beyond_five_point(cell);
        if self.look_at_date(cell) {
            return;
        }
        self.times_of_day += u32::from(when::read_time_of_day(cell).is_ok());
        self.phones += u32::from(looks_like_a_phone(cell));
        self.channels += u32::from(words::known_channel(cell).is_some());
    }

    fn look_at_date(&mut self, cell: &str) -> bool {
        self.look_at_pair(cell);
        let order = self.day_order().0;
        if !when::looks_like_a_date(cell) {
            return false;
        }
        self.dates += u32::from(self.dates < CLOSELY);
        if !self.clock {
            let time = when::read_when(cell, order).map(when::When::time_as_written);
            self.clock = time.is_ok_and(|time| time.is_some_and(|t| t != chrono::NaiveTime::MIN));
        }
        true
    }

    /// Notes in which order day and month stand.
    fn look_at_pair(&mut self, cell: &str) {
        if let Some((first, second)) = when::leading_pair(cell) {
            self.days.first_above += u32::from(12 < first);
            self.days.second_above += u32::from(12 < second);
            self.days.first |= 1 << first.min(31);
            self.days.second |= 1 << second.min(31);
        }
    }

    /// Which number of its dates is the day, and whether the values leave that in doubt.
    pub fn day_order(&self) -> (DayOrder, OrderDoubt) {
        let Days {
            first_above,
            second_above,
            first,
            second,
        } = self.days;
        let by = |month_first: bool| {
            if month_first {
                DayOrder::MonthFirst
            } else {
                DayOrder::DayFirst
            }
        };
        match (first_above, second_above) {
            _ if first == 0 => (DayOrder::DayFirst, OrderDoubt::None),
            // Over a few weeks the days take more values than the months.
            (0, 0) => (
                by(first.count_ones() < second.count_ones()),
                OrderDoubt::Ambiguous,
            ),
            (_, 0) => (DayOrder::DayFirst, OrderDoubt::None),
            (0, _) => (DayOrder::MonthFirst, OrderDoubt::None),
            _ => (by(first_above < second_above), OrderDoubt::Mixed),
        }
    }

    /// Whether it has dates in which the order of day and month matters.
    pub(super) fn has_leading_pairs(&self) -> bool {
        self.days.first != 0
    }

    /// Whether it has scores that only a scale of 0 to 10 has.
    pub fn is_beyond_five_point(&self) -> bool {
        let kept = self
            .values
            .iter()
            .any(|(value, _)| is_beyond_five_point(value));
        self.beyond_five_point || kept
    }

    /// Whether its dates have a time of day that is not midnight in every row.
    pub fn has_clock(&self) -> bool {
        self.clock
    }

    /// Whether most of the values looked at are of a kind.
    pub(super) fn mostly(&self, count: u32) -> bool {
        0 < self.seen && self.seen * 4 <= count * 5
    }

    /// Whether it has a value, and the same in every row.
    pub(super) fn is_constant(&self) -> bool {
        10 <= self.filled && self.values.len() == 1
    }
}

/// Whether a cell can be nothing but a phone number; a bare number is one only if it begins like
/// one, because amounts and other programs' ids are bare numbers too.
fn looks_like_a_phone(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_bare = digits == cell.len();
    (7..=18).contains(&digits)
        && cell
            .chars()
            .all(|c| c.is_ascii_digit() || " +-().x/转#".contains(c))
        && (!is_bare || cell.starts_with('0') || digits == 11 && cell.starts_with('1'))
}

/// Whether the values of a column tell the day from the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderDoubt {
    /// They do, or there is nothing to tell.
    None,
    /// No number is above 12: the user should look.
    Ambiguous,
    /// Both orders occur: rows of one of them will be errors, and the others may be wrong.
    Mixed,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: &[&str]) -> ColumnFacts {
        let text = format!("a,b\n{},\n", values.join(",\n"));
        let table = Table::open(text).expect("a table");
        let mut survey = Survey::new(&table);
        while survey.read_some(&table, 2).expect("rows") != Progress::Done {}
        assert_eq!(survey.rows as usize, values.len());
        survey.columns.swap_remove(0)
    }

    #[test]
    fn the_column_tells_the_day_from_the_month() {
        let check = |values: &[&str], order, doubt| {
            assert_eq!(column(values).day_order(), (order, doubt), "{values:?}");
        };
        let (day_first, month_first) = (DayOrder::DayFirst, DayOrder::MonthFirst);
        check(&["3/4/2024", "16/4/2024"], day_first, OrderDoubt::None);
        check(&["3/4/2024", "4/16/2024"], month_first, OrderDoubt::None);
        check(&["3/4/2024", "4/4/2024"], day_first, OrderDoubt::Ambiguous);
        check(
            &["3/4/2024", "3/5/2024"],
            month_first,
            OrderDoubt::Ambiguous,
        );
        check(
            &["16/4/2024", "4/16/2024", "4/17/2024"],
            month_first,
            OrderDoubt::Mixed,
        );
        check(&["2024-08-16", "2024-08-17"], day_first, OrderDoubt::None);
    }

    #[test]
    fn midnight_in_every_row_is_no_time() {
        let check = |values: &[&str], clock| assert_eq!(column(values).has_clock(), clock);
        check(&["2024-08-16 00:00:00", "2024-08-17 00:00"], false);
        check(&["2024-08-16 00:00:00", "2024-08-17 10:00"], true);
        check(&["2024-08-16T00:00:00.000Z"], false);
        check(&["2024-08-16"], false);
    }

    #[test]
    fn few_values_are_counted() {
        let facts = column(&["hot", "cold", "hot"]);
        assert_eq!(
            facts.values,
            [("hot".to_owned(), 2), ("cold".to_owned(), 1)]
        );
        let many: Vec<_> = (0..=KEPT_VALUES).map(|n| format!("v{n}")).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        assert!(column(&many).many_values);
    }
}
