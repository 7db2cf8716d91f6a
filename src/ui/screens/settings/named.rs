//! A list of names of the user's own: one more, another name, none of it any more. Each change is in
//! force at once.

use crate::ui::prelude::*;

use crate::ui::kit::field::value_of;
use crate::ui::kit::text::language_of;
use crate::ui::kit::{Field, Icon};

/// Takes a name, or says why it may not be one.
pub(super) type TakeName = Callback<String, Result<(), String>>;

/// Properties of [`NewName`].
#[derive(Properties, PartialEq)]
pub(super) struct NewNameProps {
    /// The field's id in the document.
    pub(super) id: AttrValue,
    /// The field's label.
    pub(super) label: AttrValue,
    /// The word on the button.
    pub(super) button: AttrValue,
    /// Adds the name.
    pub(super) add: TakeName,
}

/// A field for a name that is still to be added, and the button that does.
#[component]
pub(super) fn NewName(props: &NewNameProps) -> Html {
    let name = use_state_eq(String::new);
    let error = use_state_eq(|| None::<String>);
    let change = {
        let (name, error) = (name.setter(), error.setter());
        Callback::from(move |value: String| {
            name.set(value);
            error.set(None);
        })
    };
    let onsubmit = {
        let (name, error, add) = (name.clone(), error.setter(), props.add.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match add.emit(name.newest().trim().to_owned()) {
                Ok(()) => name.set(String::new()),
                Err(why) => error.set(Some(why)),
            }
        })
    };
    html! {
        <form class="field-and-button" novalidate=true {onsubmit} onkeydown={super::ignore_input_method}>
            <Field
                id={props.id.clone()}
                label={props.label.clone()}
                value={(*name).clone()}
                error={(*error).clone().map(AttrValue::from)}
                {change}
            />
            <button class="btn" type="submit">{Icon::Plus.html()}{props.button.clone()}</button>
        </form>
    }
}

/// Properties of [`NameInPlace`].
#[derive(Properties, PartialEq)]
pub(super) struct NameInPlaceProps {
    /// The id of the message where a name is refused.
    pub(super) error_id: AttrValue,
    /// The name.
    pub(super) name: AttrValue,
    /// What the field is, with the name.
    pub(super) label: AttrValue,
    /// What removes it, with the name.
    pub(super) remove_label: AttrValue,
    /// Gives it another name.
    pub(super) rename: TakeName,
    /// Removes it.
    pub(super) remove: Callback<MouseEvent>,
    /// What stands between the name and the button.
    #[prop_or_default]
    pub(super) children: Html,
}

/// A name that can be changed in place, and a button that removes it.
#[component]
pub(super) fn NameInPlace(props: &NameInPlaceProps) -> Html {
    let error = use_state_eq(|| None::<String>);
    let NameInPlaceProps {
        error_id,
        name,
        label,
        remove_label,
        rename,
        remove,
        children,
    } = props;
    // On leaving the field, or on Enter: not with every letter.
    let onchange = {
        let (name, rename, error) = (name.clone(), rename.clone(), error.setter());
        Callback::from(move |event: Event| {
            let to = value_of(&event).trim().to_owned();
            if to == *name {
                return error.set(None);
            }
            error.set(rename.emit(to).err());
        })
    };
    html! {
        <>
            <input
                class="input"
                aria-label={label.clone()}
                aria-invalid={error.is_some().then_some("true")}
                aria-describedby={error.is_some().then(|| error_id.clone())}
                lang={language_of(name)}
                value={name.clone()}
                autocomplete="off"
                {onchange}
            />
            {children.clone()}
            <button
                class="btn quiet icon-only"
                type="button"
                aria-label={remove_label.clone()}
                title={remove_label.clone()}
                onclick={remove.clone()}
            >
                {Icon::Trash.html()}
            </button>
            if let Some(error) = &*error {
                <p class="error" id={error_id.clone()}>{Icon::Warning.html()}{error.clone()}</p>
            }
        </>
    }
}
