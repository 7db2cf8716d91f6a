//! Notifications at the time of planned steps, while the page is open in any tab.

use std::rc::Rc;

use crate::ui::prelude::*;
use chrono::TimeDelta;
use gloo::timers::callback::Interval;

use super::context::{Book, use_book, use_device, use_language};
use crate::app::queries::reminders::due_between;
use crate::i18n::{Language, describe_round};
use crate::web::demo;
use crate::web::notifications::{self, Permission, RingingTab};

/// How often the clock is looked at, in milliseconds.
const LOOK_MS: u32 = 15_000;
/// What was due longer ago does not ring any more, in minutes: Today shows it.
const LATE_MINUTES: i64 = 10;

/// Rings for what comes due, once across all tabs, for as long as the user wants it.
#[hook]
pub(super) fn use_rings() {
    let book = use_book();
    let language = use_language();
    // What is made up rings for nobody.
    let wants = use_device().preferences.notify && !demo::is_on();
    let tab = use_mut_ref(|| None::<Rc<RingingTab>>);
    use_effect_with((wants, language), move |(wants, language)| {
        let language = *language;
        let timer = wants.then(|| {
            let tab = tab
                .borrow_mut()
                .get_or_insert_with(|| Rc::new(RingingTab::stand_in_line()))
                .clone();
            Interval::new(LOOK_MS, move || {
                if tab.is_it() && notifications::permission() == Permission::Granted {
                    ring(&book, language);
                }
            })
        });
        move || drop(timer)
    });
}

fn ring(book: &Book, language: Language) {
    let now = book.now();
    let latest = now - TimeDelta::minutes(LATE_MINUTES);
    let rang_until = notifications::rang_until().map_or(latest, |rang| rang.max(latest));
    // The clock was set back: what rang rings again at most once.
    let rang_until = rang_until.min(now);
    notifications::set_rang_until(now);
    let model = book.model();
    for follow_up in due_between(&model, &**book.environment(), rang_until, now) {
        let Some(customer) = model.customer(follow_up.customer) else {
            continue;
        };
        let action = Some(&follow_up.action);
        let words = describe_round::event_words(language, customer, action, "");
        let words = (language.texts().reminders().due_now)(&words.summary);
        notifications::show(&follow_up.id.to_string(), &words);
    }
}
