//! Today: whom to visit, whom to call, and why.

pub(crate) mod quick;
mod room;
pub(crate) mod row;
pub(crate) mod skip;

use std::rc::Rc;

use crate::ui::prelude::*;
use chrono::NaiveDate;

use self::quick::use_quick;
use self::room::{Spilled, capacity_bar};
use self::row::QueueRow;
use crate::app::queries::customers::CustomerList;
use crate::app::queries::ledger::promises_due;
use crate::app::queries::today::{Counts, Headline, Queued, Today};
use crate::domain::capacity::Room;
use crate::domain::id::CustomerId;
use crate::domain::order::PutInOrder;
use crate::domain::queue::Group;
use crate::i18n::Texts;
use crate::ui::context::{
    Desk, Dialog, LogStart, use_book, use_desk, use_speech, use_texts, use_today,
};
use crate::ui::drafts::DraftNotices;
use crate::ui::hooks::{use_history, use_keys, use_selector};
use crate::ui::keys::{Deed, Key, Place, key_of};
use crate::ui::kit::Icon;
use crate::ui::kit::text::language_of;
use crate::ui::memory::use_memory;
use crate::ui::route::Route;
use crate::ui::screens::capture::CaptureHome;
use crate::ui::screens::today::row::log_start;

/// How many rows of a group are drawn before "show more".
const ROWS: usize = 50;

/// The home page.
#[component]
pub fn TodayScreen() -> Html {
    let texts = use_texts();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let day = use_today();
    let filter = use_state_eq(|| None::<Headline>);
    let shown = use_state_eq(|| ROWS);
    let current = use_state_eq(|| 0_usize);
    let work = {
        let book = book.clone();
        use_selector(day, move |_model, _day| book.today())
    };
    let doubt = {
        let book = book.clone();
        use_history(move |history| {
            let now = book.now();
            (history.is_ahead_of(now), history.is_long_before(now))
        })
    };
    let clock_words = match doubt {
        (true, _) => Some(texts.common.clock_behind),
        (_, true) => Some(texts.common.clock_ahead),
        _ => None,
    };
    let memory = use_memory();
    let parts = use_memo((work.clone(), *filter), |(work, filter)| {
        Parts::of(work, *filter)
    });
    let (queue, spilled) = (parts.fits.clone(), parts.spilled.clone());
    memory.customer_list.replace(parts.list.clone());
    let at = (*current).min(queue.len().saturating_sub(1));
    let current_customer = queue.get(at).map(|queued| queued.customer);
    row::use_current_in_view(current_customer);
    let quick = use_quick(current_customer);
    {
        let (current, queue, shown) = (current.clone(), queue.clone(), shown.clone());
        let (desk, quick) = (desk.clone(), quick.clone());
        let book = book.clone();
        use_keys(Place::Today, move |deed, key: &Key| {
            if quick.key(deed, key) {
                return true;
            }
            let last = queue.len().saturating_sub(1);
            match deed {
                Some(Deed::NextRow) => {
                    current.set((at + 1).min(last));
                    // Never stand on a row that is not drawn.
                    if *shown <= at + 1 {
                        shown.set(*shown + ROWS);
                    }
                }
                Some(Deed::PreviousRow) => current.set(at.saturating_sub(1)),
                Some(Deed::OpenRow) if !has_focus_on_control() => match queue.get(at) {
                    Some(queued) => crate::ui::app::go_to(Route::Customer(queued.customer)),
                    None => return false,
                },
                Some(Deed::LogShown) => {
                    let start = queue.get(at).map_or_else(LogStart::default, |queued| {
                        log_start(&book, queued.customer)
                    });
                    desk.open.emit(Some(Dialog::Log(start)));
                }
                Some(Deed::Go(route)) => crate::ui::app::go_to(route),
                _ => return false,
            }
            true
        });
    }
    let choose = {
        let (filter, current, shown) = (filter.clone(), current.setter(), shown.setter());
        Callback::from(move |headline: Headline| {
            filter.set((*filter != Some(headline)).then_some(headline));
            current.set(0);
            shown.set(ROWS);
        })
    };
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + ROWS))
    };
    html! {
        <div class="page">
            <header class="page-head two-rows">
                <div class="page-title">
                    <h1>{texts.common.today}</h1>
                    <p class="page-sub"><time datetime={day.to_string()}>{speech.weekday(day)}</time></p>
                </div>
                <div class="page-actions">
                    {go(Route::Queue, Icon::Check, texts.day.queue)}
                    {go(Route::Debrief, Icon::Clock, texts.day.debrief)}
                    {go(Route::Round, Icon::Visit, texts.day.round)}
                </div>
            </header>
            <CaptureHome />
            <DraftNotices />
            if let Some(words) = clock_words {
                <div class="notice" data-kind="warn">
                    {Icon::Warning.html()}
                    <p class="notice-text">{words}</p>
                </div>
            }
            {tiles(texts, &work.counts, *filter, &choose)}
            {capacity_bar(texts, &work)}
            <PromisesDue />
            if *filter == Some(Headline::NoFollowUp) {
                <Resting {day} />
            } else if !queue.is_empty() {
                <div class="queue">
                    {groups(texts, &queue, &spilled, (*shown, at), &more)}
                </div>
            } else if spilled.is_empty() {
                if work.counts == Counts::default() {
                    {nobody_yet(texts, &desk)}
                } else {
                    {empty(texts, filter.is_some(), &filter)}
                }
            }
            if !spilled.is_empty() {
                <Spilled queue={spilled} />
            }
            if filter.is_none() {
                {coming(texts, &work)}
                {done(texts, &work)}
            }
            {quick.bar()}
        </div>
    }
}

