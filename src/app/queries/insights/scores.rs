//! How satisfaction and loyalty spread over the customers, and how satisfaction moved.
//!
//! Customers without a score are counted and shown as such. The trend holds, for the end of each
//! month, the customers who had a score then; their number changes, and so it is always said.

use chrono::{NaiveDate, NaiveTime};

use super::bins::Bins;
use super::filter::{InsightFilter, Sieve};
use super::{Counting, Records, next_part};
use crate::app::marks::Mark;
use crate::app::model::Model;
use crate::app::queries::scores::{satisfaction_as_of, score};
use crate::app::table::Slot;
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;

/// The scores of a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// Whose they are.
    pub customer: CustomerId,
    /// Satisfaction, 0 to 100.
    pub satisfaction: f64,
    /// Loyalty, where there is one; it has no bounds.
    pub loyalty: Option<f64>,
}

/// The scores of all customers that are looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreCounts {
    /// Those with a satisfaction.
    pub scored: Vec<Scored>,
    /// How many have none.
    pub without: usize,
    /// How many are at risk.
    pub at_risk: usize,
    /// The months of the trend.
    pub bins: Bins,
    /// At the end of each month, or of the last day: the mean satisfaction and how many had one.
    pub trend: Vec<Option<(f64, usize)>>,
}

/// The count of scores.
#[derive(Debug)]
pub struct CountingScores {
    sieve: Sieve,
    next: Slot,
    bins: Bins,
    moments: Vec<Option<Now>>,
    sums: Vec<(f64, usize)>,
    scored: Vec<Scored>,
    without: usize,
    at_risk: usize,
}

impl CountingScores {
    /// Begins.
    pub fn new(model: &Model, filter: &InsightFilter, now: Now) -> Self {
        let sieve = Sieve::new(model, filter, now);
        let first = sieve.from.or_else(|| first_rating(model, &sieve));
        let bins = Bins::months(first.unwrap_or(sieve.to), sieve.to);
        Self {
            next: 0,
            moments: (0..bins.count)
                .map(|place| month_end(&bins, place, sieve.to, now))
                .collect(),
            sums: vec![(0.0, 0); bins.count],
            bins,
            sieve,
            scored: Vec::new(),
            without: 0,
            at_risk: 0,
        }
    }
}

impl Counting for CountingScores {
    type Counted = ScoreCounts;

    fn step(&mut self, model: &Model, records: Slot) -> Option<u16> {
        // Each is scored once for every month.
        let months = Slot::try_from(self.bins.count).unwrap_or(1) + 1;
        let customers = (records / months).max(1);
        let all = model.customer_slot_count();
        let (slots, reached) = next_part(&mut self.next, customers, all);
        for slot in slots {
            let Some(customer) = model.customer_at(slot) else {
                continue;
            };
            if !self.sieve.admits_customer(customer) {
                continue;
            }
            let scores = score(model, customer.id, self.sieve.now);
            let satisfaction = scores.as_ref().and_then(|one| one.satisfaction.as_ref());
            match (satisfaction, &scores) {
                (Some(satisfaction), Some(scores)) => {
                    self.at_risk += usize::from(scores.is_at_risk);
                    self.scored.push(Scored {
                        customer: customer.id,
                        satisfaction: satisfaction.value,
                        loyalty: scores.loyalty.map(|loyalty| loyalty.value).ok(),
                    });
                }
                _ => self.without += 1,
            }
            for (moment, sum) in self.moments.iter().zip(&mut self.sums) {
                let then = moment.and_then(|at| satisfaction_as_of(model, slot, at));
                if let Some(then) = then {
                    sum.0 += then.value;
                    sum.1 += 1;
                }
            }
        }
        reached
    }

    fn finish(self) -> ScoreCounts {
        let mean = |(sum, count): (f64, usize)| {
            let customers = u32::try_from(count).unwrap_or(u32::MAX);
            (0 < count).then(|| (sum / f64::from(customers), count))
        };
        ScoreCounts {
            scored: self.scored,
            without: self.without,
            at_risk: self.at_risk,
            bins: self.bins,
            trend: self.sums.into_iter().map(mean).collect(),
        }
    }
}

/// The day of the first rating of those who are looked at, unless it lies behind the last day.
fn first_rating(model: &Model, sieve: &Sieve) -> Option<NaiveDate> {
    let slots = 0..model.customer_slot_count();
    let meant = slots.filter(|slot| {
        let customer = model.customer_at(*slot);
        customer.is_some_and(|one| sieve.admits_customer(one))
    });
    let days = meant.flat_map(|slot| model.marks_at(slot).map(Mark::on));
    days.min().filter(|first| *first <= sieve.to)
}

/// The end of a month, or of the last day that is looked at; now, where that is today.
fn month_end(bins: &Bins, place: usize, last: NaiveDate, now: Now) -> Option<Now> {
    let day = bins.begins_on(place + 1).pred_opt()?.min(last);
    if day == now.date_naive() {
        return Some(now);
    }
    let end = day.and_time(NaiveTime::from_hms_opt(23, 59, 59)?);
    end.and_local_timezone(now.timezone()).single()
}

/// The customers who had a satisfaction at the end of a month.
pub fn scored_in(
    model: &Model,
    filter: &InsightFilter,
    now: Now,
    (bins, place): (&Bins, usize),
) -> Records {
    let sieve = Sieve::new(model, filter, now);
    let at = month_end(bins, place, sieve.to, now);
    let found = (0..model.customer_slot_count()).filter_map(|slot| {
        let customer = model.customer_at(slot)?;
        let then = satisfaction_as_of(model, slot, at?).map(|_| customer.id);
        then.filter(|_| sieve.admits_customer(customer))
    });
    Records::Customers(found.collect())
}
