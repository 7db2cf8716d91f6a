//! One communication in the list.

use std::rc::Rc;

use crate::ui::prelude::*;

use crate::domain::id::CommunicationId;
use crate::i18n::describe::{self, Dates};
use crate::i18n::describe_outcome;
use crate::ui::context::{Dialog, use_desk, use_language, use_speech, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::Icon;
use crate::ui::kit::text::{language_of, marked, shown};

/// How many characters of the words a row can hold at most.
const MOST_WORDS: usize = 300;

/// Properties of [`CommunicationCells`].
#[derive(Properties, PartialEq)]
pub(super) struct CommunicationCellsProps {
    /// Which one.
    pub(super) id: CommunicationId,
    /// What the search looks for, to be marked.
    pub(super) terms: Rc<Vec<String>>,
}

/// The cells of a communication's row.
#[component]
pub(super) fn CommunicationCells(props: &CommunicationCellsProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let desk = use_desk();
    let view = use_selector(props.id, |model, id| {
        let one = model.communication(*id)?.clone();
        let first = one
            .customers
            .first()
            .and_then(|id| model.customer(*id))
            .map(|customer| customer.name.clone())
            .unwrap_or_default();
        Some((one, first))
    });
    let Some((one, first)) = &*view else {
        return Html::default();
    };
    let day = speech.day(one.at.local_date());
    let when = match one.at.local_time() {
        Some(time) => format!("{day} {}", speech.time(time)),
        None => day.clone(),
    };
    let id = one.id;
    let open = desk.open.reform(move |event: MouseEvent| {
        event.prevent_default();
        Some(Dialog::EditCommunication(id))
    });
    let others = one.customers.len().saturating_sub(1);
    html! {
        <>
            <td class="c-when" role="cell">
                <time datetime={one.at.to_text()}>{when}</time>
            </td>
            <td class="c-name" role="cell">
                <button
                    class="row-open"
                    type="button"
                    title={(texts.communications().open_record)(&day)}
                    lang={language_of(first)}
                    onclick={open}
                >
                    {marked(first, &props.terms)}
                </button>
                if 0 < others {
                    {" "}<span class="muted">{(texts.communications().and_others)(others)}</span>
                }
            </td>
            <td class="c-channel" role="cell">
                {Icon::of_channel(&one.channel).html()}
                {shown(describe::channel(language, &one.channel))}
            </td>
            <td class="c-words" role="cell" lang={language_of(&one.content)}>
                {marked(&excerpt(&one.content, &props.terms), &props.terms)}
            </td>
            <td class="c-outcome" role="cell">
                {one.outcome.map_or("", |outcome| describe_outcome::outcome(language, &one.channel, outcome))}
            </td>
        </>
    }
}

/// The part of the words that a row shows: from the beginning, or from shortly before the first
/// hit where that would be out of sight.
fn excerpt(words: &str, terms: &[String]) -> String {
    const BEFORE: usize = 12;
    let far = terms
        .iter()
        .filter_map(|term| {
            let folded = crate::domain::fold::fold(words);
            let at = folded.find(term.as_str())?;
            Some(folded[..at].chars().count())
        })
        .min()
        .filter(|at| 30 < *at);
    let from = far.map_or(0, |at| at - BEFORE);
    let mut part: String = words.chars().skip(from).take(MOST_WORDS).collect();
    part = part.replace(['\n', '\r', '\t'], " ");
    if 0 < from {
        part.insert(0, '…');
    }
    part
}
