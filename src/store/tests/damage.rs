//! What is not what was saved is noticed, and nothing is written over it.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Place, bytes, change, commit, customer, furnished, head_key};
use crate::app::contract::block_on;
use crate::app::model::Model;
use crate::app::ports::{CommitError, Finding, OpenError, Store, StoreError, StoredDraft};
use crate::domain::id::BookId;
use crate::store::canary::{self, Canary, MemoryCanary};
use crate::store::head::Head;
use crate::store::memory::Values;
use crate::store::shelf::{Area, Key};

#[test]
fn a_book_that_is_gone_is_missed_and_nothing_is_made() {
    let (place, _) = furnished();
    place.shelf.set_values(None);
    let missing = Some(Finding::Missing { saved: 5 });
    assert_eq!(place.finding(), missing);
    assert!(place.shelf.values().is_empty());
    // The areas are there, but empty.
    place.shelf.set_values(Some(Values::new()));
    assert_eq!(place.finding(), missing);
    assert!(place.shelf.values().is_empty());
}

#[test]
fn a_head_that_is_gone_is_missed_even_without_a_canary() {
    let (place, _) = furnished();
    place.change_values(|values| drop(values.remove(&head_key())));
    let without_head = place.shelf.values();
    let damaged = Finding::Damaged {
        part: "head".to_owned(),
    };
    // What was cleared would leave nothing.
    assert_eq!(place.finding(), Some(damaged.clone()));
    let place = Place {
        shelf: place.shelf,
        canary: MemoryCanary::default(),
    };
    assert_eq!(place.finding(), Some(damaged));
    assert_eq!(place.shelf.values(), without_head);
}

#[test]
fn a_canary_that_cannot_be_read_still_says_that_there_was_a_book() {
    let (place, opened) = furnished();
    place.canary.write("rubbish");
    assert_eq!(place.open().map(|again| bytes(&again)), Ok(bytes(&opened)));
    place.canary.write("rubbish");
    place.shelf.set_values(None);
    assert_eq!(place.finding(), Some(Finding::Missing { saved: 0 }));
}

#[test]
fn an_older_copy_is_noticed() {
    let (place, opened) = furnished();
    let older = place.shelf.values();
    commit(&place.opened_tab(), opened.stand, vec![customer(3000)]);
    place.shelf.set_values(Some(older));
    assert_eq!(
        place.finding(),
        Some(Finding::Shorter { saved: 6, found: 5 })
    );
}

#[test]
fn an_older_copy_that_was_written_on_is_noticed() {
    let (place, opened) = furnished();
    let older = place.shelf.values();
    commit(&place.opened_tab(), opened.stand, vec![customer(3000)]);
    let canary = place.canary.read().expect("noted");
    place.shelf.set_values(Some(older));
    let other = Place {
        shelf: place.shelf.clone(),
        canary: MemoryCanary::default(),
    };
    commit(&other.opened_tab(), opened.stand, vec![customer(4000)]);
    place.canary.write(&canary);
    assert_eq!(place.finding(), Some(Finding::Altered));
}

#[test]
fn another_book_is_noticed() {
    let (place, _) = furnished();
    let other = Place::default();
    other.shelf.new_id();
    let tab = other.tab();
    let stand = block_on(tab.open()).expect("opens").stand;
    commit(&tab, stand, vec![customer(1)]);
    place.shelf.set_values(Some(other.shelf.values()));
    assert_eq!(place.finding(), Some(Finding::AnotherBook));
}

#[test]
fn a_head_ahead_of_its_canary_is_normal() {
    let (place, opened) = furnished();
    let earlier = place.canary.read().expect("noted");
    commit(&place.opened_tab(), opened.stand, vec![customer(3000)]);
    place.canary.write(&earlier);
    assert_eq!(place.finding(), None);
    assert_ne!(place.canary.read(), Some(earlier));
}

#[test]
fn a_tab_closed_between_restoring_and_noting_it_raises_no_alarm() {
    let (place, opened) = furnished();
    let before = place.canary.read().expect("noted");
    let another = Model::default().contents(BookId(Uuid::from_u128(99)));
    let tab = place.opened_tab();
    block_on(tab.replace(&another, opened.stand)).expect("replaces");
    place.canary.write(&before);
    assert_eq!(place.finding(), None);
}

#[test]
fn a_slow_tab_does_not_put_the_canary_back() {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    let stand = commit(&tab, opened.stand, vec![customer(3000)]);
    let newest = place.canary.read();
    // The head as another tab had written it, which comes to noting it only now.
    let head = tab.seen.borrow().clone().expect("seen").head;
    let slow = Head {
        sequence: head.sequence - 1,
        ..head
    };
    canary::note(&place.canary, &slow);
    assert_eq!(place.canary.read(), newest);
    assert_eq!(stand.position.sequence, 6);
}

