//! The replay of the policies: what they would have asked for beside what was done, as a chart.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::model::Model;
use crate::app::queries::replay::{Column, Replayed, Replaying, months_up_to, tenths_a_day};
use crate::domain::settings::Settings;
use crate::i18n::Language;
use crate::i18n::describe::{self, Dates};
use crate::ui::chart::{
    Axis, Chart, Columns, DataTable, Ink, Mark, Plot, Series, Value, WHOLE_COLUMN,
};
use crate::ui::context::{Book, use_language, use_texts};
use crate::ui::kit::SelectField;
use crate::ui::kit::chart::ChartFigure;
use crate::ui::kit::job::{use_worked, work_under_way};
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
    let language = use_language();
    let months = use_state_eq(|| PERIODS[0]);
    let wanted = (props.edited.clone(), *months);
    let begin = |book: &Book, (edited, months): &(Option<Arc<Settings>>, u32)| {
        let now = book.now();
        let period = months_up_to(now, *months);
        let replaying = Replaying::new(&book.model(), edited.clone(), period, now);
        Some(replaying)
    };
    let replay = use_worked(wanted, begin, step, Replaying::finish);
    let drawn = use_memo((replay.found.clone(), language), |(found, language)| {
        let replayed = found.as_ref().filter(|replayed| has_something(replayed))?;
        Some(Rc::new(chart(replayed, *language)))
    });
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
            if let Some(chart) = (*drawn).clone() {
                <ChartFigure {chart} bare=true />
            } else if replay.found.is_some() {
                <p class="muted">{texts.policy().nothing}</p>
            }
        </section>
    }
}

fn step(replaying: &mut Replaying, model: &Model) -> Option<u16> {
    replaying.step(model, CUSTOMERS_A_STEP)
}

/// Whether anything was asked for or done at all.
fn has_something(replayed: &Replayed) -> bool {
    let edited = replayed.edited.iter().flat_map(|edited| &edited.all);
    let mut all = replayed
        .done
        .iter()
        .chain(&replayed.in_force.all)
        .chain(edited);
    all.any(|count| 0 < *count)
}

/// The chart of a replay: columns for who was contacted, a line for each policy; every value in its
/// table, which also tells the actions apart.
fn chart(replayed: &Replayed, language: Language) -> Chart {
    let texts = language.texts();
    let words = texts.policy();
    let speech = Speech(language);
    let columns = replayed.columns();
    let day = |column: Column| speech.day(replayed.begins_on(column));
    let tenths = |counts: &[u32]| -> Vec<u64> {
        let columns = columns.iter();
        columns
            .map(|column| tenths_a_day(counts, *column))
            .collect()
    };
    let edited = replayed.edited.as_ref();
    let done = tenths(&replayed.done);
    let in_force = tenths(&replayed.in_force.all);
    let of_edited = edited.map(|edited| tenths(&edited.all));
    let series = |name: &str, tenths: &[u64], ink| Series {
        name: name.to_owned(),
        values: tenths.iter().map(|tenths| Some(a_day(*tenths))).collect(),
        ink,
    };
    let mut lines = vec![series(words.in_force, &in_force, Ink::Full)];
    lines.extend(
        of_edited
            .iter()
            .map(|tenths| series(words.edited, tenths, Ink::Hatched)),
    );
    let all = done
        .iter()
        .chain(&in_force)
        .chain(of_edited.iter().flatten());
    let most = all.copied().max().unwrap_or(0);
    let value = |tenths: u64| value_text(speech, replayed, tenths);
    let say = if replayed.is_weekly() {
        words.mean_values
    } else {
        words.values
    };
    let marks = columns.iter().enumerate().map(|(place, column)| {
        let when = if replayed.is_weekly() {
            (words.week_of)(&day(*column))
        } else {
            day(*column)
        };
        let of_edited = of_edited.as_ref().map(|tenths| value(tenths[place]));
        let (asked, done) = (value(in_force[place]), value(done[place]));
        Mark {
            column: place,
            row: WHOLE_COLUMN,
            words: say(&when, &asked, &done, of_edited.as_deref()),
        }
    });
    let unit = if replayed.is_weekly() {
        words.a_day_weekly
    } else {
        words.a_day
    };
    Chart {
        id: "policy-replay",
        title: words.replay.to_owned(),
        says: summary(replayed, language),
        plot: Plot::Columns(Columns {
            name: (if replayed.is_weekly() {
                words.week
            } else {
                words.day
            })
            .to_owned(),
            categories: columns.iter().map(|column| day(*column)).collect(),
            touching: false,
            y: Axis::of_counts(unit, a_day(most), &|tick, _| speech.number(whole(tick))),
            bars: vec![series(words.done, &done, Ink::Quiet)],
            lines,
            stepped: true,
            partial: Vec::new(),
            rule: None,
        }),
        marks: marks.collect(),
        table: table(replayed, &columns, language),
    }
}

/// All values, the newest first, with what was asked for by each action.
fn table(replayed: &Replayed, columns: &[Column], language: Language) -> DataTable {
    let words = language.texts().policy();
    let speech = Speech(language);
    let mut heads = vec![
        (if replayed.is_weekly() {
            words.week
        } else {
            words.day
        })
        .to_owned(),
        words.done.to_owned(),
    ];
    let mut counts: Vec<&[u32]> = vec![&replayed.done];
    let policies = [
        Some((words.in_force, &replayed.in_force)),
        replayed
            .edited
            .as_ref()
            .map(|edited| (words.edited, edited)),
    ];
    for (name, asked) in policies.into_iter().flatten() {
        heads.push(name.to_owned());
        counts.push(&asked.all);
        for (action, of_action) in &asked.by_action {
            heads.push(format!("{name} · {}", describe::action(language, action)));
            counts.push(of_action);
        }
    }
    let rows = columns.iter().rev().map(|column| {
        let begins = replayed.begins_on(*column);
        let cells = counts.iter().map(|counts| {
            let tenths = tenths_a_day(counts, *column);
            let written = format!("{}.{}", tenths / 10, tenths % 10);
            Value::number(value_text(speech, replayed, tenths), written)
        });
        let day = Value::day(speech.day(begins), begins);
        std::iter::once(day).chain(cells).collect()
    });
    DataTable {
        heads,
        rows: rows.collect(),
    }
}

/// What came of it on average, in one sentence.
fn summary(replayed: &Replayed, language: Language) -> String {
    let words = language.texts().policy();
    let all = Column {
        from: 0,
        to: replayed.period.days(),
    };
    let number = |counts: &[u32]| tenths_text(Speech(language), tenths_a_day(counts, all));
    let of_edited = replayed.edited.as_ref().map(|edited| number(&edited.all));
    let (asked, done) = (number(&replayed.in_force.all), number(&replayed.done));
    (words.summary)(&asked, &done, of_edited.as_deref())
}

/// Tenths of a customer a day as a value of the chart.
fn a_day(tenths: u64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "tenths of customers a day are below 2^53"
    )]
    let tenths = tenths as f64;
    tenths / 10.0
}

/// A tick of a scale of counts.
fn whole(tick: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "ticks of counts are whole and not below 0"
    )]
    let tick = tick.max(0.0) as usize;
    tick
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
