//! Plan a next step, or change one.

use yew::prelude::*;

use crate::domain::id::{CustomerId, FollowUpId};

/// Properties of [`PlanDialog`].
#[derive(Properties, PartialEq)]
pub struct PlanDialogProps {
    /// For whom, where a new step is planned.
    #[prop_or_default]
    pub customer: Option<CustomerId>,
    /// Which step to change.
    #[prop_or_default]
    pub edits: Option<FollowUpId>,
}

/// The form of a next step.
#[component]
pub fn PlanDialog(_props: &PlanDialogProps) -> Html {
    Html::default()
}
