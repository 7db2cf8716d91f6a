//! A straight law fitted by ordinary least squares, with its doubt.
//!
//! `y = b₀ + b₁·x₁ + … + error`, the errors independent, of mean 0 and of one variance. The
//! formulas are those of Draper and Smith, *Applied Regression Analysis*, 3rd edition, chapters 5
//! and 8; each is named where it stands.

use super::compensated::{Sum, sum_of_squares};
use super::number;
use super::qr::Qr;
use super::refusal::Refusal;
use super::sample::{Column, Sample, Scaled};
use super::student_t::{Level, StudentT};

/// A first solution and two that mend it. The second changes digits that no reader sees, unless the
/// columns are nearly alike.
const SOLUTIONS: usize = 3;

/// Where `1 − leverage` is smaller, an observation leaves the fit no choice.
const NO_CHOICE: f64 = 1e-10;

/// Where residuals are a smaller part of the responses they are rounding and no error.
const ROUNDING: f64 = 1e-14;

/// A fitted law.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The constant, then the coefficient of each factor, in the unit of the response by that of
    /// the factor.
    pub coefficients: Vec<f64>,
    /// How far each coefficient is likely to be off: its standard error, not below 0.
    pub standard_errors: Vec<f64>,
    /// What the law leaves of each response: observed less fitted.
    pub residuals: Vec<f64>,
    /// How much each observation pulls the law to itself, 0 to 1: the diagonal of the hat matrix.
    /// They add up to the number of coefficients.
    pub leverages: Vec<f64>,
    /// By how many the observations outnumber the coefficients; at least 1.
    pub degrees_of_freedom: usize,
    /// The part of the variance that the law explains, 0 to 1.
    pub r_squared: f64,
    /// The same, less what as many factors would explain by chance; may be below 0.
    pub adjusted_r_squared: f64,
    /// How far an observation is likely to be off the law, in the unit of the response.
    pub residual_deviation: f64,
}

/// A number that was found, and how far to trust it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Its standard error, not below 0.
    pub standard_error: f64,
    /// Where the true number lies with the confidence that was asked for.
    pub interval: Interval,
}

/// From one number to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end, not below the lower.
    pub high: f64,
}

impl Interval {
    /// Whether a number lies between the ends or on one.
    pub fn holds(self, number: f64) -> bool {
        self.low <= number && number <= self.high
    }
}

impl Fit {
    /// How many observations it rests on.
    pub fn observations(&self) -> usize {
        self.residuals.len()
    }

    /// The coefficients with their intervals, `b ± t·s_b`: the constant first.
    pub fn estimates(&self, level: Level) -> Vec<Estimate> {
        let reach = StudentT::of(self.degrees_of_freedom).reach(level);
        let estimate = |(value, standard_error): (&f64, &f64)| Estimate {
            value: *value,
            standard_error: *standard_error,
            interval: Interval {
                low: value - reach * standard_error,
                high: value + reach * standard_error,
            },
        };
        let errors = self.standard_errors.iter();
        self.coefficients.iter().zip(errors).map(estimate).collect()
    }

    /// How far the fitted values would move without an observation, in units of the residual
    /// deviation: Cook's distance `r²·h / (p·s²·(1 − h)²)`. Cook, *Detection of Influential
    /// Observation in Linear Regression*, Technometrics 19 (1977).
    ///
    /// `None` where the law goes through the observation whatever its response. All are 0 where the
    /// law is exact.
    pub fn cooks_distances(&self) -> Vec<Option<f64>> {
        let parameters = number(self.coefficients.len());
        let distance = |(residual, leverage): (&f64, &f64)| {
            let choice = 1.0 - leverage;
            if choice < NO_CHOICE {
                return None;
            }
            if self.residual_deviation == 0.0 {
                return Some(0.0);
            }
            let off = residual / self.residual_deviation / choice;
            Some(off * off * leverage / parameters)
        };
        let leverages = self.leverages.iter();
        self.residuals.iter().zip(leverages).map(distance).collect()
    }
}

