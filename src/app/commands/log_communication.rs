//! Log a communication: the record, the follow-ups it carries out, and the next step, in one Change.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Decision, Rejection, names};
use crate::app::model::Model;
use crate::app::ports::Environment;
use crate::domain::change::{Deed, Edit, Edited};
use crate::domain::communication::{Communication, CommunicationDraft};
use crate::domain::customer::Customer;
use crate::domain::follow_up::{Action, AskedBy, FollowUp, FollowUpState, NextStep};
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId};
use crate::domain::moment::Now;
use crate::domain::queue::{Because, Standing};

pub(super) fn decide(
    model: &Model,
    draft: &CommunicationDraft,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let now = env.now();
    let mut edits = Vec::new();
    let mut customers = Vec::new();
    for id in &draft.customers {
        model
            .customer(*id)
            .filter(|one| one.trashed_at.is_none())
            .ok_or(Rejection::Gone)?;
        if !customers.contains(id) {
            customers.push(*id);
        }
    }
    for name in &draft.new_customers {
        let name = name.trim();
        if name.is_empty() {
            return Err(Rejection::NoName);
        }
        let customer = Customer::named(CustomerId(env.new_id()), name);
        customers.push(customer.id);
        edits.push(Edit::Customer(Edited::made(customer)));
    }
    if customers.is_empty() {
        return Err(Rejection::NoCustomer);
    }
    if draft.content.trim().is_empty() && draft.outcome.is_none() {
        return Err(Rejection::NothingSaid);
    }
    let subject = subject(model, draft, &customers);
    if draft.at.is_after(now) {
        edits.extend(
            customers
                .iter()
                .map(|customer| planned(draft, *customer, env)),
        );
        return Ok(Decision::new(Deed::PlanFollowUp, subject, edits));
    }

    let communication = Communication {
        id: CommunicationId(env.new_id()),
        customers: customers.clone(),
        at: draft.at,
        channel: draft.channel.clone(),
        direction: draft.direction,
        outcome: draft.outcome,
        content: draft.content.clone(),
        duration_seconds: draft.duration_seconds,
        executes: draft.executes,
        origin: None,
        trashed_at: None,
    };
    let reached = model
        .settings()
        .contact_rule
        .counts(&draft.channel, draft.outcome);
    for customer in &customers {
        let follow_ups = if reached {
            after_contact(model, *customer, &communication, draft, now, env)
        } else {
            after_attempt(model, *customer, draft, now, env)
        };
        edits.extend(follow_ups.into_iter().map(Edit::FollowUp));
    }
    let executes = communication
        .executes
        .or_else(|| done_by(&edits, communication.id));
    edits.push(Edit::Communication(Edited::made(Communication {
        executes,
        ..communication
    })));
    Ok(Decision::new(Deed::LogCommunication, subject, edits))
}

/// The follow-up that an edit marks as done by this communication.
fn done_by(edits: &[Edit], communication: CommunicationId) -> Option<FollowUpId> {
    edits.iter().find_map(|edit| match edit {
        Edit::FollowUp(Edited {
            after: Some(follow_up),
            ..
        }) => match follow_up.state {
            FollowUpState::Done { by: Some(by), .. } if by == communication => Some(follow_up.id),
            _ => None,
        },
        _ => None,
    })
}

fn subject(model: &Model, draft: &CommunicationDraft, customers: &[CustomerId]) -> String {
    let known = names(model, customers);
    let new = draft.new_customers.iter().map(|name| name.trim());
    let names: Vec<&str> = Some(known.as_str())
        .filter(|one| !one.is_empty())
        .into_iter()
        .chain(new)
        .collect();
    names.join(", ")
}

/// A log entry for a moment that is still to come is a plan.
fn planned(draft: &CommunicationDraft, customer: CustomerId, env: &dyn Environment) -> Edit {
    let step = NextStep {
        action: Action::through(draft.channel.clone()),
        due_on: draft.at.local_date(),
        due_at: draft.at.local_time(),
        note: draft.content.clone(),
    };
    Edit::FollowUp(Edited::made(
        step.into_follow_up(FollowUpId(env.new_id()), customer),
    ))
}

