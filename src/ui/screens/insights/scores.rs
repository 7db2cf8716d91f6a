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
use crate::i18n::describe_calibration::fixed;
use crate::i18n::{Language, Texts};
use crate::ui::chart::scale::Scale;
use crate::ui::chart::{
    Axis, Cell, Chart, Columns, DataTable, Dot, Heat, Ink, Mark, Plot, Points, Rule, Series, Value,
};
use crate::ui::context::{Speech, use_book, use_language, use_texts};
use crate::ui::kit::text::shown;

/// So many points can be told apart; more customers are counted in cells.
const MOST_POINTS: usize = 500;

/// Into about how many classes loyalty is gathered for the cells.
const LOYALTY_CLASSES: usize = 8;

/// A mean of fewer customers says little.
const LEAST_OF_MEAN: usize = 5;

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
    let mut classes: Vec<Vec<CustomerId>> = vec![Vec::new(); scale.classes()];
    for (customer, value) in values {
        classes[scale.class(*value)].push(*customer);
    }
    let edges = edges(&scale);
    let class = |place: usize| (words.from_to)(&edges[place], &edges[place + 1]);
    let most = classes.iter().map(Vec::len).max().unwrap_or(0);
    let filled: Vec<usize> = (0..classes.len())
        .filter(|place| !classes[*place].is_empty())
        .collect();
    let median = fixed(ordered.median, 1);
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
            partial: Vec::new(),
            rule: Some(Rule {
                at: scale.share(ordered.median) * value(classes.len()),
                words: (words.median)(&median),
            }),
        }),
    };
    let behind = filled.into_iter().map(|place| classes[place].clone());
    Some((Rc::new(chart), Rc::new(behind.collect())))
}

/// What stands at the ticks of a scale.
fn edges(scale: &Scale) -> Vec<String> {
    let ticks = scale.ticks.iter();
    ticks.map(|tick| fixed(*tick, scale.decimals)).collect()
}

/// Satisfaction against loyalty, a point for each customer, or cells where there are too many; none
/// where there is nobody.
fn pairs(found: &Found, model: &Model, language: Language) -> Option<ByCustomers> {
    let words = language.texts().insights();
    let scored = found.found.scored.iter();
    let mut pairs: Vec<(&Scored, f64)> =
        scored.filter_map(|one| Some((one, one.loyalty?))).collect();
    let (least, most) = pairs.iter().fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(least, most), (_, loyalty)| (least.min(*loyalty), most.max(*loyalty)),
    );
    if pairs.is_empty() {
        return None;
    }
    if MOST_POINTS < pairs.len() {
        let scale = Scale::over(least, most, LOYALTY_CLASSES);
        return Some(density(&pairs, &scale, language));
    }
    pairs.put_in_order_by(|(a, _), (b, _)| a.satisfaction.total_cmp(&b.satisfaction));
    let number = |tick: f64, decimals: usize| fixed(tick, decimals);
    let name = |one: &Scored| {
        let customer = model.customer(one.customer);
        customer.map_or_else(String::new, |customer| shown(&customer.name))
    };
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
                words: (words.pair)(&name(one), &fixed(one.satisfaction, 1), &fixed(*loyalty, 1)),
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
                        number_of(one.satisfaction, 1),
                        number_of(*loyalty, 1),
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

