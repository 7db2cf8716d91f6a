//! Counting days: all of them, or only those on which the user works.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::moment::days_between;

/// Which days count towards "days since the last contact".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DayCount {
    /// Every day of the calendar.
    #[default]
    CalendarDays,
    /// Monday to Friday without the listed holidays.
    WorkingDays {
        /// Days on which nobody works, whatever their weekday.
        holidays: BTreeSet<NaiveDate>,
    },
}

impl DayCount {
    /// Whether a day counts.
    pub fn is_worked(&self, date: NaiveDate) -> bool {
        match self {
            Self::CalendarDays => true,
            Self::WorkingDays { holidays } => is_weekday(date) && !holidays.contains(&date),
        }
    }

    /// The counted days after `earlier`, up to and with `later`; never below 0.
    pub fn between(&self, earlier: NaiveDate, later: NaiveDate) -> u32 {
        let days = days_between(earlier, later);
        let Self::WorkingDays { holidays } = self else {
            return days;
        };
        let weeks = days / 7;
        let rest_from = earlier + Days::new(u64::from(weeks) * 7);
        let in_rest = (1..=u64::from(days % 7))
            .filter(|step| is_weekday(rest_from + Days::new(*step)))
            .count();
        let free = if earlier < later {
            let after = earlier + Days::new(1);
            holidays
                .range(after..=later)
                .filter(|day| is_weekday(**day))
                .count()
        } else {
            0
        };
        let worked = weeks as usize * 5 + in_rest - free;
        u32::try_from(worked).unwrap_or(u32::MAX)
    }
}

fn is_weekday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn working_days_equal_a_walk_over_the_days(
            start in 0..4000_u64, length in 0..600_u64, holidays in prop::collection::btree_set(0..4600_u64, 0..40),
        ) {
            let epoch: NaiveDate = "2020-01-01".parse().expect("a date");
            let day = |n: u64| epoch + Days::new(n);
            let holidays: BTreeSet<_> = holidays.into_iter().map(day).collect();
            let walked = (start + 1..=start + length)
                .filter(|n| is_weekday(day(*n)) && !holidays.contains(&day(*n)))
                .count();
            let count = DayCount::WorkingDays { holidays };
            prop_assert_eq!(count.between(day(start), day(start + length)) as usize, walked);
        }
    }

    #[test]
    fn nothing_is_counted_backwards() {
        let count = DayCount::WorkingDays {
            holidays: BTreeSet::new(),
        };
        let day = |text: &str| text.parse().expect("a date");
        assert_eq!(count.between(day("2024-08-16"), day("2024-08-01")), 0);
        assert_eq!(count.between(day("2024-08-16"), day("2024-08-19")), 1);
    }
}
