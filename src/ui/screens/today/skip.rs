//! Skip what is due with a customer, and say why; pause a customer until a day.

use std::rc::Rc;

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};

use super::quick::Then;
use crate::app::commands::customers::BulkEdit;
use crate::app::commands::{Command, Rejection};
use crate::domain::id::CustomerId;
use crate::ui::context::{use_desk, use_texts, use_today};
use crate::ui::hooks::{DraftPlace, use_draft, use_form, use_run, use_selector};
use crate::ui::kit::text::shown;
use crate::ui::kit::{Chip, Chips, DialogFrame, Field};
use crate::ui::screens::customer::until::UntilDialog;

/// The form's name among the drafts.
pub(crate) const FORM: &str = "skip";

/// Until when a skip can hold.
const UNTIL: [Then; 3] = [Then::Tomorrow, Then::ThreeDays, Then::NextWeek];

/// Properties of [`SkipDialog`] and [`PauseDialog`].
#[derive(Properties, PartialEq)]
pub(crate) struct OfCustomerProps {
    /// With whom.
    pub(crate) customer: CustomerId,
}

/// The form, which is also its draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct SkipForm {
    /// Which of the reasons that are offered.
    reason: Option<usize>,
    words: String,
    until: usize,
}

/// Skips what is due until a day, tomorrow unless another is chosen.
#[component]
pub(crate) fn SkipDialog(props: &OfCustomerProps) -> Html {
    let texts = use_texts();
    let today = use_today();
    let customer = props.customer;
    let form = use_state_eq(|| Rc::new(SkipForm::default()));
    let place = DraftPlace {
        form: FORM,
        id: customer.0,
    };
    use_draft(place, &form, true, |form: &SkipForm| {
        !form.words.trim().is_empty()
    });
    let dialog = use_form::<()>(place);
    let name = use_selector(customer, |model, id| {
        model
            .customer(*id)
            .map(|one| one.name.clone())
            .unwrap_or_default()
    });
    let edit = {
        let (form, dialog) = (form.clone(), dialog.clone());
        move |set: Box<dyn FnOnce(&mut SkipForm)>| {
            let mut next = (*form.newest()).as_ref().clone();
            set(&mut next);
            dialog.typed();
            form.set(Rc::new(next));
        }
    };
    let choose = |set: fn(&mut SkipForm, Option<usize>)| {
        let edit = edit.clone();
        Callback::from(move |chosen| edit(Box::new(move |form| set(form, chosen))))
    };
    let type_words = {
        let edit = edit.clone();
        Callback::from(move |text: String| edit(Box::new(move |form| form.words = text)))
    };
    let reasons = texts.work().skip_reasons;
    let submit = {
        let (form, dialog) = (form.clone(), dialog.clone());
        Callback::from(move |()| {
            let form = form.newest();
            let chosen = form.reason.and_then(|nth| reasons.get(nth)).copied();
            let words = Some(form.words.trim()).filter(|words| !words.is_empty());
            let reason: Vec<&str> = chosen.into_iter().chain(words).collect();
            let until = UNTIL.get(form.until).and_then(|then| then.date(today));
            match until {
                Some(until) => dialog.save(
                    Command::Skip {
                        customer,
                        until,
                        reason: reason.join(" · "),
                    },
                    place.holding(&**form),
                    |_done| (),
                ),
                None => dialog.refuse(Rejection::DatePassed),
            }
        })
    };
    html! {
        <DialogFrame
            heading={(texts.work().skip_title)(&shown(&name))}
            close={dialog.close()}
            {submit}
            submit_label={texts.customers().skip}
            busy={dialog.is_busy()}
            class="small"
        >
            {dialog.trouble(|_why| true)}
            <Chips
                name="skip-reason"
                legend={texts.work().skip_why}
                chips={reasons.map(Chip::new).to_vec()}
                chosen={form.reason}
                choose={choose(|form, chosen| form.reason = chosen)}
                optional=true
            />
            <Field
                id="skip-words"
                label={texts.work().skip_words}
                placeholder={texts.settings().optional}
                value={form.words.clone()}
                change={type_words}
                autofocus=true
            />
            <Chips
                name="skip-until"
                legend={texts.work().skip_until}
                chips={UNTIL.map(|then| Chip::new(then.word(texts))).to_vec()}
                chosen={Some(form.until)}
                choose={choose(|form, chosen| form.until = chosen.unwrap_or(0))}
            />
        </DialogFrame>
    }
}

/// Pauses a customer until a day.
#[component]
pub(crate) fn PauseDialog(props: &OfCustomerProps) -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let run = use_run();
    let close = desk.open.reform(|()| None);
    let choose = {
        let (close, customer) = (close.clone(), props.customer);
        Callback::from(move |until| {
            close.emit(());
            run.emit(Command::EditCustomers {
                ids: vec![customer],
                edit: BulkEdit::PauseUntil(Some(until)),
            });
        })
    };
    html! {
        <UntilDialog
            heading={texts.customers().pause_title}
            hint={texts.customers().pause_hint}
            {close}
            {choose}
        />
    }
}
