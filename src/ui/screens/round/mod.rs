//! The round: today's visits in a good order, when one arrives, and a sheet to take along.

mod conditions;
mod position;
mod sheet;
mod stop;

use std::rc::Rc;

use crate::ui::prelude::*;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use self::conditions::ConditionsForm;
use self::sheet::Sheet;
use self::stop::{StopRow, Turn, button_id};
use crate::app::queries::reminders::minutes;
use crate::app::queries::round::{DueVisits, RoundItem, visit, visits_of_today};
use crate::domain::customer::Position;
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;
use crate::domain::round::{Conditions, Round, Stop, Visit, along, good_order};
use crate::domain::settings::Settings;
use crate::formats::map_links::google_directions;
use crate::i18n::describe::Dates;
use crate::i18n::{Texts, describe_round};
use crate::ui::app::go_to;
use crate::ui::context::{Dialog, use_book, use_desk, use_speech, use_texts, use_today};
use crate::ui::hooks::{use_keys, use_selector};
use crate::ui::keys::{Deed, Key, Place};
use crate::ui::kit::Icon;
use crate::ui::kit::text::shown;
use crate::ui::memory::{use_current_customer, use_memory};
use crate::ui::route::Route;
use crate::ui::screens::today::has_focus_on_control;
use crate::ui::screens::today::row::{log_start, use_current_in_view};
use crate::web::dom;
use crate::web::intl::Speech;

/// What was chosen for the round of a day; it is kept while the app runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundChoices {
    day: NaiveDate,
    /// How many visits; as many as fit the day where nothing else is chosen.
    count: Option<usize>,
    /// When it begins, in minutes since midnight.
    leaves_at: u16,
    /// Whom not to visit.
    left_out: Vec<CustomerId>,
    /// The order by hand; by distance where there is none.
    by_hand: Option<Vec<CustomerId>>,
}

impl RoundChoices {
    /// Those with which a day begins: as many visits as fit it; from now during working hours, else
    /// from their begin.
    fn new(settings: &Settings, now: Now) -> Self {
        let begins = minutes(settings.working_hours.from);
        let moment = minutes(now.time());
        let ends = minutes(settings.working_hours.to);
        let leaves_at = if (begins..ends).contains(&moment) {
            moment.next_multiple_of(5)
        } else {
            begins
        };
        Self {
            day: now.date_naive(),
            count: None,
            leaves_at,
            left_out: Vec::new(),
            by_hand: None,
        }
    }
}

/// The round as it is shown.
#[derive(PartialEq)]
struct Shown {
    round: Round,
    /// The customers that its stops speak of.
    items: Vec<RoundItem>,
    /// Whom not to visit.
    left_out: Vec<RoundItem>,
    conditions: Conditions,
}

impl Shown {
    /// The customer of each stop, in order.
    fn stops(&self) -> impl Iterator<Item = (&Stop, &RoundItem)> {
        let stops = self.round.stops.iter();
        stops.filter_map(|stop| Some((stop, self.items.get(stop.visit)?)))
    }

    /// How many of the stops have a position.
    fn placed(&self) -> usize {
        let placed = self
            .stops()
            .filter(|(_, item)| item.customer.position.is_some());
        placed.count()
    }

    fn order(&self) -> Vec<CustomerId> {
        self.stops().map(|(_, item)| item.customer.id).collect()
    }
}

/// Works the round out.
fn work_out(items: &[RoundItem], settings: &Settings, choices: &RoundChoices) -> Shown {
    let (left_out, items): (Vec<_>, Vec<_>) = items
        .iter()
        .cloned()
        .partition(|item| choices.left_out.contains(&item.customer.id));
    let visits: Vec<Visit> = items.iter().map(visit).collect();
    let conditions = Conditions {
        start: settings.round.start,
        leaves_at: choices.leaves_at,
        weekday: choices.day.weekday(),
        speed_kmh: settings.round.speed_kmh,
        visit_minutes: settings.round.visit_minutes,
    };
    let order = match &choices.by_hand {
        None => good_order(&visits, &conditions),
        Some(by_hand) => {
            let place = |id: CustomerId| items.iter().position(|item| item.customer.id == id);
            let mut order: Vec<usize> = by_hand.iter().filter_map(|id| place(*id)).collect();
            // Whoever came into the round since then comes last.
            let rest: Vec<usize> = (0..items.len()).filter(|at| !order.contains(at)).collect();
            order.extend(rest);
            order
        }
    };
    Shown {
        round: along(&visits, &conditions, &order),
        items,
        left_out,
        conditions,
    }
}

