//! How a row is known again: by its id, or by what it says.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

/// Hashes rows and counts those that are equal. The maps are only looked up, never walked.
#[derive(Debug, Clone, Default)]
pub(super) struct RowKeys {
    repeats: ByHash,
    records_by_id: ByHash,
    joined: Vec<u8>,
}

type ByHash = HashMap<u64, u32, BuildHasherDefault<AsItIs>>;

/// Takes a number that is a hash already as its own.
#[derive(Debug, Clone, Copy, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl RowKeys {
    /// The hash of all cells of a row, whatever the delimiter, quoting and encoding of its file;
    /// empty cells at the end and the kind of line end make no difference.
    pub(super) fn hash(&mut self, cells: &[Cow<'_, str>]) -> u64 {
        let filled = cells.iter().rposition(|cell| !cell.is_empty());
        self.joined.clear();
        for cell in cells.iter().take(filled.map_or(0, |last| last + 1)) {
            let cell: Cow<'_, str> = if cell.contains('\r') {
                cell.replace("\r\n", "\n").replace('\r', "\n").into()
            } else {
                Cow::Borrowed(cell)
            };
            self.joined.extend((cell.len() as u64).to_le_bytes());
            self.joined.extend(cell.as_bytes());
        }
        xxh3_64(&self.joined)
    }

    /// The key of a row without an id: its hash, and the how-manieth equal row it is.
    pub(super) fn of_content(&mut self, row_hash: u64) -> String {
        let count = self.repeats.entry(row_hash).or_insert(0);
        *count += 1;
        format!("row:{row_hash:016x}:{count}")
    }

    /// The place of the earlier record with this id, by a hash: the caller compares the ids.
    pub(super) fn earlier(&self, id: &str) -> Option<usize> {
        let place = self.records_by_id.get(&xxh3_64(id.as_bytes()))?;
        usize::try_from(*place).ok()
    }

    /// Notes the place of the record with this id.
    pub(super) fn note(&mut self, id: &str, place: usize) {
        if let Ok(place) = u32::try_from(place) {
            self.records_by_id
                .entry(xxh3_64(id.as_bytes()))
                .or_insert(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(cells: &[&str]) -> u64 {
        let cells: Vec<_> = cells.iter().map(|cell| Cow::Borrowed(*cell)).collect();
        RowKeys::default().hash(&cells)
    }

    #[test]
    fn a_change_anywhere_is_seen() {
        assert_ne!(hash(&["a", "b"]), hash(&["a", "c"]));
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["", "a"]), hash(&["a"]));
        assert_ne!(hash(&["a", " "]), hash(&["a"]));
    }

    #[test]
    fn what_only_the_writing_program_decides_is_not() {
        assert_eq!(hash(&["a", "", ""]), hash(&["a"]));
        assert_eq!(hash(&["a\r\nb"]), hash(&["a\nb"]));
    }

    #[test]
    fn equal_rows_have_keys_of_their_own() {
        let mut keys = RowKeys::default();
        assert_eq!(keys.of_content(7), "row:0000000000000007:1");
        assert_eq!(keys.of_content(7), "row:0000000000000007:2");
        assert_eq!(keys.of_content(8), "row:0000000000000008:1");
    }
}
