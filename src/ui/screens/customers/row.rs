//! One customer in the list.

use crate::ui::prelude::*;

use crate::app::commands::sample_data::is_sample;
use crate::app::queries::scores::{Score, score};
use crate::domain::id::CustomerId;
use crate::domain::scoring::Scoring;
use crate::i18n::describe_scores::{self, Numbers};
use crate::ui::context::{Speech, use_book, use_language, use_speech, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, action_badge, stage_badge, tier_badge};
use crate::ui::route::Route;
use crate::ui::screens::customer::links;
use crate::ui::screens::customer::scores::arrow_icon;

/// Properties of [`CustomerCells`].
#[derive(Properties, PartialEq)]
pub(super) struct CustomerCellsProps {
    /// Whose row it is.
    pub(super) id: CustomerId,
    /// Whether it is one of those that a bulk edit is for.
    pub(super) is_selected: bool,
    /// Whether satisfaction and loyalty are among the columns.
    pub(super) shows_scores: bool,
    /// Selects it or takes that back.
    pub(super) toggle: Callback<CustomerId>,
}

/// The cells of a customer's row.
#[component]
pub(super) fn CustomerCells(props: &CustomerCellsProps) -> Html {
    let language = use_language();
    let texts = language.texts();
    let speech = use_speech();
    let book = use_book();
    let today = use_today();
    let deps = (props.id, today, props.shows_scores);
    let view = use_selector(deps, move |model, (id, _today, shows_scores)| {
        let now = book.now();
        let customer = model.customer(*id)?.clone();
        let last = model
            .last_contact(*id, now)
            .map(|last| last.at.local_date());
        let action = model
            .standing(*id, now)
            .and_then(|standing| standing.action_today().cloned());
        let sample = is_sample(model, customer.origin.as_ref());
        let scores = shows_scores.then(|| score(model, *id, now)).flatten();
        let scores = scores.map(|score| (score, model.settings().clone()));
        Some((customer, last, action, sample, scores))
    });
    let Some((customer, last, action, sample, scores)) = &*view else {
        return Html::default();
    };
    let name = shown(&customer.name);
    let phone = customer.phones.first();
    let id = props.id;
    let toggle = props.toggle.reform(move |_: Event| id);
    html! {
        <>
            <td class="c-name" role="cell">
                <div class="name-line">
                    <label class="row-check">
                        <input
                            type="checkbox"
                            aria-label={(texts.customers().select)(&name)}
                            checked={props.is_selected}
                            onchange={toggle}
                        />
                    </label>
                    <a href={Route::Customer(customer.id).href()} lang={language_of(&customer.name)}>
                        {name.clone()}
                    </a>
                    if *sample {
                        <span class="badge sample">{texts.common.sample}</span>
                    }
                </div>
            </td>
            <td class="c-firm" role="cell" lang={language_of(&customer.company)}>
                {shown(&customer.company)}
            </td>
            <td class="c-stage" role="cell">{stage_badge(language, customer.stage)}</td>
            <td class="c-tier" role="cell">
                if let Some(tier) = customer.tier {
                    {tier_badge(language, tier)}
                }
            </td>
            <td class="c-last" role="cell">
                if let Some(date) = last {
                    <time datetime={date.to_string()}>{speech.days_from(today, *date)}</time>
                } else {
                    {texts.customers().never}
                }
            </td>
            <td class="c-action" role="cell">
                if action.is_some() {
                    {action_badge(language, action.as_ref())}
                }
            </td>
            if let Some((score, settings)) = scores {
                {score_cells(speech, &settings.scoring, score)}
            }
            <td class="c-phone" role="cell">
                if let Some(phone) = phone {
                    if let Some(href) = links::tel(&phone.value) {
                        <a class="quiet" {href}>{shown(&phone.value)}</a>
                    } else {
                        {shown(&phone.value)}
                    }
                }
            </td>
        </>
    }
}

/// Satisfaction with its trend, and loyalty with its risk; signs bear their words for who cannot see
/// them.
fn score_cells(speech: Speech, scoring: &Scoring, score: &Score) -> Html {
    let words = speech.0.texts().scores();
    // On a phone no heading says which number it is; for who hears the table one does.
    let name = |word: &'static str| {
        html! { <span class="phone-only muted" aria-hidden="true">{word}{" "}</span> }
    };
    let sign = |icon: Icon, words: String| {
        html! { <span class="sign" title={words.clone()}>{icon.html()}<span class="visually-hidden">{words}</span></span> }
    };
    html! {
        <>
            <td class="c-score c-satisfaction num" role="cell">
                if let Some(satisfaction) = &score.satisfaction {
                    {name(words.satisfaction)}
                    {speech.in_tenths(satisfaction.value)}
                    if let Some(trend) = score.trend {
                        {sign(arrow_icon(trend), describe_scores::moved(speech.0, trend, &speech))}
                    }
                }
            </td>
            <td class="c-score c-loyalty num" role="cell">
                if let Ok(loyalty) = &score.loyalty {
                    <span class="score-number">
                        {name(words.loyalty)}
                        {speech.in_tenths(loyalty.shown(scoring).0)}
                    </span>
                    if score.is_at_risk {
                        {sign(Icon::Warning, words.at_risk.to_owned())}
                    }
                }
            </td>
        </>
    }
}
