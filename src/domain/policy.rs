//! The follow-up policy: more than so many days since the last contact asks for an action.
//!
//! The default is the mission's: more than 7 days, visit; more than 3, call; else nothing.

use super::customer::{Customer, Stage, Tier};
use super::follow_up::Action;

/// One rule: more than so many days since the last contact → an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The rule holds when the days exceed this number; equal days do not.
    pub more_than_days: u32,
    /// What it asks for.
    pub action: Action,
    /// The user's own name for it; empty for the action's name.
    pub name: String,
}

/// An ordered list of rules, the largest threshold first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    rules: Vec<Rule>,
}

/// Why a policy is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// A threshold is empty.
    #[error("a threshold is missing")]
    Missing,
    /// A threshold is below zero.
    #[error("a threshold is negative")]
    Negative,
    /// A threshold is not a whole number.
    #[error("a threshold is not a whole number")]
    NotWhole,
    /// A threshold is above [`Policy::MAX_DAYS`].
    #[error("a threshold is too large")]
    TooLarge,
    /// A threshold is not below the one before it.
    #[error("thresholds do not fall: {next} follows {previous}")]
    NotFalling {
        /// The threshold of the rule before.
        previous: u32,
        /// The threshold that ought to be smaller.
        next: u32,
    },
}

impl Policy {
    /// The largest threshold: ten years.
    pub const MAX_DAYS: u32 = 3650;

    /// A policy of these rules, whose thresholds must strictly fall.
    pub fn new(rules: Vec<Rule>) -> Result<Self, PolicyError> {
        if rules
            .iter()
            .any(|rule| Self::MAX_DAYS < rule.more_than_days)
        {
            return Err(PolicyError::TooLarge);
        }
        for pair in rules.windows(2) {
            let (previous, next) = (pair[0].more_than_days, pair[1].more_than_days);
            if previous <= next {
                return Err(PolicyError::NotFalling { previous, next });
            }
        }
        Ok(Self { rules })
    }

    /// The rules, the largest threshold first.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule that so many days ask for: the one with the largest threshold that is exceeded.
    pub fn rule_for(&self, days: u32) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.more_than_days < days)
    }

    /// The rule that will be the first to ask, and its threshold n₁, the unit of urgency.
    pub fn lowest(&self) -> Option<&Rule> {
        self.rules.last()
    }
}

impl Default for Policy {
    fn default() -> Self {
        let rule = |more_than_days, action| Rule {
            more_than_days,
            action,
            name: String::new(),
        };
        Self {
            rules: vec![rule(7, Action::Visit), rule(3, Action::Call)],
        }
    }
}

/// Reads a threshold as typed: a whole number of days, 0 to [`Policy::MAX_DAYS`].
pub fn parse_threshold(text: &str) -> Result<u32, PolicyError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(PolicyError::Missing);
    }
    let digits = text.strip_prefix('+').unwrap_or(text);
    if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) {
        return match digits.parse() {
            Ok(days) if days <= Policy::MAX_DAYS => Ok(days),
            _ => Err(PolicyError::TooLarge),
        };
    }
    let is_negative_number = text
        .strip_prefix(['-', '−'])
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()));
    Err(if is_negative_number {
        PolicyError::Negative
    } else {
        PolicyError::NotWhole
    })
}

/// What is wrong between two thresholds, of which the upper rule's must be the larger one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    /// The place of the other rule.
    pub with: usize,
    /// The threshold of the other rule.
    pub days: u32,
    /// Where this rule's own must lie from it.
    pub wants: Wants,
}

/// Where a threshold must lie from that of another rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// It must be larger.
    More,
    /// It must be smaller.
    Less,
}

/// What is wrong between neighbours; a threshold that cannot be read has none. Of two that clash the
/// one at the place that was changed last is to be mended, else the lower one.
pub fn clashes(thresholds: &[Option<u32>], changed: Option<usize>) -> Vec<Option<Clash>> {
    let mut clashes = vec![None; thresholds.len()];
    let mut above: Option<(usize, u32)> = None;
    for (place, days) in thresholds.iter().enumerate() {
        let Some(days) = *days else { continue };
        if let Some((upper, larger)) = above.replace((place, days))
            && larger <= days
        {
            let (at, clash) = if changed == Some(upper) {
                let wants = Wants::More;
                let with = place;
                (upper, Clash { with, days, wants })
            } else {
                let (with, days, wants) = (upper, larger, Wants::Less);
                (place, Clash { with, days, wants })
            };
            clashes[at] = Some(clash);
        }
    }
    clashes
}

/// Which customers a policy of its own is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Those that carry a tag.
    Tag(String),
    /// Those of a tier.
    Tier(Tier),
    /// Those in a stage.
    Stage(Stage),
}

impl Scope {
    fn holds(&self, customer: &Customer) -> bool {
        match self {
            Self::Tag(tag) => customer.tags.contains(tag),
            Self::Tier(tier) => customer.tier == Some(*tier),
            Self::Stage(stage) => customer.stage == *stage,
        }
    }

    /// Smaller is more specific: tag, then tier, then stage.
    fn rank(&self) -> u8 {
        match self {
            Self::Tag(_) => 0,
            Self::Tier(_) => 1,
            Self::Stage(_) => 2,
        }
    }
}

/// A policy for some customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopedPolicy {
    /// For whom.
    pub scope: Scope,
    /// What is asked of them.
    pub policy: Policy,
}

