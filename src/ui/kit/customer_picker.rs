//! Choose customers by typing part of a name, a firm or a number (APG combobox with list).

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::field::value_of;
use super::icon::Icon;
use super::text::language_of;
use crate::app::queries::customers::suggest;
use crate::domain::customer::Customer;
use crate::domain::id::CustomerId;
use crate::ui::context::{use_book, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::memory::use_memory;
use crate::ui::pinyin::use_pinyin;
use crate::web::dom;

/// How many customers are proposed at once.
const MOST: usize = 8;

/// A customer that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// One that exists.
    Known(CustomerId),
    /// One to be made, of this name.
    New(String),
}

/// Properties of [`CustomerPicker`].
#[derive(Properties, PartialEq)]
pub struct CustomerPickerProps {
    /// The field's id in the document.
    pub id: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// Who is chosen.
    pub picked: Rc<Vec<Picked>>,
    /// Called with the new choice.
    pub change: Callback<Vec<Picked>>,
    /// What is wrong with the choice.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Whether the focus goes here when the dialog opens.
    #[prop_or_default]
    pub autofocus: bool,
    /// How many can be chosen.
    #[prop_or(usize::MAX)]
    pub most: usize,
    /// Whether only customers that exist can be chosen.
    #[prop_or_default]
    pub known_only: bool,
    /// Shown while nobody is chosen, in place of the usual words.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
}

