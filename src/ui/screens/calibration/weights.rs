//! The weights of aspects fitted to overall ratings.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::parts::{Proposal, facts, few, nothing_observed, refused, table, text, used};
use super::residuals::Residuals;
use crate::app::queries::calibration::{Calibrating, OfWeights, Point, WeightsCalibration};
use crate::domain::calibration::WeightsFit;
use crate::domain::rating::AspectId;
use crate::domain::scoring::Scoring;
use crate::i18n::describe_calibration::{fixed, share, significant, weights_refused};
use crate::i18n::{Language, describe_scores};
use crate::ui::context::{use_book, use_language, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::field::is_checked;
use crate::ui::kit::job::{use_worked, work_under_way};
use crate::ui::kit::text::shown;
use crate::ui::screens::scoring_effect::{CustomerLink, Measure};

/// How many customers are looked at between two looks at the clock.
const CUSTOMERS_A_STEP: u32 = 500;

/// How many are named of those farthest off.
const FARTHEST: usize = 5;

/// The fit of the weights of the aspects that are chosen.
#[component]
pub(super) fn WeightsFitCard() -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let words = texts.scoring();
    let scoring = use_selector((), |model, ()| model.settings().scoring.clone());
    // What the user ticked or unticked; of the others those are fitted that were rated enough.
    let ticked = use_state_eq(|| Rc::new(Vec::<(AspectId, bool)>::new()));
    let worked = use_worked(
        (*ticked).clone(),
        |book, ticked| {
            let model = book.model();
            let subject = OfWeights::new(&model.settings().scoring, |id| {
                let mut all = ticked.iter();
                all.find(|(aspect, _)| *aspect == id)
                    .map(|(_, is_ticked)| *is_ticked)
            });
            Some(Calibrating::new(subject, book.now()))
        },
        |work, model| work.step(model, CUSTOMERS_A_STEP),
        Calibrating::finish,
    );
    let tick = {
        let ticked = ticked.clone();
        Callback::from(move |(id, is_ticked): (AspectId, bool)| {
            let mut all = (*ticked.newest()).to_vec();
            all.retain(|(aspect, _)| *aspect != id);
            all.push((id, is_ticked));
            ticked.set(Rc::new(all));
        })
    };
    let found = worked.found.as_deref().and_then(Option::as_ref);
    let name = |id: AspectId| describe_scores::aspect(language, &scoring, id);
    html! {
        <section class="card calibration" aria-labelledby="weights-fit">
            <h2 id="weights-fit">{words.weights_fit}</h2>
            <p class="muted prose">{words.weights_fit_hint}</p>
            {work_under_way(texts, "weights-fitting", words.fitting, &[&worked])}
            {match found {
                None => Html::default(),
                Some(found) if found.observed == 0 => {
                    nothing_observed(texts, words.no_overall, words.no_overall_hint)
                }
                Some(found) => html! {
                    <>
                        {used(language, found)}
                        {weights(language, &scoring, found, &tick)}
                        {match &found.fit {
                            Ok(fit) => fitted(language, found, fit),
                            Err(refusal) => {
                                let model = book.model();
                                refused(&weights_refused(language, refusal, |id| name(*id), |id| {
                                    model.customer(id).map(|one| shown(&one.name)).unwrap_or_default()
                                }))
                            }
                        }}
                    </>
                },
            }}
        </section>
    }
}

/// All aspects: whether they are fitted, how many rated them, their weight in force and as fitted.
fn weights(
    language: Language,
    scoring: &Scoring,
    found: &WeightsCalibration,
    tick: &Callback<(AspectId, bool)>,
) -> Html {
    let words = language.texts().scoring();
    let whole: f64 = scoring.aspects.iter().map(|one| one.weight.factor()).sum();
    let fitted = |id: AspectId| {
        let fit = found.fit.as_ref().ok()?;
        fit.weights.iter().find(|one| one.aspect == id)
    };
    let weights = table(
        language.texts(),
        words.weights_fit,
        &[words.aspect, words.rated_by, words.present, words.fitted],
        scoring
            .aspects
            .iter()
            .map(|aspect| {
                let id = aspect.id;
                let name = shown(&describe_scores::aspect(language, scoring, id));
                let tick = tick.reform(move |event: Event| (id, is_checked(&event)));
                let mut counts = found.rated.iter();
                let count = counts.find(|(other, _)| *other == id);
                vec![
                    html! {
                        <label class="check">
                            <input type="checkbox" checked={found.chosen.contains(&id)} onchange={tick} />
                            <span>{name}</span>
                        </label>
                    },
                    text(
                        count
                            .map(|(_, count)| count.to_string())
                            .unwrap_or_default(),
                    ),
                    text(share(language, aspect.weight.factor() / whole)),
                    match fitted(id) {
                        Some(one) => html! {
                            <>
                                <strong>{share(language, one.share)}</strong>
                                if one.is_held_at_zero() {
                                    {" "}<span class="muted">{words.held}</span>
                                }
                            </>
                        },
                        None if found.fit.is_ok() => {
                            html! { <span class="muted">{words.no_fit}</span> }
                        }
                        None => Html::default(),
                    },
                ]
            })
            .collect(),
    );
    html! {
        <div>
            <p class="muted">{words.choose_aspects}</p>
            {weights}
        </div>
    }
}

fn fitted(language: Language, found: &WeightsCalibration, fit: &WeightsFit) -> Html {
    let words = language.texts().scoring();
    html! {
        <>
            <p class="muted">{words.no_interval}</p>
            {facts(&[
                (words.n, fit.observations.to_string()),
                (words.r_squared, significant(fit.r_squared)),
            ])}
            <p class="muted">{(words.weights_sum)(&fixed(fit.sum, 2))}</p>
            {few(words.thin_weights, fit.observations)}
            <Residuals
                id="weights-residuals"
                points={found.points.clone()}
                observations={fit.observations}
            />
            {farthest(language, &found.points)}
            <Proposal proposal={found.proposal.clone()} measure={Measure::Satisfaction} />
        </>
    }
}

/// The customers whose overall rating is farthest from what the weights say.
fn farthest(language: Language, points: &[Point]) -> Html {
    let words = language.texts().scoring();
    let mut farthest: Vec<&Point> = Vec::new();
    for point in points {
        let size = |point: &Point| point.residual.abs();
        let at = farthest.partition_point(|other| size(point) <= size(other));
        if at < FARTHEST {
            farthest.insert(at, point);
            farthest.truncate(FARTHEST);
        }
    }
    html! {
        <section class="heaviest" aria-labelledby="weights-farthest">
            <h3 id="weights-farthest">{words.farthest}</h3>
            {table(
                language.texts(),
                words.farthest,
                &[words.customer, words.observed, words.fitted],
                farthest
                    .iter()
                    .map(|one| {
                        vec![
                            html! { <CustomerLink id={one.customer} /> },
                            text(significant(one.fitted + one.residual)),
                            text(significant(one.fitted)),
                        ]
                    })
                    .collect(),
            )}
        </section>
    }
}