/// The page of the round.
#[component]
pub fn RoundScreen() -> Html {
    let texts = use_texts();
    let words = texts.round();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let day = use_today();
    let memory = use_memory();
    let settings = use_selector((), |model, ()| model.settings().clone());
    let choices = use_state_eq(|| {
        let kept = memory.round.borrow().clone();
        kept.filter(|kept| kept.day == day)
            .unwrap_or_else(|| RoundChoices::new(&settings, book.now()))
    });
    let choose = {
        let (setter, memory) = (choices.setter(), memory.clone());
        use_callback((), move |next: RoundChoices, ()| {
            *memory.round.borrow_mut() = Some(next.clone());
            setter.set(next);
        })
    };
    let found = {
        let book = book.clone();
        use_selector((day, choices.count), move |model, (_day, count)| {
            visits_of_today(model, book.now(), *count)
        })
    };
    let shown_round = use_memo(
        (found.clone(), (*settings).clone(), (*choices).clone()),
        |(found, settings, choices)| work_out(&found.items, settings, choices),
    );
    let current = use_state_eq(|| 0_usize);
    let at = (*current).min(shown_round.round.stops.len().saturating_sub(1));
    let customer = shown_round.order().get(at).copied();
    use_current_customer(customer);
    use_current_in_view(Some(at));
    let said = use_state_eq(String::new);
    let turn = {
        let (choices, choose, round) = (choices.clone(), choose.clone(), shown_round.clone());
        let (current, said) = (current.setter(), said.setter());
        Callback::from(move |(at, turn): (usize, Turn)| {
            let mut order = round.order();
            let Some(id) = order.get(at).copied() else {
                return;
            };
            let mut next = (*choices).clone();
            match turn {
                Turn::LeaveOut => {
                    next.left_out.push(id);
                    let neighbour = order
                        .get(at + 1)
                        .or(at.checked_sub(1).and_then(|at| order.get(at)));
                    if let Some(neighbour) = neighbour.filter(|_| has_focus_in_stop()) {
                        dom::focus(&button_id(*neighbour, turn));
                    }
                }
                Turn::Up | Turn::Down => {
                    let to = if turn == Turn::Up {
                        at.checked_sub(1)
                    } else {
                        Some(at + 1)
                    };
                    let Some(to) = to.filter(|to| *to < order.len()) else {
                        return;
                    };
                    order.swap(at, to);
                    next.by_hand = Some(order);
                    current.set(to);
                    let name = round
                        .stops()
                        .nth(at)
                        .map(|(_, item)| shown(&item.customer.name));
                    said.set((texts.round().moved)(&name.unwrap_or_default(), to + 1));
                }
            }
            choose.emit(next);
        })
    };
    {
        let (turn, book, desk) = (turn.clone(), book.clone(), desk.clone());
        let (current, last) = (
            current.setter(),
            shown_round.round.stops.len().saturating_sub(1),
        );
        use_keys(Place::Round, move |deed, _key: &Key| {
            match deed {
                Some(Deed::NextRow) => current.set((at + 1).min(last)),
                Some(Deed::PreviousRow) => current.set(at.saturating_sub(1)),
                Some(Deed::MoveStopDown) => turn.emit((at, Turn::Down)),
                Some(Deed::MoveStopUp) => turn.emit((at, Turn::Up)),
                Some(Deed::LeaveOut) => turn.emit((at, Turn::LeaveOut)),
                Some(Deed::OpenRow) if !has_focus_on_control() => match customer {
                    Some(id) => go_to(Route::Customer(id)),
                    None => return false,
                },
                Some(Deed::LogShown) => match customer {
                    Some(id) => desk.open.emit(Some(Dialog::Log(log_start(&book, id)))),
                    None => return false,
                },
                _ => return false,
            }
            true
        });
    }
    let is_empty = found.total == 0;
    let has_stops = !shown_round.round.stops.is_empty();
    html! {
        <div class="page round">
            <header class="page-head">
                <a class="back" href={Route::Today.href()}>
                    {Icon::ChevronLeft.html()}<span>{words.to_today}</span>
                </a>
                <div class="page-title">
                    <h1>{words.title}</h1>
                    <p class="page-sub"><time datetime={day.to_string()}>{speech.weekday(day)}</time></p>
                </div>
                <div class="page-actions">
                    if has_stops {
                        <button class="btn" type="button" onclick={|_: MouseEvent| dom::print()}>
                            {Icon::Print.html()}<span>{words.print}</span>
                        </button>
                    }
                </div>
            </header>
            if is_empty {
                <div class="empty">
                    {Icon::Visit.html()}
                    <h2>{words.empty}</h2>
                    <p>{words.empty_hint}</p>
                </div>
            } else {
                <div class="round-sum">
                    if has_stops {
                        <p><strong>{summary(texts, speech, &shown_round)}</strong></p>
                        <p class="muted">
                            {(words.straight)(settings.round.speed_kmh, settings.round.visit_minutes)}
                        </p>
                    } else {
                        <p><strong>{words.nobody}</strong></p>
                    }
                    {after_hours(texts, speech, &shown_round, &settings)}
                    {rest(texts, &found, &settings, &choices)}
                </div>
                <ConditionsForm
                    settings={(*settings).clone()}
                    choices={(*choices).clone()}
                    due={(found.total, found.fitting)}
                    choose={choose.clone()}
                />
                {by_hand(texts, &choices, &choose)}
                <p class="visually-hidden" role="status">{(*said).clone()}</p>
                <ol class="stops" aria-label={words.stops}>
                    for (place, (stop, item)) in shown_round.stops().enumerate() {
                        <StopRow
                            key={item.customer.id.to_string()}
                            {place}
                            stop={*stop}
                            item={item.clone()}
                            is_current={place == at}
                            is_last={place + 1 == shown_round.round.stops.len()}
                            turn={turn.clone()}
                        />
                    }
                </ol>
                {left_out(texts, &shown_round.left_out, &choices, &choose)}
                {directions(texts, &shown_round)}
                if has_stops {
                    <p class="hint keys-hint">{words.keys_hint}</p>
                    <Sheet round={shown_round.clone()} {day} />
                }
            }
        </div>
    }
}

