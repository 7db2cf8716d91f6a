//! A field in place for the position of a customer who has none.

use std::sync::Arc;

use crate::ui::prelude::*;
use web_sys::SubmitEvent;

use crate::app::commands::Command;
use crate::domain::customer::Customer;
use crate::domain::position_text::{PositionError, read_position};
use crate::i18n::describe_round;
use crate::ui::context::{Toast, use_desk, use_language, use_texts};
use crate::ui::hooks::{notice, use_command};
use crate::ui::kit::Field;
use crate::ui::kit::text::shown;

/// Properties of [`PositionField`].
#[derive(Properties, PartialEq)]
pub(super) struct PositionFieldProps {
    /// Whose position it is.
    pub(super) customer: Arc<Customer>,
}

/// Takes a position as typed or pasted, and saves it with the customer.
#[component]
pub(super) fn PositionField(props: &PositionFieldProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let desk = use_desk();
    let send = use_command();
    let typed = use_state_eq(String::new);
    let wrong = use_state_eq(|| None::<PositionError>);
    let change = {
        let (typed, wrong) = (typed.setter(), wrong.setter());
        Callback::from(move |text: String| {
            typed.set(text);
            wrong.set(None);
        })
    };
    let onsubmit = {
        let (typed, wrong, before) = (typed.clone(), wrong.setter(), props.customer.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let found = match read_position(&typed.newest()) {
                Ok(found) => found,
                Err(error) => return wrong.set(Some(error)),
            };
            let after = Customer {
                position: Some(found.position),
                ..(*before).clone()
            };
            let toast = desk.toast.clone();
            send.emit((
                Command::EditCustomer {
                    before: before.clone(),
                    after: Box::new(after),
                },
                None,
                Callback::from(move |outcome| {
                    let told = notice(language, &outcome);
                    let converted = found
                        .converted_from
                        .filter(|_| !told.is_error)
                        .map(|from| describe_round::converted(language, from));
                    toast.emit(Toast {
                        text: match converted {
                            Some(converted) => format!("{} · {converted}", told.text),
                            None => told.text.clone(),
                        },
                        ..told
                    });
                }),
            ));
        })
    };
    html! {
        <form class="field-and-button stop-position" {onsubmit}>
            <Field
                id={format!("position-{}", props.customer.id)}
                label={(texts.round().position_of)(&shown(&props.customer.name))}
                placeholder={texts.round().position_hint}
                value={(*typed).clone()}
                {change}
                error={(*wrong).map(|error| AttrValue::from(describe_round::position_error(language, error)))}
            />
            <button class="btn" type="submit">{texts.common.save}</button>
        </form>
    }
}
