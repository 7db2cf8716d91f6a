//! Short words on what was done, with an offer to take it back.

use crate::ui::prelude::*;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;

use super::context::{Toast, use_book, use_texts};
use super::hooks::{DraftPlace, forget_draft, use_step_back};
use super::kit::Icon;
use crate::app::commands::take_back::Intent;
use crate::web::dom;

/// How long a notice stays, in milliseconds. Undo is on a key, on a button and in the history too.
const STAY_MS: u32 = 10_000;

/// Properties of [`Toasts`].
#[derive(Properties, PartialEq)]
pub(super) struct ToastsProps {
    /// The notices with their numbers.
    pub(super) toasts: Vec<(u32, Toast)>,
    /// Takes them away.
    pub(super) dismiss: Callback<()>,
}

/// The region of notices, which exists before the first one so that screen readers hear it.
#[component]
pub(super) fn Toasts(props: &ToastsProps) -> Html {
    let texts = use_texts();
    let undo = use_step_back(Intent::Undo);
    let rests = use_state_eq(|| false);
    let newest = props.toasts.last().map(|(number, _)| *number);
    use_effect_with((newest, *rests), {
        let dismiss = props.dismiss.clone();
        move |(newest, rests)| {
            // It waits while the pointer or the focus is on it.
            let timer = (newest.is_some() && !rests)
                .then(|| Timeout::new(STAY_MS, move || dismiss.emit(())));
            move || drop(timer)
        }
    });
    use_effect_with((), {
        let dismiss = props.dismiss.clone();
        move |()| {
            let listener = dom::window()
                .map(|window| EventListener::new(&window, "hashchange", move |_| dismiss.emit(())));
            move || drop(listener)
        }
    });
    let rest = |value: bool| {
        let rests = rests.setter();
        move || rests.set(value)
    };
    let (enter, leave, focus, blur) = (rest(true), rest(false), rest(true), rest(false));
    let dismiss = props.dismiss.reform(|_: MouseEvent| ());
    let undo = {
        let dismiss = props.dismiss.clone();
        Callback::from(move |_: MouseEvent| {
            dismiss.emit(());
            undo.emit(());
        })
    };
    let book = use_book();
    let discard = |place: DraftPlace| {
        let (book, dismiss) = (book.clone(), props.dismiss.clone());
        Callback::from(move |_: MouseEvent| {
            dismiss.emit(());
            forget_draft(&book, place);
        })
    };
    html! {
        <div
            class="toasts"
            role="status"
            onmouseenter={move |_: MouseEvent| enter()}
            onmouseleave={move |_: MouseEvent| leave()}
            onfocusin={move |_: FocusEvent| focus()}
            onfocusout={move |_: FocusEvent| blur()}
        >
            for (number, toast) in props.toasts.iter() {
                <div class="toast" key={*number} data-kind={toast.is_error.then_some("error")}>
                    <p>{toast.text.clone()}</p>
                    if toast.undo {
                        <button class="btn small" type="button" onclick={undo.clone()}>
                            {texts.common.undo}
                        </button>
                    }
                    if let Some(place) = toast.kept {
                        <button class="btn small" type="button" onclick={discard(place)}>
                            {texts.common.discard}
                        </button>
                    }
                    <button
                        class="btn small icon-only"
                        type="button"
                        aria-label={texts.common.dismiss}
                        onclick={dismiss.clone()}
                    >
                        {Icon::Close.html()}
                    </button>
                </div>
            }
        </div>
    }
}
