//! A person or firm that the user keeps relations with.

use crate::domain::decimal::Decimal;
use chrono::{DateTime, FixedOffset, NaiveDate};

use super::cadence::Cadence;
use super::follow_up::Action;
use super::id::CustomerId;
use super::origin::Origin;

/// A customer 客户: who it is, how to reach it, and what the user decided about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    /// Identity.
    pub id: CustomerId,
    /// How the customer is called; one name, never split. Never empty.
    pub name: String,
    /// The firm, as words; empty if none.
    pub company: String,
    /// The firm this person belongs to, where the firm is a customer itself.
    pub firm: Option<CustomerId>,
    /// Position or role; empty if none.
    pub title: String,
    /// Telephone numbers as typed.
    pub phones: Vec<Labelled>,
    /// Mail addresses as typed.
    pub emails: Vec<Labelled>,
    /// Names on messaging services, such as a WeChat id; the label names the service.
    pub handles: Vec<Labelled>,
    /// Postal address in one text; empty if none.
    pub address: String,
    /// When it can be visited, as typed; empty if unknown.
    pub opening_hours: String,
    /// Where the customer is, for the order of visits.
    pub position: Option<Position>,
    /// How far the relation has come.
    pub stage: Stage,
    /// How much the customer weighs, if the user says so.
    pub tier: Option<Tier>,
    /// The user's own words for groups, in the order given, without repeats.
    pub tags: Vec<String>,
    /// Whatever else is worth knowing.
    pub notes: String,
    /// Since when the relation lasts.
    pub since: Option<NaiveDate>,
    /// Columns of the user's own: name and value.
    pub custom: Vec<(String, String)>,
    /// Whether and when the customer may be contacted.
    pub consent: Consent,
    /// A rhythm of its own, which the policy yields to.
    pub cadence: Option<OwnCadence>,
    /// The row it was imported from.
    pub origin: Option<Origin>,
    /// Since when it lies in the trash.
    pub trashed_at: Option<DateTime<FixedOffset>>,
}

impl Customer {
    /// A customer of whom only the name is known.
    pub fn named(id: CustomerId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            company: String::new(),
            firm: None,
            title: String::new(),
            phones: Vec::new(),
            emails: Vec::new(),
            handles: Vec::new(),
            address: String::new(),
            opening_hours: String::new(),
            position: None,
            stage: Stage::default(),
            tier: None,
            tags: Vec::new(),
            notes: String::new(),
            since: None,
            custom: Vec::new(),
            consent: Consent::default(),
            cadence: None,
            origin: None,
            trashed_at: None,
        }
    }
}

/// A phone, mail address or handle with the user's word for it ("work", "home", "WeChat").
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Labelled {
    /// What it is used for; may be empty.
    pub label: String,
    /// The number, address or name as typed.
    pub value: String,
}

/// A place on earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Degrees north, −90 to 90.
    pub latitude: Decimal,
    /// Degrees east, −180 to 180.
    pub longitude: Decimal,
}

/// How far the relation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stage {
    /// Not a buyer yet 潜在.
    #[default]
    Lead,
    /// Buys or is under contract 合作中.
    Active,
    /// Has not bought for long 沉睡.
    Dormant,
    /// Gone 已流失.
    Lost,
}

impl Stage {
    /// All stages in the order of a relation.
    pub const ALL: [Self; 4] = [Self::Lead, Self::Active, Self::Dormant, Self::Lost];

    /// The stable word in files and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Active => "active",
            Self::Dormant => "dormant",
            Self::Lost => "lost",
        }
    }

    /// The stage of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// How much a customer weighs; A most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Most important.
    A,
    /// In between.
    B,
    /// Least important.
    C,
}

impl Tier {
    /// All tiers, the most important first.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The stable word in files and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }

    /// The tier of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.code() == code)
    }
}

/// Whether and when a customer may be contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Consent {
    /// The customer is never suggested.
    pub do_not_contact: bool,
    /// Hidden from Today before this date; on the date itself it is back.
    pub paused_until: Option<NaiveDate>,
}

/// A customer's own rhythm: when it is due and what is to be done then.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OwnCadence {
    /// How long after the last contact.
    pub every: Cadence,
    /// What is suggested then.
    pub action: Action,
}