/// A link to another page of the day's work, which has a key of its own.
fn go(route: Route, icon: Icon, word: &'static str) -> Html {
    let key = key_of(Place::Today, Deed::Go(route));
    html! {
        <a class="btn" href={route.href()} aria-keyshortcuts={key} title={format!("{word} ({key})")}>
            {icon.html()}<span>{word}</span>{" "}<kbd aria-hidden="true">{key}</kbd>
        </a>
    }
}

/// Those of the queue that the filter lets through.
struct Parts {
    /// Who fits today, with the suggestions apart as visits, calls and the rest.
    fits: Rc<Vec<Queued>>,
    /// Who spills over to a later day.
    spilled: Rc<Vec<Queued>>,
    /// All of them, to go from one customer's page to the next.
    list: Rc<CustomerList>,
}

impl Parts {
    fn of(work: &Today, filter: Option<Headline>) -> Self {
        let (mut fits, spilled): (Vec<Queued>, Vec<Queued>) = work
            .queue
            .iter()
            .filter(|queued| filter.is_none_or(|headline| queued.headline == headline))
            .partition(|queued| queued.room == Room::Today);
        fits.put_in_order_by_key(|queued| {
            let (group, headline) = section(queued);
            (
                group,
                Headline::ALL.iter().position(|one| Some(*one) == headline),
            )
        });
        let ids: Vec<CustomerId> = fits
            .iter()
            .chain(&spilled)
            .map(|one| one.customer)
            .collect();
        Self {
            list: Rc::new(CustomerList {
                total: ids.len(),
                ids,
            }),
            fits: Rc::new(fits),
            spilled: Rc::new(spilled),
        }
    }
}

/// How many promises of both sides are due, and the way to them.
#[component]
fn PromisesDue() -> Html {
    let texts = use_texts();
    let today = use_today();
    let due = use_selector(today, |model, today| promises_due(model, *today));
    if *due == 0 {
        return Html::default();
    }
    html! {
        <p class="promises-due">
            {Icon::Clock.html()}
            <a href={Route::Promises.href()}>{(texts.today.promises_due)(*due)}</a>
        </p>
    }
}

pub(crate) fn has_focus_on_control() -> bool {
    crate::web::dom::document()
        .and_then(|document| document.active_element())
        .is_some_and(|element| {
            matches!(
                element.tag_name().as_str(),
                "A" | "BUTTON" | "INPUT" | "SUMMARY"
            )
        })
}

