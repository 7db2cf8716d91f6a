//! Words for parts of the time.

use chrono::{Datelike, NaiveDate};

use super::value;
use crate::app::queries::insights::bins::{Bins, Extent, Length};
use crate::i18n::Texts;
use crate::i18n::describe::Dates;
use crate::ui::chart::{Axis, Value};
use crate::ui::context::Speech;

/// The parts of a time, and how they are called.
pub(super) struct Times<'a> {
    pub(super) bins: &'a Bins,
    pub(super) speech: Speech,
    pub(super) texts: &'static Texts,
    /// The first day that is looked at, where there is one, and the last.
    pub(super) days: (Option<NaiveDate>, NaiveDate),
    pub(super) today: NaiveDate,
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

    /// The parts of which days are missing: they are not over yet, or not looked at.
    pub(super) fn partial(&self) -> Vec<usize> {
        let all = 0..self.bins.count;
        all.filter(|place| self.extent(*place) != Extent::Whole)
            .collect()
    }

    fn extent(&self, place: usize) -> Extent {
        self.bins.extent(place, self.days, self.today)
    }

    /// A part's name, and that days are missing where they are.
    fn with_part(&self, place: usize, name: String) -> String {
        let words = self.texts.insights();
        match self.extent(place) {
            Extent::Whole => name,
            Extent::SoFar => (words.so_far)(&name),
            Extent::Cut => (words.in_part)(&name),
        }
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
        self.with_part(place, words)
    }

    /// The name of a row of a table.
    pub(super) fn row(&self, place: usize) -> Value {
        let words = match self.bins.length {
            Length::Week => self.with_part(place, self.speech.day(self.bins.begins_on(place))),
            _ => self.words(place),
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
