//! An import that the Book remembers: what the file was and how its columns were read.

use chrono::{DateTime, FixedOffset};

use super::id::SourceId;

/// What the rows of a source describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// One customer a row.
    Customers,
    /// One communication a row.
    Communications,
    /// Ratings: one a row, or those of one questionnaire.
    Ratings,
    /// One observed loyalty a row.
    Loyalty,
    /// The sample data of the first run; its records are marked and removed together.
    Sample,
}

/// A file that was imported, or the sample data.
///
/// A later file of the same shape is taken for the same source unless the user says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Identity, named by the [`Origin`](super::origin::Origin) of each record.
    pub id: SourceId,
    /// What its rows describe.
    pub kind: SourceKind,
    /// The file's name when it was last imported.
    pub name: String,
    /// When it was last imported.
    pub imported_at: DateTime<FixedOffset>,
    /// The headings of its columns, by which a later file of the same shape is recognised.
    pub headings: Vec<String>,
    /// What each column was read as: the code of a field, by position; empty for a column left out.
    pub mapping: Vec<String>,
    /// For what names customers by their ids: the customers' source whose ids these are.
    pub customers_from: Option<SourceId>,
}
