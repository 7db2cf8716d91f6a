//! The way back over a restore: what the Book held that was replaced last, out of the
//! [`ring`](super::ring).

use super::head::{Head, Manifest};
use super::log_store::LogStore;
use super::opening::MANIFEST;
use super::ring::{Ring, part_key};
use super::shelf::{Area, HEAD, Read, Shelf};
use crate::app::ports::StoreError;
use crate::records::backup::Contents;

impl<S: Shelf> LogStore<S> {
    /// What the Book held that was replaced last, as far as it can be read; `None` where none is kept
    /// or its head is lost.
    pub(super) async fn replaced_last(&self) -> Result<Option<Contents>, StoreError> {
        let found = self.shelf.read(&[Ring::read()]).await?;
        let ring = Ring::of(found.into_iter().flatten().next().as_deref())?;
        let Some(kept) = ring.newest() else {
            return Ok(None);
        };
        let part = |name| Read::text(Area::Recovery, part_key(kept.number, name));
        let found = self.shelf.read(&[part(HEAD), part(MANIFEST)]).await?;
        let mut values = found.into_iter().map(|found| found.into_iter().next());
        let (Some(head), Some(manifest)) = (values.next().flatten(), values.next().flatten())
        else {
            return Ok(None);
        };
        let head = Head::read(&head)?;
        let manifest = Manifest::read(&manifest, &head)?;
        let mut rows = self.readable_entries(&head).await?;
        // What follows in the log is the next Book's.
        let (_, last) = kept.log;
        rows.retain(|(sequence, _)| *sequence <= last);
        let model = self.salvaged(&manifest, head.folded_to, &rows).await?;
        Ok(Some(model.contents(head.book)))
    }
}
