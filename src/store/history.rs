//! The Changes that opening leaves aside: the history lists them, and letting the oldest go keeps the
//! log from growing for ever.

use chrono::TimeDelta;

use super::envelope::Content;
use super::head::{Digest, Head, Older};
use super::log_store::{LogStore, damaged, entry_part, read_entry};
use super::shelf::{Area, HEAD, Key, Read, Shelf, Write};
use crate::app::history::HistoryItem;
use crate::app::ports::{StoreError, Upkeep};

/// How many log entries are read and looked at before the page may draw.
pub(super) const ENTRIES_AT_ONCE: u64 = 256;

/// How many times reading begins anew because another tab let entries go meanwhile.
const MOST_TRIES: usize = 3;

/// What leaving entries out does to a head.
pub(super) struct Dropping {
    /// The first entry that stays.
    pub(super) log_from: u64,
    /// Over the entries that leave.
    pub(super) digest: Digest,
    /// How many bytes they take.
    pub(super) bytes: u64,
}

impl<S: Shelf> LogStore<S> {
    pub(super) async fn read_older_history(
        &self,
        before: Option<u64>,
    ) -> Result<Vec<HistoryItem>, StoreError> {
        let mut failed = None;
        for _ in 0..MOST_TRIES {
            let value = self.read_head().await?.ok_or_else(|| damaged(HEAD))?;
            let head = Head::read(&value)?;
            match self.history_of(&head).await {
                Ok(mut items) => {
                    items.retain(|item| before.is_none_or(|before| item.sequence < before));
                    return Ok(items);
                }
                Err(error) if self.read_head().await?.as_ref() == Some(&value) => {
                    return Err(error);
                }
                Err(error) => failed = Some(error),
            }
        }
        Err(failed.unwrap_or_else(|| damaged("log")))
    }

    async fn history_of(&self, head: &Head) -> Result<Vec<HistoryItem>, StoreError> {
        let mut items = Vec::new();
        let mut digest = Digest::default();
        let mut first = head.log_from;
        while first <= head.older.to {
            let last = head.older.to.min(first + ENTRIES_AT_ONCE - 1);
            for (sequence, content) in self.entries(first, last).await? {
                digest = digest.with(sequence, &content);
                let change = read_entry(sequence, &content)?
                    .header()
                    .map_err(|error| damaged(format!("{}: {error}", entry_part(sequence))))?;
                items.push(HistoryItem::of(&change, sequence));
            }
            first = last + 1;
            (self.beside.breathe)().await;
        }
        if digest == head.older.digest {
            Ok(items)
        } else {
            Err(damaged("log"))
        }
    }

    /// The content of all entries from the first to the last, both included.
    pub(super) async fn entries(
        &self,
        first: u64,
        last: u64,
    ) -> Result<Vec<(u64, Content)>, StoreError> {
        let read = Read::Between(Area::Log, first, last);
        let found = self.shelf.read(&[read]).await?.into_iter().flatten();
        let entries = (first..).zip(found).map(|(sequence, value)| {
            let content = Content::of(value, || entry_part(sequence))?;
            Ok((sequence, content))
        });
        let entries = entries.collect::<Result<Vec<_>, StoreError>>()?;
        if u64::try_from(entries.len()) == Ok(last + 1 - first) {
            Ok(entries)
        } else {
            Err(damaged("log"))
        }
    }

    /// Which entries are no longer kept, of those that opening does not read.
    pub(super) async fn dropping(
        &self,
        head: &Head,
        older: Older,
        log_bytes: u64,
        records: usize,
        upkeep: Upkeep,
    ) -> Result<Dropping, StoreError> {
        let oldest = upkeep.now - TimeDelta::days(upkeep.history_days);
        let records = u64::try_from(records).unwrap_or(u64::MAX);
        let most_bytes = records
            .saturating_mul(upkeep.history_bytes_per_record)
            .max(upkeep.history_bytes);
        let mut dropping = Dropping {
            log_from: head.log_from,
            digest: Digest::default(),
            bytes: 0,
        };
        let last = older
            .to
            .min(head.sequence.saturating_sub(upkeep.least_history));
        while dropping.log_from <= last {
            let to = last.min(dropping.log_from + ENTRIES_AT_ONCE - 1);
            for (sequence, content) in self.entries(dropping.log_from, to).await? {
                let change = read_entry(sequence, &content)?
                    .header()
                    .map_err(|error| damaged(format!("{}: {error}", entry_part(sequence))))?;
                let is_old = change.made_at < oldest;
                if !is_old && log_bytes - dropping.bytes <= most_bytes {
                    return Ok(dropping);
                }
                dropping.log_from = sequence + 1;
                dropping.digest = dropping.digest.with(sequence, &content);
                dropping.bytes += bytes_of(&content);
            }
            (self.beside.breathe)().await;
        }
        Ok(dropping)
    }
}

impl Dropping {
    /// Takes the entries away that leave.
    pub(super) fn add_to(&self, write: &mut Write, log_from: u64) {
        for sequence in log_from..self.log_from {
            write.delete(Area::Log, Key::Number(sequence));
        }
    }
}

/// How many bytes an entry takes.
pub(super) fn bytes_of(content: &[u8]) -> u64 {
    u64::try_from(content.len()).unwrap_or(u64::MAX)
}
