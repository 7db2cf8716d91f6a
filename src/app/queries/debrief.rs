//! The follow-ups of a day, as they are looked back on in the evening.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::today::today;
use crate::app::model::Model;
use crate::domain::capacity::Room;
use crate::domain::communication::Communication;
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;

/// A day looked back on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Debrief {
    /// Whose follow-up was planned for the day, or suggested and fitted, and is not done.
    pub open: Vec<CustomerId>,
    /// With whom something was recorded on the day, the latest first, with the newest of it.
    pub recorded: Vec<(CustomerId, Arc<Communication>)>,
}

/// The moment from which a day is looked back on: now, or the last second of a day that has passed.
pub fn end_of_day(day: NaiveDate, now: Now) -> Now {
    if now.date_naive() <= day {
        return now;
    }
    let midnight = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
    day.and_time(midnight)
        .and_local_timezone(*now.offset())
        .single()
        .unwrap_or(now)
}

/// The day on which a debrief begins: that of the evening, which lasts until 5 in the morning.
pub fn day_of_evening(now: Now) -> NaiveDate {
    let morning = NaiveTime::from_hms_opt(5, 0, 0).unwrap_or_default();
    let today = now.date_naive();
    if now.time() < morning {
        today.pred_opt().unwrap_or(today)
    } else {
        today
    }
}

/// The follow-ups of a day. Whom nobody reached was tried, and is among what is recorded.
pub fn debrief(model: &Model, day: NaiveDate, now: Now) -> Debrief {
    let moment = end_of_day(day, now);
    let of_day = today(model, moment);
    let rule = &model.settings().contact_rule;
    let newest = |id: CustomerId| {
        model
            .timeline(id)
            .find(|one| one.at.local_date() == day && !one.at.is_after(moment))
    };
    let was_tried = |id| newest(id).is_some_and(|one| rule.is_attempt(one.outcome));
    Debrief {
        open: of_day
            .queue
            .iter()
            .filter(|queued| queued.room == Room::Today && !was_tried(queued.customer))
            .map(|queued| queued.customer)
            .collect(),
        recorded: of_day
            .done
            .iter()
            .filter_map(|id| Some((*id, newest(*id)?.clone())))
            .collect(),
    }
}
