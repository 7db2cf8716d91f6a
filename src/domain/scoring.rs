//! By what satisfaction and loyalty are reckoned: aspects with weights, coefficients, a threshold.

use super::decimal::Decimal;
use super::rating::{AspectId, Scale};
use super::resource::Weight;

/// The user's terms of satisfaction and loyalty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoring {
    /// The scale in which ratings are entered. Those given in the other keep theirs.
    pub scale: Scale,
    /// What is rated, in the order in which it is shown; each at most once.
    pub aspects: Vec<Aspect>,
    /// Aspects of the user's own that are rated no more, the last removed last: their ratings keep
    /// their names, and they can be brought back.
    pub removed: Vec<Aspect>,
    /// After how many days a rating weighs half as much; `None` where age does not matter.
    pub half_life_days: Option<u32>,
    /// b₀, b₁ and b₂.
    pub coefficients: Coefficients,
    /// Whether loyalty is shown no lower than 0 and no higher than 100.
    pub clamps_loyalty: bool,
    /// Below this loyalty a customer is at risk.
    pub risk_below: Decimal,
}

/// One of the things that are rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aspect {
    /// Identity.
    pub id: AspectId,
    /// The user's name for it; empty for the word of the language.
    pub name: String,
    /// How much it weighs among the others; zero leaves it out of the score.
    pub weight: Weight,
}

/// The coefficients of loyalty: L = b₀ + b₁·S + b₂·D.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coefficients {
    /// What stands there without satisfaction and duration.
    pub intercept: Decimal,
    /// For each point of satisfaction.
    pub satisfaction: Decimal,
    /// For each month of the relation.
    pub duration: Decimal,
}

impl Default for Coefficients {
    /// 0, 0.8 and 0.2: a convention, not a finding.
    fn default() -> Self {
        Self {
            intercept: Decimal::default(),
            satisfaction: Decimal::from_millionths(800_000),
            duration: Decimal::from_millionths(200_000),
        }
    }
}

impl Default for Scoring {
    /// The six built-in aspects of equal weight; at risk below 50, a convention too.
    fn default() -> Self {
        let aspect = |id| Aspect {
            id,
            name: String::new(),
            weight: Weight::ONE,
        };
        Self {
            scale: Scale::default(),
            aspects: AspectId::BUILT_IN.map(aspect).to_vec(),
            removed: Vec::new(),
            half_life_days: None,
            coefficients: Coefficients::default(),
            clamps_loyalty: false,
            risk_below: Decimal::from_millionths(50_000_000),
        }
    }
}

impl Scoring {
    /// The most aspects there can be.
    pub const MOST_ASPECTS: usize = 20;

    /// How many removed aspects are remembered.
    pub const MOST_REMOVED: usize = 50;

    /// The farthest from zero that a coefficient or the threshold may be.
    pub const LIMIT: u64 = 1_000_000;

    /// The longest half-life, in days: a century.
    pub const LONGEST_HALF_LIFE: u32 = 36_500;

    /// Puts these aspects in the place of those that are rated. Own ones that are no longer among
    /// them are remembered as removed.
    pub fn set_aspects(&mut self, aspects: Vec<Aspect>) {
        let before = std::mem::replace(&mut self.aspects, aspects);
        let is_own = |one: &Aspect| matches!(one.id, AspectId::Own(_));
        let mut removed = std::mem::take(&mut self.removed);
        removed.extend(before.into_iter().filter(is_own));
        let is_there = |id| self.aspects.iter().any(|other| other.id == id);
        removed.retain(|one| !is_there(one.id));
        let surplus = removed.len().saturating_sub(Self::MOST_REMOVED);
        self.removed = removed.split_off(surplus);
    }

    /// The aspect with this id, whether it is rated or was removed.
    pub fn known(&self, id: AspectId) -> Option<&Aspect> {
        let mut all = self.aspects.iter().chain(&self.removed);
        all.find(|aspect| aspect.id == id)
    }

    /// What is wrong with these terms, if anything is. Settings are refused where there is.
    pub fn fault(&self) -> Option<ScoringFault> {
        if Self::MOST_ASPECTS < self.aspects.len() {
            return Some(ScoringFault::TooManyAspects);
        }
        for (index, aspect) in self.aspects.iter().enumerate() {
            if aspect.id == AspectId::Overall
                || self.aspects[..index].iter().any(|one| one.id == aspect.id)
            {
                return Some(ScoringFault::AspectTwice(aspect.id));
            }
            if Weight::MAX < aspect.weight {
                return Some(ScoringFault::WeightTooLarge(aspect.id));
            }
            if matches!(aspect.id, AspectId::Own(_)) && aspect.name.trim().is_empty() {
                return Some(ScoringFault::Nameless(aspect.id));
            }
        }
        if self.aspects.iter().all(|aspect| aspect.weight == Weight(0)) {
            return Some(ScoringFault::NothingWeighs);
        }
        if self
            .half_life_days
            .is_some_and(|days| days == 0 || Self::LONGEST_HALF_LIFE < days)
        {
            return Some(ScoringFault::HalfLife);
        }
        let Coefficients {
            intercept,
            satisfaction,
            duration,
        } = self.coefficients;
        [intercept, satisfaction, duration, self.risk_below]
            .into_iter()
            .any(|number| number.is_beyond(Self::LIMIT))
            .then_some(ScoringFault::NumberTooLarge)
    }
}

/// Why terms of scoring are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScoringFault {
    /// More than [`Scoring::MOST_ASPECTS`].
    #[error("too many aspects")]
    TooManyAspects,
    /// An aspect stands twice, or the overall rating among them.
    #[error("an aspect stands twice")]
    AspectTwice(AspectId),
    /// A weight beyond [`Weight::MAX`].
    #[error("a weight is too large")]
    WeightTooLarge(AspectId),
    /// An own aspect without a name.
    #[error("an aspect has no name")]
    Nameless(AspectId),
    /// No aspect has a weight, so that there could be no score.
    #[error("no aspect weighs anything")]
    NothingWeighs,
    /// A half-life that is not 1 to [`Scoring::LONGEST_HALF_LIFE`] days.
    #[error("the half-life is out of range")]
    HalfLife,
    /// A coefficient or threshold beyond [`Scoring::LIMIT`].
    #[error("a number is too large")]
    NumberTooLarge,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_own_aspect_that_was_removed_keeps_its_name_and_comes_back() {
        let own = |number: u128| Aspect {
            id: AspectId::Own(Uuid::from_u128(number)),
            name: format!("own {number}"),
            weight: Weight(u16::try_from(number).expect("small")),
        };
        let mut scoring = Scoring::default();
        let built_in = scoring.aspects.clone();
        let with = |own: &[Aspect]| [&built_in, own].concat();
        scoring.set_aspects(with(&[own(1), own(2)]));
        assert_eq!(scoring.removed, []);
        scoring.set_aspects(with(&[own(2)]));
        scoring.set_aspects(built_in[1..].to_vec());
        // A built-in one needs no memory.
        assert_eq!(scoring.removed, [own(1), own(2)]);
        assert_eq!(scoring.known(own(1).id), Some(&own(1)));
        scoring.set_aspects(with(&[own(1)]));
        assert_eq!(scoring.removed, [own(2)]);
        for number in 10..100 {
            scoring.set_aspects(with(&[own(number)]));
        }
        assert_eq!(scoring.removed.len(), Scoring::MOST_REMOVED);
        assert_eq!(scoring.removed.last(), Some(&own(98)));
    }
}
