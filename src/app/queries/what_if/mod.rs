//! What other weights, coefficients, ratings or another threshold would do to loyalty and its ranks.
//!
//! What counts of all customers is gathered once and lies side by side as numbers. After that a
//! slider that moves costs a walk over those numbers and one sort of them by their bytes.

mod spread;
mod tried;

use uuid::Uuid;

pub use self::spread::Spread;
pub use self::tried::{Lever, Reach, Tried};
use super::scores::{ScoreTable, weights};
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::id::CustomerId;
use crate::domain::loyalty;
use crate::domain::moment::Now;
use crate::domain::order::{places_in_order, seven_digits};
use crate::domain::scoring::Scoring;

/// All that can be moved, as numbers to reckon with.
#[derive(Debug, Clone, PartialEq)]
pub struct Levers {
    /// The weights, in the order of the aspects.
    pub weights: Vec<f64>,
    /// By how many points of 100 the ratings of each aspect are moved, in the same order.
    pub shifts: Vec<f64>,
    /// b₀, b₁ and b₂.
    pub coefficients: [f64; 3],
    /// Below this loyalty a customer is at risk.
    pub risk_below: f64,
}

impl Levers {
    /// As the settings have them; no rating is moved.
    pub fn of(scoring: &Scoring) -> Self {
        Self {
            weights: weights(scoring),
            shifts: vec![0.0; scoring.aspects.len()],
            coefficients: loyalty::coefficients(scoring),
            risk_below: scoring.risk_below.approximate(),
        }
    }
}

/// The gathering of what counts of all customers, which goes on in steps.
pub struct Gathering {
    /// The model from which it is gathered; another one makes it begin again.
    revision: u64,
    now: Now,
    next: Slot,
    table: ScoreTable,
}

impl Gathering {
    /// Nothing is gathered yet.
    pub fn new(model: &Model, now: Now) -> Self {
        Self {
            revision: model.revision(),
            now,
            next: 0,
            table: ScoreTable::for_aspects(&model.settings().scoring),
        }
    }

    /// Goes over so many more customers and answers how far it has come, in thousandths; `None`
    /// once all were gone over.
    pub fn step(&mut self, model: &Model, customers: Slot) -> Option<u16> {
        if self.revision != model.revision() {
            *self = Self::new(model, self.now);
        }
        let all = model.customer_slot_count();
        if all <= self.next {
            return None;
        }
        let end = self.next.saturating_add(customers).min(all);
        self.table.add(model, self.next..end, self.now);
        self.next = end;
        let thousandths = u64::from(end) * 1000 / u64::from(all);
        u16::try_from(thousandths).ok()
    }

    /// What was gathered, with the scores and ranks as they are.
    pub fn finish(self, model: &Model) -> Baseline {
        let Self { table, .. } = self;
        let rows = table.slots().iter();
        // Every row has one; only an index tells the compiler nothing of it.
        let customers: Vec<CustomerId> = rows
            .map(|slot| model.customer_id(*slot).unwrap_or(CustomerId(Uuid::nil())))
            .collect();
        let ids: Vec<[u8; 16]> = customers.iter().map(|id| id.0.into_bytes()).collect();
        let levers = Levers::of(&model.settings().scoring);
        let (mut satisfaction, mut loyalty) = (Vec::new(), Vec::new());
        table.satisfaction(&levers.weights, &[], &mut satisfaction);
        table.loyalty(levers.coefficients, &satisfaction, &mut loyalty);
        let by_id = places_in_order(&ids);
        Baseline {
            in_order: in_order(&by_id, |row| loyalty[row].is_finite(), &loyalty),
            by_id,
            customers,
            table,
            satisfaction,
            loyalty,
            risk_below: levers.risk_below,
            in_view: None,
        }
    }
}

/// The rows that are wanted, the highest number first. Of those that are the same in seven digits
/// the smaller id comes first, so that none changes place by rounding.
fn in_order(by_id: &[u32], is_wanted: impl Fn(usize) -> bool, numbers: &[f64]) -> Vec<u32> {
    let mut rows = Vec::with_capacity(by_id.len());
    let mut keys = Vec::with_capacity(by_id.len());
    for row in by_id {
        if is_wanted(*row as usize) {
            rows.push(*row);
            keys.push((!seven_digits(numbers[*row as usize])).to_be_bytes());
        }
    }
    let places = places_in_order(&keys).into_iter();
    places.map(|place| rows[place as usize]).collect()
}

/// All customers with their scores as they are, ready to be reckoned anew.
#[derive(Debug, Clone)]
pub struct Baseline {
    table: ScoreTable,
    /// Row by row.
    customers: Vec<CustomerId>,
    /// All rows, the smallest id first.
    by_id: Vec<u32>,
    /// S of each row, not a number where there is none.
    satisfaction: Vec<f64>,
    /// L of each row, not a number where there is none.
    loyalty: Vec<f64>,
    /// The rows that have a loyalty, the highest first.
    in_order: Vec<u32>,
    risk_below: f64,
    /// The row of the customer that is listed in any case.
    in_view: Option<usize>,
}

/// Which customers an [`Effect`] lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Listed {
    /// Those whose rank would move furthest; of equal ones, and of those who keep their rank, the
    /// greatest change of loyalty first.
    #[default]
    Most,
    /// Those who would be at risk no more, the greatest change of loyalty first.
    OutOfRisk,
    /// Those who would come to be at risk, the greatest change of loyalty first.
    IntoRisk,
}

impl Listed {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Most, Self::OutOfRisk, Self::IntoRisk];
}

