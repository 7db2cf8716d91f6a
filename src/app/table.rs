//! Records of one kind in numbered slots, found by id.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// A record's place in its table. It stays the same for as long as the table lives, even while the
/// record is gone.
pub type Slot = u32;

/// Records in slots, so that indexes can name them by a small number.
#[derive(Debug, Clone)]
pub struct Table<Id, T> {
    slots: HashMap<Id, Slot>,
    records: Vec<Option<Arc<T>>>,
}

impl<Id, T> Default for Table<Id, T> {
    fn default() -> Self {
        Self {
            slots: HashMap::new(),
            records: Vec::new(),
        }
    }
}

impl<Id: Copy + Eq + Hash, T> Table<Id, T> {
    /// The record with this id.
    pub fn get(&self, id: Id) -> Option<&Arc<T>> {
        self.slots.get(&id).and_then(|slot| self.at(*slot))
    }

    /// The record in a slot.
    pub fn at(&self, slot: Slot) -> Option<&Arc<T>> {
        self.records.get(slot as usize).and_then(Option::as_ref)
    }

    /// The slot of an id, if one was ever given to it.
    pub fn slot(&self, id: Id) -> Option<Slot> {
        self.slots.get(&id).copied()
    }

    /// The slot of an id, which a record may yet come to fill.
    pub fn reserve(&mut self, id: Id) -> Slot {
        *self.slots.entry(id).or_insert_with(|| {
            self.records.push(None);
            Slot::try_from(self.records.len() - 1).unwrap_or(Slot::MAX)
        })
    }

    /// Puts a record in its slot, or takes it out.
    pub fn set(&mut self, id: Id, record: Option<Arc<T>>) -> Slot {
        let slot = self.reserve(id);
        self.records[slot as usize] = record;
        slot
    }

    /// All records with their slots.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &Arc<T>)> {
        (0..)
            .zip(&self.records)
            .filter_map(|(slot, record)| Some((slot, record.as_ref()?)))
    }

    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.records.len()
    }
}
