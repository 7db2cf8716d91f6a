//! The worker that reads beside the page; `static/boot.js` knows its name.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::Worker;

use super::single_file;

#[wasm_bindgen]
extern "C" {
    /// Fails where no boot script runs, as in tests of single components.
    #[wasm_bindgen(js_namespace = genjin, js_name = startReader, catch)]
    fn start_reader() -> Result<Worker, JsValue>;
}

/// Starts it. The single file has no script that could run beside it.
pub fn start() -> Option<Worker> {
    if single_file::is_here() {
        return None;
    }
    start_reader().ok()
}
