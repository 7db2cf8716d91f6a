//! By what loyalty is reckoned: its three coefficients, how it is shown, from where on it is a risk.

use std::cell::RefCell;
use std::sync::Arc;

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};

use super::typed::{SettingsForm, TypedSettings, written_settings};
use super::{Section, use_settings_form};
use crate::domain::decimal::Decimal;
use crate::domain::scoring::{Coefficients, Scoring};
use crate::domain::settings::Settings;
use crate::ui::context::use_texts;
use crate::ui::kit::Field;
use crate::ui::kit::field::is_checked;
use crate::ui::kit::job::work_under_way;
use crate::ui::route::Route;
use crate::ui::screens::scoring_effect::{EffectView, Measure, use_score_effect};
use crate::web::dom;

/// The terms of loyalty as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct LoyaltyForm {
    /// The settings from which it began.
    #[serde(with = "written_settings")]
    before: Arc<Settings>,
    /// b₀, b₁, b₂ and the threshold of risk.
    numbers: [String; 4],
    clamps: bool,
}

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumberError {
    NoNumber,
    TooLarge,
}

impl LoyaltyForm {
    /// Other terms with what this form says in their place; `None` while something is wrong.
    fn onto(&self, scoring: &Scoring) -> Option<Scoring> {
        let number = |nth: usize| parse_number(&self.numbers[nth]).ok();
        Some(Scoring {
            coefficients: Coefficients {
                intercept: number(0)?,
                satisfaction: number(1)?,
                duration: number(2)?,
            },
            risk_below: number(3)?,
            clamps_loyalty: self.clamps,
            ..scoring.clone()
        })
    }
}

impl SettingsForm for LoyaltyForm {
    const FORM: &'static str = "settings_loyalty";

    fn kept(typed: &TypedSettings) -> &RefCell<Option<Self>> {
        &typed.loyalty
    }

    fn of(settings: &Arc<Settings>) -> Self {
        let Coefficients {
            intercept,
            satisfaction,
            duration,
        } = settings.scoring.coefficients;
        let risk = settings.scoring.risk_below;
        Self {
            before: settings.clone(),
            numbers: [intercept, satisfaction, duration, risk].map(|number| number.to_string()),
            clamps: settings.scoring.clamps_loyalty,
        }
    }

    fn before(&self) -> &Arc<Settings> {
        &self.before
    }

    fn settings(&self) -> Option<Settings> {
        Some(Settings {
            scoring: self.onto(&self.before.scoring)?,
            ..(*self.before).clone()
        })
    }
}

/// A coefficient or threshold as typed.
fn parse_number(typed: &str) -> Result<Decimal, NumberError> {
    let number = Decimal::parse_typed(typed).ok_or(NumberError::NoNumber)?;
    if number.is_beyond(Scoring::LIMIT) {
        Err(NumberError::TooLarge)
    } else {
        Ok(number)
    }
}

fn number_id(nth: usize) -> String {
    format!("loyalty-{nth}")
}

/// The terms of loyalty. They are in force once they are saved; before that the effect is shown.
#[component]
pub(super) fn LoyaltySection() -> Html {
    let texts = use_texts();
    let words = texts.scoring();
    let typing = use_settings_form::<LoyaltyForm>(words.loyalty);
    let form: &LoyaltyForm = &typing.form;
    let is_changed = form.is_changed();
    let wanted = form.onto(&typing.stored.scoring).map(Arc::new);
    let worked = use_score_effect(wanted.clone().filter(|_| is_changed));
    let onsubmit = {
        let (form, save) = (form.clone(), typing.save.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut numbers = form.numbers.iter();
            if let Some(nth) = numbers.position(|typed| parse_number(typed).is_err()) {
                dom::focus(&number_id(nth));
            }
            save.emit(form.clone());
        })
    };
    let field = |nth: usize, label: &'static str| {
        let typed = form.numbers[nth].clone();
        let change = typing.edit(move |form: &mut LoyaltyForm, text| form.numbers[nth] = text);
        let error = parse_number(&typed).err().map(|error| match error {
            NumberError::NoNumber => words.number_missing,
            NumberError::TooLarge => words.number_large,
        });
        html! {
            <Field id={number_id(nth)} {label} inputmode="decimal" value={typed} {change} {error} />
        }
    };
    let clamp = typing.edit(|form: &mut LoyaltyForm, event: Event| {
        form.clamps = is_checked(&event);
    });
    html! {
        <Section id="loyalty" heading={words.loyalty} hint={words.loyalty_hint}>
            <form class="setting-form" novalidate=true {onsubmit} onkeydown={super::ignore_input_method}>
                <div class="fields coefficients">
                    {field(0, words.intercept)}
                    {field(1, words.by_satisfaction)}
                    {field(2, words.by_duration)}
                    {field(3, words.risk)}
                </div>
                <label class="check">
                    <input type="checkbox" checked={form.clamps} onchange={clamp} />
                    <span>{words.clamps}<span class="hint">{words.clamps_hint}</span></span>
                </label>
                <EffectView
                    effect={worked.found.clone().filter(|_| is_changed)}
                    measure={Measure::Loyalty}
                    instead={wanted.is_none().then_some(texts.settings().mend_first)}
                />
                {work_under_way(texts, "loyalty-comparing", words.comparing, &[&worked])}
                {typing.buttons(texts)}
            </form>
            <p><a href={Route::Calibration.href()}>{words.to_calibration}</a></p>
        </Section>
    }
}