/// A contact closes what was due by its date, or what the form was opened from; a suggestion it
/// answers is kept as done; the next step is a new follow-up.
fn after_contact(
    model: &Model,
    customer: CustomerId,
    communication: &Communication,
    draft: &CommunicationDraft,
    now: Now,
    env: &dyn Environment,
) -> Vec<Edited<FollowUp>> {
    let on = communication.at.local_date();
    let done = FollowUpState::Done {
        by: Some(communication.id),
        on,
    };
    let mut edits: Vec<_> = model
        .follow_ups_of(customer)
        .filter(|follow_up| {
            follow_up.is_open() && (follow_up.due_on <= on || draft.executes == Some(follow_up.id))
        })
        .map(|follow_up| {
            Edited::altered(
                follow_up.clone(),
                FollowUp {
                    state: done.clone(),
                    ..(**follow_up).clone()
                },
            )
        })
        .collect();
    if on == now.date_naive()
        && let Some(standing) = model.standing(customer, now)
        && let Some((action, asked_by)) = answered(&standing)
    {
        edits.push(Edited::made(FollowUp {
            id: FollowUpId(env.new_id()),
            customer,
            action,
            due_on: on,
            due_at: None,
            note: String::new(),
            state: done,
            asked_by,
            recurrence: None,
            trashed_at: None,
        }));
    }
    if let Some(step) = draft.next_step.clone() {
        edits.push(Edited::made(
            step.into_follow_up(FollowUpId(env.new_id()), customer),
        ));
    }
    edits
}

/// What a suggestion asked for, as it is kept when it was done or skipped.
pub(super) fn answered(standing: &Standing<'_>) -> Option<(Action, AskedBy)> {
    match standing {
        Standing::Suggested(suggestion) => {
            let more_than_days = match suggestion.because {
                Because::Rule(rule, _) => Some(rule.more_than_days),
                Because::Cadence(_) => None,
            };
            let days = Some(suggestion.days);
            Some((
                suggestion.action.clone(),
                AskedBy::Policy {
                    more_than_days,
                    days,
                },
            ))
        }
        Standing::FirstContact => Some((
            Action::FirstContact,
            AskedBy::Policy {
                more_than_days: None,
                days: None,
            },
        )),
        _ => None,
    }
}

/// An attempt restarts and closes nothing. It moves the follow-up, or makes one, to the chosen
/// date; without one, what was due comes back tomorrow.
fn after_attempt(
    model: &Model,
    customer: CustomerId,
    draft: &CommunicationDraft,
    now: Now,
    env: &dyn Environment,
) -> Vec<Edited<FollowUp>> {
    let today = now.date_naive();
    let open: Vec<&Arc<FollowUp>> = model
        .follow_ups_of(customer)
        .filter(|follow_up| follow_up.is_open())
        .collect();
    let refs: Vec<&FollowUp> = open.iter().map(|follow_up| &***follow_up).collect();
    let tried = open
        .iter()
        .copied()
        .find(|follow_up| draft.executes == Some(follow_up.id))
        .or_else(|| {
            let earliest = crate::domain::queue::earliest_open(&refs)?.id;
            open.iter()
                .copied()
                .find(|follow_up| follow_up.id == earliest)
        });
    match (&draft.next_step, tried) {
        (Some(step), Some(follow_up)) => {
            vec![Edited::altered(follow_up.clone(), moved(follow_up, step))]
        }
        (Some(step), None) => {
            vec![Edited::made(
                step.clone()
                    .into_follow_up(FollowUpId(env.new_id()), customer),
            )]
        }
        (None, _) => {
            let tomorrow = tomorrow(today);
            open.iter()
                .filter(|follow_up| follow_up.shows_on() <= today)
                .map(|follow_up| {
                    let state = FollowUpState::Open {
                        snoozed_until: Some(tomorrow),
                    };
                    Edited::altered(
                        (*follow_up).clone(),
                        FollowUp {
                            state,
                            ..(***follow_up).clone()
                        },
                    )
                })
                .collect()
        }
    }
}

fn moved(follow_up: &FollowUp, step: &NextStep) -> FollowUp {
    let NextStep {
        action,
        due_on,
        due_at,
        note,
    } = step.clone();
    FollowUp {
        action,
        due_on,
        due_at,
        note: if note.is_empty() {
            follow_up.note.clone()
        } else {
            note
        },
        state: FollowUpState::Open {
            snoozed_until: None,
        },
        ..follow_up.clone()
    }
}

/// The day after; the last day of the calendar has none.
pub(super) fn tomorrow(today: NaiveDate) -> NaiveDate {
    today.succ_opt().unwrap_or(today)
}
