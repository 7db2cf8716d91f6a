//! All that is planned as a file for the calendar of a phone, with plain words on what rings.

use crate::ui::prelude::*;

use crate::app::commands::Command;
use crate::app::queries::reminders::{CalendarPlan, Suggestions, calendar_plan};
use crate::domain::customer::Customer;
use crate::domain::follow_up::Action;
use crate::formats::calendar::{MEDIA_TYPE, write_calendar};
use crate::i18n::{Texts, describe_round};
use crate::ui::context::{Toast, use_book, use_desk, use_language, use_texts, use_today};
use crate::ui::hooks::{notice, use_command, use_selector};
use crate::ui::kit::Icon;
use crate::ui::kit::field::is_checked;
use crate::web::files;

/// The card of the calendar file.
#[component]
pub(super) fn RemindersCard() -> Html {
    let texts = use_texts();
    let language = use_language();
    let words = texts.reminders();
    let book = use_book();
    let desk = use_desk();
    let today = use_today();
    let send = use_command();
    let suggestions = use_state_eq(|| Suggestions::LeftOut);
    let plan = {
        let book = book.clone();
        use_selector(
            (*suggestions, language, today),
            // The file is for the user's own calendar, whatever the screen shows.
            move |_shown, (suggestions, language, _today)| {
                let model = &book.real_model();
                let words = |customer: &Customer, action: Option<&Action>, note: &str| {
                    describe_round::event_words(*language, customer, action, note)
                };
                calendar_plan(model, &**book.environment(), *suggestions, &words)
            },
        )
    };
    let is_empty = plan.events.is_empty();
    let export = {
        let (plan, book) = (plan.clone(), book.clone());
        Callback::from(move |_: MouseEvent| {
            if is_empty {
                return;
            }
            let name = (words.file)(&today.to_string());
            let text = write_calendar(&plan.events, book.now());
            let given = files::download(&name, MEDIA_TYPE, text.as_bytes());
            let told = Toast {
                text: if given.is_ok() {
                    (texts.data().file_given)(&name)
                } else {
                    texts.data().download_failed.to_owned()
                },
                undo: false,
                kept: None,
                is_error: given.is_err(),
            };
            if given.is_err() || plan.remember.is_empty() || book.is_read_only() {
                desk.toast.emit(told);
                return;
            }
            let toast = desk.toast.clone();
            send.emit((
                Command::RememberReminders(plan.remember.clone()),
                None,
                // The file is there; whether it is remembered says only what went wrong with that.
                Callback::from(move |outcome| {
                    toast.emit(match &outcome {
                        Ok(_) => told.clone(),
                        Err(_) => notice(language, &outcome),
                    });
                }),
            ));
        })
    };
    let choose = {
        let suggestions = suggestions.setter();
        Callback::from(move |event: Event| {
            suggestions.set(if is_checked(&event) {
                Suggestions::Included
            } else {
                Suggestions::LeftOut
            });
        })
    };
    html! {
        <section class="card" aria-labelledby="data-reminders">
            <h2 id="data-reminders" tabindex="-1">{words.title}</h2>
            <p class="muted">{words.hint}</p>
            <label class="check">
                <input
                    type="checkbox"
                    checked={*suggestions == Suggestions::Included}
                    onchange={choose}
                />
                <span>{words.suggestions}</span>
            </label>
            <p role="status">{told(texts, &plan)}</p>
            <p class="hint">{words.silent}</p>
            <p class="hint">{words.travels}</p>
            <div class="btns">
                <button
                    class="btn"
                    type="button"
                    aria-disabled={is_empty.then_some("true")}
                    title={is_empty.then_some(words.nothing)}
                    onclick={export}
                >
                    {Icon::Calendar.html()}<span>{words.export}</span>
                </button>
            </div>
        </section>
    }
}

/// What the next file says that the last did not.
fn told(texts: &'static Texts, plan: &CalendarPlan) -> String {
    let words = texts.reminders();
    let counts = plan.counts;
    let news = (counts.new, counts.changed, counts.cancelled);
    match news {
        (0, 0, 0) if counts.unchanged == 0 => words.nothing.to_owned(),
        (0, 0, 0) => (words.as_last)(counts.unchanged),
        (new, changed, cancelled) => (words.counts)(new, changed, cancelled),
    }
}
