//! Scores against reckonings made by hand.

use uuid::Uuid;

use super::*;

fn on(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[test]
fn a_missing_aspect_is_left_out_and_the_others_weigh_more() {
    let rated = |aspect| {
        let points = match aspect {
            AspectId::Quality => 100.0,
            AspectId::Service => 50.0,
            _ => return None,
        };
        Some(Rated {
            rating: RatingId(Uuid::nil()),
            points,
            on: on("2026-11-01"),
        })
    };
    let mut scoring = Scoring::default();
    scoring.aspects[0].weight = Weight(300);
    let score = Satisfaction::of(&scoring, rated, on("2026-11-26")).expect("rated");
    assert!((score.value - 87.5).abs() < 1e-12);
    assert_eq!((score.coverage.rated, score.coverage.aspects), (2, 6));
    assert!((score.coverage.share - 0.5).abs() < 1e-12);
    let sum: f64 = score.terms.iter().map(|term| term.contribution).sum();
    assert!((sum - score.value).abs() < 1e-12);
}
