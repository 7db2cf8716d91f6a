//! Everything that is stored, as it lies there, in one file: the way out of a Book that this Genjin
//! cannot read.
//!
//! ```text
//! {"format":"genjin-raw","version":1,"values":42,"canary":"…"}
//! {"store":"log","key":1,"base64":"…"}
//! {"store":"meta","key":"head","base64":"…"}
//! {"sha256":"…"}
//! ```
//!
//! Nothing is left out, drafts and what was replaced included, and nothing is understood: what a
//! later version of Genjin put there is carried away like all else. The checksum is over every byte
//! before the last line.

use sha2::{Digest, Sha256};

use super::log_store::LogStore;
use super::shelf::{Content, Lying, Shelf};
use crate::app::ports::StoreError;
use crate::formats::base64::base64;
use crate::records::backup::hex;
use crate::records::to_json;

impl<S: Shelf> LogStore<S> {
    pub(super) async fn all_as_it_lies(&self) -> Result<Vec<u8>, StoreError> {
        let values = self.shelf.everything().await?;
        let canary = to_json(&self.beside.canary.read());
        let count = values.len();
        let mut file = format!(
            "{{\"format\":\"genjin-raw\",\"version\":1,\"values\":{count},\"canary\":{canary}}}\n"
        );
        for value in &values {
            file.push_str(&line(value));
        }
        let sum = hex(&Sha256::digest(&file));
        Ok(format!("{file}{{\"sha256\":\"{sum}\"}}").into_bytes())
    }
}

fn line(value: &Lying) -> String {
    let Lying {
        store,
        key,
        content,
    } = value;
    let store = to_json(store);
    match content {
        Content::Bytes(bytes) => {
            let text = base64(bytes);
            format!("{{\"store\":{store},\"key\":{key},\"base64\":\"{text}\"}}\n")
        }
        Content::Json(json) => format!("{{\"store\":{store},\"key\":{key},\"json\":{json}}}\n"),
    }
}
