//! Needs and promises that are noted with a communication: found in its words, taken over by one
//! key, and edited in place.

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};

use super::Change;
use super::form::{FieldError, LogForm, parse_date};
use crate::domain::hints::Proposed;
use crate::domain::need::{NeedDraft, NeedKind};
use crate::domain::promise::{PromiseDraft, Side};
use crate::i18n::describe::Dates;
use crate::i18n::{Language, describe, describe_needs};
use crate::ui::context::Speech;
use crate::ui::kit::field::value_of;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, SelectField};
use crate::ui::screens::customer::noting::{kind_options, side_options};

/// A need that was taken over into the form, as it is kept in the draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct NotedNeed {
    kind: String,
    words: String,
    /// Kind and words as they were found: the same are not proposed again.
    found: (String, String),
}

impl NotedNeed {
    pub(super) fn of(need: &NeedDraft) -> Self {
        let kind = need.kind.code().to_owned();
        Self {
            found: (kind.clone(), need.words.clone()),
            kind,
            words: need.words.clone(),
        }
    }

    fn is(&self, need: &NeedDraft) -> bool {
        self.found.0 == need.kind.code() && is_same(&self.found.1, &need.words)
    }

    pub(super) fn draft(&self) -> NeedDraft {
        NeedDraft {
            kind: NeedKind::from_code(&self.kind).unwrap_or(NeedKind::Other),
            words: self.words.trim().to_owned(),
            resource: String::new(),
        }
    }
}

/// A promise that was taken over into the form, as it is kept in the draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct NotedPromise {
    side: String,
    words: String,
    due: String,
    /// Side and words as they were found: the same are not proposed again.
    found: (String, String),
}

impl NotedPromise {
    pub(super) fn of(promise: &PromiseDraft) -> Self {
        let side = promise.side.code().to_owned();
        let due = promise.due_on.map(|due| due.to_string());
        Self {
            found: (side.clone(), promise.words.clone()),
            side,
            words: promise.words.clone(),
            due: due.unwrap_or_default(),
        }
    }

    fn is(&self, promise: &PromiseDraft) -> bool {
        self.found.0 == promise.side.code() && is_same(&self.found.1, &promise.words)
    }

    pub(super) fn draft(&self) -> Result<PromiseDraft, FieldError> {
        let due_on = parse_date(&self.due);
        if due_on.is_none() && !self.due.trim().is_empty() {
            return Err(FieldError::PromiseDate);
        }
        // Words that were emptied by hand are what was found: a promise of nothing is none.
        let words = match self.words.trim() {
            "" => self.found.1.clone(),
            words => words.to_owned(),
        };
        Ok(PromiseDraft {
            side: Side::from_code(&self.side).unwrap_or(Side::Ours),
            words,
            due_on,
        })
    }
}

