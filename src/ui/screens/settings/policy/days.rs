//! Which days count, and the list of holidays.

use std::rc::Rc;

use crate::ui::prelude::*;
use chrono::NaiveDate;

use super::form::{HolidayError, PolicyForm};
use super::{Edit, boxed};
use crate::i18n::Texts;
use crate::i18n::describe::Dates;
use crate::ui::context::{use_speech, use_texts};
use crate::ui::kit::field::is_checked;
use crate::ui::kit::{Field, Icon};
use crate::web::intl::Speech;

/// Properties of [`DayCountFields`].
#[derive(Properties, PartialEq)]
pub(super) struct DayCountFieldsProps {
    pub(super) form: Rc<PolicyForm>,
    /// What is wrong with the holidays being entered.
    pub(super) refused: Option<HolidayError>,
    /// Takes the holidays being entered.
    pub(super) add: Callback<MouseEvent>,
    pub(super) edit: Edit,
}

/// Which days count, and the list of holidays.
#[component]
pub(super) fn DayCountFields(props: &DayCountFieldsProps) -> Html {
    let texts = use_texts();
    let speech = use_speech();
    let DayCountFieldsProps {
        form,
        refused,
        add,
        edit,
    } = props;
    let toggle = edit.reform(|event: Event| {
        let checked = is_checked(&event);
        boxed(move |form| form.working_days_only = checked)
    });
    let error = |of: HolidayError, words: &'static str| {
        (*refused == Some(of)).then_some(AttrValue::Static(words))
    };
    html! {
        <>
            <label class="check">
                <input type="checkbox" checked={form.working_days_only} onchange={toggle} />
                <span>
                    {texts.settings().working_days}
                    <span class="hint">
                        {if form.working_days_only && !form.holidays.is_empty() {
                            texts.settings().working_days_without
                        } else {
                            texts.settings().working_days_hint
                        }}
                    </span>
                </span>
            </label>
            if form.working_days_only {
                <div class="holidays" role="group" aria-label={texts.settings().holidays}>
                    <p class="label">{texts.settings().holidays}</p>
                    if form.holidays.is_empty() {
                        <p class="muted">{texts.settings().no_holidays}</p>
                    } else {
                        <ul class="chips-row">
                            for range in form.holiday_ranges() {
                                {holidays(texts, speech, range, edit)}
                            }
                        </ul>
                    }
                    <div class="field-and-button">
                        <Field
                            id="policy-holiday"
                            label={texts.settings().holiday}
                            kind="date"
                            value={form.new_holiday.clone()}
                            error={error(HolidayError::First, texts.settings().bad_date)}
                            change={edit.reform(|value: String| boxed(move |form| form.new_holiday = value))}
                        />
                        <Field
                            id="policy-holiday-last"
                            label={texts.policy().holiday_last}
                            kind="date"
                            value={form.new_holiday_last.clone()}
                            error={error(HolidayError::Last, texts.policy().bad_last)}
                            change={edit.reform(|value: String| boxed(move |form| form.new_holiday_last = value))}
                        />
                        <button class="btn" type="button" onclick={add.clone()}>
                            {texts.settings().add_holiday}
                        </button>
                    </div>
                </div>
            }
        </>
    }
}

/// Holidays that follow one another, or one by itself, with a button that takes them out.
fn holidays(
    texts: &'static Texts,
    speech: Speech,
    (first, last): (NaiveDate, NaiveDate),
    edit: &Edit,
) -> Html {
    let words = if first == last {
        speech.day(first)
    } else {
        (texts.policy().days_range)(&speech.day(first), &speech.day(last))
    };
    let remove = edit.reform(move |_: MouseEvent| {
        boxed(move |form| form.holidays.retain(|day| *day < first || last < *day))
    });
    html! {
        <li class="token" key={first.to_string()}>
            <time datetime={first.to_string()}>{words.clone()}</time>
            <button
                type="button"
                aria-label={(texts.settings().remove_holiday)(&words)}
                onclick={remove}
            >
                {Icon::Close.html()}
            </button>
        </li>
    }
}
