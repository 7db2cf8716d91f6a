//! Dates, numbers and the order of names in the manner of a language, through `Intl`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::clock::BrowserEnvironment;
use crate::app::ports::Environment;
use crate::domain::moment::Now;
use crate::domain::order::PutInOrder;
use crate::i18n::Language;
use crate::i18n::describe::Dates;
use crate::i18n::describe_scores::Numbers;

/// The browser's knowledge of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speech(pub Language);

/// The manners in which dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Manner {
    /// 12 Nov
    Day,
    /// 12 Nov 2024
    DayAndYear,
    /// Thursday, 12 November
    Weekday,
    /// Thursday, 12 November 2024
    WeekdayAndYear,
    /// Thursday
    NameOfDay,
    /// November 2024
    Month,
    /// Nov 2024
    ShortMonth,
    /// Nov
    NameOfMonth,
}

impl Manner {
    fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Day => &[("day", "numeric"), ("month", "short")],
            Self::DayAndYear => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
            Self::Weekday => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
            Self::WeekdayAndYear => &[
                ("weekday", "long"),
                ("day", "numeric"),
                ("month", "long"),
                ("year", "numeric"),
            ],
            Self::NameOfDay => &[("weekday", "long")],
            Self::Month => &[("month", "long"), ("year", "numeric")],
            Self::ShortMonth => &[("month", "short"), ("year", "numeric")],
            Self::NameOfMonth => &[("month", "short")],
        }
    }
}

thread_local! {
    static RELATIVE: RefCell<HashMap<Language, Intl::RelativeTimeFormat>> = RefCell::default();
    /// Making a formatter costs far more than using one.
    static FORMATS: RefCell<HashMap<(Language, Manner), Function>> = RefCell::default();
    static DECIMALS: RefCell<HashMap<(Language, u8), Function>> = RefCell::default();
}

fn locale(language: Language) -> &'static str {
    match language {
        // British: the day comes before the month, and the week begins on Monday.
        Language::English => "en-GB",
        Language::Chinese => "zh-CN",
    }
}

fn format(language: Language, manner: Manner, date: NaiveDate) -> String {
    let function = FORMATS.with_borrow_mut(|formats| {
        formats
            .entry((language, manner))
            .or_insert_with(|| {
                let options = Object::new();
                // A plain date has no zone: it is written, and read, as of Greenwich.
                for (name, value) in manner.options().iter().chain(&[("timeZone", "UTC")]) {
                    Reflect::set(&options, &(*name).into(), &(*value).into()).ok();
                }
                let locales = Array::of1(&locale(language).into());
                Intl::DateTimeFormat::new(&locales, &options).format()
            })
            .clone()
    });
    let noon = Date::utc(f64::from(date.year()), f64::from(date.month0()))
        + f64::from(date.day0()) * 86_400_000.0;
    function
        .call1(&JsValue::NULL, &noon.into())
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| date.to_string())
}

fn is_this_year(date: NaiveDate) -> bool {
    date.year() == BrowserEnvironment.now().date_naive().year()
}

impl Dates for Speech {
    fn day(&self, date: NaiveDate) -> String {
        let manner = if is_this_year(date) {
            Manner::Day
        } else {
            Manner::DayAndYear
        };
        format(self.0, manner, date)
    }

    fn time(&self, time: NaiveTime) -> String {
        // Both languages write 24 hours here, which needs no formatter.
        format!("{:02}:{:02}", time.hour(), time.minute())
    }
}

impl Numbers for Speech {
    fn rounded(&self, number: f64, digits: u8) -> String {
        // What rounds to nothing has no sign.
        let scale = 10_f64.powi(i32::from(digits));
        let number = (number * scale).round() / scale + 0.0;
        let function = DECIMALS.with_borrow_mut(|formats| {
            formats
                .entry((self.0, digits))
                .or_insert_with(|| {
                    let options = Object::new();
                    for name in ["minimumFractionDigits", "maximumFractionDigits"] {
                        Reflect::set(&options, &name.into(), &digits.into()).ok();
                    }
                    let locales = Array::of1(&locale(self.0).into());
                    Intl::NumberFormat::new(&locales, &options).format()
                })
                .clone()
        });
        function
            .call1(&JsValue::NULL, &number.into())
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }
}

