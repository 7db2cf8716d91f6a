//! Everything that was done, the newest first; each can be taken back, whatever came after it.

use std::collections::HashSet;

use crate::ui::prelude::*;

use super::{ROWS, day_and_time};
use crate::app::commands::take_back::Kept;
use crate::app::history::{History, Turn};
use crate::domain::change::Label;
use crate::domain::id::ChangeId;
use crate::domain::moment::Now;
use crate::i18n::{describe_deed, describe_file};
use crate::ui::context::{use_book, use_desk, use_language, use_speech, use_texts, use_today};
use crate::ui::hooks::{notice, use_history};
use crate::ui::kit::text::shown;
use crate::ui::kit::{Icon, task};

/// A line of the history.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    id: ChangeId,
    at: Now,
    label: Label,
    /// Whether it takes another Change back (an odd number of times) or does it again.
    turn: Turn,
    can_undo: bool,
    is_undone: bool,
}

/// The newest lines; only newer Changes can take back what they did.
fn lines(history: &History, count: usize) -> Vec<Line> {
    let mut undone = HashSet::new();
    let mut lines = Vec::new();
    for item in history.items().iter().rev().take(count) {
        // What takes back a Change counts only if nothing took it back in turn.
        if let Some(target) = item.undoes.filter(|_| !undone.contains(&item.id)) {
            undone.insert(target);
        }
        let (turn, label) = history.told(item);
        lines.push(Line {
            id: item.id,
            at: item.made_at,
            label: label.clone(),
            turn,
            can_undo: history.can_undo(item.id),
            is_undone: undone.contains(&item.id),
        });
    }
    lines
}

/// What was done.
#[component]
pub(super) fn HistorySection() -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let speech = use_speech();
    let today = use_today();
    let book = use_book();
    let desk = use_desk();
    let rows = use_state_eq(|| ROWS);
    let kept = use_state_eq(Vec::<Kept>::new);
    let count = *rows;
    let (lines, total) = use_history(move |history| (lines(history, count), history.items().len()));
    let undo = {
        let (book, kept) = (book.clone(), kept.setter());
        Callback::from(move |id: ChangeId| {
            let (book, desk, kept) = (book.clone(), desk.clone(), kept.clone());
            task::start(async move {
                let outcome = book.undo_change(id).await;
                if let Ok(done) = &outcome {
                    kept.set(done.kept.clone());
                }
                desk.toast.emit(notice(language, &outcome));
            });
        })
    };
    let row = |line: &Line| {
        let what = shown(&describe_deed::told(language, line.turn, &line.label));
        let (undo, id) = (undo.clone(), line.id);
        html! {
            <li key={line.id.to_string()} class={line.is_undone.then_some("undone")}>
                <time datetime={crate::domain::written::instant_text(line.at)}>
                    {day_and_time(speech, line.at, today)}
                </time>
                <p>{what.clone()}</p>
                if line.can_undo {
                    <button
                        class="btn quiet small"
                        type="button"
                        aria-label={(texts.common.undo_what)(&what)}
                        onclick={move |_: MouseEvent| undo.emit(id)}
                    >
                        {Icon::Undo.html()}<span>{texts.common.undo}</span>
                    </button>
                } else if line.is_undone {
                    <span class="muted">{words.was_undone}</span>
                }
            </li>
        }
    };
    let more = {
        let rows = rows.clone();
        Callback::from(move |_: MouseEvent| rows.set(*rows + 4 * ROWS))
    };
    let forget = {
        let kept = kept.setter();
        Callback::from(move |_: MouseEvent| kept.set(Vec::new()))
    };
    let left = total.saturating_sub(lines.len());
    html! {
        <section aria-labelledby="data-history">
            <div class="section-head"><h2 id="data-history" tabindex="-1">{words.history}</h2></div>
            <div role="status">
                if !kept.is_empty() {
                    <div class="notice" data-kind="info">
                        {Icon::Info.html()}
                        <div class="notice-text">
                            <p>{words.kept}</p>
                            <ul>
                                for one in kept.iter().take(20) {
                                    <li>{book.shown_text(describe_file::kept(language, one))}</li>
                                }
                            </ul>
                            if 20 < kept.len() {
                                <p>{(words.and_more)(kept.len() - 20)}</p>
                            }
                        </div>
                        <div class="btns">
                            <button class="btn small" type="button" onclick={forget}>
                                {texts.common.dismiss}
                            </button>
                        </div>
                    </div>
                }
            </div>
            if lines.is_empty() {
                <p class="muted">{words.history_empty}</p>
            } else {
                <ul class="history">
                    for line in lines.iter() {
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
