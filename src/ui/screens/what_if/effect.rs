//! What the levers would do: in a sentence, in counts, and to whom.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::queries::what_if::{Affected, Effect, Listed, Tried};
use crate::domain::scoring::Scoring;
use crate::domain::settings::Settings;
use crate::i18n::describe_scores::Numbers;
use crate::i18n::{Language, describe, describe_what_if};
use crate::ui::context::{Speech, use_book, use_language, use_speech};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Chip, Chips, Icon};
use crate::ui::route::Route;

/// Properties of [`Summary`].
#[derive(Properties, PartialEq)]
pub(super) struct SummaryProps {
    /// The settings in force.
    pub(super) settings: Arc<Settings>,
    /// What was set.
    pub(super) tried: Tried,
    /// What it would do; none while something typed is wrong.
    pub(super) effect: Option<Rc<Effect>>,
    /// Saves what can be saved.
    pub(super) take_over: Callback<()>,
    /// Puts all levers back.
    pub(super) reset_all: Callback<()>,
}

/// The sentence, the counts, and what can be done with it.
#[component]
pub(super) fn Summary(props: &SummaryProps) -> Html {
    let language = use_language();
    let speech = use_speech();
    let words = language.texts().what_if();
    let scoring = &props.settings.scoring;
    let changed = props.tried.changed(scoring);
    let after = props.tried.scoring(scoring);
    let fault = after.as_ref().and_then(Scoring::fault);
    let hindrance = if after.is_none() {
        Some(words.mend)
    } else if let Some(fault) = fault {
        Some(in_language(language, describe::scoring_fault(fault)))
    } else if changed.is_empty() {
        Some(words.nothing_changed)
    } else if !changed.iter().any(|lever| lever.can_be_saved()) {
        Some(words.only_tried)
    } else {
        None
    };
    let take_over = {
        let (take_over, can) = (props.take_over.clone(), hindrance.is_none());
        move |_: MouseEvent| {
            if can {
                take_over.emit(());
            }
        }
    };
    let number = |count: usize| speech.number(count);
    let sentence = match (&props.effect, fault) {
        (Some(_), Some(fault)) => in_language(language, describe::scoring_fault(fault)).to_owned(),
        (Some(effect), None) => {
            describe_what_if::effect(language, scoring, &props.tried, effect, &number)
        }
        (None, _) => words.mend.to_owned(),
    };
    html! {
        <>
            <section class="what-if-sum card" aria-label={words.result}>
                <p class="what-if-says" role="status">{sentence}</p>
                if let Some(effect) = &props.effect {
                    {counts(language, speech, effect)}
                }
            </section>
            <div class="what-if-acts">
                <button
                    class="btn primary"
                    type="button"
                    aria-disabled={hindrance.is_some().then_some("true")}
                    aria-describedby="what-if-saves"
                    onclick={take_over}
                >
                    {words.take_over}
                </button>
                <button
                    class="btn"
                    type="button"
                    aria-disabled={props.tried.is_empty().then_some("true")}
                    onclick={props.reset_all.reform(|_: MouseEvent| ())}
                >
                    {words.reset_all}
                </button>
                <span class="hint" id="what-if-saves">{hindrance.unwrap_or(words.saves)}</span>
            </div>
        </>
    }
}

fn in_language(
    language: Language,
    (english, chinese): (&'static str, &'static str),
) -> &'static str {
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

/// How many are at risk before and after, change place, and get or lose a score.
fn counts(language: Language, speech: Speech, effect: &Effect) -> Html {
    let words = language.texts().what_if();
    let number = |count: usize| speech.number(count);
    let moved = (words.of)(&number(effect.moved), &number(effect.ranked));
    html! {
        <dl class="what-if-counts">
            <div>
                <dt>{words.at_risk}</dt>
                <dd class="num">{before_after(&number(effect.at_risk_before), &number(effect.at_risk_after))}</dd>
            </div>
            <div>
                <dt>{words.change_place}</dt>
                <dd class="num">{moved}</dd>
            </div>
            if let Some(scores) = describe_what_if::gained_and_lost(language, effect, &number) {
                <div><dt>{words.scores}</dt><dd>{scores}</dd></div>
            }
        </dl>
    }
}

