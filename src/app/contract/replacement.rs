//! The whole Book is replaced in one step.

use uuid::Uuid;

use super::{Tab, made, with_notes};
use crate::app::model::Model;
use crate::app::ports::{CommitError, Store};
use crate::domain::change::{Edit, Edited};
use crate::domain::id::BookId;
use crate::domain::settings::Settings;
use crate::records::backup::{read_backup, write_backup};

/// After a restore exactly the backup's records are there, under a higher number.
pub async fn a_replacement_is_whole_and_moves_forward<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    first.write("make", |_| vec![made(1, "Ada")]).await;
    let mut model = Model::default();
    let mut edits: Vec<Edit> = (10..2100).map(|number| made(number, "n")).collect();
    edits.push(Edit::Settings(Edited::made(Settings {
        own_channels: vec!["传真".to_owned()],
        ..Settings::default()
    })));
    model.apply_edits(&edits);
    let book = BookId(Uuid::from_u128(77));
    let contents = model.contents(book);
    let stand = first
        .store
        .replace(&contents, first.stand)
        .await
        .expect("replaces");
    assert!(first.stand.position.sequence < stand.position.sequence);
    assert!(first.stand.position.epoch < stand.position.epoch);
    assert_eq!(stand.replica, first.stand.replica);
    assert_eq!(stand.counter, first.stand.counter);

    let second = Tab::open(tab()).await;
    assert_eq!(second.book, book);
    assert_eq!(second.stand, stand);
    assert_eq!(second.bytes(), write_backup(&contents));
    // What was done before cannot be taken back in another Book.
    assert!(second.labels.is_empty());
    assert!(second.store.change_at(1).await.expect("reads").is_none());
}

/// A restore is decided on what the user saw.
pub async fn a_replacement_on_an_older_stand_is_behind<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    let late = Tab::open(tab()).await;
    first.write("make", |_| vec![made(1, "Ada")]).await;
    let contents = Model::default().contents(late.book);
    let refused = late.store.replace(&contents, late.stand).await;
    assert_eq!(refused, Err(CommitError::Behind));
    assert_eq!(Tab::open(tab()).await.bytes(), first.bytes());
}

/// After a restore, and another, everything works as before.
pub async fn a_replaced_book_goes_on_like_any_other<S: Store>(tab: impl Fn() -> S) {
    let mut book = Tab::open(tab()).await;
    for round in 1..6 {
        book.write("make", |_| vec![made(round, "Ada")]).await;
        book.write("edit", |model| vec![with_notes(model, round, "met")])
            .await;
        let contents = book.model.contents(book.book);
        let replaced = book.store.replace(&contents, book.stand).await;
        let reopened = Tab::open(tab()).await;
        assert_eq!(Ok(reopened.stand), replaced);
        assert_eq!(reopened.bytes(), book.bytes());
        book = reopened;
    }
    book.write("more", |model| vec![with_notes(model, 1, "again")])
        .await;
    let reopened = Tab::open(tab()).await;
    assert_eq!(reopened.labels, ["more"]);
    assert_eq!(reopened.bytes(), book.bytes());
}

/// Backup, wipe, restore: the second backup equals the first.
pub async fn backup_wipe_and_restore_give_the_same_bytes<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    first
        .write("make", |_| (1..20).map(|n| made(n, "王")).collect())
        .await;
    first
        .write("edit", |model| vec![with_notes(model, 3, "👋\0")])
        .await;
    let backup = first.bytes();
    let empty = Model::default().contents(BookId(Uuid::from_u128(5)));
    let wiped = first
        .store
        .replace(&empty, first.stand)
        .await
        .expect("wipes");
    let contents = read_backup(&backup).expect("intact");
    first
        .store
        .replace(&contents, wiped)
        .await
        .expect("restores");
    assert_eq!(Tab::open(tab()).await.bytes(), backup);
}
