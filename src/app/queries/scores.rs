//! Satisfaction and loyalty of one customer with their terms, and of all as bare numbers.

use chrono::{Days, NaiveDate, NaiveTime};

use crate::app::marks::{Cell, Mark};
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::app::timeline::Clock;
use crate::domain::id::CustomerId;
use crate::domain::loyalty::{self, Loyalty, NoLoyalty};
use crate::domain::moment::Now;
use crate::domain::rating::AspectId;
use crate::domain::satisfaction::{Rated, Satisfaction, TREND_DAYS, Trend, WeightedSum, fade};
use crate::domain::scoring::Scoring;

/// What is known of a customer's satisfaction and loyalty today.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// S with its terms; none where nothing that weighs anything was rated.
    pub satisfaction: Option<Satisfaction>,
    /// How S moved; none where it rests on ratings of one day.
    pub trend: Option<Trend>,
    /// L with its terms, or why there is none.
    pub loyalty: Result<Loyalty, NoLoyalty>,
    /// Whether L lies below the user's threshold.
    pub is_at_risk: bool,
}

/// The scores of a customer; none for one that is not there.
pub fn score(model: &Model, id: CustomerId, now: Now) -> Option<Score> {
    let slot = model.customer_slot(id)?;
    model.customer_at(slot)?;
    let scoring = &model.settings().scoring;
    let today = now.date_naive();
    let satisfaction = satisfaction_as_of(model, slot, now);
    let loyalty = Loyalty::of(
        scoring,
        satisfaction.as_ref().map(|one| one.value),
        model.begin_of(slot, now),
        today,
    );
    Some(Score {
        trend: satisfaction
            .as_ref()
            .and_then(|after| trend(model, slot, after, now)),
        satisfaction,
        is_at_risk: loyalty.is_ok_and(|loyalty| loyalty.is_at_risk(scoring)),
        loyalty,
    })
}

/// L of the customer in a slot without the terms that lead to it.
pub fn loyalty_value(model: &Model, slot: Slot, now: Now) -> Option<f64> {
    let satisfaction = model.satisfaction_value(slot, now)?;
    let begin = model.begin_of(slot, now);
    let scoring = &model.settings().scoring;
    let loyalty = Loyalty::of(scoring, Some(satisfaction), begin, now.date_naive());
    loyalty.ok().map(|loyalty| loyalty.value)
}

/// S as it stood at a moment, under the present terms.
pub fn satisfaction_as_of(model: &Model, slot: Slot, at: Now) -> Option<Satisfaction> {
    let clock = Clock::of(at);
    let rated = |aspect| latest(model, slot, aspect, clock);
    Satisfaction::of(&model.settings().scoring, rated, at.date_naive())
}

fn latest(model: &Model, slot: Slot, aspect: AspectId, clock: Clock) -> Option<Rated> {
    model
        .marks_at(slot)
        .find(|mark| mark.aspect == aspect && !mark.is_after(clock))
        .map(Mark::rated)
}

fn trend(model: &Model, slot: Slot, after: &Satisfaction, now: Now) -> Option<Trend> {
    let after_on = newest(after)?;
    let earlier = |day: NaiveDate| {
        let end = day.and_time(NaiveTime::from_hms_opt(23, 59, 59)?);
        end.and_local_timezone(now.timezone()).single()
    };
    let looked_at = now.date_naive() - Days::new(u64::from(TREND_DAYS));
    let before = earlier(looked_at).and_then(|at| satisfaction_as_of(model, slot, at));
    let before = before.or_else(|| {
        // There was none yet; the first there is stands for it.
        let clock = Clock::of(now);
        let weighs = |mark: &&Mark| {
            let aspects = &after.terms;
            let is_term = |aspect| {
                let weighs = |term: &&_| is_weighing(term);
                aspects
                    .iter()
                    .filter(weighs)
                    .any(|term| term.aspect == aspect)
            };
            !mark.is_after(clock) && is_term(mark.aspect)
        };
        let first = model.marks_at(slot).filter(weighs).last()?;
        satisfaction_as_of(model, slot, earlier(first.on())?)
    })?;
    let before_on = newest(&before)?;
    (before_on < after_on).then_some(Trend {
        before: before.value,
        before_on,
        after: after.value,
        after_on,
    })
}

fn is_weighing(term: &crate::domain::satisfaction::Term) -> bool {
    term.weight.0 != 0
}

/// The date of the newest rating that a score rests on.
pub fn newest(satisfaction: &Satisfaction) -> Option<NaiveDate> {
    let weighing = satisfaction.terms.iter().filter(|term| is_weighing(term));
    weighing.filter_map(|term| Some(term.rated?.on)).max()
}

