//! Note a need or a promise by hand, or edit one.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::commands::{Command, Rejection};
use crate::domain::id::{CustomerId, NeedId, PromiseId};
use crate::domain::need::{Need, NeedDraft, NeedKind};
use crate::domain::promise::{Promise, PromiseDraft, Side};
use crate::i18n::{Language, describe_needs};
use crate::ui::context::{Dialog, use_book, use_language, use_texts};
use crate::ui::hooks::{DraftPlace, Form, Found, use_draft, use_form, use_selector};
use crate::ui::kit::{Chip, Chips, DialogFrame, Field, RestoredNotice, SelectField};
use crate::ui::screens::log::parse_date;

/// The name of the form of a need among the drafts; the draft bears the need's id, or for a new one
/// the customer's.
pub const NEED_FORM: &str = "need";
/// The name of the form of a promise among the drafts; its draft bears such an id too.
pub const PROMISE_FORM: &str = "promise";

/// Properties of [`NeedDialog`].
#[derive(Properties, PartialEq)]
pub struct NeedDialogProps {
    /// Whose need it is.
    pub customer: CustomerId,
    /// Which need to edit; a new one where it is absent.
    pub edits: Option<NeedId>,
}

/// The fields of a need as they are typed, and the draft of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct NeedForm {
    customer: String,
    edits: Option<String>,
    kind: String,
    words: String,
    shown_words: String,
    resource: String,
}

impl NeedForm {
    fn kind(&self) -> NeedKind {
        NeedKind::from_code(&self.kind).unwrap_or(NeedKind::Other)
    }

    fn has_words(&self) -> bool {
        !self.words.trim().is_empty() && self.words != self.shown_words
    }
}

/// Whose a draft is, its first words, and the dialog in which it goes on; `None` where nothing was typed.
pub(crate) fn need_draft(text: &str) -> Option<(CustomerId, String, Dialog)> {
    let form: NeedForm = crate::records::from_json(text).ok()?;
    let edits = form.edits.as_deref().and_then(|id| id.parse().ok());
    let customer = form.customer.parse().ok()?;
    let dialog = Dialog::Need(customer, edits);
    let words = form.words.chars().take(80).collect();
    form.has_words().then_some((customer, words, dialog))
}

/// The form of a need.
#[component]
pub fn NeedDialog(props: &NeedDialogProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let customer = props.customer;
    let base: Rc<Option<Arc<Need>>> = use_memo((), |()| {
        let model = book.model();
        props.edits.and_then(|id| model.need(id).cloned())
    });
    let resources = use_selector((), |model, ()| {
        let names = model.settings().resources.iter();
        names.map(|one| one.name.clone()).collect::<Vec<_>>()
    });
    let first = || {
        let shown = (*base).as_deref();
        let words = shown.map(|need| need.words.clone()).unwrap_or_default();
        Rc::new(NeedForm {
            customer: customer.to_string(),
            edits: props.edits.map(|id| id.to_string()),
            kind: shown
                .map_or(NeedKind::Product, |need| need.kind)
                .code()
                .to_owned(),
            shown_words: words.clone(),
            words,
            resource: shown.map(|need| need.resource.clone()).unwrap_or_default(),
        })
    };
    let state = use_state_eq(first);
    let place = DraftPlace {
        form: NEED_FORM,
        id: props.edits.map_or(customer.0, |id| id.0),
    };
    let found = use_draft(place, &state, true, NeedForm::has_words);
    let dialog = use_form::<()>(place);
    let edit = editor(&state, &dialog);
    let submit = {
        let (state, base, dialog) = (state.clone(), base.clone(), dialog.clone());
        Callback::from(move |()| {
            let form = state.newest();
            let draft = NeedDraft {
                kind: form.kind(),
                words: form.words.trim().to_owned(),
                resource: form.resource.clone(),
            };
            let command = match &*base {
                Some(before) => Command::EditNeed {
                    before: before.clone(),
                    after: Box::new(Need {
                        kind: draft.kind,
                        words: draft.words,
                        resource: draft.resource,
                        ..(**before).clone()
                    }),
                },
                None => Command::OpenNeed {
                    customer,
                    came_up_in: None,
                    need: draft,
                },
            };
            dialog.save(command, place.holding(&**form), |_done| ());
        })
    };
    let heading = if props.edits.is_some() {
        texts.needs().edit_need
    } else {
        texts.needs().add_need
    };
    html! {
        <DialogFrame {heading} close={dialog.close()} {submit} busy={dialog.is_busy()} class="small">
            {restored(found, state.has_words(), &state, &first())}
            {dialog.trouble(|_why| true)}
            <SelectField
                id="need-kind"
                label={texts.needs().kind}
                options={kind_options(language)}
                value={state.kind.clone()}
                change={edit(|form, code| form.kind = code)}
            />
            <Field
                id="need-words"
                kind="textarea"
                label={texts.needs().words}
                value={state.words.clone()}
                change={edit(|form, text| form.words = text)}
                autofocus=true
            />
            <SelectField
                id="need-resource"
                label={texts.needs().resource}
                options={resource_options(language, &resources, &state.resource)}
                value={state.resource.clone()}
                change={edit(|form, name| form.resource = name)}
            />
        </DialogFrame>
    }
}

