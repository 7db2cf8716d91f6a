//! How satisfied and how loyal the customer is, by which numbers, and all ratings behind them.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::score_terms::{loyalty_terms, satisfaction_terms};
use crate::app::commands::Command;
use crate::app::queries::scores::{Score, newest, score};
use crate::domain::id::{CommunicationId, CustomerId};
use crate::domain::order::PutInOrder;
use crate::domain::rating::{Observation, Rating};
use crate::domain::satisfaction::{Direction, Trend};
use crate::domain::scoring::Scoring;
use crate::domain::settings::Settings;
use crate::i18n::describe::Dates;
use crate::i18n::describe_scores::{self as describe, Numbers};
use crate::i18n::{Language, Texts};
use crate::ui::context::{Dialog, Speech, use_book, use_desk, use_language, use_speech, use_today};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, Menu, MenuItem};
use crate::ui::route::Route;

/// How many ratings are listed at first, and with each press more.
const SHOWN: usize = 20;

/// Properties of [`ScoresOfCustomer`].
#[derive(Properties, PartialEq)]
pub(super) struct ScoresOfCustomerProps {
    /// Whose.
    pub(super) customer: CustomerId,
    /// Shows a record of the timeline.
    pub(super) show_record: Callback<CommunicationId>,
}

/// Scores, terms, ratings and observed loyalty of a customer.
#[component]
pub(super) fn ScoresOfCustomer(props: &ScoresOfCustomerProps) -> Html {
    let language = use_language();
    let texts = language.texts();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let run = use_run();
    let today = use_today();
    let listed = use_state_eq(|| SHOWN);
    let id = props.customer;
    let known = use_selector((id, today), move |model, (id, _today)| {
        let score = score(model, *id, book.now())?;
        let ratings: Vec<Arc<Rating>> = model.ratings_of(*id).cloned().collect();
        let mut observations: Vec<_> = model.observations_of(*id).cloned().collect();
        observations.put_in_order_by_key(|one| std::cmp::Reverse((one.on, one.id)));
        Some((score, ratings, observations, model.settings().clone()))
    });
    let Some((score, ratings, observations, settings)) = &*known else {
        return Html::default();
    };
    let open =
        |dialog: fn(CustomerId) -> Dialog| desk.open.reform(move |_: MouseEvent| Some(dialog(id)));
    let rate = open(|id| Dialog::Rate(vec![id], None));
    let observe = open(|id| Dialog::Observe(id, None));
    let more = {
        let (setter, count) = (listed.setter(), *listed + SHOWN);
        move |_: MouseEvent| setter.set(count)
    };
    let words = texts.scores();
    let older = ratings.len().saturating_sub(*listed);
    html! {
        <section aria-labelledby="scores">
            <div class="section-head">
                <h2 id="scores">{words.heading}</h2>
                <button class="btn quiet small" type="button" onclick={rate}>
                    {Icon::Star.html()}<span>{words.rate}</span>
                </button>
            </div>
            {figures(texts, speech, &settings.scoring, score)}
            {sentences(language, speech, settings, score, !ratings.is_empty(), today)}
            if score.satisfaction.is_some() {
                <p><a href={Route::what_if_of(id)}>{words.what_if}</a></p>
                <details class="closed">
                    <summary>{Icon::ChevronRight.html()}{words.adds_up}</summary>
                    {satisfaction_terms(language, speech, &settings.scoring, score, ratings)}
                    {loyalty_terms(language, speech, &settings.scoring, score)}
                </details>
            }
            if !ratings.is_empty() {
                <details class="closed">
                    <summary>{Icon::ChevronRight.html()}{(words.all_ratings)(ratings.len())}</summary>
                    <ul class="steps-list">
                        for rating in ratings.iter().take(*listed) {
                            {rating_row(language, speech, &settings.scoring, rating, today, &props.show_record, &desk.open, &run)}
                        }
                    </ul>
                    if 0 < older {
                        <button class="btn small" type="button" onclick={more}>{(words.more)(older)}</button>
                    }
                </details>
            }
            <details class="closed">
                <summary>{Icon::ChevronRight.html()}{(words.observed)(observations.len())}</summary>
                <p class="hint">{words.observed_hint}</p>
                <ul class="steps-list">
                    for observation in observations.iter() {
                        {observation_row(language, speech, observation, &desk.open, &run)}
                    }
                </ul>
                <button class="btn small" type="button" onclick={observe}>
                    {Icon::Plus.html()}<span>{words.add_observed}</span>
                </button>
            </details>
        </section>
    }
}

/// Both numbers, large.
fn figures(texts: &'static Texts, speech: Speech, scoring: &Scoring, score: &Score) -> Html {
    let Some(satisfaction) = &score.satisfaction else {
        return Html::default();
    };
    let words = texts.scores();
    html! {
        <dl class="score-figures">
            <div>
                <dt>{words.satisfaction}</dt>
                <dd>
                    <span class="tile-num">{speech.in_tenths(satisfaction.value)}</span>
                    {score.trend.map(|trend| arrow(speech, trend)).unwrap_or_default()}
                </dd>
            </div>
            if let Ok(loyalty) = &score.loyalty {
                <div>
                    <dt>{words.loyalty}</dt>
                    <dd>
                        <span class="tile-num">{speech.in_tenths(loyalty.shown(scoring).0)}</span>
                        if score.is_at_risk {
                            {at_risk(texts)}
                        }
                    </dd>
                </div>
            }
        </dl>
    }
}

