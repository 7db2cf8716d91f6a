use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn id(number: usize) -> CustomerId {
    CustomerId(Uuid::from_u128(u128::try_from(number).expect("small")))
}

fn observed(rows: &[(f64, f64, f64)]) -> Vec<Observed> {
    let observation =
        |(number, (satisfaction, months, loyalty)): (usize, &(f64, f64, f64))| Observed {
            customer: id(number),
            satisfaction: *satisfaction,
            months: *months,
            loyalty: *loyalty,
        };
    rows.iter().enumerate().map(observation).collect()
}

/// Twelve customers: satisfaction, months, observed loyalty.
const TWELVE: [(f64, f64, f64); 12] = [
    (62.0, 3.0, 52.0),
    (71.0, 14.0, 61.0),
    (55.0, 7.0, 44.0),
    (80.0, 25.0, 72.0),
    (90.0, 31.0, 83.0),
    (47.0, 12.0, 41.0),
    (66.0, 48.0, 64.0),
    (73.0, 9.0, 60.0),
    (58.0, 20.0, 53.0),
    (85.0, 5.0, 69.0),
    (77.0, 60.0, 78.0),
    (93.0, 36.0, 85.0),
];

fn is_near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-12 * expected.abs()
}

fn refused(rows: &[(f64, f64, f64)]) -> Option<Refusal<LoyaltyFactor>> {
    fit_loyalty(&observed(rows)).err()
}

#[test]
fn loyalty_is_fitted_as_worked_out_in_fractions() {
    // The normal equations in exact fractions; t at 9 degrees of freedom is 2.2621571627982.
    let fit = fit_loyalty(&observed(&TWELVE)).expect("a fit");
    let check = |estimate: Estimate, expected: [f64; 4]| {
        let Estimate {
            value,
            standard_error,
            interval,
        } = estimate;
        let found = [value, standard_error, interval.low, interval.high];
        for (found, expected) in found.into_iter().zip(expected) {
            assert!(is_near(found, expected), "{found} for {expected}");
        }
    };
    check(
        fit.intercept,
        [
            -2.282_652_497_858_95,
            2.106_999_300_434_35,
            -7.049_016_057_347_32,
            2.483_711_061_629_41,
        ],
    );
    check(
        fit.satisfaction,
        [
            0.838_839_953_174_107,
            0.030_795_750_495_945_1,
            0.769_175_125_605_958,
            0.908_504_780_742_255,
        ],
    );
    check(
        fit.duration,
        [
            0.261_133_296_681_845,
            0.024_386_777_691_235_8,
            0.205_966_572_850_048,
            0.316_300_020_513_641,
        ],
    );
    let kept = Coefficients {
        intercept: Decimal::from_millionths(-2_282_652),
        satisfaction: Decimal::from_millionths(838_840),
        duration: Decimal::from_millionths(261_133),
    };
    assert_eq!(fit.coefficients(), Some(kept));
    assert_eq!((fit.observations(), fit.degrees_of_freedom), (12, 9));
    assert!(is_near(fit.r_squared, 0.992_653_506_771_869));
    assert!(is_near(fit.adjusted_r_squared, 0.991_020_952_721_173));
    assert!(is_near(fit.residual_deviation, 1.371_089_344_053_22));
    let seventh = fit.residuals[6];
    assert_eq!(seventh.customer, id(6));
    assert!(is_near(seventh.residual, -1.615_182_652_360_63));
    assert!(is_near(seventh.leverage, 0.342_956_954_084_998));
    let distance = seventh.cooks_distance.expect("a choice");
    assert!(is_near(distance, 0.367_487_426_404_118));
    // 4/n is a third: nobody else is beyond it.
    assert_eq!(fit.heaviest, [seventh]);
}

#[test]
fn coefficients_that_are_too_large_are_not_kept() {
    let scaled = |by: f64| {
        let rows = TWELVE.map(|row| (row.0, row.1, row.2 * by));
        fit_loyalty(&observed(&rows)).expect("a fit").coefficients()
    };
    assert!(scaled(400_000.0).is_some());
    assert_eq!(scaled(500_000.0), None);
    assert_eq!(scaled(1e90), None);
}

#[test]
fn who_stands_apart_is_named_first() {
    let mut rows = TWELVE.to_vec();
    rows[4].2 = 60.0;
    rows.push((70.0, 500.0, 90.0));
    let fit = fit_loyalty(&observed(&rows)).expect("a fit");
    let named: Vec<_> = fit.heaviest.iter().map(|one| one.customer).collect();
    assert_eq!(named, [id(12), id(4)]);
}

