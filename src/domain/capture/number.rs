//! Numbers as people write them: digits, 二十, twenty.

use super::text::Text;

/// A number and where it ends. Halves are counted, because 1.5 hours and 一个半小时 are said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// Twice the number.
    pub(super) halves: u64,
    pub(super) end: usize,
    /// Whether it stands in digits.
    pub(super) in_digits: bool,
}

impl Number {
    /// The number, if it is whole and not beyond all use.
    pub(super) fn whole(self) -> Option<u32> {
        let is_whole = self.halves.is_multiple_of(2);
        is_whole.then(|| u32::try_from(self.halves / 2).unwrap_or(u32::MAX))
    }
}

const CHINESE: &str = "零一二三四五六七八九";

const ENGLISH: [(&str, u64); 19] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("a couple of", 2),
];

/// The number that begins here, in any of the three ways.
pub(super) fn number(text: &Text<'_>, at: usize) -> Option<Number> {
    digits(text, at)
        .or_else(|| chinese(text, at))
        .or_else(|| english(text, at))
}

/// A number in digits, with a half after the point or without; longer ones are as good as endless.
pub(super) fn digits(text: &Text<'_>, at: usize) -> Option<Number> {
    if text.before(at).is_ascii_digit() || text.before(at) == '.' {
        return None;
    }
    let mut end = at;
    let mut number = 0_u64;
    while let Some(digit) = text.get(end).to_digit(10) {
        number = number.saturating_mul(10).saturating_add(u64::from(digit));
        end += 1;
    }
    if end == at {
        return None;
    }
    let mut halves = number.saturating_mul(2);
    if text.get(end) == '.' && text.get(end + 1) == '5' && !text.get(end + 2).is_ascii_digit() {
        halves = halves.saturating_add(1);
        end += 2;
    }
    Some(Number {
        halves,
        end,
        in_digits: true,
    })
}

fn chinese_digit(char: char) -> Option<u64> {
    match char {
        '两' => Some(2),
        '〇' => Some(0),
        char => CHINESE
            .chars()
            .zip(0..)
            .find(|(one, _)| *one == char)
            .map(|(_, value)| value),
    }
}

/// Up to 九十九.
fn chinese(text: &Text<'_>, at: usize) -> Option<Number> {
    let ones = |at| chinese_digit(text.get(at));
    let (value, end) = match (ones(at), text.get(at), text.get(at + 1)) {
        (Some(tens), _, '十') => match ones(at + 2) {
            Some(rest) => (10 * tens + rest, at + 3),
            None => (10 * tens, at + 2),
        },
        (Some(value), _, _) => (value, at + 1),
        (None, '十', _) => match ones(at + 1) {
            Some(rest) => (10 + rest, at + 2),
            None => (10, at + 1),
        },
        _ => return None,
    };
    // 一百 and what is beyond are no numbers of days or minutes.
    (!matches!(text.get(end), '百' | '千' | '万')).then_some(Number {
        halves: 2 * value,
        end,
        in_digits: false,
    })
}

fn english(text: &Text<'_>, at: usize) -> Option<Number> {
    ENGLISH.iter().find_map(|(word, value)| {
        text.follows(at, word).map(|end| Number {
            halves: 2 * value,
            end,
            in_digits: false,
        })
    })
}
