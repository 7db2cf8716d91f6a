//! The single file: the whole app in one HTML file, opened from a disk.
//!
//! `static/file.js` holds its parts, writes it anew, and writes backups to a file that the user chose;
//! on a site it does not run, and whatever is asked of it here fails.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::{dom, local_storage};

mod page {
    use js_sys::{JsString, Promise, Uint8Array};
    use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = genjinFile, catch)]
        pub(super) fn pinyin() -> Result<Promise, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, catch)]
        pub(super) fn licences() -> Result<Promise, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, catch)]
        pub(super) fn data() -> Result<JsString, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, js_name = canChoose, catch)]
        pub(super) fn can_choose() -> Result<bool, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, js_name = saveCopy, catch)]
        pub(super) fn save_copy(
            name: &str,
            book: &str,
            backup: &Uint8Array,
        ) -> Result<Promise, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, js_name = backupFile, catch)]
        pub(super) fn backup_file() -> Result<String, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, js_name = isBackupAllowed, catch)]
        pub(super) fn is_backup_allowed() -> Result<bool, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, js_name = findBackupFile, catch)]
        pub(super) fn find_backup_file() -> Result<Promise, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, js_name = allowBackup, catch)]
        pub(super) fn allow_backup() -> Result<Promise, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, js_name = chooseBackupFile, catch)]
        pub(super) fn choose_backup_file(name: &str) -> Result<Promise, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, js_name = forgetBackupFile, catch)]
        pub(super) fn forget_backup_file() -> Result<Promise, JsValue>;
        #[wasm_bindgen(js_namespace = genjinFile, js_name = writeBackup, catch)]
        pub(super) fn write_backup(backup: &Uint8Array) -> Result<Promise, JsValue>;
    }
}

/// What came of asking the user or the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It was done, and what was written to a chosen file was read again.
    Done,
    /// The user or the browser would not.
    Refused,
    /// It failed.
    Failed,
}

/// Whether this page is the single file.
#[expect(
    clippy::inline_always,
    reason = "the first screens ask, and a function of its own would lie in the later part"
)]
#[inline(always)]
pub fn is_here() -> bool {
    dom::page_path().starts_with("file:")
}

/// Which Book this file opens.
pub fn book() -> String {
    let place = dom::page_path();
    place.strip_prefix("file:").unwrap_or_default().to_owned()
}

/// The list of libraries that the file holds.
pub async fn licences() -> Option<String> {
    JsFuture::from(page::licences().ok()?)
        .await
        .ok()?
        .as_string()
}

/// The table of readings that the file holds.
pub async fn pinyin() -> Option<String> {
    JsFuture::from(page::pinyin().ok()?).await.ok()?.as_string()
}

/// Whether the browser lets the user choose a place to write to. If not, it downloads.
pub fn can_choose() -> bool {
    page::can_choose().unwrap_or(false)
}

/// Saves this file for a Book, with a backup in it.
pub async fn save_copy(name: &str, book: &str, backup: &[u8]) -> Answer {
    answer(page::save_copy(name, book, &Uint8Array::from(backup))).await
}

/// The name of the file that backups are written to by themselves, once one was chosen.
pub fn backup_file() -> Option<String> {
    page::backup_file().ok().filter(|name| !name.is_empty())
}

/// Whether that file is known by now to take backups without a question.
pub fn is_backup_allowed() -> bool {
    page::is_backup_allowed().unwrap_or(false)
}

/// Looks for the chosen file after a start: whether it takes backups without a question.
pub async fn find_backup_file() -> Answer {
    answer(page::find_backup_file()).await
}

/// Has the browser ask the user to let backups be written; only after a click.
pub async fn allow_backup() -> Answer {
    answer(page::allow_backup()).await
}

/// Lets the user choose the file; only after a click.
pub async fn choose_backup_file(name: &str) -> Answer {
    answer(page::choose_backup_file(name)).await
}

/// Writes to no file by itself any more.
pub async fn forget_backup_file() -> Answer {
    answer(page::forget_backup_file()).await
}

/// Writes a backup to the chosen file, and reads it again.
pub async fn write_backup(backup: &[u8]) -> Answer {
    answer(page::write_backup(&Uint8Array::from(backup))).await
}

async fn answer(asked: Result<Promise, JsValue>) -> Answer {
    let Ok(promise) = asked else {
        return Answer::Failed;
    };
    match JsFuture::from(promise).await {
        Ok(yes) if yes.is_truthy() => Answer::Done,
        Ok(_no) => Answer::Refused,
        Err(_why) => Answer::Failed,
    }
}

/// The backup that this file carries.
#[derive(Clone, PartialEq)]
pub struct Carried {
    /// As a file that can be restored like any other.
    pub file: File,
    /// Its last line.
    pub checksum: String,
}

/// How long the last line of a backup is at most, in characters.
const CHECKSUM_LENGTH: u32 = 100;

/// The backup that this file carries, if any.
pub fn carried() -> Option<Carried> {
    let text = page::data().ok()?;
    let length = text.length();
    if length == 0 {
        return None;
    }
    let end: String = text
        .slice(length.saturating_sub(CHECKSUM_LENGTH), length)
        .into();
    let parts = Array::of1(text.unchecked_ref::<JsValue>());
    Some(Carried {
        file: File::new_with_str_sequence(&parts, &file_name()).ok()?,
        checksum: last_line(&end).to_owned(),
    })
}

/// The last line of a text that ends with one.
pub fn last_line(text: &str) -> &str {
    text.trim_end().rsplit('\n').next().unwrap_or_default()
}

/// What the file is called where it lies.
pub fn file_name() -> String {
    let place = dom::page_place();
    let name = place.rsplit('/').next().filter(|name| !name.is_empty());
    name.unwrap_or("genjin.html").to_owned()
}

fn key(what: &str) -> String {
    format!("genjin:{}:{what}", dom::page_path())
}

/// Whether the user has answered for the data that this file carries, by their checksum.
pub fn is_settled(checksum: &str) -> bool {
    local_storage::get(&key("carried")).as_deref() == Some(checksum)
}

/// Remembers that the user has answered for data with this checksum.
pub fn settle(checksum: &str) {
    local_storage::set(&key("carried"), checksum);
}

/// Whether the chosen file was chosen for this Book. Another one, as after a start from nothing, must
/// not be written over what may be the last copy.
pub fn is_backup_of(book: &str) -> bool {
    local_storage::get(&key("backup-of")).as_deref() == Some(book)
}

/// Remembers for which Book the file was chosen.
pub fn keep_backup_of(book: &str) {
    local_storage::set(&key("backup-of"), book);
}

/// Whether the page asks before it is left with Changes that are in no backup.
pub fn asks_on_leaving() -> bool {
    local_storage::get(&key("leaving")).as_deref() != Some("silent")
}

/// Keeps whether it asks.
pub fn set_asks_on_leaving(asks: bool) {
    local_storage::set(&key("leaving"), if asks { "ask" } else { "silent" });
}
