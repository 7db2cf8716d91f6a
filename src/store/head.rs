//! Where a Book stands: one small value that every write replaces and every opening checks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use xxhash_rust::xxh3::{xxh3_128, xxh3_128_with_seed};

use super::envelope;
use crate::app::ports::{Position, Stand, StoreError};
use crate::domain::id::{BookId, ChangeId, ReplicaId};
use crate::records::change_row::SegmentRef;
use crate::records::{FORM_VERSION, Kind, to_json};

/// The sum, modulo 2¹²⁸, of the hashes of the log entries of this epoch that are kept.
///
/// A sum, so that an entry that is no longer kept can be taken out of it. Each hash is seeded with
/// the entry's place, so that two entries that changed places are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Digest(u128);

impl Digest {
    /// The digest with one more entry.
    pub(super) fn with(self, sequence: u64, content: &[u8]) -> Self {
        self.plus(Self(xxh3_128_with_seed(content, sequence)))
    }

    /// The digest over the entries of both.
    pub(super) fn plus(self, other: Self) -> Self {
        Self(self.0.wrapping_add(other.0))
    }

    /// The digest without the entries of another that are among its own.
    pub(super) fn minus(self, other: Self) -> Self {
        Self(self.0.wrapping_sub(other.0))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Digest {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(Self)
    }
}

/// The hash by which a manifest or a log entry names the content of a segment.
pub(super) fn content_hash(content: &[u8]) -> String {
    format!("{:032x}", xxh3_128(content))
}

/// The oldest part of the log, which nothing but the history needs: opening does not read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Older {
    /// The last of its entries; one below the first that is kept where there is none.
    pub(super) to: u64,
    /// Over its entries.
    pub(super) digest: Digest,
    /// How many bytes its entries take.
    pub(super) bytes: u64,
}

impl Older {
    /// Of a log that begins at this number, when all of it is read on opening.
    pub(super) fn none(log_from: u64) -> Self {
        Self {
            to: log_from.saturating_sub(1),
            digest: Digest::default(),
            bytes: 0,
        }
    }
}

/// Where a Book stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// Whose head it is.
    pub(super) book: BookId,
    /// How many times the whole Book was replaced.
    pub(super) epoch: u64,
    /// The newest log entry, or the replacing of the Book, which takes a number too.
    pub(super) sequence: u64,
    /// The last entry whose effect stands in the manifest's segments.
    pub(super) folded_to: u64,
    /// The first entry of this epoch that is kept, or the number it will have.
    pub(super) log_from: u64,
    /// The hash of the manifest's content.
    pub(super) manifest: String,
    /// Over the entries from `log_from` to `sequence`.
    pub(super) digest: Digest,
    /// Over the entries of this epoch that are no longer kept.
    pub(super) dropped: Digest,
    /// The entries that are read for the history alone.
    pub(super) older: Older,
    /// This installation.
    pub(super) replica: ReplicaId,
    /// How many Changes it has written.
    pub(super) counter: u64,
    /// The newest Change of this epoch.
    pub(super) newest: Option<ChangeId>,
}

#[derive(Serialize, Deserialize)]
struct HeadRow {
    form: u32,
    book: String,
    epoch: u64,
    sequence: u64,
    folded_to: u64,
    log_from: u64,
    manifest: String,
    digest: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dropped: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    older: Option<OlderRow>,
    replica: String,
    counter: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    newest: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct OlderRow {
    to: u64,
    digest: String,
    bytes: u64,
}

#[derive(Deserialize)]
struct FormOnly {
    form: u32,
}

/// The head as it is written: with a hash, so that no byte of it can change unnoticed.
#[derive(Deserialize)]
struct Checked {
    head: Box<RawValue>,
    hash: String,
}

impl Head {
    /// The head that a value holds.
    pub(super) fn read(value: &[u8]) -> Result<Self, StoreError> {
        Self::read_up_to(value, FORM_VERSION).map(|(head, _form)| head)
    }

    /// The head that a value holds, even if a newer Genjin wrote it: for reading alone.
    pub(super) fn read_newer(value: &[u8]) -> Result<Self, StoreError> {
        Self::read_up_to(value, u32::MAX).map(|(head, _form)| head)
    }

