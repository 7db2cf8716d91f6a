//! Opening: reads the Book whole, and makes an empty one only where there never was any.

use futures::future::join;

use super::canary::{self, Note, Noted};
use super::envelope;
use super::head::{Digest, Head, Manifest, Older, content_hash};
use super::log_store::{LogStore, Seen, damaged, entry_part, read_entry};
use super::ring::Ring;
use super::segments::unreadable;
use super::shelf::{Area, HEAD, Making, Presence, Read, Shelf, Write, WriteError};
use crate::app::history::HistoryItem;
use crate::app::model::Model;
use crate::app::ports::{Finding, OpenError, Opened, StoreError};
use crate::domain::id::{BookId, ReplicaId};
use crate::records::change_row::{ChangeRow, SegmentRef};
use crate::records::segment::{MAX_LINES, MOST_OF_MANY, Unpacking};
use crate::records::{Kind, RecordError};

/// The key of the segments in force.
pub(super) const MANIFEST: &str = "manifest";

/// How many times reading begins anew because another tab replaced the Book meanwhile.
const MOST_TRIES: usize = 3;

/// A Book of so many lines keeps the page busy for a tenth of a second and more.
const MUCH: usize = 50_000;

/// About 5 MB of communications, or 30 ms of work.
pub(super) const LINES_AT_ONCE: u32 = 16_000;

/// The parts of a Book that are read in one step.
pub(super) struct Parts {
    pub(super) seen: Seen,
    pub(super) manifest: Manifest,
    /// The entries that are read on opening.
    pub(super) rows: Vec<(u64, ChangeRow)>,
}

impl Parts {
    /// The entries as the history lists them.
    pub(super) fn history(&self) -> Result<Vec<HistoryItem>, StoreError> {
        let items = self.rows.iter().map(|(sequence, row)| {
            let change = row.header();
            let change = change.map_err(|error| unreadable_entry(*sequence, &error))?;
            Ok(HistoryItem::of(&change, *sequence))
        });
        items.collect()
    }

    /// The entries whose effect stands in no segment.
    pub(super) fn unfolded(&self) -> impl Iterator<Item = &(u64, ChangeRow)> {
        let folded_to = self.seen.head.folded_to;
        self.rows.iter().filter(move |(at, _)| folded_to < *at)
    }

    /// The segments in force that are chosen by their kind.
    pub(super) fn in_force(&self, is_chosen: impl Fn(Kind) -> bool) -> Vec<&SegmentRef> {
        let segments = self.manifest.segments.iter();
        segments
            .filter(|one| is_chosen(one.kind))
            .map(|one| &one.segment)
            .collect()
    }
}

pub(super) fn unreadable_entry(sequence: u64, error: &RecordError) -> StoreError {
    damaged(format!("{}: {error}", entry_part(sequence)))
}

impl<S: Shelf> LogStore<S> {
    pub(super) async fn open_book(&self) -> Result<Opened, OpenError> {
        let noted = self.noted();
        let making = match noted {
            Noted::Nothing => Making::Allowed,
            Noted::Unreadable | Noted::Note(_) => Making::Refused,
        };
        if self.shelf.open(making).await? == Presence::Absent {
            return Err(missing(&noted));
        }
        let Some(value) = self.read_head().await? else {
            self.make_book(&noted).await?;
            return self.load().await;
        };
        match Head::read(&value) {
            Err(StoreError::TooNew { version }) => self.load_newer(&value, version).await,
            head => {
                self.newer_form.set(None);
                self.check_canary(&noted, &head?).await?;
                self.load().await
            }
        }
    }

