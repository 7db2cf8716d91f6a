//! A table in text, row by row: comma, semicolon or tab between cells, quotation marks round them.
//!
//! Cells are slices of the file's text; nothing is copied but cells with doubled quotation marks.
//! The place in the file is a plain [`Place`], so that reading can stop after any row, let the
//! page draw, and go on. What is wrong with the quoting of a row is the row's fault, and the rows
//! after it are read; only a quotation mark that never closes refuses the file.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr3};

use super::layout::{self, Layout};
use super::row_error::RowReason;

/// The most rows that a file may have.
pub const MAX_ROWS: u32 = 1_000_000;

/// The most columns that a table may have.
pub const MAX_COLUMNS: usize = 1_000;

/// The largest cell.
pub const MAX_FIELD_BYTES: usize = 1024 * 1024;

/// What stands between the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
}

impl Delimiter {
    /// All delimiters, the most common first.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// The character.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// Why a file cannot be read as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// No row at all.
    #[error("the file has no rows")]
    Empty,
    /// Headings, and no row below them.
    #[error("the file has headings only")]
    OnlyHeadings,
    /// A quotation mark that is never closed.
    #[error("the quotation mark in row {row}, line {line}, is never closed")]
    UnclosedQuote {
        /// The row as a spreadsheet counts it.
        row: u32,
        /// The line of the file on which the mark stands.
        line: u32,
    },
    /// More columns than [`MAX_COLUMNS`].
    #[error("the table has {columns} columns, more than {limit}")]
    TooManyColumns {
        /// How many there are.
        columns: usize,
        /// How many are read at most.
        limit: usize,
    },
    /// More rows than [`MAX_ROWS`].
    #[error("the file has more than {limit} rows")]
    TooManyRows {
        /// How many are read at most.
        limit: u32,
    },
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading as shown: trimmed, different from all others, a letter where there is none.
    pub heading: String,
    /// Its heading as the file has it; empty where there is none.
    pub written: String,
}

/// A place in the text of a table, between two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    pub(super) offset: usize,
    /// Rows so far, as a spreadsheet counts them.
    pub(super) row: u32,
    /// Line ends so far.
    pub(super) line: u32,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct Row<'t> {
    /// Its number as a spreadsheet counts it: the heading row is mostly 1.
    pub number: u32,
    /// Its cells; at most [`MAX_COLUMNS`] are kept.
    pub cells: Vec<Cow<'t, str>>,
    /// How many cells the file has in this row.
    pub cell_count: usize,
    /// Whether any of its cells is more than spaces.
    pub filled: bool,
    /// What is wrong with its form.
    pub fault: Option<RowFault>,
}

/// What is wrong with the form of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowFault {
    /// The column, counted from 0, where it is about one.
    pub column: Option<usize>,
    /// What is wrong.
    pub reason: RowReason,
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// There is more: how much of the text is read, in thousandths.
    Thousandths(u16),
    /// All is read.
    Done,
}

/// A file's text, taken apart into headings and rows.
#[derive(Debug, Clone)]
pub struct Table {
    text: String,
    layout: Layout,
    columns: Vec<Column>,
    first: Place,
}

impl Table {
    /// Takes a text for a table, with the layout that it seems to have.
    pub fn open(text: String) -> Result<Self, TableError> {
        let layout = layout::find(&text)?;
        Self::with_layout(text, layout)
    }

    /// Takes a text for a table with a layout that the user chose.
    pub fn with_layout(text: String, layout: Layout) -> Result<Self, TableError> {
        let (columns, first) = layout::columns(&text, layout)?;
        let table = Self {
            text,
            layout,
            columns,
            first,
        };
        table.has_rows()?;
        Ok(table)
    }

    /// The same text with another layout; the table is given back if that fails.
    pub fn relaid(self, layout: Layout) -> Result<Self, (Self, TableError)> {
        let (columns, first) = match layout::columns(&self.text, layout) {
            Ok(found) => found,
            Err(error) => return Err((self, error)),
        };
        let relaid = Self {
            layout,
            columns,
            first,
            ..self
        };
        match relaid.has_rows() {
            Ok(()) => Ok(relaid),
            Err(error) => Err((relaid, error)),
        }
    }

