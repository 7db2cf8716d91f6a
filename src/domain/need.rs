//! What a customer wants or complains of.

use chrono::NaiveDate;

use super::id::{CommunicationId, CustomerId, NeedId};

/// A need 需求: opened from a communication or by hand, and followed until it is met or dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Identity.
    pub id: NeedId,
    /// Whose need it is.
    pub customer: CustomerId,
    /// What it is about.
    pub kind: NeedKind,
    /// The customer's words, or the user's for them; may be empty where the kind says it all.
    pub words: String,
    /// The communication in which it came up.
    pub opened_by: Option<CommunicationId>,
    /// The day on which it came up.
    pub opened_on: NaiveDate,
    /// What became of it.
    pub state: NeedState,
    /// The name of the resource that answers it; empty if none was chosen.
    pub resource: String,
}

impl Need {
    /// Whether something is still to be done about it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, NeedState::Open | NeedState::InHand)
    }
}

/// A need as entered or proposed, before it has a customer's communication to stand on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedDraft {
    /// What it is about.
    pub kind: NeedKind,
    /// The customer's words; may be empty.
    pub words: String,
    /// The name of the resource that answers it; empty if none was chosen.
    pub resource: String,
}

impl NeedDraft {
    /// The open need that this becomes.
    pub fn into_need(
        self,
        id: NeedId,
        customer: CustomerId,
        opened_by: Option<CommunicationId>,
        opened_on: NaiveDate,
    ) -> Need {
        let Self {
            kind,
            words,
            resource,
        } = self;
        Need {
            id,
            customer,
            kind,
            words,
            opened_by,
            opened_on,
            state: NeedState::Open,
            resource,
        }
    }
}

/// What became of a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NeedState {
    /// Nothing was done about it yet 待处理.
    Open,
    /// Somebody is on it 处理中.
    InHand,
    /// The customer has what it wanted 已满足.
    Met {
        /// Since when.
        on: NaiveDate,
    },
    /// It is no longer pursued 已放弃.
    Dropped {
        /// Since when.
        on: NaiveDate,
    },
}

/// What a need is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NeedKind {
    /// A product or a service 产品或服务.
    Product,
    /// Something does not work 问题.
    Problem,
    /// The customer is dissatisfied 投诉.
    Complaint,
    /// A quote, a discount, the terms 价格.
    Price,
    /// When and how it arrives 交付.
    Delivery,
    /// An answer, a document 资料.
    Information,
    /// A contract that ends 续约.
    Renewal,
    /// Anything else 其他.
    Other,
}

impl NeedKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Product,
        Self::Problem,
        Self::Complaint,
        Self::Price,
        Self::Delivery,
        Self::Information,
        Self::Renewal,
        Self::Other,
    ];

    /// The stable word in files and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Problem => "problem",
            Self::Complaint => "complaint",
            Self::Price => "price",
            Self::Delivery => "delivery",
            Self::Information => "information",
            Self::Renewal => "renewal",
            Self::Other => "other",
        }
    }

    /// The kind of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
