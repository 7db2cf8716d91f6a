//! Keys that act on the whole page.

use crate::ui::prelude::*;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, KeyboardEvent};

use crate::ui::context::use_device;
use crate::ui::keys::{Deed, Key, Place, is_g, meaning, meaning_after_g};
use crate::ui::memory::use_memory;
use crate::web::dom;

/// Calls `act` for keys pressed on the page, with what they mean at this place; a key it answers with
/// `true` does nothing else. Keys of a screen come before those that act everywhere.
///
/// Keys of an input method that is composing never arrive. Single keys arrive only while no text is
/// being typed, no dialog is open, and the user has not switched them off; but all that the palette
/// presses, which opens from the middle of a text too.
#[hook]
pub fn use_keys<F>(place: Place, act: F)
where
    F: Fn(Option<Deed>, &Key) -> bool + 'static,
{
    let single_keys = use_device().preferences.single_keys;
    let memory = use_memory();
    let newest = use_mut_ref(|| None);
    *newest.borrow_mut() = Some(act);
    use_effect_with(single_keys, move |single_keys| {
        let single_keys = *single_keys;
        let options = EventListenerOptions::enable_prevent_default();
        // A key rises from its element to the document and then to the window.
        let is_everywhere = place == Place::Everywhere;
        let target: Option<EventTarget> = if is_everywhere {
            dom::window().map(Into::into)
        } else {
            dom::document().map(Into::into)
        };
        let listener = target.map(|target| {
            EventListener::new_with_options(&target, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                if dom::is_composing(event) || event.alt_key() || event.default_prevented() {
                    return;
                }
                let key = Key {
                    name: event.key().to_ascii_lowercase(),
                    command: event.ctrl_key() || event.meta_key(),
                    shift: event.shift_key(),
                };
                // The letter after G names a page, whatever it means on this one.
                if !is_everywhere && memory.goes.get() {
                    return;
                }
                let by_palette = memory.by_palette.get();
                let deed = meaning(place, &key);
                let is_free = by_palette
                    || (deed == Some(Deed::OpenPalette) || !dom::is_typing())
                        && !dom::has_open_dialog();
                if !(is_free && (key.command || single_keys || by_palette)) {
                    return;
                }
                let deed = if is_everywhere && memory.goes.take() && !key.command {
                    meaning_after_g(&key)
                } else {
                    deed
                };
                let is_used = if is_everywhere && is_g(&key) {
                    memory.goes.set(true);
                    true
                } else {
                    newest.borrow().as_ref().is_some_and(|act| act(deed, &key))
                };
                if is_used {
                    event.prevent_default();
                }
            })
        });
        move || drop(listener)
    });
}
