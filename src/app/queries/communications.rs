//! The list of all communications: search in the words, filters, newest first.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::app::model::Model;
use crate::app::search_index::Query;
use crate::app::table::Slot;
use crate::domain::channel::Channel;
use crate::domain::id::CommunicationId;
use crate::domain::order::PutInOrder;
use crate::domain::outcome::Outcome;

/// Which communications the list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommunicationFilter {
    /// Words of the communication, or part of the customer's name.
    pub search: String,
    /// Only this channel.
    pub channel: Option<Channel>,
    /// Only with this outcome.
    pub outcome: Option<Outcome>,
    /// Only from this day on.
    pub from: Option<NaiveDate>,
    /// Only up to and with this day.
    pub to: Option<NaiveDate>,
}

/// All communications outside the trash, the newest first; equal moments by id.
///
/// It costs far more than a search, and stays the same while the user types: keep it until the
/// model's revision changes.
pub fn newest_first(model: &Model) -> Vec<Slot> {
    let mut list: Vec<_> = model
        .communication_slots()
        .filter(|(_, one)| one.trashed_at.is_none())
        .map(|(slot, one)| (Reverse((one.at.order(), one.id)), slot))
        .collect();
    list.put_in_order();
    list.into_iter().map(|(_, slot)| slot).collect()
}

/// The communications of a list in its order that a filter lets through.
pub fn communications(
    model: &Model,
    filter: &CommunicationFilter,
    order: &[Slot],
) -> Vec<CommunicationId> {
    let query = Query::parse(&filter.search);
    let found = (!query.is_empty()).then(|| search(model, &query));
    order
        .iter()
        .filter(|slot| {
            found
                .as_ref()
                .is_none_or(|found| found.get(**slot as usize) == Some(&true))
        })
        .filter_map(|slot| model.communication_at(*slot))
        .filter(|one| {
            let date = one.at.local_date();
            filter
                .channel
                .as_ref()
                .is_none_or(|channel| one.channel == *channel)
                && filter
                    .outcome
                    .is_none_or(|outcome| one.outcome == Some(outcome))
                && filter.from.is_none_or(|from| from <= date)
                && filter.to.is_none_or(|to| date <= to)
        })
        .map(|one| one.id)
        .collect()
}

/// By slot, whether the words of a communication or one of its customers hold the query.
fn search(model: &Model, query: &Query) -> Vec<bool> {
    let mut is_found = Vec::new();
    for slot in model.communication_texts().find(query) {
        mark(&mut is_found, slot);
    }
    let mut is_of_customer = Vec::new();
    for slot in model.customer_texts().find(query) {
        mark(&mut is_of_customer, slot);
    }
    if !is_of_customer.is_empty() {
        for (slot, one) in model.communication_slots() {
            let is_theirs = one.customers.iter().any(|id| {
                model
                    .customer_slot(*id)
                    .is_some_and(|slot| is_of_customer.get(slot as usize) == Some(&true))
            });
            if is_theirs {
                mark(&mut is_found, slot);
            }
        }
    }
    is_found
}

/// Remembers a slot as found.
pub(super) fn mark(is_found: &mut Vec<bool>, slot: Slot) {
    let index = slot as usize;
    if is_found.len() <= index {
        is_found.resize(index + 1, false);
    }
    is_found[index] = true;
}
