//! What was changed of the customer: field by field, each Change with its undo.
//!
//! The Changes are read from the store only when asked for, newest first, some at a time.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::details::rhythm;
use crate::app::history::{HistoryItem, Turn};
use crate::app::model::Model;
use crate::app::ports::StoredChange;
use crate::domain::change::{Edit, Edited, Fields};
use crate::domain::customer::{Customer, Labelled};
use crate::domain::id::{ChangeId, CustomerId};
use crate::i18n::describe::{self, Dates};
use crate::i18n::{Language, Texts, describe_deed};
use crate::ui::context::{Book, use_book, use_desk, use_language, use_speech, use_texts};
use crate::ui::hooks::{notice, use_history};
use crate::ui::kit::text::shown;
use crate::ui::kit::{Icon, task};
use crate::web::intl::Speech;

/// How many Changes are looked through at once.
const AT_ONCE: usize = 200;
/// How much of a value is shown.
const MOST_CHARACTERS: usize = 120;

/// Properties of [`Past`].
#[derive(Properties, PartialEq)]
pub(super) struct PastProps {
    /// Whose history it is.
    pub(super) customer: CustomerId,
}

/// A Change that touched the customer.
#[derive(Debug, Clone, PartialEq)]
struct Touched {
    item: HistoryItem,
    /// The customer's own record before and after, where it was that which changed.
    own: Option<Edited<Customer>>,
}

/// What was found so far.
#[derive(Debug, Clone, PartialEq, Default)]
struct Search {
    found: Rc<Vec<Touched>>,
    /// The Changes below this number are still to be looked through; nothing before the first.
    below: Option<u64>,
    is_done: bool,
    is_reading: bool,
}

/// The history of a customer, behind a disclosure.
#[component]
pub(super) fn Past(props: &PastProps) -> Html {
    let texts = use_texts();
    let book = use_book();
    let is_open = use_state_eq(|| false);
    let search = use_state_eq(Search::default);
    // A new Change begins the search anew.
    let newest = use_history(|history| history.items().last().map(|item| item.sequence));
    let read = {
        let (book, setter, id) = (book.clone(), search.setter(), props.customer);
        Callback::from(move |from: Search| {
            let (book, setter) = (book.clone(), setter.clone());
            setter.set(Search {
                is_reading: true,
                ..from.clone()
            });
            task::start(async move {
                setter.set(look_back(&book, id, from).await);
            });
        })
    };
    use_effect_with((*is_open, newest), {
        let read = read.clone();
        move |(is_open, _)| {
            if *is_open {
                read.emit(Search::default());
            }
        }
    });
    let ontoggle = {
        let is_open = is_open.clone();
        Callback::from(move |event: MouseEvent| {
            // The element's own toggling would come between the state and what is drawn.
            event.prevent_default();
            is_open.set(!*is_open);
        })
    };
    let further = {
        let (read, search) = (read, (*search).clone());
        move |_: MouseEvent| read.emit(search.clone())
    };
    html! {
        <section>
            <details open={*is_open}>
                <summary onclick={ontoggle}>
                    {Icon::ChevronRight.html()}{texts.customers().history}
                </summary>
                if *is_open {
                    <ul class="history">
                        for touched in search.found.iter() {
                            <Row key={touched.item.id.to_string()} touched={touched.clone()} />
                        }
                    </ul>
                    if search.is_reading {
                        <p class="muted" role="status">{texts.customers().history_reading}</p>
                    } else if search.is_done && search.found.is_empty() {
                        <p class="muted">{texts.customers().history_none}</p>
                    } else if !search.is_done {
                        <button class="btn small" type="button" onclick={further}>
                            {texts.customers().history_further}
                        </button>
                    }
                }
            </details>
        </section>
    }
}

