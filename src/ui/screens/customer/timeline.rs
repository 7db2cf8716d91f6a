//! What was said with the customer, the newest first.

use std::sync::Arc;

use super::sounding::sounding;
use crate::ui::prelude::*;
use chrono::{Datelike, NaiveDate};
use gloo::timers::callback::Timeout;

use crate::app::commands::{Command, trash};
use crate::app::queries::learned::{Learned, OFFERED_FOR_DAYS, sounds};
use crate::domain::communication::{Communication, Direction};
use crate::domain::customer::Customer;
use crate::domain::hints::Proposed;
use crate::domain::id::{CommunicationId, CustomerId};
use crate::domain::moment::days_between;
use crate::domain::need::{NeedDraft, NeedKind};
use crate::domain::promise::Side;
use crate::domain::words::sentiment::Lexicon;
use crate::i18n::Language;
use crate::i18n::describe::{self, Dates};
use crate::i18n::describe_outcome;
use crate::ui::context::{
    Dialog, LogStart, Speech, use_book, use_desk, use_language, use_speech, use_texts, use_today,
};
use crate::ui::hooks::{use_learned, use_run, use_selector};
use crate::ui::kit::Icon;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::memory::use_memory;
use crate::ui::route::Route;
use crate::ui::screens::log::noted::{found_chip, need_words, promise_words};
use crate::web::dom;

/// How many records are drawn before "show older".
const RECORDS: usize = 50;

/// Properties of [`TimelineList`].
#[derive(Properties, PartialEq)]
pub(super) struct TimelineListProps {
    /// With whom.
    pub(super) customer: CustomerId,
    /// The record that the reason names and the user asked for.
    pub(super) highlighted: Option<CommunicationId>,
}

/// All communications of a customer, by month.
#[component]
pub(super) fn TimelineList(props: &TimelineListProps) -> Html {
    let texts = use_texts();
    let speech = use_speech();
    let desk = use_desk();
    let drawn = use_state_eq(|| RECORDS);
    let id = props.customer;
    let learned = use_learned();
    let records = use_selector(id, |model, id| {
        model
            .timeline(*id)
            .map(|one| (one.at.local_date().with_day(1).unwrap_or_default(), one.id))
            .collect::<Vec<(NaiveDate, CommunicationId)>>()
    });
    let is_reached_through_its_people = use_selector(id, |model, id| {
        model.settings().contact_rule.people_count_for_their_firm
            && model
                .people_of(*id)
                .iter()
                .any(|person| model.timeline(*person).next().is_some())
    });
    // What is highlighted must be there.
    let least = props
        .highlighted
        .and_then(|id| records.iter().position(|(_, other)| *other == id))
        .map_or(0, |at| at + 1);
    let count = (*drawn).max(least).min(records.len());
    let log = desk.open.reform(move |_: MouseEvent| {
        Some(Dialog::Log(LogStart {
            customers: vec![id],
            ..LogStart::default()
        }))
    });
    let older = {
        let drawn = drawn.clone();
        move |_: MouseEvent| drawn.set(count + 4 * RECORDS)
    };
    let mut month = None;
    let mut items = Vec::with_capacity(count + 8);
    for (first_day, record) in records.iter().take(count) {
        if month != Some(*first_day) {
            month = Some(*first_day);
            items.push(html! {
                <li class="tl-sep" key={first_day.to_string()}>{speech.month(*first_day)}</li>
            });
        }
        items.push(html! {
            <Record
                key={record.to_string()}
                id={*record}
                customer={id}
                is_highlighted={props.highlighted == Some(*record)}
                learned={learned.clone()}
            />
        });
    }
    let words = texts.customers();
    let (heading, hint) = if *is_reached_through_its_people {
        (words.through_its_people, words.through_its_people_hint)
    } else {
        (words.no_communications, words.no_communications_hint)
    };
    html! {
        <section aria-labelledby="timeline">
            <div class="section-head">
                <h2 id="timeline">{texts.common.communications}</h2>
                <span class="count">{speech.number(records.len())}</span>
            </div>
            if records.is_empty() {
                <div class="empty">
                    {Icon::Communications.html()}
                    <h3>{heading}</h3>
                    <p>{hint}</p>
                    <div class="btns">
                        <button class="btn" type="button" onclick={log}>
                            {Icon::Log.html()}<span>{texts.common.log}</span>
                        </button>
                    </div>
                </div>
            } else {
                <ol class="timeline">{items}</ol>
                if count < records.len() {
                    <button class="btn show-more" type="button" onclick={older}>
                        {(texts.customers().older)((records.len() - count).min(4 * RECORDS))}
                    </button>
                }
            }
        </section>
    }
}

