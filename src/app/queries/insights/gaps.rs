//! Days between two contacts with the same customer.
//!
//! Contacts of one day are one. A gap belongs to the time in which it ended, and the record behind it
//! is the contact that ended it. Those with a firm's people are theirs and not the firm's.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::communications::newest_first;
use super::filter::{InsightFilter, Sieve};
use super::{Counting, Records, next_part};
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::moment::{Now, days_between};

/// No histogram has more classes, the open one apart.
const MOST_CLASSES: u32 = 20;

/// How many days lay between contacts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gaps {
    /// How many days a class holds; the first begins with 1 day.
    pub width: u32,
    /// How many gaps lie in each class.
    pub classes: Vec<usize>,
    /// How many are longer than all classes.
    pub longer: usize,
    /// All of them.
    pub total: usize,
    /// The middle of all gaps, in half days: of an even number it lies between two.
    pub median_halves: u32,
    /// The longest, in days.
    pub longest: u32,
}

impl Gaps {
    /// The days of a class, both included; the last has no end where it is the open one.
    pub fn days(&self, class: usize) -> (u32, Option<u32>) {
        let class = u32::try_from(class).unwrap_or(u32::MAX);
        let first = class.saturating_mul(self.width) + 1;
        let is_open = self.classes.len() <= class as usize;
        (first, (!is_open).then(|| first + self.width - 1))
    }

    /// The count of each class, the open one last where there is one.
    pub fn counts(&self) -> Vec<usize> {
        let open = (0 < self.longer).then_some(self.longer);
        self.classes.iter().copied().chain(open).collect()
    }
}

/// The count of gaps.
#[derive(Debug)]
pub struct CountingGaps {
    sieve: Sieve,
    next: Slot,
    /// By days.
    pub(super) gaps: BTreeMap<u32, usize>,
}

impl CountingGaps {
    /// Begins.
    pub fn new(model: &Model, filter: &InsightFilter, now: Now) -> Self {
        Self {
            sieve: Sieve::new(model, filter, now),
            next: 0,
            gaps: BTreeMap::new(),
        }
    }
}

impl Counting for CountingGaps {
    type Counted = Gaps;

    fn step(&mut self, model: &Model, records: Slot) -> Option<u16> {
        let all = model.customer_slot_count();
        let (slots, reached) = next_part(&mut self.next, records, all);
        for slot in slots {
            if let Some(customer) = model.customer_at(slot) {
                each_gap(model, &self.sieve, customer, &mut |days, _| {
                    *self.gaps.entry(days).or_default() += 1;
                });
            }
        }
        reached
    }

    fn finish(self) -> Gaps {
        let total: usize = self.gaps.values().sum();
        let Some((longest, _)) = self.gaps.last_key_value() else {
            return Gaps {
                width: 1,
                ..Gaps::default()
            };
        };
        // The gap at a place when all stand in order.
        let at = |place: usize| {
            let mut before = 0;
            let found = self.gaps.iter().find(|(_, count)| {
                before += **count;
                place < before
            });
            found.map_or(*longest, |(days, _)| *days)
        };
        // A few very long ones do not press the others together.
        let common = at(total - 1 - total / 20);
        let widths = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
        let fits = widths.iter().find(|width| common <= **width * MOST_CLASSES);
        let width = *fits.unwrap_or(&(common / MOST_CLASSES + 1));
        let count = common.div_ceil(width);
        let mut classes = vec![0; count as usize];
        let mut longer = 0;
        for (days, count) in &self.gaps {
            match classes.get_mut(((days - 1) / width) as usize) {
                Some(sum) => *sum += count,
                None => longer += count,
            }
        }
        Gaps {
            width,
            classes,
            longer,
            total,
            median_halves: at((total - 1) / 2) + at(total / 2),
            longest: *longest,
        }
    }
}

/// Calls back with the days of each gap, at least 1, and the contact that ended it.
fn each_gap(
    model: &Model,
    sieve: &Sieve,
    customer: &Customer,
    call: &mut dyn FnMut(u32, &Communication),
) {
    if !sieve.admits_customer(customer) {
        return;
    }
    let rule = &model.settings().contact_rule;
    // The contact that ends the gap: the first of its day.
    let mut later: Option<(NaiveDate, &Communication)> = None;
    for one in model.timeline(customer.id) {
        let counts = rule.counts(&one.channel, one.outcome) && sieve.admits_channel(&one.channel);
        if !counts || one.at.is_after(sieve.now) {
            continue;
        }
        let date = one.at.local_date();
        if let Some((end, contact)) = later {
            // Moments of several zones may stand a day out of order.
            let days = days_between(date, end);
            if 0 < days && sieve.admits_day(end) {
                call(days, contact);
            }
        }
        later = Some((date, one));
    }
}

/// The contacts that ended the gaps of a class.
pub fn contacts_after(
    model: &Model,
    filter: &InsightFilter,
    now: Now,
    (first, last): (u32, Option<u32>),
) -> Records {
    let sieve = Sieve::new(model, filter, now);
    let mut found = Vec::new();
    for customer in model.customers() {
        each_gap(model, &sieve, customer, &mut |days, contact| {
            if first <= days && last.is_none_or(|last| days <= last) {
                found.push((contact.at, contact.id));
            }
        });
    }
    newest_first(&found)
}
