//! The line as it is read: one folded character after the other, each with its place in the line.

use std::ops::Range;

use crate::domain::fold::{half_width, lower};

/// A line of which at most so many characters are read.
#[derive(Debug)]
pub(super) struct Text<'a> {
    line: &'a str,
    /// In small letters and half width; every white space as a blank but for the end of a line.
    glyphs: Vec<char>,
    /// Where each begins in the line, in bytes; one more for the end.
    starts: Vec<usize>,
    folded: String,
    /// Where each begins in `folded`.
    folded_starts: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn new(line: &'a str, most: usize) -> Self {
        let mut text = Self {
            line,
            glyphs: Vec::new(),
            starts: Vec::new(),
            folded: String::new(),
            folded_starts: Vec::new(),
        };
        for (at, char) in line.char_indices().take(most) {
            let glyph = match half_width(char) {
                '\n' => '\n',
                '’' | '‘' => '\'',
                '–' | '—' => '-',
                char if char.is_whitespace() || char.is_control() => ' ',
                char => lower(char),
            };
            text.glyphs.push(glyph);
            text.starts.push(at);
            text.folded_starts.push(text.folded.len());
            text.folded.push(glyph);
        }
        let end = line
            .char_indices()
            .nth(most)
            .map_or(line.len(), |(at, _)| at);
        text.starts.push(end);
        text.folded_starts.push(text.folded.len());
        text
    }

    /// How many characters are read.
    pub(super) fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// Where reading ends in the line, in bytes.
    pub(super) fn end(&self) -> usize {
        self.byte(self.len())
    }

    /// Where a character begins in the line, in bytes.
    pub(super) fn byte(&self, at: usize) -> usize {
        self.starts.get(at).copied().unwrap_or(self.line.len())
    }

    /// What was typed.
    pub(super) fn typed(&self, range: Range<usize>) -> &'a str {
        &self.line[self.byte(range.start)..self.byte(range.end)]
    }

    /// The folded characters.
    pub(super) fn folded(&self, range: Range<usize>) -> &str {
        &self.folded[self.folded_starts[range.start]..self.folded_starts[range.end]]
    }

    /// The folded characters from here on.
    pub(super) fn rest(&self, at: usize) -> &str {
        self.folded(at.min(self.len())..self.len())
    }

    /// A folded character; nothing stands before the first and behind the last.
    pub(super) fn get(&self, at: usize) -> char {
        self.glyphs.get(at).copied().unwrap_or('\0')
    }

    pub(super) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\0', |at| self.get(at))
    }

    /// Whether it was typed as a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let typed = self.line[self.byte(at)..].chars().next();
        typed.is_some_and(|typed| lower(half_width(typed)) != half_width(typed))
    }

    /// Whether a word of an alphabet or a number may begin here.
    pub(super) fn is_word_start(&self, at: usize) -> bool {
        !is_letter(self.get(at)) || !is_letter(self.before(at))
    }

    /// The end of the word of an alphabet that begins here.
    pub(super) fn word_end(&self, at: usize) -> usize {
        let mut end = at;
        while is_letter(self.get(end))
            || (self.get(end) == '\'' && at < end && is_letter(self.get(end + 1)))
        {
            end += 1;
        }
        end
    }

    /// Skips blanks.
    pub(super) fn skip(&self, at: usize) -> usize {
        let mut at = at;
        while self.get(at) == ' ' {
            at += 1;
        }
        at
    }

    /// The end of `phrase`, if it stands here by itself. A blank in it takes any blanks, or a hyphen.
    pub(super) fn follows(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut end = at;
        for char in phrase.chars() {
            if char == ' ' {
                let from = end;
                while matches!(self.get(end), ' ' | '-') {
                    end += 1;
                }
                if from == end {
                    return None;
                }
            } else if self.get(end) == char {
                end += 1;
            } else {
                return None;
            }
        }
        let begins = self.is_word_start(at);
        let ends = !is_letter(self.before(end)) || !is_letter(self.get(end));
        (at < end && begins && ends).then_some(end)
    }

    /// The end of the longest of these phrases, parted by `|`, that stands here.
    pub(super) fn longest(&self, at: usize, phrases: &str) -> Option<usize> {
        let ends = phrases
            .split('|')
            .filter_map(|phrase| self.follows(at, phrase));
        ends.max()
    }
}

/// Letters and digits of alphabets, which make words; not Chinese characters.
pub(super) fn is_letter(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{58f}')
}

/// A Chinese character.
pub(super) fn is_chinese(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9fff}')
}
