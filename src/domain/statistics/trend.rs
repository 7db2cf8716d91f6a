//! Whether a number rises or falls from day to day.

use chrono::NaiveDate;

use super::least_squares::{Estimate, least_squares};
use super::refusal::Refusal;
use super::sample::Sample;
use super::student_t::Level;

/// So few points always leave a day between the line and some point.
const LEAST: usize = 3;

/// The straight line through dated numbers, with the dates that it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// By how much the number grows in a day.
    pub per_day: Estimate,
    /// Where the line stands on the last date.
    pub at_last: f64,
    /// How many points it rests on.
    pub points: usize,
    /// The first date.
    pub first: NaiveDate,
    /// The last date, after the first.
    pub last: NaiveDate,
}

impl Trend {
    /// The line by least squares. The points may come in any order, several on a day too.
    ///
    /// Refuses fewer than three points, points of one day, and numbers that are the same everywhere
    /// ([`Refusal::ConstantResponse`]): those have no trend, and no doubt of it.
    pub fn of(points: &[(NaiveDate, f64)], level: Level) -> Result<Self, Refusal> {
        let dates = || points.iter().map(|(date, _)| *date);
        let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
            return Err(Refusal::TooFew {
                observations: 0,
                least: LEAST,
            });
        };
        let days_before_last = |date: NaiveDate| {
            let days = (last - date).num_days();
            -f64::from(i32::try_from(days).unwrap_or(i32::MAX))
        };
        let mut sample = Sample::of_factors(1);
        for (date, number) in points {
            sample.push(&[days_before_last(*date)], *number);
        }
        let estimates = least_squares(&sample, LEAST)?.estimates(level);
        Ok(Self {
            at_last: estimates[0].value,
            per_day: estimates[1],
            points: points.len(),
            first,
            last,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(numbers: &[(u32, f64)]) -> Vec<(NaiveDate, f64)> {
        let date = |day| NaiveDate::from_ymd_opt(2026, 1, day).expect("a date");
        numbers
            .iter()
            .map(|(day, number)| (date(*day), *number))
            .collect()
    }

    fn trend(numbers: &[(u32, f64)]) -> Result<Trend, Refusal> {
        Trend::of(&points(numbers), Level::NINETY_FIVE)
    }

    #[test]
    fn the_line_is_that_worked_out_by_hand() {
        // Days −4, −2, 0: mean −2, squares 8; numbers 1, 2, 6: mean 3; products 4 + 0 + 6 = 10.
        // So 1.25 a day, and residuals 0.5, −1, 0.5: s² = 1.5, standard error √(1.5/8).
        let trend = trend(&[(5, 6.0), (1, 1.0), (3, 2.0)]).expect("three points");
        assert!((trend.per_day.value - 1.25).abs() < 1e-14);
        assert!((trend.at_last - 5.5).abs() < 1e-14);
        assert!((trend.per_day.standard_error - (1.5_f64 / 8.0).sqrt()).abs() < 1e-14);
        // One degree of freedom: t = tan(0.475π).
        let reach = (0.475 * std::f64::consts::PI).tan() * trend.per_day.standard_error;
        assert!((trend.per_day.interval.high - (1.25 + reach)).abs() < 1e-12);
        assert!((trend.per_day.interval.low - (1.25 - reach)).abs() < 1e-12);
        let dates = points(&[(1, 0.0), (5, 0.0)]);
        assert_eq!((trend.first, trend.last), (dates[0].0, dates[1].0));
        assert_eq!(trend.points, 3);
    }

    #[test]
    fn what_has_no_trend_is_refused() {
        let too_few = |observations| {
            Err(Refusal::TooFew {
                observations,
                least: 3,
            })
        };
        assert_eq!(trend(&[]), too_few(0));
        assert_eq!(trend(&[(1, 1.0), (2, 2.0)]), too_few(2));
        let one_day = trend(&[(1, 1.0), (1, 2.0), (1, 3.0)]);
        assert_eq!(one_day, Err(Refusal::Constant { column: 0 }));
        let level = trend(&[(1, 2.0), (2, 2.0), (3, 2.0)]);
        assert_eq!(level, Err(Refusal::ConstantResponse));
    }
}
