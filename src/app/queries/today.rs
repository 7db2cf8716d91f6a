//! Today: whom to visit, whom to call, in which order.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::app::model::Model;
use crate::domain::capacity::{HORIZON_DAYS, Load, Room, Rooms, Takes};
use crate::domain::communication::Communication;
use crate::domain::follow_up::{Action, FollowUp};
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;
use crate::domain::order::{PutInOrder, places_in_order};
use crate::domain::queue::{Group, Standing};
use crate::domain::ranking::{Merits, Rank};
use crate::domain::resource::{Capacity, QueueWeights};
use crate::domain::working_days::DayCount;

/// The headline counts, one customer in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Customers to visit.
    pub visits: usize,
    /// Customers to call.
    pub calls: usize,
    /// Customers never contacted.
    pub first_contacts: usize,
    /// Customers to reach another way, by hand or by a rule of the user's.
    pub others: usize,
    /// Customers with whom nothing is due today.
    pub no_follow_up: usize,
}

impl Counts {
    /// The same with one customer more.
    pub(super) fn count(&mut self, standing: &Standing<'_>) {
        match Headline::of(standing) {
            Headline::Visits => self.visits += 1,
            Headline::Calls => self.calls += 1,
            Headline::FirstContacts => self.first_contacts += 1,
            Headline::Others => self.others += 1,
            Headline::NoFollowUp => self.no_follow_up += 1,
        }
    }
}

/// The work of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Today {
    /// The headline counts over all customers.
    pub counts: Counts,
    /// Whom to follow up, in the order of work; those who fit today and those who spill over.
    pub queue: Vec<Queued>,
    /// What fits a day.
    pub capacity: Capacity,
    /// What is done today, planned by hand for it, or suggested and fits.
    pub load: Load,
    /// The part of it that is done.
    pub spent: Load,
    /// Customers with whom something was logged today, the latest first.
    pub done: Vec<CustomerId>,
    /// Follow-ups by hand that come due within the next week, the earliest first.
    pub coming: Vec<(NaiveDate, CustomerId)>,
}

/// One customer in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    /// Whom.
    pub customer: CustomerId,
    /// In which group.
    pub group: Group,
    /// Under which headline it is counted.
    pub headline: Headline,
    /// When there is room for it.
    pub room: Room,
}

/// The headline counts as a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Headline {
    /// To visit.
    Visits,
    /// To call.
    Calls,
    /// Never contacted.
    FirstContacts,
    /// To reach another way.
    Others,
    /// Nothing due.
    NoFollowUp,
}

impl Headline {
    /// All headlines, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Visits,
        Self::Calls,
        Self::FirstContacts,
        Self::Others,
        Self::NoFollowUp,
    ];

    /// Under which headline a customer is counted.
    pub fn of(standing: &Standing<'_>) -> Self {
        match standing.action_today() {
            Some(Action::Visit) => Self::Visits,
            Some(Action::Call) => Self::Calls,
            Some(Action::FirstContact) => Self::FirstContacts,
            Some(Action::Through(_)) => Self::Others,
            None => Self::NoFollowUp,
        }
    }

    /// What part of a day's capacity its customers take.
    pub fn takes(self) -> Takes {
        match self {
            Self::Visits => Takes::AVisit,
            Self::Calls | Self::FirstContacts => Takes::ACall,
            Self::Others | Self::NoFollowUp => Takes::Nothing,
        }
    }
}

/// How many days ahead "coming" looks.
const COMING_DAYS: i64 = 7;

/// The work of today. Those of one place in the queue are in the order of their names.
pub fn today(model: &Model, now: Now) -> Today {
    today_with(model, model.settings().capacity, now)
}

/// [`today`] with another capacity.
fn today_with(model: &Model, capacity: Capacity, now: Now) -> Today {
    let date = now.date_naive();
    let settings = model.settings();
    let names = model.name_places();
    let mut today = Today {
        capacity,
        ..Today::default()
    };
    let (mut queued, mut keys) = (Vec::new(), Vec::new());
    let mut planned = BTreeMap::new();
    for (slot, standing) in model.standings(now) {
        today.counts.count(&standing);
        let Some(customer) = model.customer_id(slot) else {
            continue;
        };
        match standing {
            Standing::HiddenUntil(until) => {
                note_planned(&mut planned, model.open_follow_ups_at(slot), date, until);
            }
            Standing::ByHand { .. } => {
                note_planned(&mut planned, model.open_follow_ups_at(slot), date, date);
            }
            _ => {}
        }
        let merits = match &standing {
            Standing::Suggested(_) => model.merits(slot, now),
            // Only suggestions stand by their rank.
            _ => Merits::default(),
        };
        if let Some((group, place)) = standing.place(merits, &settings.queue_weights) {
            let name = names.get(slot as usize).copied().unwrap_or(u32::MAX);
            keys.push(key(group, place, name));
            queued.push(Queued {
                customer,
                group,
                headline: Headline::of(&standing),
                room: Room::Today,
            });
        } else if let Standing::ByHand { shows_on, .. } = standing
            && (shows_on - date).num_days() <= COMING_DAYS
        {
            today.coming.push((shows_on, customer));
        }
    }
    let in_order = places_in_order(&keys).into_iter();
    today.queue = in_order.map(|place| queued[place as usize]).collect();
    today.coming.put_in_order();
    let spoken_with = spoken_with(model, now);
    today.spent = load_of(&spoken_with);
    today.load = today.spent;
    today.done = spoken_with.into_iter().map(|(id, _)| id).collect();
    make_room(&mut today, &settings.day_count, date, &planned);
    today
}

