//! Numbers that look random and are the same for the same seed, on every machine.

/// A splitmix64 generator: 64 bits of state, good enough for sample data and tests.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// The generator that begins with this seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to and without `end`; 0 if `end` is.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        // The upper half of a product with 32 random bits is spread evenly over 0..end.
        let product = (self.next() >> 32) * u64::from(end);
        u32::try_from(product >> 32).unwrap_or(0)
    }

    /// A number from `least` to `most`, both included.
    pub(super) fn within(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// True once in so many times.
    pub(super) fn once_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_generator() {
        // First outputs of splitmix64 for the seed 1234567, as in Vigna's reference.
        let mut random = Random::new(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn every_number_of_a_range_comes_up_and_none_beyond() {
        let mut random = Random::new(1);
        let mut seen = [0; 5];
        for _ in 0..500 {
            seen[random.within(2, 6) as usize - 2] += 1;
        }
        assert!(
            seen.iter().all(|count| (60..=140).contains(count)),
            "{seen:?}"
        );
    }
}
