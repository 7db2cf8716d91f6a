//! Planned follow-ups: done in time, late, or still open, by the month in which they were due.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::card::ChartCard;
use super::counted::{Counted, use_counted};
use super::times::{Times, count, counts};
use super::{SectionProps, empty, head, value};
use crate::app::queries::insights::follow_ups::{
    CountingFollowUps, Fate, FollowUpCounts, follow_ups_in,
};
use crate::i18n::Language;
use crate::ui::chart::{Chart, Columns, DataTable, Ink, Mark, Plot, Series};
use crate::ui::context::{Speech, use_book, use_language, use_texts};

/// Planned follow-ups by month.
#[component]
pub(super) fn FollowUpsSection(props: &SectionProps) -> Html {
    let texts = use_texts();
    let words = texts.insights();
    let language = use_language();
    let book = use_book();
    let (found, bar) = use_counted("insights-follow-ups", &props.filter, CountingFollowUps::new);
    let chart = use_memo((found.clone(), language), |(found, language)| {
        found.as_ref().map(|found| Rc::new(chart(found, *language)))
    });
    let (Some(found), Some(chart)) = (found, (*chart).clone()) else {
        return bar;
    };
    let total = found.found.sums.iter().sum();
    if total == 0 {
        let nothing = empty(
            words.follow_ups_empty,
            words.follow_ups_empty_hint,
            Html::default(),
        );
        return html! { <>{bar}{nothing}</> };
    }
    let records = Callback::from(move |at: usize| {
        let (bin, fate) = places(&found.found)[at];
        let place = (&found.found.bins, bin);
        follow_ups_in(&book.model(), &found.filter, found.now, place, fate)
    });
    let number = Speech(language).number(total);
    let all = (words.follow_ups_total)(&number);
    html! {
        <>
            {bar}
            {head(texts, total, &all, &number, words.follow_ups_note)}
            <div class="insights"><ChartCard {chart} {records} /></div>
        </>
    }
}

/// The marks in the order of keys.
fn places(counts: &FollowUpCounts) -> Vec<(usize, Fate)> {
    let all = (0..counts.bins.count).flat_map(|bin| Fate::ALL.map(|fate| (bin, fate)));
    all.filter(|(bin, fate)| 0 < counts.by_bin[*bin][*fate as usize])
        .collect()
}

fn chart(found: &Counted<FollowUpCounts>, language: Language) -> Chart {
    let texts = language.texts();
    let words = texts.insights();
    let speech = Speech(language);
    let FollowUpCounts { bins, by_bin, sums } = &found.found;
    let today = found.now.date_naive();
    let times = Times {
        bins,
        speech,
        texts,
        days: found.filter.span.days(today),
        today,
    };
    let names = [words.in_time, words.late, words.open, words.skipped];
    let total: usize = sums.iter().sum();
    let all_of = |bin: usize| by_bin[bin].iter().sum::<usize>();
    let most = (0..bins.count).map(all_of).max().unwrap_or(0);
    let number = |fate: Fate| speech.number(sums[fate as usize]);
    let mut heads = vec![words.month_due.to_owned()];
    heads.extend(names.map(str::to_owned));
    heads.push(words.in_all.to_owned());
    let rows = (0..bins.count).rev().map(|bin| {
        let mut row = vec![times.row(bin)];
        row.extend(by_bin[bin].iter().map(|one| count(speech, *one)));
        row.push(count(speech, all_of(bin)));
        row
    });
    Chart {
        id: "follow-ups-by-month",
        title: words.follow_ups_title.to_owned(),
        says: (words.follow_ups_sentence)(
            &number(Fate::InTime),
            &speech.number(total),
            &number(Fate::Late),
            &number(Fate::Open),
        ),
        plot: Plot::Columns(Columns {
            name: words.month_due.to_owned(),
            categories: times.labels(),
            touching: false,
            y: counts(speech, words.follow_ups_count, most),
            bars: Fate::ALL
                .iter()
                .map(|fate| Series {
                    name: names[*fate as usize].to_owned(),
                    values: by_bin
                        .iter()
                        .map(|counts| Some(value(counts[*fate as usize])))
                        .collect(),
                    ink: Ink::of(*fate as usize),
                })
                .collect(),
            lines: Vec::new(),
            stepped: false,
            partial: times.partial(),
            rule: None,
        }),
        marks: places(&found.found)
            .into_iter()
            .map(|(bin, fate)| Mark {
                column: bin,
                row: fate as usize,
                words: (words.part)(
                    &times.words(bin),
                    names[fate as usize],
                    &speech.number(by_bin[bin][fate as usize]),
                    &speech.number(all_of(bin)),
                ),
            })
            .collect(),
        table: DataTable {
            heads,
            rows: rows.collect(),
        },
    }
}