/// The kinds of need: code and word.
pub(crate) fn kind_options(language: Language) -> Vec<(String, String)> {
    NeedKind::ALL
        .map(|kind| {
            let word = describe_needs::need_kind(language, kind);
            (kind.code().to_owned(), word.to_owned())
        })
        .to_vec()
}

/// The sides of a promise: code and word.
pub(crate) fn side_options(language: Language) -> Vec<(String, String)> {
    Side::ALL
        .map(|side| {
            let word = describe_needs::side(language, side);
            (side.code().to_owned(), word.to_owned())
        })
        .to_vec()
}

/// The resources, and the one that was chosen before it was removed.
pub(crate) fn resource_options(
    language: Language,
    resources: &[String],
    chosen: &str,
) -> Vec<(String, String)> {
    let nothing = language.texts().common.nothing.to_owned();
    let mut options = vec![(String::new(), nothing)];
    options.extend(resources.iter().map(|name| (name.clone(), name.clone())));
    if !options.iter().any(|(name, _)| name == chosen) {
        options.push((chosen.to_owned(), chosen.to_owned()));
    }
    options
}

/// Sets one field of a form.
fn editor<T: Clone + PartialEq + 'static>(
    state: &UseStateHandle<Rc<T>>,
    dialog: &Form<()>,
) -> impl Fn(fn(&mut T, String)) -> Callback<String> {
    let (state, dialog) = (state.clone(), dialog.clone());
    move |set| {
        let (state, dialog) = (state.clone(), dialog.clone());
        Callback::from(move |text: String| {
            let mut next = (*state.newest()).as_ref().clone();
            set(&mut next, text);
            dialog.typed();
            state.set(Rc::new(next));
        })
    }
}

fn restored<T: PartialEq + 'static>(
    found: Found,
    has_words: bool,
    state: &UseStateHandle<Rc<T>>,
    first: &Rc<T>,
) -> Html {
    if found != Found::Restored || !has_words {
        return Html::default();
    }
    let (state, first) = (state.setter(), first.clone());
    let afresh = Callback::from(move |()| state.set(first.clone()));
    html! { <RestoredNotice {afresh} /> }
}

/// Properties of [`PromiseDialog`].
#[derive(Properties, PartialEq)]
pub struct PromiseDialogProps {
    /// To or of whom.
    pub customer: CustomerId,
    /// Which promise to edit; a new one where it is absent.
    pub edits: Option<PromiseId>,
}

/// The fields of a promise as they are typed, and the draft of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PromiseForm {
    customer: String,
    edits: Option<String>,
    side: String,
    words: String,
    shown_words: String,
    due: String,
}

impl PromiseForm {
    fn side(&self) -> Side {
        Side::from_code(&self.side).unwrap_or(Side::Ours)
    }

    fn has_words(&self) -> bool {
        !self.words.trim().is_empty() && self.words != self.shown_words
    }
}

