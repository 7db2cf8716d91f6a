//! What moves a suggestion up or down in the queue, and who comes first with these weights.

use std::cell::RefCell;
use std::sync::Arc;

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};

use super::typed::{SettingsForm, TypedSettings, written_settings};
use super::{Section, use_settings_form};
use crate::app::queries::today::first_suggested;
use crate::domain::ranking::{Rank, parse_weight};
use crate::domain::resource::{QueueWeights, Weight};
use crate::domain::settings::Settings;
use crate::i18n::describe_day;
use crate::ui::context::{use_book, use_language, use_texts, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::kit::Field;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::route::Route;

/// How many are shown with the weights under edit.
const SHOWN: usize = 5;

/// The weights as typed: tier A, B, C, no tier, open need, loyalty at risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct WeightsForm {
    /// The settings from which it began.
    #[serde(with = "written_settings")]
    before: Arc<Settings>,
    typed: [String; 6],
}

impl WeightsForm {
    /// The weights that it comes to; `None` while something is wrong.
    fn weights(&self) -> Option<QueueWeights> {
        let mut weights = [Weight::ONE; 6];
        for (weight, typed) in weights.iter_mut().zip(&self.typed) {
            *weight = parse_weight(typed)?;
        }
        let [tier_a, tier_b, tier_c, no_tier, open_need, loyalty_risk] = weights;
        Some(QueueWeights {
            tier_a,
            tier_b,
            tier_c,
            no_tier,
            open_need,
            loyalty_risk,
        })
    }
}

impl SettingsForm for WeightsForm {
    const FORM: &'static str = "settings_weights";

    fn kept(typed: &TypedSettings) -> &RefCell<Option<Self>> {
        &typed.weights
    }

    fn of(settings: &Arc<Settings>) -> Self {
        let QueueWeights {
            tier_a,
            tier_b,
            tier_c,
            no_tier,
            open_need,
            loyalty_risk,
        } = settings.queue_weights;
        Self {
            before: settings.clone(),
            typed: [tier_a, tier_b, tier_c, no_tier, open_need, loyalty_risk]
                .map(describe_day::weight),
        }
    }

    fn before(&self) -> &Arc<Settings> {
        &self.before
    }

    fn settings(&self) -> Option<Settings> {
        Some(Settings {
            queue_weights: self.weights()?,
            ..(*self.before).clone()
        })
    }
}

/// The weights of the queue. They are in force once they are saved.
#[component]
pub(super) fn WeightsSection() -> Html {
    let texts = use_texts();
    let typing = use_settings_form::<WeightsForm>(texts.work().weights);
    let form: &WeightsForm = &typing.form;
    let weights = form.weights();
    let labels = [
        texts.work().weight_a,
        texts.work().weight_b,
        texts.work().weight_c,
        texts.work().weight_none,
        texts.work().weight_need,
        texts.scores().weight_risk,
    ];
    let field = |nth: usize, label: &'static str| {
        let typed = form.typed[nth].clone();
        let change = typing.edit(move |form: &mut WeightsForm, text| form.typed[nth] = text);
        html! {
            <Field
                id={format!("weight-{nth}")}
                {label}
                inputmode="decimal"
                value={typed.clone()}
                {change}
                error={parse_weight(&typed).is_none().then_some(texts.work().bad_weight)}
            />
        }
    };
    html! {
        <Section id="weights" heading={texts.work().weights} hint={texts.work().weights_hint}>
            <form class="setting-form" novalidate=true onsubmit={typing.onsubmit()} onkeydown={super::ignore_input_method}>
                <div class="fields weights">
                    for (nth, label) in labels.into_iter().enumerate() {
                        {field(nth, label)}
                    }
                </div>
                <First {weights} />
                {typing.buttons(texts)}
            </form>
        </Section>
    }
}

/// Properties of [`First`].
#[derive(Properties, PartialEq)]
struct FirstProps {
    /// The weights under edit; `None` while something is wrong with them.
    weights: Option<QueueWeights>,
}

/// Who comes first with the weights under edit, and by which sum.
#[component]
fn First(props: &FirstProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let day = use_today();
    let first = use_selector((props.weights, day), move |model, (weights, _day)| {
        weights.map(|weights| {
            first_suggested(model, &weights, SHOWN, book.now())
                .into_iter()
                .filter_map(|(id, rank)| Some((model.customer(id)?.clone(), rank)))
                .collect::<Vec<_>>()
        })
    });
    let Some(first) = &*first else {
        return html! { <p class="rule" role="status">{texts.settings().mend_first}</p> };
    };
    let words = |rank: &Rank| describe_day::rank(language, rank);
    html! {
        <div class="rule" role="status">
            <p>{if first.is_empty() { texts.work().nobody_suggested } else { texts.work().first_five }}</p>
            <ol class="first-five">
                for (customer, rank) in first.iter() {
                    <li key={customer.id.to_string()}>
                        <a href={Route::Customer(customer.id).href()} lang={language_of(&customer.name)}>
                            {shown(&customer.name)}
                        </a>
                        {" "}<span class="muted">{words(rank)}</span>
                    </li>
                }
            </ol>
        </div>
    }
}
