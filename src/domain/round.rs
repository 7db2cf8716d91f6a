//! A day's visits in a good order: the nearest next, then crossings untied (2-opt), by straight-line
//! distance; those that were agreed for a time in the order of their times; and when one arrives where.
//!
//! It is no promise: roads are longer than straight lines, which the average speed stands for.

use chrono::Weekday;

use super::customer::Position;
use super::earth::metres_between;
use super::opening_hours::{OpeningHours, Span};

/// The most visits that are put in order; a day holds fewer.
pub const MOST_VISITS: usize = 50;

/// A customer to visit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visit {
    /// Where.
    pub position: Option<Position>,
    /// When it is open, where that is known.
    pub hours: Option<OpeningHours>,
    /// For when it was agreed, in minutes since midnight: it does not begin before.
    pub agreed_for: Option<u16>,
}

/// How a round is reckoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conditions {
    /// Where it begins and ends; without, it begins and ends with a visit.
    pub start: Option<Position>,
    /// When it begins, in minutes since midnight.
    pub leaves_at: u16,
    /// On which day of the week.
    pub weekday: Weekday,
    /// Average speed as the crow flies, in kilometres an hour; 0 counts as 1.
    pub speed_kmh: u16,
    /// How long a visit takes, in minutes.
    pub visit_minutes: u16,
}

/// The visits in an order, with what that means for the clock.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// The stops, in order.
    pub stops: Vec<Stop>,
    /// Metres from the last stop back to the start, where both are known.
    pub back_metres: Option<u32>,
    /// Metres in all, over the stops whose position is known.
    pub metres: u32,
    /// When it ends, in minutes since midnight; `None` where a stop on the way has no position.
    pub ends_at: Option<u32>,
}

/// A visit in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Its place in the list that was asked for.
    pub visit: usize,
    /// Metres from the last place that is known.
    pub metres: Option<u32>,
    /// When one arrives, in minutes since midnight; above 1440 on the next day. `None` where it, or a
    /// stop before it, has no position.
    pub arrives_at: Option<u32>,
    /// Whether it is open then, or at the time that was agreed.
    pub opening: Opening,
    /// For when it was agreed, in minutes since midnight.
    pub agreed_for: Option<u16>,
    /// Whether one arrives in a later minute than was agreed.
    pub is_late: bool,
}

/// Whether a customer is open when one arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Its hours, or the time of arrival, are not known.
    Unknown,
    /// It is open.
    Open,
    /// It opens later: one waits until then, in minutes since midnight.
    WaitsUntil(u16),
    /// It does not open again on that day.
    Missed,
}

/// A good order of these visits, as places in the list. Those that were agreed for a time stand in
/// the order of their times. Those with neither a position nor a time come last, in the order of the
/// list.
///
/// As few as possible of what was agreed come late, then as few as possible are missed, then the round
/// ends as early as can be found; of equals the order is always the same.
pub fn good_order(visits: &[Visit], conditions: &Conditions) -> Vec<usize> {
    let (located, apart): (Vec<usize>, Vec<usize>) =
        (0..visits.len()).partition(|visit| visits[*visit].position.is_some());
    let way = Way::new(visits, &located, conditions);
    let mut order = way.nearest_next();
    way.untie(&mut order);
    if way.has_times() {
        let mut other = way.by_closing();
        way.improve(&mut order);
        way.improve(&mut other);
        if way.cost(&other, None) < way.cost(&order, None) {
            order = other;
        }
    }
    let order: Vec<usize> = order.into_iter().map(|place| located[place]).collect();
    with_those_apart(visits, conditions, &order, apart)
}

