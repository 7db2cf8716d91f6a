//! Spellings that mean the same are made equal, for search and for matching; never for showing.

/// The text in half width and lower case, every kind of white space as one blank, without control
/// characters: `ＡＬＩＣＥ` and `alice` are found as one.
///
/// Only width and case are folded (of NFKC, what keyboards in China and Japan produce); letters
/// keep their accents.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the [`fold`]ed text.
pub fn fold_into(text: &str, folded: &mut String) {
    let bytes = text.as_bytes();
    let (mut kept_from, mut at) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            // What stays as it is, is taken over in one go: ASCII but for capitals and controls,
            // and by its first of three bytes what lies from U+4000 to U+9FFF. Chinese has no case.
            b' '..=b'@' | b'['..=b'~' => at += 1,
            0xe4..=0xe9 => at += 3,
            _ => {
                folded.push_str(&text[kept_from..at]);
                let Some(char) = text[at..].chars().next() else {
                    return;
                };
                fold_char(char, folded);
                at += char.len_utf8();
                kept_from = at;
            }
        }
    }
    folded.push_str(&text[kept_from..]);
}

fn fold_char(char: char, folded: &mut String) {
    match half_width(char) {
        // Chinese, Japanese and Korean have no case; this spares a look-up per character.
        char @ ('a'..='z' | '0'..='9' | '\u{2e80}'..='\u{a63f}') => folded.push(char),
        char @ 'A'..='Z' => folded.push(char.to_ascii_lowercase()),
        char if char.is_whitespace() => folded.push(' '),
        char if char.is_control() => {}
        char => folded.extend(char.to_lowercase()),
    }
}

/// Only the digits of a text, in half width: what two spellings of a phone number share.
pub fn digits(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(char::is_ascii_digit)
        .collect()
}

/// The half-width form of a full-width character, the plain blank for other blanks.
pub fn half_width(char: char) -> char {
    match char {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        // Full-width forms stand 0xFEE0 above ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xfee0).unwrap_or(char),
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_blanks_are_made_equal() {
        let check = |text: &str, expected: &str| assert_eq!(fold(text), expected, "{text}");
        check("ＡＬＩＣＥ（张三）", "alice(张三)");
        check("Ünal　GmbH", "ünal gmbh");
        check("a\u{a0}b\u{202f}c\nd\u{1}", "a b c d");
        check("", "");
    }

    #[test]
    fn every_character_is_folded_the_same_alone_and_among_others() {
        for char in '\0'..=char::MAX {
            let mut alone = String::new();
            fold_char(char, &mut alone);
            assert_eq!(
                fold(&format!("a{char}张")),
                format!("a{alone}张"),
                "{char:?}"
            );
        }
    }

    #[test]
    fn a_phone_is_its_digits() {
        let check = |text: &str, expected: &str| assert_eq!(digits(text), expected, "{text}");
        check("＋８６ 138-0013-8000", "8613800138000");
        check("(010) 8888 8888 转 12", "0108888888812");
        check("none", "");
    }
}
