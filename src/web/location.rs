//! Where the device is, asked once and only when the user asks for it.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::chinese_maps::Degrees;

/// How long the device may take, in milliseconds.
const PATIENCE_MS: u32 = 20_000;

/// Why there is no location.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocationError {
    /// The browser has none, or not on a page that is not served over HTTPS.
    Missing,
    /// The user or the browser refused.
    Refused,
    /// The device could not find out in time.
    Failed,
}

/// Where the device is.
pub async fn here() -> Result<Degrees, LocationError> {
    let geolocation = super::dom::window()
        .and_then(|window| Reflect::get(&window.navigator(), &"geolocation".into()).ok())
        .filter(JsValue::is_object)
        .ok_or(LocationError::Missing)?;
    let ask: Function = Reflect::get(&geolocation, &"getCurrentPosition".into())
        .ok()
        .and_then(|ask| ask.dyn_into().ok())
        .ok_or(LocationError::Missing)?;
    let (sender, receiver) = oneshot::channel();
    // Whichever answer comes takes it.
    let sender = Rc::new(RefCell::new(Some(sender)));
    let answer = move |found: Result<Degrees, LocationError>| {
        if let Some(sender) = sender.borrow_mut().take() {
            sender.send(found).unwrap_or(());
        }
    };
    let found = {
        let answer = answer.clone();
        Closure::once_into_js(move |position: JsValue| answer(degrees(&position)))
    };
    let failed = Closure::once_into_js(move |error: JsValue| {
        let code = Reflect::get(&error, &"code".into()).ok();
        let is_refused = code.and_then(|code| code.as_f64()) == Some(1.0);
        answer(Err(if is_refused {
            LocationError::Refused
        } else {
            LocationError::Failed
        }));
    });
    let options = Object::new();
    for (name, value) in [
        ("enableHighAccuracy", JsValue::TRUE),
        ("timeout", PATIENCE_MS.into()),
    ] {
        Reflect::set(&options, &name.into(), &value).map_err(|_frozen| LocationError::Missing)?;
    }
    ask.call3(&geolocation, &found, &failed, &options)
        .map_err(|_thrown| LocationError::Missing)?;
    receiver.await.unwrap_or(Err(LocationError::Failed))
}

fn degrees(position: &JsValue) -> Result<Degrees, LocationError> {
    let number = |name: &str| {
        let coords = Reflect::get(position, &"coords".into()).ok()?;
        Reflect::get(&coords, &name.into()).ok()?.as_f64()
    };
    match (number("latitude"), number("longitude")) {
        (Some(north), Some(east)) => Ok(Degrees { north, east }),
        _ => Err(LocationError::Failed),
    }
}
