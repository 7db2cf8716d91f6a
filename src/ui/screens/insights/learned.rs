//! What Genjin learned from the user's corrections, and how often it is right.

use crate::ui::prelude::*;

use super::percent;
use crate::app::queries::learned::{OFFERED_FOR_DAYS, Taught};
use crate::domain::words::classifier::{LEAST_EXAMPLES, LEAST_OF_LABEL, Label};
use crate::domain::words::validation::Validation;
use crate::i18n::{Language, Texts};
use crate::ui::context::{Speech, use_language, use_texts};
use crate::ui::hooks::use_learned;

/// What was learnt, and how far it can be trusted.
#[component]
pub(super) fn LearnedCard() -> Html {
    let texts = use_texts();
    let words = texts.words();
    let speech = Speech(use_language());
    let learned = use_learned();
    let waits = learned
        .as_ref()
        .filter(|learned| !learned.knows_no_need())
        .map(|_| (words.no_need_unknown)(LEAST_OF_LABEL, OFFERED_FOR_DAYS));
    html! {
        <section class="card learned" aria-labelledby="learned">
            <h2 id="learned">{words.learned}</h2>
            <p class="muted">{words.learned_hint}</p>
            if let Some(learned) = &learned {
                <dl>
                    {taught(texts, speech, words.learned_felt, &learned.sentiment, None)}
                    {taught(texts, speech, words.learned_kinds, &learned.kinds, waits)}
                </dl>
            } else {
                <p class="muted" role="status">{words.learning}</p>
            }
        </section>
    }
}

/// What was learnt of one thing, and why it is silent where it waits for something yet.
fn taught<L: Label>(
    texts: &'static Texts,
    speech: Speech,
    name: &'static str,
    taught: &Taught<L>,
    waits: Option<String>,
) -> Html {
    let words = texts.words();
    let examples = taught.examples();
    let number = speech.number(examples as usize);
    let says = match &taught.validation {
        Some(found) => accuracy(speech.0, &number, found),
        None if examples < LEAST_EXAMPLES => (words.too_few)(&number, LEAST_EXAMPLES),
        None => (words.too_uniform)(&number, LEAST_OF_LABEL),
    };
    let standing = taught.validation.as_ref().map(|_| match waits {
        _ if !taught.is_useful() => words.is_silent.to_owned(),
        Some(waits) => waits,
        None => words.takes_part.to_owned(),
    });
    html! {
        <>
            <dt>{name}</dt>
            <dd>{says}</dd>
            if let Some(standing) = standing {
                <dd>
                    <span class="badge">{standing}</span>
                </dd>
            }
        </>
    }
}

fn accuracy<L: Label>(language: Language, number: &str, found: &Validation<L>) -> String {
    let share = |part: u32| percent(language, part as usize, found.examples as usize);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a standard error lies between 0 and 0.5"
    )]
    let error = (10_000.0 * found.standard_error()).round() as usize;
    (language.texts().words().accuracy)(
        &share(found.right),
        &percent(language, error, 10_000),
        number,
        &share(found.baseline),
    )
}
