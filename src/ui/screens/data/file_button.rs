//! A button that asks for a file.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use crate::ui::kit::Icon;

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
    let onclick = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
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
            <button class={classes!("btn", props.class.clone())} type="button" {onclick}>
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

/// The file that was chosen; the field is emptied, so that the same one can be chosen again.
fn chosen_file(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file
}
