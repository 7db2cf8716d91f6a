//! What the customer wants, and how far it is.

use std::sync::Arc;

use crate::ui::prelude::*;
use chrono::NaiveDate;

use super::owed::{self, Section};
use crate::app::commands::Command;
use crate::app::queries::ledger::needs_of;
use crate::domain::id::{CommunicationId, CustomerId, NeedId};
use crate::domain::moment::days_between;
use crate::domain::need::{Need, NeedState};
use crate::i18n::describe::Dates;
use crate::i18n::{Language, describe, describe_needs};
use crate::ui::context::{
    Dialog, Speech, use_desk, use_language, use_speech, use_texts, use_today,
};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::keys::{Deed, Place, key_of};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, MenuItem};

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
    let language = use_language();
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
    Section {
        id: "needs",
        heading: texts.needs().needs,
        add: texts.needs().add_need,
        key: key_of(Place::Customer, Deed::AddNeed),
        on_add: desk
            .open
            .reform(move |_: MouseEvent| Some(Dialog::Need(id, None))),
        none: texts.needs().no_needs,
        ids,
        open: *open,
    }
    .html(language, |id| {
        html! {
            <NeedRow key={id.to_string()} id={*id} show_record={props.show_record.clone()} />
        }
    })
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
    owed::row(
        html! { <span class="badge" data-need={need.kind.code()}>{kind}</span> },
        html! {
            <>
                if !need.words.is_empty() {
                    <p lang={language_of(&need.words)}>{shown(&describe::quote(&need.words))}</p>
                }
                <p class="muted">{standing(language, speech, need, today)}</p>
            </>
        },
        html! {
            <>
                {owed::record_button(
                    language, speech, need.opened_by, need.opened_on, &props.show_record,
                )}
                {next_state(language, need, today, &run)}
            </>
        },
        (texts.needs().more_for)(kind),
        menu(language, need, today, &run, &desk.open),
    )
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
    owed::state_button(word, run, set_state(need, state))
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
        owed::item(word, icon, run, set_state(need, state))
    };
    let dialog = Dialog::Need(need.customer, Some(need.id));
    let mut items = vec![owed::edit_item(language, open, dialog)];
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
