//! The list of libraries, which the page fetches from its own folder when it is asked for.

use super::dom;

/// Where the list lies beside the page.
const PLACE: &str = "./licences.txt";

/// The text of the list; `None` where it cannot be had, as in a page that was opened as a file.
pub async fn fetch() -> Option<String> {
    dom::fetch_text(PLACE).await
}
