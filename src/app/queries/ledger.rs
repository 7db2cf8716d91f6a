//! The ledger: the promises of both sides and the needs of all customers in one list.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::app::model::Model;
use crate::domain::id::{CustomerId, NeedId, PromiseId};
use crate::domain::need::{Need, NeedKind, NeedState};
use crate::domain::order::PutInOrder;
use crate::domain::promise::{Promise, Side};

/// Which entries of the ledger are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LedgerFilter {
    /// Promises of one side, or needs; everything where it is absent.
    pub sort: Option<EntrySort>,
    /// How far they are.
    pub state: LedgerState,
    /// Needs of this kind alone; promises have none.
    pub kind: Option<NeedKind>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntrySort {
    /// A promise of one side.
    Promise(Side),
    /// A need.
    Need,
}

/// How far an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LedgerState {
    /// Still to be kept or answered.
    #[default]
    Open,
    /// Promises whose day has passed.
    Late,
    /// Needs that somebody is on.
    InHand,
    /// Closed ones too.
    All,
}

impl LedgerState {
    /// All states, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Open, Self::Late, Self::InHand, Self::All];
}

/// One line of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A promise.
    Promise(PromiseId),
    /// A need.
    Need(NeedId),
}

/// The lines that a filter lets through: open before closed, then promises by their day, then needs
/// and promises without a day, the oldest first.
pub fn ledger(model: &Model, filter: LedgerFilter, today: NaiveDate) -> Vec<Entry> {
    let mut lines = Vec::new();
    for promise in model.all_promises() {
        if is_shown(model, promise.customer) && shows_promise(filter, promise, today) {
            let day = promise.due_on.unwrap_or(NaiveDate::MAX);
            let key = (!promise.is_open(), day, promise.made_on, promise.id.0);
            lines.push((key, Entry::Promise(promise.id)));
        }
    }
    for need in model.all_needs() {
        if is_shown(model, need.customer) && shows_need(filter, need) {
            let key = (!need.is_open(), NaiveDate::MAX, need.opened_on, need.id.0);
            lines.push((key, Entry::Need(need.id)));
        }
    }
    lines.put_in_order_by_key(|(key, _)| *key);
    lines.into_iter().map(|(_, entry)| entry).collect()
}

fn is_shown(model: &Model, customer: CustomerId) -> bool {
    model
        .customer(customer)
        .is_some_and(|customer| customer.trashed_at.is_none())
}

fn shows_promise(filter: LedgerFilter, promise: &Promise, today: NaiveDate) -> bool {
    let is_sort = match filter.sort {
        None => filter.kind.is_none(),
        Some(sort) => sort == EntrySort::Promise(promise.side),
    };
    is_sort
        && match filter.state {
            LedgerState::Open => promise.is_open(),
            LedgerState::Late => promise.is_late(today),
            LedgerState::InHand => false,
            LedgerState::All => true,
        }
}

fn shows_need(filter: LedgerFilter, need: &Need) -> bool {
    matches!(filter.sort, None | Some(EntrySort::Need))
        && filter.kind.is_none_or(|kind| kind == need.kind)
        && match filter.state {
            LedgerState::Open => need.is_open(),
            LedgerState::Late => false,
            LedgerState::InHand => need.state == NeedState::InHand,
            LedgerState::All => true,
        }
}

/// How many promises of both sides are due today or late.
pub fn promises_due(model: &Model, today: NaiveDate) -> usize {
    model
        .all_promises()
        .filter(|promise| promise.is_open() && promise.due_on.is_some_and(|due| due <= today))
        .filter(|promise| is_shown(model, promise.customer))
        .count()
}

/// The promises of a customer: open ones first by their day, then the closed, the newest first.
pub fn promises_of(model: &Model, customer: CustomerId) -> Vec<PromiseId> {
    let mut promises: Vec<_> = model.promises_of(customer).collect();
    promises.put_in_order_by_key(|promise| {
        let day = promise.due_on.unwrap_or(NaiveDate::MAX);
        (
            !promise.is_open(),
            day,
            Reverse(promise.made_on),
            promise.id,
        )
    });
    promises.into_iter().map(|promise| promise.id).collect()
}

/// The needs of a customer: open ones first, the oldest first, then the closed, the newest first.
pub fn needs_of(model: &Model, customer: CustomerId) -> Vec<NeedId> {
    let mut needs: Vec<_> = model.needs_of(customer).collect();
    needs.put_in_order_by(|a, b| {
        let closed = (!a.is_open()).cmp(&!b.is_open());
        let by_day = a.opened_on.cmp(&b.opened_on);
        let by_day = if a.is_open() {
            by_day
        } else {
            by_day.reverse()
        };
        closed.then(by_day).then(a.id.cmp(&b.id))
    });
    needs.into_iter().map(|need| need.id).collect()
}
