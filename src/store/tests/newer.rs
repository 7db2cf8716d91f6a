//! A Book that a newer Genjin wrote: shown for reading as far as it is understood, else refused, and
//! never written to.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Place, Tab, bytes, change, customer, furnished, head_key};
use crate::app::contract::block_on;
use crate::app::model::Model;
use crate::app::ports::{CommitError, OpenError, Store, StoreError, StoredDraft};
use crate::records::FORM_VERSION;
use crate::store::canary::Canary;
use crate::store::envelope;
use crate::store::head::content_hash;
use crate::store::memory::Values;
use crate::store::shelf::{Area, Key};

const NEWER: u32 = FORM_VERSION + 1;

/// The content of a value after a change of its text.
fn rewritten(values: &mut Values, place: (Area, Key), change: impl Fn(&str) -> String) -> String {
    let content = envelope::unwrap(&values[&place]).expect("not sealed");
    let text = change(std::str::from_utf8(content).expect("JSON"));
    values.insert(place, envelope::wrap(text.clone().into_bytes()));
    text
}

/// Lets the head be one that a newer Genjin would write, with a field that is not known here.
fn made_newer(values: &mut Values, alter: impl Fn(&str) -> String) {
    rewritten(values, head_key(), |text| {
        let (head, _hash) = text.rsplit_once(",\"hash\"").expect("a head and its hash");
        let head = head.strip_prefix("{\"head\":").expect("a head");
        let form = format!("\"form\":{FORM_VERSION}");
        assert!(head.contains(&form));
        let newer = format!("\"form\":{NEWER},\"invented\":{{\"later\":[1]}}");
        let head = alter(&head.replace(&form, &newer));
        let hash = content_hash(head.as_bytes());
        format!("{{\"head\":{head},\"hash\":\"{hash}\"}}")
    });
}

/// No way of writing goes through, and not a byte is altered.
fn assert_nothing_is_written(place: &Place, tab: &Tab) {
    let before = place.shelf.values();
    let too_new = StoreError::TooNew { version: NEWER };
    let stand = furnished().1.stand;
    let refused = CommitError::Store(too_new.clone());
    let written = block_on(tab.commit(&change(stand, vec![customer(9)]), stand));
    assert_eq!(written, Err(refused.clone()));
    let empty = Model::default().contents(crate::domain::id::BookId(Uuid::from_u128(9)));
    assert_eq!(block_on(tab.replace(&empty, stand)), Err(refused));
    let draft = StoredDraft {
        form: "log".to_owned(),
        id: Uuid::from_u128(1),
        text: "half".to_owned(),
    };
    assert_eq!(block_on(tab.save_draft(&draft)), Err(too_new.clone()));
    assert_eq!(
        block_on(tab.remove_draft("log", draft.id)),
        Err(too_new.clone())
    );
    assert_eq!(block_on(tab.news(stand.position)).err(), Some(too_new));
    for recovered in [
        block_on(tab.accept_what_is_there()),
        block_on(tab.start_over()),
    ] {
        assert_eq!(recovered.err(), Some(OpenError::TooNew { version: NEWER }));
    }
    assert!(place.shelf.values() == before, "written to");
}

#[test]
fn a_newer_book_that_is_understood_is_shown_for_reading_only() {
    let (place, opened) = furnished();
    place.change_values(|values| made_newer(values, str::to_owned));
    let noted = place.canary.read();
    let tab = place.tab();
    let shown = block_on(tab.open()).expect("opens");
    assert_eq!(tab.newer_form(), Some(NEWER));
    assert_eq!(bytes(&shown), bytes(&opened));
    assert_eq!(shown.history, opened.history);
    assert_nothing_is_written(&place, &tab);
    assert_eq!(place.canary.read(), noted);
}

