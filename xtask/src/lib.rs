//! What Genjin's repository does for its developers; the program is in `main.rs`.
//!
//! Shared are the file server, with which the journeys in `tests/journeys` serve the built site, and
//! what finishes a site for use without a network, with which they make small sites of their own.

pub mod precache;
pub mod server;
