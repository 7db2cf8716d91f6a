//! Where the round begins, how fast one gets on, how long a visit takes: stated, and to be changed.

use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::ui::prelude::*;
use web_sys::SubmitEvent;

use super::RoundChoices;
use crate::app::commands::Command;
use crate::app::queries::reminders::minutes;
use crate::domain::customer::Position;
use crate::domain::position_text::{PositionError, from_degrees, read_position};
use crate::domain::resource::RoundSettings;
use crate::domain::round::MOST_VISITS;
use crate::domain::settings::Settings;
use crate::domain::written::clock_text;
use crate::i18n::describe_round;
use crate::ui::context::{Toast, use_desk, use_language, use_texts};
use crate::ui::hooks::use_run;
use crate::ui::kit::{Field, Icon, task};
use crate::ui::screens::log::parse_time;
use crate::web::location::{self, LocationError};

/// Properties of [`ConditionsForm`].
#[derive(Properties, PartialEq)]
pub(super) struct ConditionsFormProps {
    /// The Book's settings, of which the round is a part.
    pub(super) settings: Arc<Settings>,
    /// What was chosen for the day.
    pub(super) choices: RoundChoices,
    /// How many visits are due, and how many of them fit today.
    pub(super) due: (usize, usize),
    /// Chooses otherwise.
    pub(super) choose: Callback<RoundChoices>,
}

/// The fields as they are typed.
#[derive(Debug, Clone, PartialEq)]
struct Typed {
    start: String,
    name: String,
    speed: String,
    minutes: String,
    leaves: String,
    count: String,
}

/// A field that does not hold what it ought to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Start(PositionError),
    Speed,
    Minutes,
    Leaves,
    Count,
}

/// What the form comes to.
struct Entered {
    round: RoundSettings,
    leaves_at: u16,
    count: usize,
}

impl Typed {
    fn of(settings: &RoundSettings, choices: &RoundChoices, fitting: usize) -> Self {
        let leaves = u32::from(choices.leaves_at) * 60;
        let leaves = chrono::NaiveTime::from_num_seconds_from_midnight_opt(leaves, 0);
        Self {
            start: settings.start.as_ref().map(place).unwrap_or_default(),
            name: settings.start_name.clone(),
            speed: settings.speed_kmh.to_string(),
            minutes: settings.visit_minutes.to_string(),
            leaves: leaves.map(clock_text).unwrap_or_default(),
            count: choices
                .count
                .unwrap_or(fitting)
                .min(MOST_VISITS)
                .to_string(),
        }
    }

    fn read(&self) -> Result<Entered, Wrong> {
        let number = |text: &str, range: RangeInclusive<u16>| {
            let number = text.trim().parse::<u16>().ok();
            number.filter(|number| range.contains(number))
        };
        let start = if self.start.trim().is_empty() {
            None
        } else {
            Some(read_position(&self.start).map_err(Wrong::Start)?.position)
        };
        let most = u16::try_from(MOST_VISITS).unwrap_or(u16::MAX);
        Ok(Entered {
            round: RoundSettings {
                start,
                start_name: self.name.trim().to_owned(),
                speed_kmh: number(&self.speed, 1..=500).ok_or(Wrong::Speed)?,
                visit_minutes: number(&self.minutes, 1..=500).ok_or(Wrong::Minutes)?,
            },
            leaves_at: minutes(parse_time(&self.leaves).ok_or(Wrong::Leaves)?),
            count: usize::from(number(&self.count, 0..=most).ok_or(Wrong::Count)?),
        })
    }
}

/// A position as it can be read again.
fn place(position: &Position) -> String {
    format!("{}, {}", position.latitude, position.longitude)
}

