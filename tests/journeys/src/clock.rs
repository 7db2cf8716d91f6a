//! The browser's clock, moved by a constant so that it goes on and survives reloads and restarts.

use serde_json::json;
use thirtyfour::cdp::Cdp;

use crate::{Failure, Outcome};

/// How far the page's clock is ahead of the machine's, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ClockShift(f64);

impl ClockShift {
    /// The shift by which it is now `instant`, a text that JavaScript's `Date` reads; without a
    /// zone it is the wall time of the journey's time zone.
    pub(crate) async fn to_instant(cdp: &Cdp, instant: &str) -> Outcome<Self> {
        let expression = format!(
            "Date.parse({}) - (globalThis[Symbol.for('genjin.clock')]?.machine() ?? Date.now())",
            json!(instant)
        );
        let answer = cdp
            .send_raw("Runtime.evaluate", json!({ "expression": expression }))
            .await?;
        answer["result"]["value"]
            .as_f64()
            .map(Self)
            .ok_or_else(|| Failure::new(format!("`{instant}` is not an instant")))
    }

    /// What a page runs before its own scripts, or later to move the clock again.
    ///
    /// Workers are not reached; `Intl` and `performance` are left as they are.
    pub(crate) fn script(self) -> String {
        format!(
            "({})({});",
            include_str!("clock.js").trim_end().trim_end_matches(';'),
            self.0
        )
    }
}
