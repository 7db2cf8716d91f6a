//! What coefficients and weights the Book itself speaks for: the fits of
//! [`domain::calibration`](crate::domain::calibration) over what was observed, and what taking them
//! over would do.
//!
//! A customer counts once, with its latest observation that is not in the future. Satisfaction and
//! the length of the relation are taken as they stood at the end of the day of that observation: what
//! was rated later cannot have led to it, and would let a fit explain the past by what came after.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::score_effect::{Comparing, ScoreEffect};
use crate::app::marks::Cell;
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::app::timeline::Clock;
use crate::domain::calibration::{
    FEWEST_OBSERVATIONS, LoyaltyFactor, LoyaltyFit, Observed, RatedOverall, Refusal, WeightsFit,
    fit_loyalty, fit_weights,
};
use crate::domain::id::CustomerId;
use crate::domain::loyalty;
use crate::domain::moment::{Moment, Now};
use crate::domain::order::PutInOrder;
use crate::domain::rating::{AspectId, Observation};
use crate::domain::resource::Weight;
use crate::domain::scoring::Scoring;

/// How many points of a fit are kept to be drawn: those farthest off, and every so many-th other.
pub const MOST_POINTS: usize = 600;

/// How many of them are those farthest off.
const FARTHEST_POINTS: usize = 100;

/// Customers with an observation that could not be used, each counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// All their observations lie in the future.
    pub still_to_come: usize,
    /// Nothing that weighs anything was rated by then.
    pub unrated: usize,
    /// The relation had not begun by then, or it is not known when it began.
    pub without_begin: usize,
    /// Not every aspect was rated by then.
    pub incomplete: usize,
}

impl LeftOut {
    /// How many there are.
    pub fn all(self) -> usize {
        self.still_to_come + self.unrated + self.without_begin + self.incomplete
    }
}

/// One observation of a fit, to be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Whose.
    pub customer: CustomerId,
    /// What the fit says.
    pub fitted: f64,
    /// Observed less fitted.
    pub residual: f64,
}

/// What came of a calibration.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibrated<F, R> {
    /// The fit, or why there is none.
    pub fit: Result<F, Refusal<R>>,
    /// How many customers have an observation, usable or not.
    pub observed: usize,
    /// Who is missing in the fit.
    pub left_out: LeftOut,
    /// For each aspect of the settings how many of those with a usable observation had rated it by
    /// then; empty where aspects do not matter.
    pub rated: Vec<(AspectId, usize)>,
    /// The aspects that were fitted; empty where aspects do not matter.
    pub chosen: Vec<AspectId>,
    /// The observations of the fit, at most [`MOST_POINTS`].
    pub points: Vec<Point>,
    /// The terms with the fit in them, and what they would do; none where there is no fit, or its
    /// numbers are larger than is taken.
    pub proposal: Option<(Arc<Scoring>, ScoreEffect)>,
}

/// The fit of b₀, b₁ and b₂.
pub type LoyaltyCalibration = Calibrated<LoyaltyFit, LoyaltyFactor>;

/// The fit of the weights of aspects.
pub type WeightsCalibration = Calibrated<WeightsFit, AspectId>;

/// What is fitted to what.
pub trait Subject {
    /// What comes of it.
    type Fit;
    /// What a refusal names.
    type Factor;

    /// Takes in the customer in a slot.
    fn add(&mut self, model: &Model, slot: Slot, now: Now);

    /// Fits all that was taken in, and fills in all but the proposal.
    fn fit(&mut self) -> Calibrated<Self::Fit, Self::Factor>;

    /// The terms with a fit in them.
    fn proposed(fit: &Self::Fit, scoring: &Scoring) -> Option<Scoring>;
}

/// A calibration that goes on in parts.
pub struct Calibrating<S: Subject> {
    subject: S,
    now: Now,
    next: Slot,
    found: Option<Calibrated<S::Fit, S::Factor>>,
    comparing: Option<(Arc<Scoring>, Comparing)>,
}

impl<S: Subject> Calibrating<S> {
    /// Begins.
    pub fn new(subject: S, now: Now) -> Self {
        Self {
            subject,
            now,
            next: 0,
            found: None,
            comparing: None,
        }
    }

