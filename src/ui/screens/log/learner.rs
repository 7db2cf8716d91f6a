//! Learning which kinds of need words name, while the log dialog is open.
//!
//! A component of its own, so that only those learn who have noted needs enough: the code of learning
//! is no part of what the app starts with.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::model::Model;
use crate::app::queries::learned::Learned;
use crate::domain::words::classifier::LEAST_EXAMPLES;
use crate::ui::hooks::use_learned;

/// Properties of [`Learner`].
#[derive(Properties, PartialEq)]
pub(super) struct LearnerProps {
    /// Called with what was learnt.
    pub(super) learned: Callback<Arc<Learned>>,
}

/// Draws nothing.
#[component]
pub(super) fn Learner(props: &LearnerProps) -> Html {
    let learned = use_learned();
    use_effect_with(learned, {
        let tell = props.learned.clone();
        move |learned| {
            if let Some(learned) = learned {
                tell.emit(learned.clone());
            }
        }
    });
    Html::default()
}

/// Whether there may be enough to learn from.
pub(super) fn is_worth_learning(model: &Model) -> bool {
    let least = LEAST_EXAMPLES as usize;
    model.all_needs().take(least).count() == least
}
