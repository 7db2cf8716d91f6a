//! Times of day and lengths of time: 下午三点半, 3pm, 15:00; 20分钟, 1h30, half an hour.

use chrono::NaiveTime;

use super::day::Part;
use super::number::{digits, number};
use super::text::Text;

/// A time of day that was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// A time by the clock. `open` where a half of the day is still to be told.
    At { time: NaiveTime, open: bool },
    /// Only a part of the day.
    Part(Part),
    /// No day has it.
    Impossible,
}

/// The hours from which a number alone means the afternoon.
const AFTERNOON: std::ops::RangeInclusive<u32> = 1..=6;

impl Clock {
    /// The time, where the words around it name a part of the day.
    pub(super) fn time(self, part: Option<Part>) -> Option<NaiveTime> {
        let Self::At { time, open } = self else {
            return None;
        };
        if !open {
            return Some(time);
        }
        let half_day = chrono::TimeDelta::hours(12);
        let hour = chrono::Timelike::hour(&time);
        let is_late = match part {
            Some(Part::Afternoon | Part::Evening) => hour < 12,
            Some(Part::Noon) => (1..=2).contains(&hour),
            Some(Part::Morning) => false,
            None => AFTERNOON.contains(&hour),
        };
        Some(if is_late { time + half_day } else { time })
    }
}

fn at_time(hour: u32, minute: u32, open: bool) -> Clock {
    NaiveTime::from_hms_opt(hour, minute, 0)
        .map_or(Clock::Impossible, |time| Clock::At { time, open })
}

/// The time that the words here name, and their end. `after_day` where a day was named before.
pub(super) fn clock_at(text: &Text<'_>, at: usize, after_day: bool) -> Option<(Clock, usize)> {
    digital(text, at)
        .or_else(|| english_hour(text, at, after_day))
        .or_else(|| chinese_hour(text, at, after_day))
        .or_else(|| part_of_day(text, at))
}

fn part_of_day(text: &Text<'_>, at: usize) -> Option<(Clock, usize)> {
    let parts = [
        (
            Part::Morning,
            "早上|早晨|上午|清晨|一早|morning|in the morning",
        ),
        (Part::Noon, "中午|正午"),
        (Part::Afternoon, "下午|傍晚|afternoon|in the afternoon"),
        (Part::Evening, "晚上|夜里|晚间|evening|in the evening"),
    ];
    let noon = text.longest(at, "noon|midday");
    if let Some(end) = noon {
        return Some((at_time(12, 0, false), end));
    }
    parts
        .into_iter()
        .find_map(|(part, words)| Some((Clock::Part(part), text.longest(at, words)?)))
}

/// am or pm and its end: 12 hours are added for pm.
fn meridiem(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    let at = text.skip(at);
    let letter = text.get(at);
    let add = match letter {
        'a' => 0,
        'p' => 12,
        _ => return None,
    };
    let dotted = text.get(at + 1) == '.' && text.get(at + 2) == 'm';
    let end = if dotted {
        at + 3 + usize::from(text.get(at + 3) == '.')
    } else if text.get(at + 1) == 'm' {
        at + 2
    } else {
        return None;
    };
    (!text.get(end).is_ascii_alphanumeric()).then_some((add, end))
}

fn with_meridiem(hour: u32, minute: u32, add: u32) -> Clock {
    if (1..=12).contains(&hour) {
        at_time(hour % 12 + add, minute, false)
    } else {
        Clock::Impossible
    }
}

/// 15:00, 9:30am, 9.30am.
fn digital(text: &Text<'_>, at: usize) -> Option<(Clock, usize)> {
    if text.before(at).is_ascii_digit() || matches!(text.before(at), ':' | '.' | '/') {
        return None;
    }
    let mut end = at;
    while text.get(end).is_ascii_digit() {
        end += 1;
    }
    let separator = text.get(end);
    let has_hour = (1..=2).contains(&(end - at)) && matches!(separator, ':' | '.');
    let two_digits = text.get(end + 1).is_ascii_digit()
        && text.get(end + 2).is_ascii_digit()
        && !text.get(end + 3).is_ascii_digit();
    if !has_hour || !two_digits {
        return None;
    }
    let digit = |at: usize| text.get(at).to_digit(10).unwrap_or(0);
    let hour = (at..end).fold(0, |hour, at| 10 * hour + digit(at));
    let minute = 10 * digit(end + 1) + digit(end + 2);
    let mut end = end + 3;
    if separator == '.' {
        let (add, end) = meridiem(text, end)?;
        return Some((with_meridiem(hour, minute, add), end));
    }
    // Seconds are not kept.
    if text.get(end) == ':'
        && text.get(end + 1).is_ascii_digit()
        && text.get(end + 2).is_ascii_digit()
    {
        end += 3;
    }
    Some(match meridiem(text, end) {
        Some((add, end)) => (with_meridiem(hour, minute, add), end),
        None => (at_time(hour, minute, false), end),
    })
}

