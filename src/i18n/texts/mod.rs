//! The texts, a file for each part of the interface.
//!
//! What Today, the log dialog or the first run show is a field of [`Texts`]: `texts.today.when`. What
//! only other screens show stands in `later_texts!` and is reached through a function:
//! `texts.data().import`. Then it is no part of the download that the first screen waits for.

use super::Language;

/// Declares a struct of texts and its two constants. An entry is `name = "English", "中文";`, or with
/// the type of a function where a number or name stands in the sentence.
macro_rules! texts {
    (@type) => { &'static str };
    (@type $type:ty) => { $type };
    ($(#[$doc:meta])* $name:ident {
        $($field:ident $(: $type:ty)? = $en:expr, $zh:expr;)*
    }) => {
        $(#[$doc])*
        #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "the browser's interface reads them"))]
        #[derive(Debug)]
        pub struct $name {
            $(pub(crate) $field: texts!(@type $($type)?),)*
        }

        pub(super) const EN: $name = $name { $($field: $en,)* };
        pub(super) const ZH: $name = $name { $($field: $zh,)* };
    };
}

/// Declares how the texts of screens that are loaded later are reached: through a function.
///
/// A field of [`Texts`] is there for all who know the texts, so its words are loaded before the app
/// runs. A function's words are loaded with the code that calls it; see `xtask/src/split`.
macro_rules! later_texts {
    ($($(#[$doc:meta])* $name:ident: $type:ident;)*) => {
        impl Texts {
            $(
                $(#[$doc])*
                pub fn $name(&self) -> &'static $name::$type {
                    match self.language {
                        Language::English => &$name::EN,
                        Language::Chinese => &$name::ZH,
                    }
                }
            )*
        }
    };
}

/// A count with its noun, in English: "1 customer", "1,200 customers".
fn counted(count: &str, one: &str, many: &str) -> String {
    format!("{count} {}", if count == "1" { one } else { many })
}

mod about;
mod capture;
mod charts;
pub(super) mod checking;
mod common;
mod communications;
mod customers;
mod data;
mod day;
mod drafts;
mod insights;
mod keeping;
mod keys;
mod log;
mod needs;
mod palette;
mod policy;
mod recovery;
mod reminders;
pub(super) mod report;
mod round;
mod score_files;
mod scores;
mod scoring;
mod settings;
mod showing;
mod single_file;
mod today;
mod update;
mod welcome;
mod what_if;
mod words;
mod work;

/// All texts of one language.
#[derive(Debug)]
pub struct Texts {
    language: Language,
    /// Words that several screens share.
    pub common: common::CommonTexts,
    /// What fits a day, and the keys of Today.
    pub day: day::DayTexts,
    /// What was typed and not saved.
    pub drafts: drafts::DraftTexts,
    /// The log dialog.
    pub log: log::LogTexts,
    /// Today.
    pub today: today::TodayTexts,
    /// The first run, and what is said of the page as a whole.
    pub welcome: welcome::WelcomeTexts,
}

later_texts! {
    /// What Genjin is, of what it is made, and what its page may not do.
    about: AboutTexts;
    /// Quick capture.
    capture: CaptureTexts;
    /// What every chart says of itself.
    charts: ChartTexts;
    /// The check of the stored Book.
    checking: CheckTexts;
    /// The list of communications.
    communications: CommunicationsTexts;
    /// The customers' list, page and forms.
    customers: CustomersTexts;
    /// Import, export, backup, trash and history.
    data: DataTexts;
    /// Charts.
    insights: InsightsTexts;
    /// Keeping data safe.
    keeping: KeepingTexts;
    /// The list of keys.
    keys: KeysTexts;
    /// Needs, promises, resources and the proposed step.
    needs: NeedsTexts;
    /// The palette.
    palette: PaletteTexts;
    /// The editor of policies, and steps that come back.
    policy: PolicyTexts;
    /// A Book that cannot be opened, or only be read.
    recovery: RecoveryTexts;
    /// The calendar file and what rings.
    reminders: ReminderTexts;
    /// The report on customers.
    report: ReportTexts;
    /// The round, and what comes after a link to a customer was followed.
    round: RoundTexts;
    /// Ratings, satisfaction and loyalty.
    scores: ScoresTexts;
    /// Import and export of ratings and observed loyalties.
    score_files: ScoreFileTexts;
    /// The terms of satisfaction and loyalty, and their calibration.
    scoring: ScoringTexts;
    /// Settings.
    settings: SettingsTexts;
    /// Showing Genjin to others: the demo and the mask.
    showing: ShowingTexts;
    /// The single file.
    single_file: SingleFileTexts;
    /// A new version that waits.
    update: UpdateTexts;
    /// What words say: terms, how records sound, and what was learnt.
    words: WordsTexts;
    /// Trying out weights, coefficients and ratings.
    what_if: WhatIfTexts;
    /// The queue, the evening's debrief, and their settings.
    work: WorkTexts;
}

pub(super) const EN: Texts = Texts {
    language: Language::English,
    common: common::EN,
    day: day::EN,
    drafts: drafts::EN,
    log: log::EN,
    today: today::EN,
    welcome: welcome::EN,
};

pub(super) const ZH: Texts = Texts {
    language: Language::Chinese,
    common: common::ZH,
    day: day::ZH,
    drafts: drafts::ZH,
    log: log::ZH,
    today: today::ZH,
    welcome: welcome::ZH,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_spoken_of_as_one() {
        let insights = EN.insights();
        for (says, expected) in [
            (
                (insights.time_sentence)("1", "Week of 9 Nov", "1"),
                "1 communication, at most 1 (Week of 9 Nov)",
            ),
            (
                (insights.channel_sentence)("1", "Phone", "1"),
                "Phone was used most: 1 of 1 communication",
            ),
            (
                (insights.gaps_sentence)("1", "1", "1"),
                "1 gap between contacts: the median is 1 day, the longest 1",
            ),
            (
                (insights.answers_sentence)("1", "1", "100 %"),
                "Answered: 1 of 1 try (100 %)",
            ),
            (
                (insights.needs_sentence)("1", "1", "Price", "1"),
                "1 need, 1 still waiting; the most frequent kind is Price: 1",
            ),
            (
                (insights.satisfaction_sentence)("1", "50.0", "0"),
                "1 customer with a satisfaction, the median is 50.0; 0 without",
            ),
            (
                (insights.loyalty_sentence)("1,200", "50.0", "1"),
                "1,200 customers with a loyalty, the median is 50.0; 1 at risk",
            ),
            (
                (EN.words().group_size)("Tier A", "1", "2"),
                "Tier A: 1 communication, against 2 others",
            ),
            (
                (EN.what_if().spread_says)("1", "1", "0"),
                "1 customer: 1 would be at risk, 0 now",
            ),
            (
                (EN.scoring().used)(1, 1),
                "1 of 1 customer with an observation is used",
            ),
        ] {
            assert_eq!(says, expected);
        }
    }
}
