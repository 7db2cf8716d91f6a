//! The texts, a file for each part of the interface.

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

mod common;
mod communications;
mod customers;
mod data;
mod insights;
mod log;
mod reminders;
mod round;
mod settings;
mod today;
mod welcome;

/// All texts of one language.
#[derive(Debug)]
pub struct Texts {
    /// Words that several screens share.
    pub common: common::CommonTexts,
    /// The list of communications.
    pub communications: communications::CommunicationsTexts,
    /// The customers' list, page and forms.
    pub customers: customers::CustomersTexts,
    /// Import, export, backup, trash and history.
    pub data: data::DataTexts,
    /// Charts.
    pub insights: insights::InsightsTexts,
    /// The log dialog.
    pub log: log::LogTexts,
    /// The calendar file and what rings.
    pub reminders: reminders::ReminderTexts,
    /// The round, and what comes after a link to a customer was followed.
    pub round: round::RoundTexts,
    /// Settings.
    pub settings: settings::SettingsTexts,
    /// Today.
    pub today: today::TodayTexts,
    /// First run and recovery.
    pub welcome: welcome::WelcomeTexts,
}

pub(super) const EN: Texts = Texts {
    common: common::EN,
    communications: communications::EN,
    customers: customers::EN,
    data: data::EN,
    insights: insights::EN,
    log: log::EN,
    reminders: reminders::EN,
    round: round::EN,
    settings: settings::EN,
    today: today::EN,
    welcome: welcome::EN,
};

pub(super) const ZH: Texts = Texts {
    common: common::ZH,
    communications: communications::ZH,
    customers: customers::ZH,
    data: data::ZH,
    insights: insights::ZH,
    log: log::ZH,
    reminders: reminders::ZH,
    round: round::ZH,
    settings: settings::ZH,
    today: today::ZH,
    welcome: welcome::ZH,
};
