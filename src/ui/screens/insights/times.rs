//! Words for parts of the time.

use chrono::{Datelike, NaiveDate};

use super::value;
use crate::app::queries::insights::bins::{Bins, Length};
use crate::i18n::Texts;
use crate::i18n::describe::Dates;
use crate::ui::chart::{Axis, Value};
use crate::ui::context::Speech;

/// The parts of a time, and how they are called.
pub(super) struct Times<'a> {
    pub(super) bins: &'a Bins,
    pub(super) speech: Speech,
    pub(super) texts: &'static Texts,
    /// The last day that is looked at, and today.
    pub(super) last: (NaiveDate, NaiveDate),
}

impl Times<'_> {
    /// The short words below an axis.
    pub(super) fn labels(&self) -> Vec<String> {
        let label = |place| {
            let begins = self.bins.begins_on(place);
            match self.bins.length {
                Length::Week => self.speech.day(begins),
                Length::Month => self.speech.tick_month(begins),
                Length::Years(_) => begins.year().to_string(),
            }
        };
        (0..self.bins.count).map(label).collect()
    }

    /// What the parts are.
    pub(super) fn name(&self) -> &'static str {
        let words = self.texts.insights();
        match self.bins.length {
            Length::Week => words.week_from,
            Length::Month => words.month,
            Length::Years(_) => words.year,
        }
    }

    /// The part that is not over yet.
    pub(super) fn partial(&self) -> Option<usize> {
        let (last, today) = self.last;
        let place = self.bins.place(today).filter(|_| last == today)?;
        let ends = self.bins.begins_on(place + 1).pred_opt()?;
        (today < ends).then_some(place)
    }

    /// How a part is called in a sentence.
    pub(super) fn words(&self, place: usize) -> String {
        let texts = self.texts.insights();
        let begins = self.bins.begins_on(place);
        let words = match self.bins.length {
            Length::Week => (texts.week_of)(&self.speech.day(begins)),
            Length::Month => self.speech.short_month(begins),
            Length::Years(1) => begins.year().to_string(),
            Length::Years(years) => (texts.years)(
                &begins.year().to_string(),
                &(begins.year() + years - 1).to_string(),
            ),
        };
        if self.partial() == Some(place) {
            (texts.so_far)(&words)
        } else {
            words
        }
    }

    /// The name of a row of a table.
    pub(super) fn row(&self, place: usize) -> Value {
        let words = match self.bins.length {
            Length::Week => self.speech.day(self.bins.begins_on(place)),
            _ => self.words(place),
        };
        let words = if self.partial() == Some(place) && self.bins.length == Length::Week {
            (self.texts.insights().so_far)(&words)
        } else {
            words
        };
        Value::day(words, self.bins.begins_on(place))
    }
}

/// A count in a table.
pub(super) fn count(speech: Speech, count: usize) -> Value {
    Value::number(speech.number(count), count.to_string())
}

/// An axis of counts.
pub(super) fn counts(speech: Speech, name: &str, most: usize) -> Axis {
    Axis::of_counts(name, value(most), &|tick, _| number(speech, tick))
}

/// A whole number of an axis.
fn number(speech: Speech, tick: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a tick of a scale of counts"
    )]
    let tick = tick.max(0.0) as usize;
    speech.number(tick)
}
