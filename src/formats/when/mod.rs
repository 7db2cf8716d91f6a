//! Dates and times as other programs write them.
//!
//! Small scanners by hand: the forms are few, most are ISO, and a general parser costs the page
//! more than all of this file. What cannot be is refused with the reason, never bent into shape.

mod scanner;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::domain::fold::fold;
use crate::domain::moment::Moment;

use super::table::trimmed;
use scanner::{Scanner, civil, scan};

/// The years that are believed.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Gives a wall time the UTC offset that clocks show at it: a time in the gap of a clock change
/// moves forward, one that happens twice is the first. In the browser, its own zone.
pub type Zone<'a> = &'a dyn Fn(NaiveDateTime) -> DateTime<FixedOffset>;

/// What a text says about when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A date without a time of day.
    Date(NaiveDate),
    /// A date and time by some clock on a wall.
    Wall(NaiveDateTime),
    /// An instant, with the offset of the place where it was noted.
    Instant(DateTime<FixedOffset>),
    /// An instant in universal time (`Z`, Unix time), which says nothing of the place.
    Universal(DateTime<Utc>),
}

impl When {
    /// The moment it means to a user in this zone.
    pub fn moment(self, zone: Zone<'_>) -> Moment {
        match self {
            Self::Date(date) => Moment::On(date),
            Self::Wall(wall) => Moment::At(zone(wall)),
            Self::Instant(instant) => Moment::At(instant),
            Self::Universal(instant) => Moment::At(local(instant, zone)),
        }
    }

    /// The same at a time of day that stands in another column, by the clock there.
    #[must_use]
    pub fn at_time(self, time: Option<NaiveTime>) -> Self {
        time.map_or(self, |time| {
            Self::Wall(self.date_as_written().and_time(time))
        })
    }

    /// The calendar date as written; for universal time, the date in this zone.
    pub fn date(self, zone: Zone<'_>) -> NaiveDate {
        self.moment(zone).local_date()
    }

    /// The date as written, whatever the zone: for columns that are dates in the shape of times.
    pub fn date_as_written(self) -> NaiveDate {
        match self {
            Self::Date(date) => date,
            Self::Wall(wall) => wall.date(),
            Self::Instant(instant) => instant.date_naive(),
            Self::Universal(instant) => instant.date_naive(),
        }
    }

    /// The time of day as written.
    pub fn time_as_written(self) -> Option<NaiveTime> {
        match self {
            Self::Date(_) => None,
            Self::Wall(wall) => Some(wall.time()),
            Self::Instant(instant) => Some(instant.time()),
            Self::Universal(instant) => Some(instant.time()),
        }
    }
}

/// The instant with the offset that clocks of the zone show at it.
fn local(instant: DateTime<Utc>, zone: Zone<'_>) -> DateTime<FixedOffset> {
    // The zone answers for wall times only: ask at the universal time, which is within a day of
    // the wall time, then once more at the wall time that follows from the answer.
    let near = *zone(instant.naive_utc()).offset();
    let there = *zone(instant.with_timezone(&near).naive_local()).offset();
    let read = instant.with_timezone(&there);
    if *zone(read.naive_local()).offset() == there {
        read
    } else {
        instant.with_timezone(&near)
    }
}

/// Which of two leading numbers is the day: `3/4/2024` is 3 April or March 4th.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DayOrder {
    /// Day, month, year.
    #[default]
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// Why a text is not a date or time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Nothing that is known as a date or time.
    #[error("not a date or time")]
    Unreadable,
    /// A year outside [`YEARS`].
    #[error("year {0} is not between 1900 and 2200")]
    Year(i64),
    /// A month that no year has.
    #[error("there is no month {0}")]
    Month(u32),
    /// A day that the month does not have.
    #[error("month {year}-{month} has no day {day}")]
    Day {
        /// The year.
        year: i32,
        /// The month.
        month: u32,
        /// The day that is not in it.
        day: u32,
    },
    /// A time that no day has.
    #[error("there is no time {hour}:{minute}:{second}")]
    Time {
        /// The hour as written.
        hour: u32,
        /// The minute as written.
        minute: u32,
        /// The second as written.
        second: u32,
    },
    /// An offset from universal time that no place has.
    #[error("no place is {hours}:{minutes} hours from universal time")]
    Offset {
        /// The hours as written.
        hours: u32,
        /// The minutes as written.
        minutes: u32,
    },
}

