//! Pictures made of drawings.

use futures::channel::oneshot;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url,
};

use super::dom;

/// How many pixels of the picture stand for one of the drawing: enough for paper.
const SCALE: u32 = 2;

/// A drawing as PNG. The drawing must need nothing besides: the browser loads nothing for it.
pub async fn png(svg: &str, width: u32, height: u32) -> Result<Vec<u8>, JsValue> {
    let parts = Array::of1(&svg.into());
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence_and_options(
        &parts, &options,
    )?)?;
    let drawn = draw(&url, width * SCALE, height * SCALE).await;
    Url::revoke_object_url(&url)?;
    let (sender, receiver) = oneshot::channel::<Option<Blob>>();
    let given = Closure::once(move |blob: Option<Blob>| {
        // Gone only if nobody waits any more.
        sender.send(blob).unwrap_or(());
    });
    drawn?.to_blob(given.as_ref().unchecked_ref())?;
    let blob = receiver.await.ok().flatten().ok_or(JsValue::NULL)?;
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

async fn draw(url: &str, width: u32, height: u32) -> Result<HtmlCanvasElement, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await?;
    let document = dom::document().ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or(JsValue::NULL)?
        .unchecked_into();
    let (width, height) = (f64::from(width), f64::from(height));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    Ok(canvas)
}
