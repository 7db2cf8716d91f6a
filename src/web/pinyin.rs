//! The table of readings, which the page fetches from its own folder when it is first needed; the
//! single file holds it.

use super::{dom, single_file};

/// Where the table lies beside the page.
const PLACE: &str = "./pinyin.txt";

/// The text of the table; `None` where it cannot be had.
pub async fn fetch() -> Option<String> {
    if single_file::is_here() {
        return single_file::pinyin().await;
    }
    dom::fetch_text(PLACE).await
}
