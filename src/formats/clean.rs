//! Text as it is taken over from a file: as typed, but for characters that nobody can have typed.

use std::borrow::Cow;

use super::row_error::RemarkKind;

/// A text that was taken over, and what is remarkable about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<'t> {
    /// The text, with `\n` for every line end and without control characters other than tab.
    pub text: Cow<'t, str>,
    /// Whether control characters were taken out.
    pub controls: bool,
    /// Whether it has marks that turn the reading direction for more than one character.
    pub direction_marks: bool,
    /// Whether it has replacement characters.
    pub damaged: bool,
}

impl Cleaned<'_> {
    /// What is remarkable, as remarks.
    pub(super) fn remarks(&self) -> impl Iterator<Item = RemarkKind> + use<> {
        [
            (self.controls, RemarkKind::ControlsRemoved),
            (self.direction_marks, RemarkKind::DirectionMarks),
            (self.damaged, RemarkKind::DamagedText),
        ]
        .into_iter()
        .filter_map(|(is, kind)| is.then_some(kind))
    }
}

/// Takes a text over.
///
/// Line ends become `\n`; NUL and other control characters are taken out, because they break what
/// the text later goes to (files, other programs) and no one sees them. Marks that turn the
/// reading direction are kept, since some languages need them, and noted, since they can hide.
pub fn clean(text: &str) -> Cleaned<'_> {
    let mut cleaned = Cleaned {
        text: Cow::Borrowed(text),
        controls: false,
        direction_marks: false,
        damaged: false,
    };
    if is_plain(text) {
        return cleaned;
    }
    let mut rewritten = false;
    for c in text.chars() {
        match c {
            '\r' => rewritten = true,
            '\t' | '\n' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => cleaned.direction_marks = true,
            '\u{fffd}' => cleaned.damaged = true,
            c if c.is_control() => cleaned.controls = true,
            _ => {}
        }
    }
    if rewritten || cleaned.controls {
        let mut kept = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' => {
                    if chars.peek() != Some(&'\n') {
                        kept.push('\n');
                    }
                }
                '\t' | '\n' => kept.push(c),
                c if c.is_control() => {}
                c => kept.push(c),
            }
        }
        cleaned.text = Cow::Owned(kept);
    }
    cleaned
}

/// Whether a text holds nothing of what [`clean`] looks for, as nearly all do.
fn is_plain(text: &str) -> bool {
    let mut previous = 0;
    for byte in text.bytes() {
        match (previous, byte) {
            (_, b'\t' | b'\n') => {}
            // Beyond ASCII by their first two bytes: U+0080–9F, U+2000–207F, U+FFC0–.
            (_, 0..=0x1f | 0x7f) | (0xc2, 0x80..=0x9f) | (0xe2, 0x80..=0x81) | (0xef, 0xbf) => {
                return false;
            }
            _ => {}
        }
        previous = byte;
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_is_kept_as_typed_but_for_controls() {
        let check = |text: &str, expected: &str, remarks: &[RemarkKind]| {
            let cleaned = clean(text);
            assert_eq!(cleaned.text, expected, "{text:?}");
            assert_eq!(cleaned.remarks().collect::<Vec<_>>(), remarks, "{text:?}");
        };
        check("  a\tb \n", "  a\tb \n", &[]);
        check("a\r\nb\rc\n", "a\nb\nc\n", &[]);
        check("a\0b\u{7}\u{85}", "ab", &[RemarkKind::ControlsRemoved]);
        check("a\u{202e}b", "a\u{202e}b", &[RemarkKind::DirectionMarks]);
        check("a\u{200f}“b” – ｃ", "a\u{200f}“b” – ｃ", &[]);
        check("a\u{fffd}", "a\u{fffd}", &[RemarkKind::DamagedText]);
        check(
            "<script>alert(1)</script>",
            "<script>alert(1)</script>",
            &[],
        );
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in any::<String>()) {
            let once = clean(&text).text.into_owned();
            prop_assert_eq!(clean(&once).text, once.as_str());
        }
    }
}
