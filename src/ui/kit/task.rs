//! Work that outlives the call that starts it.

pub use crate::web::task::detach as start;
