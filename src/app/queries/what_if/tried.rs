//! What was set to try it out, as it was typed or slid, over what stands in the settings.

use std::collections::BTreeMap;

use super::Levers;
use crate::domain::decimal::Decimal;
use crate::domain::ranking::parse_weight;
use crate::domain::rating::{AspectId, Scale};
use crate::domain::resource::Weight;
use crate::domain::scoring::{Aspect, Coefficients, Scoring};

/// Something that can be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lever {
    /// How much an aspect weighs.
    Weight(AspectId),
    /// By how much all ratings of an aspect are moved, in the scale in which ratings are entered.
    Shift(AspectId),
    /// b₀.
    Intercept,
    /// b₁.
    Satisfaction,
    /// b₂.
    Duration,
    /// Below which loyalty a customer is at risk.
    Risk,
}

/// From where to where a lever slides, and in what steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The lowest.
    pub least: Decimal,
    /// The highest.
    pub most: Decimal,
    /// From one stop to the next.
    pub step: Decimal,
}

const MILLION: i64 = 1_000_000;

/// How many units lie between the ends of a scale.
fn width(scale: Scale) -> u8 {
    let (lowest, highest) = scale.bounds();
    highest - lowest
}

fn read(text: &str) -> Option<Decimal> {
    Decimal::parse_typed(text)
}

impl Lever {
    /// The farthest that a slider of a coefficient or the threshold reaches: [`Scoring::LIMIT`].
    const LIMIT: u32 = 1_000_000;

    /// All levers in the order in which they are shown.
    pub fn all(scoring: &Scoring) -> Vec<Self> {
        let aspects = || scoring.aspects.iter().map(|aspect| aspect.id);
        let mut all: Vec<Self> = aspects().map(Self::Weight).collect();
        all.extend(aspects().map(Self::Shift));
        all.extend([
            Self::Intercept,
            Self::Satisfaction,
            Self::Duration,
            Self::Risk,
        ]);
        all
    }

    /// Whether what is set here can be saved. Moved ratings never are.
    pub fn can_be_saved(self) -> bool {
        !matches!(self, Self::Shift(_))
    }

    /// Where it stands by the settings.
    pub fn stored(self, scoring: &Scoring) -> Decimal {
        match self {
            Self::Weight(id) => {
                let aspect = scoring.aspects.iter().find(|aspect| aspect.id == id);
                let Weight(hundredths) = aspect.map_or(Weight(0), |aspect| aspect.weight);
                Decimal::from_millionths(i64::from(hundredths) * (MILLION / 100))
            }
            Self::Shift(_) => Decimal::default(),
            Self::Intercept => scoring.coefficients.intercept,
            Self::Satisfaction => scoring.coefficients.satisfaction,
            Self::Duration => scoring.coefficients.duration,
            Self::Risk => scoring.risk_below,
        }
    }

    /// From where to where its slider goes: far enough for twice what stands in the settings. A
    /// number that is typed may lie beyond.
    pub fn reach(self, scoring: &Scoring) -> Reach {
        let stored = self.stored(scoring);
        let width = u32::from(width(scoring.scale));
        // Where it ends at least and at most, and in how many steps.
        let (bound, limit, steps) = match self {
            Self::Weight(_) => (5, u32::from(Weight::MAX.0) / 100, 100),
            Self::Shift(_) => (width, width, width * 10),
            Self::Intercept => (50, Self::LIMIT, 100),
            Self::Satisfaction => (2, Self::LIMIT, 200),
            Self::Duration => (1, Self::LIMIT, 100),
            Self::Risk => (100, Self::LIMIT, 100),
        };
        let mut most: u32 = bound;
        while most < limit && f64::from(most) < 2.0 * stored.approximate().abs() {
            most *= 2;
        }
        let most = i64::from(most.min(limit)) * MILLION;
        let goes_below_zero = match self {
            Self::Weight(_) => false,
            Self::Risk => stored.is_negative(),
            _ => true,
        };
        Reach {
            least: Decimal::from_millionths(if goes_below_zero { -most } else { 0 }),
            most: Decimal::from_millionths(most),
            step: Decimal::from_millionths(most / i64::from(steps)),
        }
    }

