//! The single file: the whole app in one HTML file, opened from a disk.
//!
//! `static/file.js` holds its parts and writes it anew; on a site it does not run.

use js_sys::Promise;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use super::dom;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = genjinFile, js_name = pinyin, catch)]
    fn given_pinyin() -> Result<Promise, JsValue>;
}

/// Whether this page is the single file.
pub fn is_here() -> bool {
    dom::page_path().starts_with("file:")
}

/// The table of readings that the file holds.
pub async fn pinyin() -> Option<String> {
    JsFuture::from(given_pinyin().ok()?).await.ok()?.as_string()
}
