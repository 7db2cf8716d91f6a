//! What both calibrations show alike: who is used, why there is no fit, and what using one would do.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::commands::Command;
use crate::app::queries::calibration::{Calibrated, LeftOut};
use crate::app::queries::score_effect::ScoreEffect;
use crate::domain::decimal::Decimal;
use crate::domain::scoring::Scoring;
use crate::domain::settings::Settings;
use crate::i18n::describe_calibration::{self, Refused};
use crate::i18n::{Language, Texts};
use crate::ui::context::{use_book, use_language};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::Icon;
use crate::ui::kit::field::is_checked;
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

/// Says that observations are few and what that means, where they are.
pub(super) fn few(thin: fn(usize) -> String, observations: usize) -> Html {
    html! {
        if observations < FEW {
            <p class="muted">{thin(observations)}</p>
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

/// A cell of nothing but words.
pub(super) fn text(text: String) -> Html {
    html! { <>{text}</> }
}

/// More columns than this stand no longer side by side on a phone.
const MOST_ON_PHONE: usize = 4;

/// A table of what each row is about, and numbers. It may be wider than its place; on a phone many
/// columns stand below each other, each number under its name, so that none is out of sight. The
/// roles hold whatever the layout makes of the elements.
pub(super) fn table(
    texts: &'static Texts,
    caption: &'static str,
    heads: &[&'static str],
    rows: Vec<Vec<Html>>,
) -> Html {
    let stacks = MOST_ON_PHONE < heads.len();
    html! {
        <div
            class={classes!("table-scroll", stacks.then_some("stacks"))}
            tabindex="0"
            role="region"
            aria-label={(texts.charts().table_of)(caption)}
        >
            <table class="table" role="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        for (place, head) in heads.iter().enumerate() {
                            <th scope="col" role="columnheader" class={(0 < place).then_some("num")}>{*head}</th>
                        }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    for row in rows {
                        <tr role="row">
                            for (place, (cell, head)) in row.into_iter().zip(heads).enumerate() {
                                if place == 0 {
                                    <th scope="row" role="rowheader">{cell}</th>
                                } else {
                                    <td class="num" role="cell">
                                        if stacks {
                                            <span class="label phone-only" aria-hidden="true">{*head}</span>
                                        }
                                        {cell}
                                    </td>
                                }
                            }
                        </tr>
                    }
                </tbody>
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

/// Puts the part of the terms that was fitted into others, and a threshold of risk that suits it where
/// one was chosen.
fn take_over(
    measure: Measure,
    fitted: &Scoring,
    risk_below: Option<Decimal>,
    scoring: &mut Scoring,
) {
    match measure {
        Measure::Loyalty => {
            scoring.coefficients = fitted.coefficients;
            scoring.risk_below = risk_below.unwrap_or(scoring.risk_below);
        }
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
    let language = use_language();
    let texts = language.texts();
    let book = use_book();
    let run = use_run();
    let words = texts.scoring();
    let stored = use_selector((), |model, ()| model.settings().scoring.clone());
    let keeps_threshold = use_state_eq(|| false);
    let Some((scoring, effect)) = props.proposal.clone() else {
        return html! { <p class="rule">{words.too_large}</p> };
    };
    let is_in_force = {
        let mut taken = (*stored).clone();
        take_over(props.measure, &scoring, None, &mut taken);
        taken == *stored
    };
    let missed = effect.misses_threshold();
    let missed = missed.filter(|_| props.measure == Measure::Loyalty && !is_in_force);
    let risk_below = missed
        .filter(|_| !*keeps_threshold)
        .map(|range| range.risk_for_as_many);
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
            take_over(measure, &scoring, risk_below, &mut after.scoring);
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
                <EffectView effect={Rc::new(effect.clone())} measure={props.measure} />
            }
            if let Some(range) = missed {
                <div class="notice" data-kind="warn">
                    {Icon::Warning.html()}
                    <div class="notice-text">
                        <p>{describe_calibration::threshold_missed(language, &effect, range, stored.risk_below)}</p>
                        <label class="check">
                            <input
                                type="checkbox"
                                checked={!*keeps_threshold}
                                onchange={
                                    let keeps = keeps_threshold.setter();
                                    Callback::from(move |event: Event| keeps.set(!is_checked(&event)))
                                }
                            />
                            <span>{describe_calibration::threshold_proposed(language, &effect, range)}</span>
                        </label>
                    </div>
                </div>
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