/// The form, folded away until it is wanted.
#[component]
pub(super) fn ConditionsForm(props: &ConditionsFormProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let words = texts.round();
    let desk = use_desk();
    let (due, fitting) = props.due;
    let run = use_run();
    let typed = use_state_eq(|| Typed::of(&props.settings.round, &props.choices, fitting));
    let wrong = use_state_eq(|| None::<Wrong>);
    // What was changed elsewhere, or taken back, shows here too.
    use_effect_with(
        (props.settings.round.clone(), props.choices.clone(), fitting),
        {
            let typed = typed.setter();
            move |(settings, choices, fitting)| typed.set(Typed::of(settings, choices, *fitting))
        },
    );
    let change = |field: fn(&mut Typed) -> &mut String| {
        let (typed, wrong) = (typed.clone(), wrong.setter());
        Callback::from(move |text: String| {
            let mut next = (*typed.newest()).clone();
            field(&mut next).clone_from(&text);
            typed.set(next);
            wrong.set(None);
        })
    };
    let onsubmit = {
        let (typed, wrong) = (typed.clone(), wrong.setter());
        let (before, choices, choose) = (
            props.settings.clone(),
            props.choices.clone(),
            props.choose.clone(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let entered = match typed.newest().read() {
                Ok(entered) => entered,
                Err(error) => return wrong.set(Some(error)),
            };
            choose.emit(RoundChoices {
                leaves_at: entered.leaves_at,
                // Who leaves it as it is wants as many as fit, also when more was done.
                count: (entered.count != fitting.min(MOST_VISITS)).then_some(entered.count),
                ..choices.clone()
            });
            if entered.round != before.round {
                let mut after = (*before).clone();
                after.round = entered.round;
                run.emit(Command::ChangeSettings {
                    before: before.clone(),
                    after: Box::new(after),
                    subject: texts.round().title.to_owned(),
                });
            }
        })
    };
    let here = {
        let set_start = change(|typed| &mut typed.start);
        let toast = desk.toast.clone();
        Callback::from(move |_: MouseEvent| {
            let (set_start, toast) = (set_start.clone(), toast.clone());
            task::start(async move {
                let found = location::here().await;
                let found =
                    found.and_then(|place| from_degrees(place).ok_or(LocationError::Failed));
                match found {
                    Ok(position) => set_start.emit(place(&position)),
                    Err(error) => toast.emit(Toast {
                        text: match error {
                            LocationError::Refused => texts.round().here_refused,
                            LocationError::Failed => texts.round().here_failed,
                            LocationError::Missing => texts.round().here_missing,
                        }
                        .to_owned(),
                        undo: false,
                        kept: None,
                        is_error: true,
                    }),
                }
            });
        })
    };
    let start_error = match *wrong {
        Some(Wrong::Start(error)) => Some(AttrValue::from(describe_round::position_error(
            language, error,
        ))),
        _ => None,
    };
    let says =
        |what: Wrong, text: &'static str| (*wrong == Some(what)).then(|| AttrValue::from(text));
    html! {
        <details class="round-how">
            <summary>{Icon::ChevronRight.html()}{words.how}</summary>
            <form class="fields" {onsubmit}>
                <div class="field-and-button wide">
                    <Field
                        id="round-start"
                        label={words.start}
                        hint={words.start_hint}
                        value={typed.start.clone()}
                        change={change(|typed| &mut typed.start)}
                        error={start_error}
                    />
                    <button class="btn" type="button" title={words.here_hint} onclick={here}>
                        {Icon::Visit.html()}<span>{words.here}</span>
                    </button>
                </div>
                <Field
                    id="round-start-name"
                    label={words.start_name}
                    value={typed.name.clone()}
                    change={change(|typed| &mut typed.name)}
                />
                <Field
                    id="round-leaves"
                    kind="time"
                    label={words.leaves}
                    value={typed.leaves.clone()}
                    change={change(|typed| &mut typed.leaves)}
                    error={says(Wrong::Leaves, words.time_wrong)}
                />
                <Field
                    id="round-speed"
                    inputmode="numeric"
                    label={words.speed}
                    value={typed.speed.clone()}
                    change={change(|typed| &mut typed.speed)}
                    error={says(Wrong::Speed, words.number_wrong)}
                />
                <Field
                    id="round-minutes"
                    inputmode="numeric"
                    label={words.minutes}
                    value={typed.minutes.clone()}
                    change={change(|typed| &mut typed.minutes)}
                    error={says(Wrong::Minutes, words.number_wrong)}
                />
                <Field
                    id="round-count"
                    inputmode="numeric"
                    label={words.count}
                    hint={(words.count_hint)(due, fitting)}
                    value={typed.count.clone()}
                    change={change(|typed| &mut typed.count)}
                    error={says(Wrong::Count, words.count_wrong)}
                />
                <div class="btns wide">
                    <button class="btn primary" type="submit">{texts.common.save}</button>
                </div>
            </form>
        </details>
    }
}