/// Reads a date, a date with a time, or an instant.
pub fn read_when(text: &str, order: DayOrder) -> Result<When, WhenError> {
    let text = trimmed(text);
    let when = if text.is_ascii() {
        scan(text, order)
    } else {
        scan(&fold(text), order)
    }?;
    // An instant's own year can differ from the one written by the offset alone.
    civil(i64::from(when.date_as_written().year()), 1, 1)?;
    Ok(when)
}

/// Reads a time of day on its own; of a date with a time, the time.
pub fn read_time_of_day(text: &str) -> Result<NaiveTime, WhenError> {
    let folded = fold(text.trim());
    let mut scanner = Scanner { rest: &folded };
    if let Some(time) = scanner.time()? {
        scanner.spaces();
        return if scanner.rest.is_empty() {
            Ok(time)
        } else {
            Err(WhenError::Unreadable)
        };
    }
    // Spreadsheets write a bare time as one of 30 December 1899.
    let clock = folded.split_once([' ', 't']).map_or("", |(_, clock)| clock);
    let mut scanner = Scanner { rest: clock };
    match scanner.time()? {
        Some(time) if scanner.rest.is_empty() => Ok(time),
        _ => Err(WhenError::Unreadable),
    }
}

/// Whether a text has the look of a date, without asking whether there is such a day.
pub fn looks_like_a_date(text: &str) -> bool {
    let text = text.trim();
    text.len() < 80
        && text.contains(['-', '/', '.', '年', ':', ' '])
        && !matches!(
            read_when(text, DayOrder::DayFirst),
            Err(WhenError::Unreadable | WhenError::Year(_))
        )
}

