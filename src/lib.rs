//! Genjin (跟进): who was spoken to, what was said, and whom to visit or call next and why.
//!
//! In reading order: [`domain`] knows the trade, [`records`] the persisted form, [`formats`] other
//! programs' files, [`app`] what the user can do, [`store`] where it is kept, [`i18n`] the words in
//! both languages, [`ui`] the screens; `web` and most of `ui` are the browser's and exist for
//! wasm32 only.

// The markup of `html!` names this crate, from within and from its tests.
extern crate self as genjin;

pub mod app;
pub mod domain;
pub mod formats;
pub mod i18n;
pub mod records;
pub mod store;
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod web;