    /// Reads a Book that a newer Genjin wrote, for reading alone: neither the canary nor this tab
    /// takes note of it, and every write is refused. Fields that this version does not know are
    /// left out; where it does not understand a part, the Book is not opened.
    async fn load_newer(&self, head: &[u8], version: u32) -> Result<Opened, OpenError> {
        let too_new = |error| match error {
            OpenError::Store(_) => error,
            OpenError::NotWhatWasSaved(_) | OpenError::TooNew { .. } => {
                OpenError::TooNew { version }
            }
        };
        self.newer_form.set(Some(version));
        self.seen.replace(None);
        let hint = Head::read_newer(head).map_err(|error| too_new(error.into()))?;
        let (opened, _seen) = self.load_from(hint.recent_from()).await.map_err(too_new)?;
        Ok(opened)
    }

    /// What the canary says; failing that, what this tab has seen.
    pub(super) fn noted(&self) -> Noted {
        match (Noted::read(&*self.beside.canary), &*self.seen.borrow()) {
            (Noted::Nothing, Some(seen)) => Noted::Note(Note::of(&seen.head)),
            (noted, _) => noted,
        }
    }

    pub(super) async fn read_head(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.shelf.read(&[Read::text(Area::Meta, HEAD)]).await?;
        Ok(found.into_iter().flatten().next())
    }

    /// Whether the head is that of the Book that was last saved here.
    pub(super) async fn check_canary(&self, noted: &Noted, head: &Head) -> Result<(), OpenError> {
        let Noted::Note(note) = noted else {
            return Ok(());
        };
        let Some(finding) = note.differs_from(head) else {
            return Ok(());
        };
        // A tab that was closed between replacing the Book and noting it leaves the canary of the
        // Book before, which the ring then remembers.
        if finding == Finding::AnotherBook {
            let found = self.shelf.read(&[Ring::read()]).await?;
            let ring = Ring::of(found.into_iter().flatten().next().as_deref())?;
            if ring.remembers(note) {
                return Ok(());
            }
        }
        Err(OpenError::NotWhatWasSaved(finding))
    }

    /// Makes an empty Book where there never was one.
    async fn make_book(&self, noted: &Noted) -> Result<(), OpenError> {
        // A head alone may be lost: a shelf that holds anything of a Book is neither empty nor cleared.
        let areas = [Area::Log, Area::Segments, Area::Meta, Area::Recovery];
        let mut reads = vec![Read::text(Area::Meta, HEAD)];
        reads.extend(areas.map(Read::First));
        let found = self.shelf.read(&reads).await?;
        if found.first().is_some_and(|head| !head.is_empty()) {
            // Another tab made it since this one looked.
            return Ok(());
        }
        if found.iter().any(|values| !values.is_empty()) {
            return Err(damaged(HEAD).into());
        }
        if *noted != Noted::Nothing {
            return Err(missing(noted));
        }
        let manifest = Manifest::default().to_content();
        let head = Head {
            book: BookId((self.beside.new_id)()),
            epoch: 0,
            sequence: 0,
            folded_to: 0,
            log_from: 1,
            manifest: content_hash(&manifest),
            digest: Digest::default(),
            dropped: Digest::default(),
            older: Older::none(1),
            replica: ReplicaId((self.beside.new_id)()),
            counter: 0,
            newest: None,
        };
        let mut write = Write::on(None);
        write.put(Area::Meta, MANIFEST, envelope::wrap(manifest));
        write.put(Area::Meta, HEAD, head.to_value());
        match self.shelf.write(&write).await {
            // On a conflict another tab was first, and its Book is as good.
            Ok(()) | Err(WriteError::Conflict) => Ok(()),
            Err(WriteError::Failed(error)) => Err(error.into()),
        }
    }

    /// Reads the Book whose head is there, whatever the canary says.
    async fn load(&self) -> Result<Opened, OpenError> {
        let mut failed = None;
        for _ in 0..MOST_TRIES {
            let value = self.read_head().await?.ok_or_else(|| damaged(HEAD))?;
            let hint = Head::read(&value)?;
            match self.load_from(hint.recent_from()).await {
                Ok((opened, seen)) => {
                    self.take_over(seen);
                    return Ok(opened);
                }
                // Parts that do not agree may be those of two Books, if one was replaced between
                // two reads; otherwise they are damaged.
                Err(error) if self.read_head().await?.as_ref() == Some(&value) => {
                    return Err(error);
                }
                Err(error) => failed = Some(error),
            }
        }
        Err(failed.unwrap_or_else(|| damaged(HEAD).into()))
    }

