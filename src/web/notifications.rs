//! Notifications while the page is open, asked for by a click alone.

use std::cell::Cell;
use std::rc::Rc;

use chrono::{DateTime, FixedOffset};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{demo, dom, local_storage, task};
use crate::domain::written::{instant_text, read_instant};

/// What the browser says to notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// It shows none on this page.
    Missing,
    /// It was not asked yet.
    Unasked,
    /// They are allowed.
    Granted,
    /// They were refused.
    Refused,
}

fn constructor() -> Option<Function> {
    let window = dom::window()?;
    Reflect::get(&window, &"Notification".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// What the browser says now.
pub fn permission() -> Permission {
    let Some(constructor) = constructor() else {
        return Permission::Missing;
    };
    let word = Reflect::get(&constructor, &"permission".into()).ok();
    match word.and_then(|word| word.as_string()).as_deref() {
        Some("granted") => Permission::Granted,
        Some("denied") => Permission::Refused,
        _ => Permission::Unasked,
    }
}

/// Asks the user through the browser; answers what it says then.
pub async fn ask() -> Permission {
    let asked = constructor().and_then(|constructor| {
        let ask = Reflect::get(&constructor, &"requestPermission".into()).ok()?;
        ask.dyn_into::<Function>().ok()?.call0(&constructor).ok()
    });
    if let Some(answer) = asked {
        // Whatever it answers stands in the permission as well.
        JsFuture::from(Promise::resolve(&answer)).await.ok();
    }
    permission()
}

/// Shows a notification; one of the same tag is replaced, whichever tab showed it. Browsers that let
/// only a service worker show them throw, and show none.
pub fn show(tag: &str, words: &str) {
    let Some(constructor) = constructor() else {
        return;
    };
    let options = Object::new();
    Reflect::set(&options, &"tag".into(), &tag.into()).ok();
    Reflect::construct(
        &constructor,
        &Array::of2(&words.into(), options.unchecked_ref()),
    )
    .ok();
}

fn key() -> String {
    demo::book_key("rang")
}

/// Until when all that was due has rung on this device.
pub fn rang_until() -> Option<DateTime<FixedOffset>> {
    read_instant(&local_storage::get(&key())?)
}

/// Notes until when all has rung.
pub fn set_rang_until(until: DateTime<FixedOffset>) {
    local_storage::set(&key(), &instant_text(until));
}

/// Whether this is the tab that rings: the first that asked, until it is closed. Where the browser
/// has no locks every tab is, and what was noted as rung keeps them apart.
#[derive(Debug, Clone, Default)]
pub struct RingingTab(Rc<Cell<bool>>);

impl RingingTab {
    /// Asks to be it.
    pub fn stand_in_line() -> Self {
        let tab = Self::default();
        if tab.request().is_none() {
            tab.0.set(true);
        }
        tab
    }

    /// Whether it is.
    pub fn is_it(&self) -> bool {
        self.0.get()
    }

    fn request(&self) -> Option<()> {
        let navigator = dom::window()?.navigator();
        let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
        let request: Function = Reflect::get(&locks, &"request".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let is_it = self.0.clone();
        let granted = Closure::once_into_js(move |_lock: JsValue| {
            is_it.set(true);
            // Held for as long as the tab lives.
            Promise::new(&mut |_resolve, _reject| ())
        });
        let ended = request.call2(&locks, &key().into(), &granted).ok()?;
        task::detach(async move {
            // A lock that is taken away leaves the ringing to the next tab.
            JsFuture::from(Promise::resolve(&ended)).await.ok();
        });
        Some(())
    }
}