/// The default policy and those that stand before it for some customers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policies {
    /// Policies for some customers; among equally specific ones the first in the list wins.
    pub scoped: Vec<ScopedPolicy>,
    /// For everyone else.
    pub default: Policy,
}

impl Policies {
    /// The policy for a customer, and the scope that gave it if it is not the default.
    ///
    /// The most specific wins: tag, then tier, then stage, then default.
    pub fn for_customer(&self, customer: &Customer) -> (&Policy, Option<&Scope>) {
        self.place_for(customer)
            .and_then(|place| self.scoped.get(place))
            .map_or((&self.default, None), |scoped| {
                (&scoped.policy, Some(&scoped.scope))
            })
    }

    /// The place among [`Policies::scoped`] of the policy for a customer; `None` for the default.
    pub fn place_for(&self, customer: &Customer) -> Option<usize> {
        self.scoped
            .iter()
            .enumerate()
            .filter(|(_, scoped)| scoped.scope.holds(customer))
            .min_by_key(|(_, scoped)| scoped.scope.rank())
            .map(|(place, _)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::CustomerId;

    fn rule(more_than_days: u32, action: Action) -> Rule {
        Rule {
            more_than_days,
            action,
            name: String::new(),
        }
    }

    #[test]
    fn the_default_asks_for_a_visit_after_7_and_a_call_after_3_days() {
        let policy = Policy::default();
        let action = |days| policy.rule_for(days).map(|rule| rule.action.clone());
        for (days, expected) in [
            (0, None),
            (3, None),
            (4, Some(Action::Call)),
            (7, Some(Action::Call)),
            (8, Some(Action::Visit)),
            (u32::MAX, Some(Action::Visit)),
        ] {
            assert_eq!(action(days), expected, "{days} days");
        }
    }

    #[test]
    fn thresholds_must_strictly_fall() {
        let refused = Policy::new(vec![rule(3, Action::Visit), rule(3, Action::Call)]);
        assert_eq!(
            refused,
            Err(PolicyError::NotFalling {
                previous: 3,
                next: 3
            })
        );
        assert!(Policy::new(vec![rule(1, Action::Visit), rule(0, Action::Call)]).is_ok());
    }

    #[test]
    fn of_two_thresholds_that_clash_the_one_just_changed_is_to_be_mended() {
        let clash = |with, days, wants| Some(Clash { with, days, wants });
        let falling = [Some(30), Some(7), Some(3)];
        assert_eq!(clashes(&falling, Some(1)), [None, None, None]);
        for (thresholds, changed, expected) in [
            // The upper one was lowered: it is marked, and not the one it meets.
            (
                [Some(30), Some(3), Some(3)],
                Some(1),
                [None, clash(2, 3, Wants::More), None],
            ),
            // The lower one was raised.
            (
                [Some(30), Some(7), Some(9)],
                Some(2),
                [None, None, clash(1, 7, Wants::Less)],
            ),
            // The one between was raised over the one above.
            (
                [Some(30), Some(40), Some(3)],
                Some(1),
                [None, clash(0, 30, Wants::Less), None],
            ),
            // Something else was changed, or nothing.
            (
                [Some(30), Some(3), Some(9)],
                None,
                [None, None, clash(1, 3, Wants::Less)],
            ),
            // What cannot be read stands between nobody.
            (
                [Some(2), None, Some(9)],
                Some(0),
                [clash(2, 9, Wants::More), None, None],
            ),
        ] {
            assert_eq!(clashes(&thresholds, changed), expected, "{thresholds:?}");
        }
    }

    #[test]
    fn a_threshold_is_a_whole_number_of_days() {
        for (text, expected) in [
            ("7", Ok(7)),
            (" 0 ", Ok(0)),
            ("", Err(PolicyError::Missing)),
            ("-1", Err(PolicyError::Negative)),
            ("3.5", Err(PolicyError::NotWhole)),
            ("three", Err(PolicyError::NotWhole)),
            ("1e3", Err(PolicyError::NotWhole)),
            ("3651", Err(PolicyError::TooLarge)),
            ("99999999999999999999", Err(PolicyError::TooLarge)),
        ] {
            assert_eq!(parse_threshold(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_tag_comes_before_a_tier_and_a_tier_before_a_stage() {
        let policy = |days| Policy::new(vec![rule(days, Action::Call)]).expect("falls");
        let scoped = |scope, days| ScopedPolicy {
            scope,
            policy: policy(days),
        };
        let policies = Policies {
            scoped: vec![
                scoped(Scope::Stage(Stage::Lead), 30),
                scoped(Scope::Tier(Tier::A), 20),
                scoped(Scope::Tag("vip".to_owned()), 10),
                scoped(Scope::Tag("key".to_owned()), 11),
            ],
            default: Policy::default(),
        };
        let mut customer = Customer::named(CustomerId(uuid::Uuid::nil()), "Ada");
        let threshold = |customer: &Customer| {
            policies
                .for_customer(customer)
                .0
                .lowest()
                .map(|rule| rule.more_than_days)
        };
        customer.stage = Stage::Active;
        assert_eq!(threshold(&customer), Some(3));
        customer.stage = Stage::Lead;
        assert_eq!(threshold(&customer), Some(30));
        customer.tier = Some(Tier::A);
        assert_eq!(threshold(&customer), Some(20));
        customer.tags = vec!["key".to_owned(), "vip".to_owned()];
        assert_eq!(threshold(&customer), Some(10));
    }
}
