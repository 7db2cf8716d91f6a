//! Making room where the storage is full: what is kept only to go back to is let go, in steps of
//! which each is a write of its own, those first that need least room themselves.

use super::envelope;
use super::folding::letting_go;
use super::log_store::LogStore;
use super::opening::MANIFEST;
use super::reserve::Room;
use super::segments::named;
use super::shelf::{Area, Shelf, Write, WriteError};
use crate::app::ports::{CommitError, Held, Kept, StoreError, Upkeep};

impl<S: Shelf> LogStore<S> {
    pub(super) async fn let_go(
        &self,
        shown: &dyn Held,
        upkeep: Upkeep,
    ) -> Result<bool, CommitError> {
        if self.let_earlier_books_go(shown).await? || self.let_history_go(shown, upkeep).await? {
            return Ok(true);
        }
        let head = self.seen_at(shown.stand())?.head;
        // With fewer Changes folding would only write.
        if head.log_from + upkeep.least_history <= head.sequence {
            match self.fold(shown, upkeep).await {
                Ok(Kept::Folded) => return Ok(true),
                // It writes too, and that may not have fitted.
                Ok(Kept::AsItWas) | Err(CommitError::Store(StoreError::Full)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(self.beside.reserve.give_back().await)
    }

    async fn let_earlier_books_go(&self, shown: &dyn Held) -> Result<bool, CommitError> {
        let seen = self.seen_at(shown.stand())?;
        let (manifest, ring) = self.manifest_and_ring(&seen).await?;
        if ring.books().is_empty() {
            return Ok(false);
        }
        // Not even the head is put: a browser that has no room at all carries out nothing but
        // deletions, and only those that stand alone.
        let mut write = Write::on(Some(seen.value));
        ring.let_all_go(&named(&manifest), &mut write);
        match self.shelf.write(&write).await {
            Ok(()) => Ok(true),
            Err(WriteError::Conflict) => Err(CommitError::Behind),
            Err(WriteError::Failed(error)) => Err(error.into()),
        }
    }

    /// Lets go of what folding has left to the history alone.
    async fn let_history_go(&self, shown: &dyn Held, upkeep: Upkeep) -> Result<bool, CommitError> {
        let seen = self.seen_at(shown.stand())?;
        let (mut manifest, ring) = self.manifest_and_ring(&seen).await?;
        let older = seen.head.older;
        let dropping = self
            .dropping(&seen.head, older, older.bytes, 0, upkeep)
            .await?;
        if dropping.log_from == seen.head.log_from {
            return Ok(false);
        }
        let before = named(&manifest);
        let (head, mut write) = letting_go(&seen, &ring, &before, &mut manifest, older, &dropping);
        write.put(Area::Meta, MANIFEST, envelope::wrap(manifest.to_content()));
        self.write_book(write, head, Room::Reserved)
            .await
            .map(|_stand| true)
    }
}
