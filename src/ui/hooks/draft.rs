//! Keep what is being typed, so that a crash or a closed tab loses none of it.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ui::prelude::*;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::app::ports::StoredDraft;
use crate::ui::context::{Book, use_book, use_forms};
use crate::ui::kit::task;
use crate::web::dom;

/// How long after the last key a draft is kept, in milliseconds.
const AFTER_MS: u32 = 300;

/// Where a form's draft is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftPlace {
    /// The form's name among the drafts.
    pub form: &'static str,
    /// Which draft of the form: the id of the record it edits, or a new one.
    pub id: Uuid,
}

impl DraftPlace {
    /// The name under which other tabs know that its form is open.
    pub fn name(self) -> String {
        format!("{}:{}", self.form, self.id)
    }

    /// What is kept of a form that stands so.
    pub fn holding(self, form: &impl Serialize) -> StoredDraft {
        StoredDraft {
            form: self.form.to_owned(),
            id: self.id,
            text: serde_json::to_string(form).unwrap_or_default(),
        }
    }
}

/// What the forms of this tab hold that is worth keeping and neither saved nor discarded.
#[derive(Default)]
pub struct Typing {
    forms: RefCell<Vec<(DraftPlace, Held)>>,
    watchers: RefCell<Vec<(u32, Callback<()>)>>,
}

/// What a form holds.
enum Held {
    /// It was typed a moment ago and is not among the drafts yet; answers what is to be kept.
    Typed(Rc<dyn Fn() -> StoredDraft>),
    /// It is among the drafts as it stands.
    Kept,
}

impl Typing {
    /// Whether the form of this place holds something that would be missed.
    pub fn holds(&self, place: DraftPlace) -> bool {
        self.forms.borrow().iter().any(|(held, _)| *held == place)
    }

    /// Calls back whenever drafts came or went, until that number [leaves](Self::leave).
    pub fn watch(&self, watcher: Callback<()>) -> u32 {
        let mut watchers = self.watchers.borrow_mut();
        let number = watchers.last().map_or(0, |(last, _)| last + 1);
        watchers.push((number, watcher));
        number
    }

    /// Ends what [`watch`](Self::watch) began.
    pub fn leave(&self, number: u32) {
        self.watchers.borrow_mut().retain(|(one, _)| *one != number);
    }

    /// Says that drafts came or went.
    pub fn tell(&self) {
        let watchers = self.watchers.borrow().clone();
        for (_, watcher) in watchers {
            watcher.emit(());
        }
    }

    fn hold(&self, place: DraftPlace, held: Held) {
        let mut forms = self.forms.borrow_mut();
        match forms.iter_mut().find(|(one, _)| *one == place) {
            Some((_, before)) => *before = held,
            None => forms.push((place, held)),
        }
    }

    /// What was typed and is not among the drafts yet, which is seen to by whoever asks.
    fn take_typed(&self, place: DraftPlace) -> Option<StoredDraft> {
        let mut forms = self.forms.borrow_mut();
        let (_, held) = forms.iter_mut().find(|(one, _)| *one == place)?;
        match std::mem::replace(held, Held::Kept) {
            Held::Typed(draft) => Some(draft()),
            Held::Kept => None,
        }
    }

    fn let_go(&self, place: DraftPlace) {
        self.forms.borrow_mut().retain(|(one, _)| *one != place);
    }
}

/// Whether a draft was looked for, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Not looked for yet.
    Unknown,
    /// There was none.
    Nothing,
    /// It is in the form now.
    Restored,
}

/// Keeps the form as a draft for as long as it is worth keeping, and where `goes_on` puts one that
/// was kept before into the form.
#[hook]
pub fn use_draft<T, F>(
    place: DraftPlace,
    form: &UseStateHandle<Rc<T>>,
    goes_on: bool,
    is_worth_keeping: F,
) -> Found
where
    T: Serialize + DeserializeOwned + PartialEq + 'static,
    F: Fn(&T) -> bool + 'static,
{
    let book = use_book();
    // A draft to go on with is read once, before anything is written.
    let found = use_state_eq(|| {
        if goes_on {
            Found::Unknown
        } else {
            Found::Nothing
        }
    });
    let forms = use_forms();
    // What another tab keeps in this place is not forgotten because nothing was typed here.
    let was_kept = use_mut_ref(|| false);
    use_effect_with((), {
        let was_kept = was_kept.clone();
        let (book, form, found) = (book.clone(), form.setter(), found.setter());
        move |()| {
            let open = forms.open(&place.name());
            if goes_on {
                let book = book.clone();
                task::start(async move {
                    let drafts = if forms.elsewhere().await.contains(&place.name()) {
                        // It is being typed in another tab at this moment.
                        Vec::new()
                    } else {
                        book.store().drafts().await.unwrap_or_default()
                    };
                    let kept = drafts
                        .into_iter()
                        .find(|draft| draft.form == place.form && draft.id == place.id)
                        .and_then(|draft| crate::records::from_json(&draft.text).ok());
                    found.set(match kept {
                        Some(kept) => {
                            was_kept.replace(true);
                            form.set(Rc::new(kept));
                            Found::Restored
                        }
                        None => Found::Nothing,
                    });
                });
            }
            // A page that is put away or closed may never hear its timers again.
            let keep = {
                let book = book.clone();
                move |_: &Event| keep_typed(&book, place)
            };
            let listeners = (
                dom::document().map(|document| {
                    EventListener::new(&document, "visibilitychange", keep.clone())
                }),
                dom::window().map(|window| EventListener::new(&window, "pagehide", keep)),
            );
            move || {
                drop((open, listeners));
                // Closed before its timer: what was saved or discarded is not held any more.
                keep_typed(&book, place);
                book.typing().let_go(place);
                task::start(async move { book.typing().tell() });
            }
        }
    });
    // Held as it is drawn: on a slow device effects come later, when the form may be closed already.
    let is_held = *use_memo(((**form).clone(), *found), {
        let book = book.clone();
        move |(form, found)| {
            if *found == Found::Unknown {
                return false;
            }
            if is_worth_keeping(form) {
                was_kept.replace(true);
                let form = form.clone();
                let draft = move || place.holding(&*form);
                book.typing().hold(place, Held::Typed(Rc::new(draft)));
                return true;
            }
            if was_kept.replace(false) {
                forget_draft(&book, place);
            }
            false
        }
    });
    use_effect_with(((**form).clone(), is_held), {
        let book = book.clone();
        move |(_, is_held)| {
            let keep = move || keep_typed(&book, place);
            let timer = is_held.then(|| Timeout::new(AFTER_MS, keep));
            move || drop(timer)
        }
    });
    *found
}

/// Keeps what was typed since the form's draft was last kept.
fn keep_typed(book: &Book, place: DraftPlace) {
    if let Some(draft) = book.typing().take_typed(place) {
        let book = book.clone();
        task::start(async move {
            // A draft is a safety net: where it cannot be kept, the form still holds it.
            book.store().save_draft(&draft).await.ok();
            book.typing().tell();
        });
    }
}

/// Forgets a draft that was saved or discarded, and what its form holds.
pub fn forget_draft(book: &Book, place: DraftPlace) {
    book.typing().let_go(place);
    let book = book.clone();
    task::start(async move {
        // A draft left behind is offered again at the next start, where it can be discarded.
        book.store().remove_draft(place.form, place.id).await.ok();
        book.typing().tell();
    });
}
