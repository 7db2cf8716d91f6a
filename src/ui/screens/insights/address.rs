//! The address that keeps the section and the filters.

use crate::ui::prelude::*;
use gloo::events::EventListener;

use crate::ui::address::InsightAddress;
use crate::ui::memory::use_memory;
use crate::ui::route::Route;
use crate::web::dom;

/// What the address says, and the way to another. Each is an entry of the browser's history.
///
/// Who comes back by the navigation finds what was looked at last.
#[hook]
pub(super) fn use_insight_address() -> (InsightAddress, Callback<InsightAddress>) {
    let memory = use_memory();
    let address = use_state_eq(|| {
        let hash = dom::hash();
        if hash.contains('?') {
            InsightAddress::parse(&hash)
        } else {
            memory.insights.borrow().clone()
        }
    });
    memory.insights.replace((*address).clone());
    use_effect_with((), {
        let setter = address.setter();
        let shown = address.href();
        let drawn_at = dom::hash();
        move |()| {
            let show = move || {
                let hash = dom::hash();
                if Route::parse(&hash) == Route::Insights {
                    setter.set(InsightAddress::parse(&hash));
                }
            };
            if dom::hash() == drawn_at {
                // Without an entry of its own: nobody asked for it.
                dom::replace_hash(&shown);
            } else {
                // It was changed before this could listen.
                show();
            }
            let listener = dom::window()
                .map(|window| EventListener::new(&window, "hashchange", move |_| show()));
            move || drop(listener)
        }
    });
    let change = use_callback((), |next: InsightAddress, ()| dom::set_hash(&next.href()));
    ((*address).clone(), change)
}
