//! Today: whom to visit, whom to call, in which order.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::app::model::Model;
use crate::domain::follow_up::Action;
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;
use crate::domain::order::{PutInOrder, places_in_order};
use crate::domain::queue::{Group, Standing};

/// The headline counts, one customer in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Customers to visit.
    pub visits: usize,
    /// Customers to call.
    pub calls: usize,
    /// Customers never contacted.
    pub first_contacts: usize,
    /// Customers to reach another way, by hand or by a rule of the user's.
    pub others: usize,
    /// Customers with whom nothing is due today.
    pub no_follow_up: usize,
}

impl Counts {
    /// The same with one customer more.
    pub(super) fn count(&mut self, standing: &Standing<'_>) {
        match Headline::of(standing) {
            Headline::Visits => self.visits += 1,
            Headline::Calls => self.calls += 1,
            Headline::FirstContacts => self.first_contacts += 1,
            Headline::Others => self.others += 1,
            Headline::NoFollowUp => self.no_follow_up += 1,
        }
    }
}

/// The work of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Today {
    /// The headline counts over all customers.
    pub counts: Counts,
    /// Whom to follow up, in the order of work.
    pub queue: Vec<Queued>,
    /// Customers with whom something was logged today, the latest first.
    pub done: Vec<CustomerId>,
    /// Follow-ups by hand that come due within the next week, the earliest first.
    pub coming: Vec<(NaiveDate, CustomerId)>,
}

/// One customer in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// Whom.
    pub customer: CustomerId,
    /// In which group.
    pub group: Group,
    /// Under which headline it is counted.
    pub headline: Headline,
}

/// The headline counts as a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Headline {
    /// To visit.
    Visits,
    /// To call.
    Calls,
    /// Never contacted.
    FirstContacts,
    /// To reach another way.
    Others,
    /// Nothing due.
    NoFollowUp,
}

impl Headline {
    /// All headlines, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Visits,
        Self::Calls,
        Self::FirstContacts,
        Self::Others,
        Self::NoFollowUp,
    ];

    /// Under which headline a customer is counted.
    pub fn of(standing: &Standing<'_>) -> Self {
        match standing.action_today() {
            Some(Action::Visit) => Self::Visits,
            Some(Action::Call) => Self::Calls,
            Some(Action::FirstContact) => Self::FirstContacts,
            Some(Action::Through(_)) => Self::Others,
            None => Self::NoFollowUp,
        }
    }
}

/// How many days ahead "coming" looks.
const COMING_DAYS: i64 = 7;

/// The work of today. Those of one place in the queue are in the order of their names.
pub fn today(model: &Model, now: Now) -> Today {
    let date = now.date_naive();
    let names = model.name_places();
    let mut today = Today::default();
    let (mut queued, mut keys) = (Vec::new(), Vec::new());
    for (slot, standing) in model.standings(now) {
        today.counts.count(&standing);
        let Some(customer) = model.customer_id(slot) else {
            continue;
        };
        if let Some((group, place)) = standing.place() {
            let name = names.get(slot as usize).copied().unwrap_or(u32::MAX);
            keys.push(key(group, place, name));
            queued.push(Queued {
                customer,
                group,
                headline: Headline::of(&standing),
            });
        } else if let Standing::ByHand { shows_on, .. } = standing
            && (shows_on - date).num_days() <= COMING_DAYS
        {
            today.coming.push((shows_on, customer));
        }
    }
    let in_order = places_in_order(&keys).into_iter();
    today.queue = in_order.map(|place| queued[place as usize]).collect();
    today.coming.put_in_order();
    today.done = done(model, now);
    today
}

/// Bytes that are in the order of the queue.
fn key(group: Group, place: u64, name: u32) -> [u8; 13] {
    let mut key = [group as u8; 13];
    key[1..9].copy_from_slice(&place.to_be_bytes());
    key[9..].copy_from_slice(&name.to_be_bytes());
    key
}

/// Customers with a communication that was written down for today, the latest first; those of one
/// communication in its order.
fn done(model: &Model, now: Now) -> Vec<CustomerId> {
    let mut done: Vec<_> = model.spoken_with_today(now).collect();
    done.put_in_order_by_key(|(id, one)| {
        let place = one.customers.iter().position(|customer| customer == id);
        (Reverse((one.at.order(), one.id)), place)
    });
    done.into_iter().map(|(id, _)| id).collect()
}
