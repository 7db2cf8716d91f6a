//! When a customer can be visited, read from what somebody typed.
//!
//! The text is kept as typed; it is read when a round needs it. What is not understood is shown but
//! not used, with the word at which reading stopped.

use chrono::Weekday;

use super::fold::fold;
use super::order::PutInOrder;

/// The longest text that is read, in characters.
pub const LONGEST: usize = 500;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The hours of a week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpeningHours {
    /// From Monday, the spans that begin on each day, the earliest first. They neither touch nor
    /// overlap.
    days: [Vec<Span>; 7],
}

/// A span of time on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Its first minute since midnight, below 1440.
    pub from: u16,
    /// Where it ends; above 1440 it lasts into the next day, to 6:00 at most.
    pub to: u16,
}

/// Why a text is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// It is longer than [`LONGEST`].
    #[error("too long")]
    TooLong,
    /// No times are in it.
    #[error("no times")]
    NoTimes,
    /// A word that is neither a day nor a time.
    #[error("unknown word: {0}")]
    Unknown(String),
    /// A time that no clock shows.
    #[error("no such time: {0}")]
    NoSuchTime(String),
    /// A time without its end.
    #[error("no end: {0}")]
    NoEnd(String),
    /// The end lies before the beginning, and not in the night after it.
    #[error("ends before it begins: {0}")]
    EndsFirst(String),
    /// Closed, and times as well, for the same days.
    #[error("closed and open at once")]
    ClosedAndOpen,
}

impl OpeningHours {
    /// Reads hours such as `Mo-Fr 9-17; Sa 10:00-14:00`, `9:00-12:00, 14:00-18:00`, `24/7`,
    /// `周一至周五 9:00-18:00` and `每天上午9点到下午6点，周日休息`.
    ///
    /// Times without days are for every day. Of two rules for a day the later holds; the same days
    /// named twice have both times, where they do not overlap.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        if LONGEST < text.chars().count() {
            return Err(HoursError::TooLong);
        }
        let words = words(&fold(text))?;
        let mut hours = Self::default();
        let mut rules: Vec<Rule> = Vec::new();
        for rule in rules_of(&days_first(words))? {
            let is_more = rules.iter().any(|other| {
                other.days == rule.days && !rule.spans.is_empty() && other.is_apart_from(&rule)
            });
            for (day, spans) in hours.days.iter_mut().enumerate() {
                if rule.days.has(day) {
                    if !is_more {
                        spans.clear();
                    }
                    spans.extend(&rule.spans);
                    *spans = joined(spans);
                }
            }
            rules.push(rule);
        }
        if rules.is_empty() {
            return Err(HoursError::NoTimes);
        }
        Ok(hours)
    }

    /// The spans of a day from its midnight on, with what lasts into it from the day before. They
    /// neither touch nor overlap.
    pub fn on(&self, day: Weekday) -> Vec<Span> {
        let day = day.num_days_from_monday() as usize;
        let of = |day: usize| self.days.get(day).map_or(&[][..], Vec::as_slice);
        let night = of((day + 6) % 7)
            .iter()
            .filter(|span| DAY < span.to)
            .map(|span| Span {
                from: 0,
                to: span.to - DAY,
            });
        let mut spans: Vec<Span> = night.collect();
        spans.extend(of(day));
        joined(&spans)
    }
}

/// In order, and what touches or overlaps made one.
fn joined(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.put_in_order();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => joined.push(span),
        }
    }
    joined
}

/// Some days of the week, Monday in the lowest bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Days(u8);

impl Days {
    const ALL: Self = Self(0b111_1111);
    const WORKING: Self = Self(0b001_1111);
    const WEEKEND: Self = Self(0b110_0000);
    /// Public holidays, which have no day of the week: what is said of them is left out.
    const NONE: Self = Self(0);

    fn has(self, day: usize) -> bool {
        self.0 >> day & 1 == 1
    }

    /// From one day to another, over Sunday if need be.
    fn range(from: u8, to: u8) -> Self {
        let length = (to + 7 - from) % 7;
        let days = (0..=length).map(|step| 1 << ((from + step) % 7));
        Self(days.fold(0, |days, day: u8| days | day))
    }
}

/// What is said of some days.
#[derive(Debug)]
struct Rule {
    days: Days,
    /// None where they are closed.
    spans: Vec<Span>,
}

