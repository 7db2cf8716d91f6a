//! Tasks that run on their own until they are done.

use futures::channel::oneshot;
use gloo::timers::callback::Timeout;

/// Runs a future to its end, whatever becomes of its caller.
#[expect(clippy::disallowed_methods, reason = "the one place that starts tasks")]
pub fn detach(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Waits for some milliseconds.
pub async fn pause(milliseconds: u32) {
    let (sender, receiver) = oneshot::channel::<()>();
    // Neither end can be lost: the timeout is never cancelled.
    Timeout::new(milliseconds, move || sender.send(()).unwrap_or(())).forget();
    receiver.await.unwrap_or(());
}
