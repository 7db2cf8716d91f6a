//! The scanner of dates and times: takes one part after the other off the front of a folded text.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};

use super::{DayOrder, When, WhenError, YEARS};

/// Unix time in seconds or milliseconds, or a date without separators.
fn only_digits(text: &str) -> Result<When, WhenError> {
    let number: i64 = text
        .parse()
        .map_err(|_too_long: std::num::ParseIntError| WhenError::Unreadable)?;
    let part = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap_or(0);
    let universal =
        |instant: Option<DateTime<Utc>>| instant.map(When::Universal).ok_or(WhenError::Unreadable);
    match text.len() {
        8 => Ok(When::Date(civil(number / 10_000, part(4, 6), part(6, 8))?)),
        12 | 14 => {
            let date = civil(part(0, 4).into(), part(4, 6), part(6, 8))?;
            let second = if text.len() == 14 { part(12, 14) } else { 0 };
            let time = clock(part(8, 10), part(10, 12), second, 0)?;
            Ok(When::Wall(date.and_time(time)))
        }
        10 => universal(DateTime::from_timestamp(number, 0)),
        13 => universal(DateTime::from_timestamp_millis(number)),
        _ => Err(WhenError::Unreadable),
    }
}

pub(super) fn scan(text: &str, order: DayOrder) -> Result<When, WhenError> {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return only_digits(text);
    }
    let mut scanner = Scanner { rest: text };
    scanner.weekday();
    let date = scanner.date(order)?;
    scanner.between_date_and_time();
    scanner.weekday();
    if scanner.rest.is_empty() {
        return Ok(When::Date(date));
    }
    let time = scanner.time()?.ok_or(WhenError::Unreadable)?;
    let wall = date.and_time(time);
    scanner.spaces();
    let when = match scanner.offset()? {
        None => When::Wall(wall),
        Some(Offset::Unknown) => When::Universal(wall.and_utc()),
        Some(Offset::At(offset)) => match wall.and_local_timezone(offset).single() {
            Some(instant) => When::Instant(instant),
            None => return Err(WhenError::Unreadable),
        },
    };
    scanner.spaces();
    // The zone's name in words, as JavaScript and RFC 9557 add it.
    let is_note = scanner.rest.starts_with('(') || scanner.rest.starts_with('[');
    if scanner.rest.is_empty() || is_note && !matches!(when, When::Wall(_)) {
        Ok(when)
    } else {
        Err(WhenError::Unreadable)
    }
}

enum Offset {
    Unknown,
    At(FixedOffset),
}

#[derive(Clone, Copy, PartialEq)]
enum Half {
    Morning,
    Noon,
    Afternoon,
    Evening,
}

pub(super) struct Scanner<'t> {
    pub(super) rest: &'t str,
}

