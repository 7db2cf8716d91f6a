//! What both calibrations show alike: who is used, why there is no fit, and what using one would do.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::commands::Command;
use crate::app::queries::calibration::{Calibrated, LeftOut};
use crate::app::queries::score_effect::ScoreEffect;
use crate::domain::scoring::Scoring;
use crate::domain::settings::Settings;
use crate::i18n::describe_calibration::{self, Refused};
use crate::i18n::{Language, Texts};
use crate::ui::context::{use_book, use_texts};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::Icon;
use crate::ui::route::Route;
use crate::ui::screens::scoring_effect::{EffectView, Measure};

/// With fewer observations than this a fit says that they are few.
const FEW: usize = 30;

/// Words where nothing was observed yet, with the way to enter it.
pub(super) fn nothing_observed(
    texts: &'static Texts,
    why: &'static str,
    hint: &'static str,
) -> Html {
    html! {
        <div class="empty">
            <h3>{why}</h3>
            <p class="muted">{hint}</p>
            <a class="btn" href={Route::Customers.href()}>{texts.scoring().to_customers}</a>
        </div>
    }
}

/// How many of those observed are used, and why the others are not.
pub(super) fn used<F, R>(language: Language, found: &Calibrated<F, R>) -> Html {
    let words = language.texts().scoring();
    let left_out: LeftOut = found.left_out;
    let reasons = describe_calibration::left_out(language, left_out);
    html! {
        <div>
            <p>{(words.used)(found.observed - left_out.all(), found.observed)}</p>
            if !reasons.is_empty() {
                <p class="label">{words.left_out}</p>
                <ul class="left-out">
                    for reason in reasons {
                        <li>{reason}</li>
                    }
                </ul>
            }
        </div>
    }
}

/// Why nothing is fitted, and what to do.
pub(super) fn refused(refused: &Refused) -> Html {
    html! {
        <div class="notice" data-kind="info">
            {Icon::Info.html()}
            <div class="notice-text">
                <p>{refused.why.clone()}</p>
                <p>{refused.what_to_do.clone()}</p>
            </div>
        </div>
    }
}

/// Says that observations are few, where they are.
pub(super) fn few(texts: &'static Texts, observations: usize) -> Html {
    html! {
        if observations < FEW {
            <p class="muted">{(texts.scoring().thin)(observations)}</p>
        }
    }
}

/// Names and numbers.
pub(super) fn facts(facts: &[(&'static str, String)]) -> Html {
    html! {
        <dl class="facts">
            for (name, number) in facts.iter() {
                <dt>{*name}</dt><dd class="num">{number.clone()}</dd>
            }
        </dl>
    }
}

/// A table that may be wider than its place.
pub(super) fn table(
    texts: &'static Texts,
    caption: &'static str,
    heads: &[(&'static str, bool)],
    rows: Html,
) -> Html {
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label={(texts.charts().table_of)(caption)}>
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        for (head, is_number) in heads.iter() {
                            <th scope="col" class={is_number.then_some("num")}>{*head}</th>
                        }
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Properties of [`Proposal`].
#[derive(Properties, PartialEq)]
pub(super) struct ProposalProps {
    /// The terms with the fit in them, and what they would do.
    pub(super) proposal: Option<(Arc<Scoring>, ScoreEffect)>,
    /// Which part of them was fitted: the weights, or the coefficients.
    pub(super) measure: Measure,
}

/// Puts the part of the terms that was fitted into others.
fn take_over(measure: Measure, fitted: &Scoring, scoring: &mut Scoring) {
    match measure {
        Measure::Loyalty => scoring.coefficients = fitted.coefficients,
        Measure::Satisfaction => {
            for aspect in &mut scoring.aspects {
                let mut all = fitted.aspects.iter();
                if let Some(one) = all.find(|one| one.id == aspect.id) {
                    aspect.weight = one.weight;
                }
            }
        }
    }
}

/// What the fit would do, and a button to use it: one Change, which can be taken back.
#[component]
pub(super) fn Proposal(props: &ProposalProps) -> Html {
    let texts = use_texts();
    let book = use_book();
    let run = use_run();
    let words = texts.scoring();
    let stored = use_selector((), |model, ()| model.settings().scoring.clone());
    let Some((scoring, effect)) = props.proposal.clone() else {
        return html! { <p class="rule">{words.too_large}</p> };
    };
    let is_in_force = {
        let mut taken = (*stored).clone();
        take_over(props.measure, &scoring, &mut taken);
        taken == *stored
    };
    let take = {
        let measure = props.measure;
        let subject = match measure {
            Measure::Loyalty => words.took_coefficients,
            Measure::Satisfaction => words.took_weights,
        };
        Callback::from(move |_: MouseEvent| {
            if is_in_force {
                return;
            }
            let before = book.model().settings().clone();
            let mut after: Settings = (*before).clone();
            take_over(measure, &scoring, &mut after.scoring);
            run.emit(Command::ChangeSettings {
                before,
                after: Box::new(after),
                subject: subject.to_owned(),
            });
        })
    };
    html! {
        <div class="proposal">
            if !is_in_force {
                <h3>{words.effect}</h3>
                <EffectView effect={Rc::new(effect)} measure={props.measure} />
            }
            <div class="btns">
                <button
                    class="btn primary"
                    type="button"
                    aria-disabled={is_in_force.then_some("true")}
                    title={is_in_force.then_some(words.in_force)}
                    onclick={take}
                >
                    {words.use_values}
                </button>
                <span class="muted" role="status">{is_in_force.then_some(words.in_force)}</span>
            </div>
        </div>
    }
}
