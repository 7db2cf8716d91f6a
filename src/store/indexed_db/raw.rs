//! Everything that lies in a database, whichever version it has and whatever stores it holds.

use indexed_db_futures::database::{Database, VersionChangeEvent};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::errors;
use crate::app::ports::StoreError;
use crate::store::shelf::{Content, Lying};

/// Reads all of it at one moment, on a connection of its own: one that asks for no version is let in
/// where the usual one is refused because a later Genjin was here.
pub(super) async fn everything(name: &str) -> Result<Vec<Lying>, StoreError> {
    let database = Database::open(name)
        // There is none: the error keeps an empty one from being made.
        .with_on_upgrade_needed(|_event: VersionChangeEvent, _database: Database| {
            Err(JsValue::from_str("there is no book here").into())
        })
        .await
        .map_err(|error| errors::of_open(error, 0))?;
    let read = read_all(&database).await;
    database.close();
    read
}

async fn read_all(database: &Database) -> Result<Vec<Lying>, StoreError> {
    let names: Vec<String> = database.object_store_names().collect();
    let transaction = database
        .transaction(names.clone())
        .with_mode(TransactionMode::Readonly)
        .build()
        .map_err(errors::of_request)?;
    let mut all = Vec::new();
    for name in names {
        let read = async {
            let store = transaction.object_store(&name)?;
            let keys = store.get_all_keys::<JsValue>().primitive()?;
            let values = store.get_all::<JsValue>().primitive()?;
            Ok((keys.await?, values.await?))
        };
        let (keys, values) = read.await.map_err(errors::of_request)?;
        for (key, value) in keys.zip(values) {
            let (Ok(key), Ok(value)) = (key, value) else {
                return Err(StoreError::Damaged(name));
            };
            all.push(Lying {
                store: name.clone(),
                key: json(&key),
                content: match value.dyn_ref::<Uint8Array>() {
                    Some(bytes) => Content::Bytes(bytes.to_vec()),
                    None => Content::Json(json(&value)),
                },
            });
        }
    }
    Ok(all)
}

fn json(value: &JsValue) -> String {
    let text = JSON::stringify(value).ok();
    text.map_or_else(|| "null".to_owned(), String::from)
}
