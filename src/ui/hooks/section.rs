//! Parts of a page that its address names.

use crate::ui::prelude::*;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;

use crate::web::dom;

/// Shows the part of the page that the address names, as in `#/data?section=history`, now and
/// whenever another is named. The heading of a part has the id of the page and its own, joined.
#[hook]
pub fn use_section_in_address(page: &'static str) {
    use_effect_with((), move |()| {
        let show = move || {
            if let Some(section) = dom::address_detail("section") {
                let heading = format!("{page}-{section}");
                // A new page takes the focus first, and is drawn whole.
                Timeout::new(0, move || dom::show_heading(&heading)).forget();
            }
        };
        show();
        let listener =
            dom::window().map(|window| EventListener::new(&window, "hashchange", move |_| show()));
        move || drop(listener)
    });
}
