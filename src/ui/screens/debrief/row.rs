//! One follow-up of the day: what was asked, what came of it, and words.

use crate::ui::prelude::*;
use chrono::NaiveDate;
use web_sys::KeyboardEvent;

use super::form::{Mark, Row, moved_from};
use crate::app::queries::debrief::end_of_day;
use crate::app::queries::reason::{Reason, reason};
use crate::domain::id::CustomerId;
use crate::domain::outcome::Outcome;
use crate::i18n::describe;
use crate::i18n::describe::Dates;
use crate::i18n::describe_outcome;
use crate::ui::context::{use_book, use_language, use_speech, use_texts, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::keys::{Deed, Place, key_of};
use crate::ui::kit::action_badge;
use crate::ui::kit::field::value_of;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::route::Route;
use crate::ui::screens::today::row::{asked, due_channel, use_current_in_view};
use crate::web::dom;

/// What is done in a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum RowEvent {
    /// Says what came of it, or takes that back.
    Mark(Mark),
    /// These words stand there now.
    Words(String),
    /// The cursor is in its words.
    Focus,
    /// The words are typed: on to the next.
    Leave,
    /// Save it alone.
    Save,
    /// Save all that is marked.
    SaveAll,
}

/// Properties of [`DebriefRow`].
#[derive(Properties, PartialEq)]
pub(super) struct DebriefRowProps {
    /// With whom.
    pub(super) customer: CustomerId,
    /// Of which day.
    pub(super) day: NaiveDate,
    /// What was marked and typed.
    pub(super) row: Row,
    /// Whether J and K stand on it.
    pub(super) is_current: bool,
    /// Takes what is done.
    pub(super) act: Callback<(CustomerId, RowEvent)>,
}

/// The id of a row's field for words.
pub(super) fn words_id(customer: CustomerId) -> String {
    format!("words-{customer}")
}

/// One follow-up of the day.
#[component]
pub(super) fn DebriefRow(props: &DebriefRowProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let today = use_today();
    let (id, day) = (props.customer, props.day);
    let view = use_selector((id, day, today), move |model, (id, day, _today)| {
        let customer = model.customer(*id)?.clone();
        let why: Reason = reason(model, &customer, end_of_day(*day, book.now()))?;
        Some((customer, why))
    });
    use_current_in_view(props.is_current.then_some(()));
    let Some((customer, why)) = &*view else {
        return Html::default();
    };
    let (action, _) = asked(why);
    let no_answer = describe_outcome::outcome(language, &due_channel(Some(why)), Outcome::NoAnswer);
    let Row { mark, words } = &props.row;
    let moved_to = mark.and_then(|mark| mark.moved_to(moved_from(day, today)));
    let is_moved = matches!(mark, Some(Mark::Moved(_)));
    let key = |deed| key_of(Place::Debrief, deed);
    let button = |key: &'static str, word: &'static str, of_key: Mark, pressed: bool| {
        html! {
            <button
                class="btn small"
                type="button"
                aria-pressed={if pressed { "true" } else { "false" }}
                aria-keyshortcuts={key}
                onclick={props.act.reform(move |_: MouseEvent| (id, RowEvent::Mark(of_key)))}
            >
                <kbd aria-hidden="true">{key}</kbd>{word}
            </button>
        }
    };
    let event = |event: RowEvent| props.act.reform(move |_: MouseEvent| (id, event.clone()));
    let onkeydown = {
        let act = props.act.clone();
        Callback::from(move |event: KeyboardEvent| {
            if dom::is_composing(&event) {
                return;
            }
            let said = match (event.key().as_str(), event.ctrl_key() || event.meta_key()) {
                ("Enter", true) => RowEvent::SaveAll,
                ("Enter" | "Escape", false) => RowEvent::Leave,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            act.emit((id, said));
        })
    };
    let name = shown(&customer.name);
    html! {
        <li
            class={classes!("d-row", (*mark == Some(Mark::Ignored)).then_some("ignored"))}
            data-current={props.is_current.then_some("")}
        >
            {action_badge(language, action)}
            <a class="q-who" href={Route::Customer(id).href()}>
                <strong lang={language_of(&customer.name)}>{name.clone()}</strong>
                <span lang={language_of(&customer.company)}>{shown(&customer.company)}</span>
            </a>
            <p class="q-why">{describe::reason(language, why, &speech)}</p>
            <div class="d-marks" role="group" aria-label={(texts.work().what_came_of)(&name)}>
                {button(key(Deed::Happened), texts.work().happened, Mark::Happened, *mark == Some(Mark::Happened))}
                {button(key(Deed::NoAnswer), no_answer, Mark::NoAnswer, *mark == Some(Mark::NoAnswer))}
                {button(key(Deed::MoveToTomorrow), texts.work().moved, mark.filter(|_| is_moved).unwrap_or(Mark::Moved(1)), is_moved)}
                {button(key(Deed::Ignore), texts.work().ignore, Mark::Ignored, *mark == Some(Mark::Ignored))}
            </div>
            <div class="d-words">
                if let Some(to) = moved_to {
                    <div class="btns" role="group" aria-label={(texts.work().moved_to)(&speech.day(to))}>
                        {button("T", texts.log.tomorrow, Mark::Moved(1), *mark == Some(Mark::Moved(1)))}
                        {button(key(Deed::MoveByDays), texts.log.three_days, Mark::Moved(3), *mark == Some(Mark::Moved(3)))}
                        {button(key(Deed::MoveByWeek), texts.log.next_week, Mark::Moved(7), *mark == Some(Mark::Moved(7)))}
                    </div>
                    <span class="muted">{(texts.work().moved_to)(&speech.day(to))}</span>
                }
                <input
                    class="input"
                    id={words_id(id)}
                    type="text"
                    aria-label={(texts.work().words_on)(&name)}
                    placeholder={texts.log.content_hint}
                    value={words.clone()}
                    autocomplete="off"
                    oninput={props.act.reform(move |event: InputEvent| (id, RowEvent::Words(value_of(&event))))}
                    onfocus={props.act.reform(move |_: FocusEvent| (id, RowEvent::Focus))}
                    {onkeydown}
                />
                if mark.is_some_and(|mark| mark != Mark::Ignored) {
                    <button class="btn small" type="button" aria-label={(texts.work().save_row)(&name)} onclick={event(RowEvent::Save)}>
                        {texts.common.save}
                    </button>
                } else if mark.is_none() && !words.trim().is_empty() {
                    <p class="hint">{texts.work().mark_first}</p>
                }
            </div>
        </li>
    }
}
