//! Days as people name them: 昨天, 上周三, Friday, in 3 days, 12 Nov, 2024-08-12.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::number::{Number, digits, number};
use super::text::Text;
use crate::domain::said_days;

/// How far back a record may lie, in months.
const PAST_MONTHS: u32 = 12 * 100;

/// How far ahead a plan may lie, in months.
const FUTURE_MONTHS: u32 = 12 * 20;

/// A day that was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// This one.
    On(NaiveDate),
    /// The next or the last of its name: days since Monday.
    Weekday(u32),
    /// The next or the last of its name: month and day.
    OfYear(u32, u32),
    /// The next or the last of its number.
    OfMonth(u32),
    /// No calendar has it.
    Impossible,
    /// A lifetime away.
    TooFar,
}

/// On which side of now a day or time lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Past,
    Present,
    Future,
    /// What it means depends on what is said of it.
    Open,
}

/// The part of the day, which says what an hour means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
}

/// A named day, with the part of it if the word names one, and where the words end.
pub(super) type Named = (Day, Option<Part>, usize);

impl Day {
    pub(super) fn side(self, today: NaiveDate) -> Side {
        match self {
            Self::On(date) if date < today => Side::Past,
            Self::On(date) if date == today => Side::Present,
            Self::On(_) => Side::Future,
            _ => Side::Open,
        }
    }

    /// The last day of this name before today; a day of the year that is today is today.
    pub(super) fn last(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::On(date) => Some(date),
            Self::Weekday(_) => (1..=7)
                .filter_map(|days| today.checked_sub_days(Days::new(days)))
                .find(|date| self.names(*date)),
            Self::OfYear(..) | Self::OfMonth(_) => self.nearest(today, |today, months| {
                today.checked_sub_months(Months::new(months))
            }),
            Self::Impossible | Self::TooFar => None,
        }
    }

    /// The next day of this name after today.
    pub(super) fn next(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::On(date) => Some(date),
            Self::Weekday(_) => (1..=7)
                .filter_map(|days| today.checked_add_days(Days::new(days)))
                .find(|date| self.names(*date)),
            Self::OfYear(..) | Self::OfMonth(_) => {
                let tomorrow = today.succ_opt()?;
                self.nearest(tomorrow, |from, months| {
                    from.checked_add_months(Months::new(months))
                })
            }
            Self::Impossible | Self::TooFar => None,
        }
    }

    /// Whether this may be another word for the date.
    pub(super) fn names(self, date: NaiveDate) -> bool {
        match self {
            Self::On(other) => other == date,
            Self::Weekday(weekday) => date.weekday().num_days_from_monday() == weekday,
            Self::OfYear(month, day) => (date.month(), date.day()) == (month, day),
            Self::OfMonth(day) => date.day() == day,
            Self::Impossible | Self::TooFar => false,
        }
    }

    /// The first month on the way from `from` that has such a day on the right side of it. A leap
    /// day needs up to eight years.
    fn nearest(
        self,
        from: NaiveDate,
        step: impl Fn(NaiveDate, u32) -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        let first = from.with_day(1)?;
        let is_forward = step(first, 1)? > first;
        (0..=12 * 8).find_map(|months| {
            let month = step(first, months)?;
            let day = match self {
                Self::OfYear(wanted, day) if month.month() == wanted => day,
                Self::OfMonth(day) => day,
                _ => return None,
            };
            let date = month.with_day(day)?;
            let is_there = if is_forward {
                from <= date
            } else {
                date <= from
            };
            is_there.then_some(date)
        })
    }
}

/// The day that the words here name.
pub(super) fn day_at(text: &Text<'_>, at: usize, today: NaiveDate) -> Option<Named> {
    let plain = |(day, end)| (day, None, end);
    relative(text, at, today)
        .or_else(|| counted(text, at, today).map(plain))
        .or_else(|| weekday(text, at, today).map(plain))
        .or_else(|| written(text, at, today).map(plain))
        .or_else(|| english_date(text, at, today).map(plain))
}

/// Days from today, the part of the day, and the words.
const RELATIVE: [(i64, Option<Part>, &str); 16] = [
    (0, None, "今天|今日|today"),
    (0, Some(Part::Morning), "今早|今晨|this morning"),
    (0, Some(Part::Afternoon), "this afternoon"),
    (0, Some(Part::Evening), "今晚|tonight|this evening"),
    (-1, None, "昨天|昨日|yesterday"),
    (-1, Some(Part::Morning), "昨早"),
    (-1, Some(Part::Evening), "昨晚|last night"),
    (
        -2,
        None,
        "前天|前日|day before yesterday|the day before yesterday",
    ),
    (-2, Some(Part::Evening), "前晚"),
    (-3, None, "大前天"),
    (1, None, "明天|明日|明儿|tomorrow|tmrw"),
    (1, Some(Part::Morning), "明早|明晨"),
    (1, Some(Part::Evening), "明晚"),
    (
        2,
        None,
        "后天|後天|day after tomorrow|the day after tomorrow",
    ),
    (3, None, "大后天"),
    (-7, None, "上周|上个星期|上星期|上个礼拜|上礼拜|last week"),
];

