//! How often something is due: every so many days, weeks or months.

use chrono::{Days, Months, NaiveDate};

use super::moment::days_between;

/// A rhythm in calendar units; the count is at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cadence {
    /// Every so many days.
    Days(u16),
    /// Every so many weeks.
    Weeks(u16),
    /// Every so many months; the 31st falls on the last day of a shorter month.
    Months(u16),
}

impl Cadence {
    /// The longest rhythm that can be set: ten years in days.
    pub const MAX: u16 = 3650;

    /// The rhythm, unless its count is 0 or above [`Cadence::MAX`].
    pub fn checked(self) -> Option<Self> {
        let (Self::Days(count) | Self::Weeks(count) | Self::Months(count)) = self;
        (1..=Self::MAX).contains(&count).then_some(self)
    }

    /// The date one step after `date`; `None` past the end of the calendar.
    pub fn after(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(count) => date.checked_add_days(Days::new(u64::from(count))),
            Self::Weeks(count) => date.checked_add_days(Days::new(7 * u64::from(count))),
            Self::Months(count) => date.checked_add_months(Months::new(u32::from(count))),
        }
    }

    /// The first date after `past` that lies one step or several after `date`; `None` past the end of
    /// the calendar. Months are counted from `date` itself, so that the 31st is not lost in between.
    pub fn next_after(self, date: NaiveDate, past: NaiveDate) -> Option<NaiveDate> {
        let gone = u64::from(days_between(date, past));
        let every = |days: u64| {
            let steps = gone / days.max(1) + 1;
            date.checked_add_days(Days::new(days * steps))
        };
        match self {
            Self::Days(count) => every(u64::from(count)),
            Self::Weeks(count) => every(7 * u64::from(count)),
            Self::Months(count) => {
                // A month has at most 31 days: so many steps are surely over.
                let count = u32::from(count).max(1);
                let mut steps = u32::try_from(gone / 31).unwrap_or(u32::MAX) / count;
                loop {
                    steps = steps.saturating_add(1);
                    let next = date.checked_add_months(Months::new(count.saturating_mul(steps)))?;
                    if past < next {
                        return Some(next);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_month_after_the_31st_is_the_last_day_of_a_shorter_month() {
        let date: NaiveDate = "2024-01-31".parse().expect("a date");
        let due = Cadence::Months(1).after(date).expect("in range");
        assert_eq!(due.to_string(), "2024-02-29");
    }

    #[test]
    fn the_31st_comes_back_after_a_shorter_month() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let next = |past| Cadence::Months(1).next_after(day("2024-01-31"), day(past));
        assert_eq!(next("2024-01-31"), Some(day("2024-02-29")));
        assert_eq!(next("2024-02-28"), Some(day("2024-02-29")));
        assert_eq!(next("2024-02-29"), Some(day("2024-03-31")));
    }

    proptest! {
        #[test]
        fn the_next_date_is_the_first_step_past_a_day(
            kind in 0..3_u8, count in 1..40_u16, start in 0..1000_u64, past in 0..3000_u64,
        ) {
            let epoch: NaiveDate = "2020-01-01".parse().expect("a date");
            let (date, past) = (epoch + Days::new(start), epoch + Days::new(past));
            let cadence = |count| match kind {
                0 => Cadence::Days(count),
                1 => Cadence::Weeks(count),
                _ => Cadence::Months(count),
            };
            let mut steps = (1..).map_while(|step| cadence(count * step).after(date));
            let walked = steps.find(|next| past < *next);
            prop_assert_eq!(cadence(count).next_after(date, past), walked);
        }
    }

    #[test]
    fn a_rhythm_of_zero_is_none() {
        assert_eq!(Cadence::Weeks(0).checked(), None);
        assert_eq!(Cadence::Weeks(2).checked(), Some(Cadence::Weeks(2)));
    }
}
