//! The check of everything that is stored: what opening reads and what it leaves aside.
//!
//! Nothing is mended here. What is found is told, and the ways out are those of the user: a backup,
//! an earlier Book, or what is there.

use std::collections::BTreeSet;

use super::head::{Digest, Head, Manifest};
use super::history::ENTRIES_AT_ONCE;
use super::log_store::{LogStore, checked_segment, damaged, entry_part, read_entry};
use super::opening::MANIFEST;
use super::replacing::readable;
use super::ring::{Kept, Ring};
use super::segments::named;
use super::shelf::{Area, HEAD, Key, Read, Shelf};
use crate::app::model::Model;
use crate::app::ports::{Checked, CommitError, Defect, Held, OpenError, StoreError};
use crate::domain::id::CustomerId;
use crate::domain::order::Gather;
use crate::records::Kind;
use crate::records::change_row::{ChangeRow, SegmentRef};
use crate::records::segment::{self, Written};

/// What is being checked, and what was found so far.
struct Check<'a> {
    checked: Checked,
    done: usize,
    all: usize,
    progress: &'a dyn Fn(usize, usize),
}

impl Check<'_> {
    fn step(&mut self) {
        self.done += 1;
        (self.progress)(self.done, self.all);
    }

    fn note(&mut self, defect: Defect) {
        if !self.checked.defects.contains(&defect) {
            self.checked.defects.push(defect);
        }
    }

    /// Notes damage as a defect; what the store cannot do is an error.
    fn taken<T>(&mut self, read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
        match read {
            Err(StoreError::Damaged(part)) => {
                self.note(Defect::Part(part));
                Ok(None)
            }
            Err(error) => Err(error),
            Ok(value) => Ok(Some(value)),
        }
    }
}

impl<S: Shelf> LogStore<S> {
    pub(super) async fn check_all(
        &self,
        shown: &dyn Held,
        progress: &dyn Fn(usize, usize),
    ) -> Result<Checked, CommitError> {
        let before = self.read_head().await?;
        let checked = self.try_check(shown, progress, before.as_deref()).await;
        // What was read while something was written need not agree.
        if self.read_head().await? != before {
            return Err(CommitError::Behind);
        }
        checked
    }

    async fn try_check(
        &self,
        shown: &dyn Held,
        progress: &dyn Fn(usize, usize),
        head: Option<&[u8]>,
    ) -> Result<Checked, CommitError> {
        let mut check = Check {
            checked: Checked::default(),
            done: 0,
            all: 1,
            progress,
        };
        self.check_earlier(&mut check).await?;
        let read = head.ok_or_else(|| damaged(HEAD)).and_then(Head::read);
        let Some(head) = check.taken(read)? else {
            return Ok(check.checked);
        };
        match self.check_canary(&self.noted(), &head).await {
            Err(OpenError::NotWhatWasSaved(finding)) => {
                check.note(Defect::NotWhatWasSaved(finding));
            }
            Err(OpenError::Store(error)) => return Err(error.into()),
            Err(OpenError::TooNew { version }) => {
                return Err(StoreError::TooNew { version }.into());
            }
            Ok(()) => {}
        }
        let found = self.shelf.read(&[Read::text(Area::Meta, MANIFEST)]).await?;
        let manifest = found.into_iter().flatten().next();
        let manifest = manifest.ok_or_else(|| damaged(MANIFEST));
        let manifest = manifest.and_then(|value| Manifest::read(&value, &head));
        let Some(manifest) = check.taken(manifest)? else {
            return Ok(check.checked);
        };
        let in_summary = manifest.summary.iter().map(|one| one.segments.len());
        let in_summary: usize = in_summary.sum();
        let entries = head.sequence + 1 - head.log_from;
        let steps = usize::try_from(entries.div_ceil(ENTRIES_AT_ONCE)).unwrap_or(usize::MAX);
        check.all = manifest.segments.len() + in_summary + steps + 1;

        let mut model = Model::default();
        for one in &manifest.segments {
            self.check_segment(&one.segment, Some(&mut model), &mut check)
                .await?;
            check.step();
        }
        for one in manifest.summary.iter().flat_map(|one| &one.segments) {
            self.check_segment(one, None, &mut check).await?;
            check.step();
        }
        self.check_log(&head, &mut model, &mut check).await?;
        check.checked.records = Kind::ALL.into_iter().map(|kind| model.count(kind)).sum();
        self.check_references(&model, &mut check).await;
        // What could not be read cannot be compared.
        let is_read = |one: &Defect| !matches!(one, Defect::Part(_) | Defect::Log);
        if check.checked.defects.iter().all(is_read) {
            self.compare(shown, &head, &model, &mut check).await?;
        }
        check.step();
        Ok(check.checked)
    }

