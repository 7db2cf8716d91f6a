//! Words of users: their language is not the interface's.

use crate::ui::prelude::*;

/// The language of a name or words where it can be told: Chinese characters mean Chinese. A screen
/// reader then speaks them right, and the right forms are drawn.
pub fn language_of(words: &str) -> Option<&'static str> {
    let is_han = |char: char| ('\u{3400}'..='\u{9fff}').contains(&char);
    words.chars().any(is_han).then_some("zh-Hans")
}

/// A control character or one that turns the direction of reading, which could hide what stands
/// there.
fn is_hidden(char: char) -> bool {
    (char.is_control() && char != '\n' && char != '\t')
        || matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Words of a user as they may be shown: characters that would hide or turn the text around are
/// drawn as a mark.
pub fn shown(words: &str) -> String {
    if words.contains(is_hidden) {
        words
            .chars()
            .map(|char| if is_hidden(char) { '\u{fffd}' } else { char })
            .collect()
    } else {
        words.to_owned()
    }
}

/// Words with the parts marked that a search found.
pub fn marked(words: &str, terms: &[String]) -> Html {
    let words = shown(words);
    if terms.is_empty() {
        return html! { {words} };
    }
    let mut parts: Vec<(String, bool)> = Vec::new();
    for (char, is_hit) in hits(&words, terms) {
        match parts.last_mut() {
            Some((part, was_hit)) if *was_hit == is_hit => part.push(char),
            _ => parts.push((char.to_string(), is_hit)),
        }
    }
    parts
        .into_iter()
        .map(|(part, is_hit)| {
            if is_hit {
                html! { <mark>{part}</mark> }
            } else {
                html! { {part} }
            }
        })
        .collect()
}

/// Each character, and whether it belongs to one of the folded terms.
fn hits(words: &str, terms: &[String]) -> Vec<(char, bool)> {
    // Folding may change the number of characters, so the place of each is kept.
    let mut folded = String::new();
    let mut starts = Vec::new();
    for char in words.chars() {
        starts.push(folded.len());
        let mut buffer = [0; 4];
        crate::domain::fold::fold_into(char.encode_utf8(&mut buffer), &mut folded);
    }
    let mut is_hit = vec![false; folded.len()];
    for term in terms.iter().filter(|term| !term.is_empty()) {
        for (start, _) in folded.match_indices(term.as_str()) {
            is_hit[start..start + term.len()].fill(true);
        }
    }
    words
        .chars()
        .zip(starts)
        .map(|(char, start)| (char, is_hit.get(start).copied().unwrap_or(false)))
        .collect()
}
