//! Work that one tab does while the others leave it alone, by the browser's locks.

use futures::channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::dom;

/// The right to be the only one, until it is dropped. A tab that ends loses it too.
pub struct Alone {
    release: Option<Function>,
}

impl Drop for Alone {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            drop(release.call0(&JsValue::NULL));
        }
    }
}

/// The right to do this alone; `None` while another tab has it. Where there are no locks everybody
/// has it: what is done alone is done so to save work, and is safe without.
pub async fn alone(name: &str) -> Option<Alone> {
    match ask(name) {
        Some((alone, granted)) => granted.await.unwrap_or(false).then_some(alone),
        None => Some(Alone { release: None }),
    }
}

fn ask(name: &str) -> Option<(Alone, oneshot::Receiver<bool>)> {
    let locks: Object = Reflect::get(&dom::window()?.navigator(), &"locks".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let request: Function = Reflect::get(&locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let mut release = None;
    let held = Promise::new(&mut |resolve, _reject| release = Some(resolve));
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).ok()?;
    let (sender, granted) = oneshot::channel();
    // A receiver that is gone has no use for the answer.
    let grant = Closure::once_into_js(move |lock: JsValue| {
        sender.send(!lock.is_null()).unwrap_or(());
        held
    });
    request.call3(&locks, &name.into(), &options, &grant).ok()?;
    Some((Alone { release }, granted))
}
