//! A field that searches while one types, and waits while an input method composes.

use crate::ui::prelude::*;
use gloo::events::EventListener;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::icon::Icon;
use crate::web::dom;

/// Properties of [`SearchField`].
#[derive(Properties, PartialEq)]
pub struct SearchFieldProps {
    /// What it searches, for screen readers.
    pub label: AttrValue,
    /// What can be typed.
    pub placeholder: AttrValue,
    /// What is searched for.
    pub value: AttrValue,
    /// Called with what was typed, never with a half-composed word.
    pub change: Callback<String>,
    /// Called on Enter and the down arrow, to go on to what was found.
    #[prop_or_default]
    pub leave: Callback<()>,
}

/// A field that searches while one types.
///
/// The browser keeps its text; it is set from outside only where it differs, as after "clear
/// filters".
#[component]
pub fn SearchField(props: &SearchFieldProps) -> Html {
    let node = use_node_ref();
    use_effect_with((node.clone(), props.value.clone()), |(node, value)| {
        if let Some(input) = node.cast::<HtmlInputElement>()
            && input.value() != value.as_str()
        {
            input.set_value(value);
        }
    });
    use_effect_with((node.clone(), props.change.clone()), |(node, change)| {
        let listener = node.cast::<HtmlInputElement>().map(|input| {
            let (change, field) = (change.clone(), input.clone());
            EventListener::new(&input, "compositionend", move |_| {
                change.emit(field.value());
            })
        });
        move || drop(listener)
    });
    let oninput = {
        let change = props.change.clone();
        Callback::from(move |event: InputEvent| {
            if !event.is_composing() {
                change.emit(super::field::value_of(&event));
            }
        })
    };
    let onkeydown = {
        let (leave, change) = (props.leave.clone(), props.change.clone());
        let is_empty = props.value.is_empty();
        let node = node.clone();
        Callback::from(move |event: KeyboardEvent| {
            if dom::is_composing(&event) {
                return;
            }
            match event.key().as_str() {
                "Enter" | "ArrowDown" => leave.emit(()),
                "Escape" if !is_empty => change.emit(String::new()),
                "Escape" => {}
                _ => return,
            }
            event.prevent_default();
            if (event.key() != "Escape" || is_empty)
                && let Some(input) = node.cast::<HtmlInputElement>()
            {
                // Away from the field the single keys act.
                input.blur().ok();
            }
        })
    };
    html! {
        <div class="search">
            {Icon::Search.html()}
            <input
                class="input"
                type="search"
                ref={node}
                aria-label={props.label.clone()}
                placeholder={props.placeholder.clone()}
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
                {oninput}
                {onkeydown}
            />
            <kbd aria-hidden="true">{"/"}</kbd>
        </div>
    }
}