/// What the levers would do.
///
/// The highest loyalty has rank 1. Only customers with a loyalty before and after have ranks, so
/// that a score that comes or goes moves nobody else.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Effect {
    /// How many have a loyalty before and after.
    pub ranked: usize,
    /// How many of them would change place.
    pub moved: usize,
    /// How many of them would have another rank or another loyalty, in seven digits.
    pub changed: usize,
    /// How many are at risk.
    pub at_risk_before: usize,
    /// How many would be.
    pub at_risk_after: usize,
    /// How many are at risk and would not be.
    pub out_of_risk: usize,
    /// How many are not at risk and would be.
    pub into_risk: usize,
    /// How many would have a loyalty that have none.
    pub gained: usize,
    /// How many would have none that have one.
    pub lost: usize,
    /// How loyalty would lie; none where nobody has any.
    pub spread: Option<Spread>,
    /// The customers that were asked for.
    pub listed: Vec<Affected>,
    /// The one that is listed in any case.
    pub in_view: Option<Affected>,
}

impl Effect {
    /// How many customers a list has in all.
    pub fn count(&self, listed: Listed) -> usize {
        match listed {
            Listed::Most => self.changed,
            Listed::OutOfRisk => self.out_of_risk,
            Listed::IntoRisk => self.into_risk,
        }
    }
}

/// A customer with its numbers as they are and as they would be. What it has not is not a number, and
/// its rank is 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affected {
    /// Who.
    pub customer: CustomerId,
    /// S, 0 to 100.
    pub satisfaction: (f64, f64),
    /// L.
    pub loyalty: (f64, f64),
    /// The rank, from 1.
    pub rank: (u32, u32),
}

impl Baseline {
    /// The same, with a customer that is listed in any case.
    #[must_use]
    pub fn with_in_view(self, customer: Option<CustomerId>) -> Self {
        let place = |customer| self.customers.iter().position(|other| *other == customer);
        Self {
            in_view: customer.and_then(place),
            ..self
        }
    }

    /// How many customers have a satisfaction.
    pub fn rated(&self) -> usize {
        let values = self.satisfaction.iter();
        values.filter(|value| value.is_finite()).count()
    }

    /// How many customers have a loyalty, and thus a rank.
    pub fn ranked(&self) -> usize {
        self.in_order.len()
    }

    /// What these levers would do, with the customers that are wanted, at most so many.
    ///
    /// Levers for other aspects than those of the model, as there may be for a moment after they
    /// were changed, do nothing.
    pub fn effect(&self, levers: &Levers, listed: Listed, most: usize) -> Effect {
        if levers.weights.len() != self.table.aspects().len() {
            return Effect::default();
        }
        let (mut satisfaction, mut loyalty) = (Vec::new(), Vec::new());
        let table = &self.table;
        table.satisfaction(&levers.weights, &levers.shifts, &mut satisfaction);
        table.loyalty(levers.coefficients, &satisfaction, &mut loyalty);
        let is_in_both = |row: usize| self.loyalty[row].is_finite() && loyalty[row].is_finite();
        let mut ranks = vec![(0_u32, 0_u32); loyalty.len()];
        let before = self.in_order.iter().map(|row| *row as usize);
        for (rank, row) in (1..).zip(before.filter(|row| is_in_both(*row))) {
            ranks[row].0 = rank;
        }
        for (rank, row) in (1..).zip(in_order(&self.by_id, is_in_both, &loyalty)) {
            ranks[row as usize].1 = rank;
        }

        let mut effect = Effect {
            spread: Spread::of(&self.loyalty, &loyalty),
            ..Effect::default()
        };
        let mut chosen: Vec<((u32, f64), usize)> = Vec::new();
        for row in self.by_id.iter().map(|row| *row as usize) {
            let (before, after) = (self.loyalty[row], loyalty[row]);
            let was_at_risk = before < self.risk_below;
            let is_at_risk = after < levers.risk_below;
            effect.at_risk_before += usize::from(was_at_risk);
            effect.at_risk_after += usize::from(is_at_risk);
            effect.gained += usize::from(!before.is_finite() && after.is_finite());
            effect.lost += usize::from(before.is_finite() && !after.is_finite());
            if !is_in_both(row) {
                continue;
            }
            let (rank_before, rank_after) = ranks[row];
            let distance = rank_before.abs_diff(rank_after);
            let change = (after - before).abs();
            let is_changed = distance != 0 || seven_digits(before) != seven_digits(after);
            effect.ranked += 1;
            effect.moved += usize::from(distance != 0);
            effect.changed += usize::from(is_changed);
            effect.out_of_risk += usize::from(was_at_risk && !is_at_risk);
            effect.into_risk += usize::from(!was_at_risk && is_at_risk);
            let weight = match listed {
                Listed::Most => is_changed.then_some((distance, change)),
                Listed::OutOfRisk => (was_at_risk && !is_at_risk).then_some((0, change)),
                Listed::IntoRisk => (!was_at_risk && is_at_risk).then_some((0, change)),
            };
            if let Some(weight) = weight {
                // Of equals the smaller id, which comes sooner, stays before.
                let at = chosen.partition_point(|(other, _)| weight <= *other);
                if at < most {
                    chosen.insert(at, (weight, row));
                    chosen.truncate(most);
                }
            }
        }
        let affected = |row: usize| Affected {
            customer: self.customers[row],
            satisfaction: (self.satisfaction[row], satisfaction[row]),
            loyalty: (self.loyalty[row], loyalty[row]),
            rank: ranks[row],
        };
        effect.listed = chosen.into_iter().map(|(_, row)| affected(row)).collect();
        effect.in_view = self.in_view.map(affected);
        effect
    }
}

#[cfg(test)]
mod tests;