#[test]
fn who_could_move_the_fit_and_does_not_is_not_named() {
    let mut rows = TWELVE.to_vec();
    // Far out, and very nearly where the fit of the others lies.
    rows.push((
        60.0,
        400.0,
        -2.282_652 + 0.838_840 * 60.0 + 0.261_133 * 400.0,
    ));
    let fit = fit_loyalty(&observed(&rows)).expect("a fit");
    assert!(0.9 < fit.residuals[12].leverage);
    assert!(fit.heaviest.iter().all(|one| one.customer != id(12)));
    let of = |one: &Residual| one.cooks_distance.unwrap_or(f64::INFINITY);
    let least = fit.heaviest.last().map_or(f64::INFINITY, of);
    let is_named = |one: &&Residual| fit.heaviest.iter().any(|named| named == *one);
    let others = fit.residuals.iter().filter(|one| !is_named(one));
    assert!(others.map(of).all(|distance| distance <= least));
}

#[test]
fn a_fit_goes_through_the_only_one_with_a_factor() {
    // All but one are as old: the months are that one's alone.
    let mut rows: Vec<_> = TWELVE.iter().map(|row| (row.0, 6.0, row.2)).collect();
    rows[3].1 = 30.0;
    let fit = fit_loyalty(&observed(&rows)).expect("a fit");
    let first = fit.heaviest[0];
    assert_eq!((first.customer, first.cooks_distance), (id(3), None));
    assert!(first.residual.abs() < 1e-12 && (first.fitted() - 72.0).abs() < 1e-12);
}

#[test]
fn at_most_ten_are_named() {
    // Many alike and twenty far out to both sides.
    let row = |number: u32| {
        let swing = f64::from(number % 7) - 3.0;
        let far = if number < 20 { 400.0 } else { 1.0 };
        let side = if number.is_multiple_of(2) { far } else { -far };
        (50.0 + swing, 24.0 + side, 40.0 + swing * swing)
    };
    let rows: Vec<_> = (0..400).map(row).collect();
    let fit = fit_loyalty(&observed(&rows)).expect("a fit");
    assert_eq!(fit.heaviest.len(), MOST_NAMED);
}

#[test]
fn below_ten_observations_nothing_is_fitted() {
    for observations in [0, 2, 9] {
        let refusal = Refusal::TooFew {
            observations,
            least: 10,
        };
        assert_eq!(refused(&TWELVE[..observations]), Some(refusal));
    }
    assert_eq!(refused(&TWELVE[..10]), None);
}

#[test]
fn what_tells_nothing_is_refused() {
    let with = |change: fn(&mut (f64, f64, f64))| {
        let mut rows = TWELVE;
        rows.iter_mut().for_each(change);
        refused(&rows)
    };
    let satisfaction = Some(Refusal::Constant(LoyaltyFactor::Satisfaction));
    let months = Some(Refusal::Constant(LoyaltyFactor::Duration));
    let collinear = Some(Refusal::Collinear {
        factor: LoyaltyFactor::Duration,
        with: vec![LoyaltyFactor::Satisfaction],
    });
    assert_eq!(with(|row| row.0 = 70.1), satisfaction);
    assert_eq!(with(|row| row.1 = 0.0), months);
    assert_eq!(with(|row| row.2 = 9.0), Some(Refusal::ConstantResponse));
    assert_eq!(with(|row| row.1 = 0.3 * row.0 - 7.0), collinear);
    // Customers that are all the same, and two different ones over and over.
    assert_eq!(
        with(|row| *row = (60.0, 12.0, 50.0)),
        Some(Refusal::ConstantResponse)
    );
    let two = |number: usize| [(60.0, 12.0, 50.0), (80.0, 30.0, 70.0)][number % 2];
    let two: Vec<_> = (0..20).map(two).collect();
    assert_eq!(refused(&two), collinear);
}

#[test]
fn a_number_out_of_reach_is_refused_with_whose_it_is() {
    for value in [1e308, -1e308, f64::INFINITY] {
        let mut rows = TWELVE;
        rows[7].2 = value;
        let customer = id(7);
        assert_eq!(
            refused(&rows),
            Some(Refusal::OutOfReach { customer, value })
        );
    }
    let mut rows = TWELVE;
    rows[2].0 = f64::NAN;
    let refusal = refused(&rows);
    let is_named =
        matches!(refusal, Some(Refusal::OutOfReach { customer, .. }) if customer == id(2));
    assert!(is_named, "{refusal:?}");
}

const A: AspectId = AspectId::Quality;
const B: AspectId = AspectId::Speed;
const C: AspectId = AspectId::Own(Uuid::from_u128(7));

/// Ratings of up to three aspects, and the overall rating that these weights give.
fn rated(weights: &[f64]) -> Vec<RatedOverall> {
    let rated = |number: usize| {
        let rating = |aspect: usize| {
            let rating = (number * (aspect + 3) * 17 + aspect * 29) % 101;
            f64::from(u32::try_from(rating).expect("small"))
        };
        let ratings: Vec<f64> = (0..weights.len()).map(rating).collect();
        let overall = ratings.iter().zip(weights).map(|(a, b)| a * b).sum();
        RatedOverall {
            customer: id(number),
            ratings: [A, B, C].into_iter().zip(ratings).collect(),
            overall,
        }
    };
    (1..21).map(rated).collect()
}

