//! Insights: charts over what was recorded, in sections, by filters that the address keeps.
//!
//! A section is one file: it counts, makes its charts, and finds the records behind their marks.
//! [`SECTIONS`] lists them.

mod address;
mod answers;
mod card;
mod communications;
mod counted;
mod follow_ups;
mod gaps;
mod learned;
mod needs;
mod records;
mod scores;
mod sentences;
mod sentiments;
mod terms;
mod times;
mod toolbar;
mod words;

use crate::ui::prelude::*;

use self::address::use_insight_address;
use self::answers::AnswersSection;
use self::communications::CommunicationsSection;
use self::follow_ups::FollowUpsSection;
use self::needs::NeedsSection;
use self::scores::ScoresSection;
pub(crate) use self::sentiments::felt_word;
use self::toolbar::{InsightsToolbar, described};
use self::words::WordsSection;
use crate::app::queries::insights::filter::InsightFilter;
use crate::i18n::{Language, Texts};
use crate::ui::address::InsightAddress;
use crate::ui::context::{use_language, use_speech, use_texts};
use crate::ui::kit::Icon;
use crate::ui::kit::listing::empty as empty_list;
use crate::ui::route::Route;

/// Properties of a section.
#[derive(Properties, PartialEq)]
pub(super) struct SectionProps {
    /// What is looked at.
    pub(super) filter: InsightFilter,
}

/// A part of the page.
struct Section {
    /// Its word in the address; empty for the first.
    code: &'static str,
    title: fn(&'static Texts) -> &'static str,
    show: fn(InsightFilter) -> Html,
}

/// The sections in their order.
const SECTIONS: [Section; 6] = [
    Section {
        code: "",
        title: |texts| texts.insights().communications,
        show: |filter| html! { <CommunicationsSection {filter} /> },
    },
    Section {
        code: "follow_ups",
        title: |texts| texts.insights().follow_ups,
        show: |filter| html! { <FollowUpsSection {filter} /> },
    },
    Section {
        code: "answers",
        title: |texts| texts.insights().answers,
        show: |filter| html! { <AnswersSection {filter} /> },
    },
    Section {
        code: "needs",
        title: |texts| texts.insights().needs,
        show: |filter| html! { <NeedsSection {filter} /> },
    },
    Section {
        code: SCORES,
        title: |texts| texts.insights().scores,
        show: |filter| html! { <ScoresSection {filter} /> },
    },
    Section {
        code: "words",
        title: |texts| texts.words().words,
        show: |filter| html! { <WordsSection {filter} /> },
    },
];

/// The section to which the channel of a communication does not matter.
const SCORES: &str = "scores";

/// Below this many records a section says that it shows too little.
const THIN: usize = 10;

/// The page Insights.
#[component]
pub fn InsightsScreen() -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let (address, change) = use_insight_address();
    let shown = SECTIONS
        .iter()
        .find(|section| section.code == address.section)
        .unwrap_or(&SECTIONS[0]);
    let filtered = {
        let section = address.section.clone();
        change.reform(move |filter| InsightAddress {
            section: section.clone(),
            filter,
        })
    };
    html! {
        <div class="page">
            <header class="page-head">
                <h1>{texts.common.insights}</h1>
                <div class="page-actions">
                    <a class="btn" href={Route::WhatIf.href()}>{texts.what_if().title}</a>
                    <a class="btn" href={Route::Calibration.href()}>{texts.scoring().calibration}</a>
                </div>
            </header>
            <nav class="tabs" aria-label={texts.insights().sections}>
                for section in SECTIONS.iter() {
                    <a
                        class="tab"
                        aria-current={(section.code == shown.code).then_some("page")}
                        href={InsightAddress {
                            section: section.code.to_owned(),
                            filter: address.filter.clone(),
                        }.href()}
                    >
                        {(section.title)(texts)}
                    </a>
                }
            </nav>
            <InsightsToolbar
                filter={address.filter.clone()}
                ignores_channel={shown.code == SCORES}
                change={filtered}
            />
            <p class="print-only">{described(language, speech, &address.filter)}</p>
            if !address.filter.span.is_turned() {
                {(shown.show)(address.filter.clone())}
            }
        </div>
    }
}

/// What stands above the charts of a section: how many records they rest on, and whether those are
/// too few.
fn head(texts: &'static Texts, total: usize, words: &str, number: &str, note: &str) -> Html {
    html! {
        <div class="insights-head">
            <p class="count" role="status">{words}</p>
            if !note.is_empty() {
                <p class="muted prose">{note}</p>
            }
            if 0 < total && total < THIN {
                <div class="notices">
                    <div class="notice" data-kind="info">
                        {Icon::Info.html()}
                        <p class="notice-text">{(texts.insights().thin)(number)}</p>
                    </div>
                </div>
            }
        </div>
    }
}

/// Words in the place of charts that have nothing to show.
fn empty(heading: &'static str, hint: &'static str, actions: Html) -> Html {
    empty_list(Icon::Insights, heading, hint, actions)
}

/// A share in whole percent; a small one is not rounded to nothing. The sign stays with its number.
fn percent(language: Language, part: usize, whole: usize) -> String {
    let percent = (200 * part + whole) / (2 * whole.max(1));
    // Some is not none, and most is not all.
    let number = match percent {
        0 if 0 < part => "<1".to_owned(),
        100 if part < whole => ">99".to_owned(),
        _ => percent.to_string(),
    };
    match language {
        Language::English => format!("{number}\u{a0}%"),
        Language::Chinese => format!("{number}%"),
    }
}

/// A count on the scale of a chart.
fn value(count: usize) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of records are below 2^53"
    )]
    let value = count as f64;
    value
}
