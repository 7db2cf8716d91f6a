//! Cuts a line into what each word or sign of it may be, the longest first.

use std::ops::Range;

use chrono::NaiveDate;

use super::Context;
use super::clock::{Clock, clock_at, length_at};
use super::day::{Day, Part, Side as DaySide, day_at};
use super::number::number;
use super::people::{self, Found, Strength};
use super::text::{Text, is_chinese, is_letter};
use super::words::{self, Tense, Way};
use crate::domain::outcome::Outcome;

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
    /// The customer declines.
    Declined,
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
    let plain = plain_places(text, &context.answers.plain);
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
fn plain_places(text: &Text<'_>, plain: &[String]) -> Vec<Range<usize>> {
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
    // "about 3 days ago" is a day, "about tomorrow" is what was talked of.
    if let Some(about) = text.longest(at, words::ABOUT)
        && number(text, text.skip(about)).is_none()
        && let Some((_, _, end)) = day_at(text, text.skip(about), today)
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
        words::declines(text, at).map(|end| (Atom::Declined, end)),
        words::plan(text, at).map(|(implied, end)| (Atom::Plan(implied), end)),
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
    widen(text, context, tokens);
    let is_named = tokens
        .iter()
        .any(|token| matches!(token.atom, Atom::Who(_)));
    if is_named {
        return;
    }
    let spelt = tokens.iter().position(|token| {
        matches!(token.atom, Atom::Word)
            && !is_plain(text, context, token.start..token.end)
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
        let start = tokens[index].start;
        let (found, end) =
            within(text, context, tokens, index).or_else(|| by_itself(text, tokens, index))?;
        // Wang Jianguo is how an alphabet writes 王建国.
        let spelt = people::spelt_apart(text, start, end, context.directory);
        Some((index, end, spelt.unwrap_or(found)))
    });
    if let Some((index, end, found)) = named {
        name(text, context, tokens, index, end, found);
    } else if let Some(caller) = caller(text, tokens) {
        let (start, end) = (tokens[caller.start].start, tokens[caller.end - 1].end);
        if !is_plain(text, context, start..end) {
            let atom = Atom::Who(Found::nobody());
            tokens.splice(caller, [Token { start, end, atom }]);
        }
    }
}

/// The words of whoever did something or had it done to them, where no capital and no surname tells
/// a name: "bob the builder called", "called acme corp", 宏达装饰来电.
fn caller(text: &Text<'_>, tokens: &[Token]) -> Option<Range<usize>> {
    let has_done = |index: usize| match tokens.get(index).map(|token| &token.atom) {
        Some(Atom::Way(way)) => way.tense == Tense::Past,
        Some(Atom::Outcome(_)) => true,
        _ => false,
    };
    (0..tokens.len()).find_map(|index| {
        let before = index.checked_sub(1).map(|before| &tokens[before].atom);
        let is_first = matches!(
            before,
            None | Some(Atom::Stop | Atom::Day(..) | Atom::Clock(_) | Atom::Offset(_))
        );
        let end = words_of_name(text, tokens, index)?;
        let is_caller = is_first && has_done(end);
        // "spoke with bob": what joins stands between.
        let was_reached = || {
            let joined = index.checked_sub(2).filter(|_| before == Some(&Atom::Glue));
            let way = joined.or(index.checked_sub(1));
            way.is_some_and(has_done) && !is_chinese(text.get(tokens[index].start))
        };
        (is_caller || was_reached()).then_some(index..end)
    })
}

/// The end of the tokens from here on that may be the words of a name.
fn words_of_name(text: &Text<'_>, tokens: &[Token], first: usize) -> Option<usize> {
    let is_chinese_name = is_chinese(text.get(tokens[first].start));
    let words = |token: &Token| text.folded(token.start..token.end);
    let goes_on = |index: &usize| {
        let token = &tokens[*index];
        let joins = *index == first || tokens[index - 1].end == token.start;
        match token.atom {
            Atom::Word if is_chinese_name => is_chinese(text.get(token.start)) && joins,
            Atom::Word => people::is_of_name(words(token), *index == first),
            Atom::Glue => {
                let next = tokens.get(index + 1);
                let is_name = next.is_some_and(|next| {
                    next.atom == Atom::Word && people::is_of_name(words(next), true)
                });
                first < *index && words(token) == "the" && is_name
            }
            _ => false,
        }
    };
    let end = (first..tokens.len())
        .find(|index| !goes_on(index))
        .unwrap_or(tokens.len());
    let is_name = first < end
        && (!is_chinese_name
            || people::is_firm(text.folded(tokens[first].start..tokens[end - 1].end)));
    is_name.then_some(end)
}

/// Whether the rep wants these words left as they are.
fn is_plain(text: &Text<'_>, context: &Context<'_>, range: Range<usize>) -> bool {
    let words = text.folded(range);
    context.answers.plain.iter().any(|plain| plain == words)
}

