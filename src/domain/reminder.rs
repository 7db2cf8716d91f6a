//! What was written into the calendar file that a phone took in, so that the next file can tell it
//! what has changed since.

use chrono::NaiveDate;

use super::id::ReminderId;

/// One event of the last calendar file.
///
/// Its id is that of the follow-up, or of the customer for a suggestion, which is not stored: so
/// its UID in the file stays the same for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Identity.
    pub id: ReminderId,
    /// How often the event was changed since it was first written: the SEQUENCE of RFC 5545 §3.8.7.4.
    pub sequence: u32,
    /// Hash of what the event said when it was last written.
    pub content: u64,
    /// The day that the event stood on, so that its cancellation can name it.
    pub day: NaiveDate,
    /// Whether it was written as cancelled.
    pub is_cancelled: bool,
}
