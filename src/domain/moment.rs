//! When something happened, in the place where it happened.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use super::written::{date_text, instant_text, read_date, read_instant};

/// The device's present moment with its present UTC offset; its local date is "today".
pub type Now = DateTime<FixedOffset>;

/// When an exchange took place: an instant with the UTC offset of the place, or a bare date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// An instant, and the offset that clocks showed where it happened.
    At(DateTime<FixedOffset>),
    /// A day whose time of day is not known.
    On(NaiveDate),
}

impl Moment {
    /// The calendar date where it happened. Days since a contact are counted from it.
    pub fn local_date(self) -> NaiveDate {
        match self {
            Self::At(instant) => instant.date_naive(),
            Self::On(date) => date,
        }
    }

    /// The time of day where it happened, if known.
    pub fn local_time(self) -> Option<NaiveTime> {
        match self {
            Self::At(instant) => Some(instant.time()),
            Self::On(_) => None,
        }
    }

    /// Milliseconds since 1970 by which moments are put in order.
    ///
    /// A bare date counts as noon in Greenwich: within half a day of noon in every zone, so that a
    /// day without a time sorts into that day and not into one of its neighbours.
    pub fn order(self) -> i64 {
        match self {
            Self::At(instant) => instant.timestamp_millis(),
            Self::On(date) => {
                let noon = NaiveTime::from_num_seconds_from_midnight_opt(12 * 3600, 0)
                    .unwrap_or(NaiveTime::MIN);
                date.and_time(noon).and_utc().timestamp_millis()
            }
        }
    }

    /// Whether this lies ahead of the device's clock. Such a record is a plan, not a contact.
    pub fn is_after(self, now: Now) -> bool {
        match self {
            Self::At(instant) => now < instant,
            Self::On(date) => now.date_naive() < date,
        }
    }

    /// The stable written form: `2024-08-16` or `2024-08-16T12:00:00.000+08:00`.
    pub fn to_text(self) -> String {
        match self {
            Self::At(instant) => instant_text(instant),
            Self::On(date) => date_text(date),
        }
    }

    /// Reads the form that [`Moment::to_text`] writes; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        if text.bytes().any(|byte| byte == b'T') {
            read_instant(text).map(Self::At)
        } else {
            read_date(text).map(Self::On)
        }
    }
}

/// Whole days from `earlier` to `later`, never below 0.
///
/// Calendar days, not blocks of 24 hours: a call at 23:59 is one day ago at 00:01.
pub fn days_between(earlier: NaiveDate, later: NaiveDate) -> u32 {
    u32::try_from(later.signed_duration_since(earlier).num_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).expect("test literal")
    }

    #[test]
    fn a_call_before_midnight_is_one_day_ago_after_midnight() {
        let call = Moment::At(at("2024-08-15T23:59:00+08:00"));
        let now = at("2024-08-16T00:01:00+08:00");
        assert_eq!(days_between(call.local_date(), now.date_naive()), 1);
    }

    #[test]
    fn the_date_is_that_of_the_place_not_of_greenwich() {
        let call = Moment::At(at("2024-08-16T06:00:00+08:00"));
        assert_eq!(call.local_date().to_string(), "2024-08-16");
    }

    #[test]
    fn a_bare_date_of_today_is_not_in_the_future() {
        let now = at("2024-08-16T00:00:01+08:00");
        assert!(!Moment::On(now.date_naive()).is_after(now));
        assert!(Moment::On(now.date_naive().succ_opt().expect("a day")).is_after(now));
    }

    proptest! {
        #[test]
        fn the_written_form_reads_back(ms in -8_000_000_000_000_000_i64..8_000_000_000_000_000, minutes in -14 * 60..=14 * 60_i32) {
            let offset = FixedOffset::east_opt(minutes * 60).expect("in range");
            let instant = DateTime::from_timestamp_millis(ms).expect("in range").with_timezone(&offset);
            for moment in [Moment::At(instant), Moment::On(instant.date_naive())] {
                prop_assert_eq!(Moment::from_text(&moment.to_text()), Some(moment));
            }
        }

        #[test]
        fn days_since_follow_the_two_local_dates_in_every_zone(
            ms in 1_600_000_000_000_i64..1_900_000_000_000, back_hours in 0..2000_i64,
            there in -12 * 60..=14 * 60_i32, here in -12 * 60..=14 * 60_i32,
        ) {
            let zone = |minutes: i32| FixedOffset::east_opt(minutes * 60).expect("in range");
            let now = DateTime::from_timestamp_millis(ms).expect("in range").with_timezone(&zone(here));
            let contact = (now - chrono::TimeDelta::hours(back_hours)).with_timezone(&zone(there));
            let days = days_between(Moment::At(contact).local_date(), now.date_naive());
            let expected = (now.date_naive() - contact.date_naive()).num_days().max(0);
            prop_assert_eq!(i64::from(days), expected);
            // Zones are at most 26 hours apart, so local dates can shift the count by two at most.
            prop_assert!((i64::from(days) - back_hours / 24).abs() <= 2);
        }
    }
}
