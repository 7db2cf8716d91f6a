//! Spellings that mean the same are made equal, for search and for matching; never for showing.

/// Lower case, full-width forms as their ASCII twins, every kind of white space as one blank.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the [`fold`]ed text.
pub fn fold_into(text: &str, folded: &mut String) {
    for char in text.chars() {
        match char {
            'a'..='z' | '0'..='9' | '\u{4e00}'..='\u{9fff}' => folded.push(char),
            'A'..='Z' => folded.push(char.to_ascii_lowercase()),
            // Full-width forms stand 0xFEE0 above ASCII.
            '\u{ff01}'..='\u{ff5e}' => {
                let ascii = u8::try_from(u32::from(char) - 0xfee0).unwrap_or(b' ');
                folded.push(char::from(ascii.to_ascii_lowercase()));
            }
            char if char.is_whitespace() => folded.push(' '),
            char if char.is_control() => {}
            char => folded.extend(char.to_lowercase()),
        }
    }
}

/// The digits of a text, full-width ones included: `+86 138 0013-8000` → `8613800138000`.
pub fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|char| match char {
            '0'..='9' => Some(char),
            '０'..='９' => char::from_digit(u32::from(char) - u32::from('０'), 10),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_and_cases_are_made_equal() {
        assert_eq!(
            fold("Ａlice\u{3000}ＢＯＢ　張三 ÄÖ\n"),
            "alice bob 張三 äö "
        );
        assert_eq!(digits("＋８６ 138-0013 8000 x4"), "86138001380004");
    }
}
