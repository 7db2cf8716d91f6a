//! Where the Book is kept: a log of Changes and immutable segments, on a shelf of opaque bytes.
//!
//! [`LogStore`](log_store::LogStore) holds every rule: what is written in one transaction, what
//! must agree when a Book is opened, what is kept when it is replaced. It stands on a
//! [`Shelf`](shelf::Shelf), which only keeps bytes under keys and knows nothing of customers: in
//! memory for tests and the demo, in `IndexedDB` for the user.
//!
//! | area | key | value |
//! |---|---|---|
//! | `log` | sequence | one Change, as a [`ChangeRow`](crate::records::change_row::ChangeRow) |
//! | `segments` | random id, never used again | up to 1,000 records or edits (4,000 where more than 20,000 records came at once) packed together |
//! | `meta` | `head`, `manifest` | where the Book stands; the segments in force: of two lines about one record the later counts |
//! | `drafts` | form and id | text being typed |
//! | `recovery` | `ring`, `<n>/head`, `<n>/manifest` | the last three Books that were replaced |
//! | `blobs` | id | attachments; not used yet |
//!
//! Every value begins with an [`envelope`].

pub mod canary;
mod checking;
mod drafts;
mod earlier;
pub mod envelope;
mod folding;
mod glimpse;
mod head;
mod history;
pub mod log_store;
pub mod memory;
pub mod name;
mod opening;
mod raw;
mod replacing;
pub mod reserve;
mod ring;
mod room;
mod segments;
pub mod shelf;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod indexed_db;

#[cfg(test)]
mod tests;
