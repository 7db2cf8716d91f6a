//! When this device saved its last backup. It belongs to the device: another one has its own.

use chrono::NaiveDate;
use gloo::events::EventListener;
use serde::{Deserialize, Serialize};
use web_sys::Event;

use super::{demo, dom, local_storage};
use crate::app::queries::backup::LastBackup;
use crate::domain::written::{date_text, instant_text, read_instant};

#[derive(Serialize, Deserialize)]
struct LastBackupRow {
    book: String,
    at: String,
    sequence: u64,
}

/// What the page hears when a backup was saved or failed, by whatever part of it.
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
    announce();
}

/// Lets everything that shows how the backups stand look again.
pub fn announce() {
    if let (Some(window), Ok(event)) = (dom::window(), Event::new(KEPT)) {
        // Refused only to an event that is under way already.
        window.dispatch_event(&event).ok();
    }
}

/// Whether the user wants to hear nothing of backups on this day.
pub fn is_put_off(today: NaiveDate) -> bool {
    local_storage::get(&put_off_key()).as_deref() == Some(&*date_text(today))
}

/// Says nothing of backups for the rest of this day.
pub fn put_off(today: NaiveDate) {
    local_storage::set(&put_off_key(), &date_text(today));
    announce();
}

fn put_off_key() -> String {
    demo::book_key("backup-put-off")
}

/// Calls back whenever this page has saved a backup, or failed to; ends with the listener.
pub fn watch(call: impl Fn() + 'static) -> Option<EventListener> {
    dom::window().map(|window| EventListener::new(&window, KEPT, move |_| call()))
}
