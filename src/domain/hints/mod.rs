//! Proposals from the words of a communication: what the customer wants, and who promised what.
//!
//! Rules in both languages, mixed too. They propose and never decide: what they find is confirmed
//! by the user, so they rather miss something than bother with what was not said.

mod clause;
mod due;
mod needs;
mod pattern;
mod promises;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::NaiveDate;

use super::need::{NeedDraft, NeedKind};
use super::promise::{PromiseDraft, Side};

/// What the words of one communication propose, each in the order of the words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hints {
    /// What the customer seems to want.
    pub needs: Vec<NeedHint>,
    /// What seems to have been promised.
    pub promises: Vec<PromiseHint>,
}

/// A need that the words seem to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedHint {
    /// What it is about.
    pub kind: NeedKind,
    /// Where the clause stands in the text, in bytes.
    pub span: Range<usize>,
    /// The words that it rests on, within the clause.
    pub basis: Range<usize>,
}

/// A promise that the words seem to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseHint {
    /// Who has to keep it.
    pub side: Side,
    /// Where the clause stands in the text, in bytes.
    pub span: Range<usize>,
    /// The words that it rests on, within the clause.
    pub basis: Range<usize>,
    /// The day that the words name, if they name one.
    pub due: Option<NaiveDate>,
}

/// How much of a text is read, in bytes: far more than anybody types about one call.
const LONGEST: usize = 8_000;

/// The most of either sort that one text proposes.
const MOST: usize = 5;

/// What the words of a communication propose; `on` is its date, from which "Friday" is counted.
pub fn hints(words: &str, on: NaiveDate) -> Hints {
    let mut end = words.len().min(LONGEST);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let mut hints = Hints::default();
    for sentence in clause::sentences(&words[..end]) {
        hints.needs.extend(needs::in_sentence(&sentence));
        hints.promises.extend(promises::in_sentence(&sentence, on));
    }
    hints.needs.truncate(MOST);
    hints.promises.truncate(MOST);
    hints
}

/// What a line of quick capture proposes. Its clauses are remarks, each by itself ("unhappy, pump
/// broken"); each kind of need stands once.
pub(super) fn remarks(line: &str, on: NaiveDate) -> Hints {
    let mut hints = Hints::default();
    for sentence in clause::sentences(line) {
        hints.promises.extend(promises::in_sentence(&sentence, on));
        for clause in sentence.clauses {
            let remark = clause::Sentence {
                clauses: vec![clause],
                is_question: sentence.is_question,
            };
            for need in needs::in_sentence(&remark) {
                if hints.needs.iter().all(|other| other.kind != need.kind) {
                    hints.needs.push(need);
                }
            }
        }
    }
    hints
}

/// What the words propose, as it would be noted: each with its clause for words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposed {
    /// Needs, in the order of the words.
    pub needs: Vec<NeedDraft>,
    /// Promises, in the order of the words.
    pub promises: Vec<PromiseDraft>,
}

impl Proposed {
    /// What the words of a communication of this date propose.
    pub fn by(words: &str, on: NaiveDate) -> Self {
        let Hints { needs, promises } = hints(words, on);
        let clause = |span: Range<usize>| words.get(span).unwrap_or_default().to_owned();
        Self {
            needs: needs
                .into_iter()
                .map(|hint| NeedDraft {
                    kind: hint.kind,
                    words: clause(hint.span),
                    resource: String::new(),
                })
                .collect(),
            promises: promises
                .into_iter()
                .map(|hint| PromiseDraft {
                    side: hint.side,
                    words: clause(hint.span),
                    due_on: hint.due,
                })
                .collect(),
        }
    }
}
