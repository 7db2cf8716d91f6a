//! The ratings of one customer in order of time, packed small: scores walk over all customers.

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use super::table::Slot;
use super::timeline::Clock;
use crate::domain::id::RatingId;
use crate::domain::moment::Moment;
use crate::domain::rating::{AspectId, Rating};
use crate::domain::resource::Weight;
use crate::domain::satisfaction::{Rated, WeightedSum, fade};
use crate::domain::scoring::Scoring;

/// One rating of a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// [`Moment::order`] of the rating.
    order: i64,
    /// The rating's id, which orders equal moments: the later one has the larger, and it is the
    /// only order that a backup keeps.
    pub id: RatingId,
    /// Where the rating is.
    pub slot: Slot,
    /// Its local date in days since the first day of year 1.
    day: i32,
    /// What was rated.
    pub aspect: AspectId,
    /// Whether its time of day is not known.
    is_date: bool,
    /// The score, 0 to 100.
    pub points: f64,
}

impl Mark {
    /// The mark of a rating.
    pub fn of(slot: Slot, rating: &Rating) -> Self {
        Self {
            order: rating.at.order(),
            id: rating.id,
            slot,
            day: rating.at.local_date().num_days_from_ce(),
            aspect: rating.aspect,
            is_date: matches!(rating.at, Moment::On(_)),
            points: rating.value.points(),
        }
    }

    /// Whether it lies ahead of the clock.
    pub fn is_after(&self, clock: Clock) -> bool {
        clock.is_before(self.order, self.day, self.is_date)
    }

    /// The date on which it was given.
    pub fn on(&self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.day).unwrap_or(NaiveDate::MIN)
    }

    /// The same for a score's terms.
    pub fn rated(&self) -> Rated {
        Rated {
            rating: self.id,
            points: self.points,
            on: self.on(),
        }
    }

    fn key(&self) -> (i64, RatingId) {
        (self.order, self.id)
    }
}

/// The rating of one aspect that counts, for a score of which only the number is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The score, 0 to 100; not a number where there is none.
    pub points: f64,
    /// Its date, in days since the first day of year 1.
    pub day: i32,
}

impl Cell {
    /// No rating.
    pub const NONE: Self = Self {
        points: f64::NAN,
        day: 0,
    };

    /// Whether there is a rating.
    pub fn is_rated(self) -> bool {
        !self.points.is_nan()
    }
}

/// Where each aspect stands among those of the settings; found at once for the built-in ones, as
/// scores look here for every rating.
#[derive(Debug, Clone)]
pub struct Columns {
    built_in: [usize; AspectId::BUILT_IN.len()],
    own: Vec<(Uuid, usize)>,
}

impl Default for Columns {
    fn default() -> Self {
        Self::new(&Scoring::default())
    }
}

impl Columns {
    /// The columns of the aspects of these terms.
    pub fn new(scoring: &Scoring) -> Self {
        let place = |id| scoring.aspects.iter().position(|aspect| aspect.id == id);
        let own = scoring.aspects.iter().enumerate();
        Self {
            built_in: AspectId::BUILT_IN.map(|id| place(id).unwrap_or(usize::MAX)),
            own: own
                .filter_map(|(place, aspect)| match aspect.id {
                    AspectId::Own(id) => Some((id, place)),
                    _ => None,
                })
                .collect(),
        }
    }

    /// The column of an aspect, beyond all columns for one that is not among them.
    fn of(&self, aspect: AspectId) -> usize {
        let [quality, service, speed, delivery, price, after_sales] = self.built_in;
        match aspect {
            AspectId::Quality => quality,
            AspectId::Service => service,
            AspectId::Speed => speed,
            AspectId::Delivery => delivery,
            AspectId::Price => price,
            AspectId::AfterSales => after_sales,
            AspectId::Overall => usize::MAX,
            AspectId::Own(id) => {
                let mut own = self.own.iter();
                own.find(|(own, _)| *own == id)
                    .map_or(usize::MAX, |(_, place)| *place)
            }
        }
    }
}

/// What scores want of the newest rating of an aspect.
#[derive(Debug, Clone, Copy)]
struct Newest {
    order: i64,
    points: f64,
    day: i32,
    aspect: AspectId,
    is_date: bool,
}

impl Newest {
    fn of(mark: &Mark) -> Self {
        Self {
            order: mark.order,
            points: mark.points,
            day: mark.day,
            aspect: mark.aspect,
            is_date: mark.is_date,
        }
    }
}

