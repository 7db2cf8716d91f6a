//! The last Books that were replaced, kept so that there is a way back.
//!
//! A Book that is replaced leaves its head and manifest here, byte for byte; its segments and log
//! entries stay where they are for as long as the ring names them. What falls out of the ring is
//! taken away in the same write that brings in the newest.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::canary::Note;
use super::envelope;
use super::head::Head;
use super::log_store::damaged;
use super::opening::MANIFEST;
use super::shelf::{Area, HEAD, Key, Read, Write};
use crate::app::ports::StoreError;
use crate::records::to_json;

/// How many are kept.
const LENGTH: usize = 3;
const RING: &str = "ring";

/// The Books in the ring, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Ring {
    kept: Vec<Kept>,
}

/// A Book that was replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The number that its replacing took.
    pub(super) number: u64,
    /// Its identity and last number; absent where its head could not be read.
    pub(super) book: Option<String>,
    pub(super) sequence: u64,
    /// Its log entries, from and to, both included; empty where from is above to.
    pub(super) log: (u64, u64),
    /// All segments that its manifest and its log entries name.
    pub(super) segments: BTreeSet<String>,
}

impl Ring {
    /// Under which name the list lies beside the Books.
    pub(super) const KEY: &str = RING;

    pub(super) fn read() -> Read {
        Read::text(Area::Recovery, RING)
    }

    pub(super) fn of(value: Option<&[u8]>) -> Result<Self, StoreError> {
        let Some(value) = value else {
            return Ok(Self::default());
        };
        let content = envelope::content_of(value, || RING.to_owned())?;
        crate::records::from_json_bytes(content).map_err(|_unparsable| damaged(RING))
    }

    /// Whether the Book that was noted is one that was replaced here.
    pub(super) fn remembers(&self, note: &Note) -> bool {
        let book = note.book.to_string();
        self.kept
            .iter()
            .any(|kept| kept.book.as_ref() == Some(&book) && note.sequence <= kept.sequence)
    }

    /// The highest number that any Book in the ring has taken.
    pub(super) fn last_number(&self) -> u64 {
        self.kept.iter().map(|kept| kept.number).max().unwrap_or(0)
    }

    /// The Books in the ring, the oldest first.
    pub(super) fn books(&self) -> &[Kept] {
        &self.kept
    }

    /// Whether a Book in the ring needs this segment.
    pub(super) fn names(&self, segment: &str) -> bool {
        self.kept.iter().any(|kept| kept.segments.contains(segment))
    }

    /// Adds to a write what it takes to keep the present Book, and to let go of the oldest.
    pub(super) fn keep(
        mut self,
        kept: Kept,
        head: Option<Vec<u8>>,
        manifest: Option<Vec<u8>>,
        write: &mut Write,
    ) {
        let number = kept.number;
        for (name, value) in [(HEAD, head), (MANIFEST, manifest)] {
            if let Some(value) = value {
                write.put(Area::Recovery, part_key(number, name), value);
            }
        }
        self.kept.push(kept);
        while LENGTH < self.kept.len() {
            let oldest = self.kept.remove(0);
            self.let_go(&oldest, write);
        }
        let content = to_json(&self).into_bytes();
        write.put(Area::Recovery, RING, envelope::wrap(content));
    }

    /// Adds to a write what it takes to let go of all of them, but for segments of this Book.
    pub(super) fn let_all_go(self, named: &BTreeSet<String>, write: &mut Write) {
        let empty = Self::default();
        for mut kept in self.kept {
            kept.segments.retain(|id| !named.contains(id));
            empty.let_go(&kept, write);
        }
        write.delete(Area::Recovery, Key::Text(RING.to_owned()));
    }

    fn let_go(&self, oldest: &Kept, write: &mut Write) {
        for name in [HEAD, MANIFEST] {
            write.delete(Area::Recovery, Key::Text(part_key(oldest.number, name)));
        }
        let (from, to) = oldest.log;
        for sequence in from..=to {
            write.delete(Area::Log, Key::Number(sequence));
        }
        for id in oldest.segments.iter().filter(|id| !self.names(id)) {
            write.delete(Area::Segments, Key::Text(id.clone()));
        }
    }
}

impl Kept {
    /// Under which name its head or manifest lies.
    pub(super) fn part_key(&self, name: &str) -> String {
        part_key(self.number, name)
    }

    /// Where its head or manifest is.
    pub(super) fn read_part(&self, name: &str) -> Read {
        Read::text(Area::Recovery, self.part_key(name))
    }

    /// What is to be kept of the Book with this head, these log entries and these segments.
    pub(super) fn of(
        head: Option<&Head>,
        number: u64,
        log: (u64, u64),
        segments: BTreeSet<String>,
    ) -> Self {
        Self {
            number,
            book: head.map(|head| head.book.to_string()),
            sequence: head.map_or(0, |head| head.sequence),
            log,
            segments,
        }
    }
}

fn part_key(number: u64, name: &str) -> String {
    format!("{number}/{name}")
}
