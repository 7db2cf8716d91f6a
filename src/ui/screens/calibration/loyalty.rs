//! b₀, b₁ and b₂ fitted to observed loyalty.

use crate::ui::prelude::*;

use super::parts::{Proposal, facts, few, nothing_observed, refused, table, text, used};
use super::residuals::Residuals;
use crate::app::queries::calibration::{Calibrating, LoyaltyCalibration, OfLoyalty};
use crate::domain::calibration::LoyaltyFit;
use crate::domain::scoring::Coefficients;
use crate::i18n::Language;
use crate::i18n::describe_calibration::{fixed, loyalty_refused, significant};
use crate::ui::context::{use_book, use_language, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::job::{use_worked, work_under_way};
use crate::ui::kit::text::shown;
use crate::ui::screens::scoring_effect::{CustomerLink, Measure};

/// How many customers are looked at between two looks at the clock.
const CUSTOMERS_A_STEP: u32 = 500;

/// The fit of b₀, b₁ and b₂, with its doubt.
#[component]
pub(super) fn LoyaltyFitCard() -> Html {
    let texts = use_texts();
    let language = use_language();
    let words = texts.scoring();
    let worked = use_worked(
        (),
        |book, ()| Some(Calibrating::new(OfLoyalty::default(), book.now())),
        |work, model| work.step(model, CUSTOMERS_A_STEP),
        Calibrating::finish,
    );
    let present = use_selector((), |model, ()| model.settings().scoring.coefficients);
    let book = use_book();
    let found = worked.found.as_deref().and_then(Option::as_ref);
    html! {
        <section class="card calibration" aria-labelledby="loyalty-fit">
            <h2 id="loyalty-fit">{words.loyalty_fit}</h2>
            <p class="muted prose">{words.loyalty_fit_hint}</p>
            {work_under_way(texts, "loyalty-fitting", words.fitting, &[&worked])}
            {match found {
                None => Html::default(),
                Some(found) if found.observed == 0 => {
                    nothing_observed(texts, words.no_observed, words.no_observed_hint)
                }
                Some(found) => html! {
                    <>
                        {used(language, found)}
                        {match &found.fit {
                            Ok(fit) => fitted(language, found, fit, *present),
                            Err(refusal) => {
                                let model = book.model();
                                refused(&loyalty_refused(language, refusal, |id| {
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

fn fitted(
    language: Language,
    found: &LoyaltyCalibration,
    fit: &LoyaltyFit,
    present: Coefficients,
) -> Html {
    let texts = language.texts();
    let words = texts.scoring();
    let rows = [
        (words.intercept, fit.intercept, present.intercept),
        (
            words.by_satisfaction,
            fit.satisfaction,
            present.satisfaction,
        ),
        (words.by_duration, fit.duration, present.duration),
    ];
    let unclear = rows.iter().skip(1);
    let unclear = unclear.filter(|(_, estimate, _)| estimate.interval.holds(0.0));
    let observations = fit.observations();
    html! {
        <>
            {table(
                language.texts(),
                words.loyalty_fit,
                &[
                    words.coefficient,
                    words.fitted,
                    words.standard_error,
                    words.interval,
                    words.present,
                ],
                rows.iter()
                    .map(|(name, estimate, present)| {
                        let interval = (words.from_to_number)(
                            &significant(estimate.interval.low),
                            &significant(estimate.interval.high),
                        );
                        vec![
                            text((*name).to_owned()),
                            html! { <strong>{significant(estimate.value)}</strong> },
                            text(significant(estimate.standard_error)),
                            text(interval),
                            text(significant(present.approximate())),
                        ]
                    })
                    .collect(),
            )}
            for (name, ..) in unclear {
                <p class="muted">{(words.no_effect)(name)}</p>
            }
            {facts(&[
                (words.n, observations.to_string()),
                (words.r_squared, significant(fit.r_squared)),
                (words.adjusted, significant(fit.adjusted_r_squared)),
                (words.deviation, significant(fit.residual_deviation)),
            ])}
            {few(words.thin, observations)}
            <Residuals id="loyalty-residuals" points={found.points.clone()} {observations} />
            {heaviest(language, fit)}
            <Proposal proposal={found.proposal.clone()} measure={Measure::Loyalty} />
        </>
    }
}

/// The customers without which the fit would differ most.
fn heaviest(language: Language, fit: &LoyaltyFit) -> Html {
    let words = language.texts().scoring();
    html! {
        <section class="heaviest" aria-labelledby="loyalty-heaviest">
            <h3 id="loyalty-heaviest">{words.heaviest}</h3>
            if fit.heaviest.is_empty() {
                <p class="muted">{words.nobody_heavy}</p>
            } else {
                <p class="muted">{words.heaviest_hint}</p>
                {table(
                    language.texts(),
                    words.heaviest,
                    &[
                        words.customer,
                        words.observed,
                        words.fitted,
                        words.leverage,
                        words.cooks_distance,
                    ],
                    fit.heaviest
                        .iter()
                        .map(|one| {
                            let distance = one.cooks_distance;
                            let distance = distance.map(|distance| fixed(distance, 3));
                            vec![
                                html! { <CustomerLink id={one.customer} /> },
                                text(significant(one.observed)),
                                text(significant(one.fitted())),
                                text(fixed(one.leverage, 3)),
                                text(distance.unwrap_or_else(|| words.everything.to_owned())),
                            ]
                        })
                        .collect(),
                )}
            }
        </section>
    }
}
