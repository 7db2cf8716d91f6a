//! Quick capture: one line in either language, or both, becomes a communication with its next step.
//!
//! [`read`] finds the parts of a line: who, by which way, when, how long, how it ended, what comes
//! next, what was wanted and promised. It guesses nothing silently: each part has its place in the
//! line, so that a screen can show what was understood, and what contradicts itself or may mean
//! several is told and left to the rep. What is not understood stays as the words of the record.
//!
//! In reading order: `text` and `number` are the letters, `day`, `clock` and `words` what they may
//! mean, `people` who is named, `tokens` cuts the line, `who` and `roles` bring it together.

mod clock;
mod day;
mod number;
mod people;
mod roles;
mod text;
mod tokens;
mod who;
mod words;

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};

use self::people::Nobody;
pub use self::people::{Directory, Named};
use self::roles::{Step, same_way};
use self::text::Text;
use super::channel::Channel;
use super::communication::Direction;
use super::id::CustomerId;
use super::moment::Now;
use super::need::NeedDraft;
use super::outcome::Outcome;
use super::promise::PromiseDraft;

/// How many characters of a line are read; what follows is kept as words.
pub const LONGEST: usize = 600;

/// What a line is read against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The present moment, where the rep is.
    pub now: Now,
    /// Who may be named.
    pub directory: &'a dyn Directory,
    /// The user's own channels.
    pub own_channels: &'a [String],
    /// What the rep said of its parts.
    pub answers: &'a Answers,
}

/// What the rep said of the parts of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Whom they mean by which words, by [`Mention::key`].
    pub chosen: Vec<(String, Choice)>,
    /// How they mean what may be told in two ways, by [`Doubt::key`].
    pub senses: Vec<(String, Sense)>,
    /// Folded words that they want left as words.
    pub plain: Vec<String>,
}

/// What happened, or what is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// It happened, and the day is that of the next step.
    Happened,
    /// It is planned for the day.
    Planned,
}

/// Words that may be told in two ways: "called Alice tomorrow".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The words for the day, as typed.
    pub words: String,
    /// The same folded, by which an answer is remembered.
    pub key: String,
}

/// Whom the rep chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A customer of the Book.
    Known(CustomerId),
    /// One to be made, of this name.
    New(String),
}

/// What was read out of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Capture {
    /// What was recognised, from left to right, without overlap.
    pub parts: Vec<Part>,
    /// Who is named.
    pub mentions: Vec<Mention>,
    /// By which way.
    pub channel: Option<Channel>,
    /// Who began it.
    pub direction: Option<Direction>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When it happened.
    pub when: Option<When>,
    /// How long it took, in seconds.
    pub duration_seconds: Option<u32>,
    /// What comes next.
    pub next: Option<Next>,
    /// What the rep has to say first: whether it happened or is planned. Until then the line reads
    /// as [`Sense::Happened`].
    pub doubt: Option<Doubt>,
    /// The customer declines.
    pub is_declined: bool,
    /// What was wanted, each with the words of its clause.
    pub needs: Vec<NeedDraft>,
    /// What was promised.
    pub promises: Vec<PromiseDraft>,
    /// The line speaks only of what is to come.
    pub is_plan: bool,
    /// The words that became no part, needs and promises among them, as typed.
    pub words: String,
    /// What contradicts itself or cannot be.
    pub troubles: Vec<Trouble>,
    /// The parts of which the troubles are; what was read of them counts for nothing.
    pub troubled: Vec<Meaning>,
    /// Where reading ended in the line, in bytes; before its end where it is too long.
    pub read_to: usize,
}

/// A recognised part of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place in the line, in bytes.
    pub span: Range<usize>,
    /// What it was taken for.
    pub meaning: Meaning,
}

/// What a part was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// A customer: the index of the mention.
    Who(usize),
    /// The way, with the direction if the word says it.
    Channel,
    /// When it happened.
    When,
    /// How long it took.
    Duration,
    /// How it ended.
    Outcome,
    /// What comes next.
    Next,
    /// That the customer declines; it stays among the words.
    Declined,
    /// What was wanted: the index of the need.
    Need(usize),
    /// What was promised: the index of the promise.
    Promise(usize),
}