fn tiles(
    texts: &'static Texts,
    counts: &Counts,
    filter: Option<Headline>,
    choose: &Callback<Headline>,
) -> Html {
    let tile = |headline: Headline, word: &'static str, count: usize| {
        html! {
            <button
                class="tile"
                type="button"
                aria-pressed={if filter == Some(headline) { "true" } else { "false" }}
                onclick={choose.reform(move |_: MouseEvent| headline)}
            >
                <span class="tile-label">{word}</span>{" "}<span class="tile-num">{count}</span>
            </button>
        }
    };
    html! {
        <>
            <div class="tiles" role="group" aria-label={texts.today.show_only} aria-describedby="tiles-hint">
                {tile(Headline::Visits, texts.today.visits, counts.visits)}
                {tile(Headline::Calls, texts.today.calls, counts.calls)}
                {tile(Headline::FirstContacts, texts.today.first_contacts, counts.first_contacts)}
                if 0 < counts.others {
                    {tile(Headline::Others, texts.today.others, counts.others)}
                }
                {tile(Headline::NoFollowUp, texts.today.no_follow_up, counts.no_follow_up)}
            </div>
            <p class="hint tiles-hint" id="tiles-hint">{texts.today.tiles_hint}</p>
        </>
    }
}

/// The section of the page under which a row stands: suggestions apart by what they ask for.
fn section(queued: &Queued) -> (Group, Option<Headline>) {
    let headline = (queued.group == Group::Suggested).then_some(queued.headline);
    (queued.group, headline)
}

/// The rows of those who fit today, by section; each heading says how many it has, and how many of
/// the same kind spill over.
fn groups(
    texts: &'static Texts,
    queue: &[Queued],
    spilled: &[Queued],
    (shown, current): (usize, usize),
    more: &Callback<MouseEvent>,
) -> Html {
    let drawn = queue.len().min(shown);
    let mut start = 0;
    let mut groups = Vec::new();
    for members in queue.chunk_by(|a, b| section(a) == section(b)) {
        let (class, word) = match section(&members[0]) {
            (Group::OverdueByHand, _) => ("group overdue", texts.today.overdue),
            (Group::TodayByHand, _) => ("group", texts.today.planned_today),
            (Group::Suggested, Some(Headline::Visits)) => ("group", texts.today.suggested_visits),
            (Group::Suggested, Some(Headline::Calls)) => ("group", texts.today.suggested_calls),
            (Group::Suggested, _) => ("group", texts.today.suggested_others),
            (Group::FirstContact, _) => ("group", texts.today.first_contacts),
        };
        let id = format!("group-{start}");
        let is_alike = |queued: &&Queued| section(queued) == section(&members[0]);
        let count = match spilled.iter().filter(is_alike).count() {
            0 => members.len().to_string(),
            later => (texts.today.fit_and_later)(members.len(), later),
        };
        groups.push(html! {
            <section class={class} aria-labelledby={id.clone()} key={word}>
                <h2 class="group-head" {id}>{word}{" "}<span class="count">{count}</span></h2>
                <ul>
                    for (index, queued) in members.iter().enumerate().take(drawn.saturating_sub(start)) {
                        <QueueRow
                            key={queued.customer.to_string()}
                            customer={queued.customer}
                            is_current={start + index == current}
                        />
                    }
                </ul>
            </section>
        });
        start += members.len();
        if drawn <= start {
            break;
        }
    }
    let rest = queue.len() - drawn;
    html! {
        <>
            {groups}
            if 0 < rest {
                <button class="btn show-more" type="button" onclick={more.clone()}>
                    {(texts.today.show_more)(rest.min(ROWS))}
                </button>
            }
        </>
    }
}

/// Where there is no customer, and how to come to some.
fn nobody_yet(texts: &'static Texts, desk: &Desk) -> Html {
    let new = desk
        .open
        .reform(|_: MouseEvent| Some(Dialog::NewCustomer(String::new())));
    html! {
        <div class="empty">
            {Icon::Customers.html()}
            <h2>{texts.customers().none_yet}</h2>
            <p>{texts.customers().none_yet_hint}</p>
            <div class="btns">
                <button class="btn primary" type="button" onclick={new}>
                    {Icon::Plus.html()}<span>{texts.common.new_customer}</span>
                </button>
                <a class="btn" href={Route::Data.href()}>{texts.customers().import}</a>
            </div>
        </div>
    }
}

