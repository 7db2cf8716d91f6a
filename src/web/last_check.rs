//! When the stored Book was last checked on this device, and whether all was well.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{demo, local_storage};
use crate::domain::moment::Now;
use crate::domain::written::{instant_text, read_instant};

/// After so many days the Book is checked by itself.
const EVERY_DAYS: i64 = 7;

/// The last check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastCheck {
    /// When it ended.
    pub at: Now,
    /// Whether nothing was wrong.
    pub was_well: bool,
}

#[derive(Serialize, Deserialize)]
struct LastCheckRow {
    at: String,
    /// Absent where the Book was not checked then, and the week began.
    was_well: Option<bool>,
}

fn key() -> String {
    demo::book_key("last-check")
}

/// The last check on this device.
pub fn load() -> Option<LastCheck> {
    let (at, was_well) = noted()?;
    was_well.map(|was_well| LastCheck { at, was_well })
}

fn noted() -> Option<(Now, Option<bool>)> {
    let row: LastCheckRow = crate::records::from_json(&local_storage::get(&key())?).ok()?;
    Some((read_instant(&row.at)?, row.was_well))
}

/// Notes that the Book was checked.
pub fn keep(last: LastCheck) {
    note(last.at, Some(last.was_well));
}

fn note(at: Now, was_well: Option<bool>) {
    let row = LastCheckRow {
        at: instant_text(at),
        was_well,
    };
    local_storage::set(&key(), &serde_json::to_string(&row).unwrap_or_default());
}

/// Whether the Book is to be checked by itself: a week has passed, or the clock was set back since.
/// A Book that was never checked here is first checked a week after this was asked.
pub fn is_due(now: Now) -> bool {
    let Some((since, _)) = noted() else {
        note(now, None);
        return false;
    };
    let passed = now - since;
    TimeDelta::days(EVERY_DAYS) <= passed || passed < TimeDelta::days(-1)
}
