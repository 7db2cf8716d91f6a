//! Dates, numbers and the order of names in the manner of a language, through `Intl`.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::clock::BrowserEnvironment;
use crate::app::ports::Environment;
use crate::i18n::Language;
use crate::i18n::describe::Dates;

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
    /// November 2024
    Month,
}

impl Manner {
    fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Day => &[("day", "numeric"), ("month", "short")],
            Self::DayAndYear => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
            Self::Weekday => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
            Self::Month => &[("month", "long"), ("year", "numeric")],
        }
    }
}

thread_local! {
    /// Making a formatter costs far more than using one.
    static FORMATS: RefCell<HashMap<(Language, Manner), Function>> = RefCell::default();
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

impl Dates for Speech {
    fn day(&self, date: NaiveDate) -> String {
        let this_year = BrowserEnvironment.now().date_naive().year();
        let manner = if date.year() == this_year {
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

impl Speech {
    /// Monday, 23 November 2026 without the year.
    pub fn weekday(self, date: NaiveDate) -> String {
        format(self.0, Manner::Weekday, date)
    }

    /// November 2026.
    pub fn month(self, date: NaiveDate) -> String {
        format(self.0, Manner::Month, date)
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

    /// The place of each of these names in the order of the language: pinyin for Chinese.
    pub fn ranks<'a>(self, names: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let options = Object::new();
        Reflect::set(&options, &"numeric".into(), &true.into()).ok();
        let tag = match self.0 {
            Language::English => "en",
            Language::Chinese => "zh-u-co-pinyin",
        };
        let collator = Intl::Collator::new(&Array::of1(&tag.into()), &options);
        // Pairs of name and index, sorted by the browser in one go.
        let pairs: Array = (0_u32..)
            .zip(names)
            .map(|(index, name)| Array::of2(&name.into(), &index.into()))
            .collect();
        let compare = collator.compare();
        let by_name = wasm_bindgen::closure::Closure::<dyn Fn(Array, Array) -> f64>::new(
            move |a: Array, b: Array| {
                compare
                    .call2(&JsValue::NULL, &a.get(0), &b.get(0))
                    .ok()
                    .and_then(|order| order.as_f64())
                    .unwrap_or(0.0)
            },
        );
        let sorted: Array = Reflect::get(&pairs, &"sort".into())
            .ok()
            .and_then(|sort| sort.dyn_into::<Function>().ok())
            .and_then(|sort| sort.call1(&pairs, by_name.as_ref()).ok())
            .map_or_else(|| pairs.clone(), JsCast::unchecked_into);
        let mut ranks = vec![0_u32; sorted.length() as usize];
        for (rank, pair) in (0_u32..).zip(sorted.iter()) {
            let index = pair
                .unchecked_into::<Array>()
                .get(1)
                .as_f64()
                .unwrap_or(0.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "an index"
            )]
            if let Some(slot) = ranks.get_mut(index as usize) {
                *slot = rank;
            }
        }
        ranks
    }
}
