//! An intended next step with a customer.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use super::cadence::Cadence;
use super::channel::Channel;
use super::id::{CommunicationId, CustomerId, FollowUpId};

/// A next step 跟进: what to do for whom by when, and what became of it.
///
/// Suggestions are computed and never stored; one is stored when it is done or skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Identity.
    pub id: FollowUpId,
    /// For whom.
    pub customer: CustomerId,
    /// What is to be done.
    pub action: Action,
    /// The day on which it is due.
    pub due_on: NaiveDate,
    /// The time of that day, if one was set.
    pub due_at: Option<NaiveTime>,
    /// Why, or what to bring up; may be empty.
    pub note: String,
    /// What became of it.
    pub state: FollowUpState,
    /// Who asked for it.
    pub asked_by: AskedBy,
    /// Whether it comes back after it was done or skipped, and how long after.
    pub recurrence: Option<Cadence>,
    /// Since when it lies in the trash.
    pub trashed_at: Option<DateTime<FixedOffset>>,
}

impl FollowUp {
    /// The day on which it shows: its due date, or the end of its snooze if that is later.
    pub fn shows_on(&self) -> NaiveDate {
        match self.state {
            FollowUpState::Open {
                snoozed_until: Some(until),
            } => self.due_on.max(until),
            _ => self.due_on,
        }
    }

    /// Whether it still waits to be done.
    pub fn is_open(&self) -> bool {
        matches!(self.state, FollowUpState::Open { .. }) && self.trashed_at.is_none()
    }

    /// The one that comes next when this one was done or skipped: on the first day of its rhythm,
    /// counted from its own date, that is past today. `None` if it does not come back.
    pub fn next_time(&self, id: FollowUpId, today: NaiveDate) -> Option<Self> {
        let due_on = self.recurrence?.next_after(self.due_on, today)?;
        Some(Self {
            id,
            due_on,
            state: FollowUpState::Open {
                snoozed_until: None,
            },
            asked_by: AskedBy::Hand,
            ..self.clone()
        })
    }
}

/// What is to be done next and when, as entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// What is to be done.
    pub action: Action,
    /// The day on which it is due.
    pub due_on: NaiveDate,
    /// The time of that day.
    pub due_at: Option<NaiveTime>,
    /// Why, or what to bring up.
    pub note: String,
    /// Whether it comes back, and how long after.
    pub recurrence: Option<Cadence>,
}

impl NextStep {
    /// The follow-up by hand that this becomes.
    pub fn into_follow_up(self, id: FollowUpId, customer: CustomerId) -> FollowUp {
        let Self {
            action,
            due_on,
            due_at,
            note,
            recurrence,
        } = self;
        FollowUp {
            id,
            customer,
            action,
            due_on,
            due_at,
            note,
            state: FollowUpState::Open {
                snoozed_until: None,
            },
            asked_by: AskedBy::Hand,
            recurrence,
            trashed_at: None,
        }
    }
}

/// What became of a follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowUpState {
    /// Waits to be done.
    Open {
        /// Hidden before this date; on the date itself it is back.
        snoozed_until: Option<NaiveDate>,
    },
    /// Carried out.
    Done {
        /// The communication that did it, if one was logged.
        by: Option<CommunicationId>,
        /// The day on which it was done.
        on: NaiveDate,
    },
    /// Left out on purpose.
    Skipped {
        /// The customer is not suggested before this date.
        until: NaiveDate,
        /// Why; may be empty.
        reason: String,
    },
}

/// Who asked for a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AskedBy {
    /// The user.
    Hand,
    /// The policy: the rule's threshold and the days since the last contact that it answered;
    /// neither for a first contact.
    Policy {
        /// The rule's "more than so many days"; absent where the customer was never contacted.
        more_than_days: Option<u32>,
        /// Days since the last contact when it was answered.
        days: Option<u32>,
    },
}

/// What is to be done 跟进方式.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Visit the customer 拜访客户.
    Visit,
    /// Call the customer 电话沟通.
    Call,
    /// Reach a customer who was never contacted 首次联系.
    FirstContact,
    /// Use another channel; never Phone or Visit, which have their own action.
    Through(Channel),
}

impl Action {
    /// The action that uses this channel.
    pub fn through(channel: Channel) -> Self {
        match channel {
            Channel::Visit => Self::Visit,
            Channel::Phone => Self::Call,
            channel => Self::Through(channel),
        }
    }

    /// The channel that a log form proposes for this action.
    pub fn channel(&self) -> Channel {
        match self {
            Self::Visit => Channel::Visit,
            Self::Call | Self::FirstContact => Channel::Phone,
            Self::Through(channel) => channel.clone(),
        }
    }

    /// The stable word in the store: an own word for the three actions, else `through:` and the
    /// channel's code.
    pub fn code(&self) -> String {
        match self {
            Self::Visit => "visit".to_owned(),
            Self::Call => "call".to_owned(),
            Self::FirstContact => "first_contact".to_owned(),
            Self::Through(channel) => format!("through:{}", channel.code()),
        }
    }

    /// The action of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "visit" => Some(Self::Visit),
            "call" => Some(Self::Call),
            "first_contact" => Some(Self::FirstContact),
            code => code
                .strip_prefix("through:")
                .map(|channel| Self::through(Channel::from_code(channel))),
        }
    }
}
