//! Choices that are the same for the same seed.

/// A generator (`SplitMix64`): small, and good enough to choose moments and places.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The choices of this seed.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from zero up to this one, which is not among them; zero for zero.
    pub fn below(&mut self, count: u64) -> u64 {
        self.any().checked_rem(count).unwrap_or(0)
    }

    /// A number of 31 bits, for the generator in the page.
    pub fn seed(&mut self) -> u32 {
        u32::try_from(self.below(1 << 31)).unwrap_or(0)
    }
}
