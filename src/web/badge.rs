//! The count on the app's icon, where the browser has one and the app is installed.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{dom, task};

/// Shows this count on the icon; nothing for zero.
pub fn show(count: usize) {
    let Some(navigator) = dom::window().map(|window| window.navigator()) else {
        return;
    };
    let name = if count == 0 {
        "clearAppBadge"
    } else {
        "setAppBadge"
    };
    let method = Reflect::get(&navigator, &name.into()).ok();
    let Some(method) = method.and_then(|method| method.dyn_into::<Function>().ok()) else {
        return;
    };
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let answer = if count == 0 {
        method.call0(&navigator)
    } else {
        method.call1(&navigator, &JsValue::from(count))
    };
    if let Ok(answer) = answer {
        // Where the app is not installed, the browser refuses, and there is nothing to be done.
        task::detach(async move {
            JsFuture::from(Promise::resolve(&answer)).await.ok();
        });
    }
}
