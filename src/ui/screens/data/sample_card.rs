//! Add the sample data, or remove all of it.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::commands::Command;
use crate::app::commands::sample_data::{has_sample_data, is_sample};
use crate::app::sample::{SampleLanguage, sample_edits};
use crate::i18n::Language;
use crate::ui::context::{use_book, use_language, use_speech, use_texts};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::Icon;
use crate::ui::route::Route;
use crate::web::demo;

/// The card of the sample data.
#[component]
pub(super) fn SampleCard() -> Html {
    let words = use_texts().data();
    let showing = use_texts().showing();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let run = use_run();
    let samples = use_selector((), |model, ()| {
        let is_one =
            |one: &&Arc<crate::domain::customer::Customer>| is_sample(model, one.origin.as_ref());
        has_sample_data(model).then(|| model.customers().filter(is_one).count())
    });
    let add = {
        let run = run.clone();
        Callback::from(move |_: MouseEvent| {
            let language = match language {
                Language::English => SampleLanguage::English,
                Language::Chinese => SampleLanguage::Chinese,
            };
            let edits = sample_edits(language, &**book.environment());
            run.emit(Command::AddSampleData(Arc::new(edits)));
        })
    };
    let remove = run.reform(|_: MouseEvent| Command::RemoveSampleData);
    html! {
        <section class="card" aria-labelledby="data-sample">
            <h2 id="data-sample" tabindex="-1">{words.sample_data}</h2>
            if let Some(count) = *samples {
                <p class="muted">{(words.sample_there)(&speech.number(count))}</p>
                <div class="btns">
                    <button class="btn" type="button" onclick={remove}>
                        {Icon::Trash.html()}<span>{words.remove_sample}</span>
                    </button>
                </div>
            } else {
                <p class="muted">{words.sample_hint}</p>
                <div class="btns">
                    <button class="btn" type="button" onclick={add}>
                        {Icon::Plus.html()}<span>{words.add_sample}</span>
                    </button>
                </div>
            }
            if !demo::is_on() {
                <p class="muted">{showing.open_demo_hint}</p>
                <div class="btns">
                    <a class="btn" href={Route::Demo.href()}>
                        {Icon::Insights.html()}<span>{showing.open_demo}</span>
                    </a>
                </div>
            }
        </section>
    }
}
