//! What the dialogs with a form share: sending it, and what is wrong with it.

use crate::ui::prelude::*;

use super::{DraftPlace, Outcome, Sent, forget_draft, notice, use_command};
use crate::app::commands::{Command, Rejection};
use crate::app::ports::{StoreError, StoredDraft};
use crate::app::service::{Done, Refused};
use crate::i18n::{Language, describe};
use crate::ui::context::{Book, Desk, Toast, use_book, use_desk, use_language};
use crate::ui::drafts::unfinished;
use crate::ui::kit::Icon;

/// The state of a form besides what was typed. `E` names what can be wrong with its fields.
#[derive(Clone, PartialEq)]
pub struct Form<E> {
    wrong: UseStateHandle<Option<E>>,
    rejection: UseStateHandle<Option<Rejection>>,
    failure: UseStateHandle<Option<StoreError>>,
    is_busy: UseStateHandle<bool>,
    place: DraftPlace,
    book: Book,
    desk: Desk,
    language: Language,
    send: Callback<Sent>,
}

impl<E: Copy + PartialEq + 'static> Form<E> {
    /// What is wrong with a field.
    pub fn wrong(&self) -> Option<E> {
        *self.wrong
    }

    /// Why the command was refused.
    pub fn rejection(&self) -> Option<&Rejection> {
        self.rejection.as_ref()
    }

    /// Whether it is being saved.
    pub fn is_busy(&self) -> bool {
        *self.is_busy
    }

    /// Something was typed: what was wrong may be right now.
    pub fn typed(&self) {
        self.wrong.set(None);
        self.rejection.set(None);
        self.failure.set(None);
    }

    /// Says what is wrong with a field.
    pub fn point_out(&self, wrong: E) {
        self.wrong.set(Some(wrong));
    }

    /// Says why it cannot be done.
    pub fn refuse(&self, why: Rejection) {
        self.rejection.set(Some(why));
    }

    /// The sentence for a reason, where it was refused for just that.
    pub fn says(&self, reason: &Rejection) -> Option<AttrValue> {
        (self.rejection() == Some(reason))
            .then(|| AttrValue::from(describe::rejection(self.language, reason)))
    }

    /// The sentence of a refusal that belongs to no field, or of a write that failed. A notice of the
    /// page would lie below the dialog.
    pub fn trouble(&self, belongs: impl Fn(&Rejection) -> bool) -> Html {
        let refused = self.rejection().filter(|why| belongs(why));
        let sentence = match (refused, &*self.failure) {
            (Some(why), _) => describe::rejection(self.language, why).to_owned(),
            (None, Some(error)) => describe::store_error(self.language, error),
            (None, None) => return Html::default(),
        };
        html! { <p class="error" role="alert">{Icon::Warning.html()}{sentence}</p> }
    }

    /// Closes the dialog; see [`use_closing`].
    pub fn close(&self) -> Callback<()> {
        let form = self.clone();
        Callback::from(move |()| closing(&form.book, &form.desk, form.language, form.place))
    }

    /// Saves: sends the command with what was typed. When it is done the draft is forgotten and the
    /// dialog closed, else what was typed stays.
    pub fn save(&self, command: Command, typed: StoredDraft, then: fn(&Done)) {
        self.is_busy.set(true);
        self.failure.set(None);
        let form = self.clone();
        let outcome = move |outcome: Outcome| {
            form.is_busy.set(false);
            match &outcome {
                Ok(done) => {
                    forget_draft(&form.book, form.place);
                    form.desk.open.emit(None);
                    then(done);
                }
                Err(Refused::Rejected(why)) => return form.refuse(why.clone()),
                Err(Refused::Store(error)) => return form.failure.set(Some(error.clone())),
            }
            form.desk.toast.emit(notice(form.language, &outcome));
        };
        self.send
            .emit((command, Some(typed), Callback::from(outcome)));
    }
}

/// Closes the dialog whose draft is kept at `place`, and says so where it holds what was typed:
/// closing discards nothing, and who wants that finds it in the notice.
#[hook]
pub fn use_closing(place: DraftPlace) -> Callback<()> {
    let (book, desk, language) = (use_book(), use_desk(), use_language());
    Callback::from(move |()| closing(&book, &desk, language, place))
}

fn closing(book: &Book, desk: &Desk, language: Language, place: DraftPlace) {
    if book.typing().holds(place) {
        desk.toast.emit(Toast {
            text: (language.texts().drafts.kept)(unfinished(language, place.form)),
            undo: false,
            kept: Some(place),
            is_error: false,
        });
    }
    desk.open.emit(None);
}

/// The state of the form whose draft is kept at `place`.
#[hook]
pub fn use_form<E: Copy + PartialEq + 'static>(place: DraftPlace) -> Form<E> {
    Form {
        wrong: use_state_eq(|| None),
        rejection: use_state_eq(|| None),
        failure: use_state_eq(|| None),
        is_busy: use_state_eq(|| false),
        place,
        book: use_book(),
        desk: use_desk(),
        language: use_language(),
        send: use_command(),
    }
}
