//! The round: whom to visit today, and what is known of how to get there.

use std::sync::Arc;

use crate::app::model::Model;
use crate::app::queries::reason::{Reason, reason};
use crate::app::queries::today::{Headline, today};
use crate::domain::customer::Customer;
use crate::domain::id::CustomerId;
use crate::domain::moment::{Moment, Now};
use crate::domain::opening_hours::OpeningHours;
use crate::domain::round::Visit;

/// A customer of the round.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundItem {
    /// Whom to visit.
    pub customer: Arc<Customer>,
    /// Why.
    pub reason: Reason,
    /// The last contact, if there was one.
    pub last_contact: Option<Moment>,
}

/// The first `most` of today's visits in the order of the queue, and how many there are in all.
pub fn visits_of_today(model: &Model, now: Now, most: usize) -> (Vec<RoundItem>, usize) {
    let queue = today(model, now).queue;
    let ids: Vec<CustomerId> = queue
        .iter()
        .filter(|queued| queued.headline == Headline::Visits)
        .map(|queued| queued.customer)
        .collect();
    let item = |id: &CustomerId| {
        let customer = model.customer(*id)?.clone();
        let reason = reason(model, &customer, now)?;
        let last_contact = model.last_contact(*id, now).map(|last| last.at);
        Some(RoundItem {
            customer,
            reason,
            last_contact,
        })
    };
    (ids.iter().take(most).filter_map(item).collect(), ids.len())
}

/// What the order of visits needs to know of a customer. Hours that are not understood are left out.
pub fn visit(customer: &Customer) -> Visit {
    let hours = customer.opening_hours.trim();
    Visit {
        position: customer.position,
        hours: (!hours.is_empty())
            .then(|| OpeningHours::parse(hours).ok())
            .flatten(),
    }
}