    /// The columns, in the order of the file.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The headings as shown, by which a later file of the same shape is recognised.
    pub fn headings(&self) -> Vec<String> {
        let shown = self.columns.iter().map(|column| column.heading.clone());
        shown.collect()
    }

    /// The delimiter, and where the headings stand.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// The place before the first row below the headings.
    pub fn start(&self) -> Place {
        self.first
    }

    /// How much of the text lies before a place, in thousandths.
    pub fn progress(&self, place: Place) -> Progress {
        if self.text.len() <= place.offset {
            return Progress::Done;
        }
        // In 32 bits, as in Wasm, a thousand times 4 MB is too much.
        let thousandths = place.offset as u64 * 1000 / self.text.len() as u64;
        Progress::Thousandths(u16::try_from(thousandths).unwrap_or(1000))
    }

    /// Reads the next row that is not blank; false at the end of the file.
    ///
    /// The row's fault says whether it has as many cells as there are headings. Cells beyond the
    /// headings are dropped if they are empty; a row that is too short is a fault, because it is
    /// mostly half of a row that a line break has torn in two.
    pub fn next_row<'t>(
        &'t self,
        place: &mut Place,
        row: &mut Row<'t>,
    ) -> Result<bool, TableError> {
        let delimiter = self.layout.delimiter.byte();
        while next_record(&self.text, delimiter, place, row)? {
            if row.filled {
                self.fit(row);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The first rows, for a preview.
    pub fn preview(&self, rows: usize) -> Result<Vec<Row<'_>>, TableError> {
        let mut place = self.first;
        let mut preview = Vec::new();
        let mut row = Row::default();
        while preview.len() < rows && self.next_row(&mut place, &mut row)? {
            preview.push(std::mem::take(&mut row));
        }
        Ok(preview)
    }

    fn has_rows(&self) -> Result<(), TableError> {
        let (mut place, mut row) = (self.first, Row::default());
        if self.next_row(&mut place, &mut row)? {
            Ok(())
        } else {
            Err(TableError::OnlyHeadings)
        }
    }

    fn fit(&self, row: &mut Row<'_>) {
        let columns = self.columns.len();
        if row.cell_count < columns {
            let cells = row.cell_count;
            row.fault.get_or_insert(RowFault {
                column: None,
                reason: RowReason::TooFewCells { cells, columns },
            });
            row.cells.resize(columns, Cow::Borrowed(""));
        } else if columns < row.cell_count {
            let surplus = row.cells.get(columns..).unwrap_or_default();
            if MAX_COLUMNS < row.cell_count || surplus.iter().any(|cell| !is_blank(cell)) {
                let cells = row.cell_count;
                row.fault.get_or_insert(RowFault {
                    column: None,
                    reason: RowReason::TooManyCells { cells, columns },
                });
            }
            row.cells.truncate(columns);
        }
    }
}

/// Whether a cell has nothing to say.
pub(super) fn is_blank(cell: &str) -> bool {
    match cell.bytes().next() {
        None => true,
        // Something to say from the start: a sign, or Chinese.
        Some(0x21..=0x7e | 0xe4..=0xe9) => false,
        Some(_) => cell.trim().is_empty(),
    }
}

/// A cell without white space at its ends. Most have none, which two looks tell.
pub(super) fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [0x21..=0x7e] | [0x21..=0x7e, .., 0x21..=0x7e] => cell,
        _ => cell.trim(),
    }
}

/// Reads one record, blank or not; false at the end of the text.
pub(super) fn next_record<'t>(
    text: &'t str,
    delimiter: u8,
    place: &mut Place,
    row: &mut Row<'t>,
) -> Result<bool, TableError> {
    let bytes = text.as_bytes();
    row.cells.clear();
    row.cell_count = 0;
    row.filled = false;
    row.fault = None;
    if bytes.len() <= place.offset {
        return Ok(false);
    }
    place.row += 1;
    row.number = place.row;
    loop {
        let start = place.offset;
        let cell = if bytes.get(start) == Some(&b'"') {
            quoted_cell(text, delimiter, place, row)?
        } else {
            let length = memchr3(delimiter, b'\n', b'\r', &bytes[start..]);
            place.offset = length.map_or(bytes.len(), |length| start + length);
            Cow::Borrowed(&text[start..place.offset])
        };
        keep(row, cell);
        match bytes.get(place.offset) {
            Some(b'\r') if bytes.get(place.offset + 1) == Some(&b'\n') => place.offset += 2,
            Some(b'\n' | b'\r') => place.offset += 1,
            Some(_) => {
                place.offset += 1;
                continue;
            }
            None => {}
        }
        place.line += 1;
        return Ok(true);
    }
}