/// Makes a name of the tokens up to a place, if they are whole words and mean nothing else.
fn name(
    text: &Text<'_>,
    context: &Context<'_>,
    tokens: &mut Vec<Token>,
    first: usize,
    end: usize,
    found: Found,
) {
    let start = tokens[first].start;
    let last = tokens[first..].iter().position(|one| end <= one.start);
    let last = last.map_or(tokens.len(), |count| first + count);
    let is_whole = tokens[first..last]
        .iter()
        .all(|one| matches!(one.atom, Atom::Word | Atom::Who(_)) && one.end <= end);
    if is_whole && !is_plain(text, context, start..end) {
        let atom = Atom::Who(found);
        tokens.splice(first..last, [Token { start, end, atom }]);
    }
}

/// A word by itself that looks like a name.
fn by_itself(text: &Text<'_>, tokens: &[Token], index: usize) -> Option<(Found, usize)> {
    let token = &tokens[index];
    if token.atom != Atom::Word {
        return None;
    }
    let mut left = tokens[..index]
        .iter()
        .rev()
        .skip_while(|one| one.atom == Atom::Glue);
    let after_way = match left.next() {
        None => false,
        Some(one) => matches!(one.atom, Atom::Way(_)),
    };
    let does = || {
        let end = people::capitals(text, token.start, 3);
        let follows = tokens.iter().find(|one| end <= one.start);
        follows.is_some_and(|one| matches!(one.atom, Atom::Way(_) | Atom::Outcome(_)))
            || follows.is_some_and(|one| text.get(one.start) == ':')
    };
    let begins = |one: &Token| {
        matches!(
            one.atom,
            Atom::Stop | Atom::Day(..) | Atom::Clock(_) | Atom::Offset(_)
        )
    };
    let is_first = index
        .checked_sub(1)
        .is_none_or(|before| begins(&tokens[before]));
    // "coffee with Zebulon Pike": two words with capitals behind "with".
    let is_with = || {
        let with = index.checked_sub(1).map(|before| &tokens[before]);
        let one = text.word_end(token.start);
        with.is_some_and(|with| text.folded(with.start..with.end) == "with")
            && one < people::capitals(text, token.start, 3)
    };
    people::unknown(
        text,
        token.start,
        after_way || is_first && does() || is_with(),
    )
}

/// A Chinese name within a sentence: 昨天给李四光打电话, 拜访了李四光.
fn within(
    text: &Text<'_>,
    context: &Context<'_>,
    tokens: &[Token],
    index: usize,
) -> Option<(Found, usize)> {
    let token = &tokens[index];
    if !matches!(token.atom, Atom::Word | Atom::Who(_)) {
        return None;
    }
    let before = index.checked_sub(1).map(|before| &tokens[before]);
    let is_object = before.is_some_and(|one| {
        one.end == token.start
            && match one.atom {
                Atom::Way(_) => true,
                Atom::Glue | Atom::Word | Atom::Plan(_) => matches!(
                    text.folded(one.start..one.end),
                    "给" | "跟" | "和" | "与" | "向" | "同" | "对" | "找" | "约"
                ),
                _ => false,
            }
    });
    let is_subject = before.is_none_or(|one| {
        matches!(
            one.atom,
            Atom::Stop | Atom::Day(..) | Atom::Clock(_) | Atom::Offset(_)
        )
    });
    let today = context.now.date_naive();
    let does = |at: usize| words::way(text, at).is_some() || words::outcome(text, at).is_some();
    let end = if is_object {
        people::enclosed(text, token.start, |at| {
            does(at)
                || length_at(text, at).is_some()
                || day_at(text, at, today).is_some()
                || words::declines(text, at).is_some()
        })
    } else if is_subject {
        people::enclosed(text, token.start, does).filter(|end| does(*end))
    } else {
        None
    };
    end.map(|end| (Found::nobody(), end))
}

/// 张三丰 is not 张三: where one more character makes a name of its own, who is meant is asked.
fn widen(text: &Text<'_>, context: &Context<'_>, tokens: &mut Vec<Token>) {
    let wider = (0..tokens.len()).find_map(|index| {
        let Atom::Who(found) = &tokens[index].atom else {
            return None;
        };
        let (_, end) = within(text, context, tokens, index)?;
        let next = tokens.get(index + 1)?;
        let is_one_more = end == tokens[index].end + 1 && end == next.end;
        is_one_more.then(|| (index, end, found.doubted()))
    });
    if let Some((index, end, found)) = wider {
        name(text, context, tokens, index, end, found);
    }
}

/// Whether between two tokens a clause of Chinese ends: there, a blank is a comma.
pub(super) fn parts_clauses(text: &Text<'_>, before: &Token, after: &Token) -> bool {
    before.end < after.start && is_chinese(text.before(before.end))
}

/// Whether somebody is named for sure.
pub(super) fn is_name(found: &Found) -> bool {
    found.strength == Strength::Name
}