    /// Goes on with so many customers; how far it has come then, in thousandths, or `None` at the
    /// end.
    pub fn step(&mut self, model: &Model, customers: Slot) -> Option<u16> {
        if let Some((_, comparing)) = &mut self.comparing {
            let thousandths = comparing.step(model, customers)?;
            return Some(500 + thousandths / 2);
        }
        let all = model.customer_slot_count();
        if self.next < all {
            let end = self.next.saturating_add(customers).min(all);
            for slot in self.next..end {
                self.subject.add(model, slot, self.now);
            }
            self.next = end;
            let thousandths = u64::from(end) * 500 / u64::from(all);
            return Some(u16::try_from(thousandths).unwrap_or(500));
        }
        if self.found.is_some() {
            return None;
        }
        let found = self.subject.fit();
        let scoring = &model.settings().scoring;
        let proposed = found.fit.as_ref().ok();
        let proposed = proposed.and_then(|fit| S::proposed(fit, scoring));
        self.found = Some(found);
        let proposed = Arc::new(proposed?);
        self.comparing = Some((proposed.clone(), Comparing::new(proposed, self.now)));
        Some(500)
    }

    /// What came of it, once the work is at its end.
    pub fn finish(self) -> Option<Calibrated<S::Fit, S::Factor>> {
        let proposal = self
            .comparing
            .map(|(scoring, comparing)| (scoring, comparing.finish()));
        Some(Calibrated {
            proposal,
            ..self.found?
        })
    }

    /// What comes of it, all at once.
    pub fn whole(mut self, model: &Model) -> Option<Calibrated<S::Fit, S::Factor>> {
        while self.step(model, Slot::MAX).is_some() {}
        self.finish()
    }
}

/// The end of a day, or now where that is earlier.
fn end_of(day: NaiveDate, now: Now) -> Now {
    NaiveTime::from_hms_opt(23, 59, 59)
        .and_then(|end| {
            day.and_time(end)
                .and_local_timezone(now.timezone())
                .single()
        })
        .map_or(now, |end| end.min(now))
}

/// b₀, b₁ and b₂ against the observed loyalty.
#[derive(Debug, Default)]
pub struct OfLoyalty {
    observed: Vec<Observed>,
    left_out: LeftOut,
}

/// The observation of a customer that counts: the latest that is not in the future; of the same day,
/// the one written later.
fn latest_observation(
    model: &Model,
    customer: CustomerId,
    today: NaiveDate,
) -> Option<&Observation> {
    let observations = model.observations_of(customer).map(|one| &**one);
    let observations = observations.filter(|one| one.on <= today);
    observations.max_by_key(|one| (one.on, one.id))
}

impl Subject for OfLoyalty {
    type Fit = LoyaltyFit;
    type Factor = LoyaltyFactor;

    fn add(&mut self, model: &Model, slot: Slot, now: Now) {
        let customer = model.customer_at(slot);
        let Some(customer) = customer.filter(|one| one.trashed_at.is_none()) else {
            return;
        };
        let Some(observation) = latest_observation(model, customer.id, now.date_naive()) else {
            let any = model.observations_of(customer.id).next();
            self.left_out.still_to_come += usize::from(any.is_some());
            return;
        };
        let at = end_of(observation.on, now);
        let Some(satisfaction) = model.satisfaction_value(slot, at) else {
            self.left_out.unrated += 1;
            return;
        };
        let begin = model.begin_of(slot, at);
        let months = begin.and_then(|begin| loyalty::months(begin.day(), at.date_naive()));
        let Some(months) = months else {
            self.left_out.without_begin += 1;
            return;
        };
        self.observed.push(Observed {
            customer: customer.id,
            satisfaction,
            months,
            loyalty: observation.value.approximate(),
        });
    }

