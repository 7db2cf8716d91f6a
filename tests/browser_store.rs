//! The contract of every store, run against `IndexedDB` in a real browser, and every trap of the
//! crate below it.

#![cfg(target_arch = "wasm32")]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::FutureExt;
use futures::future::{join, poll_immediate};
use genjin::app::contract;
use genjin::app::ports::{Finding, OpenError, Store, StoreError};
use genjin::store::canary::MemoryCanary;
use genjin::store::indexed_db::{ConnectionEvent, IndexedDbShelf};
use genjin::store::log_store::{Beside, LogStore};
use genjin::store::name::StoreName;
use genjin::store::reserve::NoReserve;
use genjin::store::shelf::{
    Area, Content, Found, HEAD, Key, Lying, Making, Presence, Read, Shelf, Write, WriteError,
};
use genjin::web::tabs::Tabs;
use genjin::web::{clock, dom, reserve, task};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Blob, Url, Worker};

wasm_bindgen_test_configure!(run_in_browser);

/// A name that no other test has.
fn fresh_name() -> String {
    format!("genjin-test:{}", clock::new_id())
}

fn shelf(name: &str) -> IndexedDbShelf {
    IndexedDbShelf::new(name, |_event| {})
}

fn tab_on(name: &str, canary: &MemoryCanary) -> LogStore<IndexedDbShelf> {
    LogStore::new(
        shelf(name),
        Beside {
            reserve: Rc::new(NoReserve),
            canary: Rc::new(canary.clone()),
            tell: Rc::new(|_position| {}),
            new_id: Rc::new(clock::new_id),
            breathe: Rc::new(|| Box::pin(task::breathe())),
        },
    )
}

macro_rules! tests_in_the_browser {
    ($($case:ident,)*) => {$(
        #[wasm_bindgen_test]
        async fn $case() {
            let (name, canary) = (fresh_name(), MemoryCanary::default());
            contract::$case(|| tab_on(&name, &canary)).await;
        }
    )*};
}

genjin::store_contract!(tests_in_the_browser);

/// Runs the body of an async function of JavaScript, whose argument is called `name`.
async fn js(name: &str, body: &str) -> JsValue {
    let body = format!("return (async () => {{ {body} }})();");
    let promise = Function::new_with_args("name", &body)
        .call1(&JsValue::UNDEFINED, &name.into())
        .expect("valid code");
    JsFuture::from(Promise::from(promise))
        .await
        .expect("runs through")
}

/// Replaces a method of the browser for as long as a future runs. In the code, `original` is what
/// was there and `self` the object it is called on.
async fn with_method<T>(of: &str, method: &str, code: &str, future: impl Future<Output = T>) -> T {
    let patch = format!(
        "const type = {of}.prototype; const original = type.{method}; \
         type.{method} = function (...args) {{ const self = this; {code} }}; \
         globalThis.restoreMethod = () => {{ type.{method} = original; }};"
    );
    js("", &patch).await;
    let output = future.await;
    js("", "globalThis.restoreMethod();").await;
    output
}

fn number(number: u64) -> Key {
    Key::Number(number)
}

fn text(text: &str) -> Key {
    Key::Text(text.to_owned())
}

async fn open(name: &str) -> IndexedDbShelf {
    let shelf = shelf(name);
    assert_eq!(shelf.open(Making::Allowed).await, Ok(Presence::There));
    shelf
}

/// Opens as a later Genjin would, which no other connection may hold up.
async fn expect_upgrade_at_once(name: &str, version: u32) {
    let events = Rc::new(RefCell::new(Vec::new()));
    let heard = events.clone();
    let later = IndexedDbShelf::of_version(name, version, move |event| {
        heard.borrow_mut().push(event);
    });
    assert_eq!(later.open(Making::Allowed).await, Ok(Presence::There));
    assert_eq!(*events.borrow(), []);
}

async fn all(shelf: &IndexedDbShelf, area: Area) -> Vec<Vec<u8>> {
    let found = shelf.read(&[Read::All(area)]).await.expect("reads");
    found.into_iter().flatten().collect()
}

/// Writes one byte for each number.
async fn put_numbers(shelf: &IndexedDbShelf, numbers: impl IntoIterator<Item = u64>) {
    let mut write = Write::beside();
    for one in numbers {
        write.add(Area::Log, number(one), vec![one.to_le_bytes()[0]]);
    }
    assert_eq!(shelf.write(&write).await, Ok(()));
}

