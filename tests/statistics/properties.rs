//! What holds of every fit.

use genjin::domain::statistics::least_squares::{Fit, least_squares};
use genjin::domain::statistics::non_negative::{NonNegativeFit, non_negative};
use genjin::domain::statistics::refusal::Refusal;
use genjin::domain::statistics::sample::Sample;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::kit::sample;

type Row = (Vec<f64>, f64);

/// Rows of two to four factors whose size and place differ as those of scores, months and sums do.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    (2..5_usize, 8..40_usize).prop_flat_map(|(factors, observations)| {
        let scales = prop::collection::vec((-3..6_i32, -100.0..100.0_f64), factors);
        let units = prop::collection::vec(
            (prop::collection::vec(-1.0..1.0_f64, factors), -1.0..1.0_f64),
            observations,
        );
        (scales, units).prop_map(|(scales, units)| {
            let row = |(units, response): (Vec<f64>, f64)| {
                let pairs = units.iter().zip(&scales);
                let factors =
                    pairs.map(|(unit, (power, shift))| 10_f64.powi(*power) * (unit + shift));
                (factors.collect(), 50.0 + 20.0 * response)
            };
            units.into_iter().map(row).collect()
        })
    })
}

fn fit(rows: &[Row]) -> Fit {
    least_squares(&sample(rows), 0).expect("a fit")
}

fn weights(rows: &[Row]) -> NonNegativeFit {
    non_negative(&sample(rows), 0).expect("a fit")
}

/// Whether two numbers are the same but for their last digits, beside others of a size.
fn is_near(a: f64, b: f64, size: f64) -> bool {
    (a - b).abs() <= 1e-9 * size.max(a.abs()).max(b.abs())
}

fn length(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let squares = numbers.into_iter().map(|number| number * number);
    squares.sum::<f64>().sqrt()
}

