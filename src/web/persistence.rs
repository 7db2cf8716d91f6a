//! Asking the browser not to clear this page's data when space runs short.
//!
//! Some browsers ask the user first and answer only then, others have no such thing: never wait
//! for it on the way to the first screen.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

use super::{dom, local_storage};

/// Asks for the data to be kept; whether they are.
pub async fn ask() -> bool {
    local_storage::set(&key(), "yes");
    answer(StorageManager::persist).await
}

/// Whether this device was ever asked. Some browsers ask the user in turn, which is not to be repeated
/// unless the user says so.
pub fn was_asked() -> bool {
    local_storage::get(&key()).is_some()
}

fn key() -> String {
    format!("genjin:{}:asked-to-keep", dom::page_path())
}

/// Whether the browser has promised to keep the data.
pub async fn is_granted() -> bool {
    answer(StorageManager::persisted).await
}

/// Whether the browser knows such a promise at all.
pub fn is_known() -> bool {
    manager().is_some()
}

async fn answer(question: impl Fn(&StorageManager) -> Result<js_sys::Promise, JsValue>) -> bool {
    let Some(promise) = manager().and_then(|manager| question(&manager).ok()) else {
        return false;
    };
    JsFuture::from(promise)
        .await
        .is_ok_and(|granted| granted.is_truthy())
}

fn manager() -> Option<StorageManager> {
    let navigator = super::dom::window()?.navigator();
    let has_persist = |storage: &JsValue| Reflect::has(storage, &"persist".into()).ok();
    let storage = Reflect::get(&navigator, &"storage".into()).ok()?;
    (!storage.is_undefined() && has_persist(&storage)?).then(|| navigator.storage())
}
