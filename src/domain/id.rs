//! Identities: random 128-bit numbers, so that Books can be merged without renumbering.
//!
//! The ids are UUIDs of version 7: their first bits grow with time, which keeps neighbours in time
//! close together. Nothing may rely on that order; the order of writing is the store's sequence.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// A text that is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct IdError;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.simple().fmt(f)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::try_parse(text).map(Self).map_err(|_unparsable| IdError)
            }
        }
    )*};
}

ids! {
    /// Identity of a [`Customer`](super::customer::Customer).
    CustomerId;
    /// Identity of a [`Communication`](super::communication::Communication).
    CommunicationId;
    /// Identity of a [`FollowUp`](super::follow_up::FollowUp).
    FollowUpId;
    /// Identity of a [`Need`](super::need::Need).
    NeedId;
    /// Identity of a [`Promise`](super::promise::Promise).
    PromiseId;
    /// Identity of a [`Rating`](super::rating::Rating).
    RatingId;
    /// Identity of an [`Observation`](super::rating::Observation).
    ObservationId;
    /// Identity of a [`Reminder`](super::reminder::Reminder): that of what it reminds of.
    ReminderId;
    /// Identity of a [`Source`](super::source::Source).
    SourceId;
    /// Identity of a [`Change`](super::change::Change).
    ChangeId;
    /// Identity of one installation (one browser profile) that writes Changes.
    ReplicaId;
    /// Identity of a Book: all of one user's data. It survives backup and restore.
    BookId;
}
