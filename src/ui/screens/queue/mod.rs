//! Today's queue, one customer a screen: the card to look at before, and single keys for what came
//! of it.

mod card;
mod summary;

use std::rc::Rc;

use crate::ui::prelude::*;
use chrono::NaiveDate;

use self::card::CardView;
use self::summary::Summary;
use crate::app::model::Model;
use crate::domain::capacity::Room;
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;
use crate::domain::outcome::Outcome;
use crate::i18n::{Language, describe_outcome};
use crate::ui::context::{
    Book, Dialog, use_book, use_desk, use_language, use_speech, use_texts, use_today,
};
use crate::ui::hooks::{use_keys, use_selector};
use crate::ui::keys::{Deed, Key, Place, key_of};
use crate::ui::kit::Icon;
use crate::ui::memory::{Memory, use_current_customer, use_memory};
use crate::ui::route::Route;
use crate::ui::screens::today::quick::{First, Quick, use_quick};
use crate::ui::screens::today::row::log_start;
use crate::web::dom;

/// How far the queue of a day was worked through.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueRun {
    /// Of which day.
    day: NaiveDate,
    /// Whom it is about, in the order in which they were due when it began.
    order: Rc<Vec<CustomerId>>,
    /// Who is shown; past the last, the summary is.
    at: usize,
    /// The newest Change when it began: what came after it was done here.
    since: u64,
}

/// How a customer of the run stands by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Due,
    Settled,
    Gone,
}

impl QueueRun {
    /// A run over all who fit today.
    fn new(book: &Book, day: NaiveDate) -> Self {
        let work = book.today();
        let fits = work
            .queue
            .iter()
            .filter(|queued| queued.room == Room::Today)
            .map(|queued| queued.customer)
            .collect();
        Self {
            day,
            order: Rc::new(fits),
            at: 0,
            since: book
                .history()
                .items()
                .last()
                .map_or(0, |newest| newest.sequence),
        }
    }

    /// Today's run where it was left, with those at its end who came due since; else a new one.
    fn resumed(memory: &Memory, book: &Book, day: NaiveDate) -> Self {
        let fresh = Self::new(book, day);
        let left = memory.queue_run.borrow().clone();
        let Some(run) = left.filter(|run| run.day == day && run.at < run.order.len()) else {
            return fresh;
        };
        let new = fresh.order.iter().filter(|id| !run.order.contains(id));
        let order = run.order.iter().chain(new).copied().collect();
        Self {
            order: Rc::new(order),
            ..run
        }
    }
}

fn stand(model: &Model, id: CustomerId, now: Now) -> Stand {
    let is_there = model
        .customer(id)
        .is_some_and(|customer| customer.trashed_at.is_none());
    match model.standing(id, now).filter(|_| is_there) {
        None => Stand::Gone,
        Some(standing) if standing.action_today().is_some() => Stand::Due,
        Some(_) => Stand::Settled,
    }
}

/// The first who is due from a place on; past the last if nobody is.
fn next_due(stands: &[Stand], from: usize) -> usize {
    (from..stands.len())
        .find(|at| stands[*at] == Stand::Due)
        .unwrap_or(stands.len())
}

/// Today's queue, one customer a screen.
#[component]
pub fn QueueScreen() -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let memory = use_memory();
    let day = use_today();
    let run = use_state_eq(|| QueueRun::resumed(&memory, &book, day));
    use_effect_with(((*run).clone(), memory), |(run, memory)| {
        memory.queue_run.replace(Some(run.clone()));
    });
    let stands = {
        let book = book.clone();
        use_selector((run.order.clone(), day), move |model, (order, _day)| {
            let now = book.now();
            order
                .iter()
                .map(|id| stand(model, *id, now))
                .collect::<Vec<_>>()
        })
    };
    let current = run.order.get(run.at).copied();
    let current_stand = stands.get(run.at).copied();
    let is_due = current_stand == Some(Stand::Due);
    use_current_customer(current.filter(|_| current_stand != Some(Stand::Gone)));
    let quick = use_quick(current.filter(|_| is_due));
    let go = {
        let (run, stands) = (run.clone(), stands.clone());
        Callback::from(move |step: Step| {
            let at = match step {
                Step::Next => next_due(&stands, run.at + 1),
                Step::Back => run.at.saturating_sub(1),
                Step::FirstDue => next_due(&stands, 0),
            };
            run.set(QueueRun {
                at,
                ..(*run).clone()
            });
        })
    };
    use_going_on(current, current_stand, &go);
    use_keys(Place::Queue, {
        let (quick, go, book) = (quick.clone(), go.clone(), book.clone());
        move |deed, key: &Key| {
            if quick.key(deed, key) {
                return true;
            }
            match (deed, current) {
                (Some(Deed::NextCard), Some(_)) => go.emit(Step::Next),
                (Some(Deed::PreviousCard), _) => go.emit(Step::Back),
                (Some(Deed::LogShown), Some(id)) if current_stand != Some(Stand::Gone) => {
                    desk.open.emit(Some(Dialog::Log(log_start(&book, id))));
                }
                _ => return false,
            }
            true
        }
    });
    let left = stands.iter().filter(|one| **one == Stand::Due).count();
    let again = {
        let run = run.clone();
        Callback::from(move |()| run.set(QueueRun::new(&book, day)))
    };
    html! {
        <div class="page page-narrow">
            <header class="page-head">
                <a class="back" href={Route::Today.href()}>
                    {Icon::ChevronLeft.html()}<span>{texts.common.today}</span>
                </a>
                <div class="page-title">
                    <h1>{texts.day.queue}</h1>
                    <p class="page-sub" role="status">{(texts.work().left)(left)}</p>
                </div>
            </header>
            if !run.order.is_empty() {
                <progress
                    aria-label={texts.work().progress}
                    max={run.order.len().to_string()}
                    value={(run.order.len() - left).to_string()}
                />
            }
            {match current {
                Some(id) => html! {
                    <>
                        <CardView key={id.to_string()} {id} {is_due} />
                        <Bar
                            key="bar"
                            outcomes={if is_due { outcomes(language, &quick) } else { Html::default() }}
                            then={quick.bar()}
                            {go}
                            can_go_back={0 < run.at}
                            stand={current_stand}
                            customer={id}
                        />
                    </>
                },
                None => html! {
                    <Summary
                        since={run.since}
                        left={run
                            .order
                            .iter()
                            .zip(stands.iter())
                            .filter(|(_, stand)| **stand == Stand::Due)
                            .map(|(id, _)| *id)
                            .collect::<Vec<_>>()}
                        total={speech.number(run.order.len())}
                        {go}
                        {again}
                    />
                },
            }}
        </div>
    }
}