    fn fit(&mut self) -> LoyaltyCalibration {
        let fit = fit_loyalty(&self.observed);
        let residuals = fit.iter().flat_map(|fit| &fit.residuals);
        let points = residuals.map(|one| Point {
            customer: one.customer,
            fitted: one.fitted(),
            residual: one.residual,
        });
        Calibrated {
            points: few(points.collect()),
            fit,
            observed: self.observed.len() + self.left_out.all(),
            left_out: self.left_out,
            rated: Vec::new(),
            chosen: Vec::new(),
            proposal: None,
        }
    }

    fn proposed(fit: &LoyaltyFit, scoring: &Scoring) -> Option<Scoring> {
        Some(Scoring {
            coefficients: fit.coefficients()?,
            ..scoring.clone()
        })
    }
}

/// The weights of aspects against the overall rating, of those aspects that the user chose. Of the
/// others those are fitted that weigh something and that customers enough rated, each and all
/// together. How old ratings are does not matter here: a
/// fit that faded them would depend on the half-life.
#[derive(Debug)]
pub struct OfWeights {
    /// All aspects of the settings, each with whether the user chose it, if that was said, and whether
    /// it weighs something.
    aspects: Vec<(AspectId, Option<bool>, bool)>,
    rated: Vec<RatedOverall>,
    counts: Vec<usize>,
    left_out: LeftOut,
}

impl OfWeights {
    /// Fits the weights of aspects, as far as the user said which; the others are to weigh nothing.
    pub fn new(scoring: &Scoring, chosen: impl Fn(AspectId) -> Option<bool>) -> Self {
        let aspects = scoring.aspects.iter();
        let aspects = aspects.map(|one| (one.id, chosen(one.id), one.weight != Weight(0)));
        Self {
            aspects: aspects.collect(),
            counts: vec![0; scoring.aspects.len()],
            rated: Vec::new(),
            left_out: LeftOut::default(),
        }
    }

    /// The aspects that are fitted.
    fn chosen(&self) -> Vec<AspectId> {
        // The least rated of those that the user said nothing of go first.
        let mut open: Vec<(usize, AspectId)> = Vec::new();
        for ((id, chosen, weighs), count) in self.aspects.iter().zip(&self.counts) {
            if chosen.is_none() && *weighs && FEWEST_OBSERVATIONS <= *count {
                open.push((*count, *id));
            }
        }
        open.put_in_order_by(|a, b| b.0.cmp(&a.0));
        loop {
            let is_chosen = |id: &AspectId, chosen: Option<bool>| {
                chosen.unwrap_or_else(|| open.iter().any(|(_, other)| other == id))
            };
            let all = self.aspects.iter();
            let all = all.filter(|(id, chosen, _)| is_chosen(id, *chosen));
            let all: Vec<AspectId> = all.map(|(id, ..)| *id).collect();
            let complete = self.rated.iter().filter(|one| has_all(one, &all)).count();
            if FEWEST_OBSERVATIONS <= complete || open.pop().is_none() {
                return all;
            }
        }
    }
}

/// Whether somebody rated all of these aspects.
fn has_all(one: &RatedOverall, aspects: &[AspectId]) -> bool {
    let is_rated = |aspect: &AspectId| one.ratings.iter().any(|(rated, _)| rated == aspect);
    aspects.iter().all(is_rated)
}

impl Subject for OfWeights {
    type Fit = WeightsFit;
    type Factor = AspectId;

    fn add(&mut self, model: &Model, slot: Slot, now: Now) {
        let customer = model.customer_at(slot);
        let Some(customer) = customer.filter(|one| one.trashed_at.is_none()) else {
            return;
        };
        let clock = Clock::of(now);
        let mut overall = model
            .marks_at(slot)
            .filter(|mark| mark.aspect == AspectId::Overall)
            .peekable();
        if overall.peek().is_none() {
            return;
        }
        let Some(overall) = overall.find(|mark| !mark.is_after(clock)) else {
            self.left_out.still_to_come += 1;
            return;
        };
        let mut at = end_of(overall.on(), now);
        // What was given along with it counts, also where that day ends later than here.
        if let Some(Moment::At(instant)) = model.rating(overall.id).map(|rating| rating.at) {
            at = at.max(instant.with_timezone(&now.timezone()));
        }
        let mut cells = vec![Cell::NONE; self.aspects.len()];
        model.latest_at(slot, Clock::of(at), &mut cells);
        let mut ratings = Vec::with_capacity(self.aspects.len());
        for (((aspect, ..), cell), count) in self.aspects.iter().zip(&cells).zip(&mut self.counts) {
            if !cell.is_rated() {
                continue;
            }
            *count += 1;
            ratings.push((*aspect, cell.points));
        }
        self.rated.push(RatedOverall {
            customer: customer.id,
            ratings,
            overall: overall.points,
        });
    }

