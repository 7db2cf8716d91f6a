//! The palette: everything that can be done and every customer, found by a few letters (APG editable
//! combobox with a list).

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use gloo::timers::callback::Timeout;
use web_sys::KeyboardEvent;

use crate::app::history::{History, HistoryItem};
use crate::app::queries::customers::suggest;
use crate::domain::customer::Customer;
use crate::domain::id::CustomerId;
use crate::i18n::{Language, describe_deed};
use crate::ui::actions::{Action, actions, all, find, shown_key};
use crate::ui::app::{current_route, go_to, use_perform};
use crate::ui::context::{
    Desk, Device, Dialog, Toast, use_book, use_desk, use_device, use_language, use_texts,
};
use crate::ui::hooks::{use_history, use_selector};
use crate::ui::keys::{Deed, Place, Shortcut};
use crate::ui::kit::Icon;
use crate::ui::kit::dialog::use_modal;
use crate::ui::kit::field::value_of;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::memory::{Memory, use_memory};
use crate::ui::pinyin::use_sounds;
use crate::ui::route::Route;
use crate::ui::screens::today::row::log_start;
use crate::web::dom;
use crate::web::preferences::{Preferences, Theme};

/// How many customers are found at once.
const CUSTOMERS: usize = 6;

/// Of these, with how many the palette offers to log.
const LOGS: usize = 3;

/// How much of what was used before is offered first.
const RECENT: usize = 5;

/// By how many rows a page of the list goes.
const ROWS_A_PAGE: usize = 8;

/// What was used before, so that it is offered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recent {
    /// A customer whose page was looked at.
    Customer(CustomerId),
    /// Something that was done from the palette.
    Done(Place, Deed),
}

/// Notes what was used; the newest stands first, and each once.
pub fn remember(memory: &Memory, used: Recent) {
    let mut recent = memory.recent.borrow_mut();
    recent.retain(|one| *one != used);
    recent.insert(0, used);
    recent.truncate(2 * RECENT);
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq)]
enum Row {
    /// Something to do, and whether only the other language's words were met.
    Act(Action, bool),
    /// Open the page of a customer.
    Open(Arc<Customer>),
    /// Log with a customer.
    Log(Arc<Customer>),
}

/// Rows under a heading.
type Group = (String, Vec<Row>);

