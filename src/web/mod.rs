//! Thin adapters to the browser: clock, formats of the language, files, preferences of the device.

pub mod dom;
pub mod environment;
pub mod files;
pub mod intl;
pub mod preferences;
