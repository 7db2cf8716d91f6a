//! The day that a promise names, counted from the day on which it was given.
//!
//! Only what stands beside promises: words for days and weeks. "This week" means its Friday and
//! "this month" its last day, because "by" it is not late before that; "next week" and "next month"
//! mean what they mean everywhere (`said_days`).

use chrono::{Datelike, Days, Months, NaiveDate};

use super::clause::Unit;
use super::pattern::{begins, number};
use crate::domain::said_days;

/// The day named by these units; `None` where they name none or one that has passed.
pub(super) fn due(units: &[Unit], on: NaiveDate) -> Option<NaiveDate> {
    (0..units.len())
        .find_map(|at| day_at(units, at, on))
        .filter(|due| on <= *due)
}

fn day_at(units: &[Unit], at: usize, on: NaiveDate) -> Option<NaiveDate> {
    let rest = units.get(at..)?;
    let begins = |pattern: &str| begins(rest, pattern);
    let after = |days: u32| on.checked_add_days(Days::new(u64::from(days)));
    let words_for_days = [
        ("day_after_tomorrow|后天|后日", 2),
        ("大后天", 3),
        ("tomorrow|明天|明早|明晚|明日|明儿", 1),
        ("today|tonight|今天|今晚|今日|下班前", 0),
    ];
    for (words, days) in words_for_days {
        if begins(words).is_some() {
            return after(days);
        }
    }
    if begins("last|上周|上个|上星期|上礼拜|上月").is_some() {
        // What follows names a day that has passed.
        return Some(NaiveDate::MIN);
    }
    let weeks = [
        ("下下周|下下个星期|下下星期", 2),
        ("下周|下个星期|下星期|下礼拜|下个礼拜", 1),
        ("本周|这周|这个星期|这星期", 0),
        ("next", 1),
        ("this", 0),
    ];
    for (words, ahead) in weeks {
        let Some(end) = begins(words) else { continue };
        let is_week = !matches!(words, "next" | "this");
        let day = weekday(rest, end, is_week);
        let names_week = is_week || begins("next_week|this_week").is_some();
        match day {
            Some(day) => return in_week(on, ahead, day),
            None if names_week && ahead == 0 => return in_week(on, 0, 4),
            None if names_week => return said_days::weeks_on(on, ahead),
            None => {}
        }
    }
    if begins("end_of_the_week|end_of_this_week|周末前|这周末").is_some() {
        return in_week(on, 0, 4);
    }
    if begins("end_of_the_month|end_of_this_month|this_month|month_end|月底|月末|本月").is_some()
    {
        return last_of_month(on, 0);
    }
    if begins("end_of_next_month|下个月底|下月底").is_some() {
        return last_of_month(on, 1);
    }
    if begins("next_month|下个月|下月").is_some() {
        return said_days::next_month(on);
    }
    if let Some((days, _)) = count(rest) {
        return after(days);
    }
    if let Some(date) = date_of_month(rest, on) {
        return Some(date);
    }
    let day = weekday(rest, 0, false)?;
    let today = on.weekday().num_days_from_monday();
    // On a Friday, "by Friday" is not today: that would be said.
    after(if today < day {
        day - today
    } else {
        day + 7 - today
    })
}

/// The weekday at a place, Monday being 0. After 下周 its number alone is enough.
fn weekday(units: &[Unit], at: usize, after_week: bool) -> Option<u32> {
    const ENGLISH: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const REST: [&str; 7] = ["day", "sday", "nesday", "rsday", "day", "urday", "day"];
    let word = &*units.get(at)?.word;
    for (day, (short, rest)) in (0..).zip(ENGLISH.into_iter().zip(REST)) {
        let Some(ending) = word.strip_prefix(short) else {
            continue;
        };
        // Sat, sun and wed are words of their own.
        let is_short = ending.is_empty() && !matches!(short, "sat" | "sun" | "wed");
        if is_short || ending == rest || matches!(word, "tues" | "thurs") {
            return Some(day);
        }
    }
    let at = match word {
        "周" => at + 1,
        "星" | "礼" => at + 2,
        _ if after_week => at,
        _ => return None,
    };
    let char = units.get(at)?.word.chars().next()?;
    "一二三四五六日天"
        .chars()
        .position(|other| other == char)
        .and_then(|place| u32::try_from(place.min(6)).ok())
}

/// A number of days or weeks from now: "in 3 days", "within two weeks", 三天内, 10天后.
fn count(units: &[Unit]) -> Option<(u32, usize)> {
    let starts = |word: &str| units.first().is_some_and(|unit| unit.word == word);
    let at = usize::from(starts("in") || starts("within"));
    let (number, at) = number(units, at)?;
    let is = |at: usize, words: &[&str]| {
        units
            .get(at)
            .is_some_and(|unit| words.contains(&&*unit.word))
    };
    if starts("in") || starts("within") {
        let days = match () {
            () if is(at, &["day", "days"]) => number,
            () if is(at, &["week", "weeks"]) => number.checked_mul(7)?,
            () => return None,
        };
        return (days <= 3650).then_some((days, at + 1));
    }
    let at = if is(at, &["个"]) { at + 1 } else { at };
    let (unit_days, at) = match () {
        () if is(at, &["天", "日"]) => (1, at + 1),
        () if is(at, &["周"]) => (7, at + 1),
        () if is(at, &["星"]) => (7, at + 2),
        () if is(at, &["工"]) && is(at + 1, &["作"]) => (1, at + 3),
        () => return None,
    };
    let at = if is(at, &["以", "之"]) { at + 1 } else { at };
    let days = number.checked_mul(unit_days)?;
    (is(at, &["内", "后"]) && days <= 3650).then_some((days, at + 1))
}

/// 12月5日, 5号: the next such date.
fn date_of_month(units: &[Unit], on: NaiveDate) -> Option<NaiveDate> {
    let (first, at) = number(units, 0)?;
    let is = |at: usize, word: &str| units.get(at).is_some_and(|unit| unit.word == word);
    if is(at, "月") {
        let (day, at) = number(units, at + 1)?;
        if !is(at, "日") && !is(at, "号") {
            return None;
        }
        let this_year = NaiveDate::from_ymd_opt(on.year(), first, day)?;
        return if on <= this_year {
            Some(this_year)
        } else {
            NaiveDate::from_ymd_opt(on.year() + 1, first, day)
        };
    }
    if !is(at, "号") {
        return None;
    }
    let this_month = on.with_day(first)?;
    if on <= this_month {
        Some(this_month)
    } else {
        this_month.checked_add_months(Months::new(1))
    }
}

/// A day of the week so many weeks ahead; of this week never before `on`.
fn in_week(on: NaiveDate, ahead: u64, day: u32) -> Option<NaiveDate> {
    let monday = on.checked_sub_days(Days::new(u64::from(on.weekday().num_days_from_monday())))?;
    let date = monday.checked_add_days(Days::new(7 * ahead + u64::from(day)))?;
    Some(if ahead == 0 && date < on { on } else { date })
}

fn last_of_month(on: NaiveDate, ahead: u32) -> Option<NaiveDate> {
    on.with_day(1)?
        .checked_add_months(Months::new(ahead + 1))?
        .pred_opt()
}
