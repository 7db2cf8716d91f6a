//! A matrix as the product of an orthogonal and a triangular one, by Householder's reflections.
//!
//! Golub and Van Loan, *Matrix Computations*, 4th edition, §5.1 and §5.2; Higham, *Accuracy and
//! Stability of Numerical Algorithms*, 2nd edition, chapter 19. A fit by way of it loses as many
//! digits as the columns are alike, where normal equations would lose twice as many.

use super::sample::SMALLEST_PART;

/// The factors of a matrix with at least as many rows as columns, which are independent.
pub(super) struct Qr {
    /// Below and on the diagonal the vectors of the reflections, above it the triangle.
    columns: Vec<Vec<f64>>,
    /// The diagonal of the triangle.
    diagonal: Vec<f64>,
}

/// A column that follows from those before it.
pub(super) struct Dependent {
    /// Its place.
    pub(super) column: usize,
    /// The places of those that it takes.
    pub(super) with: Vec<usize>,
}

impl Qr {
    /// The factors of a matrix. `measures` holds for each column the length in whose proportion the
    /// part that does not follow from the columns before it must not vanish.
    ///
    /// `2·n·p²` multiplications for `n` rows and `p` columns.
    pub(super) fn of(columns: Vec<Vec<f64>>, measures: &[f64]) -> Result<Self, Dependent> {
        let mut qr = Self {
            columns: Vec::with_capacity(columns.len()),
            diagonal: Vec::with_capacity(columns.len()),
        };
        for (place, mut column) in columns.into_iter().enumerate() {
            qr.reflect(&mut column);
            let rest = length(column.get(place..).unwrap_or_default());
            if rest <= SMALLEST_PART * measures[place] || rest == 0.0 {
                return Err(Dependent {
                    column: place,
                    with: qr.taken_by(&column, measures),
                });
            }
            // Away from the number on the diagonal, so that nothing cancels.
            let diagonal = if column[place] < 0.0 { rest } else { -rest };
            column[place] -= diagonal;
            qr.columns.push(column);
            qr.diagonal.push(diagonal);
        }
        Ok(qr)
    }

    /// Which columns a later one, already reflected, is made of.
    fn taken_by(&self, reflected: &[f64], measures: &[f64]) -> Vec<usize> {
        let shares = self.solve_upper(reflected);
        let whole = measures[self.width()];
        // What rounding leaves of a share that is none is far smaller.
        let is_taken = |place: &usize| 1e-6 * whole < (shares[*place] * measures[*place]).abs();
        (0..self.width()).filter(is_taken).collect()
    }

    /// How many columns there are.
    fn width(&self) -> usize {
        self.columns.len()
    }

    /// One reflection of a vector: `I − 2vvᵀ/vᵀv`, where `vᵀv = −2·diagonal·v₀`.
    fn reflect_at(&self, place: usize, vector: &mut [f64]) {
        let axis = &self.columns[place][place..];
        let vector = &mut vector[place..];
        let product: f64 = axis.iter().zip(vector.iter()).map(|(a, b)| a * b).sum();
        let times = product / (self.diagonal[place] * axis[0]);
        for (number, along) in vector.iter_mut().zip(axis) {
            *number += times * along;
        }
    }

    /// `Qᵀ` times a vector, in its place.
    pub(super) fn reflect(&self, vector: &mut [f64]) {
        for place in 0..self.width() {
            self.reflect_at(place, vector);
        }
    }

    /// `Q` times a vector, in its place.
    pub(super) fn reflect_back(&self, vector: &mut [f64]) {
        for place in (0..self.width()).rev() {
            self.reflect_at(place, vector);
        }
    }

    /// A number of the triangle `R`, on or above its diagonal.
    fn upper(&self, row: usize, column: usize) -> f64 {
        if row == column {
            self.diagonal[row]
        } else {
            self.columns[column][row]
        }
    }

    /// A column of the triangle `R`, with zeros below its diagonal.
    pub(super) fn upper_column(&self, column: usize) -> Vec<f64> {
        let number = |row| {
            if row <= column {
                self.upper(row, column)
            } else {
                0.0
            }
        };
        (0..self.width()).map(number).collect()
    }

    /// The `x` of `R·x = right`, from as many numbers as there are columns.
    pub(super) fn solve_upper(&self, right: &[f64]) -> Vec<f64> {
        let mut solved = right[..self.width()].to_vec();
        for row in (0..self.width()).rev() {
            for column in row + 1..self.width() {
                solved[row] -= self.upper(row, column) * solved[column];
            }
            solved[row] /= self.diagonal[row];
        }
        solved
    }

    /// The `x` of `Rᵀ·x = right`.
    pub(super) fn solve_lower(&self, right: &[f64]) -> Vec<f64> {
        let mut solved = right[..self.width()].to_vec();
        for row in 0..self.width() {
            for column in 0..row {
                solved[row] -= self.upper(column, row) * solved[column];
            }
            solved[row] /= self.diagonal[row];
        }
        solved
    }
}

/// The root of the sum of squares.
pub(super) fn length(vector: &[f64]) -> f64 {
    vector
        .iter()
        .map(|number| number * number)
        .sum::<f64>()
        .sqrt()
}
