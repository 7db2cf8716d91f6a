//! Many records at once, as they are when a stored Book is read or a file is imported.
//!
//! A large Book lies all over memory, and to fetch something from anywhere takes far longer than to
//! reckon with it. So the places that the next records will be looked for in are fetched together,
//! and the timelines are filled at the end, one customer after the other.

use std::hint::black_box;

use super::{Model, dossier_in};
use crate::app::table::Slot;
use crate::app::timeline::Event;
use crate::domain::change::Edit;
use crate::domain::communication::Communication;
use crate::domain::order::PutInOrder;
use crate::records::Kind;

/// How many events are placed in one step: some 3 ms of work.
const AT_ONCE: usize = 20_000;

/// How many are put in the order of their customers in one step, which is quicker.
const IN_ORDER_AT_ONCE: usize = 100_000;

/// Communications that stand on no timeline yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Unplaced {
    /// With the slots of their customers.
    events: Vec<(Slot, Event)>,
    /// Communications that were written anew since their events were noted.
    stale: Vec<Slot>,
}

impl Unplaced {
    /// Notes what a communication is on the timeline of a customer.
    pub(super) fn note(&mut self, customer: Slot, event: Event) {
        self.events.push((customer, event));
    }

    /// What was noted of a communication before does not hold any more.
    pub(super) fn forget(&mut self, communication: Slot) {
        if !self.events.is_empty() {
            self.stale.push(communication);
        }
    }
}

/// Events on their way to the timelines.
#[derive(Debug)]
pub struct Placing {
    unplaced: Unplaced,
    by_customer: ByNumber,
    /// The first that is not on a timeline, of those in the order of their customers.
    next: usize,
}

/// Numbers on their way into order, in parts: a large Book holds a million.
#[derive(Debug)]
struct ByNumber {
    /// How many there are of each number; once all are counted, where the next of it belongs.
    starts: Vec<u32>,
    counted: usize,
    put: usize,
    /// The places of the numbers in their order, those of equal numbers as they were.
    in_order: Vec<u32>,
}

impl Model {
    /// Makes room for so many more records of a kind. That their lists grow by and by would take
    /// longer, and now and then too long for one step.
    pub fn expect(&mut self, kind: Kind, count: usize) {
        match kind {
            Kind::Customer => {
                self.customers.expect(count);
                self.dossiers.reserve_exact(count);
            }
            Kind::Communication => {
                self.communications.expect(count);
                self.unplaced.events.reserve_exact(count);
            }
            Kind::FollowUp
            | Kind::Need
            | Kind::Promise
            | Kind::Rating
            | Kind::Observation
            | Kind::Reminder
            | Kind::Source
            | Kind::Settings => {}
        }
    }

    /// Takes in records that were saved, but for the timelines: until [`Model::place`] has said that
    /// nothing is left, they lack the communications among the records.
    pub fn take_in(&mut self, edits: &[Edit]) {
        self.fetch(edits);
        for edit in edits {
            self.take_in_one(edit);
        }
        self.revision += 1;
    }

    /// Looks at where the communications will be looked for and do not lie yet: one such look after
    /// the other has to wait for memory, all of them together wait once.
    fn fetch(&self, edits: &[Edit]) {
        let mut seen = 0;
        for edit in edits {
            if let Edit::Communication(edited) = edit
                && let Some(communication) = edited.record()
            {
                seen ^= self.communications.fetch(communication.id);
                for customer in &communication.customers {
                    seen ^= self.customers.fetch(*customer);
                }
            }
        }
        black_box(seen);
    }

    /// Takes up the events that are on no timeline.
    pub fn to_place(&mut self) -> Placing {
        let mut unplaced = std::mem::take(&mut self.unplaced);
        unplaced.stale.put_in_order();
        unplaced.stale.dedup();
        Placing {
            unplaced,
            by_customer: ByNumber::below(self.customers.slots()),
            next: 0,
        }
    }

    /// Puts some of them in order or on the timelines; whether some are left.
    pub fn place(&mut self, placing: &mut Placing) -> bool {
        let Unplaced { events, stale } = &placing.unplaced;
        let customers = events.iter().map(|(customer, _)| *customer);
        if placing.by_customer.step(customers) {
            return true;
        }
        let in_order = &placing.by_customer.in_order;
        let rest = in_order.get(placing.next..).unwrap_or_default();
        let customer = |place: &u32| events[*place as usize].0;
        let (mut placed, mut of_one) = (0, Vec::new());
        for places in rest.chunk_by(|a, b| customer(a) == customer(b)) {
            if AT_ONCE <= placed {
                break;
            }
            placed += places.len();
            let events = places.iter().map(|place| events[*place as usize].1);
            let is_fresh = |event: &Event| stale.binary_search(&event.slot).is_err();
            of_one.extend(events.filter(is_fresh));
            let customer = customer(&places[0]);
            let dossier = dossier_in(&mut self.dossiers, customer);
            dossier.timeline.insert_all(&mut of_one);
        }
        placing.next += placed;
        let is_left = placing.next < in_order.len();
        if !is_left {
            for slot in std::mem::take(&mut placing.unplaced.stale) {
                self.place_as_it_is(slot);
            }
        }
        is_left
    }

    /// Puts a communication that was written several times on the timelines as it stands now.
    fn place_as_it_is(&mut self, slot: Slot) {
        if let Some(communication) = self.communications.at(slot).cloned()
            && let Some(event) = self.event_of(slot, &communication)
        {
            for customer in &communication.customers {
                let customer = self.customers.reserve(*customer);
                let dossier = dossier_in(&mut self.dossiers, customer);
                dossier.timeline.insert(event);
            }
        }
    }

