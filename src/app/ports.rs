//! What the app needs of the world, as traits: the clock and ids, and a place to keep the Book.

use std::cell::Ref;
use std::future::Future;
use std::pin::Pin;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use uuid::Uuid;

use super::history::HistoryItem;
use super::model::Model;
use crate::domain::change::{Change, Edit};
use crate::domain::id::{BookId, ChangeId, ReplicaId};
use crate::domain::moment::Now;
use crate::records::backup::Contents;
use crate::records::change_row::{ChangeRow, Records};
use crate::records::segment;
use crate::records::{Kind, RecordError};

/// A future that need not leave its thread: the browser has one.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Time and identity, which come from outside so that tests can fix them.
pub trait Environment {
    /// The device's present moment with its present offset.
    fn now(&self) -> Now;

    /// A new random id (UUID v7).
    fn new_id(&self) -> Uuid;

    /// Lets the page draw and answer, if it was kept from it for a while. Long work calls this
    /// between its parts.
    fn breathe(&self) -> LocalFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// Waits for some milliseconds; where nothing keeps time, not at all.
    fn wait(&self, _milliseconds: u32) -> LocalFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// The instant at which the device's clocks show this wall time on that date. A time in the
    /// gap of a clock change moves forward; an ambiguous one is the first.
    fn resolve(&self, wall: NaiveDateTime) -> DateTime<FixedOffset>;
}

/// Where a Book stands in its log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Grows when the whole Book is replaced; Changes are not carried from one epoch to another.
    pub epoch: u64,
    /// Number of the newest log entry; never falls.
    pub sequence: u64,
}

/// A Book as it was read from the store.
#[derive(Debug)]
pub struct Opened {
    /// The Book's identity.
    pub book: BookId,
    /// Where it stands.
    pub stand: Stand,
    /// All its records.
    pub model: Model,
    /// The Changes that are still in the log, oldest first.
    pub history: Vec<HistoryItem>,
}

/// What the next Change must be built on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// The newest log entry.
    pub position: Position,
    /// The Change of that entry; `None` in a Book without Changes.
    pub newest: Option<ChangeId>,
    /// The installation that writes here.
    pub replica: ReplicaId,
    /// How many Changes it has written.
    pub counter: u64,
}

/// What happened in the store since a position.
#[derive(Debug)]
pub enum News {
    /// These Changes, oldest first, and where the Book stands now.
    Changes(Vec<StoredChange>, Stand),
    /// The Book was replaced, or the log no longer reaches back: read it anew.
    Reload,
}

/// A Change with its place in the log.
#[derive(Debug)]
pub struct StoredChange {
    /// Its place in the log.
    pub sequence: u64,
    /// The Change in its persisted form.
    pub row: ChangeRow,
    /// The bytes of the segments that its row names, in their order.
    pub segments: Vec<Vec<u8>>,
}

impl StoredChange {
    /// The Change, given the records as they stood before it.
    pub fn decode(&self, records: &dyn Records) -> Result<Change, RecordError> {
        let mut change = self.row.header()?;
        change.edits = self.edits(records).collect::<Result<_, _>>()?;
        Ok(change)
    }

    /// The edits one by one, each with the error of reading it.
    pub fn edits<'a>(
        &'a self,
        records: &'a dyn Records,
    ) -> impl Iterator<Item = Result<Edit, RecordError>> + 'a {
        (0..).map_while(|index| self.part(index, records)).flatten()
    }

    /// The edits of one part, for work that pauses between them: those in the row itself, then those
    /// of each segment; `None` after the last.
    pub fn part(
        &self,
        index: usize,
        records: &dyn Records,
    ) -> Option<Vec<Result<Edit, RecordError>>> {
        let Some(segment) = index.checked_sub(1) else {
            let rows = self.row.edits().iter();
            return Some(rows.map(|row| row.decode(records)).collect());
        };
        let edits = segment::unpack(self.segments.get(segment)?, records);
        Some(match edits {
            Ok(edits) => edits.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        })
    }
}

/// Text that was being typed and not yet saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDraft {
    /// Which form it was typed into.
    pub form: String,
    /// Which opening of that form.
    pub id: Uuid,
    /// The form's own written state.
    pub text: String,
}

/// The Book as a tab holds it in memory, for work that looks at it between its steps.
pub trait Held {
    /// Where it stands.
    fn stand(&self) -> Stand;

    /// Its records as they stand there.
    fn model(&self) -> Ref<'_, Model>;
}

/// How many of the newest Changes can be taken back whatever happens.
pub const NEWEST: u64 = 20;

/// What the upkeep of the store goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upkeep {
    /// The device's present moment.
    pub now: Now,
    /// So many Changes may lie in the log alone before they are folded into segments, and four times
    /// as many edits: each is decoded by itself on opening.
    pub unfolded: u64,
    /// So many of the newest Changes are read on opening, that undo knows them at once.
    pub recent: u64,
    /// At least so many Changes can be taken back.
    pub least_history: u64,
    /// Changes older than so many days leave the log.
    pub history_days: i64,
    /// From so many communications on, those that Today looks at are kept apart for the opening.
    pub summary_from: usize,
    /// Whatever the Book holds, its log may take so many bytes before older Changes leave it.
    pub history_bytes: u64,
    /// The same for each record there is, where that is more: about what the record takes itself,
    /// so that a Book stays below three times its live data.
    pub history_bytes_per_record: u64,
}

