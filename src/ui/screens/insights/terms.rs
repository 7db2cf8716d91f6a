//! Terms with their numbers in a table, each number a press away from the sentences behind it.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::counted::Counted;
use super::percent;
use super::sentences::SentencesPanel;
use crate::app::queries::insights::words::{Which, WordCounts};
use crate::domain::words::keyness::Usage;
use crate::domain::words::terms::Term;
use crate::i18n::Texts;
use crate::ui::context::{Speech, use_language, use_texts};
use crate::ui::kit::text::{language_of, shown};
use crate::web::dom;

/// How many of the commonest terms are listed at first, and how many more each time.
const AT_ONCE: usize = 20;

/// Properties of [`TermsCard`].
#[derive(Properties, PartialEq)]
pub(super) struct TermsCardProps {
    /// Its name in the document.
    pub(super) id: &'static str,
    /// Its title.
    pub(super) title: &'static str,
    /// The terms.
    pub(super) found: Rc<Counted<WordCounts>>,
    /// Of which group the typical terms are listed: its place and name. The commonest of all where
    /// there is none.
    #[prop_or_default]
    pub(super) group: Option<(usize, String)>,
    /// The choice of the group.
    #[prop_or_default]
    pub(super) choice: Html,
}

/// A number of the table: which records it counts, of which term.
type Opened = (String, Which);

/// A table of terms, and the sentences behind the number that was opened.
#[component]
pub(super) fn TermsCard(props: &TermsCardProps) -> Html {
    let texts = use_texts();
    let words = texts.words();
    let speech = Speech(use_language());
    let opened = use_state_eq(|| None::<Opened>);
    let drawn = use_state_eq(|| AT_ONCE);
    let place = props.group.as_ref().map(|(place, _)| *place);
    use_effect_with((props.found.clone(), place), {
        let opened = opened.setter();
        move |_| opened.set(None)
    });
    let typical = use_memo((props.found.clone(), place), |(found, place)| {
        let typical = place.map(|place| found.found.typical(place));
        let typical = typical.into_iter().flatten();
        let of_term = |one: crate::domain::words::terms::Typical<'_>| {
            (one.term.clone(), one.usage, one.keyness)
        };
        typical.map(of_term).collect::<Vec<_>>()
    });
    let counts = &props.found.found;
    let row = Row {
        texts,
        speech,
        id: props.id,
        group: props.group.clone(),
        open: {
            let opened = opened.setter();
            Callback::from(move |number| opened.set(Some(number)))
        },
    };
    let (rows, left): (Vec<Html>, usize) = if place.is_some() {
        let rows = typical
            .iter()
            .map(|(term, usage, keyness)| row.typical(term, *usage, *keyness));
        (rows.collect(), 0)
    } else {
        let listed = counts.commonest(*drawn);
        let rows = listed.iter().map(|term| row.common(term, counts.total));
        let left = counts.terms.list.len() - listed.len();
        (rows.collect(), left)
    };
    let more = {
        let drawn = drawn.clone();
        move |_: MouseEvent| drawn.set(*drawn + 2 * AT_ONCE)
    };
    let close = {
        let (id, number, opened) = (props.id, (*opened).clone(), opened.setter());
        Callback::from(move |()| {
            opened.set(None);
            if let Some((term, which)) = &number {
                dom::focus(&button_id(id, term, *which));
            }
        })
    };
    let size = props.group.as_ref().map(|(place, name)| {
        let size = counts.terms.groups.get(*place).copied().unwrap_or(0) as usize;
        let others = speech.number(counts.total - size.min(counts.total));
        (name, speech.number(size), others)
    });
    html! {
        <section class="card terms" aria-labelledby={props.id}>
            <div class="terms-head">
                <h2 id={props.id}>{props.title}</h2>
                {props.choice.clone()}
            </div>
            if let Some((name, size, others)) = &size {
                <p class="muted" role="status">{(words.group_size)(name, size, others)}</p>
                if rows.is_empty() {
                    <p class="muted">{(words.nothing_typical)(name, size)}</p>
                } else {
                    <p class="muted hint">{words.typical_note}</p>
                }
            } else if rows.is_empty() {
                <p class="muted">{words.no_terms}</p>
            }
            if !rows.is_empty() {
                <div class="table-scroll" tabindex="0" role="group" aria-labelledby={props.id}>
                    <table class="table">
                        <thead>{row.heads()}</thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            if 0 < left {
                <button class="btn small" type="button" onclick={more}>
                    {(words.show_more)(&speech.number(left.min(2 * AT_ONCE)))}
                </button>
            }
            if let Some((term, which)) = &*opened {
                <SentencesPanel
                    id={props.id}
                    found={props.found.clone()}
                    term={term.clone()}
                    which={*which}
                    place={place_words(texts, *which, props.group.as_ref().map(|(_, name)| &**name))}
                    {close}
                />
            }
        </section>
    }
}

