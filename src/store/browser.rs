//! The user's own store: `IndexedDB`, with the canary in `localStorage` and the other tabs on a
//! channel.

use std::rc::Rc;

use super::canary::Canary;
use super::head::content_hash;
use super::indexed_db::{ConnectionEvent, IndexedDbShelf};
use super::log_store::{Beside, LogStore};
use super::name::StoreName;
use super::reserve::{self, Reserve};
use crate::app::ports::LocalFuture;
use crate::web::tabs::Tabs;
use crate::web::{clock, demo, local_storage, reader, task};

/// The canary in `localStorage`, under the name of its database.
struct LocalCanary {
    key: String,
}

impl Canary for LocalCanary {
    fn read(&self) -> Option<String> {
        local_storage::get(&self.key)
    }

    fn write(&self, text: &str) {
        local_storage::set(&self.key, text);
    }
}

/// The reserve in a file of the site's own.
struct FileReserve {
    name: String,
}

impl Reserve for FileReserve {
    fn take(&self) -> LocalFuture<'_, ()> {
        Box::pin(async {
            // What is made up need not be deleted at the last moment.
            if demo::is_on() {
                return;
            }
            for bytes in reserve::BYTES {
                if crate::web::reserve::take(&self.name, bytes).await {
                    break;
                }
            }
        })
    }

    fn give_back(&self) -> LocalFuture<'_, bool> {
        Box::pin(crate::web::reserve::give_back(&self.name))
    }
}

impl LogStore<IndexedDbShelf> {
    /// The store with this name. `tell` hears what becomes of the connection; after every write
    /// the other tabs hear a message on `tabs`, upon which they ask for the news.
    pub fn in_browser(
        name: &StoreName,
        tabs: Option<Rc<Tabs>>,
        tell: impl Fn(ConnectionEvent) + 'static,
    ) -> Self {
        let name = name.to_string();
        Self::new(
            IndexedDbShelf::new(name.clone(), tell).with_reader(reader::start),
            Beside {
                reserve: Rc::new(FileReserve {
                    // A path is no name of a file.
                    name: format!("genjin-reserve-{}", content_hash(name.as_bytes())),
                }),
                canary: Rc::new(LocalCanary { key: name }),
                tell: Rc::new(move |position| {
                    if let Some(tabs) = &tabs {
                        tabs.tell(&format!("{}/{}", position.epoch, position.sequence));
                    }
                }),
                new_id: Rc::new(clock::new_id),
                breathe: Rc::new(|| Box::pin(task::breathe())),
            },
        )
    }
}
