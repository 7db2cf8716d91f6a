//! Scores against a table reckoned by hand, and what holds for all of them.

use chrono::Days;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::decimal::Decimal;
use crate::domain::ranking::parse_weight;
use crate::domain::rating::{RatedValue, Scale};
use crate::domain::scoring::Aspect;

const TABLE: &str = include_str!("table.txt");

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).expect("a date")
}

/// One aspect of a customer: its weight, and the points and age of its rating.
#[derive(Debug, Clone, Copy)]
struct Given {
    weight: Weight,
    rated: Option<(f64, u64)>,
}

fn score(cells: &[Given], half_life_days: Option<u32>) -> Option<Satisfaction> {
    let id = |place: usize| AspectId::Own(Uuid::from_u128(place as u128));
    let aspect = |(place, cell): (usize, &Given)| Aspect {
        id: id(place),
        name: format!("aspect {place}"),
        weight: cell.weight,
    };
    let scoring = Scoring {
        aspects: cells.iter().enumerate().map(aspect).collect(),
        half_life_days,
        ..Scoring::default()
    };
    let rated = |aspect| {
        let place = (0..cells.len()).find(|place| id(*place) == aspect)?;
        let (points, age) = cells[place].rated?;
        Some(Rated {
            rating: RatingId(Uuid::nil()),
            points,
            on: today() - Days::new(age),
        })
    };
    Satisfaction::of(&scoring, rated, today())
}

/// A cell such as `1.5*4@30` or `2*7.5/10`.
fn cell(text: &str) -> Given {
    let (weight, rest) = text.split_once('*').expect("a weight");
    let (value, age) = rest.split_once('@').unwrap_or((rest, "0"));
    let (value, scale) = match value.strip_suffix("/10") {
        Some(value) => (value, Scale::TenPoint),
        None => (value, Scale::FivePoint),
    };
    let rated = (value != "-").then(|| {
        let value = Decimal::parse(value).expect("a number");
        let value = RatedValue::new(value, scale).expect("within the scale");
        (value.points(), age.parse().expect("days"))
    });
    Given {
        weight: parse_weight(weight).expect("a weight"),
        rated,
    }
}

#[test]
fn every_score_is_the_one_reckoned_by_hand() {
    let mut count = 0;
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split(" | ").collect();
        let [note, cells, half_life, expected, coverage, share] = columns[..] else {
            panic!("six columns: {line}");
        };
        let cells: Vec<Given> = cells.split(' ').map(cell).collect();
        let found = score(&cells, half_life.parse().ok());
        let Ok(expected) = expected.parse::<f64>() else {
            assert_eq!(found, None, "{note}");
            count += 1;
            continue;
        };
        let found = found.expect(note);
        assert!((found.value - expected).abs() < 1e-12, "{note}: {found:?}");
        let Coverage {
            rated,
            aspects,
            share: covered,
        } = found.coverage;
        assert_eq!(format!("{rated}/{aspects}"), coverage, "{note}");
        let share: f64 = share.parse().expect("a number");
        assert!((covered - share).abs() < 1e-12, "{note}: {covered}");
        count += 1;
    }
    assert!(40 <= count, "{count} lines");
}

fn given() -> impl Strategy<Value = Given> {
    let rated = option::of((0.0..=100.0_f64, 0..4000_u64));
    (0..=10_000_u16, rated).prop_map(|(weight, rated)| Given {
        weight: Weight(weight),
        rated,
    })
}

proptest! {
    #[test]
    fn a_score_lies_within_the_ratings_it_rests_on(
        cells in vec(given(), 1..12), half_life in option::of(1..2000_u32),
    ) {
        let Some(score) = score(&cells, half_life) else {
            let weighs = |cell: &Given| cell.weight != Weight(0) && cell.rated.is_some();
            prop_assert!(!cells.iter().any(weighs));
            return Ok(());
        };
        let rated = cells.iter().filter(|cell| cell.weight != Weight(0));
        let points: Vec<f64> = rated.filter_map(|cell| Some(cell.rated?.0)).collect();
        let lowest = points.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = points.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        prop_assert!(lowest - 1e-9 <= score.value && score.value <= highest + 1e-9, "{:?}", score);
        let shares: f64 = score.terms.iter().map(|term| term.share).sum();
        let sum: f64 = score.terms.iter().map(|term| term.contribution).sum();
        prop_assert!((shares - 1.0).abs() < 1e-9);
        prop_assert!((sum - score.value).abs() < 1e-9);
    }

    #[test]
    fn the_same_weights_in_other_units_give_the_same_score(
        cells in vec(given(), 1..12), factor in 2..6_u16, half_life in option::of(1..2000_u32),
    ) {
        let scaled = |by: u16| -> Vec<Given> {
            let all = cells.iter();
            all.map(|cell| Given { weight: Weight(cell.weight.0 / 6 * by), ..*cell }).collect()
        };
        let (one, other) = (score(&scaled(1), half_life), score(&scaled(factor), half_life));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(other)) = (one, other) {
            prop_assert!((one.value - other.value).abs() < 1e-9);
            prop_assert!((one.coverage.share - other.coverage.share).abs() < 1e-12);
        }
    }

    #[test]
    fn a_better_rating_never_lowers_a_score(
        cells in vec(given(), 1..12), place in 0..12_usize, better in 0.0..50.0_f64,
    ) {
        let place = place % cells.len();
        let Some((points, age)) = cells[place].rated else { return Ok(()) };
        let mut after = cells.clone();
        after[place].rated = Some(((points + better).min(100.0), age));
        if let (Some(before), Some(after)) = (score(&cells, None), score(&after, None)) {
            prop_assert!(before.value <= after.value + 1e-9);
        }
    }
}

#[test]
fn a_trend_is_steady_within_a_point() {
    let moved = |change: f64| Trend {
        before: 50.0,
        before_on: today(),
        after: 50.0 + change,
        after_on: today(),
    };
    for (change, direction) in [
        (0.0, Direction::Steady),
        (0.99, Direction::Steady),
        (-0.99, Direction::Steady),
        (1.0, Direction::Up),
        (-1.0, Direction::Down),
    ] {
        assert_eq!(moved(change).direction(), direction, "{change}");
    }
}
