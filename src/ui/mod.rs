//! The interface: screens made of a small kit, fed by selectors, sending commands.
//!
//! Nothing here touches the store, and nothing is decided here.

pub mod actions;
pub mod address;
pub mod chart;
pub mod keys;
pub mod route;
pub mod way;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod context;
#[cfg(target_arch = "wasm32")]
mod drafts;
#[cfg(target_arch = "wasm32")]
pub mod hooks;
#[cfg(target_arch = "wasm32")]
pub mod kit;
#[cfg(target_arch = "wasm32")]
pub mod markup;
#[cfg(target_arch = "wasm32")]
pub mod memory;
#[cfg(target_arch = "wasm32")]
pub mod notice;
#[cfg(target_arch = "wasm32")]
mod offer;
#[cfg(target_arch = "wasm32")]
pub mod pinyin;
#[cfg(target_arch = "wasm32")]
pub mod prelude;
#[cfg(target_arch = "wasm32")]
pub mod raw_file;
#[cfg(target_arch = "wasm32")]
mod rings;
#[cfg(target_arch = "wasm32")]
pub mod screens;
#[cfg(target_arch = "wasm32")]
mod scroll;
#[cfg(target_arch = "wasm32")]
pub mod shell;
#[cfg(target_arch = "wasm32")]
pub mod showing;
#[cfg(target_arch = "wasm32")]
mod toasts;
#[cfg(target_arch = "wasm32")]
pub mod update;
