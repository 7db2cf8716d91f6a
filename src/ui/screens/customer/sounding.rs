//! How the customer felt in a record: what the words sound like, and the user's own word on it.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::commands::Command;
use crate::app::queries::learned::Sounds;
use crate::domain::communication::{Communication, Sentiment};
use crate::domain::words::sentiment::Sentiment as Heard;
use crate::i18n::{Texts, describe};
use crate::ui::kit::Icon;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::screens::insights::felt_word;

/// How many of the words that a hint rests on are named.
const MOST_WORDS: usize = 4;

/// The hint, if there is one, with the words that it rests on, and a press for the user's own word. A
/// second press on it takes the word back.
pub(super) fn sounding(
    texts: &'static Texts,
    record: &Arc<Communication>,
    sounds: Option<&Sounds>,
    run: &Callback<Command>,
) -> Html {
    let words = texts.words();
    let (says, basis) = match sounds {
        None | Some(Sounds::Said(_)) => (words.felt.to_owned(), Vec::new()),
        Some(Sounds::Learned(proposal)) => {
            let grounds = proposal.telling().map(|ground| ground.word.clone());
            let says = (words.as_learned)(heard_word(texts, proposal.label));
            (says, grounds.collect())
        }
        Some(Sounds::Words(hint)) => {
            let says = match hint.sentiment {
                Heard::Positive => words.sounds_satisfied,
                Heard::Negative => words.sounds_dissatisfied,
                Heard::Mixed | Heard::Neutral => words.sounds_mixed,
            };
            let mut basis: Vec<String> = Vec::new();
            for telling in &hint.words {
                let word = record.content.get(telling.span.clone()).unwrap_or_default();
                if !basis.iter().any(|other| other == word) {
                    basis.push(word.to_owned());
                }
            }
            (says.to_owned(), basis)
        }
    };
    let buttons = Sentiment::ALL.map(|felt| {
        let is_said = record.sentiment == Some(felt);
        let (before, next) = (record.clone(), (!is_said).then_some(felt));
        let say = run.reform(move |_: MouseEvent| Command::EditCommunication {
            after: Box::new(Communication {
                sentiment: next,
                ..(*before).clone()
            }),
            before: before.clone(),
        });
        html! {
            <button
                class="btn quiet small"
                type="button"
                aria-pressed={if is_said { "true" } else { "false" }}
                onclick={say}
            >
                {felt_word(texts, felt)}
            </button>
        }
    });
    let group = html! {
        <div class="btns" role="group" aria-label={words.felt}>{buttons.to_vec()}</div>
    };
    let Some(sounds) = sounds else {
        // Most records tell nothing, and most users will leave it at that: one line, no more.
        return html! {
            <details class="sounding-ask">
                <summary>{Icon::ChevronRight.html()}{words.felt}</summary>
                {group}
            </details>
        };
    };
    html! {
        <div class="sounding">
            <p data-felt={felt_code(sounds)}>
                {says}
                for word in basis.iter().take(MOST_WORDS) {
                    {" "}<span lang={language_of(word)}>{shown(&describe::quote(word))}</span>
                }
            </p>
            {group}
        </div>
    }
}

fn heard_word(texts: &'static Texts, felt: Sentiment) -> &'static str {
    let words = texts.words();
    match felt {
        Sentiment::Positive => words.sounds_satisfied,
        Sentiment::Neutral => words.sounds_mixed,
        Sentiment::Negative => words.sounds_dissatisfied,
    }
}

/// The code of how it sounds, for its colour.
fn felt_code(sounds: &Sounds) -> Option<&'static str> {
    let felt = match sounds {
        Sounds::Said(felt) => Some(*felt),
        Sounds::Learned(proposal) => Some(proposal.label),
        Sounds::Words(hint) => hint.felt(),
    };
    felt.map(Sentiment::code)
}
