//! Who owes whom what, and by when.

use chrono::NaiveDate;

use super::id::{CommunicationId, CustomerId, PromiseId};

/// A promise 承诺, ours or the customer's; it stays listed until it is kept, broken or dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Identity.
    pub id: PromiseId,
    /// The customer to whom we promised, or who promised us.
    pub customer: CustomerId,
    /// Who has to keep it.
    pub side: Side,
    /// What was promised.
    pub words: String,
    /// The communication in which it was given.
    pub communication: Option<CommunicationId>,
    /// The day on which it was given.
    pub made_on: NaiveDate,
    /// The last day on which it is kept in time, if one was named.
    pub due_on: Option<NaiveDate>,
    /// What became of it.
    pub state: PromiseState,
}

impl Promise {
    /// Whether it is still to be kept.
    pub fn is_open(&self) -> bool {
        self.state == PromiseState::Open
    }

    /// Whether it is still to be kept and its day has passed.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.is_open() && self.due_on.is_some_and(|due| due < today)
    }
}

/// A promise as entered or proposed, before it has a customer's communication to stand on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseDraft {
    /// Who has to keep it.
    pub side: Side,
    /// What was promised.
    pub words: String,
    /// By when, if a day was named.
    pub due_on: Option<NaiveDate>,
}

impl PromiseDraft {
    /// The open promise that this becomes.
    pub fn into_promise(
        self,
        id: PromiseId,
        customer: CustomerId,
        communication: Option<CommunicationId>,
        made_on: NaiveDate,
    ) -> Promise {
        let Self {
            side,
            words,
            due_on,
        } = self;
        Promise {
            id,
            customer,
            side,
            words,
            communication,
            made_on,
            due_on,
            state: PromiseState::Open,
        }
    }
}

/// Who has to keep a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The user's own side 我方.
    Ours,
    /// The customer 客户.
    Theirs,
}

impl Side {
    /// Both sides.
    pub const ALL: [Self; 2] = [Self::Ours, Self::Theirs];

    /// The stable word in files and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }

    /// The side of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.code() == code)
    }
}

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PromiseState {
    /// Still to be kept 待兑现.
    Open,
    /// Kept 已兑现.
    Kept {
        /// On which day.
        on: NaiveDate,
    },
    /// Not kept 未兑现.
    Broken {
        /// The day on which that was noted.
        on: NaiveDate,
    },
    /// Released, or never meant as one 已取消.
    Dropped {
        /// On which day.
        on: NaiveDate,
    },
}