    pub(super) fn take_over(&self, seen: Seen) {
        // An empty Book is nothing to miss.
        if 0 < seen.head.sequence {
            canary::note(&*self.beside.canary, &seen.head);
        }
        self.seen.replace(Some(seen));
    }

    async fn load_from(&self, recent_from: u64) -> Result<(Opened, Seen), OpenError> {
        let parts = self.read_parts(recent_from).await?;
        self.expect_much_of(&parts);
        let history = parts.history()?;
        // What was read for Today need not be read again, as long as it is the same Book.
        let begun = self.begun.take();
        let begun = begun.filter(|begun| begun.head == parts.seen.value);
        let mut model = match begun {
            Some(begun) => begun.model,
            None => self.without_communications(&parts).await?,
        };
        let communications = parts.in_force(|kind| kind == Kind::Communication);
        expect(&mut model, Kind::Communication, &communications);
        self.take_in_segments(&communications, &mut model).await?;
        let mut unfolded_edits = 0_usize;
        for (sequence, row) in parts.unfolded() {
            for edit in row.edits() {
                let edit = edit
                    .decode(&model)
                    .map_err(|error| unreadable_entry(*sequence, &error))?;
                model.take_in(&[edit]);
            }
            let segments: Vec<&SegmentRef> = row.segments.iter().collect();
            self.take_in_segments(&segments, &mut model).await?;
            let weight = |one: &&SegmentRef| (one.count as usize).max(MAX_LINES);
            let in_segments = segments.iter().map(weight);
            unfolded_edits += row.edits().len() + in_segments.sum::<usize>();
        }
        self.place(&mut model).await;
        self.order_names(&mut model).await;
        self.unfolded_edits
            .set(u64::try_from(unfolded_edits).unwrap_or(u64::MAX));
        let Parts { seen, .. } = parts;
        let head = &seen.head;
        let opened = Opened {
            book: head.book,
            stand: head.stand(),
            model,
            history,
        };
        Ok((opened, seen))
    }

    /// Has the shelf make ready where there is much to read.
    pub(super) fn expect_much_of(&self, parts: &Parts) {
        let in_force = parts.in_force(|_kind| true).into_iter();
        let unfolded = parts.unfolded().flat_map(|(_, row)| &row.segments);
        let lines: usize = in_force.chain(unfolded).map(|one| one.count as usize).sum();
        if MUCH <= lines {
            self.shelf.expect_much();
        }
    }

    /// The records in force, all but the communications.
    pub(super) async fn without_communications(&self, parts: &Parts) -> Result<Model, StoreError> {
        let mut model = Model::default();
        let others = parts.in_force(|kind| kind != Kind::Communication);
        let customers = parts.in_force(|kind| kind == Kind::Customer);
        expect(&mut model, Kind::Customer, &customers);
        self.take_in_segments(&others, &mut model).await?;
        Ok(model)
    }

    /// Puts what was taken in on the timelines, in steps.
    pub(super) async fn place(&self, model: &mut Model) {
        let mut placing = model.to_place();
        while model.place(&mut placing) {
            (self.beside.breathe)().await;
        }
    }

    /// Puts the names in order, in steps: the first page that is drawn asks for it.
    pub(super) async fn order_names(&self, model: &mut Model) {
        while model.order_names() {
            (self.beside.breathe)().await;
        }
    }

