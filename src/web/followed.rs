//! Which way of reaching a customer was taken last on this device, until it is logged or an hour has
//! passed. Kept beside the Book, so that it survives a page that is loaded again on return.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{demo, local_storage};
use crate::domain::channel::Channel;
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;
use crate::domain::written::{instant_text, read_instant};

/// How long it is remembered, in minutes.
const MINUTES: i64 = 60;

/// A way of reaching a customer that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Whom.
    pub customer: CustomerId,
    /// By which way.
    pub channel: Channel,
    /// When.
    pub at: DateTime<FixedOffset>,
}

#[derive(Serialize, Deserialize)]
struct FollowedRow {
    customer: String,
    channel: String,
    at: String,
}

fn key() -> String {
    demo::book_key("followed")
}

/// What was taken last; nothing after an hour.
pub fn load(now: Now) -> Option<Followed> {
    let row: FollowedRow = crate::records::from_json(&local_storage::get(&key())?).ok()?;
    let at = read_instant(&row.at)?;
    let is_fresh = (0..MINUTES).contains(&(now - at).num_minutes());
    is_fresh.then_some(())?;
    Some(Followed {
        customer: row.customer.parse().ok()?,
        channel: Channel::from_code(&row.channel),
        at,
    })
}

/// Notes that a way was taken.
pub fn keep(followed: &Followed) {
    let Followed {
        customer,
        channel,
        at,
    } = followed;
    let row = FollowedRow {
        customer: customer.to_string(),
        channel: channel.code().to_owned(),
        at: instant_text(*at),
    };
    local_storage::set(&key(), &serde_json::to_string(&row).unwrap_or_default());
}

/// Forgets it.
pub fn forget() {
    local_storage::remove(&key());
}