/// The numbers of a factor less their mean.
fn centred(rows: &[Row], factor: usize) -> Vec<f64> {
    let numbers: Vec<f64> = rows.iter().map(|(factors, _)| factors[factor]).collect();
    let count = f64::from(u32::try_from(numbers.len()).expect("few"));
    let mean = numbers.iter().sum::<f64>() / count;
    numbers.into_iter().map(|number| number - mean).collect()
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

proptest! {
    #[test]
    fn leverages_add_up_to_the_number_of_coefficients(rows in rows()) {
        let fit = fit(&rows);
        let sum: f64 = fit.leverages.iter().sum();
        let parameters = fit.coefficients.len();
        prop_assert!(is_near(sum, f64::from(u32::try_from(parameters).expect("few")), 1.0));
        let least = 1.0 / f64::from(u32::try_from(rows.len()).expect("few"));
        for leverage in &fit.leverages {
            prop_assert!(least - 1e-9 <= *leverage && *leverage <= 1.0);
        }
        prop_assert_eq!(fit.degrees_of_freedom + parameters, rows.len());
    }

    #[test]
    fn residuals_stand_at_right_angles_to_every_factor(rows in rows()) {
        let fit = fit(&rows);
        let size = length(fit.residuals.iter().copied());
        prop_assert!(fit.residuals.iter().sum::<f64>().abs() <= 1e-9 * size.max(1.0));
        for factor in 0..rows[0].0.len() {
            let factor = centred(&rows, factor);
            let along = product(&factor, &fit.residuals);
            prop_assert!(along.abs() <= 1e-9 * size * length(factor));
        }
    }

    #[test]
    fn a_law_without_error_is_found(rows in rows(), law in prop::collection::vec(-5.0..5.0_f64, 5)) {
        let mut rows = rows;
        for (factors, response) in &mut rows {
            *response = law[0] + product(factors, &law[1..]);
        }
        let largest = rows.iter().fold(1.0, |largest: f64, (_, response)| largest.max(response.abs()));
        match least_squares(&sample(&rows), 0) {
            Ok(fit) => {
                prop_assert!(1.0 - 1e-9 <= fit.r_squared && fit.r_squared <= 1.0);
                for (factor, (found, expected)) in fit.coefficients[1..].iter().zip(&law[1..]).enumerate() {
                    // The response is rounded to sixteen digits of itself.
                    let reach = 1e-10 * largest / length(centred(&rows, factor));
                    prop_assert!((found - expected).abs() <= reach + 1e-10);
                }
            }
            Err(refusal) => prop_assert_eq!(refusal, Refusal::ConstantResponse),
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(rows in rows(), cut: Index) {
        let mut turned = rows.clone();
        turned.rotate_left(cut.index(rows.len()));
        turned.reverse();
        let (one, other) = (fit(&rows), fit(&turned));
        for (place, (a, b)) in one.coefficients.iter().zip(&other.coefficients).enumerate() {
            prop_assert!(is_near(*a, *b, one.standard_errors[place]));
            let errors = (one.standard_errors[place], other.standard_errors[place]);
            prop_assert!(is_near(errors.0, errors.1, 0.0));
        }
        prop_assert!(is_near(one.r_squared, other.r_squared, 1.0));
    }

    #[test]
    fn a_factor_in_another_unit_has_its_coefficient_in_that_unit(
        rows in rows(), factor: Index, unit in 1e-6..1e6_f64,
    ) {
        let place = factor.index(rows[0].0.len());
        let mut scaled = rows.clone();
        for (factors, _) in &mut scaled {
            factors[place] *= unit;
        }
        let (one, other) = (fit(&rows), fit(&scaled));
        for at in 0..one.coefficients.len() {
            let by = if at == place + 1 { unit } else { 1.0 };
            let error = one.standard_errors[at];
            prop_assert!(is_near(one.coefficients[at], other.coefficients[at] * by, error));
            prop_assert!(is_near(error, other.standard_errors[at] * by, 0.0));
        }
        prop_assert!(is_near(one.r_squared, other.r_squared, 1.0));
    }

    #[test]
    fn weights_are_the_best_of_those_not_below_zero(rows in rows()) {
        // Karush, Kuhn and Tucker: no weight is below 0, a free one stands on level ground, and
        // for one held at 0 it only goes up.
        let fit = weights(&rows);
        let size = length(rows.iter().map(|(_, response)| *response));
        for (place, weight) in fit.weights.iter().enumerate() {
            let factor: Vec<f64> = rows.iter().map(|(factors, _)| factors[place]).collect();
            let slope = product(&factor, &fit.residuals) / (length(factor.iter().copied()) * size);
            prop_assert!(0.0 <= *weight);
            prop_assert!(slope <= 1e-9);
            prop_assert!(*weight == 0.0 || slope.abs() <= 1e-9);
        }
    }

    #[test]
    fn weights_without_error_are_found(
        rows in rows(), law in prop::collection::vec(0.0..5.0_f64, 5), held: Index,
    ) {
        let mut law = law;
        law[held.index(5)] = 0.0;
        let mut rows = rows;
        for (factors, response) in &mut rows {
            *response = product(factors, &law);
        }
        match non_negative(&sample(&rows), 0) {
            Ok(fit) => {
                let size = length(rows.iter().map(|(_, response)| *response));
                prop_assert!(length(fit.residuals.iter().copied()) <= 1e-9 * size);
            }
            Err(refusal) => prop_assert_eq!(refusal, Refusal::ConstantResponse),
        }
    }

    #[test]
    fn whatever_the_numbers_a_fit_is_finite_or_refused(
        rows in prop::collection::vec((prop::collection::vec(any_number(), 2), any_number()), 0..12),
    ) {
        let sample: Sample = sample(&rows);
        if let Ok(fit) = least_squares(&sample, 0) {
            let single = [fit.r_squared, fit.adjusted_r_squared, fit.residual_deviation];
            let lists = [&fit.coefficients, &fit.standard_errors, &fit.residuals, &fit.leverages];
            prop_assert!(lists.into_iter().flatten().chain(&single).all(|number| number.is_finite()));
            let distances = fit.cooks_distances();
            prop_assert!(distances.into_iter().flatten().all(f64::is_finite));
        }
        if let Ok(fit) = non_negative(&sample, 0) {
            let numbers = fit.weights.iter().chain(&fit.residuals).chain([&fit.r_squared]);
            prop_assert!(numbers.into_iter().all(|number| number.is_finite()));
            prop_assert!(fit.weights.iter().all(|weight| 0.0 <= *weight));
        }
    }
}

/// Numbers of every kind and size, a few of them often, so that columns are constant and alike.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -10.0..10.0_f64,
        4 => prop::sample::select(vec![0.0, 1.0, 2.0, 3.0]),
        2 => (-99..99_i32, -1.0..1.0_f64).prop_map(|(power, unit)| unit * 10_f64.powi(power)),
        1 => prop::num::f64::ANY,
    ]
}