    /// The head that a value holds if its form is not above this one, with its form.
    pub(super) fn read_up_to(value: &[u8], newest_form: u32) -> Result<(Self, u32), StoreError> {
        let content = envelope::content_of(value, || "head".to_owned())?;
        let damaged = || StoreError::Damaged("head".to_owned());
        let Checked { head, hash } =
            crate::records::from_json_bytes(content).map_err(|_unparsable| damaged())?;
        let content = head.get();
        if content_hash(content.as_bytes()) != hash {
            return Err(damaged());
        }
        let FormOnly { form } =
            crate::records::from_json(content).map_err(|_unparsable| damaged())?;
        if newest_form < form {
            return Err(StoreError::TooNew { version: form });
        }
        let read = || {
            let row: HeadRow = crate::records::from_json(content).ok()?;
            Some(Self {
                book: row.book.parse().ok()?,
                epoch: row.epoch,
                sequence: row.sequence,
                folded_to: row.folded_to,
                log_from: row.log_from,
                manifest: row.manifest,
                digest: row.digest.parse().ok()?,
                dropped: match row.dropped {
                    Some(dropped) => dropped.parse().ok()?,
                    None => Digest::default(),
                },
                older: match row.older {
                    Some(OlderRow { to, digest, bytes }) => Older {
                        to,
                        digest: digest.parse().ok()?,
                        bytes,
                    },
                    None => Older::none(row.log_from),
                },
                replica: row.replica.parse().ok()?,
                counter: row.counter,
                newest: row.newest.map(|id| id.parse()).transpose().ok()?,
            })
        };
        let head = read().filter(Self::is_possible).ok_or_else(damaged)?;
        Ok((head, form))
    }

    /// The value to write.
    pub(super) fn to_value(&self) -> Vec<u8> {
        let Self {
            book,
            epoch,
            sequence,
            folded_to,
            log_from,
            manifest,
            digest,
            dropped,
            older,
            replica,
            counter,
            newest,
        } = self;
        let row = HeadRow {
            form: FORM_VERSION,
            book: book.to_string(),
            epoch: *epoch,
            sequence: *sequence,
            folded_to: *folded_to,
            log_from: *log_from,
            manifest: manifest.clone(),
            digest: digest.to_string(),
            dropped: (*dropped != Digest::default()).then(|| dropped.to_string()),
            older: (*older != Older::none(*log_from)).then(|| OlderRow {
                to: older.to,
                digest: older.digest.to_string(),
                bytes: older.bytes,
            }),
            replica: replica.to_string(),
            counter: *counter,
            newest: newest.map(|id| id.to_string()),
        };
        let head = to_json(&row);
        let hash = content_hash(head.as_bytes());
        envelope::wrap(format!("{{\"head\":{head},\"hash\":\"{hash}\"}}").into_bytes())
    }

    fn is_possible(&self) -> bool {
        self.folded_to <= self.sequence
            && (1..=self.folded_to + 1).contains(&self.log_from)
            && self.log_from <= self.sequence + 1
            && (self.log_from..=self.folded_to + 1).contains(&(self.older.to + 1))
    }

    /// Over all entries that were ever written in this epoch: it stays the same when some of them
    /// are no longer kept, and so tells whether a Book is the one that was last saved.
    pub(super) fn running(&self) -> Digest {
        self.digest.plus(self.dropped)
    }

    /// The first entry that opening reads.
    pub(super) fn recent_from(&self) -> u64 {
        self.older.to + 1
    }

    pub(super) fn position(&self) -> Position {
        Position {
            epoch: self.epoch,
            sequence: self.sequence,
        }
    }

    pub(super) fn stand(&self) -> Stand {
        Stand {
            position: self.position(),
            newest: self.newest,
            replica: self.replica,
            counter: self.counter,
        }
    }
}

/// The segments in force, in the order in which they are read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) segments: Vec<ManifestSegment>,
    /// The segments that folded log entries name, by entry: they are kept for as long as these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) history: Vec<(u64, Vec<String>)>,
    /// The communications that Today looks at, once more. It is named here and nowhere else, so
    /// that it can never disagree with the segments in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<Summary>,
}

/// The communications that Today looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Summary {
    /// When it was made, in milliseconds: it holds for that time and all to come.
    pub(super) made_at: i64,
    /// Where they are.
    pub(super) segments: Vec<SegmentRef>,
}

/// One segment in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ManifestSegmentRow", into = "ManifestSegmentRow")]
pub(super) struct ManifestSegment {
    /// What it holds, so that customers can be read before all else.
    pub(super) kind: Kind,
    /// Which it is.
    pub(super) segment: SegmentRef,
}

/// The same as it is written. A part that serde flattens is read by way of a tree of values.
#[derive(Serialize, Deserialize)]
struct ManifestSegmentRow {
    kind: Kind,
    id: String,
    count: u32,
    hash: String,
}