/// The palette.
#[component]
pub fn Palette() -> Html {
    let texts = use_texts();
    let language = use_language();
    let desk = use_desk();
    let node = use_node_ref();
    use_modal(&node);
    let typed = use_state_eq(String::new);
    let active = use_state_eq(|| 0_usize);
    let groups = use_groups(language, &typed);
    let run = use_run_row(&groups);
    let what = move |item: Option<&HistoryItem>, history: &History| {
        item.map(|item| describe_deed::deed(language, history.told(item).1))
    };
    let undone = use_history(move |history| what(history.undoable(), history));
    let redone = use_history(move |history| what(history.redoable(), history));
    let aside = |row: &Row| match row {
        Row::Act(action, _) if action.shortcut.deed == Deed::Undo => Some(
            undone
                .clone()
                .unwrap_or_else(|| texts.common.nothing_to_undo.to_owned()),
        ),
        Row::Act(action, _) if action.shortcut.deed == Deed::Redo => Some(
            redone
                .clone()
                .unwrap_or_else(|| texts.common.nothing_to_redo.to_owned()),
        ),
        _ => None,
    };
    let count: usize = groups.iter().map(|(_, rows)| rows.len()).sum();
    let at = (*active).min(count.saturating_sub(1));
    use_effect_with((at, groups.clone()), |(at, _)| {
        let row = dom::document().and_then(|document| document.get_element_by_id(&row_id(*at)));
        if let Some(row) = row {
            dom::bring_into_view(&row);
        }
    });
    let close = desk.open.reform(|()| None);
    let oncancel = {
        let close = close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            close.emit(());
        })
    };
    let oninput = {
        let (typed, active) = (typed.setter(), active.setter());
        Callback::from(move |event: InputEvent| {
            typed.set(value_of(&event));
            active.set(0);
        })
    };
    let onkeydown = {
        let (active, run) = (active.setter(), run.clone());
        Callback::from(move |event: KeyboardEvent| {
            // Enter chooses a word of the input method, and the arrows walk through its list.
            if dom::is_composing(&event) {
                return;
            }
            let is_command = event.ctrl_key() || event.meta_key();
            match event.key().as_str() {
                "k" | "K" if is_command => close.emit(()),
                _ if is_command || event.alt_key() => return,
                "ArrowDown" if 0 < count => active.set((at + 1) % count),
                "ArrowUp" if 0 < count => active.set((at + count - 1) % count),
                "PageDown" if 0 < count => active.set((at + ROWS_A_PAGE).min(count - 1)),
                "PageUp" => active.set(at.saturating_sub(ROWS_A_PAGE)),
                "Enter" => run.emit(at),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let press_close = desk.open.reform(|_: MouseEvent| None);
    let words = texts.palette();
    let mut index = 0;
    let mut drawn = |(heading, rows): &Group| {
        let label = heading.clone();
        let rows: Html = rows
            .iter()
            .map(|row| {
                let drawn = draw(language, row, aside(row), (index, at == index), &run);
                index += 1;
                drawn
            })
            .collect();
        html! {
            <ul role="group" aria-label={label.clone()} key={label.clone()}>
                <li class="palette-head" role="presentation">{label}</li>
                {rows}
            </ul>
        }
    };
    html! {
        <dialog class="dialog palette" aria-label={words.title} ref={node} {oncancel}>
            <div class="palette-line">
            <input
                class="input"
                id="palette-field"
                role="combobox"
                type="text"
                aria-label={words.field}
                aria-expanded={if 0 < count { "true" } else { "false" }}
                aria-controls="palette-list"
                aria-autocomplete="list"
                aria-activedescendant={(0 < count).then(|| row_id(at))}
                aria-describedby="palette-how"
                autocomplete="off"
                spellcheck="false"
                autofocus=true
                placeholder={words.hint}
                {oninput}
                {onkeydown}
            />
            <button class="btn quiet icon-only" type="button" aria-label={texts.common.close} onclick={press_close}>
                {Icon::Close.html()}
            </button>
            </div>
            <div class="palette-list" id="palette-list" role="listbox" aria-label={words.results}>
                {groups.iter().map(&mut drawn).collect::<Html>()}
            </div>
            <p class="palette-foot muted">
                <span role="status">
                    {if count == 0 {
                        (words.nothing)(&shown(typed.trim()))
                    } else if typed.trim().is_empty() {
                        String::new()
                    } else {
                        (words.count)(count)
                    }}
                </span>
                <span id="palette-how">{words.how}</span>
            </p>
        </dialog>
    }
}

fn row_id(index: usize) -> String {
    format!("palette-{index}")
}

/// One row: what it does, what it would do that to, and by which key the same is done.
fn draw(
    language: Language,
    row: &Row,
    to_what: Option<String>,
    (index, is_active): (usize, bool),
    run: &Callback<usize>,
) -> Html {
    let words = language.texts().palette();
    let (what, of, aside, key) = match row {
        Row::Act(action, by_other) => {
            let other = by_other.then(|| action.name(language.other())).or(to_what);
            let key = action.key().map(shown_key).unwrap_or_default();
            (action.name(language), None, other.unwrap_or_default(), key)
        }
        Row::Open(customer) | Row::Log(customer) => {
            let word = match row {
                Row::Log(_) => words.log_with,
                _ => words.open_customer,
            };
            let what = word(&shown(&customer.name));
            (
                what,
                language_of(&customer.name),
                shown(&customer.company),
                String::new(),
            )
        }
    };
    let onclick = run.reform(move |_: MouseEvent| index);
    html! {
        <li
            class="option"
            role="option"
            key={index}
            id={row_id(index)}
            aria-selected={if is_active { "true" } else { "false" }}
            // The field keeps the focus.
            onmousedown={|event: MouseEvent| event.prevent_default()}
            {onclick}
        >
            <span lang={of}>{what}</span>
            <span class="muted" lang={language_of(&aside)}>{aside.clone()}</span>
            if !key.is_empty() {
                <kbd>{key}</kbd>
            }
        </li>
    }
}

/// What the palette shows for what was typed.
#[hook]
fn use_groups(language: Language, typed: &str) -> Rc<Vec<Group>> {
    let texts = language.texts();
    let book = use_book();
    let memory = use_memory();
    let has_letters = typed.chars().any(|char| char.is_ascii_alphabetic());
    let pinyin = use_sounds(has_letters);
    // The welcome stands in the place of Today and has no keys.
    let here = Place::of(current_route()).filter(|_| !dom::shows(".welcome"));
    let about = memory.customer.get();
    use_selector(
        (typed.trim().to_owned(), language, pinyin, about),
        move |model, (typed, language, pinyin, about)| {
            let words = texts.palette();
            let offered = |one: &Shortcut| is_offered(one, here, about.is_some());
            if typed.is_empty() {
                let recent = memory.recent.borrow();
                let recent = recent.iter().filter_map(|used| match used {
                    Recent::Customer(id) if about.as_ref() != Some(id) => {
                        let customer = model.customer(*id)?;
                        let is_there = customer.trashed_at.is_none();
                        is_there.then(|| Row::Open(customer.clone()))
                    }
                    Recent::Customer(_) => None,
                    Recent::Done(place, deed) => all()
                        .find(|one| (one.place, one.deed) == (*place, *deed))
                        .filter(|one| offered(one))
                        .map(|shortcut| {
                            let outcome = None;
                            Row::Act(Action { shortcut, outcome }, false)
                        }),
                });
                let recent: Vec<Row> = recent.take(RECENT).collect();
                let of = |is_here: bool| -> Vec<Row> {
                    let here = all()
                        .filter(|one| offered(one) && (one.place != Place::Everywhere) == is_here);
                    // From row to row one goes by keys alone: it is there to be learnt.
                    let (moves, others): (Vec<_>, Vec<_>) = here.partition(|one| is_move(one.deed));
                    let ordered = others.into_iter().chain(moves).flat_map(actions);
                    ordered.map(|action| Row::Act(action, false)).collect()
                };
                let about = about.and_then(|id| model.customer(id));
                let here = match about {
                    Some(customer) => (words.about)(&shown(&customer.name)),
                    None => words.here.to_owned(),
                };
                let groups = [
                    (words.recent.to_owned(), recent),
                    (here, of(true)),
                    (words.everywhere.to_owned(), of(false)),
                ];
                return groups
                    .into_iter()
                    .filter(|(_, rows)| !rows.is_empty())
                    .collect();
            }
            let found = find(typed, *language, pinyin.as_deref(), offered);
            let is_close = found.first().is_some_and(|one| one.is_close);
            let commands = found.iter().map(|one| Row::Act(one.action, one.by_other));
            let commands: Vec<Row> = commands.collect();
            let sounding = match pinyin {
                Some(pinyin) => {
                    let mut names = memory.names.borrow_mut();
                    names.update(model, Some(pinyin));
                    names.sounding(model, typed)
                }
                None => Vec::new(),
            };
            let found = suggest(model, typed, &sounding, book.now(), CUSTOMERS);
            let logs = found.iter().take(LOGS).cloned().map(Row::Log);
            let customers: Vec<Row> = found.iter().cloned().map(Row::Open).chain(logs).collect();
            let mut groups = [
                (words.title.to_owned(), commands),
                (words.customers.to_owned(), customers),
            ];
            // Who types a name means no command that sounds like it.
            if !is_close {
                groups.reverse();
            }
            groups
                .into_iter()
                .filter(|(_, rows)| !rows.is_empty())
                .collect()
        },
    )
}

/// Whether it only goes from one to the next.
fn is_move(deed: Deed) -> bool {
    matches!(
        deed,
        Deed::NextRow
            | Deed::PreviousRow
            | Deed::NextCard
            | Deed::PreviousCard
            | Deed::NextCustomer
            | Deed::PreviousCustomer
    )
}

/// Whether something can be done here. The palette is open already.
fn is_offered(one: &Shortcut, here: Option<Place>, is_about_customer: bool) -> bool {
    match (one.place, one.deed) {
        (_, Deed::OpenPalette) => false,
        (Place::Customer, _) => here == Some(Place::Customer) && is_about_customer,
        (Place::Everywhere, _) => true,
        (place, _) => here == Some(place),
    }
}

/// Does what a row says, once the palette is closed and the focus is where it was.
#[hook]
fn use_run_row(groups: &Rc<Vec<Group>>) -> Callback<usize> {
    let desk = use_desk();
    let device = use_device();
    let memory = use_memory();
    let book = use_book();
    let perform = use_perform();
    let groups = groups.clone();
    Callback::from(move |index: usize| {
        let Some(row) = groups.iter().flat_map(|(_, rows)| rows).nth(index).cloned() else {
            return;
        };
        desk.open.emit(None);
        let (desk, device, memory) = (desk.clone(), device.clone(), memory.clone());
        let (book, perform) = (book.clone(), perform.clone());
        Timeout::new(0, move || match row {
            Row::Open(customer) => go_to(Route::Customer(customer.id)),
            Row::Log(customer) => {
                remember(&memory, Recent::Customer(customer.id));
                let start = log_start(&book, customer.id);
                desk.open.emit(Some(Dialog::Log(start)));
            }
            Row::Act(action, _) => {
                let Shortcut { place, deed, .. } = *action.shortcut;
                if action.outcome.is_none() {
                    remember(&memory, Recent::Done(place, deed));
                }
                let is_done = perform.emit(deed)
                    || on_device(deed, &device, &desk)
                    || with_customer(deed, &desk, memory.customer.get());
                if let (false, Some(key)) = (is_done, action.key()) {
                    press(&memory, key);
                }
            }
        })
        .forget();
    })
}

/// Does what belongs to the device.
fn on_device(deed: Deed, device: &Device, desk: &Desk) -> bool {
    let before = device.preferences.clone();
    if deed == Deed::SingleKeys {
        say_single_keys(before.language, !before.single_keys, desk);
    }
    let theme = |theme: Theme| Preferences {
        theme,
        ..before.clone()
    };
    device.change.emit(match deed {
        Deed::Light => theme(Theme::Light),
        Deed::Dark => theme(Theme::Dark),
        Deed::DeviceColours => theme(Theme::System),
        Deed::OtherLanguage => Preferences {
            language: before.language.other(),
            ..before
        },
        Deed::SingleKeys => Preferences {
            single_keys: !before.single_keys,
            ..before
        },
        Deed::Mask => Preferences {
            mask: !before.mask,
            ..before
        },
        Deed::Print => {
            dom::print();
            return true;
        }
        _ => return false,
    });
    true
}

/// Says whether single keys act from now on: nothing on the page shows it.
fn say_single_keys(language: Language, act: bool, desk: &Desk) {
    let words = language.texts().palette();
    let text = if act {
        words.single_keys_on
    } else {
        words.single_keys_off
    };
    desk.toast.emit(Toast {
        text: text.to_owned(),
        undo: false,
        kept: None,
        is_error: false,
    });
}

/// Does what has no key of its own with the customer that the page is about.
fn with_customer(deed: Deed, desk: &Desk, customer: Option<CustomerId>) -> bool {
    let Some(id) = customer else {
        return false;
    };
    let dialog = match deed {
        Deed::Plan => Dialog::Plan(id),
        Deed::EditCustomer => Dialog::EditCustomer(id),
        Deed::Rate => Dialog::Rate(vec![id], None),
        Deed::Observe => Dialog::Observe(id, None),
        Deed::Skip => Dialog::Skip(id),
        Deed::Pause => Dialog::Pause(id),
        Deed::Report => {
            go_to(Route::Report(id));
            return true;
        }
        _ => return false,
    };
    desk.open.emit(Some(dialog));
    true
}

/// Presses a key for the user, which the page takes even where single keys are switched off.
fn press(memory: &Memory, written: &str) {
    if written == "Enter" {
        // On a button it would press that.
        dom::focus("main");
    }
    memory.by_palette.set(true);
    dom::press(written);
    memory.by_palette.set(false);
}
