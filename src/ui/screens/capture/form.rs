//! What quick capture holds, which is also its draft.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::capture::{Answers, Capture, Choice, Meaning, Next, Sense, folded};
use crate::domain::channel::Channel;
use crate::domain::id::CustomerId;
use crate::domain::written::read_date;

/// A line being written, and what the rep said of its parts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct CaptureForm {
    pub(super) line: String,
    /// Whom the rep chose for which words: the id of a customer, or a new name behind a plus sign.
    chosen: Vec<(String, String)>,
    /// Words that are to stay words.
    plain: Vec<String>,
    /// Which words speak of what is planned, and which of what happened.
    #[serde(default)]
    senses: Vec<(String, bool)>,
    /// What the rep made of the next step.
    #[serde(default)]
    step: Option<ChangedStep>,
}

/// A next step as the rep changed it on its chip, for as long as its words stay the same.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct ChangedStep {
    words: Vec<String>,
    channel: Option<String>,
    date: Option<String>,
}

/// A change of the next step.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum StepChange {
    /// To be done another way.
    Channel(Channel),
    /// On another day, as the field has it.
    Date(String),
}

impl CaptureForm {
    /// Whether it holds words that would be missed.
    pub(super) fn has_words(&self) -> bool {
        !self.line.trim().is_empty()
    }

    /// What the rep said of the parts.
    pub(super) fn answers(&self) -> Answers {
        let choice = |text: &str| match text.strip_prefix('+') {
            Some(name) => Some(Choice::New(name.to_owned())),
            None => text.parse::<CustomerId>().ok().map(Choice::Known),
        };
        let sense = |is_planned: bool| {
            if is_planned {
                Sense::Planned
            } else {
                Sense::Happened
            }
        };
        Answers {
            chosen: self
                .chosen
                .iter()
                .filter_map(|(words, text)| Some((words.clone(), choice(text)?)))
                .collect(),
            senses: self
                .senses
                .iter()
                .map(|(words, is_planned)| (words.clone(), sense(*is_planned)))
                .collect(),
            plain: self.plain.clone(),
        }
    }

    /// Says how words are meant that may be told in two ways.
    pub(super) fn mean(&mut self, key: &str, sense: Sense) {
        self.senses.retain(|(words, _)| words != key);
        self.senses.push((key.to_owned(), sense == Sense::Planned));
    }

    /// Changes the next step of the line.
    pub(super) fn change_step(&mut self, capture: &Capture, change: &StepChange) {
        let words = self.step_words(capture);
        let mut step = self
            .step
            .take()
            .filter(|step| step.words == words)
            .unwrap_or_default();
        step.words = words;
        match change {
            StepChange::Channel(channel) => step.channel = Some(channel.code().to_owned()),
            StepChange::Date(text) => step.date = Some(text.clone()),
        }
        self.step = Some(step);
    }

    /// The capture with the next step as the rep changed it.
    pub(super) fn with_step(&self, mut capture: Capture, today: NaiveDate) -> Capture {
        let changed = self
            .step
            .as_ref()
            .filter(|step| step.words == self.step_words(&capture));
        let earliest = earliest(&capture, today);
        if let (Some(changed), Some(Next { channel, when })) = (changed, &mut capture.next) {
            if let Some(code) = &changed.channel {
                *channel = Channel::from_code(code);
            }
            let date = changed.date.as_deref().and_then(read_date);
            if let Some(date) = date.filter(|date| earliest <= *date) {
                when.date = date;
            }
        }
        capture
    }

    fn step_words(&self, capture: &Capture) -> Vec<String> {
        let words = capture.typed(&self.line, Meaning::Next);
        words.into_iter().map(folded).collect()
    }

    /// Chooses who is meant by some words.
    pub(super) fn choose(&mut self, key: &str, choice: &Choice) {
        let text = match choice {
            Choice::Known(id) => id.to_string(),
            Choice::New(name) => format!("+{name}"),
        };
        self.chosen.retain(|(words, _)| words != key);
        self.chosen.push((key.to_owned(), text));
    }

    /// Takes a part back: a choice is open again, anything else stays as words.
    pub(super) fn take_back(&mut self, capture: &Capture, meaning: Meaning) {
        if let Meaning::Who(index) = meaning
            && let Some(mention) = capture.mentions.get(index)
        {
            let before = self.chosen.len();
            self.chosen.retain(|(words, _)| *words != mention.key);
            if self.chosen.len() < before {
                return;
            }
        }
        let words = capture.typed(&self.line, meaning);
        let words: Vec<String> = words.into_iter().map(folded).collect();
        self.plain.extend(words);
    }
}

/// The first day to which a next step may go: a plan for today would be a record.
pub(super) fn earliest(capture: &Capture, today: NaiveDate) -> NaiveDate {
    if capture.is_plan {
        today.succ_opt().unwrap_or(today)
    } else {
        today
    }
}
