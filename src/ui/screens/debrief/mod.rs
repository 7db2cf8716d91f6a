//! The evening: what came of the day's follow-ups, a key for each.

mod form;
mod row;

use std::rc::Rc;

use crate::ui::prelude::*;
use chrono::{Days, NaiveDate};
use uuid::Uuid;

use self::form::{DebriefForm, Mark};
use self::row::{DebriefRow, RowEvent};
use crate::app::commands::Command;
use crate::app::commands::debrief::DebriefDraft;
use crate::app::queries::debrief::{Debrief, day_of_evening, debrief};
use crate::domain::id::CustomerId;
use crate::i18n::Texts;
use crate::i18n::describe::{self, Dates};
use crate::i18n::describe_outcome;
use crate::ui::context::{use_book, use_desk, use_language, use_speech, use_texts, use_today};
use crate::ui::hooks::{
    DraftPlace, Found, Outcome, notice, use_command, use_draft, use_keys, use_selector,
};
use crate::ui::keys::{Deed, Key, Place};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Chip, Chips, Field, Icon};
use crate::ui::memory::use_current_customer;
use crate::ui::route::Route;
use crate::ui::screens::log::parse_date;
use crate::web::dom;

/// The debrief's place among the drafts: there is one.
const PLACE: DraftPlace = DraftPlace {
    form: "debrief",
    id: Uuid::nil(),
};

/// Of which day it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Today,
    Yesterday,
    Other,
}