impl<'t> Scanner<'t> {
    /// Takes a word at the front, whatever its case.
    fn word(&mut self, word: &str) -> bool {
        // Nearly every word that is tried is not there, which its first byte tells.
        let begins = self
            .rest
            .bytes()
            .next()
            .map(|byte| byte.to_ascii_lowercase());
        let found = begins == word.bytes().next()
            && self
                .rest
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word));
        if found {
            self.rest = &self.rest[word.len()..];
        }
        found
    }

    pub(super) fn one_of(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|word| self.word(word))
    }

    pub(super) fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes a number of up to nine digits; gives its value and how many digits it has.
    pub(super) fn number(&mut self) -> Option<(u32, usize)> {
        let digits = self.digits();
        if !(1..=9).contains(&digits.len()) {
            return None;
        }
        Some((digits.parse().ok()?, digits.len()))
    }

    fn digits(&mut self) -> &'t str {
        let is_digit = |b: &u8| b.is_ascii_digit();
        let count = self.rest.bytes().take_while(is_digit).count();
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        digits
    }

    fn is_at_digit(&self) -> bool {
        self.rest.bytes().next().is_some_and(|b| b.is_ascii_digit())
    }

    fn weekday(&mut self) {
        if self.is_at_digit() {
            return;
        }
        let before = self.rest;
        self.word("(");
        if self.one_of(&["星期", "周", "週"]).is_some() {
            let mut chars = self.rest.chars();
            if chars.next().is_some_and(|c| "一二三四五六日天".contains(c)) {
                self.rest = chars.as_str();
                self.after_weekday();
                return;
            }
        } else if self.one_of(&WEEKDAYS).is_some() {
            self.one_of(&["nesday", "rsday", "urday", "sday", "day"]);
            self.after_weekday();
            return;
        }
        self.rest = before;
    }

    fn after_weekday(&mut self) {
        self.one_of(&[")", ",", "."]);
        self.spaces();
    }

    fn month_name(&mut self) -> Option<u32> {
        if self.is_at_digit() {
            return None;
        }
        let name = self.one_of(&MONTHS)?;
        let index = MONTHS.iter().position(|month| *month == name)?;
        if name == "sep" && self.word("t.") {
            return Some(9);
        }
        if !self.word(MONTH_ENDS[index]) {
            self.one_of(&["t", "."]);
        }
        u32::try_from(index + 1).ok()
    }

    fn year(&mut self) -> Result<i64, WhenError> {
        let (year, digits) = self.number().ok_or(WhenError::Unreadable)?;
        Ok(full_year(year, digits))
    }

    fn date(&mut self, order: DayOrder) -> Result<NaiveDate, WhenError> {
        if let Some(month) = self.month_name() {
            self.spaces();
            let (day, _) = self.number().ok_or(WhenError::Unreadable)?;
            self.one_of(&["st", "nd", "rd", "th"]);
            self.one_of(&[","]);
            self.spaces();
            return civil(self.year()?, month, day);
        }
        let (first, digits) = self.number().ok_or(WhenError::Unreadable)?;
        self.spaces();
        if self.one_of(&["年", "년"]).is_some() {
            self.spaces();
            let (month, _) = self.number().ok_or(WhenError::Unreadable)?;
            self.spaces();
            let separated = self.one_of(&["月", "월"]).is_some();
            self.spaces();
            let (day, _) = self.number().ok_or(WhenError::Unreadable)?;
            self.spaces();
            if !separated || self.one_of(&["日", "号", "號", "일"]).is_none() {
                return Err(WhenError::Unreadable);
            }
            return civil(full_year(first, digits), month, day);
        }
        self.one_of(&["st", "nd", "rd", "th"]);
        let separator = self.one_of(&["-", "/", "."]).unwrap_or("");
        self.spaces();
        if let Some(month) = self.month_name() {
            self.one_of(&["-", "/", ".", ","]);
            self.spaces();
            if digits == 4 {
                let (day, _) = self.number().ok_or(WhenError::Unreadable)?;
                return civil(full_year(first, digits), month, day);
            }
            return civil(self.year()?, month, first);
        }
        if separator.is_empty() {
            return Err(WhenError::Unreadable);
        }
        let (second, _) = self.number().ok_or(WhenError::Unreadable)?;
        self.spaces();
        if !self.word(separator) {
            return Err(WhenError::Unreadable);
        }
        self.spaces();
        let (third, third_digits) = self.number().ok_or(WhenError::Unreadable)?;
        if 3 <= digits {
            return civil(full_year(first, digits), second, third);
        }
        let year = full_year(third, third_digits);
        match order {
            DayOrder::DayFirst => civil(year, second, first),
            DayOrder::MonthFirst => civil(year, first, second),
        }
    }

    fn between_date_and_time(&mut self) {
        self.word(".");
        self.word(",");
        self.spaces();
        if self.word("t") {
            self.spaces();
        }
    }

    fn half(&mut self) -> Option<Half> {
        if self.is_at_digit() {
            return None;
        }
        let found = HALVES.into_iter().find(|(word, _)| self.word(word));
        found.map(|(_, half)| half)
    }

    /// Takes a time of day; `None` if nothing here begins like one.
    pub(super) fn time(&mut self) -> Result<Option<NaiveTime>, WhenError> {
        let mut half = self.half();
        self.spaces();
        let Some((mut hour, _)) = self.number() else {
            return Ok(None);
        };
        let (mut minute, mut second, mut nanos) = (0, 0, 0);
        let separated = self.one_of(&[":", "时", "点", "時", "點", "시"]);
        self.spaces();
        if separated == Some(":") {
            minute = self.number().ok_or(WhenError::Unreadable)?.0;
            if self.word(":") {
                second = self.number().ok_or(WhenError::Unreadable)?.0;
                nanos = self.fraction();
            }
        } else if separated.is_some() {
            if self.word("半") {
                minute = 30;
            } else if let Some((number, _)) = self.number() {
                minute = number;
                self.one_of(&["分", "분"]);
                self.spaces();
                if let Some((number, _)) = self.number() {
                    second = number;
                    self.one_of(&["秒", "초"]);
                }
            }
        }
        self.spaces();
        let half_before = half.is_some();
        half = half.or_else(|| self.half());
        if separated.is_none() && (half.is_none() || half_before) {
            return Ok(None);
        }
        let written = hour;
        match half {
            Some(Half::Morning) if hour == 12 => hour = 0,
            Some(Half::Noon) if hour < 3 => hour += 12,
            Some(Half::Afternoon | Half::Evening) if hour < 12 => hour += 12,
            // Whether it is the midnight before or after, nobody can say.
            Some(Half::Evening) if hour == 12 => hour = 24,
            _ => {}
        }
        let time = clock(hour, minute, second, nanos).map_err(|_impossible| WhenError::Time {
            hour: written,
            minute,
            second,
        })?;
        Ok(Some(time))
    }

    /// Takes the fraction of a second, as nanoseconds.
    fn fraction(&mut self) -> u32 {
        let before = self.rest;
        if self.one_of(&[".", ","]).is_none() {
            return 0;
        }
        let digits = self.digits();
        if digits.is_empty() {
            self.rest = before;
        }
        let mut nanos = 0;
        for place in 0..9 {
            let digit = digits.as_bytes().get(place).map_or(0, |b| b - b'0');
            nanos = nanos * 10 + u32::from(digit);
        }
        nanos
    }

    fn offset(&mut self) -> Result<Option<Offset>, WhenError> {
        let named = self.one_of(&["utc", "gmt", "z"]);
        let sign = match self.one_of(&["+", "-", "−"]) {
            Some("+") => 1,
            Some(_) => -1,
            None => return Ok(named.map(|_| Offset::Unknown)),
        };
        let (number, digits) = self.number().ok_or(WhenError::Unreadable)?;
        let (hours, minutes) = match digits {
            1 | 2 if self.word(":") => (number, self.number().ok_or(WhenError::Unreadable)?.0),
            1 | 2 => (number, 0),
            4 => (number / 100, number % 100),
            _ => return Err(WhenError::Unreadable),
        };
        if sign < 0 && hours == 0 && minutes == 0 {
            // RFC 3339: the instant is known, the place is not.
            return Ok(Some(Offset::Unknown));
        }
        let known = hours <= 15 && minutes < 60;
        let seconds = i32::try_from(hours * 3600 + minutes * 60).unwrap_or(i32::MAX);
        let offset = FixedOffset::east_opt(sign * seconds).filter(|_| known);
        match offset {
            Some(offset) => Ok(Some(Offset::At(offset))),
            None => Err(WhenError::Offset { hours, minutes }),
        }
    }
}

