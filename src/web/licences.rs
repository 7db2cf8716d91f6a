//! The list of libraries, which the page fetches from its own folder when it is asked for; the single
//! file holds it.

use super::{dom, single_file};

/// Where the list lies beside the page.
const PLACE: &str = "./licences.txt";

/// The text of the list; `None` where it cannot be had.
pub async fn fetch() -> Option<String> {
    if single_file::is_here() {
        return single_file::licences().await;
    }
    dom::fetch_text(PLACE).await
}
