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
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId, NeedId, PromiseId, RatingId};
use crate::domain::moment::{Moment, Now};
use crate::domain::queue::{Because, Standing, earliest_open};

#[inline(never)]
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
        for customer in &customers {
            let follow_ups = planned(model, *customer, draft, env);
            edits.extend(follow_ups.into_iter().map(Edit::FollowUp));
        }
        edits.extend(needs_and_promises(
            draft,
            customers[0],
            None,
            now.date_naive(),
            env,
        ));
        // What was rated was rated now.
        edits.extend(ratings(draft, customers[0], Moment::At(now), None, env));
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
        line: draft.line.clone(),
        sentiment: None,
        duration_seconds: draft.duration_seconds,
        executes: draft.executes,
        origin: None,
        trashed_at: None,
    };
    let rule = &model.settings().contact_rule;
    let is_contact = rule.counts(&draft.channel, draft.outcome);
    let is_attempt = rule.is_attempt(draft.outcome);
    for customer in &customers {
        let follow_ups = if is_contact {
            after_contact(model, *customer, &communication, draft, now, env)
        } else if is_attempt {
            after_attempt(model, *customer, draft, now, env)
        } else {
            after_uncounted(model, *customer, &communication, draft, now, env)
        };
        edits.extend(follow_ups.into_iter().map(Edit::FollowUp));
    }
    let opened_in = Some(communication.id);
    let day = communication.at.local_date();
    edits.extend(needs_and_promises(draft, customers[0], opened_in, day, env));
    edits.extend(ratings(
        draft,
        customers[0],
        communication.at,
        opened_in,
        env,
    ));
    let executes = communication
        .executes
        .or_else(|| done_by(&edits, communication.id));
    edits.push(Edit::Communication(Edited::made(Communication {
        executes,
        ..communication
    })));
    Ok(Decision::new(Deed::LogCommunication, subject, edits))
}

/// The needs that came up and the promises that were given, all of one customer.
fn needs_and_promises(
    draft: &CommunicationDraft,
    customer: CustomerId,
    communication: Option<CommunicationId>,
    on: NaiveDate,
    env: &dyn Environment,
) -> Vec<Edit> {
    let needs = draft.needs.iter().cloned().map(|need| {
        let id = NeedId(env.new_id());
        Edit::Need(Edited::made(need.into_need(
            id,
            customer,
            communication,
            on,
        )))
    });
    let promises = draft.promises.iter().cloned().map(|promise| {
        let id = PromiseId(env.new_id());
        Edit::Promise(Edited::made(promise.into_promise(
            id,
            customer,
            communication,
            on,
        )))
    });
    needs.chain(promises).collect()
}

/// What was rated, all by one customer.
fn ratings(
    draft: &CommunicationDraft,
    customer: CustomerId,
    at: Moment,
    communication: Option<CommunicationId>,
    env: &dyn Environment,
) -> Vec<Edit> {
    let ratings = draft.ratings.iter().map(|rating| {
        let (id, by) = (RatingId(env.new_id()), String::new());
        let made = rating.into_rating(id, customer, at, communication, by);
        Edit::Rating(Edited::made(made))
    });
    ratings.collect()
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

/// A log entry for a moment that is still to come is a plan. It moves the follow-up that the form
/// was opened from; a step after it is one more follow-up.
fn planned(
    model: &Model,
    customer: CustomerId,
    draft: &CommunicationDraft,
    env: &dyn Environment,
) -> Vec<Edited<FollowUp>> {
    let step = NextStep {
        action: Action::through(draft.channel.clone()),
        due_on: draft.at.local_date(),
        due_at: draft.at.local_time(),
        note: draft.content.clone(),
        recurrence: None,
    };
    let plan = match opened_from(model, customer, draft) {
        Some(follow_up) => Edited::altered(follow_up.clone(), moved(follow_up, &step)),
        None => made(step, customer, env),
    };
    let next_step = draft.next_step.clone();
    let next_step = next_step.map(|step| made(step, customer, env));
    std::iter::once(plan).chain(next_step).collect()
}

fn made(step: NextStep, customer: CustomerId, env: &dyn Environment) -> Edited<FollowUp> {
    Edited::made(step.into_follow_up(FollowUpId(env.new_id()), customer))
}

/// The open follow-up of this customer that the form was opened from.
fn opened_from<'a>(
    model: &'a Model,
    customer: CustomerId,
    draft: &CommunicationDraft,
) -> Option<&'a Arc<FollowUp>> {
    model
        .follow_up(draft.executes?)
        .filter(|follow_up| follow_up.customer == customer && follow_up.is_open())
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
    let closed = model.follow_ups_of(customer).filter(|follow_up| {
        follow_up.is_open() && (follow_up.due_on <= on || draft.executes == Some(follow_up.id))
    });
    let mut edits: Vec<_> = closed
        .flat_map(|follow_up| closed_as(follow_up, done.clone(), now, env))
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
    let next_step = draft.next_step.clone();
    edits.extend(next_step.map(|step| made(step, customer, env)));
    edits
}

