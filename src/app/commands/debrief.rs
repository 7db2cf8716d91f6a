//! Write down in the evening what came of the day's follow-ups, all in one Change.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Decision, Rejection, living, log_communication, names};
use crate::app::model::Model;
use crate::app::ports::Environment;
use crate::app::queries::debrief::end_of_day;
use crate::domain::change::{Deed, Edit, Edited};
use crate::domain::communication::{CommunicationDraft, Direction};
use crate::domain::follow_up::{Action, NextStep};
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::moment::{Moment, Now};
use crate::domain::outcome::Outcome;
use crate::domain::queue::Standing;

/// What came of a day, as entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebriefDraft {
    /// The day of which it tells: today or an earlier one.
    pub day: NaiveDate,
    /// What came of the follow-up with each customer.
    pub lines: BTreeMap<CustomerId, DebriefLine>,
}

/// What came of one follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebriefLine {
    /// What came of it.
    pub came: Came,
    /// What was said, or why it was moved; may be empty.
    pub words: String,
}

/// What came of a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// It took place.
    Happened,
    /// Nobody was reached.
    NoAnswer,
    /// It is to take place on this day instead.
    MovedTo(NaiveDate),
}

#[inline(never)]
pub(super) fn decide(
    model: &Model,
    draft: &DebriefDraft,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let now = env.now();
    if now.date_naive() < draft.day {
        return Err(Rejection::DayToCome);
    }
    if draft.lines.is_empty() {
        return Err(Rejection::NothingDue);
    }
    let moment = end_of_day(draft.day, now);
    let mut edits = Vec::new();
    for (id, line) in &draft.lines {
        let asked = asked(model, *id, moment)?;
        match line.came {
            Came::Happened => edits.extend(logged(
                model,
                (*id, &asked),
                draft.day,
                Outcome::Connected,
                line,
                env,
            )?),
            Came::NoAnswer => edits.extend(logged(
                model,
                (*id, &asked),
                draft.day,
                Outcome::NoAnswer,
                line,
                env,
            )?),
            Came::MovedTo(to) => {
                if to <= draft.day || to < now.date_naive() {
                    return Err(Rejection::DatePassed);
                }
                edits.push(moved(model, (*id, &asked), to, line, env));
            }
        }
    }
    let ids: Vec<CustomerId> = draft.lines.keys().copied().collect();
    Ok(Decision::counted(
        Deed::Debrief,
        names(model, &ids),
        ids.len(),
        edits,
    ))
}

/// What was asked for on the day of the debrief, and the follow-up by hand that did.
struct Asked {
    action: Action,
    follow_up: Option<FollowUpId>,
}

/// A customer with whom nothing was due is told of as of a call.
fn asked(model: &Model, customer: CustomerId, moment: Now) -> Result<Asked, Rejection> {
    living(model, customer)?;
    let standing = model.standing(customer, moment).ok_or(Rejection::Gone)?;
    let follow_up = match &standing {
        Standing::ByHand { follow_up, .. } => Some(*follow_up),
        _ => None,
    };
    let action = standing.action_today().cloned().unwrap_or(Action::Call);
    Ok(Asked { action, follow_up })
}

/// A record of the day; of an earlier one it bears the date alone.
fn logged(
    model: &Model,
    (customer, asked): (CustomerId, &Asked),
    day: NaiveDate,
    outcome: Outcome,
    line: &DebriefLine,
    env: &dyn Environment,
) -> Result<Vec<Edit>, Rejection> {
    let now = env.now();
    let at = if day == now.date_naive() {
        Moment::At(now)
    } else {
        Moment::On(day)
    };
    let draft = CommunicationDraft {
        customers: vec![customer],
        new_customers: Vec::new(),
        at,
        channel: asked.action.channel(),
        direction: Some(Direction::Outgoing),
        outcome: Some(outcome),
        content: line.words.trim().to_owned(),
        duration_seconds: None,
        line: String::new(),
        executes: asked.follow_up,
        next_step: None,
        needs: Vec::new(),
        ratings: Vec::new(),
        promises: Vec::new(),
    };
    Ok(log_communication::decide(model, &draft, env)?.edits)
}

/// A follow-up by hand goes to the other day; a suggestion becomes one for that day.
fn moved(
    model: &Model,
    (customer, asked): (CustomerId, &Asked),
    to: NaiveDate,
    line: &DebriefLine,
    env: &dyn Environment,
) -> Edit {
    let current = asked.follow_up.and_then(|id| model.follow_up(id));
    let step = NextStep {
        action: asked.action.clone(),
        due_on: to,
        due_at: current.and_then(|follow_up| follow_up.due_at),
        note: line.words.trim().to_owned(),
        recurrence: None,
    };
    Edit::FollowUp(match current {
        Some(follow_up) => Edited::altered(
            follow_up.clone(),
            log_communication::moved(follow_up, &step),
        ),
        None => Edited::made(step.into_follow_up(FollowUpId(env.new_id()), customer)),
    })
}
