//! How often something is due: every so many days, weeks or months.

use chrono::{Days, Months, NaiveDate};

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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_after_the_31st_is_the_last_day_of_a_shorter_month() {
        let date: NaiveDate = "2024-01-31".parse().expect("a date");
        let due = Cadence::Months(1).after(date).expect("in range");
        assert_eq!(due.to_string(), "2024-02-29");
    }

    #[test]
    fn a_rhythm_of_zero_is_none() {
        assert_eq!(Cadence::Weeks(0).checked(), None);
        assert_eq!(Cadence::Weeks(2).checked(), Some(Cadence::Weeks(2)));
    }
}
