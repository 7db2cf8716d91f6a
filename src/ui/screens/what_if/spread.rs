//! How loyalty lies as it is and as it would be, as a histogram.

use std::rc::Rc;

use crate::ui::prelude::*;

use crate::app::queries::what_if::{Effect, Spread};
use crate::domain::decimal::Decimal;
use crate::i18n::{Language, describe_what_if};
use crate::ui::chart::{Axis, Chart, Columns, DataTable, Ink, Mark, Plot, Rule, Series, Value};
use crate::ui::context::{Speech, use_language};
use crate::ui::kit::chart::ChartFigure;

/// Properties of [`SpreadChart`].
#[derive(Properties, PartialEq)]
pub(super) struct SpreadChartProps {
    /// What the levers would do.
    pub(super) effect: Rc<Effect>,
    /// The threshold that would hold; none while something typed is wrong.
    pub(super) risk_below: Option<Decimal>,
}

/// Columns for loyalty as it would be, a line for it as it is, and the threshold.
#[component]
pub(super) fn SpreadChart(props: &SpreadChartProps) -> Html {
    let language = use_language();
    let chart = use_memo(
        (props.effect.clone(), props.risk_below, language),
        |(effect, risk_below, language)| {
            let spread = effect.spread.as_ref()?;
            Some(Rc::new(chart(effect, spread, *risk_below, *language)))
        },
    );
    match &*chart {
        Some(chart) => html! { <ChartFigure chart={chart.clone()} /> },
        None => Html::default(),
    }
}

fn chart(
    effect: &Effect,
    spread: &Spread,
    risk_below: Option<Decimal>,
    language: Language,
) -> Chart {
    let words = language.texts().what_if();
    let speech = Speech(language);
    let number = |count: usize| speech.number(count);
    let edge = |place: usize| {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a loyalty is far from its limits"
        )]
        let millionths = (spread.edges[place] * 1e6).round() as i64;
        describe_what_if::number(Decimal::from_millionths(millionths))
    };
    let classes = 0..spread.after.len();
    let class = |place: usize| (words.from_to)(&edge(place), &edge(place + 1));
    let all = spread.before.iter().chain(&spread.after);
    let most = all.copied().max().unwrap_or(0);
    let values = |counts: &[usize]| counts.iter().map(|count| Some(value(*count))).collect();
    let count = |count: usize| Value::number(number(count), count.to_string());
    Chart {
        id: "what-if-loyalty",
        title: words.spread.to_owned(),
        says: (words.spread_says)(
            &number(spread.after.iter().sum()),
            &number(effect.at_risk_after),
            &number(effect.at_risk_before),
        ),
        plot: Plot::Columns(Columns {
            name: language.texts().scores().loyalty.to_owned(),
            categories: (0..spread.edges.len()).map(edge).collect(),
            touching: true,
            y: Axis::of_counts(words.customers_count, value(most), &|tick, _| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a tick of a scale of counts"
                )]
                let tick = tick.max(0.0) as usize;
                number(tick)
            }),
            bars: vec![Series {
                name: words.after.to_owned(),
                values: values(&spread.after),
                ink: Ink::Full,
            }],
            lines: vec![Series {
                name: words.before.to_owned(),
                values: values(&spread.before),
                ink: Ink::Dotted,
            }],
            stepped: true,
            partial: Vec::new(),
            rule: risk_below.and_then(|limit| {
                Some(Rule {
                    at: spread.place(limit.approximate())?,
                    words: (words.threshold)(&describe_what_if::number(limit)),
                })
            }),
        }),
        marks: classes
            .clone()
            .map(|place| Mark {
                column: place,
                row: 0,
                words: (words.class_says)(
                    &class(place),
                    &number(spread.after[place]),
                    &number(spread.before[place]),
                ),
            })
            .collect(),
        table: DataTable {
            heads: vec![
                language.texts().scores().loyalty.to_owned(),
                words.before.to_owned(),
                words.after.to_owned(),
            ],
            rows: classes
                .map(|place| {
                    vec![
                        Value::words(class(place)),
                        count(spread.before[place]),
                        count(spread.after[place]),
                    ]
                })
                .collect(),
        },
    }
}

fn value(count: usize) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of records are below 2^53"
    )]
    let value = count as f64;
    value
}
