//! Genjin (跟进): who was spoken to, what was said, and whom to visit or call next and why.
//!
//! In reading order: [`domain`] knows the trade, [`records`] the persisted form, [`app`] what the
//! user can do, and [`store`] keeps it.

pub mod app;
pub mod domain;
pub mod records;
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod web;
