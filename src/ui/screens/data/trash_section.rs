//! The trash: take out one record or all.

use crate::ui::prelude::*;

use super::{ROWS, day_and_time};
use crate::app::commands::Command;
use crate::app::commands::trash::Selection;
use crate::app::queries::trash::{Trashed, trash};
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;
use crate::i18n::describe::{self, Dates};
use crate::ui::context::{use_language, use_speech, use_texts, use_today};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::Icon;
use crate::ui::kit::text::{language_of, shown};

/// A line of the trash: when, whose, which.
#[derive(Clone, PartialEq)]
struct Line {
    at: Now,
    names: String,
    record: Trashed,
}

/// What lies in the trash.
#[component]
pub(super) fn TrashSection() -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let speech = use_speech();
    let today = use_today();
    let run = use_run();
    let rows = use_state_eq(|| ROWS);
    let lines = use_selector(language, |model, language| {
        let names = |ids: &[CustomerId]| {
            let names = ids.iter().filter_map(|id| model.customer(*id));
            let names: Vec<_> = names.map(|one| one.name.as_str()).collect();
            describe::listed(*language, &names)
        };
        let line = |(at, record): (Now, Trashed)| Line {
            at,
            names: match &record {
                Trashed::Customer(one) => one.name.clone(),
                Trashed::Communication(one) => names(&one.customers),
                Trashed::FollowUp(one) => names(&[one.customer]),
            },
            record,
        };
        trash(model).into_iter().map(line).collect::<Vec<_>>()
    });
    let take_all = {
        let (run, lines) = (run.clone(), lines.clone());
        Callback::from(move |_: MouseEvent| {
            let mut selection = Selection::default();
            for line in lines.iter() {
                add(&mut selection, &line.record);
            }
            run.emit(Command::TakeFromTrash(selection));
        })
    };
    let sentence = |line: &Line| {
        let name = shown(&line.names);
        match &line.record {
            Trashed::Customer(_) => name,
            Trashed::Communication(one) => {
                (words.trashed_communication)(&name, &first_words(&one.content))
            }
            Trashed::FollowUp(one) => {
                let action = describe::action(language, &one.action);
                (words.trashed_follow_up)(&name, action, &speech.day(one.due_on))
            }
        }
    };
    let row = |line: &Line| {
        let mut selection = Selection::default();
        add(&mut selection, &line.record);
        let what = sentence(line);
        html! {
            <li key={key(&line.record)}>
                <time datetime={crate::domain::written::instant_text(line.at)}>
                    {day_and_time(speech, line.at, today)}
                </time>
                <p lang={language_of(&line.names)}>{what.clone()}</p>
                <button
                    class="btn quiet small"
                    type="button"
                    aria-label={(words.take_out_what)(&what)}
                    onclick={run.reform(move |_: MouseEvent| Command::TakeFromTrash(selection.clone()))}
                >
                    {Icon::Restore.html()}<span>{words.take_out}</span>
                </button>
            </li>
        }
    };
    let more = {
        let rows = rows.clone();
        Callback::from(move |_: MouseEvent| rows.set(*rows + 4 * ROWS))
    };
    let left = lines.len().saturating_sub(*rows);
    html! {
        <section aria-labelledby="data-trash">
            <div class="section-head">
                <h2 id="data-trash" tabindex="-1">{words.trash}</h2>
                if 1 < lines.len() {
                    <button class="btn quiet small" type="button" onclick={take_all}>
                        {Icon::Restore.html()}<span>{words.take_out_all}</span>
                    </button>
                }
            </div>
            if lines.is_empty() {
                <p class="muted">{words.trash_empty}</p>
            } else {
                <ul class="history">
                    for line in lines.iter().take(*rows) {
                        {row(line)}
                    }
                </ul>
                if 0 < left {
                    <button class="btn show-more" type="button" onclick={more}>
                        {(words.show_more)(left.min(4 * ROWS))}
                    </button>
                }
            }
        </section>
    }
}

fn add(selection: &mut Selection, record: &Trashed) {
    match record {
        Trashed::Customer(one) => selection.customers.push(one.id),
        Trashed::Communication(one) => selection.communications.push(one.id),
        Trashed::FollowUp(one) => selection.follow_ups.push(one.id),
    }
}

fn key(record: &Trashed) -> String {
    match record {
        Trashed::Customer(one) => one.id.to_string(),
        Trashed::Communication(one) => one.id.to_string(),
        Trashed::FollowUp(one) => one.id.to_string(),
    }
}

fn first_words(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", shown(&line[..end])),
        None => shown(line),
    }
}