    /// Checks one segment and takes in what it holds.
    async fn check_segment(
        &self,
        reference: &SegmentRef,
        model: Option<&mut Model>,
        check: &mut Check<'_>,
    ) -> Result<(), StoreError> {
        let read = Read::text(Area::Segments, &reference.id);
        let found = self.shelf.read(&[read]).await?.into_iter().next();
        let content = checked_segment(reference, found.unwrap_or_default());
        if let Some(content) = check.taken(content)? {
            let mut apart = Model::default();
            let model = model.unwrap_or(&mut apart);
            match segment::unpack(&content, model) {
                Ok(edits) => model.take_in(&edits),
                Err(error) => {
                    check.note(Defect::Part(format!("segment {}: {error}", reference.id)));
                }
            }
        }
        (self.beside.breathe)().await;
        Ok(())
    }

    /// Checks all entries, and takes in those that stand in no segment.
    async fn check_log(
        &self,
        head: &Head,
        model: &mut Model,
        check: &mut Check<'_>,
    ) -> Result<(), StoreError> {
        let (mut digest, mut older) = (Digest::default(), Digest::default());
        let mut first = head.log_from;
        while first <= head.sequence {
            let last = head.sequence.min(first + ENTRIES_AT_ONCE - 1);
            let entries = check.taken(self.entries(first, last).await)?;
            for (sequence, content) in entries.into_iter().flatten() {
                check.checked.changes += 1;
                digest = digest.with(sequence, &content);
                if sequence == head.older.to {
                    older = digest;
                }
                let Some(row) = check.taken(read_entry(sequence, &content))? else {
                    continue;
                };
                let is_folded = sequence <= head.folded_to;
                self.check_entry(sequence, &row, (!is_folded).then_some(&mut *model), check)
                    .await?;
            }
            first = last + 1;
            check.step();
            (self.beside.breathe)().await;
        }
        if digest != head.digest || older != head.older.digest {
            check.note(Defect::Log);
        }
        Ok(())
    }

    async fn check_entry(
        &self,
        sequence: u64,
        row: &ChangeRow,
        model: Option<&mut Model>,
        check: &mut Check<'_>,
    ) -> Result<(), StoreError> {
        if row.header().is_err() {
            check.note(Defect::Part(entry_part(sequence)));
        }
        if let Some(model) = model {
            for edit in row.edits() {
                match edit.decode(model) {
                    Ok(edit) => model.take_in(&[edit]),
                    Err(_unreadable) => check.note(Defect::Part(entry_part(sequence))),
                }
            }
            for reference in &row.segments {
                self.check_segment(reference, Some(model), check).await?;
            }
            return Ok(());
        }
        if row.edits().iter().any(|edit| edit.subject().is_err()) {
            check.note(Defect::Part(entry_part(sequence)));
        }
        for reference in &row.segments {
            // Edits are read against records as they stood then, so only their form is looked at.
            let content = self.segments(&[reference]).await;
            for content in check.taken(content)?.into_iter().flatten() {
                let is_read = match segment::written(&content) {
                    Ok(Written::Edits(rows)) => rows.iter().all(|row| row.subject().is_ok()),
                    Ok(Written::Records(..)) => true,
                    Err(_unreadable) => false,
                };
                if !is_read {
                    check.note(Defect::Part(format!("segment {}", reference.id)));
                }
            }
        }
        Ok(())
    }

