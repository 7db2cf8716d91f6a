//! When a backup is due, and what restoring one would change.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use crate::app::history::History;
use crate::domain::moment::{Now, days_between};
use crate::records::backup::Contents;

/// After how many days, and after how many Changes, a backup is due.
const DUE_DAYS: u32 = 1;
const DUE_CHANGES: usize = 20;
/// After how many days it is urgent.
const URGENT_DAYS: u32 = 7;

/// The last backup that this device saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastBackup {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The place of the newest Change in it.
    pub sequence: u64,
}

/// How much a backup is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupNeed {
    /// Everything is in the last one, or too little has happened since.
    None,
    /// It is time.
    Due {
        /// Changes that are in no backup.
        changes: usize,
    },
    /// It is high time.
    Urgent {
        /// Changes that are in no backup.
        changes: usize,
        /// Days since the last backup, or since the first Change where there never was one.
        days: u32,
    },
}

/// How many Changes are not in the last backup.
pub fn changes_since(history: &History, last: Option<LastBackup>) -> usize {
    let after = last.map_or(0, |last| last.sequence);
    let items = history.items().iter();
    items.filter(|item| after < item.sequence).count()
}

/// How much a backup is needed now.
pub fn backup_need(history: &History, last: Option<LastBackup>, now: Now) -> BackupNeed {
    let after = last.map_or(0, |last| last.sequence);
    let mut unsaved = history.items().iter().filter(|item| after < item.sequence);
    let Some(first) = unsaved.next() else {
        return BackupNeed::None;
    };
    let changes = 1 + unsaved.count();
    let since = last.map_or(first.made_at, |last| last.at);
    let days = days_between(since.date_naive(), now.date_naive());
    if URGENT_DAYS <= days {
        BackupNeed::Urgent { changes, days }
    } else if DUE_DAYS <= days || DUE_CHANGES <= changes {
        BackupNeed::Due { changes }
    } else {
        BackupNeed::None
    }
}

/// What restoring would do to the records of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Difference {
    /// How many there are now.
    pub now: usize,
    /// How many there would be.
    pub then: usize,
    /// Those that only the backup has.
    pub added: usize,
    /// Those that are otherwise in the backup.
    pub changed: usize,
    /// Those that the backup lacks.
    pub removed: usize,
}

/// What restoring would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// Whether the backup is of this Book.
    pub is_same_book: bool,
    /// Customers.
    pub customers: Difference,
    /// Communications.
    pub communications: Difference,
    /// Follow-ups.
    pub follow_ups: Difference,
    /// Needs.
    pub needs: Difference,
    /// Promises.
    pub promises: Difference,
    /// Ratings.
    pub ratings: Difference,
    /// Observed loyalties.
    pub observations: Difference,
    /// Events of the calendar file.
    pub reminders: Difference,
    /// Remembered imports.
    pub sources: Difference,
    /// Whether the settings differ.
    pub settings_differ: bool,
}

impl Comparison {
    /// Compares the Book as it is with a backup.
    pub fn of(now: &Contents, then: &Contents) -> Self {
        let Contents {
            book,
            settings,
            sources,
            customers,
            communications,
            follow_ups,
            needs,
            promises,
            ratings,
            observations,
            reminders,
        } = now;
        Self {
            is_same_book: *book == then.book,
            customers: difference(customers, &then.customers, |one| one.id),
            communications: difference(communications, &then.communications, |one| one.id),
            follow_ups: difference(follow_ups, &then.follow_ups, |one| one.id),
            needs: difference(needs, &then.needs, |one| one.id),
            promises: difference(promises, &then.promises, |one| one.id),
            ratings: difference(ratings, &then.ratings, |one| one.id),
            observations: difference(observations, &then.observations, |one| one.id),
            reminders: difference(reminders, &then.reminders, |one| one.id),
            sources: difference(sources, &then.sources, |one| one.id),
            settings_differ: *settings != then.settings,
        }
    }

    /// Every kind of record.
    fn all(&self) -> [&Difference; 9] {
        let Self {
            is_same_book: _,
            customers,
            communications,
            follow_ups,
            needs,
            promises,
            ratings,
            observations,
            reminders,
            sources,
            settings_differ: _,
        } = self;
        [
            customers,
            communications,
            follow_ups,
            needs,
            promises,
            ratings,
            observations,
            reminders,
            sources,
        ]
    }

    /// How many records would go away, if that is more than half of all.
    pub fn loses_most(&self) -> Option<usize> {
        let now: usize = self.all().iter().map(|one| one.now).sum();
        let removed: usize = self.all().iter().map(|one| one.removed).sum();
        (now < 2 * removed).then_some(removed)
    }

    /// Whether there is no record that the backup could replace.
    pub fn replaces_nothing(&self) -> bool {
        self.all().iter().all(|one| one.now == 0)
    }

    /// Whether the backup is of another Book than one in which there is something.
    pub fn replaces_another_book(&self) -> bool {
        !self.is_same_book && !self.replaces_nothing()
    }

    /// Whether restoring would change nothing.
    pub fn is_same(&self) -> bool {
        let differs = |one: &&Difference| 0 < one.added + one.changed + one.removed;
        self.is_same_book && !self.settings_differ && !self.all().iter().any(differs)
    }
}

