//! What is known of the customer.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::links;
use crate::domain::cadence::Cadence;
use crate::domain::customer::{Customer, Labelled};
use crate::i18n::Texts;
use crate::i18n::describe::{self, Dates};
use crate::ui::context::{Dialog, use_desk, use_language, use_speech, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::Icon;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::route::Route;

/// How many of a firm's people are listed.
const MOST_PEOPLE: usize = 50;

/// Properties of [`Details`].
#[derive(Properties, PartialEq)]
pub(super) struct DetailsProps {
    /// The customer.
    pub(super) customer: Arc<Customer>,
}

/// Everything known of the customer, field by field.
#[component]
pub(super) fn Details(props: &DetailsProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let desk = use_desk();
    let customer = &props.customer;
    let id = customer.id;
    let words = texts.customers();
    let related = use_selector(customer.clone(), |model, customer| {
        let living = |id| model.customer(id).filter(|one| one.trashed_at.is_none());
        let firm = customer.firm.and_then(living).cloned();
        let people: Vec<_> = model
            .people_of(customer.id)
            .iter()
            .filter_map(|id| living(*id))
            .take(MOST_PEOPLE)
            .cloned()
            .collect();
        let source = customer
            .origin
            .as_ref()
            .and_then(|origin| model.source(origin.source))
            .map(|source| source.name.clone())
            .filter(|name| !name.is_empty());
        (firm, people, source)
    });
    let (firm, people, source) = &*related;
    let link = |other: &Customer| {
        html! {
            <a href={Route::Customer(other.id).href()} lang={language_of(&other.name)}>
                {shown(&other.name)}
            </a>
        }
    };
    let mut facts: Vec<(String, Html)> = Vec::new();
    let mut text = |word: &str, value: &str| {
        if !value.trim().is_empty() {
            facts.push((
                word.to_owned(),
                html! { <span class="lines" lang={language_of(value)}>{shown(value)}</span> },
            ));
        }
    };
    // The firm says it already, where it bears the same name.
    if firm
        .as_ref()
        .is_none_or(|firm| firm.name != customer.company)
    {
        text(texts.common.company, &customer.company);
    }
    text(words.title, &customer.title);
    if let Some(firm) = firm {
        facts.push((words.firm.to_owned(), link(firm)));
    }
    entries(&mut facts, texts.common.phone, &customer.phones, links::tel);
    entries(
        &mut facts,
        texts.common.email,
        &customer.emails,
        links::mail,
    );
    entries(&mut facts, words.handles, &customer.handles, |_| None);
    let mut text = |word: &str, value: &str| {
        if !value.trim().is_empty() {
            facts.push((
                word.to_owned(),
                html! { <span class="lines" lang={language_of(value)}>{shown(value)}</span> },
            ));
        }
    };
    text(words.address, &customer.address);
    if let Some(position) = &customer.position {
        let degrees = format!("{}, {}", position.latitude, position.longitude);
        text(texts.round().position, &degrees);
    }
    text(texts.round().hours, &customer.opening_hours);
    if let Some(since) = customer.since {
        text(words.since, &speech.day(since));
    }
    if let Some(until) = customer.consent.paused_until {
        text(words.paused_until, &speech.day(until));
    }
    if let Some(own) = &customer.cadence {
        let rhythm = rhythm(texts, own.every);
        let action = describe::action(language, &own.action);
        text(words.rhythm, &format!("{rhythm} · {action}"));
    }
    for (name, value) in &customer.custom {
        text(&shown(name), value);
    }
    text(words.notes, &customer.notes);
    if let Some(source) = source {
        text(words.source, source);
    }
    if !customer.tags.is_empty() {
        facts.push((
            words.tags.to_owned(),
            html! {
                <span class="tags">
                    for tag in customer.tags.iter() {
                        <span class="badge" key={tag.clone()} lang={language_of(tag)}>{shown(tag)}</span>
                    }
                </span>
            },
        ));
    }
    if !people.is_empty() {
        facts.push((
            words.people.to_owned(),
            html! {
                <ul>
                    for person in people.iter() {
                        <li key={person.id.to_string()}>
                            {link(person)}{" "}
                            <span class="muted">{shown(&person.title)}</span>
                        </li>
                    }
                </ul>
            },
        ));
    }
    let edit = desk
        .open
        .reform(move |_: MouseEvent| Some(Dialog::EditCustomer(id)));
    html! {
        <section aria-labelledby="details">
            <div class="section-head">
                <h2 id="details">{words.details}</h2>
                <button class="btn quiet small" type="button" onclick={edit}>
                    {Icon::Edit.html()}<span>{texts.common.edit}</span>
                </button>
            </div>
            if facts.is_empty() {
                <p class="muted">{words.no_details}</p>
            } else {
                <dl class="facts">
                    for (word, value) in facts {
                        <dt>{word}</dt><dd>{value}</dd>
                    }
                </dl>
            }
        </section>
    }
}

/// Numbers, addresses or names on services, with what each is used for.
fn entries(
    facts: &mut Vec<(String, Html)>,
    word: &str,
    list: &[Labelled],
    href: fn(&str) -> Option<String>,
) {
    for Labelled { label, value } in list {
        let text = shown(value);
        let shown_value = match href(value) {
            Some(href) => html! { <a {href}>{text}</a> },
            None => html! { <span>{text}</span> },
        };
        facts.push((
            word.to_owned(),
            html! {
                <>
                    {shown_value}
                    if !label.is_empty() {
                        {" "}<span class="muted" lang={language_of(label)}>{shown(label)}</span>
                    }
                </>
            },
        ));
    }
}

/// A rhythm in words.
pub(super) fn rhythm(texts: &'static Texts, every: Cadence) -> String {
    match every {
        Cadence::Days(n) => (texts.customers().rhythm_days)(n),
        Cadence::Weeks(n) => (texts.customers().rhythm_weeks)(n),
        Cadence::Months(n) => (texts.customers().rhythm_months)(n),
    }
}
