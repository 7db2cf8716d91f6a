//! Ask for a day to come: until when to pause, or to put off.

use crate::ui::prelude::*;
use chrono::{Days, Months, NaiveDate};

use crate::app::commands::Rejection;
use crate::i18n::describe;
use crate::i18n::describe::Dates;
use crate::ui::context::{use_language, use_speech, use_texts, use_today};
use crate::ui::kit::{Chip, Chips, DialogFrame, Field};
use crate::ui::screens::log::parse_date;

/// Properties of [`UntilDialog`].
#[derive(Properties, PartialEq)]
pub(crate) struct UntilDialogProps {
    /// What is asked.
    pub(crate) heading: AttrValue,
    /// What it means.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// Called when nothing is chosen.
    pub(crate) close: Callback<()>,
    /// Called with the day.
    pub(crate) choose: Callback<NaiveDate>,
}

/// Asks for a day after today.
#[component]
pub(crate) fn UntilDialog(props: &UntilDialogProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let today = use_today();
    let chosen = use_state_eq(|| Some(0_usize));
    let date = use_state_eq(String::new);
    let is_wrong = use_state_eq(|| false);
    let quick = [
        (texts.log.tomorrow, today + Days::new(1)),
        (texts.log.three_days, today + Days::new(3)),
        (texts.log.next_week, today + Days::new(7)),
        (texts.customers().next_month, today + Months::new(1)),
    ];
    let mut chips: Vec<Chip> = quick
        .iter()
        .map(|(word, day)| Chip::new(format!("{word} · {}", speech.day(*day))))
        .collect();
    chips.push(Chip::new(texts.log.other_day));
    let is_other = chosen.is_none_or(|index| quick.len() <= index);
    let submit = {
        let (choose, is_wrong) = (props.choose.clone(), is_wrong.setter());
        let (chosen, date) = (*chosen, (*date).clone());
        Callback::from(move |()| {
            let day = chosen
                .and_then(|index| quick.get(index))
                .map_or_else(|| parse_date(&date), |(_, day)| Some(*day))
                .filter(|day| today < *day);
            match day {
                Some(day) => choose.emit(day),
                None => is_wrong.set(true),
            }
        })
    };
    let choose_chip = {
        let (chosen, is_wrong) = (chosen.setter(), is_wrong.setter());
        Callback::from(move |index| {
            is_wrong.set(false);
            chosen.set(index);
        })
    };
    let change = {
        let (date, is_wrong) = (date.setter(), is_wrong.setter());
        Callback::from(move |text| {
            is_wrong.set(false);
            date.set(text);
        })
    };
    html! {
        <DialogFrame
            heading={props.heading.clone()}
            close={props.close.clone()}
            {submit}
            class="small"
        >
            if let Some(hint) = &props.hint {
                <p class="hint">{hint.clone()}</p>
            }
            <Chips
                name="until"
                legend={texts.common.date}
                {chips}
                chosen={*chosen}
                choose={choose_chip}
            />
            if is_other {
                <Field
                    id="until-date"
                    kind="date"
                    label={texts.common.date}
                    value={(*date).clone()}
                    {change}
                    error={is_wrong.then(|| describe::rejection(language, &Rejection::DatePassed))}
                />
            }
        </DialogFrame>
    }
}
