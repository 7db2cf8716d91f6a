//! Cuts a line into what each word or sign of it may be, the longest first.

use chrono::NaiveDate;

use super::Context;
use super::clock::{Clock, clock_at, length_at};
use super::day::{Day, Part, Side as DaySide, day_at};
use super::people::{self, Found, Strength};
use super::text::{Text, is_chinese, is_letter};
use super::words::{self, Way};
use crate::domain::need::NeedKind;
use crate::domain::outcome::Outcome;
use crate::domain::promise::Side;

/// What a word may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Atom {
    Who(Found),
    Day(Day, Option<Part>),
    Clock(Clock),
    /// A length of time in minutes.
    Length(u32),
    /// Minutes from now.
    Offset(i64),
    Way(Way),
    Outcome(Outcome),
    /// Announces a next step; with the way that it implies.
    Plan(Option<Way>),
    Promise(Side),
    /// Something is handed over on the day before it.
    Giving,
    Need(NeedKind),
    /// Ends a clause.
    Stop,
    /// Joins others and means nothing by itself.
    Glue,
    Word,
}

/// A piece of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) atom: Atom,
}

/// The pieces of a line from left to right; between them are blanks alone.
pub(super) fn tokens(text: &Text<'_>, context: &Context<'_>) -> Vec<Token> {
    let today = context.now.date_naive();
    let mut tokens: Vec<Token> = Vec::new();
    let plain = plain_places(text, context.plain);
    let mut at = text.skip(0);
    while at < text.len() {
        let forced = plain.iter().find(|range| range.start == at);
        let (atom, end) = match forced {
            Some(range) => (Atom::Word, range.end),
            None => token_at(text, at, context, today, tokens.last()),
        };
        tokens.push(Token {
            start: at,
            end,
            atom,
        });
        at = text.skip(end);
    }
    hints(text, context, &mut tokens);
    tokens
}

/// The places of words that the rep wants left as they are.
fn plain_places(text: &Text<'_>, plain: &[String]) -> Vec<std::ops::Range<usize>> {
    let mut places = Vec::new();
    for words in plain.iter().filter(|words| !words.is_empty()) {
        let count = words.chars().count();
        let found = (0..text.len()).find(|at| text.rest(*at).starts_with(words.as_str()));
        places.extend(found.map(|at| at..at + count));
    }
    places
}

fn token_at(
    text: &Text<'_>,
    at: usize,
    context: &Context<'_>,
    today: NaiveDate,
    before: Option<&Token>,
) -> (Atom, usize) {
    let char = text.get(at);
    if is_stop(text, at) {
        return (Atom::Stop, at + 1);
    }
    if !text.is_word_start(at) {
        return (Atom::Word, text.word_end(at).max(at + 1));
    }
    if let Some(every) = text.longest(at, words::EVERY)
        && let Some((_, _, end)) = day_at(text, text.skip(every), today)
    {
        return (Atom::Word, end);
    }
    let name = people::name_at(text, at, context.directory)
        .or_else(|| people::telephone(text, at, context.directory))
        .map(|(found, end)| (Atom::Who(found), end));
    let word = word_at(text, at, context, today, before);
    match (name, word) {
        (Some((name, end)), Some((_, word_end))) if word_end <= end => (name, end),
        (_, Some(word)) => word,
        (Some(name), None) => name,
        (None, None) if is_letter(char) => (Atom::Word, text.word_end(at)),
        (None, None) => (Atom::Word, at + 1),
    }
}

fn is_stop(text: &Text<'_>, at: usize) -> bool {
    match text.get(at) {
        ',' | ';' | '!' | '?' | '。' | '、' | '\n' | ':' => true,
        '.' => !text.get(at + 1).is_ascii_alphanumeric(),
        _ => false,
    }
}

/// The longest word of the tables that stands here; of equal length, the first.
fn word_at(
    text: &Text<'_>,
    at: usize,
    context: &Context<'_>,
    today: NaiveDate,
    before: Option<&Token>,
) -> Option<(Atom, usize)> {
    let before = before.map(|token| (&token.atom, token.end == at));
    let after_day = matches!(
        before,
        Some((Atom::Day(..) | Atom::Clock(Clock::Part(_)), _))
    );
    let to_come = match before {
        Some((Atom::Day(day, _), _)) => day.side(today) != DaySide::Past,
        Some((Atom::Clock(_), true)) => true,
        Some((Atom::Offset(minutes), true)) => 0 < *minutes,
        _ => false,
    };
    let after_plan = to_come || matches!(before, Some((Atom::Plan(_), true)));
    let is_joined = matches!(before, Some((_, true)));
    let day = day_at(text, at, today).map(|(day, part, end)| (Atom::Day(day, part), end));
    let found = [
        words::outcome(text, at).map(|(outcome, end)| (Atom::Outcome(outcome), end)),
        day,
        offset_at(text, at),
        length_at(text, at).map(|(minutes, end)| (Atom::Length(minutes), end)),
        clock_at(text, at, after_day).map(|(clock, end)| (Atom::Clock(clock), end)),
        words::own_way(text, at, context.own_channels).map(|(way, end)| (Atom::Way(way), end)),
        words::way(text, at).map(|(way, end)| (Atom::Way(way), end)),
        (after_plan && is_joined)
            .then(|| words::way_after_plan(text, at))
            .flatten()
            .map(|(way, end)| (Atom::Way(way), end)),
        (to_come && is_joined)
            .then(|| words::giving(text, at))
            .flatten()
            .map(|end| (Atom::Giving, end)),
        words::promise(text, at).map(|(side, end)| (Atom::Promise(side), end)),
        words::plan(text, at).map(|(implied, end)| (Atom::Plan(implied), end)),
        words::need(text, at).map(|(kind, end)| (Atom::Need(kind), end)),
        words::glue(text, at).map(|end| (Atom::Glue, end)),
    ];
    let mut best: Option<(Atom, usize)> = None;
    for (atom, end) in found.into_iter().flatten() {
        if best.as_ref().is_none_or(|(_, longest)| *longest < end) {
            best = Some((atom, end));
        }
    }
    best
}

