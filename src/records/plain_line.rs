//! The line of a communication, read and written without the detour by way of a row.
//!
//! A large Book is communications nearly through and through, and all of them were written here: the
//! same fields in the same order. Such a line takes a fraction of what a JSON reader takes that is
//! ready for everything. Whatever is any different is left to that reader, so that there is one form
//! and not two.

use chrono::{DateTime, FixedOffset};
use memchr::{memchr, memchr2};
use uuid::Uuid;
use uuid::fmt::Simple;

use super::{from_json, to_json};
use crate::domain::channel::Channel;
use crate::domain::communication::{Communication, Direction, Sentiment};
use crate::domain::id::{CommunicationId, CustomerId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::origin::Origin;
use crate::domain::outcome::Outcome;
use crate::domain::written::{instant_text, read_instant};

/// A one in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The top bit of each byte.
const TOPS: u64 = 0x80 * ONES;

/// The communication of a line, if the line is as [`append`] writes it.
pub(super) fn read(line: &str) -> Option<Communication> {
    let mut rest = Rest(line);
    rest.skip("{\"id\":\"")?;
    let id = CommunicationId(rest.id()?);
    rest.skip(",\"customers\":[")?;
    let mut customers = Vec::with_capacity(1);
    while !rest.skips("]") {
        if !customers.is_empty() {
            rest.skip(",")?;
        }
        rest.skip("\"")?;
        customers.push(CustomerId(rest.id()?));
    }
    rest.skip(",\"at\":\"")?;
    let at = Moment::from_text(rest.value()?)?;
    rest.skip(",\"channel\":\"")?;
    let channel = match rest.value() {
        Some(plain) => Channel::from_code(plain),
        None => Channel::from_code(&rest.words()?),
    };
    let direction = rest.field(",\"direction\":\"", Direction::from_code).ok()?;
    let outcome = rest.field(",\"outcome\":\"", Outcome::from_code).ok()?;
    let content = rest.words_of(",\"content\":\"")?;
    let noted_line = rest.words_of(",\"line\":\"")?;
    let sentiment = rest.field(",\"sentiment\":\"", Sentiment::from_code).ok()?;
    let duration_seconds = if rest.skips(",\"duration_seconds\":") {
        Some(rest.number()?)
    } else {
        None
    };
    let executes = rest.field(",\"executes\":\"", |id| id.parse().ok()).ok()?;
    let origin = if rest.skips(",\"origin\":{\"source\":\"") {
        let source = SourceId(rest.id()?);
        rest.skip(",\"key\":\"")?;
        let key = rest.words()?;
        rest.skip(",\"row_hash\":\"")?;
        let row_hash = rest.hash()?;
        rest.skip("}")?;
        Some(Origin {
            source,
            key,
            row_hash,
        })
    } else {
        None
    };
    let trashed_at: Option<DateTime<FixedOffset>> =
        rest.field(",\"trashed_at\":\"", read_instant).ok()?;
    (rest.0 == "}").then_some(Communication {
        id,
        customers,
        at,
        channel,
        direction,
        outcome,
        content,
        line: noted_line,
        sentiment,
        duration_seconds,
        executes,
        origin,
        trashed_at,
    })
}

/// A field is not as it is written here.
struct Otherwise;

/// What of a line is still to be read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn skip(&mut self, text: &str) -> Option<()> {
        self.skips(text).then_some(())
    }

    fn skips(&mut self, text: &str) -> bool {
        match self.0.strip_prefix(text) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// A text behind its opening quote, with the closing one; nothing if something in it is escaped.
    fn value(&mut self) -> Option<&'a str> {
        let end = memchr2(b'"', b'\\', self.0.as_bytes())?;
        let (text, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.strip_prefix('"')?;
        Some(text)
    }

    /// An id behind its opening quote, with the closing one.
    fn id(&mut self) -> Option<Uuid> {
        match self.hexadecimal() {
            Some([a, b, c, d]) => Some(Uuid::from_u64_pair(both(a, b), both(c, d))),
            None => Uuid::try_parse(self.value()?).ok(),
        }
    }

    /// A hash behind its opening quote, with the closing one.
    fn hash(&mut self) -> Option<u64> {
        match self.hexadecimal() {
            Some([high, low]) => Some(both(high, low)),
            None => u64::from_str_radix(self.value()?, 16).ok(),
        }
    }

    /// The numbers of just so many hexadecimal digits, eight each, and the closing quote; otherwise
    /// nothing is read.
    fn hexadecimal<const NUMBERS: usize>(&mut self) -> Option<[u32; NUMBERS]> {
        let end = 8 * NUMBERS;
        let (digits, rest) = self.0.as_bytes().split_at_checked(end)?;
        if rest.first() != Some(&b'"') {
            return None;
        }
        let mut numbers = [0; NUMBERS];
        for (number, eight) in numbers.iter_mut().zip(digits.as_chunks().0) {
            *number = eight_digits(*eight)?;
        }
        self.0 = self.0.get(end + 1..)?;
        Some(numbers)
    }

    /// A text in which something may be escaped.
    fn words(&mut self) -> Option<String> {
        if let Some(plain) = self.value() {
            return Some(plain.to_owned());
        }
        let mut end = 0;
        loop {
            let rest = self.0.as_bytes().get(end..)?;
            end += memchr2(b'"', b'\\', rest)?;
            if self.0.as_bytes().get(end) == Some(&b'"') {
                break;
            }
            // Whatever is escaped, its first character is not the end.
            end += 2;
        }
        let (text, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.strip_prefix('"')?;
        from_json(&format!("\"{text}\"")).ok()
    }

    /// A text that may be left out.
    fn words_of(&mut self, start: &str) -> Option<String> {
        if self.skips(start) {
            self.words()
        } else {
            Some(String::new())
        }
    }

    /// A field that begins with `start` and may be left out.
    fn field<T>(
        &mut self,
        start: &str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<Option<T>, Otherwise> {
        if self.skips(start) {
            let value = self.value().and_then(read);
            value.map(Some).ok_or(Otherwise)
        } else {
            Ok(None)
        }
    }

    fn number(&mut self) -> Option<u32> {
        let end = self.0.find(|one: char| !one.is_ascii_digit())?;
        let (digits, rest) = self.0.split_at_checked(end)?;
        // JSON knows no zeros in front.
        let is_written_so = digits == "0" || !digits.starts_with('0');
        self.0 = rest;
        is_written_so.then(|| digits.parse().ok())?
    }
}

fn both(high: u32, low: u32) -> u64 {
    (u64::from(high) << 32) | u64::from(low)
}

/// The number of eight hexadecimal digits, all of them looked at in one step: a third of a large
/// Book is ids and hashes.
fn eight_digits(digits: [u8; 8]) -> Option<u32> {
    /// Its top bits tell which bytes lie between two; all are below 128.
    fn between(eight: u64, first: u8, last: u8) -> u64 {
        let from_first = eight + u64::from(0x80 - first) * ONES;
        let beyond_last = eight + u64::from(0x7f - last) * ONES;
        from_first & !beyond_last & TOPS
    }
    let eight = u64::from_be_bytes(digits);
    if eight & TOPS != 0 {
        return None;
    }
    let letters = between(eight | (0x20 * ONES), b'a', b'f');
    if between(eight, b'0', b'9') | letters != TOPS {
        return None;
    }
    // A letter's last four bits are nine less than what it means.
    let each = (eight & (0x0f * ONES)) + 9 * (letters >> 7);
    let pairs = (each | each >> 4) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff;
    let [.., a, b, c, d] = (fours | fours >> 16).to_be_bytes();
    Some(u32::from_be_bytes([a, b, c, d]))
}

/// Appends the line of a communication: the JSON of its row, byte for byte.
pub(super) fn append(bytes: &mut Vec<u8>, communication: &Communication) {
    let Communication {
        id,
        customers,
        at,
        channel,
        direction,
        outcome,
        content,
        line,
        sentiment,
        duration_seconds,
        executes,
        origin,
        trashed_at,
    } = communication;
    append_id(bytes, "{\"id\":", (*id).into());
    bytes.extend_from_slice(b",\"customers\":");
    let mut before = "[";
    for customer in customers {
        append_id(bytes, before, (*customer).into());
        before = ",";
    }
    if customers.is_empty() {
        bytes.push(b'[');
    }
    bytes.push(b']');
    append_text(bytes, ",\"at\":", &at.to_text());
    append_text(bytes, ",\"channel\":", channel.code());
    if let Some(direction) = direction {
        append_text(bytes, ",\"direction\":", direction.code());
    }
    if let Some(outcome) = outcome {
        append_text(bytes, ",\"outcome\":", outcome.code());
    }
    for (name, text) in [(",\"content\":", content), (",\"line\":", line)] {
        if !text.is_empty() {
            append_text(bytes, name, text);
        }
    }
    if let Some(sentiment) = sentiment {
        append_text(bytes, ",\"sentiment\":", sentiment.code());
    }
    if let Some(seconds) = duration_seconds {
        bytes.extend_from_slice(b",\"duration_seconds\":");
        bytes.extend_from_slice(seconds.to_string().as_bytes());
    }
    if let Some(follow_up) = executes {
        append_id(bytes, ",\"executes\":", (*follow_up).into());
    }
    if let Some(Origin {
        source,
        key,
        row_hash,
    }) = origin
    {
        append_id(bytes, ",\"origin\":{\"source\":", (*source).into());
        append_text(bytes, ",\"key\":", key);
        bytes.extend_from_slice(b",\"row_hash\":\"");
        let digits = (0..16).rev().map(|place| {
            let digit = (row_hash >> (4 * place)) & 0xf;
            HEXADECIMAL[usize::try_from(digit).unwrap_or_default()]
        });
        bytes.extend(digits);
        bytes.extend_from_slice(b"\"}");
    }
    if let Some(instant) = trashed_at {
        append_text(bytes, ",\"trashed_at\":", &instant_text(*instant));
    }
    bytes.push(b'}');
}

const HEXADECIMAL: [u8; 16] = *b"0123456789abcdef";

fn append_id(bytes: &mut Vec<u8>, before: &str, id: Uuid) {
    let mut digits = [0; Simple::LENGTH];
    append_plain(bytes, before, id.simple().encode_lower(&mut digits));
}

fn append_text(bytes: &mut Vec<u8>, before: &str, text: &str) {
    if is_plain(text.as_bytes()) {
        append_plain(bytes, before, text);
    } else {
        bytes.extend_from_slice(before.as_bytes());
        bytes.extend_from_slice(to_json(text).as_bytes());
    }
}

/// Whether nothing of it is escaped in JSON. Eight bytes are looked at in one step.
fn is_plain(bytes: &[u8]) -> bool {
    /// Its top bits tell whether any byte is below `limit`, which is 128 at most.
    fn below(eight: u64, limit: u8) -> u64 {
        eight.wrapping_sub(u64::from(limit) * ONES) & !eight & TOPS
    }
    let is_escaped = |eight: u64| {
        let quote = eight ^ (u64::from(b'"') * ONES);
        let backslash = eight ^ (u64::from(b'\\') * ONES);
        below(eight, b' ') | below(quote, 1) | below(backslash, 1) != 0
    };
    let (eights, rest) = bytes.as_chunks::<8>();
    // Filled up with what is plain.
    let mut last = [b' '; 8];
    last[..rest.len()].copy_from_slice(rest);
    !eights
        .iter()
        .chain([&last])
        .any(|eight| is_escaped(u64::from_le_bytes(*eight)))
}

fn append_plain(bytes: &mut Vec<u8>, before: &str, text: &str) {
    bytes.extend_from_slice(before.as_bytes());
    bytes.push(b'"');
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(b'"');
}

/// The lines of a segment, without those that are empty.
pub(super) fn lines(text: &str) -> Lines<'_> {
    Lines(text)
}

/// What of a segment is still to be read.
pub(super) struct Lines<'a>(&'a str);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        while !self.0.is_empty() {
            let end = memchr(b'\n', self.0.as_bytes()).unwrap_or(self.0.len());
            let (line, rest) = self.0.split_at_checked(end)?;
            self.0 = rest.get(1..).unwrap_or_default();
            if !line.is_empty() {
                return Some(line);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::records::{Stored, arbitrary};

    fn row_of(line: &str) -> Option<Communication> {
        let row = from_json(line).ok()?;
        Communication::from_row(row).ok()
    }

    #[test]
    fn a_text_is_plain_if_json_writes_it_as_it_is() {
        for one in ('\0'..='\u{ff}').chain(['汉']) {
            for before in 0..9 {
                let text = format!("{}{one}abc", "é".repeat(before));
                let json = to_json(&text);
                assert_eq!(
                    is_plain(text.as_bytes()),
                    json.len() == text.len() + 2,
                    "{json}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn eight_digits_are_the_number_that_the_standard_library_reads(
            text in prop_oneof!["[0-9a-fA-F]{8}", "[0-9a-gA-G/:@`P \u{10}-\u{16}]{8}"],
        ) {
            let digits: [u8; 8] = text.as_bytes().try_into().expect("eight bytes");
            prop_assert_eq!(eight_digits(digits), u32::from_str_radix(&text, 16).ok());
            for place in 0..8 {
                let mut other = digits;
                other[place] |= 0x80;
                prop_assert_eq!(eight_digits(other), None);
            }
        }

        #[test]
        fn a_line_is_the_json_of_its_row(one in arbitrary::communication(Uuid::from_u128(7))) {
            let mut line = Vec::new();
            append(&mut line, &one);
            let json = to_json(&one.to_row());
            prop_assert_eq!(String::from_utf8(line).ok(), Some(json.clone()));
            prop_assert_eq!(read(&json), Some(one), "{}", json);
        }

        #[test]
        fn whatever_is_read_is_what_a_row_would_be_read_as(
            one in arbitrary::communication(Uuid::from_u128(7)),
            at in any::<prop::sample::Index>(),
            put in prop::sample::select(vec!["", "\"", "{", "}", "[", "]", ",", ":", "0", "x", " ", "null", "\"id\":"]),
            cut in 0..4_usize,
        ) {
            let json = to_json(&one.to_row());
            let starts: Vec<usize> = json.char_indices().map(|(start, _)| start).collect();
            let from = at.index(starts.len());
            let to = starts.get(from + cut).copied().unwrap_or(json.len());
            let damaged = format!("{}{put}{}", &json[..starts[from]], &json[to..]);
            if let Some(read) = read(&damaged) {
                prop_assert_eq!(Some(read), row_of(&damaged), "{}", damaged);
            }
        }

        #[test]
        fn lines_are_those_of_the_standard_library(text in "[a\n]{0,20}") {
            let expected: Vec<&str> = text.split('\n').filter(|line| !line.is_empty()).collect();
            prop_assert_eq!(lines(&text).collect::<Vec<_>>(), expected);
        }
    }
}