/// Fits a law with a constant to a sample, if it holds at least so many observations (and in any
/// case more than there are coefficients).
///
/// For `n` observations and `p` coefficients it takes about `2·n·p²` multiplications to factor,
/// `2·n·p²` for the leverages and some `200·n·p` to solve, all in straight passes over columns, and
/// three times the room of the sample. With two factors and 100,000 observations that is about
/// 15 ms in Wasm.
pub fn least_squares(sample: &Sample, least: usize) -> Result<Fit, Refusal> {
    let parameters = sample.factors() + 1;
    let Scaled { columns, response } = sample.scaled(least.max(parameters + 1))?;
    let observations = sample.observations();
    let qr = factored(&columns, observations)?;
    let (solution, mut residuals) = solved(&qr, &columns, &response);

    let degrees_of_freedom = observations - parameters;
    let mut left = sum_of_squares(residuals.iter().copied()).sqrt();
    if left < ROUNDING * response.size {
        left = 0.0;
        residuals.fill(0.0);
    }
    // R² = 1 − RSS/TSS, and adjusted by the degrees of freedom of both: Draper and Smith (5.2).
    let unexplained = (left / response.spread).powi(2).min(1.0);
    let freedom = number(degrees_of_freedom);
    let deviation = left / freedom.sqrt();
    let units = [1.0]
        .into_iter()
        .chain(columns.iter().map(|column| column.unit));
    let in_unit = |(number, unit): (&f64, f64)| number * (response.unit / unit);
    let standard_errors: Vec<f64> = errors(&qr, parameters)
        .iter()
        .map(|error| error * deviation)
        .collect();
    Ok(Fit {
        coefficients: solution.iter().zip(units.clone()).map(in_unit).collect(),
        standard_errors: standard_errors.iter().zip(units).map(in_unit).collect(),
        leverages: leverages(&qr, observations, parameters),
        residuals: residuals.iter().map(|left| left * response.unit).collect(),
        degrees_of_freedom,
        r_squared: 1.0 - unexplained,
        adjusted_r_squared: 1.0 - unexplained * number(observations - 1) / freedom,
        residual_deviation: deviation * response.unit,
    })
}

/// The factors of the matrix of ones and the columns. After the column of ones a column counts by
/// its spread, for its mean is explained already.
fn factored(columns: &[Column], observations: usize) -> Result<Qr, Refusal> {
    let ones = vec![1.0; observations];
    let mut measures = vec![number(observations).sqrt()];
    measures.extend(columns.iter().map(|column| column.spread));
    let matrix = [ones]
        .into_iter()
        .chain(columns.iter().map(|column| column.values.clone()));
    Qr::of(matrix.collect(), &measures).map_err(|dependent| Refusal::Collinear {
        // The column of ones is no factor.
        column: dependent.column.saturating_sub(1),
        with: dependent
            .with
            .into_iter()
            .filter_map(|column| column.checked_sub(1))
            .collect(),
    })
}

/// The coefficients and the residuals, in scaled units.
///
/// Both are solved for together, from `r + A·x = y` and `Aᵀ·r = 0`, and what is left of these two
/// with twice the digits is solved for again: Björck, *Iterative refinement of linear least squares
/// solutions*, BIT 7 (1967); Higham §20.5. So the digits that nearly alike columns cost come back.
fn solved(qr: &Qr, columns: &[Column], response: &Column) -> (Vec<f64>, Vec<f64>) {
    let parameters = columns.len() + 1;
    let mut solution = vec![0.0; parameters];
    let mut residuals = vec![0.0; response.values.len()];
    for _ in 0..SOLUTIONS {
        let mut left = left_of_responses(columns, response, &solution, &residuals);
        let off_right_angle = left_of_right_angles(columns, &residuals);
        qr.reflect(&mut left);
        let along = qr.solve_lower(&off_right_angle);
        let right: Vec<f64> = left.iter().zip(&along).map(|(a, b)| a - b).collect();
        for (number, change) in solution.iter_mut().zip(qr.solve_upper(&right)) {
            *number += change;
        }
        left[..parameters].copy_from_slice(&along);
        qr.reflect_back(&mut left);
        for (residual, change) in residuals.iter_mut().zip(left) {
            *residual += change;
        }
    }
    (solution, residuals)
}

/// `y − r − A·x`, exactly before it is rounded.
fn left_of_responses(
    columns: &[Column],
    response: &Column,
    solution: &[f64],
    residuals: &[f64],
) -> Vec<f64> {
    let left = |row: usize| {
        let mut sum = Sum::default();
        sum.add(response.values[row]);
        sum.add(-residuals[row]);
        sum.add(-solution[0]);
        for (column, coefficient) in columns.iter().zip(&solution[1..]) {
            sum.add_product(-column.values[row], *coefficient);
        }
        sum.value()
    };
    (0..residuals.len()).map(left).collect()
}

/// `−Aᵀ·r`, exactly before it is rounded.
fn left_of_right_angles(columns: &[Column], residuals: &[f64]) -> Vec<f64> {
    let mut constant = Sum::default();
    for residual in residuals {
        constant.add(-residual);
    }
    let product = |column: &Column| {
        let mut sum = Sum::default();
        for (value, residual) in column.values.iter().zip(residuals) {
            sum.add_product(-value, *residual);
        }
        sum.value()
    };
    let products = columns.iter().map(product);
    [constant.value()].into_iter().chain(products).collect()
}

/// The roots of the diagonal of `(AᵀA)⁻¹ = R⁻¹·R⁻ᵀ`: the standard errors where the residual
/// deviation is 1. Draper and Smith (5.1.17).
fn errors(qr: &Qr, parameters: usize) -> Vec<f64> {
    let mut squares = vec![0.0; parameters];
    for place in 0..parameters {
        let mut unit = vec![0.0; parameters];
        unit[place] = 1.0;
        for (square, number) in squares.iter_mut().zip(qr.solve_upper(&unit)) {
            *square += number * number;
        }
    }
    squares.into_iter().map(f64::sqrt).collect()
}

