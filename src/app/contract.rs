//! What every [`Store`] must do: one suite, run against each of them.
//!
//! Each case is given a function that opens one more tab on a place that was empty when the case
//! began. [`store_contract!`](crate::store_contract) lists the cases for a test file.

#![expect(
    clippy::missing_panics_doc,
    reason = "a case fails by panicking, as every test does"
)]

use std::collections::BTreeSet;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use chrono::DateTime;
use futures::future::join;
use uuid::Uuid;

use super::model::Model;
use super::ports::{CommitError, News, Opened, Stand, Store, StoreError, StoredDraft};
use crate::domain::change::{Change, Deed, Edit, Edited, Label};
use crate::domain::channel::Channel;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::id::{BookId, ChangeId, CommunicationId, CustomerId};
use crate::domain::moment::Moment;
use crate::domain::settings::Settings;
use crate::records::backup::{read_backup, write_backup};

/// Passes all cases of the suite to a macro that makes a test of each.
#[macro_export]
macro_rules! store_contract {
    ($make_tests:ident) => {
        $make_tests! {
            a_new_store_opens_an_empty_book,
            two_tabs_open_the_same_new_book,
            a_saved_change_is_there_after_reopening,
            the_history_keeps_order_labels_and_what_was_undone,
            texts_of_every_kind_survive,
            a_large_change_is_read_back_whole,
            a_change_is_read_again_at_its_place,
            a_commit_on_an_older_stand_is_behind_and_changes_nothing,
            two_tabs_writing_at_once_lose_nothing,
            news_tell_what_another_tab_wrote,
            news_after_a_replacement_say_reload,
            the_installation_and_its_counter_outlast_a_reload,
            a_replacement_is_whole_and_moves_forward,
            a_replacement_on_an_older_stand_is_behind,
            a_replaced_book_goes_on_like_any_other,
            backup_wipe_and_restore_give_the_same_bytes,
            drafts_are_kept_replaced_and_removed,
        }
    };
}

/// Runs a future that only waits for others on this thread.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

/// A tab as a service keeps it: the store with the model and the stand.
struct Tab<S> {
    store: S,
    book: BookId,
    model: Model,
    stand: Stand,
    labels: Vec<String>,
}

impl<S: Store> Tab<S> {
    async fn open(store: S) -> Self {
        let Opened {
            book,
            stand,
            model,
            history,
        } = store.open().await.expect("opens");
        assert!(history.is_sorted_by(|a, b| a.sequence + 1 == b.sequence));
        let labels = history.into_iter().map(|item| item.label.subject).collect();
        Self {
            store,
            book,
            model,
            stand,
            labels,
        }
    }

    /// Writes what `decide` makes of the newest model, as often as it takes.
    async fn write(&mut self, subject: &str, decide: impl Fn(&Model) -> Vec<Edit>) {
        for _ in 0..1000 {
            let change = change(self.stand, subject, decide(&self.model));
            match self.store.commit(&change, self.stand).await {
                Ok(stand) => {
                    assert_eq!(stand.position.sequence, self.stand.position.sequence + 1);
                    self.take_in(&change, stand);
                    return;
                }
                Err(CommitError::Behind) => self.catch_up().await,
                Err(CommitError::Store(error)) => panic!("{error}"),
            }
        }
        panic!("never first");
    }

    async fn catch_up(&mut self) {
        match self.store.news(self.stand.position).await.expect("reads") {
            News::Reload => panic!("nothing was replaced"),
            News::Changes(changes, stand) => {
                for stored in changes {
                    let change = stored.decode(&self.model).expect("decodes");
                    assert_eq!(stored.sequence, self.stand.position.sequence + 1);
                    let position = super::ports::Position {
                        sequence: stored.sequence,
                        ..stand.position
                    };
                    self.take_in(&change, Stand { position, ..stand });
                }
                self.stand = stand;
            }
        }
    }

    fn take_in(&mut self, change: &Change, stand: Stand) {
        self.model.apply(change);
        self.labels.push(change.label.subject.clone());
        self.stand = stand;
    }

    fn bytes(&self) -> Vec<u8> {
        write_backup(&self.model.contents(self.book))
    }
}

fn customer_id(number: u128) -> CustomerId {
    CustomerId(Uuid::from_u128(number))
}

fn customer(number: u128, name: &str) -> Customer {
    Customer::named(customer_id(number), name)
}

fn made(number: u128, name: &str) -> Edit {
    Edit::Customer(Edited::made(customer(number, name)))
}

fn with_notes(model: &Model, number: u128, notes: &str) -> Edit {
    let before = model.customer(customer_id(number)).expect("made before");
    let after = Customer {
        notes: format!("{}{notes}", before.notes),
        ..Customer::clone(before)
    };
    Edit::Customer(Edited::altered(before.clone(), after))
}

/// A Change with an id of its own for every replica, counter and subject.
fn change(stand: Stand, subject: &str, edits: Vec<Edit>) -> Change {
    let bytes: Vec<u8> = [stand.replica.0.as_bytes(), subject.as_bytes()].concat();
    let id = xxhash_rust::xxh3::xxh3_128_with_seed(&bytes, stand.counter);
    Change {
        id: ChangeId(Uuid::from_u128(id)),
        replica: stand.replica,
        counter: stand.counter + 1,
        parents: stand.newest.into_iter().collect(),
        made_at: DateTime::UNIX_EPOCH.fixed_offset(),
        label: Label {
            deed: Deed::EditCustomer,
            subject: subject.to_owned(),
            count: u32::try_from(edits.len()).unwrap_or(u32::MAX),
        },
        undoes: None,
        edits,
    }
}

/// A place without a Book gets an empty one.
pub async fn a_new_store_opens_an_empty_book<S: Store>(tab: impl Fn() -> S) {
    let opened = tab().open().await.expect("opens");
    assert_eq!(opened.model.all_customers().count(), 0);
    assert_eq!(**opened.model.settings(), Settings::default());
    assert_eq!(opened.stand.position.sequence, 0);
    assert_eq!(opened.stand.newest, None);
    assert!(opened.history.is_empty());
}

/// The first two tabs do not make a Book each.
pub async fn two_tabs_open_the_same_new_book<S: Store>(tab: impl Fn() -> S) {
    let (store_a, store_b) = (tab(), tab());
    let (a, b) = join(store_a.open(), store_b.open()).await;
    let (a, b) = (a.expect("opens"), b.expect("opens"));
    assert_eq!((a.book, a.stand), (b.book, b.stand));
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