/// The ratings of one customer.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// The oldest first.
    marks: Vec<Mark>,
    /// Of each aspect the newest of them, in any order: all that scores look at, unless one lies in
    /// the future.
    newest: Vec<Newest>,
}

impl Marks {
    /// Adds a mark at its place.
    pub fn insert(&mut self, mark: Mark) {
        let at = self.marks.partition_point(|other| other.key() < mark.key());
        let mut later = self.marks[at..].iter();
        if later.all(|other| other.aspect != mark.aspect) {
            self.put_newest(&mark);
        }
        self.marks.insert(at, mark);
    }

    fn put_newest(&mut self, mark: &Mark) {
        let mut newest = self.newest.iter_mut();
        match newest.find(|newest| newest.aspect == mark.aspect) {
            Some(newest) => *newest = Newest::of(mark),
            None => self.newest.push(Newest::of(mark)),
        }
    }

    /// Takes out the mark of a rating.
    pub fn remove(&mut self, slot: Slot) {
        let Some(at) = self.marks.iter().position(|mark| mark.slot == slot) else {
            return;
        };
        let gone = self.marks.remove(at);
        let mut before = self.marks.iter().rev();
        match before.find(|mark| mark.aspect == gone.aspect).copied() {
            Some(mark) => self.put_newest(&mark),
            None => self.newest.retain(|newest| newest.aspect != gone.aspect),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// All marks, the newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().rev()
    }

    /// Sets each aspect's cell to the latest rating that is not in the future; `cells` stand in the
    /// order of the aspects and are [`Cell::NONE`].
    pub fn latest(&self, columns: &Columns, clock: Clock, cells: &mut [Cell]) {
        for newest in &self.newest {
            let Some(cell) = cells.get_mut(columns.of(newest.aspect)) else {
                continue;
            };
            let Newest { points, day, .. } = *newest;
            if !clock.is_before(newest.order, day, newest.is_date) {
                *cell = Cell { points, day };
                continue;
            }
            let mut earlier = self.newest_first();
            let counts = |mark: &&Mark| mark.aspect == newest.aspect && !mark.is_after(clock);
            if let Some(Mark { points, day, .. }) = earlier.find(counts).copied() {
                *cell = Cell { points, day };
            }
        }
    }
}

/// The weighted sum of the cells of one customer, which stand in the order of the aspects.
pub fn weigh(scoring: &Scoring, cells: &[Cell]) -> WeightedSum {
    let rated = || {
        let all = scoring.aspects.iter().zip(cells);
        all.filter(|(aspect, cell)| aspect.weight != Weight(0) && cell.is_rated())
    };
    let newest = rated().map(|(_, cell)| cell.day).max().unwrap_or(0);
    let mut sum = WeightedSum::default();
    for (aspect, cell) in rated() {
        let fade = fade(i64::from(newest - cell.day), scoring.half_life_days);
        sum.add(cell.points, aspect.weight.factor() * fade);
    }
    sum
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

    fn mark(slot: Slot, (day, aspect, is_date): (i32, usize, bool)) -> Mark {
        Mark {
            order: i64::from(day) * 86_400_000,
            id: RatingId(Uuid::from_u128(
                u128::from(slot % 3) << 64 | u128::from(slot),
            )),
            slot,
            day: 719_163 + day,
            aspect: AspectId::BUILT_IN[aspect],
            is_date,
            points: f64::from(slot),
        }
    }

    proptest! {
        #[test]
        fn the_latest_are_those_of_all_ratings_that_are_not_to_come(
            added in prop::collection::vec((0..6, 0..3_usize, any::<bool>()), 0..24),
            gone in prop::collection::vec(0..24_u32, 0..12),
            today in 0..6_i32,
        ) {
            let mut marks = Marks::default();
            for (slot, one) in (0..).zip(added) {
                marks.insert(mark(slot, one));
            }
            for slot in gone {
                marks.remove(slot);
            }
            let now = DateTime::from_timestamp(i64::from(today) * 86_400, 0).expect("a moment");
            let clock = Clock::of(now.fixed_offset());
            let mut cells = [Cell::NONE; AspectId::BUILT_IN.len()];
            marks.latest(&Columns::default(), clock, &mut cells);
            for (aspect, cell) in AspectId::BUILT_IN.into_iter().zip(cells) {
                let mut counting = marks.newest_first().filter(|mark| !mark.is_after(clock));
                let expected = counting.find(|mark| mark.aspect == aspect);
                prop_assert_eq!(cell.is_rated().then_some(cell.points), expected.map(|mark| mark.points));
                prop_assert_eq!(cell.day, expected.map_or(0, |mark| mark.day));
            }
        }
    }
}
