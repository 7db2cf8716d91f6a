//! The replay of the policies: what they would have asked for beside what was done, as a chart.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::model::Model;
use crate::app::queries::replay::{Asked, Column, Replayed, Replaying, months_up_to, tenths_a_day};
use crate::domain::settings::Settings;
use crate::i18n::describe::{self, Dates};
use crate::i18n::{Language, Texts};
use crate::ui::context::{Book, use_language, use_texts};
use crate::ui::kit::chart::scale;
use crate::ui::kit::field::value_of;
use crate::ui::kit::job::{use_worked, work_under_way};
use crate::ui::kit::{Icon, SelectField};
use crate::web::intl::Speech;

/// The periods that can be chosen, in months.
const PERIODS: [u32; 3] = [3, 12, 24];

/// How many customers are replayed between two looks at the clock.
const CUSTOMERS_A_STEP: u32 = 200;

/// Properties of [`Replay`].
#[derive(Properties, PartialEq)]
pub(super) struct ReplayProps {
    /// The settings under edit; `None` where nothing was changed, or something is wrong.
    pub(super) edited: Option<Arc<Settings>>,
}

/// The replay over a period of the user's choice. It goes on in slices and can be stopped.
#[component]
pub(super) fn Replay(props: &ReplayProps) -> Html {
    let texts = use_texts();
    let months = use_state_eq(|| PERIODS[0]);
    let wanted = (props.edited.clone(), *months);
    let begin = |book: &Book, (edited, months): &(Option<Arc<Settings>>, u32)| {
        let now = book.now();
        let period = months_up_to(now, *months);
        let replaying = Replaying::new(&book.model(), edited.clone(), period, now);
        Some(replaying)
    };
    let replay = use_worked(wanted, begin, step, Replaying::finish);
    let change = {
        let months = months.setter();
        Callback::from(move |value: String| {
            if let Ok(value) = value.parse() {
                months.set(value);
            }
        })
    };
    html! {
        <section class="replay" aria-labelledby="policy-replay">
            <header>
                <div class="section-head">
                    <h3 id="policy-replay">{texts.policy().replay}</h3>
                    <SelectField
                        id="policy-replay-period"
                        label={texts.policy().period}
                        bare=true
                        options={PERIODS.map(|months| (months.to_string(), (texts.policy().last_months)(months))).to_vec()}
                        value={months.to_string()}
                        {change}
                    />
                </div>
                <p class="muted">{texts.policy().replay_hint}</p>
            </header>
            {work_under_way(texts, "policy-replay-progress", texts.policy().replaying, &[&replay])}
            if let Some(replayed) = &replay.found {
                <ReplayChart replayed={replayed.clone()} />
            }
        </section>
    }
}

fn step(replaying: &mut Replaying, model: &Model) -> Option<u16> {
    replaying.step(model, CUSTOMERS_A_STEP)
}

/// Properties of [`ReplayChart`].
#[derive(Properties, PartialEq)]
struct ReplayChartProps {
    replayed: Rc<Replayed>,
}

