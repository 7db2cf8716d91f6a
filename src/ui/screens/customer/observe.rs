//! Note how loyal a customer proved, or edit such a number.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};

use super::rate::{editor, restored};
use crate::app::commands::{Command, Rejection};
use crate::domain::decimal::Decimal;
use crate::domain::fold::fold;
use crate::domain::id::{CustomerId, ObservationId};
use crate::domain::rating::{Observation, ObservationDraft};
use crate::ui::context::{Dialog, use_book, use_language, use_today};
use crate::ui::hooks::{DraftPlace, use_draft, use_form, use_selector};
use crate::ui::kit::text::shown;
use crate::ui::kit::{DialogFrame, Field};
use crate::ui::screens::log::parse_date;

/// The form's name among the drafts; the draft bears the number's id, or for a new one the
/// customer's.
pub const FORM: &str = "observe";

/// Properties of [`ObserveDialog`].
#[derive(Properties, PartialEq)]
pub struct ObserveDialogProps {
    /// Whose loyalty it is.
    pub customer: CustomerId,
    /// Which number to edit; a new one where it is absent.
    pub edits: Option<ObservationId>,
}

/// The fields as they are typed, and the draft of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct ObserveForm {
    customer: String,
    edits: Option<String>,
    number: String,
    note: String,
    /// Number and note as the form showed them first.
    shown: (String, String),
    date: String,
}

impl ObserveForm {
    fn is_worth_keeping(&self) -> bool {
        let is_empty = self.number.trim().is_empty() && self.note.trim().is_empty();
        let (number, note) = &self.shown;
        !is_empty && (self.number != *number || self.note != *note)
    }
}

/// What can be wrong with the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldError {
    Number,
    Date,
}

/// Whose a draft is, its first words, and the dialog in which it goes on; `None` where nothing was
/// typed.
pub(crate) fn draft(text: &str) -> Option<(CustomerId, String, Dialog)> {
    let form: ObserveForm = crate::records::from_json(text).ok()?;
    if !form.is_worth_keeping() {
        return None;
    }
    let edits = form.edits.as_deref().and_then(|id| id.parse().ok());
    let customer = form.customer.parse().ok()?;
    let dialog = Dialog::Observe(customer, edits);
    let words = format!("{} {}", form.number.trim(), form.note.trim());
    Some((customer, words.trim().chars().take(80).collect(), dialog))
}

/// The form of an observed loyalty.
#[component]
pub fn ObserveDialog(props: &ObserveDialogProps) -> Html {
    let language = use_language();
    let texts = language.texts();
    let book = use_book();
    let today = use_today();
    let customer = props.customer;
    let base: Rc<Option<Arc<Observation>>> = use_memo((), |()| {
        let model = book.model();
        props.edits.and_then(|id| model.observation(id).cloned())
    });
    let name = use_selector(customer, |model, id| {
        let customer = model.customer(*id);
        customer.map(|one| one.name.clone()).unwrap_or_default()
    });
    let first = || {
        let edited = (*base).as_deref();
        let number = edited.map(|one| one.value.to_string()).unwrap_or_default();
        let note = edited.map(|one| one.note.clone()).unwrap_or_default();
        Rc::new(ObserveForm {
            customer: customer.to_string(),
            edits: props.edits.map(|id| id.to_string()),
            shown: (number.clone(), note.clone()),
            number,
            note,
            date: edited.map_or(today, |one| one.on).to_string(),
        })
    };
    let state = use_state_eq(first);
    let place = DraftPlace {
        form: FORM,
        id: props.edits.map_or(customer.0, |id| id.0),
    };
    let found = use_draft(place, &state, true, ObserveForm::is_worth_keeping);
    let dialog = use_form::<FieldError>(place);
    let edit = editor(&state, &dialog);
    let submit = {
        let (state, base, dialog) = (state.clone(), base.clone(), dialog.clone());
        Callback::from(move |()| {
            let form = state.newest();
            let Some(value) = Decimal::parse(fold(&form.number).trim()) else {
                return dialog.point_out(FieldError::Number);
            };
            let Some(on) = parse_date(&form.date) else {
                return dialog.point_out(FieldError::Date);
            };
            let note = form.note.trim().to_owned();
            let command = match &*base {
                Some(before) => Command::EditObservation {
                    before: before.clone(),
                    after: Box::new(Observation {
                        value,
                        on,
                        note,
                        ..(**before).clone()
                    }),
                },
                None => Command::Observe {
                    customer,
                    observation: ObservationDraft { value, on, note },
                },
            };
            dialog.save(command, place.holding(&**form), |_done| ());
        })
    };
    let words = texts.scores();
    let heading = if props.edits.is_some() {
        words.edit_observed.to_owned()
    } else {
        (words.observe)(&shown(&name))
    };
    let wrong = |field: FieldError, words: &'static str, why: &Rejection| {
        let wrong = dialog.wrong() == Some(field);
        let pointed_out = wrong.then_some(AttrValue::Static(words));
        pointed_out.or_else(|| dialog.says(why))
    };
    html! {
        <DialogFrame {heading} close={dialog.close()} {submit} busy={dialog.is_busy()} class="small">
            {restored(found, state.is_worth_keeping(), &state, &first())}
            {dialog.trouble(|why| !matches!(why, Rejection::NumberTooLarge | Rejection::DayToCome))}
            <Field
                id="observe-number"
                label={words.number}
                inputmode="decimal"
                value={state.number.clone()}
                change={edit(|form, text| form.number = text)}
                error={wrong(FieldError::Number, words.bad_number, &Rejection::NumberTooLarge)}
                autofocus=true
            />
            <Field
                id="observe-note"
                label={words.note}
                hint={words.note_hint}
                value={state.note.clone()}
                change={edit(|form, text| form.note = text)}
            />
            <Field
                id="observe-date"
                kind="date"
                label={words.date}
                value={state.date.clone()}
                change={edit(|form, text| form.date = text)}
                error={wrong(FieldError::Date, texts.log.bad_date, &Rejection::DayToCome)}
            />
        </DialogFrame>
    }
}
