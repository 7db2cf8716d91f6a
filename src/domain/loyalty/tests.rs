//! Loyalty against a table reckoned by hand, and what holds for all of it.

use proptest::prelude::*;

use super::*;
use crate::domain::decimal::Decimal;
use crate::domain::scoring::Coefficients;

const TABLE: &str = include_str!("table.txt");

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn today() -> NaiveDate {
    day("2026-11-26")
}

fn scoring(numbers: &str) -> Scoring {
    let numbers: Vec<Decimal> = numbers.split(' ').filter_map(Decimal::parse).collect();
    let [intercept, satisfaction, duration] = numbers[..] else {
        panic!("three numbers");
    };
    Scoring {
        coefficients: Coefficients {
            intercept,
            satisfaction,
            duration,
        },
        ..Scoring::default()
    }
}

#[test]
fn every_loyalty_is_the_one_reckoned_by_hand() {
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split(" | ").collect();
        let [note, coefficients, satisfaction, begin, months, expected] = columns[..] else {
            panic!("six columns: {line}");
        };
        let number = |text: &str| text.parse::<f64>().expect("a number");
        let begin = Begin::Stated(day(begin));
        let scoring = scoring(coefficients);
        let found = Loyalty::of(&scoring, Some(number(satisfaction)), Some(begin), today());
        let found = found.expect(note);
        assert!(
            (found.months - number(months)).abs() < 1e-10,
            "{note}: {found:?}"
        );
        let expected = number(expected);
        let tolerance = 1e-12_f64.max(expected.abs() * 1e-15);
        assert!(
            (found.value - expected).abs() < tolerance,
            "{note}: {found:?}"
        );
    }
}

#[test]
fn a_relation_to_come_and_one_unknown_have_no_loyalty() {
    let of = |satisfaction, begin| Loyalty::of(&Scoring::default(), satisfaction, begin, today());
    let later = day("2026-11-27");
    assert_eq!(of(Some(50.0), None), Err(NoLoyalty::NoBegin));
    assert_eq!(
        of(Some(50.0), Some(Begin::Stated(later))),
        Err(NoLoyalty::BeginsLater(later))
    );
    assert_eq!(
        of(None, Some(Begin::FirstCommunication(today()))),
        Err(NoLoyalty::NoSatisfaction)
    );
}

#[test]
fn only_what_is_clamped_says_so() {
    let shown = |intercept: &str, clamps_loyalty| {
        let scoring = Scoring {
            clamps_loyalty,
            ..scoring(&format!("{intercept} 0 0"))
        };
        let begin = Some(Begin::Stated(today()));
        let found = Loyalty::of(&scoring, Some(50.0), begin, today()).expect("all is known");
        found.shown(&scoring)
    };
    assert_eq!(shown("120", true), (100.0, true));
    assert_eq!(shown("-1", true), (0.0, true));
    assert_eq!(shown("100", true), (100.0, false));
    assert_eq!(shown("0", true), (0.0, false));
    assert_eq!(shown("120", false), (120.0, false));
}

#[test]
fn at_risk_is_what_lies_below_the_threshold_as_computed() {
    for (intercept, is_at_risk) in [("49.999999", true), ("50", false), ("-3", true)] {
        let scoring = Scoring {
            clamps_loyalty: true,
            ..scoring(&format!("{intercept} 0 0"))
        };
        let begin = Some(Begin::Stated(today()));
        let found = Loyalty::of(&scoring, Some(0.0), begin, today()).expect("all is known");
        assert_eq!(found.is_at_risk(&scoring), is_at_risk, "{intercept}");
    }
}

proptest! {
    /// L(aS + (1−a)T, aD + (1−a)E) = a·L(S, D) + (1−a)·L(T, E).
    #[test]
    fn loyalty_is_linear_in_satisfaction_and_duration(
        b in prop::array::uniform3(-10.0..10.0_f64),
        s in prop::array::uniform2(0.0..=100.0_f64),
        d in prop::array::uniform2(0.0..600.0_f64),
        a in 0.0..=1.0_f64,
    ) {
        let of = |s, d| -> f64 { terms(b, s, d).iter().sum() };
        let mixed = of(a * s[0] + (1.0 - a) * s[1], a * d[0] + (1.0 - a) * d[1]);
        let apart = a * of(s[0], d[0]) + (1.0 - a) * of(s[1], d[1]);
        prop_assert!((mixed - apart).abs() < 1e-8, "{} {}", mixed, apart);
    }
}
