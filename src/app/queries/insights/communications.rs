//! Communications by time and channel.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::bins::Bins;
use super::filter::{InsightFilter, Sieve};
use super::{Counting, Records, next_part};
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::channel::Channel;
use crate::domain::id::CommunicationId;
use crate::domain::moment::{Moment, Now};
use crate::domain::order::{PutInOrder, places_in_order};

/// How many communications there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommunicationCounts {
    /// The time.
    pub bins: Bins,
    /// The channels in use with their counts, the most used first.
    pub channels: Vec<(Channel, usize)>,
    /// By part of the time, then by channel in the order above.
    pub by_bin: Vec<Vec<usize>>,
    /// All of them.
    pub total: usize,
}

/// The count of communications.
#[derive(Debug)]
pub struct CountingCommunications {
    sieve: Sieve,
    next: Slot,
    /// In the order in which they were met.
    channels: Vec<Channel>,
    days: BTreeMap<NaiveDate, Vec<usize>>,
}

impl CountingCommunications {
    /// Begins.
    pub fn new(model: &Model, filter: &InsightFilter, now: Now) -> Self {
        Self {
            sieve: Sieve::new(model, filter, now),
            next: 0,
            channels: Vec::new(),
            days: BTreeMap::new(),
        }
    }
}

impl Counting for CountingCommunications {
    type Counted = CommunicationCounts;

    fn step(&mut self, model: &Model, records: Slot) -> Option<u16> {
        let all = model.communication_slot_count();
        let (slots, reached) = next_part(&mut self.next, records, all);
        for slot in slots {
            let Some(one) = model.communication_at(slot) else {
                continue;
            };
            if !self.sieve.admits(model, one) {
                continue;
            }
            let known = self.channels.iter().position(|other| *other == one.channel);
            let channel = known.unwrap_or_else(|| {
                self.channels.push(one.channel.clone());
                self.channels.len() - 1
            });
            let counts = self.days.entry(one.at.local_date()).or_default();
            if counts.len() <= channel {
                counts.resize(channel + 1, 0);
            }
            counts[channel] += 1;
        }
        reached
    }

    fn finish(self) -> CommunicationCounts {
        let earliest = self.days.keys().next().copied();
        let first = self.sieve.from.or(earliest).unwrap_or(self.sieve.to);
        let bins = Bins::over(first, self.sieve.to);
        let count_of = |place: usize| {
            let days = self.days.values();
            days.filter_map(|counts| counts.get(place)).sum::<usize>()
        };
        let mut order: Vec<(usize, usize)> = (0..self.channels.len())
            .map(|place| (place, count_of(place)))
            .collect();
        order.put_in_order_by_key(|(place, count)| (Reverse(*count), &self.channels[*place]));
        let mut by_bin = vec![vec![0; order.len()]; bins.count];
        for (date, counts) in &self.days {
            let Some(bin) = bins.place(*date) else {
                continue;
            };
            for (sum, (place, _)) in by_bin[bin].iter_mut().zip(&order) {
                *sum += counts.get(*place).copied().unwrap_or(0);
            }
        }
        CommunicationCounts {
            bins,
            total: order.iter().map(|(_, count)| count).sum(),
            channels: order
                .iter()
                .map(|(place, count)| (self.channels[*place].clone(), *count))
                .collect(),
            by_bin,
        }
    }
}

/// The communications of a part of the time by some channels; of all the time, or by all channels,
/// where none is named.
pub fn communications_in(
    model: &Model,
    filter: &InsightFilter,
    now: Now,
    bin: Option<(&Bins, usize)>,
    channels: Option<&[Channel]>,
) -> Records {
    let sieve = Sieve::new(model, filter, now);
    let found = model.communications().filter(|one| {
        sieve.admits(model, one)
            && bin.is_none_or(|(bins, place)| bins.place(one.at.local_date()) == Some(place))
            && channels.is_none_or(|channels| channels.contains(&one.channel))
    });
    newest_first(&found.map(|one| (one.at, one.id)).collect::<Vec<_>>())
}

/// Communications, the newest first.
///
/// A mark may stand for most of a large Book, so they are put in order by their bytes.
pub(super) fn newest_first(found: &[(Moment, CommunicationId)]) -> Records {
    let key = |(at, id): &(Moment, CommunicationId)| {
        let mut key = [0; 24];
        key[..8].copy_from_slice(&(at.order() ^ i64::MIN).to_be_bytes());
        key[8..].copy_from_slice(id.0.as_bytes());
        key.map(|byte| !byte)
    };
    let keys: Vec<_> = found.iter().map(key).collect();
    let in_order = places_in_order(&keys).into_iter();
    Records::Communications(in_order.map(|place| found[place as usize].1).collect())
}
