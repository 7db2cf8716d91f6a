//! How customers felt, by month.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::card::ChartCard;
use super::counted::{Counted, use_counted};
use super::times::{Times, count, counts};
use super::{SectionProps, value};
use crate::app::queries::insights::sentiments::{CountingSentiments, SentimentCounts};
use crate::domain::communication::Sentiment;
use crate::i18n::{Language, Texts};
use crate::ui::chart::{Chart, Columns, DataTable, Ink, Mark, Plot, Series};
use crate::ui::context::{Speech, use_book, use_language, use_texts};

/// The series from the bottom: what matters most stands on the ground, where it can be compared.
const SERIES: [Sentiment; 3] = [Sentiment::Negative, Sentiment::Neutral, Sentiment::Positive];

type Found = Counted<SentimentCounts>;

/// How customers felt.
#[component]
pub(super) fn SentimentsChart(props: &SectionProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let (found, bar) = use_counted(
        "insights-sentiments",
        &props.filter,
        CountingSentiments::new,
    );
    let chart = use_memo((found.clone(), language), |(found, language)| {
        found
            .as_ref()
            .map(|found| Rc::new(by_month(found, *language)))
    });
    let (Some(found), Some(chart)) = (found, &*chart) else {
        return bar;
    };
    if found.found.told == 0 {
        return html! {
            <section class="card">
                <h2>{texts.words().felt_title}</h2>
                <p class="muted">{texts.words().felt_none}</p>
            </section>
        };
    }
    let records = Callback::from(move |at: usize| {
        let (bin, series) = places(&found.found)[at];
        found.found.records(&book.model(), bin, SERIES[series])
    });
    html! { <><ChartCard chart={chart.clone()} {records} />{bar}</> }
}

/// How a sentiment is called.
pub(crate) fn felt_word(texts: &'static Texts, felt: Sentiment) -> &'static str {
    let words = texts.words();
    match felt {
        Sentiment::Positive => words.satisfied,
        Sentiment::Neutral => words.neutral,
        Sentiment::Negative => words.dissatisfied,
    }
}

/// The marks in the order of keys: part of the time and series.
fn places(counts: &SentimentCounts) -> Vec<(usize, usize)> {
    let all =
        (0..counts.bins.count).flat_map(|bin| (0..SERIES.len()).map(move |series| (bin, series)));
    all.filter(|(bin, series)| 0 < counts.count(*bin, SERIES[*series]))
        .collect()
}

fn by_month(found: &Found, language: Language) -> Chart {
    let texts = language.texts();
    let words = texts.words();
    let speech = Speech(language);
    let of = &found.found;
    let today = found.now.date_naive();
    let times = Times {
        bins: &of.bins,
        speech,
        texts,
        days: found.filter.span.days(today),
        today,
    };
    let bins = 0..of.bins.count;
    let sum_of = |bin: usize| {
        let counts = SERIES.map(|felt| of.count(bin, felt));
        counts.iter().sum::<usize>()
    };
    let most = bins.clone().map(sum_of).max().unwrap_or(0);
    let bad: usize = bins
        .clone()
        .map(|bin| of.count(bin, Sentiment::Negative))
        .sum();
    let bars = SERIES.iter().enumerate().map(|(series, felt)| Series {
        name: felt_word(texts, *felt).to_owned(),
        values: bins
            .clone()
            .map(|bin| Some(value(of.count(bin, *felt))))
            .collect(),
        // The dissatisfied are hatched in the colour of a warning.
        ink: [Ink::Hatched, Ink::Open, Ink::Full][series],
    });
    let marks = places(of).into_iter().map(|(bin, series)| {
        let count = speech.number(of.count(bin, SERIES[series]));
        let (when, all) = (times.words(bin), speech.number(sum_of(bin)));
        Mark {
            column: bin,
            row: series,
            words: (texts.insights().part)(&when, felt_word(texts, SERIES[series]), &count, &all),
        }
    });
    let mut heads = vec![times.name().to_owned()];
    heads.extend(SERIES.map(|felt| felt_word(texts, felt).to_owned()));
    heads.push(texts.insights().in_all.to_owned());
    // The newest first: it is the one that is looked for.
    let rows = bins.clone().rev().map(|bin| {
        let mut row = vec![times.row(bin)];
        row.extend(SERIES.map(|felt| count(speech, of.count(bin, felt))));
        row.push(count(speech, sum_of(bin)));
        row
    });
    Chart {
        id: "felt-by-month",
        title: words.felt_title.to_owned(),
        says: (words.felt_sentence)(
            &speech.number(of.told),
            &speech.number(of.total),
            &speech.number(bad),
            &speech.number(of.said),
        ),
        plot: Plot::Columns(Columns {
            name: times.name().to_owned(),
            categories: times.labels(),
            touching: false,
            y: counts(speech, words.felt_axis, most),
            bars: bars.collect(),
            lines: Vec::new(),
            stepped: false,
            partial: times.partial(),
            rule: None,
        }),
        marks: marks.collect(),
        table: DataTable {
            heads,
            rows: rows.collect(),
        },
    }
}
