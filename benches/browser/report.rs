//! Prints what was measured, one line a figure.

use wasm_bindgen_test::console_log;

/// Prints the heading of the lines that follow.
pub(crate) fn heading(text: &str) {
    console_log!("");
    console_log!("{text:<62} {:>9}   {:>19} {:>4}", "median", "min–max", "n");
}

/// Prints one figure in milliseconds and returns its median.
pub(crate) fn line(what: &str, measured: &[f64]) -> f64 {
    let sorted = sorted(measured);
    let median = quantile(&sorted, 0.5);
    let spread = format!("{:.2}–{:.2}", sorted[0], sorted[sorted.len() - 1]);
    console_log!(
        "{what:<62} {median:>9.2} ms {spread:>18} {:>4}",
        sorted.len()
    );
    median
}

/// The same, with the time that 19 of 20 stay below.
pub(crate) fn line_with_p95(what: &str, measured: &[f64]) {
    let p95 = quantile(&sorted(measured), 0.95);
    line(&format!("{what}, p95 {p95:.1} ms"), measured);
}

/// Prints how two figures compare.
pub(crate) fn ratio(what: &str, ratio: f64) {
    console_log!("{what:<62} {ratio:>9.2} ×");
}

fn sorted(measured: &[f64]) -> Vec<f64> {
    let mut sorted = measured.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a place in a short list"
)]
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * part;
    let (below, above) = (
        sorted[place.floor() as usize],
        sorted[place.ceil() as usize],
    );
    below + (above - below) * place.fract()
}