/// The ratings that count of many customers side by side, so that other weights and coefficients
/// can be tried on all of them at once.
#[derive(Debug, Clone, Default)]
pub struct ScoreTable {
    /// The customers outside the trash that were added, one a row.
    slots: Vec<Slot>,
    /// The aspects, one a column.
    aspects: Vec<AspectId>,
    /// Row by row, 0 to 100; not a number where there is no rating.
    points: Vec<f64>,
    /// Row by row, by what age multiplies a weight; empty where age does not matter.
    fades: Vec<f64>,
    /// The months of each relation; not a number where they are not known.
    months: Vec<f64>,
}

impl ScoreTable {
    /// The table of all customers.
    pub fn of(model: &Model, now: Now) -> Self {
        let mut table = Self::for_aspects(&model.settings().scoring);
        table.add(model, 0..model.customer_slot_count(), now);
        table
    }

    /// A table without rows, for work that goes on in parts.
    pub fn for_aspects(scoring: &Scoring) -> Self {
        Self {
            aspects: scoring.aspects.iter().map(|one| one.id).collect(),
            ..Self::default()
        }
    }

    /// Adds the customers in some slots. The model is to be the same from the first to the last.
    pub fn add(&mut self, model: &Model, slots: std::ops::Range<Slot>, now: Now) {
        let scoring = &model.settings().scoring;
        let clock = Clock::of(now);
        let today = now.date_naive();
        if self.slots.is_empty() {
            // Growing bit by bit would copy all of it several times.
            let rows = model.customer_slot_count() as usize;
            self.slots.reserve(rows);
            self.months.reserve(rows);
            self.points.reserve(rows * self.aspects.len());
        }
        let mut cells = vec![Cell::NONE; self.aspects.len()];
        for slot in slots {
            let customer = model.customer_at(slot);
            if customer.is_none_or(|one| one.trashed_at.is_some()) {
                continue;
            }
            cells.fill(Cell::NONE);
            model.latest_at(slot, clock, &mut cells);
            self.slots.push(slot);
            self.points.extend(cells.iter().map(|cell| cell.points));
            if scoring.half_life_days.is_some() {
                let rated = scoring.aspects.iter().zip(&cells);
                let weighing =
                    rated.filter(|(aspect, cell)| aspect.weight.0 != 0 && cell.is_rated());
                let newest = weighing.map(|(_, cell)| cell.day).max().unwrap_or(0);
                self.fades.extend(
                    cells
                        .iter()
                        .map(|cell| fade(i64::from(newest - cell.day), scoring.half_life_days)),
                );
            }
            let begin = model.begin_of(slot, now);
            let months = begin.and_then(|begin| loyalty::months(begin.day(), today));
            self.months.push(months.unwrap_or(f64::NAN));
        }
    }

    /// The customers, one a row.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The aspects, one a column.
    pub fn aspects(&self) -> &[AspectId] {
        &self.aspects
    }

    /// The ratings of a row, 0 to 100; not a number where there is none.
    pub fn points(&self, row: usize) -> &[f64] {
        let columns = self.aspects.len();
        let start = row * columns;
        self.points.get(start..start + columns).unwrap_or_default()
    }

    /// The months of each row's relation; not a number where they are not known.
    pub fn months(&self) -> &[f64] {
        &self.months
    }

    /// S of every row under these weights, with the ratings of each aspect moved by so many points
    /// and kept within 0 and 100; not a number where there is none. `weights` and `shifts` stand in
    /// the order of the aspects.
    pub fn satisfaction(&self, weights: &[f64], shifts: &[f64], values: &mut Vec<f64>) {
        values.clear();
        let columns = self.aspects.len();
        if columns == 0 {
            values.resize(self.slots.len(), f64::NAN);
            return;
        }
        let moves = shifts.iter().any(|shift| *shift != 0.0);
        for (row, points) in self.points.chunks_exact(columns).enumerate() {
            let fades = self.fades.get(row * columns..(row + 1) * columns);
            let mut sum = WeightedSum::default();
            for (column, (points, weight)) in points.iter().zip(weights).enumerate() {
                if points.is_nan() {
                    continue;
                }
                let shift = if moves {
                    shifts.get(column).copied()
                } else {
                    None
                };
                let points = shift.map_or(*points, |shift| (points + shift).clamp(0.0, 100.0));
                let fade = fades.map_or(1.0, |fades| fades[column]);
                sum.add(points, weight * fade);
            }
            values.push(sum.mean().unwrap_or(f64::NAN));
        }
    }

    /// L of every row from its S; not a number where there is none.
    pub fn loyalty(&self, coefficients: [f64; 3], satisfaction: &[f64], values: &mut Vec<f64>) {
        values.clear();
        let rows = satisfaction.iter().zip(&self.months);
        values.extend(rows.map(|(satisfaction, months)| {
            let terms = loyalty::terms(coefficients, *satisfaction, *months);
            terms.iter().sum::<f64>()
        }));
    }
}

/// The weights of the aspects as numbers to reckon with.
pub fn weights(scoring: &Scoring) -> Vec<f64> {
    let aspects = scoring.aspects.iter();
    aspects.map(|aspect| aspect.weight.factor()).collect()
}