/// What came of the day's follow-ups.
#[component]
pub fn DebriefScreen() -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let desk = use_desk();
    let send = use_command();
    let today = use_today();
    let form = use_state_eq(|| Rc::new(DebriefForm::default()));
    let found = use_draft(PLACE, &form, true, DebriefForm::is_worth_keeping);
    let which = use_state_eq(|| {
        if day_of_evening(book.now()) == today {
            Which::Today
        } else {
            Which::Yesterday
        }
    });
    let other = use_state_eq(String::new);
    let is_busy = use_state_eq(|| false);
    let current = use_state_eq(|| 0_usize);
    let day = match *which {
        Which::Today => Some(today),
        Which::Yesterday => today.checked_sub_days(Days::new(1)),
        Which::Other => parse_date(&other).filter(|day| *day <= today),
    };
    let view = {
        let book = book.clone();
        use_selector((day, today), move |model, (day, _today)| {
            day.map(|day| debrief(model, day, book.now()))
                .unwrap_or_default()
        })
    };
    let at = (*current).min(view.open.len().saturating_sub(1));
    let current_customer = view.open.get(at).copied();
    use_current_customer(current_customer);
    let day = day.unwrap_or(today);
    let save = {
        let (form, view, is_busy) = (form.clone(), view.clone(), is_busy.clone());
        Callback::from(move |only: Option<CustomerId>| {
            let wanted = view
                .open
                .iter()
                .filter(|id| only.is_none_or(|only| only == **id));
            let draft: DebriefDraft = form.newest().draft(day, today, wanted);
            if draft.lines.is_empty() || *is_busy.newest() {
                return;
            }
            is_busy.set(true);
            let (form, is_busy, toast) = (form.clone(), is_busy.clone(), desk.toast.clone());
            let saved: Vec<CustomerId> = draft.lines.keys().copied().collect();
            send.emit((
                Command::Debrief(draft),
                None,
                Callback::from(move |outcome: Outcome| {
                    is_busy.set(false);
                    if outcome.is_ok() {
                        form.set(Rc::new(form.newest().without(day, saved.iter())));
                    }
                    toast.emit(notice(language, &outcome));
                }),
            ));
        })
    };
    let act = {
        let (form, current, view) = (form.clone(), current.clone(), view.clone());
        let save = save.clone();
        Callback::from(move |(id, event): (CustomerId, RowEvent)| {
            let place = view.open.iter().position(|other| *other == id);
            match event {
                RowEvent::Mark(mark) => {
                    let next = form.newest().with(day, id, |row| {
                        row.mark = (row.mark != Some(mark)).then_some(mark);
                    });
                    form.set(Rc::new(next));
                }
                RowEvent::Words(words) => {
                    form.set(Rc::new(
                        form.newest().with(day, id, |row| row.words = words),
                    ));
                }
                RowEvent::Focus => current.set(place.unwrap_or(0)),
                RowEvent::Leave => {
                    dom::focus("main");
                    current.set(place.map_or(0, |place| place + 1));
                }
                RowEvent::Save => save.emit(Some(id)),
                RowEvent::SaveAll => save.emit(None),
            }
        })
    };
    use_keys(Place::Debrief, {
        let (view, current, act, save) = (view.clone(), current.clone(), act.clone(), save.clone());
        move |deed, _key: &Key| {
            if deed == Some(Deed::SaveAll) {
                save.emit(None);
                return true;
            }
            let last = view.open.len().saturating_sub(1);
            let at = (*current.newest()).min(last);
            let Some(id) = view.open.get(at).copied() else {
                return false;
            };
            match deed {
                Some(Deed::NextRow) => current.set((at + 1).min(last)),
                Some(Deed::PreviousRow) => current.set(at.saturating_sub(1)),
                Some(Deed::AddWords) if !is_on_control() => dom::focus(&row::words_id(id)),
                Some(Deed::SaveRow) => act.emit((id, RowEvent::Save)),
                _ => {
                    let Some(mark) = deed.and_then(Mark::of) else {
                        return false;
                    };
                    act.emit((id, RowEvent::Mark(mark)));
                    current.set((at + 1).min(last));
                }
            }
            true
        }
    });
    let marked = form.draft(day, today, view.open.iter()).lines.len();
    let save_all = save.reform(|_: MouseEvent| None);
    let choose_day = {
        let which = which.setter();
        Callback::from(move |nth: Option<usize>| {
            which.set(match nth {
                Some(0) => Which::Today,
                Some(1) => Which::Yesterday,
                _ => Which::Other,
            });
        })
    };
    let nth = match *which {
        Which::Today => 0,
        Which::Yesterday => 1,
        Which::Other => 2,
    };
    html! {
        <div class="page">
            <header class="page-head">
                <a class="back" href={Route::Today.href()}>
                    {Icon::ChevronLeft.html()}<span>{texts.common.today}</span>
                </a>
                <div class="page-title">
                    <h1>{texts.day.debrief}</h1>
                    <DayName {day} />
                </div>
            </header>
            <div class="debrief-day">
                <Chips
                    name="debrief-day"
                    legend={texts.work().which_day}
                    chips={[texts.log.today, texts.log.yesterday, texts.log.other_day]
                        .map(Chip::new)
                        .to_vec()}
                    chosen={Some(nth)}
                    choose={choose_day}
                />
                if *which == Which::Other {
                    <Field
                        id="debrief-date"
                        kind="date"
                        label={texts.common.date}
                        value={(*other).clone()}
                        change={
                            let other = other.setter();
                            Callback::from(move |text| other.set(text))
                        }
                        error={(!other.is_empty() && parse_date(&other).is_none_or(|day| today < day))
                            .then(|| describe::rejection(language, &crate::app::commands::Rejection::DayToCome))}
                    />
                }
            </div>
            if found == Found::Restored && form.is_worth_keeping() {
                <p class="muted" role="status">{texts.customers().restored}</p>
            }
            {left_over(texts, &form, day, &view.open, &act)}
            if view.open.is_empty() {
                <div class="empty">
                    {Icon::Check.html()}
                    <h2>{texts.work().nothing_left}</h2>
                    <p>{texts.work().nothing_left_hint}</p>
                </div>
            } else {
                <p class="muted debrief-keys keys-hint">{texts.work().debrief_hint}</p>
                <ul class="debrief-rows">
                    for (index, id) in view.open.iter().enumerate() {
                        <DebriefRow
                            key={id.to_string()}
                            customer={*id}
                            {day}
                            row={form.row(day, *id)}
                            is_current={index == at}
                            act={act.clone()}
                        />
                    }
                </ul>
                <div class="debrief-foot">
                    <button
                        class="btn primary"
                        type="button"
                        aria-disabled={(marked == 0 || *is_busy).then_some("true")}
                        title={(marked == 0).then_some(texts.work().nothing_marked)}
                        onclick={save_all}
                    >
                        {(texts.work().save_all)(marked)}{" "}<kbd aria-hidden="true">{"Ctrl ↵"}</kbd>
                    </button>
                </div>
            }
            <Recorded {view} />
        </div>
    }
}

