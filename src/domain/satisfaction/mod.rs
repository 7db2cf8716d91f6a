//! Satisfaction: S = Σ wᵢ·Cᵢ over the aspects that a customer has rated, 0 to 100.

use chrono::NaiveDate;

use super::id::RatingId;
use super::moment::days_between;
use super::rating::AspectId;
use super::resource::Weight;
use super::scoring::Scoring;

/// How many days back a trend looks.
pub const TREND_DAYS: u32 = 90;

/// A change of fewer points than this is none.
pub const STEADY_WITHIN: f64 = 1.0;

/// The rating of an aspect that counts: the latest that is not in the future.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rated {
    /// Which.
    pub rating: RatingId,
    /// The score, 0 to 100.
    pub points: f64,
    /// The date on which it was given.
    pub on: NaiveDate,
}

/// Satisfaction with all that led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Satisfaction {
    /// The score, 0 to 100.
    pub value: f64,
    /// How much of the aspects it rests on.
    pub coverage: Coverage,
    /// One for each aspect, those without a rating included, in the user's order.
    pub terms: Vec<Term>,
}

/// On how much a score rests. Aspects of weight zero are not counted, and age does not matter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// How many aspects have a rating.
    pub rated: usize,
    /// How many there are.
    pub aspects: usize,
    /// The part of the weight that is rated, 0 to 1.
    pub share: f64,
}

/// What one aspect adds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// What is rated.
    pub aspect: AspectId,
    /// How much it weighs, as given.
    pub weight: Weight,
    /// The rating that counts, if there is one.
    pub rated: Option<Rated>,
    /// Its part of the score's weight, with age and without what is missing, 0 to 1; the parts of
    /// all terms sum to 1.
    pub share: f64,
    /// `share` times the rating; the sum of all is the score.
    pub contribution: f64,
}

impl Satisfaction {
    /// The score from the rating that counts of each aspect; none where nothing that weighs
    /// anything is rated.
    pub fn of(
        scoring: &Scoring,
        rated: impl Fn(AspectId) -> Option<Rated>,
        today: NaiveDate,
    ) -> Option<Self> {
        let terms: Vec<(AspectId, Weight, Option<Rated>)> = scoring
            .aspects
            .iter()
            .map(|aspect| (aspect.id, aspect.weight, rated(aspect.id)))
            .collect();
        let weighing = || terms.iter().filter(|(_, weight, _)| *weight != Weight(0));
        let newest = weighing().filter_map(|(_, _, rated)| Some(age(rated.as_ref()?, today)));
        let newest = newest.min()?;
        let heavy = |weight: Weight, rated: &Rated| {
            let older = i64::from(age(rated, today)) - i64::from(newest);
            weight.factor() * fade(older, scoring.half_life_days)
        };
        let mut sum = WeightedSum::default();
        for (_, weight, rated) in &terms {
            if let Some(rated) = rated {
                sum.add(rated.points, heavy(*weight, rated));
            }
        }
        let value = sum.mean()?;
        let all: f64 = weighing().map(|(_, weight, _)| weight.factor()).sum();
        let is_rated = |(_, _, rated): &&(AspectId, Weight, Option<Rated>)| rated.is_some();
        let covered: f64 = weighing()
            .filter(is_rated)
            .map(|(_, weight, _)| weight.factor())
            .sum();
        Some(Self {
            value,
            coverage: Coverage {
                rated: weighing().filter(is_rated).count(),
                aspects: weighing().count(),
                share: covered / all,
            },
            terms: terms
                .into_iter()
                .map(|(aspect, weight, rated)| {
                    let share = rated.map_or(0.0, |rated| heavy(weight, &rated) / sum.weight);
                    Term {
                        aspect,
                        weight,
                        rated,
                        share,
                        contribution: share * rated.map_or(0.0, |rated| rated.points),
                    }
                })
                .collect(),
        })
    }
}

fn age(rated: &Rated, today: NaiveDate) -> u32 {
    days_between(rated.on, today)
}

/// By what the weight of a rating is multiplied that is so many days older than the customer's
/// newest that weighs anything: a half for each half-life.
///
/// Only the differences of age matter to a score. Beyond a thousand half-lives all is the same, so
/// that no weight becomes nothing or everything.
pub fn fade(days_older: i64, half_life_days: Option<u32>) -> f64 {
    let Some(half_life) = half_life_days.filter(|_| days_older != 0) else {
        return 1.0;
    };
    let days = i32::try_from(days_older).unwrap_or(i32::MAX);
    let half_lives = f64::from(days) / f64::from(half_life.max(1));
    (-half_lives.clamp(-1000.0, 1000.0)).exp2()
}

/// A mean that is being summed up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WeightedSum {
    /// Σ wᵢ·Cᵢ.
    pub points: f64,
    /// Σ wᵢ.
    pub weight: f64,
}

impl WeightedSum {
    /// Takes in a rating, 0 to 100, with its weight, not below 0.
    pub fn add(&mut self, points: f64, weight: f64) {
        self.points += points * weight;
        self.weight += weight;
    }

    /// The mean; none where nothing weighs anything.
    pub fn mean(self) -> Option<f64> {
        (0.0 < self.weight).then(|| self.points / self.weight)
    }
}

/// How a score moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// The score [`TREND_DAYS`] days ago, or the first one since.
    pub before: f64,
    /// The date of the newest rating in it.
    pub before_on: NaiveDate,
    /// The score now.
    pub after: f64,
    /// The date of the newest rating in it.
    pub after_on: NaiveDate,
}

/// Which way a score moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// It fell by [`STEADY_WITHIN`] points or more.
    Down,
    /// It stayed.
    Steady,
    /// It rose by as much.
    Up,
}

impl Trend {
    /// The points gained; below 0 for points lost.
    pub fn change(self) -> f64 {
        self.after - self.before
    }

    /// Which way.
    pub fn direction(self) -> Direction {
        let change = self.change();
        if change <= -STEADY_WITHIN {
            Direction::Down
        } else if STEADY_WITHIN <= change {
            Direction::Up
        } else {
            Direction::Steady
        }
    }
}

#[cfg(test)]
mod tests;