/// The halves of the day in words; Chinese, Korean and Japanese before the time, English after it.
const HALVES: [(&str, Half); 18] = [
    ("上午", Half::Morning),
    ("早上", Half::Morning),
    ("凌晨", Half::Morning),
    ("清晨", Half::Morning),
    ("오전", Half::Morning),
    ("午前", Half::Morning),
    ("中午", Half::Noon),
    ("下午", Half::Afternoon),
    ("傍晚", Half::Afternoon),
    ("오후", Half::Afternoon),
    ("午後", Half::Afternoon),
    ("晚上", Half::Evening),
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("a. m.", Half::Morning),
    ("p. m.", Half::Afternoon),
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
];

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

const MONTH_ENDS: [&str; 12] = [
    "uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember",
];

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn full_year(year: u32, digits: usize) -> i64 {
    let year = i64::from(year);
    match (digits, year) {
        (2, ..70) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

pub(super) fn civil(year: i64, month: u32, day: u32) -> Result<NaiveDate, WhenError> {
    let in_range = i32::try_from(year).ok().filter(|year| YEARS.contains(year));
    let year = in_range.ok_or(WhenError::Year(year))?;
    if !(1..=12).contains(&month) {
        return Err(WhenError::Month(month));
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(WhenError::Day { year, month, day })
}

fn clock(hour: u32, minute: u32, second: u32, nanos: u32) -> Result<NaiveTime, WhenError> {
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nanos);
    time.filter(|_| second < 60).ok_or(WhenError::Time {
        hour,
        minute,
        second,
    })
}
