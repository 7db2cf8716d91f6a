//! What the page said in the console, and what the browser said about it.

use serde::Deserialize;
use thirtyfour::common::log::BrowserLogEntry;

/// One line of the console.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ConsoleEntry {
    /// `SEVERE` for errors and violations of the page's policy, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// Where it came from, a place in that file, and the words.
    pub message: String,
}

impl ConsoleEntry {
    pub(crate) fn read(entry: BrowserLogEntry) -> Self {
        Self {
            level: entry.level,
            message: entry.message,
        }
    }

    /// Whether a user's browser should never have to say this.
    pub(crate) fn is_complaint(&self) -> bool {
        self.level == "SEVERE" || self.level == "WARNING"
    }
}
