//! The Changes of a Book in order, and which of them Ctrl+Z and Ctrl+Y mean.

use std::collections::HashSet;

use chrono::TimeDelta;

use crate::domain::change::{Change, Label};
use crate::domain::id::ChangeId;
use crate::domain::moment::Now;

/// Two years: who kept a Book and left it for so long will not mind a look at the clock.
const LONG_DAYS: i64 = 731;

/// A Change as the history lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryItem {
    /// Its place in the log.
    pub sequence: u64,
    /// Its identity.
    pub id: ChangeId,
    /// When it was made, by the device's clock.
    pub made_at: Now,
    /// What the user did.
    pub label: Label,
    /// The Change that it takes back.
    pub undoes: Option<ChangeId>,
}

impl HistoryItem {
    /// The list entry of a Change at its place in the log.
    pub fn of(change: &Change, sequence: u64) -> Self {
        Self {
            sequence,
            id: change.id,
            made_at: change.made_at,
            label: change.label.clone(),
            undoes: change.undoes,
        }
    }
}

/// What a Change is to the one at the end of its chain of undoings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is that one.
    Done,
    /// It takes it back.
    Undone,
    /// It does it again.
    DoneAgain,
}

/// All Changes, oldest first, with what can be undone and redone.
///
/// It is worked out from the log alone, so that undo outlasts a reload and is the same in all tabs.
#[derive(Debug, Clone, Default)]
pub struct History {
    items: Vec<HistoryItem>,
    undoable: Vec<ChangeId>,
    redoable: Vec<ChangeId>,
}

impl History {
    /// The history of these Changes, oldest first.
    pub fn of(items: Vec<HistoryItem>) -> Self {
        let mut history = Self::default();
        for item in items {
            history.push(item);
        }
        history
    }

    /// Adds the newest Change.
    pub fn push(&mut self, item: HistoryItem) {
        match item.undoes {
            None => {
                self.undoable.push(item.id);
                self.redoable.clear();
            }
            Some(target) => {
                if let Some(at) = self.redoable.iter().rposition(|id| *id == target) {
                    self.redoable.remove(at);
                    self.undoable.push(item.id);
                } else {
                    // Nearly always the last.
                    if let Some(at) = self.undoable.iter().rposition(|id| *id == target) {
                        self.undoable.remove(at);
                    }
                    self.redoable.push(item.id);
                }
            }
        }
        self.items.push(item);
    }

    /// Adds Changes that came before all others.
    pub fn prepend(&mut self, mut older: Vec<HistoryItem>) {
        older.append(&mut self.items);
        *self = Self::of(older);
    }

    /// All Changes, oldest first.
    pub fn items(&self) -> &[HistoryItem] {
        &self.items
    }

    /// The Change that Ctrl+Z takes back: the newest one not yet taken back.
    pub fn undoable(&self) -> Option<&HistoryItem> {
        self.undoable.last().and_then(|id| self.item(*id))
    }

    /// The undoing that Ctrl+Y takes back. A new Change ends redo.
    pub fn redoable(&self) -> Option<&HistoryItem> {
        self.redoable.last().and_then(|id| self.item(*id))
    }

    /// The Change with this id.
    pub fn item(&self, id: ChangeId) -> Option<&HistoryItem> {
        self.items.iter().rev().find(|item| item.id == id)
    }

    /// The Change at this place in the log.
    pub fn at(&self, sequence: u64) -> Option<&HistoryItem> {
        let place = self.items.partition_point(|item| item.sequence < sequence);
        self.items
            .get(place)
            .filter(|item| item.sequence == sequence)
    }