impl Rule {
    fn is_apart_from(&self, other: &Self) -> bool {
        !self.spans.is_empty()
            && self.spans.iter().all(|one| {
                let mut others = other.spans.iter();
                others.all(|other| one.to <= other.from || other.to <= one.from)
            })
    }
}

/// What a text of hours is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    Day(u8),
    Days(Days),
    Time(Time),
    To,
    And,
    /// Ends what is said of some days.
    Next,
    Closed,
    AllDay,
}

/// A time as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Time {
    minutes: u16,
    half: Option<Half>,
    typed: String,
}

/// Which half of the day a time is said to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// Where a text begins with times and ends with days (9-17 Mo-Fr, 10-14 Sa), each group of days
/// before its times.
fn days_first(words: Vec<Word>) -> Vec<Word> {
    let is_day = |word: &Word| matches!(word, Word::Day(_) | Word::Days(_));
    let is_time = |word: &Word| matches!(word, Word::Time(_) | Word::AllDay | Word::Closed);
    let mut telling = words.iter().filter(|word| is_day(word) || is_time(word));
    let (first, last) = (telling.next(), telling.next_back());
    if !first.is_some_and(is_time) || !last.is_some_and(is_day) {
        return words;
    }
    let mut turned = Vec::with_capacity(words.len());
    let (mut times, mut is_among_days) = (Vec::new(), false);
    for word in words {
        if is_among_days && is_time(&word) {
            turned.append(&mut times);
            // Else one that ends the days before would take what follows for another rule of theirs.
            turned.push(Word::Next);
        }
        is_among_days = is_day(&word) || is_among_days && !is_time(&word);
        if is_among_days {
            turned.push(word);
        } else {
            times.push(word);
        }
    }
    turned.append(&mut times);
    turned
}

/// What is said of which days, in the order of the text.
fn rules_of(words: &[Word]) -> Result<Vec<Rule>, HoursError> {
    let mut rules = Vec::new();
    let mut days = None::<Days>;
    let mut spans = Vec::new();
    let mut is_closed = false;
    // Whether days were named that nothing was said of yet.
    let mut is_waiting = false;
    let mut is_over = false;
    let mut rest = words;
    loop {
        let has_more_days = matches!(rest, [Word::Day(_) | Word::Days(_), ..]);
        let ends = matches!(rest, [] | [Word::Next, ..]);
        let is_said = is_closed || !spans.is_empty();
        if is_said && (has_more_days || ends) {
            if is_closed && !spans.is_empty() {
                return Err(HoursError::ClosedAndOpen);
            }
            rules.push(Rule {
                days: days.unwrap_or(Days::ALL),
                spans: joined(&std::mem::take(&mut spans)),
            });
            (is_closed, is_waiting, is_over) = (false, false, true);
        }
        // Days begin a rule of their own; times alone go on with those named before.
        if has_more_days && is_over {
            (days, is_over) = (None, false);
        }
        is_waiting |= has_more_days;
        let add = |more: Days| Some(Days(days.map_or(0, |days| days.0) | more.0));
        rest = match rest {
            [] if is_waiting => return Err(HoursError::NoTimes),
            [] => return Ok(rules),
            [Word::Day(from), Word::To, Word::Day(to), rest @ ..] => {
                days = add(Days::range(*from, *to));
                rest
            }
            [Word::Day(day), rest @ ..] => {
                days = add(Days::range(*day, *day));
                rest
            }
            [Word::Days(more), rest @ ..] => {
                days = add(*more);
                rest
            }
            [Word::Time(from), Word::To, Word::Time(to), rest @ ..] => {
                spans.push(span(from, to)?);
                rest
            }
            [Word::Time(time), ..] => return Err(HoursError::NoEnd(time.typed.clone())),
            [Word::AllDay, rest @ ..] => {
                spans.push(Span { from: 0, to: DAY });
                rest
            }
            [Word::Closed, rest @ ..] => {
                is_closed = true;
                rest
            }
            [Word::And | Word::Next, rest @ ..] => rest,
            [Word::To, ..] => return Err(HoursError::Unknown("-".to_owned())),
        };
    }
}

