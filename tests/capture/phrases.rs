//! The tables of phrases: each line, and all that is to be read out of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Timelike};
use genjin::domain::capture::{Capture, Meaning, Next, Trouble, When, Who};
use genjin::domain::promise::Side;

use crate::book::Book;

const ENGLISH: &str = include_str!("phrases-en.txt");
const CHINESE: &str = include_str!("phrases-zh.txt");

/// How many phrases a table has at least.
const FEWEST: usize = 300;

fn phrases(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            line.split_once(" => ")
                .expect("a line and what is read out of it")
        })
}

fn check(table: &str) {
    let book = Book::new();
    let mut wrong = Vec::new();
    for (line, expected) in phrases(table) {
        let expected: BTreeMap<&str, &str> = expected
            .split("; ")
            .map(|field| field.split_once('=').expect("a field and its value"))
            .collect();
        let mut read = fields(&book, line, &book.read(line));
        // Words are compared where the table has them.
        if !expected.contains_key("words") {
            read.remove("words");
        }
        let read: BTreeMap<&str, &str> = read
            .iter()
            .map(|(key, value)| (*key, value.as_str()))
            .collect();
        if read != expected {
            wrong.push(format!(
                "{line}\n     read {read:?}\n expected {expected:?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What was read, in the words of the tables.
fn fields(book: &Book, line: &str, capture: &Capture) -> BTreeMap<&'static str, String> {
    let mut fields = BTreeMap::new();
    let mut troubles: Vec<&str> = capture.troubles.iter().map(|one| trouble(*one)).collect();
    let mut known = Vec::new();
    for mention in &capture.mentions {
        match &mention.who {
            Who::Known(id) => known.push(book.name(*id)),
            Who::OneOf(ids) => {
                let mut names: Vec<String> = ids.iter().map(|id| book.name(*id)).collect();
                names.sort();
                known.push(names.join("|"));
                troubles.push("choose");
            }
            Who::Unknown => {
                fields.insert("new", mention.words.clone());
                troubles.push("choose");
            }
            Who::New(_) => {}
        }
    }
    if capture.mentions.is_empty() {
        troubles.push("nobody");
    }
    if !known.is_empty() {
        fields.insert("who", known.join(","));
    }
    if capture.is_declined {
        fields.insert("declined", "yes".to_owned());
    }
    let mut put = |key, value: Option<String>| {
        if let Some(value) = value {
            fields.insert(key, value);
        }
    };
    put(
        "ch",
        capture.channel.as_ref().map(|one| one.code().to_owned()),
    );
    put("dir", capture.direction.map(|one| one.code().to_owned()));
    // What contradicts itself is not compared: the trouble says it.
    let is_told = capture.troubles.is_empty();
    let outcome = capture.outcome.filter(|_| is_told);
    put("out", outcome.map(|one| one.code().to_owned()));
    put(
        "dur",
        capture
            .duration_seconds
            .filter(|_| is_told)
            .map(|one| (one / 60).to_string()),
    );
    put("at", capture.when.filter(|_| is_told).map(when));
    let next = capture
        .next
        .as_ref()
        .filter(|_| is_told)
        .map(|Next { channel, when: at }| {
            let action = if channel.code() == "phone" {
                "call"
            } else {
                channel.code()
            };
            format!("{action} {}", when(*at))
        });
    put(if capture.is_plan { "plan" } else { "next" }, next);
    let needs: Vec<&str> = capture.needs.iter().map(|need| need.kind.code()).collect();
    put("need", (!needs.is_empty()).then(|| needs.join(",")));
    let promises: Vec<String> = capture
        .promises
        .iter()
        .map(|promise| {
            let side = match promise.side {
                Side::Ours => "ours",
                Side::Theirs => "theirs",
            };
            promise
                .due_on
                .map_or_else(|| side.to_owned(), |due| format!("{side} {}", day(due)))
        })
        .collect();
    put(
        "promise",
        (!promises.is_empty()).then(|| promises.join(",")),
    );
    put(
        "words",
        (!capture.words.is_empty()).then(|| capture.words.clone()),
    );
    if capture.doubt.is_some() {
        troubles.push("ask");
    }
    put("bad", (!troubles.is_empty()).then(|| troubles.join(",")));
    assert_covers(line, capture);
    fields
}

/// Parts lie in the line in order, without overlap, on the bounds of characters.
pub(crate) fn assert_covers(line: &str, capture: &Capture) {
    let mut end = 0;
    for part in &capture.parts {
        assert!(
            end <= part.span.start && part.span.start < part.span.end,
            "{line}: {part:?}"
        );
        assert!(line.get(part.span.clone()).is_some(), "{line}: {part:?}");
        end = part.span.end;
    }
    assert!(
        end <= capture.read_to && capture.read_to <= line.len(),
        "{line}"
    );
}

fn day(date: NaiveDate) -> String {
    let short = format!("{}-{}", date.month(), date.day());
    if date.year() == 2024 {
        short
    } else {
        format!("{}-{short}", date.year())
    }
}

fn when(when: When) -> String {
    let day = day(when.date);
    when.time.map_or_else(
        || day.clone(),
        |time| format!("{day} {:02}:{:02}", time.hour(), time.minute()),
    )
}

fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::TwoDates => "two_dates",
        Trouble::TwoTimes => "two_times",
        Trouble::TwoDurations => "two_durations",
        Trouble::TwoOutcomes => "two_outcomes",
        Trouble::TwoNextSteps => "two_next",
        Trouble::TooFar => "too_far",
        Trouble::NoSuchDay => "no_such_day",
        Trouble::NoSuchTime => "no_such_time",
        Trouble::NextPassed => "next_passed",
        Trouble::ToCome => "to_come",
    }
}

#[test]
fn english_lines_are_read_as_the_table_says() {
    check(ENGLISH);
}

#[test]
fn chinese_lines_are_read_as_the_table_says() {
    check(CHINESE);
}

#[test]
fn what_finds_fault_bears_the_mark_of_the_need_as_well() {
    let book = Book::new();
    for (line, words) in [
        ("电话 王总 嫌交期长", "嫌交期长"),
        ("电话 王总 嫌我们交期太长", "嫌我们交期太长"),
        ("电话 王总 反映交期长", "反映交期长"),
        ("电话 王总 嫌价格高", "嫌价格高"),
        ("电话 王总 嫌运费贵", "嫌运费贵"),
        ("电话 王总 客户说交期长", "交期长"),
        ("called Alice, 嫌交期长", "嫌交期长"),
    ] {
        let capture = book.read(line);
        assert_eq!(capture.typed(line, Meaning::Need(0)), [words], "{line}");
    }
}

#[test]
fn only_the_day_that_cannot_be_bears_the_mark_of_what_is_not_clear() {
    let book = Book::new();
    for (line, day, way) in [
        ("2月31日 电话", "2月31日", "电话"),
        ("2月31日 电话 王总", "2月31日", "电话"),
        ("25点 电话 王总", "25点", "电话"),
        ("Feb 30 call", "Feb 30", "call"),
        ("call Alice on Feb 30", "on Feb 30", "call"),
    ] {
        let capture = book.read(line);
        let unclear = capture.troubled.iter();
        let unclear: Vec<&str> = unclear.flat_map(|one| capture.typed(line, *one)).collect();
        assert_eq!(unclear, [day], "{line}");
        assert_eq!(capture.typed(line, Meaning::Channel), [way], "{line}");
    }
}

#[test]
fn each_table_has_three_hundred_different_phrases() {
    for table in [ENGLISH, CHINESE] {
        let distinct: BTreeSet<&str> = phrases(table).map(|(line, _)| line).collect();
        assert_eq!(
            distinct.len(),
            phrases(table).count(),
            "a phrase stands there twice"
        );
        assert!(FEWEST <= distinct.len(), "{}", distinct.len());
    }
}
