//! The descriptions in `docs` name every field that is written.

use std::collections::BTreeSet;

use serde_json::Value;

use super::checking::kept_long;
use crate::records::backup::write_backup;
use crate::records::golden;
use crate::store::envelope;
use crate::store::shelf::Area;

const STORED_FORM: &str = include_str!("../../../docs/stored-form.md");
const BACKUP: &str = include_str!("../../../docs/backup-format.md");

/// Names of fields, those within included, but for what stands under these names.
fn names_in(value: &Value, but: &[&str], names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.insert(name.clone());
                if !but.contains(&name.as_str()) {
                    names_in(value, but, names);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|one| names_in(one, but, names)),
        _ => {}
    }
}

/// Whether a name stands in a description, in code or as a name in JSON.
fn is_described(description: &str, name: &str) -> bool {
    [
        format!("`{name}`"),
        format!("\"{name}\""),
        format!("`{{\"{name}\""),
    ]
    .iter()
    .any(|written| description.contains(written))
}

#[test]
fn every_field_of_the_store_is_described() {
    let (place, _) = kept_long();
    let mut names = BTreeSet::new();
    for ((area, _), value) in place.shelf.values() {
        let content = envelope::unwrap(&value).expect("not sealed");
        let text = std::str::from_utf8(content).expect("JSON");
        // Records are described with the backup; of a segment, its heading alone is of the store.
        let text = match area {
            Area::Segments => text.lines().next().expect("a heading"),
            _ => text,
        };
        let value = serde_json::from_str(text).expect("JSON");
        names_in(&value, &["made", "removed", "set", "was"], &mut names);
    }
    assert!(20 < names.len(), "{names:?}");
    names.retain(|name| !is_described(STORED_FORM, name));
    assert_eq!(names, BTreeSet::new());
}

#[test]
fn every_field_of_a_backup_is_described() {
    let file = write_backup(&golden::contents_3());
    let text = String::from_utf8(file).expect("JSON");
    let mut names = BTreeSet::new();
    for line in text.lines() {
        let value = serde_json::from_str(line).expect("JSON");
        names_in(&value, &[], &mut names);
    }
    assert!(60 < names.len(), "{names:?}");
    names.retain(|name| !is_described(BACKUP, name));
    assert_eq!(names, BTreeSet::new());
}

#[test]
fn the_descriptions_name_the_version_that_is_written() {
    let version = format!("version {}", crate::records::FORM_VERSION);
    for description in [STORED_FORM, BACKUP] {
        let beginning = description.split("\n\n").nth(1).expect("an introduction");
        assert!(beginning.contains(&version), "{beginning}");
    }
}
