//! The next calendar file: all that is due as events, and what of them a calendar does not know yet.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{NaiveTime, Timelike};

use crate::app::model::Model;
use crate::app::ports::Environment;
use crate::app::queries::today::today;
use crate::domain::capacity::Room;
use crate::domain::customer::Customer;
use crate::domain::follow_up::{Action, FollowUp};
use crate::domain::id::{CustomerId, FollowUpId, ReminderId};
use crate::domain::moment::Now;
use crate::domain::order::PutInOrder;
use crate::domain::queue::Group;
use crate::domain::reminder::Reminder;
use crate::formats::calendar::{CalendarEvent, EventTime, EventWords};

/// How long an event with a time takes that is no visit, in minutes.
const SHORT: u16 = 15;
/// How long before an event with a time its alarm rings, in minutes.
const BEFORE: u16 = 15;
/// For how many days a cancellation is written again: somebody may leave out a file.
const CANCELLED_DAYS: i64 = 31;

/// Whether what the rules suggest for today is written too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suggestions {
    /// As many as the day holds.
    Included,
    /// Only what was planned by hand.
    LeftOut,
}

/// The next calendar file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarPlan {
    /// Its events, the earliest first.
    pub events: Vec<CalendarEvent>,
    /// What is to be remembered of them once the file was given.
    pub remember: Vec<Reminder>,
    /// How many of them a calendar does not know yet.
    pub counts: CalendarCounts,
}

/// What is new in a calendar file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CalendarCounts {
    /// Events that stood in no file yet, or were cancelled in the last.
    pub new: usize,
    /// Events that say something else than in the last file.
    pub changed: usize,
    /// Events that are withdrawn.
    pub cancelled: usize,
    /// Events that are as they were.
    pub unchanged: usize,
}

/// The next calendar file; `words` says what an event is called. A customer who is not to be
/// contacted has none.
pub fn calendar_plan(
    model: &Model,
    env: &dyn Environment,
    suggestions: Suggestions,
    words: &dyn Fn(&Customer, Option<&Action>, &str) -> EventWords,
) -> CalendarPlan {
    let mut plan = CalendarPlan::default();
    let mut written = BTreeSet::new();
    for follow_up in model.all_follow_ups() {
        let Some(customer) = reachable(model, follow_up.customer) else {
            continue;
        };
        if follow_up.is_open() {
            let when = when(model, env, customer, follow_up);
            let words = words(customer, Some(&follow_up.action), &follow_up.note);
            let id = ReminderId(follow_up.id.0);
            written.insert(id);
            plan.add(model, id, when, words);
        }
    }
    if suggestions == Suggestions::Included {
        for (id, action) in suggested(model, env) {
            let Some(customer) = reachable(model, id) else {
                continue;
            };
            let when = EventTime::Day {
                day: env.now().date_naive(),
                rings_at: work_begins(model),
            };
            let id = ReminderId(id.0);
            written.insert(id);
            plan.add(model, id, when, words(customer, Some(&action), ""));
        }
    }
    let oldest = env.now().date_naive() - chrono::TimeDelta::days(CANCELLED_DAYS);
    for reminder in model.reminders() {
        if !written.contains(&reminder.id) && oldest <= reminder.day {
            let name = named(model, reminder.id);
            plan.withdraw(reminder, name.map(|one| words(one, None, "")));
        }
    }
    plan.events
        .put_in_order_by_key(|event| (event.when.day(), event.is_cancelled, event.id));
    plan.remember.put_in_order_by_key(|reminder| reminder.id);
    plan
}

impl CalendarPlan {
    fn add(&mut self, model: &Model, id: ReminderId, when: EventTime, words: EventWords) {
        let mut event = CalendarEvent {
            id,
            sequence: 0,
            when,
            words,
            is_cancelled: false,
        };
        let content = event.content();
        match model.reminder(id) {
            Some(last) if last.content == content && !last.is_cancelled => {
                event.sequence = last.sequence;
                self.counts.unchanged += 1;
                self.events.push(event);
                return;
            }
            Some(last) => {
                event.sequence = last.sequence.saturating_add(1);
                if last.is_cancelled {
                    self.counts.new += 1;
                } else {
                    self.counts.changed += 1;
                }
            }
            None => self.counts.new += 1,
        }
        self.remember.push(Reminder {
            id,
            sequence: event.sequence,
            content,
            day: when.day(),
            is_cancelled: false,
        });
        self.events.push(event);
    }

