//! One dated exchange with one customer or several.

use chrono::{DateTime, FixedOffset};

use super::channel::Channel;
use super::follow_up::NextStep;
use super::id::{CommunicationId, CustomerId, FollowUpId};
use super::moment::Moment;
use super::need::NeedDraft;
use super::origin::Origin;
use super::outcome::Outcome;
use super::promise::PromiseDraft;
use super::rating::RatingDraft;

/// A record of what was said 沟通记录.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Communication {
    /// Identity.
    pub id: CommunicationId,
    /// With whom; at least one, without repeats.
    pub customers: Vec<CustomerId>,
    /// When, in the place where it happened.
    pub at: Moment,
    /// By which way.
    pub channel: Channel,
    /// Who began it, where known.
    pub direction: Option<Direction>,
    /// How it ended, where noted.
    pub outcome: Option<Outcome>,
    /// What was said, as typed; may be empty in imported records.
    pub content: String,
    /// The line of quick capture that it was read out of, as typed; empty if there was none.
    pub line: String,
    /// How the customer felt, where the user said so; the words' own hint is never kept.
    pub sentiment: Option<Sentiment>,
    /// How long it took, in seconds.
    pub duration_seconds: Option<u32>,
    /// The follow-up that this carried out.
    pub executes: Option<FollowUpId>,
    /// The row it was imported from.
    pub origin: Option<Origin>,
    /// Since when it lies in the trash.
    pub trashed_at: Option<DateTime<FixedOffset>>,
}

/// What a rep enters to log an exchange; parsed, but not yet decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommunicationDraft {
    /// With whom.
    pub customers: Vec<CustomerId>,
    /// People and firms that are not customers yet and become so.
    pub new_customers: Vec<String>,
    /// When. A moment that is still to come makes a follow-up instead of a record.
    pub at: Moment,
    /// By which way.
    pub channel: Channel,
    /// Who began it.
    pub direction: Option<Direction>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What was said.
    pub content: String,
    /// The line of quick capture that it was read out of, as typed; empty if there was none.
    pub line: String,
    /// How long it took, in seconds.
    pub duration_seconds: Option<u32>,
    /// The follow-up that this carries out, where the form was opened from one.
    pub executes: Option<FollowUpId>,
    /// What comes next.
    pub next_step: Option<NextStep>,
    /// Needs that came up, for the first of the customers.
    pub needs: Vec<NeedDraft>,
    /// Promises that were given, by or to the first of the customers.
    pub promises: Vec<PromiseDraft>,
    /// Ratings that were given, by the first of the customers. Those of a plan are left out: nothing
    /// was said yet.
    pub ratings: Vec<RatingDraft>,
}

/// How a customer felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sentiment {
    /// Glad 正面.
    Positive,
    /// Neither, or some of both 中性.
    Neutral,
    /// Not glad 负面.
    Negative,
}

impl Sentiment {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Positive, Self::Neutral, Self::Negative];

    /// The stable word in files and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Neutral => "neutral",
            Self::Negative => "negative",
        }
    }

    /// The sentiment of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Who began an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The user reached out 去.
    Outgoing,
    /// The customer did 来.
    Incoming,
}

impl Direction {
    /// Both directions.
    pub const ALL: [Self; 2] = [Self::Outgoing, Self::Incoming];

    /// The stable word in files and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Outgoing => "outgoing",
            Self::Incoming => "incoming",
        }
    }

    /// The direction of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|direction| direction.code() == code)
    }
}
