//! The one written form of dates, times and instants: ISO 8601, as in every stored record.
//!
//! Read and written by hand: a library's parser for any format would weigh as much as the rest of
//! the domain, and this form never changes.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Timelike};

/// `2024-08-16`; years beyond four digits bear a sign, as the standard wants it: `+12024-08-16`.
pub fn date_text(date: NaiveDate) -> String {
    let mut text = String::with_capacity(LONGEST);
    push_date(&mut text, date);
    text
}

/// `15:04:05`, with milliseconds where there are any.
pub fn time_text(time: NaiveTime) -> String {
    let mut text = String::with_capacity(LONGEST);
    push_time(&mut text, time);
    text
}

/// `15:04`, as clocks show it.
pub fn clock_text(time: NaiveTime) -> String {
    let mut text = time_text(time);
    text.truncate("15:04".len());
    text
}

/// `2024-08-16T15:04:05+08:00`, to the millisecond; seconds of an offset are dropped.
pub fn instant_text(instant: DateTime<FixedOffset>) -> String {
    let wall = instant.naive_local();
    let minutes_east = instant.offset().local_minus_utc() / 60;
    let minutes = minutes_east.unsigned_abs();
    let mut text = String::with_capacity(LONGEST);
    push_date(&mut text, wall.date());
    text.push('T');
    push_time(&mut text, wall.time());
    text.push(if minutes_east < 0 { '-' } else { '+' });
    push_digits(&mut text, minutes / 60, 2);
    text.push(':');
    push_digits(&mut text, minutes % 60, 2);
    text
}

/// The length of the longest text that is usual.
const LONGEST: usize = "2024-08-16T15:04:05.123+08:00".len();

fn push_date(text: &mut String, date: NaiveDate) {
    let year = date.year();
    match year {
        0..=9999 => {}
        10_000.. => text.push('+'),
        _ => text.push('-'),
    }
    let digits = if year.unsigned_abs() < 100_000 { 5 } else { 6 };
    let digits = if year.unsigned_abs() < 10_000 {
        4
    } else {
        digits
    };
    push_digits(text, year.unsigned_abs(), digits);
    text.push('-');
    push_digits(text, date.month(), 2);
    text.push('-');
    push_digits(text, date.day(), 2);
}

fn push_time(text: &mut String, time: NaiveTime) {
    push_digits(text, time.hour(), 2);
    text.push(':');
    push_digits(text, time.minute(), 2);
    text.push(':');
    push_digits(text, time.second(), 2);
    let millis = time.nanosecond() % 1_000_000_000 / 1_000_000;
    if millis != 0 {
        text.push('.');
        push_digits(text, millis, 3);
    }
}

const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/// Writes the last digits of a number, at least one, two by two. By hand, because formatting one
/// costs more than reading a whole record, and an import writes half a million of them.
fn push_digits(text: &mut String, number: u32, digits: u32) {
    if 2 < digits {
        push_digits(text, number / 100, digits - 2);
    }
    let pair = usize::try_from(number % 100).unwrap_or_default();
    if 1 < digits {
        text.push(DIGITS[pair / 10]);
    }
    text.push(DIGITS[pair % 10]);
}

/// Reads [`date_text`]; `None` for anything else and for days that do not exist.
pub fn read_date(text: &str) -> Option<NaiveDate> {
    let (year, [b'-', month @ .., b'-', tens, ones]) = text
        .as_bytes()
        .split_at_checked(text.len().checked_sub(6)?)?
    else {
        return None;
    };
    let (sign, digits) = match year {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] | digits => (1, digits),
    };
    // The calendar ends before the year 300,000.
    if !(4..=6).contains(&digits.len()) {
        return None;
    }
    let year = sign * i32::try_from(number(digits)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(month)?, number(&[*tens, *ones])?)
}

