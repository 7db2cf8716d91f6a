//! A policy replayed over the Book's own history: asked for against done, day by day.
//!
//! What is replayed is [`domain::replay`](crate::domain::replay). What was *done* on a day is the
//! number of customers with whom something was logged for it that counts as contact, each once,
//! whatever was said how often. A firm's rules count from the contacts of its people where the
//! settings say so, but only the person was contacted. Both sides leave out the same customers: those
//! in the trash and those who must not be contacted.

use std::sync::Arc;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::app::model::{ContactDays, Model};
use crate::app::table::Slot;
use crate::domain::follow_up::Action;
use crate::domain::moment::Now;
use crate::domain::replay::{Period, Replay};
use crate::domain::settings::Settings;

/// Up to so many days each has a column of its own; more are put together by weeks.
const DAILY: usize = 92;

/// The replay of the policy in force and of one under edit, going on in parts.
#[derive(Debug)]
pub struct Replaying {
    now: Now,
    period: Period,
    next: Slot,
    done: Vec<u32>,
    in_force: Replay,
    edited: Option<Replay>,
    days: ContactDays,
}

/// What a replay came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    /// Over which days.
    pub period: Period,
    /// How many customers were contacted on each day.
    pub done: Vec<u32>,
    /// What the policy in force would have asked for.
    pub in_force: Asked,
    /// What the one under edit would have asked for.
    pub edited: Option<Asked>,
}

/// What a policy would have asked for on each day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// By action, in the order of the policies; what was never asked for is left out.
    pub by_action: Vec<(Action, Vec<u32>)>,
    /// Of all actions.
    pub all: Vec<u32>,
}

/// Days that share a column of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The places of its days in the period: from this one
    pub from: usize,
    /// up to, and without, this one.
    pub to: usize,
}

/// The last so many months up to today.
pub fn months_up_to(now: Now, months: u32) -> Period {
    let today = now.date_naive();
    let before = today.checked_sub_months(Months::new(months));
    let first = before.and_then(|date| date.checked_add_days(Days::new(1)));
    Period::new(first.unwrap_or(today), today)
}

impl Replaying {
    /// Begins to replay the Book's own policy, and one under edit, over a period.
    pub fn new(model: &Model, edited: Option<Arc<Settings>>, period: Period, now: Now) -> Self {
        Self {
            now,
            period,
            next: 0,
            done: vec![0; period.days()],
            in_force: Replay::new(model.settings(), period),
            edited: edited.map(|settings| Replay::new(&settings, period)),
            days: ContactDays::default(),
        }
    }

    /// Goes on with so many customers; how far it has come then, in thousandths, or `None` at the end.
    pub fn step(&mut self, model: &Model, customers: Slot) -> Option<u16> {
        let first = self.period.first_day();
        let all = model.customer_slot_count();
        let end = self.next.saturating_add(customers).min(all);
        for slot in self.next..end {
            let customer = model.customer_at(slot);
            let Some(customer) = customer.filter(|one| one.trashed_at.is_none()) else {
                continue;
            };
            if customer.consent.do_not_contact {
                continue;
            }
            model.contact_days(slot, first, self.now, &mut self.days);
            self.days.own.dedup();
            for day in &self.days.own {
                if let Some(place) = self.period.place(*day) {
                    self.done[place] += 1;
                }
            }
            self.in_force.add(customer, &self.days.counted);
            if let Some(edited) = &mut self.edited {
                edited.add(customer, &self.days.counted);
            }
        }
        self.next = end;
        let thousandths = u64::from(end) * 1000 / u64::from(all).max(1);
        (end < all).then(|| u16::try_from(thousandths).unwrap_or(1000))
    }

    /// What it came to.
    pub fn finish(self) -> Replayed {
        let days = self.period.days();
        Replayed {
            period: self.period,
            done: self.done,
            in_force: Asked::of(self.in_force, days),
            edited: self.edited.map(|edited| Asked::of(edited, days)),
        }
    }
}

impl Asked {
    fn of(replay: Replay, days: usize) -> Self {
        let mut by_action = replay.finish();
        by_action.retain(|(_, counts)| counts.iter().any(|count| 0 < *count));
        let mut all = vec![0; days];
        for (_, counts) in &by_action {
            for (sum, count) in all.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        Self { by_action, all }
    }
}

impl Replayed {
    /// The columns of a chart: days, or in a long period weeks from Monday on, of which the first and
    /// the last may be cut short.
    pub fn columns(&self) -> Vec<Column> {
        let days = self.period.days();
        let mut columns: Vec<Column> = Vec::new();
        for place in 0..days {
            let begins = days <= DAILY
                || self.period.date(place).weekday() == chrono::Weekday::Mon
                || columns.is_empty();
            match columns.last_mut() {
                Some(column) if !begins => column.to = place + 1,
                _ => columns.push(Column {
                    from: place,
                    to: place + 1,
                }),
            }
        }
        columns
    }

    /// Whether each column is a week.
    pub fn is_weekly(&self) -> bool {
        DAILY < self.period.days()
    }