#[wasm_bindgen_test]
async fn numbers_are_read_from_the_first_one_asked_for() {
    let shelf = open(&fresh_name()).await;
    put_numbers(&shelf, 1..6).await;
    for (first, expected) in [
        (0, vec![1, 2, 3, 4, 5]),
        (1, vec![1, 2, 3, 4, 5]),
        (3, vec![3, 4, 5]),
        (5, vec![5]),
        (6, vec![]),
        (u64::MAX, vec![]),
    ] {
        let found = shelf.read(&[Read::From(Area::Log, first)]).await;
        let expected: Vec<Vec<u8>> = expected.into_iter().map(|byte| vec![byte]).collect();
        assert_eq!(found, Ok(vec![expected]), "from {first}");
    }
    assert_eq!(
        shelf.keys(Area::Log).await,
        Ok((1..6).map(number).collect())
    );
    assert_eq!(shelf.keys(Area::Meta).await, Ok(vec![]));
}

#[wasm_bindgen_test]
async fn numbers_are_read_up_to_the_last_one_asked_for() {
    let shelf = open(&fresh_name()).await;
    put_numbers(&shelf, 1..6).await;
    for (first, last, expected) in [
        (0, 5, vec![1, 2, 3, 4, 5]),
        (2, 4, vec![2, 3, 4]),
        (3, 3, vec![3]),
        (6, 9, vec![]),
    ] {
        let found = shelf.read(&[Read::Between(Area::Log, first, last)]).await;
        let expected: Vec<Vec<u8>> = expected.into_iter().map(|byte| vec![byte]).collect();
        assert_eq!(found, Ok(vec![expected]), "from {first} to {last}");
    }
}

#[wasm_bindgen_test]
async fn large_numbers_are_keys_in_their_order() {
    let shelf = open(&fresh_name()).await;
    let largest = Key::MAX_NUMBER;
    put_numbers(&shelf, [largest, largest - 1, 1 << 33, 256, 9, 10]).await;
    let found = all(&shelf, Area::Log).await;
    let last = largest.to_le_bytes()[0];
    assert_eq!(found.concat(), [9, 10, 0, 0, last - 1, last]);
    let keys = shelf.keys(Area::Log).await.expect("reads");
    assert_eq!(keys.last(), Some(&number(largest)));
    let found = shelf.read(&[Read::From(Area::Log, largest)]).await;
    assert_eq!(found, Ok(vec![vec![vec![last]]]));
}

#[wasm_bindgen_test]
async fn one_read_finds_values_of_every_area() {
    let shelf = open(&fresh_name()).await;
    let mut write = Write::beside();
    write.put(Area::Meta, "a", vec![1]);
    write.put(Area::Meta, "b", Vec::new());
    write.add(Area::Segments, text("s"), vec![3; 300_000]);
    assert_eq!(shelf.write(&write).await, Ok(()));
    let reads = [
        Read::text(Area::Segments, "s"),
        Read::text(Area::Segments, "missing"),
        Read::First(Area::Meta),
        Read::First(Area::Drafts),
        Read::All(Area::Meta),
        Read::text(Area::Meta, "b"),
    ];
    let expected = vec![
        vec![vec![3; 300_000]],
        vec![],
        vec![vec![1]],
        vec![],
        vec![vec![1], vec![]],
        vec![vec![]],
    ];
    assert_eq!(shelf.read(&reads).await, Ok(expected));
}

/// The worker of the site.
const READER: &str = include_str!("../static/reader.js");

/// A worker that runs this script.
fn worker(script: &str) -> Option<Worker> {
    let parts = Array::of1(&script.into());
    let blob = Blob::new_with_str_sequence(&parts).ok()?;
    Worker::new(&Url::create_object_url_with_blob(&blob).ok()?).ok()
}

/// A shelf with a worker and six large values, how they and one that is missing are read, and what is
/// found.
async fn with_worker(name: &str, script: &'static str) -> (IndexedDbShelf, Vec<Read>, Vec<Found>) {
    let shelf = shelf(name).with_reader(move || worker(script));
    assert_eq!(shelf.open(Making::Allowed).await, Ok(Presence::There));
    let mut write = Write::beside();
    let (mut reads, mut expected) = (Vec::new(), Vec::new());
    for one in 0..6_u8 {
        let key = format!("s{one}");
        reads.push(Read::text(Area::Segments, &key));
        expected.push(vec![vec![one; 100_000]]);
        write.add(Area::Segments, text(&key), vec![one; 100_000]);
    }
    assert_eq!(shelf.write(&write).await, Ok(()));
    reads.insert(3, Read::text(Area::Segments, "missing"));
    expected.insert(3, Vec::new());
    shelf.expect_much();
    (shelf, reads, expected)
}

