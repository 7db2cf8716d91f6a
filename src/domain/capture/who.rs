//! Brings the places where somebody is named together: firm and name narrow each other down.

use super::people::{Found, Strength};
use super::text::Text;
use super::tokens::{Atom, Token, is_name};
use super::{Choice, Context, Mention, Who};
use crate::domain::id::CustomerId;

/// Somebody who is named, at one place or at several.
struct Named {
    tokens: Vec<usize>,
    exactly: Vec<CustomerId>,
    all: Vec<CustomerId>,
    is_known: bool,
}

/// Who is named, and for each token the index of its mention. Weak hints that fit nobody who is
/// named for sure are left as words.
pub(super) fn mentions(
    text: &Text<'_>,
    context: &Context<'_>,
    tokens: &mut [Token],
) -> (Vec<Mention>, Vec<Option<usize>>) {
    let mut named: Vec<Named> = Vec::new();
    let has_name = tokens
        .iter()
        .any(|token| matches!(&token.atom, Atom::Who(found) if is_name(found)));
    // First who is named for sure, so that a hint before the name narrows it down too.
    for sure in [true, false] {
        for (index, token) in tokens.iter_mut().enumerate() {
            let Atom::Who(found) = &token.atom else {
                continue;
            };
            if is_name(found) != sure {
                continue;
            }
            let is_taken = take(&mut named, found, index, has_name && !sure);
            if !is_taken {
                token.atom = Atom::Word;
            }
        }
    }
    named.sort_by_key(|one| one.tokens.iter().min().copied());
    let mut of_token = vec![None; tokens.len()];
    let mut mentions = Vec::new();
    for (mention, mut one) in named.into_iter().enumerate() {
        one.tokens.sort_unstable();
        for index in &one.tokens {
            of_token[*index] = Some(mention);
        }
        mentions.push(settled(text, context, tokens, &one));
    }
    (mentions, of_token)
}

/// Adds a place to whom it fits, or makes a new mention of it; `false` where it fits nobody and may
/// not stand alone.
fn take(named: &mut Vec<Named>, found: &Found, index: usize, must_fit: bool) -> bool {
    for one in named.iter_mut() {
        let all = common(&one.all, &found.all);
        if all.is_empty() {
            continue;
        }
        let own = |exactly: &[CustomerId], all: &[CustomerId]| {
            if exactly.is_empty() {
                all.to_vec()
            } else {
                exactly.to_vec()
            }
        };
        let closest = common(
            &own(&one.exactly, &one.all),
            &own(&found.exactly, &found.all),
        );
        one.exactly = if closest.is_empty() {
            all.clone()
        } else {
            closest
        };
        one.all = all;
        one.tokens.push(index);
        return true;
    }
    if must_fit {
        return false;
    }
    named.push(Named {
        tokens: vec![index],
        exactly: found.exactly.clone(),
        all: found.all.clone(),
        is_known: found.strength != Strength::Unknown,
    });
    true
}

/// What two lists in rising order share.
fn common(a: &[CustomerId], b: &[CustomerId]) -> Vec<CustomerId> {
    let mut b = b.iter().peekable();
    a.iter()
        .filter(|id| {
            while b.next_if(|other| other < id).is_some() {}
            b.peek() == Some(id)
        })
        .copied()
        .collect()
}

fn settled(text: &Text<'_>, context: &Context<'_>, tokens: &[Token], one: &Named) -> Mention {
    let typed = |join: fn(&Text<'_>, &Token) -> String| {
        let words: Vec<String> = one
            .tokens
            .iter()
            .map(|index| join(text, &tokens[*index]))
            .collect();
        words.join(" ")
    };
    let words = typed(|text, token| text.typed(token.start..token.end).to_owned());
    let key = typed(|text, token| text.folded(token.start..token.end).to_owned());
    let chosen = context
        .answers
        .chosen
        .iter()
        .find(|(words, _)| *words == key);
    let who = match chosen {
        Some((_, Choice::Known(id))) => Who::Known(*id),
        Some((_, Choice::New(name))) => Who::New(name.clone()),
        None if !one.is_known && one.all.is_empty() => Who::Unknown,
        // 张三丰 is asked about where 张三 is known.
        None if !one.is_known => Who::OneOf(one.all.clone()),
        None => {
            let closest = if one.exactly.is_empty() {
                &one.all
            } else {
                &one.exactly
            };
            match closest.as_slice() {
                [only] => Who::Known(*only),
                several => Who::OneOf(several.to_vec()),
            }
        }
    };
    Mention { words, key, who }
}
