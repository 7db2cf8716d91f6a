//! What the import did.

use crate::ui::prelude::*;

use super::tally;
use crate::app::service::Done;
use crate::domain::id::ChangeId;
use crate::ui::context::{use_book, use_desk, use_language, use_speech, use_texts};
use crate::ui::hooks::{notice, use_history};
use crate::ui::kit::{Icon, task};
use crate::ui::route::Route;

/// What was stored.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Finished {
    change: Option<ChangeId>,
    /// Customers, communications, ratings and observed loyalties: new and changed of each.
    tally: [usize; 8],
    wrong: u32,
    same: u32,
}

impl Finished {
    pub(super) fn of(done: &Done, wrong: u32, same: u32) -> Self {
        Self {
            change: done.change,
            tally: tally(&done.edits),
            wrong,
            same,
        }
    }
}

/// Properties of [`FinishedStep`].
#[derive(Properties, PartialEq)]
pub(super) struct FinishedStepProps {
    /// What was stored.
    pub(super) finished: Finished,
    /// Called to go back to the page.
    pub(super) close: Callback<()>,
}

/// The summary, with a way to take it back.
#[component]
pub(super) fn FinishedStep(props: &FinishedStepProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let Finished {
        change,
        tally,
        wrong,
        same,
    } = props.finished;
    let of_scores = texts.score_files();
    let can_undo = use_history(move |history| change.is_some_and(|id| history.can_undo(id)));
    let undo = Callback::from(move |_: MouseEvent| {
        let Some(change) = change else { return };
        let (book, desk) = (book.clone(), desk.clone());
        task::start(async move {
            let outcome = book.undo_change(change).await;
            desk.toast.emit(notice(language, &outcome));
        });
    });
    let count = |count: usize| speech.number(count);
    let lines = [
        (tally[0], words.imported_customers),
        (tally[2], words.imported_communications),
        (tally[4], of_scores.imported_ratings),
        (tally[6], of_scores.imported_loyalty),
        (tally[1], words.updated_customers),
        (tally[3], words.updated_communications),
        (tally[5], of_scores.updated_ratings),
        (tally[7], of_scores.updated_loyalty),
        (same as usize, words.same_rows),
        (wrong as usize, words.wrong_rows),
    ];
    let heading = if change.is_some() && !can_undo {
        words.import_undone
    } else {
        words.import_done
    };
    html! {
        <div class="empty">
            {Icon::Check.html()}
            <div role="status"><h2>{heading}</h2></div>
            <ul>
                for (number, word) in lines {
                    if 0 < number {
                        <li>{word(&count(number))}</li>
                    }
                }
            </ul>
            <div class="btns">
                <a class="btn primary" href={Route::Today.href()}>{texts.common.go_to_today}</a>
                <button class="btn" type="button" onclick={props.close.reform(|_: MouseEvent| ())}>
                    {words.import_another}
                </button>
                if can_undo {
                    <button class="btn quiet" type="button" onclick={undo}>
                        {Icon::Undo.html()}<span>{texts.common.undo}</span>
                    </button>
                }
            </div>
        </div>
    }
}