/// The visits that are due and not in the round, and where they are found.
fn rest(
    texts: &'static Texts,
    found: &DueVisits,
    settings: &Settings,
    choices: &RoundChoices,
) -> Html {
    let words = texts.round();
    let more = found.total - found.items.len();
    if more == 0 {
        return Html::default();
    }
    let fits = usize::from(settings.capacity.visits);
    let sentence = match choices.count {
        None => (words.beyond)(more, fits),
        Some(_) => (words.not_in_round)(more),
    };
    html! {
        <p class="round-rest" role="status">
            {sentence}{" · "}<a href={Route::Settings.href()}>{texts.day.change_capacity}</a>
        </p>
    }
}

/// That the round does not fit the working hours.
fn after_hours(texts: &'static Texts, speech: Speech, shown: &Shown, settings: &Settings) -> Html {
    let ends = u32::from(minutes(settings.working_hours.to));
    if shown.round.ends_at.is_none_or(|ends_at| ends_at <= ends) {
        return Html::default();
    }
    let words = (texts.round().after_hours)(&clock(texts, speech, ends));
    html! {
        <p class="notice" data-kind="warn">{Icon::Warning.html()}<span class="notice-text">{words}</span></p>
    }
}

/// Whether a button of a stop was pressed, whose row may go with the focus.
fn has_focus_in_stop() -> bool {
    dom::document()
        .and_then(|document| document.active_element())
        .is_some_and(|active| active.closest(".stop").is_ok_and(|stop| stop.is_some()))
}

