//! What the debrief holds while it is filled in, and the command that it comes to.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::app::commands::debrief::{Came, DebriefDraft, DebriefLine};
use crate::domain::id::CustomerId;
use crate::ui::keys::Deed;

/// All that was marked and typed, which is also the draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct DebriefForm {
    /// By day and customer, because another day may be looked at in between.
    rows: BTreeMap<String, Row>,
}

/// What was marked and typed for one follow-up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    /// What came of it.
    pub(super) mark: Option<Mark>,
    /// What was said, or why it was moved.
    pub(super) words: String,
}

/// What came of a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Mark {
    Happened,
    NoAnswer,
    /// To so many days after the day of the debrief, or after today where that is later.
    Moved(u8),
    Ignored,
}

impl Mark {
    /// The mark of a key, in lower case as keys arrive.
    pub(super) fn of(deed: Deed) -> Option<Self> {
        Some(match deed {
            Deed::Happened => Self::Happened,
            Deed::NoAnswer => Self::NoAnswer,
            Deed::MoveToTomorrow => Self::Moved(1),
            Deed::MoveByDays => Self::Moved(3),
            Deed::MoveByWeek => Self::Moved(7),
            Deed::Ignore => Self::Ignored,
            _ => return None,
        })
    }

    /// The day to which it was moved, from the evening of `day`.
    pub(super) fn moved_to(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Moved(days) => Some(day + Days::new(days.into())),
            _ => None,
        }
    }

    fn came(self, day: NaiveDate) -> Option<Came> {
        Some(match self {
            Self::Happened => Came::Happened,
            Self::NoAnswer => Came::NoAnswer,
            Self::Moved(_) => Came::MovedTo(self.moved_to(day)?),
            Self::Ignored => return None,
        })
    }
}

fn key(day: NaiveDate, customer: CustomerId) -> String {
    format!("{day}/{customer}")
}

impl DebriefForm {
    /// Whether it holds anything that would be missed.
    pub(super) fn is_worth_keeping(&self) -> bool {
        self.rows
            .values()
            .any(|row| row.mark.is_some() || !row.words.trim().is_empty())
    }

    /// What was marked and typed for a customer.
    pub(super) fn row(&self, day: NaiveDate, customer: CustomerId) -> Row {
        self.rows
            .get(&key(day, customer))
            .cloned()
            .unwrap_or_default()
    }

    /// The same with one row changed.
    pub(super) fn with(
        &self,
        day: NaiveDate,
        customer: CustomerId,
        change: impl FnOnce(&mut Row),
    ) -> Self {
        let mut next = self.clone();
        let row = next.rows.entry(key(day, customer)).or_default();
        change(row);
        if *row == Row::default() {
            next.rows.remove(&key(day, customer));
        }
        next
    }

    /// The same without what was saved.
    pub(super) fn without<'a>(
        &self,
        day: NaiveDate,
        saved: impl Iterator<Item = &'a CustomerId>,
    ) -> Self {
        let mut next = self.clone();
        for customer in saved {
            next.rows.remove(&key(day, *customer));
        }
        next
    }

    /// The words of a day that were typed for customers who are not among these any more.
    pub(super) fn left_over(
        &self,
        day: NaiveDate,
        open: &[CustomerId],
    ) -> Vec<(CustomerId, String)> {
        let of_day = format!("{day}/");
        self.rows
            .iter()
            .filter(|(_, row)| !row.words.trim().is_empty())
            .filter_map(|(key, row)| Some((key.strip_prefix(&of_day)?.parse().ok()?, row)))
            .filter(|(customer, _)| !open.contains(customer))
            .map(|(customer, row)| (customer, row.words.clone()))
            .collect()
    }

    /// What is to be saved of these customers. A day moved to is never before `today`.
    pub(super) fn draft<'a>(
        &self,
        day: NaiveDate,
        today: NaiveDate,
        customers: impl Iterator<Item = &'a CustomerId>,
    ) -> DebriefDraft {
        let mut lines = BTreeMap::new();
        for customer in customers {
            let row = self.row(day, *customer);
            let Some(came) = row.mark.and_then(|mark| mark.came(moved_from(day, today))) else {
                continue;
            };
            lines.insert(
                *customer,
                DebriefLine {
                    came,
                    words: row.words,
                },
            );
        }
        DebriefDraft { day, lines }
    }
}

/// The day from which "tomorrow" is counted: that of the debrief, but for an older one the day
/// before today, so that nothing is moved into the past.
pub(super) fn moved_from(day: NaiveDate, today: NaiveDate) -> NaiveDate {
    day.max(today.pred_opt().unwrap_or(today))
}