/// Weeks from today, and the words.
const WEEKS: [(u64, &str); 2] = [
    (1, "下周|下个星期|下星期|下个礼拜|下礼拜|next week"),
    (
        2,
        "下下周|下下个星期|下下星期|下下个礼拜|下下礼拜|the week after next|week after next",
    ),
];

fn relative(text: &Text<'_>, at: usize, today: NaiveDate) -> Option<Named> {
    let found = RELATIVE.iter().filter_map(|(days, part, words)| {
        let end = text.longest(at, words)?;
        Some((end, *days, *part))
    });
    if let Some((end, days, part)) = found.max_by_key(|(end, _, _)| *end) {
        // 上周三 is more than 上周.
        if days == -7 && weekday_number(text, end).is_some() {
            return None;
        }
        return Some((in_days(today, days), part, end));
    }
    for (weeks, words) in WEEKS {
        if let Some(end) = text.longest(at, words)
            && weekday_number(text, end).is_none()
        {
            let date = said_days::weeks_on(today, weeks);
            return Some((date.map_or(Day::TooFar, Day::On), None, end));
        }
    }
    let months = [
        (1, "下个月|下月|next month"),
        (-1, "上个月|上月|last month"),
    ];
    for (count, words) in months {
        // 下个月5号 names its day.
        if let Some(end) = text.longest(at, words) {
            let month = match count {
                1 => said_days::next_month(today).map_or(Day::TooFar, Day::On),
                count => in_months(today, count),
            };
            let numbered = digits(text, end).and_then(|number| {
                let after = text.longest(number.end, "号|日")?;
                Some((number.whole()?, after))
            });
            return Some(match (numbered, month) {
                (Some((day, after)), Day::On(month)) => (
                    month.with_day(day).map_or(Day::Impossible, Day::On),
                    None,
                    after,
                ),
                _ => (month, None, end),
            });
        }
    }
    let end = text.longest(at, "月底|月末|本月底|end of the month|end of month")?;
    let last = today
        .with_day(1)?
        .checked_add_months(Months::new(1))?
        .pred_opt()?;
    Some((Day::On(last), None, end))
}

fn in_days(today: NaiveDate, days: i64) -> Day {
    let count = Days::new(days.unsigned_abs());
    let date = if days < 0 {
        today.checked_sub_days(count)
    } else {
        today.checked_add_days(count)
    };
    date.map_or(Day::TooFar, |date| believed(date, today))
}

fn in_months(today: NaiveDate, months: i64) -> Day {
    let count = Months::new(u32::try_from(months.unsigned_abs()).unwrap_or(u32::MAX));
    let date = if months < 0 {
        today.checked_sub_months(count)
    } else {
        today.checked_add_months(count)
    };
    date.map_or(Day::TooFar, |date| believed(date, today))
}

fn believed(date: NaiveDate, today: NaiveDate) -> Day {
    let first = today.checked_sub_months(Months::new(PAST_MONTHS));
    let last = today.checked_add_months(Months::new(FUTURE_MONTHS));
    let is_believed =
        first.is_none_or(|first| first <= date) && last.is_none_or(|last| date <= last);
    if is_believed {
        Day::On(date)
    } else {
        Day::TooFar
    }
}

