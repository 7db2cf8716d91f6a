//! What "next week" and "next month" mean by themselves, wherever they are said.
//!
//! Seven days on, and a month on, as the button "Next week" of a next step does it: who says it on
//! a Wednesday thinks of the Wednesday. Counting a step so and a promise to the Friday of that week
//! gave two days to the same words in one line.

use chrono::{Days, Months, NaiveDate};

/// The day that "next week" names, or with two weeks "the week after next".
pub(super) fn weeks_on(on: NaiveDate, weeks: u64) -> Option<NaiveDate> {
    on.checked_add_days(Days::new(7 * weeks))
}

/// The day that "next month" names: of the same number, or the last where there is none.
pub(super) fn next_month(on: NaiveDate) -> Option<NaiveDate> {
    on.checked_add_months(Months::new(1))
}
