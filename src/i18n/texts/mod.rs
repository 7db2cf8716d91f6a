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

mod capture;
mod common;
mod communications;
mod customers;
mod data;
mod day;
mod insights;
mod log;
mod needs;
mod policy;
mod settings;
mod today;
mod welcome;

/// All texts of one language.
#[derive(Debug)]
pub struct Texts {
    /// Quick capture.
    pub capture: capture::CaptureTexts,
    /// Words that several screens share.
    pub common: common::CommonTexts,
    /// The list of communications.
    pub communications: communications::CommunicationsTexts,
    /// The customers' list, page and forms.
    pub customers: customers::CustomersTexts,
    /// Import, export, backup, trash and history.
    pub data: data::DataTexts,
    /// The day's work: what fits, the queue, the evening's debrief.
    pub day: day::DayTexts,
    /// Charts.
    pub insights: insights::InsightsTexts,
    /// The log dialog.
    pub log: log::LogTexts,
    /// Needs, promises, resources and the proposed step.
    pub needs: needs::NeedsTexts,
    /// The editor of policies, and steps that come back.
    pub policy: policy::PolicyTexts,
    /// Settings.
    pub settings: settings::SettingsTexts,
    /// Today.
    pub today: today::TodayTexts,
    /// First run and recovery.
    pub welcome: welcome::WelcomeTexts,
}

pub(super) const EN: Texts = Texts {
    capture: capture::EN,
    common: common::EN,
    communications: communications::EN,
    customers: customers::EN,
    data: data::EN,
    day: day::EN,
    insights: insights::EN,
    log: log::EN,
    needs: needs::EN,
    policy: policy::EN,
    settings: settings::EN,
    today: today::EN,
    welcome: welcome::EN,
};

pub(super) const ZH: Texts = Texts {
    capture: capture::ZH,
    common: common::ZH,
    communications: communications::ZH,
    customers: customers::ZH,
    data: data::ZH,
    day: day::ZH,
    insights: insights::ZH,
    log: log::ZH,
    needs: needs::ZH,
    policy: policy::ZH,
    settings: settings::ZH,
    today: today::ZH,
    welcome: welcome::ZH,
};
