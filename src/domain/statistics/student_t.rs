//! Student's t distribution: how far an estimate may be off by chance.

/// How sure an interval is to hold the true number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level(f64);

impl Level {
    /// Nineteen times of twenty.
    pub const NINETY_FIVE: Self = Self(0.95);

    /// A level as a share, above 0 and below 1.
    pub fn of(share: f64) -> Option<Self> {
        (0.0 < share && share < 1.0).then_some(Self(share))
    }

    /// The share, above 0 and below 1.
    pub fn share(self) -> f64 {
        self.0
    }
}

/// The distribution for a number of degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StudentT {
    degrees: f64,
    /// `Γ((ν+1)/2) / (Γ(ν/2)·√π)`.
    height: f64,
}

impl StudentT {
    /// The distribution for so many degrees of freedom, at least 1.
    pub fn of(degrees: usize) -> Self {
        let degrees = super::number(degrees.max(1));
        Self {
            degrees,
            height: gamma_ratio(degrees / 2.0) / std::f64::consts::PI.sqrt(),
        }
    }

    /// How likely a number is to lie below `t`, 0 to 1; right to twelve
    /// decimals.
    pub fn below(self, t: f64) -> f64 {
        if t < 0.0 {
            self.above(-t)
        } else {
            1.0 - self.above(t)
        }
    }

    /// The number below which this share lies, right to ten digits. `None` unless the share is at
    /// least 1e-100 and below 1.
    pub fn quantile(self, share: f64) -> Option<f64> {
        if !(1e-100..1.0).contains(&share) {
            None
        } else if share < 0.5 {
            Some(-self.exceeded_by(share))
        } else {
            Some(self.exceeded_by(1.0 - share))
        }
    }

    /// How many standard errors an interval of this level reaches either way.
    pub fn reach(self, level: Level) -> f64 {
        self.exceeded_by((1.0 - level.share()) / 2.0)
    }

    /// How likely a number is to lie above `t`, which is not below 0.
    ///
    /// `½·I_x(ν/2, ½)` with `x = ν/(ν + t²)`: NIST Digital Library of Mathematical Functions
    /// (DLMF) 8.17; Abramowitz and Stegun 26.7.1.
    fn above(self, t: f64) -> f64 {
        let Reduced {
            ratio,
            rest,
            square_log,
        } = Reduced::of(t, self.degrees);
        let half = self.degrees / 2.0;
        // x^(ν/2)·(1 − x)^½ / B(ν/2, ½)
        let front = self.height * (-half * square_log).exp() * rest;
        let x = 1.0 / (1.0 + ratio * ratio);
        // The fraction converges quickly below the mean of the beta distribution; above it the
        // other tail is reckoned (DLMF 8.17.4).
        if x < (half + 1.0) / (half + 2.5) {
            0.5 * front / half * fraction(x, half, 0.5)
        } else {
            0.5 - 0.5 * front / 0.5 * fraction(rest * rest, 0.5, half)
        }
    }

    /// The density.
    fn density(self, t: f64) -> f64 {
        let square_log = Reduced::of(t, self.degrees).square_log;
        self.height / self.degrees.sqrt() * (-(self.degrees + 1.0) / 2.0 * square_log).exp()
    }

    /// The number that is exceeded with this likelihood, above 0 and at most ½.
    ///
    /// Newton's steps from 0: above 0 the tail is convex, so that none goes too far, and the last
    /// is the one that rounding turns back.
    fn exceeded_by(self, likelihood: f64) -> f64 {
        let mut t = 0.0;
        loop {
            let next = t + (self.above(t) - likelihood) / self.density(t);
            // The quotient of two numbers that have vanished is to end it as well.
            if next <= t || !next.is_finite() {
                return t;
            }
            t = next;
        }
    }
}

/// A number in proportion to the root of the degrees of freedom.
struct Reduced {
    /// `t/√ν`
    ratio: f64,
    /// `√(1 − x) = t/√(ν + t²)`
    rest: f64,
    /// `−ln x = ln(1 + t²/ν)`
    square_log: f64,
}

