//! The round: whom to visit today, and what is known of how to get there.

use std::sync::Arc;

use crate::app::model::Model;
use crate::app::queries::reason::{Reason, reason};
use crate::app::queries::reminders::minutes;
use crate::app::queries::today::{Headline, today};
use crate::domain::capacity::Room;
use crate::domain::customer::Customer;
use crate::domain::id::CustomerId;
use crate::domain::moment::{Moment, Now};
use crate::domain::opening_hours::OpeningHours;
use crate::domain::queue::Due;
use crate::domain::round::{MOST_VISITS, Visit};

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

/// The visits that are due today.
#[derive(Debug, Clone, PartialEq)]
pub struct DueVisits {
    /// Those of the round, in the order of the queue.
    pub items: Vec<RoundItem>,
    /// How many fit today: those planned by hand, and suggestions as far as there is room.
    pub fitting: usize,
    /// How many are due in all.
    pub total: usize,
}

/// The first so many visits of today, or as many as fit it. A round holds at most
/// [`MOST_VISITS`].
///
/// Those that fit are the first of the queue: by hand comes before what is suggested, and room is
/// given in its order.
pub fn visits_of_today(model: &Model, now: Now, wanted: Option<usize>) -> DueVisits {
    let mut queue = today(model, now).queue;
    queue.retain(|queued| queued.headline == Headline::Visits);
    let fits = queue.iter().filter(|queued| queued.room == Room::Today);
    let fitting = fits.count();
    let count = wanted.unwrap_or(fitting).min(MOST_VISITS);
    let item = |id: CustomerId| {
        let customer = model.customer(id)?.clone();
        let reason = reason(model, &customer, now)?;
        let last_contact = model.last_contact(id, now).map(|last| last.at);
        Some(RoundItem {
            customer,
            reason,
            last_contact,
        })
    };
    let ids = queue.iter().take(count).map(|queued| queued.customer);
    DueVisits {
        items: ids.filter_map(item).collect(),
        fitting,
        total: queue.len(),
    }
}

/// What the order of visits needs to know of a stop. Hours that are not understood are left out, and
/// so is the time of a visit that was planned for an earlier day.
pub fn visit(item: &RoundItem) -> Visit {
    let hours = item.customer.opening_hours.trim();
    let agreed_for = match &item.reason {
        Reason::ByHand {
            at: Some(at),
            due: Due::Today,
            ..
        } => Some(minutes(*at)),
        _ => None,
    };
    Visit {
        position: item.customer.position,
        hours: (!hours.is_empty())
            .then(|| OpeningHours::parse(hours).ok())
            .flatten(),
        agreed_for,
    }
}