/// Puts those whose position is not known into an order of the others: where the time for which each
/// was agreed falls, else at the end.
fn with_those_apart(
    visits: &[Visit],
    conditions: &Conditions,
    order: &[usize],
    apart: Vec<usize>,
) -> Vec<usize> {
    let round = along(visits, conditions, order);
    let agreed_for = |visit: usize| visits[visit].agreed_for.map(u32::from);
    // Each with the minute to which others are compared.
    let mut timed: Vec<(u32, usize)> = round
        .stops
        .iter()
        .map(|stop| {
            let at = agreed_for(stop.visit).or(stop.arrives_at);
            (at.unwrap_or(u32::MAX), stop.visit)
        })
        .collect();
    for visit in apart {
        let at = agreed_for(visit).unwrap_or(u32::MAX);
        let is_before =
            |(_, other): &(u32, usize)| agreed_for(*other).is_some_and(|other| other <= at);
        let from = timed
            .iter()
            .rposition(is_before)
            .map_or(0, |place| place + 1);
        let later = timed[from..].iter().position(|(other, _)| at < *other);
        timed.insert(later.map_or(timed.len(), |later| from + later), (at, visit));
    }
    timed.into_iter().map(|(_, visit)| visit).collect()
}

/// What an order of these visits means for the clock.
pub fn along(visits: &[Visit], conditions: &Conditions, order: &[usize]) -> Round {
    let ticks = Ticks::of(conditions);
    let mut clock = Some(ticks.minutes(conditions.leaves_at.into()));
    let mut last = conditions.start;
    let mut round = Round::default();
    for &visit in order {
        let Some(visited) = visits.get(visit) else {
            continue;
        };
        let Visit {
            position,
            hours,
            agreed_for,
        } = visited;
        let metres = match (&last, position) {
            (Some(last), Some(position)) => Some(metres_between(last, position)),
            _ => None,
        };
        round.metres = round.metres.saturating_add(metres.unwrap_or(0));
        // Where it lies is not known, so neither is how long it takes to get there and on.
        clock = clock.filter(|_| position.is_some());
        let arrives = clock.map(|clock| clock + Ticks::metres(metres.unwrap_or(0)));
        let spans = hours.as_ref().map(|hours| hours.on(conditions.weekday));
        // For what was agreed one is there, however one came.
        let agreed = agreed_for.map(|minute| ticks.minutes(minute.into()));
        let begins = arrives.max(agreed);
        let opening = match (begins, &spans) {
            (Some(begins), Some(spans)) => ticks.opening(begins, spans),
            _ => Opening::Unknown,
        };
        round.stops.push(Stop {
            visit,
            metres,
            arrives_at: arrives.map(|arrives| ticks.to_minutes(arrives)),
            opening,
            agreed_for: *agreed_for,
            is_late: arrives.is_some_and(|arrives| ticks.is_late(arrives, *agreed_for)),
        });
        clock = begins
            .filter(|_| position.is_some())
            .map(|begins| ticks.leaves(begins, opening));
        last = position.or(last);
    }
    if let (Some(start), Some(last), false) = (&conditions.start, &last, round.stops.is_empty()) {
        let metres = metres_between(last, start);
        round.back_metres = Some(metres);
        round.metres = round.metres.saturating_add(metres);
        clock = clock.map(|clock| clock + Ticks::metres(metres));
    }
    round.ends_at = clock.map(|clock| ticks.to_minutes(clock));
    round
}

/// A clock in parts of a second so small that both a metre and a minute are whole numbers of them:
/// then sums of distances and of times have one order, without rounding.
#[derive(Debug, Clone, Copy)]
struct Ticks {
    in_minute: u64,
    visit: u64,
}

impl Ticks {
    /// At v km/h a metre takes 3.6/v seconds: 18 ticks of 1/(5 v) seconds.
    const IN_METRE: u64 = 18;

    fn of(conditions: &Conditions) -> Self {
        let in_minute = 60 * 5 * u64::from(conditions.speed_kmh.max(1));
        Self {
            in_minute,
            visit: in_minute * u64::from(conditions.visit_minutes),
        }
    }

    fn metres(metres: u32) -> u64 {
        Self::IN_METRE * u64::from(metres)
    }

    fn minutes(self, minutes: u64) -> u64 {
        self.in_minute * minutes
    }

