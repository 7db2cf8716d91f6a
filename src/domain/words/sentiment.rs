//! What a record sounds like: whether the customer is content, as far as single words can tell.
//!
//! A hint, no verdict. It names the words that it rests on, leaves out questions, conditions and
//! what is said of others, and would rather say nothing than something wrong.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::lexicon;
use super::reading::{Kind, Reading, Token};
use crate::domain::communication::Sentiment as Felt;
use crate::domain::order::PutInOrder;

/// How a customer sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sentiment {
    /// Content 满意.
    Positive,
    /// Not content 不满.
    Negative,
    /// Some of each 有褒有贬.
    Mixed,
    /// Nothing tells 中性.
    Neutral,
}

impl Sentiment {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Positive, Self::Negative, Self::Mixed, Self::Neutral];

    /// The stable word in files and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
            Self::Mixed => "mixed",
            Self::Neutral => "neutral",
        }
    }

    /// The sentiment of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|other| other.code() == code)
    }
}

/// Which way a word points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// The customer is content.
    Good,
    /// The customer is not.
    Bad,
}

/// A word that a hint rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Where it stands in the text, in bytes, with the "not" that turns it.
    pub span: Range<usize>,
    /// Which way it points, after turning.
    pub sign: Sign,
    /// How much it counts: 1, or 2 after a word such as "very".
    pub weight: u32,
}

/// What a record sounds like, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentimentHint {
    /// What it sounds like.
    pub sentiment: Sentiment,
    /// The words that it rests on, in the order of the text; empty only where nothing tells.
    pub words: Vec<Telling>,
}

impl SentimentHint {
    /// How the customer felt by these words, as users say it: some of both is neither. Nothing where
    /// nothing tells.
    pub fn felt(&self) -> Option<Felt> {
        match self.sentiment {
            Sentiment::Positive => Some(Felt::Positive),
            Sentiment::Negative => Some(Felt::Negative),
            Sentiment::Mixed => Some(Felt::Neutral),
            Sentiment::Neutral => None,
        }
    }
}

/// One side must weigh more than so many times the other for the other not to count.
const OUTWEIGHS: u32 = 3;

/// The most tokens between a word that turns and the one that it turns.
const TURNS_WITHIN: usize = 3;

/// The word lists, laid out for reading many records.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// The entries that begin with a word or character, the longest first.
    by_first: BTreeMap<&'static str, Vec<Entry>>,
    /// Those whose first word goes on in any way.
    beginnings: Vec<(&'static str, Meaning)>,
}

#[derive(Debug, Clone)]
struct Entry {
    /// What follows the first word or character.
    rest: Vec<&'static str>,
    meaning: Meaning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Tells(Sign),
    Turns,
    Strengthens,
    SetsAside,
    Wishes,
}

/// An entry found in a clause: from which token to before which.
#[derive(Debug, Clone, Copy)]
struct Found {
    from: usize,
    to: usize,
    meaning: Meaning,
}

/// What stands between two marks.
#[derive(Clone, Copy)]
struct Clause<'a> {
    text: &'a str,
    reading: &'a Reading,
    tokens: &'a [Token],
}

impl<'a> Clause<'a> {
    /// A word or a character as the lists spell it.
    fn unit(self, at: usize) -> Option<&'a str> {
        let token = self.tokens.get(at)?;
        match token.kind {
            Kind::Han(_) => self.text.get(token.start..token.end),
            _ => Some(self.reading.letters(token)),
        }
    }

    /// Whether what follows a token makes it part of the name of a thing.
    fn is_named(self, last: usize) -> bool {
        let after = self.tokens.get(last).map_or("", |token| {
            self.text.get(token.end..).unwrap_or_default().trim_start()
        });
        lexicon::NAMES_OF.split_whitespace().any(|name| {
            after.strip_prefix(name).is_some_and(|rest| {
                !name.is_ascii() || !rest.starts_with(|char: char| char.is_alphanumeric())
            })
        })
    }

    /// Whether a token may stand between a word that turns and the one that it turns.
    fn is_small(self, at: usize) -> bool {
        self.unit(at).is_some_and(|unit| {
            let mut english = lexicon::FILLERS_ENGLISH.split_whitespace();
            english.any(|filler| filler == unit)
                || !unit.is_empty() && lexicon::FILLERS_CHINESE.contains(unit)
        })
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}