/// Properties of [`DayName`].
#[derive(Properties, PartialEq)]
struct DayNameProps {
    day: NaiveDate,
}

/// The day in words.
#[component]
fn DayName(props: &DayNameProps) -> Html {
    let speech = use_speech();
    html! {
        <p class="page-sub">
            <time datetime={props.day.to_string()}>{speech.weekday(props.day)}</time>
        </p>
    }
}

/// Words that were typed for customers who went meanwhile, so that none of them is lost.
fn left_over(
    texts: &'static Texts,
    form: &DebriefForm,
    day: NaiveDate,
    open: &[CustomerId],
    act: &Callback<(CustomerId, RowEvent)>,
) -> Html {
    html! {
        for (id, words) in form.left_over(day, open) {
            <LeftOver key={id.to_string()} customer={id} {words} act={act.clone()} words_label={texts.work().left_over} />
        }
    }
}

/// Properties of [`LeftOver`].
#[derive(Properties, PartialEq)]
struct LeftOverProps {
    customer: CustomerId,
    words: String,
    words_label: &'static str,
    act: Callback<(CustomerId, RowEvent)>,
}

/// The words for one who is no longer in the list.
#[component]
fn LeftOver(props: &LeftOverProps) -> Html {
    let texts = use_texts();
    let id = props.customer;
    let customer = use_selector(id, |model, id| model.customer(*id).cloned());
    let discard = props
        .act
        .reform(move |_: MouseEvent| (id, RowEvent::Words(String::new())));
    let name = (*customer)
        .as_ref()
        .map_or_else(|| texts.common.gone.to_owned(), |one| shown(&one.name));
    html! {
        <div class="notice" data-kind="warn">
            {Icon::Warning.html()}
            <div class="notice-text">
                <p>
                    {props.words_label}{" "}
                    <a href={Route::Customer(id).href()} lang={language_of(&name)}>{name.clone()}</a>
                </p>
                <p lang={language_of(&props.words)}>{shown(&props.words)}</p>
            </div>
            <div class="btns">
                <button class="btn small" type="button" onclick={discard}>{texts.common.discard}</button>
            </div>
        </div>
    }
}

/// Properties of [`Recorded`].
#[derive(Properties, PartialEq)]
struct RecordedProps {
    view: Rc<Debrief>,
}

/// What is recorded of the day already.
#[component]
fn Recorded(props: &RecordedProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let names = use_selector(props.view.clone(), |model, view| {
        let name = |id| {
            model
                .customer(id)
                .map(|one| one.name.clone())
                .unwrap_or_default()
        };
        view.recorded
            .iter()
            .map(|(id, _)| name(*id))
            .collect::<Vec<_>>()
    });
    if names.is_empty() {
        return Html::default();
    }
    let recorded = props.view.recorded.iter().zip(names.iter());
    html! {
        <section class="group" aria-labelledby="recorded">
            <h2 class="group-head" id="recorded">
                {texts.work().recorded}{" "}<span class="count">{names.len()}</span>
            </h2>
            <ul class="history">
                for ((id, one), name) in recorded {
                    <li key={id.to_string()}>
                        {Icon::of_channel(&one.channel).html()}
                        <div class="what">
                            <p>
                                <a href={Route::Customer(*id).href()} lang={language_of(name)}>{shown(name)}</a>
                                {" "}
                                <span class="muted">
                                    {shown(describe::channel(language, &one.channel))}
                                    if let Some(time) = one.at.local_time() {
                                        {" "}{speech.time(time)}
                                    }
                                    if let Some(outcome) = one.outcome {
                                        {" · "}{describe_outcome::outcome(language, &one.channel, outcome)}
                                    }
                                </span>
                            </p>
                            if !one.content.trim().is_empty() {
                                <p class="muted" lang={language_of(&one.content)}>{shown(&one.content)}</p>
                            }
                        </div>
                    </li>
                }
            </ul>
        </section>
    }
}

/// Whether the focus is on something that Enter presses.
fn is_on_control() -> bool {
    dom::document()
        .and_then(|document| document.active_element())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "A" | "BUTTON" | "INPUT"))
}