fn keep<'t>(row: &mut Row<'t>, cell: Cow<'t, str>) {
    let column = row.cell_count;
    row.cell_count += 1;
    row.filled = row.filled || !is_blank(&cell);
    if MAX_FIELD_BYTES < cell.len() {
        row.fault.get_or_insert(RowFault {
            column: Some(column),
            reason: RowReason::FieldTooLong {
                bytes: cell.len(),
                limit: MAX_FIELD_BYTES,
            },
        });
    }
    if column < MAX_COLUMNS {
        row.cells.push(cell);
    }
}

/// Reads a cell that begins with a quotation mark, up to the delimiter or line end after it.
fn quoted_cell<'t>(
    text: &'t str,
    delimiter: u8,
    place: &mut Place,
    row: &mut Row<'t>,
) -> Result<Cow<'t, str>, TableError> {
    let bytes = text.as_bytes();
    let open = place.offset + 1;
    let opened_on = place.line + 1;
    let mut joined = String::new();
    let mut piece = open;
    let close = loop {
        let Some(length) = memchr(b'"', &bytes[piece..]) else {
            return Err(TableError::UnclosedQuote {
                row: row.number,
                line: opened_on,
            });
        };
        let mark = piece + length;
        if bytes.get(mark + 1) != Some(&b'"') {
            break mark;
        }
        joined.push_str(&text[piece..=mark]);
        piece = mark + 2;
    };
    place.line += line_ends(&bytes[open..close]);
    let mut cell = if piece == open {
        Cow::Borrowed(&text[open..close])
    } else {
        joined.push_str(&text[piece..close]);
        Cow::Owned(joined)
    };
    let rest = &bytes[close + 1..];
    let length = memchr3(delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
    place.offset = close + 1 + length;
    let tail = &text[close + 1..place.offset];
    if !is_blank(tail) {
        row.fault.get_or_insert(RowFault {
            column: Some(row.cell_count),
            reason: RowReason::TextAfterQuote { line: opened_on },
        });
        cell.to_mut().push_str(tail);
    }
    Ok(cell)
}