    /// The whole minutes of a clock.
    fn to_minutes(self, clock: u64) -> u32 {
        u32::try_from(clock / self.in_minute).unwrap_or(u32::MAX)
    }

    fn opening(self, arrives: u64, spans: &[Span]) -> Opening {
        let next = spans
            .iter()
            .find(|span| arrives < self.minutes(span.to.into()));
        match next {
            None => Opening::Missed,
            Some(span) if arrives < self.minutes(span.from.into()) => {
                Opening::WaitsUntil(span.from)
            }
            Some(_) => Opening::Open,
        }
    }

    /// Whether one arrives in a later minute than was agreed.
    fn is_late(self, arrives: u64, agreed_for: Option<u16>) -> bool {
        agreed_for.is_some_and(|minute| u32::from(minute) < self.to_minutes(arrives))
    }

    /// When the visit is over that could begin then.
    fn leaves(self, begins: u64, opening: Opening) -> u64 {
        let begins = match opening {
            Opening::WaitsUntil(minute) => self.minutes(minute.into()),
            _ => begins,
        };
        begins + self.visit
    }
}

/// How good an order is, the smaller the better: how many visits come after one that was agreed for
/// later, to how many that were agreed one comes late, how many are missed, when it ends, how long it
/// is.
type Cost = (usize, usize, usize, u64, u64);

/// The visits that have a position, with all distances between them.
struct Way {
    ticks: Ticks,
    leaves_at: u64,
    count: usize,
    /// From each to each, row by row; the last row and column is the start, where there is one.
    metres: Vec<u32>,
    /// The hours of each on the day, where known.
    spans: Vec<Option<Vec<Span>>>,
    /// For when each was agreed.
    agreed: Vec<Option<u16>>,
    has_start: bool,
}

impl Way {
    fn new(visits: &[Visit], located: &[usize], conditions: &Conditions) -> Self {
        let place = |visit: &usize| visits[*visit].position;
        let places: Vec<Position> = located
            .iter()
            .filter_map(place)
            .chain(conditions.start)
            .collect();
        let metres = places
            .iter()
            .flat_map(|from| places.iter().map(|to| metres_between(from, to)))
            .collect();
        let spans = located.iter().map(|visit| {
            let hours = visits[*visit].hours.as_ref();
            hours.map(|hours| hours.on(conditions.weekday))
        });
        let ticks = Ticks::of(conditions);
        Self {
            ticks,
            leaves_at: ticks.minutes(conditions.leaves_at.into()),
            count: located.len(),
            metres,
            spans: spans.collect(),
            agreed: located
                .iter()
                .map(|visit| visits[*visit].agreed_for)
                .collect(),
            has_start: conditions.start.is_some(),
        }
    }

    fn has_times(&self) -> bool {
        self.spans.iter().any(Option::is_some) || self.agreed.iter().any(Option::is_some)
    }

    /// Metres between two places; with the start, where one of them is none. Nothing, where there is
    /// no start.
    fn between(&self, from: Option<usize>, to: Option<usize>) -> u32 {
        if !self.has_start && (from.is_none() || to.is_none()) {
            return 0;
        }
        let width = self.count + usize::from(self.has_start);
        let [from, to] = [from, to].map(|place| place.unwrap_or(self.count));
        self.metres.get(from * width + to).copied().unwrap_or(0)
    }