impl Upkeep {
    /// The upkeep of the user's Book.
    pub fn usual(now: Now) -> Self {
        Self {
            now,
            unfolded: 300,
            recent: 100,
            least_history: 10_000,
            history_days: 365,
            // Fewer are read in a tenth of a second.
            summary_from: 20_000,
            // About 25,000 Changes.
            history_bytes: 16_000_000,
            history_bytes_per_record: 300,
        }
    }

    /// The upkeep of a Book for which there is no room: only what was done last can be taken back.
    pub fn sparing(now: Now) -> Self {
        Self {
            unfolded: 0,
            recent: NEWEST,
            least_history: NEWEST,
            history_days: 0,
            history_bytes: 0,
            history_bytes_per_record: 0,
            ..Self::usual(now)
        }
    }
}

/// A Book that was replaced here and is kept, so that there is a way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierBook {
    /// The number that its replacing took, by which it is asked for.
    pub number: u64,
    /// How many customers it held, those in the trash included, as far as can be read.
    pub customers: usize,
    /// How many communications, likewise.
    pub communications: usize,
    /// When its newest Change was made, where it had any that is kept.
    pub changed_at: Option<Now>,
}

/// What can still be read of a Book that cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remains {
    /// How many customers, those in the trash included.
    pub customers: usize,
    /// How many communications, likewise.
    pub communications: usize,
}

/// What is wrong with the stored Book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// A part is missing, or not what was written.
    Part(String),
    /// The log holds other entries than were written.
    Log,
    /// It is not the Book that was last saved here.
    NotWhatWasSaved(Finding),
    /// So many records of a kind are others on disk than the page shows, or are on one side alone.
    Unlike(Kind, usize),
    /// So many records of a kind name a customer that is not there.
    Astray(Kind, usize),
    /// A Book that was replaced earlier cannot be read whole any more.
    Earlier(u64),
}

/// What a check of the stored Book found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// How many records were read.
    pub records: usize,
    /// How many Changes.
    pub changes: usize,
    /// What is wrong.
    pub defects: Vec<Defect>,
}

impl Checked {
    /// Whether nothing is wrong with the Book in force. One that was replaced because it was damaged
    /// stays so.
    pub fn is_well(&self) -> bool {
        let is_earlier = |defect: &Defect| matches!(defect, Defect::Earlier(_));
        self.defects.iter().all(is_earlier)
    }
}

/// What upkeep came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// There was nothing to do.
    AsItWas,
    /// Changes were folded into segments.
    Folded,
}

/// Where the Book is kept.
///
/// Every store passes the contract suite in [`contract`](super::contract). A call that fails has
/// changed nothing, except where [`StoreError::Unknown`] says that this cannot be known.
pub trait Store {
    /// Reads what Today needs, where that can be had before the rest: a Book whose model is not
    /// [whole](Model::is_whole). `None` where the whole Book must be opened, or something is wrong,
    /// which [`open`](Self::open) says.
    fn glimpse(&self, now: Now) -> LocalFuture<'_, Option<Opened>>;

    /// Reads the whole Book; makes an empty one where there never was any.
    fn open(&self) -> LocalFuture<'_, Result<Opened, OpenError>>;

    /// Begins an empty Book where the one last saved is gone or damaged; what is left of it is kept
    /// for recovery.
    fn begin_again(&self) -> LocalFuture<'_, Result<Opened, OpenError>>;

    /// Lets go of the connection, where there is one, so that the next call makes a fresh one.
    fn reconnect(&self) {}

