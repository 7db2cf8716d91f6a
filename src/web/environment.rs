//! The browser's clock and its random numbers.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Timelike};
use js_sys::Date;
use uuid::{Builder, Uuid};

use crate::app::ports::Environment;
use crate::domain::moment::Now;

/// The clock is the browser's `Date`, so a test can set it.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserEnvironment;

/// The instant of a `Date` with the offset that the device's zone had then.
fn instant(date: &Date) -> DateTime<FixedOffset> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a Date is within ±8.64e15 ms"
    )]
    let millis = date.get_time() as i64;
    #[expect(clippy::cast_possible_truncation, reason = "an offset is within a day")]
    let minutes_west = date.get_timezone_offset() as i32;
    let offset = FixedOffset::west_opt(minutes_west * 60);
    let utc = DateTime::from_timestamp_millis(millis).unwrap_or_default();
    match offset {
        Some(offset) => utc.with_timezone(&offset),
        None => utc.fixed_offset(),
    }
}

impl Environment for BrowserEnvironment {
    fn now(&self) -> Now {
        instant(&Date::new_0())
    }

    fn new_id(&self) -> Uuid {
        let mut random = [0_u8; 10];
        let filled = super::dom::window()
            .and_then(|window| window.crypto().ok())
            .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut random).ok());
        if filled.is_none() {
            // Every browser that runs Wasm has the generator; ids must differ all the same.
            for byte in &mut random {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "0 to 255"
                )]
                let value = (js_sys::Math::random() * 256.0) as u8;
                *byte = value;
            }
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "48 bits are kept"
        )]
        let millis = Date::now().max(0.0) as u64;
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn resolve(&self, wall: NaiveDateTime) -> DateTime<FixedOffset> {
        // The parts of a `Date` are read in the device's zone: a gap moves forward, and of an
        // ambiguous time the first is meant.
        let date = Date::new_with_year_month_day_hr_min_sec_milli(
            2000,
            0,
            1,
            i32::try_from(wall.hour()).unwrap_or(0),
            i32::try_from(wall.minute()).unwrap_or(0),
            i32::try_from(wall.second()).unwrap_or(0),
            0,
        );
        date.set_full_year_with_month_date(
            u32::try_from(wall.year()).unwrap_or(2000),
            i32::try_from(wall.month0()).unwrap_or(0),
            i32::try_from(wall.day()).unwrap_or(1),
        );
        // Setting the date keeps the wall time only where it exists on both days; set it again.
        date.set_hours(wall.hour());
        date.set_minutes(wall.minute());
        date.set_seconds(wall.second());
        instant(&date)
    }
}