fn line_ends(bytes: &[u8]) -> u32 {
    let count = memchr_iter(b'\n', bytes).count();
    let count = if count == 0 {
        memchr_iter(b'\r', bytes).count()
    } else {
        count
    };
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type ReadRow = (u32, Vec<String>, Option<RowReason>);

    fn rows(text: &str) -> Result<Vec<ReadRow>, TableError> {
        let table = Table::open(text.to_owned())?;
        let rows = table.preview(usize::MAX)?.into_iter();
        Ok(rows
            .map(|row| {
                let cells = row.cells.into_iter().map(Cow::into_owned).collect();
                (row.number, cells, row.fault.map(|fault| fault.reason))
            })
            .collect())
    }

    fn check(text: &str, expected: &[(u32, &[&str])]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(number, cells)| {
                let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
                (*number, cells, None)
            })
            .collect();
        assert_eq!(rows(text), Ok(expected), "{text:?}");
    }

    #[test]
    fn rows_are_read_as_other_programs_write_them() {
        check(
            "id,name\r\n1,Ada\r\n2,Bo\r\n",
            &[(2, &["1", "Ada"]), (3, &["2", "Bo"])],
        );
        check("id;name\n1;Ada, B\n", &[(2, &["1", "Ada, B"])]);
        check("id\tname\n1\tAda", &[(2, &["1", "Ada"])]);
        check("sep=;\r\nid;a,b,c\r\n1;2", &[(2, &["1", "2"])]);
        check(
            "id,name\r1,Ada\r2,Bo",
            &[(2, &["1", "Ada"]), (3, &["2", "Bo"])],
        );
        check(
            "id,\"na\"\"me\"\n1,\"a \"\"b\"\", c\"\n",
            &[(2, &["1", "a \"b\", c"])],
        );
        check(
            "id,name\n1,\"two\r\nlines\"\n2,x",
            &[(2, &["1", "two\r\nlines"]), (3, &["2", "x"])],
        );
        check(
            "id,name\n\n1,Ada\n , \n2,\n",
            &[(3, &["1", "Ada"]), (5, &["2", ""])],
        );
        check(
            "id,name\n1,Ada,,\n2,\"Bo\" \n",
            &[(2, &["1", "Ada"]), (3, &["2", "Bo"])],
        );
        check("id,name\n1,5'9\" tall\n", &[(2, &["1", "5'9\" tall"])]);
    }

    #[test]
    fn a_row_of_another_shape_is_a_fault_of_that_row() {
        let text = "id,name,city\n1,Ada\n2,Bo,Rome,x\n3,\"Cy\"d,Oslo\n4,Di,Bonn\n";
        let faults: Vec<_> = rows(text)
            .into_iter()
            .flatten()
            .map(|(number, _, fault)| (number, fault))
            .collect();
        let columns = 3;
        assert_eq!(
            faults,
            [
                (2, Some(RowReason::TooFewCells { cells: 2, columns })),
                (3, Some(RowReason::TooManyCells { cells: 4, columns })),
                (4, Some(RowReason::TextAfterQuote { line: 4 })),
                (5, None),
            ]
        );
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let check = |text: &str, expected: TableError| {
            assert_eq!(rows(text), Err(expected), "{text:.40}");
        };
        check("", TableError::Empty);
        check("\n \n", TableError::Empty);
        check("id,name\n", TableError::OnlyHeadings);
        check("id,name\n\n,\n", TableError::OnlyHeadings);
        check(
            "id,name\n1,\"a\nb\"\n2,\"never\nclosed\n",
            TableError::UnclosedQuote { row: 3, line: 4 },
        );
        check(
            &"a,".repeat(999_999),
            TableError::TooManyColumns {
                columns: 1_000_000,
                limit: MAX_COLUMNS,
            },
        );
    }

    #[test]
    fn a_million_cells_in_one_row_are_that_rows_fault() {
        let text = format!("id,name\n1,{}\n2,Bo\n", ",".repeat(999_998));
        let faults: Vec<_> = rows(&text).into_iter().flatten().map(|row| row.2).collect();
        let (cells, columns) = (1_000_000, 2);
        assert_eq!(
            faults,
            [Some(RowReason::TooManyCells { cells, columns }), None]
        );
    }

    #[test]
    fn a_cell_above_the_limit_is_a_fault_of_its_row() {
        let text = format!("id,name\n1,{}\n2,Bo\n", "x".repeat(MAX_FIELD_BYTES + 1));
        let read = rows(&text).unwrap_or_default();
        assert!(matches!(read[0].2, Some(RowReason::FieldTooLong { .. })));
        assert_eq!(read[1].2, None);
    }

    proptest! {
        #[test]
        fn every_table_reads_as_the_csv_crate_reads_it(
            cells in prop::collection::vec(prop::collection::vec("[a\",;\\r\\n \u{738b}]{0,6}", 3), 1..6),
        ) {
            let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
            writer.write_record(["one", "two", "three"])?;
            for row in &cells {
                writer.write_record(row)?;
            }
            let text = String::from_utf8(writer.into_inner()?)?;
            let layout = Layout { delimiter: Delimiter::Comma, heading_row: Some(1) };
            let expected: Vec<_> = cells.iter().filter(|row| row.iter().any(|cell| !is_blank(cell))).collect();
            match Table::with_layout(text, layout) {
                Ok(table) => {
                    let read = table.preview(usize::MAX)?;
                    prop_assert_eq!(read.len(), expected.len());
                    for (row, expected) in read.iter().zip(expected) {
                        prop_assert_eq!(row.fault, None);
                        prop_assert_eq!(&row.cells, expected);
                    }
                }
                Err(error) => {
                    prop_assert_eq!(error, TableError::OnlyHeadings);
                    prop_assert!(expected.is_empty());
                }
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "[a1\",;=\\t\\r\\n\u{738b}]{0,60}") {
            if let Ok(table) = Table::open(text) {
                let rows = table.preview(usize::MAX);
                prop_assert!(rows.is_err() || rows.is_ok_and(|rows| !rows.is_empty()));
            }
        }
    }
}
