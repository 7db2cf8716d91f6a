//! The moment before the page is drawn.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::dom;

/// Does something right before the page is drawn the next time, at most sixty times a second on
/// most screens. In a tab out of sight that is when it comes back into sight.
pub fn next(act: impl FnOnce() + 'static) {
    let Some(window) = dom::window() else {
        return;
    };
    let act = Closure::once_into_js(act);
    // A closure is a function.
    window.request_animation_frame(act.unchecked_ref()).ok();
}
