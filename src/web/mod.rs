//! The browser, one thin adapter a file. Nothing here decides anything.

pub mod badge;
pub mod clipboard;
pub mod clock;
pub mod demo;
pub mod dom;
pub mod files;
pub mod followed;
pub mod frame;
pub mod intl;
pub mod last_backup;
pub mod later_part;
pub mod leaving;
pub mod licences;
pub mod local_storage;
pub mod location;
pub mod notifications;
pub mod open_forms;
pub mod panic;
pub mod persistence;
pub mod pictures;
pub mod pinyin;
pub mod preferences;
pub mod single_file;
pub mod tabs;
pub mod task;
pub mod updates;
