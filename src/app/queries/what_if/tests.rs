use chrono::{DateTime, Days};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::app::queries::scores::score;
use crate::domain::change::{Edit, Edited};
use crate::domain::customer::Customer;
use crate::domain::decimal::Decimal;
use crate::domain::id::RatingId;
use crate::domain::moment::Moment;
use crate::domain::rank_effect::{Scores, rank_effect};
use crate::domain::rating::{AspectId, RatedValue, Rating, Scale};
use crate::domain::scoring::{Coefficients, ScoringFault};

const ASPECTS: usize = 3;

/// What a customer gave for each aspect, in tenths from 10 to 50, and for how many days it is one.
type Given = ([Option<u8>; ASPECTS], Option<u16>);

fn noon() -> Now {
    DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment")
}

fn id(number: usize) -> CustomerId {
    // The order of ids is not that in which the customers come.
    CustomerId(Uuid::from_u128(number as u128 * 7919 % 10_007 + 1))
}

fn scoring() -> Scoring {
    let mut scoring = Scoring::default();
    scoring.aspects.truncate(ASPECTS);
    scoring
}

/// The customers with their ratings moved by so many tenths within the scale.
fn model(given: &[Given], scoring: &Scoring, shifts: [i8; ASPECTS]) -> Model {
    let mut model = Model::default();
    let today = noon().date_naive();
    let mut settings = (**model.settings()).clone();
    settings.scoring = scoring.clone();
    let mut edits = vec![Edit::Settings(Edited::altered(
        model.settings().clone(),
        settings,
    ))];
    for (place, (tenths, days)) in given.iter().enumerate() {
        let mut customer = Customer::named(id(place), format!("Customer {place}"));
        customer.since = days.map(|days| today - Days::new(u64::from(days)));
        edits.push(Edit::Customer(Edited::made(customer)));
        for (nth, tenths) in tenths.iter().enumerate() {
            let Some(tenths) = tenths else { continue };
            let moved = (i64::from(*tenths) + i64::from(shifts[nth])).clamp(10, 50);
            let value = Decimal::from_millionths(moved * 100_000);
            edits.push(Edit::Rating(Edited::made(Rating {
                id: RatingId(Uuid::from_u128((place * ASPECTS + nth) as u128)),
                customer: id(place),
                aspect: AspectId::BUILT_IN[nth],
                value: RatedValue::new(value, Scale::FivePoint).expect("within the scale"),
                at: Moment::On(today - Days::new(20 * nth as u64)),
                communication: None,
                given_by: String::new(),
                origin: None,
                trashed_at: None,
            })));
        }
    }
    model.apply_edits(&edits);
    model
}

#[test]
fn a_customer_in_view_is_told_of_whether_it_moves_or_not() {
    let given = [
        ([Some(40), Some(20), None], Some(100)),
        ([Some(10), None, None], Some(50)),
        ([None, None, None], Some(900)),
    ];
    let model = model(&given, &Scoring::default(), [0; ASPECTS]);
    let id = |place: u128| CustomerId(Uuid::from_u128(place));
    let customers: Vec<CustomerId> = model.customers().map(|one| one.id).collect();
    let levers = Levers::of(&model.settings().scoring);
    for customer in customers {
        let baseline = baseline(&model).with_in_view(Some(customer));
        let effect = baseline.effect(&levers, Listed::Most, 5);
        assert_eq!(effect.listed, []);
        let seen = effect.in_view.expect("it is there");
        let score = score(&model, customer, noon()).expect("it is there");
        assert_eq!(seen.customer, customer);
        let value = |(before, after): (f64, f64)| {
            assert_eq!(before.to_bits(), after.to_bits());
            before.is_finite().then_some(before)
        };
        assert_eq!(
            value(seen.satisfaction),
            score.satisfaction.map(|one| one.value)
        );
        assert_eq!(value(seen.loyalty), score.loyalty.ok().map(|one| one.value));
        assert_eq!(seen.rank.0 == 0, seen.loyalty.0.is_nan());
    }
    let nobody = baseline(&model).with_in_view(Some(id(77)));
    assert_eq!(nobody.effect(&levers, Listed::Most, 5).in_view, None);
}

fn baseline(model: &Model) -> Baseline {
    let mut gathering = Gathering::new(model, noon());
    while gathering.step(model, 2).is_some() {}
    gathering.finish(model)
}

