//! The ledger: what both sides owe and what customers want, over all customers, due first.

use crate::ui::prelude::*;
use chrono::NaiveDate;

use crate::app::model::Model;
use crate::app::queries::ledger::{Entry, EntrySort, LedgerFilter, LedgerState, ledger};
use crate::domain::id::CustomerId;
use crate::domain::need::{NeedKind, NeedState};
use crate::domain::promise::{PromiseState, Side};
use crate::i18n::{Language, Texts, describe, describe_needs};
use crate::ui::context::{use_book, use_desk, use_language, use_speech, use_texts, use_today};
use crate::ui::hooks::{use_keys, use_run, use_selector};
use crate::ui::keys::{Deed, Key, Place};
use crate::ui::kit::listing::{clear_button, empty};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, Menu, SelectField};
use crate::ui::route::Route;
use crate::ui::screens::customer::{needs, noting, promises};
use crate::ui::screens::today::row::use_current_in_view;

/// How many entries are drawn before "show more".
const ROWS: usize = 100;

/// The page of all promises and needs.
#[component]
pub fn PromisesScreen() -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let run = use_run();
    let today = use_today();
    let filter = use_state_eq(LedgerFilter::default);
    let current = use_state_eq(|| None::<usize>);
    let drawn = use_state_eq(|| ROWS);
    let list = use_selector((*filter, today), |model, (filter, today)| {
        let everything = LedgerFilter {
            state: LedgerState::All,
            ..LedgerFilter::default()
        };
        // Whether there is anything at all tells an empty Book from a narrow filter.
        let some = !ledger(model, everything, *today).is_empty();
        (ledger(model, *filter, *today), some)
    });
    let (entries, has_some) = &*list;
    let at = current.map(|at| at.min(entries.len().saturating_sub(1)));
    use_current_in_view(at);
    {
        let (list, current, drawn, run) =
            (list.clone(), current.clone(), drawn.clone(), run.clone());
        use_keys(Place::Promises, move |deed, _key: &Key| {
            let entries = &list.0;
            if entries.is_empty() {
                return false;
            }
            let last = entries.len() - 1;
            let entry = at.and_then(|at| entries.get(at)).copied();
            let model = book.model();
            match (deed, entry) {
                (Some(Deed::NextRow), _) => {
                    let next = at.map_or(0, |at| (at + 1).min(last));
                    current.set(Some(next));
                    if *drawn <= next {
                        drawn.set(*drawn + ROWS);
                    }
                }
                (Some(Deed::PreviousRow), _) => {
                    current.set(Some(at.map_or(0, |at| at.saturating_sub(1))));
                }
                (Some(Deed::OpenRow), Some(entry)) => match customer_of(&model, entry) {
                    Some(customer) => crate::ui::app::go_to(Route::Customer(customer)),
                    None => return false,
                },
                (Some(Deed::CloseWell), Some(entry)) => {
                    close(&model, entry, Closing::Well, today, &run);
                }
                (Some(Deed::CloseBadly), Some(entry)) => {
                    close(&model, entry, Closing::Badly, today, &run);
                }
                _ => return false,
            }
            true
        });
    }
    let change = {
        let (filter, current, drawn) = (filter.setter(), current.setter(), drawn.setter());
        Callback::from(move |next: LedgerFilter| {
            filter.set(next);
            current.set(None);
            drawn.set(ROWS);
        })
    };
    let clear = change.reform(|()| LedgerFilter::default());
    let more = {
        let drawn = drawn.clone();
        Callback::from(move |_: MouseEvent| drawn.set(*drawn + ROWS))
    };
    let rest = entries.len().saturating_sub(*drawn);
    html! {
        <div class="page">
            <header class="page-head"><h1>{texts.needs().ledger}</h1></header>
            if *has_some {
                {toolbar(texts, language, *filter, &change, &clear, entries.len())}
            }
            if entries.is_empty() && (*has_some && *filter != LedgerFilter::default()) {
                {empty(
                    Icon::Search,
                    texts.needs().none_found,
                    texts.communications().none_found_hint,
                    clear_button("btn", texts, &clear),
                )}
            } else if entries.is_empty() {
                {empty(
                    Icon::Check,
                    texts.needs().nothing_open,
                    texts.needs().nothing_open_hint,
                    Html::default(),
                )}
            } else {
                <ul class="ledger">
                    for (index, entry) in entries.iter().take(*drawn).enumerate() {
                        <EntryRow
                            key={format!("{entry:?}")}
                            entry={*entry}
                            is_current={at == Some(index)}
                        />
                    }
                </ul>
                if 0 < rest {
                    <button class="btn show-more" type="button" onclick={more}>
                        {(texts.needs().show_more)(rest.min(ROWS))}
                    </button>
                }
            }
        </div>
    }
}

/// How an entry ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// Kept, or met.
    Well,
    /// Broken, or dropped.
    Badly,
}

fn customer_of(model: &Model, entry: Entry) -> Option<CustomerId> {
    match entry {
        Entry::Promise(id) => model.promise(id).map(|one| one.customer),
        Entry::Need(id) => model.need(id).map(|one| one.customer),
    }
}

/// Closes an entry that is open; one that is closed stays as it is.
fn close(
    model: &Model,
    entry: Entry,
    how: Closing,
    today: NaiveDate,
    run: &Callback<crate::app::commands::Command>,
) {
    match entry {
        Entry::Promise(id) => {
            let state = match how {
                Closing::Well => PromiseState::Kept { on: today },
                Closing::Badly => PromiseState::Broken { on: today },
            };
            if let Some(promise) = model.promise(id).filter(|one| one.is_open()) {
                run.emit(promises::set_state(promise, state));
            }
        }
        Entry::Need(id) => {
            let state = match how {
                Closing::Well => NeedState::Met { on: today },
                Closing::Badly => NeedState::Dropped { on: today },
            };
            if let Some(need) = model.need(id).filter(|one| one.is_open()) {
                run.emit(needs::set_state(need, state));
            }
        }
    }
}

