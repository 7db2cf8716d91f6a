//! What upkeep takes away, and what it must not.

use std::cell::Cell;
use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Place, Tab, bytes, change, commit, customer, furnished};
use crate::app::contract::{HeldBook, block_on, eager};
use crate::app::model::Model;
use crate::app::ports::{CommitError, Kept, Opened, Stand, Store, StoreError, Upkeep};
use crate::domain::change::{Edit, Edited};
use crate::domain::customer::Customer;
use crate::domain::id::{BookId, CustomerId};
use crate::store::canary::Canary;
use crate::store::memory::{Fault, Operation};
use crate::store::shelf::{Area, Key};

fn fold(tab: &Tab, opened: &Opened, stand: Stand, upkeep: Upkeep) -> Result<Kept, CommitError> {
    let held = HeldBook::new(stand, opened.model.clone());
    block_on(tab.keep_up(&held, upkeep))
}

fn segments(place: &Place) -> BTreeSet<String> {
    let values = place.shelf.values();
    let keys = values.keys().filter_map(|(area, key)| match key {
        Key::Text(id) if *area == Area::Segments => Some(id.clone()),
        _ => None,
    });
    keys.collect()
}

/// Writes a note into a customer.
fn noted(opened: &Opened, number: u128, note: String) -> Edit {
    let id = CustomerId(Uuid::from_u128(number));
    let before = opened.model.customer(id).expect("made before");
    let after = Customer {
        notes: note,
        ..Customer::clone(before)
    };
    Edit::Customer(Edited::altered(before.clone(), after))
}

#[test]
fn segments_that_hold_nothing_altered_stay_untouched() {
    let place = Place::default();
    let tab = place.tab();
    let stand = block_on(tab.open()).expect("opens").stand;
    commit(&tab, stand, (1..=20_000).map(customer).collect());
    let opened = place.open().expect("opens");
    assert_eq!(
        fold(&place.opened_tab(), &opened, opened.stand, eager()),
        Ok(Kept::Folded)
    );
    let imported = segments(&place);
    assert_eq!(imported.len(), 20);
    let tab = place.opened_tab();
    let opened = place.open().expect("opens");
    commit(
        &tab,
        opened.stand,
        vec![noted(&opened, 7, "met".to_owned())],
    );
    let opened = place.open().expect("opens");
    assert_eq!(fold(&tab, &opened, opened.stand, eager()), Ok(Kept::Folded));
    let after = segments(&place);
    assert!(after.is_superset(&imported));
    assert_eq!(after.len(), 21);
    assert_eq!(place.open().map(|again| bytes(&again)), Ok(bytes(&opened)));
}

#[test]
fn a_book_that_is_altered_all_the_time_stays_below_three_times_its_records() {
    let place = Place::default();
    let tab = place.tab();
    let stand = block_on(tab.open()).expect("opens").stand;
    commit(&tab, stand, (1..=3000).map(customer).collect());
    let upkeep = Upkeep {
        least_history: 10,
        history_bytes: 0,
        history_bytes_per_record: 0,
        ..eager()
    };
    for round in 0..12_u128 {
        let tab = place.opened_tab();
        let opened = place.open().expect("opens");
        let edits = (1..=1000).map(|n| noted(&opened, n * 3 - round % 3, format!("n{round}")));
        commit(&tab, opened.stand, edits.collect());
        let opened = place.open().expect("opens");
        assert_eq!(fold(&tab, &opened, opened.stand, upkeep), Ok(Kept::Folded));
    }
    let opened = place.open().expect("opens");
    let segments = place.shelf.values().into_iter();
    let stored: usize = segments
        .filter(|((area, _), _)| *area == Area::Segments)
        .map(|(_, value)| value.len())
        .sum();
    assert!(
        stored < 2 * bytes(&opened).len(),
        "{stored} of {}",
        bytes(&opened).len()
    );
}

#[test]
fn a_book_in_the_ring_keeps_its_segments_while_another_is_folded() {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    let empty = Model::default().contents(BookId(Uuid::from_u128(99)));
    let mut stand = block_on(tab.replace(&empty, opened.stand)).expect("replaces");
    let kept = segments(&place);
    for number in 1..4 {
        stand = commit(&tab, stand, vec![customer(number)]);
        let opened = place.open().expect("opens");
        assert_eq!(fold(&tab, &opened, stand, eager()), Ok(Kept::Folded));
    }
    let own: BTreeSet<String> = segments(&place).difference(&kept).cloned().collect();
    assert!(segments(&place).is_superset(&kept));
    assert!(!own.is_empty());
}

#[test]
fn wherever_upkeep_fails_the_book_is_whole() {
    for fault in [
        Fault::Before(StoreError::Full),
        Fault::Before(StoreError::Unknown),
        Fault::After(StoreError::Unknown),
    ] {
        for at in 0.. {
            let (place, opened) = furnished();
            let tab = place.opened_tab();
            let (count, fault) = (Cell::new(0), fault.clone());
            let failed = std::rc::Rc::new(Cell::new(false));
            place.shelf.set_faults({
                let failed = failed.clone();
                move |operation| {
                    count.set(count.get() + 1);
                    if count.get() == at + 1 && operation != Operation::Open {
                        failed.set(true);
                        return fault.clone();
                    }
                    Fault::None
                }
            });
            let folded = fold(&tab, &opened, opened.stand, eager());
            place.shelf.clear_faults();
            let again = place.open().expect("opens");
            assert_eq!(bytes(&again), bytes(&opened), "fault {at}: {folded:?}");
            assert_eq!(again.stand, opened.stand);
            let change = change(opened.stand, vec![customer(9000)]);
            let written = block_on(tab.commit(&change, opened.stand));
            assert!(written.is_ok(), "fault {at}: {written:?} after {folded:?}");
            if !failed.get() {
                break;
            }
        }
    }
}

#[test]
fn a_canary_written_before_old_changes_left_raises_no_alarm() {
    let (place, opened) = furnished();
    let before = place.canary.read().expect("noted");
    let upkeep = Upkeep {
        least_history: 0,
        recent: 0,
        history_bytes: 0,
        history_bytes_per_record: 0,
        ..eager()
    };
    assert_eq!(
        fold(&place.opened_tab(), &opened, opened.stand, upkeep),
        Ok(Kept::Folded)
    );
    place.canary.write(&before);
    let again = place.open().expect("opens");
    assert_eq!(bytes(&again), bytes(&opened));
    assert!(again.history.is_empty());
    assert_eq!(place.canary.read(), Some(before));
}

#[test]
fn a_damaged_book_is_not_folded() {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    let key = (Area::Log, Key::Number(4));
    place.change_values(|values| values.get_mut(&key).expect("there").push(b' '));
    let before = place.shelf.values();
    let refused = fold(&tab, &opened, opened.stand, eager());
    assert!(
        matches!(refused, Err(CommitError::Store(StoreError::Damaged(_)))),
        "{refused:?}"
    );
    assert_eq!(place.shelf.values(), before);
}
