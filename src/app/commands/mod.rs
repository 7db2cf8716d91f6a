//! What a user can do: each command is decided against the model into the edits of one Change.
//!
//! Deciding is pure. It runs again when another tab was first, and may then come out otherwise.

pub mod channels;
pub mod customers;
pub mod debrief;
pub mod edit_communication;
pub mod follow_ups;
pub mod log_communication;
pub mod needs;
pub mod ratings;
pub mod sample_data;
pub mod settings;
pub mod take_back;
pub mod trash;

use std::sync::Arc;

use chrono::NaiveDate;

use super::model::Model;
use super::ports::{Environment, StoredChange};
use crate::domain::change::{Deed, Edit, Edited, Fields, Label};
use crate::domain::communication::{Communication, CommunicationDraft};
use crate::domain::customer::Customer;
use crate::domain::follow_up::{FollowUp, NextStep};
use crate::domain::id::{
    ChangeId, CommunicationId, CustomerId, FollowUpId, ObservationId, RatingId,
};
use crate::domain::need::{Need, NeedDraft};
use crate::domain::promise::{Promise, PromiseDraft};
use crate::domain::rating::{Observation, ObservationDraft, Rating};
use crate::domain::reminder::Reminder;
use crate::domain::scoring::ScoringFault;
use crate::domain::settings::Settings;

/// One action of the user.
#[derive(Debug, Clone)]
pub enum Command {
    /// Log a communication, with its next step.
    Log(CommunicationDraft),
    /// Set the fields of a communication in which `after` differs from `before`.
    EditCommunication {
        /// As the form showed it first.
        before: Arc<Communication>,
        /// As the form holds it now.
        after: Box<Communication>,
    },
    /// Make a customer.
    CreateCustomer(Box<Customer>),
    /// Set the fields of a customer in which `after` differs from `before`.
    EditCustomer {
        /// As the form showed it first.
        before: Arc<Customer>,
        /// As the form holds it now.
        after: Box<Customer>,
    },
    /// The same edit to several customers.
    EditCustomers {
        /// Whom.
        ids: Vec<CustomerId>,
        /// What to set.
        edit: customers::BulkEdit,
    },
    /// Write down what came of a day's follow-ups.
    Debrief(debrief::DebriefDraft),
    /// Plan a follow-up by hand.
    Plan {
        /// For whom.
        customer: CustomerId,
        /// What and when.
        step: NextStep,
    },
    /// Set the fields of a follow-up in which `after` differs from `before`.
    EditFollowUp {
        /// As the form showed it first.
        before: Arc<FollowUp>,
        /// As the form holds it now.
        after: Box<FollowUp>,
    },
    /// Mark a follow-up as done without a communication.
    Complete(FollowUpId),
    /// Leave out what is due with a customer until a date.
    Skip {
        /// With whom.
        customer: CustomerId,
        /// The day on which it may be suggested again.
        until: NaiveDate,
        /// Why; may be empty.
        reason: String,
    },
    /// Put off what is due with a customer to a later day.
    Snooze {
        /// With whom.
        customer: CustomerId,
        /// The day on which it is back.
        until: NaiveDate,
    },
    /// Open a need by hand, or one that the words of an earlier communication name.
    OpenNeed {
        /// Whose.
        customer: CustomerId,
        /// The communication in which it came up, whose date is the need's then.
        came_up_in: Option<CommunicationId>,
        /// What it is.
        need: NeedDraft,
    },
    /// Set the fields of a need in which `after` differs from `before`.
    EditNeed {
        /// As the form showed it first.
        before: Arc<Need>,
        /// As the form holds it now.
        after: Box<Need>,
    },
    /// Note a promise by hand, or one that the words of an earlier communication name.
    NotePromise {
        /// To or of whom.
        customer: CustomerId,
        /// The communication in which it was given, whose date is the promise's then.
        given_in: Option<CommunicationId>,
        /// What it is.
        promise: PromiseDraft,
    },
    /// Set the fields of a promise in which `after` differs from `before`.
    EditPromise {
        /// As the form showed it first.
        before: Arc<Promise>,
        /// As the form holds it now.
        after: Box<Promise>,
    },
    /// Rate one customer or several alike.
    Rate(ratings::RateDraft),
    /// Set the fields of a rating in which `after` differs from `before`.
    EditRating {
        /// As the form showed it first.
        before: Arc<Rating>,
        /// As the form holds it now.
        after: Box<Rating>,
    },
    /// Remove a rating.
    RemoveRating(RatingId),
    /// Note an observed loyalty of a customer.
    Observe {
        /// Of whom.
        customer: CustomerId,
        /// What.
        observation: ObservationDraft,
    },
    /// Set the fields of an observed loyalty in which `after` differs from `before`.
    EditObservation {
        /// As the form showed it first.
        before: Arc<Observation>,
        /// As the form holds it now.
        after: Box<Observation>,
    },
    /// Remove an observed loyalty.
    RemoveObservation(ObservationId),
    /// Remember what the calendar file said of these events.
    RememberReminders(Vec<Reminder>),
    /// Put records in the trash.
    MoveToTrash(trash::Selection),
    /// Take records out of the trash.
    TakeFromTrash(trash::Selection),
    /// Set the settings in which `after` differs from `before`.
    ChangeSettings {
        /// As the form showed them first.
        before: Arc<Settings>,
        /// As the form holds them now.
        after: Box<Settings>,
        /// The channel or rule it was about, for the history; may be empty.
        subject: String,
    },
    /// Give an own channel another name, in the settings and in every record.
    RenameChannel {
        /// Its name so far.
        from: String,
        /// Its new name.
        to: String,
    },
    /// Take the records of a file that were read and checked.
    Import(Arc<super::import::ImportPlan>),
    /// Add the sample data.
    AddSampleData(Arc<Vec<Edit>>),
    /// Remove the sample data and whatever was logged with sample customers alone.
    RemoveSampleData,
    /// Take back a Change, or do again one that was taken back.
    TakeBack(Arc<StoredChange>, take_back::Intent),
}

