//! Upkeep: folds what the log holds into the segments, so that opening stays quick however long a
//! Book is kept, and lets go of what is no longer kept.
//!
//! All is made ready beside the user's work, in steps between which the page draws. It is written in
//! one step on the head it was made for: if anything was written meanwhile, it is dropped, and
//! another time will do. A segment is taken away in the same write that ceases to name it, so no
//! other tab can be about to name it: that tab's own write would fail on its head.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::envelope;
use super::head::{Digest, Head, Manifest, Older, Summary, content_hash};
use super::history::{Dropping, ENTRIES_AT_ONCE, bytes_of};
use super::log_store::{LogStore, Seen, damaged, entry_part, read_entry};
use super::opening::MANIFEST;
use super::reserve::Room;
use super::ring::Ring;
use super::segments::{Live, Remaking, named, record_key, unreadable};
use super::shelf::{Area, Key, Read, Shelf, Write};
use crate::app::model::Model;
use crate::app::ports::{CommitError, Held, Kept, StoreError, Upkeep};
use crate::app::table::Slot;
use crate::domain::change::{Edit, Edited};
use crate::domain::communication::Communication;
use crate::domain::order::{Gather, PutInOrder};
use crate::records::change_row::{ChangeRow, EditRow, Find};
use crate::records::segment::{self, Written};
use crate::records::{Kind, RecordError};

/// How many customers are looked at before the page may draw.
const CUSTOMERS_AT_ONCE: Slot = 10_000;

/// What the entries that are folded did.
#[derive(Default)]
struct Log {
    /// The records they touched, and whether the first of them made the record.
    touched: BTreeMap<(Kind, String), bool>,
    /// Over all entries that were read.
    digest: Digest,
    /// Over those of them that opening need not read any more.
    older: Digest,
    older_bytes: u64,
}

/// Which records have a line to be written, and which are gone.
#[derive(Default)]
struct Folded {
    edits: Vec<Edit>,
    gone: BTreeMap<Kind, Vec<u128>>,
    live: Vec<Live>,
}

impl<S: Shelf> LogStore<S> {
    pub(super) async fn fold(&self, shown: &dyn Held, upkeep: Upkeep) -> Result<Kept, CommitError> {
        let seen = self.seen_at(shown.stand())?;
        let head = &seen.head;
        let is_short = head.sequence - head.folded_to <= upkeep.unfolded;
        if is_short && self.unfolded_edits.get() <= 4 * upkeep.unfolded {
            return Ok(Kept::AsItWas);
        }
        let (manifest, ring) = self.manifest_and_ring(&seen).await?;
        let named_before = named(&manifest);
        let mut remaking = Remaking::of(manifest);
        let older_to = head
            .sequence
            .saturating_sub(upkeep.recent)
            .max(head.older.to);
        let log = self.read_log(head, older_to, &mut remaking).await?;
        if head.older.digest.plus(log.digest) != head.digest {
            return Err(damaged("log").into());
        }
        let older = Older {
            to: older_to,
            digest: head.older.digest.plus(log.older),
            bytes: head.older.bytes + log.older_bytes,
        };

        // The records as they stand at this very head, looked at without a pause.
        if shown.stand() != head.stand() {
            return Err(CommitError::Behind);
        }
        let folded = Folded::of(&shown.model(), log.touched);
        let unwritable = |error: RecordError| StoreError::Failed(error.to_string());
        for lines in segment::runs(&folded.edits) {
            let packed = segment::pack_lines(lines).map_err(unwritable)?;
            remaking.add(packed, (self.beside.new_id)());
            (self.beside.breathe)().await;
        }
        for live in &folded.live {
            let gone = folded.gone.get(&live.kind);
            if gone.is_some() || remaking.is_loose(*live) {
                let gone = gone.into_iter().flatten().copied().into_set();
                self.tighten(&mut remaking, live.kind, &gone).await?;
            }
        }
        remaking.manifest.summary = self.summary(shown, head, &mut remaking, upkeep).await?;
        // Opening reads kind by kind; within one, later lines count.
        remaking.manifest.segments.sort_by_key(|one| one.kind);

        let records = folded.live.iter().map(|live| live.count).sum();
        let log_bytes = older.bytes;
        let dropping = self
            .dropping(head, older, log_bytes, records, upkeep)
            .await?;
        let (next, mut write) = letting_go(
            &seen,
            &ring,
            &named_before,
            &mut remaking.manifest,
            older,
            &dropping,
        );
        let next = Head {
            folded_to: head.sequence,
            ..next
        };
        let content = remaking.manifest.to_content();
        write.put(Area::Meta, MANIFEST, envelope::wrap(content));
        remaking.add_to(&mut write);
        self.write_book(write, next, Room::Free).await?;
        self.unfolded_edits.set(0);
        Ok(Kept::Folded)
    }

