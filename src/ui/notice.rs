//! A sentence above everything, for what concerns the page as a whole and not one action.
//!
//! It is set from outside the interface, even before there is one, and so lives apart from it.

use std::cell::RefCell;

use crate::i18n::Texts;
use crate::web::dom;
use crate::web::preferences::Preferences;

/// What concerns the page as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Opening waits for other tabs, which run an older Genjin, to be closed.
    OtherTabsAreOlder,
    /// Another tab runs a newer Genjin, and this one can no longer save.
    ThisTabIsOlder,
    /// A newer Genjin wrote the Book, and this one shows it for reading only.
    BookIsNewer,
    /// The weekly check of the stored Book found something wrong.
    CheckFound,
}

impl Notice {
    fn words(self, texts: &Texts) -> &'static str {
        match self {
            Self::OtherTabsAreOlder => texts.recovery().held,
            Self::ThisTabIsOlder => texts.recovery().outdated,
            Self::BookIsNewer => texts.recovery().reading_only,
            Self::CheckFound => texts.recovery().check_found,
        }
    }
}

thread_local! {
    static SHOWN: RefCell<Option<web_sys::Element>> = const { RefCell::new(None) };
}

/// Shows a notice in place of the one that stands, or takes it away.
pub fn set(notice: Option<Notice>) {
    SHOWN.with_borrow_mut(|shown| {
        if let Some(element) = shown.take() {
            element.remove();
        }
        *shown = notice.and_then(make);
    });
}

/// A function of its own, so that what hardly anybody ever reads is not loaded with [`set`].
#[inline(never)]
fn make(notice: Notice) -> Option<web_sys::Element> {
    let document = dom::document()?;
    let element = document.create_element("div").ok()?;
    element.set_class_name("notice page-notice");
    element.set_attribute("data-kind", "warn").ok()?;
    element.set_attribute("role", "alert").ok()?;
    let words = document.create_element("p").ok()?;
    words.set_class_name("notice-text");
    words.set_text_content(Some(notice.words(Preferences::load().language.texts())));
    element.append_child(&words).ok()?;
    document.body()?.prepend_with_node_1(&element).ok()?;
    Some(element)
}
