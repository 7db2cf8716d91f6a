//! Where a record came from, so that importing the same file again changes nothing.

use super::id::SourceId;

/// The row of a [`Source`](super::source::Source) that a record was made from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The import it came with.
    pub source: SourceId,
    /// The record's id in that source; for rows without ids, their content's hash and a count of
    /// repeats, so that equal rows stay apart and are found again.
    pub key: String,
    /// Hash of the row as last imported: an equal hash means that the row has not changed since,
    /// whatever became of the record here.
    pub row_hash: u64,
}
