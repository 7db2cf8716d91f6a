//! The customers in the order of their names, kept between one look at Today and the next.
//!
//! Names decide among all whom a rule asks for on one day. Comparing the names of 100,000 customers
//! takes far longer than all else in the queue, and hardly any name ever changes.

use std::ops::Range;
use std::sync::Arc;

use super::table::{Slot, Table};
use crate::domain::customer::Customer;
use crate::domain::id::CustomerId;
use crate::domain::order::{PutInOrder, order_by_byte};

/// So many new names are put in their places one by one; above it all are put in order anew.
const ONE_BY_ONE: usize = 64;

/// How many bytes of a name are put in order before whole names are compared: eight Chinese
/// characters, or most names with what tells them apart at their end.
const FIRST_BYTES: usize = 24;

/// So many names are read, or of so many the order is told, in one step: some 3 ms of work.
const AT_ONCE: Slot = 10_000;

/// Stands for a slot whose place is not known.
const NO_PLACE: u32 = u32::MAX;

/// The order of customers by name; equal names by id.
#[derive(Debug, Clone, Default)]
pub struct NameOrder {
    in_order: Vec<Slot>,
    /// By slot.
    places: Vec<u32>,
    /// What was named, renamed or removed since.
    changed: Vec<Slot>,
    /// All names, where they are being put in order anew.
    sorting: Option<Sorting>,
}

/// The first bytes of all names on their way into order.
#[derive(Debug, Clone)]
struct Sorting {
    slots: Vec<Slot>,
    keys: Vec<[u8; FIRST_BYTES]>,
    /// Of the keys, in the order of their bytes from `sorted_from` on.
    places: Vec<u32>,
    room: Vec<u32>,
    /// Slots whose names are still to be read.
    unread: Range<Slot>,
    sorted_from: usize,
    /// The slots in the order of the whole names, as far as it is told.
    in_order: Vec<Slot>,
    /// For so many places.
    told: usize,
}

impl NameOrder {
    /// Remembers that the name in a slot came, went or became another.
    pub fn note(&mut self, slot: Slot) {
        if let Some(place) = self.places.get_mut(slot as usize) {
            *place = NO_PLACE;
        }
        self.changed.push(slot);
        self.sorting = None;
    }

    /// The places of all slots that hold a customer, as of the last [`NameOrder::update`].
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// Whether something changed since the last [`NameOrder::update`].
    pub fn is_behind(&self) -> bool {
        !self.changed.is_empty()
    }

    /// Puts what changed in its place.
    pub fn update(&mut self, customers: &Table<CustomerId, Customer>) {
        while self.step(customers) {}
    }

    /// Does a part of it; whether some is left.
    pub fn step(&mut self, customers: &Table<CustomerId, Customer>) -> bool {
        if !self.is_behind() {
            return false;
        }
        if self.changed.len() <= ONE_BY_ONE {
            self.put_one_by_one(customers);
        } else {
            let sorting = self
                .sorting
                .get_or_insert_with(|| Sorting::begin(customers));
            if sorting.step(customers) {
                return true;
            }
            self.in_order = std::mem::take(&mut sorting.in_order);
            self.sorting = None;
        }
        self.changed.clear();
        let slots = self.in_order.iter().map(|slot| *slot as usize + 1);
        self.places.clear();
        self.places.resize(slots.max().unwrap_or(0), NO_PLACE);
        for (place, slot) in (0..).zip(&self.in_order) {
            self.places[*slot as usize] = place;
        }
        false
    }

    fn put_one_by_one(&mut self, customers: &Table<CustomerId, Customer>) {
        self.changed.put_in_order();
        self.changed.dedup();
        let places = &self.places;
        self.in_order.retain(|slot| {
            let place = places.get(*slot as usize);
            place.is_some_and(|place| *place != NO_PLACE)
        });
        for slot in &self.changed {
            let Some(customer) = customers.at(*slot) else {
                continue;
            };
            let at = self.in_order.partition_point(|other| {
                let other = customers.at(*other);
                other.is_some_and(|other| full_name(other) < full_name(customer))
            });
            self.in_order.insert(at, *slot);
        }
    }
}

impl Sorting {
    fn begin(customers: &Table<CustomerId, Customer>) -> Self {
        let count = customers.slots() as usize;
        Self {
            slots: Vec::with_capacity(count),
            keys: Vec::with_capacity(count),
            places: Vec::new(),
            room: Vec::new(),
            unread: 0..customers.slots(),
            sorted_from: FIRST_BYTES,
            in_order: Vec::with_capacity(count),
            told: 0,
        }
    }

