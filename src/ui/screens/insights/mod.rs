//! The page Insights.

use yew::prelude::*;

/// The page Insights.
#[component]
pub fn InsightsScreen() -> Html {
    Html::default()
}
