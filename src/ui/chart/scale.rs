//! Scales that end on round numbers: steps of 1, 2 or 5 and their tenfolds.

/// A scale with its ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The value at its beginning, a multiple of the step.
    pub from: f64,
    /// From one tick to the next, above 0.
    pub step: f64,
    /// How many steps there are, at least 1.
    pub steps: u32,
}

impl Scale {
    /// The narrowest scale with at most so many steps that holds all values from `low` to `high`.
    ///
    /// What is no number, or no range, is shown on a scale from 0 to 1.
    pub fn over(low: f64, high: f64, most_steps: u32) -> Self {
        let most = f64::from(most_steps.max(1));
        let range = high - low;
        if !range.is_finite() || range < 0.0 {
            return Self::over(0.0, 1.0, most_steps);
        }
        if range == 0.0 {
            // A single value stands in the middle of a scale of its own size.
            let half = if low == 0.0 { 1.0 } else { low.abs() / 2.0 };
            return Self::over(low - half, high + half, most_steps);
        }
        let mut step = round_step(range / most);
        loop {
            let from = (low / step).floor() * step;
            let steps = ((high - from) / step - 1e-9).ceil().max(1.0);
            if steps <= most {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "between 1 and the most steps"
                )]
                let steps = steps as u32;
                return Self { from, step, steps };
            }
            step = next_step(step);
        }
    }

    /// A scale from 0 for counts: its steps are whole, and it is never without one.
    pub fn of_counts(most: f64, most_steps: u32) -> Self {
        let high = if most.is_finite() { most.max(1.0) } else { 1.0 };
        let scale = Self::over(0.0, high, most_steps);
        if scale.step < 1.0 {
            Self {
                from: 0.0,
                step: 1.0,
                steps: 1,
            }
            .reaching(high)
        } else {
            scale
        }
    }

    fn reaching(mut self, high: f64) -> Self {
        while self.to() < high {
            self.steps += 1;
        }
        self
    }

    /// The value at its end.
    pub fn to(&self) -> f64 {
        self.from + f64::from(self.steps) * self.step
    }

    /// The values at which ticks stand, both ends included.
    pub fn ticks(&self) -> impl Iterator<Item = f64> {
        let Self { from, step, steps } = *self;
        (0..=steps).map(move |tick| {
            let value = from + f64::from(tick) * step;
            // 0 may come out as a rest of what was taken away.
            if value.abs() < step * 1e-9 {
                0.0
            } else {
                value
            }
        })
    }

    /// How far along the scale a value lies, 0 at its beginning and 1 at its end.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.from) / (f64::from(self.steps) * self.step)
    }

    /// How many digits after the point its ticks need.
    pub fn decimals(&self) -> u32 {
        let mut decimals = 0;
        let mut step = self.step;
        while step < 0.999_999 && decimals < 12 {
            step *= 10.0;
            decimals += 1;
        }
        decimals
    }
}

/// The least of 1, 2, 5 and their tenfolds that is not below a value above 0.
fn round_step(value: f64) -> f64 {
    let mut decade = 1.0_f64;
    while value < decade {
        decade /= 10.0;
    }
    while decade * 10.0 <= value {
        decade *= 10.0;
    }
    let steps = [1.0, 2.0, 5.0, 10.0];
    let fits = steps
        .into_iter()
        .find(|step| value <= step * decade * (1.0 + 1e-12));
    fits.unwrap_or(10.0) * decade
}

/// The step after a round one.
fn next_step(step: f64) -> f64 {
    round_step(step * 1.5)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steps_are_one_two_or_five() {
        let check = |low, high, expected: &[f64]| {
            let ticks: Vec<f64> = Scale::over(low, high, 5).ticks().collect();
            assert_eq!(ticks, expected, "{low} to {high}");
        };
        check(0.0, 10.0, &[0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        check(0.0, 4.0, &[0.0, 1.0, 2.0, 3.0, 4.0]);
        check(0.0, 101.0, &[0.0, 50.0, 100.0, 150.0]);
        check(-3.0, 7.0, &[-5.0, 0.0, 5.0, 10.0]);
        check(7.0, 7.0, &[2.0, 4.0, 6.0, 8.0, 10.0, 12.0]);
    }

    #[test]
    fn counts_have_whole_steps() {
        let check = |most, expected: &[f64]| {
            let ticks: Vec<f64> = Scale::of_counts(most, 4).ticks().collect();
            assert_eq!(ticks, expected, "{most}");
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
    fn digits_are_as_many_as_a_step_has() {
        assert_eq!(Scale::over(0.0, 1.0, 5).decimals(), 1);
        assert_eq!(Scale::over(0.0, 0.1, 5).decimals(), 2);
        assert_eq!(Scale::over(0.0, 100.0, 5).decimals(), 0);
    }

    proptest! {
        #[test]
        fn a_scale_holds_its_values_within_its_steps(
            low in -1e9..1e9_f64, range in 1e-6..1e9_f64, most in 1..12_u32,
        ) {
            let high = low + range;
            let scale = Scale::over(low, high, most);
            prop_assert!(scale.steps <= most);
            let slack = scale.step * 1e-6;
            prop_assert!(scale.from <= low + slack && high <= scale.to() + slack);
            let ticks: Vec<f64> = scale.ticks().collect();
            prop_assert!(ticks.is_sorted());
            prop_assert!((-1e-6..=1.000_001).contains(&scale.share(low)));
            prop_assert!((-1e-6..=1.000_001).contains(&scale.share(high)));
        }
    }
}