    /// Reads some of the names, or goes over all keys for one of their bytes, the last one first, or
    /// tells some of the order; whether anything is left.
    fn step(&mut self, customers: &Table<CustomerId, Customer>) -> bool {
        if !self.unread.is_empty() {
            self.read_some(customers);
            true
        } else if let Some(byte) = self.sorted_from.checked_sub(1) {
            order_by_byte(&self.keys, byte, &mut self.places, &mut self.room);
            self.sorted_from = byte;
            true
        } else {
            self.tell_some(customers);
            self.told < self.places.len()
        }
    }

    fn read_some(&mut self, customers: &Table<CustomerId, Customer>) {
        let Range { start, end } = self.unread;
        let next = start.saturating_add(AT_ONCE).min(end);
        self.unread = next..end;
        for (slot, customer) in customers.among(start..next) {
            let mut key = [0; FIRST_BYTES];
            for (byte, of_name) in key.iter_mut().zip(customer.name.bytes()) {
                *byte = of_name;
            }
            self.slots.push(slot);
            self.keys.push(key);
        }
        if self.unread.is_empty() {
            self.places = (0..).take(self.keys.len()).collect();
            self.room = self.places.clone();
        }
    }

    /// Goes on with the slots in the order of the whole names.
    fn tell_some(&mut self, customers: &Table<CustomerId, Customer>) {
        let key = |place: &u32| self.keys[*place as usize];
        let slot = |place: &u32| self.slots[*place as usize];
        let in_order = &mut self.in_order;
        let enough = self.told + AT_ONCE as usize;
        let rest = self.places.get(self.told..).unwrap_or_default();
        for alike in rest.chunk_by(|a, b| key(a) == key(b)) {
            if enough <= self.told {
                break;
            }
            self.told += alike.len();
            if let [alone] = alike {
                in_order.push(slot(alone));
                continue;
            }
            let alike = alike.iter().map(slot);
            let alike = alike.filter_map(|slot| Some((slot, customers.at(slot)?)));
            let mut alike: Vec<_> = alike.collect();
            let mut names = alike.iter().map(|(_, customer)| &customer.name);
            let first = names.next();
            if names.all(|other| Some(other) == first) {
                let ids = alike.into_iter().map(|(slot, one)| (one.id, slot));
                let mut ids: Vec<_> = ids.collect();
                ids.put_in_order();
                in_order.extend(ids.into_iter().map(|(_, slot)| slot));
            } else {
                alike.put_in_order_by(|(_, a), (_, b)| full_name(a).cmp(&full_name(b)));
                in_order.extend(alike.into_iter().map(|(slot, _)| slot));
            }
        }
    }
}

fn full_name(customer: &Arc<Customer>) -> (&str, CustomerId) {
    (&customer.name, customer.id)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn many_names_are_put_in_order_in_steps() {
        let mut customers = Table::default();
        let mut order = NameOrder::default();
        for number in 0..25_001_u32 {
            let mixed = number.wrapping_mul(2_654_435_761);
            // Some in common, some alike in their first bytes alone.
            let tail = mixed % 5000;
            let name = format!("{} with a long name in common {tail}", mixed % 3000);
            let id = CustomerId(Uuid::from_u128(mixed.into()));
            let customer = Arc::new(Customer::named(id, name));
            order.note(customers.set(id, Some(customer)));
        }
        let mut steps = 0;
        while order.step(&customers) {
            // A slot that is given to nobody yet changes nothing.
            customers.reserve(CustomerId(Uuid::from_u128(1 << 100 | steps)));
            steps += 1;
        }
        assert!(FIRST_BYTES as u128 + 4 < steps, "{steps}");
        let mut expected: Vec<_> = customers.iter().collect();
        expected.sort_by_key(|(_, customer)| full_name(customer));
        let places = order.places();
        for (place, (slot, _)) in (0..).zip(expected) {
            assert_eq!(places[slot as usize], place);
        }
    }

    proptest! {
        #[test]
        fn the_places_are_those_of_the_names_after_every_change(
            changes in prop::collection::vec((0..30_u128, prop::option::of("[ab张]{1,3}|[ab]{20}[abc]{1,8}")), 0..90),
            looks in 1..80_usize,
        ) {
            let mut customers = Table::default();
            let mut order = NameOrder::default();
            for (number, (id, name)) in changes.into_iter().enumerate() {
                let id = CustomerId(Uuid::from_u128(id));
                let customer = name.map(|name| Arc::new(Customer::named(id, name)));
                order.note(customers.set(id, customer));
                if number % looks != 0 {
                    continue;
                }
                let mut expected: Vec<_> = customers.iter().collect();
                expected.sort_by_key(|(_, customer)| full_name(customer));
                order.update(&customers);
                let places = order.places();
                for (place, (slot, _)) in (0..).zip(expected) {
                    prop_assert_eq!(places[slot as usize], place);
                }
            }
        }
    }
}
