//! Loyalty against reckonings made by hand.

use super::*;

#[test]
fn a_relation_to_come_and_one_unknown_have_no_loyalty() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    let today = day("2026-11-26");
    let of = |satisfaction, begin| Loyalty::of(&Scoring::default(), satisfaction, begin, today);
    assert_eq!(of(Some(50.0), None), Err(NoLoyalty::NoBegin));
    let later = day("2026-11-27");
    assert_eq!(
        of(Some(50.0), Some(Begin::Stated(later))),
        Err(NoLoyalty::BeginsLater(later))
    );
    assert_eq!(
        of(None, Some(Begin::Stated(today))),
        Err(NoLoyalty::NoSatisfaction)
    );
    let begin = Begin::Stated(day("2025-11-26"));
    let loyalty = of(Some(75.0), Some(begin)).expect("all is known");
    let expected = 0.8 * 75.0 + 0.2 * 365.0 / 30.4375;
    assert!((loyalty.value - expected).abs() < 1e-12);
}
