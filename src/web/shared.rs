//! What other apps hand over to this one: shared files and words, which the service worker keeps
//! until a page takes them, and files that the system opens with it.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, Response};

use super::{dom, task};

/// Takes over a shared file; `None` where it was taken already.
pub async fn take_file(id: &str) -> Option<File> {
    let answer = take(id).await?;
    let name = answer.headers().get("x-name").ok()??;
    let name: String = js_sys::decode_uri_component(&name).ok()?.into();
    let blob = JsFuture::from(answer.blob().ok()?).await.ok()?;
    let blob: Blob = blob.dyn_into().ok()?;
    File::new_with_blob_sequence(&Array::of1(&blob), &name).ok()
}

/// Takes over shared words; `None` where they were taken already.
pub async fn take_words(id: &str) -> Option<String> {
    let answer = take(id).await?;
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

async fn take(id: &str) -> Option<Response> {
    let place = format!("./shared/{}", dom::in_address(id));
    let answer = JsFuture::from(dom::window()?.fetch_with_str(&place)).await;
    let answer: Response = answer.ok()?.dyn_into().ok()?;
    answer.ok().then_some(answer)
}

/// Calls back with each file that the system opens with the installed app, also with the one for
/// which it was started. Whoever listens last is told.
pub fn on_launch(call: impl Fn(File) + Clone + 'static) {
    let queue = dom::window().and_then(|window| Reflect::get(&window, &"launchQueue".into()).ok());
    let Some(queue) = queue.filter(JsValue::is_object) else {
        return;
    };
    let told = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let call = call.clone();
        task::detach(async move {
            if let Some(file) = first_file(&launch).await {
                call(file);
            }
        });
    });
    if let Some(set) = method(&queue, "setConsumer") {
        // A browser that refuses opens no files with the app.
        set.call1(&queue, &told.into_js_value()).ok();
    }
}

async fn first_file(launch: &JsValue) -> Option<File> {
    let files = Reflect::get(launch, &"files".into()).ok()?;
    let handle = Reflect::get_u32(&files, 0).ok()?;
    let file = method(&handle, "getFile")?.call0(&handle).ok()?;
    JsFuture::from(Promise::resolve(&file))
        .await
        .ok()?
        .dyn_into()
        .ok()
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}
