//! Whether this tab shows the demo, which is a Book of its own beside the user's.
//!
//! Kept for the tab alone, so that it survives a reload and no other tab follows.

use std::cell::Cell;

use web_sys::Storage;

use super::dom;

thread_local! {
    /// As the page began: what is kept for the tab changes before the page is loaded anew.
    static IS_ON: Cell<bool> = const { Cell::new(false) };
}

/// What a place outside the database is called in which something about a Book is kept.
pub(super) fn book_key(what: &str) -> String {
    let path = dom::page_path();
    if is_on() {
        format!("genjin:{path}:demo:{what}")
    } else {
        format!("genjin:{path}:{what}")
    }
}

/// Learns which Book the tab shows, once and before anything else. `is_asked_for` says that the
/// address names the demo; it then gives way to `first_page`.
pub fn begin(is_asked_for: bool, first_page: &str) {
    if is_asked_for {
        keep(true);
        dom::replace_hash(first_page);
    }
    let kept = storage().and_then(|storage| storage.get_item(&key()).ok().flatten());
    IS_ON.set(is_asked_for || kept.is_some());
}

/// Whether the page shows the demo.
pub fn is_on() -> bool {
    IS_ON.get()
}

/// Loads the page anew with the demo, or with the user's own Book, at this page.
pub fn switch(wanted: bool, first_page: &str) {
    keep(wanted);
    dom::replace_hash(first_page);
    dom::reload();
}

fn keep(wanted: bool) {
    let Some(storage) = storage() else {
        return;
    };
    // A browser that refuses has no database for a Book either, which is said when it is opened.
    if wanted {
        storage.set_item(&key(), "1").ok();
    } else {
        storage.remove_item(&key()).ok();
    }
}

fn key() -> String {
    format!("genjin:{}:shows-demo", dom::page_path())
}

fn storage() -> Option<Storage> {
    dom::window()?.session_storage().ok().flatten()
}