impl Speech {
    /// Monday, 23 November; with the year where it is another.
    pub fn weekday(self, date: NaiveDate) -> String {
        let manner = if is_this_year(date) {
            Manner::Weekday
        } else {
            Manner::WeekdayAndYear
        };
        format(self.0, manner, date)
    }

    /// Monday.
    pub fn name_of_day(self, date: NaiveDate) -> String {
        format(self.0, Manner::NameOfDay, date)
    }

    /// November 2026.
    pub fn month(self, date: NaiveDate) -> String {
        format(self.0, Manner::Month, date)
    }

    /// Nov 2026, as a day is written, for charts.
    pub fn short_month(self, date: NaiveDate) -> String {
        format(self.0, Manner::ShortMonth, date)
    }

    /// The same below an axis: without the year while that is this one, as a day is.
    pub fn tick_month(self, date: NaiveDate) -> String {
        let manner = if is_this_year(date) {
            Manner::NameOfMonth
        } else {
            Manner::ShortMonth
        };
        format(self.0, manner, date)
    }

    /// How long ago a day was, in days: yesterday, 9 days ago; or when it will be.
    pub fn days_from(self, today: NaiveDate, date: NaiveDate) -> String {
        self.relative(date.signed_duration_since(today).num_days(), "day")
    }

    /// How long ago a moment was, in the largest unit that fits: 2 minutes ago, 3 hours ago.
    pub fn ago(self, at: DateTime<Utc>, now: Now) -> String {
        let past = now.signed_duration_since(at);
        let (days, hours, minutes) = (past.num_days(), past.num_hours(), past.num_minutes());
        match (days, hours) {
            (1.., _) => self.relative(-days, "day"),
            (_, 1..) => self.relative(-hours, "hour"),
            _ => self.relative(-minutes.max(0), "minute"),
        }
    }

    fn relative(self, count: i64, unit: &str) -> String {
        let text = RELATIVE.with_borrow_mut(|formats| {
            let format = formats.entry(self.0).or_insert_with(|| {
                let options = Object::new();
                Reflect::set(&options, &"numeric".into(), &"auto".into()).ok();
                let locales = Array::of1(&locale(self.0).into());
                Intl::RelativeTimeFormat::new(&locales, &options)
            });
            #[expect(
                clippy::cast_precision_loss,
                reason = "counts of days and minutes are far below 2^53"
            )]
            let count = count as f64;
            format.format(count, unit)
        });
        set_off(&String::from(text))
    }

    /// A count with the language's separators: 12,345.
    pub fn number(self, number: usize) -> String {
        #[expect(
            clippy::cast_precision_loss,
            reason = "counts of records are below 2^53"
        )]
        let number = js_sys::Number::from(number as f64);
        number.to_locale_string(locale(self.0)).into()
    }

    /// The place of each of these names in the order of the language: pinyin for Chinese. Names
    /// that differ only in case or accents share a place.
    ///
    /// The browser is asked for the order of the characters that occur, which are few, and not for
    /// that of the names: comparing 100,000 names through it takes seconds.
    pub fn ranks<'a>(self, names: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let names: Vec<&str> = names.collect();
        let places = places_of_characters(self.0, &names);
        let mut keys: Vec<(Vec<u32>, usize)> = names
            .iter()
            .enumerate()
            .map(|(index, name)| (sort_key(name, &places), index))
            .collect();
        keys.put_in_order();
        let mut ranks = vec![0_u32; names.len()];
        let mut rank = 0;
        for (at, (key, index)) in keys.iter().enumerate() {
            if 0 < at && keys[at - 1].0 != *key {
                rank += 1;
            }
            ranks[*index] = rank;
        }
        ranks
    }
}

