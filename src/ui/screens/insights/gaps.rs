//! The days between two contacts, as a histogram with its median.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::card::ChartCard;
use super::counted::{Counted, use_counted};
use super::times::{count, counts};
use super::{SectionProps, value};
use crate::app::queries::insights::gaps::{CountingGaps, Gaps, contacts_after};
use crate::i18n::Language;
use crate::ui::chart::{Chart, Columns, DataTable, Ink, Mark, Plot, Rule, Series, Value};
use crate::ui::context::{Speech, use_book, use_language, use_texts};

/// The histogram of the days between contacts.
#[component]
pub(super) fn GapsChart(props: &SectionProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let (found, bar) = use_counted("insights-gaps", &props.filter, CountingGaps::new);
    let chart = use_memo((found.clone(), language), |(found, language)| {
        let found = found.as_ref().filter(|found| 0 < found.found.total)?;
        Some(Rc::new(chart(found, *language)))
    });
    let Some(found) = found else {
        return bar;
    };
    let Some(chart) = (*chart).clone() else {
        return html! {
            <section class="card">
                <h2>{texts.insights().gaps}</h2>
                <p class="muted">{texts.insights().gaps_none}</p>
                {bar}
            </section>
        };
    };
    let records = Callback::from(move |at: usize| {
        let class = classes(&found.found)[at];
        let days = found.found.days(class);
        contacts_after(&book.model(), &found.filter, found.now, days)
    });
    html! {
        <div>
            {bar}
            <ChartCard {chart} {records} />
        </div>
    }
}

/// The classes that hold something, in the order of the marks.
fn classes(gaps: &Gaps) -> Vec<usize> {
    let counts = gaps.counts();
    (0..counts.len())
        .filter(|class| 0 < counts[*class])
        .collect()
}

fn chart(found: &Counted<Gaps>, language: Language) -> Chart {
    let words = language.texts().insights();
    let speech = Speech(language);
    let gaps = &found.found;
    let counts_found = gaps.counts();
    let most = counts_found.iter().copied().max().unwrap_or(0);
    let days = |class: usize| match gaps.days(class) {
        (first, None) => (words.days_over)(first - 1),
        (first, Some(last)) if first == last => (words.days_one)(first),
        (first, Some(last)) => (words.days_from_to)(first, last),
    };
    let median = if gaps.median_halves.is_multiple_of(2) {
        (gaps.median_halves / 2).to_string()
    } else {
        format!("{}.5", gaps.median_halves / 2)
    };
    let mut edges: Vec<String> = (0..=gaps.classes.len())
        .map(|edge| (edge * gaps.width as usize).to_string())
        .collect();
    if 0 < gaps.longer {
        // The last class has no end of its own.
        edges.push("…".to_owned());
    }
    Chart {
        id: "days-between-contacts",
        title: words.gaps.to_owned(),
        says: (words.gaps_sentence)(
            &speech.number(gaps.total),
            &median,
            &speech.number(gaps.longest as usize),
        ),
        plot: Plot::Columns(Columns {
            name: words.gaps_axis.to_owned(),
            categories: edges,
            touching: true,
            y: counts(speech, words.gaps_count, most),
            bars: vec![Series {
                name: words.gaps_count.to_owned(),
                values: counts_found
                    .iter()
                    .map(|count| Some(value(*count)))
                    .collect(),
                ink: Ink::Full,
            }],
            lines: Vec::new(),
            stepped: false,
            partial: Vec::new(),
            rule: Some(Rule {
                // A day is as wide as the place from its beginning to its end.
                at: (f64::from(gaps.median_halves) / 2.0 - 0.5) / f64::from(gaps.width),
                words: (words.median)(&median),
            }),
        }),
        marks: classes(gaps)
            .into_iter()
            .map(|class| Mark {
                column: class,
                row: 0,
                words: (words.value)(&days(class), &speech.number(counts_found[class])),
            })
            .collect(),
        table: DataTable {
            heads: vec![words.days_between.to_owned(), words.gaps_count.to_owned()],
            rows: counts_found
                .iter()
                .enumerate()
                .map(|(class, one)| vec![Value::words(days(class)), count(speech, *one)])
                .collect(),
        },
    }
}
