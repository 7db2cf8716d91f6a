//! Many tabs write one Book.

use std::collections::BTreeSet;

use futures::future::join;

use super::{Tab, change, customer_id, made, with_notes};
use crate::app::model::Model;
use crate::app::ports::{CommitError, News, Store};

/// The first two tabs do not make a Book each.
pub async fn two_tabs_open_the_same_new_book<S: Store>(tab: impl Fn() -> S) {
    let (store_a, store_b) = (tab(), tab());
    let (a, b) = join(store_a.open(), store_b.open()).await;
    let (a, b) = (a.expect("opens"), b.expect("opens"));
    assert_eq!((a.book, a.stand), (b.book, b.stand));
}

/// A tab that has not seen the newest Change cannot write over it.
pub async fn a_commit_on_an_older_stand_is_behind_and_changes_nothing<S: Store>(
    tab: impl Fn() -> S,
) {
    let mut first = Tab::open(tab()).await;
    let late = Tab::open(tab()).await;
    first.write("make", |_| vec![made(1, "Ada")]).await;
    let change = change(late.stand, "late", vec![made(2, "Eve")]);
    for _ in 0..2 {
        let refused = late.store.commit(&change, late.stand).await;
        assert_eq!(refused, Err(CommitError::Behind));
    }
    let reopened = Tab::open(tab()).await;
    assert_eq!(reopened.bytes(), first.bytes());
    assert_eq!(reopened.stand, first.stand);
}

/// Decided again on the newest model, every write of every tab counts once.
pub async fn two_tabs_writing_at_once_lose_nothing<S: Store>(tab: impl Fn() -> S) {
    let mut a = Tab::open(tab()).await;
    let mut b = Tab::open(tab()).await;
    a.write("make", |_| vec![made(1, "Ada")]).await;
    let many = async |tab: &mut Tab<S>, mark: &str| {
        for number in 0..25 {
            let mark = format!("{mark}{number};");
            tab.catch_up().await;
            tab.write(&mark, |model| vec![with_notes(model, 1, &mark)])
                .await;
        }
    };
    join(many(&mut a, "a"), many(&mut b, "b")).await;
    a.catch_up().await;
    b.catch_up().await;
    let reopened = Tab::open(tab()).await;
    assert_eq!(a.bytes(), b.bytes());
    assert_eq!(a.bytes(), reopened.bytes());
    assert_eq!(a.stand, reopened.stand);
    assert_eq!(a.stand.position.sequence, 51);
    let notes = &reopened.model.customer(customer_id(1)).expect("kept").notes;
    let marks: BTreeSet<&str> = notes.split_terminator(';').collect();
    assert_eq!((marks.len(), notes.matches(';').count()), (50, 50));
}

/// Another tab catches up from the log alone.
pub async fn news_tell_what_another_tab_wrote<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    let mut second = Tab::open(tab()).await;
    second.catch_up().await;
    assert!(second.labels.is_empty());
    first.write("make", |_| vec![made(1, "Ada")]).await;
    first
        .write("edit", |model| vec![with_notes(model, 1, "met")])
        .await;
    second.catch_up().await;
    assert_eq!(second.labels, ["make", "edit"]);
    assert_eq!(second.stand, first.stand);
    assert_eq!(second.bytes(), first.bytes());
    second
        .write("more", |model| vec![with_notes(model, 1, "!")])
        .await;
    first.catch_up().await;
    assert_eq!(first.bytes(), second.bytes());
}

/// A Book that was replaced is not pieced together from Changes.
pub async fn news_after_a_replacement_say_reload<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    let mut other = Tab::open(tab()).await;
    first.write("make", |_| vec![made(1, "Ada")]).await;
    other.catch_up().await;
    let contents = Model::default().contents(first.book);
    let replaced = first.store.replace(&contents, first.stand).await;
    assert!(replaced.is_ok());
    let change = change(other.stand, "late", vec![made(2, "Eve")]);
    let refused = other.store.commit(&change, other.stand).await;
    assert_eq!(refused, Err(CommitError::Behind));
    let news = other.store.news(other.stand.position).await.expect("reads");
    assert!(matches!(news, News::Reload));
    let reopened = other.store.open().await.expect("opens");
    assert_eq!(Ok(reopened.stand), replaced);
}
