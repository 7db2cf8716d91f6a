//! A folder on the device into which backups are written by themselves, where the browser lets the user
//! choose one.
//!
//! The folder's handle is an object of the browser's that only a database can keep: it has one of its
//! own beside the Book's. What is known of the backups in it is kept as a short text.

use std::cell::{Cell, RefCell};

use chrono::{DateTime, FixedOffset};
use futures::channel::oneshot;
use gloo::events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;

use super::{demo, dom, files, local_storage};
use crate::app::kept_backups::KeptBackup;
use crate::domain::written::{instant_text, read_instant};

/// Why a folder could not be written to or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderError {
    /// The browser wants the user's leave, for the first time or once more.
    NeedsLeave,
    /// The folder is no longer where it was.
    Gone,
    /// There is no room.
    Full,
    /// Anything else.
    Failed,
}

impl FolderError {
    fn of(error: &JsValue) -> Self {
        match get(error, "name").ok().and_then(|name| name.as_string()) {
            Some(name) if matches!(&*name, "NotAllowedError" | "SecurityError") => Self::NeedsLeave,
            Some(name) if name == "NotFoundError" => Self::Gone,
            Some(name) if name == "QuotaExceededError" => Self::Full,
            _ => Self::Failed,
        }
    }
}

/// What is known of the backups in the folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The name of the folder.
    pub folder: String,
    /// The Book of which the backups are.
    pub book: String,
    /// The place in the log of the newest Change in the newest of them.
    pub sequence: u64,
    /// Those that were read again and found good, in the order in which they were written.
    pub kept: Vec<KeptBackup>,
}

#[derive(Serialize, Deserialize)]
struct RecordRow {
    folder: String,
    book: String,
    sequence: u64,
    kept: Vec<KeptRow>,
}

#[derive(Serialize, Deserialize)]
struct KeptRow {
    name: String,
    at: String,
    records: u64,
}

thread_local! {
    /// The folder, once it was chosen or found.
    static FOLDER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    static IS_ALLOWED: Cell<bool> = const { Cell::new(false) };
}

const STORE: &str = "handles";
const KEY: &str = "folder";

fn key() -> String {
    demo::book_key("backup-folder")
}

/// Whether the browser lets the user choose a folder.
pub fn can_choose() -> bool {
    dom::window()
        .is_some_and(|window| Reflect::has(&window, &"showDirectoryPicker".into()).unwrap_or(false))
}

/// What is known of the backups in the chosen folder; `None` where none was chosen.
pub fn record() -> Option<Record> {
    let row: RecordRow = crate::records::from_json(&local_storage::get(&key())?).ok()?;
    let kept = row.kept.into_iter().filter_map(|row| {
        Some(KeptBackup {
            name: row.name,
            at: read_instant(&row.at)?,
            records: row.records,
        })
    });
    Some(Record {
        folder: row.folder,
        book: row.book,
        sequence: row.sequence,
        kept: kept.collect(),
    })
}

/// Keeps what is known of them.
pub fn keep_record(record: &Record) {
    let Record {
        folder,
        book,
        sequence,
        kept,
    } = record;
    let kept = kept.iter().map(|one| KeptRow {
        name: one.name.clone(),
        at: instant_text(one.at),
        records: one.records,
    });
    let row = RecordRow {
        folder: folder.clone(),
        book: book.clone(),
        sequence: *sequence,
        kept: kept.collect(),
    };
    local_storage::set(&key(), &serde_json::to_string(&row).unwrap_or_default());
}

/// When the newest backup of this Book in the folder was found good, and the place of the newest Change
/// in it.
pub fn newest(book: &str) -> Option<(DateTime<FixedOffset>, u64)> {
    let record = record().filter(|record| record.book == book)?;
    Some((record.kept.last()?.at, record.sequence))
}

/// Whether the folder is known by now to take backups without a question.
pub fn is_allowed() -> bool {
    IS_ALLOWED.get()
}

/// Lets the user choose the folder, only after a click; whether one was chosen.
pub async fn choose() -> Result<bool, FolderError> {
    let options = object(&[("id", "genjin"), ("mode", "readwrite")]);
    let window = dom::window().ok_or(FolderError::Failed)?;
    let folder = match later(&window, "showDirectoryPicker", &[options]).await {
        Ok(folder) => folder,
        Err(error) if get(&error, "name").is_ok_and(|name| name == "AbortError") => {
            return Ok(false);
        }
        Err(error) => return Err(FolderError::of(&error)),
    };
    let kept = with_store(|store| call(store, "put", &[folder.clone(), KEY.into()])).await;
    kept.map_err(|error| FolderError::of(&error))?;
    let name = get(&folder, "name").ok().and_then(|name| name.as_string());
    // Of what lies in a folder that was chosen anew nothing is known.
    keep_record(&Record {
        folder: name.unwrap_or_default(),
        ..Record::default()
    });
    FOLDER.replace(Some(folder));
    IS_ALLOWED.set(true);
    Ok(true)
}

/// Writes to no folder any more. What lies in it stays.
pub async fn forget() {
    local_storage::remove(&key());
    FOLDER.replace(None);
    IS_ALLOWED.set(false);
    // Without its name the handle is not looked for again.
    with_store(|store| call(store, "delete", &[KEY.into()]))
        .await
        .ok();
}

/// Asks the browser, without a question to the user, whether the folder takes backups.
pub async fn find() -> Result<(), FolderError> {
    ask("queryPermission").await
}

