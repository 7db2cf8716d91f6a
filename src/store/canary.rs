//! A note beside the database of what it last held, so that a loss is noticed.
//!
//! A database that was damaged or cleared comes back empty or short without any error. The canary
//! lies in another store of the browser, is written after every write to the Book, and is compared
//! when the Book is opened. A head ahead of its canary is normal: the canary is written last.

use std::cell::RefCell;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::head::{Digest, Head};
use crate::app::ports::Finding;
use crate::domain::id::BookId;

/// Keeps one short text that outlives the database.
pub trait Canary {
    /// The text that was kept last.
    fn read(&self) -> Option<String>;

    /// Keeps a text. Failing to is no error: it only makes a later loss harder to notice.
    fn write(&self, text: &str);
}

/// A canary in memory, shared by its clones: for tests and the demo.
#[derive(Debug, Clone, Default)]
pub struct MemoryCanary(Rc<RefCell<Option<String>>>);

impl MemoryCanary {
    /// Forgets what was written, as when the data of the site are cleared.
    pub fn forget(&self) {
        self.0.replace(None);
    }
}

impl Canary for MemoryCanary {
    fn read(&self) -> Option<String> {
        self.0.borrow().clone()
    }

    fn write(&self, text: &str) {
        self.0.replace(Some(text.to_owned()));
    }
}

/// What the canary says of the Book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Noted {
    /// There never was a Book.
    Nothing,
    /// There was one, but what it held cannot be read.
    Unreadable,
    /// There was this one.
    Note(Note),
}

/// Where a Book stood when the canary was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) book: BookId,
    pub(super) epoch: u64,
    pub(super) sequence: u64,
    /// [`Head::running`], which dropping old entries leaves as it is.
    pub(super) digest: Digest,
}

#[derive(Serialize, Deserialize)]
struct NoteRow {
    book: String,
    epoch: u64,
    sequence: u64,
    digest: String,
}

impl Noted {
    pub(super) fn read(canary: &dyn Canary) -> Self {
        let Some(text) = canary.read() else {
            return Self::Nothing;
        };
        let note = || {
            let row: NoteRow = crate::records::from_json(&text).ok()?;
            Some(Note {
                book: row.book.parse().ok()?,
                epoch: row.epoch,
                sequence: row.sequence,
                digest: row.digest.parse().ok()?,
            })
        };
        note().map_or(Self::Unreadable, Self::Note)
    }

    /// The number of the last Change that was saved, as far as is known.
    pub(super) fn sequence(&self) -> u64 {
        match self {
            Self::Nothing | Self::Unreadable => 0,
            Self::Note(note) => note.sequence,
        }
    }
}

impl Note {
    pub(super) fn of(head: &Head) -> Self {
        Self {
            book: head.book,
            epoch: head.epoch,
            sequence: head.sequence,
            digest: head.running(),
        }
    }

    /// How a head differs from what was noted; `None` where it may have come of it.
    pub(super) fn differs_from(&self, head: &Head) -> Option<Finding> {
        if head.book != self.book {
            return Some(Finding::AnotherBook);
        }
        if head.sequence < self.sequence {
            return Some(Finding::Shorter {
                saved: self.sequence,
                found: head.sequence,
            });
        }
        let same_place = head.sequence == self.sequence;
        let same_state = head.epoch == self.epoch && head.running() == self.digest;
        (same_place && !same_state).then_some(Finding::Altered)
    }

    pub(super) fn write(&self, canary: &dyn Canary) {
        canary.write(&crate::records::to_json(&NoteRow {
            book: self.book.to_string(),
            epoch: self.epoch,
            sequence: self.sequence,
            digest: self.digest.to_string(),
        }));
    }
}

/// Notes where the Book stands, unless another tab has noted a later place already.
pub(super) fn note(canary: &dyn Canary, head: &Head) {
    let is_older = matches!(
        Noted::read(canary),
        Noted::Note(noted) if noted.book == head.book && head.sequence < noted.sequence
    );
    if !is_older {
        Note::of(head).write(canary);
    }
}
