//! What the customer wants, and how far it is.

use std::sync::Arc;

use crate::ui::prelude::*;
use chrono::NaiveDate;

use crate::app::commands::Command;
use crate::app::queries::ledger::needs_of;
use crate::domain::id::{CommunicationId, CustomerId, NeedId};
use crate::domain::moment::days_between;
use crate::domain::need::{Need, NeedState};
use crate::i18n::describe::Dates;
use crate::i18n::{Language, describe_needs};
use crate::ui::context::{
    Dialog, Speech, use_desk, use_language, use_speech, use_texts, use_today,
};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, Menu, MenuItem};

/// Properties of [`NeedsOfCustomer`].
#[derive(Properties, PartialEq)]
pub(super) struct NeedsOfCustomerProps {
    /// Whose.
    pub(super) customer: CustomerId,
    /// Shows a record of the timeline.
    pub(super) show_record: Callback<CommunicationId>,
}

/// All needs of a customer: the open ones, and behind a line those that are closed.
#[component]
pub(super) fn NeedsOfCustomer(props: &NeedsOfCustomerProps) -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let id = props.customer;
    let needs = use_selector(id, |model, id| {
        let ids = needs_of(model, *id);
        let open = ids
            .iter()
            .take_while(|id| model.need(**id).is_some_and(|need| need.is_open()))
            .count();
        (ids, open)
    });
    let (ids, open) = &*needs;
    let (open, closed) = ids.split_at(*open);
    let add = desk
        .open
        .reform(move |_: MouseEvent| Some(Dialog::Need(id, None)));
    let rows = |ids: &[NeedId]| {
        html! {
            <ul class="steps-list">
                for id in ids.iter() {
                    <NeedRow key={id.to_string()} id={*id} show_record={props.show_record.clone()} />
                }
            </ul>
        }
    };
    html! {
        <section aria-labelledby="needs">
            <div class="section-head">
                <h2 id="needs">{texts.needs().needs}</h2>
                <button class="btn quiet small" type="button" aria-keyshortcuts="N" onclick={add}>
                    {Icon::Plus.html()}<span>{texts.needs().add_need}</span>
                </button>
            </div>
            if ids.is_empty() {
                <p class="muted">{texts.needs().no_needs}</p>
            } else {
                {rows(open)}
            }
            if !closed.is_empty() {
                <details class="closed">
                    <summary>{Icon::ChevronRight.html()}{(texts.needs().closed)(closed.len())}</summary>
                    {rows(closed)}
                </details>
            }
        </section>
    }
}

/// Properties of [`NeedRow`].
#[derive(Properties, PartialEq)]
struct NeedRowProps {
    id: NeedId,
    show_record: Callback<CommunicationId>,
}

/// One need.
#[component]
fn NeedRow(props: &NeedRowProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let desk = use_desk();
    let run = use_run();
    let today = use_today();
    let need = use_selector(props.id, |model, id| model.need(*id).cloned());
    let Some(need) = &*need else {
        return Html::default();
    };
    let kind = describe_needs::need_kind(language, need.kind);
    let record = need.opened_by.map(|record| {
        let show = props.show_record.reform(move |_: MouseEvent| record);
        let words = (texts.needs().came_up_on)(&speech.day(need.opened_on));
        html! {
            <button class="btn quiet small icon-only" type="button" title={words.clone()} aria-label={words} onclick={show}>
                {Icon::Communications.html()}
            </button>
        }
    });
    html! {
        <li class="step owed">
            <span class="badge" data-need={need.kind.code()}>{kind}</span>
            <div>
                if !need.words.is_empty() {
                    <p lang={language_of(&need.words)}>{shown(&need.words)}</p>
                }
                <p class="muted">{standing(language, speech, need, today)}</p>
            </div>
            <div class="btns">
                {record.unwrap_or_default()}
                {next_state(language, need, today, &run)}
            </div>
            <Menu
                label={(texts.needs().more_for)(kind)}
                items={menu(language, need, today, &run, &desk.open)}
            />
        </li>
    }
}

/// State, age and resource of a need in one line.
pub(crate) fn standing(
    language: Language,
    speech: Speech,
    need: &Need,
    today: NaiveDate,
) -> String {
    let state = describe_needs::need_state(language, need.state);
    let mut parts = vec![match need.state {
        NeedState::Open | NeedState::InHand => {
            let age = days_between(need.opened_on, today);
            let age = (language.texts().needs().open_for)(age);
            match language {
                Language::English => format!("{state} {age}"),
                Language::Chinese => format!("{state}，{age}"),
            }
        }
        NeedState::Met { on } | NeedState::Dropped { on } => {
            format!("{state} {}", speech.day(on))
        }
    }];
    if !need.resource.is_empty() {
        parts.push(shown(&need.resource));
    }
    parts.join(" · ")
}

/// The button that brings a need one step further.
pub(crate) fn next_state(
    language: Language,
    need: &Arc<Need>,
    today: NaiveDate,
    run: &Callback<Command>,
) -> Html {
    let texts = language.texts().needs();
    let (word, state) = match need.state {
        NeedState::Open => (texts.take_in_hand, NeedState::InHand),
        NeedState::InHand => (texts.mark_met, NeedState::Met { on: today }),
        NeedState::Met { .. } | NeedState::Dropped { .. } => (texts.reopen, NeedState::Open),
    };
    let act = {
        let need = need.clone();
        run.reform(move |_: MouseEvent| set_state(&need, state))
    };
    html! {
        <button class="btn quiet small" type="button" onclick={act}>
            {Icon::Check.html()}<span>{word}</span>
        </button>
    }
}

/// Sets the state of a need.
pub(crate) fn set_state(need: &Arc<Need>, state: NeedState) -> Command {
    Command::EditNeed {
        before: need.clone(),
        after: Box::new(Need {
            state,
            ..(**need).clone()
        }),
    }
}

/// What else can be done with a need.
pub(crate) fn menu(
    language: Language,
    need: &Arc<Need>,
    today: NaiveDate,
    run: &Callback<Command>,
    open: &Callback<Option<Dialog>>,
) -> Vec<MenuItem> {
    let texts = language.texts().needs();
    let to = |word: &'static str, icon: Icon, state: NeedState| {
        let (need, run) = (need.clone(), run.clone());
        MenuItem::new(word, icon, move || run.emit(set_state(&need, state)))
    };
    let edit = {
        let (open, customer, id) = (open.clone(), need.customer, need.id);
        MenuItem::new(language.texts().common.edit, Icon::Edit, move || {
            open.emit(Some(Dialog::Need(customer, Some(id))));
        })
    };
    let mut items = vec![edit];
    match need.state {
        NeedState::Open => items.push(to(
            texts.mark_met,
            Icon::Check,
            NeedState::Met { on: today },
        )),
        NeedState::InHand => items.push(to(texts.reopen, Icon::Undo, NeedState::Open)),
        NeedState::Met { .. } | NeedState::Dropped { .. } => {}
    }
    if need.is_open() {
        items.push(to(
            texts.drop,
            Icon::Close,
            NeedState::Dropped { on: today },
        ));
    }
    items
}
