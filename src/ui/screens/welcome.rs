//! First run: sample data, an import, a backup, or nothing.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::commands::Command;
use crate::app::sample::{SampleLanguage, sample_edits};
use crate::i18n::Language;
use crate::ui::app::go_to;
use crate::ui::context::{Dialog, use_book, use_desk, use_device, use_language, use_texts};
use crate::ui::hooks::use_run;
use crate::ui::kit::{Chip, Chips, Icon};
use crate::ui::route::Route;
use crate::ui::screens::single_file::{above_choices, below_choices};
use crate::web::{dom, single_file};

/// Properties of [`Welcome`].
#[derive(Properties, PartialEq)]
pub struct WelcomeProps {
    /// Called when the user has chosen.
    pub done: Callback<()>,
}

/// What a new user sees.
#[component]
pub fn Welcome(props: &WelcomeProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let desk = use_desk();
    let device = use_device();
    let run = use_run();
    let words = &texts.welcome;
    let choose_language = Callback::from(move |index: Option<usize>| {
        if let Some(language) = index.and_then(|index| Language::ALL.get(index)) {
            let mut preferences = device.preferences.clone();
            preferences.language = *language;
            device.change.emit(preferences);
        }
    });
    let sample = {
        let (run, done) = (run.clone(), props.done.clone());
        Callback::from(move |_: MouseEvent| {
            let language = match language {
                Language::English => SampleLanguage::English,
                Language::Chinese => SampleLanguage::Chinese,
            };
            let edits = sample_edits(language, &**book.environment());
            run.emit(Command::AddSampleData(Arc::new(edits)));
            done.emit(());
        })
    };
    // The page Data opens the choice of files.
    let to_data = |address: &'static str| {
        let done = props.done.clone();
        Callback::from(move |_: MouseEvent| {
            done.emit(());
            dom::set_hash(address);
        })
    };
    let (import, restore) = (to_data("#/data?do=import"), to_data("#/data?do=restore"));
    let demo = Callback::from(|_: MouseEvent| go_to(Route::Demo));
    let empty = {
        let done = props.done.clone();
        Callback::from(move |_: MouseEvent| {
            done.emit(());
            desk.open.emit(Some(Dialog::NewCustomer(String::new())));
        })
    };
    let choice =
        |class, icon: Icon, word: &'static str, hint: &'static str, act: &Callback<MouseEvent>| {
            html! {
                <button class={classes!("choice", class)} type="button" onclick={act.clone()}>
                    {icon.html()}<strong>{word}</strong><span>{hint}</span>
                </button>
            }
        };
    // As far as the choice of language it is what `index.html` shows before the app runs.
    html! {
        <main class="welcome" id="main" tabindex="-1">
            <p class="brand">{"Genjin"}{" "}<span lang="zh-Hans">{"跟进"}</span></p>
            <h1>{words.heading}</h1>
            <p>{words.intro}</p>
            <Chips
                name="welcome-language"
                legend={words.language}
                chips={Language::ALL.map(|one| Chip::new(one.name())).to_vec()}
                chosen={Language::ALL.iter().position(|one| *one == language)}
                choose={choose_language}
            />
            if single_file::is_here() {
                {above_choices()}
            }
            <p class="install-first">{words.install_first}</p>
            <div class="choices">
                {choice("primary", Icon::Star, words.try_sample, words.try_sample_hint, &sample)}
                {choice("", Icon::Insights, words.demo, words.demo_hint, &demo)}
                {choice("", Icon::Import, words.import, words.import_hint, &import)}
                {choice("", Icon::Backup, words.restore, words.restore_hint, &restore)}
                {choice("", Icon::Person, words.empty, words.empty_hint, &empty)}
            </div>
            if single_file::is_here() {
                {below_choices(texts)}
            }
        </main>
    }
}