fn span(from: &Time, to: &Time) -> Result<Span, HoursError> {
    let typed = || format!("{}-{}", from.typed, to.typed);
    let noon = 12 * 60;
    let begins = match (from.half, to.half) {
        // "2-5pm" begins in the afternoon, "9-5pm" does not.
        (None, Some(Half::Afternoon)) if from.minutes < noon => {
            let later = from.minutes + noon;
            if later < to.minutes {
                later
            } else {
                from.minutes
            }
        }
        _ => from.minutes,
    };
    let ends = match (from.half, to.half) {
        // 下午2点到5点.
        (Some(Half::Afternoon), None) if to.minutes <= noon => to.minutes + noon,
        _ => to.minutes,
    };
    if DAY <= begins {
        return Err(HoursError::NoSuchTime(from.typed.clone()));
    }
    if begins < ends {
        return Ok(Span {
            from: begins,
            to: ends,
        });
    }
    // Into the night: until six at most. 9-5 is more likely meant otherwise.
    if noon <= begins && ends <= 6 * 60 {
        return Ok(Span {
            from: begins,
            to: ends + DAY,
        });
    }
    Err(HoursError::EndsFirst(typed()))
}

/// The names of the days in English, from Monday, as short as they come.
const DAY_NAMES: [&[&str]; 7] = [
    &["mo", "mon", "monday", "mondays"],
    &["tu", "tue", "tues", "tuesday", "tuesdays"],
    &["we", "wed", "wednesday", "wednesdays"],
    &["th", "thu", "thur", "thurs", "thursday", "thursdays"],
    &["fr", "fri", "friday", "fridays"],
    &["sa", "sat", "saturday", "saturdays"],
    &["su", "sun", "sunday", "sundays"],
];

/// Words of Chinese, the longer ones first.
const CHINESE: [(&str, Option<Word>); 30] = [
    ("营业时间", None),
    ("开放时间", None),
    ("工作日", Some(Word::Days(Days::WORKING))),
    ("星期一", Some(Word::Day(0))),
    ("全年无休", Some(Word::AllDay)),
    ("周末", Some(Word::Days(Days::WEEKEND))),
    ("双休日", Some(Word::Days(Days::WEEKEND))),
    ("节假日", Some(Word::Days(Days::NONE))),
    ("每天", Some(Word::Days(Days::ALL))),
    ("每日", Some(Word::Days(Days::ALL))),
    ("天天", Some(Word::Days(Days::ALL))),
    ("全天", Some(Word::AllDay)),
    ("不营业", Some(Word::Closed)),
    ("不开门", Some(Word::Closed)),
    ("休息", Some(Word::Closed)),
    ("关门", Some(Word::Closed)),
    ("公休", Some(Word::Closed)),
    ("店休", Some(Word::Closed)),
    ("营业", None),
    ("开门", None),
    ("时间", None),
    ("至", Some(Word::To)),
    ("到", Some(Word::To)),
    ("和", Some(Word::And)),
    ("及", Some(Word::And)),
    ("、", Some(Word::And)),
    ("。", Some(Word::Next)),
    ("从", None),
    ("的", None),
    ("休", Some(Word::Closed)),
];

/// What stands before a Chinese time, and how many hours it adds to those up to 12.
const CHINESE_HALVES: [(&str, Half); 8] = [
    ("早上", Half::Morning),
    ("上午", Half::Morning),
    ("凌晨", Half::Morning),
    ("中午", Half::Afternoon),
    ("下午", Half::Afternoon),
    ("傍晚", Half::Afternoon),
    ("晚上", Half::Afternoon),
    ("早", Half::Morning),
];

