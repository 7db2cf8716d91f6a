//! Texts as matching and searching see them: one width, one case; numbers without their dressing.

/// The text in half width and lower case, so that `ＡＬＩＣＥ` and `alice` are found as one.
///
/// Only width and case are folded (of NFKC, what keyboards in China and Japan produce); letters
/// keep their accents, and every kind of space becomes the plain one.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match half_width(c) {
            c @ ('\0'..='\u{7f}') => folded.push(c.to_ascii_lowercase()),
            // Chinese, Japanese and Korean have no case; this spares a look-up per character.
            c @ '\u{2e80}'..='\u{a63f}' => folded.push(c),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// Only the digits of a text, in half width: what two spellings of a phone number share.
pub fn digits(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(char::is_ascii_digit)
        .collect()
}

/// The half-width form of a full-width character, the plain space for other spaces.
pub fn half_width(c: char) -> char {
    match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_and_case_are_one() {
        let check = |text: &str, expected: &str| assert_eq!(fold(text), expected, "{text}");
        check("ＡＬＩＣＥ（张三）", "alice(张三)");
        check("Ünal　GmbH", "ünal gmbh");
        check("a\u{a0}b\u{202f}c", "a b c");
        check("", "");
    }

    #[test]
    fn a_phone_is_its_digits() {
        let check = |text: &str, expected: &str| assert_eq!(digits(text), expected, "{text}");
        check("＋８６ 138-0013-8000", "8613800138000");
        check("(010) 8888 8888 转 12", "0108888888812");
        check("none", "");
    }
}
