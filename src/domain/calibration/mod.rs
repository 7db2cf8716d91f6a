//! Calibration 校准: coefficients and weights read out of what customers were observed to do.
//!
//! Nothing here is taken over by itself. A fit says how many observations it rests on, how much it
//! explains, how far it may be off, and who weighs most; where the observations are too thin or tell
//! nothing it is refused with the reason.

use super::decimal::Decimal;
use super::id::CustomerId;
use super::order::PutInOrder;
use super::rating::AspectId;
use super::resource::Weight;
use super::scoring::{Coefficients, Scoring};
use super::statistics::compensated::sum;
use super::statistics::least_squares::{Estimate, least_squares};
use super::statistics::non_negative::non_negative;
use super::statistics::number;
use super::statistics::refusal;
use super::statistics::sample::Sample;
use super::statistics::student_t::Level;

/// With fewer observations nothing is fitted.
pub const FEWEST_OBSERVATIONS: usize = 10;

/// Of those who weigh most at most so many are named.
pub const MOST_NAMED: usize = 10;

/// What is known of one customer whose loyalty was observed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observed {
    /// Whose.
    pub customer: CustomerId,
    /// Its satisfaction S, 0 to 100.
    pub satisfaction: f64,
    /// The length of the relation D, in months.
    pub months: f64,
    /// The loyalty that was observed: orders, renewals or whatever the user counts, in that unit.
    pub loyalty: f64,
}

/// What loyalty is explained by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoyaltyFactor {
    /// Satisfaction S.
    Satisfaction,
    /// The length D of the relation.
    Duration,
}

/// Why nothing is fitted. `F` names a factor.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal<F> {
    /// There are fewer observations than it takes.
    #[error("{observations} observations where {least} are needed")]
    TooFew {
        /// How many there are.
        observations: usize,
        /// How many it takes.
        least: usize,
    },
    /// A number is not finite, or larger than can be reckoned with.
    #[error("a number out of reach: {value}, of {customer}")]
    OutOfReach {
        /// Whose observation holds it.
        customer: CustomerId,
        /// The number.
        value: f64,
    },
    /// What was observed is the same for all, so that there is nothing to explain.
    #[error("the same was observed of all")]
    ConstantResponse,
    /// A factor is the same for all, so that it explains nothing.
    #[error("a factor is the same for all")]
    Constant(F),
    /// A factor follows from others, so that their parts cannot be told apart.
    #[error("a factor follows from others")]
    Collinear {
        /// Which.
        factor: F,
        /// From which, besides a constant.
        with: Vec<F>,
    },
    /// Every weight would be 0. Of weights alone.
    #[error("no aspect has a weight above 0")]
    NoWeight,
}

/// One observation beside what the fit makes of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Residual {
    /// Whose.
    pub customer: CustomerId,
    /// What was observed.
    pub observed: f64,
    /// Observed less fitted.
    pub residual: f64,
    /// How much the observation pulls the fit to itself, 0 to 1.
    pub leverage: f64,
    /// How far the fit would move without it (Cook's distance). `None` where the fit goes through
    /// the observation whatever it says.
    pub cooks_distance: Option<f64>,
}

impl Residual {
    /// What the fit says.
    pub fn fitted(&self) -> f64 {
        self.observed - self.residual
    }
}

/// `L = b₀ + b₁·S + b₂·D`, fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct LoyaltyFit {
    /// `b₀`, in the unit of what was observed.
    pub intercept: Estimate,
    /// `b₁`, by point of satisfaction.
    pub satisfaction: Estimate,
    /// `b₂`, by month.
    pub duration: Estimate,
    /// By how many the observations outnumber the three coefficients.
    pub degrees_of_freedom: usize,
    /// The part of the variance that the fit explains, 0 to 1.
    pub r_squared: f64,
    /// The same, less what two factors would explain by chance; may be below 0.
    pub adjusted_r_squared: f64,
    /// How far an observation is likely to be off the fit, in the unit of what was observed.
    pub residual_deviation: f64,
    /// The observations in the order of their customers' ids.
    pub residuals: Vec<Residual>,
    /// Those of them without which the fit would differ most, at most [`MOST_NAMED`], the heaviest
    /// first: a Cook's distance above `4/n` (Bollen and Jackman, in *Modern Methods of Data Analysis*,
    /// 1990) for `n` observations. A leverage alone says what could move the fit, and not what does.
    pub heaviest: Vec<Residual>,
}

impl LoyaltyFit {
    /// How many observations it rests on.
    pub fn observations(&self) -> usize {
        self.residuals.len()
    }

