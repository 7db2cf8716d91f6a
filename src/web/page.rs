//! Where this page lies.

/// The path of the page's address, without host, query and fragment.
pub fn path() -> String {
    web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default()
}
