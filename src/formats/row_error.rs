//! What is wrong, or worth knowing, about one row of a file; as data, so that the interface can
//! make a sentence of it in either language.

use super::when::WhenError;
use crate::domain::rating::Scale;

/// A row that is not imported, and why. A row can have several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// The row as a spreadsheet counts it: the heading row is mostly 1.
    pub row: u32,
    /// The heading of the column that it is about.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: RowReason,
    /// The cell, shortened to [`SHOWN_CHARS`]; empty where the reason says all.
    pub value: String,
}

/// How many characters of a cell are shown beside an error.
pub const SHOWN_CHARS: usize = 60;

/// How many errors and remarks are listed one by one; more are only counted.
pub const LISTED: usize = 5_000;

/// Why a row cannot be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RowReason {
    /// Fewer cells than headings: mostly a row that an unquoted line break has torn in two.
    #[error("{cells} cells for {columns} headings")]
    TooFewCells {
        /// Cells in the row.
        cells: usize,
        /// Headings of the table.
        columns: usize,
    },
    /// More cells than headings, and the surplus is not empty: mostly an unquoted delimiter.
    #[error("{cells} cells for only {columns} headings")]
    TooManyCells {
        /// Cells in the row.
        cells: usize,
        /// Headings of the table.
        columns: usize,
    },
    /// Text follows a closing quotation mark.
    #[error("text after a closing quotation mark, in the field that begins at line {line}")]
    TextAfterQuote {
        /// The line of the file on which the quoted field begins.
        line: u32,
    },
    /// A cell is larger than [`MAX_FIELD_BYTES`](super::table::MAX_FIELD_BYTES).
    #[error("a cell of {bytes} bytes, more than {limit}")]
    FieldTooLong {
        /// Its size.
        bytes: usize,
        /// What is read at most.
        limit: usize,
    },
    /// An earlier row of the file has the same id.
    #[error("the id is that of row {first_row} already")]
    DuplicateId {
        /// The earlier row.
        first_row: u32,
    },
    /// No name, company, email or phone to call the customer by.
    #[error("nothing to call the customer by")]
    NoName,
    /// Neither the id nor the name of a customer.
    #[error("no customer")]
    NoCustomer,
    /// No date.
    #[error("no date")]
    NoDate,
    /// Not a date or time that can be read, or one that cannot be.
    #[error(transparent)]
    When(#[from] WhenError),
    /// Not a number, where one is needed.
    #[error("not a number")]
    NotANumber,
    /// A latitude beyond ±90 or a longitude beyond ±180.
    #[error("not on the globe, which ends at ±{limit} degrees")]
    OffTheGlobe {
        /// 90 or 180.
        limit: u8,
    },
    /// Only one of latitude and longitude.
    #[error("latitude or longitude is missing")]
    HalfAPosition,
    /// Neither yes nor no.
    #[error("neither yes nor no")]
    NotYesOrNo,
    /// Not a duration that can be read.
    #[error("not a duration")]
    NotADuration,
    /// A score that its scale does not reach.
    #[error("outside the scale {}", .0.code())]
    OutsideScale(Scale),
    /// No score, where one is needed.
    #[error("no score")]
    NoScore,
    /// It does not say what was rated.
    #[error("no aspect")]
    NoAspect,
    /// Neither of the two scales.
    #[error("not a scale")]
    NotAScale,
    /// A number of a size that nothing countable has.
    #[error("beyond ±{limit}")]
    TooFarFromZero {
        /// The farthest that is taken.
        limit: u64,
    },
    /// Not a rhythm as Genjin writes it, such as `P14D`.
    #[error("not a rhythm")]
    NotACadence,
}

/// Something about an imported row that the user may want to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRemark {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The heading of the column that it is about.
    pub column: Option<String>,
    /// What is remarkable.
    pub kind: RemarkKind,
    /// The cell, shortened; empty where the kind says all.
    pub value: String,
}

/// What can be remarkable about a row that is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RemarkKind {
    /// Control characters, which nobody can see or type, were taken out.
    ControlsRemoved,
    /// The text has marks that can make it read in another order than it is stored; they are kept.
    DirectionMarks,
    /// The text has replacement characters: it was damaged before it came here.
    DamagedText,
    /// Without a name, the customer is called by its company, email or phone.
    NamedByOther,
    /// The word is none of the outcomes; it is not taken over.
    UnknownOutcome,
    /// The word says neither incoming nor outgoing; it is not taken over.
    UnknownDirection,
    /// The word is none for how a customer feels; it is not taken over.
    UnknownSentiment,
}

/// What came of the rows, besides records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowNotes {
    /// The errors, in the order of rows; at most [`LISTED`] of them.
    pub errors: Vec<RowError>,
    /// How many rows had an error, listed or not.
    pub bad_rows: u32,
    /// The remarks, in the order of rows; at most [`LISTED`] of them.
    pub remarks: Vec<RowRemark>,
    /// How many remarks there were, listed or not.
    pub remark_count: u32,
}

impl RowNotes {
    /// Notes the errors of one row.
    pub(super) fn refuse(&mut self, errors: Vec<RowError>) {
        self.bad_rows += 1;
        let room = LISTED.saturating_sub(self.errors.len());
        self.errors.extend(errors.into_iter().take(room));
    }

    /// Notes a remark.
    pub(super) fn remark(&mut self, remark: RowRemark) {
        self.remark_count += 1;
        if self.remarks.len() < LISTED {
            self.remarks.push(remark);
        }
    }
}

/// A cell as it is shown beside an error.
pub(super) fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}
