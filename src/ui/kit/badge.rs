//! Small words in colour: stage, tier, action.
//!
//! Functions and no components: a list shows three in each of its rows.

use crate::ui::prelude::*;

use super::icon::Icon;
use crate::domain::customer::{Stage, Tier};
use crate::domain::follow_up::Action;
use crate::i18n::{Language, describe};

/// How far the relation has come.
pub fn stage_badge(language: Language, stage: Stage) -> Html {
    html! {
        <span class="badge" data-stage={stage.code()}>{describe::stage(language, stage)}</span>
    }
}

/// How much a customer weighs.
pub fn tier_badge(language: Language, tier: Tier) -> Html {
    let code = tier.code();
    html! {
        <span class="badge" data-tier={code} title={format!("{} {code}", language.texts().common.tier)}>
            {code}
        </span>
    }
}

/// What is to be done; none shows as "no follow-up".
pub fn action_badge(language: Language, action: Option<&Action>) -> Html {
    let Some(action) = action else {
        let word = language.texts().today.no_follow_up;
        return html! { <span class="badge" data-action="none">{word}</span> };
    };
    let kind = match action {
        Action::Visit => "visit",
        Action::Call => "call",
        Action::FirstContact => "first",
        Action::Through(_) => "other",
    };
    let word = match (action, language) {
        // A verb as those of visit and call are, which stand beside it.
        (Action::Through(channel), Language::Chinese) => describe::through(language, channel),
        _ => describe::action(language, action).to_owned(),
    };
    html! {
        <span class="badge" data-action={kind}>
            {Icon::of_action(action).html()}{word}
        </span>
    }
}
