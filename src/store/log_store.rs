//! The store: Changes appended to a log, one head that says where the Book stands.
//!
//! Invariants, each kept here and checked on opening:
//!
//! - A write to the Book happens only on the very head that this tab saw last, and replaces it in
//!   the same step. Two tabs can therefore never both write number n.
//! - Everything is serialised before the write begins.
//! - `Ok` is returned only after the shelf has said that the values are on disk; then, and only
//!   then, the canary is written and the other tabs are told.
//! - The sequence never falls, not even when a Book is replaced by an older one.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use uuid::Uuid;

use super::canary::{self, Canary};
use super::envelope::{self, Content};
use super::glimpse::Begun;
use super::head::{Digest, Head, content_hash};
use super::reserve::{Reserve, Room};
use super::segments::part;
use super::shelf::{Area, Found, HEAD, Key, Read, Shelf, Write, WriteError};
use crate::app::history::HistoryItem;
use crate::app::ports::{
    Checked, CommitError, EarlierBook, Held, Kept, LocalFuture, News, OpenError, Opened, Position,
    Stand, Store, StoreError, StoredChange, StoredDraft, Upkeep,
};
use crate::domain::change::Change;
use crate::domain::moment::Now;
use crate::records::backup::Contents;
use crate::records::change_row::{ChangeRow, SegmentRef};
use crate::records::segment::{self, Packed};
use crate::records::{FORM_VERSION, RecordError, readable, to_json};

/// So many edits in the log alone take about a twentieth of a second to read.
const MUCH_UNFOLDED: u64 = 10_000;

/// A store on a shelf.
pub struct LogStore<S> {
    pub(super) shelf: S,
    pub(super) beside: Beside,
    /// The head that this tab saw last.
    pub(super) seen: RefCell<Option<Seen>>,
    /// The form of the Book, where a newer Genjin wrote it: it is read, and never written.
    pub(super) newer_form: Cell<Option<u32>>,
    /// How many edits lie in the log alone, as far as this tab knows.
    pub(super) unfolded_edits: Cell<u64>,
    /// What was read of the Book when Today was opened.
    pub(super) begun: RefCell<Option<Begun>>,
}

/// What a store needs beside its shelf.
pub struct Beside {
    /// Notices when the shelf comes back emptier than it was.
    pub canary: Rc<dyn Canary>,
    /// Lets through what makes less of the Book, where nothing else fits.
    pub reserve: Rc<dyn Reserve>,
    /// Tells the other tabs that the Book now stands here.
    pub tell: Rc<dyn Fn(Position)>,
    /// Makes random ids, for segments and installations.
    pub new_id: Rc<dyn Fn() -> Uuid>,
    /// Lets the page draw while much is made ready to be written.
    pub breathe: Rc<dyn Fn() -> LocalFuture<'static, ()>>,
}

/// A head with its bytes, which the next write is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) value: Vec<u8>,
    pub(super) head: Head,
}

impl Seen {
    pub(super) fn read(value: &[u8]) -> Result<Self, StoreError> {
        Ok(Self {
            head: Head::read(value)?,
            value: value.to_vec(),
        })
    }
}

/// Segments that are ready to be written, with the names under which they will be found.
#[derive(Default)]
pub(super) struct Named {
    pub(super) refs: Vec<SegmentRef>,
    values: Vec<Vec<u8>>,
}

impl Named {
    pub(super) fn add_to(self, write: &mut Write) {
        for (segment, value) in self.refs.into_iter().zip(self.values) {
            write.add(Area::Segments, Key::Text(segment.id), value);
        }
    }
}

impl<S: Shelf> LogStore<S> {
    /// A store on this shelf.
    pub fn new(shelf: S, beside: Beside) -> Self {
        Self {
            shelf,
            beside,
            seen: RefCell::new(None),
            newer_form: Cell::new(None),
            unfolded_edits: Cell::new(0),
            begun: RefCell::new(None),
        }
    }

    /// The shelf below.
    pub fn shelf(&self) -> &S {
        &self.shelf
    }

    /// Refuses to write where a newer Genjin did.
    pub(super) fn demand_known_form(&self) -> Result<(), StoreError> {
        match self.newer_form.get() {
            Some(version) => Err(StoreError::TooNew { version }),
            None => Ok(()),
        }
    }

