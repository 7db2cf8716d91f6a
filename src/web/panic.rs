//! What the user sees when Genjin itself fails: plain words and a way to go on, without Yew, whose
//! state can no longer be trusted.

use std::panic::PanicHookInfo;

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::dom;
use crate::i18n::{Language, Texts};

/// From now on, a panic is shown on the page and noted in the console.
pub fn install_panic_report(language: Language) {
    std::panic::set_hook(Box::new(move |info| {
        note(&description(info));
        // The page may be gone too; the console has the words then.
        show(language.texts()).ok();
    }));
}

/// Where it happened and, if it is a fixed text, why. A formatted message is left out: it could
/// hold words of a record, and consoles are copied into reports.
fn description(info: &PanicHookInfo<'_>) -> String {
    let place = info
        .location()
        .map_or_else(String::new, ToString::to_string);
    let why = info.payload().downcast_ref::<&'static str>();
    format!(
        "Genjin panicked at {place}: {}",
        why.unwrap_or(&"(message left out)")
    )
}

fn note(words: &str) {
    let error = Reflect::get(&js_sys::global(), &"console".into())
        .and_then(|console| Reflect::get(&console, &"error".into()))
        .ok()
        .and_then(|error| error.dyn_into::<Function>().ok());
    if let Some(error) = error {
        error.call1(&JsValue::NULL, &words.into()).ok();
    }
}

fn show(texts: &Texts) -> Result<(), JsValue> {
    let (Some(window), Some(document)) = (dom::window(), dom::document()) else {
        return Ok(());
    };
    let make = |name: &str, class: &str, words: &str| -> Result<Element, JsValue> {
        let element = document.create_element(name)?;
        element.set_class_name(class);
        element.set_text_content(Some(words));
        Ok(element)
    };
    let main = make("main", "welcome", "")?;
    let notice = make("div", "notice", "")?;
    notice.set_attribute("data-kind", "error")?;
    notice.set_attribute("role", "alert")?;
    notice.append_child(&*make("p", "notice-text", texts.welcome.panicked)?)?;
    let buttons = make("div", "btns", "")?;
    let button = make("button", "btn primary", texts.welcome.reload)?;
    button.set_attribute("type", "button")?;
    // The browser's own function: this module is not entered again after a panic.
    let location = window.location();
    let reload: Function = Reflect::get(&location, &"reload".into())?.dyn_into()?;
    button.add_event_listener_with_callback("click", &reload.bind0(&location))?;
    buttons.append_child(&button)?;
    for part in [make("h1", "", "Genjin 跟进")?, notice, buttons] {
        main.append_child(&part)?;
    }
    let mount = document
        .get_element_by_id("app")
        .or_else(|| document.body().map(Element::from))
        .ok_or(JsValue::NULL)?;
    mount.set_text_content(None);
    mount.append_child(&main)?;
    Ok(())
}
