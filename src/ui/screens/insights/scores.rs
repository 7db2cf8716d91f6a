//! How satisfaction and loyalty spread over the customers, against each other and over time.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::card::ChartCard;
use super::counted::{Counted, use_counted};
use super::times::{Times, count, counts};
use super::{SectionProps, empty, head, value};
use crate::app::model::Model;
use crate::app::queries::insights::Records;
use crate::app::queries::insights::scores::{CountingScores, ScoreCounts, Scored, scored_in};
use crate::domain::id::CustomerId;
use crate::domain::order::PutInOrder;
use crate::domain::statistics::quantiles::Ordered;
use crate::i18n::Language;
use crate::ui::chart::scale::Scale;
use crate::ui::chart::{
    Axis, Chart, Columns, DataTable, Dot, Ink, Mark, Plot, Points, Rule, Series, Value,
};
use crate::ui::context::{Speech, use_book, use_language, use_texts};
use crate::ui::kit::text::shown;

/// So many points can be told apart.
const MOST_POINTS: usize = 500;

/// Into about how many classes values are gathered.
const CLASSES: usize = 10;

type Found = Counted<ScoreCounts>;

/// A chart of customers, with those behind each of its marks.
type ByCustomers = (Rc<Chart>, Rc<Vec<Vec<CustomerId>>>);

/// Satisfaction and loyalty of all customers.
#[component]
pub(super) fn ScoresSection(props: &SectionProps) -> Html {
    let texts = use_texts();
    let words = texts.insights();
    let language = use_language();
    let speech = Speech(language);
    let book = use_book();
    let (found, bar) = use_counted("insights-scores", &props.filter, CountingScores::new);
    let charts = {
        let book = book.clone();
        use_memo((found.clone(), language), move |(found, language)| {
            let found = found.as_ref()?;
            let model = book.model();
            let drawn = [
                satisfaction(found, *language),
                loyalty(found, *language),
                pairs(found, &model, *language),
            ];
            Some((drawn, Rc::new(trend(found, *language))))
        })
    };
    let (Some(found), Some((by_customers, trend))) = (found, &*charts) else {
        return bar;
    };
    let total = found.found.scored.len();
    if total == 0 {
        let nothing = empty(words.scores_empty, words.scores_empty_hint, Html::default());
        return html! { <>{bar}{nothing}</> };
    }
    let behind_trend = {
        let found = found.clone();
        Callback::from(move |at: usize| {
            let counts = &found.found;
            let place = (&counts.bins, months(counts)[at]);
            scored_in(&book.model(), &found.filter, found.now, place)
        })
    };
    let number = speech.number(total);
    let all = (words.scored_total)(&number);
    html! {
        <>
            {bar}
            {head(texts, total, &all, &number, words.scores_note)}
            if MOST_POINTS < total {
                <p class="muted">{(words.pairs_too_many)(&speech.number(MOST_POINTS))}</p>
            }
            <div class="insights">
                for (chart, customers) in by_customers.iter().flatten() {
                    <ChartCard
                        key={chart.id}
                        chart={chart.clone()}
                        records={
                            let customers: Rc<Vec<Vec<CustomerId>>> = customers.clone();
                            Callback::from(move |at: usize| Records::Customers(customers[at].clone()))
                        }
                    />
                }
                <ChartCard key={trend.id} chart={trend.clone()} records={behind_trend} />
            </div>
        </>
    }
}

fn satisfaction(found: &Found, language: Language) -> Option<ByCustomers> {
    let words = language.texts().insights();
    let counts = &found.found;
    let without = Speech(language).number(counts.without);
    let values = counts
        .scored
        .iter()
        .map(|one| (one.customer, one.satisfaction));
    spread(
        [
            "satisfaction-spread",
            words.satisfaction_title,
            words.satisfaction_axis,
        ],
        &values.collect::<Vec<_>>(),
        Some(Scale::over(0.0, 100.0, CLASSES)),
        &|number, median| (words.satisfaction_sentence)(number, median, &without),
        language,
    )
}

fn loyalty(found: &Found, language: Language) -> Option<ByCustomers> {
    let words = language.texts().insights();
    let counts = &found.found;
    let at_risk = Speech(language).number(counts.at_risk);
    let scored = counts.scored.iter();
    let values = scored.filter_map(|one| Some((one.customer, one.loyalty?)));
    spread(
        ["loyalty-spread", words.loyalty_title, words.loyalty_axis],
        &values.collect::<Vec<_>>(),
        None,
        &|number, median| (words.loyalty_sentence)(number, median, &at_risk),
        language,
    )
}

