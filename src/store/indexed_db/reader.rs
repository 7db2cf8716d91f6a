//! Segments read beside the page, by a worker (`static/reader.js`).
//!
//! To fetch a large Book and unpack it takes the browser as long as it takes the page to make sense of
//! it; with a worker both go on at once. The page can do without: until the worker is ready, and where it
//! cannot be started, fails at anything or does not answer, the page reads by itself and says what is
//! wrong.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent, Worker};

use super::keys;
use crate::app::ports::LocalFuture;
use crate::records::segment::MOST_OF_MANY;
use crate::store::opening::LINES_AT_ONCE;
use crate::store::shelf::{Area, Found, Read};
use crate::web::task;

/// Fewer values than this the page reads sooner by itself.
const MANY: usize = 4;

const _: () = assert!(
    MANY * MOST_OF_MANY <= LINES_AT_ONCE as usize,
    "what opening reads at once must be many"
);

/// Who has not answered for so long is not waited for.
const PATIENCE_MS: u32 = 15_000;

/// Who was asked nothing for so long is let go.
const RESTS_AFTER_MS: u32 = 5_000;

/// A worker that reads for the page, while there is much to read.
pub(super) struct Reader {
    start: Box<dyn Fn() -> Option<Worker>>,
    state: RefCell<State>,
    /// Lets the worker go.
    rest: Cell<Option<Timeout>>,
}

enum State {
    Resting,
    Starting,
    Ready(Rc<Running>),
    GivenUp,
}

/// A worker, which ends when nobody has it.
pub(super) struct Running(Worker);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

impl Reader {
    /// A reader whose worker is started so.
    pub(super) fn new(start: impl Fn() -> Option<Worker> + 'static) -> Rc<Self> {
        Rc::new(Self {
            start: Box::new(start),
            state: RefCell::new(State::Resting),
            rest: Cell::new(None),
        })
    }

    /// The worker, if it is ready.
    pub(super) fn running(&self) -> Option<Rc<Running>> {
        match &*self.state.borrow() {
            State::Ready(running) => Some(running.clone()),
            State::Resting | State::Starting | State::GivenUp => None,
        }
    }

    /// What a worker finds; `None` where the page has to read by itself. Boxed, so that no first visit
    /// loads it.
    #[inline(never)]
    pub(super) fn read<'a>(
        self: &'a Rc<Self>,
        running: Rc<Running>,
        reads: &'a [Read],
    ) -> LocalFuture<'a, Option<Vec<Found>>> {
        Box::pin(async move {
            let keys = many_segments(reads)?;
            self.rest_later();
            let question = Array::of2(&Area::Segments.name().into(), &keys);
            let answer = ask(&running.0, &question).await;
            let found = answer.and_then(|values| all_found(&values, reads.len()));
            if found.is_none() {
                self.state.replace(State::GivenUp);
            }
            found
        })
    }

    /// Has a worker open the database of this name, unless one has or could not.
    #[inline(never)]
    pub(super) fn begin(self: &Rc<Self>, name: &str) {
        if self.running().is_some() {
            self.rest_later();
        }
        if !matches!(&*self.state.borrow(), State::Resting) {
            return;
        }
        let Some(worker) = (self.start)() else {
            self.state.replace(State::GivenUp);
            return;
        };
        self.state.replace(State::Starting);
        let (reader, running) = (self.clone(), Running(worker));
        let question = JsValue::from_str(name);
        task::detach(async move {
            let is_ready = ask(&running.0, &question).await == Some(JsValue::TRUE);
            if is_ready {
                reader.state.replace(State::Ready(Rc::new(running)));
                reader.rest_later();
            } else {
                reader.state.replace(State::GivenUp);
            }
        });
    }

    fn rest_later(self: &Rc<Self>) {
        let reader = Rc::downgrade(self);
        let rest = Timeout::new(RESTS_AFTER_MS, move || {
            if let Some(reader) = reader.upgrade() {
                reader.state.replace(State::Resting);
            }
        });
        self.rest.set(Some(rest));
    }
}

/// The keys, if these are many segments and nothing else.
fn many_segments(reads: &[Read]) -> Option<Array> {
    let keys = reads.iter().map(|read| match read {
        Read::One(Area::Segments, key) => Some(keys::to_js(key)),
        _ => None,
    });
    if MANY <= reads.len() {
        keys.collect()
    } else {
        None
    }
}

/// The answer to a question; `None` where there is none.
async fn ask(worker: &Worker, question: &JsValue) -> Option<JsValue> {
    let channel = MessageChannel::new().ok()?;
    let (sender, answer) = oneshot::channel();
    let sender = Rc::new(Cell::new(Some(sender)));
    let told = sender.clone();
    let _listener = EventListener::once(&channel.port1(), "message", move |event| {
        let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        if let (Some(sender), Some(data)) = (told.take(), data) {
            // Nobody may be waiting any more.
            sender.send(data).ok();
        }
    });
    let given_up = sender.clone();
    let _failure = EventListener::once(worker, "error", move |_event| drop(given_up.take()));
    let _patience = Timeout::new(PATIENCE_MS, move || drop(sender.take()));
    channel.port1().start();
    let given = Array::of1(&channel.port2());
    worker.post_message_with_transfer(question, &given).ok()?;
    let answer = answer.await.ok();
    channel.port1().close();
    answer
}

fn all_found(values: &JsValue, count: usize) -> Option<Vec<Found>> {
    let values = values.dyn_ref::<Array>()?;
    let found = values.iter().map(|value| {
        if value.is_undefined() {
            return Some(Found::new());
        }
        let bytes = value.dyn_ref::<Uint8Array>()?;
        Some(vec![bytes.to_vec()])
    });
    let found: Vec<Found> = found.collect::<Option<_>>()?;
    (found.len() == count).then_some(found)
}
