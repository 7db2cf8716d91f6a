//! Cells that a spreadsheet would run are written so that it shows them instead.
//!
//! A leading `'` makes Excel, WPS and `LibreOffice` take a cell for text. It is put before every cell
//! that is dangerous *or already looks protected*, so that taking off exactly one `'` gives back
//! exactly what was written.

use std::borrow::Cow;

/// Whether a spreadsheet might run the cell: it begins with a character that opens a formula, also
/// after spaces or quotation marks, or with a tab or line end.
pub fn is_dangerous(cell: &str) -> bool {
    let is_skipped = |c: char| c == '\'' || c == '"' || c.is_whitespace();
    let opens = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let after = cell.trim_start_matches(is_skipped);
    let skipped = &cell[..cell.len() - after.len()];
    after.starts_with(opens) || skipped.contains(['\t', '\r', '\n'])
}

/// The cell as it is written to a file.
pub fn protect(cell: &str) -> Cow<'_, str> {
    if is_dangerous(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell as it was before [`protect`].
pub fn unprotect(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_protected() {
        let check = |cell: &str, expected: &str| {
            assert_eq!(protect(cell), expected, "{cell:?}");
            assert_eq!(unprotect(expected), cell, "{cell:?}");
        };
        check("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")");
        check("+49 30 123", "'+49 30 123");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("＝1+1", "'＝1+1");
        check("  =1", "'  =1");
        check("\"=1", "'\"=1");
        check("\tx", "'\tx");
        check("'=1", "''=1");
        check("''=1", "'''=1");
        check("'quoted'", "'quoted'");
        check("a=b", "a=b");
        check("", "");
    }

    proptest! {
        #[test]
        fn protection_is_undone_exactly(cell in "['\" \\t\\r=+@a＝-]{0,8}|.*") {
            let written = protect(&cell);
            prop_assert_eq!(unprotect(&written), cell.as_str());
            prop_assert!(!is_dangerous(&cell) || written.starts_with('\''));
        }
    }
}
