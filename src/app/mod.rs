//! What the user can do, without a browser.
//!
//! [`commands`] decide what an action changes, [`service`] carries it out one at a time, [`model`]
//! holds the result, and [`queries`] answer what the screens ask.

pub mod commands;
#[cfg(any(test, feature = "testing"))]
pub mod contract;
pub mod healing;
pub mod history;
pub mod import;
pub mod import_preview;
pub mod kept_backups;
mod kept_today;
pub mod late_index;
pub mod marks;
pub mod masked;
pub mod model;
pub mod name_directory;
pub mod name_order;
pub mod ports;
pub mod queries;
pub mod sample;
pub mod search_index;
pub mod service;
pub mod slot_index;
pub mod table;
pub mod timeline;
mod unsaved;
mod waiting_line;
