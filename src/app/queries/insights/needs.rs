//! Needs by kind, by what became of them, and by how long the open ones have waited.

use std::cmp::Reverse;

use super::filter::{InsightFilter, Sieve};
use super::{Counting, Records, next_part};
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::customer::Customer;
use crate::domain::moment::{Now, days_between};
use crate::domain::need::{Need, NeedKind, NeedState};
use crate::domain::order::PutInOrder;

/// How long an open need has waited: up to and with so many days; the last is longer than all.
pub const AGES: [u32; 3] = [7, 30, 90];

/// How many needs there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NeedCounts {
    /// By kind in the order of [`NeedKind::ALL`], then by state: open, in hand, met, dropped.
    pub by_state: [[usize; 4]; 8],
    /// Those that are open or in hand: by kind, then by age in the order of [`AGES`].
    pub by_age: [[usize; 4]; 8],
    /// All of them.
    pub total: usize,
    /// Those that are open or in hand.
    pub open: usize,
}

/// Which needs of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// In the state with this place: open, in hand, met, dropped.
    State(usize),
    /// Open or in hand, of the age with this place in [`AGES`].
    Age(usize),
}

/// The count of needs.
#[derive(Debug)]
pub struct CountingNeeds {
    sieve: Sieve,
    next: Slot,
    counts: NeedCounts,
}

impl CountingNeeds {
    /// Begins.
    pub fn new(model: &Model, filter: &InsightFilter, now: Now) -> Self {
        Self {
            sieve: Sieve::new(model, filter, now),
            next: 0,
            counts: NeedCounts::default(),
        }
    }
}

impl Counting for CountingNeeds {
    type Counted = NeedCounts;

    fn step(&mut self, model: &Model, records: Slot) -> Option<u16> {
        let all = model.customer_slot_count();
        let (slots, reached) = next_part(&mut self.next, records, all);
        for slot in slots {
            let Some(customer) = model.customer_at(slot) else {
                continue;
            };
            for need in looked_at(model, &self.sieve, customer) {
                let kind = need.kind as usize;
                self.counts.total += 1;
                self.counts.by_state[kind][state(need)] += 1;
                if let Some(age) = age(need, self.sieve.now) {
                    self.counts.open += 1;
                    self.counts.by_age[kind][age] += 1;
                }
            }
        }
        reached
    }

    fn finish(self) -> NeedCounts {
        self.counts
    }
}

/// The needs of a customer that are looked at. By a channel are those that came up by it.
fn looked_at<'a>(
    model: &'a Model,
    sieve: &'a Sieve,
    customer: &'a Customer,
) -> impl Iterator<Item = &'a Need> {
    let is_theirs = sieve.admits_customer(customer);
    let all = is_theirs.then(|| model.needs_of(customer.id));
    all.into_iter().flatten().map(AsRef::as_ref).filter(|need| {
        let came_up_by = || {
            let record = need.opened_by.and_then(|id| model.communication(id));
            record.is_some_and(|one| sieve.admits_channel(&one.channel))
        };
        sieve.admits_day(need.opened_on) && (sieve.filter.channel.is_none() || came_up_by())
    })
}

fn state(need: &Need) -> usize {
    match need.state {
        NeedState::Open => 0,
        NeedState::InHand => 1,
        NeedState::Met { .. } => 2,
        NeedState::Dropped { .. } => 3,
    }
}

/// The place of the age of a need that is not closed.
fn age(need: &Need, now: Now) -> Option<usize> {
    let days = days_between(need.opened_on, now.date_naive());
    let is_waiting = need.is_open();
    is_waiting.then(|| AGES.iter().filter(|most| **most < days).count())
}

/// The needs of a kind in a state or of an age.
pub fn needs_in(
    model: &Model,
    filter: &InsightFilter,
    now: Now,
    kind: NeedKind,
    which: Which,
) -> Records {
    let sieve = Sieve::new(model, filter, now);
    let mut found = Vec::new();
    for customer in model.customers() {
        let theirs = looked_at(model, &sieve, customer);
        let wanted = theirs.filter(|need| {
            need.kind == kind
                && match which {
                    Which::State(place) => state(need) == place,
                    Which::Age(place) => age(need, now) == Some(place),
                }
        });
        found.extend(wanted.map(|need| (need.opened_on, need.id)));
    }
    found.put_in_order_by_key(|key| Reverse(*key));
    Records::Needs(found.into_iter().map(|(_, id)| id).collect())
}
