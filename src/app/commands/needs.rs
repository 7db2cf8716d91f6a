//! Open and change needs and promises, and remember what the calendar file said.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Decision, Rejection, carried_over, living};
use crate::app::model::Model;
use crate::app::ports::Environment;
use crate::domain::change::{Deed, Edit, Edited};
use crate::domain::id::{CommunicationId, CustomerId, NeedId, PromiseId};
use crate::domain::need::{Need, NeedDraft};
use crate::domain::promise::{Promise, PromiseDraft};
use crate::domain::reminder::Reminder;

#[inline(never)]
pub(super) fn open(
    model: &Model,
    customer: CustomerId,
    came_up_in: Option<CommunicationId>,
    draft: &NeedDraft,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let name = living(model, customer)?.name.clone();
    let on = day_of(model, came_up_in, env)?;
    let id = NeedId(env.new_id());
    let need = draft.clone().into_need(id, customer, came_up_in, on);
    let edits = vec![Edit::Need(Edited::made(need))];
    Ok(Decision::new(Deed::OpenNeed, name, edits))
}

/// The date of a communication, never after today; today where there is none.
fn day_of(
    model: &Model,
    communication: Option<CommunicationId>,
    env: &dyn Environment,
) -> Result<NaiveDate, Rejection> {
    let today = env.now().date_naive();
    let Some(id) = communication else {
        return Ok(today);
    };
    let record = model.communication(id).ok_or(Rejection::Gone)?;
    Ok(record.at.local_date().min(today))
}

#[inline(never)]
pub(super) fn edit(model: &Model, before: &Arc<Need>, after: &Need) -> Result<Decision, Rejection> {
    let current = model.need(before.id).ok_or(Rejection::Gone)?;
    let name = living(model, current.customer)?.name.clone();
    let edits = carried_over(&**before, after, current).map(Edit::Need);
    let edits = edits.into_iter().collect();
    Ok(Decision::new(Deed::EditNeed, name, edits))
}

#[inline(never)]
pub(super) fn promise(
    model: &Model,
    customer: CustomerId,
    given_in: Option<CommunicationId>,
    draft: &PromiseDraft,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let name = living(model, customer)?.name.clone();
    if draft.words.trim().is_empty() {
        return Err(Rejection::NothingSaid);
    }
    let on = day_of(model, given_in, env)?;
    let id = PromiseId(env.new_id());
    let promise = draft.clone().into_promise(id, customer, given_in, on);
    let edits = vec![Edit::Promise(Edited::made(promise))];
    Ok(Decision::new(Deed::NotePromise, name, edits))
}

#[inline(never)]
pub(super) fn edit_promise(
    model: &Model,
    before: &Arc<Promise>,
    after: &Promise,
) -> Result<Decision, Rejection> {
    let current = model.promise(before.id).ok_or(Rejection::Gone)?;
    let name = living(model, current.customer)?.name.clone();
    let edits = carried_over(&**before, after, current).map(Edit::Promise);
    let edits = edits.into_iter().collect();
    Ok(Decision::new(Deed::EditPromise, name, edits))
}

/// Sets these events of the calendar file beside those that were written before.
#[inline(never)]
pub(super) fn remember(model: &Model, reminders: &[Reminder]) -> Decision {
    let edits = reminders.iter().map(|reminder| {
        Edit::Reminder(Edited {
            before: model.reminder(reminder.id).cloned(),
            after: Some(Arc::new(reminder.clone())),
        })
    });
    Decision::counted(Deed::ExportReminders, "", reminders.len(), edits.collect())
}
