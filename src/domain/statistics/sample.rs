//! Observations to be fitted: a row of factors and a response each.

use super::compensated::{sum, sum_of_squares};
use super::number;
use super::refusal::Refusal;

/// The largest number that is taken, either way: its square, and sums of many squares, are still
/// far from overflowing.
pub const LARGEST: f64 = 1e100;

/// A column whose spread is a smaller part of its size counts as constant, and one of which a
/// smaller part does not follow from the others as collinear.
///
/// Of the sixteen digits of a number about six would be left then: nothing measured is as exact.
pub const SMALLEST_PART: f64 = 1e-10;

/// Observations, kept by columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    columns: Vec<Vec<f64>>,
    response: Vec<f64>,
}

impl Sample {
    /// A sample of so many factors, without observations.
    pub fn of_factors(factors: usize) -> Self {
        Self {
            columns: vec![Vec::new(); factors],
            response: Vec::new(),
        }
    }

    /// Adds an observation. A factor that is left out is refused when the sample is fitted; what
    /// there is too many of is left aside.
    pub fn push(&mut self, factors: &[f64], response: f64) {
        for (place, column) in self.columns.iter_mut().enumerate() {
            column.push(factors.get(place).copied().unwrap_or(f64::NAN));
        }
        self.response.push(response);
    }

    /// How many observations there are.
    pub fn observations(&self) -> usize {
        self.response.len()
    }

    /// How many factors an observation has.
    pub fn factors(&self) -> usize {
        self.columns.len()
    }

    /// The same numbers, each column divided by a power of two that brings its largest to between 1
    /// and 2. Division by such a power is exact.
    ///
    /// Refuses what no fit could take. One pass over the numbers to find them usable, one for each
    /// mean, and one for each spread.
    pub(super) fn scaled(&self, least: usize) -> Result<Scaled, Refusal> {
        let observations = self.observations();
        if observations < least {
            return Err(Refusal::TooFew {
                observations,
                least,
            });
        }
        for row in 0..observations {
            let factors = self.columns.iter().map(|column| column[row]);
            for value in factors.chain([self.response[row]]) {
                if value.is_nan() || LARGEST < value.abs() {
                    return Err(Refusal::OutOfReach { row, value });
                }
            }
        }
        let response = Column::of(&self.response);
        if response.is_constant() {
            return Err(Refusal::ConstantResponse);
        }
        let columns: Vec<Column> = self
            .columns
            .iter()
            .map(|column| Column::of(column))
            .collect();
        match columns.iter().position(Column::is_constant) {
            Some(column) => Err(Refusal::Constant { column }),
            None => Ok(Scaled { columns, response }),
        }
    }
}

/// A sample that can be reckoned with.
pub(super) struct Scaled {
    pub(super) columns: Vec<Column>,
    pub(super) response: Column,
}

/// A column, scaled.
pub(super) struct Column {
    /// The power of two by which it was divided.
    pub(super) unit: f64,
    /// The numbers, in that unit.
    pub(super) values: Vec<f64>,
    /// The root of the sum of their squares.
    pub(super) size: f64,
    /// The root of the sum of the squares of their distances from the mean.
    pub(super) spread: f64,
}

impl Column {
    fn of(values: &[f64]) -> Self {
        let largest = values
            .iter()
            .fold(0.0, |so_far: f64, value| so_far.max(value.abs()));
        let unit = power_of_two(largest);
        let values: Vec<f64> = values.iter().map(|value| value / unit).collect();
        let size = sum_of_squares(values.iter().copied()).sqrt();
        let mean = sum(values.iter().copied()) / number(values.len().max(1));
        let spread = sum_of_squares(values.iter().map(|value| value - mean)).sqrt();
        Self {
            unit,
            values,
            size,
            spread,
        }
    }

    /// Whether the numbers are the same but for their last digits, or are all next to nothing.
    fn is_constant(&self) -> bool {
        self.spread <= SMALLEST_PART * self.size || self.unit < 1.0 / LARGEST
    }
}

/// The largest power of two that does not exceed a number; 1 for 0, and for numbers so small that
/// they have lost digits.
fn power_of_two(number: f64) -> f64 {
    if number < f64::MIN_POSITIVE {
        return 1.0;
    }
    // The exponent alone: a double without its fraction.
    f64::from_bits(number.to_bits() & f64::INFINITY.to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(rows: &[([f64; 2], f64)]) -> Sample {
        let mut sample = Sample::of_factors(2);
        for (factors, response) in rows {
            sample.push(factors, *response);
        }
        sample
    }

    fn refusal(sample: &Sample, least: usize) -> Option<Refusal> {
        sample.scaled(least).err()
    }

    #[test]
    fn what_no_fit_could_take_is_refused_with_its_place() {
        let good = [([1.0, 5.0], 2.0), ([2.0, 3.0], 1.0), ([4.0, 4.0], 3.0)];
        assert_eq!(refusal(&sample(&good), 3), None);
        let too_few = Refusal::TooFew {
            observations: 3,
            least: 4,
        };
        assert_eq!(refusal(&sample(&good), 4), Some(too_few));
        for value in [f64::INFINITY, f64::NEG_INFINITY, 1e308, -1e101] {
            for (row, place) in [(0, 0), (1, 1), (2, 2)] {
                let mut bad = good;
                if place < 2 {
                    bad[row].0[place] = value;
                } else {
                    bad[row].1 = value;
                }
                let expected = Refusal::OutOfReach { row, value };
                assert_eq!(refusal(&sample(&bad), 3), Some(expected));
            }
        }
        let mut short = sample(&good);
        short.push(&[1.0], 2.0);
        let Some(Refusal::OutOfReach { row: 3, value }) = refusal(&short, 3) else {
            panic!("a factor is missing");
        };
        assert!(value.is_nan());
    }

    #[test]
    fn a_column_that_is_the_same_but_for_its_last_digits_is_constant() {
        let with = |second: [f64; 3], response: [f64; 3]| {
            let rows = [0, 1, 2].map(|row| ([[1.0, 2.0, 4.0][row], second[row]], response[row]));
            refusal(&sample(&rows), 3)
        };
        let constant = Some(Refusal::Constant { column: 1 });
        assert_eq!(with([0.0; 3], [1.0, 2.0, 4.0]), constant);
        assert_eq!(with([0.1; 3], [1.0, 2.0, 4.0]), constant);
        assert_eq!(with([0.3, 0.1 + 0.2, 0.3], [1.0, 2.0, 4.0]), constant);
        assert_eq!(with([1e-300, 0.0, 0.0], [1.0, 2.0, 4.0]), constant);
        assert_eq!(with([1.0, 1.0 + 1e-9, 1.0], [1.0, 2.0, 4.0]), None);
        let response = Some(Refusal::ConstantResponse);
        assert_eq!(with([2.0, 1.0, 1.0], [7.0; 3]), response);
    }

    #[test]
    fn columns_are_divided_by_a_power_of_two() {
        for (number, expected) in [
            (0.0, 1.0),
            (1.0, 1.0),
            (1.99, 1.0),
            (5.0, 4.0),
            (0.3, 0.25),
            (5e-324, 1.0),
        ] {
            assert_eq!(power_of_two(number).to_bits(), f64::to_bits(expected));
        }
    }
}
