//! Text being typed: kept beside the Book, and no part of it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::envelope;
use super::log_store::LogStore;
use super::shelf::{Area, Key, Read, Shelf, Write, WriteError};
use crate::app::ports::{StoreError, StoredDraft};
use crate::records::to_json;

impl<S: Shelf> LogStore<S> {
    pub(super) async fn put_draft(&self, draft: &StoredDraft) -> Result<(), StoreError> {
        let mut write = Write::beside();
        let content = to_json(&DraftRow::of(draft)).into_bytes();
        write.put(
            Area::Drafts,
            draft_key(&draft.form, draft.id),
            envelope::wrap(content),
        );
        self.write_beside(&write).await
    }

    pub(super) async fn all_drafts(&self) -> Result<Vec<StoredDraft>, StoreError> {
        let found = self.shelf.read(&[Read::All(Area::Drafts)]).await?;
        // One text that cannot be read must not hide the others.
        Ok(found
            .iter()
            .flatten()
            .filter_map(|value| DraftRow::read(value))
            .collect())
    }

    pub(super) async fn delete_draft(&self, form: &str, id: Uuid) -> Result<(), StoreError> {
        let mut write = Write::beside();
        write.delete(Area::Drafts, Key::Text(draft_key(form, id)));
        self.write_beside(&write).await
    }

    async fn write_beside(&self, write: &Write) -> Result<(), StoreError> {
        self.demand_known_form()?;
        self.shelf.write(write).await.map_err(|error| match error {
            WriteError::Failed(error) => error,
            WriteError::Conflict => StoreError::Failed("nothing to conflict with".to_owned()),
        })
    }
}

/// A draft as it is written.
#[derive(Serialize, Deserialize)]
struct DraftRow {
    form: String,
    id: String,
    text: String,
}

impl DraftRow {
    fn of(draft: &StoredDraft) -> Self {
        let StoredDraft { form, id, text } = draft;
        Self {
            form: form.clone(),
            id: id.simple().to_string(),
            text: text.clone(),
        }
    }

    fn read(value: &[u8]) -> Option<StoredDraft> {
        let Self { form, id, text } =
            crate::records::from_json_bytes(envelope::unwrap(value).ok()?).ok()?;
        Some(StoredDraft {
            form,
            id: Uuid::try_parse(&id).ok()?,
            text,
        })
    }
}

fn draft_key(form: &str, id: Uuid) -> String {
    format!("{form}/{}", id.simple())
}
