//! A button that asks for a file.

use crate::ui::prelude::*;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, File, HtmlInputElement};

use crate::ui::kit::Icon;
use crate::ui::route::Route;
use crate::web::dom;

/// Properties of [`FileButton`].
#[derive(Properties, PartialEq)]
pub(super) struct FileButtonProps {
    /// Its word.
    pub(super) label: AttrValue,
    /// Its icon.
    pub(super) icon: Icon,
    /// Classes besides `btn`.
    #[prop_or_default]
    pub(super) class: Classes,
    /// What the address names to have the choice opened without a press here, as in
    /// `#/data?do=restore`.
    pub(super) asked_as: &'static str,
    /// What kinds of file the browser offers.
    pub(super) accept: AttrValue,
    /// Called with the file.
    pub(super) take: Callback<File>,
}

/// A button that opens the browser's choice of files. The field behind it cannot be reached by
/// itself: a label instead of the button would show no focus.
#[component]
pub(super) fn FileButton(props: &FileButtonProps) -> Html {
    let input = use_node_ref();
    let button = use_node_ref();
    use_effect_with((), {
        let (input, button) = (input.clone(), button.clone());
        let asked_as = props.asked_as;
        move |()| {
            if dom::address_detail("do").as_deref() == Some(asked_as) {
                // The address asks only once.
                dom::replace_hash(&Route::Data.href());
                // The page is drawn whole first.
                Timeout::new(0, move || open_here(&button, &input)).forget();
            }
        }
    });
    let onclick = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| open(&input))
    };
    let onchange = {
        let take = props.take.clone();
        Callback::from(move |event: Event| {
            if let Some(file) = chosen_file(&event) {
                take.emit(file);
            }
        })
    };
    html! {
        <>
            <button
                class={classes!("btn", props.class.clone())}
                type="button"
                ref={button}
                {onclick}
            >
                {props.icon.html()}<span>{props.label.clone()}</span>
            </button>
            <input
                class="visually-hidden"
                type="file"
                tabindex="-1"
                aria-hidden="true"
                accept={props.accept.clone()}
                ref={input}
                {onchange}
            />
        </>
    }
}

/// Opens the browser's choice of files, where the press that asks for it was on another page: who
/// closes it, or whose browser opens none after a change of pages, stands at the button.
fn open_here(button: &NodeRef, input: &NodeRef) {
    if let Some(button) = button.cast::<Element>() {
        dom::focus_element(&button);
    }
    open(input);
}

fn open(input: &NodeRef) {
    if let Some(input) = input.cast::<HtmlInputElement>() {
        input.click();
    }
}

/// The file that was chosen; the field is emptied, so that the same one can be chosen again.
fn chosen_file(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file
}
