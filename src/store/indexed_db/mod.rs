//! A shelf on `IndexedDB`: one database, an object store for each area, bytes under keys of their
//! own, no indexes.
//!
//! `indexed_db_futures` 0.6.4 has traps that lose or corrupt data, each seen in a browser. What rules
//! them out, or the test in `tests/browser_store.rs` that would notice:
//!
//! | | trap | here |
//! |---|---|---|
//! | C1 | ranges without a lower bound are swapped | the only range is [`keys::between`], which has both bounds; test `numbers_are_read_from_the_first_one_asked_for` |
//! | C2 | an error in an async upgrade commits half of it | the feature is off, the upgrade is synchronous; test `an_upgrade_that_is_refused_leaves_nothing_behind` |
//! | C3 | dropping an open lets an empty upgrade run later | opens run in a task of their own and are never dropped; test `an_open_that_nobody_waits_for_still_makes_every_area` |
//! | C4 | an error from `on_blocked` leaks a connection | it always returns `Ok` and tells the page; test `a_blocked_open_is_told_and_goes_through` |
//! | C5 | dropping rolls back only while the transaction lives | nothing but requests of the transaction is awaited in it; test `nothing_is_written_when_a_value_cannot_be` |
//! | C6 | committing after a failed request keeps the rest | an error of a put that is awaited returns before the commit, and one that is not awaited aborts; tests `a_taken_key_rolls_everything_back`, `a_taken_key_among_much_rolls_everything_back` |
//! | C7 | the reason of a failed commit is lost | it is read from the raw transaction; test `a_full_disk_is_told_by_its_name` |
//! | C8 | committing twice fails although all is stored | reported as unknown, and the store looks at the head; tests `a_commit_whose_end_was_not_seen_is_found_out`, `…_that_did_not_happen_is_found_out` |
//! | C9 | the transaction of an upgrade cannot be reached | never needed: values are opaque, an upgrade only makes areas |
//! | C10 | a connection is not closed when dropped | [`IndexedDbShelf`] closes it when dropped, and at once when another tab upgrades; test `a_newer_version_does_not_wait_for_this_tab` |
//! | C11 | numbers above 2⁵³, `None` and `bool` through serde | the feature is off; values are bytes, keys are texts and doubles below 2⁵³; test `large_numbers_are_keys_in_their_order` |
//! | C12 | cursors are slow | the feature is off; `get_all` |
//! | C13 | every exception of an open is "version zero" | read as "storage unavailable"; test `a_browser_that_refuses_storage_is_told` |

mod connection;
mod errors;
mod keys;
mod presence;
mod raw;
mod reader;

use std::collections::BTreeSet;
use std::rc::Rc;

use indexed_db_futures::database::Database;
use indexed_db_futures::future::{BasicRequest, GetAllPrimitiveRequest};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use indexed_db_futures::typed_array::{Uint8Array, Uint8ArraySlice};
use wasm_bindgen::JsValue;
use web_sys::Worker;

pub use self::connection::ConnectionEvent;
use self::connection::{Connection, MOST_TRIES, Opened};
use self::reader::Reader;
use super::shelf::{
    Area, Expected, Found, HEAD, Key, Lying, Making, Presence, Put, PutRule, Read, Shelf, Write,
    WriteError,
};
use crate::app::ports::StoreError;
use crate::domain::order::Gather;
use crate::web::later_part;

/// The version of the database: which object stores there are. What is in them has versions of its
/// own.
const VERSION: u32 = 1;

/// A shelf in the browser's database. Dropping it closes the connection.
pub struct IndexedDbShelf {
    connection: Rc<Connection>,
    reader: Option<Rc<Reader>>,
}

impl IndexedDbShelf {
    /// The shelf with this name. `tell` hears what becomes of the connection.
    pub fn new(name: impl Into<String>, tell: impl Fn(ConnectionEvent) + 'static) -> Self {
        Self::of_version(name, VERSION, tell)
    }

    /// The same shelf as a later Genjin would open it, for tests.
    pub fn of_version(
        name: impl Into<String>,
        version: u32,
        tell: impl Fn(ConnectionEvent) + 'static,
    ) -> Self {
        Self {
            connection: Rc::new(Connection::new(name.into(), version, Box::new(tell))),
            reader: None,
        }
    }