fn set(tried: &mut Tried, lever: Lever, text: &str) {
    tried.set(lever, text.to_owned());
}

#[test]
fn better_delivery_brings_customers_out_of_risk() {
    let scoring = scoring();
    let quality = Lever::Shift(AspectId::Quality);
    // L = 0.8·S + 0.2·D: 40, 20 and 80 without duration, at risk below 50.
    let given = [
        ([Some(30), None, None], Some(0)),
        ([Some(20), None, None], Some(0)),
        ([Some(50), None, None], Some(0)),
        ([None, None, None], Some(0)),
        ([Some(30), None, None], None),
    ];
    let baseline = baseline(&model(&given, &scoring, [0; ASPECTS]));
    assert_eq!((baseline.rated(), baseline.ranked()), (4, 3));
    let mut tried = Tried::default();
    let effect = |tried: &Tried, listed| {
        let levers = tried.levers(&scoring).expect("numbers");
        baseline.effect(&levers, listed, 9)
    };
    let none = effect(&tried, Listed::Most);
    assert_eq!((none.at_risk_before, none.at_risk_after), (2, 2));
    assert_eq!((none.ranked, none.moved, none.listed.len()), (3, 0, 0));

    set(&mut tried, quality, "+1");
    let out = effect(&tried, Listed::OutOfRisk);
    assert_eq!((out.out_of_risk, out.into_risk), (1, 0));
    assert_eq!(out.listed.len(), 1);
    assert_eq!(out.listed[0].customer, id(0));
    assert_eq!(out.listed[0].satisfaction, (50.0, 75.0));
    assert_eq!(out.listed[0].rank, (2, 2));
    // Nobody rates higher than the scale goes.
    set(&mut tried, quality, "4");
    assert_eq!(effect(&tried, Listed::Most).at_risk_after, 0);
    assert_eq!(effect(&tried, Listed::IntoRisk).listed, []);
}

#[test]
fn a_score_that_goes_is_counted_and_moves_nobody_else() {
    let scoring = scoring();
    let given = [
        ([Some(50), None, None], Some(0)),
        ([Some(20), Some(20), None], Some(0)),
        ([None, Some(10), None], Some(0)),
    ];
    let baseline = baseline(&model(&given, &scoring, [0; ASPECTS]));
    let mut tried = Tried::default();
    set(&mut tried, Lever::Weight(AspectId::Quality), "0");
    let levers = tried.levers(&scoring).expect("numbers");
    let effect = baseline.effect(&levers, Listed::Most, 9);
    assert_eq!((effect.lost, effect.gained, effect.ranked), (1, 0, 2));
    assert_eq!((effect.moved, effect.listed.len()), (0, 0));
}

#[test]
fn levers_of_other_aspects_do_nothing() {
    let given = [([Some(50), None, None], Some(0))];
    let baseline = baseline(&model(&given, &scoring(), [0; ASPECTS]));
    let levers = Levers::of(&Scoring::default());
    let effect = baseline.effect(&levers, Listed::Most, 9);
    assert_eq!(effect, Effect::default());
}

#[test]
fn a_change_in_the_midst_begins_the_gathering_again() {
    let given = [([Some(30), None, None], Some(0)); 5];
    let before = model(&given[..3], &scoring(), [0; ASPECTS]);
    let mut gathering = Gathering::new(&before, noon());
    assert_eq!(gathering.step(&before, 2), Some(666));
    let mut after = before.clone();
    let customer = Customer::named(id(7), "Late");
    after.apply_edits(&[Edit::Customer(Edited::made(customer))]);
    let mut steps = Vec::new();
    while let Some(thousandths) = gathering.step(&after, 2) {
        steps.push(thousandths);
    }
    assert_eq!(steps, [500, 1000]);
    assert_eq!(gathering.finish(&after).ranked(), 3);
}