/// Satisfaction against loyalty, counted in cells: classes of loyalty from the highest down, and in
/// each those of satisfaction.
fn density(pairs: &[(&Scored, f64)], loyalty: &Scale, language: Language) -> ByCustomers {
    let words = language.texts().insights();
    let speech = Speech(language);
    let satisfaction = Scale::over(0.0, 100.0, CLASSES);
    let rows = loyalty.classes();
    let mut cells: Vec<Vec<Vec<CustomerId>>> = vec![vec![Vec::new(); satisfaction.classes()]; rows];
    for (one, value) in pairs {
        let row = rows - 1 - loyalty.class(*value);
        cells[row][satisfaction.class(one.satisfaction)].push(one.customer);
    }
    let edges = [edges(&satisfaction), edges(loyalty)];
    let class = |axis: usize, place: usize| {
        let edges: &[String] = &edges[axis];
        (words.from_to)(&edges[place], &edges[place + 1])
    };
    let place_words = |row: usize, column: usize| {
        (words.density_place)(&class(0, column), &class(1, rows - 1 - row))
    };
    let filled: Vec<(usize, usize)> = (0..rows)
        .flat_map(|row| (0..satisfaction.classes()).map(move |column| (row, column)))
        .filter(|(row, column)| !cells[*row][*column].is_empty())
        .collect();
    let size = |(row, column): (usize, usize)| cells[row][column].len();
    let fullest = filled.iter().copied().max_by_key(|place| size(*place));
    let (row, column) = fullest.unwrap_or_default();
    let most = size((row, column));
    let cell = |customers: &Vec<CustomerId>| {
        (!customers.is_empty()).then(|| Cell {
            fill: Some(value(customers.len()) / value(most)),
            words: speech.number(customers.len()),
        })
    };
    let chart = Chart {
        id: "satisfaction-and-loyalty",
        title: words.pairs_title.to_owned(),
        says: (words.density_sentence)(
            &speech.number(pairs.len()),
            &speech.number(most),
            &place_words(row, column),
        ),
        marks: filled
            .iter()
            .map(|(row, column)| Mark {
                column: *column,
                row: *row,
                words: (words.value)(
                    &place_words(*row, *column),
                    &speech.number(size((*row, *column))),
                ),
            })
            .collect(),
        table: DataTable {
            heads: [
                words.satisfaction_axis,
                words.loyalty_axis,
                words.scores_count,
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: filled
                .iter()
                .map(|(row, column)| {
                    vec![
                        Value::words(class(0, *column)),
                        Value::words(class(1, rows - 1 - *row)),
                        count(speech, size((*row, *column))),
                    ]
                })
                .collect(),
        },
        plot: Plot::Heat(Heat {
            name: words.density_axes.to_owned(),
            columns: edges[0][..satisfaction.classes()].to_vec(),
            rows: (0..rows).rev().map(|place| class(1, place)).collect(),
            cells: cells
                .iter()
                .map(|row| row.iter().map(cell).collect())
                .collect(),
            ends: [speech.number(1), speech.number(most)],
            thin: String::new(),
        }),
    };
    let behind = filled
        .iter()
        .map(|(row, column)| cells[*row][*column].clone());
    (Rc::new(chart), Rc::new(behind.collect()))
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
        // A mean stands at the end of its month, whatever days are looked at.
        days: (None, found.filter.span.days(today).1),
        today,
    };
    let means: Vec<f64> = trend.iter().flatten().map(|(mean, _)| *mean).collect();
    let is_thin = |customers: usize| customers < LEAST_OF_MEAN;
    let telling = trend
        .iter()
        .flatten()
        .filter(|(_, customers)| !is_thin(*customers));
    let telling: Vec<(String, String)> = telling
        .map(|(mean, customers)| (fixed(*mean, 1), speech.number(*customers)))
        .collect();
    let says = match &telling[..] {
        [] => (words.trend_thin)(LEAST_OF_MEAN),
        [(mean, customers)] => (words.trend_alone)(mean, customers, LEAST_OF_MEAN),
        [first, ..] => {
            let last = telling.last().unwrap_or(first);
            (words.trend_sentence)(&first.0, &first.1, &last.0, &last.1)
        }
    };
    let rows = (0..bins.count).rev().map(|place| {
        let (mean, customers) = trend[place].map_or((String::new(), 0), |(mean, customers)| {
            (fixed(mean, 1), customers)
        });
        vec![
            times.row(place),
            Value::number(mean.clone(), mean),
            count(speech, customers),
        ]
    });
    let marks = months(&found.found).into_iter().filter_map(|place| {
        let (mean, customers) = trend[place]?;
        let words = if is_thin(customers) {
            words.trend_value_thin
        } else {
            words.trend_value
        };
        Some(Mark {
            column: place,
            row: usize::from(is_thin(customers)),
            words: words(
                &times.words(place),
                &fixed(mean, 1),
                &speech.number(customers),
            ),
        })
    });
    Chart {
        id: "satisfaction-by-month",
        title: words.trend_title.to_owned(),
        says,
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
            y: Axis::of(words.trend_axis, Scale::of_points(&means, 4), &fixed),
            bars: Vec::new(),
            lines: means_of(trend, texts),
            stepped: false,
            partial: Vec::new(),
            rule: None,
        }),
    }
}

/// The means of customers enough as a line, and those of fewer beside it, where there are any.
fn means_of(trend: &[Option<(f64, usize)>], texts: &'static Texts) -> Vec<Series> {
    let words = texts.insights();
    let series = |name: String, thin: bool, ink: Ink| {
        let wanted = |(_, customers): &(f64, usize)| (*customers < LEAST_OF_MEAN) == thin;
        let values = trend.iter().map(|mean| mean.filter(wanted));
        Series {
            name,
            values: values.map(|mean| mean.map(|(mean, _)| mean)).collect(),
            ink,
        }
    };
    let mut all = vec![series(words.trend_axis.to_owned(), false, Ink::Full)];
    let thin = series((words.trend_axis_thin)(LEAST_OF_MEAN), true, Ink::Dotted);
    if thin.values.iter().any(Option::is_some) {
        all.push(thin);
    }
    all
}

/// The same in a table; a file has the minus that programs read, and no commas.
fn number_of(value: f64, digits: usize) -> Value {
    let text = fixed(value, digits);
    Value::number(text.clone(), text.replace('−', "-").replace(',', ""))
}
