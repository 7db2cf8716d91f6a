//! What the page Insights counts, and the records behind each number.
//!
//! Every count goes on in parts, because a Book may hold a million records. The records behind a
//! number are not kept but found again when they are asked for, by the same rules that counted them;
//! the tests hold the two against each other.

pub mod answers;
pub mod bins;
pub mod communications;
pub mod filter;
pub mod follow_ups;
pub mod gaps;
pub mod needs;
pub mod scores;
pub mod sentiments;
pub mod words;

use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId, NeedId};

/// The records behind a mark of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Records {
    /// Customers.
    Customers(Vec<CustomerId>),
    /// Communications, the newest first.
    Communications(Vec<CommunicationId>),
    /// Follow-ups, the latest due first.
    FollowUps(Vec<FollowUpId>),
    /// Needs, the newest first.
    Needs(Vec<NeedId>),
}

impl Records {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Customers(ids) => ids.len(),
            Self::Communications(ids) => ids.len(),
            Self::FollowUps(ids) => ids.len(),
            Self::Needs(ids) => ids.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A count over the Book that goes on in parts.
pub trait Counting {
    /// What it comes to.
    type Counted;

    /// Goes on with so many records; how far it has come then, in thousandths, or `None` at the end.
    fn step(&mut self, model: &Model, records: Slot) -> Option<u16>;

    /// What it came to.
    fn finish(self) -> Self::Counted;
}

/// Counts all at once.
pub fn counted<C: Counting>(mut counting: C, model: &Model) -> C::Counted {
    while counting.step(model, Slot::MAX).is_some() {}
    counting.finish()
}

/// Which slots come next, and how far that is, in thousandths, or `None` at the end.
fn next_part(next: &mut Slot, records: Slot, all: Slot) -> (std::ops::Range<Slot>, Option<u16>) {
    let from = *next;
    let end = from.saturating_add(records).min(all);
    *next = end;
    let thousandths = u64::from(end) * 1000 / u64::from(all).max(1);
    let reached = (end < all).then(|| u16::try_from(thousandths).unwrap_or(1000));
    (from..end, reached)
}

#[cfg(test)]
mod tests;
