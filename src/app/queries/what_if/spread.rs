//! How loyalty lies as it is and as it would be.

use crate::domain::statistics::ticks::Ticks;

/// How many classes there are at most, but one.
const CLASSES: usize = 14;

/// How many customers have a loyalty of which size, as it is and as it would be, in the same classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// The edges of the classes, the smallest first; one more than classes.
    pub edges: Vec<f64>,
    /// How many lie in each class, as it is: from its lower edge up to below its upper one, in the
    /// last with the upper one.
    pub before: Vec<usize>,
    /// The same, as it would be.
    pub after: Vec<usize>,
}

impl Spread {
    /// The spread of these numbers. What is not finite is not counted; none where nothing is.
    pub fn of(before: &[f64], after: &[f64]) -> Option<Self> {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for number in before.iter().chain(after) {
            if number.is_finite() {
                low = low.min(*number);
                high = high.max(*number);
            }
        }
        let edges = Ticks::covering(low, high, CLASSES)?.marks();
        Some(Self {
            before: counts(&edges, before),
            after: counts(&edges, after),
            edges,
        })
    }

    /// Where a number lies, counted in classes from the left; none where it lies beyond the edges.
    pub fn place(&self, number: f64) -> Option<f64> {
        let (from, to) = (*self.edges.first()?, *self.edges.last()?);
        #[expect(clippy::cast_precision_loss, reason = "a handful of classes")]
        let classes = self.before.len() as f64;
        (from <= number && number <= to).then(|| (number - from) / (to - from) * classes)
    }
}

fn counts(edges: &[f64], numbers: &[f64]) -> Vec<usize> {
    let last = edges.len().saturating_sub(2);
    let mut counts = vec![0; last + 1];
    for number in numbers.iter().filter(|number| number.is_finite()) {
        let above = edges.partition_point(|edge| edge <= number);
        counts[above.saturating_sub(1).min(last)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lie_in_the_same_classes() {
        let spread = Spread::of(&[0.0, 10.0, 13.0, f64::NAN], &[-40.0, 100.0]).expect("numbers");
        let edges: Vec<f64> = (-4..=10).map(|tens| f64::from(tens) * 10.0).collect();
        assert_eq!(spread.edges, edges);
        assert_eq!(spread.before, [0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(spread.after, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(spread.place(-40.0), Some(0.0));
        assert_eq!(spread.place(5.0), Some(4.5));
        assert_eq!(spread.place(101.0), None);
    }

    #[test]
    fn without_numbers_there_is_none_and_equal_ones_have_a_class() {
        assert_eq!(Spread::of(&[f64::NAN], &[f64::NAN]), None);
        assert_eq!(Spread::of(&[], &[]), None);
        let spread = Spread::of(&[40.0; 3], &[40.0; 3]).expect("numbers");
        assert_eq!(spread.before.iter().sum::<usize>(), 3);
        assert_eq!(spread.before, spread.after);
    }
}
