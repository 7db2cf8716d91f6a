//! Tasks that run on their own until they are done, and let the page breathe while they do.

use std::cell::Cell;

use futures::channel::oneshot;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use web_sys::MessageChannel;

/// After so many milliseconds the page must draw: a screen does so every sixteenth.
const BREATH_MS: f64 = 10.0;

thread_local! {
    /// When the page last had its turn.
    static LAST_BREATH: Cell<f64> = const { Cell::new(0.0) };
}

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

/// Lets the page draw and answer, if it was kept from it for a while.
///
/// A message goes round in place of a timer: timers wait four milliseconds at least, and a second
/// in a tab out of sight.
pub async fn breathe() {
    let now = js_sys::Date::now();
    // The clock may have been set back.
    if (0.0..BREATH_MS).contains(&(now - LAST_BREATH.get())) {
        return;
    }
    let (sender, receiver) = oneshot::channel::<()>();
    let Ok(channel) = MessageChannel::new() else {
        return pause(0).await;
    };
    let back = EventListener::once(&channel.port1(), "message", move |_| {
        sender.send(()).unwrap_or(());
    });
    channel.port1().start();
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        receiver.await.unwrap_or(());
    }
    drop(back);
    channel.port1().close();
    LAST_BREATH.set(js_sys::Date::now());
}