/// How many visits, how far, and when one is back.
fn summary(texts: &'static Texts, speech: Speech, shown: &Shown) -> String {
    let words = texts.round();
    let round = &shown.round;
    if shown.placed() == 0 {
        return (words.unplaced)(round.stops.len());
    }
    let distance = describe_round::distance(speech.0, round.metres);
    let mut text = (words.summary)(round.stops.len(), &distance);
    let placed = shown.placed();
    if placed < round.stops.len() {
        text.push(' ');
        text.push_str(&(words.of_which_placed)(placed));
    }
    if let Some(ends_at) = round.ends_at {
        let time = clock(texts, speech, ends_at);
        text.push_str(" · ");
        text.push_str(&if shown.conditions.start.is_some() {
            (words.ends)(&time)
        } else {
            (words.ends_there)(&time)
        });
    }
    text
}

/// A time in minutes since midnight; what lies beyond the day says so.
fn clock(texts: &'static Texts, speech: Speech, minutes: u32) -> String {
    let seconds = minutes % (24 * 60) * 60;
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or(NaiveTime::MIN);
    let words = speech.time(time.with_second(0).unwrap_or(time));
    match minutes / (24 * 60) {
        0 => words,
        1 => (texts.round().next_day)(&words),
        days => (texts.round().days_later)(&words, days),
    }
}

/// Says that the order was changed, and offers the good one.
fn by_hand(texts: &'static Texts, choices: &RoundChoices, choose: &Callback<RoundChoices>) -> Html {
    if choices.by_hand.is_none() {
        return Html::default();
    }
    let by_distance = RoundChoices {
        by_hand: None,
        ..choices.clone()
    };
    html! {
        <p class="round-note">
            <span class="muted">{texts.round().by_hand}</span>{" "}
            <button
                class="btn small"
                type="button"
                onclick={choose.reform(move |_: MouseEvent| by_distance.clone())}
            >
                {texts.round().order_again}
            </button>
        </p>
    }
}

/// Those who were left out, each to be put back.
fn left_out(
    texts: &'static Texts,
    items: &[RoundItem],
    choices: &RoundChoices,
    choose: &Callback<RoundChoices>,
) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    let back = |id: CustomerId| {
        let mut next = choices.clone();
        next.left_out.retain(|other| *other != id);
        choose.reform(move |_: MouseEvent| next.clone())
    };
    html! {
        <section class="round-out" aria-labelledby="round-left-out">
            <h2 id="round-left-out">{texts.round().left_out}</h2>
            <div class="btns">
                for item in items {
                    <button
                        class="btn small"
                        type="button"
                        key={item.customer.id.to_string()}
                        onclick={back(item.customer.id)}
                    >
                        {Icon::Plus.html()}
                        <span>{(texts.round().put_back)(&shown(&item.customer.name))}</span>
                    </button>
                }
            </div>
        </section>
    }
}

/// Links that open the whole way in a map program.
fn directions(texts: &'static Texts, round: &Shown) -> Html {
    let start = round.conditions.start;
    let places: Vec<Position> = round
        .stops()
        .filter_map(|(_, item)| item.customer.position)
        .collect();
    if places.is_empty() {
        return Html::default();
    }
    let parts = google_directions(start.as_ref(), &places);
    let is_one = parts.len() == 1;
    let mut first = 1;
    let links = parts.into_iter().map(|(count, href)| {
        let last = first + count - 1;
        let word = if is_one {
            texts.round().whole.to_owned()
        } else {
            (texts.round().whole_part)(first, last)
        };
        first = last + 1;
        html! {
            <a class="btn small" {href} target="_blank" rel="noopener noreferrer" key={last}>
                {Icon::Visit.html()}<span>{word}</span>
            </a>
        }
    });
    html! { <div class="btns round-ways">{links.collect::<Html>()}</div> }
}

/// The list of stops as a shared value, so that the sheet draws again only when it differs.
type SharedRound = Rc<Shown>;