    /// Looks for records about customers that are not there.
    async fn check_references(&self, model: &Model, check: &mut Check<'_>) {
        let is_gone = |id: &CustomerId| model.customer(*id).is_none();
        let communications = model.all_communications();
        let communications = communications.filter(|one| one.customers.iter().any(is_gone));
        let astray = [
            (Kind::Communication, communications.count()),
            (
                Kind::Customer,
                model
                    .all_customers()
                    .filter(|one| one.firm.as_ref().is_some_and(is_gone))
                    .count(),
            ),
            (
                Kind::FollowUp,
                model
                    .all_follow_ups()
                    .filter(|one| is_gone(&one.customer))
                    .count(),
            ),
            (
                Kind::Need,
                model
                    .all_needs()
                    .filter(|one| is_gone(&one.customer))
                    .count(),
            ),
            (
                Kind::Promise,
                model
                    .all_promises()
                    .filter(|one| is_gone(&one.customer))
                    .count(),
            ),
            (
                Kind::Rating,
                model
                    .all_ratings()
                    .filter(|one| is_gone(&one.customer))
                    .count(),
            ),
            (
                Kind::Observation,
                model
                    .all_observations()
                    .filter(|one| is_gone(&one.customer))
                    .count(),
            ),
        ];
        for (kind, count) in astray {
            if 0 < count {
                check.note(Defect::Astray(kind, count));
            }
        }
        (self.beside.breathe)().await;
    }

    /// Holds what is stored against what the page shows.
    async fn compare(
        &self,
        shown: &dyn Held,
        head: &Head,
        stored: &Model,
        check: &mut Check<'_>,
    ) -> Result<(), CommitError> {
        for kind in Kind::ALL {
            if shown.stand() != head.stand() {
                return Err(CommitError::Behind);
            }
            let unlike = stored.unlike(&shown.model(), kind);
            if 0 < unlike {
                check.note(Defect::Unlike(kind, unlike));
            }
            (self.beside.breathe)().await;
        }
        Ok(())
    }

    /// Checks the Books that are kept for a way back.
    async fn check_earlier(&self, check: &mut Check<'_>) -> Result<(), StoreError> {
        let found = self.shelf.read(&[Ring::read()]).await?;
        let ring = Ring::of(found.into_iter().flatten().next().as_deref());
        let ring = check.taken(ring)?.unwrap_or_default();
        let mut parts = BTreeSet::new();
        for kept in ring.books() {
            parts.extend([HEAD, MANIFEST].map(|name| kept.part_key(name)));
            // One that was damaged when it was replaced is kept as it was.
            if kept.book.is_some() && !self.is_whole(kept).await? {
                check.note(Defect::Earlier(kept.number));
            }
        }
        for key in self.shelf.keys(Area::Recovery).await? {
            let is_known = match &key {
                Key::Text(name) => parts.contains(name) || *name == Ring::KEY,
                Key::Number(_) => false,
            };
            if !is_known {
                check.note(Defect::Part(Ring::KEY.to_owned()));
            }
        }
        Ok(())
    }

    async fn is_whole(&self, kept: &Kept) -> Result<bool, StoreError> {
        let Some((head, manifest)) = self.kept_book(kept).await? else {
            return Ok(false);
        };
        let mut segments = named(&manifest);
        let in_force = manifest.segments.iter().map(|one| one.segment.clone());
        let mut references: Vec<SegmentRef> = in_force.collect();
        let mut digest = Digest::default();
        let mut first = head.log_from;
        while first <= head.sequence {
            let last = head.sequence.min(first + ENTRIES_AT_ONCE - 1);
            let Some(entries) = readable(self.entries(first, last).await)? else {
                return Ok(false);
            };
            for (sequence, content) in entries {
                digest = digest.with(sequence, &content);
                let Some(row) = readable(read_entry(sequence, &content))? else {
                    return Ok(false);
                };
                references.extend(row.segments.iter().cloned());
            }
            first = last + 1;
            (self.beside.breathe)().await;
        }
        segments.extend(references.iter().map(|one| one.id.clone()).into_set());
        let expected = {
            let log = (head.log_from, head.sequence);
            Kept::of(Some(&head), kept.number, log, segments)
        };
        if digest != head.digest || expected != *kept {
            return Ok(false);
        }
        for reference in &references {
            if readable(self.segments(&[reference]).await)?.is_none() {
                return Ok(false);
            }
            (self.beside.breathe)().await;
        }
        Ok(true)
    }
}
