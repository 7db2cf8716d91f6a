//! What other terms of scoring would do to satisfaction and loyalty, before they are in force.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::app::marks::Columns;
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::decimal::Decimal;
use crate::domain::id::CustomerId;
use crate::domain::loyalty::{Begin, Loyalty};
use crate::domain::moment::Now;
use crate::domain::order::PutInOrder;
use crate::domain::rank_effect::{RankEffect, Scores, rank_effect};
use crate::domain::scoring::Scoring;

/// How many are named of those who rise furthest, and of those who fall.
pub const MOST_NAMED: usize = 5;

/// What other terms would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScoreEffect {
    /// To the ranks by satisfaction.
    pub satisfaction: RankEffect,
    /// To the ranks by loyalty.
    pub loyalty: RankEffect,
    /// How many customers are at risk.
    pub at_risk_before: usize,
    /// How many would be.
    pub at_risk_after: usize,
    /// Where loyalty would lie; none where nobody would have one.
    pub loyalty_after: Option<LoyaltyRange>,
}

/// Between what loyalty would lie, and which threshold would suit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoyaltyRange {
    /// How many customers would have a loyalty.
    pub customers: usize,
    /// The lowest, to a thousandth.
    pub least: Decimal,
    /// The highest, to a thousandth.
    pub most: Decimal,
    /// The threshold below which as many would be at risk as are now, in as few digits as part them;
    /// of equal loyalties fewer would be.
    pub risk_for_as_many: Decimal,
}

impl ScoreEffect {
    /// Where loyalty would lie, if the threshold would tell nobody from anybody there though it does
    /// now: loyalty would live on another scale than the threshold.
    pub fn misses_threshold(&self) -> Option<LoyaltyRange> {
        let range = self.loyalty_after?;
        let is_blind = self.at_risk_after == 0 || self.at_risk_after == range.customers;
        (is_blind && self.at_risk_before != self.at_risk_after).then_some(range)
    }
}

/// What is found out next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The scores of the customers from this slot on.
    Scores(Slot),
    SatisfactionRanks,
    LoyaltyRanks,
    Done,
}

/// The work of comparing other terms with those in force, going on in parts.
#[derive(Debug)]
pub struct Comparing {
    after: Arc<Scoring>,
    /// Where the aspects of these terms stand.
    columns: Columns,
    now: Now,
    stage: Stage,
    satisfaction: Vec<Scores>,
    loyalty: Vec<Scores>,
    effect: ScoreEffect,
}

impl Comparing {
    /// Begins.
    pub fn new(after: Arc<Scoring>, now: Now) -> Self {
        Self {
            columns: Columns::new(&after),
            after,
            now,
            stage: Stage::Scores(0),
            satisfaction: Vec::new(),
            loyalty: Vec::new(),
            effect: ScoreEffect::default(),
        }
    }

    /// Goes on with so many customers; how far it has come then, in thousandths, or `None` at the
    /// end.
    pub fn step(&mut self, model: &Model, customers: Slot) -> Option<u16> {
        match self.stage {
            Stage::Scores(next) => {
                let all = model.customer_slot_count();
                let end = next.saturating_add(customers).min(all);
                for slot in next..end {
                    self.score(model, slot);
                }
                if end < all {
                    self.stage = Stage::Scores(end);
                    let thousandths = u64::from(end) * 900 / u64::from(all);
                    return Some(u16::try_from(thousandths).unwrap_or(900));
                }
                self.stage = Stage::SatisfactionRanks;
                Some(900)
            }
            // Neither can be parted: about 15 ms for 100,000 customers.
            Stage::SatisfactionRanks => {
                self.effect.satisfaction = rank_effect(&self.satisfaction, MOST_NAMED);
                self.stage = Stage::LoyaltyRanks;
                Some(950)
            }
            Stage::LoyaltyRanks => {
                self.effect.loyalty = rank_effect(&self.loyalty, MOST_NAMED);
                let after = self.loyalty.iter().filter_map(|one| one.after);
                self.effect.loyalty_after =
                    loyalty_range(after.collect(), self.effect.at_risk_before);
                self.stage = Stage::Done;
                None
            }
            Stage::Done => None,
        }
    }

    fn score(&mut self, model: &Model, slot: Slot) {
        let customer = model.customer_at(slot);
        let Some(customer) = customer.filter(|one| one.trashed_at.is_none()) else {
            return;
        };
        // Without a rating there is no score under any terms.
        if model.marks_at(slot).next().is_none() {
            return;
        }
        let begin = model.begin_of(slot, self.now);
        let (now, today) = (self.now, self.now.date_naive());
        let scored =
            |scoring: &Scoring, satisfaction| Scored::of(scoring, satisfaction, begin, today);
        let satisfaction = model.satisfaction_value(slot, now);
        let before = scored(&model.settings().scoring, satisfaction);
        let satisfaction = model.satisfaction_under(&self.after, &self.columns, slot, now);
        let after = scored(&self.after, satisfaction);
        let id = customer.id;
        self.satisfaction
            .push(pair(id, before.satisfaction, after.satisfaction));
        self.loyalty.push(pair(id, before.loyalty, after.loyalty));
        self.effect.at_risk_before += usize::from(before.is_at_risk);
        self.effect.at_risk_after += usize::from(after.is_at_risk);
    }

