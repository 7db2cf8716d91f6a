//! Whether there is a database of a name, without opening it.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether the browser lists its databases and this one is not among them. A browser that does not
/// list them must be asked by opening.
pub(super) async fn is_known_absent(name: &str) -> bool {
    let names = names().await;
    names.is_some_and(|names| !names.iter().any(|other| other == name))
}

async fn names() -> Option<Vec<String>> {
    let factory = get(&js_sys::global(), "indexedDB")?;
    let list: Function = get(&factory, "databases")?.dyn_into().ok()?;
    let listed = Promise::resolve(&list.call0(&factory).ok()?);
    let listed = Array::from(&JsFuture::from(listed).await.ok()?);
    let names = listed
        .iter()
        .filter_map(|one| get(&one, "name")?.as_string());
    Some(names.collect())
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}
