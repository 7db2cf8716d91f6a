//! The unit of writing, history and undo: one user action with all that it altered.

use std::sync::Arc;

use super::communication::Communication;
use super::customer::Customer;
use super::follow_up::FollowUp;
use super::id::{ChangeId, ReplicaId};
use super::moment::Now;
use super::need::Need;
use super::promise::Promise;
use super::rating::{Observation, Rating};
use super::reminder::Reminder;
use super::scoring::Scoring;
use super::settings::Settings;
use super::source::Source;

/// One user action 变更, with what stood there before, so that it can be taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Identity.
    pub id: ChangeId,
    /// Which installation made it.
    pub replica: ReplicaId,
    /// How many Changes that installation had made, this one included.
    pub counter: u64,
    /// The Changes it was made on top of: one, or none for a Book's first.
    pub parents: Vec<ChangeId>,
    /// When, by the device's clock; for showing, never for ordering.
    pub made_at: Now,
    /// What the user did, in words that the interface chooses.
    pub label: Label,
    /// The Change that this one takes back.
    pub undoes: Option<ChangeId>,
    /// What it altered; each record at most once.
    pub edits: Vec<Edit>,
}

/// What a user did, as data; the interface makes the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The kind of action.
    pub deed: Deed,
    /// The customer, file or setting it was about; may be empty.
    pub subject: String,
    /// How many records it was about.
    pub count: u32,
}

macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// The kinds of user action.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Deed {
            $($(#[$doc])* $name,)*
        }

        impl Deed {
            /// All kinds, for tests and legends.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable word in the store.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// The kind of a [`code`](Self::code); [`Deed::Unknown`] for one from a newer Genjin.
            pub fn from_code(code: &str) -> Self {
                match code {
                    $($code => Self::$name,)*
                    _ => Self::Unknown,
                }
            }
        }
    };
}

deeds! {
    /// Logged a communication.
    LogCommunication = "log_communication",
    /// Edited a communication.
    EditCommunication = "edit_communication",
    /// Created a customer.
    CreateCustomer = "create_customer",
    /// Edited a customer.
    EditCustomer = "edit_customer",
    /// Edited several customers at once.
    EditCustomers = "edit_customers",
    /// Put records in the trash.
    MoveToTrash = "move_to_trash",
    /// Took records out of the trash.
    TakeFromTrash = "take_from_trash",
    /// Wrote down what came of a day's follow-ups.
    Debrief = "debrief",
    /// Planned a follow-up by hand.
    PlanFollowUp = "plan_follow_up",
    /// Changed the date, action or note of a follow-up.
    EditFollowUp = "edit_follow_up",
    /// Marked a follow-up as done without a communication.
    CompleteFollowUp = "complete_follow_up",
    /// Skipped a follow-up or a suggestion.
    SkipFollowUp = "skip_follow_up",
    /// Put off a follow-up or a suggestion to a later day.
    SnoozeFollowUp = "snooze_follow_up",
    /// Opened a need.
    OpenNeed = "open_need",
    /// Changed the words, kind, state or resource of a need.
    EditNeed = "edit_need",
    /// Noted a promise.
    NotePromise = "note_promise",
    /// Changed the words, date or state of a promise.
    EditPromise = "edit_promise",
    /// Rated a customer.
    Rate = "rate",
    /// Changed a rating.
    EditRating = "edit_rating",
    /// Removed a rating.
    RemoveRating = "remove_rating",
    /// Noted an observed loyalty.
    ObserveLoyalty = "observe_loyalty",
    /// Changed an observed loyalty.
    EditObservation = "edit_observation",
    /// Removed an observed loyalty.
    RemoveObservation = "remove_observation",
    /// Wrote the calendar file.
    ExportReminders = "export_reminders",
    /// Changed the Book's settings.
    ChangeSettings = "change_settings",
    /// Imported a file.
    Import = "import",
    /// Added the sample data.
    AddSampleData = "add_sample_data",
    /// Removed the sample data.
    RemoveSampleData = "remove_sample_data",
    /// Took back a Change.
    Undo = "undo",
    /// Did again what had been taken back.
    Redo = "redo",
    /// Something that this version has no word for.
    Unknown = "unknown",
}