/// What a command comes to: the content of one Change.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What the user did.
    pub label: Label,
    /// What it alters; nothing if everything is so already.
    pub edits: Vec<Edit>,
    /// The Change it takes back.
    pub undoes: Option<ChangeId>,
    /// What could not be taken back because it was changed since.
    pub kept: Vec<take_back::Kept>,
}

impl Decision {
    fn new(deed: Deed, subject: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::counted(deed, subject, 1, edits)
    }

    pub(super) fn counted(
        deed: Deed,
        subject: impl Into<String>,
        count: usize,
        edits: Vec<Edit>,
    ) -> Self {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let label = Label {
            deed,
            subject: subject.into(),
            count,
        };
        Self {
            label,
            edits,
            undoes: None,
            kept: Vec::new(),
        }
    }
}

/// Why a command is refused: something that the user can mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// A communication needs a customer.
    #[error("no customer")]
    NoCustomer,
    /// A communication needs words or an outcome.
    #[error("nothing was said")]
    NothingSaid,
    /// A customer needs a name.
    #[error("no name")]
    NoName,
    /// The record is no longer there; it may have been removed in another tab.
    #[error("the record is gone")]
    Gone,
    /// A date in the past where only one to come makes sense.
    #[error("the date has passed")]
    DatePassed,
    /// A day to come where only today or an earlier day makes sense.
    #[error("the day is still to come")]
    DayToCome,
    /// Nothing was rated.
    #[error("nothing was rated")]
    NothingRated,
    /// A number too far from zero.
    #[error("the number is too large")]
    NumberTooLarge,
    /// Terms of scoring that cannot be reckoned with.
    #[error("the terms of scoring are refused: {0}")]
    Scoring(ScoringFault),
    /// Nothing is due with this customer that could be skipped or put off.
    #[error("nothing is due")]
    NothingDue,
    /// The Change is no longer kept, so that it cannot be taken back.
    #[error("the change is no longer kept")]
    NoLongerKept,
    /// Nothing is left to take back or to do again.
    #[error("nothing to undo")]
    NothingToUndo,
    /// Something entered later waits to be written: the newest Change is not the last thing done.
    #[error("something is not saved yet")]
    NotSavedYet,
    /// Everything that the Change wrote was changed since.
    #[error("all of it was changed since")]
    ChangedSince,
    /// A channel of that name exists.
    #[error("the channel exists")]
    ChannelExists,
    /// A text holds what stands in for a name while the Book is masked.
    #[error("a stand-in would be written")]
    Masked,
}

impl Command {
    /// What this command comes to in this Book, now.
    pub fn decide(&self, model: &Model, env: &dyn Environment) -> Result<Decision, Rejection> {
        let mut decision = self.decide_edits(model, env)?;
        // What is so already is no part of the Change, or undoing it would seem to do nothing.
        decision.edits.retain(Edit::alters_something);
        Ok(decision)
    }

