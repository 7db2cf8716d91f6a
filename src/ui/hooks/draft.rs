//! Keep what is being typed, so that a crash or a closed tab loses none of it.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use yew::prelude::*;

use crate::app::ports::StoredDraft;
use crate::ui::context::{Book, use_book, use_forms};
use crate::ui::kit::task;

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
    use_effect_with((), {
        let (book, form, found) = (book.clone(), form.setter(), found.setter());
        move |()| {
            let open = forms.open(&place.name());
            if goes_on {
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
                        .and_then(|draft| serde_json::from_str(&draft.text).ok());
                    found.set(match kept {
                        Some(kept) => {
                            form.set(Rc::new(kept));
                            Found::Restored
                        }
                        None => Found::Nothing,
                    });
                });
            }
            move || drop(open)
        }
    });
    let was_kept = use_mut_ref(|| goes_on);
    use_effect_with(((**form).clone(), *found), {
        let book = book.clone();
        move |(form, found)| {
            let is_worth_keeping = is_worth_keeping(form);
            let timer = if *found == Found::Unknown {
                None
            } else if is_worth_keeping {
                let form = form.clone();
                Some(Timeout::new(AFTER_MS, move || {
                    was_kept.replace(true);
                    task::start(async move {
                        let draft = place.holding(&*form);
                        // A draft is a safety net: where it cannot be kept, the form still holds it.
                        book.store().save_draft(&draft).await.ok();
                    });
                }))
            } else {
                if was_kept.replace(false) {
                    forget_draft(&book, place);
                }
                None
            };
            move || drop(timer)
        }
    });
    *found
}

/// Forgets a draft that was saved or discarded.
pub fn forget_draft(book: &Book, place: DraftPlace) {
    let book = book.clone();
    task::start(async move {
        // A draft left behind is offered again at the next start, where it can be discarded.
        book.store().remove_draft(place.form, place.id).await.ok();
    });
}