/// Choose one customer or several; a name that nobody has makes a new one.
#[component]
pub fn CustomerPicker(props: &CustomerPickerProps) -> Html {
    let texts = use_texts();
    let book = use_book();
    let typed = use_state_eq(String::new);
    let active = use_state_eq(|| 0_usize);
    let is_open = use_state_eq(|| false);
    let input = use_node_ref();

    let known: Vec<CustomerId> = props
        .picked
        .iter()
        .filter_map(|picked| match picked {
            Picked::Known(id) => Some(*id),
            Picked::New(_) => None,
        })
        .collect();
    let names = use_selector(known.clone(), |model, known| {
        known
            .iter()
            .map(|id| {
                model
                    .customer(*id)
                    .map(|one| one.name.clone())
                    .unwrap_or_default()
            })
            .collect::<Vec<_>>()
    });
    let now = book.now();
    let memory = use_memory();
    let pinyin = use_pinyin(&typed);
    let found: Rc<Vec<Arc<Customer>>> = use_selector(
        ((*typed).clone(), *is_open, known, pinyin),
        move |model, (typed, is_open, known, pinyin)| {
            if !is_open {
                return Vec::new();
            }
            let sounding = match pinyin {
                Some(pinyin) => {
                    let mut names = memory.names.borrow_mut();
                    names.update(model, Some(pinyin));
                    names.sounding(model, typed)
                }
                None => Vec::new(),
            };
            let mut found = suggest(model, typed, &sounding, now, MOST + known.len());
            found.retain(|customer| !known.contains(&customer.id));
            found.truncate(MOST);
            found
        },
    );
    let new_name = typed.trim();
    let offers_new =
        !props.known_only && !new_name.is_empty() && found.iter().all(|one| one.name != new_name);
    let count = found.len() + usize::from(offers_new);
    let shown = *is_open && 0 < count;

    let choose = {
        let (picked, change) = (props.picked.clone(), props.change.clone());
        let (typed, is_open, active) = (typed.setter(), is_open.setter(), active.setter());
        let found = found.clone();
        let new_name = new_name.to_owned();
        let input = input.clone();
        let most = props.most;
        Callback::from(move |index: usize| {
            let mut picked = (*picked).clone();
            // Where there is no more room, the newest choice takes the place of the last.
            picked.truncate(most.saturating_sub(1));
            picked.push(match found.get(index) {
                Some(customer) => Picked::Known(customer.id),
                None => Picked::New(new_name.clone()),
            });
            change.emit(picked);
            typed.set(String::new());
            active.set(0);
            is_open.set(false);
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.set_value("");
            }
        })
    };
    let oninput = {
        let (typed, is_open, active) = (typed.setter(), is_open.setter(), active.setter());
        Callback::from(move |event: InputEvent| {
            typed.set(value_of(&event));
            active.set(0);
            is_open.set(true);
        })
    };
    let onkeydown = {
        let (active, is_open, choose) = (active.clone(), is_open.clone(), choose.clone());
        let (picked, change) = (props.picked.clone(), props.change.clone());
        let is_empty = typed.is_empty();
        Callback::from(move |event: KeyboardEvent| {
            if dom::is_composing(&event) || event.ctrl_key() || event.meta_key() {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" if shown => active.set((*active + 1) % count),
                "ArrowDown" => is_open.set(true),
                "ArrowUp" if shown => active.set((*active + count - 1) % count),
                "Enter" if shown => choose.emit(*active),
                // Without a list Enter must not send a form of which half is still to come.
                "Enter" => {}
                "Escape" if shown => is_open.set(false),
                "Backspace" if is_empty && !picked.is_empty() => {
                    let mut picked = (*picked).clone();
                    picked.pop();
                    change.emit(picked);
                }
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let onblur = {
        let is_open = is_open.setter();
        Callback::from(move |_: FocusEvent| is_open.set(false))
    };
    let list_id = format!("{}-list", props.id);
    let option_id = |index: usize| format!("{}-{index}", props.id);
    let error_id = format!("{}-error", props.id);
    let mut known_names = names.iter();
    html! {
        <div class="field combo">
            <label class="label" for={props.id.clone()}>{props.label.clone()}</label>
            <div class="tokens">
                for (index, picked) in props.picked.iter().enumerate() {
                    {token(props, texts.log.remove, index, match picked {
                        Picked::Known(_) => known_names.next().map_or("", String::as_str),
                        Picked::New(name) => name,
                    })}
                }
                <input
                    id={props.id.clone()}
                    ref={input}
                    role="combobox"
                    type="text"
                    aria-expanded={if shown { "true" } else { "false" }}
                    aria-controls={list_id.clone()}
                    aria-autocomplete="list"
                    aria-activedescendant={shown.then(|| option_id(*active))}
                    aria-invalid={props.error.as_ref().map(|_| "true")}
                    aria-describedby={props.error.as_ref().map(|_| error_id.clone())}
                    autocomplete="off"
                    autofocus={props.autofocus}
                    placeholder={props.picked.is_empty().then(|| props.placeholder.clone().unwrap_or(AttrValue::Static(texts.log.customer_hint)))}
                    {oninput}
                    {onkeydown}
                    {onblur}
                />
            </div>
            <ul class="listbox" id={list_id} role="listbox" aria-label={texts.log.suggestions} hidden={!shown}>
                for (index, customer) in found.iter().enumerate() {
                    <li
                        class="option"
                        role="option"
                        key={customer.id.to_string()}
                        id={option_id(index)}
                        aria-selected={if *active == index { "true" } else { "false" }}
                        onmousedown={press(&choose, index)}
                    >
                        <span lang={language_of(&customer.name)}>{customer.name.clone()}</span>
                        <span class="muted">{customer.company.clone()}</span>
                    </li>
                }
                if offers_new {
                    <li
                        class="option"
                        role="option"
                        key="new"
                        id={option_id(found.len())}
                        aria-selected={if *active == found.len() { "true" } else { "false" }}
                        onmousedown={press(&choose, found.len())}
                    >
                        {Icon::Plus.html()}<span>{(texts.log.new_named)(new_name)}</span>
                    </li>
                }
            </ul>
            if let Some(error) = &props.error {
                <p class="error" id={error_id}>{Icon::Warning.html()}{error.clone()}</p>
            }
        </div>
    }
}

/// The press comes before the field loses the focus, which would close the list.
fn press(choose: &Callback<usize>, index: usize) -> Callback<MouseEvent> {
    let choose = choose.clone();
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        choose.emit(index);
    })
}

fn token(
    props: &CustomerPickerProps,
    remove_word: fn(&str) -> String,
    index: usize,
    name: &str,
) -> Html {
    let (picked, change) = (props.picked.clone(), props.change.clone());
    let remove = Callback::from(move |_: MouseEvent| {
        let mut picked = (*picked).clone();
        if index < picked.len() {
            picked.remove(index);
        }
        change.emit(picked);
    });
    html! {
        <span class="token" key={index} lang={language_of(name)}>
            {name.to_owned()}
            <button type="button" aria-label={remove_word(name)} onclick={remove}>
                {Icon::Close.html()}
            </button>
        </span>
    }
}
