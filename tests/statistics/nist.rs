//! The linear sets of NIST's Statistical Reference Datasets against their certified values
//! (<https://www.itl.nist.gov/div898/strd/lls/lls.shtml>, in the public domain).
//!
//! The lower and the higher sets are there for what they do to a computer: nearly alike columns
//! (Longley), polynomials (Pontius, Wampler), and errors that dwarf the law (Wampler 4 and 5).
//! `tests/fixtures/nist` holds the columns and, worked out in exact rational arithmetic and equal to
//! NIST's, the certified values.

use std::path::Path;

use genjin::domain::statistics::least_squares::{Fit, least_squares};
use genjin::domain::statistics::refusal::Refusal;
use genjin::domain::statistics::sample::Sample;
use serde_json::Value;

use crate::kit::sample;

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/nist");
    std::fs::read_to_string(folder.join(name)).expect("the file is part of the repository")
}

/// The rows of a file: what stands behind the first column, and the first.
fn rows(name: &str) -> Vec<(Vec<f64>, f64)> {
    let text = fixture(&format!("{name}.csv"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |record: csv::StringRecord| {
        let numbers = record.iter().map(|field| field.parse().expect("a number"));
        let numbers: Vec<f64> = numbers.collect();
        (numbers[1..].to_vec(), numbers[0])
    };
    reader
        .records()
        .map(|record| row(record.expect("a row")))
        .collect()
}

/// The file with its one factor raised to powers from 1 up to this one.
fn polynomial(name: &str, degree: i32) -> Sample {
    let powers = |(factors, response): (Vec<f64>, f64)| {
        let powers = (1..=degree).map(|power| factors[0].powi(power));
        (powers.collect(), response)
    };
    let rows: Vec<_> = rows(name).into_iter().map(powers).collect();
    sample(&rows)
}

/// The decimal digits that agree, at most 15: the logarithm of the relative error, of the absolute
/// one where the certified value is 0.
fn digits(found: f64, certified: f64) -> f64 {
    let off = if certified == 0.0 {
        found.abs()
    } else {
        ((found - certified) / certified).abs()
    };
    assert!(!off.is_nan());
    (-off.log10()).min(15.0)
}

/// Holds a fit against what is certified, and says how many digits agree in the worst case.
fn worst(name: &str, fit: &Fit) -> f64 {
    let all: Value = serde_json::from_str(&fixture("certified.json")).expect("JSON");
    let certified = &all[name];
    let number = |value: &Value| value.as_f64().expect("a number");
    let list = |key: &str| -> Vec<f64> {
        let list = certified[key].as_array().expect("a list");
        list.iter().map(number).collect()
    };
    let mut pairs = vec![
        ("R²", fit.r_squared, number(&certified["r_squared"])),
        (
            "residual deviation",
            fit.residual_deviation,
            number(&certified["residual_standard_deviation"]),
        ),
    ];
    let coefficients = list("coefficients");
    assert_eq!(fit.coefficients.len(), coefficients.len());
    for (found, certified) in fit.coefficients.iter().zip(coefficients) {
        pairs.push(("coefficient", *found, certified));
    }
    let errors = list("standard_errors");
    assert_eq!(fit.standard_errors.len(), errors.len());
    for (found, certified) in fit.standard_errors.iter().zip(errors) {
        pairs.push(("standard error", *found, certified));
    }
    let mut worst = 15.0_f64;
    for (what, found, certified) in pairs {
        let digits = digits(found, certified);
        println!("{name}: {what} {found} for {certified}, {digits:.1} digits");
        worst = worst.min(digits);
    }
    worst
}

fn check(name: &str, sample: &Sample, least_digits: f64) {
    let fit = least_squares(sample, 0).expect("a fit");
    let worst = worst(name, &fit);
    assert!(least_digits <= worst, "{name}: only {worst:.1} digits");
}

#[test]
fn norris_agrees_to_thirteen_digits() {
    check("norris", &polynomial("norris", 1), 13.0);
}

#[test]
fn pontius_agrees_to_twelve_digits() {
    check("pontius", &polynomial("pontius", 2), 12.0);
}

#[test]
fn longley_agrees_to_twelve_digits() {
    check("longley", &sample(&rows("longley")), 12.0);
}

#[test]
fn wampler_agrees_to_ten_digits() {
    for name in ["wampler1", "wampler2", "wampler3", "wampler4", "wampler5"] {
        check(name, &polynomial(name, 5), 10.0);
    }
}

#[test]
fn a_lost_rank_is_refused_and_says_what_follows_from_what() {
    // Longley's third factor once more, as a seventh: less three times the second, plus 5.
    let mut rows = rows("longley");
    for (factors, _) in &mut rows {
        factors.push(factors[2] - 3.0 * factors[1] + 5.0);
    }
    let refusal = least_squares(&sample(&rows), 0).expect_err("the rank is lost");
    let expected = Refusal::Collinear {
        column: 6,
        with: vec![1, 2],
    };
    assert_eq!(refusal, expected);
}
