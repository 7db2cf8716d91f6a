//! A fault at every request to `IndexedDB` of the ways in which a Book is written and opened, made by
//! patched methods of the browser: each ends before or after, and nothing is called saved that is
//! not on disk. `tests/stories/faults.rs` does the same for every use case on a shelf in memory.

#![cfg(target_arch = "wasm32")]

use std::collections::BTreeMap;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;

use futures::future::{Either, select};
use genjin::app::commands::Command;
use genjin::app::import::ImportPlan;
use genjin::app::ports::{Environment, LocalFuture, Store};
use genjin::app::service::{Refused, Service, Status};
use genjin::domain::customer::Customer;
use genjin::domain::id::{CustomerId, SourceId};
use genjin::domain::source::{Source, SourceKind};
use genjin::records::backup::Contents;
use genjin::store::canary::MemoryCanary;
use genjin::store::indexed_db::IndexedDbShelf;
use genjin::store::log_store::{Beside, LogStore};
use genjin::store::reserve::NoReserve;
use genjin::web::clock::BrowserEnvironment;
use genjin::web::{clock, task};
use js_sys::{Function, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Longer than any request takes that is answered at all.
const UNANSWERED_MS: u32 = 10_000;

/// The same where no answer is awaited, for there are many of those.
const SILENT_MS: u32 = 700;

/// More rows than one log entry holds.
const MANY: usize = 1001;

/// Lets the request of number `at` and the `times - 1` after it fail in one way. Requests are the
/// opening of a connection or a transaction, each call on an object store, and the commit.
const PATCH: &str = r"
if (globalThis.fault) return;
globalThis.fault = { at: -1, times: 0, kind: '', count: 0 };
const due = () => {
  const number = fault.count++;
  return 0 <= fault.at && fault.at <= number && number < fault.at + fault.times;
};
const unheard = transaction => {
  for (const type of ['complete', 'abort', 'error'])
    transaction.db.addEventListener(type, event => {
      if (event.target === transaction) event.stopImmediatePropagation();
    }, true);
};
const full = transaction => {
  Object.defineProperty(transaction, 'error',
    { value: new DOMException('full', 'QuotaExceededError') });
  transaction.abort();
};
const wrap = (type, method, fail) => {
  const original = type.prototype[method];
  type.prototype[method] = function (...args) {
    const go = () => original.apply(this, args);
    return due() ? fail(this, go, args) : go();
  };
};
const add = IDBObjectStore.prototype.add;
for (const method of ['put', 'add', 'get', 'getAll', 'getAllKeys', 'delete'])
  wrap(IDBObjectStore, method, (store, go, args) => {
    const transaction = store.transaction;
    switch (fault.kind) {
      case 'unknown': throw new DOMException('Internal error', 'UnknownError');
      case 'closed': transaction.db.close(); return go();
      case 'silent': unheard(transaction); return go();
      case 'full': transaction.commit = () => full(transaction); return go();
      case 'abort': { const request = go(); transaction.abort(); return request; }
      case 'constraint': {
        const request = go();
        if (method === 'put' || method === 'add') add.apply(store, args);
        return request;
      }
    }
    return go();
  });
wrap(IDBDatabase, 'transaction', (database, go) => {
  switch (fault.kind) {
    case 'unknown': throw new DOMException('Internal error', 'UnknownError');
    case 'closed': database.close(); return go();
  }
  const transaction = go();
  switch (fault.kind) {
    case 'abort': transaction.abort(); break;
    case 'silent': unheard(transaction); break;
    case 'full': transaction.commit = () => full(transaction); break;
  }
  return transaction;
});
wrap(IDBTransaction, 'commit', (transaction, go) => {
  switch (fault.kind) {
    case 'unknown': go(); throw new DOMException('finished', 'InvalidStateError');
    case 'closed': transaction.db.close(); return go();
    case 'silent': unheard(transaction); return go();
    case 'full': return full(transaction);
    case 'abort': transaction.abort(); throw new DOMException('finished', 'InvalidStateError');
  }
  return go();
});
const open = IDBFactory.prototype.open;
wrap(IDBFactory, 'open', (factory, go, args) => {
  if (fault.kind === 'silent') return go();
  const request = open.call(factory, args[0] + ':broken', 1);
  request.addEventListener('upgradeneeded', event => {
    event.stopImmediatePropagation(); request.transaction.abort();
  });
  return request;
});
";

const KINDS: [&str; 6] = ["abort", "constraint", "full", "unknown", "closed", "silent"];

fn patch() {
    let run = Function::new_no_args(PATCH);
    run.call0(&JsValue::UNDEFINED).expect("valid code");
}

fn set_fault(at: i32, times: i32, kind: &str) {
    let set = Function::new_with_args(
        "at, times, kind",
        "Object.assign(globalThis.fault, { at, times, kind, count: 0 });",
    );
    set.call3(&JsValue::UNDEFINED, &at.into(), &times.into(), &kind.into())
        .expect("valid code");
}

fn requests() -> i32 {
    let fault = Reflect::get(&js_sys::global(), &"fault".into()).expect("patched");
    let count = Reflect::get(&fault, &"count".into()).expect("patched");
    #[expect(clippy::cast_possible_truncation, reason = "a small whole number")]
    let count = count.as_f64().expect("a number") as i32;
    count
}

/// A place for tabs, under a name that no other test has.
struct Place {
    name: String,
    canary: MemoryCanary,
}

impl Place {
    fn new() -> Self {
        Self {
            name: format!("genjin-test:{}", clock::new_id()),
            canary: MemoryCanary::default(),
        }
    }

    fn tab(&self) -> Rc<dyn Store> {
        Rc::new(LogStore::new(
            IndexedDbShelf::new(self.name.clone(), |_event| {}),
            Beside {
                reserve: Rc::new(NoReserve),
                canary: Rc::new(self.canary.clone()),
                tell: Rc::new(|_position| {}),
                new_id: Rc::new(clock::new_id),
                breathe: Rc::new(|| Box::pin(task::breathe())),
            },
        ))
    }

    async fn open(&self) -> Rc<Service> {
        let service = Service::open(self.tab(), Rc::new(BrowserEnvironment)).await;
        service.expect("opens")
    }

    /// A Book of one customer, whose making was followed by one that was taken back.
    async fn furnished() -> Self {
        let place = Self::new();
        let service = place.open().await;
        service.execute(create("first")).await.expect("saves");
        service.execute(create("taken back")).await.expect("saves");
        service.undo().await.expect("undoes");
        place
    }
}

fn create(name: &str) -> Command {
    let id = CustomerId(clock::new_id());
    Command::CreateCustomer(Box::new(Customer::named(id, name)))
}

fn import(rows: usize) -> Command {
    let mut plan = ImportPlan::of(Source {
        id: SourceId(clock::new_id()),
        kind: SourceKind::Customers,
        name: "file.csv".to_owned(),
        imported_at: BrowserEnvironment.now(),
        headings: Vec::new(),
        mapping: Vec::new(),
        customers_from: None,
    });
    for _ in 0..rows {
        let id = CustomerId(clock::new_id());
        plan.new_customers
            .push(Arc::new(Customer::named(id, "row")));
    }
    Command::Import(Arc::new(plan))
}

/// What a Book comes to: its customers, and what was done.
fn shape(service: &Service) -> (Vec<String>, Vec<String>) {
    let contents = service.contents();
    let mut names: Vec<String> = contents
        .customers
        .iter()
        .map(|one| one.name.clone())
        .collect();
    names.sort();
    let history = service.history();
    let deeds = history.items().iter().map(|one| format!("{:?}", one.label));
    (names, deeds.collect())
}

type Act = for<'a> fn(&'a Service, &'a Contents) -> LocalFuture<'a, Result<(), Refused>>;

const USE_CASES: [(&str, Act); 5] = [
    ("create", |service, _| {
        Box::pin(async { service.execute(create("second")).await.map(drop) })
    }),
    ("import many", |service, _| {
        Box::pin(async { service.execute(import(MANY)).await.map(drop) })
    }),
    ("undo", |service, _| {
        Box::pin(async { service.undo().await.map(drop) })
    }),
    ("redo", |service, _| {
        Box::pin(async { service.redo().await.map(drop) })
    }),
    ("restore", |service, other| {
        Box::pin(async { Ok(service.replace(other).await?) })
    }),
];

/// `None` where no answer comes.
async fn answered<T>(kind: &str, future: impl Future<Output = T>) -> Option<T> {
    let longest = if kind == "silent" {
        SILENT_MS
    } else {
        UNANSWERED_MS
    };
    match select(pin!(future), pin!(task::pause(longest))).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(_) => None,
    }
}

