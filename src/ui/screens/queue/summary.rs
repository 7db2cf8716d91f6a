//! What was done in a run through the queue, each with its undo, and who is left.

use crate::ui::prelude::*;

use super::Step;
use super::card::HEADING;
use crate::app::history::History;
use crate::app::history::Turn;
use crate::domain::change::Label;
use crate::domain::id::{ChangeId, CustomerId};
use crate::i18n::describe_deed;
use crate::ui::context::{use_book, use_desk, use_language, use_texts};
use crate::ui::hooks::{notice, use_history};
use crate::ui::kit::text::shown;
use crate::ui::kit::{Icon, task};
use crate::ui::route::Route;

/// Properties of [`Summary`].
#[derive(Properties, PartialEq)]
pub(super) struct SummaryProps {
    /// The newest Change when the run began.
    pub(super) since: u64,
    /// Who was passed over and is still due.
    pub(super) left: Vec<CustomerId>,
    /// How many there were, as a number of the language.
    pub(super) total: String,
    /// Goes to a place in the run.
    pub(super) go: Callback<Step>,
    /// Begins a new run.
    pub(super) again: Callback<()>,
}

/// The Changes after that one which were not taken back, the oldest first.
fn done(history: &History, since: u64) -> Vec<(ChangeId, Label)> {
    history
        .items()
        .iter()
        .filter(|item| since < item.sequence && item.undoes.is_none() && history.can_undo(item.id))
        .map(|item| (item.id, item.label.clone()))
        .collect()
}

/// The end of the run.
#[component]
pub(super) fn Summary(props: &SummaryProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let desk = use_desk();
    let since = props.since;
    let done = use_history(move |history| done(history, since));
    let undo = Callback::from(move |id: ChangeId| {
        let (book, desk) = (book.clone(), desk.clone());
        task::start(async move {
            let outcome = book.undo_change(id).await;
            desk.toast.emit(notice(language, &outcome));
        });
    });
    let first_due = props.go.reform(|_: MouseEvent| Step::FirstDue);
    let again = props.again.reform(|_: MouseEvent| ());
    html! {
        <section class="card queue-card" aria-labelledby={HEADING}>
            <h2 id={HEADING} tabindex="-1">
                {Icon::Check.html()}
                {if props.left.is_empty() {
                    texts.work().through.to_owned()
                } else {
                    (texts.work().through_with_left)(props.left.len())
                }}
            </h2>
            if done.is_empty() {
                <p>{texts.work().nothing_done}</p>
            } else {
                <p>{(texts.work().done_of)(done.len(), &props.total)}</p>
                <ul class="history">
                    for (id, label) in done.iter() {
                        {line(*id, &shown(&describe_deed::told(language, Turn::Done, label)), &undo, texts)}
                    }
                </ul>
            }
            <div class="btns">
                if props.left.is_empty() {
                    <button class="btn" type="button" onclick={again}>{texts.work().look_again}</button>
                } else {
                    <button class="btn primary" type="button" onclick={first_due}>
                        {texts.work().go_through_left}
                    </button>
                }
                <a class="btn" href={Route::Debrief.href()}>{texts.day.debrief}</a>
                <a class="btn" href={Route::Today.href()}>{texts.common.go_to_today}</a>
            </div>
        </section>
    }
}

fn line(
    id: ChangeId,
    what: &str,
    undo: &Callback<ChangeId>,
    texts: &'static crate::i18n::Texts,
) -> Html {
    html! {
        <li key={id.to_string()}>
            <p>{what.to_owned()}</p>
            <button
                class="btn quiet small"
                type="button"
                aria-label={(texts.common.undo_what)(what)}
                onclick={undo.reform(move |_: MouseEvent| id)}
            >
                {Icon::Undo.html()}<span>{texts.common.undo}</span>
            </button>
        </li>
    }
}