/// 3pm, and after a day "at 3".
fn english_hour(text: &Text<'_>, at: usize, after_day: bool) -> Option<(Clock, usize)> {
    if let Some(hour) = digits(text, at)
        && let Some((add, end)) = meridiem(text, hour.end)
    {
        return Some((with_meridiem(hour.whole()?, 0, add), end));
    }
    if !after_day {
        return None;
    }
    let begin = text.skip(text.follows(at, "at")?);
    let hour = digits(text, begin)?;
    let is_hour = matches!(
        text.get(text.skip(hour.end)),
        '\0' | ',' | ';' | '.' | '!' | '\n'
    );
    let number = hour.whole().filter(|hour| *hour < 24 && is_hour)?;
    Some((at_time(number, 0, true), hour.end))
}

/// 三点半, 15点30分, 两点一刻.
fn chinese_hour(text: &Text<'_>, at: usize, after_day: bool) -> Option<(Clock, usize)> {
    let hour = number(text, at)?;
    let dot = hour.end;
    if !matches!(text.get(dot), '点' | '點' | '时') {
        return None;
    }
    let end = if text.get(dot + 1) == '钟' {
        dot + 2
    } else {
        dot + 1
    };
    let minute = match text.get(end) {
        '半' => Some((30, end + 1)),
        '一' if text.get(end + 1) == '刻' => Some((15, end + 2)),
        '三' if text.get(end + 1) == '刻' => Some((45, end + 2)),
        _ => number(text, end)
            .filter(|minute| minute.end <= end + 3)
            .and_then(|minute| {
                let is_said = text.get(minute.end) == '分' || text.get(end + 1).is_ascii_digit();
                let past = minute.end + usize::from(text.get(minute.end) == '分');
                is_said.then_some((minute.whole()?, past))
            }),
    };
    // 三点 alone may be three points, 一点 is a little.
    let is_said = hour.in_digits
        || after_day
        || minute.is_some()
        || dot + 1 < end
        || matches!(
            text.get(end),
            '再' | '打' | '去' | '见' | '拜' | '到' | '开' | '回'
        );
    if !is_said || (text.get(dot) == '时' && !hour.in_digits) {
        return None;
    }
    let (minute, end) = minute.unwrap_or((0, end));
    Some((at_time(hour.whole()?, minute, true), end))
}

/// A length of time in minutes, and its end.
pub(super) fn length_at(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    if text.before(at).is_ascii_digit() {
        return None;
    }
    fixed(text, at).or_else(|| counted(text, at))
}

fn fixed(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    let lengths = [
        (
            90,
            "an hour and a half|one and a half hours|一个半小时|一个半钟头",
        ),
        (60, "an hour|a full hour"),
        (45, "三刻钟"),
        (
            30,
            "half an hour|half hour|a half hour|半小时|半个小时|半个钟头",
        ),
        (15, "一刻钟|a quarter of an hour|quarter of an hour"),
    ];
    lengths
        .into_iter()
        .find_map(|(minutes, words)| Some((minutes, text.longest(at, words)?)))
}

const HOURS: &str = "小时|个小时|钟头|个钟头";
const HOURS_ENGLISH: [&str; 5] = ["hours", "hour", "hrs", "hr", "h"];
const MINUTES: &str = "分钟";
const MINUTES_ENGLISH: [&str; 5] = ["minutes", "minute", "mins", "min", "m"];

/// The end of a unit that may stand right behind its number: 20min, 1h30.
fn unit(text: &Text<'_>, at: usize, words: &[&str]) -> Option<usize> {
    let at = text.skip(at);
    words.iter().find_map(|word| {
        let end = at + word.len();
        let stands = word
            .chars()
            .zip(at..)
            .all(|(char, at)| text.get(at) == char);
        (stands && !text.get(end).is_ascii_alphabetic()).then_some(end)
    })
}

/// Longer exchanges than a day are not meant.
const LONGEST: u64 = 24 * 60;

fn counted(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    let first = number(text, at)?;
    let after = text.skip(first.end);
    let half_more = text.longest(first.end, "个半小时|个半钟头");
    let hours = half_more
        .or_else(|| text.longest(after, HOURS))
        .or_else(|| unit(text, first.end, &HOURS_ENGLISH));
    let (minutes, end) = if let Some(end) = hours {
        let half = u64::from(half_more.is_some());
        let hours = first.halves.saturating_add(half).saturating_mul(30);
        let rest = number(text, text.skip(end)).and_then(|rest| {
            let unit_end = text
                .longest(text.skip(rest.end), MINUTES)
                .or_else(|| unit(text, rest.end, &MINUTES_ENGLISH));
            // 1h30 needs no unit.
            let bare = text.before(end) == 'h' && rest.in_digits && text.skip(end) == end;
            let bare_end = (bare && !text.get(rest.end).is_alphanumeric()).then_some(rest.end);
            Some((u64::from(rest.whole()?), unit_end.or(bare_end)?))
        });
        match (rest, text.longest(text.skip(end), "and a half")) {
            (Some((minutes, end)), _) => (hours.saturating_add(minutes), end),
            (None, Some(end)) => (hours.saturating_add(30), end),
            (None, None) => (hours, end),
        }
    } else {
        let end = text
            .longest(after, MINUTES)
            .or_else(|| unit(text, first.end, &MINUTES_ENGLISH[..4]))?;
        (first.halves / 2, end)
    };
    let minutes = Some(minutes).filter(|minutes| (1..=LONGEST).contains(minutes))?;
    Some((u32::try_from(minutes).ok()?, end))
}
