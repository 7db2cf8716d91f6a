//! Replacing the whole Book in one write: by a backup, by what can still be read, or by nothing.
//!
//! The Book that was there is never lost by it: it goes into the [`ring`](super::ring). The new one
//! takes the next number and a new epoch, so that every tab notices.

use std::collections::BTreeSet;

use super::canary::Noted;
use super::envelope::{self, Content};
use super::head::{Digest, Head, Manifest, ManifestSegment, Older, content_hash};
use super::log_store::{LogStore, checked_segment, entry_part, read_entry};
use super::opening::MANIFEST;
use super::reserve::Room;
use super::ring::{Kept, Ring};
use super::segments::named;
use super::shelf::{Area, HEAD, Key, Making, Read, Shelf, Write};
use crate::app::model::Model;
use crate::app::ports::{
    CommitError, Finding, OpenError, Opened, Remains, Stand, Store, StoreError,
};
use crate::domain::change::{Edit, Edited};
use crate::domain::id::{BookId, ReplicaId};
use crate::domain::order::Gather;
use crate::records::Kind;
use crate::records::backup::Contents;
use crate::records::change_row::{ChangeRow, SegmentRef};
use crate::records::segment;

/// The Book that is to be replaced, as far as it can be read.
#[derive(Default)]
pub(super) struct Present {
    head_value: Option<Vec<u8>>,
    head: Option<Head>,
    manifest_value: Option<Vec<u8>>,
    manifest: Manifest,
    rows: Vec<(u64, ChangeRow)>,
    ring: Ring,
    /// Its log entries, from and to.
    log: (u64, u64),
    /// The highest number that was ever taken here.
    last_number: u64,
    last_epoch: u64,
}

impl Present {
    /// A Book that is to be read, and not replaced.
    pub(super) fn read(head: Head, manifest: Manifest, rows: Vec<(u64, ChangeRow)>) -> Self {
        Self {
            head: Some(head),
            manifest,
            rows,
            ..Self::default()
        }
    }

    /// Whether nothing of it can be read.
    fn is_nothing(&self) -> bool {
        self.head.is_none() && self.manifest.segments.is_empty() && self.rows.is_empty()
    }
}

impl<S: Shelf> LogStore<S> {
    /// Goes on with what can be read of a Book that is not the one last saved. What it was found
    /// as is kept in the ring.
    pub async fn accept_what_is_there(&self) -> Result<Opened, OpenError> {
        let present = self.present().await?;
        if present.is_nothing() {
            return Err(OpenError::NotWhatWasSaved(Finding::Damaged {
                part: HEAD.to_owned(),
            }));
        }
        let book = match (&present.head, Noted::read(&*self.beside.canary)) {
            (Some(head), _) => head.book,
            (None, Noted::Note(note)) => note.book,
            (None, _) => BookId((self.beside.new_id)()),
        };
        let contents = self.salvaged(&present).await?.contents(book);
        self.begin_anew(&contents, present).await
    }

    /// What [`accept_what_is_there`](Self::accept_what_is_there) would go on with; `None` where nothing is
    /// left.
    pub async fn remains(&self) -> Result<Option<Remains>, StoreError> {
        let present = self.present().await?;
        if present.is_nothing() {
            return Ok(None);
        }
        let model = self.salvaged(&present).await?;
        Ok(Some(Remains {
            customers: model.count(Kind::Customer),
            communications: model.count(Kind::Communication),
        }))
    }

    /// Begins an empty Book where the one last saved is lost. What is left is kept in the ring.
    pub async fn start_over(&self) -> Result<Opened, OpenError> {
        let book = BookId((self.beside.new_id)());
        self.restore(&Model::default().contents(book)).await
    }

    /// Goes on with these contents where the Book last saved is lost. What is left is kept in the ring.
    pub async fn restore(&self, contents: &Contents) -> Result<Opened, OpenError> {
        self.shelf.open(Making::Allowed).await?;
        let present = self.present().await?;
        self.begin_anew(contents, present).await
    }

