//! The other tabs of this Book: what one says, all others hear.

use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs. A tab does not hear itself.
pub struct Tabs {
    channel: BroadcastChannel,
}

impl Tabs {
    /// Joins the tabs that speak under this name; `None` where the browser has no such thing.
    pub fn join(name: &str) -> Option<Rc<Self>> {
        let channel = BroadcastChannel::new(name).ok()?;
        Some(Rc::new(Self { channel }))
    }

    /// Says something to all others. One that cannot be reached will look for news by itself.
    pub fn tell(&self, text: &str) {
        drop(self.channel.post_message(&JsValue::from_str(text)));
    }

    /// Calls back with what another tab says, until the listener is dropped.
    pub fn listen(&self, heard: impl Fn(String) + 'static) -> EventListener {
        EventListener::new(&self.channel, "message", move |event| {
            let message = event.dyn_ref::<MessageEvent>();
            if let Some(text) = message.and_then(|message| message.data().as_string()) {
                heard(text);
            }
        })
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.close();
    }
}
