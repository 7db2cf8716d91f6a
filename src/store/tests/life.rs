//! Random lives of a Book, with reopening, other tabs and restores, beside a plain model.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use uuid::Uuid;

use super::{Place, bytes, change};
use crate::app::contract::{HeldBook, block_on, eager};
use crate::app::history::HistoryItem;
use crate::app::model::Model;
use crate::app::ports::{Opened, Store, Upkeep};
use crate::domain::change::{Change, Edit, Edited};
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::follow_up::FollowUp;
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId};
use crate::domain::settings::Settings;
use crate::records::arbitrary;
use crate::records::backup::write_backup;

/// One step of a random life of a Book.
#[derive(Debug, Clone)]
enum Step {
    Customer(u8, Box<Customer>),
    Communication(u8, Box<Communication>),
    FollowUp(u8, Box<FollowUp>),
    Settings(Box<Settings>),
    Import(u8, u16),
    Remove(Index),
    Undo,
    Reopen,
    OtherTab,
    Restore(Index),
    Fold { recent: u64, least_history: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    let number = 0..6_u8;
    prop_oneof![
        6 => (number.clone(), arbitrary::customer(Uuid::nil()))
            .prop_map(|(number, it)| Step::Customer(number, Box::new(it))),
        3 => (number.clone(), arbitrary::communication(Uuid::nil()))
            .prop_map(|(number, it)| Step::Communication(number, Box::new(it))),
        3 => (number, arbitrary::follow_up(Uuid::nil()))
            .prop_map(|(number, it)| Step::FollowUp(number, Box::new(it))),
        1 => arbitrary::settings().prop_map(|it| Step::Settings(Box::new(it))),
        1 => (any::<u8>(), 900..2100_u16).prop_map(|(from, count)| Step::Import(from, count)),
        1 => any::<Index>().prop_map(Step::Remove),
        3 => Just(Step::Undo),
        2 => Just(Step::Reopen),
        2 => Just(Step::OtherTab),
        1 => any::<Index>().prop_map(Step::Restore),
        3 => (0..5_u64, 0..12_u64)
            .prop_map(|(recent, least_history)| Step::Fold { recent, least_history }),
    ]
}

fn edited<T>(before: Option<&Arc<T>>, after: T) -> Edited<T> {
    Edited {
        before: before.cloned(),
        after: Some(Arc::new(after)),
    }
}

/// The edits of a step on this model.
fn edits_of(step: &Step, model: &Model, changes: &[Change]) -> Vec<Edit> {
    let id = |number: &u8| Uuid::from_u128(u128::from(*number));
    match step {
        Step::Customer(number, record) => {
            let id = CustomerId(id(number));
            let record = Customer {
                id,
                ..Customer::clone(record)
            };
            vec![Edit::Customer(edited(model.customer(id), record))]
        }
        Step::Communication(number, record) => {
            let id = CommunicationId(id(number));
            let record = Communication {
                id,
                ..Communication::clone(record)
            };
            vec![Edit::Communication(edited(model.communication(id), record))]
        }
        Step::FollowUp(number, record) => {
            let id = FollowUpId(id(number));
            let record = FollowUp {
                id,
                ..FollowUp::clone(record)
            };
            vec![Edit::FollowUp(edited(model.follow_up(id), record))]
        }
        Step::Settings(settings) => {
            let before = Some(model.settings());
            vec![Edit::Settings(edited(before, Settings::clone(settings)))]
        }
        Step::Import(from, count) => (0..u128::from(*count))
            .map(|number| {
                let id = CustomerId(Uuid::from_u128(u128::from(*from) * 500 + number));
                let name = format!("imported {number}");
                Edit::Customer(edited(model.customer(id), Customer::named(id, name)))
            })
            .collect(),
        Step::Remove(index) => {
            let customers: Vec<_> = model.all_customers().collect();
            if customers.is_empty() {
                return Vec::new();
            }
            let customer = (*index.get(&customers)).clone();
            vec![Edit::Customer(Edited::removed(customer))]
        }
        // Only the newest can be taken back as a whole; what came after is the service's matter.
        Step::Undo => changes
            .last()
            .map(|newest| newest.edits.iter().map(Edit::inverted).collect())
            .unwrap_or_default(),
        Step::Reopen | Step::OtherTab | Step::Restore(_) | Step::Fold { .. } => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// The store and a plain model live through the same, and stay the same.
    #[test]
    fn any_life_of_a_book_equals_that_of_a_plain_model(steps in vec(step(), 1..40)) {
        let place = Place::default();
        let mut tab = place.tab();
        let Opened { mut book, mut stand, mut model, .. } = block_on(tab.open()).expect("opens");
        let mut changes: Vec<Change> = Vec::new();
        let mut first_kept = 1;
        let mut history_from = 1;
        let mut backups = vec![model.contents(book)];
        for step in &steps {
            match step {
                Step::Reopen | Step::OtherTab => {
                    let other = place.tab();
                    let opened = block_on(other.open()).expect("opens");
                    prop_assert_eq!(bytes(&opened), write_backup(&model.contents(book)));
                    prop_assert_eq!(opened.stand, stand);
                    let history: Vec<HistoryItem> = (first_kept..)
                        .zip(&changes)
                        .map(|(sequence, change)| HistoryItem::of(change, sequence))
                        .skip_while(|item| item.sequence < history_from)
                        .collect();
                    let recent = opened.history.first().map(|item| item.sequence);
                    let older = block_on(other.older_history(recent)).expect("reads");
                    prop_assert_eq!([older, opened.history].concat(), history);
                    if matches!(step, Step::Reopen) {
                        tab = other;
                    }
                }
                Step::Restore(index) => {
                    let contents = index.get(&backups);
                    let replaced = block_on(tab.replace(contents, stand)).expect("replaces");
                    prop_assert_eq!(replaced.position.epoch, stand.position.epoch + 1);
                    (model, book, stand) = (Model::of(contents), contents.book, replaced);
                    changes.clear();
                    first_kept = stand.position.sequence + 1;
                    history_from = first_kept;
                }
                Step::Fold { recent, least_history } => {
                    let held = HeldBook::new(stand, model.clone());
                    let upkeep = Upkeep {
                        recent: *recent,
                        least_history: *least_history,
                        history_bytes: 3000,
                        history_bytes_per_record: 0,
                        ..eager()
                    };
                    let kept_before = stand.position.sequence + 1 - history_from;
                    block_on(tab.keep_up(&held, upkeep)).expect("folds");
                    let oldest = block_on(tab.older_history(None)).expect("reads");
                    let opened = block_on(place.tab().open()).expect("opens");
                    let oldest = oldest.iter().chain(&opened.history).next();
                    history_from = oldest.map_or(history_from, |item| item.sequence);
                    let kept = stand.position.sequence + 1 - history_from;
                    prop_assert!(kept_before.min(*least_history) <= kept);
                }
                step => {
                    let edits = edits_of(step, &model, &changes);
                    if edits.is_empty() {
                        continue;
                    }
                    let change = change(stand, edits);
                    let next = block_on(tab.commit(&change, stand)).expect("commits");
                    prop_assert_eq!(next.position.sequence, stand.position.sequence + 1);
                    model.apply(&change);
                    changes.push(change);
                    stand = next;
                    backups.push(model.contents(book));
                }
            }
        }
        let opened = place.open().expect("opens");
        prop_assert_eq!(bytes(&opened), write_backup(&model.contents(book)));
    }
}
