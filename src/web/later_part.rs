//! The code that a first visit does without, which `static/boot.js` loads.
//!
//! A release is split after it was compiled; see `xtask/src/split`. Nothing here knows what lies in
//! which part, and a build that was not split has no later part.

use gloo::events::EventListener;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::dom;

#[wasm_bindgen]
extern "C" {
    /// Called with the exports of this module, once. Where a function is not there yet, the split
    /// puts a call with nothing, which returns when the later part is there.
    #[wasm_bindgen(js_namespace = genjin, js_name = loadLaterPart)]
    fn load_later_part(exports: JsValue);

    /// Fails where no boot script runs, as in tests of single components.
    #[wasm_bindgen(js_namespace = genjin, js_name = isWhole, catch)]
    fn is_whole() -> Result<bool, JsValue>;
}

/// Whether all functions are there. What can wait for the later part asks first, so that it neither
/// holds up whoever types nor is loaded with the first part.
pub fn is_there() -> bool {
    is_whole().unwrap_or(true)
}

/// Calls back once all functions are there and the first screen has stood for a moment, for what no
/// visit waits for.
pub fn when_settled(call: impl Fn() + 'static) -> Option<EventListener> {
    dom::window().map(|window| EventListener::new(&window, "genjin-whole", move |_| call()))
}

/// Tells the page that the first part runs, so that it loads the later one beside it.
pub fn announce() {
    load_later_part(wasm_bindgen::exports());
}
