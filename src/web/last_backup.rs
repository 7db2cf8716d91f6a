//! When this device saved its last backup. It belongs to the device: another one has its own.

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use super::{dom, local_storage};
use crate::app::queries::backup::LastBackup;

#[derive(Serialize, Deserialize)]
struct LastBackupRow {
    book: String,
    at: String,
    sequence: u64,
}

fn key() -> String {
    format!("genjin:{}:last-backup", dom::page_path())
}

/// The last backup of this Book that this device saved.
pub fn load(book: &str) -> Option<LastBackup> {
    let row: LastBackupRow = serde_json::from_str(&local_storage::get(&key())?).ok()?;
    (row.book == book).then_some(LastBackup {
        at: DateTime::parse_from_rfc3339(&row.at).ok()?,
        sequence: row.sequence,
    })
}

/// Notes that a backup of this Book was saved.
pub fn keep(book: &str, last: LastBackup) {
    let row = LastBackupRow {
        book: book.to_owned(),
        at: last.at.to_rfc3339(),
        sequence: last.sequence,
    };
    local_storage::set(&key(), &serde_json::to_string(&row).unwrap_or_default());
}
