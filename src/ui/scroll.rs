//! Shows each page from where it is to be read: a new one from its top, the one before from where it
//! was left.

use std::cell::RefCell;

use crate::ui::prelude::*;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;

use super::app::current_route;
use super::way::Way;
use crate::web::dom;

/// Shows a new page from its top, and the page before where it was left. The browser would leave
/// the one where the other stood, as both are one document to it.
#[hook]
pub(super) fn use_scroll_memory() {
    use_effect_with((), |()| {
        dom::restore_scroll_by_hand();
        let way = RefCell::new(Way::begun_at(current_route()));
        let listener = dom::window().map(|window| {
            EventListener::new(&window, "hashchange", move |_| {
                let route = current_route();
                let mut way = way.borrow_mut();
                if way.is_at(route) {
                    return;
                }
                let down = way.go(route, dom::scrolled_down());
                dom::scroll_to(0.0);
                if 0.0 < down {
                    // The page is there once what was set in motion by the event is done.
                    Timeout::new(0, move || dom::scroll_to(down)).forget();
                }
            })
        });
        move || drop(listener)
    });
}
