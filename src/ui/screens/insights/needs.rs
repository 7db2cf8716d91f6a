//! Needs by kind and state, and how long the open ones have waited.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::card::ChartCard;
use super::counted::{Counted, use_counted};
use super::times::{count, counts};
use super::{SectionProps, empty, head, value};
use crate::app::queries::insights::needs::{AGES, CountingNeeds, NeedCounts, Which, needs_in};
use crate::domain::need::{NeedKind, NeedState};
use crate::domain::order::PutInOrder;
use crate::i18n::{Language, describe_needs};
use crate::ui::chart::{Bars, Cell, Chart, DataTable, Heat, Ink, Mark, Plot, Series, Value};
use crate::ui::context::{Speech, use_book, use_language, use_texts};

/// Needs by kind, state and age.
#[component]
pub(super) fn NeedsSection(props: &SectionProps) -> Html {
    let texts = use_texts();
    let words = texts.insights();
    let language = use_language();
    let book = use_book();
    let (found, bar) = use_counted("insights-needs", &props.filter, CountingNeeds::new);
    let charts = use_memo((found.clone(), language), |(found, language)| {
        let found = found.as_ref()?;
        Some((
            Rc::new(by_state(found, *language)),
            Rc::new(by_age(found, *language)),
        ))
    });
    let (Some(found), Some((by_state, by_age))) = (found, &*charts) else {
        return bar;
    };
    let total = found.found.total;
    if total == 0 {
        let nothing = empty(words.needs_empty, words.needs_empty_hint, Html::default());
        return html! { <>{bar}{nothing}</> };
    }
    let is_waiting = 0 < found.found.open;
    let records = move |counts: fn(&NeedCounts) -> &[[usize; 4]; 8], which: fn(usize) -> Which| {
        let (book, found) = (book.clone(), found.clone());
        Callback::from(move |at: usize| {
            let (kind, place) = places(counts(&found.found))[at];
            needs_in(&book.model(), &found.filter, found.now, kind, which(place))
        })
    };
    let number = Speech(language).number(total);
    html! {
        <>
            {bar}
            {head(texts, total, &(words.needs_total)(&number), &number, "")}
            <div class="insights">
                <ChartCard
                    chart={by_state.clone()}
                    records={records(|counts| &counts.by_state, Which::State)}
                />
                if is_waiting {
                    <ChartCard
                        chart={by_age.clone()}
                        records={records(|counts| &counts.by_age, Which::Age)}
                    />
                } else {
                    <section class="card">
                        <h2>{words.ages_title}</h2>
                        <p class="muted">{words.ages_none}</p>
                    </section>
                }
            </div>
        </>
    }
}

/// The kinds that occur, the most frequent first.
fn kinds(counts: &[[usize; 4]; 8]) -> Vec<NeedKind> {
    let sum = |kind: NeedKind| counts[kind as usize].iter().sum::<usize>();
    let mut kinds: Vec<NeedKind> = NeedKind::ALL
        .into_iter()
        .filter(|kind| 0 < sum(*kind))
        .collect();
    kinds.put_in_order_by_key(|kind| std::cmp::Reverse(sum(*kind)));
    kinds
}

/// The marks in the order of keys: kind, and state or age.
fn places(counts: &[[usize; 4]; 8]) -> Vec<(NeedKind, usize)> {
    let all = kinds(counts)
        .into_iter()
        .flat_map(|kind| (0..4).map(move |place| (kind, place)));
    all.filter(|(kind, place)| 0 < counts[*kind as usize][*place])
        .collect()
}

fn marks(counts: &[[usize; 4]; 8], names: &[String; 4], language: Language) -> Vec<Mark> {
    let words = language.texts().insights();
    let speech = Speech(language);
    let kinds = kinds(counts);
    let marks = places(counts).into_iter().map(|(kind, place)| {
        let of_kind = &counts[kind as usize];
        Mark {
            column: place,
            row: kinds.iter().position(|one| *one == kind).unwrap_or(0),
            words: (words.part)(
                describe_needs::need_kind(language, kind),
                &names[place],
                &speech.number(of_kind[place]),
                &speech.number(of_kind.iter().sum()),
            ),
        }
    });
    marks.collect()
}