    pub(super) async fn begin_anew(
        &self,
        contents: &Contents,
        present: Present,
    ) -> Result<Opened, OpenError> {
        match self.write_replacement(contents, present).await {
            // On a conflict another tab was first to go on; its Book is as good.
            Ok(_) | Err(CommitError::Behind) => self.open().await,
            Err(CommitError::Store(error)) => Err(error.into()),
        }
    }

    pub(super) async fn replace_book(
        &self,
        contents: &Contents,
        stand: Stand,
    ) -> Result<Stand, CommitError> {
        let seen = self.seen_at(stand)?;
        let present = self.present().await?;
        if present.head_value.as_ref() != Some(&seen.value) {
            return Err(CommitError::Behind);
        }
        self.write_replacement(contents, present).await
    }

    async fn write_replacement(
        &self,
        contents: &Contents,
        present: Present,
    ) -> Result<Stand, CommitError> {
        let Present {
            head_value,
            head,
            manifest_value,
            manifest,
            rows,
            ring,
            log,
            last_number,
            last_epoch,
        } = present;
        let number = last_number + 1;
        let mut write = Write::on(head_value.clone());

        let in_log = rows.iter().flat_map(|(_, row)| &row.segments);
        let in_log = in_log.map(|segment| segment.id.clone());
        let segments: BTreeSet<String> = in_log.chain(named(&manifest)).into_set();
        let kept = Kept::of(head.as_ref(), number, log, segments);
        ring.keep(kept, head_value, manifest_value, &mut write);

        let packed = segment::pack(&edits_of(contents))
            .map_err(|error| StoreError::Failed(error.to_string()))?;
        let kinds: Vec<_> = packed.iter().map(|packed| packed.kind).collect();
        let named = self.named(packed);
        let manifest = Manifest {
            segments: kinds
                .into_iter()
                .zip(&named.refs)
                .map(|(kind, segment)| ManifestSegment {
                    kind,
                    segment: segment.clone(),
                })
                .collect(),
            ..Manifest::default()
        };
        named.add_to(&mut write);
        let manifest = manifest.to_content();
        let next = Head {
            book: contents.book,
            epoch: last_epoch + 1,
            sequence: number,
            folded_to: number,
            log_from: number + 1,
            manifest: content_hash(&manifest),
            digest: Digest::default(),
            dropped: Digest::default(),
            older: Older::none(number + 1),
            replica: head
                .as_ref()
                .map_or_else(|| ReplicaId((self.beside.new_id)()), |head| head.replica),
            counter: head.as_ref().map_or(0, |head| head.counter),
            newest: None,
        };
        write.put(Area::Meta, MANIFEST, envelope::wrap(manifest));
        self.write_book(write, next, Room::Free).await
    }

    /// The Book that is there. What cannot be read of it counts as absent; what a newer Genjin
    /// wrote is an error, for it can be read by that.
    pub(super) async fn present(&self) -> Result<Present, StoreError> {
        let reads = [
            Read::text(Area::Meta, HEAD),
            Read::text(Area::Meta, MANIFEST),
            Ring::read(),
        ];
        let mut found = self.shelf.read(&reads).await?.into_iter();
        let mut next = || found.next().and_then(|values| values.into_iter().next());
        let (head_value, manifest_value, ring) = (next(), next(), next());
        let head = match &head_value {
            Some(value) => readable(Head::read(value))?,
            None => None,
        };
        let manifest = match (&manifest_value, &head) {
            (Some(value), Some(head)) => readable(Manifest::read(value, head))?,
            (Some(value), None) => readable(Manifest::left_over(value))?,
            (None, _) => None,
        };
        let ring = readable(Ring::of(ring.as_deref()))?.unwrap_or_default();
        let (noted_sequence, noted_epoch) = match Noted::read(&*self.beside.canary) {
            Noted::Note(note) => (note.sequence, note.epoch),
            Noted::Nothing | Noted::Unreadable => (0, 0),
        };
        let entries = self.shelf.keys(Area::Log).await?;
        let numbers = entries.iter().filter_map(|key| match key {
            Key::Number(number) => Some(*number),
            Key::Text(_) => None,
        });
        let last_entry = numbers.max().unwrap_or(0);
        // Entries up to the last replacing belong to Books in the ring. Which of the others are folded
        // only the head knew; done once more, they come to the same.
        let log = match &head {
            Some(head) => (head.log_from, head.sequence),
            None => (ring.last_number() + 1, last_entry),
        };
        let rows = self.readable_entries(log.0).await?;
        let last_number = [
            head.as_ref().map_or(0, |head| head.sequence),
            noted_sequence,
            ring.last_number(),
            last_entry,
        ];
        Ok(Present {
            last_number: last_number.into_iter().max().unwrap_or(0),
            last_epoch: head.as_ref().map_or(0, |head| head.epoch).max(noted_epoch),
            head_value,
            head,
            manifest_value,
            manifest: manifest.unwrap_or_default(),
            rows,
            ring,
            log,
        })
    }

