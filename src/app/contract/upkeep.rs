//! Folding the log into segments changes nothing that can be seen.

use std::cell::{Ref, RefCell};

use chrono::{DateTime, TimeDelta};

use super::{Tab, customer_id, made, with_notes};
use crate::app::model::Model;
use crate::app::ports::{CommitError, Held, Kept, NEWEST, Stand, Store, Upkeep};
use crate::domain::change::{Edit, Edited};

/// A Book in memory, as upkeep looks at it.
pub struct HeldBook {
    stand: Stand,
    model: RefCell<Model>,
}

impl HeldBook {
    /// The Book that stands here with these records.
    pub fn new(stand: Stand, model: Model) -> Self {
        Self {
            stand,
            model: RefCell::new(model),
        }
    }
}

impl Held for HeldBook {
    fn stand(&self) -> Stand {
        self.stand
    }

    fn model(&self) -> Ref<'_, Model> {
        self.model.borrow()
    }
}

/// Upkeep that folds whatever there is and lets nothing go.
pub fn eager() -> Upkeep {
    Upkeep {
        unfolded: 0,
        recent: 2,
        summary_from: 0,
        ..Upkeep::usual(DateTime::UNIX_EPOCH.fixed_offset())
    }
}

impl<S: Store> Tab<S> {
    async fn keep_up(&self, upkeep: Upkeep) -> Result<Kept, CommitError> {
        let held = HeldBook::new(self.stand, self.model.clone());
        self.store.keep_up(&held, upkeep).await
    }
}

fn removed(model: &Model, number: u128) -> Edit {
    let record = model.customer(customer_id(number)).expect("made before");
    Edit::Customer(Edited::removed(record.clone()))
}

/// Made, altered, removed, imported: after folding, and folding again, all is as it was.
pub async fn folding_leaves_the_book_as_it_is<S: Store>(tab: impl Fn() -> S) {
    let mut book = Tab::open(tab()).await;
    for round in 0..4_u128 {
        let from = 10_000 * round;
        book.write("make", |_| {
            vec![made(from + 1, "Ada"), made(from + 2, "王")]
        })
        .await;
        book.write("import", |_| {
            (from + 10..from + 2100).map(|n| made(n, "n")).collect()
        })
        .await;
        book.write("edit", |model| vec![with_notes(model, from + 20, "met")])
            .await;
        book.write("remove", |model| {
            vec![removed(model, from + 21), removed(model, from + 2)]
        })
        .await;
        book.write("edit", |model| vec![with_notes(model, 1, "again")])
            .await;
        assert_eq!(book.keep_up(eager()).await, Ok(Kept::Folded));
        assert_eq!(book.keep_up(eager()).await, Ok(Kept::AsItWas));
        let reopened = Tab::open(tab()).await;
        assert_eq!(reopened.stand, book.stand);
        assert_eq!(reopened.bytes(), book.bytes());
        // The newest are known at once, the rest when it is asked for.
        assert_eq!(reopened.labels, ["remove", "edit"]);
        let first = book.stand.position.sequence - 1;
        let older = reopened.store.older_history(Some(first)).await;
        let older = older.expect("reads");
        let labels: Vec<_> = older
            .iter()
            .map(|item| item.label.subject.as_str())
            .collect();
        let count = labels.len();
        assert_eq!(labels, book.labels[..count]);
        assert_eq!(count + 2, book.labels.len());
        // An import can still be taken back.
        let import = reopened
            .store
            .change_at(2)
            .await
            .expect("reads")
            .expect("kept");
        assert_eq!(
            import.decode(&book.model).expect("decodes").edits.len(),
            2090
        );
    }
    // What is undone is removed from the segments it was folded into.
    let import = book.store.change_at(2).await.expect("reads").expect("kept");
    let import = import.decode(&book.model).expect("decodes");
    book.write("undo", |model| {
        let edits = import.edits.iter().filter_map(|edit| match edit {
            Edit::Customer(edited) => model.customer(edited.record()?.id),
            _ => None,
        });
        edits
            .map(|one| Edit::Customer(Edited::removed(one.clone())))
            .collect()
    })
    .await;
    assert_eq!(book.keep_up(eager()).await, Ok(Kept::Folded));
    let reopened = Tab::open(tab()).await;
    assert_eq!(reopened.bytes(), book.bytes());
    assert_eq!(reopened.model.all_customers().count(), 3 * 2089 + 4);
}

/// A tab that has not heard of a folding writes on, and one that folds later notices what was
/// written.
pub async fn a_tab_goes_on_while_another_folds<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    first.write("make", |_| vec![made(1, "Ada")]).await;
    first
        .write("edit", |model| vec![with_notes(model, 1, "a")])
        .await;
    let mut second = Tab::open(tab()).await;
    assert_eq!(first.keep_up(eager()).await, Ok(Kept::Folded));
    second
        .write("edit", |model| vec![with_notes(model, 1, "b")])
        .await;
    assert_eq!(first.keep_up(eager()).await, Ok(Kept::AsItWas));
    first.catch_up().await;
    assert_eq!(first.bytes(), second.bytes());
    assert_eq!(second.keep_up(eager()).await, Ok(Kept::Folded));
    first
        .write("edit", |model| vec![with_notes(model, 1, "c")])
        .await;
    second.catch_up().await;
    assert_eq!(Tab::open(tab()).await.bytes(), second.bytes());
}