fn toolbar(
    texts: &'static Texts,
    language: Language,
    filter: LedgerFilter,
    change: &Callback<LedgerFilter>,
    clear: &Callback<()>,
    count: usize,
) -> Html {
    let words = texts.needs();
    let sorts = vec![
        (String::new(), words.everything.to_owned()),
        ("ours".to_owned(), words.ours.to_owned()),
        ("theirs".to_owned(), words.theirs.to_owned()),
        ("need".to_owned(), words.needs.to_owned()),
    ];
    let sort = match filter.sort {
        None => "",
        Some(EntrySort::Promise(side)) => side.code(),
        Some(EntrySort::Need) => "need",
    };
    let set_sort = change.reform(move |code: String| {
        let sort = match code.as_str() {
            "need" => Some(EntrySort::Need),
            code => Side::from_code(code).map(EntrySort::Promise),
        };
        let is_of_needs = !matches!(sort, Some(EntrySort::Promise(_)));
        LedgerFilter {
            sort,
            kind: filter.kind.filter(|_| is_of_needs),
            ..filter
        }
    });
    let states = LedgerState::ALL.map(|state| {
        let (code, word) = state_words(texts, state);
        (code.to_owned(), word.to_owned())
    });
    let set_state = change.reform(move |code: String| {
        let found = LedgerState::ALL
            .into_iter()
            .find(|state| state_words(texts, *state).0 == code);
        LedgerFilter {
            state: found.unwrap_or_default(),
            ..filter
        }
    });
    let mut kinds = vec![(String::new(), words.any_kind.to_owned())];
    kinds.extend(noting::kind_options(language));
    let set_kind = change.reform(move |code: String| {
        let kind = NeedKind::from_code(&code);
        let sort = match kind {
            Some(_) => Some(EntrySort::Need),
            None => filter.sort,
        };
        LedgerFilter {
            sort,
            kind,
            ..filter
        }
    });
    html! {
        <div class="toolbar">
            <div class="filters">
                <SelectField
                    id="ledger-sort"
                    label={words.show}
                    options={sorts}
                    value={sort}
                    change={set_sort}
                    bare=true
                />
                <SelectField
                    id="ledger-state"
                    label={words.state}
                    options={states.to_vec()}
                    value={state_words(texts, filter.state).0}
                    change={set_state}
                    bare=true
                />
                <SelectField
                    id="ledger-kind"
                    label={words.kind}
                    options={kinds}
                    value={filter.kind.map_or("", NeedKind::code)}
                    change={set_kind}
                    bare=true
                />
                if filter != LedgerFilter::default() {
                    {clear_button("btn quiet", texts, clear)}
                }
            </div>
            <p class="count" role="status">{(words.count)(count)}</p>
        </div>
    }
}

fn state_words(texts: &'static Texts, state: LedgerState) -> (&'static str, &'static str) {
    match state {
        LedgerState::Open => ("open", texts.needs().open),
        LedgerState::Late => ("late", texts.needs().late),
        LedgerState::InHand => ("in_hand", texts.needs().in_hand),
        LedgerState::All => ("all", texts.needs().all_states),
    }
}

/// Properties of [`EntryRow`].
#[derive(Properties, PartialEq)]
struct EntryRowProps {
    entry: Entry,
    is_current: bool,
}

/// One promise or need, with the customer whose it is.
#[component]
fn EntryRow(props: &EntryRowProps) -> Html {
    let language = use_language();
    let speech = use_speech();
    let desk = use_desk();
    let run = use_run();
    let today = use_today();
    let texts = language.texts();
    let view = use_selector(props.entry, |model, entry| {
        let customer = customer_of(model, *entry)?;
        let name = model.customer(customer)?.name.clone();
        let (promise, need) = match entry {
            Entry::Promise(id) => (model.promise(*id).cloned(), None),
            Entry::Need(id) => (None, model.need(*id).cloned()),
        };
        Some((customer, name, promise, need))
    });
    let Some((customer, name, promise, need)) = &*view else {
        return Html::default();
    };
    let (badge, words, standing, act, items) = match (promise, need) {
        (Some(one), _) => (
            html! {
                <span class="badge" data-side={one.side.code()}>
                    {describe_needs::side(language, one.side)}
                </span>
            },
            one.words.clone(),
            promises::standing(language, speech, one, today),
            promises::settle(language, one, today, &run),
            promises::menu(language, one, today, &run, &desk.open),
        ),
        (_, Some(one)) => (
            html! {
                <span class="badge" data-need={one.kind.code()}>
                    {describe_needs::need_kind(language, one.kind)}
                </span>
            },
            one.words.clone(),
            html! { <p class="muted">{needs::standing(language, speech, one, today)}</p> },
            needs::next_state(language, one, today, &run),
            needs::menu(language, one, today, &run, &desk.open),
        ),
        (None, None) => return Html::default(),
    };
    html! {
        <li class="owed-row" data-current={props.is_current.then_some("")}>
            {badge}
            <a class="entry-who" href={Route::Customer(*customer).href()} lang={language_of(name)}>
                <strong>{shown(name)}</strong>
            </a>
            <div class="entry-words">
                if !words.is_empty() {
                    <p lang={language_of(&words)}>{shown(&describe::quote(&words))}</p>
                }
                {standing}
            </div>
            <div class="btns">
                {act}
                <Menu label={(texts.needs().more_for)(&shown(name))} {items} />
            </div>
        </li>
    }
}
