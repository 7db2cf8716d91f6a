//! The window, the document and the focus.

use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, HtmlElement, ResizeObserver, Response, ScrollRestoration, Window,
};

/// The window; absent only in a worker, where no interface runs.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reaches the window"
)]
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

#[wasm_bindgen]
extern "C" {
    /// Fails where no boot script runs, as in tests of single components.
    #[wasm_bindgen(js_namespace = genjin, catch)]
    fn place() -> Result<String, JsValue>;
}

/// The folder in which the page lies: `/any/sub/`; in the single file, `file:` and its Book. Names in
/// shared storage begin with it.
pub fn page_path() -> String {
    place().unwrap_or_else(|_no_boot_script| folder())
}

fn folder() -> String {
    let path = window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default();
    match path.rfind('/') {
        Some(end) => path[..=end].to_owned(),
        None => "/".to_owned(),
    }
}

/// What stands for a name behind the `?` of the address within the page; `None` if nothing does.
pub fn address_detail(name: &str) -> Option<String> {
    let hash = window()?.location().hash().ok()?;
    let (_, details) = hash.split_once('?')?;
    let mut details = details.split('&').filter_map(|one| one.split_once('='));
    let (_, value) = details.find(|(other, _)| *other == name)?;
    js_sys::decode_uri_component(value).ok().map(String::from)
}

/// Words as they may stand in [`address_detail`].
pub fn in_address(words: &str) -> String {
    js_sys::encode_uri_component(words).into()
}

/// Where the page lies, for the user: its address without what names a page within.
pub fn page_place() -> String {
    let location = window().map(|window| window.location());
    let address = location.and_then(|location| location.href().ok());
    let address = address.unwrap_or_default();
    let address = address.split('#').next().unwrap_or_default();
    match js_sys::decode_uri(address) {
        Ok(readable) => readable.into(),
        Err(_odd) => address.to_owned(),
    }
}

/// The text of a file beside the page; `None` where it cannot be had.
pub async fn fetch_text(place: &str) -> Option<String> {
    let answer = JsFuture::from(window()?.fetch_with_str(place)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

/// The security policy that the page states of itself.
pub fn own_policy() -> Option<String> {
    let meta = "meta[http-equiv='Content-Security-Policy']";
    let meta = document()?.query_selector(meta).ok().flatten()?;
    meta.get_attribute("content")
}

/// What an attribute of the element says by which the page names its build; `None` without it.
pub fn app_detail(attribute: &str) -> Option<String> {
    let app = document()?.query_selector("meta[name=\"genjin:app\"]");
    app.ok()??.get_attribute(attribute)
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        // Refused only while the page is being left anyway.
        window.location().reload().ok();
    }
}

/// Opens the browser's dialog for printing the page.
pub fn print() {
    if let Some(window) = window() {
        // Refused only in a frame, where Genjin does not run.
        window.print().ok();
    }
}

/// Prints one element of the document, as the style sheet for paper knows it by its mark.
pub fn print_alone(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    let (Some(window), Some(element)) = (window(), element) else {
        return;
    };
    // Neither can fail: the name of the attribute is one.
    element.set_attribute("data-prints", "").ok();
    // A telephone prints only after this has returned.
    EventListener::once(&window, "afterprint", move |_| {
        element.remove_attribute("data-prints").ok();
    })
    .forget();
    print();
}

/// Moves the focus to an element of the document.
pub fn focus(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        focus_element(&element);
    }
}

/// Moves the focus to this element.
pub fn focus_element(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that cannot take the focus leaves it where it is.
        element.focus().ok();
    }
}

/// Shows the page from so many pixels below its top.
pub fn scroll_to(down: f64) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, down);
    }
}

/// How many pixels the page is scrolled down.
pub fn scrolled_down() -> f64 {
    window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or(0.0)
}

/// Keeps the browser from scrolling a page that is not drawn yet.
pub fn restore_scroll_by_hand() {
    let history = window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // Refused only where there is no page to go back to.
        history
            .set_scroll_restoration(ScrollRestoration::Manual)
            .ok();
    }
}

/// Whether the user is typing: single keys must not act then.
pub fn is_typing() -> bool {
    let Some(active) = document().and_then(|document| document.active_element()) else {
        return false;
    };
    match active.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = active.get_attribute("type").unwrap_or_default();
            !matches!(
                kind.as_str(),
                "radio" | "checkbox" | "button" | "submit" | "file"
            )
        }
        _ => active.get_attribute("contenteditable").is_some(),
    }
}

/// Whether the page has such an element.
pub fn shows(selector: &str) -> bool {
    document()
        .and_then(|document| document.query_selector(selector).ok().flatten())
        .is_some()
}