/// Where the records of a number are, in words.
fn place_words(texts: &'static Texts, which: Which, name: Option<&str>) -> String {
    let words = texts.words();
    match (which, name) {
        (Which::Within(_), Some(name)) => name.to_owned(),
        (Which::Outside(_), Some(name)) => (words.all_but)(name),
        _ => words.all_records.to_owned(),
    }
}

/// The id of the button of a number.
fn button_id(id: &str, term: &str, which: Which) -> String {
    let part = match which {
        Which::All => "all",
        Which::Within(_) => "within",
        Which::Outside(_) => "outside",
    };
    format!("{id}-{part}-{}", term.replace(' ', "_"))
}

/// What all rows share.
struct Row {
    texts: &'static Texts,
    speech: Speech,
    id: &'static str,
    group: Option<(usize, String)>,
    open: Callback<Opened>,
}

impl Row {
    fn heads(&self) -> Html {
        let words = self.texts.words();
        let number = |word: &'static str| html! { <th scope="col" class="num">{word}</th> };
        html! {
            <tr>
                <th scope="col">{words.term}</th>
                {number(words.records)}
                {number(words.share)}
                if self.group.is_some() {
                    {number(words.elsewhere)}
                    {number(words.share_elsewhere)}
                    {number(words.keyness)}
                }
            </tr>
        }
    }

    /// A number that opens the sentences behind it; nothing stands behind none.
    fn number(&self, term: &Term, count: u32, which: Which) -> Html {
        let number = self.speech.number(count as usize);
        if count == 0 {
            return html! { <td class="num">{number}</td> };
        }
        let name = self.group.as_ref().map(|(_, name)| &**name);
        let place = place_words(self.texts, which, name);
        let label = (self.texts.words().open_records)(&shown(&term.text), &number, &place);
        let text = term.text.clone();
        let open = self.open.reform(move |_: MouseEvent| (text.clone(), which));
        html! {
            <td class="num">
                <button
                    class="link"
                    type="button"
                    id={button_id(self.id, &term.text, which)}
                    aria-label={label}
                    onclick={open}
                >
                    {number}
                </button>
            </td>
        }
    }

    fn common(&self, term: &Term, total: usize) -> Html {
        html! {
            <tr key={term.text.clone()}>
                {heading(term)}
                {self.number(term, term.records, Which::All)}
                <td class="num">{percent(self.speech.0, term.records as usize, total)}</td>
            </tr>
        }
    }

    fn typical(&self, term: &Term, usage: Usage, keyness: f64) -> Html {
        let Usage {
            within,
            group,
            outside,
            rest,
        } = usage;
        let place = self.group.as_ref().map_or(0, |(place, _)| *place);
        html! {
            <tr key={term.text.clone()}>
                {heading(term)}
                {self.number(term, within, Which::Within(place))}
                <td class="num">{percent(self.speech.0, within as usize, group as usize)}</td>
                {self.number(term, outside, Which::Outside(place))}
                <td class="num">{percent(self.speech.0, outside as usize, rest as usize)}</td>
                <td class="num">{tenths(self.speech, keyness)}</td>
            </tr>
        }
    }
}

/// A number with one digit after the point.
pub(super) fn tenths(speech: Speech, number: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a measure of counts of records, above 0 and far below 2^53"
    )]
    let tenths = (number.max(0.0) * 10.0).round() as usize;
    format!("{}.{}", speech.number(tenths / 10), tenths % 10)
}

fn heading(term: &Term) -> Html {
    html! { <th scope="row" lang={language_of(&term.text)}>{shown(&term.text)}</th> }
}
