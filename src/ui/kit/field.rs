//! Labelled fields with their hint and their error.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::icon::Icon;

/// What an event's target holds now, be it an input, a text area or a select.
pub fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        String::new()
    }
}

/// Whether an event's check box or radio button is checked now.
pub fn is_checked(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.checked())
}

/// Properties of [`Field`].
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// The field's id in the document.
    pub id: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// What it holds.
    pub value: AttrValue,
    /// Called with every change of what it holds.
    pub change: Callback<String>,
    /// `text`, `date`, `time`, `number`, `email`, `tel`; `textarea` for several lines.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// What to enter.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Which keys a touch screen offers: `numeric`, `decimal`.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// Shown while it is empty.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Classes besides `field`.
    #[prop_or_default]
    pub class: Classes,
    /// The element, for the focus.
    #[prop_or_default]
    pub node: NodeRef,
    /// Whether the focus goes here when its dialog opens.
    #[prop_or_default]
    pub autofocus: bool,
}

/// A labelled field.
///
/// It is drawn with its value only where that differs from what it holds, so that an input method
/// that is composing is never disturbed.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let FieldProps {
        id,
        label,
        kind,
        hint,
        error,
        placeholder,
        node,
        ..
    } = props;
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described_by: Vec<&str> = [
        hint.as_ref().map(|_| hint_id.as_str()),
        error.as_ref().map(|_| error_id.as_str()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let described_by = (!described_by.is_empty()).then(|| described_by.join(" "));
    let oninput = props.change.reform(|event: InputEvent| value_of(&event));
    let invalid = error.as_ref().map(|_| "true");
    html! {
        <div class={classes!("field", props.class.clone())}>
            <label class="label" for={id.clone()}>{label.clone()}</label>
            if kind == "textarea" {
                <textarea
                    class="textarea"
                    id={id.clone()}
                    ref={node.clone()}
                    value={props.value.clone()}
                    placeholder={placeholder.clone()}
                    aria-describedby={described_by}
                    aria-invalid={invalid}
                    autofocus={props.autofocus}
                    {oninput}
                />
            } else {
                <input
                    class="input"
                    id={id.clone()}
                    ref={node.clone()}
                    type={kind.clone()}
                    inputmode={props.inputmode.clone()}
                    value={props.value.clone()}
                    placeholder={placeholder.clone()}
                    aria-describedby={described_by}
                    aria-invalid={invalid}
                    autofocus={props.autofocus}
                    autocomplete="off"
                    {oninput}
                />
            }
            if let Some(hint) = hint {
                <p class="hint" id={hint_id}>{hint.clone()}</p>
            }
            if let Some(error) = error {
                <p class="error" id={error_id}>{Icon::Warning.html()}{error.clone()}</p>
            }
        </div>
    }
}

/// Properties of [`SelectField`].
#[derive(Properties, PartialEq)]
pub struct SelectFieldProps {
    /// The field's id in the document.
    pub id: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// Value and word of each choice.
    pub options: Vec<(String, String)>,
    /// The value that is chosen.
    pub value: AttrValue,
    /// Called with the value chosen.
    pub change: Callback<String>,
    /// Whether the label is only for screen readers, as in a tool bar.
    #[prop_or_default]
    pub bare: bool,
    /// Classes besides `select`.
    #[prop_or_default]
    pub class: Classes,
}

/// A labelled choice out of many.
#[component]
pub fn SelectField(props: &SelectFieldProps) -> Html {
    let select = html! {
        <select
            class={classes!("select", props.class.clone())}
            id={props.id.clone()}
            aria-label={props.bare.then(|| props.label.clone())}
            onchange={props.change.reform(|event: Event| value_of(&event))}
        >
            for (value, word) in props.options.iter() {
                <option value={value.clone()} selected={*value == *props.value}>{word.clone()}</option>
            }
        </select>
    };
    if props.bare {
        return select;
    }
    html! {
        <div class="field">
            <label class="label" for={props.id.clone()}>{props.label.clone()}</label>
            {select}
        </div>
    }
}