/// A histogram with its median; none where there is nothing to gather.
fn spread(
    [id, title, axis]: [&'static str; 3],
    values: &[(CustomerId, f64)],
    scale: Option<Scale>,
    says: &dyn Fn(&str, &str) -> String,
    language: Language,
) -> Option<ByCustomers> {
    let words = language.texts().insights();
    let speech = Speech(language);
    let ordered = Ordered::of(values.iter().map(|(_, value)| *value)).quartiles()?;
    let scale = scale.unwrap_or_else(|| Scale::over(ordered.least, ordered.most, CLASSES));
    let last = scale.ticks.len().checked_sub(2)?;
    let mut classes: Vec<Vec<CustomerId>> = vec![Vec::new(); last + 1];
    for (customer, value) in values {
        // The upper end belongs to the last class.
        let above = scale.ticks.iter().skip(1).filter(|tick| **tick <= *value);
        classes[above.count().min(last)].push(*customer);
    }
    let edges: Vec<String> = scale
        .ticks
        .iter()
        .map(|tick| decimal(*tick, scale.decimals))
        .collect();
    let class = |place: usize| (words.from_to)(&edges[place], &edges[place + 1]);
    let most = classes.iter().map(Vec::len).max().unwrap_or(0);
    let filled: Vec<usize> = (0..classes.len())
        .filter(|place| !classes[*place].is_empty())
        .collect();
    let median = decimal(ordered.median, 1);
    let chart = Chart {
        id,
        title: title.to_owned(),
        says: says(&speech.number(values.len()), &median),
        marks: filled
            .iter()
            .map(|place| Mark {
                column: *place,
                row: 0,
                words: (words.value)(&class(*place), &speech.number(classes[*place].len())),
            })
            .collect(),
        table: DataTable {
            heads: vec![axis.to_owned(), words.scores_count.to_owned()],
            rows: (0..classes.len())
                .map(|place| {
                    vec![
                        Value::words(class(place)),
                        count(speech, classes[place].len()),
                    ]
                })
                .collect(),
        },
        plot: Plot::Columns(Columns {
            name: axis.to_owned(),
            categories: edges.clone(),
            touching: true,
            y: counts(speech, words.scores_count, most),
            bars: vec![Series {
                name: words.scores_count.to_owned(),
                values: classes
                    .iter()
                    .map(|class| Some(value(class.len())))
                    .collect(),
                ink: Ink::Full,
            }],
            lines: Vec::new(),
            stepped: false,
            partial: None,
            rule: Some(Rule {
                at: scale.share(ordered.median) * value(classes.len()),
                words: (words.median)(&median),
            }),
        }),
    };
    let behind = filled.into_iter().map(|place| classes[place].clone());
    Some((Rc::new(chart), Rc::new(behind.collect())))
}

/// Satisfaction against loyalty, a point for each customer; none where there are too many or none.
fn pairs(found: &Found, model: &Model, language: Language) -> Option<ByCustomers> {
    let words = language.texts().insights();
    let scored = found.found.scored.iter();
    let mut pairs: Vec<(&Scored, f64)> =
        scored.filter_map(|one| Some((one, one.loyalty?))).collect();
    if MOST_POINTS < pairs.len() {
        return None;
    }
    pairs.put_in_order_by(|(a, _), (b, _)| a.satisfaction.total_cmp(&b.satisfaction));
    let (least, most) = pairs.iter().fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(least, most), (_, loyalty)| (least.min(*loyalty), most.max(*loyalty)),
    );
    if pairs.is_empty() {
        return None;
    }
    let number = |tick: f64, decimals: usize| decimal(tick, decimals);
    let name = |one: &Scored| {
        let customer = model.customer(one.customer);
        customer.map_or_else(String::new, |customer| shown(&customer.name))
    };
    let number_of = |value: f64| Value::number(decimal(value, 1), decimal(value, 1));
    let chart = Chart {
        id: "satisfaction-and-loyalty",
        title: words.pairs_title.to_owned(),
        says: (words.pairs_sentence)(&Speech(language).number(pairs.len())),
        marks: pairs
            .iter()
            .enumerate()
            .map(|(place, (one, loyalty))| Mark {
                column: place,
                row: 0,
                words: (words.pair)(
                    &name(one),
                    &decimal(one.satisfaction, 1),
                    &decimal(*loyalty, 1),
                ),
            })
            .collect(),
        table: DataTable {
            heads: [
                language.texts().log.customer,
                words.satisfaction_axis,
                words.loyalty_axis,
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: pairs
                .iter()
                .map(|(one, loyalty)| {
                    vec![
                        Value::words(name(one)),
                        number_of(one.satisfaction),
                        number_of(*loyalty),
                    ]
                })
                .collect(),
        },
        plot: Plot::Points(Points {
            x: Axis::of(
                words.satisfaction_axis,
                Scale::over(0.0, 100.0, CLASSES),
                &number,
            ),
            y: Axis::of(words.loyalty_axis, Scale::over(least, most, 5), &number),
            groups: vec![(String::new(), Ink::Full)],
            dots: pairs
                .iter()
                .map(|(one, loyalty)| Dot {
                    x: one.satisfaction,
                    y: *loyalty,
                    group: 0,
                })
                .collect(),
            line: None,
        }),
    };
    let behind = pairs.iter().map(|(one, _)| vec![one.customer]);
    Some((Rc::new(chart), Rc::new(behind.collect())))
}

/// The months with a mean, in the order of the marks.
fn months(counts: &ScoreCounts) -> Vec<usize> {
    let all = counts.trend.iter().enumerate();
    all.filter_map(|(place, mean)| mean.map(|_| place))
        .collect()
}

fn trend(found: &Found, language: Language) -> Chart {
    let texts = language.texts();
    let words = texts.insights();
    let speech = Speech(language);
    let ScoreCounts { bins, trend, .. } = &found.found;
    let today = found.now.date_naive();
    let times = Times {
        bins,
        speech,
        texts,
        last: (found.filter.span.days(today).1, today),
    };
    let means: Vec<f64> = trend.iter().flatten().map(|(mean, _)| *mean).collect();
    let least = means.iter().copied().fold(100.0, f64::min);
    let most = means.iter().copied().fold(0.0, f64::max);
    let written = |mean: Option<&f64>| mean.map_or_else(String::new, |mean| decimal(*mean, 1));
    let rows = (0..bins.count).rev().map(|place| {
        let (mean, customers) = trend[place].map_or((String::new(), 0), |(mean, customers)| {
            (decimal(mean, 1), customers)
        });
        vec![
            times.row(place),
            Value::number(mean.clone(), mean),
            count(speech, customers),
        ]
    });
    let marks = months(&found.found).into_iter().filter_map(|place| {
        let (mean, customers) = trend[place]?;
        Some(Mark {
            column: place,
            row: 0,
            words: (words.trend_value)(
                &times.words(place),
                &decimal(mean, 1),
                &speech.number(customers),
            ),
        })
    });
    Chart {
        id: "satisfaction-by-month",
        title: words.trend_title.to_owned(),
        says: (words.trend_sentence)(&written(means.first()), &written(means.last())),
        marks: marks.collect(),
        table: DataTable {
            heads: [times.name(), words.trend_axis, words.scores_count]
                .map(str::to_owned)
                .to_vec(),
            rows: rows.collect(),
        },
        plot: Plot::Columns(Columns {
            name: times.name().to_owned(),
            categories: times.labels(),
            touching: false,
            y: Axis::of(words.trend_axis, Scale::over(least, most, 4), &decimal),
            bars: Vec::new(),
            lines: vec![Series {
                name: words.trend_axis.to_owned(),
                values: trend
                    .iter()
                    .map(|mean| mean.map(|(mean, _)| mean))
                    .collect(),
                ink: Ink::Full,
            }],
            stepped: false,
            partial: None,
            rule: None,
        }),
    }
}

/// A number with so many digits after the point, which both languages write alike.
fn decimal(value: f64, digits: usize) -> String {
    let unit = 10_i64.pow(u32::try_from(digits.min(6)).unwrap_or(6));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a power of ten, and a score far below 2^53"
    )]
    let scaled = (value * unit as f64).round() as i64;
    let sign = if scaled < 0 { "−" } else { "" };
    let (whole, rest) = (scaled.abs() / unit, scaled.abs() % unit);
    if digits == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0digits$}")
    }
}
