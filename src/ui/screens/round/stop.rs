//! One stop of the round: who, when, why, and what stands in the way.

use crate::ui::prelude::*;

use super::clock;
use super::position::PositionField;
use crate::app::queries::round::RoundItem;
use crate::domain::channel::Channel;
use crate::domain::customer::Customer;
use crate::domain::id::CustomerId;
use crate::domain::opening_hours::OpeningHours;
use crate::domain::round::{Opening, Stop};
use crate::formats::map_links;
use crate::i18n::{Language, Texts, describe, describe_round};
use crate::ui::context::{Dialog, use_book, use_desk, use_language, use_speech, use_texts};
use crate::ui::kit::Icon;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::route::Route;
use crate::ui::screens::customer::links;
use crate::ui::screens::today::row::log_start;
use crate::web::dom;

/// What is done with a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// One place earlier.
    Up,
    /// One place later.
    Down,
    /// Not today.
    LeaveOut,
}

/// Properties of [`StopRow`].
#[derive(Properties, PartialEq)]
pub(super) struct StopRowProps {
    /// Its place in the round, from 0.
    pub(super) place: usize,
    /// What the order means for it.
    pub(super) stop: Stop,
    /// The customer.
    pub(super) item: RoundItem,
    /// Whether J and K stand on it.
    pub(super) is_current: bool,
    /// Whether none comes after it.
    pub(super) is_last: bool,
    /// Moves it or leaves it out.
    pub(super) turn: Callback<(usize, Turn)>,
}

/// One stop of the round.
#[component]
pub(super) fn StopRow(props: &StopRowProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let StopRowProps {
        place, stop, item, ..
    } = props;
    let customer = &item.customer;
    let words = texts.round();
    let id = customer.id;
    let name = shown(&customer.name);
    let log = desk
        .open
        .reform(move |_: MouseEvent| Some(Dialog::Log(log_start(&book, id))));
    // The row moves in the page and its button loses the focus, which is put back.
    let pressed = use_mut_ref(|| None::<Turn>);
    use_effect_with((*place, id), {
        let pressed = pressed.clone();
        move |(_place, id)| {
            if let Some(turn) = pressed.borrow_mut().take() {
                dom::focus(&button_id(*id, turn));
            }
        }
    });
    let button = |turn: Turn, icon: Icon, label: String, is_off: bool| {
        let at = *place;
        let (pressed, act) = (pressed.clone(), props.turn.clone());
        let onclick = move |_: MouseEvent| {
            *pressed.borrow_mut() = Some(turn);
            act.emit((at, turn));
        };
        html! {
            <button
                class="btn quiet small icon-only"
                type="button"
                id={button_id(id, turn)}
                aria-label={label.clone()}
                title={label}
                aria-disabled={is_off.then_some("true")}
                {onclick}
            >
                {icon.html()}
            </button>
        }
    };
    html! {
        <li class="stop" data-current={props.is_current.then_some("")}>
            <span class="stop-num" aria-hidden="true">{place + 1}</span>
            <a class="q-who" href={Route::Customer(id).href()}>
                <strong lang={language_of(&customer.name)}>{name.clone()}</strong>
                <span lang={language_of(&customer.company)}>{shown(&customer.company)}</span>
            </a>
            <p class="stop-when">
                {when(texts, speech, stop)}{" "}
                {agreed(texts, speech, stop)}{" "}
                {opening(texts, language, speech, stop, customer)}
            </p>
            <p class="stop-why">{describe::reason(language, &item.reason, &speech)}</p>
            <p class="stop-where" lang={language_of(&customer.address)}>{shown(&customer.address)}</p>
            <div class="q-acts">
                {button(Turn::Up, Icon::ChevronUp, (words.move_up)(&name), *place == 0)}
                {button(Turn::Down, Icon::ChevronDown, (words.move_down)(&name), props.is_last)}
                {button(Turn::LeaveOut, Icon::Close, (words.leave_out)(&name), false)}
                <button
                    class="btn small"
                    type="button"
                    aria-label={(texts.today.log_for)(&customer.name)}
                    onclick={log}
                >
                    {texts.common.log}
                </button>
            </div>
            <div class="stop-ways">
                {phones(texts, customer)}
                {maps(texts, customer)}
            </div>
            if customer.position.is_none() {
                <PositionField customer={customer.clone()} />
            }
        </li>
    }
}

