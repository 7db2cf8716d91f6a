//! The list of customers: search, filters and order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::today::Headline;
use crate::app::model::Model;
use crate::app::search_index::Query;
use crate::domain::customer::{Customer, Stage, Tier};
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;

/// What the list shows, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CustomerFilter {
    /// Part of a name, firm, number or address, or words of a communication.
    pub search: String,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only this tier.
    pub tier: Option<Tier>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Only those for whom this is due today.
    pub due: Option<Headline>,
    /// The order.
    pub sort: CustomerSort,
    /// Whether the order is turned round.
    pub descending: bool,
}

/// By what the list is ordered; ties by name, then id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum CustomerSort {
    /// By name, in the order of the interface's language.
    #[default]
    Name,
    /// By firm.
    Company,
    /// By stage.
    Stage,
    /// By tier, A first.
    Tier,
    /// By last contact, the longest ago first; never contacted before all.
    LastContact,
}

/// The customers that a filter lets through, in its order.
///
/// `rank` gives a name's place in the order of the language; without it names order by code point.
pub fn customers(
    model: &Model,
    filter: &CustomerFilter,
    now: Now,
    rank: &dyn Fn(&Customer) -> u32,
) -> Vec<Arc<Customer>> {
    let query = Query::parse(&filter.search);
    let found: Option<BTreeSet<CustomerId>> = (!query.is_empty()).then(|| search(model, &query));
    let mut list: Vec<Arc<Customer>> = model
        .customers()
        .filter(|customer| {
            found
                .as_ref()
                .is_none_or(|found| found.contains(&customer.id))
                && filter.stage.is_none_or(|stage| customer.stage == stage)
                && filter.tier.is_none_or(|tier| customer.tier == Some(tier))
                && filter
                    .tag
                    .as_ref()
                    .is_none_or(|tag| customer.tags.contains(tag))
                && filter.due.is_none_or(|due| {
                    model
                        .standing(customer.id, now)
                        .is_some_and(|standing| Headline::of(&standing) == due)
                })
        })
        .cloned()
        .collect();
    let by_name = |customer: &Customer| (rank(customer), customer.name.clone(), customer.id);
    match filter.sort {
        CustomerSort::Name => list.sort_by_cached_key(|one| by_name(one)),
        CustomerSort::Company => {
            list.sort_by_cached_key(|one| {
                (one.company.is_empty(), one.company.clone(), by_name(one))
            });
        }
        CustomerSort::Stage => list.sort_by_cached_key(|one| (one.stage, by_name(one))),
        CustomerSort::Tier => {
            list.sort_by_cached_key(|one| (one.tier.is_none(), one.tier, by_name(one)));
        }
        CustomerSort::LastContact => list.sort_by_cached_key(|one| {
            let contact = model.last_contact(one.id, now).map(|last| last.at.order());
            (contact, by_name(one))
        }),
    }
    if filter.descending {
        list.reverse();
    }
    list
}

/// Customers whose own texts hold the query, or one of whose communications does.
fn search(model: &Model, query: &Query) -> BTreeSet<CustomerId> {
    let own = model
        .customer_texts()
        .find(query)
        .into_iter()
        .filter_map(|slot| model.customer_at(slot).map(|customer| customer.id));
    let spoken = model
        .communication_texts()
        .find(query)
        .into_iter()
        .filter_map(|slot| model.communication_at(slot))
        .flat_map(|communication| communication.customers.iter().copied());
    own.chain(spoken).collect()
}

/// The few customers that a half-typed name most likely means, the best first: names that begin
/// with it, then words that do, then anything that holds it; among equals the latest contact.
pub fn suggest(model: &Model, typed: &str, now: Now, most: usize) -> Vec<Arc<Customer>> {
    let query = Query::parse(typed);
    let mut found: Vec<&Arc<Customer>> = if query.is_empty() {
        model.customers().collect()
    } else {
        model
            .customer_texts()
            .find(&query)
            .into_iter()
            .filter_map(|slot| model.customer_at(slot))
            .collect()
    };
    let folded = crate::domain::fold::fold(typed.trim());
    found.sort_by_cached_key(|customer| {
        let name = crate::domain::fold::fold(&customer.name);
        let place = if name.starts_with(&folded) {
            0
        } else if name
            .split_whitespace()
            .any(|word| word.starts_with(&folded))
        {
            1
        } else {
            2
        };
        let last = model
            .last_contact(customer.id, now)
            .map(|last| last.at.order());
        (place, Reverse(last), customer.id)
    });
    found.into_iter().take(most).cloned().collect()
}

/// All tags in use, the most used first, with how many customers carry each.
pub fn tags(model: &Model) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in model.customers().flat_map(|customer| &customer.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    let mut tags: Vec<_> = counts
        .into_iter()
        .map(|(tag, count)| (tag.to_owned(), count))
        .collect();
    tags.sort_by_key(|(_, count)| Reverse(*count));
    tags
}