fn table(counts: &[[usize; 4]; 8], names: &[String; 4], language: Language) -> DataTable {
    let words = language.texts().insights();
    let speech = Speech(language);
    let mut heads = vec![words.kind.to_owned()];
    heads.extend(names.iter().cloned());
    heads.push(words.in_all.to_owned());
    let rows = kinds(counts).into_iter().map(|kind| {
        let of_kind = &counts[kind as usize];
        let mut row = vec![Value::words(describe_needs::need_kind(language, kind))];
        row.extend(of_kind.iter().map(|one| count(speech, *one)));
        row.push(count(speech, of_kind.iter().sum()));
        row
    });
    DataTable {
        heads,
        rows: rows.collect(),
    }
}

fn by_state(found: &Counted<NeedCounts>, language: Language) -> Chart {
    let words = language.texts().insights();
    let speech = Speech(language);
    let counts_found = &found.found.by_state;
    let on = found.now.date_naive();
    let states = [
        NeedState::Open,
        NeedState::InHand,
        NeedState::Met { on },
        NeedState::Dropped { on },
    ];
    let names = states.map(|state| describe_needs::need_state(language, state).to_owned());
    let kinds = kinds(counts_found);
    let sums: Vec<usize> = kinds
        .iter()
        .map(|kind| counts_found[*kind as usize].iter().sum())
        .collect();
    let most = sums.first().copied().unwrap_or(0);
    let kind_word = |kind: NeedKind| describe_needs::need_kind(language, kind).to_owned();
    let bars = names.iter().enumerate().map(|(state, name)| Series {
        name: name.clone(),
        values: kinds
            .iter()
            .map(|kind| Some(value(counts_found[*kind as usize][state])))
            .collect(),
        ink: Ink::of(state),
    });
    Chart {
        id: "needs-by-state",
        title: words.needs_title.to_owned(),
        says: (words.needs_sentence)(
            &speech.number(found.found.total),
            &speech.number(found.found.open),
            &kinds.first().copied().map(kind_word).unwrap_or_default(),
            &speech.number(most),
        ),
        marks: marks(counts_found, &names, language),
        table: table(counts_found, &names, language),
        plot: Plot::Bars(Bars {
            categories: kinds.iter().copied().map(kind_word).collect(),
            x: counts(speech, words.needs_axis, most),
            bars: bars.collect(),
            ends: sums.iter().map(|sum| speech.number(*sum)).collect(),
        }),
    }
}

fn by_age(found: &Counted<NeedCounts>, language: Language) -> Chart {
    let words = language.texts().insights();
    let speech = Speech(language);
    let counts_found = &found.found.by_age;
    let names = [
        (words.age_up_to)(AGES[0]),
        (words.age_from_to)(AGES[0] + 1, AGES[1]),
        (words.age_from_to)(AGES[1] + 1, AGES[2]),
        (words.age_over)(AGES[2]),
    ];
    let kinds = kinds(counts_found);
    let most = counts_found.iter().flatten().copied().max().unwrap_or(0);
    let old: usize = counts_found.iter().map(|ages| ages[3]).sum();
    let cell = |one: &usize| {
        (0 < *one).then(|| Cell {
            fill: Some(value(*one) / value(most)),
            words: speech.number(*one),
        })
    };
    Chart {
        id: "needs-by-age",
        title: words.ages_title.to_owned(),
        says: (words.ages_sentence)(
            &speech.number(found.found.open),
            &speech.number(old),
            AGES[2],
        ),
        marks: marks(counts_found, &names, language),
        table: table(counts_found, &names, language),
        plot: Plot::Heat(Heat {
            name: words.ages_axis.to_owned(),
            columns: names.to_vec(),
            rows: kinds
                .iter()
                .map(|kind| describe_needs::need_kind(language, *kind).to_owned())
                .collect(),
            cells: kinds
                .iter()
                .map(|kind| counts_found[*kind as usize].iter().map(cell).collect())
                .collect(),
            ends: [speech.number(0), speech.number(most)],
            thin: String::new(),
        }),
    }
}
