//! A list of names of the user's own: one more, another name, none of it any more. Each change is in
//! force at once.

use std::rc::Rc;

use crate::ui::prelude::*;
use uuid::Uuid;
use web_sys::KeyboardEvent;
use xxhash_rust::xxh3::xxh3_128;

use crate::ui::hooks::{DraftPlace, use_draft};
use crate::ui::kit::field::value_of;
use crate::ui::kit::text::language_of;
use crate::ui::kit::{Field, Icon};
use crate::web::dom;

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
    /// The field's name among the drafts.
    pub(super) form: &'static str,
    /// Adds the name.
    pub(super) add: TakeName,
}

/// A field for a name that is still to be added, and the button that does.
#[component]
pub(super) fn NewName(props: &NewNameProps) -> Html {
    let name = use_state_eq(Rc::<String>::default);
    let place = DraftPlace {
        form: props.form,
        id: Uuid::nil(),
    };
    use_draft(place, &name, true, |name: &String| !name.trim().is_empty());
    let error = use_state_eq(|| None::<String>);
    let change = {
        let (name, error) = (name.setter(), error.setter());
        Callback::from(move |value: String| {
            name.set(Rc::new(value));
            error.set(None);
        })
    };
    let onsubmit = {
        let (name, error, add) = (name.clone(), error.setter(), props.add.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match add.emit(name.newest().trim().to_owned()) {
                Ok(()) => name.set(Rc::default()),
                Err(why) => error.set(Some(why)),
            }
        })
    };
    html! {
        <form class="field-and-button" novalidate=true {onsubmit} onkeydown={super::ignore_input_method}>
            <Field
                id={props.id.clone()}
                label={props.label.clone()}
                value={name.to_string()}
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
    /// The field's name among the drafts.
    pub(super) form: &'static str,
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
    // Another field for each name: their drafts are told apart by it.
    let place = DraftPlace {
        form: props.form,
        id: Uuid::from_u128(xxh3_128(props.name.as_bytes())),
    };
    let typed = use_state_eq(Rc::<Option<String>>::default);
    use_draft(place, &typed, true, |typed: &Option<String>| {
        typed.as_ref().is_some_and(|name| !name.trim().is_empty())
    });
    let NameInPlaceProps {
        form: _,
        error_id,
        name,
        label,
        remove_label,
        rename,
        remove,
        children,
    } = props;
    let oninput = {
        let (name, typed) = (name.clone(), typed.setter());
        Callback::from(move |event: InputEvent| {
            let to = value_of(&event);
            typed.set(Rc::new((to != *name).then_some(to)));
        })
    };
    // On leaving the field, or on Enter: not with every letter. What was kept is not changed by
    // the user, so the browser would not say so.
    let take = {
        let (name, rename) = (name.clone(), rename.clone());
        let (error, typed) = (error.setter(), typed.clone());
        Callback::from(move |()| {
            let Some(to) = (**typed.newest()).clone() else {
                return error.set(None);
            };
            let to = to.trim().to_owned();
            let refused = if to == *name {
                None
            } else {
                rename.emit(to).err()
            };
            if refused.is_none() {
                typed.set(Rc::default());
            }
            error.set(refused);
        })
    };
    let onkeydown = {
        let take = take.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !dom::is_composing(&event) {
                take.emit(());
            }
        })
    };
    let shown = match &**typed {
        Some(typed) => AttrValue::from(typed.clone()),
        None => name.clone(),
    };
    html! {
        <>
            <input
                class="input"
                aria-label={label.clone()}
                aria-invalid={error.is_some().then_some("true")}
                aria-describedby={error.is_some().then(|| error_id.clone())}
                lang={language_of(name)}
                value={shown}
                autocomplete="off"
                {oninput}
                {onkeydown}
                onblur={take.reform(|_: FocusEvent| ())}
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
