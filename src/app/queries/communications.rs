//! The list of all communications: search in the words, filters, newest first.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::app::model::Model;
use crate::app::search_index::Query;
use crate::domain::channel::Channel;
use crate::domain::communication::Communication;
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

/// The communications that a filter lets through, the newest first.
pub fn communications(model: &Model, filter: &CommunicationFilter) -> Vec<Arc<Communication>> {
    let query = Query::parse(&filter.search);
    let mut list: Vec<&Arc<Communication>> = if query.is_empty() {
        model.communications().collect()
    } else {
        let words = model
            .communication_texts()
            .find(&query)
            .into_iter()
            .filter_map(|slot| model.communication_at(slot));
        let of_customers = model
            .customer_texts()
            .find(&query)
            .into_iter()
            .filter_map(|slot| model.customer_at(slot))
            .flat_map(|customer| model.timeline(customer.id));
        let mut seen = BTreeSet::new();
        words
            .chain(of_customers)
            .filter(|one| seen.insert(one.id))
            .collect()
    };
    list.retain(|one| {
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
    });
    list.sort_unstable_by_key(|one| std::cmp::Reverse((one.at.order(), one.id)));
    list.into_iter().cloned().collect()
}
