//! The browser, one thin adapter a file. Nothing here decides anything.

pub mod clock;
pub mod local_storage;
pub mod page;
pub mod persistence;
pub mod tabs;
pub mod task;
