//! An index that is brought up to date when it is asked for, or before, while nothing else is done.
//!
//! Opening a Book need not wait for what only a search or an import asks of it.

use super::table::Slot;

/// An index and the slots that it does not know as they are now.
#[derive(Debug, Clone, Default)]
pub struct LateIndex<T> {
    index: T,
    waiting: Vec<Slot>,
}

impl<T> LateIndex<T> {
    /// Remembers that a slot was filled anew.
    pub fn note(&mut self, slot: Slot) {
        self.waiting.push(slot);
    }

    /// The index as of the last [`LateIndex::take_in`].
    pub fn index(&self) -> &T {
        &self.index
    }

    /// The same, for what must be taken out at once.
    pub fn index_mut(&mut self) -> &mut T {
        &mut self.index
    }

    /// Whether a slot waits to be taken in.
    pub fn is_behind(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Takes in at most so many of the slots that wait, each of them perhaps more than once.
    pub fn take_in(&mut self, most: usize, mut put: impl FnMut(&mut T, Slot)) {
        let from = self.waiting.len().saturating_sub(most);
        for slot in self.waiting.drain(from..) {
            put(&mut self.index, slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_taken_in_by_and_by_and_once() {
        let mut late = LateIndex::<Vec<Slot>>::default();
        for slot in 0..5 {
            late.note(slot);
        }
        late.take_in(3, Vec::push);
        assert_eq!(late.index().len(), 3);
        assert!(late.is_behind());
        late.take_in(3, Vec::push);
        late.take_in(3, Vec::push);
        assert!(!late.is_behind());
        let mut taken = late.index().clone();
        taken.sort_unstable();
        assert_eq!(taken, [0, 1, 2, 3, 4]);
    }
}