    async fn readable_entries(&self, first: u64) -> Result<Vec<(u64, ChangeRow)>, StoreError> {
        let read = Read::From(Area::Log, first);
        let entries = self.shelf.read(&[read]).await?.into_iter().flatten();
        let mut rows = Vec::new();
        // Where an entry is missing, the numbers that follow are too low: they only name errors.
        for (sequence, value) in (first..).zip(entries) {
            let row = envelope::content_of(&value, || entry_part(sequence))
                .and_then(|content| read_entry(sequence, content));
            rows.extend(readable(row)?.map(|row| (sequence, row)));
        }
        Ok(rows)
    }

    /// All records that can still be read.
    pub(super) async fn salvaged(&self, present: &Present) -> Result<Model, StoreError> {
        let mut model = Model::default();
        for segment in &present.manifest.segments {
            let content = self.readable_segment(&segment.segment).await?;
            let edits = content.and_then(|content| segment::unpack(&content, &model).ok());
            model.take_in(&edits.unwrap_or_default());
        }
        let folded_to = present.head.as_ref().map_or(0, |head| head.folded_to);
        for (sequence, row) in &present.rows {
            if *sequence <= folded_to {
                continue;
            }
            for edit in row.edits() {
                if let Ok(edit) = edit.decode(&model) {
                    model.take_in(&[edit]);
                }
            }
            for segment in &row.segments {
                let content = self.readable_segment(segment).await?;
                let edits = content.and_then(|content| segment::unpack(&content, &model).ok());
                model.take_in(&edits.unwrap_or_default());
            }
        }
        self.place(&mut model).await;
        Ok(model)
    }

    async fn readable_segment(&self, segment: &SegmentRef) -> Result<Option<Content>, StoreError> {
        let read = Read::text(Area::Segments, &segment.id);
        let found = self.shelf.read(&[read]).await?.into_iter().next();
        readable(checked_segment(segment, found.unwrap_or_default()))
    }
}

/// `None` for what is damaged.
pub(super) fn readable<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(StoreError::Damaged(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The making of every record, kind by kind in the order of a backup.
fn edits_of(contents: &Contents) -> Vec<Edit> {
    fn made<T>(record: &std::sync::Arc<T>) -> Edited<T> {
        Edited {
            before: None,
            after: Some(record.clone()),
        }
    }
    let Contents {
        book: _,
        settings,
        sources,
        customers,
        communications,
        follow_ups,
        needs,
        promises,
        ratings,
        observations,
        reminders,
    } = contents;
    let mut edits = vec![Edit::Settings(made(settings))];
    edits.extend(sources.iter().map(|one| Edit::Source(made(one))));
    edits.extend(customers.iter().map(|one| Edit::Customer(made(one))));
    edits.extend(
        communications
            .iter()
            .map(|one| Edit::Communication(made(one))),
    );
    edits.extend(follow_ups.iter().map(|one| Edit::FollowUp(made(one))));
    edits.extend(needs.iter().map(|one| Edit::Need(made(one))));
    edits.extend(promises.iter().map(|one| Edit::Promise(made(one))));
    edits.extend(ratings.iter().map(|one| Edit::Rating(made(one))));
    edits.extend(observations.iter().map(|one| Edit::Observation(made(one))));
    edits.extend(reminders.iter().map(|one| Edit::Reminder(made(one))));
    edits
}
