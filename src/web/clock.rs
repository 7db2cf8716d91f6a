//! The device's clock and the browser's randomness.

use std::cell::RefCell;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Timelike, Utc};
use js_sys::Date;
use uuid::Uuid;

use crate::app::ports::{Environment, LocalFuture};
use crate::domain::moment::Now;

/// Time and ids as the browser has them.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserEnvironment;

impl Environment for BrowserEnvironment {
    fn now(&self) -> Now {
        moment(&Date::new_0())
    }

    fn new_id(&self) -> Uuid {
        new_id()
    }

    fn breathe(&self) -> LocalFuture<'_, ()> {
        Box::pin(super::task::breathe())
    }

    fn wait(&self, milliseconds: u32) -> LocalFuture<'_, ()> {
        Box::pin(super::task::pause(milliseconds))
    }

    fn resolve(&self, wall: NaiveDateTime) -> DateTime<FixedOffset> {
        moment(&local_date(wall))
    }
}

/// How many random bytes are asked of the browser at once.
const POOL_BYTES: usize = 1000;

/// Random bytes of one id.
type Bits = [u8; 10];

thread_local! {
    /// Random bytes that stand in no id yet. Asking the browser for those of each id anew would
    /// take longer than all else that is done for an imported row.
    static POOL: RefCell<Vec<Bits>> = const { RefCell::new(Vec::new()) };
}

/// A random id: the time in milliseconds, then 74 random bits.
pub fn new_id() -> Uuid {
    let random = POOL.with_borrow_mut(|pool| {
        if pool.is_empty() {
            *pool = random_bytes().as_chunks().0.to_vec();
        }
        pool.pop().unwrap_or_default()
    });
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, positive, and below 2⁵³"
    )]
    let milliseconds = Date::now() as u64;
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
}

fn random_bytes() -> [u8; POOL_BYTES] {
    let mut random = [0; POOL_BYTES];
    let crypto = super::dom::window().and_then(|window| window.crypto().ok());
    let is_filled =
        crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut random).is_ok());
    if is_filled {
        random
    } else {
        random_without_crypto()
    }
}

/// Browsers without `crypto` still differ enough from each other for ids, which hold no secret.
fn random_without_crypto() -> [u8; POOL_BYTES] {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 255"
    )]
    std::array::from_fn(|_| (js_sys::Math::random() * 256.0) as u8)
}

/// The browser reads a wall time as this crate wants it: in a gap with the offset before it, and so
/// moved forward; an ambiguous one as the first.
fn local_date(wall: NaiveDateTime) -> Date {
    let small = |number: u32| i32::try_from(number).unwrap_or(0);
    let year = u32::try_from(wall.year()).unwrap_or(0);
    let date = Date::new_with_year_month_day_hr_min_sec_milli(
        year,
        small(wall.month0()),
        small(wall.day()),
        small(wall.hour()),
        small(wall.minute()),
        small(wall.second()),
        small(wall.and_utc().timestamp_subsec_millis()),
    );
    if year < 100 {
        // The constructor takes them for years of the 20th century.
        date.set_full_year(year);
    }
    date
}

fn moment(date: &Date) -> DateTime<FixedOffset> {
    // Offsets of long ago have seconds, which no written form holds.
    #[expect(clippy::cast_possible_truncation, reason = "at most a day of minutes")]
    let minutes = -(date.get_timezone_offset().round() as i32);
    #[expect(clippy::cast_possible_truncation, reason = "whole, and below 2⁵³")]
    let milliseconds = date.get_time() as i64;
    let instant =
        DateTime::<Utc>::from_timestamp_millis(milliseconds).unwrap_or(DateTime::UNIX_EPOCH);
    FixedOffset::east_opt(minutes * 60).map_or_else(
        || instant.fixed_offset(),
        |offset| instant.with_timezone(&offset),
    )
}