impl Lexicon {
    /// The lists of both languages.
    pub fn new() -> Self {
        let mut lexicon = Self {
            by_first: BTreeMap::new(),
            beginnings: Vec::new(),
        };
        // Where one entry is in two lists, the earlier list counts.
        let lists = [
            (lexicon::GOOD_ENGLISH, Meaning::Tells(Sign::Good)),
            (lexicon::BAD_ENGLISH, Meaning::Tells(Sign::Bad)),
            (lexicon::GOOD_CHINESE, Meaning::Tells(Sign::Good)),
            (lexicon::BAD_CHINESE, Meaning::Tells(Sign::Bad)),
            (lexicon::SET_ASIDE, Meaning::SetsAside),
            (lexicon::WISHES, Meaning::Wishes),
            (lexicon::NO_ENGLISH, Meaning::Turns),
            (lexicon::NO_CHINESE, Meaning::Turns),
            (lexicon::STRONG, Meaning::Strengthens),
        ];
        for (list, meaning) in lists {
            for entry in list.split_whitespace() {
                lexicon.enter(entry, meaning);
            }
        }
        for entries in lexicon.by_first.values_mut() {
            entries.put_in_order_by_key(|entry| Reverse(entry.rest.len()));
        }
        lexicon
    }

    fn enter(&mut self, entry: &'static str, meaning: Meaning) {
        if let Some(beginning) = entry.strip_suffix('*') {
            self.beginnings.push((beginning, meaning));
            return;
        }
        let mut words = words_of(entry).into_iter();
        let Some(first) = words.next() else {
            return;
        };
        self.by_first.entry(first).or_default().push(Entry {
            rest: words.collect(),
            meaning,
        });
    }

    /// What a text sounds like.
    pub fn hint(&self, text: &str) -> SentimentHint {
        let reading = Reading::of(text);
        let mut words = Vec::new();
        let (mut from, mut before_sentence) = (0, 0);
        for at in 0..=reading.tokens.len() {
            let mark = reading.tokens.get(at);
            if mark.is_some_and(|token| token.kind != Kind::Stop) {
                continue;
            }
            let clause = Clause {
                text,
                reading: &reading,
                tokens: &reading.tokens[from..at],
            };
            self.read_clause(clause, &mut words);
            match mark.map_or("", |token| &text[token.start..token.end]) {
                // A question says nothing yet.
                "?" | "？" => words.truncate(before_sentence),
                "." | "!" | ";" | "。" | "！" | "；" | "\n" => before_sentence = words.len(),
                _ => {}
            }
            from = at + 1;
        }
        SentimentHint {
            sentiment: weigh(&words),
            words,
        }
    }

    fn read_clause(&self, clause: Clause<'_>, words: &mut Vec<Telling>) {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < clause.tokens.len() {
            let one = self.find(clause, at);
            at = one.map_or(at + 1, |one| one.to);
            found.extend(one);
        }
        let sets_aside = |one: &Found| one.meaning == Meaning::SetsAside;
        if found.iter().any(sets_aside) {
            return;
        }
        for (place, one) in found.iter().enumerate() {
            let Meaning::Tells(sign) = one.meaning else {
                continue;
            };
            let before = &found[..place];
            let turn = turn(clause, before, one.from);
            let is_wish = before.iter().any(|one| one.meaning == Meaning::Wishes);
            let tells = match sign {
                Sign::Good => turn.is_some() || !is_wish,
                // What is not bad is not good yet.
                Sign::Bad => turn.is_none(),
            };
            if !tells || clause.is_named(one.to - 1) {
                continue;
            }
            let is_strong = before
                .last()
                .is_some_and(|last| last.meaning == Meaning::Strengthens && last.to == one.from);
            let first = turn.map_or(one.from, |turn| turn.from);
            words.push(Telling {
                span: clause.tokens[first].start..clause.tokens[one.to - 1].end,
                sign: if turn.is_some() { Sign::Bad } else { sign },
                weight: if is_strong && turn.is_none() { 2 } else { 1 },
            });
        }
    }

    /// The longest entry that begins at a token.
    fn find(&self, clause: Clause<'_>, at: usize) -> Option<Found> {
        let first = clause.unit(at)?;
        let mut entries = self.by_first.get(first).into_iter().flatten();
        let entry = entries.find(|entry| {
            let mut rest = (at + 1..).zip(&entry.rest);
            rest.all(|(at, expected)| clause.unit(at) == Some(expected))
        });
        if let Some(entry) = entry {
            return Some(Found {
                from: at,
                to: at + 1 + entry.rest.len(),
                meaning: entry.meaning,
            });
        }
        let meaning = if first.ends_with("n't") {
            Meaning::Turns
        } else {
            let mut beginnings = self.beginnings.iter();
            beginnings
                .find(|(beginning, _)| first.starts_with(beginning))?
                .1
        };
        Some(Found {
            from: at,
            to: at + 1,
            meaning,
        })
    }
}