/// Which way a score moved, as an arrow with its words.
fn arrow(speech: Speech, trend: Trend) -> Html {
    let icon = arrow_icon(trend);
    html! { <span class="trend">{icon.html()}{describe::moved(speech.0, trend, &speech)}</span> }
}

/// The arrow of a trend.
pub(crate) fn arrow_icon(trend: Trend) -> Icon {
    match trend.direction() {
        Direction::Up => Icon::ChevronUp,
        Direction::Steady => Icon::ChevronRight,
        Direction::Down => Icon::ChevronDown,
    }
}

/// The badge of a customer at risk.
pub(crate) fn at_risk(texts: &'static Texts) -> Html {
    html! { <span class="badge overdue">{Icon::Warning.html()}{texts.scores().at_risk}</span> }
}

/// What explains both numbers, or says why there is none.
fn sentences(
    language: Language,
    speech: Speech,
    settings: &Settings,
    score: &Score,
    has_ratings: bool,
    today: chrono::NaiveDate,
) -> Html {
    let scoring = &settings.scoring;
    let mut lines = Vec::new();
    match &score.satisfaction {
        Some(satisfaction) => {
            lines.push(describe::satisfaction(language, satisfaction, &speech));
            lines.extend(describe::missing(language, scoring, satisfaction));
            lines.extend(describe::faded(language, scoring, satisfaction));
            if let Some(newest) = newest(satisfaction) {
                lines.push(describe::trend(
                    language,
                    score.trend,
                    newest,
                    today,
                    &speech,
                ));
            }
        }
        None => lines.push(describe::no_satisfaction(language, has_ratings).to_owned()),
    }
    match &score.loyalty {
        Ok(loyalty) => {
            lines.push(describe::loyalty(language, scoring, loyalty, &speech));
            lines.extend(describe::clamped(language, scoring, loyalty, &speech));
            lines.extend(describe::risk(language, scoring, loyalty, &speech));
        }
        Err(why) => lines.push(describe::no_loyalty(language, *why, &speech)),
    }
    html! {
        <ul class="score-lines">
            for line in lines {
                <li>{shown(&line)}</li>
            }
        </ul>
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "a row of a list, drawn by a plain function"
)]
fn rating_row(
    language: Language,
    speech: Speech,
    scoring: &Scoring,
    rating: &Arc<Rating>,
    today: chrono::NaiveDate,
    show_record: &Callback<CommunicationId>,
    open: &Callback<Option<Dialog>>,
    run: &Callback<Command>,
) -> Html {
    let texts = language.texts();
    let words = texts.scores();
    let id = rating.id;
    let on = rating.at.local_date();
    let aspect = shown(&describe::aspect(language, scoring, rating.aspect));
    let edit = {
        let open = open.clone();
        MenuItem::new(texts.common.edit, Icon::Edit, move || {
            open.emit(Some(Dialog::EditRating(id)));
        })
    };
    let remove = {
        let run = run.clone();
        MenuItem::new(words.remove, Icon::Trash, move || {
            run.emit(Command::RemoveRating(id));
        })
    };
    let record = rating.communication.map(|record| {
        let show = show_record.reform(move |_: MouseEvent| record);
        let words = (words.from_record)(&speech.day(on));
        html! {
            <button class="btn quiet small icon-only" type="button" title={words.clone()} aria-label={words} onclick={show}>
                {Icon::Communications.html()}
            </button>
        }
    });
    html! {
        <li class="step rated" key={id.to_string()}>
            <div>
                <p>
                    {aspect.clone()}{" "}<strong>{describe::rated(language, rating.value)}</strong>
                </p>
                <p class="muted">
                    <time datetime={rating.at.to_text()}>{speech.day(on)}</time>
                    if !rating.given_by.is_empty() {
                        {" · "}<span lang={language_of(&rating.given_by)}>{(words.by)(&shown(&rating.given_by))}</span>
                    }
                    if today < on {
                        {" · "}{words.ahead}
                    }
                </p>
            </div>
            <div class="btns">{record.unwrap_or_default()}</div>
            <Menu label={(words.more_for)(&aspect)} items={vec![edit, remove]} />
        </li>
    }
}

fn observation_row(
    language: Language,
    speech: Speech,
    observation: &Arc<Observation>,
    open: &Callback<Option<Dialog>>,
    run: &Callback<Command>,
) -> Html {
    let texts = language.texts();
    let words = texts.scores();
    let (id, customer) = (observation.id, observation.customer);
    let number = observation.value.to_string();
    let edit = {
        let open = open.clone();
        MenuItem::new(texts.common.edit, Icon::Edit, move || {
            open.emit(Some(Dialog::Observe(customer, Some(id))));
        })
    };
    let remove = {
        let run = run.clone();
        MenuItem::new(words.remove, Icon::Trash, move || {
            run.emit(Command::RemoveObservation(id));
        })
    };
    html! {
        <li class="step rated" key={id.to_string()}>
            <div>
                <p>
                    <strong>{number.clone()}</strong>{" "}
                    <span lang={language_of(&observation.note)}>{shown(&observation.note)}</span>
                </p>
                <p class="muted">
                    <time datetime={observation.on.to_string()}>{speech.day(observation.on)}</time>
                </p>
            </div>
            <div class="btns"></div>
            <Menu label={(words.more_for)(&number)} items={vec![edit, remove]} />
        </li>
    }
}
