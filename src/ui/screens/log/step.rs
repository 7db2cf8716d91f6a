//! The next step that the words of a communication name: proposed as quick capture would read it,
//! and taken over by one key.

use crate::ui::prelude::*;

use super::Change;
use super::form::{LogForm, Next};
use super::noted::found_chip;
use crate::domain::capture;
use crate::domain::follow_up::Action;
use crate::domain::moment::Now;
use crate::domain::written::{clock_text, date_text};
use crate::i18n::{Language, describe};
use crate::ui::context::Speech;

/// The step that the words name. One that was chosen, or a day that was typed, wins over them.
pub(super) fn proposed(form: &LogForm, now: Now) -> Option<capture::Next> {
    if form.next != Next::ByPolicy {
        return None;
    }
    capture::next_step(&form.content, &form.channel(), now)
}

/// What a key takes over: S the step.
pub(super) fn shortcut(code: &str, proposed: Option<&capture::Next>) -> Option<Change> {
    proposed.filter(|_| code == "KeyS").map(take)
}

fn take(next: &capture::Next) -> Change {
    let capture::Next { channel, when } = next.clone();
    Change::of(move |form| {
        form.next = Next::Other;
        form.next_date = date_text(when.date);
        form.next_time = when.time.map(clock_text).unwrap_or_default();
        form.set_next_action(&Action::through(channel.clone()));
    })
}

/// The step as it can be taken over.
pub(super) fn chip(
    language: Language,
    speech: Speech,
    proposed: Option<&capture::Next>,
    edit: &Callback<Change>,
) -> Html {
    let Some(next) = proposed else {
        return Html::default();
    };
    let texts = language.texts();
    let action = Action::through(next.channel.clone());
    let time = next.when.time.map(clock_text).unwrap_or_default();
    let day = format!("{} {time}", speech.weekday(next.when.date));
    let words = (texts.capture().next)(describe::action(language, &action), day.trim_end());
    let change = take(next);
    html! {
        <div class="found" role="group" aria-label={texts.needs().found}>
            {found_chip(words, Some("S"), edit.reform(move |_: MouseEvent| change.clone()))}
        </div>
    }
}