/// Columns for what was done, a line for each policy; the values of one day or week at a time below,
/// and all of them in a table.
///
/// The drawing's unit is columns × tenths of a customer a day and its box is stretched, so that no
/// size is ever measured.
#[component]
fn ReplayChart(props: &ReplayChartProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = Speech(language);
    let words = texts.policy();
    let shown = use_state_eq(|| None::<usize>);
    let lists_all = use_state_eq(|| false);
    let replayed = &props.replayed;
    let columns = replayed.columns();
    let values = Values::of(replayed, &columns);
    let last = columns.len().saturating_sub(1);
    let most = values.most();
    if most == 0 {
        return html! { <p class="muted">{words.nothing}</p> };
    }
    let top = scale(usize::try_from(most.div_ceil(10)).unwrap_or(usize::MAX));
    let height = 10 * top as u64;
    let number = |tenths: u64| tenths_text(speech, tenths);
    let value = |tenths: u64| value_text(speech, replayed, tenths);
    let whole = Column {
        from: 0,
        to: replayed.period.days(),
    };
    let asked = number(tenths_a_day(&replayed.in_force.all, whole));
    let done = number(tenths_a_day(&replayed.done, whole));
    let edited = replayed.edited.as_ref();
    let of_edited = edited.map(|edited| number(tenths_a_day(&edited.all, whole)));
    let summary = (words.summary)(&asked, &done, of_edited.as_deref());
    let unit = if replayed.is_weekly() {
        words.a_day_weekly
    } else {
        words.a_day
    };
    let day = |place: usize| {
        let column = columns.get(place).copied();
        column.map_or_else(String::new, |column| speech.day(replayed.begins_on(column)))
    };
    let at = shown.unwrap_or(last).min(last);
    let spoken = {
        let when = if replayed.is_weekly() {
            (words.week_of)(&day(at))
        } else {
            day(at)
        };
        let (asked, done) = (value(values.in_force[at]), value(values.done[at]));
        let edited = values.edited.as_ref().map(|edited| value(edited[at]));
        let say = if replayed.is_weekly() {
            words.mean_values
        } else {
            words.values
        };
        say(&when, &asked, &done, edited.as_deref())
    };
    let look = {
        let shown = shown.setter();
        Callback::from(move |event: InputEvent| shown.set(value_of(&event).parse().ok()))
    };
    let toggle = {
        let (is_open, lists_all) = (*lists_all, lists_all.setter());
        move |event: MouseEvent| {
            // It is drawn by our own hand, or the table would come a moment after the rest.
            event.prevent_default();
            lists_all.set(!is_open);
        }
    };
    let legend = |kind: &'static str, word: &'static str| {
        html! {
            <li>
                <svg class="swatch" viewBox="0 0 2 1" aria-hidden="true">
                    if kind == "done" {
                        <rect class="done" width="2" height="1" />
                    } else {
                        <path class={kind} d="M0 .5H2" />
                    }
                </svg>
                {word}
            </li>
        }
    };
    html! {
        <figure class="chart card">
            <figcaption><p class="replay-summary" role="status">{summary.clone()}</p></figcaption>
            <ul class="legend">
                {legend("done", words.done)}
                {legend("in-force", words.in_force)}
                if edited.is_some() {
                    {legend("edited", words.edited)}
                }
            </ul>
            <p class="muted">{unit}</p>
            <div class="columns">
                <div class="columns-y" aria-hidden="true">
                    <span>{speech.number(top)}</span><span>{speech.number(top / 2)}</span><span>{0}</span>
                </div>
                <svg
                    viewBox={format!("0 0 {} {height}", columns.len())}
                    preserveAspectRatio="none"
                    role="img"
                    aria-label={format!("{}: {summary}", words.replay)}
                >
                    <line x1="0" y1="0.3%" x2="100%" y2="0.3%" />
                    <line x1="0" y1="50%" x2="100%" y2="50%" />
                    if shown.is_some() {
                        <rect class="marked" x={at.to_string()} width="1" height={height.to_string()} />
                    }
                    for (place, tenths) in values.done.iter().enumerate() {
                        <rect
                            class="done"
                            x={format!("{place}.1")}
                            width="0.8"
                            y={(height - tenths).to_string()}
                            height={tenths.to_string()}
                        />
                    }
                    <path class="in-force" d={steps(&values.in_force, height)} />
                    if let Some(edited) = &values.edited {
                        <path class="edited" d={steps(edited, height)} />
                    }
                </svg>
                <div class="columns-x" aria-hidden="true">
                    for place in [0, last / 2, last] {
                        <span>{day(place)}</span>
                    }
                </div>
            </div>
            <div class="replay-look">
                <label class="label" for="policy-replay-look">
                    {if replayed.is_weekly() { words.look_at_week } else { words.look_at }}
                </label>
                <input
                    id="policy-replay-look"
                    type="range"
                    min="0"
                    max={last.to_string()}
                    value={at.to_string()}
                    aria-valuetext={spoken.clone()}
                    oninput={look}
                />
                <p class="num" aria-hidden="true">{spoken}</p>
            </div>
            <details open={*lists_all}>
                <summary onclick={toggle}>{Icon::ChevronRight.html()}{words.table}</summary>
                if *lists_all {
                    {table(language, replayed, &columns)}
                }
            </details>
        </figure>
    }
}