    fn fit(&mut self) -> WeightsCalibration {
        let chosen = self.chosen();
        let fit = fit_weights(&chosen, &self.rated);
        let is_complete = |one: &&RatedOverall| has_all(one, &chosen);
        let complete = self.rated.iter().filter(is_complete).count();
        let left_out = LeftOut {
            incomplete: self.rated.len() - complete,
            ..self.left_out
        };
        let mut overall: Vec<(CustomerId, f64)> = self
            .rated
            .iter()
            .filter(is_complete)
            .map(|one| (one.customer, one.overall))
            .collect();
        overall.put_in_order_by(|a, b| a.0.cmp(&b.0));
        let residuals = fit.iter().flat_map(|fit| &fit.residuals);
        // Both stand in the order of the customers' ids, each once.
        let points = overall.iter().zip(residuals);
        let points = points.map(|((customer, overall), (_, residual))| Point {
            customer: *customer,
            fitted: overall - residual,
            residual: *residual,
        });
        Calibrated {
            points: few(points.collect()),
            fit,
            observed: self.rated.len() + left_out.still_to_come,
            left_out,
            rated: self
                .aspects
                .iter()
                .map(|(id, ..)| *id)
                .zip(self.counts.iter().copied())
                .collect(),
            chosen,
            proposal: None,
        }
    }

    fn proposed(fit: &WeightsFit, scoring: &Scoring) -> Option<Scoring> {
        let kept = fit.kept();
        let mut scoring = scoring.clone();
        for aspect in &mut scoring.aspects {
            let weight = kept.iter().find(|(id, _)| *id == aspect.id);
            aspect.weight = weight.map_or(Weight(0), |(_, weight)| *weight);
        }
        scoring.fault().is_none().then_some(scoring)
    }
}

/// Few enough points to be drawn: those farthest off, and of the others every so many-th by what the
/// fit says, so that they spread as all do. They stand in the order of what the fit says.
fn few(mut points: Vec<Point>) -> Vec<Point> {
    let by_fit = |a: &Point, b: &Point| {
        a.fitted
            .total_cmp(&b.fitted)
            .then(a.customer.cmp(&b.customer))
    };
    if MOST_POINTS < points.len() {
        points.put_in_order_by(|a, b| {
            b.residual
                .abs()
                .total_cmp(&a.residual.abs())
                .then(by_fit(a, b))
        });
        let mut others = points.split_off(FARTHEST_POINTS);
        others.put_in_order_by(by_fit);
        let every = others.len().div_ceil(MOST_POINTS - FARTHEST_POINTS);
        points.extend(others.into_iter().step_by(every));
    }
    points.put_in_order_by(by_fit);
    points
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn many_points_are_thinned_out_and_the_farthest_stay() {
        let point = |number: u32| Point {
            customer: CustomerId(Uuid::from_u128(u128::from(number))),
            fitted: f64::from(number * 37 % 5_000),
            residual: if number % 100 == 7 {
                -900.0
            } else {
                f64::from(number % 50)
            },
        };
        let all: Vec<Point> = (0..5_000).map(point).collect();
        let kept = few(all.clone());
        assert!((FARTHEST_POINTS..=MOST_POINTS).contains(&kept.len()));
        let far = |points: &[Point]| points.iter().filter(|one| one.residual < 0.0).count();
        assert_eq!((far(&all), far(&kept)), (50, 50));
        assert!(kept.is_sorted_by(|a, b| a.fitted <= b.fitted));
        assert_eq!(few(all[..MOST_POINTS].to_vec()).len(), MOST_POINTS);
    }
}