thread_local! {
    /// The places of the characters met so far.
    static PLACES: RefCell<HashMap<Language, Rc<HashMap<char, u32>>>> = RefCell::default();
}

/// The place of every character of these names in the order of the language.
fn places_of_characters(language: Language, names: &[&str]) -> Rc<HashMap<char, u32>> {
    let known = PLACES.with_borrow(|places| places.get(&language).cloned().unwrap_or_default());
    let mut characters: Vec<char> = names
        .iter()
        .flat_map(|name| name.chars())
        .chain(['0'])
        .filter(|char| !known.contains_key(char))
        .collect();
    characters.put_in_order();
    characters.dedup();
    if characters.is_empty() {
        return known;
    }
    characters.extend(known.keys());
    let places = Rc::new(ordered(language, &characters));
    PLACES.with_borrow_mut(|kept| kept.insert(language, places.clone()));
    places
}

/// Sorts characters by the browser's rules; those that differ only in case or accent share a place.
fn ordered(language: Language, characters: &[char]) -> HashMap<char, u32> {
    let options = Object::new();
    Reflect::set(&options, &"sensitivity".into(), &"base".into()).ok();
    let tag = match language {
        Language::English => "en",
        Language::Chinese => "zh-u-co-pinyin",
    };
    let collator = Intl::Collator::new(&Array::of1(&tag.into()), &options);
    let compare = collator.compare();
    let list: Array = characters
        .iter()
        .map(|char| JsValue::from(char.to_string()))
        .collect();
    // The browser sorts by its own function, without a call into Wasm for each comparison.
    if let Some(sort) = Reflect::get(&list, &"sort".into())
        .ok()
        .and_then(|sort| sort.dyn_into::<Function>().ok())
    {
        sort.call1(&list, &compare).ok();
    }
    let mut places = HashMap::with_capacity(characters.len());
    let mut place = 0_u32;
    let mut before: Option<JsValue> = None;
    for text in list.iter() {
        let is_same = before.as_ref().is_some_and(|before| {
            compare
                .call2(&JsValue::NULL, before, &text)
                .ok()
                .and_then(|order| order.as_f64())
                == Some(0.0)
        });
        if !is_same {
            place += 1;
        }
        if let Some(char) = text.as_string().and_then(|text| text.chars().next()) {
            places.insert(char, place);
        }
        before = Some(text);
    }
    places
}

/// By what a name is put in order: the places of its characters, numbers by their value.
fn sort_key(name: &str, places: &HashMap<char, u32>) -> Vec<u32> {
    let mut key = Vec::with_capacity(name.len());
    let mut chars = name.trim().chars().peekable();
    while let Some(char) = chars.next() {
        key.push(places.get(&char).copied().unwrap_or(u32::MAX));
        if char.is_ascii_digit() {
            // All numbers stand where the first digit stands; then the longer one is the larger.
            key.pop();
            key.push(places.get(&'0').copied().unwrap_or(0));
            let mut digits = vec![u32::from(char)];
            while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                digits.push(u32::from(digit));
            }
            let leading = digits
                .iter()
                .take_while(|digit| **digit == u32::from('0'))
                .count();
            let digits = &digits[leading..];
            key.push(u32::try_from(digits.len()).unwrap_or(u32::MAX));
            key.extend(digits);
        }
    }
    key
}

/// A number stands off the Chinese words after it, as it does in the texts of the app: 10 天前.
fn set_off(words: &str) -> String {
    let mut set = String::with_capacity(words.len() + 1);
    for char in words.chars() {
        if '\u{2e80}' <= char && set.ends_with(|before: char| before.is_ascii_digit()) {
            set.push(' ');
        }
        set.push(char);
    }
    set
}
