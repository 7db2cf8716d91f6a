//! Numbers written in decimal, kept digit by digit.
//!
//! A degree or a duration comes as text and goes as text; by way of a floating-point number it
//! could lose a digit, and the tables for that way are 15 KB of what every visitor downloads.

use super::fold::fold;

use std::fmt;

/// How many digits after the point are kept.
const DIGITS: usize = 18;

const MILLION: u64 = 1_000_000;

/// A number with up to 18 digits after the point; further ones are cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    is_negative: bool,
    /// Before the point; the largest number stands for all that are larger.
    whole: u64,
    /// After the point, in 10⁻¹⁸.
    fraction: u64,
}

impl Decimal {
    /// Reads `31.230416`, `-.5`, `+7` and `1e-05`.
    pub fn parse(text: &str) -> Option<Self> {
        let (is_negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (digits, exponent) = match digits.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (digits, 0),
        };
        let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
        let all = || before.bytes().chain(after.bytes());
        if all().next().is_none() || !all().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // How many of the digits stand before the point once the exponent has moved it.
        let point = i64::try_from(before.len()).ok()? + i64::from(exponent);
        let mut number = Self {
            is_negative,
            ..Self::default()
        };
        // Leading zeros may be many and decide nothing.
        for (place, byte) in (0_i64..).zip(all()).skip_while(|(_, byte)| *byte == b'0') {
            let digit = u64::from(byte - b'0');
            if place < point {
                number.whole = number.whole.saturating_mul(10).saturating_add(digit);
            } else if let Ok(after) = usize::try_from(place - point)
                && after < DIGITS
            {
                number.fraction += digit * power_of_ten(DIGITS - 1 - after);
            }
        }
        let written = i64::try_from(before.len() + after.len()).ok()?;
        if number.whole != 0 {
            for _ in written..point {
                number.whole = number.whole.saturating_mul(10);
                if number.whole == u64::MAX {
                    break;
                }
            }
        }
        // There is one zero.
        number.is_negative &= number.whole != 0 || number.fraction != 0;
        Some(number)
    }

    /// Reads a number as people type it: in full width too, with a decimal comma and any minus.
    pub fn parse_typed(text: &str) -> Option<Self> {
        Self::parse(&fold(text).trim().replace(',', ".").replace('−', "-"))
    }

    /// The number that is this many millionths.
    pub fn from_millionths(millionths: i64) -> Self {
        let size = millionths.unsigned_abs();
        Self {
            is_negative: millionths < 0,
            whole: size / MILLION,
            fraction: size % MILLION * power_of_ten(DIGITS - 6),
        }
    }

    /// The nearest floating-point number or a neighbour of it, to reckon with.
    pub fn approximate(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "it is to be approximate")]
        let size = self.whole as f64 + self.fraction as f64 / 1e18;
        if self.is_negative { -size } else { size }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.is_negative
    }

    /// The same number on the other side of zero.
    #[must_use]
    pub fn negated(self) -> Self {
        let is_zero = self.whole == 0 && self.fraction == 0;
        Self {
            is_negative: !self.is_negative && !is_zero,
            ..self
        }
    }

    /// Whether it is farther from zero than `limit`.
    pub fn is_beyond(self, limit: u64) -> bool {
        limit < self.whole || self.whole == limit && self.fraction != 0
    }

    /// Whether it is smaller than `limit`.
    pub fn is_below(self, limit: u64) -> bool {
        self.is_negative || self.whole < limit
    }

    /// This many times `unit`, cut off to whole ones; none for a negative number and for one that is
    /// too large.
    pub fn of(self, unit: u64) -> Option<u64> {
        if self.is_negative {
            return None;
        }
        let millionths = self.fraction / (power_of_ten(DIGITS) / MILLION);
        let part = millionths.checked_mul(unit)? / MILLION;
        self.whole.checked_mul(unit)?.checked_add(part)
    }
}

fn power_of_ten(exponent: usize) -> u64 {
    (0..exponent).fold(1, |power, _| power * 10)
}

impl fmt::Display for Decimal {
    /// In the shortest form that reads back as the same number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_negative {
            f.write_str("-")?;
        }
        write!(f, "{}", self.whole)?;
        if self.fraction != 0 {
            let digits = format!("{:018}", self.fraction);
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_as_keyboards_write_them() {
        let check = |text: &str, expected: Option<&str>| {
            let read = Decimal::parse_typed(text).map(|number| number.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        };
        check(" ２．５ ", Some("2.5"));
        check("１，２５", Some("1.25"));
        check("－０.８", Some("-0.8"));
        check("−3", Some("-3"));
        check("五", None);
        check("", None);
    }

    #[test]
    fn the_usual_spellings_are_read() {
        let check = |text: &str, expected: &str| {
            let read = Decimal::parse(text).map(|number| number.to_string());
            assert_eq!(read.as_deref().unwrap_or("none"), expected, "{text}");
        };
        check("31.230416", "31.230416");
        check("-0.30000000000000004", "-0.30000000000000004");
        check("+007", "7");
        check(".5", "0.5");
        check("5.", "5");
        check("-0.0", "0");
        check("1e-05", "0.00001");
        check("1.5E2", "150");
        check("12.34e1", "123.4");
        check("0.0000000000000000019", "0.000000000000000001");
        check("1e-400", "0");
        check("0e999999999", "0");
        check("99999999999999999999", &u64::MAX.to_string());
        check("1e2147483647", &u64::MAX.to_string());
        for wrong in [
            "", "-", ".", "e5", "1,5", "1.2.3", "0x1", "١", "1e", "--1", " 1",
        ] {
            check(wrong, "none");
        }
    }

    #[test]
    fn limits_and_units_are_kept_to() {
        let number = |text| Decimal::parse(text).unwrap_or_default();
        assert!(!number("-90").is_beyond(90) && !number("89.999").is_beyond(90));
        assert!(number("90.000000000000000001").is_beyond(90) && number("-91").is_beyond(90));
        assert!(
            number("-1").is_below(0) && number("0.999").is_below(1) && !number("1").is_below(1)
        );
        assert_eq!(number("1.5").of(60), Some(90));
        assert_eq!(number("-1").of(60), None);
        assert_eq!(number("99999999999999999999").of(2), None);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_the_same(whole in any::<u64>(), fraction in 0..1_000_000_000_000_000_000_u64, minus: bool) {
            let is_negative = minus && (whole != 0 || fraction != 0);
            let number = Decimal { is_negative, whole, fraction };
            prop_assert_eq!(Decimal::parse(&number.to_string()), Some(number));
        }

        #[test]
        fn it_is_the_number_that_floating_point_reads(text in "[-+]?[0-9]{1,6}(\\.[0-9]{0,8})?(e-?[0-9])?") {
            let expected: f64 = text.parse().expect("a number");
            let read = Decimal::parse(&text).expect("a number").to_string();
            let read: f64 = read.parse().expect("a number");
            prop_assert!((read - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{} {}", read, expected);
        }

        #[test]
        fn millionths_and_reckoned_numbers_agree(millionths in -180_000_000..=180_000_000_i64) {
            let number = Decimal::from_millionths(millionths);
            let text = number.to_string();
            prop_assert_eq!(Decimal::parse(&text), Some(number));
            let expected: f64 = text.parse().expect("a number");
            prop_assert!((number.approximate() - expected).abs() < 1e-12);
        }

        #[test]
        fn no_text_makes_it_stumble(text in "\\PC*") {
            Decimal::parse(&text);
        }
    }
}
