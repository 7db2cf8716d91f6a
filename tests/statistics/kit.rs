//! Samples from columns.

use genjin::domain::statistics::sample::Sample;

/// A sample of rows: the factors, then the response.
pub(crate) fn sample(rows: &[(Vec<f64>, f64)]) -> Sample {
    let mut sample = Sample::of_factors(rows.first().map_or(0, |(factors, _)| factors.len()));
    for (factors, response) in rows {
        sample.push(factors, *response);
    }
    sample
}
