//! The import files under `tests/fixtures` are those that the generator writes.
//!
//! After a change to the generator, `GENJIN_WRITE_FIXTURES=1 cargo test --test stories fixtures`
//! writes them anew.

use std::env;
use std::fs;
use std::path::Path;

use genjin::app::sample::fixtures::{LineEnds, fixture_rows};

fn check(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    if env::var_os("GENJIN_WRITE_FIXTURES").is_some() {
        fs::write(&path, expected).expect("the folder can be written to");
    }
    let committed = fs::read_to_string(&path).expect("the file is committed");
    assert!(
        committed == expected,
        "{name} differs from what the generator writes"
    );
}

#[test]
fn the_committed_fixtures_are_those_that_the_generator_writes() {
    let fixture = fixture_rows(1, 500, 3272);
    check(
        "customers.csv",
        &fixture.customers.to_csv(LineEnds::BareBetween),
    );
    check(
        "communications.csv",
        &fixture.communications.to_csv(LineEnds::CarriageReturns),
    );
}