/// Whose a draft is, its first words, and the dialog in which it goes on; `None` where nothing was typed.
pub(crate) fn promise_draft(text: &str) -> Option<(CustomerId, String, Dialog)> {
    let form: PromiseForm = crate::records::from_json(text).ok()?;
    let edits = form.edits.as_deref().and_then(|id| id.parse().ok());
    let customer = form.customer.parse().ok()?;
    let dialog = Dialog::Promise(customer, edits);
    let words = form.words.chars().take(80).collect();
    form.has_words().then_some((customer, words, dialog))
}

/// The form of a promise.
#[component]
pub fn PromiseDialog(props: &PromiseDialogProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let customer = props.customer;
    let base: Rc<Option<Arc<Promise>>> = use_memo((), |()| {
        let model = book.model();
        props.edits.and_then(|id| model.promise(id).cloned())
    });
    let first = || {
        let shown = (*base).as_deref();
        let words = shown.map(|one| one.words.clone()).unwrap_or_default();
        let due = shown.and_then(|one| one.due_on);
        Rc::new(PromiseForm {
            customer: customer.to_string(),
            edits: props.edits.map(|id| id.to_string()),
            side: shown.map_or(Side::Ours, |one| one.side).code().to_owned(),
            shown_words: words.clone(),
            words,
            due: due.map(|due| due.to_string()).unwrap_or_default(),
        })
    };
    let state = use_state_eq(first);
    let place = DraftPlace {
        form: PROMISE_FORM,
        id: props.edits.map_or(customer.0, |id| id.0),
    };
    let found = use_draft(place, &state, true, PromiseForm::has_words);
    let dialog = use_form::<()>(place);
    let edit = editor(&state, &dialog);
    let submit = {
        let (state, base, dialog) = (state.clone(), base.clone(), dialog.clone());
        Callback::from(move |()| {
            let form = state.newest();
            let due_on = parse_date(&form.due);
            if due_on.is_none() && !form.due.trim().is_empty() {
                return dialog.point_out(());
            }
            if form.words.trim().is_empty() {
                return dialog.refuse(Rejection::NothingSaid);
            }
            let draft = PromiseDraft {
                side: form.side(),
                words: form.words.trim().to_owned(),
                due_on,
            };
            let command = match &*base {
                Some(before) => Command::EditPromise {
                    before: before.clone(),
                    after: Box::new(Promise {
                        side: draft.side,
                        words: draft.words,
                        due_on: draft.due_on,
                        ..(**before).clone()
                    }),
                },
                None => Command::NotePromise {
                    customer,
                    given_in: None,
                    promise: draft,
                },
            };
            dialog.save(command, place.holding(&**form), |_done| ());
        })
    };
    let choose = {
        let set = edit(|form, code| form.side = code);
        Callback::from(move |index: Option<usize>| {
            let side = index.and_then(|index| Side::ALL.get(index));
            set.emit(side.map(|side| side.code().to_owned()).unwrap_or_default());
        })
    };
    let heading = if props.edits.is_some() {
        texts.needs().edit_promise
    } else {
        texts.needs().add_promise
    };
    html! {
        <DialogFrame {heading} close={dialog.close()} {submit} busy={dialog.is_busy()} class="small">
            {restored(found, state.has_words(), &state, &first())}
            {dialog.trouble(|why| *why != Rejection::NothingSaid)}
            <Chips
                name="promise-side"
                legend={texts.needs().side}
                chips={Side::ALL.map(|side| Chip::new(describe_needs::side(language, side))).to_vec()}
                chosen={Side::ALL.iter().position(|side| *side == state.side())}
                {choose}
            />
            <Field
                id="promise-words"
                kind="textarea"
                label={texts.needs().words}
                value={state.words.clone()}
                change={edit(|form, text| form.words = text)}
                error={dialog.says(&Rejection::NothingSaid)}
                autofocus=true
            />
            <Field
                id="promise-due"
                kind="date"
                label={texts.needs().due}
                value={state.due.clone()}
                change={edit(|form, text| form.due = text)}
                error={dialog.wrong().map(|()| AttrValue::from(texts.log.bad_date))}
            />
        </DialogFrame>
    }
}
