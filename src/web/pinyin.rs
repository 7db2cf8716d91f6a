//! The table of readings, which the page fetches from its own folder when it is first needed; the
//! single file holds it.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::{dom, single_file};

/// Where the table lies beside the page.
const PLACE: &str = "./pinyin.txt";

/// The text of the table; `None` where it cannot be had.
pub async fn fetch() -> Option<String> {
    if single_file::is_here() {
        return single_file::pinyin().await;
    }
    let window = dom::window()?;
    let answer = JsFuture::from(window.fetch_with_str(PLACE)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
