//! How a table is laid out: which delimiter, and in which row the headings stand.
//!
//! Some programs write lines above the headings (LinkedIn's "Notes:", Excel's `sep=;`), some no
//! headings at all. What is found here is a suggestion that the user can change.

use super::clean::clean;
use super::export_words::ExportWords;
use super::headings;
use super::table::{Column, Delimiter, MAX_COLUMNS, Place, Row, TableError, is_blank, next_record};
use super::when;

/// The layout of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// What stands between cells.
    pub delimiter: Delimiter,
    /// The row of the headings, as a spreadsheet counts; `None` where the first row is data.
    pub heading_row: Option<u32>,
}

/// How much of a file is looked at.
const LOOKED_AT_BYTES: usize = 256 * 1024;
const LOOKED_AT_ROWS: usize = 60;

/// How far down headings are looked for.
const HEADING_ROWS: usize = 20;

/// The layout that a text seems to have.
pub(super) fn find(text: &str) -> Result<Layout, TableError> {
    let (body, named) = after_sep_line(text);
    if ExportWords::ALL.iter().any(|words| words.begins(text)) {
        return Ok(Layout {
            delimiter: Delimiter::Comma,
            heading_row: Some(1),
        });
    }
    let mut end = text.len().min(body + LOOKED_AT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = &text[..end];
    let mut best: Option<(usize, usize, Delimiter)> = None;
    for delimiter in Delimiter::ALL {
        if named.is_some_and(|named| named != delimiter) {
            continue;
        }
        let shape = shape(start, body, delimiter);
        if best
            .is_none_or(|(agreement, width, _)| (agreement, width) < (shape.agreement, shape.width))
        {
            best = Some((shape.agreement, shape.width, delimiter));
        }
    }
    let Some((_, _, delimiter)) = best else {
        return Err(TableError::Empty);
    };
    let heading_row = heading_row(start, body, delimiter);
    Ok(Layout {
        delimiter,
        heading_row,
    })
}

/// The columns of a text, and the place before its first row of data.
pub(super) fn columns(text: &str, layout: Layout) -> Result<(Vec<Column>, Place), TableError> {
    let (body, _) = after_sep_line(text);
    let mut place = before_row(text, body);
    let start = place;
    let mut row = Row::default();
    loop {
        if !next_record(text, layout.delimiter.byte(), &mut place, &mut row)? {
            return Err(TableError::Empty);
        }
        let reached = match layout.heading_row {
            Some(heading_row) => heading_row <= row.number,
            None => row.filled,
        };
        if reached {
            break;
        }
    }
    if MAX_COLUMNS < row.cell_count {
        return Err(TableError::TooManyColumns {
            columns: row.cell_count,
            limit: MAX_COLUMNS,
        });
    }
    if layout.heading_row.is_none() {
        let blank = vec![String::new(); row.cells.len()];
        return Ok((distinct(blank), start));
    }
    let mut written: Vec<String> = row
        .cells
        .iter()
        .map(|cell| cell.as_ref().to_owned())
        .collect();
    while written.last().is_some_and(|heading| is_blank(heading)) {
        written.pop();
    }
    if written.is_empty() {
        return Err(TableError::Empty);
    }
    Ok((distinct(written), place))
}

/// The spreadsheet's letter for a column counted from 0: A, B, …, Z, AA.
pub fn column_letters(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index + 1;
    while 0 < rest {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

fn distinct(written: Vec<String>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(written.len());
    for (index, written) in written.into_iter().enumerate() {
        let words = clean(&written).text;
        let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = if plain.is_empty() {
            column_letters(index)
        } else {
            plain
        };
        let mut heading = plain.clone();
        let mut count = 1;
        while columns.iter().any(|column| column.heading == heading) {
            count += 1;
            heading = format!("{plain} ({count})");
        }
        columns.push(Column { heading, written });
    }
    columns
}

/// Excel's own hint, a first line `sep=;`, is no row to Excel, nor here.
fn after_sep_line(text: &str) -> (usize, Option<Delimiter>) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let hint = line.trim_matches('"');
    let Some(named) = hint.strip_prefix("sep=").or(hint.strip_prefix("SEP=")) else {
        return (0, None);
    };
    let named = Delimiter::ALL
        .into_iter()
        .find(|delimiter| named.as_bytes() == [delimiter.byte()]);
    let rest = &text[line.len()..];
    let line_end = if rest.starts_with("\r\n") {
        2
    } else {
        rest.len().min(1)
    };
    (line.len() + line_end, named)
}

fn before_row(text: &str, body: usize) -> Place {
    Place {
        offset: body,
        row: 0,
        line: u32::from(0 < body && !text.is_empty()),
    }
}

struct Shape {
    /// How many of a thousand rows have the commonest width; 0 where that is one cell.
    agreement: usize,
    width: usize,
}

/// The commonest number of cells, and how common it is.
fn shape(start: &str, body: usize, delimiter: Delimiter) -> Shape {
    let mut widths: Vec<(usize, usize)> = Vec::new();
    let mut rows = 0;
    for_each_record(start, body, delimiter, LOOKED_AT_ROWS, |row| {
        rows += 1;
        match widths
            .iter_mut()
            .find(|(width, _)| *width == row.cell_count)
        {
            Some((_, count)) => *count += 1,
            None => widths.push((row.cell_count, 1)),
        }
        true
    });
    let common = widths
        .into_iter()
        .filter(|(width, _)| 1 < *width)
        .max_by_key(|(width, count)| (*count, *width));
    match common {
        Some((width, count)) => Shape {
            agreement: count * 1000 / rows,
            width,
        },
        None => Shape {
            agreement: 0,
            width: rows.min(1),
        },
    }
}

/// The first row that is about as wide as the others, unless it looks like data.
fn heading_row(start: &str, body: usize, delimiter: Delimiter) -> Option<u32> {
    let width = shape(start, body, delimiter).width;
    let enough = if width < 2 {
        1
    } else {
        2.max(width.div_ceil(2))
    };
    let mut first: Option<u32> = None;
    let mut found: Option<Option<u32>> = None;
    for_each_record(start, body, delimiter, HEADING_ROWS, |row| {
        first = first.or(Some(row.number));
        let filled = row.cells.iter().filter(|cell| !is_blank(cell)).count();
        if filled < enough {
            return true;
        }
        let count = |is: fn(&str) -> bool| row.cells.iter().filter(|cell| is(cell)).count();
        // A word such as 电话 is a heading and a value.
        let is_heading = count(is_value) == 0 || count(is_value) < count(headings::is_known);
        found = Some(is_heading.then_some(row.number));
        false
    });
    found.unwrap_or(first)
}

/// Whether a cell can hardly be a heading.
fn is_value(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let is_email = cell.contains('@') && cell.contains('.') && !cell.contains(' ');
    is_email || 7 <= digits || (4 <= digits && when::looks_like_a_date(cell))
}

/// Passes the filled records at the start of a text to `take`, until it returns false.
fn for_each_record<'t>(
    start: &'t str,
    body: usize,
    delimiter: Delimiter,
    records: usize,
    mut take: impl FnMut(&Row<'t>) -> bool,
) {
    let mut place = before_row(start, body);
    let mut row = Row::default();
    let mut taken = 0;
    // What is unclosed here may be closed beyond the part that is looked at.
    while taken < records
        && next_record(start, delimiter.byte(), &mut place, &mut row).unwrap_or(false)
    {
        if row.filled {
            taken += 1;
            if !take(&row) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::table::Table;

    fn opened(text: &str) -> Table {
        Table::open(text.to_owned()).expect("a table")
    }

    #[test]
    fn the_delimiter_is_found() {
        let check = |text: &str, expected: Delimiter| {
            assert_eq!(opened(text).layout().delimiter, expected, "{text}");
        };
        check("a,b\n1,2\n", Delimiter::Comma);
        check("a;b\n1,5;2,3\n", Delimiter::Semicolon);
        check("a\tb\n1, 2\t3; 4\n", Delimiter::Tab);
        check("sep=;\na\n1\n", Delimiter::Semicolon);
        check("a\n1\n2\n", Delimiter::Comma);
        check("姓名,备注\n王总,\"a;b;c\"\n李总,x;y\n", Delimiter::Comma);
    }

    #[test]
    fn the_headings_are_found() {
        let check = |text: &str, row: Option<u32>, headings: &[&str]| {
            let table = opened(text);
            assert_eq!(table.layout().heading_row, row, "{text}");
            assert_eq!(table.headings(), headings, "{text}");
        };
        check("a,b\n1,2\n", Some(1), &["a", "b"]);
        check(
            "Notes:\n\"When exporting, you may notice, that\"\n\nFirst Name,Last Name,Connected On\nAda,Li,06 Jan 2020\n",
            Some(4),
            &["First Name", "Last Name", "Connected On"],
        );
        check(
            "客户表,,\n姓名,电话,公司\n王,1,x\n",
            Some(2),
            &["姓名", "电话", "公司"],
        );
        check("7,Ada,ada@example.org\n", None, &["A", "B", "C"]);
        check("7,王总,2024-08-16 10:00:00\n", None, &["A", "B", "C"]);
        check(
            "Phone,Phone, Phone ,,Phone (2),\n1,2,3,4,5,\n",
            Some(1),
            &["Phone", "Phone (2)", "Phone (3)", "D", "Phone (2) (2)"],
        );
    }

    #[test]
    fn without_headings_the_first_row_is_data() {
        let table = opened("7,Ada,ada@example.org\n8,Bo,bo@example.org\n");
        let numbers: Vec<_> = table
            .preview(9)
            .into_iter()
            .flatten()
            .map(|row| row.number)
            .collect();
        assert_eq!(numbers, [1, 2]);
    }

    #[test]
    fn columns_have_letters() {
        let check = |index, letters: &str| assert_eq!(column_letters(index), letters);
        check(0, "A");
        check(25, "Z");
        check(26, "AA");
        check(701, "ZZ");
        check(702, "AAA");
    }
}
