//! What is left of a Book can be gone on with, and what was replaced is kept.

use uuid::Uuid;

use super::checking::kept_long;
use super::{Place, bytes, commit, customer, furnished, head_key};
use crate::app::contract::block_on;
use crate::app::model::Model;
use crate::app::ports::{Finding, Remains, Store};
use crate::domain::id::BookId;
use crate::store::canary::MemoryCanary;
use crate::store::memory::Values;
use crate::store::shelf::{Area, HEAD, Key};

#[test]
fn what_is_there_can_be_accepted() {
    let (place, opened) = furnished();
    let older = place.shelf.values();
    commit(&place.opened_tab(), opened.stand, vec![customer(3000)]);
    place.shelf.set_values(Some(older));
    assert!(place.finding().is_some());
    let tab = place.tab();
    let accepted = block_on(tab.accept_what_is_there()).expect("goes on");
    assert_eq!(bytes(&accepted), bytes(&opened));
    // Not even now does the sequence fall below what was once saved.
    assert!(6 < accepted.stand.position.sequence);
    assert!(opened.stand.position.epoch < accepted.stand.position.epoch);
    commit(&tab, accepted.stand, vec![customer(4000)]);
    assert_eq!(place.finding(), None);
}

#[test]
fn what_can_still_be_read_of_a_damaged_book_is_saved() {
    let (place, opened) = furnished();
    place.change_values(|values| {
        // The large import loses its second segment, the Change after it is cut short.
        let import = String::from_utf8_lossy(&values[&(Area::Log, Key::Number(4))]).into_owned();
        let second = import
            .rsplit("\"id\":\"")
            .next()
            .expect("one")
            .split('"')
            .next();
        let key = (Area::Segments, Key::Text(second.expect("an id").to_owned()));
        assert!(values.remove(&key).is_some());
        values.insert((Area::Log, Key::Number(5)), vec![1, 0, 0, 0, b'{']);
    });
    assert!(matches!(
        place.finding(),
        Some(Finding::Altered | Finding::Damaged { .. })
    ));
    let damaged = place.shelf.values();
    let remains = block_on(place.tab().remains()).expect("the shelf can be read");
    assert_eq!(place.shelf.values(), damaged);
    let accepted = block_on(place.tab().accept_what_is_there()).expect("goes on");
    let model = &accepted.model;
    let told = Remains {
        customers: model.all_customers().count(),
        communications: model.all_communications().count(),
    };
    assert_eq!(remains, Some(told));
    let found = accepted.model.all_customers().count();
    // Two of the backup, one small Change, a thousand of the import.
    assert_eq!(found, 2 + 1 + 1000);
    assert_eq!(accepted.book, opened.book);
    // Not a byte of what was found is lost.
    let after = place.shelf.values();
    for ((area, key), value) in damaged {
        let key = match (area, key) {
            (Area::Meta, Key::Text(name)) => {
                let number = accepted.stand.position.sequence;
                (Area::Recovery, Key::Text(format!("{number}/{name}")))
            }
            (Area::Recovery, Key::Text(name)) if name == "ring" => continue,
            place => place,
        };
        assert_eq!(after.get(&key), Some(&value), "{key:?}");
    }
}

#[test]
fn a_lost_book_can_be_begun_anew() {
    for values in [None, Some(Values::new())] {
        let (place, opened) = furnished();
        place.shelf.set_values(values);
        let tab = place.tab();
        assert!(block_on(tab.open()).is_err());
        let anew = block_on(tab.start_over()).expect("starts over");
        assert_ne!(anew.book, opened.book);
        assert_eq!(anew.model.all_customers().count(), 0);
        assert_eq!(anew.stand.position.sequence, 6);
        commit(&tab, anew.stand, vec![customer(1)]);
        assert_eq!(place.finding(), None);
    }
}

#[test]
fn a_book_whose_head_is_lost_can_be_begun_anew_over_its_remains() {
    let (place, _) = furnished();
    place.change_values(|values| drop(values.remove(&head_key())));
    let remains = place.shelf.values();
    let place = Place {
        shelf: place.shelf,
        canary: MemoryCanary::default(),
    };
    let anew = block_on(place.tab().start_over()).expect("starts over");
    // Above every entry that is still there.
    assert_eq!(anew.stand.position.sequence, 6);
    let after = place.shelf.values();
    let is_kept = |(area, key): &(Area, Key)| {
        matches!(area, Area::Meta | Area::Recovery) || after.contains_key(&(*area, key.clone()))
    };
    assert!(remains.keys().all(is_kept));
}

#[test]
fn a_book_whose_head_is_lost_or_broken_is_gone_on_with_whole() {
    // Folded or not: what is folded already and done once more comes to the same.
    for (place, opened) in [furnished(), kept_long()] {
        let remains = Remains {
            customers: opened.model.all_customers().count(),
            communications: opened.model.all_communications().count(),
        };
        for broken in [None, Some(vec![1, 0, 0, 0, b'{'])] {
            let place = place.copy();
            place.change_values(|values| match broken {
                Some(value) => drop(values.insert(head_key(), value)),
                None => drop(values.remove(&head_key())),
            });
            let damaged = place.shelf.values();
            assert_eq!(block_on(place.tab().remains()), Ok(Some(remains)));
            assert_eq!(place.shelf.values(), damaged);
            let tab = place.tab();
            let accepted = block_on(tab.accept_what_is_there()).expect("goes on");
            assert_eq!(bytes(&accepted), bytes(&opened));
            assert!(opened.stand.position.sequence < accepted.stand.position.sequence);
            commit(&tab, accepted.stand, vec![customer(4000)]);
            assert_eq!(place.finding(), None);
        }
    }
}