    /// The communications that Today looks at, once more, where reading all would take too long.
    async fn summary(
        &self,
        shown: &dyn Held,
        head: &Head,
        remaking: &mut Remaking,
        upkeep: Upkeep,
    ) -> Result<Option<Summary>, CommitError> {
        // Between two steps the Book may move on.
        let model = || {
            if shown.stand() == head.stand() {
                Ok(shown.model())
            } else {
                Err(CommitError::Behind)
            }
        };
        let all = model()?.count(Kind::Communication);
        if all < upkeep.summary_from {
            return Ok(None);
        }
        let mut slots = Vec::new();
        let customers = model()?.customer_slot_count();
        for first in (0..customers).step_by(CUSTOMERS_AT_ONCE as usize) {
            let among = first..customers.min(first.saturating_add(CUSTOMERS_AT_ONCE));
            model()?.front(among, upkeep.now, &mut slots);
            (self.beside.breathe)().await;
        }
        slots.put_in_order();
        slots.dedup();
        if all < 2 * slots.len() && 0 < upkeep.summary_from {
            return Ok(None);
        }
        let mut segments = Vec::new();
        for slots in slots.chunks(segment::MAX_LINES) {
            let edits: Vec<Edit> = {
                let model = model()?;
                let records = slots
                    .iter()
                    .filter_map(|slot| model.communication_at(*slot));
                let made = |record: &Arc<Communication>| Edited {
                    before: None,
                    after: Some(record.clone()),
                };
                records.map(|one| Edit::Communication(made(one))).collect()
            };
            let packed = segment::pack_lines(&edits)
                .map_err(|error| StoreError::Failed(error.to_string()))?;
            segments.push(remaking.keep(packed, (self.beside.new_id)()));
            (self.beside.breathe)().await;
        }
        Ok(Some(Summary {
            made_at: upkeep.now.timestamp_millis(),
            segments,
        }))
    }

    /// What a head names, as long as it is the one in force.
    pub(super) async fn manifest_and_ring(
        &self,
        seen: &Seen,
    ) -> Result<(Manifest, Ring), CommitError> {
        let reads = [
            Read::text(Area::Meta, super::shelf::HEAD),
            Read::text(Area::Meta, MANIFEST),
            Ring::read(),
        ];
        let mut found = self.shelf.read(&reads).await?.into_iter();
        let mut next = || found.next().and_then(|values| values.into_iter().next());
        let (head, manifest, ring) = (next(), next(), next());
        if head.as_ref() != Some(&seen.value) {
            return Err(CommitError::Behind);
        }
        let manifest = manifest.ok_or_else(|| damaged(MANIFEST))?;
        Ok((
            Manifest::read(&manifest, &seen.head)?,
            Ring::of(ring.as_deref())?,
        ))
    }

    /// Reads all entries that were read on opening or written since; takes the segments of large
    /// Changes that hold whole records over as they are.
    async fn read_log(
        &self,
        head: &Head,
        older_to: u64,
        remaking: &mut Remaking,
    ) -> Result<Log, StoreError> {
        let mut log = Log::default();
        let mut first = head.recent_from();
        while first <= head.sequence {
            let last = head.sequence.min(first + ENTRIES_AT_ONCE - 1);
            for (sequence, content) in self.entries(first, last).await? {
                log.digest = log.digest.with(sequence, &content);
                if sequence <= older_to {
                    log.older = log.older.with(sequence, &content);
                    log.older_bytes += bytes_of(&content);
                }
                if head.folded_to < sequence {
                    let row = read_entry(sequence, &content)?;
                    self.note_entry(sequence, &row, &mut log, remaking).await?;
                }
            }
            first = last + 1;
            (self.beside.breathe)().await;
        }
        Ok(log)
    }

