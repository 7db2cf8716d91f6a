//! A stored Book of any version opens for ever.
//!
//! A fixture holds one value a line: area, key, envelope in hexadecimal, content. It is never
//! edited; a new form gets a fixture of its own beside it.

use std::fmt::Write;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Place, change, commit, customer, head_key};
use crate::app::contract::{HeldBook, block_on, eager};
use crate::app::ports::{Kept, Opened, Store, Upkeep};
use crate::domain::change::{Edit, Edited};
use crate::domain::customer::Customer;
use crate::domain::id::CustomerId;
use crate::records::backup::{Contents, write_backup};
use crate::records::{FORM_VERSION, golden, to_json};
use crate::store::memory::Values;
use crate::store::shelf::{Area, Key};

const VERSION_1: &str = include_str!("../../../tests/fixtures/store-v1.jsonl");
const VERSION_2: &str = include_str!("../../../tests/fixtures/store-v2.jsonl");
const VERSION_3: &str = include_str!("../../../tests/fixtures/store-v3.jsonl");
const VERSION_3_FOLDED: &str = include_str!("../../../tests/fixtures/store-v3-folded.jsonl");

#[derive(Serialize, Deserialize)]
struct Line {
    area: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    envelope: String,
    content: String,
}

fn dump(values: &Values) -> String {
    let mut lines = String::new();
    for ((area, key), value) in values {
        let (envelope, content) = value.split_at(4);
        let (number, text) = match key {
            Key::Number(number) => (Some(*number), None),
            Key::Text(text) => (None, Some(text.clone())),
        };
        let mut hex = String::new();
        for byte in envelope {
            write!(hex, "{byte:02x}").expect("a text takes all");
        }
        lines += &to_json(&Line {
            area: area.name().to_owned(),
            number,
            text,
            envelope: hex,
            content: String::from_utf8(content.to_vec()).expect("JSON"),
        });
        lines.push('\n');
    }
    lines
}

fn values_of(dump: &str) -> Values {
    let value = |line: &str| {
        let line: Line = serde_json::from_str(line).expect("a line");
        let area = Area::ALL.into_iter().find(|area| area.name() == line.area);
        let key = line.number.map(Key::Number).or(line.text.map(Key::Text));
        let envelope = u32::from_str_radix(&line.envelope, 16).expect("hexadecimal");
        let value = [&envelope.to_be_bytes(), line.content.as_bytes()].concat();
        ((area.expect("an area"), key.expect("a key")), value)
    };
    dump.lines().map(value).collect()
}

/// A Book with all there is: one that was replaced, segments in force, a Change in the log, one in
/// segments, a removal, and a draft.
fn book(contents: &Contents) -> (Place, Opened) {
    let place = Place::default();
    let tab = place.tab();
    let stand = block_on(tab.open()).expect("opens").stand;
    let stand = commit(&tab, stand, vec![customer(1)]);
    let stand = block_on(tab.replace(contents, stand)).expect("replaces");
    let before = &contents.customers[0];
    let after = Customer {
        company: String::new(),
        title: "Head buyer".to_owned(),
        ..Customer::clone(before)
    };
    let mut edits = vec![
        Edit::Customer(Edited::altered(Arc::clone(before), after)),
        Edit::FollowUp(Edited::removed(contents.follow_ups[1].clone())),
        customer(2),
    ];
    let needs = contents.needs.iter().cloned().map(Edited::removed);
    edits.extend(needs.take(1).map(Edit::Need));
    let ratings = contents.ratings.iter().cloned().map(Edited::removed);
    edits.extend(ratings.take(1).map(Edit::Rating));
    let stand = commit(&tab, stand, edits);
    let mut large: Vec<Edit> = (10..1010).map(customer).collect();
    let two = Customer::named(CustomerId(Uuid::from_u128(2)), "n2");
    let renamed = Customer {
        name: "二".to_owned(),
        ..two.clone()
    };
    large.push(Edit::Customer(Edited::altered(Arc::new(two), renamed)));
    commit(&tab, stand, large);
    let draft = crate::app::ports::StoredDraft {
        form: "log".to_owned(),
        id: Uuid::from_u128(5),
        text: "half a \"sentence\"\n".to_owned(),
    };
    block_on(tab.save_draft(&draft)).expect("keeps");
    let opened = place.open().expect("opens");
    (place, opened)
}