    /// From the start, or from the first in the list, always the nearest of those left.
    fn nearest_next(&self) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.count).collect();
        let mut order = Vec::with_capacity(self.count);
        while !left.is_empty() {
            let last = order.last().copied();
            let nearest = left
                .iter()
                .enumerate()
                .min_by_key(|(_, place)| self.between(last, Some(**place)))
                .map_or(0, |(index, _)| index);
            order.push(left.remove(nearest));
        }
        order
    }

    /// Those that close first, first; what was agreed for a time counts as closing then.
    fn by_closing(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.count).collect();
        let closes = |place: &usize| {
            let spans = self.spans.get(*place).and_then(Option::as_ref);
            let closes = spans.and_then(|spans| spans.last()).map(|span| span.to);
            self.agreed[*place].or(closes).unwrap_or(u16::MAX)
        };
        super::order::PutInOrder::put_in_order_by_key(&mut order[..], closes);
        order
    }

    /// Turns parts of the order around for as long as that makes the way shorter.
    fn untie(&self, order: &mut [usize]) {
        let mut is_better = true;
        while is_better {
            is_better = false;
            for from in 0..order.len() {
                for to in from + 1..order.len() {
                    let at = |index: usize| order.get(index).copied();
                    let before = from.checked_sub(1).and_then(at);
                    let after = at(to + 1);
                    let now = u64::from(self.between(before, at(from)))
                        + u64::from(self.between(at(to), after));
                    let turned = u64::from(self.between(before, at(to)))
                        + u64::from(self.between(at(from), after));
                    if turned < now {
                        order[from..=to].reverse();
                        is_better = true;
                    }
                }
            }
        }
    }

    /// Turns parts around and moves single visits for as long as that makes the round better.
    fn improve(&self, order: &mut Vec<usize>) {
        /// More is never needed for a day's visits, and bounds the time for any.
        const PASSES: usize = 40;
        let mut best = self.cost(order, None);
        for _ in 0..PASSES {
            let begun_with = best;
            for from in 0..order.len() {
                for to in 0..order.len() {
                    for turn in [true, false] {
                        // Turning has no direction, and neighbours change places either way.
                        if from == to || turn && to < from || !turn && from.abs_diff(to) == 1 {
                            continue;
                        }
                        let mut other = order.clone();
                        if turn {
                            other[from..=to].reverse();
                        } else {
                            let moved = other.remove(from);
                            other.insert(to, moved);
                        }
                        let cost = self.cost(&other, Some(best));
                        if cost < best {
                            (best, *order) = (cost, other);
                        }
                    }
                }
            }
            if begun_with <= best {
                break;
            }
        }
    }

    /// How good an order is; where it is worse than `limit`, some cost above that.
    fn cost(&self, order: &[usize], limit: Option<Cost>) -> Cost {
        let (mut astray, mut late, mut missed) = (0, 0, 0);
        let (mut clock, mut metres) = (self.leaves_at, 0);
        let (mut last, mut last_agreed) = (None, None);
        for &place in order {
            let leg = self.between(last, Some(place));
            let arrives = clock + Ticks::metres(leg);
            let agreed_for = self.agreed[place];
            astray += usize::from(agreed_for.is_some() && agreed_for < last_agreed);
            last_agreed = last_agreed.max(agreed_for);
            let agreed = agreed_for.map_or(0, |minute| self.ticks.minutes(minute.into()));
            let begins = arrives.max(agreed);
            let spans = self.spans.get(place).and_then(Option::as_ref);
            let opening = spans.map_or(Opening::Unknown, |spans| self.ticks.opening(begins, spans));
            late += usize::from(self.ticks.is_late(arrives, agreed_for));
            missed += usize::from(opening == Opening::Missed);
            clock = self.ticks.leaves(begins, opening);
            metres += u64::from(leg);
            last = Some(place);
            if limit.is_some_and(|limit| limit < (astray, late, missed, clock, metres)) {
                break;
            }
        }
        let back = self.between(last, None);
        (
            astray,
            late,
            missed,
            clock + Ticks::metres(back),
            metres + u64::from(back),
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::decimal::Decimal;

    fn place(north: i64, east: i64) -> Position {
        Position {
            latitude: Decimal::from_millionths(north),
            longitude: Decimal::from_millionths(east),
        }
    }

    fn at(north: i64, east: i64, hours: &str) -> Visit {
        Visit {
            position: Some(place(north, east)),
            hours: OpeningHours::parse(hours).ok(),
            agreed_for: None,
        }
    }

    fn agreed(minute: u16, visit: Visit) -> Visit {
        Visit {
            agreed_for: Some(minute),
            ..visit
        }
    }

    /// From nine on a Monday, at 60 km/h: a kilometre a minute.
    fn conditions(start: Option<Position>) -> Conditions {
        Conditions {
            start,
            leaves_at: 9 * 60,
            weekday: Weekday::Mon,
            speed_kmh: 60,
            visit_minutes: 30,
        }
    }

    /// How long an order is.
    fn metres(visits: &[Visit], conditions: &Conditions, order: &[usize]) -> u32 {
        along(visits, conditions, order).metres
    }

    #[test]
    fn the_nearest_comes_next_and_those_without_a_place_come_last() {
        let visits = [
            Visit::default(),
            at(0, 300_000, ""),
            at(0, 100_000, ""),
            Visit::default(),
            at(100_000, 200_000, ""),
        ];
        let order = good_order(&visits, &conditions(Some(place(0, 0))));
        assert_eq!(order, [2, 1, 4, 0, 3]);
        assert_eq!(good_order(&[], &conditions(None)), [0_usize; 0]);
    }

    #[test]
    fn the_clock_runs_with_the_way_and_the_visits() {
        // 0.1° on the equator are 11,120 m: 11 minutes and 7 seconds.
        let visits = [
            at(0, 100_000, "Mo 9-17"),
            at(0, 200_000, "Mo 12-13"),
            at(0, 300_000, "Tu 9-17"),
        ];
        let round = along(&visits, &conditions(Some(place(0, 0))), &[0, 1, 2]);
        let told: Vec<_> = round
            .stops
            .iter()
            .map(|stop| (stop.metres, stop.arrives_at, stop.opening))
            .collect();
        assert_eq!(
            told,
            [
                (Some(11_120), Some(9 * 60 + 11), Opening::Open),
                (
                    Some(11_120),
                    Some(9 * 60 + 52),
                    Opening::WaitsUntil(12 * 60)
                ),
                (Some(11_120), Some(12 * 60 + 41), Opening::Missed),
            ]
        );
        assert_eq!(round.back_metres, Some(33_359));
        assert_eq!(round.metres, 66_719);
        assert_eq!(round.ends_at, Some(13 * 60 + 11 + 33));
    }

    #[test]
    fn after_a_stop_whose_place_is_not_known_the_time_is_not_known_either() {
        let visits = [at(0, 0, "9-17"), Visit::default(), at(0, 100_000, "9-17")];
        let round = along(&visits, &conditions(None), &[0, 1, 2]);
        let arrives: Vec<_> = round.stops.iter().map(|stop| stop.arrives_at).collect();
        assert_eq!(arrives, [Some(540), None, None]);
        assert_eq!(round.stops[2].metres, Some(11_120));
        assert_eq!(round.stops[2].opening, Opening::Unknown);
        assert_eq!(round.ends_at, None);
    }

    #[test]
    fn hours_change_the_order_where_they_must() {
        // The nearest opens in the afternoon only, and the farthest closes at ten.
        let visits = [
            at(0, 100_000, "14-17"),
            at(0, 200_000, ""),
            at(0, 300_000, "9-10"),
        ];
        let order = good_order(&visits, &conditions(Some(place(0, 0))));
        assert_eq!(order, [2, 1, 0]);
    }

    #[test]
    fn what_was_agreed_for_a_time_is_met_at_that_time_and_the_rest_stands_around_it() {
        // The nearest was agreed for noon, the farthest for ten; the clock goes on from there.
        let visits = [
            agreed(12 * 60, at(0, 100_000, "")),
            at(0, 200_000, ""),
            agreed(10 * 60, at(0, 300_000, "")),
        ];
        let conditions = conditions(Some(place(0, 0)));
        let order = good_order(&visits, &conditions);
        assert_eq!(order, [2, 1, 0]);
        let round = along(&visits, &conditions, &order);
        let told: Vec<_> = round
            .stops
            .iter()
            .map(|stop| (stop.arrives_at, stop.agreed_for, stop.is_late))
            .collect();
        assert_eq!(
            told,
            [
                (Some(9 * 60 + 33), Some(600), false),
                (Some(10 * 60 + 41), None, false),
                (Some(11 * 60 + 22), Some(720), false),
            ]
        );
        assert_eq!(round.ends_at, Some(12 * 60 + 30 + 11));
    }

    #[test]
    fn what_was_agreed_is_kept_rather_than_what_closes() {
        // Only one of the two can be met; the one that closes lies nearer.
        let visits = [
            at(0, 200_000, "9-10"),
            agreed(9 * 60 + 40, at(0, -300_000, "")),
        ];
        assert_eq!(good_order(&visits, &conditions(Some(place(0, 0)))), [1, 0]);
    }

    #[test]
    fn who_leaves_too_late_for_what_was_agreed_comes_late_and_still_in_its_order() {
        let visits = [
            agreed(8 * 60 + 30, at(0, 100_000, "")),
            agreed(8 * 60, at(0, 200_000, "")),
        ];
        let conditions = conditions(Some(place(0, 0)));
        let order = good_order(&visits, &conditions);
        assert_eq!(order, [1, 0]);
        let round = along(&visits, &conditions, &order);
        assert!(round.stops.iter().all(|stop| stop.is_late));
        // In the very minute is in time.
        let visits = [agreed(9 * 60, at(0, 0, ""))];
        assert!(!along(&visits, &conditions, &[0]).stops[0].is_late);
    }

    #[test]
    fn what_was_agreed_without_a_place_stands_where_its_time_falls() {
        let visits = [
            agreed(9 * 60 + 30, Visit::default()),
            Visit::default(),
            at(0, 100_000, ""),
            agreed(11 * 60, at(0, 200_000, "")),
            agreed(11 * 60, Visit::default()),
        ];
        let conditions = conditions(Some(place(0, 0)));
        let order = good_order(&visits, &conditions);
        assert_eq!(order, [2, 0, 3, 4, 1]);
        // How long it takes to get on from there is not known, but the time is that was agreed.
        let round = along(&visits, &conditions, &order);
        assert_eq!(round.stops[2].arrives_at, None);
        assert_eq!(round.stops[2].agreed_for, Some(11 * 60));
        assert_eq!(round.ends_at, None);
    }

    #[test]
    fn a_stop_that_cannot_be_met_costs_the_others_nothing() {
        // The second is closed all day; it lies on the way and is only passed.
        let visits = [
            at(0, 100_000, "9-17"),
            at(0, 200_000, "Su 9-17"),
            at(0, 300_000, "9-10"),
        ];
        let conditions = conditions(Some(place(0, 0)));
        let order = good_order(&visits, &conditions);
        let round = along(&visits, &conditions, &order);
        let missed: Vec<_> = round
            .stops
            .iter()
            .filter(|stop| stop.opening == Opening::Missed)
            .map(|stop| stop.visit)
            .collect();
        assert_eq!(missed, [1]);
        assert_eq!(round.metres, 66_719);
    }

    #[test]
    fn fifty_visits_with_hours_are_put_in_order_at_once() {
        let hours = ["9-12", "13-18", "10-11", "", "9-12, 14-18"];
        let visits: Vec<Visit> = (0..50_i64)
            .zip(hours.into_iter().cycle())
            .map(|(n, hours)| at(n * 7919 % 200_000, n * 104_729 % 200_000, hours))
            .collect();
        let conditions = conditions(Some(place(100_000, 100_000)));
        let order = good_order(&visits, &conditions);
        let way = Way::new(&visits, &(0..50).collect::<Vec<_>>(), &conditions);
        let mut untied = way.nearest_next();
        way.untie(&mut untied);
        assert!(way.cost(&order, None) < way.cost(&untied, None));
    }

    /// Visits anywhere on earth, the poles and the date line among them.
    fn visits(most: usize) -> impl Strategy<Value = Vec<Visit>> {
        let degree = |most: i64| prop_oneof![-most..=most, Just(most), Just(-most)];
        let position = prop::option::weighted(0.9, (degree(90_000_000), degree(180_000_000)));
        let hours = prop::sample::select(vec!["", "9-12", "14-18", "Su 9-10", "18:00-02:00"]);
        let visit = (position, hours).prop_map(|(position, hours)| Visit {
            position: position.map(|(north, east)| place(north, east)),
            hours: OpeningHours::parse(hours).ok(),
            agreed_for: None,
        });
        prop::collection::vec(visit, 0..=most)
    }

    proptest! {
        #[test]
        fn every_visit_comes_once_and_the_order_is_always_the_same(
            visits in visits(12), has_start: bool, speed_kmh: u16, visit_minutes in 0..600_u16,
        ) {
            let conditions = Conditions {
                speed_kmh,
                visit_minutes,
                ..conditions(has_start.then(|| place(0, 0)))
            };
            let order = good_order(&visits, &conditions);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..visits.len()).collect::<Vec<_>>());
            prop_assert_eq!(good_order(&visits, &conditions), order.clone());
            let apart = order.iter().skip_while(|visit| visits[**visit].position.is_some());
            prop_assert!(apart.clone().all(|visit| visits[*visit].position.is_none()));
            prop_assert!(apart.is_sorted());
            prop_assert_eq!(along(&visits, &conditions, &order).stops.len(), visits.len());
        }

        #[test]
        fn what_was_agreed_for_times_stands_in_their_order(
            mut visits in visits(9), times in prop::collection::vec(prop::option::of(0..1440_u16), 9),
            has_start: bool,
        ) {
            for (visit, time) in visits.iter_mut().zip(&times) {
                visit.agreed_for = *time;
            }
            let conditions = conditions(has_start.then(|| place(0, 0)));
            let order = good_order(&visits, &conditions);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..visits.len()).collect::<Vec<_>>());
            let agreed = order.iter().filter_map(|visit| visits[*visit].agreed_for);
            prop_assert!(agreed.is_sorted());
        }

        #[test]
        fn without_hours_no_turn_makes_it_shorter_and_nearest_next_is_never_better(
            mut visits in visits(9), has_start: bool,
        ) {
            for visit in &mut visits {
                visit.hours = None;
            }
            visits.retain(|visit| visit.position.is_some());
            let conditions = conditions(has_start.then(|| place(10_000_000, 179_000_000)));
            let order = good_order(&visits, &conditions);
            let length = metres(&visits, &conditions, &order);
            let all: Vec<_> = (0..visits.len()).collect();
            let nearest = Way::new(&visits, &all, &conditions).nearest_next();
            prop_assert!(length <= metres(&visits, &conditions, &nearest));
            for from in 0..order.len() {
                for to in from + 1..order.len() {
                    let mut turned = order.clone();
                    turned[from..=to].reverse();
                    prop_assert!(length <= metres(&visits, &conditions, &turned));
                }
            }
        }

        #[test]
        fn with_hours_neither_a_turn_nor_a_move_makes_it_better(visits in visits(6), has_start: bool) {
            let located: Vec<_> = (0..visits.len()).filter(|at| visits[*at].position.is_some()).collect();
            let visits: Vec<_> = located.iter().map(|at| visits[*at].clone()).collect();
            let conditions = conditions(has_start.then(|| place(0, 0)));
            let order = good_order(&visits, &conditions);
            let way = Way::new(&visits, &(0..visits.len()).collect::<Vec<_>>(), &conditions);
            prop_assume!(way.has_times());
            let cost = way.cost(&order, None);
            for from in 0..order.len() {
                for to in 0..order.len() {
                    let mut moved = order.clone();
                    let visit = moved.remove(from);
                    moved.insert(to, visit);
                    prop_assert!(cost <= way.cost(&moved, None));
                }
            }
            // What is reckoned while searching is what is told in the end.
            let round = along(&visits, &conditions, &order);
            let missed = round.stops.iter().filter(|stop| stop.opening == Opening::Missed).count();
            prop_assert_eq!(cost.2, missed);
            prop_assert_eq!(cost.4, u64::from(round.metres));
        }
    }
}