    async fn note_entry(
        &self,
        sequence: u64,
        row: &ChangeRow,
        log: &mut Log,
        remaking: &mut Remaking,
    ) -> Result<(), StoreError> {
        let unreadable_entry =
            |error: RecordError| damaged(format!("{}: {error}", entry_part(sequence)));
        for edit in row.edits() {
            log.note(edit).map_err(unreadable_entry)?;
        }
        for reference in &row.segments {
            let content = self.segment(reference).await?;
            let written = segment::written(&content);
            match written.map_err(|error| unreadable(reference, &error))? {
                Written::Records(kind, lines) => {
                    // Of a record that was touched before and is made again here, the line that
                    // is written for it counts, which comes later.
                    for (id, _) in lines {
                        if let Some(made) = log.touched.get_mut(&(kind, id.to_owned())) {
                            *made = false;
                        }
                    }
                    remaking.adopt(kind, reference.clone());
                }
                Written::Edits(rows) => {
                    for edit in &rows {
                        log.note(edit)
                            .map_err(|error| unreadable(reference, &error))?;
                    }
                }
            }
            (self.beside.breathe)().await;
        }
        if !row.segments.is_empty() {
            let ids = row.segments.iter().map(|one| one.id.clone()).collect();
            remaking.manifest.history.push((sequence, ids));
        }
        Ok(())
    }
}

/// A write after which these entries are no longer in the log, nor what only they named, with its
/// head. The manifest ceases to name it and is still to be put.
pub(super) fn letting_go(
    seen: &Seen,
    ring: &Ring,
    named_before: &BTreeSet<String>,
    manifest: &mut Manifest,
    older: Older,
    dropping: &Dropping,
) -> (Head, Write) {
    let head = &seen.head;
    let still_kept = |(sequence, _): &(u64, Vec<String>)| dropping.log_from <= *sequence;
    manifest.history.retain(still_kept);
    let mut write = Write::on(Some(seen.value.clone()));
    for id in named_before.difference(&named(manifest)) {
        if !ring.names(id) {
            write.delete(Area::Segments, Key::Text(id.clone()));
        }
    }
    dropping.add_to(&mut write, head.log_from);
    let next = Head {
        log_from: dropping.log_from,
        manifest: content_hash(&manifest.to_content()),
        digest: head.digest.minus(dropping.digest),
        dropped: head.dropped.plus(dropping.digest),
        older: Older {
            digest: older.digest.minus(dropping.digest),
            bytes: older.bytes - dropping.bytes,
            ..older
        },
        ..head.clone()
    };
    (next, write)
}

impl Log {
    fn note(&mut self, edit: &EditRow) -> Result<(), RecordError> {
        self.touched.entry(edit.subject()?).or_insert(edit.makes());
        Ok(())
    }
}

impl Folded {
    fn of(model: &Model, touched: BTreeMap<(Kind, String), bool>) -> Self {
        let mut folded = Self {
            live: Kind::ALL
                .into_iter()
                .map(|kind| Live {
                    kind,
                    count: model.count(kind),
                })
                .collect(),
            ..Self::default()
        };
        for ((kind, id), was_made) in touched {
            match present(model, kind, &id) {
                Some(edit) => folded.edits.push(edit),
                // What was made and removed since the last folding stands in no segment.
                None if was_made => {}
                None => folded.gone.entry(kind).or_default().push(record_key(&id)),
            }
        }
        folded
    }
}

/// The making of a record as it stands.
fn present(model: &Model, kind: Kind, id: &str) -> Option<Edit> {
    fn made<T>(model: &Model, id: &str, edit: impl FnOnce(Edited<T>) -> Edit) -> Option<Edit>
    where
        Model: Find<T>,
    {
        let record: Arc<T> = model.find(id)?;
        Some(edit(Edited {
            before: None,
            after: Some(record),
        }))
    }
    match kind {
        Kind::Settings => made(model, id, Edit::Settings),
        Kind::Source => made(model, id, Edit::Source),
        Kind::Customer => made(model, id, Edit::Customer),
        Kind::Communication => made(model, id, Edit::Communication),
        Kind::FollowUp => made(model, id, Edit::FollowUp),
        Kind::Need => made(model, id, Edit::Need),
        Kind::Promise => made(model, id, Edit::Promise),
        Kind::Rating => made(model, id, Edit::Rating),
        Kind::Observation => made(model, id, Edit::Observation),
        Kind::Reminder => made(model, id, Edit::Reminder),
    }
}
