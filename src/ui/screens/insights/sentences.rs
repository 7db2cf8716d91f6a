//! The sentences behind a number: which record, with whom, and the term marked in its words.

use std::ops::Range;
use std::rc::Rc;

use crate::ui::prelude::*;

use super::counted::Counted;
use crate::app::model::Model;
use crate::app::queries::insights::words::{FindingWords, Which, WordCounts, words_of};
use crate::app::queries::insights::{Counting, Records};
use crate::app::table::Slot;
use crate::domain::id::CommunicationId;
use crate::domain::words::sentences::sentences_with;
use crate::i18n::describe::Dates;
use crate::ui::context::{Book, use_speech, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::Icon;
use crate::ui::kit::job::{use_worked, work_under_way};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::route::Route;
use crate::web::dom;

/// How many records are shown at first, and how many more each time.
const AT_ONCE: usize = 10;

/// How many sentences of a record are shown.
const MOST_SENTENCES: usize = 3;

/// How many records are looked at between two looks at the clock.
const RECORDS_A_STEP: Slot = 2_000;

/// Properties of [`SentencesPanel`].
#[derive(Properties, PartialEq)]
pub(super) struct SentencesPanelProps {
    /// The name of the table.
    pub(super) id: &'static str,
    /// What was counted.
    pub(super) found: Rc<Counted<WordCounts>>,
    /// The term.
    pub(super) term: String,
    /// Which of its records.
    pub(super) which: Which,
    /// Where those are, in words.
    pub(super) place: String,
    /// Closes the list.
    pub(super) close: Callback<()>,
}

/// The records behind a number, with their sentences.
#[component]
pub(super) fn SentencesPanel(props: &SentencesPanelProps) -> Html {
    let texts = use_texts();
    let words = texts.words();
    let speech = use_speech();
    let drawn = use_state_eq(|| AT_ONCE);
    let wanted = (props.found.clone(), props.term.clone(), props.which);
    let finding = use_worked(wanted.clone(), begin, step, FindingWords::finish);
    let heading = format!("sentences-{}", props.id);
    use_effect_with((wanted, heading.clone()), {
        let drawn = drawn.setter();
        move |(_, heading)| {
            drawn.set(AT_ONCE);
            dom::focus(heading);
        }
    });
    let ids: &[CommunicationId] = match finding.found.as_deref() {
        Some(Records::Communications(ids)) => ids,
        _ => &[],
    };
    let left = ids.len() - ids.len().min(*drawn);
    let more = {
        let drawn = drawn.clone();
        move |_: MouseEvent| drawn.set(*drawn + 5 * AT_ONCE)
    };
    let rows = ids.iter().take(*drawn).map(|id| {
        html! {
            <Sentences
                key={id.to_string()}
                id={*id}
                found={props.found.clone()}
                term={props.term.clone()}
            />
        }
    });
    html! {
        <section class="records" aria-labelledby={heading.clone()}>
            <header class="section-head">
                <h3 id={heading} tabindex="-1">
                    {(texts.insights().value)(&shown(&props.term), &props.place)}
                </h3>
                if finding.found.is_some() {
                    <span class="muted">{(texts.insights().records)(&speech.number(ids.len()))}</span>
                }
                <button
                    class="btn quiet small icon-only"
                    type="button"
                    aria-label={texts.common.close}
                    onclick={props.close.reform(|_: MouseEvent| ())}
                >
                    {Icon::Close.html()}
                </button>
            </header>
            {work_under_way(texts, "sentences-progress", words.searching, &[&finding])}
            <ul>{rows.collect::<Vec<Html>>()}</ul>
            if 0 < left {
                <button class="btn small" type="button" onclick={more}>
                    {(texts.insights().show_more)(&speech.number(left.min(5 * AT_ONCE)))}
                </button>
            }
        </section>
    }
}

type Wanted = (Rc<Counted<WordCounts>>, String, Which);

#[expect(
    clippy::unnecessary_wraps,
    reason = "other work may have nothing to do"
)]
fn begin(book: &Book, (found, term, which): &Wanted) -> Option<FindingWords> {
    let Counted {
        filter,
        now,
        found: counts,
    } = &**found;
    Some(FindingWords::new(
        &book.model(),
        filter,
        *now,
        counts,
        term,
        *which,
    ))
}

fn step(finding: &mut FindingWords, model: &Model) -> Option<u16> {
    finding.step(model, RECORDS_A_STEP)
}

/// Properties of [`Sentences`].
#[derive(Properties, PartialEq)]
struct SentencesProps {
    id: CommunicationId,
    found: Rc<Counted<WordCounts>>,
    term: String,
}

/// One record with its sentences; nothing once it is gone.
#[component]
fn Sentences(props: &SentencesProps) -> Html {
    let texts = use_texts();
    let speech = use_speech();
    let view = use_selector(props.id, |model, id| {
        let record = model.communication(*id)?.clone();
        let customer = record.customers.iter().find_map(|id| {
            let customer = model.customer(*id)?;
            Some((*id, customer.name.clone()))
        });
        Some((record, customer))
    });
    let Some((record, customer)) = &*view else {
        return Html::default();
    };
    let words = words_of(record);
    let places = props.found.found.terms.places(&props.term, words);
    let day = speech.day(record.at.local_date());
    let sentences = sentences_with(words, &places);
    html! {
        <li>
            if let Some((id, name)) = customer {
                <a
                    href={format!("{}?record={}", Route::Customer(*id).href(), record.id)}
                    aria-label={(texts.words().go_to_record)(&day)}
                >
                    {day.clone()}
                </a>
                <a href={Route::Customer(*id).href()} lang={language_of(name)}>{shown(name)}</a>
            } else {
                <span>{day}</span>
            }
            for sentence in sentences.into_iter().take(MOST_SENTENCES) {
                <p lang={language_of(&words[sentence.clone()])}>{marked(words, sentence, &places)}</p>
            }
        </li>
    }
}

/// A part of a text with the places in it marked.
fn marked(words: &str, part: Range<usize>, places: &[Range<usize>]) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    let mut at = part.start;
    for place in places {
        let (start, end) = (place.start.max(at), place.end.min(part.end));
        if end <= start {
            continue;
        }
        let (before, hit) = (shown(&words[at..start]), shown(&words[start..end]));
        parts.push(html! { <>{before}<mark>{hit}</mark></> });
        at = end;
    }
    let rest = shown(&words[at..part.end]);
    parts.push(html! { {rest} });
    parts.into_iter().collect()
}
