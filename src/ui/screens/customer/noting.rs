//! Note a need or a promise by hand, or edit one: two forms over one draft.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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

/// The fields of a need or a promise as they are typed, and the draft of them. A form leaves those
/// of the other empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Noting {
    customer: String,
    edits: Option<String>,
    words: String,
    shown_words: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    resource: String,
    #[serde(default)]
    side: String,
    #[serde(default)]
    due: String,
}

impl Noting {
    /// The form of a customer before anything is typed: with the words of what is edited, if any is.
    fn begun(customer: CustomerId, edits: Option<String>, words: Option<&String>) -> Self {
        let words = words.cloned().unwrap_or_default();
        Self {
            customer: customer.to_string(),
            edits,
            shown_words: words.clone(),
            words,
            ..Self::default()
        }
    }

    fn kind(&self) -> NeedKind {
        NeedKind::from_code(&self.kind).unwrap_or(NeedKind::Other)
    }

    fn side(&self) -> Side {
        Side::from_code(&self.side).unwrap_or(Side::Ours)
    }

    fn has_words(&self) -> bool {
        !self.words.trim().is_empty() && self.words != self.shown_words
    }
}

/// The first words of a draft, whose it is, and what it edits; `None` where nothing was typed.
fn kept(text: &str) -> Option<(String, CustomerId, Option<String>)> {
    let form: Noting = crate::records::from_json(text).ok()?;
    let words = form.words.chars().take(80).collect();
    let customer = form.customer.parse().ok()?;
    form.has_words().then_some((words, customer, form.edits))
}

/// Whose the draft of a need is, its first words, and the dialog in which it goes on.
pub(crate) fn need_draft(text: &str) -> Option<(CustomerId, String, Dialog)> {
    let (words, customer, edits) = kept(text)?;
    let edits = edits.and_then(|id| id.parse().ok());
    Some((customer, words, Dialog::Need(customer, edits)))
}

/// Whose the draft of a promise is, its first words, and the dialog in which it goes on.
pub(crate) fn promise_draft(text: &str) -> Option<(CustomerId, String, Dialog)> {
    let (words, customer, edits) = kept(text)?;
    let edits = edits.and_then(|id| id.parse().ok());
    Some((customer, words, Dialog::Promise(customer, edits)))
}

/// What both forms work with.
struct Sheet {
    place: DraftPlace,
    first: Rc<Noting>,
    state: UseStateHandle<Rc<Noting>>,
    found: Found,
    dialog: Form<()>,
}

#[hook]
fn use_noting(place: DraftPlace, first: Rc<Noting>) -> Sheet {
    let state = use_state_eq(|| first.clone());
    let found = use_draft(place, &state, true, Noting::has_words);
    let dialog = use_form::<()>(place);
    Sheet {
        place,
        first,
        state,
        found,
        dialog,
    }
}

impl Sheet {
    /// Sets one field.
    fn edit(&self, set: fn(&mut Noting, String)) -> Callback<String> {
        let (state, dialog) = (self.state.clone(), self.dialog.clone());
        Callback::from(move |text: String| {
            let mut next = (*state.newest()).as_ref().clone();
            set(&mut next, text);
            dialog.typed();
            state.set(Rc::new(next));
        })
    }

    /// Saves what `decide` makes of the fields, where it makes anything.
    fn submit(
        &self,
        decide: impl Fn(&Noting, &Form<()>) -> Option<Command> + 'static,
    ) -> Callback<()> {
        let (place, state, dialog) = (self.place, self.state.clone(), self.dialog.clone());
        Callback::from(move |()| {
            let form = state.newest();
            if let Some(command) = decide(&form, &dialog) {
                dialog.save(command, place.holding(&**form), |_done| ());
            }
        })
    }

    fn words(&self, id: &'static str, language: Language, error: Option<AttrValue>) -> Html {
        html! {
            <Field
                {id}
                kind="textarea"
                label={language.texts().needs().words}
                value={self.state.words.clone()}
                change={self.edit(|form, text| form.words = text)}
                {error}
                autofocus=true
            />
        }
    }

    fn frame(&self, heading: &'static str, submit: Callback<()>, fields: Html) -> Html {
        let dialog = &self.dialog;
        let is_restored = self.found == Found::Restored && self.state.has_words();
        let (state, first) = (self.state.setter(), self.first.clone());
        let afresh = Callback::from(move |()| state.set(first.clone()));
        html! {
            <DialogFrame {heading} close={dialog.close()} {submit} busy={dialog.is_busy()} class="small">
                if is_restored {
                    <RestoredNotice {afresh} />
                }
                {dialog.trouble(|why| *why != Rejection::NothingSaid)}
                {fields}
            </DialogFrame>
        }
    }
}

/// Properties of [`NeedDialog`].
#[derive(Properties, PartialEq)]
pub struct NeedDialogProps {
    /// Whose need it is.
    pub customer: CustomerId,
    /// Which need to edit; a new one where it is absent.
    pub edits: Option<NeedId>,
}

