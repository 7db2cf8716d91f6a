//! Follow-ups by hand: done in time, late, or still open.
//!
//! Only those that the user planned have a day that was promised; what the policy suggested is done on
//! the day it is done. Each belongs to the month in which it was due, once that day has come.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::bins::Bins;
use super::filter::{InsightFilter, Sieve};
use super::{Counting, Records, next_part};
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::customer::Customer;
use crate::domain::follow_up::{AskedBy, FollowUp, FollowUpState};
use crate::domain::moment::Now;
use crate::domain::order::PutInOrder;

/// What became of a planned follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Done on its day or before.
    InTime,
    /// Done after its day.
    Late,
    /// Still open, though its day has come.
    Open,
    /// Left out on purpose.
    Skipped,
}

impl Fate {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::InTime, Self::Late, Self::Open, Self::Skipped];

    /// What became of a follow-up.
    pub fn of(follow_up: &FollowUp) -> Self {
        match &follow_up.state {
            FollowUpState::Done { on, .. } if *on <= follow_up.due_on => Self::InTime,
            FollowUpState::Done { .. } => Self::Late,
            FollowUpState::Open { .. } => Self::Open,
            FollowUpState::Skipped { .. } => Self::Skipped,
        }
    }
}

/// How many follow-ups came to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpCounts {
    /// The months.
    pub bins: Bins,
    /// By month, then in the order of [`Fate::ALL`].
    pub by_bin: Vec<[usize; 4]>,
    /// All of them, in the order of [`Fate::ALL`].
    pub sums: [usize; 4],
}

/// The count of follow-ups.
#[derive(Debug)]
pub struct CountingFollowUps {
    sieve: Sieve,
    next: Slot,
    days: BTreeMap<NaiveDate, [usize; 4]>,
}

impl CountingFollowUps {
    /// Begins.
    pub fn new(model: &Model, filter: &InsightFilter, now: Now) -> Self {
        Self {
            sieve: Sieve::new(model, filter, now),
            next: 0,
            days: BTreeMap::new(),
        }
    }
}

impl Counting for CountingFollowUps {
    type Counted = FollowUpCounts;

    fn step(&mut self, model: &Model, records: Slot) -> Option<u16> {
        let all = model.customer_slot_count();
        let (slots, reached) = next_part(&mut self.next, records, all);
        for slot in slots {
            let Some(customer) = model.customer_at(slot) else {
                continue;
            };
            for one in planned(model, &self.sieve, customer) {
                let counts = self.days.entry(one.due_on).or_default();
                counts[Fate::of(one) as usize] += 1;
            }
        }
        reached
    }

    fn finish(self) -> FollowUpCounts {
        let earliest = self.days.keys().next().copied();
        let first = self.sieve.from.or(earliest).unwrap_or(self.sieve.to);
        let bins = Bins::months(first, self.sieve.to);
        let mut by_bin = vec![[0; 4]; bins.count];
        let mut sums = [0; 4];
        for (date, counts) in &self.days {
            let bin = bins.place(*date).and_then(|place| by_bin.get_mut(place));
            let Some(bin) = bin else { continue };
            for ((bin, sum), count) in bin.iter_mut().zip(&mut sums).zip(counts) {
                *bin += count;
                *sum += count;
            }
        }
        FollowUpCounts { bins, by_bin, sums }
    }
}

/// The follow-ups of a customer that are looked at.
fn planned<'a>(
    model: &'a Model,
    sieve: &'a Sieve,
    customer: &'a Customer,
) -> impl Iterator<Item = &'a FollowUp> {
    let is_theirs = sieve.admits_customer(customer);
    let all = is_theirs.then(|| model.follow_ups_of(customer.id));
    all.into_iter().flatten().map(AsRef::as_ref).filter(|one| {
        one.asked_by == AskedBy::Hand
            && sieve.admits_day(one.due_on)
            && sieve.admits_channel(&one.action.channel())
    })
}

/// The follow-ups that were due in a part of the time and came to this.
pub fn follow_ups_in(
    model: &Model,
    filter: &InsightFilter,
    now: Now,
    (bins, place): (&Bins, usize),
    fate: Fate,
) -> Records {
    let sieve = Sieve::new(model, filter, now);
    let mut found = Vec::new();
    for customer in model.customers() {
        let theirs = planned(model, &sieve, customer);
        let wanted =
            theirs.filter(|one| bins.place(one.due_on) == Some(place) && Fate::of(one) == fate);
        found.extend(wanted.map(|one| (one.due_on, one.id)));
    }
    found.put_in_order_by_key(|key| Reverse(*key));
    Records::FollowUps(found.into_iter().map(|(_, id)| id).collect())
}
