//! Keys that act on the whole page.

use crate::ui::prelude::*;
use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, KeyboardEvent};

use crate::ui::context::use_device;
use crate::ui::memory::use_memory;
use crate::web::dom;

/// A key pressed on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// [`KeyboardEvent::key`], letters in lower case.
    pub name: String,
    /// Whether Ctrl or ⌘ is held.
    pub command: bool,
    /// Whether Shift is held.
    pub shift: bool,
}

/// Whose keys they are. Those of a screen come first, and what it uses the app does not hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeysOf {
    /// The page that is shown.
    Screen,
    /// The app as a whole.
    App,
}

/// Calls `act` for keys pressed on the page; a key it answers with `true` does nothing else.
///
/// Keys of an input method that is composing never arrive. Single keys arrive only while no text is
/// being typed, no dialog is open, and the user has not switched them off.
#[hook]
pub fn use_keys<F>(whose: KeysOf, act: F)
where
    F: Fn(&Key) -> bool + 'static,
{
    let single_keys = use_device().preferences.single_keys;
    let memory = use_memory();
    let newest = use_mut_ref(|| None);
    *newest.borrow_mut() = Some(act);
    use_effect_with(single_keys, move |single_keys| {
        let single_keys = *single_keys;
        let options = EventListenerOptions::enable_prevent_default();
        // A key rises from its element to the document and then to the window.
        let target: Option<EventTarget> = match whose {
            KeysOf::Screen => dom::document().map(Into::into),
            KeysOf::App => dom::window().map(Into::into),
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
                let names_page = whose == KeysOf::Screen && memory.goes.get();
                let is_free = !dom::is_typing() && !dom::has_open_dialog() && !names_page;
                if (key.command || single_keys)
                    && is_free
                    && newest.borrow().as_ref().is_some_and(|act| act(&key))
                {
                    event.prevent_default();
                }
            })
        });
        move || drop(listener)
    });
}
