//! Which forms are open in which tab, so that what is being typed in one is not offered in another.
//!
//! An open form holds a lock of the browser's, which ends with the tab, however it ends. Where there
//! are no locks (a page that is not served over HTTPS), tabs ask each other.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::tabs::Tabs;
use super::{dom, task};

/// How long the other tabs have to answer where there are no locks, in milliseconds.
const ANSWER_MS: u32 = 200;

/// What a tab asks the others.
const QUESTION: &str = "?";

/// The forms that are open in this tab, and the way to learn of those in others.
pub struct OpenForms {
    prefix: String,
    locks: Option<Object>,
    here: Rc<RefCell<Vec<String>>>,
    others: Option<Others>,
}

struct Others {
    tabs: Rc<Tabs>,
    _answering: EventListener,
}

/// Says that a form is open, until it is dropped.
pub struct OpenForm {
    name: String,
    here: Rc<RefCell<Vec<String>>>,
    release: Option<Function>,
}

impl Drop for OpenForm {
    fn drop(&mut self) {
        let mut here = self.here.borrow_mut();
        if let Some(index) = here.iter().position(|name| *name == self.name) {
            here.swap_remove(index);
        }
        if let Some(release) = &self.release {
            drop(release.call0(&JsValue::NULL));
        }
    }
}

impl OpenForms {
    /// The forms of the Book of this name.
    pub fn of(book: &str) -> Rc<Self> {
        let here = Rc::new(RefCell::new(Vec::<String>::new()));
        let locks = dom::window()
            .and_then(|window| Reflect::get(&window.navigator(), &"locks".into()).ok())
            .and_then(|locks| locks.dyn_into::<Object>().ok());
        let others = if locks.is_none() {
            Others::join(&format!("{book}:forms"), here.clone())
        } else {
            None
        };
        Rc::new(Self {
            prefix: format!("{book}:form:"),
            locks,
            here,
            others,
        })
    }

    /// Says that this form is open here.
    pub fn open(&self, name: &str) -> OpenForm {
        self.here.borrow_mut().push(name.to_owned());
        let locks = self.locks.as_ref();
        OpenForm {
            name: name.to_owned(),
            here: self.here.clone(),
            release: locks.and_then(|locks| hold(locks, &format!("{}{name}", self.prefix))),
        }
    }

    /// Whether this form is open in this tab.
    pub fn is_here(&self, name: &str) -> bool {
        self.here.borrow().iter().any(|one| one == name)
    }

    /// The forms that are open in other tabs. Where nothing can be learned, there are none.
    pub async fn elsewhere(&self) -> Vec<String> {
        match (&self.locks, &self.others) {
            (Some(locks), _) => {
                let mut held = held(locks, &self.prefix).await.unwrap_or_default();
                for name in self.here.borrow().iter() {
                    if let Some(index) = held.iter().position(|one| one == name) {
                        held.swap_remove(index);
                    }
                }
                held
            }
            (None, Some(others)) => others.ask().await,
            (None, None) => Vec::new(),
        }
    }
}

impl Others {
    fn join(channel: &str, here: Rc<RefCell<Vec<String>>>) -> Option<Self> {
        let tabs = Tabs::join(channel)?;
        let answer = Rc::downgrade(&tabs);
        let answering = tabs.listen(move |text| {
            if text == QUESTION
                && let Some(tabs) = answer.upgrade()
            {
                here.borrow().iter().for_each(|name| tabs.tell(name));
            }
        });
        Some(Self {
            tabs,
            _answering: answering,
        })
    }

    async fn ask(&self) -> Vec<String> {
        let answers = Rc::new(RefCell::new(Vec::new()));
        let listener = self.tabs.listen({
            let answers = answers.clone();
            move |text| {
                if text != QUESTION {
                    answers.borrow_mut().push(text);
                }
            }
        });
        self.tabs.tell(QUESTION);
        task::pause(ANSWER_MS).await;
        drop(listener);
        answers.take()
    }
}

/// Takes a lock that others may hold as well; answers what releases it.
fn hold(locks: &Object, name: &str) -> Option<Function> {
    let mut release = None;
    let held = Promise::new(&mut |resolve, _reject| release = Some(resolve));
    let options = Object::new();
    Reflect::set(&options, &"mode".into(), &"shared".into()).ok()?;
    let granted = Closure::once_into_js(move |_lock: JsValue| held);
    let request = method(locks, "request")?;
    let ended = request
        .call3(locks, &name.into(), &options, &granted)
        .ok()?;
    task::detach(async move {
        // A lock that is refused or taken away leaves the draft to be offered, which loses nothing.
        JsFuture::from(Promise::resolve(&ended)).await.ok();
    });
    release
}

/// The locks that are held anywhere under names that begin so, without that beginning.
async fn held(locks: &Object, prefix: &str) -> Option<Vec<String>> {
    let answer = method(locks, "query")?.call0(locks).ok()?;
    let answer = JsFuture::from(Promise::resolve(&answer)).await.ok()?;
    let held = Reflect::get(&answer, &"held".into()).ok()?;
    let held = Array::from(&held);
    let names = held.iter().filter_map(|lock| {
        let name = Reflect::get(&lock, &"name".into()).ok()?.as_string()?;
        Some(name.strip_prefix(prefix)?.to_owned())
    });
    Some(names.collect())
}

fn method(object: &Object, name: &str) -> Option<Function> {
    let method = Reflect::get(object, &name.into()).ok()?;
    method.dyn_into().ok()
}