/// Old Changes leave the history; the Book and the newest Changes stay.
pub async fn what_is_no_longer_kept_leaves_the_log<S: Store>(tab: impl Fn() -> S) {
    let mut book = Tab::open(tab()).await;
    book.write("import", |_| (10..1200).map(|n| made(n, "n")).collect())
        .await;
    for round in 0..20_u128 {
        book.write("make", |_| vec![made(10_000 + round, "Ada")])
            .await;
    }
    book.write("remove", |model| vec![removed(model, 11)]).await;
    let late = Upkeep {
        now: DateTime::UNIX_EPOCH.fixed_offset() + TimeDelta::days(366),
        least_history: 5,
        ..eager()
    };
    let mut other = Tab::open(tab()).await;
    assert_eq!(book.keep_up(late).await, Ok(Kept::Folded));
    let reopened = Tab::open(tab()).await;
    assert_eq!(reopened.bytes(), book.bytes());
    let older = book.store.older_history(None).await.expect("reads");
    assert_eq!(older.len() + reopened.labels.len(), 5);
    assert!(book.store.change_at(1).await.expect("reads").is_none());
    assert!(book.store.change_at(18).await.expect("reads").is_some());
    // What is young enough stays however much there is.
    let soon = Upkeep {
        now: DateTime::UNIX_EPOCH.fixed_offset() + TimeDelta::days(365),
        ..late
    };
    other.catch_up().await;
    other.write("more", |_| vec![made(30_000, "Ada")]).await;
    assert_eq!(other.keep_up(soon).await, Ok(Kept::Folded));
    let reopened = Tab::open(tab()).await;
    let older = other.store.older_history(None).await.expect("reads");
    assert_eq!(older.len() + reopened.labels.len(), 6);
    // But not when it takes more room than it may.
    let tight = Upkeep {
        history_bytes: 0,
        history_bytes_per_record: 0,
        ..soon
    };
    other.write("more", |_| vec![made(30_001, "Ada")]).await;
    assert_eq!(other.keep_up(tight).await, Ok(Kept::Folded));
    let older = other.store.older_history(None).await.expect("reads");
    assert_eq!(older.len() + 2, 5);
    assert_eq!(Tab::open(tab()).await.bytes(), other.bytes());
}

/// What another tab wrote is not folded over.
pub async fn folding_waits_where_the_book_moved_on<S: Store>(tab: impl Fn() -> S) {
    let mut first = Tab::open(tab()).await;
    first.write("make", |_| vec![made(1, "Ada")]).await;
    let mut second = Tab::open(tab()).await;
    second
        .write("edit", |model| vec![with_notes(model, 1, "b")])
        .await;
    assert_eq!(first.keep_up(eager()).await, Err(CommitError::Behind));
    assert_eq!(Tab::open(tab()).await.bytes(), second.bytes());
}

/// Books that were replaced and old Changes are gone, in whatever order that became possible; the Book
/// and the newest Changes stay.
pub async fn making_room_lets_go_of_what_was_replaced_and_keeps_the_book<S: Store>(
    tab: impl Fn() -> S,
) {
    let mut book = Tab::open(tab()).await;
    for is_folded_before in [false, true] {
        book.write("import", |_| (10..1200).map(|n| made(n, "n")).collect())
            .await;
        book.store
            .replace(&book.model.contents(book.book), book.stand)
            .await
            .expect("there is room");
        assert!(book.store.replaced().await.expect("reads").is_some());
        book = Tab::open(tab()).await;
        let first = book.stand.position.sequence + 1;
        for round in 0..2 * u128::from(NEWEST) {
            book.write("make", |_| vec![made(20_000 + round, "Ada")])
                .await;
        }
        if is_folded_before {
            assert_eq!(book.keep_up(eager()).await, Ok(Kept::Folded));
        }
        let held = HeldBook::new(book.stand, book.model.clone());
        let upkeep = Upkeep::sparing(DateTime::UNIX_EPOCH.fixed_offset());
        // First the Book, then old Changes; then there is nothing left to let go of.
        for is_left in [true, true, false] {
            assert_eq!(book.store.make_room(&held, upkeep).await, Ok(is_left));
        }
        assert_eq!(book.store.replaced().await, Ok(None));
        assert!(book.store.change_at(first).await.expect("reads").is_none());
        let newest = book.stand.position.sequence;
        assert!(book.store.change_at(newest).await.expect("reads").is_some());
        assert_eq!(Tab::open(tab()).await.bytes(), book.bytes());
        book.write("remove", |model| {
            let all = (10..1200).chain(20_000..20_000 + 2 * u128::from(NEWEST));
            all.map(|number| removed(model, number)).collect()
        })
        .await;
    }
}