    /// What the user did first of all where Changes were taken back and done again: the label of
    /// the Change at the end of the chain of undoings, and what this one is to it.
    pub fn told<'a>(&'a self, item: &'a HistoryItem) -> (Turn, &'a Label) {
        let mut turn = Turn::Done;
        let mut current = item;
        let mut seen = HashSet::new();
        while let Some(target) = current.undoes {
            if !seen.insert(target) {
                break;
            }
            turn = match turn {
                Turn::Undone => Turn::DoneAgain,
                Turn::Done | Turn::DoneAgain => Turn::Undone,
            };
            let Some(earlier) = self.item(target) else {
                break;
            };
            current = earlier;
        }
        (turn, &current.label)
    }

    /// Whether the newest Change was made more than a day ahead of the clock: then the clock is
    /// wrong, or was when that Change was made, and the days since the last contact with it.
    pub fn is_ahead_of(&self, now: Now) -> bool {
        let latest = now + TimeDelta::days(1);
        self.items
            .last()
            .is_some_and(|newest| latest < newest.made_at)
    }

    /// Whether the newest Change is years old by the clock: either nobody was here for long, or the
    /// clock is wrong, and the days since the last contact with it.
    pub fn is_long_before(&self, now: Now) -> bool {
        let earliest = now - TimeDelta::days(LONG_DAYS);
        self.items
            .last()
            .is_some_and(|newest| newest.made_at < earliest)
    }

    /// Whether this Change can be taken back from the list.
    pub fn can_undo(&self, id: ChangeId) -> bool {
        self.undoable.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::change::Deed;

    fn item(id: u128, undoes: Option<u128>) -> HistoryItem {
        HistoryItem {
            sequence: u64::try_from(id).expect("small"),
            id: ChangeId(Uuid::from_u128(id)),
            made_at: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
            label: Label {
                deed: if undoes.is_some() {
                    Deed::Undo
                } else {
                    Deed::LogCommunication
                },
                subject: id.to_string(),
                count: 1,
            },
            undoes: undoes.map(|id| ChangeId(Uuid::from_u128(id))),
        }
    }

    fn check(items: &[(u128, Option<u128>)], undoable: Option<u128>, redoable: Option<u128>) {
        let history = History::of(
            items
                .iter()
                .map(|(id, undoes)| item(*id, *undoes))
                .collect(),
        );
        let number = |item: Option<&HistoryItem>| item.map(|item| item.id.0.as_u128());
        assert_eq!(number(history.undoable()), undoable, "undo after {items:?}");
        assert_eq!(number(history.redoable()), redoable, "redo after {items:?}");
    }

    #[test]
    fn undo_and_redo_walk_the_log() {
        check(&[], None, None);
        check(&[(1, None), (2, None)], Some(2), None);
        check(&[(1, None), (2, None), (3, Some(2))], Some(1), Some(3));
        check(
            &[(1, None), (2, None), (3, Some(2)), (4, Some(1))],
            None,
            Some(4),
        );
        // Redo of the newest undoing, then of the one before.
        check(
            &[
                (1, None),
                (2, None),
                (3, Some(2)),
                (4, Some(1)),
                (5, Some(4)),
            ],
            Some(5),
            Some(3),
        );
        // A redone Change can be undone again.
        check(
            &[(1, None), (2, Some(1)), (3, Some(2)), (4, Some(3))],
            None,
            Some(4),
        );
    }

    #[test]
    fn a_new_change_ends_redo() {
        check(&[(1, None), (2, Some(1)), (3, None)], Some(3), None);
    }

    #[test]
    fn an_older_change_can_be_undone_alone() {
        check(&[(1, None), (2, None), (3, Some(1))], Some(2), Some(3));
    }

    #[test]
    fn a_clock_set_back_by_more_than_a_day_is_noticed() {
        let history = History::of(vec![item(1, None)]);
        let made_at = history.items()[0].made_at;
        assert!(!history.is_ahead_of(made_at - TimeDelta::days(1)));
        assert!(history.is_ahead_of(made_at - TimeDelta::days(1) - TimeDelta::seconds(1)));
    }

    #[test]
    fn a_clock_set_forward_by_years_is_noticed() {
        let history = History::of(vec![item(1, None)]);
        let made_at = history.items()[0].made_at;
        assert!(!history.is_long_before(made_at + TimeDelta::days(731)));
        assert!(history.is_long_before(made_at + TimeDelta::days(732)));
        assert!(!History::default().is_long_before(made_at));
    }

    #[test]
    fn the_label_of_a_redone_change_is_the_first_one() {
        let history = History::of(vec![item(1, None), item(2, Some(1)), item(3, Some(2))]);
        let told = |at: u64| {
            let (turn, label) = history.told(history.at(at).expect("it is there"));
            (turn, label.subject.as_str())
        };
        assert_eq!(told(1), (Turn::Done, "1"));
        assert_eq!(told(2), (Turn::Undone, "1"));
        assert_eq!(told(3), (Turn::DoneAgain, "1"));
    }
}
