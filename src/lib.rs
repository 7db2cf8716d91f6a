//! Genjin (跟进): who was spoken to, what was said, and whom to visit or call next and why.
//!
//! In reading order: [`domain`] knows the trade, [`app`] what the user can do, [`records`] the
//! persisted form, [`store`] where it is kept, [`formats`] other programs' files, [`i18n`] the
//! words in both languages; `web` and `ui` are the browser's and exist for wasm32 only.

pub mod domain;
pub mod formats;
