//! The sliders, each with its number beside it.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::Moved;
use crate::app::queries::what_if::{Lever, Tried};
use crate::domain::decimal::Decimal;
use crate::domain::scoring::Scoring;
use crate::domain::settings::Settings;
use crate::i18n::{Language, Texts, describe_scores, describe_what_if};
use crate::ui::context::use_language;
use crate::ui::kit::Icon;
use crate::ui::kit::field::value_of;

/// Properties of [`LeversForm`].
#[derive(Properties, PartialEq)]
pub(super) struct LeversFormProps {
    /// The settings in force.
    pub(super) settings: Arc<Settings>,
    /// What was set.
    pub(super) tried: Tried,
    /// Moves a lever.
    pub(super) change: Callback<Moved>,
}

/// All sliders in their groups.
#[component]
pub(super) fn LeversForm(props: &LeversFormProps) -> Html {
    let language = use_language();
    let texts = language.texts();
    let words = texts.what_if();
    let scoring = &props.settings.scoring;
    let all = Lever::all(scoring);
    let total: f64 = all.iter().map(|lever| weight(props, *lever)).sum();
    let group = |heading: &'static str, hint: Option<String>, belongs: fn(Lever) -> bool| {
        html! {
            <fieldset class="levers">
                <legend>{heading}</legend>
                if let Some(hint) = hint {
                    <p class="hint">{hint}</p>
                }
                for lever in all.iter().copied().filter(|lever| belongs(*lever)) {
                    <Slider
                        key={id_of(lever)}
                        {lever}
                        settings={props.settings.clone()}
                        text={props.tried.text(lever, scoring)}
                        is_wrong={props.tried.number(lever, scoring).is_none()}
                        share={share(language, lever, weight(props, lever), total)}
                        change={props.change.clone()}
                    />
                }
            </fieldset>
        }
    };
    let (low, high) = scoring.scale.bounds();
    html! {
        <div class="what-if-levers">
            {group(words.shifts, Some((words.shifts_hint)(low, high)), |lever| matches!(lever, Lever::Shift(_)))}
            {group(words.weights, None, |lever| matches!(lever, Lever::Weight(_)))}
            {group(words.coefficients, None, |lever| !matches!(lever, Lever::Weight(_) | Lever::Shift(_)))}
        </div>
    }
}

/// What a lever weighs among the weights; what is none weighs nothing.
fn weight(props: &LeversFormProps, lever: Lever) -> f64 {
    match lever {
        Lever::Weight(_) => {
            let number = props.tried.number(lever, &props.settings.scoring);
            number.map_or(0.0, Decimal::approximate)
        }
        _ => 0.0,
    }
}

/// A weight as its share of all.
fn share(language: Language, lever: Lever, weight: f64, total: f64) -> Option<String> {
    let is_weight = matches!(lever, Lever::Weight(_));
    (is_weight && 0.0 < total).then(|| describe_scores::share(language, weight / total))
}

/// The id of a lever's slider in the document.
fn id_of(lever: Lever) -> String {
    match lever {
        Lever::Weight(aspect) => format!("weight-of-{}", aspect.code()),
        Lever::Shift(aspect) => format!("shift-of-{}", aspect.code()),
        Lever::Intercept => "what-if-b0".to_owned(),
        Lever::Satisfaction => "what-if-b1".to_owned(),
        Lever::Duration => "what-if-b2".to_owned(),
        Lever::Risk => "what-if-risk".to_owned(),
    }
}

/// Properties of [`Slider`].
#[derive(Properties, PartialEq)]
struct SliderProps {
    lever: Lever,
    settings: Arc<Settings>,
    /// What stands in its field.
    text: String,
    /// Whether that is no number that it takes.
    is_wrong: bool,
    /// A weight's share of all.
    share: Option<String>,
    change: Callback<Moved>,
}

/// A slider, the same as a number, and the way back.
#[component]
fn Slider(props: &SliderProps) -> Html {
    let language = use_language();
    let texts = language.texts();
    let words = texts.what_if();
    let lever = props.lever;
    let scoring = &props.settings.scoring;
    let id = id_of(lever);
    let error_id = format!("{id}-error");
    let name = describe_what_if::lever(language, scoring, lever);
    let alone = describe_what_if::lever_alone(language, scoring, lever);
    let reach = lever.reach(scoring);
    let stored = lever.stored(scoring);
    // What is wrong leaves the slider where it stands by the settings.
    let at = lever.parse(&props.text, scoring).unwrap_or(stored);
    let is_moved = props.is_wrong || at != stored;
    let moved = props
        .change
        .reform(move |event: InputEvent| (lever, Some(value_of(&event))));
    let typed = moved.clone();
    let reset = props.change.reform(move |_: MouseEvent| (lever, None));
    html! {
        <div class="lever">
            <label class="label" for={id.clone()}>
                {name}
                if let Some(share) = &props.share {
                    {" "}<span class="muted">{share.clone()}</span>
                }
            </label>
            <input
                {id}
                type="range"
                aria-label={alone.clone()}
                min={reach.least.to_string()}
                max={reach.most.to_string()}
                step={reach.step.to_string()}
                value={at.to_string()}
                aria-valuetext={describe_what_if::spoken(lever, at, props.share.as_deref())}
                oninput={moved}
            />
            <input
                class="input num"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-label={(words.number_of)(&alone)}
                aria-invalid={props.is_wrong.then_some("true")}
                aria-describedby={props.is_wrong.then(|| error_id.clone())}
                value={props.text.clone()}
                oninput={typed}
            />
            <button
                class="btn quiet icon-only"
                type="button"
                aria-label={(words.reset)(&alone)}
                title={(words.reset)(&alone)}
                aria-disabled={(!is_moved).then_some("true")}
                onclick={reset}
            >
                {Icon::Undo.html()}
            </button>
            if props.is_wrong {
                <p class="error" id={error_id}>{Icon::Warning.html()}{fault(texts, scoring, lever)}</p>
            }
        </div>
    }
}

/// What a lever takes.
fn fault(texts: &'static Texts, scoring: &Scoring, lever: Lever) -> String {
    let words = texts.what_if();
    match lever {
        Lever::Weight(_) => words.bad_weight.to_owned(),
        Lever::Shift(_) => {
            let (low, high) = scoring.scale.bounds();
            (words.bad_shift)(high - low)
        }
        _ => words.bad_number.to_owned(),
    }
}
