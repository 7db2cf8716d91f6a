//! When customers answer, as a heat map of hours and days of the week.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::card::ChartCard;
use super::counted::{Counted, use_counted};
use super::times::count;
use super::{SectionProps, empty, head, percent};
use crate::app::queries::insights::answers::{Answers, CountingAnswers, tries_in};
use crate::domain::answer_rate::{FEWEST_TRIES, Tally};
use crate::i18n::Language;
use crate::ui::chart::{Cell, Chart, DataTable, Heat, Mark, Plot, Value};
use crate::ui::context::{Speech, use_book, use_language, use_texts};

/// Answers by day of the week and hour.
#[component]
pub(super) fn AnswersSection(props: &SectionProps) -> Html {
    let texts = use_texts();
    let words = texts.insights();
    let language = use_language();
    let speech = Speech(language);
    let book = use_book();
    let (found, bar) = use_counted("insights-answers", &props.filter, CountingAnswers::new);
    let chart = use_memo((found.clone(), language), |(found, language)| {
        found.as_ref().map(|found| Rc::new(chart(found, *language)))
    });
    let (Some(found), Some(chart)) = (found, (*chart).clone()) else {
        return bar;
    };
    let total = found.found.total.tries as usize;
    if total == 0 {
        let nothing = empty(
            words.answers_empty,
            words.answers_empty_hint,
            Html::default(),
        );
        return html! { <>{bar}{nothing}</> };
    }
    let without = found.found.without_time.tries as usize;
    let records = Callback::from(move |at: usize| {
        let place = places(&found.found)[at];
        tries_in(&book.model(), &found.filter, found.now, place)
    });
    let number = speech.number(total);
    let all = (words.answers_total)(&number);
    html! {
        <>
            {bar}
            {head(texts, total, &all, &number, words.answers_note)}
            if 0 < without {
                <p class="muted">{(words.without_time)(&speech.number(without))}</p>
            }
            <div class="insights"><ChartCard {chart} {records} /></div>
        </>
    }
}

/// The hours from the first to the last with a try.
fn hours(answers: &Answers) -> std::ops::Range<usize> {
    let has_tries = |days: &[Tally; 7]| days.iter().any(|tally| 0 < tally.tries);
    let first = answers.by_hour.iter().position(has_tries).unwrap_or(0);
    let last = answers.by_hour.iter().rposition(has_tries);
    first..last.map_or(first, |last| last + 1)
}

/// The marks in the order of keys: hour and day.
fn places(answers: &Answers) -> Vec<(usize, usize)> {
    let all = hours(answers).flat_map(|hour| (0..7).map(move |day| (hour, day)));
    all.filter(|(hour, day)| 0 < answers.by_hour[*hour][*day].tries)
        .collect()
}

fn is_thin(tally: Tally) -> bool {
    tally.tries < FEWEST_TRIES
}

fn chart(found: &Counted<Answers>, language: Language) -> Chart {
    let words = language.texts().insights();
    let speech = Speech(language);
    let answers = &found.found;
    let hours = hours(answers);
    let hour_word = |hour: usize| format!("{hour:02}:00");
    let share = |tally: Tally| percent(language, tally.answered as usize, tally.tries as usize);
    let fraction = |tally: Tally| format!("{}/{}", tally.answered, tally.tries);
    let places = places(answers);
    let tally_at = |(hour, day): (usize, usize)| answers.by_hour[hour][day];
    let enough = places.iter().filter(|place| !is_thin(tally_at(**place)));
    // The rate as it is, drawn towards the overall one, so that a lucky five do not win.
    let best = enough.copied().max_by(|a, b| {
        let rate = |place| tally_at(place).shrunk(answers.total).unwrap_or(0.0);
        rate(*a).total_cmp(&rate(*b))
    });
    let total = answers.total;
    let so_far = (words.answers_sentence)(
        &speech.number(total.answered as usize),
        &speech.number(total.tries as usize),
        &share(total),
    );
    let says = match best {
        None => (words.no_best_hour)(&so_far),
        Some((hour, day)) => {
            let tally = tally_at((hour, day));
            let value = format!("{} ({})", fraction(tally), share(tally));
            (words.best_hour)(&so_far, words.weekdays[day], &hour_word(hour), &value)
        }
    };
    let cell = |tally: &Tally| {
        (0 < tally.tries).then(|| Cell {
            fill: (!is_thin(*tally)).then(|| tally.share()),
            words: fraction(*tally),
        })
    };
    let marks = places.iter().map(|(hour, day)| {
        let tally = tally_at((*hour, *day));
        let (when, at) = (words.weekdays[*day], hour_word(*hour));
        let answered = speech.number(tally.answered as usize);
        let tries = speech.number(tally.tries as usize);
        Mark {
            column: *day,
            row: *hour - hours.start,
            words: if is_thin(tally) {
                (words.answers_thin)(when, &at, &answered, &tries)
            } else {
                (words.answers_cell)(when, &at, &answered, &tries, &share(tally))
            },
        }
    });
    let rows = places.iter().map(|(hour, day)| {
        let tally = tally_at((*hour, *day));
        vec![
            Value::words(format!("{} {}", words.weekdays[*day], hour_word(*hour))),
            count(speech, tally.answered as usize),
            count(speech, tally.tries as usize),
            Value::number(share(tally), share(tally)),
        ]
    });
    let by_hour = answers.by_hour.get(hours.clone()).unwrap_or_default();
    Chart {
        id: "answers-by-hour",
        title: words.answers_title.to_owned(),
        says,
        plot: Plot::Heat(Heat {
            name: words.answers_axis.to_owned(),
            columns: words.weekdays.map(str::to_owned).to_vec(),
            rows: hours.clone().map(hour_word).collect(),
            cells: by_hour
                .iter()
                .map(|days| days.iter().map(cell).collect())
                .collect(),
            ends: [percent(language, 0, 1), percent(language, 1, 1)],
            thin: words.thin_cell.to_owned(),
        }),
        marks: marks.collect(),
        table: DataTable {
            heads: [words.hour, words.answered, words.tries, words.rate]
                .map(str::to_owned)
                .to_vec(),
            rows: rows.collect(),
        },
    }
}
