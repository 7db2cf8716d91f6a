//! How customers felt, month by month: as the user said, else as the words sound.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::bins::Bins;
use super::communications::newest_first;
use super::filter::{InsightFilter, Sieve};
use super::words::read;
use super::{Counting, Records};
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::communication::{Communication, Sentiment};
use crate::domain::moment::Now;
use crate::domain::words::sentiment::Lexicon;

/// How many records sound how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentimentCounts {
    /// Months, or years where there would be too many.
    pub bins: Bins,
    /// By part of the time, then in the order of [`Sentiment::ALL`]: the slots of the records. To
    /// hear them all again would take too long for a mark that is pressed.
    by_bin: Vec<[Vec<Slot>; 3]>,
    /// Those of which anything can be said.
    pub told: usize,
    /// Of them, those of which the user said it.
    pub said: usize,
    /// All records with words.
    pub total: usize,
}

impl SentimentCounts {
    /// How many records of a part of the time sound like this.
    pub fn count(&self, bin: usize, felt: Sentiment) -> usize {
        self.slots(bin, felt).len()
    }

    /// The records of a part of the time that sound like this.
    pub fn records(&self, model: &Model, bin: usize, felt: Sentiment) -> Records {
        let records = self.slots(bin, felt).iter();
        let records = records.filter_map(|slot| model.communication_at(*slot));
        newest_first(&records.map(|one| (one.at, one.id)).collect::<Vec<_>>())
    }

    fn slots(&self, bin: usize, felt: Sentiment) -> &[Slot] {
        self.by_bin
            .get(bin)
            .map_or(&[], |slots| &slots[felt as usize])
    }
}

/// How the customer felt: as the user said, else as the words sound; nothing where nothing tells.
pub fn felt(lexicon: &Lexicon, one: &Communication, words: &str) -> Option<Sentiment> {
    one.sentiment.or_else(|| lexicon.hint(words).felt())
}

/// The count of how customers felt.
#[derive(Debug)]
pub struct CountingSentiments {
    sieve: Sieve,
    lexicon: Lexicon,
    next: Slot,
    by_day: BTreeMap<NaiveDate, [Vec<Slot>; 3]>,
    said: usize,
    total: usize,
}

impl CountingSentiments {
    /// Begins.
    pub fn new(model: &Model, filter: &InsightFilter, now: Now) -> Self {
        Self {
            sieve: Sieve::new(model, filter, now),
            lexicon: Lexicon::new(),
            next: 0,
            by_day: BTreeMap::new(),
            said: 0,
            total: 0,
        }
    }
}

impl Counting for CountingSentiments {
    type Counted = SentimentCounts;

    fn step(&mut self, model: &Model, records: Slot) -> Option<u16> {
        let Self {
            sieve,
            lexicon,
            next,
            by_day,
            said,
            total,
        } = self;
        read(next, model, sieve, records, |slot, one, words| {
            *total += 1;
            *said += usize::from(one.sentiment.is_some());
            if let Some(felt) = felt(lexicon, one, words) {
                by_day.entry(one.at.local_date()).or_default()[felt as usize].push(slot);
            }
        })
    }

    fn finish(self) -> SentimentCounts {
        let earliest = self.by_day.keys().next().copied();
        let first = self.sieve.from.or(earliest).unwrap_or(self.sieve.to);
        let bins = Bins::months(first, self.sieve.to);
        let mut by_bin: Vec<[Vec<Slot>; 3]> = vec![Default::default(); bins.count];
        for (date, slots) in self.by_day {
            let of_bin = bins.place(date).and_then(|bin| by_bin.get_mut(bin));
            for (all, slots) in of_bin.into_iter().flatten().zip(slots) {
                all.extend(slots);
            }
        }
        SentimentCounts {
            told: by_bin.iter().flatten().map(Vec::len).sum(),
            bins,
            by_bin,
            said: self.said,
            total: self.total,
        }
    }
}