/// Has the browser ask the user; only after a click.
pub async fn allow() -> Result<(), FolderError> {
    ask("requestPermission").await
}

async fn ask(question: &str) -> Result<(), FolderError> {
    let asked = async {
        let folder = folder().await?;
        later(&folder, question, &[object(&[("mode", "readwrite")])]).await
    };
    let answer = asked.await.map_err(|error| FolderError::of(&error));
    let is_granted = answer.as_ref().is_ok_and(|answer| *answer == "granted");
    IS_ALLOWED.set(is_granted);
    match answer {
        Ok(_) if is_granted => Ok(()),
        Ok(_) => Err(FolderError::NeedsLeave),
        Err(error) => Err(error),
    }
}

/// Writes a file into the folder.
pub async fn write(name: &str, bytes: &[u8]) -> Result<(), FolderError> {
    let written = async {
        let handle = file(name, true).await?;
        write_into(&handle, &Uint8Array::from(bytes)).await
    };
    outcome(written.await)
}

/// Writes into the file of this handle.
pub(super) async fn write_into(handle: &JsValue, bytes: &Uint8Array) -> Result<(), JsValue> {
    let stream = later(handle, "createWritable", &[]).await?;
    let written = later(&stream, "write", &[bytes.into()]).await;
    if let Err(error) = written {
        // What was begun is given up; the error of the write is the one that counts.
        later(&stream, "abort", &[]).await.ok();
        return Err(error);
    }
    later(&stream, "close", &[]).await.map(drop)
}

/// Reads a file of the folder.
pub async fn read(name: &str) -> Result<Vec<u8>, FolderError> {
    let read = async {
        let handle = file(name, false).await?;
        later(&handle, "getFile", &[]).await
    };
    let found = outcome(read.await)?;
    let bytes = files::read(found.unchecked_ref()).await;
    bytes.ok_or(FolderError::Failed)
}

/// Takes a file out of the folder.
pub async fn remove(name: &str) -> Result<(), FolderError> {
    let removed = async { later(&folder().await?, "removeEntry", &[name.into()]).await };
    outcome(removed.await.map(drop))
}

/// Notices when the browser has taken back its leave.
fn outcome<T>(done: Result<T, JsValue>) -> Result<T, FolderError> {
    done.map_err(|error| {
        let error = FolderError::of(&error);
        if error == FolderError::NeedsLeave {
            IS_ALLOWED.set(false);
        }
        error
    })
}

async fn file(name: &str, is_made: bool) -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"create".into(), &is_made.into())?;
    later(
        &folder().await?,
        "getFileHandle",
        &[name.into(), options.into()],
    )
    .await
}

async fn folder() -> Result<JsValue, JsValue> {
    if let Some(folder) = FOLDER.with_borrow(Clone::clone) {
        return Ok(folder);
    }
    let folder = with_store(|store| call(store, "get", &[KEY.into()])).await?;
    FOLDER.replace(folder.is_object().then(|| folder.clone()));
    Ok(folder)
}

/// Does one thing in the database of the handle; answers what it came to once it is on disk.
async fn with_store(
    act: impl FnOnce(&JsValue) -> Result<JsValue, JsValue>,
) -> Result<JsValue, JsValue> {
    let window = dom::window().ok_or(JsValue::NULL)?;
    let name = JsValue::from(key());
    let opening = call(&get(&window, "indexedDB")?, "open", &[name, 1.into()])?;
    let making = {
        let request = opening.clone();
        EventListener::once(target(&opening), "upgradeneeded", move |_| {
            let database = get(&request, "result");
            // Without it the transaction below fails, which is told.
            database
                .and_then(|database| call(&database, "createObjectStore", &[STORE.into()]))
                .ok();
        })
    };
    settled(&opening, "success", "error").await?;
    drop(making);
    let database = get(&opening, "result")?;
    let done = async {
        let transaction = call(
            &database,
            "transaction",
            &[STORE.into(), "readwrite".into()],
        )?;
        let store = call(&transaction, "objectStore", &[STORE.into()])?;
        let request = act(&store)?;
        settled(&transaction, "complete", "abort").await?;
        get(&request, "result")
    };
    let done = done.await;
    call(&database, "close", &[])?;
    done
}

/// Waits for one of two events.
async fn settled(of: &JsValue, done: &'static str, failed: &'static str) -> Result<(), JsValue> {
    let (sender, receiver) = oneshot::channel::<bool>();
    let sender = std::rc::Rc::new(Cell::new(Some(sender)));
    let listen = |name: &'static str, is_done: bool| {
        let sender = sender.clone();
        EventListener::once(target(of), name, move |_| {
            if let Some(sender) = sender.take() {
                // Nobody may be waiting any more.
                sender.send(is_done).ok();
            }
        })
    };
    let listeners = (listen(done, true), listen(failed, false));
    let is_done = receiver.await.unwrap_or(false);
    drop(listeners);
    if is_done {
        Ok(())
    } else {
        Err(get(of, "error").unwrap_or(JsValue::NULL))
    }
}

fn target(of: &JsValue) -> &EventTarget {
    of.unchecked_ref()
}

pub(super) fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(of, &name.into())
}

fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = get(of, name)?.dyn_into()?;
    function.apply(of, &with.iter().collect::<Array>())
}

pub(super) async fn later(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&call(of, name, with)?)).await
}

pub(super) fn object(entries: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, value) in entries {
        // A plain object takes everything.
        Reflect::set(&object, &(*name).into(), &(*value).into()).ok();
    }
    object.into()
}