/// An exchange by a way that does not count, such as a newsletter, closes only what the form was
/// opened from: whatever else was due still is.
fn after_uncounted(
    model: &Model,
    customer: CustomerId,
    communication: &Communication,
    draft: &CommunicationDraft,
    now: Now,
    env: &dyn Environment,
) -> Vec<Edited<FollowUp>> {
    let executed = opened_from(model, customer, draft).map(|follow_up| {
        let state = FollowUpState::Done {
            by: Some(communication.id),
            on: communication.at.local_date(),
        };
        closed_as(follow_up, state, now, env)
    });
    let next_step = draft.next_step.clone();
    let next_step = next_step.map(|step| made(step, customer, env));
    executed.into_iter().flatten().chain(next_step).collect()
}

/// The follow-up in a state that ends it, and the one that comes next where it comes back.
pub(super) fn closed_as(
    follow_up: &Arc<FollowUp>,
    state: FollowUpState,
    now: Now,
    env: &dyn Environment,
) -> Vec<Edited<FollowUp>> {
    let closed = FollowUp {
        state,
        ..(**follow_up).clone()
    };
    let next = next_time(&closed, now, env);
    let closed = Edited::altered(follow_up.clone(), closed);
    std::iter::once(closed).chain(next).collect()
}

/// The follow-up that comes after one that was done or skipped.
pub(super) fn next_time(
    closed: &FollowUp,
    now: Now,
    env: &dyn Environment,
) -> Option<Edited<FollowUp>> {
    closed.recurrence?;
    let id = FollowUpId(env.new_id());
    closed.next_time(id, now.date_naive()).map(Edited::made)
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
/// date; whatever else was due comes back on the day after it.
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
    let mut edits = Vec::new();
    let mut moved_away = None;
    if let Some(step) = &draft.next_step {
        let refs: Vec<&FollowUp> = open.iter().map(|follow_up| &***follow_up).collect();
        let tried = opened_from(model, customer, draft)
            .map(|follow_up| follow_up.id)
            .or_else(|| earliest_open(&refs).map(|follow_up| follow_up.id));
        moved_away = tried;
        edits.push(match open.iter().find(|one| Some(one.id) == tried) {
            Some(follow_up) => Edited::altered((*follow_up).clone(), moved(follow_up, step)),
            None => made(step.clone(), customer, env),
        });
    }
    let back_on = tomorrow(draft.at.local_date());
    if today < back_on {
        let others = open
            .iter()
            .filter(|one| one.shows_on() <= today && Some(one.id) != moved_away);
        edits.extend(others.map(|follow_up| {
            let state = FollowUpState::Open {
                snoozed_until: Some(back_on),
            };
            let snoozed = FollowUp {
                state,
                ..(***follow_up).clone()
            };
            Edited::altered((*follow_up).clone(), snoozed)
        }));
    }
    edits
}

/// The follow-up with another step in its place; what was noted stays unless there is more to note.
pub(super) fn moved(follow_up: &FollowUp, step: &NextStep) -> FollowUp {
    let NextStep {
        action,
        due_on,
        due_at,
        note,
        recurrence,
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
        recurrence: recurrence.or(follow_up.recurrence),
        ..follow_up.clone()
    }
}

/// The day after; the last day of the calendar has none.
fn tomorrow(today: NaiveDate) -> NaiveDate {
    today.succ_opt().unwrap_or(today)
}
