//! What every [`Store`] must do: one suite, run against each of them.
//!
//! Each case is given a function that opens one more tab on a place that was empty when the case
//! began. [`store_contract!`](crate::store_contract) lists the cases for a test file.

#![expect(
    clippy::missing_panics_doc,
    reason = "a case that fails panics: that is what it is for"
)]

mod changes;
mod drafts;
mod replacement;
mod tabs;
mod upkeep;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use chrono::DateTime;
use uuid::Uuid;

pub use self::changes::*;
pub use self::drafts::*;
pub use self::replacement::*;
pub use self::tabs::*;
pub use self::upkeep::*;
use super::model::Model;
use super::ports::{CommitError, News, Opened, Position, Stand, Store};
use crate::domain::change::{Change, Deed, Edit, Edited, Label};
use crate::domain::customer::Customer;
use crate::domain::id::{BookId, ChangeId, CustomerId};
use crate::records::backup::write_backup;

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
            folding_leaves_the_book_as_it_is,
            a_tab_goes_on_while_another_folds,
            what_is_no_longer_kept_leaves_the_log,
            folding_waits_where_the_book_moved_on,
            making_room_lets_go_of_what_was_replaced_and_keeps_the_book,
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
                    let position = Position {
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
