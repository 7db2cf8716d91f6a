//! Backups that are kept in a folder by themselves: when they are due, and which stay.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use genjin::app::kept_backups::{EVERY, KeptBackup, file_name, next_in, superfluous};
use genjin::domain::id::BookId;
use proptest::prelude::*;
use uuid::Uuid;

use crate::support::{NOON, instant};

fn kept(at: DateTime<FixedOffset>, records: u64) -> KeptBackup {
    KeptBackup {
        name: at.to_rfc3339(),
        at,
        records,
    }
}

/// What is left after each backup was written and the superfluous were taken away.
fn folder(written: &[KeptBackup]) -> Vec<KeptBackup> {
    let mut folder: Vec<KeptBackup> = Vec::new();
    for one in written {
        folder.push(one.clone());
        let gone: Vec<KeptBackup> = superfluous(&folder, one.at.date_naive())
            .into_iter()
            .cloned()
            .collect();
        folder.retain(|one| !gone.contains(one));
    }
    folder
}

fn days_of(folder: &[KeptBackup]) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = folder.iter().map(|one| one.at.date_naive()).collect();
    days.dedup();
    days
}

#[test]
fn a_working_day_leaves_three_backups_and_its_last_the_day_after() {
    let morning = instant("2024-08-16T09:00:00+08:00");
    let written: Vec<KeptBackup> = (0..32)
        .map(|n| kept(morning + TimeDelta::minutes(15 * n), 100))
        .collect();
    let left = folder(&written);
    assert_eq!(left, written[29..]);
    let next = kept(morning + TimeDelta::days(1), 100);
    let left = folder(&[written.clone(), vec![next.clone()]].concat());
    assert_eq!(left, [written[31].clone(), next]);
}

#[test]
fn two_years_of_days_leave_days_weeks_and_months() {
    let first = instant("2023-01-01T18:00:00+08:00");
    let written: Vec<KeptBackup> = (0..730)
        .map(|day| kept(first + TimeDelta::days(day), 100))
        .collect();
    let days = days_of(&folder(&written));
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    let expected = [
        // The last of each of twelve months, December being today's.
        day(2024, 1, 31),
        day(2024, 2, 29),
        day(2024, 3, 31),
        day(2024, 4, 30),
        day(2024, 5, 31),
        day(2024, 6, 30),
        day(2024, 7, 31),
        day(2024, 8, 31),
        day(2024, 9, 30),
        day(2024, 10, 31),
        day(2024, 11, 30),
        // The last of each of four weeks, this one's being today.
        day(2024, 12, 15),
        day(2024, 12, 22),
        // Seven days before today; one of them is a Sunday.
        day(2024, 12, 23),
        day(2024, 12, 24),
        day(2024, 12, 25),
        day(2024, 12, 26),
        day(2024, 12, 27),
        day(2024, 12, 28),
        day(2024, 12, 29),
        day(2024, 12, 30),
    ];
    assert_eq!(days, expected);
}

#[test]
fn the_newest_before_a_loss_outlasts_years_and_a_great_one_the_little_ones() {
    let first = instant("2023-01-01T18:00:00+08:00");
    let records = |day: i64| match day {
        0..100 => 1000,
        100..200 => 400,
        200 => 399,
        _ => 500 + u64::try_from(day).expect("positive"),
    };
    let written: Vec<KeptBackup> = (0..800)
        .map(|day| kept(first + TimeDelta::days(day), records(day)))
        .collect();
    let left = folder(&written);
    for day in [99, 100, 199, 200] {
        assert!(left.contains(&written[day]), "day {day}");
    }
    assert!(!left.contains(&written[98]));
}

#[test]
fn names_tell_the_book_and_the_moment() {
    let book = BookId(Uuid::from_u128(0xabcd_ef01));
    assert_eq!(
        file_name(book, instant(NOON)),
        "genjin-abcdef01-20240816-120000-000.genjin"
    );
}

#[test]
fn a_clock_that_was_set_back_delays_a_backup_by_a_quarter_of_an_hour_at_most() {
    let now = instant(NOON);
    assert_eq!(next_in(Some(now + TimeDelta::days(3650)), now), EVERY);
    assert!(next_in(Some(now - TimeDelta::days(3650)), now) < EVERY);
    assert!(TimeDelta::zero() < next_in(None, now));
}

/// How long each Change of a day's work waits for its backup, given the pauses between them.
fn longest_wait(pauses_s: &[i64]) -> TimeDelta {
    let mut now = instant(NOON);
    let mut last = None;
    let mut oldest: Option<DateTime<FixedOffset>> = None;
    let mut due: Option<DateTime<FixedOffset>> = None;
    let mut longest = TimeDelta::zero();
    let mut back_up = |due: &mut Option<_>, oldest: &mut Option<_>, last: &mut Option<_>| {
        if let (Some(at), Some(since)) = (due.take(), oldest.take()) {
            longest = longest.max(at - since);
            *last = Some(at);
        }
    };
    for pause in pauses_s {
        now += TimeDelta::seconds(*pause);
        if due.is_some_and(|due| due <= now) {
            back_up(&mut due, &mut oldest, &mut last);
        }
        oldest.get_or_insert(now);
        due.get_or_insert_with(|| now + next_in(last, now));
    }
    back_up(&mut due, &mut oldest, &mut last);
    longest
}

proptest! {
    #[test]
    fn no_change_waits_longer_than_a_quarter_of_an_hour(
        pauses in prop::collection::vec(0_i64..3000, 1..300),
    ) {
        let longest = longest_wait(&pauses);
        prop_assert!(longest <= EVERY, "{longest}");
        prop_assert!(TimeDelta::zero() < longest);
    }

    #[test]
    fn neither_the_newest_nor_the_newest_before_a_loss_is_ever_taken_away(
        steps in prop::collection::vec((0_i64..60_000, 0_u64..20), 1..250),
    ) {
        let mut at = instant(NOON);
        let written: Vec<KeptBackup> = steps
            .iter()
            .map(|(minutes, records)| {
                at += TimeDelta::minutes(1 + *minutes / 10);
                kept(at, *records)
            })
            .collect();
        let left = folder(&written);
        prop_assert_eq!(left.last(), written.last());
        let shrunk = |has_shrunk: fn(u64, u64) -> bool| {
            let pair = written
                .windows(2)
                .rfind(|pair| has_shrunk(pair[0].records, pair[1].records));
            pair.map(|pair| pair[0].clone())
        };
        if let Some(before) = shrunk(|a, b| b < a) {
            prop_assert!(left.contains(&before), "{:?}", before);
        }
        // Little losses that came later may together be as great, and then are the newer one.
        if let Some(before) = shrunk(|a, b| 2 * b < a) {
            let is_seen = |pair: &[KeptBackup]| {
                before.at <= pair[0].at && 2 * pair[1].records < pair[0].records
            };
            prop_assert!(left.windows(2).any(is_seen), "{:?}", before);
        }
        prop_assert!(left.len() <= 3 + 7 + 4 + 12 + 4, "{}", left.len());
        // The newest of each of the last seven days before today.
        let today = at.date_naive();
        let days = days_of(&written);
        for day in days.iter().rev().filter(|day| **day != today).take(7) {
            let newest = written.iter().rfind(|one| one.at.date_naive() == *day);
            prop_assert!(newest.is_some_and(|newest| left.contains(newest)), "{day}");
        }
        let of_today = written.iter().rev().filter(|one| one.at.date_naive() == today);
        for one in of_today.take(3) {
            prop_assert!(left.contains(one));
        }
    }
}