    fn withdraw(&mut self, last: &Reminder, words: Option<EventWords>) {
        let mut sequence = last.sequence;
        if !last.is_cancelled {
            sequence = sequence.saturating_add(1);
            self.counts.cancelled += 1;
            self.remember.push(Reminder {
                sequence,
                is_cancelled: true,
                ..last.clone()
            });
        }
        self.events.push(CalendarEvent {
            id: last.id,
            sequence,
            when: EventTime::Day {
                day: last.day,
                rings_at: 0,
            },
            words: words.unwrap_or_default(),
            is_cancelled: true,
        });
    }
}

/// The customer, if it may be contacted.
fn reachable(model: &Model, id: CustomerId) -> Option<&Customer> {
    let customer = model.customer(id)?;
    let is_reachable = customer.trashed_at.is_none() && !customer.consent.do_not_contact;
    is_reachable.then_some(customer)
}

/// Whom an event that was written once was about.
fn named(model: &Model, id: ReminderId) -> Option<&Customer> {
    let of_follow_up = model
        .follow_up(FollowUpId(id.0))
        .map(|follow_up| follow_up.customer);
    let customer = model.customer(of_follow_up.unwrap_or(CustomerId(id.0)));
    customer.map(AsRef::as_ref)
}

/// When the event of a follow-up is. What is overdue comes on the day of the file, because an alarm
/// of the past does not ring; so does what falls into a pause at its end.
fn when(
    model: &Model,
    env: &dyn Environment,
    customer: &Customer,
    follow_up: &FollowUp,
) -> EventTime {
    let now = env.now();
    let shows_on = follow_up.shows_on();
    let paused_until = customer.consent.paused_until.unwrap_or(shows_on);
    let day = shows_on.max(paused_until).max(now.date_naive());
    let time = follow_up.due_at.filter(|_| day == follow_up.due_on);
    let starts = time.map(|time| env.resolve(day.and_time(time)));
    match starts {
        // A time of this morning has passed as well.
        Some(starts) if now < starts => EventTime::At {
            starts,
            minutes: if follow_up.action == Action::Visit {
                model.settings().round.visit_minutes
            } else {
                SHORT
            },
            rings_before: BEFORE,
        },
        _ => EventTime::Day {
            day,
            rings_at: work_begins(model),
        },
    }
}

/// The open follow-ups whose time came after one instant and up to another.
pub fn due_between(
    model: &Model,
    env: &dyn Environment,
    after: Now,
    until: Now,
) -> Vec<Arc<FollowUp>> {
    let is_due = |follow_up: &&Arc<FollowUp>| {
        let (Some(time), Some(customer)) = (follow_up.due_at, reachable(model, follow_up.customer))
        else {
            return false;
        };
        let is_put_off = follow_up.shows_on() != follow_up.due_on
            || customer
                .consent
                .paused_until
                .is_some_and(|until| follow_up.due_on < until);
        // Most are of other days, for which the browser need not be asked.
        let is_near = (follow_up.due_on - until.date_naive()).num_days().abs() <= 1;
        if !follow_up.is_open() || is_put_off || !is_near {
            return false;
        }
        let due = env.resolve(follow_up.due_on.and_time(time));
        after < due && due <= until
    };
    model.all_follow_ups().filter(is_due).cloned().collect()
}

/// The begin of the working day, in minutes after midnight.
fn work_begins(model: &Model) -> u16 {
    minutes(model.settings().working_hours.from)
}

/// Whole minutes after midnight.
pub fn minutes(time: NaiveTime) -> u16 {
    u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(0)
}

/// What the rules suggest for today, as much as the day holds.
fn suggested(model: &Model, env: &dyn Environment) -> Vec<(CustomerId, Action)> {
    let now = env.now();
    let queue = today(model, now).queue.into_iter();
    queue
        .filter(|queued| {
            let is_suggested = matches!(queued.group, Group::Suggested | Group::FirstContact);
            is_suggested && queued.room == Room::Today
        })
        .filter_map(|queued| {
            let standing = model.standing(queued.customer, now)?;
            Some((queued.customer, standing.action_today()?.clone()))
        })
        .collect()
}
