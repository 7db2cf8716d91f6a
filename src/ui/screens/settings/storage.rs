//! Where the data live, and whether the browser promised to keep them.

use crate::ui::prelude::*;

use super::Section;
use crate::ui::context::use_texts;
use crate::ui::kit::{Icon, task};
use crate::ui::route::Route;
use crate::ui::screens::single_file::where_data_live;
use crate::web::{dom, persistence, single_file};

/// What the browser says of keeping the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Promise {
    /// The answer is still to come.
    Asking,
    /// It keeps them.
    Given,
    /// It was not asked yet, or not here.
    NotGiven,
    /// It was asked and would not.
    Refused,
    /// It knows no such promise.
    Unknown,
}

/// Where the data live, what can delete them, and the way to a backup.
#[component]
pub(super) fn StorageSection() -> Html {
    let texts = use_texts();
    let words = texts.settings();
    let promise = use_state_eq(|| {
        if persistence::is_known() {
            Promise::Asking
        } else {
            Promise::Unknown
        }
    });
    use_effect_with((), {
        let promise = promise.setter();
        move |()| {
            if persistence::is_known() {
                task::start(async move {
                    promise.set(if persistence::is_granted().await {
                        Promise::Given
                    } else if persistence::was_asked() {
                        Promise::Refused
                    } else {
                        Promise::NotGiven
                    });
                });
            }
        }
    });
    let ask = {
        let promise = promise.setter();
        Callback::from(move |_: MouseEvent| {
            let promise = promise.clone();
            // The browser may show a question of its own and answer only then.
            promise.set(Promise::Asking);
            task::start(async move {
                promise.set(if persistence::ask().await {
                    Promise::Given
                } else {
                    Promise::Refused
                });
            });
        })
    };
    let answer = match *promise {
        Promise::Asking => words.storage_asking,
        Promise::Given => words.storage_kept,
        Promise::NotGiven => words.storage_not_kept,
        Promise::Refused => words.storage_refused,
        Promise::Unknown => words.storage_no_promise,
    };
    html! {
        <Section id="storage" heading={words.storage} hint={words.storage_hint}>
            if single_file::is_here() {
                {where_data_live(texts)}
            } else {
                <p>{(words.storage_where)(&dom::page_place())}</p>
                <p>{words.storage_lost}</p>
            }
            <p class="rule" role="status">{answer}</p>
            <div class="btns">
                if matches!(*promise, Promise::NotGiven | Promise::Refused) {
                    <button class="btn" type="button" onclick={ask}>{words.storage_ask}</button>
                }
                <a class="btn" href={Route::Data.href()}>
                    {Icon::Backup.html()}{words.storage_backup}
                </a>
            </div>
        </Section>
    }
}
