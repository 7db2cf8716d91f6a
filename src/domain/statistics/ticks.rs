//! Marks of an axis at numbers that are easily read: steps of 1, 2 or 5 times a power of ten.
//!
//! Heckbert, *Nice Numbers for Graph Labels*, in Graphics Gems (1990).

/// Numbers beyond this, either way, have no marks.
const LARGEST: f64 = 1e100;

/// How far an end may lie beyond a mark, in steps, and still count as lying on it: decimal
/// fractions are seldom exact.
const ON_A_MARK: f64 = 1e-9;

/// Marks in equal steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ticks {
    /// The first mark, in steps from 0; whole.
    first: f64,
    /// The last mark, in steps from 0; whole, and more than the first.
    last: f64,
    /// 1, 2 or 5.
    digit: f64,
    /// The power of ten by which the digit is multiplied.
    power: i32,
}

impl Ticks {
    /// Marks from at or below one number to at or above another, with at most one interval more
    /// than asked for, and at least one. The order of the two numbers does not matter; where they
    /// are the same, or so close that their digits do not tell them apart, the marks lie around.
    ///
    /// `None` where a number is not finite or beyond 1e100.
    pub fn covering(one: f64, other: f64, intervals: usize) -> Option<Self> {
        let (low, high) = (one.min(other), one.max(other));
        if !(one.abs() <= LARGEST && other.abs() <= LARGEST) {
            return None;
        }
        let largest = low.abs().max(high.abs());
        let (low, high) = if high - low <= 1e-9 * largest {
            let around = if largest == 0.0 { 0.5 } else { largest * 0.1 };
            (low - around, high + around)
        } else {
            (low, high)
        };
        let wanted = ((high - low) / super::number(intervals.max(1))).max(1.0 / LARGEST);
        #[expect(clippy::cast_possible_truncation, reason = "from -100 to 100")]
        let power = wanted.log10().floor() as i32;
        // The small number lets through a step that is exact but for its last digit.
        let digits = [(1.0, power), (2.0, power), (5.0, power), (1.0, power + 1)];
        let (digit, power) = digits
            .into_iter()
            .find(|(digit, power)| wanted * (1.0 - ON_A_MARK) <= scale(*digit, *power))
            .unwrap_or((1.0, power + 2));
        let (first, last) = (steps(low, digit, power), steps(high, digit, power));
        let first = if is_near(first) {
            first.round()
        } else {
            first.floor()
        };
        let last = if is_near(last) {
            last.round()
        } else {
            last.ceil()
        };
        Some(Self {
            first,
            last: last.max(first + 1.0),
            digit,
            power,
        })
    }

    /// The marks, the smallest first. Each is the double that is nearest to its decimal, so that it
    /// is written as `0.3` and not as `0.30000000000000004`.
    pub fn marks(self) -> Vec<f64> {
        let mut marks = Vec::new();
        let mut step = self.first;
        while step <= self.last {
            // Adding 0 makes a zero of what is a negative one.
            marks.push(scale(step * self.digit, self.power) + 0.0);
            step += 1.0;
        }
        marks
    }

    /// From one mark to the next.
    pub fn step(self) -> f64 {
        scale(self.digit, self.power)
    }

    /// How many digits behind the point a mark needs.
    pub fn decimals(self) -> usize {
        usize::try_from(-self.power).unwrap_or(0)
    }
}

/// A whole number times a power of ten. Up to 22 such powers are exact, and dividing by one rounds
/// once where multiplying by its inverse would round twice.
fn scale(whole: f64, power: i32) -> f64 {
    if power < 0 {
        whole / 10_f64.powi(-power)
    } else {
        whole * 10_f64.powi(power)
    }
}

/// How many steps a number lies from 0.
fn steps(number: f64, digit: f64, power: i32) -> f64 {
    scale(number, -power) / digit
}

fn is_near(steps: f64) -> bool {
    (steps - steps.round()).abs() <= ON_A_MARK
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marks(low: f64, high: f64, intervals: usize) -> Vec<f64> {
        Ticks::covering(low, high, intervals).map_or_else(Vec::new, Ticks::marks)
    }

    #[test]
    fn marks_are_easily_read() {
        for (low, high, intervals, expected) in [
            (0.0, 10.0, 5, vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
            (0.0, 100.0, 4, vec![0.0, 50.0, 100.0]),
            (3.0, 97.0, 5, vec![0.0, 20.0, 40.0, 60.0, 80.0, 100.0]),
            (0.1, 0.5, 4, vec![0.1, 0.2, 0.3, 0.4, 0.5]),
            (0.3, 0.7, 4, vec![0.3, 0.4, 0.5, 0.6, 0.7]),
            (-1.0, 1.0, 4, vec![-1.0, -0.5, 0.0, 0.5, 1.0]),
            (-0.2, 0.1, 3, vec![-0.2, -0.1, 0.0, 0.1]),
            (0.0, 7.0, 10, vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]),
            (1_234.0, 5_678.0, 2, vec![0.0, 5_000.0, 10_000.0]),
            (10.0, 0.0, 2, vec![0.0, 5.0, 10.0]),
            (0.0, 0.0, 1, vec![-1.0, 0.0, 1.0]),
            (0.0, 3.0, 0, vec![0.0, 5.0]),
            // One value has marks around it that a reader can tell apart.
            (40.0, 40.0, 4, vec![36.0, 38.0, 40.0, 42.0, 44.0]),
        ] {
            assert_eq!(marks(low, high, intervals), expected, "{low} to {high}");
        }
    }

    #[test]
    fn what_is_no_number_has_no_marks() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e308] {
            assert_eq!(Ticks::covering(0.0, bad, 5), None);
            assert_eq!(Ticks::covering(bad, 0.0, 5), None);
        }
    }

    #[test]
    fn a_mark_is_written_with_the_decimals_that_it_needs() {
        for (high, decimals) in [(0.04, 2), (0.5, 1), (5.0, 0), (50_000.0, 0)] {
            let ticks = Ticks::covering(0.0, high, 5).expect("marks");
            assert_eq!(ticks.decimals(), decimals, "to {high}");
            for mark in ticks.marks() {
                let written = format!("{mark:.decimals$}");
                assert_eq!(written.parse::<f64>(), Ok(mark));
            }
        }
    }

    proptest! {
        #[test]
        fn marks_cover_what_they_are_for(
            low in -1e9..1e9_f64, power in -9..10_i32, intervals in 1..20_usize,
        ) {
            let high = low + 10_f64.powi(power);
            let ticks = Ticks::covering(low, high, intervals).expect("marks");
            let marks = ticks.marks();
            let slack = ticks.step() * 1e-6;
            prop_assert!(marks[0] <= low + slack);
            prop_assert!(high - slack <= marks[marks.len() - 1]);
            prop_assert!((2..=intervals + 2).contains(&marks.len()));
            prop_assert!(marks.is_sorted_by(|a, b| a < b));
        }
    }
}
