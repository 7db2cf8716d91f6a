//! Whether there is a database of a name, without opening it.

use std::pin::pin;

use futures::future::{Either, select};
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::web::task;

/// How long a browser may take to list its databases, in milliseconds.
const LISTING_MS: u32 = 300;

/// Whether the browser lists its databases and this one is not among them. A browser that does not
/// list them must be asked by opening.
pub(super) async fn is_known_absent(name: &str) -> bool {
    // Chromium never answers a question put in the very moment in which the site's data are cleared;
    // the next it does.
    for _ in 0..2 {
        let (listing, late) = (pin!(names()), pin!(task::pause(LISTING_MS)));
        if let Either::Left((names, _)) = select(listing, late).await {
            return names.is_some_and(|names| !names.iter().any(|other| other == name));
        }
    }
    false
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