/// Reads [`time_text`], with or without seconds; `None` for anything else.
pub fn read_time(text: &str) -> Option<NaiveTime> {
    let bytes = text.as_bytes();
    let (clock, fraction) = match bytes.iter().position(|byte| *byte == b'.') {
        Some(dot) => (&bytes[..dot], &bytes[dot + 1..]),
        None => (bytes, &[][..]),
    };
    let (hour, minute, second) = match clock {
        [hour @ .., b':', _, _, b':', _, _] if hour.len() == 2 => {
            (number(hour)?, number(&clock[3..5])?, number(&clock[6..])?)
        }
        [hour @ .., b':', _, _] if hour.len() == 2 && fraction.is_empty() => {
            (number(hour)?, number(&clock[3..])?, 0)
        }
        _ => return None,
    };
    // Digits beyond the millisecond are dropped.
    let millis = match fraction {
        [] => 0,
        [tenths] => 100 * number(&[*tenths])?,
        [a, b] => 10 * number(&[*a, *b])?,
        [a, b, c, rest @ ..] => {
            if !rest.iter().all(u8::is_ascii_digit) {
                return None;
            }
            number(&[*a, *b, *c])?
        }
    };
    NaiveTime::from_hms_milli_opt(hour, minute, second, millis)
}

/// Reads [`instant_text`], and `Z` for the offset of Greenwich; `None` for anything else.
pub fn read_instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let (date, rest) = text.split_at(text.bytes().position(|byte| byte == b'T')?);
    let rest = &rest[1..];
    let (clock, minutes_east) = if let Some(clock) = rest.strip_suffix('Z') {
        (clock, 0)
    } else {
        let (clock, offset) = rest.split_at_checked(rest.len().checked_sub(6)?)?;
        let bytes = offset.as_bytes();
        if !matches!(bytes[0], b'+' | b'-') || bytes[3] != b':' {
            return None;
        }
        let (hours, minutes) = (number(&bytes[1..3])?, number(&bytes[4..])?);
        if 59 < minutes {
            return None;
        }
        let minutes = i32::try_from(hours * 60 + minutes).ok()?;
        (clock, if bytes[0] == b'-' { -minutes } else { minutes })
    };
    let offset = FixedOffset::east_opt(minutes_east * 60)?;
    let wall = read_date(date)?.and_time(read_time(clock)?);
    wall.and_local_timezone(offset).single()
}

/// The number that these digits write; `None` where one is none.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + u32::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_the_written_form_of_days_that_exist_is_read() {
        for text in [
            "2023-02-29",
            "2024-13-01",
            "2024-8-16",
            "2024-08-16 ",
            "24-08-16",
            "2024/08/16",
            "",
            "２０２４-08-16",
            "0000-00-00",
        ] {
            assert_eq!(read_date(text), None, "{text}");
        }
        for text in [
            "24:00",
            "12:60",
            "1:00",
            "12",
            "12:00:60",
            "12:00.5",
            "12:00:00.x",
            "+1:00",
        ] {
            assert_eq!(read_time(text), None, "{text}");
        }
        for text in [
            "2024-08-16T12:00:00",
            "2024-08-16 12:00:00Z",
            "2024-08-16T12:00:00+8:00",
            "2024-08-16T12:00:00+08:60",
            "2024-08-16T12:00:00+99:00",
            "T",
            "2024-08-16T+08:00",
        ] {
            assert_eq!(read_instant(text), None, "{text}");
        }
    }

    #[test]
    fn other_writers_fractions_and_z_are_read() {
        let same = read_instant("2024-08-16T12:00:00.120+00:00");
        assert!(same.is_some());
        assert_eq!(read_instant("2024-08-16T12:00:00.12Z"), same);
        assert_eq!(read_instant("2024-08-16T12:00:00.120999Z"), same);
        assert_eq!(read_time("07:05"), read_time("07:05:00.000"));
    }

    proptest! {
        #[test]
        fn the_written_form_is_that_of_the_standard_and_reads_back(
            ms in -8_000_000_000_000_000_i64..8_000_000_000_000_000, minutes in -14 * 60..=14 * 60_i32,
        ) {
            let offset = FixedOffset::east_opt(minutes * 60).expect("in range");
            let instant = DateTime::from_timestamp_millis(ms).expect("in range").with_timezone(&offset);
            let text = instant_text(instant);
            if (0..10_000).contains(&instant.year()) {
                prop_assert_eq!(DateTime::parse_from_rfc3339(&text).ok(), Some(instant));
            }
            prop_assert_eq!(date_text(instant.date_naive()), instant.date_naive().to_string());
            prop_assert_eq!(read_instant(&text), Some(instant));
            prop_assert_eq!(read_date(&date_text(instant.date_naive())), Some(instant.date_naive()));
            prop_assert_eq!(read_time(&time_text(instant.time())), Some(instant.time()));
        }
    }
}
