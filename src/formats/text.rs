//! From bytes to text: which encoding a file is in, and whether it is text at all.
//!
//! Never a replacement character: a file that is not wholly in one encoding is refused with the
//! line where it breaks, because a name that was silently changed is found too late.

use memchr::memchr_iter;

/// The largest file that is read.
pub const MAX_FILE_BYTES: usize = 256 * 1024 * 1024;

/// The encodings that Genjin reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first: what Excel calls Unicode text.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB18030, which includes GBK and GB2312: what Excel and WPS write in China.
    Gb18030,
    /// Windows-1252: what Excel writes in western Europe and America.
    Windows1252,
}

impl Encoding {
    /// All encodings, in the order in which a choice lists them.
    pub const ALL: [Self; 5] = [
        Self::Utf8,
        Self::Gb18030,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1252,
    ];

    /// The name of the encoding, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Gb18030 => "GB18030",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// A file's text and the encoding it was in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding that was found or chosen.
    pub encoding: Encoding,
}

/// What a file is, if it is not a table in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// An Excel workbook (`.xlsx`).
    Xlsx,
    /// A file of an older Office (`.xls`, `.doc`).
    OldOffice,
    /// Any other archive (zip, gzip, 7z, rar).
    Archive,
    /// A PDF.
    Pdf,
    /// A picture.
    Image,
    /// A `SQLite` database.
    Sqlite,
    /// A web page; some programs call it `.xls`.
    Html,
    /// XML.
    Xml,
    /// JSON; a Genjin backup begins like it too.
    Json,
    /// vCards.
    VCard,
    /// A calendar.
    ICalendar,
}

/// Why a file cannot be read as text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`MAX_FILE_BYTES`].
    #[error("the file has {bytes} bytes, more than {limit}")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// What is read at most.
        limit: usize,
    },
    /// Another kind of file.
    #[error("the file is of another kind: {0:?}")]
    OtherKind(FileKind),
    /// Not text: too many control characters.
    #[error("the file is not text: {controls} control characters")]
    Binary {
        /// How many were counted.
        controls: usize,
    },
    /// The last character is cut in half, as after a broken download.
    #[error("the {} text ends in the middle of a character", .0.name())]
    CutOff(Encoding),
    /// Some lines are in one encoding, some in another.
    #[error("line {line} is not in {} like the other lines", mostly.name())]
    MixedEncodings {
        /// The first line that differs from the others, from 1.
        line: usize,
        /// The encoding of most lines.
        mostly: Encoding,
    },
    /// The text is not in the encoding that was found or chosen.
    #[error("the text is not in {}, first at line {line:?}", encoding.name())]
    NotIn {
        /// The encoding that was tried.
        encoding: Encoding,
        /// The line where it first fails, from 1, where known.
        line: Option<usize>,
    },
}

/// Decodes GB18030, strictly: `None` where any byte does not belong. The browser's
/// `TextDecoder('gb18030', {fatal: true})` does it.
pub type Gb18030<'a> = &'a dyn Fn(&[u8]) -> Option<String>;

/// Reads a file as text in the encoding that the user chose, or in the one that it seems to have.
pub fn decode(
    bytes: Vec<u8>,
    chosen: Option<Encoding>,
    gb18030: Gb18030<'_>,
) -> Result<Decoded, FileError> {
    if MAX_FILE_BYTES < bytes.len() {
        return Err(FileError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_FILE_BYTES,
        });
    }
    if let Some(kind) = file_kind(&bytes) {
        return Err(FileError::OtherKind(kind));
    }
    let known = chosen.or_else(|| marked(&bytes)).or_else(|| utf16(&bytes));
    let encoding = match known {
        Some(encoding) => encoding,
        None => unmarked(&bytes)?,
    };
    let mut text = decode_as(bytes, encoding, gb18030)?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    refuse_binary(text.as_bytes())?;
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    match text_kind(&text) {
        Some(kind) => Err(FileError::OtherKind(kind)),
        None => Ok(Decoded { text, encoding }),
    }
}

