//! Why a Book could not be opened, in a sentence for its owner.

use super::Language;
use crate::app::ports::{Finding, OpenError, StoreError};

/// What is wrong, and what it does not mean: nothing was overwritten.
pub fn open_error(language: Language, error: &OpenError) -> String {
    let words = language.texts().recovery();
    match error {
        OpenError::NotWhatWasSaved(finding) => match finding {
            Finding::Missing { saved } => (words.missing)(*saved),
            Finding::AnotherBook => words.another_book.to_owned(),
            Finding::Shorter { saved, found } => (words.shorter)(*saved, *found),
            Finding::Altered => words.altered.to_owned(),
            Finding::Damaged { .. } => words.damaged.to_owned(),
        },
        OpenError::TooNew { .. } => words.too_new.to_owned(),
        OpenError::Store(error) => store_error(language, error),
    }
}

/// The store failed before anything was read.
fn store_error(language: Language, error: &StoreError) -> String {
    let words = language.texts().recovery();
    match error {
        StoreError::TooNew { .. } => words.too_new.to_owned(),
        StoreError::Damaged(_) => words.damaged.to_owned(),
        StoreError::Full => words.full.to_owned(),
        StoreError::Unavailable => words.unavailable.to_owned(),
        StoreError::Sealed => words.sealed.to_owned(),
        StoreError::Closed | StoreError::Unknown | StoreError::Failed(_) => words.failed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_book_says_how_many_changes_are_missing() {
        let error = OpenError::NotWhatWasSaved(Finding::Shorter {
            saved: 12,
            found: 9,
        });
        let english = open_error(Language::English, &error);
        assert!(english.contains("12") && english.contains('9'), "{english}");
    }

    #[test]
    fn no_sentence_on_opening_speaks_of_saving() {
        for error in [
            StoreError::Full,
            StoreError::Unavailable,
            StoreError::Closed,
            StoreError::Unknown,
            StoreError::Sealed,
            StoreError::Failed("words".to_owned()),
        ] {
            let sentence = open_error(Language::English, &OpenError::Store(error));
            assert!(!sentence.starts_with("Not saved"), "{sentence}");
        }
    }
}
