//! When this device saved its last backup. It belongs to the device: another one has its own.

use serde::{Deserialize, Serialize};

use super::{demo, local_storage};
use crate::app::queries::backup::LastBackup;
use crate::domain::written::{instant_text, read_instant};

#[derive(Serialize, Deserialize)]
struct LastBackupRow {
    book: String,
    at: String,
    sequence: u64,
}

fn key() -> String {
    demo::book_key("last-backup")
}

/// The last backup of this Book that this device saved.
pub fn load(book: &str) -> Option<LastBackup> {
    let row: LastBackupRow = crate::records::from_json(&local_storage::get(&key())?).ok()?;
    (row.book == book).then_some(LastBackup {
        at: read_instant(&row.at)?,
        sequence: row.sequence,
    })
}

/// Notes that a backup of this Book was saved.
pub fn keep(book: &str, last: LastBackup) {
    let row = LastBackupRow {
        book: book.to_owned(),
        at: instant_text(last.at),
        sequence: last.sequence,
    };
    local_storage::set(&key(), &serde_json::to_string(&row).unwrap_or_default());
}