/// What a file is by its first bytes, if it is nothing that can be read as text.
pub fn file_kind(bytes: &[u8]) -> Option<FileKind> {
    let start = &bytes[..bytes.len().min(4096)];
    let begins = |magic: &[u8]| start.starts_with(magic);
    let holds = |word: &[u8]| start.windows(word.len()).any(|part| part == word);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Some(if holds(b"xl/") || holds(b"[Content_Types].xml") {
            FileKind::Xlsx
        } else {
            FileKind::Archive
        });
    }
    let known: [(&[u8], FileKind); 10] = [
        (b"%PDF-", FileKind::Pdf),
        (b"SQLite format 3\0", FileKind::Sqlite),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::OldOffice),
        (b"\x89PNG\r\n\x1a\n", FileKind::Image),
        (b"\xff\xd8\xff", FileKind::Image),
        (b"GIF8", FileKind::Image),
        (b"RIFF", FileKind::Image),
        (b"\x1f\x8b", FileKind::Archive),
        (b"7z\xbc\xaf\x27\x1c", FileKind::Archive),
        (b"Rar!\x1a", FileKind::Archive),
    ];
    known
        .into_iter()
        .find(|(magic, _)| begins(magic))
        .map(|(_, kind)| kind)
}

fn text_kind(text: &str) -> Option<FileKind> {
    let start = text.trim_start();
    let begins = |word: &str| {
        start
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let known = [
        ("BEGIN:VCARD", FileKind::VCard),
        ("BEGIN:VCALENDAR", FileKind::ICalendar),
        ("<?xml", FileKind::Xml),
        ("<!doctype html", FileKind::Html),
        ("<html", FileKind::Html),
        ("<table", FileKind::Html),
        ("{\"", FileKind::Json),
        ("{\n", FileKind::Json),
        ("{\r", FileKind::Json),
        ("[{", FileKind::Json),
        ("[\n", FileKind::Json),
    ];
    known
        .into_iter()
        .find(|(word, _)| begins(word))
        .map(|(_, kind)| kind)
}

fn marked(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => Some(Encoding::Utf8),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// UTF-16 without a mark shows in the zero bytes of its digits, commas and line ends, which all
/// stand on the same side of their pairs.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(8192)];
    let (mut first, mut second) = (0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    // A few characters, such as 一, have a zero byte on the other side.
    let few = 2 + sample.len() / 40;
    if few < second && first * 8 <= second {
        Some(Encoding::Utf16Le)
    } else if few < first && second * 8 <= first {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// A stray control character or two is a row's business; more than 2 % of them are not text.
fn refuse_binary(bytes: &[u8]) -> Result<(), FileError> {
    let is_control = |b: &&u8| matches!(**b, 0..=8 | 0x0e..=0x1f | 0x7f);
    let controls = bytes.iter().filter(is_control).count();
    if 2 + bytes.len() / 50 < controls {
        return Err(FileError::Binary { controls });
    }
    Ok(())
}

/// The encoding of bytes without a mark.
fn unmarked(bytes: &[u8]) -> Result<Encoding, FileError> {
    refuse_binary(bytes)?;
    match std::str::from_utf8(bytes) {
        Ok(_) => Ok(Encoding::Utf8),
        Err(error) if error.error_len().is_none() => Err(FileError::CutOff(Encoding::Utf8)),
        Err(_) => not_utf8(bytes),
    }
}

/// The encoding of text that is not UTF-8, unless a part of its lines is.
fn not_utf8(bytes: &[u8]) -> Result<Encoding, FileError> {
    let mut utf8 = Lines::default();
    let mut other = Lines::default();
    let (mut single, mut runs) = (0_usize, 0_usize);
    for (index, line) in bytes.split(|b| *b == b'\n').enumerate() {
        if line.is_ascii() {
            continue;
        }
        match std::str::from_utf8(line) {
            // A line of two-byte sequences alone can be GB18030 by chance; a longer one hardly.
            Ok(text) if text.chars().any(|c| '\u{7ff}' < c) => utf8.count(index),
            Ok(_) => utf8.maybe += 1,
            Err(_) => other.count(index),
        }
        for run in line.split(u8::is_ascii).filter(|run| !run.is_empty()) {
            runs += 1;
            single += usize::from(run.len() == 1);
        }
    }
    let mixed = |line: usize, mostly| Err(FileError::MixedEncodings { line, mostly });
    // In GB18030 a character is two bytes, mostly both above ASCII; a western letter stands alone.
    let encoding = if runs < 2 * single {
        Encoding::Windows1252
    } else {
        Encoding::Gb18030
    };
    if other.count < utf8.count + utf8.maybe {
        return mixed(other.first, Encoding::Utf8);
    }
    if 0 < utf8.count {
        return mixed(utf8.first, encoding);
    }
    Ok(encoding)
}

#[derive(Default)]
struct Lines {
    count: usize,
    maybe: usize,
    first: usize,
}

impl Lines {
    fn count(&mut self, index: usize) {
        if self.count == 0 {
            self.first = index + 1;
        }
        self.count += 1;
    }
}

fn decode_as(
    bytes: Vec<u8>,
    encoding: Encoding,
    gb18030: Gb18030<'_>,
) -> Result<String, FileError> {
    match encoding {
        Encoding::Utf8 => String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            FileError::NotIn {
                encoding,
                line: Some(1 + memchr_iter(b'\n', &error.as_bytes()[..valid]).count()),
            }
        }),
        Encoding::Utf16Le => decode_utf16(&bytes, encoding, u16::from_le_bytes),
        Encoding::Utf16Be => decode_utf16(&bytes, encoding, u16::from_be_bytes),
        Encoding::Gb18030 => gb18030(&bytes).ok_or(FileError::NotIn {
            encoding,
            line: None,
        }),
        Encoding::Windows1252 => Ok(bytes.iter().map(|b| windows_1252(*b)).collect()),
    }
}

fn decode_utf16(
    bytes: &[u8],
    encoding: Encoding,
    unit: fn([u8; 2]) -> u16,
) -> Result<String, FileError> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(FileError::CutOff(encoding));
    }
    let mut text = String::with_capacity(bytes.len());
    for c in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        let Ok(c) = c else {
            let line = Some(1 + memchr_iter(b'\n', text.as_bytes()).count());
            return Err(FileError::NotIn { encoding, line });
        };
        text.push(c);
    }
    Ok(text)
}