fn check_opens(version: &str, contents: &Contents) {
    let place = Place::default();
    place.shelf.set_values(Some(values_of(version)));
    let tab = place.tab();
    let found = block_on(tab.open()).expect("opens");
    let before = place.shelf.values();
    assert_eq!(before, values_of(version), "opening writes nothing");
    let is_older = !version.contains(&format!("\\\"form\\\":{FORM_VERSION}"));
    assert_eq!(tab.has_older_form(), is_older);
    let (expected_place, expected) = book(contents);
    assert_eq!((found.book, found.stand), (expected.book, expected.stand));
    assert_eq!(found.history, expected.history);
    let bytes = |opened: &Opened| write_backup(&opened.model.contents(opened.book));
    assert_eq!(bytes(&found), bytes(&expected));
    let drafts = block_on(tab.drafts());
    assert_eq!(drafts, block_on(expected_place.tab().drafts()));
    let written = block_on(tab.commit(&change(found.stand, vec![customer(7)]), found.stand));
    assert!(written.is_ok());
    assert!(!tab.has_older_form());
    // What an older Genjin wrote stays as it is but for the head, until it is folded.
    let after = place.shelf.values();
    for (place, value) in before {
        if place != head_key() {
            assert_eq!(after.get(&place), Some(&value), "{place:?}");
        }
    }
}

#[test]
fn a_book_of_any_version_opens_for_ever() {
    check_opens(VERSION_1, &golden::contents());
    check_opens(VERSION_2, &golden::contents_2());
    check_opens(VERSION_3, &golden::contents_3());
}

#[test]
fn a_book_is_written_in_the_form_of_version_3() {
    let (place, _) = book(&golden::contents_3());
    let written = dump(&place.shelf.values());
    for (line, expected) in written.lines().zip(VERSION_3.lines()) {
        assert_eq!(line, expected);
    }
    assert_eq!(written.lines().count(), VERSION_3.lines().count());
}

/// The same Book, folded, with a Change since.
fn folded_book(contents: &Contents) -> (Place, Opened) {
    let (place, opened) = book(contents);
    let tab = place.opened_tab();
    let held = HeldBook::new(opened.stand, opened.model);
    let upkeep = Upkeep {
        recent: 1,
        ..eager()
    };
    assert_eq!(block_on(tab.keep_up(&held, upkeep)), Ok(Kept::Folded));
    commit(&tab, opened.stand, vec![customer(3)]);
    let opened = place.open().expect("opens");
    (place, opened)
}

#[test]
fn a_folded_book_is_written_in_the_form_of_version_3() {
    let (place, _) = folded_book(&golden::contents_3());
    let written = dump(&place.shelf.values());
    // What is printed becomes the fixture of a new form.
    println!("{written}");
    for (line, expected) in written.lines().zip(VERSION_3_FOLDED.lines()) {
        assert_eq!(line, expected);
    }
    assert_eq!(written.lines().count(), VERSION_3_FOLDED.lines().count());
}

#[test]
fn a_folded_book_of_any_version_opens_for_ever() {
    let place = Place::default();
    place.shelf.set_values(Some(values_of(VERSION_3_FOLDED)));
    let tab = place.tab();
    let now = chrono::DateTime::UNIX_EPOCH.fixed_offset();
    let glimpse = block_on(tab.glimpse(now)).map(|seen| seen.stand);
    let found = block_on(tab.open()).expect("opens");
    let (_, expected) = folded_book(&golden::contents_3());
    assert_eq!(glimpse, Some(expected.stand));
    assert_eq!((found.book, found.stand), (expected.book, expected.stand));
    assert_eq!(found.history, expected.history);
    let bytes = |opened: &Opened| write_backup(&opened.model.contents(opened.book));
    assert_eq!(bytes(&found), bytes(&expected));
    let older = block_on(tab.older_history(None)).expect("reads");
    assert_eq!(older.len(), 1);
}
