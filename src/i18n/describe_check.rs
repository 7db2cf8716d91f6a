//! What a check of the stored Book found, in sentences for its owner.

use super::Language;
use super::texts::checking::CheckTexts;
use crate::app::ports::Defect;
use crate::records::Kind;

/// What is wrong, and where.
pub fn defect(language: Language, defect: &Defect) -> String {
    let words = language.texts().checking();
    match defect {
        Defect::Part(part) => (words.part)(part),
        Defect::Log => words.log.to_owned(),
        Defect::NotWhatWasSaved(_) => words.not_what_was_saved.to_owned(),
        Defect::Unlike(kind, count) => (words.unlike)(kind_words(words, *kind), *count),
        Defect::Astray(kind, count) => (words.astray)(kind_words(words, *kind), *count),
        Defect::Earlier(_) => words.earlier.to_owned(),
    }
}

fn kind_words(words: &CheckTexts, kind: Kind) -> &'static str {
    match kind {
        Kind::Settings => words.kind_settings,
        Kind::Source => words.kind_sources,
        Kind::Customer => words.kind_customers,
        Kind::Communication => words.kind_communications,
        Kind::FollowUp => words.kind_follow_ups,
        Kind::Need => words.kind_needs,
        Kind::Promise => words.kind_promises,
        Kind::Rating => words.kind_ratings,
        Kind::Observation => words.kind_observations,
        Kind::Reminder => words.kind_reminders,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_names_what_it_concerns_in_both_languages() {
        let two = Defect::Astray(Kind::FollowUp, 2);
        let english = defect(Language::English, &two);
        assert_eq!(english, "Follow-ups: 2 name a customer who is not here");
        assert_eq!(
            defect(Language::Chinese, &two),
            "跟进：有 2 条指向不存在的客户"
        );
        let part = Defect::Part("log entry 7".to_owned());
        assert!(defect(Language::Chinese, &part).contains("log entry 7"));
    }
}
