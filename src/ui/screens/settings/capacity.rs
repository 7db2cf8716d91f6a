//! What fits a day: visits, calls, and from when to when the user works.

use std::cell::RefCell;
use std::sync::Arc;

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};

use super::typed::{SettingsForm, TypedSettings, written_settings};
use super::{Section, use_settings_form};
use crate::app::queries::today::fitting;
use crate::domain::fold::fold;
use crate::domain::resource::{Capacity, WorkingHours};
use crate::domain::settings::Settings;
use crate::domain::written::{clock_text, read_time};
use crate::ui::context::{use_book, use_texts, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::kit::Field;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct CapacityForm {
    /// The settings from which it began.
    #[serde(with = "written_settings")]
    before: Arc<Settings>,
    visits: String,
    calls: String,
    from: String,
    to: String,
}

impl CapacityForm {
    fn capacity(&self) -> Option<Capacity> {
        Some(Capacity {
            visits: parse_count(&self.visits)?,
            calls: parse_count(&self.calls)?,
        })
    }

    fn hours(&self) -> Option<WorkingHours> {
        let from = read_time(self.from.trim())?;
        let to = read_time(self.to.trim())?;
        (from < to).then_some(WorkingHours { from, to })
    }
}

impl SettingsForm for CapacityForm {
    const FORM: &'static str = "settings_capacity";

    fn kept(typed: &TypedSettings) -> &RefCell<Option<Self>> {
        &typed.capacity
    }

    fn of(settings: &Arc<Settings>) -> Self {
        let Capacity { visits, calls } = settings.capacity;
        let WorkingHours { from, to } = settings.working_hours;
        Self {
            before: settings.clone(),
            visits: visits.to_string(),
            calls: calls.to_string(),
            from: clock_text(from),
            to: clock_text(to),
        }
    }

    fn before(&self) -> &Arc<Settings> {
        &self.before
    }

    fn settings(&self) -> Option<Settings> {
        Some(Settings {
            capacity: self.capacity()?,
            working_hours: self.hours()?,
            ..(*self.before).clone()
        })
    }
}

/// A number of follow-ups as typed: whole, 0 to [`Capacity::MAX`].
fn parse_count(text: &str) -> Option<u16> {
    let text = fold(text);
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let count = is_number.then(|| text.parse().ok()).flatten()?;
    (count <= Capacity::MAX).then_some(count)
}

/// Capacity and working hours. They are in force once they are saved.
#[component]
pub(super) fn CapacitySection() -> Html {
    let texts = use_texts();
    let book = use_book();
    let today = use_today();
    let typing = use_settings_form::<CapacityForm>(texts.work().settings);
    let form: &CapacityForm = &typing.form;
    let effect = use_selector(
        (form.capacity(), today),
        move |model, (capacity, _today)| {
            capacity.map(|capacity| fitting(model, capacity, book.now()))
        },
    );
    let edit = |set: fn(&mut CapacityForm, String)| typing.edit(set);
    let wrong = |is_wrong: bool, words: &'static str| is_wrong.then_some(AttrValue::Static(words));
    let hours_wrong = form.hours().is_none();
    html! {
        <Section id="capacity" heading={texts.work().settings} hint={texts.work().settings_hint}>
            <form class="setting-form" novalidate=true onsubmit={typing.onsubmit()} onkeydown={super::ignore_input_method}>
                <div class="fields">
                    <Field
                        id="capacity-visits"
                        label={texts.work().visits_a_day}
                        inputmode="numeric"
                        value={form.visits.clone()}
                        change={edit(|form, text| form.visits = text)}
                        error={wrong(parse_count(&form.visits).is_none(), texts.work().bad_capacity)}
                    />
                    <Field
                        id="capacity-calls"
                        label={texts.work().calls_a_day}
                        inputmode="numeric"
                        value={form.calls.clone()}
                        change={edit(|form, text| form.calls = text)}
                        error={wrong(parse_count(&form.calls).is_none(), texts.work().bad_capacity)}
                    />
                    <Field
                        id="work-from"
                        kind="time"
                        label={texts.work().work_from}
                        value={form.from.clone()}
                        change={edit(|form, text| form.from = text)}
                    />
                    <Field
                        id="work-to"
                        kind="time"
                        label={texts.work().work_to}
                        value={form.to.clone()}
                        change={edit(|form, text| form.to = text)}
                        error={wrong(hours_wrong, texts.work().bad_hours)}
                    />
                </div>
                <p class="rule" role="status">
                    {match *effect {
                        Some((fit, later)) => (texts.work().spill_effect)(fit, later),
                        None => texts.settings().mend_first.to_owned(),
                    }}
                </p>
                {typing.buttons(texts)}
            </form>
        </Section>
    }
}
