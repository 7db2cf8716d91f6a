//! The one place where work is started that outlives the call.

use std::future::Future;

/// Starts work that runs to its end by itself. Its failures must be shown by the work itself.
#[expect(clippy::disallowed_methods, reason = "the one place that starts tasks")]
pub fn start(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}
