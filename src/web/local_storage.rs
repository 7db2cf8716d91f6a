//! Short texts that outlive the database. Where the browser refuses them, there are none.

use web_sys::Storage;

/// The text that was kept last under a key.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a text under a key. A browser that refuses to keeps what was there.
pub fn set(key: &str, text: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(key, text));
    }
}

/// Forgets the text under a key.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        drop(storage.remove_item(key));
    }
}

fn storage() -> Option<Storage> {
    super::dom::window()?.local_storage().ok().flatten()
}
