//! Plan, change, complete, skip and put off follow-ups.

use std::sync::Arc;

use chrono::NaiveDate;

use super::log_communication::{answered, closed_as, next_time};
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
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let current = model.follow_up(before.id).ok_or(Rejection::Gone)?;
    let name = living(model, current.customer)?.name.clone();
    let edited = carried_over(&**before, after, current);
    let closed = edited
        .as_ref()
        .and_then(|edited| edited.after.as_ref())
        .filter(|after| current.is_open() && !matches!(after.state, FollowUpState::Open { .. }));
    let next = closed.and_then(|closed| next_time(closed, env.now(), env));
    let edits = edited.into_iter().chain(next).map(Edit::FollowUp).collect();
    Ok(Decision::new(Deed::EditFollowUp, name, edits))
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
    let now = env.now();
    let state = FollowUpState::Done {
        by: None,
        on: now.date_naive(),
    };
    let edits = closed_as(current, state, now, env);
    let edits = edits.into_iter().map(Edit::FollowUp).collect();
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
    let edits = if let Standing::ByHand { follow_up, .. } = standing {
        let current = model.follow_up(follow_up).ok_or(Rejection::Gone)?;
        match state {
            FollowUpState::Open { .. } => {
                let snoozed = FollowUp {
                    state: state.clone(),
                    ..(**current).clone()
                };
                vec![Edited::altered(current.clone(), snoozed)]
            }
            ended => closed_as(current, ended.clone(), now, env),
        }
    } else {
        let (action, asked_by) = answered(&standing).ok_or(Rejection::NothingDue)?;
        let reason = match state {
            FollowUpState::Skipped { reason, .. } => reason.clone(),
            _ => String::new(),
        };
        let skipped = FollowUp {
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
        };
        vec![Edited::made(skipped)]
    };
    let edits = edits.into_iter().map(Edit::FollowUp).collect();
    Ok(Decision::new(deed, name, edits))
}