/// A number as it is and as it would be; once where it stays.
fn before_after(before: &str, after: &str) -> String {
    if before == after {
        before.to_owned()
    } else {
        format!("{before} → {after}")
    }
}

/// Properties of [`Customers`].
#[derive(Properties, PartialEq)]
pub(super) struct CustomersProps {
    /// What the levers would do.
    pub(super) effect: Rc<Effect>,
    /// Which customers are listed.
    pub(super) listed: Listed,
    /// Lists others.
    pub(super) list: Callback<Listed>,
    /// Whether loyalty is kept within 0 and 100 elsewhere.
    pub(super) is_clamped: bool,
}

/// The customers whom it concerns most, with their numbers before and after.
#[component]
pub(super) fn Customers(props: &CustomersProps) -> Html {
    let language = use_language();
    let speech = use_speech();
    let texts = language.texts();
    let words = texts.what_if();
    let book = use_book();
    let effect = &props.effect;
    let chips = Listed::ALL.map(|listed| {
        let count = speech.number(effect.count(listed));
        Chip::new(match listed {
            Listed::Most => (words.most)(&count),
            Listed::OutOfRisk => (words.out_of_risk)(&count),
            Listed::IntoRisk => (words.into_risk)(&count),
        })
    });
    let choose = props
        .list
        .reform(|chosen: Option<usize>| Listed::ALL[chosen.unwrap_or(0)]);
    let model = book.model();
    let row = |affected: &Affected, is_in_view: bool| {
        let customer = model.customer(affected.customer)?;
        let tenth = |number: f64| {
            if number.is_finite() {
                speech.in_tenths(number)
            } else {
                "–".to_owned()
            }
        };
        let tenths = |(before, after): (f64, f64)| before_after(&tenth(before), &tenth(after));
        let rank = |rank: u32| match rank {
            0 => "–".to_owned(),
            rank => speech.number(usize::try_from(rank).unwrap_or(usize::MAX)),
        };
        let key = format!("{} {is_in_view}", affected.customer);
        Some(html! {
            <tr {key} data-current={is_in_view.then_some("")}>
                <th scope="row">
                    if is_in_view {
                        {Icon::Person.html()}
                    }
                    <a href={Route::Customer(affected.customer).href()} lang={language_of(&customer.name)}>
                        {shown(&customer.name)}
                    </a>
                </th>
                <td class="num">{tenths(affected.satisfaction)}</td>
                <td class="num">{tenths(affected.loyalty)}</td>
                <td class="num">{before_after(&rank(affected.rank.0), &rank(affected.rank.1))}</td>
            </tr>
        })
    };
    let is_cut = effect.listed.len() < effect.count(props.listed);
    html! {
        <section class="what-if-customers">
            <Chips
                legend={words.show}
                name="what-if-listed"
                chips={chips.to_vec()}
                chosen={Listed::ALL.iter().position(|listed| *listed == props.listed)}
                {choose}
            />
            if effect.listed.is_empty() {
                <p class="muted">{words.nobody}</p>
            }
            if !effect.listed.is_empty() || effect.in_view.is_some() {
                <div class="table-scroll" tabindex="0" role="region" aria-label={words.list}>
                    <table class="table">
                        <caption class="visually-hidden">{words.list}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{words.customer}</th>
                                <th scope="col" class="num">{texts.scores().satisfaction}</th>
                                <th scope="col" class="num">{texts.scores().loyalty}</th>
                                <th scope="col" class="num">{words.rank}</th>
                            </tr>
                        </thead>
                        <tbody>
                            for row in effect.in_view.iter().filter_map(|one| row(one, true)) {
                                {row}
                            }
                            for row in effect.listed.iter().filter_map(|one| row(one, false)) {
                                {row}
                            }
                        </tbody>
                    </table>
                </div>
                if is_cut && !effect.listed.is_empty() {
                    <p class="hint">{(words.first)(effect.listed.len())}</p>
                }
            }
            if props.is_clamped {
                <p class="hint">{Icon::Info.html()}{words.as_computed}</p>
            }
        </section>
    }
}
