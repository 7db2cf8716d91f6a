//! How many communications there were, by time and by channel, and the days between contacts.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::card::ChartCard;
use super::counted::{Counted, use_counted};
use super::gaps::GapsChart;
use super::times::{Times, count, counts};
use super::{SectionProps, empty, head, percent, value};
use crate::app::queries::insights::bins::Length;
use crate::app::queries::insights::communications::{
    CommunicationCounts, CountingCommunications, communications_in,
};
use crate::domain::channel::Channel;
use crate::i18n::{Language, describe};
use crate::ui::chart::{Bars, Chart, Columns, DataTable, Ink, Mark, Plot, Series, Value};
use crate::ui::context::{Dialog, LogStart, Speech, use_book, use_desk, use_language, use_texts};
use crate::ui::kit::text::shown;
use crate::ui::route::Route;

/// So many series can be told apart; what is left is one of them.
const MOST_SERIES: usize = 4;

type Found = Counted<CommunicationCounts>;

/// Communications by time and by channel.
#[component]
pub(super) fn CommunicationsSection(props: &SectionProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = Speech(language);
    let book = use_book();
    let desk = use_desk();
    let (found, bar) = use_counted(
        "insights-communications",
        &props.filter,
        CountingCommunications::new,
    );
    let charts = use_memo((found.clone(), language), |(found, language)| {
        let found = found.as_ref()?;
        Some((
            Rc::new(by_time(found, *language)),
            Rc::new(by_channel(found, *language)),
        ))
    });
    let (Some(found), Some((by_time, by_channel))) = (found, &*charts) else {
        return bar;
    };
    let total = found.found.total;
    if total == 0 {
        let log = desk
            .open
            .reform(|_: MouseEvent| Some(Dialog::Log(LogStart::default())));
        let actions = html! {
            <>
                <button class="btn primary" type="button" onclick={log}>{texts.common.log}</button>
                <a class="btn" href={Route::Data.href()}>{texts.insights().import}</a>
            </>
        };
        let words = texts.insights();
        return html! { <>{bar}{empty(words.empty, words.empty_hint, actions)}</> };
    }
    let behind_time = {
        let (book, found) = (book.clone(), found.clone());
        Callback::from(move |at: usize| {
            let (bin, series) = places(&found.found)[at];
            let counts = &found.found;
            let place = Some((&counts.bins, bin));
            let only = channels_of(counts, series);
            communications_in(&book.model(), &found.filter, found.now, place, Some(&only))
        })
    };
    let behind_channel = {
        let found = found.clone();
        Callback::from(move |at: usize| {
            let only = [found.found.channels[at].0.clone()];
            communications_in(&book.model(), &found.filter, found.now, None, Some(&only))
        })
    };
    let number = speech.number(total);
    html! {
        <>
            {bar}
            {head(texts, total, &(texts.insights().total)(&number), &number, "")}
            <div class="insights">
                <div class="wide"><ChartCard chart={by_time.clone()} records={behind_time} /></div>
                <ChartCard chart={by_channel.clone()} records={behind_channel} />
                <GapsChart filter={props.filter.clone()} />
            </div>
        </>
    }
}

/// How many series the channels become.
fn series_count(counts: &CommunicationCounts) -> usize {
    counts.channels.len().min(MOST_SERIES)
}

/// The channels of a series; the last holds all that are left.
fn channels_of(counts: &CommunicationCounts, series: usize) -> Vec<Channel> {
    let is_last = series + 1 == MOST_SERIES;
    let channels = counts.channels.iter().skip(series);
    let channels = channels.map(|(channel, _)| channel.clone());
    channels
        .take(if is_last { usize::MAX } else { 1 })
        .collect()
}

/// How many of a part of the time belong to a series.
fn count_of(counts: &CommunicationCounts, bin: usize, series: usize) -> usize {
    let is_last = series + 1 == MOST_SERIES;
    let counts = counts.by_bin[bin].iter().skip(series);
    counts.take(if is_last { usize::MAX } else { 1 }).sum()
}

/// The marks in the order of keys: part of the time and series.
fn places(counts: &CommunicationCounts) -> Vec<(usize, usize)> {
    let all = (0..counts.bins.count)
        .flat_map(|bin| (0..series_count(counts)).map(move |series| (bin, series)));
    all.filter(|(bin, series)| 0 < count_of(counts, *bin, *series))
        .collect()
}

fn channel_name(language: Language, channel: &Channel) -> String {
    shown(describe::channel(language, channel))
}

