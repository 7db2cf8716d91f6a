//! The backups that are kept in a folder by themselves: what they are called, when the next one is
//! due, and which are taken away again.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Timelike};

use crate::domain::id::BookId;
use crate::domain::moment::Now;
use crate::records::backup::Counts;

/// How old a Change that is in no backup may become while one works.
pub const EVERY: TimeDelta = TimeDelta::minutes(15);

/// How long the page is left alone after a Change at least: one seldom comes alone.
const PAUSE: TimeDelta = TimeDelta::seconds(4);

/// How many of today are kept, and the newest of how many days, weeks and months.
const TODAY: usize = 3;
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// A backup that was written, read again and found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBackup {
    /// The name of its file.
    pub name: String,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// How many records it holds.
    pub records: u64,
}

/// How many records there are by these counts.
pub fn records_of(counts: &Counts) -> u64 {
    let Counts {
        sources,
        customers,
        communications,
        follow_ups,
        needs,
        promises,
        ratings,
        observations,
        reminders,
    } = *counts;
    let all = [
        sources,
        customers,
        communications,
        follow_ups,
        needs,
        promises,
        ratings,
        observations,
        reminders,
    ];
    all.into_iter().map(u64::from).sum()
}

/// What a backup is called that is written now. Neither another Book's has its name, nor one before:
/// a write that fails must not spoil a good one.
pub fn file_name(book: BookId, now: Now) -> String {
    let book = book.to_string();
    // The end of an id is random; it begins with the time.
    let end = book.len().saturating_sub(8);
    format!(
        "genjin-{}-{:04}{:02}{:02}-{:02}{:02}{:02}-{:03}.genjin",
        &book[end..],
        now.year(),
        now.month(),
        now.day(),
        now.hour(),
        now.minute(),
        now.second(),
        now.timestamp_subsec_millis(),
    )
}

/// How long after a Change the next backup is due, given when the last one was made.
pub fn next_in(last: Option<DateTime<FixedOffset>>, now: Now) -> TimeDelta {
    let due = last.map_or(now, |last| last + EVERY);
    // The clock may have been set back since.
    (due - now).clamp(PAUSE, EVERY)
}

/// Which of these may be taken away, given in the order in which they were written. Never the newest,
/// and neither the newest before the Book shrank nor the one after it, so that the loss stays seen;
/// the same for the newest loss of more than half, be it at once or little by little.
pub fn superfluous(kept: &[KeptBackup], today: NaiveDate) -> Vec<&KeptBackup> {
    let mut stays = vec![false; kept.len()];
    if let Some(newest) = stays.last_mut() {
        *newest = true;
    }
    let is_today = |one: &KeptBackup| one.at.date_naive() == today;
    keep_newest(kept, &mut stays, TODAY, |one| {
        is_today(one).then_some(one.at)
    });
    keep_newest(kept, &mut stays, DAYS, |one| {
        (!is_today(one)).then(|| one.at.date_naive())
    });
    keep_newest(kept, &mut stays, WEEKS, |one| {
        Some(one.at.date_naive().iso_week())
    });
    keep_newest(kept, &mut stays, MONTHS, |one| {
        Some((one.at.year(), one.at.month()))
    });
    // A great loss must outlast the little ones after it.
    keep_before_shrinking(kept, &mut stays, |before, after| after < before);
    keep_before_shrinking(kept, &mut stays, |before, after| 2 * after < before);
    let all = kept.iter().zip(stays);
    all.filter_map(|(one, stays)| (!stays).then_some(one))
        .collect()
}

/// Keeps the newest of each of the newest so many keys.
fn keep_newest<K: PartialEq>(
    kept: &[KeptBackup],
    stays: &mut [bool],
    most: usize,
    key: impl Fn(&KeptBackup) -> Option<K>,
) {
    let mut seen = Vec::with_capacity(most);
    for (one, stays) in kept.iter().zip(stays).rev() {
        let Some(key) = key(one).filter(|key| !seen.contains(key)) else {
            continue;
        };
        if seen.len() == most {
            return;
        }
        seen.push(key);
        *stays = true;
    }
}

/// Keeps the newest pair between which the Book has shrunk so.
fn keep_before_shrinking(
    kept: &[KeptBackup],
    stays: &mut [bool],
    has_shrunk: impl Fn(u64, u64) -> bool,
) {
    let mut pairs = kept.windows(2).zip(stays.windows(2)).enumerate();
    let pair = pairs.rfind(|(_, (pair, _))| match pair {
        [before, after] => has_shrunk(before.records, after.records),
        _ => false,
    });
    if let Some((at, _)) = pair {
        stays[at..=at + 1].fill(true);
    }
}