#[test]
fn a_backup_takes_the_place_of_a_lost_book_and_of_one_place_in_the_ring() {
    let (place, _) = furnished();
    place.change_values(|values| drop(values.remove(&head_key())));
    let tab = place.tab();
    let contents = crate::records::golden::contents();
    let restored = block_on(tab.restore(&contents)).expect("restores");
    assert_eq!(restored.model.contents(restored.book), contents);
    let numbers = block_on(tab.earlier_numbers());
    assert_eq!(numbers, Ok(vec![restored.stand.position.sequence, 2]));
    // Without its head the lost one cannot be gone back to.
    let readable = block_on(tab.earlier_books()).expect("reads");
    assert_eq!(readable.len(), 1);
}

#[test]
fn what_an_earlier_book_holds_is_read_one_by_one() {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    let empty = Model::default().contents(BookId(Uuid::from_u128(99)));
    block_on(tab.replace(&empty, opened.stand)).expect("replaces");
    assert_eq!(block_on(tab.earlier_numbers()), Ok(vec![6, 2]));
    place.change_values(|values| {
        let head = (Area::Recovery, Key::Text("6/head".to_owned()));
        assert!(values.remove(&head).is_some());
    });
    assert_eq!(block_on(tab.earlier_book(6)), Ok(None));
    let other = block_on(tab.earlier_book(2))
        .expect("reads")
        .expect("there");
    assert_eq!((other.number, other.customers), (2, 1));
    assert_eq!(block_on(tab.earlier_books()), Ok(vec![other]));
}

#[test]
fn the_ring_keeps_three_books_and_lets_the_oldest_go() {
    let place = Place::default();
    let tab = place.tab();
    let mut opened = block_on(tab.open()).expect("opens");
    let mut sizes = Vec::new();
    for round in 0..8_u128 {
        let import = (round * 5000..round * 5000 + 1500).map(customer).collect();
        let stand = commit(&tab, opened.stand, import);
        let stand = commit(&tab, stand, vec![customer(round + 1_000_000)]);
        let empty = Model::default().contents(opened.book);
        block_on(tab.replace(&empty, stand)).expect("replaces");
        opened = block_on(tab.open()).expect("opens");
        let values = place.shelf.values();
        let count = |area| values.keys().filter(|(other, _)| *other == area).count();
        sizes.push([Area::Log, Area::Segments, Area::Recovery].map(count));
    }
    // Two entries and two segments a round, and one segment of settings once replaced.
    assert_eq!(sizes[0], [2, 3, 3]);
    assert_eq!(sizes[2], [6, 9, 7]);
    for size in &sizes[3..] {
        assert_eq!(*size, [6, 10, 7]);
    }
}

#[test]
fn a_replaced_book_is_still_whole_in_the_ring() {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    let empty = Model::default().contents(BookId(Uuid::from_u128(99)));
    block_on(tab.replace(&empty, opened.stand)).expect("replaces");
    // Put back by hand, the older head and manifest open the older Book.
    place.change_values(|values| {
        for name in [HEAD, "manifest"] {
            let kept = values[&(Area::Recovery, Key::Text(format!("6/{name}")))].clone();
            values.insert((Area::Meta, Key::Text(name.to_owned())), kept);
        }
    });
    let place = Place {
        shelf: place.shelf,
        canary: MemoryCanary::default(),
    };
    let again = place.open().expect("opens");
    assert_eq!(bytes(&again), bytes(&opened));
    assert_eq!(again.history, opened.history);
}

#[test]
fn a_replaced_book_can_be_gone_back_to() {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    let empty = Model::default().contents(BookId(Uuid::from_u128(99)));
    let replaced = block_on(tab.replace(&empty, opened.stand)).expect("replaces");
    let earlier = block_on(tab.earlier_books()).expect("reads");
    let numbers: Vec<u64> = earlier.iter().map(|one| one.number).collect();
    assert_eq!(numbers, [6, 2]);
    let customers = opened.model.all_customers().count();
    assert_eq!((earlier[0].customers, earlier[1].customers), (customers, 1));
    assert!(earlier[0].changed_at.is_some());
    // Even where the Book in force is lost.
    place.change_values(|values| drop(values.remove(&head_key())));
    assert!(place.finding().is_some());
    let back = block_on(place.tab().go_back_to(6)).expect("goes back");
    assert_eq!(bytes(&back), bytes(&opened));
    assert!(replaced.position.sequence < back.stand.position.sequence);
    assert_eq!(place.finding(), None);
    assert!(block_on(place.tab().go_back_to(77)).is_err());
}