    /// The first day of a column.
    pub fn begins_on(&self, column: Column) -> NaiveDate {
        self.period.date(column.from)
    }
}

/// How many there were a day in a column, in tenths, rounded.
pub fn tenths_a_day(counts: &[u32], column: Column) -> u64 {
    let sum: u64 = counts
        .get(column.from..column.to)
        .unwrap_or_default()
        .iter()
        .map(|count| u64::from(*count))
        .sum();
    let days = u64::try_from(column.to.saturating_sub(column.from)).unwrap_or(0);
    (20 * sum + days) / (2 * days.max(1))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::domain::change::{Edit, Edited};
    use crate::domain::channel::Channel;
    use crate::domain::communication::Communication;
    use crate::domain::customer::Customer;
    use crate::domain::id::{CommunicationId, CustomerId};
    use crate::domain::moment::Moment;
    use crate::domain::outcome::Outcome;
    use crate::domain::policy::{Policy, Rule};

    fn noon() -> Now {
        DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment")
    }

    fn customer(id: u128) -> Customer {
        Customer::named(CustomerId(Uuid::from_u128(id)), "Ada")
    }

    fn call(id: u128, with: u128, date: &str) -> Communication {
        Communication {
            id: CommunicationId(Uuid::from_u128(id)),
            customers: vec![CustomerId(Uuid::from_u128(with))],
            at: Moment::On(date.parse().expect("a date")),
            channel: Channel::Phone,
            direction: None,
            outcome: None,
            content: "words".to_owned(),
            line: String::new(),
            sentiment: None,
            duration_seconds: None,
            executes: None,
            origin: None,
            trashed_at: None,
        }
    }

    fn model(customers: Vec<Customer>, calls: Vec<Communication>) -> Model {
        let mut model = Model::default();
        let customers = customers.into_iter();
        let calls = calls.into_iter();
        let edits: Vec<Edit> = customers
            .map(|one| Edit::Customer(Edited::made(one)))
            .chain(calls.map(|one| Edit::Communication(Edited::made(one))))
            .collect();
        model.apply_edits(&edits);
        model
    }

    fn replay(model: &Model, edited: Option<Settings>, months: u32) -> Replayed {
        let period = months_up_to(noon(), months);
        let mut replaying = Replaying::new(model, edited.map(Arc::new), period, noon());
        while replaying.step(model, 1).is_some() {}
        replaying.finish()
    }

    fn sums(asked: &Asked) -> Vec<(Action, u32)> {
        let by_action = asked.by_action.iter();
        by_action
            .map(|(action, counts)| (action.clone(), counts.iter().sum()))
            .collect()
    }

    #[test]
    fn asked_stands_beside_done_for_the_policy_in_force_and_the_one_under_edit() {
        let mut busy = call(9, 1, "2024-08-10");
        busy.outcome = Some(Outcome::Busy);
        let mut trashed = call(10, 1, "2024-08-11");
        trashed.trashed_at = Some(noon());
        let model = model(
            vec![customer(1), customer(2)],
            vec![
                call(1, 1, "2024-08-01"),
                call(2, 1, "2024-08-01"),
                call(3, 1, "2024-08-09"),
                call(4, 2, "2024-08-13"),
                call(5, 2, "2024-08-17"),
                busy,
                trashed,
            ],
        );
        let mut edited = Settings::default();
        edited.policies.default = Policy::new(vec![Rule {
            more_than_days: 6,
            action: Action::Visit,
            name: String::new(),
        }])
        .expect("one");
        let found = replay(&model, Some(edited), 3);
        assert_eq!(
            found.done.iter().sum::<u32>(),
            3,
            "two of a day are one, attempts and plans none"
        );
        assert_eq!(
            sums(&found.in_force),
            [(Action::Visit, 1), (Action::Call, 2)]
        );
        assert_eq!(sums(&found.edited.expect("one")), [(Action::Visit, 2)]);
    }

    #[test]
    fn a_firm_is_asked_for_by_the_contacts_of_its_people_who_alone_did_them() {
        let mut ada = customer(1);
        ada.firm = Some(customer(2).id);
        let model = model(
            vec![ada, customer(2)],
            vec![call(1, 1, "2024-08-01"), call(2, 2, "2024-08-04")],
        );
        let found = replay(&model, None, 3);
        assert_eq!(found.done.iter().sum::<u32>(), 2);
        // Ada from the 1st on; the firm from the 4th on, for the gap before it was too short.
        assert_eq!(
            sums(&found.in_force),
            [(Action::Visit, 2), (Action::Call, 2)]
        );
    }

    #[test]
    fn long_periods_are_put_together_by_weeks_from_monday_on() {
        let found = replay(&model(Vec::new(), Vec::new()), None, 12);
        assert_eq!(found.period.days(), 366);
        let columns = found.columns();
        assert!(found.is_weekly());
        assert_eq!(columns.len(), 53);
        assert_eq!(found.begins_on(columns[1]).to_string(), "2023-08-21");
        assert_eq!((columns[0].from, columns[52].to), (0, 366));
        let short = replay(&model(Vec::new(), Vec::new()), None, 3);
        assert_eq!((short.is_weekly(), short.columns().len()), (false, 92));
    }

    #[test]
    fn a_mean_is_rounded_to_tenths() {
        let whole = Column { from: 0, to: 3 };
        assert_eq!(tenths_a_day(&[1, 1, 0], whole), 7);
        assert_eq!(tenths_a_day(&[5, 0, 0], Column { from: 0, to: 1 }), 50);
        assert_eq!(tenths_a_day(&[], Column { from: 0, to: 0 }), 0);
    }
}
