//! Whatever fails, it ends before or after a write, and "saved" is never said too early.

use std::cell::Cell;
use std::rc::Rc;

use super::{Place, Tab, bytes, change, commit, customer, furnished};
use crate::app::contract::block_on;
use crate::app::ports::{CommitError, OpenError, Opened, Stand, Store, StoreError};
use crate::domain::cadence::Cadence;
use crate::domain::change::{Edit, Edited};
use crate::domain::follow_up::FollowUp;
use crate::records::golden;
use crate::store::memory::{Fault, Operation};

#[test]
fn a_write_whose_end_was_not_seen_is_found_out() {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    let once = Cell::new(true);
    place.shelf.set_faults(move |operation| {
        if operation == Operation::Write && once.replace(false) {
            Fault::After(StoreError::Unknown)
        } else {
            Fault::None
        }
    });
    let stand = commit(&tab, opened.stand, vec![customer(3000)]);
    assert_eq!(place.open().map(|again| again.stand), Ok(stand));
}

#[test]
fn a_write_that_was_cut_off_is_found_out() {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    let change = change(opened.stand, vec![customer(3000)]);
    for (fault, expected) in [
        (StoreError::Full, StoreError::Full),
        (StoreError::Closed, StoreError::Closed),
        (
            StoreError::Unknown,
            StoreError::Failed("the write was cut off and did not happen".to_owned()),
        ),
    ] {
        place.shelf.set_faults(move |operation| match operation {
            Operation::Write => Fault::Before(fault.clone()),
            _ => Fault::None,
        });
        let failed = block_on(tab.commit(&change, opened.stand));
        assert_eq!(failed, Err(CommitError::Store(expected)));
    }
    place.shelf.set_faults(|operation| match operation {
        Operation::Open => Fault::None,
        _ => Fault::Before(StoreError::Unknown),
    });
    let failed = block_on(tab.commit(&change, opened.stand));
    assert_eq!(failed, Err(CommitError::Store(StoreError::Unknown)));
    place.shelf.clear_faults();
    assert_eq!(place.open().map(|again| again.stand), Ok(opened.stand));
    assert!(block_on(tab.commit(&change, opened.stand)).is_ok());
}

#[test]
fn a_fault_at_any_operation_ends_before_or_after_and_never_between() {
    type Act<'a> = &'a dyn Fn(&Tab, Stand) -> Result<(), CommitError>;
    let recovered = |opened: Result<Opened, OpenError>| match opened {
        Ok(_) => Ok(()),
        Err(error) => Err(StoreError::Failed(error.to_string()).into()),
    };
    let acts: [Act<'_>; 5] = [
        &|tab, stand| block_on(tab.commit(&change(stand, vec![customer(1)]), stand)).map(drop),
        &|tab, stand| {
            let import = (10..1500).map(customer).collect();
            block_on(tab.commit(&change(stand, import), stand)).map(drop)
        },
        &|tab, stand| block_on(tab.replace(&golden::contents(), stand)).map(drop),
        &|tab, _stand| recovered(block_on(tab.accept_what_is_there())),
        &|tab, _stand| recovered(block_on(tab.start_over())),
    ];
    for act in acts {
        // What the Book is before and after, when nothing goes wrong.
        let (place, before) = prepared();
        act(&place.opened_tab(), before.stand).expect("goes well");
        let after = place.open().expect("opens");
        for point in 0..12 {
            for fault in [
                Fault::Before(StoreError::Full),
                Fault::Before(StoreError::Unknown),
                Fault::After(StoreError::Unknown),
                Fault::After(StoreError::Closed),
            ] {
                let (place, before) = prepared();
                let tab = place.opened_tab();
                let operations = Rc::new(Cell::new(0));
                let (counted, failing) = (operations.clone(), fault.clone());
                place.shelf.set_faults(move |_operation| {
                    counted.set(counted.get() + 1);
                    if counted.get() == point + 1 {
                        failing.clone()
                    } else {
                        Fault::None
                    }
                });
                let done = act(&tab, before.stand);
                place.shelf.clear_faults();
                let found = place.open().expect("opens");
                let is_after = found.stand == after.stand;
                assert!(is_after || found.stand == before.stand, "{point} {fault:?}");
                let expected = if is_after { &after } else { &before };
                assert_eq!(bytes(&found), bytes(expected), "{point} {fault:?}");
                if done.is_ok() {
                    assert!(is_after, "saved, but not there: {point} {fault:?}");
                }
            }
        }
    }
}

/// The same small Book every time.
fn prepared() -> (Place, Opened) {
    let place = Place::default();
    let tab = place.tab();
    let opened = block_on(tab.open()).expect("opens");
    commit(&tab, opened.stand, vec![customer(500)]);
    let opened = place.open().expect("opens");
    (place, opened)
}

#[test]
fn an_open_that_fails_makes_nothing_and_can_be_tried_again() {
    for point in 0..5 {
        let place = Place::default();
        let count = Cell::new(0);
        place.shelf.set_faults(move |_operation| {
            count.set(count.get() + 1);
            if count.get() == point + 1 {
                Fault::Before(StoreError::Failed("once".to_owned()))
            } else {
                Fault::None
            }
        });
        let tab = place.tab();
        let failed = block_on(tab.open()).err();
        let once = OpenError::Store(StoreError::Failed("once".to_owned()));
        assert_eq!(failed, Some(once), "{point}");
        assert!(block_on(tab.open()).is_ok());
    }
}

#[test]
fn a_change_that_could_not_be_read_back_is_refused() {
    let place = Place::default();
    let tab = place.opened_tab();
    let stand = place.open().expect("opens").stand;
    let mut follow_up = FollowUp::clone(&golden::contents().follow_ups[0]);
    follow_up.recurrence = Some(Cadence::Days(0));
    let impossible = change(stand, vec![Edit::FollowUp(Edited::made(follow_up))]);
    let refused = block_on(tab.commit(&impossible, stand));
    let why = StoreError::Failed("cadence holds an impossible value".to_owned());
    assert_eq!(refused, Err(CommitError::Store(why)));
    assert_eq!(place.finding(), None);
}

#[test]
fn a_book_that_another_tab_makes_after_the_first_look_is_opened() {
    let made = Place::default();
    let other = made.open().expect("opens");
    let place = Place::default();
    let (shelf, values) = (place.shelf.clone(), made.shelf.values());
    let mut reads = 0;
    place.shelf.set_faults(move |operation| {
        reads += usize::from(operation == Operation::Read);
        // The head was looked for, and is looked for once more before a Book is made.
        if reads == 2 {
            shelf.set_values(Some(values.clone()));
        }
        Fault::None
    });
    let opened = place.open().expect("opens");
    place.shelf.clear_faults();
    assert_eq!((opened.book, opened.stand), (other.book, other.stand));
}