#[test]
fn only_numbers_within_the_limits_are_taken() {
    let scoring = Scoring::default();
    let weight = Lever::Weight(AspectId::Delivery);
    let shift = Lever::Shift(AspectId::Delivery);
    for (lever, text, expected) in [
        (weight, "2", Some("2")),
        (weight, "1,25", Some("1.25")),
        (weight, "100", Some("100")),
        (weight, "100.01", None),
        (weight, "-1", None),
        (weight, "1.234", None),
        (shift, "+0.5", Some("0.5")),
        (shift, "−0,5", Some("-0.5")),
        (shift, "4", Some("4")),
        (shift, "4.1", None),
        (shift, "much", None),
        (Lever::Intercept, "-1000000", Some("-1000000")),
        (Lever::Intercept, "1e308", None),
        (Lever::Satisfaction, "NaN", None),
        (Lever::Duration, "", None),
        (Lever::Risk, "1000000.1", None),
    ] {
        let mut tried = Tried::default();
        set(&mut tried, lever, text);
        let number = tried.number(lever, &scoring);
        let number = number.map(|number| number.to_string());
        assert_eq!(number.as_deref(), expected, "{lever:?} {text}");
        assert_eq!(tried.levers(&scoring).is_some(), expected.is_some());
        assert_eq!(tried.text(lever, &scoring), text);
    }
}

#[test]
fn what_is_typed_as_it_stood_is_no_change_and_moved_ratings_are_not_saved() {
    let scoring = Scoring::default();
    let weight = Lever::Weight(AspectId::Delivery);
    let shift = Lever::Shift(AspectId::Delivery);
    let mut tried = Tried::default();
    set(&mut tried, weight, "1.00");
    set(&mut tried, Lever::Satisfaction, "0.80");
    assert_eq!(tried.changed(&scoring), []);
    assert!(!tried.is_empty());
    set(&mut tried, shift, "1");
    assert_eq!(tried.changed(&scoring), [shift]);
    assert_eq!(tried.scoring(&scoring).as_ref(), Some(&scoring));
    set(&mut tried, weight, "2");
    set(&mut tried, Lever::Risk, "40");
    assert_eq!(tried.changed(&scoring), [weight, shift, Lever::Risk]);
    let saved = tried.scoring(&scoring).expect("numbers");
    assert_eq!((saved.aspects[3].weight.0, saved.fault()), (200, None));
    tried.forget_saved();
    assert_eq!(tried.changed(&scoring), [shift]);
    tried.reset(shift);
    assert!(tried.is_empty());
    for aspect in &scoring.aspects {
        set(&mut tried, Lever::Weight(aspect.id), "0");
    }
    let nothing = tried.scoring(&scoring).expect("numbers");
    assert_eq!(nothing.fault(), Some(ScoringFault::NothingWeighs));
}

#[test]
fn sliders_reach_twice_as_far_as_what_is_stored() {
    let scoring = |stored: &str| {
        let number = Decimal::parse(stored).expect("a number");
        Scoring {
            coefficients: Coefficients {
                intercept: number,
                ..Coefficients::default()
            },
            risk_below: number,
            ..Scoring::default()
        }
    };
    let check = |lever: Lever, stored: &str, expected: [&str; 3]| {
        let Reach { least, most, step } = lever.reach(&scoring(stored));
        let reach = [least, most, step].map(|end| end.to_string());
        assert_eq!(reach, expected, "{lever:?} {stored}");
    };
    check(Lever::Intercept, "0", ["-50", "50", "0.5"]);
    check(Lever::Intercept, "-26", ["-100", "100", "1"]);
    check(
        Lever::Intercept,
        "1000000",
        ["-1000000", "1000000", "10000"],
    );
    check(Lever::Risk, "50", ["0", "100", "1"]);
    check(Lever::Risk, "-1", ["-100", "100", "1"]);
    check(Lever::Satisfaction, "0", ["-2", "2", "0.01"]);
    check(Lever::Duration, "0", ["-1", "1", "0.01"]);
    check(Lever::Weight(AspectId::Speed), "0", ["0", "5", "0.05"]);
    check(Lever::Shift(AspectId::Speed), "0", ["-4", "4", "0.1"]);
}

