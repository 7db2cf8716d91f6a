//! Fits against certified values, and what holds of every fit.

#![cfg(not(target_arch = "wasm32"))]

mod kit;
mod nist;
mod properties;
