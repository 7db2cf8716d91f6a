//! Edit a communication: only the fields that the form changed.

use std::sync::Arc;

use super::{Decision, Rejection, carried_over, names};
use crate::app::model::Model;
use crate::domain::change::{Deed, Edit};
use crate::domain::communication::Communication;
use crate::domain::id::CustomerId;

#[inline(never)]
pub(super) fn decide(
    model: &Model,
    before: &Arc<Communication>,
    after: &Communication,
) -> Result<Decision, Rejection> {
    let current = model.communication(before.id).ok_or(Rejection::Gone)?;
    if after.customers.is_empty() {
        return Err(Rejection::NoCustomer);
    }
    if after.content.trim().is_empty() && after.outcome.is_none() && !before.content.is_empty() {
        return Err(Rejection::NothingSaid);
    }
    let is_there = |id: &CustomerId| {
        before.customers.contains(id)
            || model
                .customer(*id)
                .is_some_and(|one| one.trashed_at.is_none())
    };
    if !after.customers.iter().all(is_there) {
        return Err(Rejection::Gone);
    }
    let edits = carried_over(&**before, after, current).map(Edit::Communication);
    let subject = names(model, &after.customers);
    Ok(Decision::new(
        Deed::EditCommunication,
        subject,
        edits.into_iter().collect(),
    ))
}
