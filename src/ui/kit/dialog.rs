//! A dialog of the browser's own: it keeps the focus, and Escape closes it.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, KeyboardEvent};

use super::icon::Icon;
use crate::ui::context::use_texts;
use crate::web::dom;

/// Properties of [`DialogFrame`].
#[derive(Properties, PartialEq)]
pub struct DialogFrameProps {
    /// Its heading.
    pub heading: AttrValue,
    /// Called when it is closed, by button or Escape.
    pub close: Callback<()>,
    /// Called when the form is sent, by button, Enter in a field, or Ctrl+Enter anywhere.
    pub submit: Callback<()>,
    /// The fields.
    pub children: Html,
    /// Words at the left of the buttons.
    #[prop_or_default]
    pub note: Html,
    /// The word of the sending button; "Save" if not given.
    #[prop_or_default]
    pub submit_label: Option<AttrValue>,
    /// Whether the form is being sent: it cannot be sent twice.
    #[prop_or_default]
    pub busy: bool,
    /// Classes besides `dialog`.
    #[prop_or_default]
    pub class: Classes,
    /// Called for keys pressed within that are not of an input method; `true` means it was used.
    #[prop_or_default]
    pub on_key: Option<Callback<KeyboardEvent>>,
}

/// Opens a dialog that is drawn over the page, and puts the focus into it; when it is gone, the focus is
/// given back.
#[hook]
pub fn use_modal(node: &NodeRef) {
    use_effect_with(node.clone(), |node| {
        let before = dom::document().and_then(|document| document.active_element());
        let dialog = node.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog
            && dialog.show_modal().is_ok()
            && let Some(first) = [
                "[autofocus]",
                ".dialog-body :is(input, select, textarea, button)",
            ]
            .iter()
            .find_map(|which| dialog.query_selector(which).ok().flatten())
        {
            dom::focus_element(&first);
        }
        move || {
            if let Some(dialog) = dialog {
                dialog.close();
            }
            // The element may have gone with what the dialog changed.
            if let Some(before) = before.filter(|element| element.is_connected()) {
                dom::focus_element(&before);
            }
        }
    });
}

/// A form in a dialog. It opens when it is drawn and gives the focus back when it is gone.
///
/// A press outside does nothing: it would throw away what was typed.
#[component]
pub fn DialogFrame(props: &DialogFrameProps) -> Html {
    let texts = use_texts();
    let node = use_node_ref();
    use_modal(&node);
    let close = props.close.reform(|_: MouseEvent| ());
    let oncancel = {
        let close = props.close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            close.emit(());
        })
    };
    // What only shows something has nothing to cancel.
    let only_closes = props.submit == props.close;
    let busy = props.busy;
    let submit = {
        let submit = props.submit.clone();
        Callback::from(move |()| {
            if !busy {
                submit.emit(());
            }
        })
    };
    let onsubmit = {
        let submit = submit.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            submit.emit(());
        })
    };
    let onkeydown = {
        let on_key = props.on_key.clone();
        Callback::from(move |event: KeyboardEvent| {
            if dom::is_composing(&event) {
                // Enter would otherwise send the form while a word is being chosen.
                if event.key() == "Enter" {
                    event.prevent_default();
                }
                return;
            }
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                submit.emit(());
            } else if let Some(on_key) = &on_key {
                on_key.emit(event);
            }
        })
    };
    html! {
        <dialog
            class={classes!("dialog", props.class.clone())}
            aria-labelledby="dialog-heading"
            ref={node}
            {oncancel}
            {onkeydown}
        >
            <form {onsubmit} novalidate=true>
                <header class="dialog-head">
                    <h2 id="dialog-heading">{props.heading.clone()}</h2>
                    <button
                        class="btn quiet icon-only"
                        type="button"
                        aria-label={texts.common.close}
                        onclick={close.clone()}
                    >
                        {Icon::Close.html()}
                    </button>
                </header>
                <div class="dialog-body">{props.children.clone()}</div>
                <footer class="dialog-foot">
                    <div class="note">{props.note.clone()}</div>
                    if !only_closes {
                        <button class="btn" type="button" onclick={close}>
                            {texts.common.cancel}
                        </button>
                    }
                    <button
                        class="btn primary"
                        type="submit"
                        aria-disabled={props.busy.then_some("true")}
                    >
                        {props.submit_label.clone().unwrap_or(AttrValue::Static(texts.common.save))}
                        {" "}
                        <kbd aria-hidden="true">{"Ctrl ↵"}</kbd>
                    </button>
                </footer>
            </form>
        </dialog>
    }
}

/// Whether a key event comes from a field in which text is typed.
pub fn is_from_text_field(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| match element.tag_name().as_str() {
            "TEXTAREA" | "SELECT" => true,
            "INPUT" => !matches!(
                element.get_attribute("type").as_deref(),
                Some("radio" | "checkbox" | "button" | "submit")
            ),
            _ => false,
        })
}
