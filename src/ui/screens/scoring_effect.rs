//! What other terms of scoring would do to ranks and to who is at risk.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::queries::score_effect::{Comparing, ScoreEffect};
use crate::domain::id::CustomerId;
use crate::domain::rank_effect::RankMove;
use crate::domain::scoring::Scoring;
use crate::i18n::{Language, describe_calibration};
use crate::ui::context::{Speech, use_language, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::job::{Worked, use_worked};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::route::Route;

/// How many customers are looked at between two looks at the clock.
const CUSTOMERS_A_STEP: u32 = 1_000;

/// What these terms would do today, as far as that is known: found out in slices, anew whenever they,
/// the Book or the day change.
#[hook]
pub fn use_score_effect(after: Option<Arc<Scoring>>) -> Worked<ScoreEffect> {
    use_worked(
        after,
        |book, after| Some(Comparing::new(after.clone()?, book.now())),
        |comparing, model| comparing.step(model, CUSTOMERS_A_STEP),
        Comparing::finish,
    )
}

/// By which score customers are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// By satisfaction.
    Satisfaction,
    /// By loyalty.
    Loyalty,
}

/// Properties of [`EffectView`].
#[derive(Properties, PartialEq)]
pub struct EffectViewProps {
    /// What the terms would do, once that is known.
    pub effect: Option<Rc<ScoreEffect>>,
    /// Whose ranks are told.
    pub measure: Measure,
    /// What is said in its place, such as that the terms are wrong.
    #[prop_or_default]
    pub instead: Option<&'static str>,
}

/// How many change place, who rises and falls furthest, who gains or loses a score, and how many are
/// at risk. It is there beforehand, so that what changes in it is heard.
#[component]
pub fn EffectView(props: &EffectViewProps) -> Html {
    let language = use_language();
    let words = use_texts().scoring();
    let told = props.effect.as_ref().filter(|_| props.instead.is_none());
    let told = told.map(|effect| {
        let (ranks, heading) = match props.measure {
            Measure::Satisfaction => (&effect.satisfaction, words.by_rank_satisfaction),
            Measure::Loyalty => (&effect.loyalty, words.by_rank_loyalty),
        };
        (effect, ranks, heading)
    });
    let is_there = told.is_some() || props.instead.is_some();
    html! {
        <div class={is_there.then_some("rule effect")}>
            <div role="status">
                {props.instead}
                if let Some((effect, ranks, heading)) = told {
                    <p><strong>{heading}</strong>{" "}{describe_calibration::ranks(language, ranks)}</p>
                    if let Some(words) = describe_calibration::come_and_go(language, ranks) {
                        <p>{words}</p>
                    }
                    <p>{describe_calibration::at_risk(language, effect.at_risk_before, effect.at_risk_after)}</p>
                }
            </div>
            if let Some((_, ranks, _)) = told.filter(|(_, ranks, _)| 0 < ranks.moved) {
                <div class="moves">
                    {moves(language, words.risen, &ranks.risen)}
                    {moves(language, words.fallen, &ranks.fallen)}
                </div>
            }
        </div>
    }
}

fn moves(language: Language, heading: &'static str, moves: &[RankMove]) -> Html {
    if moves.is_empty() {
        return Html::default();
    }
    let speech = Speech(language);
    let words = language.texts().scoring();
    let ranks =
        |one: &RankMove| (words.from_to)(&speech.number(one.before), &speech.number(one.after));
    html! {
        <div>
            <p class="label">{heading}</p>
            <ol>
                for one in moves.iter() {
                    <li key={one.customer.to_string()}>
                        <CustomerLink id={one.customer} />{" "}<span class="muted num">{ranks(one)}</span>
                    </li>
                }
            </ol>
        </div>
    }
}

/// Properties of [`CustomerLink`].
#[derive(Properties, PartialEq)]
pub struct CustomerLinkProps {
    /// Whose page.
    pub id: CustomerId,
}

/// The name of a customer, which leads to its page.
#[component]
pub fn CustomerLink(props: &CustomerLinkProps) -> Html {
    let name = use_selector(props.id, |model, id| {
        model.customer(*id).map(|customer| customer.name.clone())
    });
    let Some(name) = &*name else {
        return Html::default();
    };
    html! {
        <a href={Route::Customer(props.id).href()} lang={language_of(name)}>{shown(name)}</a>
    }
}