    /// The number that a text sets here; `None` where it sets none.
    pub fn parse(self, text: &str, scoring: &Scoring) -> Option<Decimal> {
        match self {
            Self::Weight(_) => {
                let Weight(hundredths) = parse_weight(text)?;
                let millionths = i64::from(hundredths) * (MILLION / 100);
                Some(Decimal::from_millionths(millionths))
            }
            Self::Shift(_) => {
                let width = u64::from(width(scoring.scale));
                read(text).filter(|number| !number.is_beyond(width))
            }
            _ => read(text).filter(|number| !number.is_beyond(Scoring::LIMIT)),
        }
    }
}

/// What was set, as text. What was not set stands as in the settings, and follows them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tried(BTreeMap<Lever, String>);

impl Tried {
    /// Sets a lever.
    pub fn set(&mut self, lever: Lever, text: String) {
        self.0.insert(lever, text);
    }

    /// Puts a lever back to where it stands by the settings.
    pub fn reset(&mut self, lever: Lever) {
        self.0.remove(&lever);
    }

    /// Puts back all that can be saved, because it was.
    pub fn forget_saved(&mut self) {
        self.0.retain(|lever, _| !lever.can_be_saved());
    }

    /// What stands in the field of a lever.
    pub fn text(&self, lever: Lever, scoring: &Scoring) -> String {
        match self.0.get(&lever) {
            Some(text) => text.clone(),
            None => lever.stored(scoring).to_string(),
        }
    }

    /// Where a lever stands; `None` where what was typed is no number that it takes.
    pub fn number(&self, lever: Lever, scoring: &Scoring) -> Option<Decimal> {
        match self.0.get(&lever) {
            Some(text) => lever.parse(text, scoring),
            None => Some(lever.stored(scoring)),
        }
    }

    /// Whether nothing was set, not even to what stood there before.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The levers that stand elsewhere than by the settings.
    pub fn changed(&self, scoring: &Scoring) -> Vec<Lever> {
        let mut all = Lever::all(scoring);
        all.retain(|lever| self.number(*lever, scoring) != Some(lever.stored(scoring)));
        all
    }

    /// The settings that it comes to, without moved ratings; `None` while something typed is wrong.
    pub fn scoring(&self, scoring: &Scoring) -> Option<Scoring> {
        let number = |lever| self.number(lever, scoring);
        let weight = |aspect: &Aspect| {
            let hundredths = number(Lever::Weight(aspect.id))?.of(100)?;
            Some(Aspect {
                weight: Weight(u16::try_from(hundredths).ok()?),
                ..aspect.clone()
            })
        };
        Some(Scoring {
            aspects: scoring.aspects.iter().map(weight).collect::<Option<_>>()?,
            coefficients: Coefficients {
                intercept: number(Lever::Intercept)?,
                satisfaction: number(Lever::Satisfaction)?,
                duration: number(Lever::Duration)?,
            },
            risk_below: number(Lever::Risk)?,
            ..scoring.clone()
        })
    }

    /// All of it as numbers to reckon with; `None` while something typed is wrong.
    pub fn levers(&self, scoring: &Scoring) -> Option<Levers> {
        let a_unit = 100.0 / f64::from(width(scoring.scale));
        let shift = |aspect: &Aspect| {
            let number = self.number(Lever::Shift(aspect.id), scoring)?;
            Some(number.approximate() * a_unit)
        };
        Some(Levers {
            shifts: scoring.aspects.iter().map(shift).collect::<Option<_>>()?,
            ..Levers::of(&self.scoring(scoring)?)
        })
    }
}
