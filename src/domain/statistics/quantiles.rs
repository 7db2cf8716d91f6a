//! Quantiles: below which number a share of all numbers lies.

use super::number;
use crate::domain::order::PutInOrder;

/// Numbers in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered(Vec<f64>);

impl Ordered {
    /// Puts numbers in order. Those that are no numbers or infinite are left out.
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Self {
        let mut numbers: Vec<f64> = numbers
            .into_iter()
            .filter(|number| number.is_finite())
            .collect();
        numbers.put_in_order_by(f64::total_cmp);
        Self(numbers)
    }

    /// The numbers, the smallest first.
    pub fn numbers(&self) -> &[f64] {
        &self.0
    }

    /// The number below which this share of all lies, by definition 7 of Hyndman and Fan, *Sample
    /// Quantiles in Statistical Packages*, The American Statistician 50 (1996): on a straight line
    /// between the numbers at the places below and above `(n − 1)·share`, counted from 0. Those are
    /// the quantiles of spreadsheets.
    ///
    /// A share below 0 counts as 0, one above 1 as 1. `None` without numbers.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let last = self.0.len().checked_sub(1)?;
        let place = number(last) * share.clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to the last place; the part behind the point is meant to be cut off"
        )]
        let below = (place as usize).min(last);
        let above = (below + 1).min(last);
        let part = place - number(below);
        // Halves first, so that the distance of two large numbers does not overflow.
        let distance = self.0[above] / 2.0 - self.0[below] / 2.0;
        Some((self.0[below] + 2.0 * (part * distance)).min(self.0[above]))
    }

    /// The five numbers that tell how the numbers spread. `None` without numbers.
    pub fn quartiles(&self) -> Option<Quartiles> {
        Some(Quartiles {
            least: self.quantile(0.0)?,
            lower: self.quantile(0.25)?,
            median: self.quantile(0.5)?,
            upper: self.quantile(0.75)?,
            most: self.quantile(1.0)?,
        })
    }
}

/// How numbers spread: a quarter of them lies between each two neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quartiles {
    /// The smallest.
    pub least: f64,
    /// A quarter lies below.
    pub lower: f64,
    /// Half lies below.
    pub median: f64,
    /// Three quarters lie below.
    pub upper: f64,
    /// The largest.
    pub most: f64,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quartiles_are_those_of_spreadsheets() {
        let check = |numbers: &[f64], expected: [f64; 5]| {
            let found = Ordered::of(numbers.iter().copied()).quartiles();
            let [least, lower, median, upper, most] = expected;
            let expected = Quartiles {
                least,
                lower,
                median,
                upper,
                most,
            };
            assert_eq!(found, Some(expected), "{numbers:?}");
        };
        check(&[7.0], [7.0; 5]);
        check(&[2.0, 1.0], [1.0, 1.25, 1.5, 1.75, 2.0]);
        check(&[4.0, 1.0, 3.0, 2.0], [1.0, 1.75, 2.5, 3.25, 4.0]);
        check(&[1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 2.0, 3.0, 4.0, 5.0]);
        check(&[5.0, f64::NAN, 5.0, f64::INFINITY], [5.0; 5]);
        check(&[-1e308, 1e308], [-1e308, -5e307, 0.0, 5e307, 1e308]);
    }

    #[test]
    fn without_numbers_there_is_no_quantile() {
        assert_eq!(Ordered::of([]).quantile(0.5), None);
        assert_eq!(Ordered::of([f64::NAN]).quartiles(), None);
    }

    proptest! {
        #[test]
        fn a_larger_share_has_no_smaller_quantile(
            numbers in prop::collection::vec(-1e6..1e6_f64, 1..30),
            share in -0.1..1.1_f64, more in 0.0..0.5_f64,
        ) {
            let ordered = Ordered::of(numbers);
            let (low, high) = (ordered.quantile(share), ordered.quantile(share + more));
            prop_assert!(low <= high);
            let numbers = ordered.numbers();
            prop_assert!(Some(numbers[0]) <= low && high <= numbers.last().copied());
        }
    }
}