/// The diagonal of the hat matrix `QQᵀ`, from the first columns of `Q`. Hoaglin and Welsch, *The Hat
/// Matrix in Regression and ANOVA*, The American Statistician 32 (1978).
fn leverages(qr: &Qr, observations: usize, parameters: usize) -> Vec<f64> {
    let mut leverages = vec![0.0; observations];
    for place in 0..parameters {
        let mut axis = vec![0.0; observations];
        axis[place] = 1.0;
        qr.reflect_back(&mut axis);
        for (leverage, number) in leverages.iter_mut().zip(axis) {
            *leverage += number * number;
        }
    }
    // Rounding may carry a full leverage beyond 1.
    leverages
        .into_iter()
        .map(|leverage| f64::min(leverage, 1.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(points: &[(f64, f64)], least: usize) -> Result<Fit, Refusal> {
        let mut sample = Sample::of_factors(1);
        for (factor, response) in points {
            sample.push(&[*factor], *response);
        }
        least_squares(&sample, least)
    }

    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-13, "{found} for {expected}");
    }

    #[test]
    fn a_line_is_that_worked_out_by_hand() {
        // Means 2 and 3; products 4, squares 2: 2·x − 1 leaves 0.5, −1 and 0.5 of 1.5, 2 and 5.5.
        let fit = fit(&[(1.0, 1.5), (2.0, 2.0), (3.0, 5.5)], 3).expect("a fit");
        assert_near(fit.coefficients[0], -1.0);
        assert_near(fit.coefficients[1], 2.0);
        for (found, expected) in fit.residuals.iter().zip([0.5, -1.0, 0.5]) {
            assert_near(*found, expected);
        }
        // RSS 1.5 of TSS 9.5, one degree of freedom.
        assert_eq!((fit.observations(), fit.degrees_of_freedom), (3, 1));
        assert_near(fit.r_squared, 8.0 / 9.5);
        assert_near(fit.adjusted_r_squared, 1.0 - 1.5 / (9.5 / 2.0));
        assert_near(fit.residual_deviation, 1.5_f64.sqrt());
        assert_near(
            fit.standard_errors[0],
            (1.5_f64 * (1.0 / 3.0 + 4.0 / 2.0)).sqrt(),
        );
        assert_near(fit.standard_errors[1], (1.5_f64 / 2.0).sqrt());
        for (found, expected) in fit.leverages.iter().zip([5.0 / 6.0, 1.0 / 3.0, 5.0 / 6.0]) {
            assert_near(*found, expected);
        }
        // r²·h / (p·s²·(1 − h)²)
        for (found, expected) in fit.cooks_distances().into_iter().zip([2.5, 0.25, 2.5]) {
            assert_near(found.expect("a choice"), expected);
        }
    }

    #[test]
    fn an_exact_law_leaves_no_doubt() {
        let points = [(1.0, 0.3), (2.0, 0.5), (3.0, 0.7), (4.0, 0.9)];
        let fit = fit(&points, 0).expect("a fit");
        assert_eq!(fit.residuals, [0.0; 4]);
        assert_eq!(fit.standard_errors, [0.0; 2]);
        assert_eq!(fit.cooks_distances(), [Some(0.0); 4]);
        for estimate in fit.estimates(Level::NINETY_FIVE) {
            assert!(estimate.interval.holds(estimate.value));
            assert!(!estimate.interval.holds(estimate.value + 1e-9));
        }
    }

    #[test]
    fn a_higher_level_reaches_further() {
        let fit = fit(&[(1.0, 1.5), (2.0, 2.0), (3.0, 5.5)], 0).expect("a fit");
        let ninety_nine = Level::of(0.99).expect("a level");
        let pairs = fit
            .estimates(Level::NINETY_FIVE)
            .into_iter()
            .zip(fit.estimates(ninety_nine));
        for (narrow, wide) in pairs {
            assert!(wide.interval.low < narrow.interval.low);
            assert!(narrow.interval.high < wide.interval.high);
        }
    }

    #[test]
    fn a_law_of_a_constant_alone_is_the_mean() {
        let mut sample = Sample::of_factors(0);
        for response in [1.0, 2.0, 6.0] {
            sample.push(&[], response);
        }
        let fit = least_squares(&sample, 0).expect("a fit");
        assert_near(fit.coefficients[0], 3.0);
        assert_near(fit.r_squared, 0.0);
        // The standard error of a mean: s/√n, with s² = 14/2.
        assert_near(fit.standard_errors[0], (7.0_f64 / 3.0).sqrt());
    }

    #[test]
    fn it_takes_more_observations_than_coefficients() {
        let points = [(1.0, 1.0), (2.0, 3.0), (3.0, 2.0)];
        let too_few = |observations, least| {
            Err(Refusal::TooFew {
                observations,
                least,
            })
        };
        assert_eq!(fit(&points[..2], 0), too_few(2, 3));
        assert_eq!(fit(&[], 0), too_few(0, 3));
        assert_eq!(fit(&points, 10), too_few(3, 10));
        assert!(fit(&points, 3).is_ok());
    }
}
