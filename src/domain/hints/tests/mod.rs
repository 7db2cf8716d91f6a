//! What the words propose, sentence by sentence, and what holds for every text.

mod chinese;
mod english;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

/// A Wednesday.
fn on() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 11, 20).expect("a day")
}

/// What is proposed, in short: the kinds of need, then each promise's side and day.
fn told(words: &str) -> String {
    let Hints { needs, promises } = hints(words, on());
    let needs = needs.iter().map(|hint| hint.kind.code().to_owned());
    let promises = promises.iter().map(|hint| match hint.due {
        Some(due) => format!("{} {}", hint.side.code(), due.format("%m-%d")),
        None => hint.side.code().to_owned(),
    });
    needs.chain(promises).collect::<Vec<_>>().join(", ")
}

/// Fails with every sentence of a table that proposes something else than it ought to.
fn check(table: &[(&str, &str)]) {
    let wrong: Vec<_> = table
        .iter()
        .filter(|(words, expected)| told(words) != *expected)
        .map(|(words, expected)| {
            format!("{words}\n    is    {}\n    ought {expected}", told(words))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let silent = table
        .iter()
        .filter(|(_, expected)| expected.is_empty())
        .count();
    assert!(
        120 <= table.len() && 40 <= silent,
        "{} sentences, {silent} silent",
        table.len()
    );
}

#[test]
fn a_hint_names_its_clause_and_the_words_it_rests_on() {
    let words = "Samples are fine. She finds the price too high, wants a discount";
    let found = hints(words, on());
    assert_eq!(found.needs.len(), 1);
    assert_eq!(
        &words[found.needs[0].span.clone()],
        "She finds the price too high, wants a discount"
    );
    assert_eq!(&words[found.needs[0].basis.clone()], "price too high");
    let words = "样品不错，嫌交期长；我答应周五前给报价";
    let found = hints(words, on());
    assert_eq!(&words[found.needs[0].span.clone()], "嫌交期长");
    assert_eq!(&words[found.promises[0].span.clone()], "我答应周五前给报价");
}

#[test]
fn what_is_proposed_bears_the_words_of_its_clause() {
    let Proposed { needs, promises } = Proposed::by("All well. wants a quote; 他说周五付款", on());
    assert_eq!(
        (needs[0].kind, &*needs[0].words),
        (NeedKind::Price, "wants a quote")
    );
    let [promise] = &promises[..] else {
        panic!("one promise: {promises:?}");
    };
    assert_eq!(
        (promise.side, &*promise.words),
        (Side::Theirs, "他说周五付款")
    );
    assert_eq!(promise.due_on, NaiveDate::from_ymd_opt(2024, 11, 22));
}

#[test]
fn both_languages_may_stand_in_one_text() {
    assert_eq!(
        told("王总 wants a quote，他说周五付款"),
        "price, theirs 11-22"
    );
}

#[test]
fn a_very_long_text_proposes_little_and_ends() {
    let words = "wants a quote. ".repeat(10_000);
    assert_eq!(hints(&words, on()).needs.len(), MOST);
}

/// Words of the rules and of other texts, in any order.
fn any_words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "\\PC{0,6}",
        proptest::sample::select(vec![
            "wants", "a", "quote", "will", "not", "he", "promised", "in", "999999", "days", "next",
            "Friday", "要", "报价", "不", "没", "答应", "下周", "五", "他", "会", "天内", "十",
            "月", "31", "号", "，", ".", "?", "if", "'", "’", "und", "Ä",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec((word, proptest::bool::ANY), 0..30).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, blank)| if blank { word + " " } else { word })
            .collect()
    })
}

proptest! {
    #[test]
    fn no_text_panics_and_every_span_lies_in_it(words in any_words(), days in -900_000..3_000_000) {
        let on = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or_default();
        let Hints { needs, promises } = hints(&words, on);
        let spans = needs.iter().map(|hint| (&hint.span, &hint.basis));
        let spans = spans.chain(promises.iter().map(|hint| (&hint.span, &hint.basis)));
        for (span, basis) in spans {
            prop_assert!(words.get(span.clone()).is_some_and(|words| !words.is_empty()));
            prop_assert!(words.get(basis.clone()).is_some_and(|words| !words.is_empty()));
            prop_assert!(span.start <= basis.start && basis.end <= span.end);
        }
        for promise in promises {
            prop_assert!(promise.due.is_none_or(|due| on <= due));
        }
    }
}
