//! Where a suggestion stands in the queue: its urgency times the user's weights, as a sum that can
//! be shown.

use super::customer::Tier;
use super::fold::fold;
use super::resource::{QueueWeights, Weight};

/// What the weights look at of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merits {
    /// How much the customer weighs.
    pub tier: Option<Tier>,
    /// Whether it has a need that is open or in hand.
    pub has_open_need: bool,
    /// Whether its loyalty lies below the user's threshold.
    pub is_loyalty_at_risk: bool,
}

/// What a weight is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// The customer's tier, or that it has none.
    Tier(Option<Tier>),
    /// A need that is open or in hand.
    OpenNeed,
    /// A loyalty below the user's threshold.
    LoyaltyRisk,
}

/// How far the days since the last contact exceed those that were granted, in parts of these:
/// `(days − n₁) / max(n₁, 1)`. It is 0 on the day on which they are over, then grows steadily.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Urgency {
    /// Days since the last contact, counted as the settings say.
    pub days: u32,
    /// n₁: the days that were granted.
    pub granted: u32,
    /// By what they were granted.
    pub by: GrantedBy,
}

/// By what a number of days without contact was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantedBy {
    /// The lowest threshold of the policy that applies.
    Policy,
    /// The customer's own cadence.
    Cadence,
}

impl Urgency {
    /// By what the days over are divided: a policy that asks at once grants no day.
    pub fn divisor(self) -> u32 {
        self.granted.max(1)
    }

    /// The number itself.
    pub fn number(self) -> f64 {
        (f64::from(self.days) - f64::from(self.granted)) / f64::from(self.divisor())
    }
}

/// The rank of a suggestion with all that led to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rank {
    /// How long it has been due.
    pub urgency: Urgency,
    /// The weight of the tier.
    pub tier: (Factor, Weight),
    /// The weight of an open need, if there is one.
    pub open_need: Option<(Factor, Weight)>,
    /// The weight of a loyalty at risk, if it is.
    pub loyalty_risk: Option<(Factor, Weight)>,
}

impl Rank {
    /// The rank of a suggestion of this urgency.
    pub fn of(urgency: Urgency, merits: Merits, weights: &QueueWeights) -> Self {
        let tier = match merits.tier {
            Some(Tier::A) => weights.tier_a,
            Some(Tier::B) => weights.tier_b,
            Some(Tier::C) => weights.tier_c,
            None => weights.no_tier,
        };
        Self {
            urgency,
            tier: (Factor::Tier(merits.tier), tier),
            open_need: merits
                .has_open_need
                .then_some((Factor::OpenNeed, weights.open_need)),
            loyalty_risk: merits
                .is_loyalty_at_risk
                .then_some((Factor::LoyaltyRisk, weights.loyalty_risk)),
        }
    }

    /// The weights that take part. A customer without a tier is told only where that changes
    /// something.
    pub fn factors(&self) -> impl Iterator<Item = (Factor, Weight)> {
        let silent = (Factor::Tier(None), Weight::ONE);
        Some(self.tier)
            .filter(|factor| *factor != silent)
            .into_iter()
            .chain(self.open_need)
            .chain(self.loyalty_risk)
    }

    /// The number by which suggestions stand in order, the largest first.
    pub fn total(&self) -> f64 {
        let factor = |one: Option<(Factor, Weight)>| one.map_or(1.0, |(_, weight)| weight.factor());
        self.urgency.number()
            * self.tier.1.factor()
            * factor(self.open_need)
            * factor(self.loyalty_risk)
    }
}

/// Reads a weight as typed: 0 to 100 with at most two decimals.
pub fn parse_weight(text: &str) -> Option<Weight> {
    let text = fold(text);
    let text = text.trim();
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && part.is_empty())
        || !is_digits(whole)
        || !is_digits(part)
        || 3 < whole.len()
        || 2 < part.len()
    {
        return None;
    }
    let number = |digits: &str| {
        digits
            .bytes()
            .fold(0_u32, |n, byte| n * 10 + u32::from(byte - b'0'))
    };
    let tens = if part.len() == 1 { 10 } else { 1 };
    let hundredths = number(whole) * 100 + number(part) * tens;
    let weight = Weight(u16::try_from(hundredths).ok()?);
    (weight <= Weight::MAX).then_some(weight)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// So many days, of which 3 were granted.
    fn after(days: u32) -> Urgency {
        Urgency {
            days,
            granted: 3,
            by: GrantedBy::Policy,
        }
    }

    fn rank(urgency: Urgency, tier: Option<Tier>, has_open_need: bool) -> Rank {
        let merits = Merits {
            tier,
            has_open_need,
            is_loyalty_at_risk: false,
        };
        Rank::of(urgency, merits, &QueueWeights::default())
    }

    #[test]
    fn urgency_is_multiplied_by_the_weights_of_tier_and_open_need() {
        let check = |rank: Rank, expected: f64| {
            assert!((rank.total() - expected).abs() < 1e-9, "{rank:?}");
        };
        check(rank(after(8), Some(Tier::A), true), 3.0);
        check(rank(after(9), Some(Tier::A), false), 3.0);
        check(rank(after(9), Some(Tier::B), false), 2.0);
        check(rank(after(9), Some(Tier::C), false), 1.4);
        check(rank(after(9), None, false), 2.0);
        check(rank(after(9), None, true), 2.4);
        let at_risk = Merits {
            has_open_need: true,
            is_loyalty_at_risk: true,
            ..Merits::default()
        };
        check(Rank::of(after(9), at_risk, &QueueWeights::default()), 3.12);
    }

    #[test]
    fn a_policy_that_asks_at_once_divides_by_one_day() {
        let at_once = Urgency {
            granted: 0,
            ..after(4)
        };
        assert!((at_once.number() - 4.0).abs() < 1e-12);
        assert!((after(7).number() - 4.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_sum_names_what_takes_part_and_nothing_else() {
        let named = |rank: Rank| rank.factors().map(|(factor, _)| factor).collect::<Vec<_>>();
        assert_eq!(named(rank(after(6), None, false)), []);
        assert_eq!(named(rank(after(6), None, true)), [Factor::OpenNeed]);
        let both = [Factor::Tier(Some(Tier::B)), Factor::OpenNeed];
        assert_eq!(named(rank(after(6), Some(Tier::B), true)), both);
    }

    #[test]
    fn a_weight_has_two_decimals_and_bounds() {
        for (text, expected) in [
            ("1.5", Some(150)),
            (" 0,7 ", Some(70)),
            ("0", Some(0)),
            (".05", Some(5)),
            ("2.", Some(200)),
            ("100", Some(10_000)),
            ("100.01", None),
            ("1.234", None),
            ("-1", None),
            ("", None),
            (".", None),
            ("1e2", None),
            ("99999999999", None),
        ] {
            assert_eq!(parse_weight(text), expected.map(Weight), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn urgency_grows_with_every_day(days in 4..400_u32) {
            prop_assert!(after(days).number() < after(days + 1).number());
            prop_assert!(0.0 < after(days).number());
        }

        #[test]
        fn a_larger_weight_never_moves_a_suggestion_down(
            days in 4..4000_u32, weight in 0..10_000_u16, more in 0..100_u16, need: bool,
        ) {
            let merits = Merits { tier: Some(Tier::A), has_open_need: need, is_loyalty_at_risk: false };
            let with = |tier_a| QueueWeights { tier_a: Weight(tier_a), ..QueueWeights::default() };
            let total = |tier_a| Rank::of(after(days), merits, &with(tier_a)).total();
            prop_assert!(total(weight) <= total(weight + more));
        }
    }
}