/// Reads with a shelf; how many values the page itself asked for.
async fn read_counted(shelf: &IndexedDbShelf, reads: &[Read]) -> (Vec<Found>, String) {
    let count =
        "globalThis.asked = (globalThis.asked ?? 0) + 1; return original.apply(self, args);";
    js("", "globalThis.asked = 0;").await;
    let found = with_method("IDBObjectStore", "get", count, shelf.read(reads)).await;
    let asked = js("", "return String(globalThis.asked);").await;
    (found.expect("reads"), asked.as_string().expect("a text"))
}

#[wasm_bindgen_test]
async fn many_segments_are_read_by_a_worker_once_it_is_there() {
    let (shelf, reads, expected) = with_worker(&fresh_name(), READER).await;
    loop {
        let (found, asked) = read_counted(&shelf, &reads).await;
        assert_eq!(found, expected);
        if asked == "0" {
            break;
        }
        task::pause(20).await;
    }
    // A few, and what is not a segment, are read sooner by the page itself.
    assert_eq!(read_counted(&shelf, &reads[..2]).await.1, "2");
    let meta = ["a", "b", "c", "d"].map(|key| Read::text(Area::Meta, key));
    assert_eq!(read_counted(&shelf, &meta).await.1, "4");
}

#[wasm_bindgen_test]
async fn the_page_reads_by_itself_where_a_worker_fails() {
    let count = "const original = Worker.prototype.postMessage; \
                 Worker.prototype.postMessage = function (asked, ports) { \
                   globalThis.posted += Array.isArray(asked) ? 1 : 0; \
                   return original.call(this, asked, ports); }; \
                 globalThis.restorePosting = () => { Worker.prototype.postMessage = original; };";
    js("", count).await;
    // It says that it is ready, and then fails, or gives something else than was asked for.
    for answer in ["null", "[]", "'?'", "[1, 2, 3, 4, 5, 6, 7]", "missing()"] {
        let script = format!(
            "self.onmessage = ({{ data, ports: [port] }}) => \
               port.postMessage(typeof data === 'string' ? true : {answer});"
        );
        let script: &'static str = script.leak();
        js("", "globalThis.posted = 0;").await;
        let (shelf, reads, expected) = with_worker(&fresh_name(), script).await;
        let posted = async || js("", "return globalThis.posted;").await.as_f64();
        // Once it has been asked in vain, it is not asked again.
        let mut more = 3;
        while 0 < more {
            let (found, asked) = read_counted(&shelf, &reads).await;
            assert_eq!((found, asked.as_str()), (expected.clone(), "7"), "{answer}");
            more -= i32::from(posted().await != Some(0.0));
            task::pause(20).await;
        }
        assert_eq!(posted().await, Some(1.0), "{answer}");
    }
    js("", "globalThis.restorePosting();").await;
    // It fails at once, or never says that it is ready.
    for script in ["throw new Error();", "self.onmessage = () => {};"] {
        let (shelf, reads, expected) = with_worker(&fresh_name(), script).await;
        for _ in 0..3 {
            let (found, asked) = read_counted(&shelf, &reads).await;
            assert_eq!((found, asked.as_str()), (expected.clone(), "7"), "{script}");
            task::pause(20).await;
        }
    }
    // There is none.
    let shelf = shelf(&fresh_name()).with_reader(|| None);
    assert_eq!(shelf.open(Making::Allowed).await, Ok(Presence::There));
    shelf.expect_much();
    let reads = ["a", "b", "c", "d"].map(|key| Read::text(Area::Segments, key));
    assert_eq!(read_counted(&shelf, &reads).await.1, "4");
}