fn difference<T: PartialEq, Id: Hash + Eq>(
    now: &[Arc<T>],
    then: &[Arc<T>],
    id: impl Fn(&T) -> Id,
) -> Difference {
    let known: HashMap<Id, &Arc<T>> = now.iter().map(|one| (id(one), one)).collect();
    let (mut kept, mut changed) = (0, 0);
    for one in then {
        if let Some(current) = known.get(&id(one)) {
            kept += 1;
            changed += usize::from(*current != one);
        }
    }
    Difference {
        now: now.len(),
        then: then.len(),
        added: then.len() - kept,
        changed,
        removed: now.len().saturating_sub(kept),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::app::history::HistoryItem;
    use crate::domain::change::{Deed, Label};
    use crate::domain::customer::Customer;
    use crate::domain::id::{BookId, ChangeId, CustomerId};

    fn day(day: u32) -> Now {
        let text = format!("2026-11-{day:02}T12:00:00+08:00");
        DateTime::parse_from_rfc3339(&text).expect("a moment")
    }

    fn history(changes: u64, on: u32) -> History {
        let item = |sequence| HistoryItem {
            sequence,
            id: ChangeId(Uuid::from_u128(u128::from(sequence))),
            made_at: day(on),
            label: Label {
                deed: Deed::EditCustomer,
                subject: String::new(),
                count: 1,
            },
            undoes: None,
        };
        History::of((1..=changes).map(item).collect())
    }

    #[test]
    fn changes_are_counted_from_the_last_backup_on() {
        let last = |sequence| LastBackup {
            at: day(1),
            sequence,
        };
        assert_eq!(changes_since(&history(3, 1), None), 3);
        assert_eq!(changes_since(&history(3, 1), Some(last(1))), 2);
        assert_eq!(changes_since(&history(3, 1), Some(last(3))), 0);
        assert_eq!(changes_since(&history(0, 1), None), 0);
    }

    #[test]
    fn a_backup_is_due_after_a_day_or_twenty_changes_and_urgent_after_a_week() {
        let saved = |on, sequence| {
            Some(LastBackup {
                at: day(on),
                sequence,
            })
        };
        for (changes, last, today, expected) in [
            (0, None, 20, BackupNeed::None),
            (3, None, 1, BackupNeed::None),
            (3, None, 2, BackupNeed::Due { changes: 3 }),
            (20, None, 1, BackupNeed::Due { changes: 20 }),
            (3, saved(1, 3), 20, BackupNeed::None),
            (4, saved(1, 3), 2, BackupNeed::Due { changes: 1 }),
            (4, saved(1, 3), 7, BackupNeed::Due { changes: 1 }),
            (
                4,
                saved(1, 3),
                8,
                BackupNeed::Urgent {
                    changes: 1,
                    days: 7,
                },
            ),
            (
                1,
                None,
                9,
                BackupNeed::Urgent {
                    changes: 1,
                    days: 8,
                },
            ),
        ] {
            assert_eq!(
                backup_need(&history(changes, 1), last, day(today)),
                expected
            );
        }
    }

    #[test]
    fn a_comparison_counts_what_is_new_changed_and_missing() {
        let customer =
            |id, name: &str| Arc::new(Customer::named(CustomerId(Uuid::from_u128(id)), name));
        let contents = |customers| Contents {
            book: BookId(Uuid::nil()),
            settings: Arc::default(),
            sources: Vec::new(),
            customers,
            communications: Vec::new(),
            follow_ups: Vec::new(),
            needs: Vec::new(),
            promises: Vec::new(),
            ratings: Vec::new(),
            observations: Vec::new(),
            reminders: Vec::new(),
        };
        let now = contents(vec![customer(1, "a"), customer(2, "b"), customer(3, "c")]);
        let then = contents(vec![customer(2, "b"), customer(3, "C"), customer(4, "d")]);
        let compared = Comparison::of(&now, &then);
        assert_eq!(
            compared.customers,
            Difference {
                now: 3,
                then: 3,
                added: 1,
                changed: 1,
                removed: 1,
            }
        );
        assert!(!compared.is_same());
        assert_eq!(compared.loses_most(), None);
        let little = Comparison::of(&now, &contents(vec![customer(1, "a")]));
        assert_eq!(little.loses_most(), Some(2));
        let half = contents(vec![customer(1, "a"), customer(2, "b")]);
        assert_eq!(Comparison::of(&now, &half).loses_most(), None);
        let nothing = contents(Vec::new());
        assert_eq!(Comparison::of(&nothing, &now).loses_most(), None);
        assert_eq!(
            Comparison::of(&half, &contents(vec![customer(2, "b")])).loses_most(),
            None
        );
        assert!(Comparison::of(&now, &now).is_same());
        let another = Contents {
            book: BookId(Uuid::from_u128(9)),
            ..now.clone()
        };
        assert!(Comparison::of(&now, &another).replaces_another_book());
        assert!(!Comparison::of(&nothing, &another).replaces_another_book());
        assert!(Comparison::of(&nothing, &another).replaces_nothing());
        assert!(!Comparison::of(&now, &nothing).replaces_nothing());
        assert!(!Comparison::of(&now, &then).replaces_another_book());
    }
}