    async fn append(&self, change: &Change, stand: Stand) -> Result<Stand, CommitError> {
        let Seen { value, head } = self.seen_at(stand)?;
        let sequence = head.sequence + 1;
        if Key::MAX_NUMBER < sequence {
            return Err(StoreError::Failed("the log is full".to_owned()).into());
        }
        let mut write = Write::on(Some(value));
        let unreadable = |error: RecordError| StoreError::Failed(error.to_string());
        let row = if change.edits.len() <= segment::MAX_LINES {
            change
                .edits
                .iter()
                .try_for_each(readable::check)
                .map_err(unreadable)?;
            ChangeRow::of(change)
        } else {
            let mut named = Named::default();
            for lines in segment::runs(&change.edits) {
                let packed = segment::pack_lines(lines).map_err(unreadable)?;
                self.name(packed, &mut named);
                (self.beside.breathe)().await;
            }
            let row = ChangeRow::in_segments(change, named.refs.clone());
            named.add_to(&mut write);
            row
        };
        row.header().map_err(unreadable)?;
        let content = to_json(&row).into_bytes();
        let next = Head {
            sequence,
            digest: head.digest.with(sequence, &content),
            counter: if change.replica == head.replica {
                change.counter
            } else {
                head.counter
            },
            newest: Some(change.id),
            ..head
        };
        write.add(Area::Log, Key::Number(sequence), envelope::wrap(content));
        let stand = self.write_book(write, next, Room::of(change)).await?;
        let edits = u64::try_from(change.edits.len()).unwrap_or(u64::MAX);
        self.unfolded_edits
            .set(self.unfolded_edits.get().saturating_add(edits));
        Ok(stand)
    }

    /// The head that this tab saw last, if the caller saw it too.
    pub(super) fn seen_at(&self, stand: Stand) -> Result<Seen, CommitError> {
        self.demand_known_form()?;
        let seen = self.seen.borrow().clone();
        seen.filter(|seen| seen.head.stand() == stand)
            .ok_or(CommitError::Behind)
    }

    /// Names packed segments by ids that were never used.
    pub(super) fn named(&self, packed: Vec<Packed>) -> Named {
        let mut named = Named::default();
        for one in packed {
            self.name(one, &mut named);
        }
        named
    }

    fn name(&self, packed: Packed, named: &mut Named) {
        let Packed { count, bytes, .. } = packed;
        named.refs.push(SegmentRef {
            id: (self.beside.new_id)().simple().to_string(),
            count,
            hash: content_hash(&bytes),
        });
        named.values.push(envelope::wrap(bytes));
    }

    /// Carries out a write to the Book with its new head; then the canary, then the other tabs.
    pub(super) async fn write_book(
        &self,
        mut write: Write,
        head: Head,
        room: Room,
    ) -> Result<Stand, CommitError> {
        let value = head.to_value();
        write.put(Area::Meta, HEAD, value.clone());
        let mut written = self.shelf.write(&write).await;
        if matches!(written, Err(WriteError::Failed(StoreError::Full)))
            && room.has_reserve(&write)
            && self.beside.reserve.give_back().await
        {
            written = self.shelf.write(&write).await;
        }
        match written {
            Ok(()) => {}
            Err(WriteError::Conflict) => return Err(CommitError::Behind),
            Err(WriteError::Failed(StoreError::Unknown)) => {
                self.find_out(&write, &value).await?;
            }
            Err(WriteError::Failed(error)) => return Err(error.into()),
        }
        canary::note(&*self.beside.canary, &head);
        let stand = head.stand();
        self.seen.replace(Some(Seen { value, head }));
        (self.beside.tell)(stand.position);
        Ok(stand)
    }

    /// Whether a write happened whose end was not seen. The head tells, and where another tab has
    /// moved on since, the log entry does.
    async fn find_out(&self, write: &Write, head: &[u8]) -> Result<(), CommitError> {
        let entry = write.puts.iter().find(|put| put.area == Area::Log);
        let mut reads = vec![Read::text(Area::Meta, HEAD)];
        reads.extend(entry.map(|put| Read::One(put.area, put.key.clone())));
        let Ok(found) = self.shelf.read(&reads).await else {
            return Err(StoreError::Unknown.into());
        };
        let is_there = |found: &Found, value: &[u8]| found.first().is_some_and(|it| it == value);
        let [found_head, found_entry @ ..] = found.as_slice() else {
            return Err(StoreError::Unknown.into());
        };
        let entry_is_there = entry
            .zip(found_entry.first())
            .is_some_and(|(put, found)| is_there(found, &put.value));
        if is_there(found_head, head) || entry_is_there {
            return Ok(());
        }
        let unmoved = self
            .seen
            .borrow()
            .as_ref()
            .is_some_and(|seen| is_there(found_head, &seen.value));
        Err(if unmoved {
            StoreError::Failed("the write was cut off and did not happen".to_owned()).into()
        } else {
            CommitError::Behind
        })
    }