impl Reduced {
    fn of(t: f64, degrees: f64) -> Self {
        let ratio = t / degrees.sqrt();
        let square_log = if ratio < 1e8 {
            (ratio * ratio).ln_1p()
        } else {
            // The square of a larger one may overflow, and 1 is nothing beside it.
            2.0 * ratio.ln()
        };
        let rest = if ratio < 1e8 {
            ratio / (1.0 + ratio * ratio).sqrt()
        } else {
            1.0
        };
        Self {
            ratio,
            rest,
            square_log,
        }
    }
}

/// `Γ(z + ½)/Γ(z)`, which the logarithms of both would give with fewer digits the larger `z` is.
///
/// The series is DLMF 5.11.13 for the shift ½; below 32 it is reached by the recurrence of Γ.
fn gamma_ratio(z: f64) -> f64 {
    const SERIES: [f64; 8] = [
        1.0,
        -1.0 / 8.0,
        1.0 / 128.0,
        5.0 / 1024.0,
        -21.0 / 32_768.0,
        -399.0 / 262_144.0,
        869.0 / 4_194_304.0,
        39_325.0 / 33_554_432.0,
    ];
    let mut argument = z;
    let mut shifted = 1.0;
    while argument < 32.0 {
        shifted *= argument / (argument + 0.5);
        argument += 1.0;
    }
    let series = SERIES
        .iter()
        .rev()
        .fold(0.0, |sum, term| sum / argument + term);
    shifted * argument.sqrt() * series
}