/// One record that a Change altered.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// A customer.
    Customer(Edited<Customer>),
    /// A communication.
    Communication(Edited<Communication>),
    /// A follow-up.
    FollowUp(Edited<FollowUp>),
    /// A need.
    Need(Edited<Need>),
    /// A promise.
    Promise(Edited<Promise>),
    /// A rating.
    Rating(Edited<Rating>),
    /// An observed loyalty.
    Observation(Edited<Observation>),
    /// An event of the calendar file.
    Reminder(Edited<Reminder>),
    /// A remembered import.
    Source(Edited<Source>),
    /// The Book's settings.
    Settings(Edited<Settings>),
}

/// A record before and after a Change; at least one of the two is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited<T> {
    /// What stood there; `None` for a record that was made.
    pub before: Option<Arc<T>>,
    /// What stands there now; `None` for a record that was removed.
    pub after: Option<Arc<T>>,
}

impl<T> Edited<T> {
    /// A record that was made.
    pub fn made(record: T) -> Self {
        Self {
            before: None,
            after: Some(Arc::new(record)),
        }
    }

    /// A record that was altered.
    pub fn altered(before: Arc<T>, after: T) -> Self {
        Self {
            before: Some(before),
            after: Some(Arc::new(after)),
        }
    }

    /// A record that was removed.
    pub fn removed(before: Arc<T>) -> Self {
        Self {
            before: Some(before),
            after: None,
        }
    }

    /// The record as it stands after the Change, or stood before its removal.
    pub fn record(&self) -> Option<&Arc<T>> {
        self.after.as_ref().or(self.before.as_ref())
    }

