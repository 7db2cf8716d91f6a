//! Weights that explain a response, none of them below 0.
//!
//! `y = w₁·x₁ + … + error` with `w ≥ 0` and without a constant, by the active sets of Lawson and
//! Hanson, *Solving Least Squares Problems* (1974, SIAM 1995), chapter 23. The observations are
//! first brought down to a triangle as large as there are factors, so that they are gone through
//! once, however many sets are tried.

use super::compensated::{Sum, sum_of_squares};
use super::qr::{Qr, length};
use super::refusal::Refusal;
use super::sample::{Column, Sample, Scaled};

/// A slope that is a smaller part of what it could be is level.
const LEVEL: f64 = 1e-12;

/// Fitted weights.
#[derive(Debug, Clone, PartialEq)]
pub struct NonNegativeFit {
    /// The weight of each factor, not below 0; exactly 0 where it is held there. All may be 0.
    pub weights: Vec<f64>,
    /// Observed less fitted, of each observation.
    pub residuals: Vec<f64>,
    /// How much better than the mean of the responses the weights foretell them: 1 is exact, 0 is
    /// no better, below 0 is worse, which weights without a constant can be.
    pub r_squared: f64,
}

/// Fits weights to a sample, if it holds at least so many observations (and in any case more than
/// there are factors).
///
/// A factor that is the same everywhere is refused although there is no constant: its weight would
/// measure how high the responses are and not what the factor does. `2·n·p²` multiplications for
/// `n` observations and `p` factors, and `p³` for each set that is tried, of which there are about
/// as many as factors.
pub fn non_negative(sample: &Sample, least: usize) -> Result<NonNegativeFit, Refusal> {
    let Scaled { columns, response } = sample.scaled(least.max(sample.factors() + 1))?;
    let measures: Vec<f64> = columns.iter().map(|column| column.size).collect();
    let matrix = columns.iter().map(|column| column.values.clone());
    let qr = Qr::of(matrix.collect(), &measures).map_err(|dependent| Refusal::Collinear {
        column: dependent.column,
        with: dependent.with,
    })?;
    let mut reduced = response.values.clone();
    qr.reflect(&mut reduced);
    reduced.truncate(columns.len());
    let problem = Problem {
        columns: (0..columns.len())
            .map(|place| qr.upper_column(place))
            .collect(),
        response: reduced,
    };
    let weights = problem.solved();

    let residuals = residuals(&columns, &response, &weights);
    let left = sum_of_squares(residuals.iter().copied()).sqrt();
    let in_unit = |(weight, column): (&f64, &Column)| weight * (response.unit / column.unit);
    Ok(NonNegativeFit {
        weights: weights.iter().zip(&columns).map(in_unit).collect(),
        residuals: residuals.iter().map(|left| left * response.unit).collect(),
        r_squared: 1.0 - (left / response.spread).powi(2),
    })
}

/// `y − A·w`, exactly before it is rounded.
fn residuals(columns: &[Column], response: &Column, weights: &[f64]) -> Vec<f64> {
    let residual = |row: usize| {
        let mut sum = Sum::default();
        sum.add(response.values[row]);
        for (column, weight) in columns.iter().zip(weights) {
            sum.add_product(-column.values[row], *weight);
        }
        sum.value()
    };
    (0..response.values.len()).map(residual).collect()
}

/// The problem with as many rows as columns. Its columns are independent.
struct Problem {
    columns: Vec<Vec<f64>>,
    response: Vec<f64>,
}

impl Problem {
    /// The weights that leave least.
    ///
    /// A factor is set free only if that leaves less than before. So no set of free factors comes
    /// twice, and it ends however the numbers are rounded.
    fn solved(&self) -> Vec<f64> {
        let mut weights = vec![0.0; self.columns.len()];
        loop {
            let left = self.left(&weights);
            let before = length(&left);
            let better = self
                .worth_freeing(&weights, &left)
                .into_iter()
                .find_map(|place| {
                    let freed = self.freed(&weights, place);
                    (length(&self.left(&freed)) < before).then_some(freed)
                });
            match better {
                Some(better) => weights = better,
                None => return weights,
            }
        }
    }

    /// `y − A·w`
    fn left(&self, weights: &[f64]) -> Vec<f64> {
        let mut left = self.response.clone();
        for (column, weight) in self.columns.iter().zip(weights) {
            for (number, part) in left.iter_mut().zip(column) {
                *number -= part * weight;
            }
        }
        left
    }

