//! The new version that waits to be taken; `static/boot.js` says when there is one.

use gloo::events::EventListener;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::dom;

#[wasm_bindgen]
extern "C" {
    /// Fails where none waits any more.
    #[wasm_bindgen(js_namespace = genjin, js_name = takeUpdate, catch)]
    fn take_update() -> Result<(), JsValue>;
}

/// Calls back when a new version waits, which is once the page has long come up.
pub fn listen(call: impl Fn() + 'static) -> Option<EventListener> {
    dom::window().map(|window| EventListener::new(&window, "genjin-update", move |_| call()))
}

/// Takes the version that waits. Every tab is loaded anew then, this one too.
pub fn take() {
    if take_update().is_err() {
        dom::reload();
    }
}
