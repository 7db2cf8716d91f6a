//! Time cut into weeks, months or years.

use chrono::{Datelike, NaiveDate};

/// No chart has more columns of time.
const MOST: i64 = 60;

/// Time without gaps, cut into equal parts of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bins {
    /// How long each part is.
    pub length: Length,
    /// How many there are.
    pub count: usize,
    /// The place of the first among all parts of the calendar.
    first: i64,
}

/// How long a part of the calendar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// From Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// So many years.
    Years(i32),
}

/// How much of a part of the calendar is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of its days.
    Whole,
    /// Its days up to today; the others are still to come.
    SoFar,
    /// Some of its days, because the period begins or ends within it.
    Cut,
}

impl Length {
    /// The place of a day among all parts of the calendar.
    fn place(self, date: NaiveDate) -> i64 {
        match self {
            // The first day of year 1 was a Monday, and has the number 1.
            Self::Week => (i64::from(date.num_days_from_ce()) - 1).div_euclid(7),
            Self::Month => i64::from(date.year()) * 12 + i64::from(date.month0()),
            Self::Years(years) => i64::from(date.year()).div_euclid(i64::from(years.max(1))),
        }
    }

    /// The first day of a part.
    fn begins_on(self, place: i64) -> NaiveDate {
        let date = match self {
            Self::Week => i32::try_from(place * 7 + 1)
                .ok()
                .and_then(NaiveDate::from_num_days_from_ce_opt),
            Self::Month => i32::try_from(place.div_euclid(12)).ok().and_then(|year| {
                let month = u32::try_from(place.rem_euclid(12)).ok()?;
                NaiveDate::from_ymd_opt(year, month + 1, 1)
            }),
            Self::Years(years) => i32::try_from(place * i64::from(years))
                .ok()
                .and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)),
        };
        // Only beyond the end of the calendar is there none.
        date.unwrap_or(NaiveDate::MAX)
    }
}

impl Bins {
    /// Weeks from one day to another; months or years where there would be too many.
    pub fn over(first: NaiveDate, last: NaiveDate) -> Self {
        Self::fitting(&[Length::Week, Length::Month], first, last)
    }

    /// Months from one day to another; years where there would be too many.
    pub fn months(first: NaiveDate, last: NaiveDate) -> Self {
        Self::fitting(&[Length::Month], first, last)
    }

    /// How much of a part lies between the first day that is looked at, where there is one, and the
    /// last.
    pub fn extent(
        &self,
        place: usize,
        (first, last): (Option<NaiveDate>, NaiveDate),
        today: NaiveDate,
    ) -> Extent {
        let (begins, after) = (self.begins_on(place), self.begins_on(place + 1));
        let holds = |day: NaiveDate| begins <= day && day < after;
        let is_cut_short = holds(last) && last.succ_opt() != Some(after);
        if is_cut_short && last == today {
            Extent::SoFar
        } else if is_cut_short || first.is_some_and(|first| holds(first) && begins < first) {
            Extent::Cut
        } else {
            Extent::Whole
        }
    }

    fn fitting(lengths: &[Length], first: NaiveDate, last: NaiveDate) -> Self {
        let years = [1, 2, 5, 10, 20, 50, 100, 1000, 10_000].map(Length::Years);
        let count = |length: Length| (length.place(last) - length.place(first)).max(0) + 1;
        let length = lengths
            .iter()
            .chain(&years)
            .copied()
            .find(|length| count(*length) <= MOST)
            .unwrap_or(Length::Years(10_000));
        Self {
            length,
            count: usize::try_from(count(length)).unwrap_or(1),
            first: length.place(first),
        }
    }

    /// In which part a day lies.
    pub fn place(&self, date: NaiveDate) -> Option<usize> {
        let place = usize::try_from(self.length.place(date) - self.first).ok()?;
        (place < self.count).then_some(place)
    }

    /// The first day of a part.
    pub fn begins_on(&self, place: usize) -> NaiveDate {
        let place = i64::try_from(place).unwrap_or(0);
        self.length.begins_on(self.first + place)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_part_whose_days_are_not_all_looked_at_says_so() {
        use Extent::{Cut, SoFar, Whole};
        let check = |first: Option<&str>, last, today, expected: &[Extent]| {
            let days = (first.map(date), date(last));
            let bins = Bins::over(date(first.unwrap_or("2024-07-29")), date(last));
            let found: Vec<_> = (0..bins.count)
                .map(|place| bins.extent(place, days, date(today)))
                .collect();
            assert_eq!(found, expected, "{days:?} on {today}");
        };
        // Weeks of a Monday to a Sunday.
        let today = "2024-08-16";
        check(Some("2024-07-29"), "2024-08-11", today, &[Whole, Whole]);
        check(Some("2024-07-30"), "2024-08-10", today, &[Cut, Cut]);
        check(Some("2024-08-01"), today, today, &[Cut, Whole, SoFar]);
        check(Some("2024-08-14"), today, today, &[SoFar]);
        check(None, "2024-08-18", "2024-08-18", &[Whole, Whole, Whole]);
    }

    #[test]
    fn time_is_cut_into_what_a_chart_can_show() {
        let check = |first, last, length, count, begins: &str| {
            let bins = Bins::over(date(first), date(last));
            assert_eq!(
                (bins.length, bins.count),
                (length, count),
                "{first} to {last}"
            );
            assert_eq!(bins.begins_on(0), date(begins));
        };
        // A Wednesday to a Friday.
        check("2024-08-14", "2024-08-16", Length::Week, 1, "2024-08-12");
        check("2024-08-11", "2024-08-12", Length::Week, 2, "2024-08-05");
        check("2023-08-16", "2024-08-16", Length::Week, 53, "2023-08-14");
        check("2022-08-16", "2024-08-16", Length::Month, 25, "2022-08-01");
        check(
            "2014-08-16",
            "2024-08-16",
            Length::Years(1),
            11,
            "2014-01-01",
        );
        check(
            "1870-01-01",
            "2024-08-16",
            Length::Years(5),
            31,
            "1870-01-01",
        );
        // The wrong way round there is one.
        check("2024-08-16", "2023-01-01", Length::Week, 1, "2024-08-12");
        let months = Bins::months(date("2024-08-16"), date("2024-09-01"));
        assert_eq!((months.length, months.count), (Length::Month, 2));
    }

    proptest! {
        #[test]
        fn every_day_lies_in_one_part_that_begins_on_or_before_it(
            first in -90_000_000..90_000_000_i32, days in 0..200_000_i32, some in 0.0..1.0_f64,
        ) {
            let day = |number| NaiveDate::from_num_days_from_ce_opt(number);
            let (Some(first), Some(last)) = (day(first), day(first.saturating_add(days))) else {
                return Ok(());
            };
            let bins = Bins::over(first, last);
            prop_assert!(bins.count <= 60);
            #[expect(clippy::cast_possible_truncation, reason = "a few days")]
            let between = day(first.num_days_from_ce() + (f64::from(days) * some) as i32);
            for date in [first, last, between.expect("within")] {
                let place = bins.place(date).expect("it lies within");
                prop_assert!(place < bins.count);
                // Ten thousand years may begin before the calendar does.
                let begins = bins.begins_on(place);
                prop_assert!(begins <= date || begins == NaiveDate::MAX);
                prop_assert!(date < bins.begins_on(place + 1) || begins == NaiveDate::MAX);
            }
        }
    }
}
