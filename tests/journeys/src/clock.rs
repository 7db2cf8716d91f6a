//! The browser's clock, moved by a constant so that it goes on and survives reloads and restarts.

use serde_json::json;
use thirtyfour::cdp::Cdp;

use crate::{Failure, Outcome};

/// Whether a clock goes on from the instant it was set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// As all clocks do.
    Going,
    /// It stands still, so that what happens within seconds of the instant is told apart.
    Held,
}

/// How far the page's clock is ahead of the machine's, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ClockShift {
    milliseconds: f64,
    /// The instant at which it stands still, in milliseconds since 1970, if it does.
    held_at: Option<f64>,
}

impl ClockShift {
    /// The shift by which it is now `instant`, a text that JavaScript's `Date` reads; without a
    /// zone it is the wall time of the journey's time zone.
    pub(crate) async fn to_instant(cdp: &Cdp, instant: &str, pace: Pace) -> Outcome<Self> {
        let expression = format!(
            "[Date.parse({}), globalThis[Symbol.for('genjin.clock')]?.machine() ?? Date.now()]",
            json!(instant)
        );
        let answer = cdp
            .send_raw(
                "Runtime.evaluate",
                json!({ "expression": expression, "returnByValue": true }),
            )
            .await?;
        let [wanted, machine] = [0, 1].map(|index| answer["result"]["value"][index].as_f64());
        let (Some(wanted), Some(machine)) = (wanted, machine) else {
            return Err(Failure::new(format!("`{instant}` is not an instant")));
        };
        Ok(Self {
            milliseconds: wanted - machine,
            held_at: (pace == Pace::Held).then_some(wanted),
        })
    }

    /// What a page runs before its own scripts, or later to move the clock again.
    ///
    /// Workers are not reached; `Intl` and `performance` are left as they are.
    pub(crate) fn script(self) -> String {
        format!(
            "({})({}, {});",
            include_str!("clock.js").trim_end().trim_end_matches(';'),
            self.milliseconds,
            json!(self.held_at)
        )
    }
}