    /// The coefficients in the form in which they are kept, to a millionth. `None` where one is
    /// farther from zero than is taken.
    pub fn coefficients(&self) -> Option<Coefficients> {
        let kept = |estimate: Estimate| {
            let millionths = (estimate.value * 1e6).round();
            #[expect(
                clippy::cast_possible_truncation,
                reason = "it ends at the largest integer, which is beyond the limit too"
            )]
            let kept = Decimal::from_millionths(millionths as i64);
            (!kept.is_beyond(Scoring::LIMIT)).then_some(kept)
        };
        Some(Coefficients {
            intercept: kept(self.intercept)?,
            satisfaction: kept(self.satisfaction)?,
            duration: kept(self.duration)?,
        })
    }
}

/// Fits the coefficients of loyalty by ordinary least squares, with intervals of 95 %.
///
/// The order of the observations does not matter to the last digit: they are put in order first,
/// which is the other half of the time.
pub fn fit_loyalty(observations: &[Observed]) -> Result<LoyaltyFit, Refusal<LoyaltyFactor>> {
    let mut observations = observations.to_vec();
    // By all that they hold, so that two of one customer come in a steady order as well.
    observations.put_in_order_by(|a, b| {
        let numbers = |one: &Observed| [one.satisfaction, one.months, one.loyalty];
        let pairs = numbers(a).into_iter().zip(numbers(b));
        pairs.fold(a.customer.cmp(&b.customer), |order, (a, b)| {
            order.then(a.total_cmp(&b))
        })
    });
    let mut sample = Sample::of_factors(2);
    for observation in &observations {
        let factors = [observation.satisfaction, observation.months];
        sample.push(&factors, observation.loyalty);
    }
    let factors = [LoyaltyFactor::Satisfaction, LoyaltyFactor::Duration];
    let customer = |row: usize| observations[row].customer;
    let fit = least_squares(&sample, FEWEST_OBSERVATIONS)
        .map_err(|refusal| named(refusal, &factors, customer))?;

    let distances = fit.cooks_distances();
    let residual = |(row, cooks_distance)| {
        let observation: &Observed = &observations[row];
        Residual {
            customer: observation.customer,
            observed: observation.loyalty,
            residual: fit.residuals[row],
            leverage: fit.leverages[row],
            cooks_distance,
        }
    };
    let residuals: Vec<Residual> = distances.into_iter().enumerate().map(residual).collect();
    let estimates = fit.estimates(Level::NINETY_FIVE);
    Ok(LoyaltyFit {
        intercept: estimates[0],
        satisfaction: estimates[1],
        duration: estimates[2],
        degrees_of_freedom: fit.degrees_of_freedom,
        r_squared: fit.r_squared,
        adjusted_r_squared: fit.adjusted_r_squared,
        residual_deviation: fit.residual_deviation,
        heaviest: heaviest(&residuals),
        residuals,
    })
}

/// Those who weigh most in a fit.
fn heaviest(residuals: &[Residual]) -> Vec<Residual> {
    let far = 4.0 / number(residuals.len());
    let is_heavy = |residual: &&Residual| residual.cooks_distance.is_none_or(|one| far < one);
    let mut heavy: Vec<Residual> = residuals.iter().filter(is_heavy).copied().collect();
    // Who leaves the fit no choice weighs more than any distance says. Equals stay in the order of
    // their ids.
    heavy.put_in_order_by(|a, b| {
        let weight = |one: &Residual| one.cooks_distance.unwrap_or(f64::INFINITY);
        weight(b)
            .total_cmp(&weight(a))
            .then(b.leverage.total_cmp(&a.leverage))
    });
    heavy.truncate(MOST_NAMED);
    heavy
}

/// What is known of one customer that gave an overall rating besides those of aspects.
#[derive(Debug, Clone, PartialEq)]
pub struct RatedOverall {
    /// Whose.
    pub customer: CustomerId,
    /// The ratings of aspects, 0 to 100, each aspect once.
    pub ratings: Vec<(AspectId, f64)>,
    /// The overall rating, 0 to 100.
    pub overall: f64,
}

/// `overall = Σ wᵢ·Cᵢ` with `wᵢ ≥ 0`, fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightsFit {
    /// The aspects in the order in which they were asked for.
    pub weights: Vec<FittedWeight>,
    /// The sum of the weights. Far from 1 it says that the overall ratings stand on another level
    /// than those of the aspects.
    pub sum: f64,
    /// How many observations it rests on.
    pub observations: usize,
    /// How many were left out because an aspect was not rated.
    pub incomplete: usize,
    /// How much better than their mean the weights foretell the overall ratings: 1 is exact, 0 is
    /// no better, below 0 is worse.
    pub r_squared: f64,
    /// Observed less fitted of each complete observation, in the order of the customers' ids.
    pub residuals: Vec<(CustomerId, f64)>,
}