/// Looks through some more Changes for those that touched the customer.
async fn look_back(book: &Book, id: CustomerId, from: Search) -> Search {
    let items: Vec<HistoryItem> = book
        .history()
        .items()
        .iter()
        .rev()
        .filter(|item| from.below.is_none_or(|below| item.sequence < below))
        .take(AT_ONCE)
        .cloned()
        .collect();
    let is_done = items.len() < AT_ONCE;
    let below = items.last().map(|item| item.sequence).or(from.below);
    let mut found = (*from.found).clone();
    for item in items {
        // One that cannot be read, or is no longer kept, is left out here; Data names it.
        let Ok(Some(stored)) = book.change_at(item.sequence).await else {
            continue;
        };
        match touches(&book.model(), stored, id) {
            Touch::None => {}
            Touch::Related => found.push(Touched { item, own: None }),
            Touch::Own(edited) => found.push(Touched {
                item,
                own: Some(edited),
            }),
        }
    }
    Search {
        found: Rc::new(found),
        below,
        is_done,
        is_reading: false,
    }
}

/// How a Change touched a customer.
enum Touch {
    None,
    /// Something that belongs to it.
    Related,
    /// Its own record.
    Own(Edited<Customer>),
}

/// How a Change touched the customer.
fn touches(model: &Model, mut stored: StoredChange, id: CustomerId) -> Touch {
    // The segments of a large import are unpacked only where they hold the id at all.
    let name = id.to_string();
    let finder = memchr::memmem::Finder::new(name.as_bytes());
    stored.segments.retain(|bytes| finder.find(bytes).is_some());
    let mut is_touched = false;
    for edit in stored.edits(model).filter_map(Result::ok) {
        match edit {
            Edit::Customer(edited) => {
                if edited.record().is_some_and(|one| one.id == id) {
                    return Touch::Own(edited);
                }
            }
            Edit::Communication(edited) => {
                is_touched |= [&edited.before, &edited.after]
                    .into_iter()
                    .flatten()
                    .any(|one| one.customers.contains(&id));
            }
            Edit::FollowUp(edited) => {
                is_touched |= edited.record().is_some_and(|one| one.customer == id);
            }
            Edit::Need(edited) => {
                is_touched |= edited.record().is_some_and(|one| one.customer == id);
            }
            Edit::Promise(edited) => {
                is_touched |= edited.record().is_some_and(|one| one.customer == id);
            }
            Edit::Rating(edited) => {
                is_touched |= edited.record().is_some_and(|one| one.customer == id);
            }
            Edit::Observation(edited) => {
                is_touched |= edited.record().is_some_and(|one| one.customer == id);
            }
            Edit::Reminder(_) | Edit::Source(_) | Edit::Settings(_) => {}
        }
    }
    if is_touched {
        Touch::Related
    } else {
        Touch::None
    }
}

/// Properties of [`Row`].
#[derive(Properties, PartialEq)]
struct RowProps {
    touched: Touched,
}

/// One Change, with what it changed of the customer.
#[component]
fn Row(props: &RowProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let Touched { item, own } = &props.touched;
    let id: ChangeId = item.id;
    let (can_undo, told) = use_history(move |history| {
        let told = history.item(id).map(|item| history.told(item));
        let told = told.map(|(turn, label)| (turn, label.clone()));
        (history.can_undo(id), told)
    });
    let (turn, label) = told.unwrap_or((Turn::Done, item.label.clone()));
    let made_at = item.made_at;
    let day = speech.day(made_at.date_naive());
    let when = format!("{day} {}", speech.time(made_at.time()));
    let undo = {
        let book = book.clone();
        Callback::from(move |_: MouseEvent| {
            let (book, toast) = (book.clone(), desk.toast.clone());
            task::start(async move {
                let outcome = book.undo_change(id).await;
                toast.emit(notice(language, &outcome));
            });
        })
    };
    // They stand there as they were written.
    let own = own.as_ref().filter(|_| !book.is_masked());
    let fields = own
        .map(|edited| differences(texts, language, speech, &book.model(), edited))
        .unwrap_or_default();
    html! {
        <li>
            <time datetime={crate::domain::written::instant_text(made_at)}>{when}</time>
            <div class="what">
                <p>{shown(&describe_deed::told(language, turn, &label))}</p>
                for (field, old, new) in fields {
                    <p class="muted">{(texts.customers().changed)(field, &old, &new)}</p>
                }
            </div>
            if can_undo {
                <button class="btn quiet small" type="button" onclick={undo}>
                    {Icon::Undo.html()}<span>{texts.common.undo}</span>
                </button>
            }
        </li>
    }
}

