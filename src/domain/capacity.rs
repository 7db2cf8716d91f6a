//! What fits a day, and on which day the rest finds room.
//!
//! Follow-ups by hand stay on the day for which they were made, however full it is. Suggestions
//! take the room that is left, in the order of the queue.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::follow_up::Action;
use super::resource::Capacity;
use super::working_days::DayCount;

/// How many days ahead room is looked for, in calendar days.
pub const HORIZON_DAYS: u64 = 90;

/// What part of a day's capacity a follow-up takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// One of the visits.
    AVisit,
    /// One of the calls.
    ACall,
    /// Neither: a message fits any day.
    Nothing,
}

impl Takes {
    /// What an action takes. A first contact is made by telephone.
    pub fn of(action: &Action) -> Self {
        match action {
            Action::Visit => Self::AVisit,
            Action::Call | Action::FirstContact => Self::ACall,
            Action::Through(_) => Self::Nothing,
        }
    }
}

/// How much of a day is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// Visits done or planned.
    pub visits: usize,
    /// Calls done or planned.
    pub calls: usize,
}

impl Load {
    /// Adds one follow-up.
    pub fn add(&mut self, takes: Takes) {
        match takes {
            Takes::AVisit => self.visits += 1,
            Takes::ACall => self.calls += 1,
            Takes::Nothing => {}
        }
    }
}

/// When a follow-up of the queue finds room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// It fits today.
    Today,
    /// It spills over to this day.
    On(NaiveDate),
    /// No day up to this one has room.
    LaterThan(NaiveDate),
}

/// A day on which there may still be room for one kind of follow-up.
#[derive(Debug, Clone, Copy)]
struct Place {
    day: NaiveDate,
    taken: usize,
}

/// Gives follow-ups their rooms, one after the other.
#[derive(Debug)]
pub struct Rooms<'a> {
    capacity: Capacity,
    day_count: &'a DayCount,
    planned: &'a BTreeMap<NaiveDate, Load>,
    today: NaiveDate,
    /// The last day on which room is looked for.
    last_day: NaiveDate,
    visits: Place,
    calls: Place,
}

impl<'a> Rooms<'a> {
    /// The rooms from today on, of which today's load is taken, and what was planned by hand on the
    /// days after it.
    pub fn new(
        capacity: Capacity,
        day_count: &'a DayCount,
        today: NaiveDate,
        load: Load,
        planned: &'a BTreeMap<NaiveDate, Load>,
    ) -> Self {
        let place = |taken| Place { day: today, taken };
        Self {
            capacity,
            day_count,
            planned,
            today,
            last_day: today
                .checked_add_days(Days::new(HORIZON_DAYS))
                .unwrap_or(NaiveDate::MAX),
            visits: place(load.visits),
            calls: place(load.calls),
        }
    }

    /// The first room for one more; it is taken then.
    pub fn take(&mut self, takes: Takes) -> Room {
        let (mut place, capacity) = match takes {
            Takes::AVisit => (self.visits, self.capacity.visits),
            Takes::ACall => (self.calls, self.capacity.calls),
            Takes::Nothing => return Room::Today,
        };
        let room = loop {
            if place.taken < usize::from(capacity) {
                place.taken += 1;
                break if place.day == self.today {
                    Room::Today
                } else {
                    Room::On(place.day)
                };
            }
            match self.worked_after(place.day) {
                Some(day) => {
                    let planned = self.planned.get(&day).copied().unwrap_or_default();
                    let by_hand = match takes {
                        Takes::AVisit => planned.visits,
                        _ => planned.calls,
                    };
                    place = Place {
                        day,
                        taken: by_hand,
                    };
                }
                None => break Room::LaterThan(self.last_day),
            }
        };
        match takes {
            Takes::AVisit => self.visits = place,
            _ => self.calls = place,
        }
        room
    }