/// What a use case comes to when nothing goes wrong.
struct Told<'a> {
    name: &'static str,
    act: Act,
    other: &'a Contents,
    after: (Vec<String>, Vec<String>),
}

/// Lets one request fail in one way, and looks at everything after it. Whether it was felt.
async fn is_felt(told: &Told<'_>, at: i32, kind: &'static str) -> bool {
    let Told {
        name,
        act,
        other,
        after,
    } = told;
    let what = format!("{name}: request {at} {kind}");
    let place = Place::furnished().await;
    let service = place.open().await;
    let before = shape(&service);
    set_fault(at, 1, kind);
    let outcome = answered(kind, act(&service, other)).await;
    let status = service.status();
    set_fault(-1, 0, "");
    let found = shape(&*place.open().await);
    let shown = shape(&service);
    assert!(found == before || found == *after, "{what}: between");
    assert!(
        shown == before || found == *after,
        "{what}: shown, but not on disk"
    );
    match &outcome {
        Some(Ok(())) => {
            assert_eq!(status, Status::Saved, "{what}");
            assert!(found == *after && shown == *after, "{what}: not done");
            return false;
        }
        Some(Err(Refused::Store(_))) => {}
        Some(Err(refused)) => panic!("{what}: {refused}"),
        None => assert_eq!(kind, "silent", "{what}: no answer"),
    }
    // Whoever heard nothing opens the page again.
    let service = if outcome.is_none() {
        place.open().await
    } else {
        service
    };
    service.retry().await.expect("the disk is whole again");
    service.catch_up().await.expect("the disk is whole again");
    if shape(&service) == before {
        act(&service, other).await.expect("the disk is whole again");
    }
    assert_eq!(service.status(), Status::Saved, "{what}");
    assert!(shape(&service) == *after, "{what}: not done once");
    assert!(
        shape(&*place.open().await) == *after,
        "{what}: not on disk once"
    );
    true
}