/// The first two numbers of a date whose order the year does not tell: (3, 4) for `3/4/2024`.
pub fn leading_pair(text: &str) -> Option<(u32, u32)> {
    let mut scanner = Scanner { rest: text.trim() };
    let (first, digits) = scanner.number()?;
    let separator = scanner.one_of(&["/", ".", "-"])?;
    let (second, more_digits) = scanner.number()?;
    let same = scanner.one_of(&["/", ".", "-"])? == separator;
    let (_, year_digits) = scanner.number()?;
    let fits = digits < 3 && more_digits < 3 && (year_digits == 4 || year_digits == 2);
    (same && fits).then_some((first, second))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A zone of +08:00, written back in a form that shows what was read.
    fn read(text: &str, order: DayOrder) -> Result<String, WhenError> {
        read_when(text, order).map(|when| match when {
            When::Date(date) => date.to_string(),
            When::Wall(wall) => wall.to_string(),
            When::Instant(instant) => instant.to_rfc3339(),
            When::Universal(instant) => format!("{} Z", instant.naive_utc()),
        })
    }

    #[test]
    fn dates_are_read_as_others_write_them() {
        let check = |text: &str, expected: &str| {
            assert_eq!(
                read(text, DayOrder::DayFirst),
                Ok(expected.to_owned()),
                "{text}"
            );
        };
        check("2024-08-16", "2024-08-16");
        check(" 2024/8/6 ", "2024-08-06");
        check("2024.08.16", "2024-08-16");
        check("20240816", "2024-08-16");
        check("16.8.2024", "2024-08-16");
        check("16. 8. 2024", "2024-08-16");
        check("16/08/2024", "2024-08-16");
        check("16/8/24", "2024-08-16");
        check("6-Jan-20", "2020-01-06");
        check("06 Jan 2020", "2020-01-06");
        check("Jan 6, 2020", "2020-01-06");
        check("Sept. 6th, 2020", "2020-09-06");
        check("January 6 2020", "2020-01-06");
        check("2024年8月16日", "2024-08-16");
        check("２０２４年８月１６日 星期五", "2024-08-16");
        check("2024. 8. 16.", "2024-08-16");
        check("29 February 2024", "2024-02-29");
    }

    #[test]
    fn times_are_read_as_others_write_them() {
        let check = |text: &str, expected: &str| {
            assert_eq!(
                read(text, DayOrder::MonthFirst),
                Ok(expected.to_owned()),
                "{text}"
            );
        };
        check("2024-07-20 06:01:22", "2024-07-20 06:01:22");
        check("2024-07-20 06:01", "2024-07-20 06:01:00");
        check("2024-07-20T06:01:22.5", "2024-07-20 06:01:22.500");
        check("20240720153045", "2024-07-20 15:30:45");
        check("8/3/2024 3:21 PM", "2024-08-03 15:21:00");
        check("8/3/2024, 3:21:09\u{202f}p.m.", "2024-08-03 15:21:09");
        check("8/3/2024 12:05 AM", "2024-08-03 00:05:00");
        check("8/3/2024 12:05 PM", "2024-08-03 12:05:00");
        check("8/3/2024 3pm", "2024-08-03 15:00:00");
        check("2024年8月16日 下午3:21", "2024-08-16 15:21:00");
        check("2024/8/16 下午 3:21:10", "2024-08-16 15:21:10");
        check("2024/8/16 上午12:05", "2024-08-16 00:05:00");
        check("2024/8/16 中午12:05", "2024-08-16 12:05:00");
        check("2024/8/16 晚上11:05", "2024-08-16 23:05:00");
        check("2024年8月16日15时30分", "2024-08-16 15:30:00");
        check("2024年8月16日 下午3点半", "2024-08-16 15:30:00");
        check("2024/8/16（周五） 15:30", "2024-08-16 15:30:00");
        check("2024. 8. 16. 오후 3:21", "2024-08-16 15:21:00");
        check(
            "2024-08-13T18:04:34.666+00:00",
            "2024-08-13T18:04:34.666+00:00",
        );
        check("2024-08-13 18:04:34 +0800", "2024-08-13T18:04:34+08:00");
        check("2024-08-13T18:04:34.666Z", "2024-08-13 18:04:34.666 Z");
        check("2024-08-13T18:04-00:00", "2024-08-13 18:04:00 Z");
        check("1723572274", "2024-08-13 18:04:34 Z");
        check("1723572274666", "2024-08-13 18:04:34.666 Z");
        check("Fri, 16 Aug 2024 12:00:00 GMT", "2024-08-16 12:00:00 Z");
        check(
            "Fri Aug 16 2024 12:00:00 GMT+0800 (China Standard Time)",
            "2024-08-16T12:00:00+08:00",
        );
    }

    #[test]
    fn what_cannot_be_is_refused_with_the_reason() {
        let check = |text: &str, reason: WhenError| {
            assert_eq!(read(text, DayOrder::DayFirst), Err(reason), "{text}");
        };
        let day = |year, month, day| WhenError::Day { year, month, day };
        let time = |hour, minute, second| WhenError::Time {
            hour,
            minute,
            second,
        };
        check("2024-02-31", day(2024, 2, 31));
        check("31 February 2024", day(2024, 2, 31));
        check("2023年2月29日", day(2023, 2, 29));
        check("2024-00-10", WhenError::Month(0));
        check("2024-13-10", WhenError::Month(13));
        check("08/16/2024", WhenError::Month(16));
        check("0000-01-01", WhenError::Year(0));
        check("1/1/0", WhenError::Year(0));
        check("1899-12-31", WhenError::Year(1899));
        check("20240-01-01", WhenError::Year(20240));
        check("9999999999", WhenError::Year(2286));
        check("2024-08-16 24:61", time(24, 61, 0));
        check("2024-08-16 24:00", time(24, 0, 0));
        check("2024-08-16 23:59:60", time(23, 59, 60));
        check("2024-08-16 晚上12:30", time(12, 30, 0));
        check(
            "2024-08-16T10:00+25:00",
            WhenError::Offset {
                hours: 25,
                minutes: 0,
            },
        );
        for text in [
            "",
            "soon",
            "2024",
            "2024-08",
            "12:30",
            "8月16日",
            "2024-08-16 x",
            "1-2",
            "1/2-2024",
            "2024-08-16 10:00 (x)",
            "45520.5",
            "-1",
            "2024-08-16 12",
            "99999999999999999999",
        ] {
            check(text, WhenError::Unreadable);
        }
    }

    #[test]
    fn a_time_of_day_stands_alone() {
        let check = |text: &str, expected: Option<&str>| {
            let time = read_time_of_day(text).ok().map(|time| time.to_string());
            assert_eq!(time.as_deref(), expected, "{text}");
        };
        check("15:30", Some("15:30:00"));
        check("3:30 pm", Some("15:30:00"));
        check("下午3:30", Some("15:30:00"));
        check("1899-12-30 15:30:00", Some("15:30:00"));
        check("24:61", None);
        check("15", None);
        check("noon", None);
    }

    #[test]
    fn the_leading_pair_shows_the_order() {
        let check = |text: &str, pair| assert_eq!(leading_pair(text), pair, "{text}");
        check("3/4/2024 10:00", Some((3, 4)));
        check("16.8.24", Some((16, 8)));
        check("2024-08-16", None);
        check("1-2", None);
    }

    #[test]
    fn universal_time_takes_the_users_offset_of_that_day() {
        // A zone with a clock change: +01:00 until 2024-03-31 02:00, +02:00 from 03:00.
        let zone = |wall: NaiveDateTime| {
            let change = NaiveDate::from_ymd_opt(2024, 3, 31)
                .map(|day| day.and_time(NaiveTime::MIN + chrono::TimeDelta::hours(2)));
            let hours = if Some(wall) < change { 1 } else { 2 };
            let offset = FixedOffset::east_opt(hours * 3600).expect("an offset");
            wall.and_local_timezone(offset).single().expect("fixed")
        };
        let check = |text: &str, expected: &str| {
            let when = read_when(text, DayOrder::DayFirst).expect("a time");
            assert_eq!(when.moment(&zone).to_text(), expected);
        };
        check("2024-03-31T00:59:00Z", "2024-03-31T01:59:00+01:00");
        check("2024-03-31T01:00:00Z", "2024-03-31T03:00:00+02:00");
        check("2024-03-30T23:30:00Z", "2024-03-31T00:30:00+01:00");
        check("2024-08-15T23:30:00Z", "2024-08-16T01:30:00+02:00");
        check("2024-08-15 23:30", "2024-08-15T23:30:00+02:00");
    }

    proptest! {
        #[test]
        fn what_genjin_writes_it_reads_back(ms in -2_000_000_000_000_i64..7_000_000_000_000, minutes in -14 * 60..=14 * 60_i32) {
            let offset = FixedOffset::east_opt(minutes * 60).expect("in range");
            let instant = DateTime::from_timestamp_millis(ms).expect("in range").with_timezone(&offset);
            let zone = |_: NaiveDateTime| instant;
            for moment in [Moment::At(instant), Moment::On(instant.date_naive())] {
                let read = read_when(&moment.to_text(), DayOrder::MonthFirst);
                prop_assert_eq!(read.map(|when| when.moment(&zone)), Ok(moment));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9/:. 年月日TZ+下午amJn-]{0,24}|.*") {
            let _read = (read_when(&text, DayOrder::DayFirst), read_time_of_day(&text), leading_pair(&text));
        }
    }
}