    /// What they would do.
    pub fn finish(self) -> ScoreEffect {
        self.effect
    }
}

/// The scores of one customer under some terms.
struct Scored {
    satisfaction: Option<f64>,
    loyalty: Option<f64>,
    is_at_risk: bool,
}

impl Scored {
    fn of(
        scoring: &Scoring,
        satisfaction: Option<f64>,
        begin: Option<Begin>,
        today: NaiveDate,
    ) -> Self {
        let loyalty = Loyalty::of(scoring, satisfaction, begin, today).ok();
        Self {
            satisfaction,
            is_at_risk: loyalty.is_some_and(|loyalty| loyalty.is_at_risk(scoring)),
            loyalty: loyalty.map(|loyalty| loyalty.value),
        }
    }
}

fn pair(customer: CustomerId, before: Option<f64>, after: Option<f64>) -> Scores {
    Scores {
        customer,
        before,
        after,
    }
}

fn loyalty_range(mut loyalties: Vec<f64>, at_risk: usize) -> Option<LoyaltyRange> {
    loyalties.retain(|loyalty| loyalty.is_finite());
    loyalties.put_in_order_by(f64::total_cmp);
    let (least, most) = (*loyalties.first()?, *loyalties.last()?);
    let at_risk = at_risk.min(loyalties.len());
    let highest_below = at_risk.checked_sub(1).map(|place| loyalties[place]);
    Some(LoyaltyRange {
        customers: loyalties.len(),
        least: rounded(least, 3),
        most: rounded(most, 3),
        risk_for_as_many: parting(highest_below, loyalties.get(at_risk).copied()),
    })
}

/// A number above one and not above another, in as few digits as that takes.
fn parting(below: Option<f64>, above: Option<f64>) -> Decimal {
    let (below, above) = match (below, above) {
        (Some(below), Some(above)) => (below, above),
        (Some(below), None) => (below, below + 1.0),
        (None, Some(above)) => (above - 1.0, above),
        (None, None) => return Decimal::default(),
    };
    let middle = f64::midpoint(below, above);
    let parts = |number: &Decimal| {
        let number = number.approximate();
        below < number && number <= above
    };
    let mut candidates = (0..=6).map(|decimals| rounded(middle, decimals));
    candidates.find(parts).unwrap_or_else(|| rounded(above, 6))
}

/// A number with at most so many decimals, at most 6.
fn rounded(number: f64, decimals: i32) -> Decimal {
    let unit = 10_f64.powi(decimals);
    let millionths = (number * unit).round() / unit * 1e6;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it ends at the largest integer, which is beyond what is taken too"
    )]
    let millionths = millionths.round() as i64;
    Decimal::from_millionths(millionths)
}

/// What these terms would do.
pub fn score_effect(model: &Model, after: Arc<Scoring>, now: Now) -> ScoreEffect {
    let mut comparing = Comparing::new(after, now);
    while comparing.step(model, Slot::MAX).is_some() {}
    comparing.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(loyalties: &[f64], at_risk: usize) -> String {
        let range = loyalty_range(loyalties.to_vec(), at_risk).expect("there are some");
        let LoyaltyRange {
            customers,
            least,
            most,
            risk_for_as_many,
        } = range;
        format!("{customers}: {least} to {most}, {risk_for_as_many}")
    }

    #[test]
    fn a_threshold_is_proposed_that_leaves_as_many_at_risk() {
        assert_eq!(
            range(&[13.2, 5.04, 9.3, 9.1, 7.5], 3),
            "5: 5.04 to 13.2, 9.2"
        );
        assert_eq!(range(&[1.0, 2.0, 9.0], 2), "3: 1 to 9, 6");
        assert_eq!(range(&[5.5, 6.0], 0), "2: 5.5 to 6, 5");
        assert_eq!(range(&[5.5, 6.0], 2), "2: 5.5 to 6, 7");
        assert_eq!(range(&[5.5, 6.0], 9), "2: 5.5 to 6, 7");
        // Of equal ones all are at risk or none.
        assert_eq!(range(&[4.0, 4.0, 4.0], 2), "3: 4 to 4, 4");
        assert_eq!(loyalty_range(vec![f64::NAN], 1), None);
    }

    #[test]
    fn a_threshold_misses_a_loyalty_that_would_be_below_or_above_it_throughout() {
        let misses = |at_risk_before, at_risk_after| {
            let effect = ScoreEffect {
                at_risk_before,
                at_risk_after,
                loyalty_after: loyalty_range(vec![1.0, 2.0, 3.0], 1),
                ..ScoreEffect::default()
            };
            effect.misses_threshold().is_some()
        };
        assert!(misses(2, 3) && misses(2, 0) && misses(0, 3));
        assert!(!misses(2, 2) && !misses(2, 1) && !misses(0, 0) && !misses(3, 3));
        assert_eq!(ScoreEffect::default().misses_threshold(), None);
    }
}