    /// The same shelf with a worker that reads many segments beside the page, and how it is started;
    /// it runs `static/reader.js`.
    #[must_use]
    pub fn with_reader(mut self, start: impl Fn() -> Option<Worker> + 'static) -> Self {
        self.reader = Some(Reader::new(start));
        self
    }

    /// Does something on a connection, and once more on a fresh one where it was found closed
    /// before anything was done.
    async fn connected<T, E: From<StoreError> + PartialEq>(
        &self,
        act: impl AsyncFn(&Database) -> Result<T, E>,
    ) -> Result<T, E> {
        for _ in 0..MOST_TRIES {
            let Some(Opened { database, number }) =
                self.connection.database(Making::Refused).await?
            else {
                // It was there when the Book was opened.
                return Err(StoreError::Closed.into());
            };
            let done = act(&database).await;
            if done.as_ref().err() != Some(&StoreError::Closed.into()) {
                return done;
            }
            self.connection.forget(number);
        }
        Err(StoreError::Closed.into())
    }
}

impl Drop for IndexedDbShelf {
    fn drop(&mut self) {
        self.connection.abandon();
    }
}

impl Shelf for IndexedDbShelf {
    async fn open(&self, making: Making) -> Result<Presence, StoreError> {
        let opened = self.connection.database(making).await?;
        Ok(opened.map_or(Presence::Absent, |_| Presence::There))
    }

    fn reconnect(&self) {
        self.connection.let_go();
    }

    fn expect_much(&self) {
        // Opening must not wait for the code of it.
        if let Some(reader) = &self.reader
            && later_part::is_there()
        {
            reader.begin(self.connection.name());
        }
    }

    async fn read(&self, reads: &[Read]) -> Result<Vec<Found>, StoreError> {
        if let Some(reader) = &self.reader
            && let Some(running) = reader.running()
            && let Some(found) = reader.read(running, reads).await
        {
            return Ok(found);
        }
        self.connected(async |database| read(database, reads).await)
            .await
    }

    async fn keys(&self, area: Area) -> Result<Vec<Key>, StoreError> {
        self.connected(async |database| all_keys(database, area).await)
            .await
    }

    async fn everything(&self) -> Result<Vec<Lying>, StoreError> {
        raw::everything(self.connection.name()).await
    }

    async fn write(&self, write: &Write) -> Result<(), WriteError> {
        self.connected(async |database| write_all(database, write).await)
            .await
    }
}

/// A request that was issued and not yet waited for.
enum Pending {
    One(BasicRequest<Option<Uint8Array>>),
    Many(GetAllPrimitiveRequest<Uint8Array>),
}

fn reading(
    database: &Database,
    areas: impl Iterator<Item = Area>,
) -> Result<Transaction<'_>, StoreError> {
    let names: BTreeSet<&str> = areas.map(Area::name).into_set();
    database
        .transaction(names.into_iter().collect::<Vec<_>>())
        .with_mode(TransactionMode::Readonly)
        .build()
        .map_err(errors::of_request)
}

async fn read(database: &Database, reads: &[Read]) -> Result<Vec<Found>, StoreError> {
    let transaction = reading(database, reads.iter().map(Read::area))?;
    let issued = reads
        .iter()
        .map(|read| issue(&transaction, read).map_err(errors::of_request))
        .collect::<Result<Vec<Pending>, StoreError>>()?;
    let mut found = Vec::with_capacity(issued.len());
    for pending in issued {
        found.push(match pending {
            Pending::One(request) => {
                let value = request.await.map_err(errors::of_request)?;
                value.map(Vec::from).into_iter().collect()
            }
            Pending::Many(request) => request
                .await
                .map_err(errors::of_request)?
                .map(|value| value.map(Vec::from).map_err(errors::of_request))
                .collect::<Result<Found, StoreError>>()?,
        });
    }
    Ok(found)
}

