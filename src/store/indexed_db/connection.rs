//! One connection for a tab: opened by one task at a time, closed when another tab upgrades, opened
//! afresh when it was lost.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::Shared;
use indexed_db_futures::database::{Database, VersionChangeEvent};
use indexed_db_futures::prelude::*;
use wasm_bindgen::JsValue;

use super::{errors, presence};
use crate::app::ports::StoreError;
use crate::store::shelf::{Area, Making, Presence};
use crate::web::task;

/// How many times a connection is opened for one call.
pub(super) const MOST_TRIES: usize = 3;

/// What the page is told of its connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectionEvent {
    /// Opening waits for other tabs, which run an older Genjin, to be closed.
    Blocked,
    /// It was closed so that another tab can upgrade: this tab runs an older Genjin.
    ClosedForUpgrade,
    /// It was closed from outside, as when the site's data are cleared.
    Lost,
}

/// An open connection; the number tells it from those before.
pub(super) struct Opened {
    pub(super) database: Database,
    pub(super) number: u32,
}

pub(super) struct Connection {
    name: String,
    version: u32,
    tell: Box<dyn Fn(ConnectionEvent)>,
    state: RefCell<State>,
    number: Cell<u32>,
    is_abandoned: Cell<bool>,
}

type Opening = Shared<oneshot::Receiver<Result<Presence, StoreError>>>;

enum State {
    Closed,
    Opening(Opening),
    Open(Database),
}

impl Connection {
    pub(super) fn new(name: String, version: u32, tell: Box<dyn Fn(ConnectionEvent)>) -> Self {
        Self {
            name,
            version,
            tell,
            state: RefCell::new(State::Closed),
            number: Cell::new(0),
            is_abandoned: Cell::new(false),
        }
    }

    /// The name of the database.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The connection, opened if it is not; `None` where there is no database and none was made.
    pub(super) async fn database(
        self: &Rc<Self>,
        making: Making,
    ) -> Result<Option<Opened>, StoreError> {
        for _ in 0..MOST_TRIES {
            let opening = match &*self.state.borrow() {
                State::Open(database) => {
                    return Ok(Some(Opened {
                        database: database.clone(),
                        number: self.number.get(),
                    }));
                }
                State::Opening(opening) => Some(opening.clone()),
                State::Closed => None,
            };
            let (opening, is_own) = match opening {
                Some(opening) => (opening, false),
                None => (self.begin_opening(making), true),
            };
            match opening.await {
                Ok(Ok(Presence::There)) => {}
                // Another call may have been opening with less leave than this one has.
                Ok(Ok(Presence::Absent)) if !is_own && making == Making::Allowed => {}
                Ok(Ok(Presence::Absent)) => return Ok(None),
                Ok(Err(error)) => return Err(error),
                Err(oneshot::Canceled) => return Err(StoreError::Closed),
            }
        }
        Err(StoreError::Closed)
    }

    /// Drops a connection that was found closed.
    pub(super) fn forget(&self, number: u32) {
        let is_open = matches!(&*self.state.borrow(), State::Open(_));
        if is_open && self.number.get() == number {
            self.state.replace(State::Closed);
        }
    }

    /// Closes the connection if it is open; what was begun on it is still carried out.
    pub(super) fn let_go(&self) {
        let is_open = matches!(&*self.state.borrow(), State::Open(_));
        if is_open && let State::Open(database) = self.state.replace(State::Closed) {
            database.close();
        }
    }

    /// Closes the connection for good, now or as soon as it is open.
    pub(super) fn abandon(&self) {
        self.is_abandoned.set(true);
        if let State::Open(database) = self.state.replace(State::Closed) {
            database.close();
        }
    }