#[wasm_bindgen_test]
async fn a_worker_neither_makes_a_database_nor_keeps_one_from_being_upgraded() {
    let name = fresh_name();
    let (shelf, reads, _) = with_worker(&name, READER).await;
    while read_counted(&shelf, &reads).await.1 != "0" {
        task::pause(20).await;
    }
    expect_upgrade_at_once(&name, 2).await;
    let too_new = StoreError::TooNew { version: 2 };
    assert_eq!(shelf.read(&reads).await, Err(too_new));

    let absent = fresh_name();
    let asked = "const asked = new Worker(URL.createObjectURL(new Blob([globalThis.reader]))); \
                 const { port1, port2 } = new MessageChannel(); \
                 asked.postMessage(name, [port2]); \
                 const answer = await new Promise(done => { port1.onmessage = e => done(e.data); }); \
                 const all = await indexedDB.databases(); \
                 return answer === null && !all.some(one => one.name === name);";
    js(READER, "globalThis.reader = name;").await;
    assert_eq!(js(&absent, asked).await, JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn every_write_is_strict() {
    let record = "const tx = original.apply(self, args); \
                  (globalThis.seenModes ??= []).push(`${tx.mode} ${tx.durability}`); return tx;";
    let (name, canary) = (fresh_name(), MemoryCanary::default());
    with_method("IDBDatabase", "transaction", record, async {
        contract::a_large_change_is_read_back_whole(|| tab_on(&name, &canary)).await;
        contract::drafts_are_kept_replaced_and_removed(|| tab_on(&name, &canary)).await;
    })
    .await;
    let modes = js(
        "",
        "return globalThis.seenModes.filter(it => it.startsWith('readwrite')).join();",
    )
    .await
    .as_string()
    .expect("a text");
    let strict = "readwrite strict";
    assert!(5 < modes.matches(strict).count(), "{modes}");
    assert!(modes.split(',').all(|mode| mode == strict), "{modes}");
}

#[wasm_bindgen_test]
async fn an_upgrade_that_is_refused_leaves_nothing_behind() {
    let name = fresh_name();
    // Where databases are listed, nothing is opened that would have to be refused.
    js(&name, "indexedDB.databases = undefined;").await;
    let opened = shelf(&name).open(Making::Refused).await;
    js(&name, "delete indexedDB.databases;").await;
    assert_eq!(opened, Ok(Presence::Absent));
    let names = js(
        &name,
        "return (await indexedDB.databases()).some(it => it.name === name);",
    );
    assert_eq!(names.await, JsValue::FALSE);
    // The refusal does not stand in the way of a later visit.
    assert_eq!(
        shelf(&name).open(Making::Allowed).await,
        Ok(Presence::There)
    );
}

#[wasm_bindgen_test]
async fn a_database_that_is_not_there_is_not_opened_to_find_out() {
    let name = fresh_name();
    js(
        &name,
        "const open = IDBFactory.prototype.open; \
         globalThis.opened = 0; \
         indexedDB.open = function (...how) { \
           if (how[0] === name) globalThis.opened += 1; \
           return open.apply(this, how); };",
    )
    .await;
    let refused = shelf(&name).open(Making::Refused).await;
    let opened = js(&name, "return globalThis.opened;").await;
    js(&name, "delete indexedDB.open;").await;
    assert_eq!(refused, Ok(Presence::Absent));
    assert_eq!(opened, JsValue::from(0));
}

#[wasm_bindgen_test]
async fn missing_areas_are_made_beside_what_is_there() {
    let name = fresh_name();
    // A damaged database can come back with the version of a new one and some stores in it.
    js(
        &name,
        "await new Promise((done, failed) => { \
           const request = indexedDB.open(name, 1); \
           request.onupgradeneeded = () => { \
             request.result.createObjectStore('meta').put(new Uint8Array([7]), 'kept'); }; \
           request.onsuccess = () => { request.result.close(); done(); }; \
           request.onerror = failed; });",
    )
    .await;
    // At the same version nothing is upgraded: what is missing is told.
    let damaged = StoreError::Damaged("area log".to_owned());
    assert_eq!(shelf(&name).open(Making::Allowed).await, Err(damaged));
    let later = IndexedDbShelf::of_version(&name, 2, |_event| {});
    assert_eq!(later.open(Making::Refused).await, Ok(Presence::There));
    assert_eq!(all(&later, Area::Meta).await, [[7]]);
}

#[wasm_bindgen_test]
async fn an_open_that_nobody_waits_for_still_makes_every_area() {
    let name = fresh_name();
    let first = shelf(&name);
    // Polled once, so that the request is on its way, and dropped.
    assert_eq!(
        poll_immediate(first.open(Making::Allowed).boxed_local()).await,
        None
    );
    // The next call joins the same open.
    assert_eq!(first.open(Making::Refused).await, Ok(Presence::There));
    assert!(all(&first, Area::Recovery).await.is_empty());

    // The same while another connection stands in the way.
    js(
        &name,
        "await new Promise(done => { const request = indexedDB.open(name, 1); \
           request.onsuccess = () => { globalThis.oldConnection = request.result; done(); }; });",
    )
    .await;
    let events = Rc::new(RefCell::new(Vec::new()));
    let heard = events.clone();
    let later = IndexedDbShelf::of_version(&name, 2, move |event| heard.borrow_mut().push(event));
    assert_eq!(
        poll_immediate(later.open(Making::Allowed).boxed_local()).await,
        None
    );
    while events.borrow().is_empty() {
        task::pause(5).await;
    }
    js("", "globalThis.oldConnection.close();").await;
    assert_eq!(later.open(Making::Allowed).await, Ok(Presence::There));
    assert_eq!(*events.borrow(), [ConnectionEvent::Blocked]);
}

#[wasm_bindgen_test]
async fn a_blocked_open_is_told_and_goes_through() {
    let name = fresh_name();
    drop(open(&name).await);
    js(
        &name,
        "await new Promise(done => { const request = indexedDB.open(name, 1); \
           request.onsuccess = () => { globalThis.oldConnection = request.result; done(); }; });",
    )
    .await;
    let blocked = Rc::new(Cell::new(false));
    let heard = blocked.clone();
    let later = IndexedDbShelf::of_version(&name, 2, move |event| {
        heard.set(event == ConnectionEvent::Blocked);
    });
    let close_when_blocked = async {
        while !blocked.get() {
            task::pause(5).await;
        }
        js("", "globalThis.oldConnection.close();").await;
    };
    let (opened, ()) = join(later.open(Making::Allowed), close_when_blocked).await;
    assert_eq!(opened, Ok(Presence::There));
    // No second connection was left open: the next upgrade goes through at once.
    drop(later);
    expect_upgrade_at_once(&name, 3).await;
}

#[wasm_bindgen_test]
async fn a_newer_version_does_not_wait_for_this_tab() {
    let name = fresh_name();
    let events = Rc::new(RefCell::new(Vec::new()));
    let heard = events.clone();
    let old = IndexedDbShelf::new(&name, move |event| heard.borrow_mut().push(event));
    assert_eq!(old.open(Making::Allowed).await, Ok(Presence::There));
    expect_upgrade_at_once(&name, 2).await;
    assert_eq!(*events.borrow(), [ConnectionEvent::ClosedForUpgrade]);
    let too_new = StoreError::TooNew { version: 2 };
    assert_eq!(old.read(&[Read::All(Area::Log)]).await, Err(too_new));
    let canary = MemoryCanary::default();
    let opened = tab_on(&name, &canary).open().await.map(|_| ());
    assert_eq!(opened, Err(OpenError::TooNew { version: 2 }));
}

#[wasm_bindgen_test]
async fn room_in_a_file_is_taken_once_and_given_back_once() {
    let name = format!("test-{}", clock::new_id());
    assert!(!reserve::give_back(&name).await);
    assert!(reserve::take(&name, 1000).await);
    assert!(reserve::take(&name, 2000).await, "it is taken already");
    assert!(reserve::give_back(&name).await);
    assert!(!reserve::give_back(&name).await);
    // Where there is no room for it, nothing is left that would be taken for it.
    let full = "return Promise.reject(new DOMException('full', 'QuotaExceededError'));";
    let taken = reserve::take(&name, 1000);
    let taken = with_method("FileSystemWritableFileStream", "write", full, taken).await;
    assert!(!taken);
    assert!(!reserve::give_back(&name).await);
}

#[wasm_bindgen_test]
async fn everything_is_read_whatever_the_version_and_the_stores() {
    let name = fresh_name();
    let make = "
        const request = indexedDB.open(name, 9);
        request.onupgradeneeded = () => {
            const log = request.result.createObjectStore('log');
            log.put(new Uint8Array([1, 255]), 7);
            log.put('words', 'odd \"key\"');
            request.result.createObjectStore('empty');
            request.result.createObjectStore('invented').put({ later: [1] }, ['a', 1]);
        };
        await new Promise((done) => { request.onsuccess = done; });
        request.result.close();";
    js(&name, make).await;
    let newer = shelf(&name);
    let refused = newer.open(Making::Refused).await;
    assert!(matches!(refused, Err(StoreError::TooNew { .. })));
    let lying = |store: &str, key: &str, content| Lying {
        store: store.to_owned(),
        key: key.to_owned(),
        content,
    };
    let expected = vec![
        lying(
            "invented",
            "[\"a\",1]",
            Content::Json("{\"later\":[1]}".to_owned()),
        ),
        lying("log", "7", Content::Bytes(vec![1, 255])),
        lying(
            "log",
            "\"odd \\\"key\\\"\"",
            Content::Json("\"words\"".to_owned()),
        ),
    ];
    assert_eq!(newer.everything().await, Ok(expected));

    // Where there is nothing, nothing is made.
    let absent = fresh_name();
    assert!(shelf(&absent).everything().await.is_err());
    let list = "return (await indexedDB.databases()).some((one) => one.name === name);";
    assert_eq!(js(&absent, list).await, JsValue::FALSE);
}

#[wasm_bindgen_test]
async fn a_list_of_databases_that_never_comes_holds_nothing_up() {
    // As in Chromium, where it is asked for while the site's data are being cleared.
    let once = "globalThis.asked = (globalThis.asked || 0) + 1; \
                return asked === 1 ? new Promise(() => {}) : original.apply(self, args);";
    let shelf = shelf(&fresh_name());
    let never = with_method(
        "IDBFactory",
        "databases",
        "return new Promise(() => {});",
        {
            let shelf = &shelf;
            async { shelf.read(&[Read::All(Area::Log)]).await }
        },
    );
    assert_eq!(never.await, Err(StoreError::Closed));
    let again = with_method("IDBFactory", "databases", once, async {
        shelf.read(&[Read::All(Area::Log)]).await
    });
    assert_eq!(again.await, Err(StoreError::Closed));
}

#[wasm_bindgen_test]
async fn a_lost_connection_is_opened_afresh() {
    let name = fresh_name();
    let grab = "const tx = original.apply(self, args); globalThis.lastDatabase = self; return tx;";
    let shelf = open(&name).await;
    with_method(
        "IDBDatabase",
        "transaction",
        grab,
        put_numbers(&shelf, 1..3),
    )
    .await;
    js("", "globalThis.lastDatabase.close();").await;
    assert_eq!(all(&shelf, Area::Log).await.len(), 2);
    let twice = "globalThis.lastDatabase = self; self.close(); return original.apply(self, args);";
    let never = with_method("IDBDatabase", "transaction", twice, async {
        let write = Write::beside();
        let read = shelf.read(&[Read::All(Area::Log)]).await;
        let mut put = write.clone();
        put.put(Area::Meta, "a", vec![1]);
        (read, shelf.write(&put).await)
    })
    .await;
    assert_eq!(
        never,
        (
            Err(StoreError::Closed),
            Err(WriteError::Failed(StoreError::Closed))
        )
    );
    assert!(all(&shelf, Area::Meta).await.is_empty());
}

#[wasm_bindgen_test]
async fn a_write_on_another_head_changes_nothing() {
    let shelf = open(&fresh_name()).await;
    let mut first = Write::on(None);
    first.put(Area::Meta, HEAD, vec![1]);
    assert_eq!(shelf.write(&first).await, Ok(()));
    for expected in [None, Some(vec![]), Some(vec![2]), Some(vec![1, 0])] {
        let mut late = Write::on(expected);
        late.put(Area::Meta, HEAD, vec![9]);
        late.add(Area::Log, number(1), vec![9]);
        assert_eq!(shelf.write(&late).await, Err(WriteError::Conflict));
    }
    assert_eq!(all(&shelf, Area::Meta).await, [[1]]);
    assert!(all(&shelf, Area::Log).await.is_empty());
    let mut next = Write::on(Some(vec![1]));
    next.put(Area::Meta, HEAD, vec![2]);
    next.add(Area::Log, number(1), vec![2]);
    assert_eq!(shelf.write(&next).await, Ok(()));
    let mut delete = Write::on(Some(vec![2]));
    delete.delete(Area::Log, number(1));
    delete.delete(Area::Log, number(77));
    assert_eq!(shelf.write(&delete).await, Ok(()));
    assert!(all(&shelf, Area::Log).await.is_empty());
}

#[wasm_bindgen_test]
async fn a_taken_key_rolls_everything_back() {
    let shelf = open(&fresh_name()).await;
    put_numbers(&shelf, [2]).await;
    let mut write = Write::beside();
    write.put(Area::Meta, "before", vec![9]);
    write.add(Area::Log, number(1), vec![9]);
    write.add(Area::Log, number(2), vec![9]);
    write.add(Area::Log, number(3), vec![9]);
    write.put(Area::Meta, "after", vec![9]);
    let failed = shelf.write(&write).await;
    assert!(
        matches!(&failed, Err(WriteError::Failed(StoreError::Failed(why))) if why.starts_with("ConstraintError")),
        "{failed:?}"
    );
    assert_eq!(all(&shelf, Area::Log).await, [[2]]);
    assert!(all(&shelf, Area::Meta).await.is_empty());
}

/// A value so large that the page draws before the next one is handed over.
fn much() -> Vec<u8> {
    vec![9; 3_000_000]
}

#[wasm_bindgen_test]
async fn much_is_written_in_one_step() {
    let shelf = open(&fresh_name()).await;
    let mut write = Write::beside();
    for index in 1..=4 {
        write.add(Area::Log, number(index), much());
    }
    write.put(Area::Meta, "after", much());
    assert_eq!(shelf.write(&write).await, Ok(()));
    assert_eq!(all(&shelf, Area::Log).await, vec![much(); 4]);
    assert_eq!(all(&shelf, Area::Meta).await, [much()]);
}

#[wasm_bindgen_test]
async fn a_taken_key_among_much_rolls_everything_back() {
    // Whether the taken key is waited for itself, found out while a later one is, or found out once
    // all are on their way.
    for (taken, value) in [(2, much()), (2, vec![9]), (4, much())] {
        let shelf = open(&fresh_name()).await;
        put_numbers(&shelf, [taken]).await;
        let mut write = Write::beside();
        write.put(Area::Meta, "before", much());
        for other in 1..=4 {
            let value = if other == taken {
                value.clone()
            } else {
                much()
            };
            write.add(Area::Log, number(other), value);
        }
        let failed = shelf.write(&write).await;
        assert!(
            matches!(&failed, Err(WriteError::Failed(StoreError::Failed(why))) if why.starts_with("ConstraintError")),
            "{failed:?}"
        );
        assert_eq!(
            all(&shelf, Area::Log).await,
            [[u8::try_from(taken).unwrap_or(0)]]
        );
        assert!(all(&shelf, Area::Meta).await.is_empty());
        // The shelf goes on as before.
        put_numbers(&shelf, [5]).await;
    }
}

#[wasm_bindgen_test]
async fn nothing_is_written_when_a_value_cannot_be() {
    let shelf = open(&fresh_name()).await;
    let refuse = "if (args[1] === 'second') throw new DOMException('no', 'DataCloneError'); \
                  return original.apply(self, args);";
    let mut write = Write::on(None);
    write.put(Area::Meta, "first", vec![1]);
    write.put(Area::Meta, "second", vec![2]);
    let failed = with_method("IDBObjectStore", "put", refuse, shelf.write(&write)).await;
    let expected = StoreError::Failed("DataCloneError: no".to_owned());
    assert_eq!(failed, Err(WriteError::Failed(expected)));
    assert!(all(&shelf, Area::Meta).await.is_empty());
}

#[wasm_bindgen_test]
async fn a_full_disk_is_told_by_its_name() {
    let shelf = open(&fresh_name()).await;
    let mut write = Write::beside();
    write.put(Area::Meta, "a", vec![1]);
    // What a browser does whose share of the disk is full: puts succeed, the commit aborts.
    let full = "Object.defineProperty(self, 'error', \
                  { value: new DOMException('full', 'QuotaExceededError') }); self.abort();";
    let failed = with_method("IDBTransaction", "commit", full, shelf.write(&write)).await;
    assert_eq!(failed, Err(WriteError::Failed(StoreError::Full)));
    assert!(all(&shelf, Area::Meta).await.is_empty());
    assert_eq!(shelf.write(&write).await, Ok(()));
}

const THEN_FAIL: &str = "throw new DOMException('finished', 'InvalidStateError');";

#[wasm_bindgen_test]
async fn a_commit_whose_end_was_not_seen_is_found_out() {
    let name = fresh_name();
    let canary = MemoryCanary::default();
    let store = tab_on(&name, &canary);
    let opened = store.open().await.expect("opens");
    let contents = opened.model.contents(opened.book);
    let stored = format!("original.apply(self, args); {THEN_FAIL}");
    let replaced = with_method(
        "IDBTransaction",
        "commit",
        &stored,
        store.replace(&contents, opened.stand),
    )
    .await;
    let stand = replaced.expect("it was stored");
    let reopened = tab_on(&name, &canary).open().await.expect("opens");
    assert_eq!(reopened.stand, stand);
}

#[wasm_bindgen_test]
async fn a_commit_that_did_not_happen_is_found_out() {
    let name = fresh_name();
    let canary = MemoryCanary::default();
    let store = tab_on(&name, &canary);
    let opened = store.open().await.expect("opens");
    let contents = opened.model.contents(opened.book);
    let lost = format!("self.abort(); {THEN_FAIL}");
    let replaced = with_method(
        "IDBTransaction",
        "commit",
        &lost,
        store.replace(&contents, opened.stand),
    )
    .await;
    assert!(
        matches!(&replaced, Err(error) if error.to_string().contains("did not happen")),
        "{replaced:?}"
    );
    let reopened = tab_on(&name, &canary).open().await.expect("opens");
    assert_eq!(reopened.stand, opened.stand);
    // The store is as usable as before.
    assert!(store.replace(&contents, opened.stand).await.is_ok());
}

#[wasm_bindgen_test]
async fn a_browser_that_refuses_storage_is_told() {
    let refuse = "throw new DOMException('no', 'SecurityError');";
    let shelf = shelf(&fresh_name());
    let opened = with_method("IDBFactory", "open", refuse, shelf.open(Making::Allowed)).await;
    assert_eq!(opened, Err(StoreError::Unavailable));
}

#[wasm_bindgen_test]
async fn an_open_that_fails_for_no_reason_is_tried_again() {
    let fail_once = "if (globalThis.hasFailed) return original.apply(self, args); \
                     globalThis.hasFailed = true; \
                     const request = original.call(self, args[0] + ':broken', 1); \
                     request.addEventListener('upgradeneeded', event => { \
                       event.stopImmediatePropagation(); request.transaction.abort(); }); \
                     return request;";
    let shelf = shelf(&fresh_name());
    let opened = with_method("IDBFactory", "open", fail_once, shelf.open(Making::Allowed)).await;
    assert_eq!(opened, Ok(Presence::There));
}

#[wasm_bindgen_test]
async fn a_database_that_was_deleted_is_missed() {
    let (name, canary) = (fresh_name(), MemoryCanary::default());
    contract::a_saved_change_is_there_after_reopening(|| tab_on(&name, &canary)).await;
    js(
        &name,
        "await new Promise((done, failed) => { const request = indexedDB.deleteDatabase(name); \
           request.onsuccess = done; request.onerror = failed; });",
    )
    .await;
    let store = tab_on(&name, &canary);
    let missing = OpenError::NotWhatWasSaved(Finding::Missing { saved: 2 });
    assert_eq!(store.open().await.map(|_| ()), Err(missing));
    let databases = js(
        &name,
        "return (await indexedDB.databases()).some(it => it.name === name);",
    );
    assert_eq!(databases.await, JsValue::FALSE);
    let opened = store.start_over().await.expect("starts over");
    assert!(2 < opened.stand.position.sequence);
}

#[wasm_bindgen_test]
async fn what_one_tab_writes_the_others_hear_within_a_second() {
    let name = StoreName::of_page(&format!("/{}/", clock::new_id()));
    let tabs = || Tabs::join(&name.to_string()).expect("channels");
    let (own, other) = (tabs(), tabs());
    let heard = Rc::new(RefCell::new(Vec::new()));
    let messages = heard.clone();
    let _listener = other.listen(move |message| messages.borrow_mut().push(message));
    let store = LogStore::in_browser(&name, Some(own), |_event| {});
    let opened = store.open().await.expect("opens");
    let contents = opened.model.contents(opened.book);
    store
        .replace(&contents, opened.stand)
        .await
        .expect("replaces");
    for _ in 0..100 {
        if heard.borrow().is_empty() {
            task::pause(10).await;
        }
    }
    assert_eq!(*heard.borrow(), ["1/1"]);
    // The canary lies in localStorage under the same name.
    let canary = js(&name.to_string(), "return localStorage.getItem(name);").await;
    assert!(
        canary
            .as_string()
            .is_some_and(|text| text.contains("\"sequence\":1"))
    );
    assert!(dom::page_path().starts_with('/'));
}
