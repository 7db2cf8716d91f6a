//! The card of the single file on the page Data: copies of it, and the data inside.

use crate::ui::prelude::*;

use super::copy::CopyDialog;
use crate::ui::context::use_texts;
use crate::ui::kit::Icon;
use crate::ui::screens::data::RestoreDialog;
use crate::web::single_file::{self, Carried};

/// The dialog that is open.
#[derive(Clone, PartialEq)]
enum Open {
    Copy,
    Carried(Carried),
}

/// The card of the single file.
#[component]
pub(crate) fn FileCard() -> Html {
    let words = use_texts().single_file();
    let open = use_state_eq(|| None::<Open>);
    let carried = use_memo((), |()| single_file::carried());
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let to_open = |what: Open| {
        let open = open.setter();
        move |_: MouseEvent| open.set(Some(what.clone()))
    };
    html! {
        <section class="card" aria-labelledby="data-file">
            <h2 id="data-file">{words.this_file}</h2>
            <p class="muted">{words.this_file_hint}</p>
            <div class="btns">
                <button class="btn" type="button" onclick={to_open(Open::Copy)}>
                    {Icon::Export.html()}<span>{words.save_copy}</span>
                </button>
                if let Some(carried) = &*carried {
                    <button
                        class="btn"
                        type="button"
                        onclick={to_open(Open::Carried(carried.clone()))}
                    >
                        {Icon::Restore.html()}<span>{words.compare_carried}</span>
                    </button>
                }
            </div>
            {match &*open {
                None => Html::default(),
                Some(Open::Copy) => html! { <CopyDialog {close} /> },
                Some(Open::Carried(carried)) => {
                    html! { <RestoreDialog file={carried.file.clone()} {close} /> }
                }
            }}
        </section>
    }
}