    /// The use cases are kept apart in the code too (`#[inline(never)]`), so that a first visit loads
    /// only those that it needs.
    fn decide_edits(&self, model: &Model, env: &dyn Environment) -> Result<Decision, Rejection> {
        match self {
            Self::Log(draft) => log_communication::decide(model, draft, env),
            Self::EditCommunication { before, after } => {
                edit_communication::decide(model, before, after)
            }
            Self::CreateCustomer(customer) => customers::create(model, customer),
            Self::EditCustomer { before, after } => customers::edit(model, before, after),
            Self::EditCustomers { ids, edit } => customers::edit_many(model, ids, edit),
            Self::Debrief(draft) => debrief::decide(model, draft, env),
            Self::Plan { customer, step } => follow_ups::plan(model, *customer, step, env),
            Self::EditFollowUp { before, after } => follow_ups::edit(model, before, after, env),
            Self::Complete(id) => follow_ups::complete(model, *id, env),
            Self::Skip {
                customer,
                until,
                reason,
            } => follow_ups::skip(model, *customer, *until, reason, env),
            Self::Snooze { customer, until } => follow_ups::snooze(model, *customer, *until, env),
            Self::OpenNeed {
                customer,
                came_up_in,
                need,
            } => needs::open(model, *customer, *came_up_in, need, env),
            Self::EditNeed { before, after } => needs::edit(model, before, after),
            Self::NotePromise {
                customer,
                given_in,
                promise,
            } => needs::promise(model, *customer, *given_in, promise, env),
            Self::EditPromise { before, after } => needs::edit_promise(model, before, after),
            Self::Rate(draft) => ratings::rate(model, draft, env),
            Self::EditRating { before, after } => ratings::edit(model, before, after, env),
            Self::RemoveRating(id) => ratings::remove(model, *id, env),
            Self::Observe {
                customer,
                observation,
            } => ratings::observe(model, *customer, observation, env),
            Self::EditObservation { before, after } => {
                ratings::edit_observation(model, before, after, env)
            }
            Self::RemoveObservation(id) => ratings::remove_observation(model, *id, env),
            Self::RememberReminders(reminders) => Ok(needs::remember(model, reminders)),
            Self::MoveToTrash(selection) => trash::move_to_trash(model, selection, env),
            Self::TakeFromTrash(selection) => trash::take_from_trash(model, selection),
            Self::ChangeSettings {
                before,
                after,
                subject,
            } => settings::decide(model, before, after, subject),
            Self::RenameChannel { from, to } => channels::rename(model, from, to),
            Self::Import(plan) => super::import::decide(model, plan, env),
            Self::AddSampleData(edits) => Ok(sample_data::add(edits)),
            Self::RemoveSampleData => sample_data::remove(model),
            Self::TakeBack(stored, intent) => take_back::decide(model, stored, *intent),
        }
    }
}

/// The customer with this id outside the trash.
fn living(model: &Model, id: CustomerId) -> Result<&Arc<Customer>, Rejection> {
    model
        .customer(id)
        .filter(|one| one.trashed_at.is_none())
        .ok_or(Rejection::Gone)
}

/// The edit that sets in the record as it stands what a form changed; `None` if that is nothing.
fn carried_over<T: Fields>(before: &T, after: &T, current: &Arc<T>) -> Option<Edited<T>> {
    let result = T::carried_over(before, after, current);
    (result != **current).then(|| Edited::altered(current.clone(), result))
}

/// The names of the first few of these customers, for a label.
fn names(model: &Model, ids: &[CustomerId]) -> String {
    let names: Vec<&str> = ids
        .iter()
        .take(3)
        .filter_map(|id| model.customer(*id).map(|customer| customer.name.as_str()))
        .collect();
    names.join(", ")
}

/// The customers and communications that a command just made, for the screen to go to.
pub fn made_customer(edits: &[Edit]) -> Option<CustomerId> {
    edits.iter().find_map(|edit| match edit {
        Edit::Customer(Edited {
            before: None,
            after: Some(customer),
        }) => Some(customer.id),
        _ => None,
    })
}

/// The communication that a command just made.
pub fn made_communication(edits: &[Edit]) -> Option<CommunicationId> {
    edits.iter().find_map(|edit| match edit {
        Edit::Communication(Edited {
            before: None,
            after: Some(made),
        }) => Some(made.id),
        _ => None,
    })
}
