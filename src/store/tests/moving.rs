//! A backup moves a Book from one place to another, byte for byte, or is refused.

use std::cell::Cell;
use std::sync::Arc;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::{Place, bytes};
use crate::app::contract::block_on;
use crate::app::ports::{Opened, Store};
use crate::domain::communication::Communication;
use crate::domain::id::CommunicationId;
use crate::records::arbitrary;
use crate::records::backup::{Contents, read_backup, write_backup};
use crate::records::golden;

/// Whether `cargo xtask model` asks for all there is.
fn is_long() -> bool {
    std::env::var("GENJIN_LONG").is_ok()
}

/// Restored into a place where there is nothing, and opened there again.
fn moved(file: &[u8]) -> Opened {
    let contents = read_backup(file).expect("reads");
    let place = Place::default();
    let tab = place.tab();
    let stand = block_on(tab.open()).expect("opens").stand;
    block_on(tab.replace(&contents, stand)).expect("replaces");
    place.open().expect("opens again")
}

fn check_moves(contents: &Contents) {
    let first = write_backup(contents);
    let second = bytes(&moved(&first));
    assert!(second == first, "{}", String::from_utf8_lossy(&first));
    assert!(bytes(&moved(&second)) == first);
}

#[test]
fn any_book_moves_from_place_to_place_byte_for_byte() {
    let cases = if is_long() { 1000 } else { 64 };
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    // The same Books every time.
    let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, dice);
    let count = Cell::new(0);
    let outcome = runner.run(&arbitrary::contents(), |contents| {
        check_moves(&contents);
        count.set(count.get() + 1);
        Ok(())
    });
    outcome.expect("every Book moves");
    println!("{} books moved byte for byte", count.get());
}

#[test]
fn a_note_of_a_megabyte_and_every_plane_of_unicode_move() {
    let mut contents = golden::contents_3();
    let mut note = "\0\u{7f}\u{202e}مرحبا 王小明 👩‍👩‍👧‍👦 e\u{301}\u{feff}\u{10ffff}\r\n".repeat(20_000);
    note.push_str("the end");
    assert!(1_000_000 < note.len());
    let customer = Arc::make_mut(&mut contents.customers[0]);
    customer.notes = note;
    check_moves(&contents);
}

/// A backup of about 100 kB.
fn large() -> Vec<u8> {
    let mut contents = golden::contents_3();
    let one = contents.communications[0].clone();
    let numbers = 1_000_000..1_000_175_u128;
    contents.communications.extend(numbers.map(|number| {
        let id = CommunicationId(uuid::Uuid::from_u128(u128::MAX - 2_000_000 + number));
        Arc::new(Communication {
            id,
            ..Communication::clone(&one)
        })
    }));
    let file = write_backup(&contents);
    assert!(100_000 < file.len() && read_backup(&file).is_ok());
    file
}

#[test]
fn a_large_backup_that_was_cut_or_altered_anywhere_is_refused() {
    let file = large();
    let step = if is_long() { 1 } else { 61 };
    let mut altered = file.clone();
    let mut count = 0;
    for at in (0..file.len()).step_by(step) {
        assert!(read_backup(&file[..at]).is_err(), "cut to {at}");
        // Another bit each time; all values of every byte are tried in a small file.
        altered[at] ^= 1 << (at % 8);
        assert!(read_backup(&altered).is_err(), "altered at {at}");
        altered[at] = file[at];
        count += 1;
    }
    assert!(altered == file);
    println!(
        "{count} places of {} bytes, cut and altered: all refused",
        file.len()
    );
}
