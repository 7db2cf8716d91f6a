//! Cuts a text into sentences, so that a number can show the words behind it.

use std::ops::Range;

/// Words whose full stop ends nothing, in small letters.
const SHORTENED: [&str; 17] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "approx", "e.g", "i.e", "etc", "inc", "ltd",
    "co", "a.m", "p.m",
];

/// Where the sentences of a text stand, in bytes and in their order, without blanks at their ends.
///
/// A sentence ends with 。！？；!?;… or the line, and with a full stop that a blank or the end
/// follows, but not after a shortened word ("e.g.", "Mr.") or an initial. Quotation marks and
/// brackets that close stay with their sentence.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let ends = match char {
            '\n' | '\r' | '。' | '！' | '？' | '；' | '!' | '?' | ';' | '…' | '．' => true,
            '.' => next.is_none_or(closes_or_blank) && !is_shortened(&text[start..at]),
            _ => false,
        };
        if !ends {
            continue;
        }
        let mut end = at + char.len_utf8();
        while let Some((at, char)) = chars.next_if(|(_, char)| closes(*char)) {
            end = at + char.len_utf8();
        }
        push(text, start..end, &mut found);
        start = end;
    }
    push(text, start..text.len(), &mut found);
    found
}

/// The sentences in which any of these places lies, each once; both in the order of the text.
pub fn sentences_with(text: &str, places: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sentences = sentences(text);
    sentences.retain(|sentence| {
        let next = places.partition_point(|place| place.start < sentence.start);
        places
            .get(next)
            .is_some_and(|place| place.start < sentence.end)
    });
    sentences
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let trimmed = part.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        let start = range.start + (part.len() - part.trim_start().len());
        found.push(start..start + trimmed.len());
    }
}

/// Whether a mark after the end of a sentence still belongs to it.
fn closes(char: char) -> bool {
    matches!(
        char,
        '.' | '。'
            | '！'
            | '？'
            | '!'
            | '?'
            | '…'
            | '"'
            | '”'
            | '’'
            | '\''
            | ')'
            | '）'
            | '」'
            | '』'
            | ']'
    )
}

fn closes_or_blank(char: char) -> bool {
    char.is_whitespace() || closes(char) || '\u{2e80}' <= char
}

/// Whether the text before a full stop ends in a shortened word or an initial.
fn is_shortened(before: &str) -> bool {
    // No shortened word is longer; a text without blanks may be.
    let mut from = before.len().saturating_sub(8);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let word = before[from..]
        .rsplit(|char: char| !(char.is_alphanumeric() || char == '.'))
        .next()
        .unwrap_or_default();
    let is_initial = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_initial
        || SHORTENED
            .iter()
            .any(|other| word.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_they_end() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<_> = sentences(text)
                .into_iter()
                .map(|range| &text[range])
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "样品不错。交期太长！能否加急？再谈；周五给报价",
            &[
                "样品不错。",
                "交期太长！",
                "能否加急？",
                "再谈；",
                "周五给报价",
            ],
        );
        check(
            "Price went up 3.5 %, e.g. for pumps. Mr. Li is unhappy; J. Wu is not.",
            &[
                "Price went up 3.5 %, e.g. for pumps.",
                "Mr. Li is unhappy;",
                "J. Wu is not.",
            ],
        );
        check(
            "Really?! “Yes.” Fine...",
            &["Really?!", "“Yes.”", "Fine..."],
        );
        check("  line one\r\n\n- line two  ", &["line one", "- line two"]);
        check("版本2.0.1可用.好的", &["版本2.0.1可用.", "好的"]);
        check("。。 ?", &[]);
        check("", &[]);
    }

    #[test]
    fn the_sentences_behind_places_are_named_once() {
        let text = "Late again. All late, late. Fine.";
        let places: Vec<_> = text
            .match_indices("ate")
            .map(|(at, word)| at..at + word.len())
            .collect();
        let found = sentences_with(text, &places);
        assert_eq!(found, [0..11, 12..27]);
        assert!(sentences_with(text, &[]).is_empty());
    }
}