/// The values of the columns, in tenths of a customer a day.
struct Values {
    done: Vec<u64>,
    in_force: Vec<u64>,
    edited: Option<Vec<u64>>,
}

impl Values {
    fn of(replayed: &Replayed, columns: &[Column]) -> Self {
        let values = |counts: &[u32]| {
            let columns = columns.iter();
            columns
                .map(|column| tenths_a_day(counts, *column))
                .collect()
        };
        Self {
            done: values(&replayed.done),
            in_force: values(&replayed.in_force.all),
            edited: replayed.edited.as_ref().map(|edited| values(&edited.all)),
        }
    }

    fn most(&self) -> u64 {
        let edited = self.edited.iter().flatten();
        let all = self.done.iter().chain(&self.in_force).chain(edited);
        all.copied().max().unwrap_or(0)
    }
}

/// A line that stands level over each column.
fn steps(values: &[u64], height: u64) -> String {
    use std::fmt::Write as _;
    let mut path = String::new();
    for (place, tenths) in values.iter().enumerate() {
        let (y, end) = (height - tenths, place + 1);
        let written = if place == 0 {
            write!(path, "M0 {y}H{end}")
        } else {
            write!(path, "V{y}H{end}")
        };
        // A String takes every text.
        written.unwrap_or_default();
    }
    path
}

/// Tenths as a decimal number: 142 is 14.2. Both languages write a point.
fn tenths_text(speech: Speech, tenths: u64) -> String {
    let whole = speech.number(usize::try_from(tenths / 10).unwrap_or(usize::MAX));
    format!("{whole}.{}", tenths % 10)
}

/// The value of a column: a mean of a week, or the whole number of a day.
fn value_text(speech: Speech, replayed: &Replayed, tenths: u64) -> String {
    if replayed.is_weekly() {
        tenths_text(speech, tenths)
    } else {
        speech.number(usize::try_from(tenths / 10).unwrap_or(usize::MAX))
    }
}

/// All values, the newest first, with what was asked for by each action.
fn table(language: Language, replayed: &Replayed, columns: &[Column]) -> Html {
    let texts: &'static Texts = language.texts();
    let speech = Speech(language);
    let words = texts.policy();
    let policies: Vec<(&'static str, &Asked)> = [
        Some((words.in_force, &replayed.in_force)),
        replayed
            .edited
            .as_ref()
            .map(|edited| (words.edited, edited)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let cell = |counts: &[u32], column: Column| {
        let tenths = tenths_a_day(counts, column);
        html! { <td class="num">{value_text(speech, replayed, tenths)}</td> }
    };
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label={words.table}>
            <table class="table">
                <caption class="visually-hidden">{words.replay}</caption>
                <thead>
                    <tr>
                        <th scope="col" rowspan="2">
                            {if replayed.is_weekly() { words.week } else { words.day }}
                        </th>
                        <th scope="col" rowspan="2" class="num">{words.done}</th>
                        for (name, asked) in policies.iter() {
                            <th scope="colgroup" colspan={(asked.by_action.len() + 1).to_string()}>{*name}</th>
                        }
                    </tr>
                    <tr>
                        for (_, asked) in policies.iter() {
                            <th scope="col" class="num">{words.all_actions}</th>
                            for (action, _) in asked.by_action.iter() {
                                <th scope="col" class="num">{describe::action(language, action).to_owned()}</th>
                            }
                        }
                    </tr>
                </thead>
                <tbody>
                    for column in columns.iter().rev().copied() {
                        <tr>
                            <th scope="row">
                                <time datetime={replayed.begins_on(column).to_string()}>
                                    {speech.day(replayed.begins_on(column))}
                                </time>
                            </th>
                            {cell(&replayed.done, column)}
                            for (_, asked) in policies.iter() {
                                {cell(&asked.all, column)}
                                for (_, counts) in asked.by_action.iter() {
                                    {cell(counts, column)}
                                }
                            }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}