impl From<ManifestSegmentRow> for ManifestSegment {
    fn from(row: ManifestSegmentRow) -> Self {
        let ManifestSegmentRow {
            kind,
            id,
            count,
            hash,
        } = row;
        Self {
            kind,
            segment: SegmentRef { id, count, hash },
        }
    }
}

impl From<ManifestSegment> for ManifestSegmentRow {
    fn from(one: ManifestSegment) -> Self {
        let SegmentRef { id, count, hash } = one.segment;
        Self {
            kind: one.kind,
            id,
            count,
            hash,
        }
    }
}

impl Manifest {
    /// The manifest that a value holds, if it is the one that the head names.
    pub(super) fn read(value: &[u8], head: &Head) -> Result<Self, StoreError> {
        let content = envelope::content_of(value, || "manifest".to_owned())?;
        let damaged = || StoreError::Damaged("manifest".to_owned());
        if content_hash(content) != head.manifest {
            return Err(damaged());
        }
        crate::records::from_json_bytes(content).map_err(|_unparsable| damaged())
    }

    /// The manifest that a value holds, whichever head it belonged to: for what is left where the head
    /// is lost.
    pub(super) fn left_over(value: &[u8]) -> Result<Self, StoreError> {
        let content = envelope::content_of(value, || "manifest".to_owned())?;
        crate::records::from_json_bytes(content)
            .map_err(|_unparsable| StoreError::Damaged("manifest".to_owned()))
    }

    /// The content to hash and to write.
    pub(super) fn to_content(&self) -> Vec<u8> {
        to_json(self).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn head() -> Head {
        Head {
            book: BookId(Uuid::from_u128(1)),
            epoch: 2,
            sequence: 9,
            folded_to: 4,
            log_from: 3,
            manifest: content_hash(b"{}"),
            digest: Digest::default().with(3, b"entry"),
            dropped: Digest::default().with(2, b"dropped"),
            older: Older {
                to: 3,
                digest: Digest::default().with(3, b"entry"),
                bytes: 5,
            },
            replica: ReplicaId(Uuid::from_u128(2)),
            counter: 7,
            newest: Some(ChangeId(Uuid::from_u128(3))),
        }
    }

    #[test]
    fn a_head_reads_back() {
        assert_eq!(Head::read(&head().to_value()), Ok(head()));
        let without_changes = Head {
            newest: None,
            dropped: Digest::default(),
            older: Older::none(3),
            ..head()
        };
        assert_eq!(Head::read(&without_changes.to_value()), Ok(without_changes));
    }

    #[test]
    fn a_head_from_a_newer_version_is_told_from_a_broken_one() {
        let checked = |head: &str| {
            let hash = content_hash(head.as_bytes());
            envelope::wrap(format!("{{\"head\":{head},\"hash\":\"{hash}\"}}").into_bytes())
        };
        let newer = checked(r#"{"form":99,"shape":"unknown"}"#);
        assert_eq!(Head::read(&newer), Err(StoreError::TooNew { version: 99 }));
        for broken in ["{}", r#"{"form":1}"#, "null", "[]"] {
            let damaged = Err(StoreError::Damaged("head".to_owned()));
            assert_eq!(Head::read(&checked(broken)), damaged, "{broken}");
            let bare = envelope::wrap(broken.as_bytes().to_vec());
            assert_eq!(Head::read(&bare), damaged, "{broken}");
        }
        let impossible = [
            Head {
                log_from: 6,
                ..head()
            },
            Head {
                older: Older::none(7),
                ..head()
            },
            Head {
                older: Older::none(1),
                ..head()
            },
        ];
        for impossible in impossible {
            assert!(Head::read(&impossible.to_value()).is_err());
        }
    }

    #[test]
    fn no_byte_of_a_head_changes_unnoticed() {
        let value = head().to_value();
        for at in 0..value.len() {
            for change in 1..=u8::MAX {
                let mut altered = value.clone();
                altered[at] ^= change;
                assert!(
                    Head::read(&altered).is_err(),
                    "byte {at} changed by {change}"
                );
            }
        }
    }

    #[test]
    fn the_digest_notices_entries_that_changed_places() {
        let digest = |a: &[u8], b: &[u8]| Digest::default().with(1, a).with(2, b);
        assert_ne!(digest(b"x", b"y"), digest(b"y", b"x"));
        let digest = digest(b"x", b"y");
        assert_eq!(digest.to_string().parse(), Ok(digest));
    }
}
