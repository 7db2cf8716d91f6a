//! Scales of axes: from one round tick to another.

use crate::domain::statistics::ticks::Ticks;

/// A scale with its ticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The values at which ticks stand, both ends included: two at least.
    pub ticks: Vec<f64>,
    /// How many digits after the point the ticks need.
    pub decimals: usize,
}

impl Scale {
    /// A scale that holds all values from `low` to `high`, in about so many steps. What is no number
    /// is shown on a scale from 0 to 1.
    pub fn over(low: f64, high: f64, steps: usize) -> Self {
        let ticks = Ticks::covering(low, high, steps);
        ticks.map_or_else(Self::whole, |ticks| Self {
            ticks: ticks.marks(),
            decimals: ticks.decimals(),
        })
    }

    /// A scale from 0 for counts: its steps are whole, and it is never without one.
    pub fn of_counts(most: f64, steps: usize) -> Self {
        let high = if most.is_finite() { most.max(1.0) } else { 1.0 };
        let scale = Self::over(0.0, high, steps);
        if scale.decimals == 0 {
            return scale;
        }
        let mut scale = Self::whole();
        while scale.to() < high {
            scale.ticks.push(scale.to() + 1.0);
        }
        scale
    }

    /// A scale for points from 0 to 100. It is twenty long at the least, so that a change of a point or
    /// two does not look like a fall or a rise.
    pub fn of_points(points: &[f64], steps: usize) -> Self {
        const LEAST: f64 = 20.0;
        let least = points.iter().copied().fold(100.0, f64::min);
        let most = points.iter().copied().fold(0.0, f64::max);
        let low = f64::midpoint(least, most) - LEAST / 2.0;
        let low = low.clamp(0.0, 100.0 - LEAST);
        Self::over(least.min(low), most.max(low + LEAST), steps)
    }

    fn whole() -> Self {
        Self {
            ticks: vec![0.0, 1.0],
            decimals: 0,
        }
    }

    /// The value at its beginning.
    pub fn from(&self) -> f64 {
        self.ticks.first().copied().unwrap_or(0.0)
    }

    /// The value at its end.
    pub fn to(&self) -> f64 {
        self.ticks.last().copied().unwrap_or(1.0)
    }

    /// Between which of the ticks a value lies, counted from 0: the upper end belongs to the last
    /// class, and so does what lies beyond it.
    pub fn class(&self, value: f64) -> usize {
        let inner = self.ticks.get(1..self.ticks.len() - 1).unwrap_or_default();
        inner.partition_point(|tick| *tick <= value)
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.ticks.len() - 1
    }

    /// How far along the scale a value lies, 0 at its beginning and 1 at its end.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.from()) / (self.to() - self.from())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn points_are_shown_on_twenty_of_them_at_the_least() {
        for (points, from, to) in [
            (vec![68.0, 72.0], 60.0, 80.0),
            (vec![40.0, 75.0], 40.0, 80.0),
            (vec![99.0], 80.0, 100.0),
            (vec![0.0, 1.0], 0.0, 20.0),
            (Vec::new(), 40.0, 60.0),
        ] {
            let scale = Scale::of_points(&points, 4);
            assert_eq!((scale.from(), scale.to()), (from, to), "{points:?}");
        }
    }

    #[test]
    fn a_value_on_a_tick_lies_above_it_and_the_end_in_the_last_class() {
        let scale = Scale {
            ticks: vec![0.0, 10.0, 20.0, 30.0],
            decimals: 0,
        };
        assert_eq!(scale.classes(), 3);
        let classes = [-3.0, 0.0, 9.9, 10.0, 20.0, 30.0, 120.0].map(|value| scale.class(value));
        assert_eq!(classes, [0, 0, 0, 1, 2, 2, 2]);
    }

    #[test]
    fn counts_have_whole_steps() {
        let check = |most, expected: &[f64]| {
            let scale = Scale::of_counts(most, 4);
            assert_eq!(
                (scale.ticks.as_slice(), scale.decimals),
                (expected, 0),
                "{most}"
            );
        };
        check(0.0, &[0.0, 1.0]);
        check(1.0, &[0.0, 1.0]);
        check(2.0, &[0.0, 1.0, 2.0]);
        check(5.0, &[0.0, 2.0, 4.0, 6.0]);
        check(1000.0, &[0.0, 500.0, 1000.0]);
        check(f64::NAN, &[0.0, 1.0]);
        check(f64::INFINITY, &[0.0, 1.0]);
    }

    #[test]
    fn what_has_no_range_is_shown_all_the_same() {
        let scale = Scale::over(f64::NEG_INFINITY, 3.0, 5);
        assert_eq!((scale.from(), scale.to()), (0.0, 1.0));
        let scale = Scale::over(7.0, 7.0, 5);
        assert!(scale.from() < 7.0 && 7.0 < scale.to() && 0 < scale.decimals);
    }

    proptest! {
        #[test]
        fn a_scale_holds_its_values(low in -1e9..1e9_f64, range in 0.0..1e9_f64, steps in 1..12_usize) {
            let scale = Scale::over(low, low + range, steps);
            prop_assert!(scale.ticks.is_sorted() && 2 <= scale.ticks.len());
            prop_assert!((-1e-6..=1.000_001).contains(&scale.share(low)));
            prop_assert!((-1e-6..=1.000_001).contains(&scale.share(low + range)));
            prop_assert!(scale.share(low) <= scale.share(low + range));
        }
    }
}
