//! Check what is stored, on demand.

use crate::ui::prelude::*;

use crate::app::ports::{Checked, StoreError};
use crate::i18n::describe::Dates;
use crate::i18n::describe_check::defect;
use crate::ui::context::{use_book, use_language, use_speech, use_texts};
use crate::ui::kit::{Icon, task};
use crate::web::last_check::{self, LastCheck};

/// What the card shows of a check.
#[derive(Clone, PartialEq)]
enum Shown {
    /// None was started here.
    Nothing,
    /// One goes on; so many of all parts are read.
    Checking(usize, usize),
    /// What it found.
    Found(Result<Checked, StoreError>),
}

/// The card of the check.
#[component]
pub(super) fn CheckCard() -> Html {
    let texts = use_texts();
    let words = texts.checking();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let shown = use_state_eq(|| Shown::Nothing);
    let start = {
        let (book, shown) = (book.clone(), shown.setter());
        Callback::from(move |_: MouseEvent| {
            let (book, shown) = (book.clone(), shown.clone());
            shown.set(Shown::Checking(0, 1));
            task::start(async move {
                let told = shown.clone();
                let progress = move |done, all| told.set(Shown::Checking(done, all));
                let found = book.check(&progress).await;
                if let Ok(checked) = &found {
                    last_check::keep(LastCheck {
                        at: book.now(),
                        was_well: checked.is_well(),
                    });
                }
                shown.set(Shown::Found(found));
            });
        })
    };
    let last = match last_check::load() {
        Some(last) => (words.last)(
            &speech.day(last.at.date_naive()),
            &speech.time(last.at.time()),
        ),
        None => words.never.to_owned(),
    };
    let was_well = last_check::load().is_none_or(|last| last.was_well);
    let is_checking = matches!(&*shown, Shown::Checking(..));
    html! {
        <section class="card" aria-labelledby="data-check">
            <h2 id="data-check" tabindex="-1">{words.heading}</h2>
            <p class="muted">{words.hint}</p>
            <div role="status">
                {match &*shown {
                    Shown::Nothing if was_well => html! { <p class="muted">{last}</p> },
                    Shown::Nothing => notice("error", words.last_was_not_well.to_owned()),
                    Shown::Checking(done, all) => html! {
                        <div class="progress">
                            <label for="data-checking">{words.checking}</label>
                            <progress
                                id="data-checking"
                                max={all.to_string()}
                                value={done.min(all).to_string()}
                            />
                        </div>
                    },
                    Shown::Found(Err(_)) => notice("error", words.failed.to_owned()),
                    Shown::Found(Ok(checked)) if checked.defects.is_empty() => {
                        let well = (words.well)(
                            &speech.number(checked.records),
                            &speech.number(checked.changes),
                        );
                        html! {
                            <div class="notice">
                                {Icon::Check.html()}<p class="notice-text">{well}</p>
                            </div>
                        }
                    }
                    Shown::Found(Ok(checked)) => html! {
                        <>
                            {notice("error", (words.wrong)(checked.defects.len()))}
                            <ul>
                                for one in checked.defects.iter().take(MOST_SHOWN) {
                                    <li>{defect(language, one)}</li>
                                }
                            </ul>
                            <p>{words.what_to_do}</p>
                        </>
                    },
                }}
            </div>
            <div class="btns">
                <button class="btn" type="button" disabled={is_checking} onclick={start}>
                    {Icon::Check.html()}<span>{words.start}</span>
                </button>
            </div>
        </section>
    }
}

/// More would not be read.
const MOST_SHOWN: usize = 20;

fn notice(kind: &'static str, text: String) -> Html {
    html! {
        <div class="notice" data-kind={kind}>
            {Icon::Warning.html()}<p class="notice-text">{text}</p>
        </div>
    }
}
