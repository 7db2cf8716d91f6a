//! The way back: the Books that were replaced, as far as they can be read.

use super::envelope;
use super::head::{Head, Manifest};
use super::log_store::{LogStore, entry_part, read_entry};
use super::opening::MANIFEST;
use super::replacing::{Present, readable};
use super::ring::{Kept, Ring};
use super::shelf::{Area, HEAD, Read, Shelf};
use crate::app::ports::{EarlierBook, Finding, OpenError, Opened, StoreError};
use crate::records::Kind;
use crate::records::backup::Contents;
use crate::records::change_row::ChangeRow;

impl<S: Shelf> LogStore<S> {
    /// The Books that were replaced here and can be gone back to, the newest first.
    pub async fn earlier_books(&self) -> Result<Vec<EarlierBook>, StoreError> {
        let mut books = Vec::new();
        for number in self.earlier_numbers().await? {
            books.extend(self.earlier_book(number).await?);
        }
        Ok(books)
    }

    /// By which numbers the Books that were replaced here are asked for, the newest first: known at
    /// once, while what they hold must be read.
    pub async fn earlier_numbers(&self) -> Result<Vec<u64>, StoreError> {
        let ring = self.ring().await?;
        Ok(ring.books().iter().rev().map(|kept| kept.number).collect())
    }

    /// What a Book holds that was replaced here; `None` where it cannot be gone back to.
    pub async fn earlier_book(&self, number: u64) -> Result<Option<EarlierBook>, StoreError> {
        let ring = self.ring().await?;
        let Some(kept) = ring.books().iter().find(|kept| kept.number == number) else {
            return Ok(None);
        };
        let Some((head, manifest)) = self.kept_book(kept).await? else {
            return Ok(None);
        };
        let newest = head.sequence;
        let rows = self.kept_entries(head.log_from, newest).await?;
        let newest = rows.iter().find(|(sequence, _)| *sequence == newest);
        let newest = newest.and_then(|(_, row)| row.header().ok());
        let model = self.salvaged(&Present::read(head, manifest, rows)).await?;
        Ok(Some(EarlierBook {
            number,
            customers: model.count(Kind::Customer),
            communications: model.count(Kind::Communication),
            changed_at: newest.map(|change| change.made_at),
        }))
    }

    /// Goes back to a Book that was replaced, as far as it can be read. What stands there now is
    /// kept in the ring in its turn.
    pub async fn go_back_to(&self, number: u64) -> Result<Opened, OpenError> {
        let gone = || {
            OpenError::NotWhatWasSaved(Finding::Damaged {
                part: format!("earlier book {number}"),
            })
        };
        let ring = self.ring().await?;
        let kept = ring.books().iter().find(|kept| kept.number == number);
        let kept = kept.ok_or_else(gone)?;
        let contents = self.earlier_contents(kept).await?.ok_or_else(gone)?;
        let present = self.present().await?;
        self.begin_anew(&contents, present).await
    }

    /// What the Book held that was replaced last, as far as it can be read; `None` where none is kept
    /// or its head is lost.
    pub(super) async fn replaced_last(&self) -> Result<Option<Contents>, StoreError> {
        let ring = self.ring().await?;
        let Some(kept) = ring.books().last() else {
            return Ok(None);
        };
        self.earlier_contents(kept).await
    }

    async fn earlier_contents(&self, kept: &Kept) -> Result<Option<Contents>, StoreError> {
        let Some((head, manifest)) = self.kept_book(kept).await? else {
            return Ok(None);
        };
        let book = head.book;
        let rows = self.kept_entries(head.log_from, head.sequence).await?;
        let earlier = Present::read(head, manifest, rows);
        Ok(Some(self.salvaged(&earlier).await?.contents(book)))
    }

    pub(super) async fn ring(&self) -> Result<Ring, StoreError> {
        let found = self.shelf.read(&[Ring::read()]).await?;
        let ring = Ring::of(found.into_iter().flatten().next().as_deref());
        Ok(readable(ring)?.unwrap_or_default())
    }

    /// Head and manifest of a Book in the ring, `None` where they cannot be read.
    pub(super) async fn kept_book(
        &self,
        kept: &Kept,
    ) -> Result<Option<(Head, Manifest)>, StoreError> {
        let reads = [kept.read_part(HEAD), kept.read_part(MANIFEST)];
        let found = self.shelf.read(&reads).await?;
        let mut values = found.into_iter().map(|values| values.into_iter().next());
        let (Some(Some(head)), Some(Some(manifest))) = (values.next(), values.next()) else {
            return Ok(None);
        };
        let Some(head) = readable(Head::read(&head))? else {
            return Ok(None);
        };
        let manifest = readable(Manifest::read(&manifest, &head))?;
        Ok(manifest.map(|manifest| (head, manifest)))
    }

    /// The entries of a Book in the ring that can be read.
    async fn kept_entries(
        &self,
        first: u64,
        last: u64,
    ) -> Result<Vec<(u64, ChangeRow)>, StoreError> {
        let mut rows = Vec::new();
        if last < first {
            return Ok(rows);
        }
        let read = Read::Between(Area::Log, first, last);
        let found = self.shelf.read(&[read]).await?.into_iter().flatten();
        for (sequence, value) in (first..).zip(found) {
            let row = envelope::content_of(&value, || entry_part(sequence))
                .and_then(|content| read_entry(sequence, content));
            rows.extend(readable(row)?.map(|row| (sequence, row)));
        }
        Ok(rows)
    }
}