    /// Opens in a task that nobody can drop: a dropped open would let an empty upgrade run.
    fn begin_opening(self: &Rc<Self>, making: Making) -> Opening {
        let (sender, receiver) = oneshot::channel();
        let opening = receiver.shared();
        self.state.replace(State::Opening(opening.clone()));
        let connection = self.clone();
        task::detach(async move {
            let opened = connection.open_patiently(making).await;
            let presence = match opened {
                Ok(Some(database)) => {
                    connection.take_in(database);
                    Ok(Presence::There)
                }
                Ok(None) => {
                    connection.state.replace(State::Closed);
                    Ok(Presence::Absent)
                }
                Err(error) => {
                    connection.state.replace(State::Closed);
                    Err(error)
                }
            };
            // Nobody may be waiting any more, which is no matter.
            drop(sender.send(presence));
        });
        opening
    }

    fn take_in(self: &Rc<Self>, database: Database) {
        if self.is_abandoned.get() {
            database.close();
            self.state.replace(State::Closed);
            return;
        }
        self.number.set(self.number.get() + 1);
        self.listen(&database);
        self.state.replace(State::Open(database));
    }

    /// Closes at once when another tab upgrades, and notices when the connection is lost.
    fn listen(self: &Rc<Self>, database: &Database) {
        let Ok(mut changes) = database.version_changes() else {
            return;
        };
        let number = self.number.get();
        let connection = Rc::downgrade(self);
        let database = database.clone();
        task::detach(async move {
            let event = changes.recv().await;
            if event.is_some() {
                database.close();
            }
            if let Some(connection) = connection.upgrade() {
                connection.forget(number);
                (connection.tell)(match event {
                    Some(_) => ConnectionEvent::ClosedForUpgrade,
                    None => ConnectionEvent::Lost,
                });
            }
        });
    }

    /// Opens, and tries again where the browser failed for no reason of ours.
    async fn open_patiently(
        self: &Rc<Self>,
        making: Making,
    ) -> Result<Option<Database>, StoreError> {
        let mut opened = self.open_once(making).await;
        for pause_ms in [50, 500] {
            if !matches!(opened, Err(StoreError::Failed(_))) {
                break;
            }
            task::pause(pause_ms).await;
            opened = self.open_once(making).await;
        }
        opened
    }

    async fn open_once(self: &Rc<Self>, making: Making) -> Result<Option<Database>, StoreError> {
        // Asked first, because refusing an upgrade leaves an error in the console.
        if making == Making::Refused && presence::is_known_absent(&self.name).await {
            return Ok(None);
        }
        let is_refused = Rc::new(Cell::new(false));
        let refused = is_refused.clone();
        let blocked = self.clone();
        let opened = Database::open(self.name.as_str())
            .with_version(self.version)
            .with_on_blocked(move |_event| {
                (blocked.tell)(ConnectionEvent::Blocked);
                Ok(())
            })
            .with_on_upgrade_needed(move |_event: VersionChangeEvent, database: Database| {
                upgrade(&database, making, &refused)
            })
            .await;
        let database = match opened {
            Ok(database) => database,
            Err(_) if is_refused.get() => return Ok(None),
            Err(error) => return Err(errors::of_open(error, self.version)),
        };
        let names: Vec<String> = database.object_store_names().collect();
        let is_there = |area: &Area| names.iter().any(|name| name == area.name());
        if let Some(area) = Area::ALL.into_iter().find(|area| !is_there(area)) {
            database.close();
            return Err(StoreError::Damaged(format!("area {}", area.name())));
        }
        Ok(Some(database))
    }
}

/// Makes the areas that are missing. An old version of zero does not mean that nothing is there:
/// a damaged database can come back so.
fn upgrade(
    database: &Database,
    making: Making,
    is_refused: &Cell<bool>,
) -> indexed_db_futures::Result<()> {
    let names: Vec<String> = database.object_store_names().collect();
    if names.is_empty() && making == Making::Refused {
        // The error rolls the upgrade back, and the database with it.
        is_refused.set(true);
        return Err(JsValue::from_str("there is no book here").into());
    }
    for area in Area::ALL {
        if !names.iter().any(|name| name == area.name()) {
            database.create_object_store(area.name()).build()?;
        }
    }
    Ok(())
}
