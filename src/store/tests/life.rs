//! Random lives of a Book, with reopening, other tabs and restores, beside a plain model.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use uuid::Uuid;

use super::{Place, bytes, change};
use crate::app::contract::block_on;
use crate::app::history::HistoryItem;
use crate::app::model::Model;
use crate::app::ports::{Opened, Store};
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
        Step::Reopen | Step::OtherTab | Step::Restore(_) => Vec::new(),
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
                        .collect();
                    prop_assert_eq!(opened.history, history);
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