/// Counts the follow-ups by hand that lie after today, as far as room is looked for. None of them
/// shows before the day until which the customer is hidden.
fn note_planned<'a>(
    planned: &mut BTreeMap<NaiveDate, Load>,
    follow_ups: impl Iterator<Item = &'a Arc<FollowUp>>,
    today: NaiveDate,
    hidden_until: NaiveDate,
) {
    for follow_up in follow_ups {
        let day = follow_up.shows_on().max(hidden_until);
        let ahead = day.signed_duration_since(today).num_days();
        if 0 < ahead && ahead.unsigned_abs() <= HORIZON_DAYS {
            let load: &mut Load = planned.entry(day).or_default();
            load.add(Takes::of(&follow_up.action));
        }
    }
}

/// Gives everybody in the queue a room: what was planned by hand stays today, suggestions and first
/// contacts take what is left in their order.
fn make_room(
    today: &mut Today,
    day_count: &DayCount,
    date: NaiveDate,
    planned: &BTreeMap<NaiveDate, Load>,
) {
    let is_by_hand =
        |queued: &&Queued| matches!(queued.group, Group::OverdueByHand | Group::TodayByHand);
    for queued in today.queue.iter().take_while(is_by_hand) {
        today.load.add(queued.headline.takes());
    }
    let mut rooms = Rooms::new(today.capacity, day_count, date, today.load, planned);
    for queued in today
        .queue
        .iter_mut()
        .skip_while(|queued| is_by_hand(&&**queued))
    {
        let takes = queued.headline.takes();
        queued.room = rooms.take(takes);
        if queued.room == Room::Today {
            today.load.add(takes);
        }
    }
}

/// How many of the queue would fit today with another capacity, and how many would spill over.
pub fn fitting(model: &Model, capacity: Capacity, now: Now) -> (usize, usize) {
    let queue = today_with(model, capacity, now).queue;
    let fit = queue
        .iter()
        .filter(|queued| queued.room == Room::Today)
        .count();
    (fit, queue.len() - fit)
}

/// The first so many suggestions with other weights, and by what they stand there.
pub fn first_suggested(
    model: &Model,
    weights: &QueueWeights,
    count: usize,
    now: Now,
) -> Vec<(CustomerId, Rank)> {
    let names = model.name_places();
    let (mut suggested, mut keys) = (Vec::new(), Vec::new());
    for (slot, standing) in model.standings(now) {
        let Standing::Suggested(suggestion) = &standing else {
            continue;
        };
        let merits = model.merits(slot, now);
        if let Some((group, place)) = standing.place(merits, weights) {
            let name = names.get(slot as usize).copied().unwrap_or(u32::MAX);
            keys.push(key(group, place, name));
            suggested.push((slot, Rank::of(suggestion.urgency, merits, weights)));
        }
    }
    places_in_order(&keys)
        .into_iter()
        .take(count)
        .filter_map(|place| {
            let (slot, rank) = suggested[place as usize];
            Some((model.customer_id(slot)?, rank))
        })
        .collect()
}

/// By what a suggestion stands in the queue; `None` for whoever is not suggested.
pub fn rank(model: &Model, customer: CustomerId, now: Now) -> Option<Rank> {
    let slot = model.customer_slot(customer)?;
    let Standing::Suggested(suggestion) = model.standing(customer, now)? else {
        return None;
    };
    let weights = &model.settings().queue_weights;
    Some(Rank::of(
        suggestion.urgency,
        model.merits(slot, now),
        weights,
    ))
}

/// Bytes that are in the order of the queue.
fn key(group: Group, place: u32, name: u32) -> [u8; 9] {
    let mut key = [group as u8; 9];
    key[1..5].copy_from_slice(&place.to_be_bytes());
    key[5..].copy_from_slice(&name.to_be_bytes());
    key
}

/// Customers with a communication that was written down for today, the latest first, with the
/// newest of it; those of one communication in its order.
fn spoken_with(model: &Model, now: Now) -> Vec<(CustomerId, &Arc<Communication>)> {
    let mut spoken_with: Vec<_> = model.spoken_with_today(now).collect();
    spoken_with.put_in_order_by_key(|(id, one)| {
        let place = one.customers.iter().position(|customer| customer == id);
        (Reverse((one.at.order(), one.id)), place)
    });
    spoken_with
}

/// The part of the day that these communications took, which stand one after the other where they
/// are of several customers.
fn load_of(spoken_with: &[(CustomerId, &Arc<Communication>)]) -> Load {
    let mut load = Load::default();
    for of_one in spoken_with.chunk_by(|(_, one), (_, next)| one.id == next.id) {
        load.add(Takes::of(&Action::through(of_one[0].1.channel.clone())));
    }
    load
}