    async fn news_since(&self, position: Position) -> Result<News, StoreError> {
        let first = position.sequence + 1;
        let reads = [Read::text(Area::Meta, HEAD), Read::From(Area::Log, first)];
        let found = self.shelf.read(&reads).await?;
        let [head, entries] = found.as_slice() else {
            return Err(StoreError::Failed("a read fell short".to_owned()));
        };
        let seen = Seen::read(head.first().ok_or_else(|| damaged("head"))?)?;
        let head = &seen.head;
        let is_continued = head.epoch == position.epoch
            && position.sequence <= head.sequence
            && head.log_from <= first;
        if !is_continued {
            return Ok(News::Reload);
        }
        if u64::try_from(entries.len()) != Ok(head.sequence - position.sequence) {
            return Err(damaged("log"));
        }
        let mut rows = Vec::with_capacity(entries.len());
        let mut added = Digest::default();
        for (sequence, value) in (first..).zip(entries) {
            let content = envelope::content_of(value, || entry_part(sequence))?;
            added = added.with(sequence, content);
            rows.push((sequence, read_entry(sequence, content)?));
        }
        let seen_before = self.seen.borrow().clone();
        if seen_before.is_some_and(|before| {
            before.head.position() == position
                && before.head.running().plus(added) != head.running()
        }) {
            return Err(damaged("log"));
        }
        let changes = self.with_segments(rows).await?;
        let stand = head.stand();
        self.seen.replace(Some(seen));
        Ok(News::Changes(changes, stand))
    }

    async fn stored_change(&self, sequence: u64) -> Result<Option<StoredChange>, StoreError> {
        let is_kept = self
            .seen
            .borrow()
            .as_ref()
            .is_some_and(|seen| seen.head.log_from <= sequence);
        if !is_kept {
            return Ok(None);
        }
        let read = Read::One(Area::Log, Key::Number(sequence));
        let Some(value) = self.shelf.read(&[read]).await?.into_iter().flatten().next() else {
            return Ok(None);
        };
        let content = envelope::content_of(&value, || entry_part(sequence))?;
        let row = read_entry(sequence, content)?;
        let changes = self.with_segments(vec![(sequence, row)]).await?;
        Ok(changes.into_iter().next())
    }

    /// Log entries with the content of the segments that they name.
    pub(super) async fn with_segments(
        &self,
        rows: Vec<(u64, ChangeRow)>,
    ) -> Result<Vec<StoredChange>, StoreError> {
        let wanted: Vec<&SegmentRef> = rows.iter().flat_map(|(_, row)| &row.segments).collect();
        let mut contents = self.segments(&wanted).await?.into_iter();
        Ok(rows
            .into_iter()
            .map(|(sequence, row)| StoredChange {
                sequence,
                segments: contents
                    .by_ref()
                    .take(row.segments.len())
                    .map(Content::into_vec)
                    .collect(),
                row,
            })
            .collect())
    }

    /// The content of these segments, each checked against its hash.
    pub(super) async fn segments(
        &self,
        wanted: &[&SegmentRef],
    ) -> Result<Vec<Content>, StoreError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let reads: Vec<Read> = wanted
            .iter()
            .map(|segment| Read::text(Area::Segments, &segment.id))
            .collect();
        let found = self.shelf.read(&reads).await?;
        wanted
            .iter()
            .zip(found)
            .map(|(segment, found)| checked_segment(segment, found))
            .collect()
    }

    /// The content of one segment.
    pub(super) async fn segment(&self, wanted: &SegmentRef) -> Result<Content, StoreError> {
        let read = self.segments(&[wanted]).await?.into_iter().next();
        read.ok_or_else(|| damaged(part(wanted)))
    }
}

/// A part that is not what was written.
pub(super) fn damaged(part: impl Into<String>) -> StoreError {
    StoreError::Damaged(part.into())
}

/// A log entry as a part that may be damaged.
pub(super) fn entry_part(sequence: u64) -> String {
    format!("log entry {sequence}")
}

/// The Change that a log entry holds.
pub(super) fn read_entry(sequence: u64, content: &[u8]) -> Result<ChangeRow, StoreError> {
    crate::records::from_json_bytes(content)
        .map_err(|error| damaged(format!("{}: {error}", entry_part(sequence))))
}

