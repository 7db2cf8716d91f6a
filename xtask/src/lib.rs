//! What Genjin's repository does for its developers; the program is in `main.rs`.
//!
//! Only the file server is shared: the journeys in `tests/journeys` serve the built site with it.

pub mod server;
