//! What was written is read back.

use uuid::Uuid;

use super::{Tab, change, customer, customer_id, made, with_notes};
use crate::app::model::Model;
use crate::app::ports::Store;
use crate::domain::change::{Change, Edit, Edited};
use crate::domain::channel::Channel;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::id::CommunicationId;
use crate::domain::moment::Moment;
use crate::domain::settings::Settings;

/// A place without a Book gets an empty one.
pub async fn a_new_store_opens_an_empty_book<S: Store>(tab: impl Fn() -> S) {
    let opened = tab().open().await.expect("opens");
    assert_eq!(opened.model.all_customers().count(), 0);
    assert_eq!(**opened.model.settings(), Settings::default());
    assert_eq!(opened.stand.position.sequence, 0);
    assert_eq!(opened.stand.newest, None);
    assert!(opened.history.is_empty());
}

/// What was acknowledged is found by the next visit.
pub async fn a_saved_change_is_there_after_reopening<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    first.write("make", |_| vec![made(1, "Ada")]).await;
    first
        .write("edit", |model| vec![with_notes(model, 1, "met")])
        .await;
    let second = Tab::open(tab()).await;
    assert_eq!(second.stand, first.stand);
    assert_eq!(second.book, first.book);
    assert_eq!(second.bytes(), first.bytes());
    let ada = second.model.customer(customer_id(1)).expect("kept");
    assert_eq!((ada.name.as_str(), ada.notes.as_str()), ("Ada", "met"));
}

/// Undo and redo are worked out from the history, so it must come back as it was.
pub async fn the_history_keeps_order_labels_and_what_was_undone<S: Store>(tab: impl Fn() -> S) {
    let first = Tab::open(tab()).await;
    let mut stand = first.stand;
    let make = change(stand, "make", vec![made(1, "Ada")]);
    stand = first.store.commit(&make, stand).await.expect("commits");
    let undo = Change {
        undoes: Some(make.id),
        ..change(
            stand,
            "undo",
            make.edits.iter().map(Edit::inverted).collect(),
        )
    };
    stand = first.store.commit(&undo, stand).await.expect("commits");
    assert_eq!(stand.newest, Some(undo.id));

    let opened = tab().open().await.expect("opens");
    let found: Vec<_> = opened
        .history
        .iter()
        .map(|item| (item.sequence, item.id, item.label.clone(), item.undoes))
        .collect();
    let expected = [
        (1, make.id, make.label.clone(), None),
        (2, undo.id, undo.label.clone(), Some(make.id)),
    ];
    assert_eq!(found, expected);
    assert_eq!(opened.model.all_customers().count(), 0);
}

/// Nothing in a text is lost or means anything to the store.
pub async fn texts_of_every_kind_survive<S: Store>(tab: impl Fn() -> S) {
    let texts = [
        "",
        "\0",
        "\"',\\\r\n\t\u{1b}",
        "王小明 👩‍👩‍👧‍👦 e\u{301}",
        "\u{202e}مرحبا\u{2066}",
        "\u{feff}\u{fffd}\u{ffff}\u{10ffff}",
        "{\"kind\":\"customer\"}\n{}",
        "<script>alert(1)</script>",
    ];
    let mut first = Tab::open(tab()).await;
    for (number, text) in (1..).zip(texts) {
        first
            .write(text, |_| {
                vec![Edit::Customer(Edited::made(Customer {
                    notes: text.to_owned(),
                    tags: vec![text.to_owned(), "b".to_owned()],
                    custom: vec![(text.to_owned(), text.to_owned())],
                    ..customer(number, "n")
                }))]
            })
            .await;
    }
    let second = Tab::open(tab()).await;
    assert_eq!(second.bytes(), first.bytes());
    assert_eq!(second.labels, texts);
}

/// An import of thousands of records is one Change.
pub async fn a_large_change_is_read_back_whole<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    let mut other = Tab::open(tab()).await;
    first.write("small", |_| vec![made(1, "Ada")]).await;
    let import = |model: &Model| {
        let mut edits = vec![with_notes(model, 1, "imported again")];
        edits.extend((2..2503).map(|number| made(number, "n")));
        edits.extend((1..1002).map(|number| {
            Edit::Communication(Edited::made(Communication {
                id: CommunicationId(Uuid::from_u128(number)),
                customers: vec![customer_id(number)],
                at: Moment::On("2024-08-16".parse().expect("a date")),
                channel: Channel::Phone,
                direction: None,
                outcome: None,
                content: format!("call {number}"),
                line: String::new(),
                sentiment: None,
                duration_seconds: None,
                executes: None,
                origin: None,
                trashed_at: None,
            }))
        }));
        edits
    };
    first.write("import", import).await;
    first
        .write("edit", |model| vec![with_notes(model, 2000, "after")])
        .await;

    let reopened = Tab::open(tab()).await;
    assert_eq!(reopened.model.all_customers().count(), 2502);
    assert_eq!(reopened.model.all_communications().count(), 1001);
    assert_eq!(reopened.bytes(), first.bytes());
    other.catch_up().await;
    assert_eq!(other.bytes(), first.bytes());

    let stored = first
        .store
        .change_at(2)
        .await
        .expect("reads")
        .expect("kept");
    let change = stored.decode(&first.model).expect("decodes");
    assert_eq!(change.edits.len(), 1 + 2501 + 1001);
}

/// A Change of the history can be shown and taken back weeks later.
pub async fn a_change_is_read_again_at_its_place<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    first.write("make", |_| vec![made(1, "Ada")]).await;
    first
        .write("edit", |model| vec![with_notes(model, 1, "met")])
        .await;
    let second = Tab::open(tab()).await;
    let stored = second
        .store
        .change_at(2)
        .await
        .expect("reads")
        .expect("kept");
    assert_eq!(stored.sequence, 2);
    let change = stored.decode(&second.model).expect("decodes");
    assert_eq!(change.label.subject, "edit");
    let [Edit::Customer(edited)] = change.edits.as_slice() else {
        panic!("one customer");
    };
    assert_eq!(edited.before.as_ref().map(|it| it.notes.as_str()), Some(""));
    assert_eq!(
        edited.after.as_ref().map(|it| it.notes.as_str()),
        Some("met")
    );
    for beyond in [0, 3, u64::from(u32::MAX)] {
        assert!(
            second
                .store
                .change_at(beyond)
                .await
                .expect("reads")
                .is_none()
        );
    }
}

/// Counters do not start again, so that no two Changes of a replica have the same one.
pub async fn the_installation_and_its_counter_outlast_a_reload<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    for number in 1..4 {
        first.write("make", |_| vec![made(number, "n")]).await;
    }
    let second = Tab::open(tab()).await;
    assert_eq!(second.stand.replica, first.stand.replica);
    assert_eq!(second.stand.counter, 3);
}