/// Field, old value and new value of what an edit changed.
fn differences(
    texts: &'static Texts,
    language: Language,
    speech: Speech,
    model: &Model,
    edited: &Edited<Customer>,
) -> Vec<(&'static str, String, String)> {
    let (Some(before), Some(after)) = (&edited.before, &edited.after) else {
        return Vec::new();
    };
    before
        .differing(after)
        .into_iter()
        .map(|field| {
            let value = |customer: &Customer| {
                let words = value(texts, language, speech, model, customer, field);
                if words.is_empty() {
                    texts.customers().empty_value.to_owned()
                } else {
                    shortened(&shown(&words))
                }
            };
            (field_word(texts, field), value(before), value(after))
        })
        .collect()
}

fn shortened(words: &str) -> String {
    let mut chars = words.chars();
    let mut short: String = chars.by_ref().take(MOST_CHARACTERS).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}

/// What a field of the stored form is called.
fn field_word(texts: &'static Texts, field: &'static str) -> &'static str {
    let words = texts.customers();
    match field {
        "name" => texts.common.name,
        "company" => texts.common.company,
        "firm" => words.field_firm,
        "title" => words.title,
        "phones" => words.phones,
        "emails" => words.emails,
        "handles" => words.handles,
        "address" => words.address,
        "position" => words.field_position,
        "stage" => texts.common.stage,
        "tier" => texts.common.tier,
        "tags" => words.tags,
        "notes" => words.notes,
        "since" => words.since,
        "custom" => words.field_custom,
        "consent" => words.field_consent,
        "cadence" => words.rhythm,
        "origin" => words.field_origin,
        "trashed_at" => words.field_trashed,
        other => other,
    }
}

/// A field's value in words; empty where it holds nothing.
fn value(
    texts: &'static Texts,
    language: Language,
    speech: Speech,
    model: &Model,
    customer: &Customer,
    field: &str,
) -> String {
    let words = texts.customers();
    let values = |list: &[Labelled]| {
        let values: Vec<String> = list.iter().map(|one| one.value.clone()).collect();
        describe::listed(language, &values)
    };
    match field {
        "name" => customer.name.clone(),
        "company" => customer.company.clone(),
        "firm" => customer
            .firm
            .and_then(|firm| model.customer(firm))
            .map(|firm| firm.name.clone())
            .unwrap_or_default(),
        "title" => customer.title.clone(),
        "phones" => values(&customer.phones),
        "emails" => values(&customer.emails),
        "handles" => values(&customer.handles),
        "address" => customer.address.clone(),
        "stage" => describe::stage(language, customer.stage).to_owned(),
        "tier" => customer
            .tier
            .map(|tier| tier.code().to_owned())
            .unwrap_or_default(),
        "tags" => describe::listed(language, &customer.tags),
        "notes" => customer.notes.clone(),
        "since" => customer
            .since
            .map(|since| speech.day(since))
            .unwrap_or_default(),
        "consent" => match (
            customer.consent.do_not_contact,
            customer.consent.paused_until,
        ) {
            (true, _) => words.do_not_contact.to_owned(),
            (false, Some(until)) => (words.snoozed_until)(&speech.day(until)),
            (false, None) => words.may_contact.to_owned(),
        },
        "cadence" => match &customer.cadence {
            Some(own) => rhythm(texts, own.every),
            None => words.by_policy.to_owned(),
        },
        "custom" => {
            let values: Vec<String> = customer
                .custom
                .iter()
                .map(|(name, value)| format!("{name} {value}"))
                .collect();
            describe::listed(language, &values)
        }
        "trashed_at" if customer.trashed_at.is_some() => words.in_trash.to_owned(),
        "trashed_at" => words.not_in_trash.to_owned(),
        "position" if customer.position.is_none() => String::new(),
        "origin" if customer.origin.is_none() => String::new(),
        _ => words.some_value.to_owned(),
    }
}