    /// Takes in the records or edits of segments, in their order, some at a time: a large Book's
    /// bytes need not lie in memory all at once beside its model. While some are taken in, the
    /// next are read. Communications are on no timeline before [`LogStore::place`].
    pub(super) async fn take_in_segments(
        &self,
        wanted: &[&SegmentRef],
        model: &mut Model,
    ) -> Result<(), StoreError> {
        let (mut chunk, mut rest) = first_of(wanted);
        let mut contents = self.segments(chunk).await?;
        while !chunk.is_empty() {
            let (next, after) = first_of(rest);
            // The first of the two is begun first.
            let (read, taken_in) = join(self.segments(next), async {
                for (segment, content) in chunk.iter().zip(&contents) {
                    let unreadable = |error| unreadable(segment, &error);
                    let mut lines = Unpacking::of(content).map_err(unreadable)?;
                    loop {
                        let edits = lines.next_edits(MAX_LINES, model).map_err(unreadable)?;
                        if edits.is_empty() {
                            break;
                        }
                        (self.beside.breathe)().await;
                        model.take_in(&edits);
                        (self.beside.breathe)().await;
                    }
                }
                Ok::<(), StoreError>(())
            })
            .await;
            taken_in?;
            contents = read?;
            (chunk, rest) = (next, after);
        }
        Ok(())
    }

    /// Head, manifest and the log from an entry on, as they stand at one moment, and in agreement.
    pub(super) async fn read_parts(&self, recent_from: u64) -> Result<Parts, OpenError> {
        let reads = [
            Read::text(Area::Meta, HEAD),
            Read::text(Area::Meta, MANIFEST),
            Read::From(Area::Log, recent_from),
        ];
        let found = self.shelf.read(&reads).await?;
        let [head, manifest, entries] = found.as_slice() else {
            return Err(StoreError::Failed("a read fell short".to_owned()).into());
        };
        let value = head.first().ok_or_else(|| damaged(HEAD))?;
        let seen = match self.newer_form.get() {
            None => Seen::read(value)?,
            Some(_) => Seen {
                head: Head::read_newer(value)?,
                value: value.clone(),
            },
        };
        let head = &seen.head;
        let manifest = manifest.first().ok_or_else(|| damaged(MANIFEST))?;
        let manifest = Manifest::read(manifest, head)?;
        let awaited = head.sequence - head.older.to;
        if head.recent_from() != recent_from || u64::try_from(entries.len()) != Ok(awaited) {
            return Err(damaged("log").into());
        }
        let mut rows = Vec::with_capacity(entries.len());
        let mut digest = head.older.digest;
        for (sequence, value) in (recent_from..).zip(entries) {
            let content = envelope::content_of(value, || entry_part(sequence))?;
            digest = digest.with(sequence, content);
            rows.push((sequence, content));
        }
        if digest != head.digest {
            return Err(OpenError::NotWhatWasSaved(Finding::Altered));
        }
        let rows = rows
            .into_iter()
            .map(|(sequence, content)| Ok((sequence, read_entry(sequence, content)?)))
            .collect::<Result<_, StoreError>>()?;
        Ok(Parts {
            seen,
            manifest,
            rows,
        })
    }
}

/// Those of the segments that are read next, and the others.
fn first_of<'a, 'b>(
    segments: &'a [&'b SegmentRef],
) -> (&'a [&'b SegmentRef], &'a [&'b SegmentRef]) {
    let mut lines = 0_u32;
    let fit = segments.iter().take_while(|one| {
        lines = lines.saturating_add(one.count);
        lines <= LINES_AT_ONCE
    });
    let at_least_one = fit.count().max(1).min(segments.len());
    segments.split_at(at_least_one)
}

/// Makes room for the records of segments.
pub(super) fn expect(model: &mut Model, kind: Kind, segments: &[&SegmentRef]) {
    let counts = segments.iter().map(|one| one.count as usize);
    model.expect(kind, counts.map(|count| count.min(MOST_OF_MANY)).sum());
}

fn missing(noted: &Noted) -> OpenError {
    OpenError::NotWhatWasSaved(Finding::Missing {
        saved: noted.sequence(),
    })
}