fn by_time(found: &Found, language: Language) -> Chart {
    let texts = language.texts();
    let words = texts.insights();
    let speech = Speech(language);
    let counts_found = &found.found;
    let CommunicationCounts {
        bins,
        channels,
        by_bin,
        total,
    } = counts_found;
    let today = found.now.date_naive();
    let times = Times {
        bins,
        speech,
        texts,
        days: found.filter.span.days(today),
        today,
    };
    let sums: Vec<usize> = by_bin.iter().map(|counts| counts.iter().sum()).collect();
    let most = sums.iter().copied().max().unwrap_or(0);
    let best = sums.iter().rposition(|sum| *sum == most).unwrap_or(0);
    let name = |series: usize| {
        let is_rest = series + 1 == MOST_SERIES && MOST_SERIES < channels.len();
        match channels.get(series) {
            Some((channel, _)) if !is_rest => channel_name(language, channel),
            _ => words.others.to_owned(),
        }
    };
    let bars = (0..series_count(counts_found)).map(|series| Series {
        name: name(series),
        values: (0..bins.count)
            .map(|bin| Some(value(count_of(counts_found, bin, series))))
            .collect(),
        ink: Ink::of(series),
    });
    let marks = places(counts_found).into_iter().map(|(bin, series)| {
        let count = speech.number(count_of(counts_found, bin, series));
        let (when, all) = (times.words(bin), speech.number(sums[bin]));
        Mark {
            column: bin,
            row: series,
            words: (words.part)(&when, &name(series), &count, &all),
        }
    });
    let mut heads = vec![times.name().to_owned()];
    heads.extend(
        channels
            .iter()
            .map(|(channel, _)| channel_name(language, channel)),
    );
    heads.push(words.in_all.to_owned());
    // The newest first: it is the one that is looked for.
    let rows = (0..bins.count).rev().map(|bin| {
        let mut row = vec![times.row(bin)];
        row.extend(by_bin[bin].iter().map(|one| count(speech, *one)));
        row.push(count(speech, sums[bin]));
        row
    });
    Chart {
        id: "communications-by-time",
        title: match bins.length {
            Length::Week => words.by_week,
            Length::Month => words.by_month,
            Length::Years(_) => words.by_year,
        }
        .to_owned(),
        says: (words.time_sentence)(
            &speech.number(*total),
            &times.words(best),
            &speech.number(most),
        ),
        plot: Plot::Columns(Columns {
            name: times.name().to_owned(),
            categories: times.labels(),
            touching: false,
            y: counts(speech, words.count, most),
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

fn by_channel(found: &Found, language: Language) -> Chart {
    let words = language.texts().insights();
    let speech = Speech(language);
    let CommunicationCounts {
        channels, total, ..
    } = &found.found;
    let first = channels.first();
    let most = first.map_or(0, |(_, count)| *count);
    let name = |channel| channel_name(language, channel);
    let share = |count: usize| percent(language, count, *total);
    let marks = channels
        .iter()
        .enumerate()
        .map(|(row, (channel, count))| Mark {
            column: 0,
            row,
            words: (words.value)(
                &name(channel),
                &format!("{} ({})", speech.number(*count), share(*count)),
            ),
        });
    let rows = channels.iter().map(|(channel, one)| {
        vec![
            Value::words(name(channel)),
            count(speech, *one),
            Value::number(share(*one), share(*one)),
        ]
    });
    Chart {
        id: "communications-by-channel",
        title: words.by_channel.to_owned(),
        says: first
            .map(|(channel, count)| {
                let number = |count| speech.number(count);
                (words.channel_sentence)(&number(*total), &name(channel), &number(*count))
            })
            .unwrap_or_default(),
        plot: Plot::Bars(Bars {
            categories: channels.iter().map(|(channel, _)| name(channel)).collect(),
            x: counts(speech, words.count, most),
            bars: vec![Series {
                name: words.count.to_owned(),
                values: channels
                    .iter()
                    .map(|(_, count)| Some(value(*count)))
                    .collect(),
                ink: Ink::Full,
            }],
            ends: channels
                .iter()
                .map(|(_, count)| speech.number(*count))
                .collect(),
        }),
        marks: marks.collect(),
        table: DataTable {
            heads: vec![
                language.texts().common.channel.to_owned(),
                words.count.to_owned(),
                words.share.to_owned(),
            ],
            rows: rows.collect(),
        },
    }
}
