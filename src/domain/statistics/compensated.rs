//! Sums that are as exact as if they were reckoned with twice the digits and rounded once.

/// A sum of numbers and products that keeps what rounding would lose.
///
/// Ogita, Rump and Oishi, *Accurate Sum and Dot Product*, SIAM Journal on Scientific Computing 26
/// (2005), algorithms `Sum2` and `Dot2`. The numbers are to be below 1e290, so that splitting them
/// does not overflow.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    rounded: f64,
    lost: f64,
}

impl Sum {
    /// Adds a number.
    pub fn add(&mut self, term: f64) {
        // Knuth's two-sum: what the rounded sum lost, exactly.
        let sum = self.rounded + term;
        let part = sum - self.rounded;
        self.lost += (self.rounded - (sum - part)) + (term - part);
        self.rounded = sum;
    }

    /// Adds a product.
    pub fn add_product(&mut self, a: f64, b: f64) {
        // Dekker's product. A fused multiply-add would do it in one step, but WebAssembly has none.
        let product = a * b;
        let (a_high, a_low) = split(a);
        let (b_high, b_low) = split(b);
        let lost =
            a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);
        self.add(product);
        self.lost += lost;
    }

    /// The sum so far.
    pub fn value(self) -> f64 {
        self.rounded + self.lost
    }
}

/// Veltkamp's split of a number into two of 26 bits that add up to it.
fn split(number: f64) -> (f64, f64) {
    let large = number * 134_217_729.0;
    let high = large - (large - number);
    (high, number - high)
}

/// The sum of numbers.
pub fn sum(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    for number in numbers {
        sum.add(number);
    }
    sum.value()
}

/// The sum of the squares of numbers.
pub fn sum_of_squares(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    for number in numbers {
        sum.add_product(number, number);
    }
    sum.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounding_would_lose_is_kept() {
        assert_eq!(sum([1e16, 1.0, -1e16]).to_bits(), 1.0_f64.to_bits());
        let mut products = Sum::default();
        products.add_product(1e8 + 1.0, 1e8 + 1.0);
        products.add(-1e16);
        products.add(-2e8);
        assert_eq!(products.value().to_bits(), 1.0_f64.to_bits());
    }
}
