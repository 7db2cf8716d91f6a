//! What fits a day: visits, calls, and from when to when the user works.

use std::cell::RefCell;
use std::sync::Arc;

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};

use super::Section;
use super::typed::{SettingsForm, TypedSettings, use_typed, written_settings};
use crate::app::commands::Command;
use crate::app::queries::today::fitting;
use crate::domain::resource::{Capacity, WorkingHours};
use crate::domain::settings::Settings;
use crate::domain::written::{clock_text, read_time};
use crate::i18n::Texts;
use crate::ui::context::{use_book, use_desk, use_language, use_texts, use_today};
use crate::ui::hooks::{Outcome, notice, use_command, use_selector};
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

impl SettingsForm for CapacityForm {
    const FORM: &'static str = "settings_capacity";

    fn kept(typed: &TypedSettings) -> &RefCell<Option<Self>> {
        &typed.capacity
    }

    fn is_changed(&self) -> bool {
        *self != Self::of(&self.before)
    }
}

impl CapacityForm {
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

    /// The settings that it comes to; `None` while something is wrong.
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
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let count = is_number.then(|| text.parse().ok()).flatten()?;
    (count <= Capacity::MAX).then_some(count)
}

/// Capacity and working hours. They are in force once they are saved.
#[component]
pub(super) fn CapacitySection() -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let desk = use_desk();
    let send = use_command();
    let today = use_today();
    let stored = use_selector((), |model, ()| model.settings().clone());
    let edited = use_typed::<CapacityForm>();
    let form = match &*edited {
        Some(form) => form.clone(),
        None => CapacityForm::of(&stored),
    };
    let is_changed = form.is_changed();
    let wanted = form.settings();
    let effect = use_selector(
        (form.capacity(), today),
        move |model, (capacity, _today)| {
            capacity.map(|capacity| fitting(model, capacity, book.now()))
        },
    );
    let edit = |set: fn(&mut CapacityForm, String)| {
        let (form, setter) = (form.clone(), edited.clone());
        Callback::from(move |text: String| {
            let mut form = form.clone();
            set(&mut form, text);
            setter.set(Some(form));
        })
    };
    let onsubmit = {
        let (before, setter, wanted) = (form.before.clone(), edited.clone(), wanted.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (Some(after), true) = (wanted.clone(), is_changed) else {
                return;
            };
            let (setter, toast) = (setter.clone(), desk.toast.clone());
            send.emit((
                Command::ChangeSettings {
                    before: before.clone(),
                    after: Box::new(after),
                    subject: texts.work().settings.to_owned(),
                },
                None,
                Callback::from(move |outcome: Outcome| {
                    if outcome.is_ok() {
                        setter.set(None);
                    }
                    toast.emit(notice(language, &outcome));
                }),
            ));
        })
    };
    let discard = {
        let setter = edited.clone();
        Callback::from(move |_: MouseEvent| setter.set(None))
    };
    let wrong = |is_wrong: bool, words: &'static str| is_wrong.then_some(AttrValue::Static(words));
    let hours_wrong = form.hours().is_none();
    html! {
        <Section id="capacity" heading={texts.work().settings} hint={texts.work().settings_hint}>
            <form class="setting-form" novalidate=true {onsubmit} onkeydown={super::ignore_input_method}>
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
                {save_buttons(texts, is_changed, wanted.is_some(), discard)}
            </form>
        </Section>
    }
}

/// Save and discard, where there is something to save: the page has several forms, and only those
/// that were changed offer it.
pub(super) fn save_buttons(
    texts: &'static Texts,
    is_changed: bool,
    is_right: bool,
    discard: Callback<MouseEvent>,
) -> Html {
    if !is_changed {
        return Html::default();
    }
    html! {
        <div class="btns">
            <button
                class="btn primary"
                type="submit"
                aria-disabled={(!is_right).then_some("true")}
                title={(!is_right).then_some(texts.settings().mend_first)}
            >
                {texts.common.save}
            </button>
            <button class="btn" type="button" onclick={discard}>{texts.common.discard}</button>
            <span class="muted">{texts.settings().unsaved_hint}</span>
        </div>
    }
}
