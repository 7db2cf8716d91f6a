//! How many numbers lie in which range.

use super::ticks::Ticks;

/// Ranges of one width, side by side, with how many numbers lie in each.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// The edges, the smallest first; one more than ranges.
    pub edges: Vec<f64>,
    /// How many numbers lie in each range: from its lower edge up to below its upper one, in the
    /// last up to and with the upper one.
    pub counts: Vec<usize>,
}

impl Histogram {
    /// The histogram of the numbers that are finite, in about so many ranges whose edges are easily
    /// read. `None` without such numbers, or where some are beyond 1e100.
    pub fn of(numbers: &[f64], ranges: usize) -> Option<Self> {
        let finite = || numbers.iter().copied().filter(|number| number.is_finite());
        let low = finite().reduce(f64::min)?;
        let high = finite().reduce(f64::max)?;
        let edges = Ticks::covering(low, high, ranges)?.marks();
        let mut counts = vec![0; edges.len().saturating_sub(1)];
        let last = counts.len().checked_sub(1)?;
        for number in finite() {
            counts[Self::range(&edges, last, number)] += 1;
        }
        Some(Self { edges, counts })
    }

    /// The place of the range in which a number lies.
    fn range(edges: &[f64], last: usize, number: f64) -> usize {
        edges
            .partition_point(|edge| *edge <= number)
            .saturating_sub(1)
            .min(last)
    }

    /// The place of the range in which a number lies, so that the records behind a bar can be
    /// found; `None` beyond the edges and for what is no number.
    pub fn range_of(&self, number: f64) -> Option<usize> {
        let last = self.counts.len().checked_sub(1)?;
        let is_within = self.edges[0] <= number && number <= self.edges[last + 1];
        is_within.then(|| Self::range(&self.edges, last, number))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_edge_belongs_to_the_range_above_and_the_last_to_the_one_below() {
        let histogram = Histogram::of(&[0.0, 1.9, 2.0, 4.0, 9.9, 10.0], 5).expect("numbers");
        assert_eq!(histogram.edges, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(histogram.counts, [2, 1, 1, 0, 2]);
        assert_eq!(histogram.range_of(2.0), Some(1));
        assert_eq!(histogram.range_of(10.0), Some(4));
        assert_eq!(histogram.range_of(10.1), None);
        assert_eq!(histogram.range_of(f64::NAN), None);
    }

    #[test]
    fn numbers_that_are_the_same_have_a_range_around_them() {
        let histogram = Histogram::of(&[3.0; 4], 5).expect("numbers");
        assert_eq!(histogram.counts.iter().sum::<usize>(), 4);
        assert!(histogram.edges[0] <= 3.0 && 3.0 < histogram.edges[histogram.counts.len()]);
    }

    #[test]
    fn what_is_no_number_is_left_out() {
        assert_eq!(Histogram::of(&[], 5), None);
        assert_eq!(Histogram::of(&[f64::NAN, f64::INFINITY], 5), None);
        let histogram = Histogram::of(&[f64::NAN, 1.0, 2.0], 5).expect("numbers");
        assert_eq!(histogram.counts.iter().sum::<usize>(), 2);
    }

    proptest! {
        #[test]
        fn every_number_is_counted_once_and_where_it_lies(
            numbers in prop::collection::vec(-1e3..1e3_f64, 1..50), ranges in 0..30_usize,
        ) {
            let histogram = Histogram::of(&numbers, ranges).expect("numbers");
            let mut counts = vec![0; histogram.counts.len()];
            for number in &numbers {
                let last = counts.len() - 1;
                let is_in = |range: usize| {
                    let (low, high) = (histogram.edges[range], histogram.edges[range + 1]);
                    low <= *number && (*number < high || (range == last && *number <= high))
                };
                for range in (0..=last).filter(|range| is_in(*range)) {
                    counts[range] += 1;
                    prop_assert_eq!(histogram.range_of(*number), Some(range));
                }
            }
            prop_assert_eq!(counts.iter().sum::<usize>(), numbers.len());
            prop_assert_eq!(counts, histogram.counts);
        }
    }
}
