//! Small words in colour: stage, tier, action.

use crate::ui::prelude::*;

use super::icon::Icon;
use crate::domain::customer::{Stage, Tier};
use crate::domain::follow_up::Action;
use crate::i18n::describe;
use crate::ui::context::{use_language, use_texts};

/// Properties of [`StageBadge`].
#[derive(Properties, PartialEq)]
pub struct StageBadgeProps {
    /// The stage.
    pub stage: Stage,
}

/// How far the relation has come.
#[component]
pub fn StageBadge(props: &StageBadgeProps) -> Html {
    let language = use_language();
    html! {
        <span class="badge" data-stage={props.stage.code()}>
            {describe::stage(language, props.stage)}
        </span>
    }
}

/// Properties of [`TierBadge`].
#[derive(Properties, PartialEq)]
pub struct TierBadgeProps {
    /// The tier.
    pub tier: Tier,
}

/// How much a customer weighs.
#[component]
pub fn TierBadge(props: &TierBadgeProps) -> Html {
    let texts = use_texts();
    let code = props.tier.code();
    html! {
        <span class="badge" data-tier={code} title={format!("{} {code}", texts.common.tier)}>
            {code}
        </span>
    }
}

/// Properties of [`ActionBadge`].
#[derive(Properties, PartialEq)]
pub struct ActionBadgeProps {
    /// What is to be done; nothing shows as "no follow-up".
    pub action: Option<Action>,
}

/// What is to be done.
#[component]
pub fn ActionBadge(props: &ActionBadgeProps) -> Html {
    let language = use_language();
    let texts = use_texts();
    let Some(action) = &props.action else {
        return html! { <span class="badge" data-action="none">{texts.today.no_follow_up}</span> };
    };
    let kind = match action {
        Action::Visit => "visit",
        Action::Call => "call",
        Action::FirstContact => "first",
        Action::Through(_) => "other",
    };
    html! {
        <span class="badge" data-action={kind}>
            {Icon::of_action(action).html()}{describe::action(language, action).to_owned()}
        </span>
    }
}