impl WeightsFit {
    /// The shares in the form in which weights are kept: in percent, to a hundredth.
    pub fn kept(&self) -> Vec<(AspectId, Weight)> {
        let kept = |fitted: &FittedWeight| {
            let hundredths = (fitted.share * f64::from(Weight::MAX.0)).round();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share lies between 0 and 1"
            )]
            let weight = Weight(hundredths as u16);
            (fitted.aspect, weight)
        };
        self.weights.iter().map(kept).collect()
    }
}

/// The weight of an aspect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FittedWeight {
    /// Which.
    pub aspect: AspectId,
    /// As fitted, not below 0.
    pub weight: f64,
    /// Its part of all weights, 0 to 1.
    pub share: f64,
}

impl FittedWeight {
    /// Whether the best weight without bound would lie at or below 0.
    pub fn is_held_at_zero(&self) -> bool {
        self.weight == 0.0
    }
}

/// Fits the weights of aspects to overall ratings by non-negative least squares.
///
/// There is no constant, because satisfaction has none: S is the weighted mean of the ratings, 0
/// where all are 0 and 100 where all are 100. A constant would take up what the weights are to
/// explain, and be lost when they are taken over. That the weights add up to 1 is not forced; S
/// uses their shares, and [`WeightsFit::sum`] shows how far it is off.
///
/// Only customers that rated every aspect count: filling gaps would be guessing. The order of the
/// observations does not matter to the last digit.
pub fn fit_weights(
    aspects: &[AspectId],
    observations: &[RatedOverall],
) -> Result<WeightsFit, Refusal<AspectId>> {
    let mut complete: Vec<(CustomerId, Vec<f64>, f64)> = Vec::new();
    for observation in observations {
        let rating = |aspect: &AspectId| {
            let mut ratings = observation.ratings.iter();
            ratings
                .find(|(rated, _)| rated == aspect)
                .map(|(_, rating)| *rating)
        };
        if let Some(ratings) = aspects.iter().map(rating).collect() {
            complete.push((observation.customer, ratings, observation.overall));
        }
    }
    complete.put_in_order_by(|a, b| {
        let ratings = a.1.iter().zip(&b.1);
        let order = ratings.fold(a.0.cmp(&b.0), |order, (a, b)| order.then(a.total_cmp(b)));
        order.then(a.2.total_cmp(&b.2))
    });
    let mut sample = Sample::of_factors(aspects.len());
    for (_, ratings, overall) in &complete {
        sample.push(ratings, *overall);
    }
    let customer = |row: usize| complete[row].0;
    let fit = non_negative(&sample, FEWEST_OBSERVATIONS)
        .map_err(|refusal| named(refusal, aspects, customer))?;

    let whole = sum(fit.weights.iter().copied());
    if whole <= 0.0 {
        return Err(Refusal::NoWeight);
    }
    let weight = |(aspect, weight): (&AspectId, &f64)| FittedWeight {
        aspect: *aspect,
        weight: *weight,
        share: weight / whole,
    };
    let customers = complete.iter().map(|(customer, ..)| *customer);
    Ok(WeightsFit {
        weights: aspects.iter().zip(&fit.weights).map(weight).collect(),
        sum: whole,
        observations: complete.len(),
        incomplete: observations.len() - complete.len(),
        r_squared: fit.r_squared,
        residuals: customers.zip(fit.residuals).collect(),
    })
}

/// The refusal with names in the place of places.
fn named<F: Copy>(
    refusal: refusal::Refusal,
    factors: &[F],
    customer: impl Fn(usize) -> CustomerId,
) -> Refusal<F> {
    match refusal {
        refusal::Refusal::TooFew {
            observations,
            least,
        } => Refusal::TooFew {
            observations,
            least,
        },
        refusal::Refusal::OutOfReach { row, value } => Refusal::OutOfReach {
            customer: customer(row),
            value,
        },
        refusal::Refusal::ConstantResponse => Refusal::ConstantResponse,
        refusal::Refusal::Constant { column } => Refusal::Constant(factors[column]),
        refusal::Refusal::Collinear { column, with } => Refusal::Collinear {
            factor: factors[column],
            with: with.into_iter().map(|column| factors[column]).collect(),
        },
    }
}

#[cfg(test)]
mod tests;
