//! Quick capture against tables of what reps write, in both languages.

#![cfg(not(target_arch = "wasm32"))]

mod book;
mod drafts;
mod phrases;
mod properties;
