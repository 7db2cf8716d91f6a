//! What lies in the app's database, read byte for byte and judged without the app's own code: whether
//! all that was shown as saved is there, and nothing half.
//!
//! The form is written down in `docs/`; here as much of it as the judgement needs. Each value begins
//! with four bytes. `meta/head` is `{"head":{…},"hash":"…"}`, the hash being that of the head's text.
//! `digest` is the sum of the hashes of the log entries from `log_from` to `sequence`, each seeded
//! with its number. All hashes are xxh3 of 128 bits, in hexadecimal.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use xxhash_rust::xxh3::{xxh3_128, xxh3_128_with_seed};

use crate::desk::Ack;

/// The bytes before every content.
const ENVELOPE: usize = 4;

/// All values of the database by area and key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stores(BTreeMap<(String, String), Vec<u8>>);

/// Where the Book stands, as much of it as is judged.
#[derive(Debug, Clone, Deserialize)]
struct Head {
    epoch: u64,
    sequence: u64,
    log_from: u64,
    manifest: String,
    digest: String,
}

#[derive(Deserialize)]
struct Checked {
    head: Box<RawValue>,
    hash: String,
}

/// What names a segment: the manifest or a log entry.
#[derive(Deserialize)]
struct Naming {
    #[serde(default)]
    segments: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    hash: String,
}

/// What a judgement comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judged {
    /// How many acknowledged Changes are not there any more.
    pub lost: u64,
    /// What is half there or does not agree.
    pub broken: Option<String>,
    /// Where the Book stands: epoch and sequence.
    pub stands: Option<(u64, u64)>,
}

impl Stores {
    /// Reads what the page handed over: a line of JSON that names the values, then their bytes.
    pub fn read(handed_over: &[u8]) -> Option<Self> {
        let end = handed_over.iter().position(|byte| *byte == b'\n')?;
        let names: Vec<(String, String, usize)> =
            serde_json::from_slice(&handed_over[..end]).ok()?;
        let mut rest = &handed_over[end + 1..];
        let mut values = BTreeMap::new();
        for (area, key, length) in names {
            let (value, after) = rest.split_at_checked(length)?;
            values.insert((area, key), value.to_vec());
            rest = after;
        }
        rest.is_empty().then_some(Self(values))
    }

    fn content(&self, area: &str, key: &str) -> Option<&[u8]> {
        let value = self.0.get(&(area.to_owned(), key.to_owned()))?;
        value.get(ENVELOPE..)
    }

    fn head(&self) -> Result<Head, String> {
        let content = self.content("meta", "head").ok_or("there is no head")?;
        let Checked { head, hash } =
            serde_json::from_slice(content).map_err(|error| format!("the head: {error}"))?;
        if hex(xxh3_128(head.get().as_bytes())) != hash {
            return Err("the head has another hash".to_owned());
        }
        serde_json::from_str(head.get()).map_err(|error| format!("the head: {error}"))
    }

    /// Judges what is there against what was shown as saved. `may_replace` where a restore had
    /// begun, after which the Book may be the restored one.
    pub fn judge(&self, acks: &[Ack], may_replace: bool) -> Judged {
        let head = match self.head() {
            Ok(head) => head,
            Err(why) => {
                return Judged {
                    lost: acks.iter().map(|ack| ack.count).sum(),
                    broken: (!acks.is_empty() || !self.0.is_empty()).then_some(why),
                    stands: None,
                };
            }
        };
        let mut broken = self.disagreement(&head);
        let sums = self.sums(&head);
        if sums.get(&head.sequence).map(|sum| hex(*sum)).as_ref() != Some(&head.digest) {
            broken.get_or_insert_with(|| "the log does not add up to the head's digest".to_owned());
        }
        let is_there = |ack: &Ack| {
            if ack.epoch < head.epoch {
                return may_replace;
            }
            // What was folded into segments has left the log; the digest of the rest vouches for it.
            let is_folded = ack.sequence + 1 < head.log_from;
            let sum = sums.get(&ack.sequence).map(|sum| hex(*sum));
            ack.epoch == head.epoch && (is_folded || sum.as_ref() == Some(&ack.digest))
        };
        Judged {
            lost: acks
                .iter()
                .filter(|ack| !is_there(ack))
                .map(|ack| ack.count)
                .sum(),
            broken,
            stands: Some((head.epoch, head.sequence)),
        }
    }

    /// The digest of the log as it stood at each number.
    fn sums(&self, head: &Head) -> BTreeMap<u64, u128> {
        let mut sums = BTreeMap::from([(head.log_from.saturating_sub(1), 0)]);
        let mut sum = 0_u128;
        for sequence in head.log_from..=head.sequence {
            let Some(content) = self.content("log", &sequence.to_string()) else {
                break;
            };
            sum = sum.wrapping_add(xxh3_128_with_seed(content, sequence));
            sums.insert(sequence, sum);
        }
        sums
    }

