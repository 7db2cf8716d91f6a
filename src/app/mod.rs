//! What the user can do, without a browser.
//!
//! [`commands`] decide what an action changes, [`service`] carries it out one at a time, [`model`]
//! holds the result, and [`queries`] answer what the screens ask.

#[cfg(any(test, feature = "testing"))]
pub mod contract;
pub mod history;
pub mod model;
pub mod ports;
pub mod search_index;
pub mod table;
pub mod timeline;