/// Where to go in the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Next,
    Back,
    FirstDue,
}

/// Goes on as soon as what was due with the customer on the screen is dealt with, by a key or by a
/// dialog, and hands the focus to the next card, so that a screen reader begins to read it.
#[hook]
fn use_going_on(current: Option<CustomerId>, stand: Option<Stand>, go: &Callback<Step>) {
    let seen = use_mut_ref(|| None::<(Option<CustomerId>, Option<Stand>)>);
    let go = go.clone();
    use_effect_with((current, stand), move |(current, stand)| {
        let before = seen.borrow_mut().replace((*current, *stand));
        if before == Some((*current, Some(Stand::Due))) && *stand == Some(Stand::Settled) {
            go.emit(Step::Next);
        }
        if before.is_some_and(|(seen, _)| seen != *current) {
            dom::focus(card::HEADING);
        }
    });
}

/// Buttons for how it ended, which are the keys of the outcomes. On the phone, the two that end most
/// calls and visits are at hand at once.
fn outcomes(language: Language, quick: &Quick) -> Html {
    let channel = quick.channel();
    html! {
        <div class="card-outcomes" role="group" aria-label={language.texts().common.outcome}>
            for outcome in Outcome::offered(channel) {
                {button_of(
                    outcome.key(),
                    !matches!(outcome, Outcome::Connected | Outcome::NoAnswer),
                    describe_outcome::outcome(language, channel, *outcome),
                    quick.begin(First::Ended(*outcome)),
                )}
            }
            {key_button(Deed::PutOff, false, language.texts().day.put_off, quick.begin(First::PutOff))}
        </div>
    }
}

/// A button with its key; what is `rare` stands behind "More" on the phone.
fn key_button(deed: Deed, rare: bool, word: &'static str, act: Callback<MouseEvent>) -> Html {
    button_of(key_of(Place::Queue, deed), rare, word, act)
}

fn button_of(key: &'static str, rare: bool, word: &'static str, act: Callback<MouseEvent>) -> Html {
    html! {
        <button
            class={classes!("btn", rare.then_some("rest"))}
            type="button"
            aria-keyshortcuts={key}
            onclick={act}
        >
            <kbd aria-hidden="true">{key}</kbd>{word}
        </button>
    }
}

/// Properties of [`Bar`].
#[derive(Properties, PartialEq)]
struct BarProps {
    customer: CustomerId,
    outcomes: Html,
    /// When it goes on, once a first key said how it ended.
    then: Html,
    go: Callback<Step>,
    can_go_back: bool,
    stand: Option<Stand>,
}

/// What can be done with the card, always in sight: how it ended, log, skip, pause; back and on.
#[component]
fn Bar(props: &BarProps) -> Html {
    let texts = use_texts();
    let book = use_book();
    let desk = use_desk();
    let id = props.customer;
    let dialog = |dialog: Dialog| desk.open.reform(move |_: MouseEvent| Some(dialog.clone()));
    let log = desk
        .open
        .reform(move |_: MouseEvent| Some(Dialog::Log(log_start(&book, id))));
    let step = |step: Step| props.go.reform(move |_: MouseEvent| step);
    let is_open = use_state_eq(|| false);
    use_effect_with(id, {
        let setter = is_open.setter();
        move |_| setter.set(false)
    });
    let unfold = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    html! {
        <div class="queue-bar" data-open={is_open.then_some("")}>
            {props.then.clone()}
            {props.outcomes.clone()}
            <div class="card-steps">
                <div class="btns">
                    if props.stand != Some(Stand::Gone) {
                        {key_button(Deed::LogShown, false, texts.work().log, log)}
                    }
                    if props.stand == Some(Stand::Due) {
                        {key_button(Deed::Skip, true, texts.day.skip, dialog(Dialog::Skip(id)))}
                        {key_button(Deed::Pause, true, texts.customers().pause, dialog(Dialog::Pause(id)))}
                        <button
                            class="btn phone-only"
                            type="button"
                            aria-expanded={if *is_open { "true" } else { "false" }}
                            onclick={unfold}
                        >
                            {if *is_open { texts.work().fewer } else { texts.common.more }}
                        </button>
                    }
                </div>
                <div class="btns">
                    if props.can_go_back {
                        {key_button(Deed::PreviousCard, false, texts.common.back, step(Step::Back))}
                    }
                    {key_button(Deed::NextCard, false, texts.work().next, step(Step::Next))}
                </div>
            </div>
        </div>
    }
}