fn windows_1252(byte: u8) -> char {
    const FROM_80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match byte {
        0x80..=0x9f => FROM_80
            .chars()
            .nth(usize::from(byte - 0x80))
            .unwrap_or(char::from(byte)),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 客户,王总 in GB18030, with which the tests stand in for the browser's decoder.
    const GB_LINE: &[u8] = b"\xbf\xcd\xbb\xa7,\xcd\xf5\xd7\xdc\n";

    fn gb18030(bytes: &[u8]) -> Option<String> {
        let mut text = String::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix(GB_LINE) {
                text.push_str("客户,王总\n");
                rest = after;
            } else if rest[0].is_ascii() {
                text.push(char::from(rest[0]));
                rest = &rest[1..];
            } else {
                return None;
            }
        }
        Some(text)
    }

    fn read(bytes: &[u8]) -> Result<(String, Encoding), FileError> {
        decode(bytes.to_vec(), None, &gb18030).map(|decoded| (decoded.text, decoded.encoding))
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn the_encoding_is_found() {
        let text = "name,电话\r\n王总,13800138000\r\n";
        let check = |bytes: &[u8], expected: &str, encoding: Encoding| {
            assert_eq!(read(bytes), Ok((expected.to_owned(), encoding)));
        };
        let marked = format!("\u{feff}{text}");
        check(text.as_bytes(), text, Encoding::Utf8);
        check(marked.as_bytes(), text, Encoding::Utf8);
        check(&utf16(&marked, u16::to_le_bytes), text, Encoding::Utf16Le);
        check(&utf16(&marked, u16::to_be_bytes), text, Encoding::Utf16Be);
        check(&utf16(text, u16::to_le_bytes), text, Encoding::Utf16Le);
        check(&utf16(text, u16::to_be_bytes), text, Encoding::Utf16Be);
        check(GB_LINE, "客户,王总\n", Encoding::Gb18030);
        check(
            b"name\nM\xfcller\nP\xe9rez \x80\n",
            "name\nMüller\nPérez €\n",
            Encoding::Windows1252,
        );
    }

    #[test]
    fn a_file_of_another_kind_is_named() {
        let check = |bytes: &[u8], kind: FileKind| {
            assert_eq!(read(bytes), Err(FileError::OtherKind(kind)));
        };
        check(b"PK\x03\x04....[Content_Types].xml", FileKind::Xlsx);
        check(b"PK\x03\x04....notes.txt", FileKind::Archive);
        check(b"%PDF-1.7\n", FileKind::Pdf);
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", FileKind::Image);
        check(b"SQLite format 3\0\x10\0", FileKind::Sqlite);
        check(b"\xef\xbb\xbf<!DOCTYPE HTML><table>", FileKind::Html);
        check(b"BEGIN:VCARD\r\nVERSION:3.0", FileKind::VCard);
        check(b"{\"format\":1}\n", FileKind::Json);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let rubbish: Vec<u8> = (0..4096_u32).map(|n| (n * 197 % 251) as u8).collect();
        assert!(matches!(read(&rubbish), Err(FileError::Binary { .. })));
        assert!(matches!(read(b"\0\x01\x02"), Err(FileError::Binary { .. })));
        assert_eq!(read(b""), Err(FileError::Empty));
        assert_eq!(read(b"\xef\xbb\xbf\r\n "), Err(FileError::Empty));
        let broken = "a,王".as_bytes();
        let broken = read(&broken[..broken.len() - 1]);
        assert_eq!(broken, Err(FileError::CutOff(Encoding::Utf8)));
        let odd = utf16("\u{feff}a,b\n", u16::to_le_bytes);
        let odd = read(&odd[..odd.len() - 1]);
        assert_eq!(odd, Err(FileError::CutOff(Encoding::Utf16Le)));
    }

    #[test]
    fn a_stray_control_character_is_left_to_its_row() {
        let text = "id,name\n1,A\0da\n";
        assert_eq!(read(text.as_bytes()), Ok((text.to_owned(), Encoding::Utf8)));
    }

    #[test]
    fn mixed_encodings_are_refused_with_the_line() {
        let utf8 = "客户,李四\n".as_bytes();
        let mostly_utf8 = [b"a,b\n", utf8, utf8, GB_LINE].concat();
        assert_eq!(
            read(&mostly_utf8),
            Err(FileError::MixedEncodings {
                line: 4,
                mostly: Encoding::Utf8
            })
        );
        let mostly_gb = [b"a,b\n", GB_LINE, utf8, GB_LINE].concat();
        assert_eq!(
            read(&mostly_gb),
            Err(FileError::MixedEncodings {
                line: 3,
                mostly: Encoding::Gb18030
            })
        );
    }

    #[test]
    fn a_chosen_encoding_is_tried_strictly() {
        let as_utf8 = decode(GB_LINE.to_vec(), Some(Encoding::Utf8), &gb18030);
        assert_eq!(
            as_utf8,
            Err(FileError::NotIn {
                encoding: Encoding::Utf8,
                line: Some(1)
            })
        );
    }
}
