//! What both sides promised, and by when.

use std::sync::Arc;

use crate::ui::prelude::*;
use chrono::NaiveDate;

use super::owed::{self, Section};
use crate::app::commands::Command;
use crate::app::queries::ledger::promises_of;
use crate::domain::id::{CommunicationId, CustomerId, PromiseId};
use crate::domain::moment::days_between;
use crate::domain::promise::{Promise, PromiseState};
use crate::i18n::describe::Dates;
use crate::i18n::{Language, describe, describe_needs};
use crate::ui::context::{
    Dialog, Speech, use_desk, use_language, use_speech, use_texts, use_today,
};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::keys::{Deed, Place, key_of};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, MenuItem};

/// Properties of [`PromisesOfCustomer`].
#[derive(Properties, PartialEq)]
pub(super) struct PromisesOfCustomerProps {
    /// Whose.
    pub(super) customer: CustomerId,
    /// Shows a record of the timeline.
    pub(super) show_record: Callback<CommunicationId>,
}

/// All promises to and of a customer: the open ones, and behind a line those that are closed.
#[component]
pub(super) fn PromisesOfCustomer(props: &PromisesOfCustomerProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let desk = use_desk();
    let id = props.customer;
    let promises = use_selector(id, |model, id| {
        let ids = promises_of(model, *id);
        let open = ids
            .iter()
            .take_while(|id| model.promise(**id).is_some_and(|one| one.is_open()))
            .count();
        (ids, open)
    });
    let (ids, open) = &*promises;
    Section {
        id: "promises",
        heading: texts.needs().promises,
        add: texts.needs().add_promise,
        key: key_of(Place::Customer, Deed::AddPromise),
        on_add: desk
            .open
            .reform(move |_: MouseEvent| Some(Dialog::Promise(id, None))),
        none: texts.needs().no_promises,
        ids,
        open: *open,
    }
    .html(language, |id| {
        html! {
            <PromiseRow key={id.to_string()} id={*id} show_record={props.show_record.clone()} />
        }
    })
}

/// Properties of [`PromiseRow`].
#[derive(Properties, PartialEq)]
struct PromiseRowProps {
    id: PromiseId,
    show_record: Callback<CommunicationId>,
}

/// One promise.
#[component]
fn PromiseRow(props: &PromiseRowProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let desk = use_desk();
    let run = use_run();
    let today = use_today();
    let promise = use_selector(props.id, |model, id| model.promise(*id).cloned());
    let Some(promise) = &*promise else {
        return Html::default();
    };
    owed::row(
        html! {
            <span class="badge" data-side={promise.side.code()}>
                {describe_needs::side(language, promise.side)}
            </span>
        },
        html! {
            <>
                <p lang={language_of(&promise.words)}>{shown(&describe::quote(&promise.words))}</p>
                {standing(language, speech, promise, today)}
            </>
        },
        html! {
            <>
                {owed::record_button(
                    language, speech, promise.communication, promise.made_on, &props.show_record,
                )}
                {settle(language, promise, today, &run)}
            </>
        },
        (texts.needs().more_for)(&promise.words),
        menu(language, promise, today, &run, &desk.open),
    )
}

/// Until when a promise runs, or what became of it; late ones are marked.
pub(crate) fn standing(
    language: Language,
    speech: Speech,
    promise: &Promise,
    today: NaiveDate,
) -> Html {
    let texts = language.texts().needs();
    let state = describe_needs::promise_state(language, promise.state);
    let words = match promise.state {
        PromiseState::Open => match promise.due_on {
            None => texts.no_day.to_owned(),
            Some(due) if due == today => texts.due_today.to_owned(),
            Some(due) => (texts.by_day)(&speech.day(due)),
        },
        PromiseState::Kept { on } | PromiseState::Broken { on } | PromiseState::Dropped { on } => {
            format!("{state} {}", speech.day(on))
        }
    };
    html! {
        <p class="muted">
            <span>{words}</span>
            if let Some(due) = promise.due_on.filter(|_| promise.is_late(today)) {
                {" "}
                <span class="badge overdue">
                    {(language.texts().today.days_late)(days_between(due, today))}
                </span>
            }
        </p>
    }
}

/// The button that settles a promise, or takes that back.
pub(crate) fn settle(
    language: Language,
    promise: &Arc<Promise>,
    today: NaiveDate,
    run: &Callback<Command>,
) -> Html {
    let texts = language.texts().needs();
    let (word, state) = if promise.is_open() {
        (texts.mark_kept, PromiseState::Kept { on: today })
    } else {
        (texts.reopen, PromiseState::Open)
    };
    owed::state_button(word, run, set_state(promise, state))
}

/// Sets the state of a promise.
pub(crate) fn set_state(promise: &Arc<Promise>, state: PromiseState) -> Command {
    Command::EditPromise {
        before: promise.clone(),
        after: Box::new(Promise {
            state,
            ..(**promise).clone()
        }),
    }
}

/// What else can be done with a promise.
pub(crate) fn menu(
    language: Language,
    promise: &Arc<Promise>,
    today: NaiveDate,
    run: &Callback<Command>,
    open: &Callback<Option<Dialog>>,
) -> Vec<MenuItem> {
    let texts = language.texts().needs();
    let to = |word: &'static str, icon: Icon, state: PromiseState| {
        owed::item(word, icon, run, set_state(promise, state))
    };
    let dialog = Dialog::Promise(promise.customer, Some(promise.id));
    let mut items = vec![owed::edit_item(language, open, dialog)];
    if promise.is_open() {
        let (broken, dropped) = (
            PromiseState::Broken { on: today },
            PromiseState::Dropped { on: today },
        );
        items.push(to(texts.broken, Icon::Warning, broken));
        items.push(to(texts.drop, Icon::Close, dropped));
    }
    items
}
