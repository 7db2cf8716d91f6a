//! The arithmetic behind scores and charts: fits, their doubt, quantiles and scales.
//!
//! It knows nothing of customers; `calibration` puts names to its rows and columns. Nothing here
//! panics, and no result is infinite or not a number: what cannot be computed soundly is a
//! [`Refusal`](refusal::Refusal). The fits are checked against the certified values of the
//! Statistical Reference Datasets of NIST.

pub mod compensated;
pub mod histogram;
pub mod least_squares;
pub mod non_negative;
mod qr;
pub mod quantiles;
pub mod refusal;
pub mod sample;
pub mod student_t;
pub mod ticks;
pub mod trend;

/// A count as a number to reckon with.
pub(crate) fn number(count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2⁵³")]
    let number = count as f64;
    number
}
