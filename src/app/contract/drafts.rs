//! Text being typed is kept beside the Book.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::Tab;
use crate::app::ports::{Store, StoreError, StoredDraft};

/// Text being typed outlasts the tab and is no part of the Book.
pub async fn drafts_are_kept_replaced_and_removed<S: Store>(tab: impl Fn() -> S) {
    let draft = |form: &str, id: u128, text: &str| StoredDraft {
        form: form.to_owned(),
        id: Uuid::from_u128(id),
        text: text.to_owned(),
    };
    let first = Tab::open(tab()).await;
    let all = async |store: &S| -> Result<BTreeSet<(String, Uuid, String)>, StoreError> {
        let drafts = store.drafts().await?;
        Ok(drafts
            .into_iter()
            .map(|StoredDraft { form, id, text }| (form, id, text))
            .collect())
    };
    let tuple = |StoredDraft { form, id, text }| (form, id, text);
    for one in [
        draft("log", 1, "half a sent"),
        draft("log", 2, "另一个"),
        draft("customer", 1, "\0"),
        draft("log", 1, "half a sentence"),
    ] {
        first.store.save_draft(&one).await.expect("keeps");
    }
    let second = Tab::open(tab()).await;
    assert_eq!(second.stand, first.stand);
    let expected: BTreeSet<_> = [
        draft("log", 1, "half a sentence"),
        draft("log", 2, "另一个"),
        draft("customer", 1, "\0"),
    ]
    .map(tuple)
    .into();
    assert_eq!(all(&second.store).await, Ok(expected));
    for (form, id) in [("log", 1), ("customer", 1), ("never", 9)] {
        let id = Uuid::from_u128(id);
        second.store.remove_draft(form, id).await.expect("removes");
    }
    let rest: BTreeSet<_> = [draft("log", 2, "另一个")].map(tuple).into();
    assert_eq!(all(&first.store).await, Ok(rest));
}