    /// What a communication is on a timeline; nothing while it lies in the trash.
    pub(super) fn event_of(&self, slot: Slot, communication: &Communication) -> Option<Event> {
        let is_there = communication.trashed_at.is_none();
        is_there.then(|| Event::of(slot, communication, &self.settings.contact_rule))
    }

    /// Puts all of them on the timelines.
    pub(super) fn place_all(&mut self) {
        if !self.unplaced.events.is_empty() {
            let mut placing = self.to_place();
            while self.place(&mut placing) {}
        }
    }
}

impl ByNumber {
    /// For numbers that are all below a limit.
    fn below(limit: u32) -> Self {
        Self {
            starts: vec![0; limit as usize],
            counted: 0,
            put: 0,
            in_order: Vec::new(),
        }
    }

    /// Goes on with the numbers, always the same ones; whether it has to once more.
    fn step(&mut self, numbers: impl ExactSizeIterator<Item = u32>) -> bool {
        let len = numbers.len();
        if self.counted < len {
            for number in numbers.skip(self.counted).take(IN_ORDER_AT_ONCE) {
                self.starts[number as usize] += 1;
                self.counted += 1;
            }
            if self.counted == len {
                let mut start = 0;
                for count in &mut self.starts {
                    start += std::mem::replace(count, start);
                }
                self.in_order = vec![0; len];
            }
            return true;
        }
        if self.put < len {
            for number in numbers.skip(self.put).take(IN_ORDER_AT_ONCE) {
                let start = &mut self.starts[number as usize];
                self.in_order[*start as usize] = u32::try_from(self.put).unwrap_or(u32::MAX);
                *start += 1;
                self.put += 1;
            }
            return true;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::domain::change::Edited;
    use crate::domain::communication::Communication;
    use crate::domain::id::{CommunicationId, CustomerId};
    use crate::records::arbitrary;

    fn customers(ids: BTreeSet<u128>) -> Vec<CustomerId> {
        let ids = ids.into_iter().map(Uuid::from_u128);
        ids.map(CustomerId).collect()
    }

    /// Communications of few ids with few customers, made, written anew, put into the trash, removed.
    fn edits() -> impl Strategy<Value = Vec<Edit>> {
        let one = (
            arbitrary::communication(Uuid::nil()),
            0..12_u128,
            prop::collection::btree_set(0..9_u128, 1..3),
            any::<bool>(),
        );
        let one = one.prop_map(|(record, id, ids, is_there)| {
            let record = Communication {
                id: CommunicationId(Uuid::from_u128(id)),
                customers: customers(ids),
                ..record
            };
            Edit::Communication(if is_there {
                Edited::made(record)
            } else {
                Edited::removed(Arc::new(record))
            })
        });
        prop::collection::vec(one, 0..60)
    }

    #[test]
    fn many_numbers_are_put_in_order_in_steps() {
        let numbers = (0..250_001_u32).map(|number| number.wrapping_mul(2_654_435_761) % 997);
        let numbers: Vec<u32> = numbers.collect();
        let mut by_number = ByNumber::below(1000);
        let mut steps = 0;
        while by_number.step(numbers.iter().copied()) {
            steps += 1;
        }
        assert_eq!(steps, 6);
        let mut expected: Vec<u32> = (0..).take(numbers.len()).collect();
        expected.sort_by_key(|place| numbers[*place as usize]);
        assert!(by_number.in_order == expected);
    }

    fn timeline(model: &Model, id: u128) -> Vec<CommunicationId> {
        let timeline = model.timeline(CustomerId(Uuid::from_u128(id)));
        timeline.map(|one| one.id).collect()
    }

    proptest! {
        #[test]
        fn timelines_are_the_same_at_once_and_one_by_one(edits in edits(), parts in 1..30_usize) {
            let mut one_by_one = Model::default();
            for edit in &edits {
                one_by_one.apply_edits(std::slice::from_ref(edit));
            }
            let mut at_once = Model::default();
            at_once.expect(Kind::Communication, edits.len());
            for part in edits.chunks(parts) {
                at_once.take_in(part);
            }
            at_once.place_all();
            let mut many = Model::default();
            for part in edits.chunks(parts) {
                many.apply_edits(part);
            }
            for id in 0..9 {
                let expected = timeline(&one_by_one, id);
                prop_assert_eq!(timeline(&at_once, id), expected.clone());
                prop_assert_eq!(timeline(&many, id), expected);
            }
        }

        #[test]
        fn the_order_is_that_of_time_however_many_there_are(
            records in prop::collection::vec(arbitrary::communication(Uuid::nil()), 0..90),
        ) {
            let records = (0..).zip(records).map(|(id, record)| Communication {
                id: CommunicationId(Uuid::from_u128(id)),
                customers: customers(BTreeSet::from([1])),
                trashed_at: None,
                ..record
            });
            let records: Vec<_> = records.collect();
            let edits = records.iter().cloned().map(|one| Edit::Communication(Edited::made(one)));
            let mut model = Model::default();
            model.apply_edits(&edits.collect::<Vec<_>>());
            let mut expected = records;
            expected.sort_by_key(|one| Reverse((one.at.order(), one.id)));
            let expected: Vec<_> = expected.into_iter().map(|one| one.id).collect();
            prop_assert_eq!(timeline(&model, 1), expected);
        }
    }
}
