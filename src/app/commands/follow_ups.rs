//! Plan, change, complete, skip and put off follow-ups.

use std::sync::Arc;

use chrono::NaiveDate;

use super::log_communication::answered;
use super::{Decision, Rejection, carried_over, living};
use crate::app::model::Model;
use crate::app::ports::Environment;
use crate::domain::change::{Deed, Edit, Edited};
use crate::domain::follow_up::{FollowUp, FollowUpState, NextStep};
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::queue::Standing;

#[inline(never)]
pub(super) fn plan(
    model: &Model,
    customer: CustomerId,
    step: &NextStep,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let name = living(model, customer)?.name.clone();
    let follow_up = step
        .clone()
        .into_follow_up(FollowUpId(env.new_id()), customer);
    let edits = vec![Edit::FollowUp(Edited::made(follow_up))];
    Ok(Decision::new(Deed::PlanFollowUp, name, edits))
}

#[inline(never)]
pub(super) fn edit(
    model: &Model,
    before: &Arc<FollowUp>,
    after: &FollowUp,
) -> Result<Decision, Rejection> {
    let current = model.follow_up(before.id).ok_or(Rejection::Gone)?;
    let name = living(model, current.customer)?.name.clone();
    let edits = carried_over(&**before, after, current).map(Edit::FollowUp);
    Ok(Decision::new(
        Deed::EditFollowUp,
        name,
        edits.into_iter().collect(),
    ))
}

#[inline(never)]
pub(super) fn complete(
    model: &Model,
    id: FollowUpId,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let current = model
        .follow_up(id)
        .filter(|one| one.is_open())
        .ok_or(Rejection::Gone)?;
    let name = living(model, current.customer)?.name.clone();
    let state = FollowUpState::Done {
        by: None,
        on: env.now().date_naive(),
    };
    let after = FollowUp {
        state,
        ..(**current).clone()
    };
    let edits = vec![Edit::FollowUp(Edited::altered(current.clone(), after))];
    Ok(Decision::new(Deed::CompleteFollowUp, name, edits))
}

#[inline(never)]
pub(super) fn skip(
    model: &Model,
    customer: CustomerId,
    until: NaiveDate,
    reason: &str,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let skipped = FollowUpState::Skipped {
        until,
        reason: reason.trim().to_owned(),
    };
    put_off(model, customer, until, &skipped, Deed::SkipFollowUp, env)
}

#[inline(never)]
pub(super) fn snooze(
    model: &Model,
    customer: CustomerId,
    until: NaiveDate,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let snoozed = FollowUpState::Open {
        snoozed_until: Some(until),
    };
    put_off(model, customer, until, &snoozed, Deed::SnoozeFollowUp, env)
}

/// What is due with the customer gets this state. A suggestion is not stored until then; whether
/// skipped or snoozed it is kept as skipped, for the rules will ask again by themselves.
fn put_off(
    model: &Model,
    customer: CustomerId,
    until: NaiveDate,
    state: &FollowUpState,
    deed: Deed,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let now = env.now();
    if until <= now.date_naive() {
        return Err(Rejection::DatePassed);
    }
    let name = living(model, customer)?.name.clone();
    let standing = model.standing(customer, now).ok_or(Rejection::Gone)?;
    let edited = if let Standing::ByHand { follow_up, .. } = standing {
        let current = model.follow_up(follow_up).ok_or(Rejection::Gone)?;
        Edited::altered(
            current.clone(),
            FollowUp {
                state: state.clone(),
                ..(**current).clone()
            },
        )
    } else {
        let (action, asked_by) = answered(&standing).ok_or(Rejection::NothingDue)?;
        let reason = match state {
            FollowUpState::Skipped { reason, .. } => reason.clone(),
            _ => String::new(),
        };
        Edited::made(FollowUp {
            id: FollowUpId(env.new_id()),
            customer,
            action,
            due_on: now.date_naive(),
            due_at: None,
            note: String::new(),
            state: FollowUpState::Skipped { until, reason },
            asked_by,
            recurrence: None,
            trashed_at: None,
        })
    };
    Ok(Decision::new(deed, name, vec![Edit::FollowUp(edited)]))
}
