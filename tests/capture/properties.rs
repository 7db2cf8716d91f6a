//! No line makes it fall, and none loses a word.

use genjin::domain::capture::{Answers, Choice, LONGEST, Meaning, Who};
use genjin::domain::change::{Edit, Edited};
use genjin::domain::customer::Customer;
use genjin::domain::id::CustomerId;
use proptest::prelude::*;
use uuid::Uuid;

use crate::book::Book;
use crate::phrases::assert_covers;

/// Words of the tables, to be put together at random.
fn words() -> Vec<&'static str> {
    let tables = [
        include_str!("phrases-en.txt"),
        include_str!("phrases-zh.txt"),
    ];
    let lines = tables
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| !line.starts_with('#'));
    let phrases = lines
        .filter_map(|line| line.split_once(" => "))
        .map(|(line, _)| line);
    let mut words: Vec<&str> = phrases
        .flat_map(|line| line.split([' ', '，', ',']))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn is_said(char: char) -> bool {
    char.is_alphanumeric()
}

/// Every letter of the line stands in a part, in the words, or is one that joins parts.
fn assert_loses_nothing(book: &Book, line: &str) {
    let capture = book.read(line);
    assert_covers(line, &capture);
    let mut rest = String::new();
    let mut end = 0;
    for part in &capture.parts {
        rest.push_str(&line[end..part.span.start]);
        rest.push(' ');
        if matches!(
            part.meaning,
            Meaning::Need(_) | Meaning::Promise(_) | Meaning::Declined
        ) {
            rest.push_str(&line[part.span.clone()]);
        }
        end = part.span.end;
    }
    rest.push_str(&line[end..]);
    // The words are the rest in its order; what they leave out only joins.
    let mut kept = capture
        .words
        .chars()
        .filter(|char| is_said(*char))
        .peekable();
    let mut dropped = String::new();
    for char in rest.chars() {
        if !is_said(char) {
            dropped.push(' ');
        } else if kept.peek() == Some(&char) {
            kept.next();
            dropped.push(' ');
        } else {
            dropped.push(char);
        }
    }
    assert_eq!(
        kept.next(),
        None,
        "{line}: {:?} are not of the line",
        capture.words
    );
    for word in dropped.split_whitespace() {
        let is_joining = word.to_lowercase().chars().all(|char| GLUE.contains(char));
        assert!(
            is_joining,
            "{line}: {word:?} is lost; words {:?}",
            capture.words
        );
    }
}

/// The letters of the words that only join.
const GLUE: &str = "的在给跟和与去来好是到于把向同对了尾号onathewidforbyrumc";

#[test]
fn each_phrase_of_the_tables_keeps_its_words() {
    let book = Book::new();
    for table in [
        include_str!("phrases-en.txt"),
        include_str!("phrases-zh.txt"),
    ] {
        for (line, _) in table.lines().filter_map(|line| line.split_once(" => ")) {
            assert_loses_nothing(&book, line);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_can_be_read(line in any::<String>()) {
        assert_loses_nothing(&Book::new(), &line);
    }

    #[test]
    fn words_of_the_tables_in_any_order_can_be_read(
        picks in prop::collection::vec((any::<prop::sample::Index>(), " {0,2}|，|, "), 0..12),
    ) {
        let words = words();
        let line: String = picks
            .iter()
            .flat_map(|(pick, separator)| [words[pick.index(words.len())], separator.as_str()])
            .collect();
        assert_loses_nothing(&Book::new(), &line);
    }

    #[test]
    fn numbers_and_signs_can_be_read(line in "[0-9一二三十百:./\\-年月日号点半分天周后前 apm]{0,40}") {
        assert_loses_nothing(&Book::new(), &line);
    }
}

#[test]
fn a_line_of_a_hundred_thousand_characters_is_read_at_its_beginning_and_kept_whole() {
    let book = Book::new();
    for unit in [
        "昨天电话王总，",
        "called Alice yesterday, ",
        "9",
        "一",
        "，",
        "周二再打 ",
    ] {
        let line: String = unit.chars().cycle().take(100_000).collect();
        let capture = book.read(&line);
        assert!(capture.read_to < line.len());
        assert_eq!(line[..capture.read_to].chars().count(), LONGEST);
        assert!(capture.words.ends_with(line[capture.read_to..].trim()));
    }
}

#[test]
fn a_name_of_fifty_is_narrowed_by_firm_and_digits() {
    let companies: Vec<String> = (0..50).map(|number| format!("第{number:02}厂")).collect();
    let customers = companies.iter().zip(0..).map(|(company, number)| {
        let phone = genjin::domain::customer::Labelled {
            label: String::new(),
            value: format!("1380013{number:04}"),
        };
        ("王芳", company.as_str(), Some(phone))
    });
    let book = Book::of(customers);
    let who = |line: &str| {
        let capture = book.read(line);
        assert_eq!(capture.mentions.len(), 1, "{line}");
        match capture.mentions[0].who.clone() {
            Who::OneOf(ids) => ids.len(),
            Who::Known(_) => 1,
            other => panic!("{line}: {other:?}"),
        }
    };
    assert_eq!(who("电话 王芳 嫌贵"), 50);
    assert_eq!(who("电话 王芳 第07厂 嫌贵"), 1);
    assert_eq!(who("电话 王芳 0007 嫌贵"), 1);
    assert!(!book.read("电话 王芳").is_clear());
    let ids = book.read("电话 王芳").mentions;
    let id = match &ids[0].who {
        Who::OneOf(ids) => ids[6],
        other => panic!("{other:?}"),
    };
    let answers = Answers {
        chosen: vec![(ids[0].key.clone(), Choice::Known(id))],
        ..Answers::default()
    };
    let capture = book.read_with("电话 王芳", &answers);
    assert!(capture.is_clear());
    assert_eq!(capture.mentions[0].who, Who::Known(id));
}

#[test]
fn a_part_that_is_taken_back_stays_as_words() {
    let book = Book::new();
    let line = "电话 王总 谈合同 周二再打";
    let plain = |words: &str| Answers {
        plain: vec![words.to_owned()],
        ..Answers::default()
    };
    let capture = book.read_with(line, &plain("周二再打"));
    assert_eq!(capture.next, None);
    assert_eq!(capture.words, "谈合同 周二再打");
    let capture = book.read_with("明天昨天 电话 王总", &plain("明天"));
    assert!(capture.is_clear(), "{capture:?}");
    assert_eq!(capture.words, "明天");
}

#[test]
fn customers_made_later_are_found_and_those_in_the_trash_are_not() {
    let mut book = Book::new();
    let id = CustomerId(Uuid::from_u128(900));
    let customer = Customer::named(id, "孙小美");
    book.apply(vec![Edit::Customer(Edited::made(customer.clone()))]);
    assert_eq!(book.read("电话 孙小美").mentions[0].who, Who::Known(id));
    assert_eq!(book.read("电话 sxm").mentions[0].who, Who::Known(id));
    let trashed = Customer {
        trashed_at: Some(crate::book::now()),
        ..customer.clone()
    };
    book.apply(vec![Edit::Customer(Edited::altered(
        customer.into(),
        trashed,
    ))]);
    assert_eq!(book.read("电话 孙小美").mentions[0].who, Who::Unknown);
}