    /// The factors at 0 of which a weight above 0 leaves less, the steepest first.
    fn worth_freeing(&self, weights: &[f64], left: &[f64]) -> Vec<usize> {
        let whole = length(&self.response);
        let mut steepest: Vec<(f64, usize)> = Vec::new();
        for (place, column) in self.columns.iter().enumerate() {
            let slope: f64 = column.iter().zip(left).map(|(a, b)| a * b).sum();
            let share = slope / (length(column) * whole);
            if weights[place] == 0.0 && LEVEL < share {
                let at = steepest.partition_point(|(other, _)| share <= *other);
                steepest.insert(at, (share, place));
            }
        }
        steepest.into_iter().map(|(_, place)| place).collect()
    }

    /// The best weights with one more factor free; those that it would drive below 0 are held at 0.
    fn freed(&self, weights: &[f64], place: usize) -> Vec<f64> {
        let mut weights = weights.to_vec();
        let mut free: Vec<usize> = (0..weights.len())
            .filter(|other| 0.0 < weights[*other] || *other == place)
            .collect();
        loop {
            let Some(wanted) = self.best_of(&free) else {
                return weights;
            };
            // As far towards what is wanted as no weight falls below 0.
            let mut step = 1.0;
            let mut stops = None;
            for (other, wanted) in free.iter().zip(&wanted) {
                if *wanted <= 0.0 {
                    let to_zero = weights[*other] / (weights[*other] - wanted);
                    if stops.is_none() || to_zero < step {
                        step = to_zero;
                        stops = Some(*other);
                    }
                }
            }
            let Some(stops) = stops else {
                for (other, wanted) in free.iter().zip(wanted) {
                    weights[*other] = wanted;
                }
                return weights;
            };
            // The one set free would fall at once: it was not worth it but for rounding.
            if step.is_nan() || step <= 0.0 {
                return weights;
            }
            for (other, wanted) in free.iter().zip(wanted) {
                let moved = weights[*other] + step * (wanted - weights[*other]);
                weights[*other] = moved.max(0.0);
            }
            weights[stops] = 0.0;
            free.retain(|other| 0.0 < weights[*other]);
        }
    }

    /// What the free factors would weigh best if they might fall below 0.
    fn best_of(&self, free: &[usize]) -> Option<Vec<f64>> {
        let columns = free.iter().map(|place| self.columns[*place].clone());
        // That they are independent was found before.
        let measures = vec![0.0; free.len()];
        let qr = Qr::of(columns.collect(), &measures).ok()?;
        let mut response = self.response.clone();
        qr.reflect(&mut response);
        Some(qr.solve_upper(&response))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(rows: &[([f64; 2], f64)]) -> Result<NonNegativeFit, Refusal> {
        let mut sample = Sample::of_factors(2);
        for (factors, response) in rows {
            sample.push(factors, *response);
        }
        non_negative(&sample, 0)
    }

    #[test]
    fn a_weight_that_would_fall_below_zero_is_held_there() {
        // Best without bound are 1 and −0.5; with the second at 0 the first is Σxy/Σx² = 13/14.
        let rows = [
            ([1.0, 0.0], 1.0),
            ([2.0, 1.0], 1.5),
            ([3.0, 0.0], 3.0),
            ([0.0, 2.0], -1.0),
        ];
        let found = fit(&rows).expect("a fit");
        assert!((found.weights[0] - 13.0 / 14.0).abs() < 1e-14);
        assert_eq!(found.weights[1].to_bits(), 0.0_f64.to_bits());
        // RSS = Σy² − (Σxy)²/Σx² = 13.25 − 169/14, TSS = 13.25 − 4.5²/4.
        let expected = 1.0 - (13.25 - 169.0 / 14.0) / (13.25 - 4.5 * 4.5 / 4.0);
        assert!((found.r_squared - expected).abs() < 1e-13);
    }

    #[test]
    fn where_every_weight_harms_all_are_zero() {
        let rows = [([1.0, 0.0], -1.0), ([0.0, 1.0], -2.0), ([1.0, 2.0], -5.0)];
        let found = fit(&rows).expect("a fit");
        assert_eq!(found.weights, [0.0, 0.0]);
        assert_eq!(found.residuals, [-1.0, -2.0, -5.0]);
        assert!(found.r_squared < 0.0);
    }

    #[test]
    fn what_cannot_be_told_apart_is_refused() {
        let rows = [1.0, 2.0, 4.0].map(|number| ([number, number / 3.0], number * number));
        let expected = Refusal::Collinear {
            column: 1,
            with: vec![0],
        };
        assert_eq!(fit(&rows), Err(expected));
        let rows = [1.0, 2.0, 4.0].map(|number| ([number, 3.0], number * number));
        assert_eq!(fit(&rows), Err(Refusal::Constant { column: 1 }));
    }
}
