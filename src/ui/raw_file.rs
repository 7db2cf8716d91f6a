//! The file of everything that is stored, as it lies there: for a Book that this Genjin cannot read, or
//! not whole.

use crate::app::ports::Store;
use crate::i18n::Texts;
use crate::web::files;

/// What the file is called.
const NAME: &str = "genjin-raw.jsonl";

/// Gives the user the file; the sentence on what came of it, and whether it was given.
pub async fn save(store: &dyn Store, texts: &Texts) -> (String, bool) {
    let words = texts.recovery();
    let Ok(bytes) = store.as_it_lies().await else {
        return (words.raw_failed.to_owned(), false);
    };
    match files::download(NAME, "application/jsonl", &bytes) {
        Ok(()) => ((words.raw_saved)(NAME), true),
        Err(_) => (texts.data().download_failed.to_owned(), false),
    }
}