/// The form of a need.
#[component]
pub fn NeedDialog(props: &NeedDialogProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let (customer, edits) = (props.customer, props.edits);
    let base: Rc<Option<Arc<Need>>> = use_memo((), |()| {
        let model = book.model();
        edits.and_then(|id| model.need(id).cloned())
    });
    let resources = use_selector((), |model, ()| {
        let names = model.settings().resources.iter();
        names.map(|one| one.name.clone()).collect::<Vec<_>>()
    });
    let shown = (*base).as_deref();
    let kind = shown.map_or(NeedKind::Product, |need| need.kind);
    let sheet = use_noting(
        place(NEED_FORM, customer, edits.map(|id| id.0)),
        Rc::new(Noting {
            kind: kind.code().to_owned(),
            resource: shown.map(|need| need.resource.clone()).unwrap_or_default(),
            ..Noting::begun(
                customer,
                edits.map(|id| id.to_string()),
                shown.map(|need| &need.words),
            )
        }),
    );
    let submit = sheet.submit({
        let base = base.clone();
        move |form, _dialog| {
            let draft = NeedDraft {
                kind: form.kind(),
                words: form.words.trim().to_owned(),
                resource: form.resource.clone(),
            };
            Some(match &*base {
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
            })
        }
    });
    let heading = if edits.is_some() {
        texts.needs().edit_need
    } else {
        texts.needs().add_need
    };
    let state = &sheet.state;
    let fields = html! {
        <>
            <SelectField
                id="need-kind"
                label={texts.needs().kind}
                options={kind_options(language)}
                value={state.kind.clone()}
                change={sheet.edit(|form, code| form.kind = code)}
            />
            {sheet.words("need-words", language, sheet.dialog.says(&Rejection::NothingSaid))}
            <SelectField
                id="need-resource"
                label={texts.needs().resource}
                options={resource_options(language, &resources, &state.resource)}
                value={state.resource.clone()}
                change={sheet.edit(|form, name| form.resource = name)}
            />
        </>
    };
    sheet.frame(heading, submit, fields)
}

/// The place of a draft: of what is edited, or of the customer for whom it is new.
fn place(form: &'static str, customer: CustomerId, edits: Option<Uuid>) -> DraftPlace {
    DraftPlace {
        form,
        id: edits.unwrap_or(customer.0),
    }
}

/// Properties of [`PromiseDialog`].
#[derive(Properties, PartialEq)]
pub struct PromiseDialogProps {
    /// To or of whom.
    pub customer: CustomerId,
    /// Which promise to edit; a new one where it is absent.
    pub edits: Option<PromiseId>,
}

/// The form of a promise.
#[component]
pub fn PromiseDialog(props: &PromiseDialogProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let (customer, edits) = (props.customer, props.edits);
    let base: Rc<Option<Arc<Promise>>> = use_memo((), |()| {
        let model = book.model();
        edits.and_then(|id| model.promise(id).cloned())
    });
    let shown = (*base).as_deref();
    let side = shown.map_or(Side::Ours, |one| one.side);
    let due = shown.and_then(|one| one.due_on);
    let sheet = use_noting(
        place(PROMISE_FORM, customer, edits.map(|id| id.0)),
        Rc::new(Noting {
            side: side.code().to_owned(),
            due: due.map(|due| due.to_string()).unwrap_or_default(),
            ..Noting::begun(
                customer,
                edits.map(|id| id.to_string()),
                shown.map(|one| &one.words),
            )
        }),
    );
    let submit = sheet.submit({
        let base = base.clone();
        move |form, dialog| {
            let due_on = parse_date(&form.due);
            if due_on.is_none() && !form.due.trim().is_empty() {
                dialog.point_out(());
                return None;
            }
            if form.words.trim().is_empty() {
                dialog.refuse(Rejection::NothingSaid);
                return None;
            }
            let draft = PromiseDraft {
                side: form.side(),
                words: form.words.trim().to_owned(),
                due_on,
            };
            Some(match &*base {
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
            })
        }
    });
    let choose = {
        let set = sheet.edit(|form, code| form.side = code);
        Callback::from(move |index: Option<usize>| {
            let side = index.and_then(|index| Side::ALL.get(index));
            set.emit(side.map(|side| side.code().to_owned()).unwrap_or_default());
        })
    };
    let heading = if edits.is_some() {
        texts.needs().edit_promise
    } else {
        texts.needs().add_promise
    };
    let (state, dialog) = (&sheet.state, &sheet.dialog);
    let fields = html! {
        <>
            <Chips
                name="promise-side"
                legend={texts.needs().side}
                chips={Side::ALL.map(|side| Chip::new(describe_needs::side(language, side))).to_vec()}
                chosen={Side::ALL.iter().position(|side| *side == state.side())}
                {choose}
            />
            {sheet.words("promise-words", language, dialog.says(&Rejection::NothingSaid))}
            <Field
                id="promise-due"
                kind="date"
                label={texts.needs().due}
                value={state.due.clone()}
                change={sheet.edit(|form, text| form.due = text)}
                error={dialog.wrong().map(|()| AttrValue::from(texts.log.bad_date))}
            />
        </>
    };
    sheet.frame(heading, submit, fields)
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
