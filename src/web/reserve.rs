//! A file of the site's own, in the storage that only the site sees: room that is taken so that it can be
//! given back.
//!
//! It is no value of the database, because Chromium's older engine gives the room of what is deleted
//! there back only when it next tidies up, and that of a file at once (tried with Chromium 156).

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::backup_folder::{get, later, object, write_into};
use super::dom;

/// Takes so many bytes under this name; whether they are taken now, or were already. Where there is no
/// room or no such storage, nothing is taken.
pub async fn take(name: &str, bytes: usize) -> bool {
    let taken = async {
        let folder = folder().await?;
        if later(&folder, "getFileHandle", &[name.into()])
            .await
            .is_ok()
        {
            return Ok(());
        }
        let options = object(&[]);
        js_sys::Reflect::set(&options, &"create".into(), &true.into())?;
        let file = later(&folder, "getFileHandle", &[name.into(), options]).await?;
        let written = write_into(&file, &Uint8Array::new_with_length(length(bytes))).await;
        if written.is_err() {
            // An empty one would be taken for the whole.
            later(&folder, "removeEntry", &[name.into()]).await?;
        }
        written
    };
    taken.await.is_ok()
}

/// Gives back what lies under this name; whether there was anything.
pub async fn give_back(name: &str) -> bool {
    let given = async { later(&folder().await?, "removeEntry", &[name.into()]).await };
    given.await.is_ok()
}

async fn folder() -> Result<JsValue, JsValue> {
    let window = dom::window().ok_or(JsValue::NULL)?;
    let storage = get(&get(&window, "navigator")?, "storage")?;
    later(&storage, "getDirectory", &[]).await
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