/// The content of a segment, if it is the one that was written.
pub(super) fn checked_segment(segment: &SegmentRef, found: Found) -> Result<Content, StoreError> {
    let name = || part(segment);
    let damage = || damaged(name());
    let value = found.into_iter().next().ok_or_else(damage)?;
    let content = Content::of(value, name)?;
    if content_hash(&content) == segment.hash {
        Ok(content)
    } else {
        Err(damage())
    }
}

impl<S: Shelf> Store for LogStore<S> {
    fn glimpse(&self, now: Now) -> LocalFuture<'_, Option<Opened>> {
        Box::pin(self.first_look(now))
    }

    fn open(&self) -> LocalFuture<'_, Result<Opened, OpenError>> {
        Box::pin(self.open_book())
    }

    fn begin_again(&self) -> LocalFuture<'_, Result<Opened, OpenError>> {
        Box::pin(self.start_over())
    }

    fn reconnect(&self) {
        self.shelf.reconnect();
    }

    fn commit<'a>(
        &'a self,
        change: &'a Change,
        stand: Stand,
    ) -> LocalFuture<'a, Result<Stand, CommitError>> {
        Box::pin(self.append(change, stand))
    }

    fn news(&self, position: Position) -> LocalFuture<'_, Result<News, StoreError>> {
        Box::pin(self.news_since(position))
    }

    fn change_at(
        &self,
        sequence: u64,
    ) -> LocalFuture<'_, Result<Option<StoredChange>, StoreError>> {
        Box::pin(self.stored_change(sequence))
    }

    fn older_history(
        &self,
        before: Option<u64>,
    ) -> LocalFuture<'_, Result<Vec<HistoryItem>, StoreError>> {
        Box::pin(self.read_older_history(before))
    }

    fn keep_up<'a>(
        &'a self,
        held: &'a dyn Held,
        upkeep: Upkeep,
    ) -> LocalFuture<'a, Result<Kept, CommitError>> {
        Box::pin(async move {
            self.demand_known_form()?;
            self.beside.reserve.take().await;
            self.fold(held, upkeep).await
        })
    }

    fn has_much_unfolded(&self) -> bool {
        MUCH_UNFOLDED <= self.unfolded_edits.get()
    }

    fn make_room<'a>(
        &'a self,
        held: &'a dyn Held,
        upkeep: Upkeep,
    ) -> LocalFuture<'a, Result<bool, CommitError>> {
        Box::pin(self.let_go(held, upkeep))
    }

    fn check<'a>(
        &'a self,
        held: &'a dyn Held,
        progress: &'a dyn Fn(usize, usize),
    ) -> LocalFuture<'a, Result<Checked, CommitError>> {
        Box::pin(self.check_all(held, progress))
    }

    fn replace<'a>(
        &'a self,
        contents: &'a Contents,
        stand: Stand,
    ) -> LocalFuture<'a, Result<Stand, CommitError>> {
        Box::pin(self.replace_book(contents, stand))
    }

    fn replaced(&self) -> LocalFuture<'_, Result<Option<Contents>, StoreError>> {
        Box::pin(self.replaced_last())
    }

    fn earlier(&self) -> LocalFuture<'_, Result<Vec<EarlierBook>, StoreError>> {
        Box::pin(self.earlier_books())
    }

    fn newer_form(&self) -> Option<u32> {
        self.newer_form.get()
    }

    fn has_older_form(&self) -> bool {
        let seen = self.seen.borrow();
        let head = seen.as_ref();
        head.is_some_and(|seen| {
            let read = Head::read_up_to(&seen.value, FORM_VERSION);
            read.is_ok_and(|(_, form)| form < FORM_VERSION)
        })
    }

    fn as_it_lies(&self) -> LocalFuture<'_, Result<Vec<u8>, StoreError>> {
        Box::pin(self.all_as_it_lies())
    }

    fn save_draft<'a>(&'a self, draft: &'a StoredDraft) -> LocalFuture<'a, Result<(), StoreError>> {
        Box::pin(self.put_draft(draft))
    }

    fn drafts(&self) -> LocalFuture<'_, Result<Vec<StoredDraft>, StoreError>> {
        Box::pin(self.all_drafts())
    }

    fn remove_draft<'a>(
        &'a self,
        form: &'a str,
        id: Uuid,
    ) -> LocalFuture<'a, Result<(), StoreError>> {
        Box::pin(self.delete_draft(form, id))
    }
}