    /// The next day on which the user works, up to the last.
    fn worked_after(&self, day: NaiveDate) -> Option<NaiveDate> {
        day.iter_days()
            .skip(1)
            .take_while(|next| *next <= self.last_day)
            .find(|next| self.day_count.counts(*next))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{Datelike, Weekday};
    use proptest::prelude::*;

    use super::*;

    /// A Friday.
    const TODAY: &str = "2024-08-16";

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn rooms(
        capacity: Capacity,
        day_count: &DayCount,
        load: Load,
        planned: &BTreeMap<NaiveDate, Load>,
        asked: &[Takes],
    ) -> Vec<Room> {
        let mut rooms = Rooms::new(capacity, day_count, day(TODAY), load, planned);
        asked.iter().map(|takes| rooms.take(*takes)).collect()
    }

    fn working_days() -> DayCount {
        DayCount::WorkingDays {
            holidays: [day("2024-08-20")].into(),
        }
    }

    #[test]
    fn what_does_not_fit_spills_over_to_the_next_working_day_with_room() {
        let capacity = Capacity {
            visits: 2,
            calls: 20,
        };
        let load = Load {
            visits: 1,
            calls: 0,
        };
        // Monday is full by hand, Tuesday is a holiday.
        let planned = BTreeMap::from([(
            day("2024-08-19"),
            Load {
                visits: 2,
                calls: 0,
            },
        )]);
        let asked = [Takes::AVisit; 4];
        assert_eq!(
            rooms(capacity, &working_days(), load, &planned, &asked),
            [
                Room::Today,
                Room::On(day("2024-08-21")),
                Room::On(day("2024-08-21")),
                Room::On(day("2024-08-22")),
            ]
        );
    }

    #[test]
    fn a_full_day_of_visits_leaves_room_for_calls_and_messages() {
        let capacity = Capacity {
            visits: 1,
            calls: 1,
        };
        let asked = [Takes::AVisit, Takes::AVisit, Takes::ACall, Takes::Nothing];
        assert_eq!(
            rooms(
                capacity,
                &DayCount::CalendarDays,
                Load::default(),
                &BTreeMap::new(),
                &asked
            ),
            [
                Room::Today,
                Room::On(day("2024-08-17")),
                Room::Today,
                Room::Today
            ]
        );
    }

    #[test]
    fn a_capacity_of_zero_has_no_room_on_any_day() {
        let capacity = Capacity {
            visits: 0,
            calls: 1,
        };
        let asked = [Takes::AVisit, Takes::ACall, Takes::AVisit];
        let never = Room::LaterThan(day("2024-11-14"));
        assert_eq!(
            rooms(
                capacity,
                &DayCount::CalendarDays,
                Load::default(),
                &BTreeMap::new(),
                &asked
            ),
            [never, Room::Today, never]
        );
    }

    #[test]
    fn the_end_of_the_calendar_is_a_last_day() {
        let (capacity, planned) = (Capacity::default(), BTreeMap::new());
        let load = Load {
            visits: 6,
            calls: 20,
        };
        let count = DayCount::CalendarDays;
        let mut rooms = Rooms::new(capacity, &count, NaiveDate::MAX, load, &planned);
        assert_eq!(rooms.take(Takes::ACall), Room::LaterThan(NaiveDate::MAX));
    }

    fn load() -> impl Strategy<Value = Load> {
        (0..6_usize, 0..6_usize).prop_map(|(visits, calls)| Load { visits, calls })
    }

    proptest! {
        #[test]
        fn no_day_is_over_capacity_and_the_order_of_the_queue_is_kept(
            visits in 0..5_u16, calls in 0..5_u16, today in load(),
            by_hand in prop::collection::btree_map(1..20_u64, load(), 0..12),
            holidays in prop::collection::btree_set(1..30_u64, 0..8), works_always: bool,
            asked in prop::collection::vec(prop_oneof![
                Just(Takes::AVisit), Just(Takes::ACall), Just(Takes::Nothing)
            ], 0..400),
        ) {
            let capacity = Capacity { visits, calls };
            let later = |n: u64| day(TODAY) + Days::new(n);
            let planned: BTreeMap<_, _> = by_hand.into_iter().map(|(n, load)| (later(n), load)).collect();
            let holidays: BTreeSet<_> = holidays.into_iter().map(later).collect();
            let day_count = if works_always {
                DayCount::CalendarDays
            } else {
                DayCount::WorkingDays { holidays: holidays.clone() }
            };
            let given = rooms(capacity, &day_count, today, &planned, &asked);

            // Everybody has one room, and messages never wait.
            prop_assert_eq!(given.len(), asked.len());
            let of = |takes: Takes| asked.iter().zip(&given).filter(move |(asked, _)| **asked == takes);
            prop_assert!(of(Takes::Nothing).all(|(_, room)| *room == Room::Today));

            let free = |taken: usize, capacity: u16| usize::from(capacity).saturating_sub(taken);
            let last = later(HORIZON_DAYS);
            for (takes, capacity) in [(Takes::AVisit, visits), (Takes::ACall, calls)] {
                let of_load = |load: Load| if takes == Takes::AVisit { load.visits } else { load.calls };
                let rooms: Vec<Room> = of(takes).map(|(_, room)| *room).collect();
                prop_assert!(rooms.is_sorted(), "the first in the queue comes first");
                let mut days = vec![(Room::Today, free(of_load(today), capacity))];
                for date in later(1).iter_days().take_while(|date| *date <= last) {
                    let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
                    let works = works_always || !(weekend || holidays.contains(&date));
                    let taken = planned.get(&date).copied().map_or(0, of_load);
                    days.push((Room::On(date), if works { free(taken, capacity) } else { 0 }));
                }
                // Each day is filled to the brim before the next one takes anybody.
                let expected: Vec<Room> = days
                    .iter()
                    .flat_map(|(room, free)| std::iter::repeat_n(*room, *free))
                    .chain(std::iter::repeat(Room::LaterThan(last)))
                    .take(rooms.len())
                    .collect();
                prop_assert_eq!(rooms, expected);
            }
        }
    }
}