/// The words of a folded text.
fn words(text: &str) -> Result<Vec<Word>, HoursError> {
    let mut words = Vec::new();
    let mut rest = text.trim();
    while let Some(first) = rest.chars().next() {
        if let Some((time, after)) = time(rest)? {
            words.push(time);
            rest = after;
        } else if first.is_ascii_alphabetic() {
            let end = rest
                .find(|char: char| !char.is_ascii_alphabetic())
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            words.extend(english(word)?);
            // "Mon." and "Mo.-Fr."
            rest = after.strip_prefix('.').unwrap_or(after);
        } else if let Some((day, after)) = chinese_day(rest, words.last()) {
            words.push(day);
            rest = after;
        } else if let Some((word, meaning)) =
            CHINESE.iter().find(|(word, _)| rest.starts_with(word))
        {
            words.extend(meaning.clone());
            rest = &rest[word.len()..];
        } else {
            match first {
                ' ' | ':' | '(' | ')' | '[' | ']' => {}
                ',' | '&' | '+' | '/' => words.push(Word::And),
                ';' | '|' => words.push(Word::Next),
                '-' | '–' | '—' | '―' | '−' | '~' | '〜' | '～' => {
                    // 周一——周五 is written with two.
                    if words.last() != Some(&Word::To) {
                        words.push(Word::To);
                    }
                }
                _ => return Err(HoursError::Unknown(unknown(rest))),
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    Ok(words)
}

/// What cannot be read, up to the next blank, and short enough to be shown.
fn unknown(rest: &str) -> String {
    let word = rest.split([' ', ',', ';']).next().unwrap_or(rest);
    word.chars().take(20).collect()
}

fn english(word: &str) -> Result<Option<Word>, HoursError> {
    let day = DAY_NAMES.iter().position(|names| names.contains(&word));
    if let Some(day) = day.and_then(|day| u8::try_from(day).ok()) {
        return Ok(Some(Word::Day(day)));
    }
    Ok(Some(match word {
        "daily" | "everyday" => Word::Days(Days::ALL),
        "weekdays" | "weekday" | "workdays" => Word::Days(Days::WORKING),
        "weekends" | "weekend" => Word::Days(Days::WEEKEND),
        "ph" | "holidays" | "holiday" => Word::Days(Days::NONE),
        "to" | "till" | "til" | "until" | "through" => Word::To,
        "and" => Word::And,
        "closed" | "off" => Word::Closed,
        "from" | "open" | "opening" | "hours" | "every" | "day" | "public" | "on" | "the" => {
            return Ok(None);
        }
        other => return Err(HoursError::Unknown(other.chars().take(20).collect())),
    }))
}

/// A day: 周一, 星期日, 礼拜天, and the bare 五 of 周一至五 and 周一三五.
fn chinese_day<'t>(text: &'t str, before: Option<&Word>) -> Option<(Word, &'t str)> {
    let day = |text: &'t str| {
        let mut chars = text.chars();
        let day = match chars.next()? {
            '一' => 0,
            '二' => 1,
            '三' => 2,
            '四' => 3,
            '五' => 4,
            '六' => 5,
            '日' | '天' => 6,
            _ => return None,
        };
        Some((Word::Day(day), chars.as_str()))
    };
    for week in ["星期", "礼拜", "周"] {
        if let Some(rest) = text.strip_prefix(week) {
            return day(rest);
        }
    }
    let follows_day = matches!(before, Some(Word::Day(_) | Word::To | Word::And));
    follows_day.then(|| day(text)).flatten()
}

/// A time, or the whole day, at the beginning of a text, and what stands after it.
fn time(text: &str) -> Result<Option<(Word, &str)>, HoursError> {
    for always in ["24/7", "24h", "24 h", "24小时"] {
        if let Some(rest) = text.strip_prefix(always) {
            return Ok(Some((
                Word::AllDay,
                rest.strip_prefix("ours").unwrap_or(rest),
            )));
        }
    }
    match text {
        _ if text.starts_with("noon") => return Ok(Some(fixed(text, "noon", 12 * 60))),
        _ if text.starts_with("midnight") => return Ok(Some(fixed(text, "midnight", DAY))),
        _ => {}
    }
    let (mut half, mut rest) = (None, text);
    for (word, of_day) in CHINESE_HALVES {
        if let Some(after) = text.strip_prefix(word) {
            (half, rest) = (Some(of_day), after.trim_start());
            break;
        }
    }
    let Some((hour, after)) = hour(rest) else {
        return Ok(None);
    };
    let mut minute = 0;
    rest = after;
    if let Some(after) = rest.strip_prefix([':', '.', 'h', '点', '时']) {
        // `9h` and `9点` may stand without minutes.
        rest = after;
        if let Some((minutes, after)) = digits(after) {
            (minute, rest) = (minutes, after.strip_prefix('分').unwrap_or(after));
        } else if let Some(after) = after.strip_prefix('半') {
            (minute, rest) = (30, after);
        } else if let Some(after) = after.strip_prefix('整') {
            rest = after;
        }
    }
    let after = rest.trim_start();
    for (mark, of_day) in [
        ("a.m.", Half::Morning),
        ("p.m.", Half::Afternoon),
        ("am", Half::Morning),
        ("pm", Half::Afternoon),
    ] {
        if let Some(after) = after.strip_prefix(mark) {
            (half, rest) = (Some(of_day), after);
            break;
        }
    }
    let typed = text[..text.len() - rest.len()].trim().to_owned();
    let hour = match (half, hour) {
        (Some(Half::Morning), 12) => 0,
        (Some(Half::Afternoon), 1..12) => hour + 12,
        _ => hour,
    };
    let minutes = hour * 60 + minute;
    if 59 < minute || DAY < minutes {
        return Err(HoursError::NoSuchTime(typed));
    }
    Ok(Some((
        Word::Time(Time {
            minutes,
            half,
            typed,
        }),
        rest,
    )))
}

fn fixed<'t>(text: &'t str, word: &str, minutes: u16) -> (Word, &'t str) {
    let time = Time {
        minutes,
        half: Some(Half::Morning),
        typed: word.to_owned(),
    };
    (Word::Time(time), &text[word.len()..])
}

