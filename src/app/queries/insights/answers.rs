//! When customers answer: by day of the week and hour, by the clock where it happened.

use chrono::{Datelike, Timelike};

use super::communications::newest_first;
use super::filter::{InsightFilter, Sieve};
use super::{Counting, Records, next_part};
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::answer_rate::{Attempt, Tally};
use crate::domain::communication::Communication;
use crate::domain::moment::Now;

/// How often somebody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// By hour of the day, then by day of the week from Monday on.
    pub by_hour: Vec<[Tally; 7]>,
    /// Where only the date is known.
    pub without_time: Tally,
    /// All with a time.
    pub total: Tally,
}

/// The count of answers.
#[derive(Debug)]
pub struct CountingAnswers {
    sieve: Sieve,
    next: Slot,
    answers: Answers,
}

impl CountingAnswers {
    /// Begins.
    pub fn new(model: &Model, filter: &InsightFilter, now: Now) -> Self {
        Self {
            sieve: Sieve::new(model, filter, now),
            next: 0,
            answers: Answers {
                by_hour: vec![[Tally::default(); 7]; 24],
                without_time: Tally::default(),
                total: Tally::default(),
            },
        }
    }
}

impl Counting for CountingAnswers {
    type Counted = Answers;

    fn step(&mut self, model: &Model, records: Slot) -> Option<u16> {
        let all = model.communication_slot_count();
        let (slots, reached) = next_part(&mut self.next, records, all);
        for slot in slots {
            let Some(one) = model.communication_at(slot) else {
                continue;
            };
            let Some(answered) = Attempt::answered(one, self.sieve.now) else {
                continue;
            };
            if !self.sieve.admits(model, one) {
                continue;
            }
            let Some((hour, day)) = cell(one) else {
                self.answers.without_time.count(answered);
                continue;
            };
            self.answers.by_hour[hour][day].count(answered);
            self.answers.total.count(answered);
        }
        reached
    }

    fn finish(self) -> Answers {
        self.answers
    }
}

/// The hour and the day of the week, where the time is known.
fn cell(one: &Communication) -> Option<(usize, usize)> {
    let hour = one.at.local_time()?.hour();
    let day = one.at.local_date().weekday().num_days_from_monday();
    Some((usize::try_from(hour).ok()?, usize::try_from(day).ok()?))
}

/// The tries of an hour on a day of the week, 0 for Monday.
pub fn tries_in(
    model: &Model,
    filter: &InsightFilter,
    now: Now,
    (hour, day): (usize, usize),
) -> Records {
    let sieve = Sieve::new(model, filter, now);
    let found = model.communications().filter(|one| {
        cell(one) == Some((hour, day))
            && Attempt::answered(one, now).is_some()
            && sieve.admits(model, one)
    });
    newest_first(&found.map(|one| (one.at, one.id)).collect::<Vec<_>>())
}
