//! What a store needs of the place where its bytes lie: reading some values, and writing some in
//! one step or not at all.

use std::future::Future;

use crate::app::ports::StoreError;

/// The parts of a shelf; each has keys of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Changes by sequence.
    Log,
    /// Packed records by id.
    Segments,
    /// The head and the manifest.
    Meta,
    /// Text being typed.
    Drafts,
    /// What stood before the Book was replaced.
    Recovery,
    /// Attachments.
    Blobs,
}

impl Area {
    /// All areas.
    pub const ALL: [Self; 6] = [
        Self::Log,
        Self::Segments,
        Self::Meta,
        Self::Drafts,
        Self::Recovery,
        Self::Blobs,
    ];

    /// The stable name of its object store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Segments => "segments",
            Self::Meta => "meta",
            Self::Drafts => "drafts",
            Self::Recovery => "recovery",
            Self::Blobs => "blobs",
        }
    }
}

/// The key of a value within its area. Numbers stand before texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A place in the log.
    Number(u64),
    /// Anything else.
    Text(String),
}

impl Key {
    /// The largest number that a key can be: above it, a double no longer holds every integer.
    pub const MAX_NUMBER: u64 = (1 << 53) - 1;
}

/// The key of the value that every write to the Book is compared with.
pub const HEAD: &str = "head";

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// The value under one key.
    One(Area, Key),
    /// The values under all numbers from this one on, in their order.
    From(Area, u64),
    /// The values under the numbers from the first to the last, both included, in their order.
    Between(Area, u64, u64),
    /// All values, in the order of their keys.
    All(Area),
    /// The first value, to see whether there is any.
    First(Area),
}

impl Read {
    /// The value under a text.
    pub fn text(area: Area, key: impl Into<String>) -> Self {
        Self::One(area, Key::Text(key.into()))
    }

    /// The area that is read.
    pub fn area(&self) -> Area {
        match self {
            Self::One(area, _)
            | Self::From(area, _)
            | Self::Between(area, ..)
            | Self::All(area)
            | Self::First(area) => *area,
        }
    }
}

/// The values that one [`Read`] found.
pub type Found = Vec<Vec<u8>>;

/// A value as it lies on a shelf, whoever put it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lying {
    /// The name of its area.
    pub store: String,
    /// Its key, in JSON.
    pub key: String,
    /// What it is.
    pub content: Content,
}

/// What lies on a shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Bytes, as Genjin keeps everything.
    Bytes(Vec<u8>),
    /// Anything else, in JSON as far as it can be written so.
    Json(String),
}

/// A write of several values: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// What must lie under [`HEAD`] for the write to happen.
    pub expected: Expected,
    /// Values to put in place.
    pub puts: Vec<Put>,
    /// Values to take away.
    pub deletes: Vec<(Area, Key)>,
}

/// What a write is built on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Whatever is there: the write does not touch the Book.
    Anything,
    /// This head; `None` where there must be none.
    Head(Option<Vec<u8>>),
}

/// One value to put in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// Where.
    pub area: Area,
    /// Under which key.
    pub key: Key,
    /// The bytes.
    pub value: Vec<u8>,
    /// Whether the key may be taken.
    pub rule: PutRule,
}

/// Whether a value may replace another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutRule {
    /// The key must be free, else nothing is written.
    New,
    /// What was there is replaced.
    Replace,
}

impl Write {
    /// A write that happens only on this head.
    pub fn on(head: Option<Vec<u8>>) -> Self {
        Self {
            expected: Expected::Head(head),
            puts: Vec::new(),
            deletes: Vec::new(),
        }
    }

    /// A write beside the Book.
    pub fn beside() -> Self {
        Self {
            expected: Expected::Anything,
            puts: Vec::new(),
            deletes: Vec::new(),
        }
    }

    /// Adds a value whose key must be free.
    pub fn add(&mut self, area: Area, key: Key, value: Vec<u8>) {
        self.puts.push(Put {
            area,
            key,
            value,
            rule: PutRule::New,
        });
    }

    /// Puts a value in place of what may be there.
    pub fn put(&mut self, area: Area, key: impl Into<String>, value: Vec<u8>) {
        self.puts.push(Put {
            area,
            key: Key::Text(key.into()),
            value,
            rule: PutRule::Replace,
        });
    }

    /// Takes a value away.
    pub fn delete(&mut self, area: Area, key: Key) {
        self.deletes.push((area, key));
    }
}

/// Why a write did not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteError {
    /// The head is another than expected; nothing was written.
    Conflict,
    /// The shelf failed; nothing was written, except where [`StoreError::Unknown`] says that this
    /// cannot be known.
    Failed(StoreError),
}

impl From<StoreError> for WriteError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

/// Whether a shelf may be put up where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Making {
    /// Where there is none, an empty one is made.
    Allowed,
    /// Where there is none, nothing is made.
    Refused,
}

/// Whether there is a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There is one, old or new.
    There,
    /// There is none, and none was made.
    Absent,
}

/// A place for opaque bytes.
pub trait Shelf {
    /// Gets the shelf ready. Every other call does so too, but makes none where there is none.
    fn open(&self, making: Making) -> impl Future<Output = Result<Presence, StoreError>>;

    /// Lets go of the connection, where there is one, so that the next call makes a fresh one.
    fn reconnect(&self) {}

    /// Makes ready for a Book so large that its segments are better read beside the page.
    fn expect_much(&self) {}

    /// Reads values as they stand at one moment; one list for each [`Read`], in their order.
    fn read(&self, reads: &[Read]) -> impl Future<Output = Result<Vec<Found>, StoreError>>;

    /// All keys of an area, in their order.
    fn keys(&self, area: Area) -> impl Future<Output = Result<Vec<Key>, StoreError>>;

    /// All values as they lie there at one moment, areas and keys that this version does not know
    /// included.
    fn everything(&self) -> impl Future<Output = Result<Vec<Lying>, StoreError>>;

    /// Writes in one step. When this returns `Ok`, the values are on disk.
    fn write(&self, write: &Write) -> impl Future<Output = Result<(), WriteError>>;
}
