//! How both scores add up: a row for each term, and their sum.
//!
//! Here numbers have two digits after the point, so that rounding hides less of the sum.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::queries::scores::Score;
use crate::domain::rating::Rating;
use crate::domain::satisfaction::Term;
use crate::domain::scoring::Scoring;
use crate::i18n::describe_scores::{self as describe, Numbers};
use crate::i18n::{Language, describe_day};
use crate::ui::context::Speech;
use crate::ui::kit::text::shown;

/// S = Σ wᵢ·Cᵢ as a table. `ratings` are those of the customer.
pub(super) fn satisfaction_terms(
    language: Language,
    speech: Speech,
    scoring: &Scoring,
    score: &Score,
    ratings: &[Arc<Rating>],
) -> Html {
    let Some(satisfaction) = &score.satisfaction else {
        return Html::default();
    };
    let words = language.texts().scores();
    html! {
        <div class="table-scroll">
            <table class="table terms">
                <caption class="visually-hidden">{words.satisfaction}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.aspect}</th>
                        <th scope="col">{words.rating}</th>
                        <th scope="col" class="num">{words.weight}</th>
                        <th scope="col" class="num">{words.adds}</th>
                    </tr>
                </thead>
                <tbody>
                    for term in satisfaction.terms.iter() {
                        {term_row(language, speech, scoring, term, ratings)}
                    }
                    {sum_row(words.sum, words.satisfaction, &speech.rounded(satisfaction.value, 2), "3")}
                </tbody>
            </table>
        </div>
    }
}

fn term_row(
    language: Language,
    speech: Speech,
    scoring: &Scoring,
    term: &Term,
    ratings: &[Arc<Rating>],
) -> Html {
    let words = language.texts().scores();
    let given = term.rated.and_then(|rated| {
        let rating = ratings.iter().find(|one| one.id == rated.rating)?;
        Some((describe::rated(language, rating.value), rated.points))
    });
    let weight = describe_day::weight(term.weight);
    html! {
        <tr key={term.aspect.code().into_owned()}>
            <th scope="row">{shown(&describe::aspect(language, scoring, term.aspect))}</th>
            if let Some((value, points)) = given {
                <td>
                    {value}
                    <span class="under">{(words.points)(&speech.in_tenths(points))}</span>
                </td>
                <td class="num">{weight}<span class="under">{describe::share(language, term.share)}</span></td>
                <td class="num">{speech.rounded(term.contribution, 2)}</td>
            } else {
                <td class="muted">{words.not_rated}</td>
                <td class="num">{weight}</td>
                <td class="num muted">{"–"}</td>
            }
        </tr>
    }
}

/// L = b₀ + b₁·S + b₂·D as a table; nothing where there is none.
pub(super) fn loyalty_terms(
    language: Language,
    speech: Speech,
    scoring: &Scoring,
    score: &Score,
) -> Html {
    let Ok(loyalty) = &score.loyalty else {
        return Html::default();
    };
    let words = language.texts().scores();
    let of = scoring.coefficients;
    let names = [
        words.intercept.to_owned(),
        (words.by_satisfaction)(&speech.in_tenths(loyalty.satisfaction)),
        (words.by_duration)(&speech.in_tenths(loyalty.months)),
    ];
    let coefficients = [of.intercept, of.satisfaction, of.duration];
    let rows = names.into_iter().zip(coefficients).zip(loyalty.terms);
    html! {
        <div class="table-scroll">
            <table class="table terms">
                <caption class="visually-hidden">{words.loyalty}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.term}</th>
                        <th scope="col" class="num">{words.coefficient}</th>
                        <th scope="col" class="num">{words.adds}</th>
                    </tr>
                </thead>
                <tbody>
                    for ((name, coefficient), value) in rows {
                        <tr key={name.clone()}>
                            <th scope="row">{name}</th>
                            <td class="num">{coefficient.to_string()}</td>
                            <td class="num">{speech.rounded(value, 2)}</td>
                        </tr>
                    }
                    {sum_row(words.sum, words.loyalty, &speech.rounded(loyalty.value, 2), "2")}
                </tbody>
            </table>
        </div>
    }
}

/// The last row: what the terms sum to.
fn sum_row(sum: &'static str, score: &'static str, value: &str, columns: &'static str) -> Html {
    html! {
        <tr>
            <th scope="row" colspan={columns}>{sum}{" · "}{score}</th>
            <td class="num"><strong>{value.to_owned()}</strong></td>
        </tr>
    }
}