fn issue(transaction: &Transaction<'_>, read: &Read) -> indexed_db_futures::Result<Pending> {
    let store = transaction.object_store(read.area().name())?;
    Ok(match read {
        Read::One(_, key) => Pending::One(store.get(keys::to_js(key)).primitive()?),
        Read::From(_, first) => issue_between(&store, *first, Key::MAX_NUMBER)?,
        Read::Between(_, first, last) => issue_between(&store, *first, *last)?,
        Read::All(_) => Pending::Many(store.get_all().primitive()?),
        Read::First(_) => Pending::Many(store.get_all().with_limit(1).primitive()?),
    })
}

fn issue_between(
    store: &ObjectStore<'_>,
    first: u64,
    last: u64,
) -> indexed_db_futures::Result<Pending> {
    let query = keys::between(first, last);
    let all = store.get_all().with_query::<JsValue, _>(query);
    Ok(Pending::Many(all.primitive()?))
}

async fn all_keys(database: &Database, area: Area) -> Result<Vec<Key>, StoreError> {
    let transaction = reading(database, [area].into_iter())?;
    let found = transaction
        .object_store(area.name())
        .and_then(|store| store.get_all_keys::<JsValue>().primitive())
        .map_err(errors::of_request)?
        .await
        .map_err(errors::of_request)?;
    Ok(found.filter_map(|key| keys::to_key(&key.ok()?)).collect())
}

async fn write_all(database: &Database, write: &Write) -> Result<(), WriteError> {
    let meta = matches!(write.expected, Expected::Head(_)).then_some(Area::Meta);
    let names: BTreeSet<&str> = write
        .puts
        .iter()
        .map(|put| put.area)
        .chain(write.deletes.iter().map(|(area, _)| *area))
        .chain(meta)
        .map(Area::name)
        .into_set();
    let transaction = database
        .transaction(names.into_iter().collect::<Vec<_>>())
        .with_mode(TransactionMode::Readwrite)
        .with_options(TransactionOptions::new().with_durability(TransactionDurability::Strict))
        .build()
        .map_err(errors::of_request)?;
    if let Expected::Head(expected) = &write.expected {
        let found = head(&transaction).await.map_err(errors::of_request)?;
        if found != *expected {
            // Dropping the transaction rolls it back; nothing was put yet.
            return Err(WriteError::Conflict);
        }
    }
    // From here to the commit nothing but puts is awaited: an error returns and rolls all back.
    let raw = transaction.as_sys().clone();
    issue_all(&transaction, write)
        .await
        .map_err(|error| errors::of_put(error, raw.error()))?;
    match transaction.commit().await {
        Ok(()) => Ok(()),
        Err(error) => Err(errors::of_commit(error, raw.error()).into()),
    }
}

async fn head(transaction: &Transaction<'_>) -> indexed_db_futures::Result<Option<Vec<u8>>> {
    let store = transaction.object_store(Area::Meta.name())?;
    let key = keys::to_js(&Key::Text(HEAD.to_owned()));
    let value: Option<Uint8Array> = store.get(key).primitive()?.await?;
    Ok(value.map(Vec::from))
}

/// After so many bytes the page may draw: the browser copies them as they are handed over.
const BYTES_AT_ONCE: usize = 2_000_000;

async fn issue_all(transaction: &Transaction<'_>, write: &Write) -> indexed_db_futures::Result<()> {
    let mut handed_over = 0;
    let mut on_its_way = None;
    for Put {
        area,
        key,
        value: put_bytes,
        rule,
    } in &write.puts
    {
        let store = transaction.object_store(area.name())?;
        let (key, value) = (keys::to_js(key), Uint8ArraySlice::new(put_bytes));
        // Requests go out when they are built; the success of those that are not waited for is part
        // of the commit's.
        let request = match rule {
            PutRule::New => store
                .add(value)
                .with_key(key)
                .without_key_type()
                .primitive()?,
            PutRule::Replace => store
                .put(value)
                .with_key(key)
                .without_key_type()
                .primitive()?,
        };
        handed_over += put_bytes.len();
        if BYTES_AT_ONCE < handed_over {
            handed_over = 0;
            // While it waits for those before, the browser has these to go on with.
            if let Some(before) = on_its_way.replace(request) {
                before.await?;
            }
        }
    }
    for (area, key) in &write.deletes {
        let store = transaction.object_store(area.name())?;
        drop(store.delete(keys::to_js(key)).primitive()?);
    }
    Ok(())
}