#[test]
fn weights_that_made_the_overall_ratings_are_found() {
    let fit = fit_weights(&[A, B, C], &rated(&[0.4, 0.0, 0.4])).expect("a fit");
    let found: Vec<_> = fit
        .weights
        .iter()
        .map(|one| (one.aspect, one.share))
        .collect();
    let expected = [(A, 0.5), (B, 0.0), (C, 0.5)];
    for ((aspect, share), expected) in found.into_iter().zip(expected) {
        assert_eq!(aspect, expected.0);
        assert!((share - expected.1).abs() < 1e-12, "{aspect:?}: {share}");
    }
    let kept = [(A, Weight(5_000)), (B, Weight(0)), (C, Weight(5_000))];
    assert_eq!(fit.kept(), kept);
    assert!((fit.sum - 0.8).abs() < 1e-12);
    assert!((fit.r_squared - 1.0).abs() < 1e-12);
    assert_eq!((fit.observations, fit.incomplete), (20, 0));
}

#[test]
fn an_aspect_that_only_harms_is_held_at_zero() {
    let mut rated = rated(&[0.5, -0.2, 0.3]);
    let fit = fit_weights(&[A, B, C], &rated).expect("a fit");
    let held: Vec<_> = fit
        .weights
        .iter()
        .map(FittedWeight::is_held_at_zero)
        .collect();
    assert_eq!(held, [false, true, false]);
    let shares: f64 = fit.weights.iter().map(|one| one.share).sum();
    assert!((shares - 1.0).abs() < 1e-12);
    // The others weigh what they would without it.
    let without = fit_weights(&[A, C], &rated).expect("a fit");
    assert!(is_near(fit.weights[0].weight, without.weights[0].weight));
    assert!(is_near(fit.weights[2].weight, without.weights[1].weight));

    for one in &mut rated {
        one.overall = -one.ratings.iter().map(|(_, rating)| rating).sum::<f64>();
    }
    let refusal = fit_weights(&[A, B, C], &rated);
    assert_eq!(refusal, Err(Refusal::NoWeight));
}

#[test]
fn who_did_not_rate_every_aspect_is_left_out() {
    let mut rated = rated(&[0.5, 0.2, 0.3]);
    rated[4].ratings.remove(1);
    rated[5].ratings.clear();
    let fit = fit_weights(&[A, B, C], &rated).expect("a fit");
    assert_eq!((fit.observations, fit.incomplete), (18, 2));
    let customers: Vec<_> = fit
        .residuals
        .iter()
        .map(|(customer, _)| *customer)
        .collect();
    assert!(!customers.contains(&rated[4].customer) && !customers.contains(&rated[5].customer));

    for one in &mut rated[9..] {
        one.ratings.pop();
    }
    let too_few = Refusal::TooFew {
        observations: 7,
        least: 10,
    };
    assert_eq!(fit_weights(&[A, B, C], &rated), Err(too_few));
    assert_eq!(
        fit_weights(&[A, B], &rated).map(|fit| fit.incomplete),
        Ok(2)
    );
}

#[test]
fn aspects_that_cannot_be_told_apart_are_named() {
    let with = |change: fn(&mut RatedOverall)| {
        let mut rated = rated(&[0.5, 0.2, 0.3]);
        rated.iter_mut().for_each(change);
        fit_weights(&[A, B, C], &rated).err()
    };
    let constant = with(|one| one.ratings[1].1 = 75.0);
    assert_eq!(constant, Some(Refusal::Constant(B)));
    let alike = with(|one| one.ratings[2].1 = one.ratings[0].1);
    let expected = Refusal::Collinear {
        factor: C,
        with: vec![A],
    };
    assert_eq!(alike, Some(expected));
    let same = with(|one| {
        one.ratings = vec![(A, 50.0), (B, 60.0), (C, 70.0)];
        one.overall = 60.0;
    });
    assert_eq!(same, Some(Refusal::ConstantResponse));
    assert_eq!(
        fit_weights(&[], &rated(&[0.5, 0.2])).err(),
        Some(Refusal::NoWeight)
    );
}

proptest! {
    #[test]
    fn the_order_of_observations_does_not_matter(
        rows in prop::collection::vec((0..100_u8, 0..90_u8, 0..100_u8), 10..30),
        seed in prop::collection::vec(any::<u32>(), 30),
    ) {
        let row = |(satisfaction, months, loyalty): &(u8, u8, u8)| {
            (f64::from(*satisfaction) / 7.0, f64::from(*months) / 3.0, f64::from(*loyalty))
        };
        let mut observations = observed(&rows.iter().map(row).collect::<Vec<_>>());
        // Two of one customer, told apart by their numbers alone.
        observations[1].customer = observations[0].customer;
        let fit = fit_loyalty(&observations);
        let mut shuffled: Vec<_> = seed.iter().zip(observations).collect();
        shuffled.sort_by_key(|(seed, _)| **seed);
        let shuffled: Vec<_> = shuffled.into_iter().map(|(_, one)| one).collect();
        prop_assert_eq!(fit, fit_loyalty(&shuffled));
    }
}
