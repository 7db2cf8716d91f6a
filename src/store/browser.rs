//! The user's own store: `IndexedDB`, with the canary in `localStorage` and the other tabs on a
//! channel.

use std::rc::Rc;

use super::canary::Canary;
use super::indexed_db::{ConnectionEvent, IndexedDbShelf};
use super::log_store::{Beside, LogStore};
use super::name::StoreName;
use crate::web::tabs::Tabs;
use crate::web::{clock, local_storage, task};

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
            IndexedDbShelf::new(name.clone(), tell),
            Beside {
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
