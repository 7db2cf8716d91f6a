//! What the customers of the sample data thought of the user, and how loyal they proved.
//!
//! The marks follow the words: a late delivery costs its mark, a complaint that was settled well
//! earns more than there was before. Loyalty follows satisfaction and the length of the relation with
//! a spread that a fit can see through, so that both calibrations have something to find.

use super::random::Random;
use super::words::{self, Step};
use super::{SampleLanguage, Source};
use crate::app::ports::Environment;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::decimal::Decimal;
use crate::domain::id::{CustomerId, ObservationId, RatingId};
use crate::domain::moment::{Now, days_between};
use crate::domain::origin::Origin;
use crate::domain::rating::{AspectId, Observation, RatedValue, Rating, Scale};

/// How many aspects there are.
const ASPECTS: usize = AspectId::BUILT_IN.len();

/// How much each aspect means to these customers, in hundredths.
const WEIGHTS: [u32; ASPECTS] = [30, 15, 15, 20, 15, 5];

/// Whoever has fewer exchanges was not asked yet.
const ASKED_AFTER: usize = 3;

/// Ratings and observed loyalties while they grow. They have numbers of their own, so that the
/// stories do not change with them.
pub(super) struct Scores {
    random: Random,
    rows: u64,
    pub(super) ratings: Vec<Rating>,
    pub(super) observations: Vec<Observation>,
}

impl Scores {
    pub(super) fn new() -> Self {
        Self {
            random: Random::new(5),
            rows: 0,
            ratings: Vec::new(),
            observations: Vec::new(),
        }
    }

    /// What a customer made of the exchanges of its story, the oldest first.
    pub(super) fn judge(
        &mut self,
        place: usize,
        story: &[(&Step, Communication)],
        source: &Source,
        env: &dyn Environment,
    ) -> Option<[u8; ASPECTS]> {
        // Some were never asked.
        if story.len() < ASKED_AFTER || place % 17 == 6 {
            return None;
        }
        let temper = self.random.within(2, 4);
        let mut marks = [0; ASPECTS];
        for mark in &mut marks {
            *mark = self.mark(temper - 1, temper + 1);
        }
        let last = story.len() - 1;
        let signed = words::BEGINNING.len() - 1;
        for (number, (step, exchange)) in story.iter().enumerate() {
            for (aspect, mark) in step.marks {
                if let Some(at) = AspectId::BUILT_IN.iter().position(|one| one == aspect) {
                    marks[at] = *mark;
                }
            }
            if number == last && Fate::of(place) == Fate::Rises {
                for mark in &mut marks {
                    *mark = 5.min(*mark + 1);
                }
            }
            let is_survey = number == last || number == signed;
            for (at, aspect) in AspectId::BUILT_IN.into_iter().enumerate() {
                // Whoever never needed them has no opinion of prices and what follows a sale.
                let has_opinion = place % 9 != 4 || at < 4;
                let came_up = step.marks.iter().any(|(one, _)| *one == aspect);
                if came_up || is_survey && has_opinion {
                    self.rate(exchange, aspect, marks[at], source, env);
                }
            }
            if number == last && place % 9 != 4 {
                let overall = self.overall(marks);
                self.rate(exchange, AspectId::Overall, overall, source, env);
            }
        }
        Some(marks)
    }

    /// The orders of a year of a customer that thinks so of the user.
    pub(super) fn observe(
        &mut self,
        customer: &Customer,
        marks: [u8; ASPECTS],
        language: SampleLanguage,
        source: &Source,
        (env, now): (&dyn Environment, Now),
    ) {
        let today = now.date_naive();
        let days = customer.since.map_or(0, |since| days_between(since, today));
        let sum: u32 = marks.iter().map(|mark| u32::from(*mark) - 1).sum();
        // In tenths: one order for each eight points of satisfaction, and one for each two months.
        let points = sum * 25 / 6;
        let spread = self.random.within(0, 50);
        let tenths = (points * 10 / 8 + days / 6 + spread).saturating_sub(45);
        let origin = self.next_origin(source);
        self.observations.push(Observation {
            id: ObservationId(env.new_id()),
            customer: customer.id,
            value: Decimal::from_millionths(i64::from((tenths + 5) / 10) * 1_000_000),
            on: today,
            note: language.of(words::ORDERS).to_owned(),
            origin: Some(origin),
            trashed_at: None,
        });
    }

    fn rate(
        &mut self,
        exchange: &Communication,
        aspect: AspectId,
        mark: u8,
        source: &Source,
        env: &dyn Environment,
    ) {
        let whose: Option<&CustomerId> = exchange.customers.first();
        let value = RatedValue::whole(mark, Scale::FivePoint);
        let (Some(customer), Some(value)) = (whose, value) else {
            return;
        };
        let origin = self.next_origin(source);
        self.ratings.push(Rating {
            id: RatingId(env.new_id()),
            customer: *customer,
            aspect,
            value,
            at: exchange.at,
            communication: Some(exchange.id),
            given_by: String::new(),
            origin: Some(origin),
            trashed_at: None,
        });
    }

    /// All of it together, as somebody says it who does not reckon: rounded, and a little off.
    fn overall(&mut self, marks: [u8; ASPECTS]) -> u8 {
        let weighed: u32 = marks
            .iter()
            .zip(WEIGHTS)
            .map(|(mark, weight)| u32::from(*mark) * weight)
            .sum();
        let said = weighed + self.random.within(0, 60);
        // Half a mark to round, and the middle of the spread taken off.
        u8::try_from((said + 20) / 100).unwrap_or(5).clamp(1, 5)
    }

    fn mark(&mut self, least: u32, most: u32) -> u8 {
        u8::try_from(self.random.within(least, most)).unwrap_or(5)
    }

    fn next_origin(&mut self, source: &Source) -> Origin {
        self.rows += 1;
        Origin {
            source: source.id,
            key: format!("score {}", self.rows),
            row_hash: 0,
        }
    }
}

/// How a relation has gone of late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// As before.
    Goes,
    /// Down: the last delivery came late.
    Falls,
    /// Up.
    Rises,
}

impl Fate {
    /// How it has gone with the customer at a place.
    pub(super) fn of(place: usize) -> Self {
        match place % 5 {
            1 => Self::Falls,
            3 => Self::Rises,
            _ => Self::Goes,
        }
    }

    /// The last exchange of a story that has come so far, if it is another than the plot's.
    pub(super) fn ending(self, exchanges: usize) -> Option<&'static Step> {
        if exchanges <= words::BEGINNING.len() {
            return None;
        }
        match self {
            Self::Goes => None,
            Self::Falls => words::STORIES[0].first(),
            Self::Rises => words::STORIES[5].first(),
        }
    }
}