proptest! {
    #[test]
    fn the_effect_is_that_of_scoring_every_customer_anew(
        given in prop::collection::vec(
            (prop::array::uniform3(prop::option::of(10..=50_u8)), prop::option::of(0..2000_u16)),
            0..30,
        ),
        weights in prop::array::uniform3(0..400_u16),
        shifts in prop::array::uniform3(-40..=40_i8),
        b in prop::array::uniform3(-200..200_i64),
        risk in (-100..200_i64, -100..200_i64),
        half_life in prop::option::of(1..100_u32),
    ) {
        let mut scoring = scoring();
        scoring.half_life_days = half_life;
        // No score that is reckoned in tenths lies on the threshold.
        scoring.risk_below = Decimal::from_millionths(risk.0 * MILLION + 123_457);
        let before = model(&given, &scoring, [0; ASPECTS]);
        let mut tried = Tried::default();
        let aspects: Vec<AspectId> = scoring.aspects.iter().map(|aspect| aspect.id).collect();
        for ((aspect, weight), shift) in aspects.into_iter().zip(weights).zip(shifts) {
            let text = |number: i64| Decimal::from_millionths(number).to_string();
            tried.set(Lever::Weight(aspect), text(i64::from(weight) * 10_000));
            tried.set(Lever::Shift(aspect), text(i64::from(shift) * 100_000));
        }
        let levers = [Lever::Intercept, Lever::Satisfaction, Lever::Duration];
        for (lever, hundredths) in levers.into_iter().zip(b) {
            tried.set(lever, Decimal::from_millionths(hundredths * 10_000).to_string());
        }
        tried.set(Lever::Risk, Decimal::from_millionths(risk.1 * MILLION + 123_457).to_string());
        let changed = tried.scoring(&scoring).expect("numbers");
        let after = model(&given, &changed, shifts);

        let of = |model: &Model, place: usize| score(model, id(place), noon()).expect("there");
        let mut scores = Vec::new();
        let mut expected = Effect::default();
        for place in 0..given.len() {
            let (one, other) = (of(&before, place), of(&after, place));
            expected.at_risk_before += usize::from(one.is_at_risk);
            expected.at_risk_after += usize::from(other.is_at_risk);
            let both = one.loyalty.is_ok() && other.loyalty.is_ok();
            expected.out_of_risk += usize::from(both && one.is_at_risk && !other.is_at_risk);
            expected.into_risk += usize::from(both && !one.is_at_risk && other.is_at_risk);
            scores.push(Scores {
                customer: id(place),
                before: one.loyalty.ok().map(|loyalty| loyalty.value),
                after: other.loyalty.ok().map(|loyalty| loyalty.value),
            });
        }
        let ranks = rank_effect(&scores, usize::MAX);
        let baseline = baseline(&before);
        let levers = tried.levers(&scoring).expect("numbers");
        let effect = baseline.effect(&levers, Listed::Most, usize::MAX);
        prop_assert_eq!(
            (effect.ranked, effect.moved, effect.gained, effect.lost),
            (ranks.ranked, ranks.moved, ranks.gained, ranks.lost)
        );
        prop_assert_eq!(
            (effect.at_risk_before, effect.at_risk_after, effect.out_of_risk, effect.into_risk),
            (expected.at_risk_before, expected.at_risk_after, expected.out_of_risk, expected.into_risk)
        );
        let all = |counts: &[usize]| counts.iter().sum::<usize>();
        let spread = effect.spread.as_ref();
        prop_assert_eq!(
            spread.map_or((0, 0), |spread| (all(&spread.before), all(&spread.after))),
            (ranks.ranked + ranks.lost, ranks.ranked + ranks.gained)
        );
        let moved: Vec<&Affected> =
            effect.listed.iter().filter(|one| one.rank.0 != one.rank.1).collect();
        prop_assert_eq!(moved.len(), ranks.furthest.len());
        for (one, expected) in moved.iter().zip(&ranks.furthest) {
            prop_assert_eq!(one.rank.0.abs_diff(one.rank.1) as usize, expected.distance());
            let same = ranks.furthest.iter().find(|other| other.customer == one.customer);
            let same = same.map(|other| (other.before, other.after));
            prop_assert_eq!(same, Some((one.rank.0 as usize, one.rank.1 as usize)));
        }
        for listed in Listed::ALL {
            let effect = baseline.effect(&levers, listed, 3);
            prop_assert_eq!(effect.listed.len(), effect.count(listed).min(3));
            for one in &effect.listed {
                let place = (0..given.len()).find(|place| id(*place) == one.customer);
                let place = place.expect("a customer of the Book");
                let loyalty = of(&after, place).loyalty.expect("it has one").value;
                prop_assert!((one.loyalty.1 - loyalty).abs() < 1e-9);
                let satisfaction = of(&after, place).satisfaction.expect("it has one").value;
                prop_assert!((one.satisfaction.1 - satisfaction).abs() < 1e-9);
            }
        }
    }
}

const MILLION: i64 = 1_000_000;
