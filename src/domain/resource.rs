//! What the user has to answer a need with, and how much of a day there is.

use std::collections::BTreeSet;

use chrono::NaiveTime;

use super::customer::Position;
use super::need::NeedKind;

/// Somebody or something that answers needs 资源: a colleague, a product, an offer, hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// How it is called; not empty, and no two alike.
    pub name: String,
    /// What it is.
    pub kind: ResourceKind,
    /// The kinds of need that it answers.
    pub answers: BTreeSet<NeedKind>,
}

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceKind {
    /// A colleague 人员.
    Person,
    /// Something to sell or lend 产品.
    Product,
    /// A discount, a bundle, a contract 方案.
    Offer,
    /// Time set aside 工时.
    Hours,
}

impl ResourceKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Person, Self::Product, Self::Offer, Self::Hours];

    /// The stable word in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Product => "product",
            Self::Offer => "offer",
            Self::Hours => "hours",
        }
    }

    /// The kind of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How many follow-ups fit a working day; zero means that none of that kind is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capacity {
    /// Visits a day.
    pub visits: u16,
    /// Calls a day, first contacts among them.
    pub calls: u16,
}

impl Default for Capacity {
    fn default() -> Self {
        Self {
            visits: 6,
            calls: 20,
        }
    }
}

impl Capacity {
    /// The most of either kind that can be set.
    pub const MAX: u16 = 500;
}

/// A factor with two decimals, kept as hundredths so that it is written and compared exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(pub u16);

impl Weight {
    /// The weight that changes nothing.
    pub const ONE: Self = Self(100);

    /// The largest weight: 100.
    pub const MAX: Self = Self(10_000);

    /// The factor, 0 to 100.
    pub fn factor(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// By what the urgency of a suggestion is multiplied for its place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueWeights {
    /// For tier A.
    pub tier_a: Weight,
    /// For tier B.
    pub tier_b: Weight,
    /// For tier C.
    pub tier_c: Weight,
    /// For customers without a tier.
    pub no_tier: Weight,
    /// Where the customer has a need that is open or in hand.
    pub open_need: Weight,
    /// Where the customer's loyalty is at risk.
    pub loyalty_risk: Weight,
}

impl Default for QueueWeights {
    fn default() -> Self {
        Self {
            tier_a: Weight(150),
            tier_b: Weight::ONE,
            tier_c: Weight(70),
            no_tier: Weight::ONE,
            open_need: Weight(120),
            loyalty_risk: Weight(130),
        }
    }
}

/// From when to when the user works; `from` lies before `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingHours {
    /// The day's begin.
    pub from: NaiveTime,
    /// The day's end.
    pub to: NaiveTime,
}

impl Default for WorkingHours {
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self {
            from: hour(9),
            to: hour(18),
        }
    }
}

/// How a round of visits is reckoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundSettings {
    /// Where rounds begin and end, if it was set.
    pub start: Option<Position>,
    /// How that place is called; may be empty.
    pub start_name: String,
    /// Average speed between two visits, as the crow flies, in kilometres an hour; at least 1.
    pub speed_kmh: u16,
    /// How long a visit takes, in minutes.
    pub visit_minutes: u16,
}

impl Default for RoundSettings {
    fn default() -> Self {
        Self {
            start: None,
            start_name: String::new(),
            speed_kmh: 30,
            visit_minutes: 30,
        }
    }
}
