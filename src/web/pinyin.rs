//! The table of readings, which the page fetches from its own folder when it is first needed; the
//! single file holds it.

use super::{dom, single_file};

/// Where the table lies beside the page of a build for developers. A release names it in the page, so
/// that a page never reads the table of another release.
const PLACE: &str = "./pinyin.txt";

/// The text of the table; `None` where it cannot be had.
pub async fn fetch() -> Option<String> {
    if single_file::is_here() {
        return single_file::pinyin().await;
    }
    let place = dom::app_detail("data-pinyin");
    dom::fetch_text(place.as_deref().unwrap_or(PLACE)).await
}