/// Whether a value belongs to the Book that is in force, not to the one it replaced.
fn is_in_force(values: &Values, area: Area, key: &Key) -> bool {
    match (area, key) {
        (Area::Log, Key::Number(number)) => 2 < *number,
        (Area::Meta, _) => true,
        (Area::Segments, Key::Text(id)) => {
            let manifest = &values[&(Area::Meta, Key::Text("manifest".to_owned()))];
            let log = &values[&(Area::Log, Key::Number(4))];
            [manifest, log]
                .iter()
                .any(|value| String::from_utf8_lossy(value).contains(id.as_str()))
        }
        _ => false,
    }
}

#[test]
fn every_value_that_is_missing_or_altered_is_noticed() {
    let (place, opened) = furnished();
    let intact = place.shelf.values();
    let mut noticed = BTreeSet::new();
    for ((area, key), value) in &intact {
        if !is_in_force(&intact, *area, key) {
            continue;
        }
        let mut damages: Vec<Option<Vec<u8>>> = vec![
            None,
            Some(Vec::new()),
            Some(value[..value.len() - 1].to_vec()),
            Some(value[..4].to_vec()),
            Some([value, &b" "[..]].concat()),
        ];
        for at in [0, 1, 2, 3, 4, value.len() / 2, value.len() - 1] {
            let mut altered = value.clone();
            altered[at] ^= 1;
            damages.push(Some(altered));
        }
        for damage in damages {
            place.change_values(|values| {
                match damage.clone() {
                    Some(other) => values.insert((*area, key.clone()), other),
                    None => values.remove(&(*area, key.clone())),
                };
            });
            let before = place.shelf.values();
            match place.open() {
                Err(
                    OpenError::NotWhatWasSaved(_)
                    | OpenError::TooNew { .. }
                    | OpenError::Store(StoreError::Sealed),
                ) => {}
                // JSON allows for blanks around it; the head is compared as a whole when written.
                Ok(again) => {
                    assert_eq!((area, key), (&Area::Meta, &head_key().1));
                    assert_eq!(bytes(&again), bytes(&opened));
                }
                Err(other) => panic!("{area:?} {key:?} {damage:?}: {other:?}"),
            }
            assert_eq!(place.shelf.values(), before, "opening repairs nothing");
            place.shelf.set_values(Some(intact.clone()));
        }
        noticed.insert(*area);
    }
    assert_eq!(noticed, [Area::Log, Area::Segments, Area::Meta].into());
    assert_eq!(place.open().map(|again| bytes(&again)), Ok(bytes(&opened)));
}

#[test]
fn entries_that_changed_places_are_noticed() {
    let (place, _) = furnished();
    place.change_values(|values| {
        let (a, b) = ((Area::Log, Key::Number(3)), (Area::Log, Key::Number(5)));
        let (first, second) = (values[&a].clone(), values[&b].clone());
        values.insert(a, second);
        values.insert(b, first);
    });
    assert_eq!(place.finding(), Some(Finding::Altered));
}

#[test]
fn what_a_newer_version_wrote_is_told_and_left_alone() {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    // Any newer envelope, whatever is in it.
    place.change_values(|values| drop(values.insert(head_key(), vec![2, 0, 0, 0])));
    let values = place.shelf.values();
    let too_new = StoreError::TooNew { version: 2 };
    assert_eq!(place.open().err(), Some(OpenError::TooNew { version: 2 }));
    let news = block_on(tab.news(opened.stand.position));
    assert_eq!(news.err(), Some(too_new.clone()));
    let refused = block_on(tab.commit(&change(opened.stand, vec![customer(9)]), opened.stand));
    assert_eq!(refused, Err(CommitError::Behind));
    let accepted = block_on(tab.accept_what_is_there());
    assert_eq!(accepted.err(), Some(OpenError::TooNew { version: 2 }));
    let over = block_on(tab.start_over());
    assert_eq!(over.err(), Some(OpenError::TooNew { version: 2 }));
    assert_eq!(place.shelf.values(), values);
}

#[test]
fn a_draft_that_cannot_be_read_does_not_hide_the_others() {
    let place = Place::default();
    let tab = place.opened_tab();
    let draft = StoredDraft {
        form: "log".to_owned(),
        id: Uuid::from_u128(1),
        text: "half".to_owned(),
    };
    block_on(tab.save_draft(&draft)).expect("keeps");
    place.change_values(|values| {
        for (key, value) in [
            ("a", vec![]),
            ("b", vec![9, 9, 9, 9]),
            ("c", vec![1, 0, 0, 0]),
        ] {
            values.insert((Area::Drafts, Key::Text(key.to_owned())), value);
        }
    });
    assert_eq!(block_on(tab.drafts()), Ok(vec![draft]));
}
