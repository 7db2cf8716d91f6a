//! The clipboard, to copy a name on a messaging service.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom;

/// Copies words; `false` where the browser does not allow it.
pub async fn copy(words: &str) -> bool {
    match writing(words) {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

fn writing(words: &str) -> Option<Promise> {
    let navigator = dom::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into())
        .ok()?
        .dyn_into()
        .ok()?;
    write
        .call1(&clipboard, &JsValue::from_str(words))
        .ok()?
        .dyn_into()
        .ok()
}
