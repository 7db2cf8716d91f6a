//! What is worth knowing of a customer in the minute before a call or a visit.

use std::sync::Arc;

use super::reason::{Reason, reason};
use super::scores::{Score, score};
use crate::app::model::Model;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;
use crate::domain::need::Need;
use crate::domain::promise::{Promise, Side};

/// How many of the last communications the card shows.
const LAST: usize = 3;

/// The card of one customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Who it is.
    pub customer: Arc<Customer>,
    /// Why it is due, or is not.
    pub why: Reason,
    /// What was recorded today, the newest.
    pub today: Option<DoneToday>,
    /// The last communications, the newest first.
    pub last: Vec<Arc<Communication>>,
    /// What we promised and still owe, the oldest first.
    pub ours: Vec<Arc<Promise>>,
    /// What the customer promised and still owes, the oldest first.
    pub theirs: Vec<Arc<Promise>>,
    /// The needs that are open or in hand, the oldest first.
    pub needs: Vec<Arc<Need>>,
    /// With what to begin.
    pub opening: Opening,
    /// How satisfied and how loyal it is, as far as that is known.
    pub score: Score,
}

/// What was done with a customer today.
#[derive(Debug, Clone, PartialEq)]
pub enum DoneToday {
    /// Somebody was reached.
    Contacted(Arc<Communication>),
    /// It was tried.
    Tried(Arc<Communication>),
}

/// A proposal for the first words.
#[derive(Debug, Clone, PartialEq)]
pub enum Opening {
    /// Tell how our promise stands.
    OurPromise(Arc<Promise>),
    /// Ask how the customer's promise stands.
    TheirPromise(Arc<Promise>),
    /// Come back to a need.
    Need(Arc<Need>),
    /// Go on where the last words ended.
    LastWords(Arc<Communication>),
    /// Nothing was said yet.
    Introduction,
}

/// The card of a customer; `None` for one in the trash or not there.
pub fn card(model: &Model, id: CustomerId, now: Now) -> Option<Card> {
    let customer = model
        .customer(id)
        .filter(|one| one.trashed_at.is_none())?
        .clone();
    let why = reason(model, &customer, now)?;
    let past = || model.timeline(id).filter(|one| !one.at.is_after(now));
    let promises = |side: Side| {
        model
            .promises_of(id)
            .filter(|one| one.is_open() && one.side == side)
            .cloned()
            .collect::<Vec<_>>()
    };
    let (ours, theirs) = (promises(Side::Ours), promises(Side::Theirs));
    let needs: Vec<_> = model
        .needs_of(id)
        .filter(|one| one.is_open())
        .cloned()
        .collect();
    let rule = &model.settings().contact_rule;
    let today = past()
        .next()
        .filter(|one| one.at.local_date() == now.date_naive())
        .map(|one| {
            if rule.is_attempt(one.outcome) {
                DoneToday::Tried(one.clone())
            } else {
                DoneToday::Contacted(one.clone())
            }
        });
    let last_words = past().find(|one| !one.content.trim().is_empty());
    Some(Card {
        opening: opening(&ours, &theirs, &needs, last_words),
        today,
        score: score(model, id, now)?,
        last: past().take(LAST).cloned().collect(),
        customer,
        why,
        ours,
        theirs,
        needs,
    })
}

/// The newest of what is open; of one day our promise first, then theirs, then the need. Where
/// nothing is open, the last words.
fn opening(
    ours: &[Arc<Promise>],
    theirs: &[Arc<Promise>],
    needs: &[Arc<Need>],
    last_words: Option<&Arc<Communication>>,
) -> Opening {
    let ours = ours
        .iter()
        .map(|one| (one.made_on, Opening::OurPromise(one.clone())));
    let theirs = theirs
        .iter()
        .map(|one| (one.made_on, Opening::TheirPromise(one.clone())));
    let needs = needs
        .iter()
        .map(|one| (one.opened_on, Opening::Need(one.clone())));
    ours.chain(theirs)
        .chain(needs)
        .reduce(|best, next| if best.0 < next.0 { next } else { best })
        .map(|(_, opening)| opening)
        .or_else(|| last_words.map(|one| Opening::LastWords(one.clone())))
        .unwrap_or(Opening::Introduction)
}