fn empty(
    texts: &'static Texts,
    is_filtered: bool,
    filter: &UseStateHandle<Option<Headline>>,
) -> Html {
    if is_filtered {
        let filter = filter.setter();
        return html! {
            <div class="empty">
                {Icon::Filter.html()}
                <h2>{texts.today.none_here}</h2>
                <div class="btns">
                    <button class="btn" type="button" onclick={move |_: MouseEvent| filter.set(None)}>
                        {texts.today.show_all}
                    </button>
                </div>
            </div>
        };
    }
    html! {
        <div class="empty">
            {Icon::Check.html()}
            <h2>{texts.today.all_done}</h2>
            <p>{texts.today.all_done_hint}</p>
        </div>
    }
}

/// Properties of [`Resting`].
#[derive(Properties, PartialEq)]
struct RestingProps {
    day: NaiveDate,
}

/// The customers with whom nothing is due, the one due soonest first.
#[component]
fn Resting(props: &RestingProps) -> Html {
    let texts = use_texts();
    let book = use_book();
    let shown = use_state_eq(|| ROWS);
    let resting = use_selector(props.day, move |model, _day| {
        let now = book.now();
        let mut resting: Vec<(Option<i64>, CustomerId)> = model
            .standings(now)
            .filter(|(_, standing)| Headline::of(standing) == Headline::NoFollowUp)
            .filter_map(|(slot, _)| {
                let id = model.customer_id(slot)?;
                let last = model.last_contact(id, now);
                Some((last.map(|last| last.at.order()), id))
            })
            .collect();
        resting.put_in_order();
        resting.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
    });
    if resting.is_empty() {
        return html! { <div class="empty"><h2>{texts.today.none_here}</h2></div> };
    }
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + ROWS)
    };
    html! {
        <div class="queue">
            <section class="group" aria-label={texts.today.no_follow_up}>
                <ul>
                    for id in resting.iter().take(*shown) {
                        <QueueRow key={id.to_string()} customer={*id} is_current=false />
                    }
                </ul>
                if *shown < resting.len() {
                    <button class="btn show-more" type="button" onclick={more}>
                        {(texts.today.show_more)((resting.len() - *shown).min(ROWS))}
                    </button>
                }
            </section>
        </div>
    }
}

fn coming(texts: &'static Texts, work: &Today) -> Html {
    if work.coming.is_empty() {
        return Html::default();
    }
    html! {
        <div class="queue">
            <section class="group" aria-labelledby="coming">
                <h2 class="group-head" id="coming">
                    {texts.today.coming}{" "}<span class="count">{work.coming.len()}</span>
                </h2>
                <ul>
                    for (_, id) in work.coming.iter().take(ROWS) {
                        <QueueRow key={id.to_string()} customer={*id} is_current=false />
                    }
                </ul>
            </section>
        </div>
    }
}

fn done(texts: &'static Texts, work: &Today) -> Html {
    if work.done.is_empty() {
        return Html::default();
    }
    html! {
        <details class="done">
            <summary>
                {Icon::ChevronRight.html()}{texts.today.done}{" "}
                <span class="count">{(texts.today.customers)(work.done.len())}</span>
            </summary>
            <ul class="history">
                for id in work.done.iter() {
                    <DoneRow key={id.to_string()} customer={*id} />
                }
            </ul>
        </details>
    }
}

/// Properties of [`DoneRow`].
#[derive(Properties, PartialEq)]
struct DoneRowProps {
    customer: CustomerId,
}

/// A customer with whom something was logged today.
#[component]
fn DoneRow(props: &DoneRowProps) -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let customer = use_selector(props.customer, |model, id| model.customer(*id).cloned());
    let Some(customer) = &*customer else {
        return Html::default();
    };
    let id = customer.id;
    let log = desk.open.reform(move |_: MouseEvent| {
        Some(Dialog::Log(LogStart {
            customers: vec![id],
            ..LogStart::default()
        }))
    });
    html! {
        <li>
            <span>{Icon::Check.html()}</span>
            <p>
                <a href={Route::Customer(id).href()} lang={language_of(&customer.name)}>
                    {customer.name.clone()}
                </a>
                {" "}<span class="muted">{customer.company.clone()}</span>
            </p>
            <button
                class="btn quiet small"
                type="button"
                aria-label={(texts.today.log_for)(&customer.name)}
                onclick={log}
            >
                {texts.common.log}
            </button>
        </li>
    }
}
