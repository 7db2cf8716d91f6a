//! What reading a row of customers and one of communications have in common.

use std::borrow::Cow;

use super::clean::clean;
use super::formula::unprotect;
use super::row_error::{RemarkKind, RowError, RowNotes, RowReason, RowRemark, shortened};
use super::table::{Column, Row, Table, trimmed};

/// Whose file it is: only in its own does Genjin take off the `'` that it has put there, and keep
/// spaces at the ends of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    Genjin,
    Another,
}

impl Writer {
    pub(super) fn of(table: &Table) -> Self {
        if table.is_own_export() {
            Self::Genjin
        } else {
            Self::Another
        }
    }
}

/// One row while it is read: its cells, and what is wrong with them.
pub(super) struct RowReading<'r> {
    pub(super) row: &'r Row<'r>,
    pub(super) columns: &'r [Column],
    pub(super) writer: Writer,
    pub(super) errors: Vec<RowError>,
    pub(super) remarks: Vec<RowRemark>,
}

impl<'r> RowReading<'r> {
    pub(super) fn new(row: &'r Row<'r>, columns: &'r [Column], writer: Writer) -> Self {
        let mut reading = Self {
            row,
            columns,
            writer,
            errors: Vec::new(),
            remarks: Vec::new(),
        };
        if let Some(fault) = row.fault {
            let value = fault.column.and_then(|column| row.cells.get(column));
            let value = value.map_or(String::new(), |cell| shortened(cell));
            reading.errors.push(RowError {
                row: row.number,
                column: fault.column.and_then(|column| reading.heading(column)),
                reason: fault.reason,
                value,
            });
        }
        reading
    }

    /// The text of a cell as it is taken over, spaces at its ends included.
    pub(super) fn text(&mut self, column: usize) -> Cow<'r, str> {
        let row = self.row;
        let Some(cell) = row.cells.get(column) else {
            return Cow::Borrowed("");
        };
        let cell = match self.writer {
            Writer::Genjin => unprotect(cell),
            Writer::Another => cell,
        };
        let cleaned = clean(cell);
        for kind in cleaned.remarks() {
            self.remark(column, kind, "");
        }
        cleaned.text
    }

    /// The text of a cell that is one word or line: without spaces at its ends.
    pub(super) fn line(&mut self, column: usize) -> Cow<'r, str> {
        let text = self.text(column);
        match (self.writer, text) {
            (Writer::Genjin, text) => text,
            (Writer::Another, Cow::Borrowed(text)) => Cow::Borrowed(trimmed(text)),
            (Writer::Another, Cow::Owned(text)) => Cow::Owned(text.trim().to_owned()),
        }
    }

    pub(super) fn refuse(&mut self, column: Option<usize>, reason: RowReason) {
        let cell = column.and_then(|column| self.row.cells.get(column));
        self.errors.push(RowError {
            row: self.row.number,
            column: column.and_then(|column| self.heading(column)),
            reason,
            value: cell.map_or(String::new(), |cell| shortened(cell)),
        });
    }

    /// The value, or else a noted error.
    pub(super) fn expect<T, E: Into<RowReason>>(
        &mut self,
        column: usize,
        value: Result<T, E>,
    ) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(reason) => {
                self.refuse(Some(column), reason.into());
                None
            }
        }
    }

    pub(super) fn remark(&mut self, column: usize, kind: RemarkKind, value: &str) {
        self.remarks.push(RowRemark {
            row: self.row.number,
            column: self.heading(column),
            kind,
            value: shortened(value),
        });
    }

    /// Notes what was wrong or remarkable; whether the row can be imported.
    pub(super) fn note_in(self, notes: &mut RowNotes) -> bool {
        if !self.errors.is_empty() {
            notes.refuse(self.errors);
            return false;
        }
        for remark in self.remarks {
            notes.remark(remark);
        }
        true
    }

    fn heading(&self, column: usize) -> Option<String> {
        self.columns
            .get(column)
            .map(|column| column.heading.clone())
    }
}

/// Joins a text to another by a blank line.
pub(super) fn join_paragraph(text: &mut String, paragraph: &str) {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(paragraph);
}