/// What turns a word that begins at this token: it stands before it with nothing but small words in
/// between.
fn turn(clause: Clause<'_>, before: &[Found], at: usize) -> Option<Found> {
    let turns = |one: &&Found| one.meaning == Meaning::Turns;
    let turn = *before.iter().rev().find(turns)?;
    let is_near = at - turn.to <= TURNS_WITHIN;
    (is_near && (turn.to..at).all(|at| clause.is_small(at))).then_some(turn)
}

fn weigh(words: &[Telling]) -> Sentiment {
    let sum = |sign: Sign| -> u32 {
        let of_sign = words.iter().filter(|word| word.sign == sign);
        of_sign.map(|word| word.weight).sum()
    };
    match (sum(Sign::Good), sum(Sign::Bad)) {
        (0, 0) => Sentiment::Neutral,
        (good, bad) if OUTWEIGHS * bad < good => Sentiment::Positive,
        (good, bad) if OUTWEIGHS * good < bad => Sentiment::Negative,
        _ => Sentiment::Mixed,
    }
}

/// The words and characters of an entry.
fn words_of(entry: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for part in entry.split('_') {
        if part.is_ascii() {
            words.push(part);
        } else {
            words.extend(part.split("").filter(|char| !char.is_empty()));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that a hint rests on, each with its sign and a second one if it counts twice.
    fn told(text: &str) -> String {
        let hint = Lexicon::new().hint(text);
        let words = hint.words.iter().map(|word| {
            let sign = match word.sign {
                Sign::Good => "+",
                Sign::Bad => "-",
            };
            let sign = sign.repeat(word.weight as usize);
            format!("{sign}{}", &text[word.span.clone()])
        });
        let words: Vec<_> = std::iter::once(hint.sentiment.code().to_owned())
            .chain(words)
            .collect();
        words.join(" ")
    }

    #[test]
    fn what_is_heard_names_its_words() {
        let check = |text: &str, expected: &str| assert_eq!(told(text), expected, "{text}");
        check("客户很满意，嫌交期长", "mixed +很满意 -嫌 -交期长");
        check("She was very happy", "positive ++happy");
        check(
            "Delivery was late and the pump is broken",
            "negative -was late -broken",
        );
        check("Met at the fair", "neutral");
        check("", "neutral");
    }

    #[test]
    fn a_word_that_negates_turns_what_is_good_and_takes_away_what_is_bad() {
        let check = |text: &str, expected: &str| assert_eq!(told(text), expected, "{text}");
        check("对服务不是很满意", "negative -不是很满意");
        check("回复不够及时", "negative -不够及时");
        check("价格不高，很满意", "positive +很满意");
        check("这次没有投诉", "neutral");
        check(
            "He is not really happy with it",
            "negative -not really happy",
        );
        check("They weren't impressed", "negative -weren't impressed");
        check("No longer late, never rude", "neutral");
        check("Not only friendly but fast", "positive +friendly");
        check("She couldn't be happier", "positive +couldn't be happier");
    }

    #[test]
    fn questions_conditions_wishes_and_others_are_left_out() {
        for text in [
            "客户满意吗",
            "是否满意，下周再问",
            "如果不满意可以退货",
            "满意度调查已发，投诉电话也给了",
            "对竞争对手很不满",
            "Is he happy with the pump? Are they late again?",
            "If they are unhappy they will call",
            "Wants fast delivery and a reliable partner",
            "Unhappy with their current supplier",
            "Sent the satisfaction survey and the complaint form",
        ] {
            assert_eq!(told(text), "neutral", "{text}");
        }
    }

    #[test]
    fn a_lone_word_does_not_outweigh_three_others() {
        let check = |text: &str, expected: Sentiment| {
            assert_eq!(Lexicon::new().hint(text).sentiment, expected, "{text}");
        };
        check(
            "Friendly, helpful, reliable, very happy, slightly noisy",
            Sentiment::Positive,
        );
        check(
            "Friendly, helpful, reliable, slightly noisy",
            Sentiment::Mixed,
        );
    }

    #[test]
    fn no_entry_is_on_both_sides() {
        let good = [lexicon::GOOD_ENGLISH, lexicon::GOOD_CHINESE].map(str::split_whitespace);
        let bad = [lexicon::BAD_ENGLISH, lexicon::BAD_CHINESE].map(str::split_whitespace);
        let good: std::collections::BTreeSet<_> = good.into_iter().flatten().collect();
        let both: Vec<_> = bad
            .into_iter()
            .flatten()
            .filter(|entry| good.contains(entry))
            .collect();
        assert!(both.is_empty(), "{both:?}");
    }
}
