//! A text as it is counted: words of alphabets, single Chinese characters, and what parts them.

use crate::domain::fold::{half_width, lower};

/// The first character of those that are counted as Chinese.
const FIRST_HAN: u32 = 0x3400;

/// The last one. Rarer characters lie beyond and stand in names only.
const LAST_HAN: u32 = 0x9fff;

/// Longer words are keys, hashes or other things that nobody says, in bytes.
pub(super) const LONGEST_WORD: usize = 32;

/// What is counted with a number, and so belongs to it: 3个月, 5万元, 10点.
const UNITS: &str =
    "年月日号点分秒时天周个台件套元块万千百亿吨箱批次人只条张盒支米斤公克卷瓶桶包袋楼岁折半多余";

/// What a piece of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A Chinese character, as its distance from the first one; below 2¹⁵.
    Han(u16),
    /// A word of an alphabet, of two letters or more.
    Word,
    /// A number, a date, an address, a single letter: it takes up a place and is no word.
    Other,
    /// A mark that parts what stands on its sides, or the end of a line.
    Stop,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Where it begins in the text, in bytes.
    pub(super) start: usize,
    /// Where it ends in the text, in bytes.
    pub(super) end: usize,
    /// Where its folded letters begin, for a word.
    folded_from: usize,
    folded_to: usize,
}

/// The pieces of one text; kept from one text to the next, because making lists takes longer than
/// filling them.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    pub(super) tokens: Vec<Token>,
    folded: String,
}

impl Reading {
    /// The pieces of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut reading = Self::default();
        reading.read(text);
        reading
    }

    /// Reads another text in the place of the one before.
    pub(super) fn read(&mut self, text: &str) {
        self.tokens.clear();
        self.folded.clear();
        let mut at = 0;
        // An address is looked for once in each run of characters without blanks.
        let mut looked_to = 0;
        while let Some(char) = text[at..].chars().next() {
            let end = at + char.len_utf8();
            if let Some(han) = han(char) {
                let kind = if self.is_unit(char, at) {
                    Kind::Other
                } else {
                    Kind::Han(han)
                };
                self.push(kind, at, end);
                at = end;
                continue;
            }
            if char.is_ascii_alphanumeric() && looked_to <= at {
                let run = text[at..].find(|char: char| !char.is_ascii_graphic());
                looked_to = run.map_or(text.len(), |length| at + length);
                if is_address(&text[at..looked_to]) {
                    self.push(Kind::Other, at, looked_to);
                    at = looked_to;
                    continue;
                }
            }
            let shown = half_width(char);
            at = if is_letter(shown) {
                self.word(text, at)
            } else {
                if shown.is_alphanumeric() {
                    self.push(Kind::Other, at, end);
                } else if parts(shown) {
                    self.push(Kind::Stop, at, end);
                }
                end
            };
        }
    }

    /// The letters and digits of a word or a number, folded; empty for other pieces.
    pub(super) fn letters(&self, token: &Token) -> &str {
        &self.folded[token.folded_from..token.folded_to]
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let folded = self.folded.len();
        self.tokens.push(Token {
            kind,
            start,
            end,
            folded_from: folded,
            folded_to: folded,
        });
    }

    /// Whether a character belongs to the number right before it.
    fn is_unit(&self, char: char, at: usize) -> bool {
        self.tokens
            .last()
            .is_some_and(|last| last.kind == Kind::Other && last.end == at)
            && UNITS.contains(char)
    }

    /// Reads a word or a number and returns where it ends.
    fn word(&mut self, text: &str, start: usize) -> usize {
        let folded_from = self.folded.len();
        let mut end = start;
        let mut has_digit = false;
        let mut chars = text[start..].chars().peekable();
        while let Some(char) = chars.next() {
            let shown = half_width(char);
            let next = chars.peek().map(|next| half_width(*next));
            let shown = match shown {
                '\'' | '’' if next.is_some_and(is_letter) => '\'',
                // 3.5, 10:30, 2024-05-03
                '.' | ',' | ':' | '-' | '/'
                    if has_digit && next.is_some_and(|next| next.is_ascii_digit()) =>
                {
                    shown
                }
                _ if is_letter(shown) => lower(shown),
                _ => break,
            };
            has_digit |= shown.is_numeric();
            self.folded.push(shown);
            end += char.len_utf8();
        }
        let letters = self.folded.len() - folded_from;
        let kind = if !has_digit && (2..=LONGEST_WORD).contains(&letters) {
            Kind::Word
        } else {
            Kind::Other
        };
        if kind == Kind::Word && self.folded[folded_from..].ends_with("'s") {
            self.folded.truncate(self.folded.len() - 2);
        }
        self.tokens.push(Token {
            kind,
            start,
            end,
            folded_from,
            folded_to: self.folded.len(),
        });
        end
    }
}

/// The number of a Chinese character.
pub(super) fn han(char: char) -> Option<u16> {
    let code = u32::from(char);
    if !(FIRST_HAN..=LAST_HAN).contains(&code) {
        return None;
    }
    u16::try_from(code - FIRST_HAN).ok()
}

/// The Chinese character of a number.
pub(super) fn han_char(number: u16) -> char {
    char::from_u32(FIRST_HAN + u32::from(number)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Whether a character is part of a longer word: a letter or digit of a script that parts its words.
fn is_letter(char: char) -> bool {
    char.is_alphanumeric() && char < '\u{2e80}'
}

/// Whether a character parts what stands on its sides. Blanks do not, nor does what joins words.
fn parts(char: char) -> bool {
    char == '\n' || !(char.is_whitespace() || char.is_control() || matches!(char, '-' | '\'' | '’'))
}

/// Whether characters without blanks are an address of a page or a mailbox.
fn is_address(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.contains(&b'@')
        || bytes.contains(&b'.')
            && (run.starts_with("www.")
                || [".com", ".cn", ".net", ".org"]
                    .iter()
                    .any(|end| run.contains(end)))
        || run.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_characters_are_told_from_numbers_and_addresses() {
        let check = |text: &str, expected: &str| {
            let reading = Reading::of(text);
            let told: Vec<String> = reading
                .tokens
                .iter()
                .map(|token| match token.kind {
                    Kind::Han(number) => han_char(number).to_string(),
                    Kind::Word => reading.letters(token).to_owned(),
                    Kind::Other => "#".to_owned(),
                    Kind::Stop => "/".to_owned(),
                })
                .collect();
            assert_eq!(told.join(" "), expected, "{text}");
        };
        check("Ask Lee’s boss, a.s.a.p.", "ask lee boss / # / # / # / # /");
        check("lead-time 3.5 weeks at 10:30", "lead time # weeks at #");
        check("ＱＵＯＴＥ 138-0013-8000 A12", "quote # #");
        check("见 https://genjin.example/a?b=1 报价", "见 # 报 价");
        check("to li@firm.cn or www.firm.com", "to # or #");
        check("交期3个月，5万元", "交 期 # # # / # # #");
        check("don't\nシ", "don't / #");
    }
}
