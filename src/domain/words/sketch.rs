//! How often something may have been seen at most, in little room.

/// The places, as a power of two; at two bytes each they take 4 MB.
const PLACES: u32 = 21;

/// Counts by hash, without the things that are counted: where two share a place their counts add
/// up, so a count is never too low.
#[derive(Debug, Clone)]
pub(super) struct Sketch(Vec<u16>);

impl Sketch {
    pub(super) fn new() -> Self {
        Self(vec![0; 1 << PLACES])
    }

    pub(super) fn add(&mut self, key: u64) {
        let count = &mut self.0[place(key)];
        *count = count.saturating_add(1);
    }

    /// At least as often as this key was added; at most 65,535.
    pub(super) fn most(&self, key: u64) -> u32 {
        u32::from(self.0[place(key)])
    }
}

fn place(key: u64) -> usize {
    // The golden ratio spreads numbers that lie side by side.
    let spread = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - PLACES);
    usize::try_from(spread).unwrap_or(0)
}
