//! Records of one kind in numbered slots, found by id.

use std::ops::Range;
use std::sync::Arc;

use uuid::Uuid;

use super::slot_index::SlotIndex;

/// A record's place in its table. It stays the same for as long as the table lives, even while the
/// record is gone.
pub type Slot = u32;

/// Records in slots, so that indexes can name them by a small number.
#[derive(Debug, Clone)]
pub struct Table<Id, T> {
    index: SlotIndex,
    ids: Vec<Id>,
    records: Vec<Option<Arc<T>>>,
}

impl<Id, T> Default for Table<Id, T> {
    fn default() -> Self {
        Self {
            index: SlotIndex::default(),
            ids: Vec::new(),
            records: Vec::new(),
        }
    }
}

impl<Id: Copy + Eq + Into<Uuid>, T> Table<Id, T> {
    /// The record with this id.
    pub fn get(&self, id: Id) -> Option<&Arc<T>> {
        self.at(self.slot(id)?)
    }

    /// The record in a slot.
    pub fn at(&self, slot: Slot) -> Option<&Arc<T>> {
        self.records.get(slot as usize).and_then(Option::as_ref)
    }

    /// The id that a slot was given to.
    pub fn id(&self, slot: Slot) -> Option<Id> {
        self.ids.get(slot as usize).copied()
    }

    /// The slot of an id, if one was ever given to it.
    pub fn slot(&self, id: Id) -> Option<Slot> {
        let is_meant = |slot: Slot| self.ids[slot as usize] == id;
        self.index.find(hash(id.into()), is_meant)
    }

    /// Makes room for so many more records.
    pub fn expect(&mut self, count: usize) {
        self.index.expect(count);
        self.ids.reserve_exact(count);
        self.records.reserve_exact(count);
    }

    /// The slot of an id, which a record may yet come to fill.
    pub fn reserve(&mut self, id: Id) -> Slot {
        if let Some(slot) = self.slot(id) {
            return slot;
        }
        let slot = Slot::try_from(self.ids.len()).unwrap_or(Slot::MAX);
        self.ids.push(id);
        self.records.push(None);
        self.index.insert(hash(id.into()), slot);
        slot
    }

    /// Puts a record in its slot, or takes it out.
    pub fn set(&mut self, id: Id, record: Option<Arc<T>>) -> Slot {
        let slot = self.reserve(id);
        self.put(slot, record);
        slot
    }

    /// Puts a record in a slot that was reserved, or takes it out; what stood there.
    pub fn put(&mut self, slot: Slot, record: Option<Arc<T>>) -> Option<Arc<T>> {
        std::mem::replace(&mut self.records[slot as usize], record)
    }

    /// Looks at where an id is looked for first, so that it is near when it is looked for; a number
    /// that says nothing, but has to be used for the look to be taken.
    pub fn fetch(&self, id: Id) -> u32 {
        self.index.fetch(hash(id.into()))
    }

    /// How many slots there are, those of records that are gone included.
    pub fn slots(&self) -> Slot {
        Slot::try_from(self.records.len()).unwrap_or(Slot::MAX)
    }

    /// The records in some of the slots.
    pub fn among(&self, slots: Range<Slot>) -> impl Iterator<Item = (Slot, &Arc<T>)> {
        let places = slots.start as usize..(slots.end as usize).min(self.records.len());
        let records = self.records.get(places).unwrap_or_default();
        slots
            .zip(records)
            .filter_map(|(slot, record)| Some((slot, record.as_ref()?)))
    }

    /// All records with their slots.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &Arc<T>)> {
        (0..)
            .zip(&self.records)
            .filter_map(|(slot, record)| Some((slot, record.as_ref()?)))
    }
}

/// Both halves count: the first of ids of one moment are alike, the last of ids made up in tests.
fn hash(id: Uuid) -> u32 {
    let (high, low) = id.as_u64_pair();
    let mixed = (high.rotate_left(32) ^ low).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u32::try_from(mixed >> 32).unwrap_or_default()
}