#[test]
fn fields_that_are_not_known_are_left_out_when_a_newer_book_is_read() {
    let (place, opened) = furnished();
    place.change_values(|values| {
        // A field in a log entry and in one of its records; the digest is that of the newer Genjin.
        let entry = (Area::Log, Key::Number(5));
        let was = envelope::unwrap(&values[&entry]).expect("plain").to_vec();
        let is = rewritten(values, entry, |text| {
            let text = text.replacen("{\"id\"", "{\"invented\":true,\"id\"", 1);
            text.replacen("\"name\":", "\"mood\":{\"is\":\"fine\"},\"name\":", 1)
        });
        assert!(is.contains("mood") && is.contains("invented"));
        made_newer(values, |head| {
            let at = |content: &[u8]| xxhash_rust::xxh3::xxh3_128_with_seed(content, 5);
            let before = opened_digest(head);
            let after = before
                .wrapping_sub(at(&was))
                .wrapping_add(at(is.as_bytes()));
            head.replace(&format!("{before:032x}"), &format!("{after:032x}"))
        });
    });
    let tab = place.tab();
    let shown = block_on(tab.open()).expect("opens");
    assert_eq!(bytes(&shown), bytes(&opened));
    assert_nothing_is_written(&place, &tab);
}

/// The digest that stands in a head.
fn opened_digest(head: &str) -> u128 {
    let (_, rest) = head.split_once("\"digest\":\"").expect("a digest");
    u128::from_str_radix(&rest[..32], 16).expect("hexadecimal")
}

#[test]
fn a_newer_book_that_is_not_understood_is_refused_and_left_alone() {
    let alterations: [fn(&str) -> String; 3] = [
        |head| head.replace("\"sequence\":", "\"at\":"),
        |head| head.replace("\"digest\":\"", "\"digest\":\"another kind of "),
        |head| head.replace("\"manifest\":\"", "\"manifest\":\"f"),
    ];
    for alter in alterations {
        let (place, _) = furnished();
        place.change_values(|values| made_newer(values, alter));
        let tab = place.tab();
        let too_new = OpenError::TooNew { version: NEWER };
        assert_eq!(block_on(tab.open()).err(), Some(too_new));
        assert_nothing_is_written(&place, &tab);
    }
}

#[test]
fn everything_stored_can_be_carried_away_from_a_book_that_cannot_be_read() {
    let (place, _) = furnished();
    place.change_values(|values| {
        made_newer(values, |head| head.replace("\"sequence\":", "\"at\":"));
        values.insert(
            (Area::Blobs, Key::Text("odd \"key\"".to_owned())),
            vec![9, 255, 0],
        );
    });
    let tab = place.tab();
    assert!(block_on(tab.open()).is_err());
    let file = block_on(tab.as_it_lies()).expect("reads");
    let text = String::from_utf8(file).expect("UTF-8");
    let (content, ending) = text.rsplit_once('\n').expect("more than a line");
    let sum = crate::records::backup::hex(&Sha256::digest(format!("{content}\n")));
    assert_eq!(ending, format!("{{\"sha256\":\"{sum}\"}}"));
    let mut lines = content.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        line
    });
    let heading = lines.next().expect("a heading");
    let values = place.shelf.values();
    assert_eq!(heading["format"], "genjin-raw");
    assert_eq!(heading["values"], values.len());
    assert_eq!(heading["canary"].as_str(), place.canary.read().as_deref());
    let found: Vec<_> = lines.collect();
    let expected: Vec<_> = values
        .iter()
        .map(|((area, key), value)| {
            let key = match key {
                Key::Number(number) => serde_json::json!(number),
                Key::Text(text) => serde_json::json!(text),
            };
            let base64 = crate::formats::base64::base64(value);
            serde_json::json!({ "store": area.name(), "key": key, "base64": base64 })
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_tab_that_finds_a_newer_book_in_place_of_its_own_saves_nothing_more() {
    let (place, opened) = furnished();
    let tab = place.opened_tab();
    place.change_values(|values| made_newer(values, str::to_owned));
    let before = place.shelf.values();
    let stand = opened.stand;
    let written = block_on(tab.commit(&change(stand, vec![customer(9)]), stand));
    assert_eq!(written, Err(CommitError::Behind));
    let news = block_on(tab.news(stand.position));
    assert!(matches!(news, Err(StoreError::TooNew { version: NEWER })));
    assert!(place.shelf.values() == before);
}
