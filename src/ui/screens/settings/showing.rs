//! Showing Genjin to others: names hidden, or the demo.

use crate::ui::prelude::*;

use super::Section;
use crate::ui::context::{use_device, use_texts};
use crate::ui::kit::Icon;
use crate::ui::route::Route;
use crate::ui::showing::toggle_mask;
use crate::web::demo;

/// The mask, and the way into the demo.
#[component]
pub(super) fn ShowingSection() -> Html {
    let words = use_texts().showing();
    let device = use_device();
    let is_masked = device.preferences.mask;
    let mask = Callback::from(move |_: Event| toggle_mask(&device));
    html! {
        <Section id="showing" heading={words.heading}>
            <label class="check">
                <input type="checkbox" checked={is_masked} onchange={mask} />
                <span>
                    {words.mask}
                    <span class="hint">{words.mask_hint}</span>
                </span>
            </label>
            if !demo::is_on() {
                <p class="muted">{words.open_demo_hint}</p>
                <div class="btns">
                    <a class="btn" href={Route::Demo.href()}>
                        {Icon::Insights.html()}<span>{words.open_demo}</span>
                    </a>
                </div>
            }
        </Section>
    }
}