/// 3天前, 两周后, in 3 days, a week ago.
fn counted(text: &Text<'_>, at: usize, today: NaiveDate) -> Option<(Day, usize)> {
    let in_end = text.longest(at, "in|within").map(|end| text.skip(end));
    let begin = in_end.unwrap_or(at);
    let half = text.longest(begin, "half a|half an");
    let (halves, end) = match half.or_else(|| text.longest(begin, "a|an")) {
        Some(end) => (if half.is_some() { 1 } else { 2 }, end),
        None if text.get(begin) == '半' => (1, begin + 1),
        None => {
            let Number { halves, end, .. } = number(text, begin)?;
            (halves, end)
        }
    };
    let unit_at = text.skip(end);
    let units = [
        (1, 0, "天|日|days|day"),
        (7, 0, "周|个星期|星期|个礼拜|礼拜|weeks|week|wks|wk"),
        (0, 1, "个月|months|month"),
        (0, 12, "年|years|year"),
    ];
    let (days, months, unit_end) = units
        .iter()
        .find_map(|(days, months, words)| Some((*days, *months, text.longest(unit_at, words)?)))?;
    let after = text.skip(unit_end);
    let (sign, end) = if in_end.is_some() {
        (1, unit_end)
    } else if let Some(end) = text.longest(after, "之前|以前|前|ago|earlier") {
        (-1, end)
    } else if let Some(end) = text.longest(after, "之后|以后|后|later|from now|from today") {
        (1, end)
    } else {
        return None;
    };
    let count = i64::try_from(halves).unwrap_or(i64::MAX);
    // Half a month is 15 days, half a year six months.
    let day = match (days, months) {
        (0, 1) if halves == 1 => in_days(today, sign * 15),
        (0, months) => in_months(today, sign * count.saturating_mul(months) / 2),
        (days, _) if halves.is_multiple_of(2) => {
            in_days(today, sign * (count / 2).saturating_mul(days))
        }
        _ => return None,
    };
    Some((day, end))
}