    fn inverted(&self) -> Self {
        Self {
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

impl<T: PartialEq> Edited<T> {
    /// Whether anything is different afterwards.
    pub fn alters_something(&self) -> bool {
        self.before != self.after
    }
}

impl Edit {
    /// Whether anything is different afterwards.
    pub fn alters_something(&self) -> bool {
        match self {
            Self::Customer(edited) => edited.alters_something(),
            Self::Communication(edited) => edited.alters_something(),
            Self::FollowUp(edited) => edited.alters_something(),
            Self::Need(edited) => edited.alters_something(),
            Self::Promise(edited) => edited.alters_something(),
            Self::Rating(edited) => edited.alters_something(),
            Self::Observation(edited) => edited.alters_something(),
            Self::Reminder(edited) => edited.alters_something(),
            Self::Source(edited) => edited.alters_something(),
            Self::Settings(edited) => edited.alters_something(),
        }
    }

    /// The edit that takes this one back where nothing came after it.
    #[must_use]
    pub fn inverted(&self) -> Self {
        match self {
            Self::Customer(edited) => Self::Customer(edited.inverted()),
            Self::Communication(edited) => Self::Communication(edited.inverted()),
            Self::FollowUp(edited) => Self::FollowUp(edited.inverted()),
            Self::Need(edited) => Self::Need(edited.inverted()),
            Self::Promise(edited) => Self::Promise(edited.inverted()),
            Self::Rating(edited) => Self::Rating(edited.inverted()),
            Self::Observation(edited) => Self::Observation(edited.inverted()),
            Self::Reminder(edited) => Self::Reminder(edited.inverted()),
            Self::Source(edited) => Self::Source(edited.inverted()),
            Self::Settings(edited) => Self::Settings(edited.inverted()),
        }
    }
}

/// A record whose fields can be compared and taken back one by one.
pub trait Fields: Clone + PartialEq {
    /// The names of the fields that differ, in the order of declaration.
    fn differing(&self, other: &Self) -> Vec<&'static str>;

    /// `current` with every field put back to `before` that a Change from `before` to `after`
    /// altered and that still holds what it wrote; and the names of the fields that do not.
    fn taken_back(before: &Self, after: &Self, current: &Self) -> (Self, Vec<&'static str>);

    /// `current` with every field that differs between `before` and `after` set to `after`: what a
    /// form changed, without what it merely showed.
    #[must_use]
    fn carried_over(before: &Self, after: &Self, current: &Self) -> Self;
}

macro_rules! fields {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl Fields for $type {
            fn differing(&self, other: &Self) -> Vec<&'static str> {
                // Without `..`, so that a new field breaks the build here.
                let Self { $($field),* } = self;
                let mut names = Vec::new();
                $(if *$field != other.$field { names.push(stringify!($field)); })*
                names
            }

            fn taken_back(before: &Self, after: &Self, current: &Self) -> (Self, Vec<&'static str>) {
                let mut result = current.clone();
                let mut kept = Vec::new();
                $(if before.$field != after.$field {
                    if current.$field == after.$field {
                        result.$field = before.$field.clone();
                    } else if current.$field != before.$field {
                        kept.push(stringify!($field));
                    }
                })*
                (result, kept)
            }

            fn carried_over(before: &Self, after: &Self, current: &Self) -> Self {
                let mut result = current.clone();
                $(if before.$field != after.$field {
                    result.$field = after.$field.clone();
                })*
                result
            }
        }
    };
}

fields!(Customer {
    id,
    name,
    company,
    firm,
    title,
    phones,
    emails,
    handles,
    address,
    opening_hours,
    position,
    stage,
    tier,
    tags,
    notes,
    since,
    custom,
    consent,
    cadence,
    origin,
    trashed_at,
});
fields!(Communication {
    id,
    customers,
    at,
    channel,
    direction,
    outcome,
    content,
    line,
    sentiment,
    duration_seconds,
    executes,
    origin,
    trashed_at,
});
fields!(FollowUp {
    id,
    customer,
    action,
    due_on,
    due_at,
    note,
    state,
    asked_by,
    recurrence,
    trashed_at,
});
fields!(Need {
    id,
    customer,
    kind,
    words,
    opened_by,
    opened_on,
    state,
    resource,
});
fields!(Promise {
    id,
    customer,
    side,
    words,
    communication,
    made_on,
    due_on,
    state,
});
fields!(Rating {
    id,
    customer,
    aspect,
    value,
    at,
    communication,
    given_by,
    origin,
    trashed_at,
});
fields!(Observation {
    id,
    customer,
    value,
    on,
    note,
    origin,
    trashed_at,
});
fields!(Reminder {
    id,
    sequence,
    content,
    day,
    is_cancelled,
});
fields!(Source {
    id,
    kind,
    name,
    imported_at,
    headings,
    mapping,
    customers_from
});
fields!(Settings {
    policies,
    contact_rule,
    day_count,
    own_channels,
    capacity,
    queue_weights,
    working_hours,
    resources,
    round,
    scoring,
});
fields!(Scoring {
    scale,
    aspects,
    removed,
    half_life_days,
    coefficients,
    clamps_loyalty,
    risk_below,
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customer::Tier;
    use crate::domain::id::CustomerId;

    #[test]
    fn every_deed_is_found_by_its_code() {
        for deed in Deed::ALL {
            assert_eq!(Deed::from_code(deed.code()), *deed);
        }
        assert_eq!(Deed::from_code("from_the_future"), Deed::Unknown);
    }

    #[test]
    fn taking_back_spares_what_was_changed_since() {
        let before = Customer::named(CustomerId(uuid::Uuid::nil()), "Ada");
        let after = Customer {
            company: "Analytical".to_owned(),
            tier: Some(Tier::A),
            ..before.clone()
        };
        let current = Customer {
            tier: Some(Tier::B),
            notes: "new".to_owned(),
            ..after.clone()
        };
        let (result, kept) = Customer::taken_back(&before, &after, &current);
        assert_eq!(kept, ["tier"]);
        assert_eq!(
            result,
            Customer {
                company: String::new(),
                ..current
            }
        );
    }
}
