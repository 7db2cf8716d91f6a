//! The question that the browser asks before a page is left.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::BeforeUnloadEvent;

use super::dom;

/// Makes the browser ask before the tab is closed or loaded anew, while `would_lose` answers so;
/// ends with the listener.
pub fn ask_first(would_lose: impl Fn() -> bool + 'static) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    dom::window().map(|window| {
        EventListener::new_with_options(&window, "beforeunload", options, move |event| {
            if would_lose() {
                event.prevent_default();
                // Browsers before 2024 ask only where this is set; the words are their own.
                if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                    event.set_return_value("?");
                }
            }
        })
    })
}