/// The day after 周, 星期 or 礼拜, or an English weekday, counted from Monday, and its end.
fn weekday_number(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    let number = match text.get(at) {
        '一' | '1' => 0,
        '二' | '2' => 1,
        '三' | '3' => 2,
        '四' | '4' => 3,
        '五' | '5' => 4,
        '六' | '6' => 5,
        '日' | '天' | '7' => 6,
        _ => return None,
    };
    let is_number = text.get(at + 1).is_ascii_digit() || text.get(at + 1) == '十';
    (!is_number).then_some((number, at + 1))
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("monday", "mon"),
    ("tuesday", "tue|tues"),
    ("wednesday", "wed"),
    ("thursday", "thu|thur|thurs"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
];

fn weekday(text: &Text<'_>, at: usize, today: NaiveDate) -> Option<(Day, usize)> {
    const PREFIXES: [(Option<i64>, &str); 7] = [
        (Some(2), "下下个|下下"),
        (Some(1), "下个|下"),
        (Some(0), "这个|这|本|此"),
        (Some(-2), "上上个|上上"),
        (Some(-1), "上个|上"),
        (None, ""),
        (Some(0), "this|coming"),
    ];
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    for (weeks, prefix) in PREFIXES {
        let begin = if prefix.is_empty() {
            at
        } else {
            let Some(end) = text.longest(at, prefix) else {
                continue;
            };
            text.skip(end)
        };
        let Some(end) = text.longest(begin, "周|星期|礼拜") else {
            continue;
        };
        let Some((number, end)) = weekday_number(text, end) else {
            continue;
        };
        return Some(match weeks {
            None => (Day::Weekday(number), end),
            Some(weeks) => (in_days(monday, 7 * weeks + i64::from(number)), end),
        });
    }
    english_weekday(text, at, today, monday)
}

fn english_weekday(
    text: &Text<'_>,
    at: usize,
    today: NaiveDate,
    monday: NaiveDate,
) -> Option<(Day, usize)> {
    let prefix = ["last", "next", "this", "on"]
        .into_iter()
        .find_map(|word| text.follows(at, word).map(|end| (word, text.skip(end))));
    let begin = prefix.map_or(at, |(_, end)| end);
    let (number, end) = (0..).zip(WEEKDAYS).find_map(|(number, (long, short))| {
        let long = text.follows(begin, long);
        // "sat down" is no day.
        let short = || {
            let is_day = prefix.is_some() || text.is_capital(begin);
            text.longest(begin, short).filter(|_| is_day)
        };
        long.or_else(short).map(|end| (number, end))
    })?;
    let named = Day::Weekday(number);
    Some(match prefix {
        Some(("last", _)) => (named.last(today).map_or(named, Day::On), end),
        Some(("next", _)) => (in_days(monday, 7 + i64::from(number)), end),
        Some(("this", _)) => (in_days(monday, i64::from(number)), end),
        _ => (named, end),
    })
}

/// 2024-08-12, 2024年8月12日, 8月12日, 12号.
fn written(text: &Text<'_>, at: usize, today: NaiveDate) -> Option<(Day, usize)> {
    let year = [("去年", -1), ("今年", 0), ("明年", 1), ("前年", -2)]
        .into_iter()
        .find_map(|(word, years)| Some((today.year() + years, text.follows(at, word)?)));
    if let Some((year, end)) = year {
        let (month, day, end) = month_and_day(text, end)?;
        return Some((on(i64::from(year), month, day, today), end));
    }
    if let Some(first) = digits(text, at)
        && first.whole().is_some()
        && first.end - at == 4
    {
        let year = i64::from(first.whole()?);
        let separator = text.get(first.end);
        if separator == '年' {
            let (month, day, end) = month_and_day(text, first.end + 1)?;
            return Some((on(year, month, day, today), end));
        }
        if matches!(separator, '-' | '/' | '.') {
            let (month, after) = short_number(text, first.end + 1)?;
            if text.get(after) != separator {
                return None;
            }
            let (day, end) = short_number(text, after + 1)?;
            return Some((on(year, month, day, today), end));
        }
        return None;
    }
    if let Some((month, day, end)) = month_and_day(text, at) {
        return Some((of_year(month, day), end));
    }
    let day = number(text, at).filter(|day| day.in_digits)?;
    let end = text.longest(day.end, "号|日")?;
    // Houses and lines have numbers too.
    let is_day = !matches!(
        text.get(end),
        '线' | '楼' | '店' | '厂' | '机' | '院' | '门' | '产' | '仓'
    );
    let number = day.whole().filter(|day| (1..=31).contains(day))?;
    is_day.then_some((Day::OfMonth(number), end))
}

/// A number of one or two digits that ends there.
fn short_number(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    let mut end = at;
    let mut number = 0;
    while let Some(digit) = text.get(end).to_digit(10)
        && end < at + 2
    {
        number = 10 * number + digit;
        end += 1;
    }
    (at < end && !text.get(end).is_ascii_digit()).then_some((number, end))
}

/// 8月12日, 八月十二号.
fn month_and_day(text: &Text<'_>, at: usize) -> Option<(u32, u32, usize)> {
    let month = number(text, at)?;
    if text.get(month.end) != '月' {
        return None;
    }
    let day = number(text, month.end + 1)?;
    let end = text.longest(day.end, "号|日").unwrap_or(day.end);
    Some((month.whole()?, day.whole()?, end))
}

fn on(year: i64, month: u32, day: u32, today: NaiveDate) -> Day {
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    NaiveDate::from_ymd_opt(year, month, day).map_or(Day::Impossible, |date| believed(date, today))
}

/// A day of the year, if any year has it.
fn of_year(month: u32, day: u32) -> Day {
    // 2024 is a leap year.
    if NaiveDate::from_ymd_opt(2024, month, day).is_some() {
        Day::OfYear(month, day)
    } else {
        Day::Impossible
    }
}

const MONTHS: [&str; 12] = [
    "january|jan",
    "february|feb",
    "march|mar",
    "april|apr",
    "may",
    "june|jun",
    "july|jul",
    "august|aug",
    "september|sept|sep",
    "october|oct",
    "november|nov",
    "december|dec",
];

/// 12 Nov, November 12th, 12th of November 2024, Nov 12, 2024.
fn english_date(text: &Text<'_>, at: usize, today: NaiveDate) -> Option<(Day, usize)> {
    let month = |at: usize| {
        (1..).zip(MONTHS).find_map(|(number, names)| {
            let end = text.longest(at, names)?;
            let dot = usize::from(text.get(end) == '.');
            Some((number, end + dot))
        })
    };
    let (month, day, end) = if let Some((month, end)) = month(at) {
        let (day, end) = ordinal(text, text.skip(end))?;
        (month, day, end)
    } else {
        let (day, end) = ordinal(text, at)?;
        let end = text.skip(end);
        let end = text.follows(end, "of").map_or(end, |end| text.skip(end));
        let (month, end) = month(end)?;
        (month, day, end)
    };
    let comma = if text.get(end) == ',' { end + 1 } else { end };
    let year = digits(text, text.skip(comma)).filter(|year| year.end - text.skip(comma) == 4);
    Some(
        match year.and_then(|year| Some((year.whole()?, year.end))) {
            Some((year, end)) => (on(i64::from(year), month, day, today), end),
            None => (of_year(month, day), end),
        },
    )
}

/// 12, 12th, 1st.
fn ordinal(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    if text.before(at).is_ascii_digit() {
        return None;
    }
    let mut end = at;
    let mut number = 0;
    while let Some(digit) = text.get(end).to_digit(10)
        && end < at + 2
    {
        number = 10 * number + digit;
        end += 1;
    }
    if end == at || text.get(end).is_ascii_digit() {
        return None;
    }
    let suffix = ["st", "nd", "rd", "th"].into_iter().find(|suffix| {
        suffix
            .chars()
            .zip(0..)
            .all(|(char, offset)| text.get(end + offset) == char)
            && !text.get(end + 2).is_ascii_alphanumeric()
    });
    let end = suffix.map_or(end, |suffix| end + suffix.len());
    (!text.get(end).is_ascii_alphanumeric()).then_some((number, end))
}