#[wasm_bindgen_test]
async fn a_fault_at_any_request_of_a_write_ends_before_or_after() {
    patch();
    let elsewhere = Place::new().open().await;
    elsewhere.execute(create("other")).await.expect("saves");
    let other = elsewhere.contents();
    let mut points = 0;
    let mut felt = BTreeMap::new();
    for (name, act) in USE_CASES {
        let service = Place::furnished().await.open().await;
        set_fault(-1, 0, "");
        act(&service, &other).await.expect("goes well");
        let count = requests();
        let told = Told {
            name,
            act,
            other: &other,
            after: shape(&service),
        };
        for at in 0..=count {
            for kind in KINDS {
                points += 1;
                if is_felt(&told, at, kind).await {
                    *felt.entry(kind).or_insert(0) += 1;
                }
            }
        }
    }
    console_log!("{points} faults in writes, each ended before or after; felt: {felt:?}");
    // A connection that is closed once is opened afresh before anybody feels it.
    let unfelt = KINDS.iter().filter(|kind| !felt.contains_key(*kind));
    assert_eq!(unfelt.collect::<Vec<_>>(), [&"closed"]);
}

#[wasm_bindgen_test]
async fn an_opening_that_fails_once_three_times_or_for_ever_changes_nothing() {
    patch();
    for is_new in [true, false] {
        for kind in ["abort", "unknown", "closed"] {
            for times in [1, 3, i32::MAX / 2] {
                for at in 0..8 {
                    let what = format!("{is_new} {kind} {times} {at}");
                    let place = if is_new {
                        Place::new()
                    } else {
                        Place::furnished().await
                    };
                    let expected = if is_new {
                        (Vec::new(), Vec::new())
                    } else {
                        shape(&*place.open().await)
                    };
                    set_fault(at, times, kind);
                    let opened = answered(
                        kind,
                        Service::open(place.tab(), Rc::new(BrowserEnvironment)),
                    );
                    if let Some(Ok(service)) = opened.await {
                        assert_eq!(shape(&service), expected, "{what}");
                    }
                    set_fault(-1, 0, "");
                    assert_eq!(shape(&*place.open().await), expected, "{what}");
                }
            }
        }
    }
}
