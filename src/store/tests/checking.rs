//! The check finds what is wrong, and nothing where all is well.

use std::cell::RefCell;

use super::{Place, change, commit, customer, furnished, head_key};
use crate::app::contract::{HeldBook, block_on, eager};
use crate::app::model::Model;
use crate::app::ports::{Checked, Defect, Kept, Opened, Store, Upkeep};
use crate::domain::change::{Edit, Edited};
use crate::domain::id::CustomerId;
use crate::records::{Kind, golden};
use crate::store::shelf::{Area, Key};
use uuid::Uuid;

/// A folded Book with history, a summary, unfolded Changes and two Books in the ring.
pub(super) fn kept_long() -> (Place, Opened) {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    let mut stand = block_on(tab.replace(&golden::contents_3(), opened.stand)).expect("replaces");
    stand = commit(&tab, stand, (5000..6500).map(customer).collect());
    for number in 1..6 {
        stand = commit(&tab, stand, vec![customer(number)]);
    }
    let opened = place.open().expect("opens");
    let held = HeldBook::new(stand, opened.model);
    let upkeep = Upkeep {
        recent: 3,
        ..eager()
    };
    assert_eq!(block_on(tab.keep_up(&held, upkeep)), Ok(Kept::Folded));
    stand = commit(&tab, stand, vec![customer(7)]);
    commit(&tab, stand, (7000..8200).map(customer).collect());
    let opened = place.open().expect("opens");
    (place, opened)
}

fn checked(place: &Place, opened: &Opened) -> Checked {
    let held = HeldBook::new(opened.stand, opened.model.clone());
    block_on(place.tab().check(&held, &|_, _| {})).expect("checks")
}

#[test]
fn a_book_that_is_well_has_no_defects() {
    let (place, opened) = kept_long();
    let held = HeldBook::new(opened.stand, opened.model.clone());
    let heard = RefCell::new(Vec::new());
    let progress = |done, all| heard.borrow_mut().push((done, all));
    let found = block_on(place.tab().check(&held, &progress)).expect("checks");
    assert_eq!(found.defects, []);
    assert_eq!(found.changes, 8);
    let records = Kind::ALL.into_iter().map(|kind| opened.model.count(kind));
    assert_eq!(found.records, records.sum::<usize>());
    let heard = heard.borrow();
    assert!(heard.len() > 5);
    assert_eq!(heard.last().map(|(done, all)| done <= all), Some(true));
}

#[test]
fn fifty_seeded_defects_are_all_found() {
    let (place, opened) = kept_long();
    let intact = place.shelf.values();
    let looked_at = |area: &Area| {
        matches!(
            area,
            Area::Log | Area::Segments | Area::Meta | Area::Recovery
        )
    };
    let places: Vec<_> = intact.keys().filter(|(area, _)| looked_at(area)).collect();
    let mut seed = 1_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).expect("31 bits") % below
    };
    for defect in 0..200 {
        let key = places[random(places.len())].clone();
        let mut value = intact[&key].clone();
        let kind = random(5);
        let at = random(value.len());
        match kind {
            0 => value.truncate(at),
            1 => value[at] ^= u8::try_from(1 << random(8)).expect("a bit"),
            2 => value.clear(),
            3 => value = intact[places[random(places.len())]].clone(),
            _ => {}
        }
        if kind == 3 && value == intact[&key] {
            continue;
        }
        place.change_values(|values| {
            match kind {
                4 => values.remove(&key),
                _ => values.insert(key.clone(), value),
            };
        });
        let held = HeldBook::new(opened.stand, opened.model.clone());
        let found = block_on(place.tab().check(&held, &|_, _| {}));
        let is_found = found.as_ref().is_ok_and(|found| !found.defects.is_empty())
            // A bit of an envelope makes it a newer one, or a sealed one.
            || found.is_err();
        assert!(is_found, "{defect}: {key:?} by {kind} at {at}: {found:?}");
        place.shelf.set_values(Some(intact.clone()));
    }
    assert_eq!(checked(&place, &opened).defects, []);
}

#[test]
fn records_about_nobody_and_unlike_those_shown_are_counted() {
    let (place, opened) = furnished();
    let gone = CustomerId(Uuid::from_u128(424_242));
    let mut astray = opened
        .model
        .all_communications()
        .next()
        .expect("one")
        .as_ref()
        .clone();
    astray.customers = vec![gone];
    let before = opened
        .model
        .communication(astray.id)
        .expect("there")
        .clone();
    let tab = place.opened_tab();
    let edits = vec![Edit::Communication(Edited::altered(before, astray))];
    let change = change(opened.stand, edits);
    block_on(tab.commit(&change, opened.stand)).expect("commits");
    let again = place.open().expect("opens");
    let expected = [Defect::Astray(Kind::Communication, 1)];
    assert_eq!(checked(&place, &again).defects, expected);

    let (place, opened) = furnished();
    let mut shown = opened.model.clone();
    shown.apply_edits(&[customer(60_000), customer(60_001)]);
    let held = HeldBook::new(opened.stand, shown);
    let found = block_on(place.tab().check(&held, &|_, _| {})).expect("checks");
    assert_eq!(found.defects, [Defect::Unlike(Kind::Customer, 2)]);
    let held = HeldBook::new(opened.stand, Model::default());
    let found = block_on(place.tab().check(&held, &|_, _| {})).expect("checks");
    assert!(1 < found.defects.len());
}

#[test]
fn an_earlier_book_that_is_damaged_is_named() {
    let (place, opened) = kept_long();
    place.change_values(|values| drop(values.remove(&(Area::Log, Key::Number(4)))));
    assert_eq!(checked(&place, &opened).defects, [Defect::Earlier(6)]);
    place.change_values(|values| drop(values.remove(&head_key())));
    assert!(checked(&place, &opened).defects.len() > 1);
}