/// Whether two clauses are the same at different moments of typing.
fn is_same(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// What is proposed and was not taken over yet.
pub(super) fn still_open(form: &LogForm, proposed: &Proposed) -> Proposed {
    Proposed {
        needs: proposed
            .needs
            .iter()
            .filter(|need| !form.needs.iter().any(|noted| noted.is(need)))
            .cloned()
            .collect(),
        promises: proposed
            .promises
            .iter()
            .filter(|promise| !form.promises.iter().any(|noted| noted.is(promise)))
            .cloned()
            .collect(),
    }
}

/// What a key takes over: N the first need, O the first promise.
pub(super) fn shortcut(code: &str, proposed: &Proposed) -> Option<Change> {
    match code {
        "KeyN" => proposed.needs.first().map(take_need),
        "KeyO" => proposed.promises.first().map(take_promise),
        _ => None,
    }
}

fn take_need(need: &NeedDraft) -> Change {
    let noted = NotedNeed::of(need);
    Change::of(move |form| form.needs.push(noted.clone()))
}

fn take_promise(promise: &PromiseDraft) -> Change {
    let noted = NotedPromise::of(promise);
    Change::of(move |form| form.promises.push(noted.clone()))
}

/// What a proposed need says in one line, and whether it is the one that was learnt from the user's
/// own needs.
pub(crate) fn need_words(
    language: Language,
    need: &NeedDraft,
    learned: Option<&NeedDraft>,
) -> String {
    let kind = describe_needs::need_kind(language, need.kind);
    let words = (language.texts().needs().need_found)(kind, &shown(&describe::quote(&need.words)));
    if learned == Some(need) {
        (language.texts().words().learned_kind)(&words)
    } else {
        words
    }
}

/// What a proposed promise says in one line.
pub(crate) fn promise_words(language: Language, speech: Speech, promise: &PromiseDraft) -> String {
    let texts = language.texts().needs();
    let words = shown(&describe::quote(&promise.words));
    let words = match promise.side {
        Side::Ours => (texts.ours_found)(&words),
        Side::Theirs => (texts.theirs_found)(&words),
    };
    match promise.due_on {
        Some(due) => format!("{words} · {}", (texts.by_day)(&speech.day(due))),
        None => words,
    }
}

/// A button that takes over what was found.
pub(crate) fn found_chip(
    words: String,
    key: Option<&'static str>,
    take: Callback<MouseEvent>,
) -> Html {
    html! {
        <button
            class="found-chip"
            type="button"
            aria-keyshortcuts={key.map(|key| format!("Alt+{key}"))}
            onclick={take}
        >
            {Icon::Plus.html()}<span>{words}</span>
            if let Some(key) = key {
                <kbd aria-hidden="true">{"Alt "}{key}</kbd>
            }
        </button>
    }
}

/// What was found in the words and can be taken over.
pub(super) fn chips(
    language: Language,
    speech: Speech,
    (proposed, learned): (&Proposed, Option<&NeedDraft>),
    edit: &Callback<Change>,
) -> Html {
    if proposed.needs.is_empty() && proposed.promises.is_empty() {
        return Html::default();
    }
    let needs = proposed.needs.iter().enumerate().map(|(index, need)| {
        let change = take_need(need);
        let take = edit.reform(move |_: MouseEvent| change.clone());
        found_chip(
            need_words(language, need, learned),
            (index == 0).then_some("N"),
            take,
        )
    });
    let promises = proposed
        .promises
        .iter()
        .enumerate()
        .map(|(index, promise)| {
            let change = take_promise(promise);
            let take = edit.reform(move |_: MouseEvent| change.clone());
            let words = promise_words(language, speech, promise);
            found_chip(words, (index == 0).then_some("O"), take)
        });
    html! {
        <div class="found" role="group" aria-label={language.texts().needs().found}>
            for chip in needs.chain(promises) {
                {chip}
            }
        </div>
    }
}

/// What was taken over, each to be edited or removed.
pub(super) fn fields(
    language: Language,
    form: &LogForm,
    edit: &Callback<Change>,
    has_bad_date: bool,
) -> Html {
    if form.needs.is_empty() && form.promises.is_empty() {
        return Html::default();
    }
    let texts = language.texts();
    html! {
        <div class="noted" role="group" aria-label={texts.needs().noted}>
            <ul>
                for (index, noted) in form.needs.iter().enumerate() {
                    {need_fields(language, index, noted, edit)}
                }
                for (index, noted) in form.promises.iter().enumerate() {
                    {promise_fields(language, index, noted, edit)}
                }
            </ul>
            if has_bad_date {
                <p class="error" role="alert">{Icon::Warning.html()}{texts.log.bad_date}</p>
            }
        </div>
    }
}

fn need_fields(
    language: Language,
    index: usize,
    noted: &NotedNeed,
    edit: &Callback<Change>,
) -> Html {
    let texts = language.texts().needs();
    let set = |write: fn(&mut NotedNeed, &str)| {
        edit.reform(move |text: String| {
            Change::of(move |form| {
                if let Some(noted) = form.needs.get_mut(index) {
                    write(noted, &text);
                }
            })
        })
    };
    let away = Change::of(move |form| without(&mut form.needs, index));
    html! {
        <li key={format!("need-{index}")}>
            <SelectField
                id={format!("log-need-{index}")}
                label={format!("{}: {}", texts.need, texts.kind)}
                options={kind_options(language)}
                value={noted.kind.clone()}
                change={set(|noted, text| text.clone_into(&mut noted.kind))}
                bare=true
            />
            {words_field(
                format!("{}: {}", texts.need, texts.words),
                &noted.words,
                &set(|noted, text| text.clone_into(&mut noted.words)),
            )}
            {remove_button(language, &noted.words, away, edit)}
        </li>
    }
}

fn promise_fields(
    language: Language,
    index: usize,
    noted: &NotedPromise,
    edit: &Callback<Change>,
) -> Html {
    let texts = language.texts().needs();
    let set = |write: fn(&mut NotedPromise, &str)| {
        edit.reform(move |text: String| {
            Change::of(move |form| {
                if let Some(noted) = form.promises.get_mut(index) {
                    write(noted, &text);
                }
            })
        })
    };
    let set_due = set(|noted, text| text.clone_into(&mut noted.due));
    let away = Change::of(move |form| without(&mut form.promises, index));
    html! {
        <li key={format!("promise-{index}")}>
            <SelectField
                id={format!("log-promise-{index}")}
                label={format!("{}: {}", texts.promise, texts.side)}
                options={side_options(language)}
                value={noted.side.clone()}
                change={set(|noted, text| text.clone_into(&mut noted.side))}
                bare=true
            />
            {words_field(
                format!("{}: {}", texts.promise, texts.words),
                &noted.words,
                &set(|noted, text| text.clone_into(&mut noted.words)),
            )}
            <input
                class="input"
                type="date"
                aria-label={format!("{}: {}", texts.promise, texts.due)}
                value={noted.due.clone()}
                oninput={set_due.reform(|event: InputEvent| value_of(&event))}
            />
            {remove_button(language, &noted.words, away, edit)}
        </li>
    }
}

fn words_field(label: String, words: &str, set: &Callback<String>) -> Html {
    html! {
        <input
            class="input"
            aria-label={label}
            lang={language_of(words)}
            value={words.to_owned()}
            autocomplete="off"
            oninput={set.reform(|event: InputEvent| value_of(&event))}
        />
    }
}

fn remove_button(language: Language, words: &str, away: Change, edit: &Callback<Change>) -> Html {
    let label = (language.texts().needs().remove)(&shown(words));
    html! {
        <button
            class="btn quiet icon-only"
            type="button"
            aria-label={label.clone()}
            title={label}
            onclick={edit.reform(move |_: MouseEvent| away.clone())}
        >
            {Icon::Close.html()}
        </button>
    }
}

/// Takes one out, if it is still there.
fn without<T>(list: &mut Vec<T>, index: usize) {
    if index < list.len() {
        list.remove(index);
    }
}
