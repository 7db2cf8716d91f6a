//! What other terms of scoring would do to satisfaction and loyalty, before they are in force.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::app::marks::Columns;
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::id::CustomerId;
use crate::domain::loyalty::{Begin, Loyalty};
use crate::domain::moment::Now;
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

/// What these terms would do.
pub fn score_effect(model: &Model, after: Arc<Scoring>, now: Now) -> ScoreEffect {
    let mut comparing = Comparing::new(after, now);
    while comparing.step(model, Slot::MAX).is_some() {}
    comparing.finish()
}