/// 20分钟前, in 2 hours, just now.
fn offset_at(text: &Text<'_>, at: usize) -> Option<(Atom, usize)> {
    if let Some(end) = text.longest(at, "刚才|刚刚|just now|a moment ago") {
        return Some((Atom::Offset(0), end));
    }
    let ahead = text.longest(at, "in|after").map(|end| text.skip(end));
    let (minutes, end) = length_at(text, ahead.unwrap_or(at))?;
    let minutes = i64::from(minutes);
    if ahead.is_some() {
        return Some((Atom::Offset(minutes), end));
    }
    let after = text.skip(end);
    if let Some(end) = text.longest(after, "之前|以前|前|ago|earlier") {
        return Some((Atom::Offset(-minutes), end));
    }
    let end = text.longest(after, "之后|以后|后|later|from now")?;
    Some((Atom::Offset(minutes), end))
}

/// Where nobody is named, looks for letters that spell a name and for names of nobody known.
fn hints(text: &Text<'_>, context: &Context<'_>, tokens: &mut Vec<Token>) {
    let strongest = tokens.iter().filter_map(|token| match &token.atom {
        Atom::Who(found) => Some(found.strength),
        _ => None,
    });
    if strongest.max().is_some() {
        return;
    }
    let spelt = tokens.iter().position(|token| {
        matches!(token.atom, Atom::Word)
            && !context
                .plain
                .iter()
                .any(|words| words == text.folded(token.start..token.end))
            && people::spelt(text, token.start, token.end, context.directory).is_some()
    });
    if let Some(index) = spelt {
        let token = &mut tokens[index];
        if let Some(found) = people::spelt(text, token.start, token.end, context.directory) {
            token.atom = Atom::Who(found);
        }
        return;
    }
    let named = (0..tokens.len()).find_map(|index| {
        let token = &tokens[index];
        if token.atom != Atom::Word {
            return None;
        }
        let mut left = tokens[..index].iter().rev().skip_while(|one| {
            one.atom == Atom::Glue || one.atom == Atom::Word && is_speaking(text, one)
        });
        let after_way = left
            .next()
            .is_none_or(|one| matches!(one.atom, Atom::Way(_) | Atom::Stop))
            && (0 < index
                || matches!(tokens.get(1), Some(next) if matches!(next.atom, Atom::Way(_))));
        let (found, end) = people::unknown(text, token.start, after_way)?;
        // Wang Jianguo is how an alphabet writes 王建国.
        let spelt = people::spelt_apart(text, token.start, end, context.directory);
        let found = spelt.unwrap_or(found);
        // A name takes whole words.
        let last = tokens[index..].iter().position(|one| end <= one.start);
        let last = last.map_or(tokens.len(), |count| index + count);
        let plain = tokens[index..last]
            .iter()
            .all(|one| matches!(one.atom, Atom::Word));
        let is_forced = context
            .plain
            .iter()
            .any(|words| words == text.folded(token.start..end));
        (plain && !is_forced).then_some((index, last, end, found))
    });
    if let Some((first, last, end, found)) = named {
        let start = tokens[first].start;
        let token = Token {
            start,
            end,
            atom: Atom::Who(found),
        };
        tokens.splice(first..last, [token]);
    }
}

/// "spoke with Peter": a verb that names no way.
fn is_speaking(text: &Text<'_>, token: &Token) -> bool {
    matches!(
        text.folded(token.start..token.end),
        "spoke" | "talked" | "chatted" | "talk" | "saw" | "contacted"
    )
}

/// Whether between two tokens a clause of Chinese ends: there, a blank is a comma.
pub(super) fn parts_clauses(text: &Text<'_>, before: &Token, after: &Token) -> bool {
    before.end < after.start && is_chinese(text.before(before.end))
}

/// Whether somebody is named for sure.
pub(super) fn is_name(found: &Found) -> bool {
    found.strength == Strength::Name
}