    /// Appends a Change to the log, durably, if the Book still stands at `stand`.
    ///
    /// When this returns `Ok`, the Change is on disk.
    fn commit<'a>(
        &'a self,
        change: &'a Change,
        stand: Stand,
    ) -> LocalFuture<'a, Result<Stand, CommitError>>;

    /// What was written after `position` by any tab.
    fn news(&self, position: Position) -> LocalFuture<'_, Result<News, StoreError>>;

    /// The Change at a place in the log, `None` where it is no longer kept.
    fn change_at(&self, sequence: u64)
    -> LocalFuture<'_, Result<Option<StoredChange>, StoreError>>;

    /// The Changes that are kept but were not read on opening, oldest first: those before this
    /// place, or all where nothing was read.
    fn older_history(
        &self,
        before: Option<u64>,
    ) -> LocalFuture<'_, Result<Vec<HistoryItem>, StoreError>>;

    /// Folds old Changes into the segments that opening reads, and lets go of what is no longer
    /// kept. The Book stays the same. [`CommitError::Behind`] where it moved on meanwhile: another
    /// time will do.
    fn keep_up<'a>(
        &'a self,
        held: &'a dyn Held,
        upkeep: Upkeep,
    ) -> LocalFuture<'a, Result<Kept, CommitError>>;

    /// Whether so much lies in the log alone that opening is the slower for it, as after an import.
    fn has_much_unfolded(&self) -> bool;

    /// Lets go of the Books that were replaced; where there are none, of the Changes that this upkeep
    /// does not keep. Answers whether there was anything of it. The Book stays the same.
    /// [`CommitError::Behind`] where it moved on meanwhile.
    fn make_room<'a>(
        &'a self,
        held: &'a dyn Held,
        upkeep: Upkeep,
    ) -> LocalFuture<'a, Result<bool, CommitError>>;

    /// Reads everything that is stored and holds it against what was written and what the page
    /// shows. `progress` hears how many of all parts are done. [`CommitError::Behind`] where
    /// something was written meanwhile.
    fn check<'a>(
        &'a self,
        held: &'a dyn Held,
        progress: &'a dyn Fn(usize, usize),
    ) -> LocalFuture<'a, Result<Checked, CommitError>>;

    /// Replaces the whole Book in one step, keeping the present as a recovery manifest.
    fn replace<'a>(
        &'a self,
        contents: &'a Contents,
        stand: Stand,
    ) -> LocalFuture<'a, Result<Stand, CommitError>>;

    /// What the Book held that was replaced last, as far as it is kept: the way back over a restore.
    fn replaced(&self) -> LocalFuture<'_, Result<Option<Contents>, StoreError>>;

    /// The Books that were replaced here and can be gone back to, the newest first.
    fn earlier(&self) -> LocalFuture<'_, Result<Vec<EarlierBook>, StoreError>>;

    /// The version of the Book's form, where a newer Genjin wrote it: then it can be read as far as
    /// this one understands it, and nothing is written.
    fn newer_form(&self) -> Option<u32>;

    /// Whether an older Genjin wrote the Book last, so that the next write makes it one of this version's
    /// form, which the older one then only shows.
    fn has_older_form(&self) -> bool;

    /// Everything that is stored, as it lies there, in one file. It asks for nothing to be understood
    /// and works where nothing else does.
    fn as_it_lies(&self) -> LocalFuture<'_, Result<Vec<u8>, StoreError>>;

    /// Keeps text being typed; replaces what the same form and id held.
    fn save_draft<'a>(&'a self, draft: &'a StoredDraft) -> LocalFuture<'a, Result<(), StoreError>>;

    /// All kept texts.
    fn drafts(&self) -> LocalFuture<'_, Result<Vec<StoredDraft>, StoreError>>;

    /// Forgets a kept text.
    fn remove_draft<'a>(
        &'a self,
        form: &'a str,
        id: Uuid,
    ) -> LocalFuture<'a, Result<(), StoreError>>;
}

/// Why a Book could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// What is stored is not what was last saved here: nothing may be written over it.
    #[error("the stored book is not the one last saved: {0:?}")]
    NotWhatWasSaved(Finding),
    /// It was written by a newer Genjin.
    #[error("written by a newer version ({version})")]
    TooNew {
        /// The version of its form.
        version: u32,
    },
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::TooNew { version } => Self::TooNew { version },
            StoreError::Damaged(part) => Self::NotWhatWasSaved(Finding::Damaged { part }),
            other => Self::Store(other),
        }
    }
}

/// How the stored Book differs from what was last saved here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The Book is gone altogether.
    Missing {
        /// The number of the last Change that was saved.
        saved: u64,
    },
    /// It is another Book.
    AnotherBook,
    /// The newest Changes are missing.
    Shorter {
        /// The number of the last Change that was saved.
        saved: u64,
        /// The number of the last Change that is there.
        found: u64,
    },
    /// The log holds other entries than were written.
    Altered,
    /// A part cannot be read.
    Damaged {
        /// Which part, for the report.
        part: String,
    },
}

/// Why a Change was not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// Another tab was first: read the [`News`] and decide again.
    #[error("another tab was first")]
    Behind,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why the store failed. What was stored before is untouched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The disk or the browser's share of it is full.
    #[error("storage is full")]
    Full,
    /// The browser refuses storage to this page.
    #[error("storage is unavailable")]
    Unavailable,
    /// The connection was closed from outside and could not be had again. Nothing was written.
    #[error("the connection was closed")]
    Closed,
    /// Another tab runs a newer Genjin, which has changed the form of the store meanwhile.
    #[error("written by a newer version ({version})")]
    TooNew {
        /// The version of its form, or the lowest that it can be.
        version: u32,
    },
    /// It is sealed by a passphrase, which this version cannot ask for.
    #[error("sealed")]
    Sealed,
    /// The write was cut off and may or may not have happened.
    #[error("the outcome of the write is unknown")]
    Unknown,
    /// What was read is not what was written.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Anything else, in the browser's words.
    #[error("storage failed: {0}")]
    Failed(String),
}
