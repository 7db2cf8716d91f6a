//! Loyalty: L = b₀ + b₁·S + b₂·D, with S the satisfaction and D the months of the relation.

use chrono::NaiveDate;

use super::scoring::Scoring;

/// The length of a month, in days: a twelfth of a year of 365.25.
pub const DAYS_A_MONTH: f64 = 30.4375;

/// Loyalty with all that led to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loyalty {
    /// The number as computed; it has no bounds.
    pub value: f64,
    /// S, 0 to 100.
    pub satisfaction: f64,
    /// D, in months.
    pub months: f64,
    /// When the relation began.
    pub begin: Begin,
    /// b₀, b₁·S and b₂·D, whose sum is the value.
    pub terms: [f64; 3],
}

/// When a relation began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// As the customer's record says.
    Stated(NaiveDate),
    /// On the day of the first communication; the record says nothing.
    FirstCommunication(NaiveDate),
}

impl Begin {
    /// The day.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Stated(day) | Self::FirstCommunication(day) => day,
        }
    }
}

/// Why a customer has no loyalty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NoLoyalty {
    /// It has no satisfaction: nothing that weighs anything was rated.
    #[error("no satisfaction")]
    NoSatisfaction,
    /// It is not known when the relation began.
    #[error("no begin of the relation")]
    NoBegin,
    /// The relation begins after today.
    #[error("the relation begins in the future")]
    BeginsLater(NaiveDate),
}

/// The whole and broken months from a day up to today; none for a day to come.
pub fn months(begin: NaiveDate, today: NaiveDate) -> Option<f64> {
    let days = today.signed_duration_since(begin).num_days();
    let days = i32::try_from(days).ok().filter(|days| 0 <= *days)?;
    Some(f64::from(days) / DAYS_A_MONTH)
}

/// b₀, b₁ and b₂ as numbers to reckon with.
pub fn coefficients(scoring: &Scoring) -> [f64; 3] {
    let of = scoring.coefficients;
    [of.intercept, of.satisfaction, of.duration].map(super::decimal::Decimal::approximate)
}

/// b₀, b₁·S and b₂·D.
pub fn terms([intercept, b1, b2]: [f64; 3], satisfaction: f64, months: f64) -> [f64; 3] {
    [intercept, b1 * satisfaction, b2 * months]
}

impl Loyalty {
    /// The loyalty of a customer of this satisfaction whose relation began then.
    pub fn of(
        scoring: &Scoring,
        satisfaction: Option<f64>,
        begin: Option<Begin>,
        today: NaiveDate,
    ) -> Result<Self, NoLoyalty> {
        let begin = begin.ok_or(NoLoyalty::NoBegin)?;
        let months = months(begin.day(), today).ok_or(NoLoyalty::BeginsLater(begin.day()))?;
        let satisfaction = satisfaction.ok_or(NoLoyalty::NoSatisfaction)?;
        let terms = terms(coefficients(scoring), satisfaction, months);
        Ok(Self {
            value: terms.iter().sum(),
            satisfaction,
            months,
            begin,
            terms,
        })
    }

    /// The number as it is shown, and whether that is another than the one computed.
    pub fn shown(&self, scoring: &Scoring) -> (f64, bool) {
        let within = self.value.clamp(0.0, 100.0);
        let is_clamped =
            scoring.clamps_loyalty && within.total_cmp(&self.value) != std::cmp::Ordering::Equal;
        (if is_clamped { within } else { self.value }, is_clamped)
    }

    /// Whether it lies below the user's threshold.
    pub fn is_at_risk(&self, scoring: &Scoring) -> bool {
        self.value < scoring.risk_below.approximate()
    }
}

#[cfg(test)]
mod tests;