/// The id of a record's element.
fn element_id(id: CommunicationId) -> String {
    format!("record-{id}")
}

/// Brings a record into sight, once it is drawn, and moves the focus there.
pub(super) fn bring_into_view(id: CommunicationId) {
    Timeout::new(0, move || {
        let element =
            dom::document().and_then(|document| document.get_element_by_id(&element_id(id)));
        if let Some(element) = element {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Center);
            dom::focus_element(&element);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    })
    .forget();
}

/// Properties of [`Record`].
#[derive(Properties, PartialEq)]
struct RecordProps {
    id: CommunicationId,
    customer: CustomerId,
    is_highlighted: bool,
    /// What the user's corrections taught.
    learned: Option<Arc<Learned>>,
}

/// What is shown of a record.
#[derive(PartialEq)]
struct RecordView {
    record: Arc<Communication>,
    others: Vec<Arc<Customer>>,
    is_attempt: bool,
    is_ahead: bool,
    /// The kinds of need that were noted of it.
    needs: Vec<NeedKind>,
    /// Whose promises were noted of it.
    promises: Vec<Side>,
}

/// One communication.
#[component]
fn Record(props: &RecordProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let run = use_run();
    let memory = use_memory();
    let today = use_today();
    let deps = (props.id, props.customer, today);
    let view = use_selector(deps, move |model, (id, customer, _today)| {
        let record = model.communication(*id)?.clone();
        let others = record
            .customers
            .iter()
            .filter(|other| *other != customer)
            .filter_map(|other| model.customer(*other).cloned())
            .collect();
        let rule = &model.settings().contact_rule;
        Some(RecordView {
            is_attempt: !rule.counts(&record.channel, record.outcome),
            is_ahead: record.at.is_after(book.now()),
            needs: model
                .needs_of(*customer)
                .filter(|need| need.opened_by == Some(*id))
                .map(|need| need.kind)
                .collect(),
            promises: model
                .promises_of(*customer)
                .filter(|promise| promise.communication == Some(*id))
                .map(|promise| promise.side)
                .collect(),
            record,
            others,
        })
    });
    let words = (*view)
        .as_ref()
        .filter(|view| !view.is_ahead)
        .map(|view| (view.record.content.clone(), view.record.at.local_date()))
        .filter(|(_, on)| days_between(*on, today) <= OFFERED_FOR_DAYS);
    let proposed = use_memo(words, |words| {
        let (words, on) = words.as_ref()?;
        Some(Proposed::by(words, *on))
    });
    let past = (*view).as_ref().filter(|view| !view.is_ahead);
    let heard = use_memo(
        (past.map(|view| view.record.clone()), props.learned.clone()),
        move |(record, learned)| {
            let lexicon = memory.lexicon.get_or_init(Lexicon::new);
            sounds(lexicon, learned.as_deref(), record.as_ref()?)
        },
    );
    let learned_need = {
        let mut known = past.map(|view| view.needs.clone()).unwrap_or_default();
        let offered = (*proposed).as_ref();
        known.extend(
            offered
                .into_iter()
                .flat_map(|one| one.needs.iter().map(|need| need.kind)),
        );
        let words = offered.and(past).map(|view| view.record.content.clone());
        use_memo(
            (words, known, props.learned.clone()),
            |(words, known, learned)| learned.as_ref()?.need(words.as_ref()?, known),
        )
    };
    let Some(RecordView {
        record,
        others,
        is_attempt,
        is_ahead,
        needs,
        promises,
    }) = &*view
    else {
        return Html::default();
    };
    let id = record.id;
    let day = speech.day(record.at.local_date());
    let when = match record.at.local_time() {
        Some(time) => format!("{day}, {}", speech.time(time)),
        None => day.clone(),
    };
    let edit = desk
        .open
        .reform(move |_: MouseEvent| Some(Dialog::EditCommunication(id)));
    let away =
        run.reform(move |_: MouseEvent| Command::MoveToTrash(trash::Selection::communication(id)));
    html! {
        <li
            class={classes!("tl-item", (*is_attempt || *is_ahead).then_some("attempt"))}
            id={element_id(id)}
            tabindex="-1"
            data-current={props.is_highlighted.then_some("")}
        >
            <span class="tl-icon">{Icon::of_channel(&record.channel).html()}</span>
            <div>
                <p class="tl-meta">
                    <strong>{shown(describe::channel(language, &record.channel))}</strong>
                    <time datetime={record.at.to_text()}>{when}</time>
                    if let Some(direction) = record.direction {
                        <span>{match direction {
                            Direction::Outgoing => texts.log.outgoing,
                            Direction::Incoming => texts.log.incoming,
                        }}</span>
                    }
                    if let Some(outcome) = record.outcome {
                        <span>{describe_outcome::outcome(language, &record.channel, outcome)}</span>
                    }
                    if *is_ahead {
                        <span class="badge">{texts.customers().ahead}</span>
                    } else if *is_attempt {
                        <span class="badge">{texts.customers().attempt}</span>
                    }
                    if !others.is_empty() {
                        <span>
                            {texts.customers().with_others}
                            for other in others.iter() {
                                {" "}
                                <a
                                    key={other.id.to_string()}
                                    href={Route::Customer(other.id).href()}
                                    lang={language_of(&other.name)}
                                >
                                    {shown(&other.name)}
                                </a>
                            }
                        </span>
                    }
                </p>
                if record.content.trim().is_empty() {
                    <p class="tl-text muted">{texts.customers().no_words}</p>
                } else {
                    <p class="tl-text" lang={language_of(&record.content)}>{shown(&record.content)}</p>
                }
                if !record.line.is_empty() && record.line != record.content {
                    <p class="tl-text muted" lang={language_of(&record.line)}>
                        {(texts.capture().as_typed)(&shown(&record.line))}
                    </p>
                }
                // Silence too may be wrong, and is put right in the same place.
                if heard.is_some() || (past.is_some() && !is_attempt && !record.content.trim().is_empty()) {
                    {sounding(texts, record, (*heard).as_ref(), &run)}
                }
                if let Some(mut proposed) = (*proposed).clone() {
                    {
                        proposed.needs.retain(|one| !needs.contains(&one.kind));
                        proposed.promises.retain(|one| !promises.contains(&one.side));
                        found(language, speech, (id, props.customer), (&proposed, (*learned_need).as_ref()), &run)
                    }
                }
            </div>
            <div class="tl-acts">
                <button
                    class="btn quiet small icon-only"
                    type="button"
                    aria-label={(texts.customers().edit_record)(&day)}
                    onclick={edit}
                >
                    {Icon::Edit.html()}
                </button>
                <button
                    class="btn quiet small icon-only"
                    type="button"
                    aria-label={(texts.customers().trash_record)(&day)}
                    onclick={away}
                >
                    {Icon::Trash.html()}
                </button>
            </div>
        </li>
    }
}

/// What the words of a record name and was not noted yet, each a press away from it.
fn found(
    language: Language,
    speech: Speech,
    (record, customer): (CommunicationId, CustomerId),
    (proposed, learned): (&Proposed, Option<&NeedDraft>),
    run: &Callback<Command>,
) -> Html {
    if proposed.needs.is_empty() && proposed.promises.is_empty() && learned.is_none() {
        return Html::default();
    }
    let needs = proposed.needs.iter().chain(learned).map(|need| {
        let command = Command::OpenNeed {
            customer,
            came_up_in: Some(record),
            need: need.clone(),
        };
        let take = run.reform(move |_: MouseEvent| command.clone());
        found_chip(need_words(language, need, learned), None, take)
    });
    let promises = proposed.promises.iter().map(|promise| {
        let command = Command::NotePromise {
            customer,
            given_in: Some(record),
            promise: promise.clone(),
        };
        let take = run.reform(move |_: MouseEvent| command.clone());
        found_chip(promise_words(language, speech, promise), None, take)
    });
    html! {
        <div class="found" role="group" aria-label={language.texts().needs().found}>
            for chip in needs.chain(promises) {
                {chip}
            }
        </div>
    }
}