/// The id of a button of a stop in the document.
pub(super) fn button_id(customer: CustomerId, turn: Turn) -> String {
    let word = match turn {
        Turn::Up => "up",
        Turn::Down => "down",
        Turn::LeaveOut => "out",
    };
    format!("stop-{word}-{customer}")
}

/// When one arrives and how far it is.
fn when(texts: &'static Texts, speech: crate::web::intl::Speech, stop: &Stop) -> String {
    let arrives = stop
        .arrives_at
        .map(|minutes| (texts.round().arrives)(&clock(texts, speech, minutes)));
    let distance = stop
        .metres
        .map(|metres| describe_round::distance(speech.0, metres));
    let parts: Vec<String> = arrives.into_iter().chain(distance).collect();
    parts.join(" · ")
}

/// For when it was agreed, and whether one comes late.
fn agreed(texts: &'static Texts, speech: crate::web::intl::Speech, stop: &Stop) -> Html {
    let Some(minute) = stop.agreed_for else {
        return Html::default();
    };
    let (class, word) = if stop.is_late {
        ("badge overdue", texts.round().agreed_late)
    } else {
        ("badge", texts.round().agreed)
    };
    html! { <span {class}>{word(&clock(texts, speech, minute.into()))}</span> }
}

/// What the opening hours mean for the time of arrival.
fn opening(
    texts: &'static Texts,
    language: Language,
    speech: crate::web::intl::Speech,
    stop: &Stop,
    customer: &Customer,
) -> Html {
    let words = texts.round();
    let typed = customer.opening_hours.trim();
    if typed.is_empty() {
        return Html::default();
    }
    let (class, text) = match (OpeningHours::parse(typed), stop.opening) {
        (Err(why), _) => {
            let why = describe_round::hours_error(language, &why);
            ("badge", (words.hours_unread)(&why))
        }
        (Ok(_), Opening::Missed) => ("badge overdue", words.missed.to_owned()),
        (Ok(_), Opening::WaitsUntil(minute)) => {
            ("badge", (words.waits)(&clock(texts, speech, minute.into())))
        }
        (Ok(_), Opening::Open) => ("badge", words.open_now.to_owned()),
        (Ok(_), Opening::Unknown) => return html! { <span class="muted">{shown(typed)}</span> },
    };
    html! {
        <>
            <span {class}>{text}</span>{" "}
            <span class="muted" lang={language_of(typed)}>{shown(typed)}</span>
        </>
    }
}

fn phones(texts: &'static Texts, customer: &Customer) -> Html {
    let phones = customer.phones.iter().filter_map(|one| {
        let href = links::tel(&one.value)?;
        let number = shown(&one.value);
        Some(html! {
            <a
                class="btn quiet small"
                {href}
                key={one.value.clone()}
                aria-label={(texts.customers().call)(&number)}
                data-reach={Channel::Phone.code().to_owned()}
                data-customer={customer.id.to_string()}
            >
                {Icon::Phone.html()}<span>{number.clone()}</span>
            </a>
        })
    });
    phones.collect()
}

/// The programs that show the place.
fn maps(texts: &'static Texts, customer: &Customer) -> Html {
    let words = texts.round();
    let link = |word: &'static str, href: String| {
        let is_page = href.starts_with("https:");
        html! {
            <a
                {href}
                key={word}
                target={is_page.then_some("_blank")}
                rel={is_page.then_some("noopener noreferrer")}
                data-reach={Channel::Visit.code().to_owned()}
                data-customer={customer.id.to_string()}
            >
                {word}
            </a>
        }
    };
    let Some(position) = &customer.position else {
        let Some(href) = links::map(customer) else {
            return html! { <span class="muted">{words.no_position}</span> };
        };
        return html! { <span class="stop-maps">{link(texts.customers().map, href)}</span> };
    };
    let name = &customer.name;
    html! {
        <details class="stop-maps">
            <summary aria-label={(words.maps_of)(&shown(name))}>
                {Icon::ChevronRight.html()}<span>{words.maps}</span>
            </summary>
            <span>
                {link(words.google, map_links::google(position))}
                {link(words.apple, map_links::apple(position, name))}
                {link(words.amap, map_links::amap(position, name))}
                {link(words.open_street_map, map_links::open_street_map(position))}
                {link(words.app, map_links::geo(position))}
            </span>
        </details>
    }
}