/// Somebody who is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The words that name them, as typed.
    pub words: String,
    /// The same folded, by which a choice is remembered.
    pub key: String,
    /// Who is meant.
    pub who: Who,
}

/// Who is meant by a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// This customer.
    Known(CustomerId),
    /// One of these: the rep has to choose.
    OneOf(Vec<CustomerId>),
    /// Nobody in the Book: the rep has to say who, or that it is a new customer.
    Unknown,
    /// A new customer of this name, as the rep chose.
    New(String),
}

/// A day, with the time if it was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day.
    pub date: NaiveDate,
    /// The time of day by the clocks of the place.
    pub time: Option<NaiveTime>,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// By which way; the same as the record, else by phone, where none was named.
    pub channel: Channel,
    /// When.
    pub when: When,
}

/// What contradicts itself or cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// Two days for one thing: 明天昨天.
    TwoDates,
    /// Two times for one thing.
    TwoTimes,
    /// Two lengths.
    TwoDurations,
    /// Two outcomes.
    TwoOutcomes,
    /// Two next steps.
    TwoNextSteps,
    /// A day a lifetime away.
    TooFar,
    /// A day that no calendar has.
    NoSuchDay,
    /// A time that no day has.
    NoSuchTime,
    /// A next step on a day that has passed.
    NextPassed,
    /// Something that happened at a time that is still to come.
    ToCome,
}

impl Capture {
    /// The words of a part, as they stand in the line.
    pub fn typed<'a>(&self, line: &'a str, meaning: Meaning) -> Vec<&'a str> {
        let parts = self.parts.iter().filter(|part| part.meaning == meaning);
        parts
            .filter_map(|part| line.get(part.span.clone()))
            .collect()
    }

    /// Whether everything is clear enough to be saved.
    pub fn is_clear(&self) -> bool {
        let is_settled = |mention: &Mention| matches!(mention.who, Who::Known(_) | Who::New(_));
        self.troubles.is_empty()
            && self.doubt.is_none()
            && !self.mentions.is_empty()
            && self.mentions.iter().all(is_settled)
    }
}

/// Words as [`Answers::plain`] and [`Mention::key`] have them.
pub fn folded(words: &str) -> String {
    Text::new(words, LONGEST).rest(0).to_owned()
}

/// The next step that the words of a communication name, as a line of quick capture would read it;
/// `None` where they name none, several or one that cannot be, or only a day.
pub fn next_step(words: &str, channel: &Channel, now: Now) -> Option<Next> {
    let context = Context {
        now,
        directory: &Nobody,
        own_channels: &[],
        answers: &Answers::default(),
    };
    // What comes next is said last.
    let begin = words.char_indices().rev().nth(LONGEST - 1);
    let text = Text::new(&words[begin.map_or(0, |(at, _)| at)..], LONGEST);
    let tokens = tokens::tokens(&text, &context);
    let nobody = vec![None; tokens.len()];
    let (capture, step) = roles::resolve(&text, &context, tokens, &nobody);
    let is_sure = capture.troubles.is_empty() && capture.doubt.is_none();
    let next = capture.next.filter(|_| is_sure)?;
    match step {
        Step::Day => None,
        Step::Contact => Some(Next {
            channel: same_way(Some(channel)),
            ..next
        }),
        Step::Way => Some(next),
    }
}

/// Reads a line. Takes time in proportion to [`LONGEST`] at most, whatever the line.
pub fn read(line: &str, context: &Context<'_>) -> Capture {
    let text = Text::new(line, LONGEST);
    let mut tokens = tokens::tokens(&text, context);
    let (mentions, of_token) = who::mentions(&text, context, &mut tokens);
    let (mut capture, _) = roles::resolve(&text, context, tokens, &of_token);
    capture.mentions = mentions;
    capture.read_to = text.end();
    let rest = line[capture.read_to..].trim();
    if !rest.is_empty() {
        if !capture.words.is_empty() {
            capture.words.push(' ');
        }
        capture.words.push_str(rest);
    }
    capture
}
