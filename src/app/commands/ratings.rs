//! Rate customers, note how loyal they proved, and mend both.

use std::sync::Arc;

use super::{Decision, Rejection, carried_over, living, names};
use crate::app::model::Model;
use crate::app::ports::Environment;
use crate::domain::change::{Deed, Edit, Edited};
use crate::domain::id::{CommunicationId, CustomerId, ObservationId, RatingId};
use crate::domain::moment::Moment;
use crate::domain::rating::{Observation, ObservationDraft, Rating, RatingDraft};

/// Ratings of one customer, or the same ones of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateDraft {
    /// Whom; repeats count once.
    pub customers: Vec<CustomerId>,
    /// What was given, each aspect at most once.
    pub ratings: Vec<RatingDraft>,
    /// When; not in the future.
    pub at: Moment,
    /// The communication in which they were given.
    pub communication: Option<CommunicationId>,
    /// The person who gave them; empty where that is the customer itself.
    pub given_by: String,
}

#[inline(never)]
pub(super) fn rate(
    model: &Model,
    draft: &RateDraft,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let mut customers = Vec::new();
    for id in &draft.customers {
        living(model, *id)?;
        if !customers.contains(id) {
            customers.push(*id);
        }
    }
    if customers.is_empty() {
        return Err(Rejection::NoCustomer);
    }
    if draft.ratings.is_empty() {
        return Err(Rejection::NothingRated);
    }
    if draft.at.is_after(env.now()) {
        return Err(Rejection::DayToCome);
    }
    if let Some(id) = draft.communication {
        model.communication(id).ok_or(Rejection::Gone)?;
    }
    let mut edits = Vec::with_capacity(customers.len() * draft.ratings.len());
    for customer in &customers {
        for rating in &draft.ratings {
            let (id, by) = (RatingId(env.new_id()), draft.given_by.trim().to_owned());
            let made = rating.into_rating(id, *customer, draft.at, draft.communication, by);
            edits.push(Edit::Rating(Edited::made(made)));
        }
    }
    let subject = names(model, &customers);
    Ok(Decision::counted(
        Deed::Rate,
        subject,
        customers.len(),
        edits,
    ))
}

#[inline(never)]
pub(super) fn edit(
    model: &Model,
    before: &Arc<Rating>,
    after: &Rating,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let current = model.rating(before.id);
    let current = current.filter(|one| one.trashed_at.is_none());
    let current = current.ok_or(Rejection::Gone)?;
    let name = living(model, current.customer)?.name.clone();
    if after.at.is_after(env.now()) && after.at != before.at {
        return Err(Rejection::DayToCome);
    }
    let edits = carried_over(&**before, after, current).map(Edit::Rating);
    let edits = edits.into_iter().collect();
    Ok(Decision::new(Deed::EditRating, name, edits))
}

#[inline(never)]
pub(super) fn remove(
    model: &Model,
    id: RatingId,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let current = model.rating(id).filter(|one| one.trashed_at.is_none());
    let current = current.ok_or(Rejection::Gone)?;
    let name = living(model, current.customer)?.name.clone();
    // Its row is remembered, so that the same file does not bring it again.
    let edited = if current.origin.is_some() {
        let after = Rating {
            trashed_at: Some(env.now()),
            ..(**current).clone()
        };
        Edited::altered(current.clone(), after)
    } else {
        Edited::removed(current.clone())
    };
    let edits = vec![Edit::Rating(edited)];
    Ok(Decision::new(Deed::RemoveRating, name, edits))
}

#[inline(never)]
pub(super) fn observe(
    model: &Model,
    customer: CustomerId,
    draft: &ObservationDraft,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let name = living(model, customer)?.name.clone();
    let observation = Observation {
        id: ObservationId(env.new_id()),
        customer,
        value: draft.value,
        on: draft.on,
        note: draft.note.trim().to_owned(),
        origin: None,
        trashed_at: None,
    };
    check(&observation, env)?;
    let edits = vec![Edit::Observation(Edited::made(observation))];
    Ok(Decision::new(Deed::ObserveLoyalty, name, edits))
}

#[inline(never)]
pub(super) fn edit_observation(
    model: &Model,
    before: &Arc<Observation>,
    after: &Observation,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let current = model.observation(before.id);
    let current = current.filter(|one| one.trashed_at.is_none());
    let current = current.ok_or(Rejection::Gone)?;
    let name = living(model, current.customer)?.name.clone();
    check(after, env)?;
    let edits = carried_over(&**before, after, current).map(Edit::Observation);
    let edits = edits.into_iter().collect();
    Ok(Decision::new(Deed::EditObservation, name, edits))
}

#[inline(never)]
pub(super) fn remove_observation(
    model: &Model,
    id: ObservationId,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let current = model.observation(id).filter(|one| one.trashed_at.is_none());
    let current = current.ok_or(Rejection::Gone)?;
    let name = living(model, current.customer)?.name.clone();
    let edited = if current.origin.is_some() {
        let after = Observation {
            trashed_at: Some(env.now()),
            ..(**current).clone()
        };
        Edited::altered(current.clone(), after)
    } else {
        Edited::removed(current.clone())
    };
    let edits = vec![Edit::Observation(edited)];
    Ok(Decision::new(Deed::RemoveObservation, name, edits))
}

fn check(observation: &Observation, env: &dyn Environment) -> Result<(), Rejection> {
    if observation.value.is_beyond(Observation::LIMIT) {
        return Err(Rejection::NumberTooLarge);
    }
    if env.now().date_naive() < observation.on {
        return Err(Rejection::DayToCome);
    }
    Ok(())
}