/// Scrolls as little as shows an element.
pub fn bring_into_view(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Shows a heading at the top of the page, and gives it the focus: a screen reader goes on from there.
pub fn show_heading(id: &str) {
    if let Some(heading) = document().and_then(|document| document.get_element_by_id(id)) {
        focus_element(&heading);
        heading.scroll_into_view();
    }
}

/// Presses a key on the page as the keyboard does, written as in `aria-keyshortcuts`.
pub fn press(written: &str) {
    let mut parts = written.rsplit('+');
    let name = parts.next().unwrap_or_default();
    let held: Vec<&str> = parts.collect();
    let init = js_sys::Object::new();
    let set = |name: &str, value: JsValue| js_sys::Reflect::set(&init, &name.into(), &value).ok();
    set("key", name.into());
    set("bubbles", true.into());
    set("cancelable", true.into());
    set("ctrlKey", held.contains(&"Control").into());
    set("shiftKey", held.contains(&"Shift").into());
    let constructor = window()
        .and_then(|window| js_sys::Reflect::get(&window, &"KeyboardEvent".into()).ok())
        .and_then(|constructor| constructor.dyn_into::<js_sys::Function>().ok());
    let event = constructor.and_then(|constructor| {
        let given = js_sys::Array::of2(&"keydown".into(), &init);
        js_sys::Reflect::construct(&constructor, &given).ok()
    });
    let event = event.and_then(|event| event.dyn_into::<web_sys::Event>().ok());
    if let (Some(document), Some(event)) = (document(), event) {
        // Refused only for an event that is on its way already.
        document.dispatch_event(&event).ok();
    }
}

/// Whether a dialog is open.
pub fn has_open_dialog() -> bool {
    shows("dialog[open]")
}

/// The dialog that is open.
pub fn open_dialog() -> Option<Element> {
    document().and_then(|document| document.query_selector("dialog[open]").ok().flatten())
}

/// Has a dialog close as by Escape; answers whether it was still there.
pub fn cancel_dialog(dialog: &Element) -> bool {
    let Ok(event) = web_sys::Event::new("cancel") else {
        return false;
    };
    dialog.is_connected() && dialog.dispatch_event(&event).is_ok()
}

/// Whether a key belongs to an input method that is composing. Safari ends the composition before
/// it sends the key, and marks it by code 229 alone.
pub fn is_composing(event: &web_sys::KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Sets the words of the page's title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets the page's language and theme on its root element.
pub fn set_root(language: &str, theme: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        root.set_attribute("lang", language).ok();
        root.set_attribute("data-theme", theme).ok();
    }
}

/// Notes on the page that all of the Book is there, for who measures from outside.
pub fn note_whole_book() {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        root.set_attribute("data-book", "whole").ok();
    }
}

/// Sets a custom property on an element, which the page's policy allows where a style attribute is
/// forbidden.
pub fn set_property(element: &Element, name: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.style().set_property(name, value).ok();
    }
}

/// The colour of a token such as `--accent` in the light theme, as files and paper have it, whatever
/// the page shows; `None` where the browser cannot say.
pub fn light_colour(token: &str) -> Option<String> {
    let (window, document) = (window()?, document()?);
    let probe = document.create_element("span").ok()?;
    probe.set_attribute("data-theme", "light").ok()?;
    set_property(&probe, "forced-color-adjust", "none");
    set_property(&probe, "color", &format!("var({token})"));
    document.body()?.append_child(&probe).ok()?;
    let style = window.get_computed_style(&probe).ok().flatten();
    let colour = style.and_then(|style| style.get_property_value("color").ok());
    probe.remove();
    colour
}

/// The address within the page, with its `#`.
pub fn hash() -> String {
    window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// Goes to another address within the page.
///
/// Who listens for that learns of it at once: the browser's own word comes only after it has drawn
/// the old page once more.
pub fn set_hash(address: &str) {
    if let Some(window) = window() {
        let before = hash();
        window.location().set_hash(address).ok();
        if before != hash()
            && let Ok(event) = web_sys::Event::new("hashchange")
        {
            window.dispatch_event(&event).ok();
        }
    }
}

/// Goes to another address within the page, which takes the place of the present one in the history.
pub fn go_instead(hash: &str) {
    if let Some(window) = window() {
        // Refused only while the page is being left anyway.
        window.location().replace(hash).ok();
    }
}

/// Puts another address in the place of the present one, without going anywhere.
pub fn replace_hash(hash: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // Refused only to a page that changes it hundreds of times a minute.
        history
            .replace_state_with_url(&JsValue::NULL, "", Some(hash))
            .ok();
    }
}

/// Watches how wide an element is for as long as this is kept.
pub struct WidthWatch {
    observer: Option<ResizeObserver>,
    _told: Closure<dyn FnMut()>,
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Calls back with the width of an element, in pixels, now and whenever it changes.
pub fn watch_width(element: &Element, call: impl Fn(i32) + 'static) -> WidthWatch {
    let told = {
        let element = element.clone();
        Closure::<dyn FnMut()>::new(move || call(element.client_width()))
    };
    let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok();
    if let Some(observer) = &observer {
        observer.observe(element);
    }
    WidthWatch {
        observer,
        _told: told,
    }
}
