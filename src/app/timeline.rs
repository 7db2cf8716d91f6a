//! The communications of one customer in order of time, packed small: the rules walk over all
//! customers at once.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::table::Slot;
use crate::domain::communication::Communication;
use crate::domain::contact_rule::ContactRule;
use crate::domain::id::CommunicationId;
use crate::domain::moment::{Moment, Now};
use crate::domain::order::PutInOrder;

/// One communication on a customer's timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// [`Moment::order`] of the communication.
    order: i64,
    /// The communication's id, which orders equal moments.
    pub id: CommunicationId,
    /// Where the communication is.
    pub slot: Slot,
    /// Its local date in days since the first day of year 1.
    day: i32,
    /// The seconds by which the clocks of the place were ahead of Greenwich; none where the time of
    /// day is not known.
    offset: Option<i32>,
    /// Whether it restarts the days since the last contact.
    pub counts: bool,
    /// Whether it was an attempt that did not reach the customer.
    pub attempt: bool,
}

impl Event {
    /// The event of a communication under a rule of what counts.
    pub fn of(slot: Slot, communication: &Communication, rule: &ContactRule) -> Self {
        let at = communication.at;
        Self {
            order: at.order(),
            id: communication.id,
            slot,
            day: at.local_date().num_days_from_ce(),
            offset: match at {
                Moment::At(instant) => Some(instant.offset().local_minus_utc()),
                Moment::On(_) => None,
            },
            counts: rule.counts(&communication.channel, communication.outcome),
            attempt: rule.is_attempt(communication.outcome),
        }
    }

    /// When it was, to the millisecond, so that the rules need not look at the communication itself.
    pub fn at(&self) -> Moment {
        let instant = || {
            let offset = FixedOffset::east_opt(self.offset?)?;
            let instant = DateTime::from_timestamp_millis(self.order)?;
            Some(Moment::At(instant.with_timezone(&offset)))
        };
        instant().unwrap_or_else(|| Moment::On(date(self.day)))
    }

    /// Whether it lies ahead of the clock.
    pub fn is_after(&self, clock: Clock) -> bool {
        clock.is_before(self.order, self.day, self.offset.is_none())
    }

    /// Whether it happened on the device's today, in the place where it happened.
    pub fn is_on_day_of(&self, clock: Clock) -> bool {
        self.day == clock.today
    }

    fn key(&self) -> (i64, CommunicationId) {
        (self.order, self.id)
    }

    /// Whether this is later than another; equal moments by id.
    pub fn is_later_than(&self, other: &Self) -> bool {
        other.key() < self.key()
    }
}

/// The device's present moment in the units of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    millis: i64,
    today: i32,
}

impl Clock {
    /// The clock that shows this moment.
    pub fn of(now: Now) -> Self {
        Self {
            millis: now.timestamp_millis(),
            today: now.date_naive().num_days_from_ce(),
        }
    }

    /// Whether a moment lies ahead: by its [`Moment::order`], or by its day, in days since the first
    /// day of year 1, where its time is not known.
    pub fn is_before(self, order: i64, day: i32, is_date: bool) -> bool {
        if is_date {
            self.today < day
        } else {
            self.millis < order
        }
    }

    /// The device's today.
    pub fn today(self) -> NaiveDate {
        date(self.today)
    }
}

fn date(day: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or(NaiveDate::MIN)
}

/// One date lasts no longer than this over all offsets that can be written, each below a day.
const WIDEST_DAY_MS: i64 = 3 * 24 * 3600 * 1000;

/// So many events are soonest put in their places one by one.
const A_FEW: usize = 32;

/// The communications of one customer.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// The newest, which is nearly always the only one that the rules look at: kept where they
    /// find it without following a pointer.
    newest: Option<Event>,
    /// All others, the oldest first.
    earlier: Vec<Event>,
}

impl Timeline {
    /// Adds an event at its place.
    pub fn insert(&mut self, event: Event) {
        match self.newest {
            Some(newest) if event.key() < newest.key() => {
                let at = self
                    .earlier
                    .partition_point(|other| other.key() < event.key());
                self.earlier.insert(at, event);
            }
            _ => self.earlier.extend(self.newest.replace(event)),
        }
    }

    /// Adds events in no order, and takes them out of the list. No more room is taken than they need.
    pub fn insert_all(&mut self, events: &mut Vec<Event>) {
        let is_first = self.newest.is_none();
        let room = events.len().saturating_sub(usize::from(is_first));
        self.earlier.reserve_exact(room);
        // Each one behind the last: else most of a long list would be moved along every time.
        if A_FEW < events.len() {
            events.put_in_order_by_key(Event::key);
        }
        for event in events.drain(..) {
            self.insert(event);
        }
    }

    /// Takes out the event of a communication.
    pub fn remove(&mut self, slot: Slot) {
        if self.newest.is_some_and(|newest| newest.slot == slot) {
            self.newest = self.earlier.pop();
        } else {
            self.earlier.retain(|event| event.slot != slot);
        }
    }

    /// All events, the newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Event> {
        self.newest.iter().chain(self.earlier.iter().rev())
    }

    /// The latest event that counts as contact and is not in the future.
    pub fn last_contact(&self, clock: Clock) -> Option<&Event> {
        self.newest_first()
            .find(|event| event.counts && !event.is_after(clock))
    }

    /// Adds the slots of the events that the rules of today and of the next days look at: what lies
    /// ahead or was lately, and the contact before that.
    pub fn front(&self, clock: Clock, slots: &mut Vec<Slot>) {
        for event in self.newest_first() {
            let is_late = clock.millis - WIDEST_DAY_MS <= event.order;
            if is_late || event.counts {
                slots.push(event.slot);
            }
            if !is_late && event.counts {
                return;
            }
        }
    }

    /// The slot of the earliest event.
    pub fn first_slot(&self) -> Option<Slot> {
        Some(self.earlier.first().or(self.newest.as_ref())?.slot)
    }

    /// The local date of the earliest event that is not in the future.
    pub fn first_day(&self, clock: Clock) -> Option<NaiveDate> {
        let first = self.earlier.first().or(self.newest.as_ref())?;
        (!first.is_after(clock)).then(|| date(first.day))
    }

    /// The newest event of the device's today that is not in the future.
    pub fn newest_of_today(&self, clock: Clock) -> Option<&Event> {
        self.newest_first()
            .take_while(|event| clock.millis - WIDEST_DAY_MS <= event.order)
            .find(|event| event.is_on_day_of(clock) && !event.is_after(clock))
    }

    /// Adds the local dates of the contacts that are not in the future, the newest first, as days
    /// since the first day of year 1; of those before a day as many as the last of them may be among.
    pub fn contact_days(&self, clock: Clock, first: i32, days: &mut Vec<i32>) {
        let mut enough = i64::MIN;
        for event in self.newest_first() {
            if event.order < enough {
                return;
            }
            if event.counts && !event.is_after(clock) {
                days.push(event.day);
                if event.day < first && enough == i64::MIN {
                    enough = event.order - WIDEST_DAY_MS;
                }
            }
        }
    }

    /// Whether the newest event that is not in the future was an attempt, and was today.
    pub fn tried_today(&self, clock: Clock) -> bool {
        self.newest_first()
            .find(|event| !event.is_after(clock))
            .is_some_and(|event| event.attempt && event.is_on_day_of(clock))
    }
}