/// The continued fraction of the incomplete beta function, DLMF 8.17.22, by Lentz's way: Thompson
/// and Barnett, *Coulomb and Bessel functions of complex arguments and order*, Journal of
/// Computational Physics 64 (1986).
///
/// It takes about `√a + √b` steps, some 700 for a million degrees of freedom.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    const MOST_STEPS: u32 = 20_000;
    let not_zero = |number: f64| {
        if number.abs() < TINY { TINY } else { number }
    };
    let mut above = 1.0;
    let mut below = 1.0 / not_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut product = below;
    for step in 1..MOST_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = product;
        for term in [even, odd] {
            below = 1.0 / not_zero(1.0 + term * below);
            above = not_zero(1.0 + term / above);
            product *= above * below;
        }
        if (product - before).abs() <= f64::EPSILON * product.abs() {
            break;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Degrees of freedom with the quantiles of 0.6, 0.95, 0.975 and 0.9995, and the shares below
    /// 0.1, 1, 2.5 and 6.
    ///
    /// To three decimals the quantiles stand in the NIST/SEMATECH *e-Handbook of Statistical
    /// Methods*, table 1.3.6.7.2; the fourteen digits here are from the incomplete beta function
    /// reckoned with forty (mpmath, `betainc`).
    const TABLE: &str = "
        1 0.32491969623291 6.313751514675 12.706204736175 636.61924876872 0.53172551743055 0.75 0.87888105840916 0.94743154328875
        2 0.28867513459481 2.9199855803537 4.3026527297495 31.599054576444 0.53526728079293 0.78867513459481 0.93519413988924 0.98666426339229
        3 0.27667066233269 2.3533634348018 3.1824463052837 12.923978636687 0.5366738255996 0.80449889052211 0.95614667649597 0.99536364255386
        4 0.2707222947076 2.1318467863267 2.7764451051978 8.6103015813793 0.53742207953027 0.81304951684997 0.96661672759401 0.99805873147652
        5 0.26718086570415 2.015048373333 2.5705818356363 6.8688266258811 0.53788492942267 0.81839126617544 0.97275495032881 0.9990769308552
        7 0.26316686135202 1.89457860509 2.3646242515928 5.4078825208617 0.5384259701976 0.8246916685899 0.97950389070712 0.999728870829
        10 0.26018482949208 1.8124611228117 2.2281388519863 4.5868938587026 0.5388396407178 0.82955343384897 0.9842765778817 0.99993394556982
        30 0.25560536495191 1.697260886594 2.0422724563012 3.645958635042 0.53949519410486 0.83734569228699 0.99094217546597 0.99999930286156
        97 0.25404309466429 1.660714610123 1.984723186014 3.393669845054 0.53972464261061 0.84010069441916 0.99295136221831 0.99999998299082
        120 0.25390952321493 1.6576508993552 1.9799304050824 3.3734537685625 0.53974440034217 0.84033863806779 0.99311523253748 0.99999998925848
        1000 0.2534145158395 1.6463788172855 1.9623390808264 3.3002826484239 0.5398178154882 0.84122379095766 0.99371071609945 0.99999999862232
        99997 0.2533477771774 1.6448688652421 1.9599877082463 3.290624034331 0.53982773704363 0.84134353618165 0.99378954037989 0.99999999901004
        1000000 0.25334717053784 1.644855150722 1.9599663568141 3.2905364612487 0.53982782725398 0.84134462508321 0.99379025524892 0.99999999901308
    ";

    #[test]
    fn it_agrees_with_the_table_to_ten_digits() {
        for line in TABLE.trim().lines() {
            let (degrees, rest) = line.trim().split_once(' ').expect("degrees come first");
            let numbers = rest
                .split(' ')
                .map(|number| number.parse().expect("a number"));
            let numbers: Vec<f64> = numbers.collect();
            let (quantiles, shares) = numbers.split_at(4);
            let t = StudentT::of(degrees.parse().expect("a number"));
            for (share, expected) in [0.6, 0.95, 0.975, 0.9995].into_iter().zip(quantiles) {
                let found = t.quantile(share).expect("a share");
                let off = ((found - expected) / expected).abs();
                assert!(off < 1e-10, "{degrees}: {found} for {expected}");
            }
            for (number, expected) in [0.1, 1.0, 2.5, 6.0].into_iter().zip(shares) {
                let found = t.below(number);
                assert!(
                    (found - expected).abs() < 1e-12,
                    "{degrees}: {found} for {expected}"
                );
                assert!((t.below(-number) - (1.0 - expected)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn one_and_two_degrees_have_closed_forms() {
        // Abramowitz and Stegun 26.7.3 and 26.7.4, and their inverses.
        let (one, two) = (StudentT::of(1), StudentT::of(2));
        for share in [1e-90, 1e-12, 0.001, 0.3, 0.5, 0.7, 0.999, 1.0 - 1e-12] {
            // Each tail by its own share, which the other would round away.
            let cauchy = if share < 0.5 {
                -1.0 / (std::f64::consts::PI * share).tan()
            } else {
                1.0 / (std::f64::consts::PI * (1.0 - share)).tan()
            };
            let found = one.quantile(share).expect("a share");
            assert!(
                (found - cauchy).abs() <= 1e-10 * cauchy.abs().max(1e-5),
                "{share}: {found}"
            );
            let root = (2.0 * share - 1.0) / (2.0 * share * (1.0 - share)).sqrt();
            let found = two.quantile(share).expect("a share");
            assert!(
                (found - root).abs() <= 1e-10 * root.abs(),
                "{share}: {found}"
            );
        }
    }

    #[test]
    fn a_level_reaches_as_far_as_both_tails_leave() {
        let t = StudentT::of(10);
        assert!((t.reach(Level::NINETY_FIVE) - 2.228_138_851_986_275).abs() < 1e-10);
        let ninety = Level::of(0.9).expect("a level");
        assert!((t.reach(ninety) - 1.812_461_122_811_676).abs() < 1e-10);
        for bad in [0.0, 1.0, -0.5, 95.0, f64::NAN] {
            assert_eq!(Level::of(bad), None);
        }
    }

    #[test]
    fn a_share_out_of_range_has_no_quantile() {
        for bad in [0.0, 1.0, -0.1, 1.1, 1e-200, f64::NAN, f64::INFINITY] {
            assert_eq!(StudentT::of(5).quantile(bad), None);
        }
    }

    proptest! {
        #[test]
        fn a_quantile_has_its_share_below_it(
            degrees in prop_oneof![1..200_usize, 200..1_000_000_usize], share in 1e-6..0.999_999_f64,
        ) {
            let t = StudentT::of(degrees);
            let number = t.quantile(share).expect("a share");
            prop_assert!((t.below(number) - share).abs() < 1e-10);
        }

        #[test]
        fn more_lies_below_a_larger_number(
            degrees in 1..1_000_000_usize, number in -1e3..1e3_f64, more in 0.0..10.0_f64,
        ) {
            let t = StudentT::of(degrees);
            let (low, high) = (t.below(number), t.below(number + more));
            prop_assert!(0.0 <= low && low <= high + 1e-15 && high <= 1.0);
        }
    }
}