/// An hour in digits, or in Chinese before 点.
fn hour(text: &str) -> Option<(u16, &str)> {
    if let Some(found) = digits(text) {
        return Some(found);
    }
    let end = text.find(['点', '时'])?;
    let ones = |char: char| {
        let digits = "零一二三四五六七八九";
        let place = digits.chars().position(|digit| digit == char);
        place.and_then(|place| u16::try_from(place).ok())
    };
    let chars: Vec<char> = text[..end].chars().take(4).collect();
    let hour = match chars[..] {
        ['两'] => 2,
        ['十'] => 10,
        ['十', one] => 10 + ones(one)?,
        ['二', '十'] => 20,
        ['二', '十', one] => 20 + ones(one)?,
        [one] => ones(one)?,
        _ => return None,
    };
    Some((hour, &text[end..]))
}

/// Up to four digits; more are no time.
fn digits(text: &str) -> Option<(u16, &str)> {
    let end = text
        .find(|char: char| !char.is_ascii_digit())
        .unwrap_or(text.len());
    let number = text[..end].parse().ok().filter(|_| end <= 4)?;
    // Larger ones are refused by whoever knows what was typed.
    Some((u16::min(number, 99), &text[end..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The hours in a form that compares at a glance: days as digits from 1 for Monday.
    fn written(hours: &OpeningHours) -> String {
        let clock = |minutes: u16| format!("{}:{:02}", minutes / 60, minutes % 60);
        let days = hours.days.iter().enumerate().filter_map(|(day, spans)| {
            let spans: Vec<_> = spans
                .iter()
                .map(|span| format!("{}-{}", clock(span.from), clock(span.to)))
                .collect();
            (!spans.is_empty()).then(|| format!("{} {}", day + 1, spans.join("+")))
        });
        days.collect::<Vec<_>>().join("; ")
    }

    fn on_days(days: &str, hours: &str) -> String {
        let days = days.chars().map(|day| format!("{day} {hours}"));
        days.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn hours_are_read_as_people_type_them() {
        let check = |text: &str, expected: String| {
            let read = OpeningHours::parse(text);
            let read = read.as_ref().map(written);
            assert_eq!(read, Ok(expected), "{text}");
        };
        let working = |hours: &str| on_days("12345", hours);
        let always = |hours: &str| on_days("1234567", hours);
        check("Mo-Fr 9-17", working("9:00-17:00"));
        check("mon–fri 09:00 – 17:30", working("9:00-17:30"));
        check("Monday to Friday, 9am to 5pm", working("9:00-17:00"));
        check("weekdays 9 a.m. - 5:30 p.m.", working("9:00-17:30"));
        check("Mon.-Fri. 9.00-17.00", working("9:00-17:00"));
        check("Mo-Fr 9h-17h", working("9:00-17:00"));
        check("9:00-12:00, 14:00-18:00", always("9:00-12:00+14:00-18:00"));
        check("9-12 and 2-6pm", always("9:00-12:00+14:00-18:00"));
        check("Mo-Fr 9-12; 14-18", working("9:00-12:00+14:00-18:00"));
        check("Mo-Fr 9-12, Mo-Fr 14-18", working("9:00-12:00+14:00-18:00"));
        check("9am-5pm Mon-Fri", working("9:00-17:00"));
        check(
            "9-17 Mo-Fr, 10-14 Sa",
            format!("{}; {}", working("9:00-17:00"), on_days("6", "10:00-14:00")),
        );
        check("9:00-18:00（周一至周五）", working("9:00-18:00"));
        check("Mo, We, Fr 10-12", on_days("135", "10:00-12:00"));
        check("Fr-Mo 10-12", on_days("1567", "10:00-12:00"));
        check("daily 10-22", always("10:00-22:00"));
        check("24/7", always("0:00-24:00"));
        check("open 24 hours", always("0:00-24:00"));
        check("noon to midnight", always("12:00-24:00"));
        check("18:00-02:00", always("18:00-26:00"));
        check("Mo-Fr 9-18; PH off", working("9:00-18:00"));
        check("Mo-Su 9-18; Su closed", on_days("123456", "9:00-18:00"));
        check(
            "Mo-Fr 9-18; Sa 10-14",
            format!("{}; {}", working("9:00-18:00"), on_days("6", "10:00-14:00")),
        );
        check(
            "Mo-Sa 9-18; Sa 10-14",
            format!("{}; {}", working("9:00-18:00"), on_days("6", "10:00-14:00")),
        );
        check("周一至周五 9:00-18:00", working("9:00-18:00"));
        check("周一到五９：００～１８：００", working("9:00-18:00"));
        check("星期一—星期五 9点到18点", working("9:00-18:00"));
        check("工作日9点半至17点30分", working("9:30-17:30"));
        check("每天9点到18点", always("9:00-18:00"));
        check("每天上午9点到下午6点", always("9:00-18:00"));
        check("每日九点到十八点", always("9:00-18:00"));
        check("下午两点到五点", always("14:00-17:00"));
        check("周一三五 10-12", on_days("135", "10:00-12:00"));
        check("周一、周三、周五 10-12", on_days("135", "10:00-12:00"));
        check("周六日 10:00-16:00", on_days("67", "10:00-16:00"));
        check("周末10点至16点", on_days("67", "10:00-16:00"));
        check(
            "营业时间：每天9:00-21:00，周日休息",
            on_days("123456", "9:00-21:00"),
        );
        check("9:00-12:00、14:00-18:00", always("9:00-12:00+14:00-18:00"));
        check("早9点到晚上9点", always("9:00-21:00"));
        check("全天", always("0:00-24:00"));
        check(
            "上午9点-12点，下午1点半-5点半",
            always("9:00-12:00+13:30-17:30"),
        );
    }

    #[test]
    fn what_is_not_understood_is_refused_with_the_reason() {
        let check = |text: &str, expected: HoursError| {
            assert_eq!(OpeningHours::parse(text), Err(expected), "{text}");
        };
        let word = |word: &str| HoursError::Unknown(word.to_owned());
        check("", HoursError::NoTimes);
        check("Mo-Fr", HoursError::NoTimes);
        check("Mo-Fr 9-17; Sa", HoursError::NoTimes);
        check("by appointment", word("by"));
        check("请先预约", word("请先预约"));
        check("Mo-Fr 9-25", HoursError::NoSuchTime("25".to_owned()));
        check("9:75-10", HoursError::NoSuchTime("9:75".to_owned()));
        check("Mo-Fr 9", HoursError::NoEnd("9".to_owned()));
        check("Mo-Fr 9-5", HoursError::EndsFirst("9-5".to_owned()));
        check("24:00-25:00", HoursError::NoSuchTime("25:00".to_owned()));
        check("- 9", word("-"));
        check("closed 12-14", HoursError::ClosedAndOpen);
        check(&"9-17 ".repeat(101), HoursError::TooLong);
    }

    #[test]
    fn a_night_lasts_into_the_next_day() {
        let hours = OpeningHours::parse("Fr 18:00-02:00; Sa 1:00-4:00, 20-22").expect("hours");
        let span = |from, to| Span { from, to };
        assert_eq!(hours.on(Weekday::Fri), [span(18 * 60, 26 * 60)]);
        assert_eq!(
            hours.on(Weekday::Sat),
            [span(0, 4 * 60), span(20 * 60, 22 * 60)]
        );
        assert_eq!(hours.on(Weekday::Sun), []);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_stumble(text in "\\PC*|[0-9a-z :;,.点到周一至五午上下-]{0,40}") {
            if let Ok(hours) = OpeningHours::parse(&text) {
                for spans in &hours.days {
                    prop_assert!(spans.windows(2).all(|pair| pair[0].to < pair[1].from));
                    prop_assert!(spans.iter().all(|span| span.from < span.to && span.from < DAY));
                }
            }
        }

        #[test]
        fn plain_hours_of_any_days_are_read(
            from in 0..7_usize, to in 0..7_usize, opens in 0..12_u16, lasts in 1..12_u16,
        ) {
            let names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
            let text = format!("{}-{} {opens}:00-{}:00", names[from], names[to], opens + lasts);
            let hours = OpeningHours::parse(&text).expect("hours");
            for day in 0..7 {
                let is_within = if from <= to { (from..=to).contains(&day) } else { from <= day || day <= to };
                prop_assert_eq!(!hours.days[day].is_empty(), is_within, "{} {}", text, day);
            }
        }
    }
}
