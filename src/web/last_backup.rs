//! When this device saved its last backup. It belongs to the device: another one has its own.

use gloo::events::EventListener;
use serde::{Deserialize, Serialize};
use web_sys::Event;

use super::{demo, dom, local_storage};
use crate::app::queries::backup::LastBackup;
use crate::domain::written::{instant_text, read_instant};

#[derive(Serialize, Deserialize)]
struct LastBackupRow {
    book: String,
    at: String,
    sequence: u64,
}

/// What the page hears when a backup was saved, by whatever part of it.
const KEPT: &str = "genjin-backup";

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
    if let (Some(window), Ok(event)) = (dom::window(), Event::new(KEPT)) {
        // Refused only to an event that is under way already.
        window.dispatch_event(&event).ok();
    }
}

/// Calls back whenever this page has saved a backup; ends with the listener.
pub fn watch(call: impl Fn() + 'static) -> Option<EventListener> {
    dom::window().map(|window| EventListener::new(&window, KEPT, move |_| call()))
}
