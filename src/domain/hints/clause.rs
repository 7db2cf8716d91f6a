//! Cuts a text into sentences, clauses and units, each with its place in the text.

use std::ops::Range;

use crate::domain::fold::{half_width, lowercase};

/// The smallest thing that a pattern looks at: a word of an alphabet, or one Chinese character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// In small letters and half width.
    pub(super) word: String,
    /// Where it stands in the text, in bytes.
    pub(super) span: Range<usize>,
    /// Whether it was typed with a capital, as names are.
    pub(super) capital: bool,
}

/// A part of a sentence that says one thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Clause {
    /// Its units; never empty in a [`Sentence`].
    pub(super) units: Vec<Unit>,
}

impl Clause {
    /// Where it stands in the text, from its first unit to its last.
    pub(super) fn span(&self) -> Range<usize> {
        match (self.units.first(), self.units.last()) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => 0..0,
        }
    }
}

/// What stands between two full stops.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sentence {
    /// Its clauses; never empty.
    pub(super) clauses: Vec<Clause>,
    /// Whether it asks.
    pub(super) is_question: bool,
}

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let mut reading = Reading::default();
    let mut word_from = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let char = half_width(char);
        let in_word = word_from.is_some();
        let joins = in_word && matches!(char, '\'' | '’') && next.is_some_and(is_letter);
        if is_letter(char) || joins {
            word_from.get_or_insert(at);
            continue;
        }
        if let Some(from) = word_from.take() {
            reading.word(text, from..at);
        }
        let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
        match char {
            _ if char.is_alphanumeric() => reading.character(char, at..end),
            '.' if next.is_some_and(|next| !next.is_whitespace()) || reading.ends_in_title() => {}
            '?' => {
                reading.sentence.is_question = true;
                reading.end_sentence();
            }
            '.' | '!' | '。' | ';' | '\n' => reading.end_sentence(),
            ',' | ':' | '(' | ')' | '–' | '—' => reading.end_clause(),
            _ => {}
        }
    }
    if let Some(from) = word_from {
        reading.word(text, from..text.len());
    }
    reading.end_sentence();
    reading.sentences
}

/// Whether a character is part of a longer word: a letter or digit of a script that parts its words.
fn is_letter(char: char) -> bool {
    let char = half_width(char);
    char.is_alphanumeric() && char < '\u{2e80}'
}

#[derive(Default)]
struct Reading {
    sentences: Vec<Sentence>,
    sentence: Sentence,
    clause: Clause,
}

impl Reading {
    fn word(&mut self, text: &str, span: Range<usize>) {
        let typed = &text[span.clone()];
        let word: String = typed.chars().map(half_width).collect();
        let word = lowercase(&word).replace('’', "'");
        // "He wants a quote and will pay": two things are said, each by its verb.
        if begins_anew(&word)
            && let Some("and" | "but" | "so") = self.clause.units.last().map(|unit| &*unit.word)
        {
            self.clause.units.pop();
            self.end_clause();
        }
        self.clause.units.push(Unit {
            capital: typed.chars().next().is_some_and(char::is_uppercase),
            word,
            span,
        });
    }

    fn character(&mut self, char: char, span: Range<usize>) {
        let before = self.clause.units.last().map(|unit| &*unit.word);
        let is_but = matches!((before, char), (Some("但"), '是') | (Some("不"), '过'));
        if is_but {
            self.clause.units.pop();
            self.end_clause();
            return;
        }
        // 但 alone parts as well; it stays as the first unit of what follows.
        if char == '但' {
            self.end_clause();
        }
        self.clause.units.push(Unit {
            word: char.to_string(),
            span,
            capital: false,
        });
    }

    /// Whether the last word is a title, whose full stop ends nothing: "Mr. Lee".
    fn ends_in_title(&self) -> bool {
        self.clause
            .units
            .last()
            .is_some_and(|unit| ["mr", "mrs", "ms", "dr", "no", "approx"].contains(&&*unit.word))
    }

    fn end_clause(&mut self) {
        if !self.clause.units.is_empty() {
            self.sentence.clauses.push(std::mem::take(&mut self.clause));
        }
    }

    fn end_sentence(&mut self) {
        self.end_clause();
        let sentence = std::mem::take(&mut self.sentence);
        if !sentence.clauses.is_empty() {
            self.sentences.push(sentence);
        }
    }
}

/// Words that begin a new statement after "and" or "but".
fn begins_anew(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "i",
        "we",
        "he",
        "she",
        "they",
        "i'll",
        "we'll",
        "he'll",
        "she'll",
        "they'll",
        "will",
        "wants",
        "needs",
        "want",
        "need",
        "asked",
        "asks",
        "promised",
        "complained",
        "said",
        "says",
        "agreed",
    ];
    WORDS.contains(&word)
}
