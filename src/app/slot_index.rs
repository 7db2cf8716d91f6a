//! Finds a slot by the hash of what it holds: one list of numbers, whatever the kind of record.
//!
//! The map of the standard library is compiled anew for every key and value, keeps a copy of each
//! key, and guards against chosen keys by a hash that costs more here than all else in finding.
//! This one keeps numbers alone and asks its caller whether a slot is the one that is meant.

use std::num::NonZeroU32;

use super::table::Slot;

/// Slots by hash. Equal hashes are told apart by the caller.
#[derive(Debug, Clone, Default)]
pub struct SlotIndex {
    /// A power of two of places, at most three quarters of them taken.
    places: Vec<Option<Entry>>,
    taken: usize,
}

/// Eight bytes, even where there is none.
#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u32,
    /// One more than the slot.
    number: NonZeroU32,
}

impl Entry {
    fn slot(self) -> Slot {
        self.number.get() - 1
    }
}

impl SlotIndex {
    /// The slot under this hash that is the one meant.
    pub fn find(&self, hash: u32, is_meant: impl Fn(Slot) -> bool) -> Option<Slot> {
        let mut at = self.home(hash)?;
        while let Some(entry) = self.places[at] {
            if entry.hash == hash && is_meant(entry.slot()) {
                return Some(entry.slot());
            }
            at = self.after(at);
        }
        None
    }

    /// Looks at where a hash is looked for first; a number that says nothing.
    pub fn fetch(&self, hash: u32) -> u32 {
        let entry = self.home(hash).and_then(|at| self.places[at]);
        entry.map_or(0, |entry| entry.hash)
    }

    /// Makes room for so many more slots.
    pub fn expect(&mut self, count: usize) {
        let places = (self.taken + count) / 3 * 4 + 16;
        if self.places.len() < places {
            self.grow(places.next_power_of_two());
        }
    }

    /// Puts a slot under a hash, beside others that are there.
    pub fn insert(&mut self, hash: u32, slot: Slot) {
        if self.places.len() * 3 <= self.taken * 4 {
            self.grow(16.max(self.places.len() * 2));
        }
        self.taken += 1;
        let number = NonZeroU32::MIN.saturating_add(slot);
        self.put(Some(Entry { hash, number }));
    }

    fn grow(&mut self, places: usize) {
        for entry in std::mem::replace(&mut self.places, vec![None; places]) {
            self.put(entry);
        }
    }

    /// Takes a slot from under a hash.
    pub fn remove(&mut self, hash: u32, slot: Slot) {
        let Some(mut at) = self.home(hash) else {
            return;
        };
        while let Some(entry) = self.places[at] {
            if entry.hash == hash && entry.slot() == slot {
                self.places[at] = None;
                self.taken -= 1;
                self.close_gap(at);
                return;
            }
            at = self.after(at);
        }
    }

    /// Entries are looked for up to the first free place, so none may stand behind a gap.
    fn close_gap(&mut self, gap: usize) {
        let mut at = self.after(gap);
        while let Some(entry) = self.places[at].take() {
            self.put(Some(entry));
            at = self.after(at);
        }
    }

    fn put(&mut self, entry: Option<Entry>) {
        let Some(mut at) = entry.and_then(|entry| self.home(entry.hash)) else {
            return;
        };
        while self.places[at].is_some() {
            at = self.after(at);
        }
        self.places[at] = entry;
    }

    fn home(&self, hash: u32) -> Option<usize> {
        Some(hash as usize & self.places.len().checked_sub(1)?)
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.places.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_holds_what_a_set_would(acts in prop::collection::vec((any::<bool>(), 0..9_u32, 0..40_u32), 0..300)) {
            let (mut index, mut plain) = (SlotIndex::default(), BTreeSet::new());
            for (number, (inserts, hash, slot)) in acts.into_iter().enumerate() {
                if number % 7 == 6 {
                    index.expect(number);
                }
                if !inserts {
                    index.remove(hash, slot);
                    plain.remove(&(hash, slot));
                } else if plain.insert((hash, slot)) {
                    index.insert(hash, slot);
                }
                for slot in 0..40 {
                    let found = index.find(hash, |found| found == slot);
                    prop_assert_eq!(found.is_some(), plain.contains(&(hash, slot)));
                }
            }
        }
    }
}
