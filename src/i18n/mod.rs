//! Every word that the interface shows, in English and 简体中文.
//!
//! A text exists in both languages or the build fails; one that nothing shows is a warning, which
//! fails too. Sentences are short and without a full stop, no Title Case, `…` where more is asked.

pub mod describe;
pub mod describe_calibration;
#[cfg(test)]
mod describe_calibration_table;
pub mod describe_check;
pub mod describe_day;
pub mod describe_deed;
pub mod describe_file;
pub mod describe_masked;
pub mod describe_needs;
pub mod describe_opening;
pub mod describe_outcome;
pub mod describe_report;
pub mod describe_round;
pub mod describe_score_file;
pub mod describe_scores;
#[cfg(test)]
mod describe_scores_table;
pub mod describe_what_if;
pub mod explanation;
#[cfg(test)]
mod explanation_table;
mod texts;

pub use texts::Texts;

/// The languages of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// 简体中文.
    Chinese,
}

impl Language {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The language tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-Hans",
        }
    }

    /// The language of a tag such as `zh-CN`; English for every language we do not have.
    pub fn from_tag(tag: &str) -> Self {
        let is_chinese = tag
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("zh"));
        if is_chinese {
            Self::Chinese
        } else {
            Self::English
        }
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "中文",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// Its words.
    pub fn texts(self) -> &'static Texts {
        match self {
            Self::English => &texts::EN,
            Self::Chinese => &texts::ZH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chinese_tag_is_chinese_and_all_others_are_english() {
        for (tag, expected) in [
            ("zh", Language::Chinese),
            ("ZH-tw", Language::Chinese),
            ("zh-Hans", Language::Chinese),
            ("en-GB", Language::English),
            ("de", Language::English),
            ("", Language::English),
            ("é", Language::English),
        ] {
            assert_eq!(Language::from_tag(tag), expected, "{tag}");
        }
    }

    #[test]
    fn the_page_greets_in_the_words_of_the_app() {
        let page = include_str!("../../index.html");
        for (language, lang) in [(Language::English, "en"), (Language::Chinese, "zh-Hans")] {
            let words = &language.texts().welcome;
            for (tag, text) in [("h1", words.heading), ("p", words.intro)] {
                assert!(
                    page.contains(&format!("lang=\"{lang}\">{text}</{tag}>")),
                    "{text}"
                );
            }
        }
    }
}
