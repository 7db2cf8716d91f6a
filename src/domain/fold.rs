//! Spellings that mean the same are made equal, for search and for matching; never for showing.

/// The text in half width and lower case, every kind of white space as one blank, without control
/// characters: `ＡＬＩＣＥ` and `alice` are found as one.
///
/// Only width and case are folded (of NFKC, what keyboards in China and Japan produce; case as
/// [`lower`] knows it); letters keep their accents.
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
        char => folded.push(lower(char)),
    }
}

/// Capitals that stand in rows: the first, the last, how far the small letters are, and the distance
/// from one capital to the next. From the Unicode Character Database, the letters of living European
/// languages and of Vietnamese.
const CAPITALS: [(u32, u32, i32, u32); 25] = [
    (0xc0, 0xd6, 32, 1),
    (0xd8, 0xde, 32, 1),
    (0x100, 0x12e, 1, 2),
    (0x130, 0x130, -199, 1),
    (0x132, 0x136, 1, 2),
    (0x139, 0x147, 1, 2),
    (0x14a, 0x176, 1, 2),
    (0x178, 0x178, -121, 1),
    (0x179, 0x17d, 1, 2),
    (0x1a0, 0x1a0, 1, 1),
    (0x1af, 0x1af, 1, 1),
    (0x1cd, 0x1db, 1, 2),
    (0x218, 0x21a, 1, 2),
    (0x386, 0x386, 38, 1),
    (0x388, 0x38a, 37, 1),
    (0x38c, 0x38c, 64, 1),
    (0x38e, 0x38f, 63, 1),
    (0x391, 0x3a1, 32, 1),
    (0x3a3, 0x3ab, 32, 1),
    (0x400, 0x40f, 80, 1),
    (0x410, 0x42f, 32, 1),
    (0x490, 0x4be, 1, 2),
    (0x531, 0x556, 48, 1),
    (0x1e80, 0x1e94, 1, 2),
    (0x1ea0, 0x1efe, 1, 2),
];

/// The small letter of a capital; any other character as it is.
///
/// For the scripts whose writers keep customers: Latin, Greek, Cyrillic, Armenian. The standard
/// library knows all scripts, at the price of a table of 12 KB in what every visitor downloads.
pub fn lower(char: char) -> char {
    let code = u32::from(char);
    CAPITALS
        .iter()
        .find(|(first, last, _, step)| {
            (*first..=*last).contains(&code) && (code - first) % step == 0
        })
        .and_then(|(_, _, distance, _)| char::from_u32(code.wrapping_add_signed(*distance)))
        .unwrap_or(char.to_ascii_lowercase())
}

/// The text in small letters, as far as [`lower`] knows them.
pub fn lowercase(text: &str) -> String {
    text.chars().map(lower).collect()
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
    fn small_letters_are_those_of_the_standard() {
        let known = |char: char| {
            matches!(u32::from(char),
                0..=0x17f | 0x1a0 | 0x1af | 0x1cd..=0x1db | 0x218..=0x21b | 0x386..=0x3ce
                | 0x400..=0x45f | 0x490..=0x4bf | 0x531..=0x586 | 0x1e80..=0x1e95 | 0x1ea0..=0x1eff)
        };
        for char in '\0'..=char::MAX {
            let first = char.to_lowercase().next();
            if known(char) {
                assert_eq!(Some(lower(char)), first, "{char:?}");
            } else {
                assert_eq!(lower(char), char, "{char:?}");
            }
        }
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
