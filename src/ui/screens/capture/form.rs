//! What quick capture holds, which is also its draft.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::domain::capture::{Capture, Choice, Meaning, folded};
use crate::domain::id::CustomerId;

/// A line being written, and what the rep said of its parts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct CaptureForm {
    pub(super) line: String,
    /// Whom the rep chose for which words: the id of a customer, or a new name behind a plus sign.
    chosen: Vec<(String, String)>,
    /// Words that are to stay words.
    plain: Vec<String>,
}

impl CaptureForm {
    /// Whether it holds words that would be missed.
    pub(super) fn has_words(&self) -> bool {
        !self.line.trim().is_empty()
    }

    pub(super) fn plain(&self) -> &[String] {
        &self.plain
    }

    /// Whom the rep chose.
    pub(super) fn choices(&self) -> Vec<(String, Choice)> {
        let choice = |text: &str| match text.strip_prefix('+') {
            Some(name) => Some(Choice::New(name.to_owned())),
            None => text.parse::<CustomerId>().ok().map(Choice::Known),
        };
        self.chosen
            .iter()
            .filter_map(|(words, text)| Some((words.clone(), choice(text)?)))
            .collect()
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
        let spans = capture
            .parts
            .iter()
            .filter(|part| part.meaning == meaning)
            .map(|part| part.span.clone());
        let words: Vec<String> = spans.filter_map(|span| self.words_at(span)).collect();
        self.plain.extend(words);
    }

    fn words_at(&self, span: Range<usize>) -> Option<String> {
        self.line.get(span).map(folded)
    }
}
