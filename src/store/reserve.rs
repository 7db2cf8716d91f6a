//! Room that is kept for what a full disk must still let through: deletions, what takes a Change back,
//! and making room.
//!
//! At the very limit of the storage not even a few bytes are taken, and each of these writes some. So a
//! little room is taken beforehand, and given back the moment that such a write does not fit. It is
//! taken anew when the store is next kept in order and there is room for it.

use super::shelf::Write;
use crate::app::ports::LocalFuture;
use crate::domain::change::{Change, Deed};

/// How many bytes are kept: the first of these for which there is room. Chromium's older engine lets the
/// last write go over the limit, and keeps what it began of those that fail until it next tidies up, so
/// that the least is enough for short texts alone.
pub const BYTES: [usize; 3] = [1 << 20, 1 << 18, 1 << 16];

/// The most that a write may take which the reserve is given for: one that would not fit even then must
/// not use it up.
const MOST: usize = 1 << 15;

/// Takes some room so that it can be given back. It lies beside the database: what is deleted there makes
/// room only when the browser next tidies up.
pub trait Reserve {
    /// Takes the room where it is not taken and there is enough. Failing to is no error: then a full
    /// disk takes nothing at all.
    fn take(&self) -> LocalFuture<'_, ()>;

    /// Gives it back; whether there was any.
    fn give_back(&self) -> LocalFuture<'_, bool>;
}

/// No reserve, for stores that are never full.
pub struct NoReserve;

impl Reserve for NoReserve {
    fn take(&self) -> LocalFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn give_back(&self) -> LocalFuture<'_, bool> {
        Box::pin(std::future::ready(false))
    }
}

/// Which room a write may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// What is free.
    Free,
    /// The reserve too, if it needs that.
    Reserved,
}

impl Room {
    /// The room for a Change.
    pub(super) fn of(change: &Change) -> Self {
        let takes_away = matches!(
            change.label.deed,
            Deed::MoveToTrash
                | Deed::RemoveRating
                | Deed::RemoveObservation
                | Deed::RemoveSampleData
        );
        if takes_away || change.undoes.is_some() {
            Self::Reserved
        } else {
            Self::Free
        }
    }

    /// Whether the reserve may be given back for this write.
    pub(super) fn has_reserve(self, write: &Write) -> bool {
        let bytes: usize = write.puts.iter().map(|put| put.value.len()).sum();
        self == Self::Reserved && bytes <= MOST
    }
}
