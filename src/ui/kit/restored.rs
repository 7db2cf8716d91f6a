//! A word that a form holds what was typed before, with the way to begin again.

use crate::ui::prelude::*;

use super::icon::Icon;
use crate::ui::context::use_texts;

/// Properties of [`RestoredNotice`].
#[derive(Properties, PartialEq)]
pub struct RestoredNoticeProps {
    /// Puts the form back as it was first shown.
    pub afresh: Callback<()>,
}

/// A word that the form holds what was typed before and not saved.
#[component]
pub fn RestoredNotice(props: &RestoredNoticeProps) -> Html {
    let texts = use_texts();
    html! {
        <div class="notice" data-kind="info">
            {Icon::Restore.html()}
            <p class="notice-text">{texts.customers().restored}</p>
            <div class="btns">
                <button
                    class="btn quiet small"
                    type="button"
                    onclick={props.afresh.reform(|_: MouseEvent| ())}
                >
                    {texts.customers().start_afresh}
                </button>
            </div>
        </div>
    }
}