    /// What is not there whole, if anything.
    fn disagreement(&self, head: &Head) -> Option<String> {
        let Some(manifest) = self.content("meta", "manifest") else {
            return Some("there is no manifest".to_owned());
        };
        if hex(xxh3_128(manifest)) != head.manifest {
            return Some("the manifest is not the head's".to_owned());
        }
        let mut naming = vec![("the manifest".to_owned(), manifest)];
        for (area, key) in self.0.keys().filter(|(area, _)| area == "log") {
            let sequence: u64 = key.parse().unwrap_or(u64::MAX);
            if head.sequence < sequence {
                return Some(format!("log entry {key} is beyond the head"));
            }
            if head.log_from <= sequence {
                naming.push((format!("log entry {key}"), self.content(area, key)?));
            }
        }
        for (what, content) in naming {
            let named: Naming = match serde_json::from_slice(content) {
                Ok(named) => named,
                Err(error) => return Some(format!("{what}: {error}")),
            };
            for Named { id, hash } in named.segments {
                match self.content("segments", &id) {
                    None => return Some(format!("{what} names segment {id}, which is not there")),
                    Some(content) if hex(xxh3_128(content)) != hash => {
                        return Some(format!("{what} names segment {id}, which is another"));
                    }
                    Some(_) => {}
                }
            }
        }
        None
    }

    /// Whether these words stand in a log entry or a segment.
    pub fn hold(&self, words: &str) -> bool {
        self.0
            .values()
            .any(|value| contains(value, words.as_bytes()))
    }
}

fn contains(value: &[u8], words: &[u8]) -> bool {
    value.windows(words.len()).any(|window| window == words)
}

fn hex(hash: u128) -> String {
    format!("{hash:032x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(content: &str) -> Vec<u8> {
        [b"\x01\0\0\0", content.as_bytes()].concat()
    }

    fn digest(entries: &[(u64, &str)]) -> String {
        let hashes = entries
            .iter()
            .map(|(sequence, content)| xxh3_128_with_seed(content.as_bytes(), *sequence));
        hex(hashes.fold(0, u128::wrapping_add))
    }

    /// A Book of two Changes, of which the second is in a segment.
    fn two() -> (Stores, Vec<Ack>) {
        let segment = "{}\n{}\n";
        let hash = hex(xxh3_128(segment.as_bytes()));
        let first = r#"{"id":"a"}"#.to_owned();
        let second = format!(r#"{{"segments":[{{"id":"s","hash":"{hash}"}}]}}"#);
        let manifest = r#"{"segments":[]}"#;
        let entries = [(1, first.as_str()), (2, second.as_str())];
        let head = format!(
            r#"{{"epoch":0,"sequence":2,"log_from":1,"manifest":"{}","digest":"{}"}}"#,
            hex(xxh3_128(manifest.as_bytes())),
            digest(&entries)
        );
        let hash = hex(xxh3_128(head.as_bytes()));
        let head = format!(r#"{{"head":{head},"hash":"{hash}"}}"#);
        let values = [
            ("log", "1", first.as_str()),
            ("log", "2", &second),
            ("meta", "head", &head),
            ("meta", "manifest", manifest),
            ("segments", "s", segment),
        ];
        let stores = values
            .map(|(area, key, content)| ((area.to_owned(), key.to_owned()), wrapped(content)));
        let acks = [1, 2].map(|count| Ack {
            epoch: 0,
            sequence: count,
            digest: digest(&entries[..usize::try_from(count).unwrap_or(0)]),
            count: 1,
        });
        (Stores(BTreeMap::from(stores)), acks.to_vec())
    }

    #[test]
    fn what_is_whole_is_found_whole() {
        let (stores, acks) = two();
        assert_eq!(
            stores.judge(&acks, false),
            Judged {
                lost: 0,
                broken: None,
                stands: Some((0, 2))
            }
        );
    }

    #[test]
    fn every_missing_value_is_noticed() {
        let (stores, acks) = two();
        for place in stores.0.keys() {
            let mut without = stores.clone();
            without.0.remove(place);
            let judged = without.judge(&acks, false);
            assert!(judged.broken.is_some(), "{place:?}");
        }
    }

    #[test]
    fn every_changed_byte_of_a_content_is_noticed() {
        let (stores, acks) = two();
        for (place, value) in &stores.0 {
            for index in ENVELOPE..value.len() {
                let mut altered = stores.clone();
                if let Some(value) = altered.0.get_mut(place) {
                    value[index] ^= 1;
                }
                let judged = altered.judge(&acks, false);
                assert!(judged.broken.is_some(), "{place:?} {index}");
            }
        }
    }

    #[test]
    fn what_was_shown_as_saved_and_is_not_there_is_counted() {
        let (stores, mut acks) = two();
        acks.push(Ack {
            epoch: 0,
            sequence: 3,
            digest: acks[1].digest.clone(),
            count: 1,
        });
        acks[0].digest = digest(&[(1, "another")]);
        assert_eq!(stores.judge(&acks, false).lost, 2);
        let (_, acks) = two();
        assert_eq!(Stores::default().judge(&acks, false).lost, 2);
    }

    #[test]
    fn only_a_restore_may_replace_what_was_saved() {
        let (stores, _) = two();
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for ack in two().1 {
            before.push(Ack {
                epoch: 1,
                ..ack.clone()
            });
            after.push(ack);
        }
        assert_eq!(stores.judge(&before, true).lost, 2);
        assert_eq!(stores.judge(&after, true).lost, 0);
    }

    #[test]
    fn what_a_page_hands_over_is_read_back() {
        let bytes = b"[[\"log\",\"1\",3],[\"meta\",\"head\",2]]\nabcde";
        let stores = Stores::read(bytes).expect("it is whole");
        let lengths: Vec<usize> = stores.0.values().map(Vec::len).collect();
        assert_eq!(lengths, [3, 2]);
        assert_eq!(Stores::read(&bytes[..bytes.len() - 1]), None);
    }
}
