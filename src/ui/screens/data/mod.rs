//! The page Data.

use yew::prelude::*;

/// The page Data.
#[component]
pub fn DataScreen() -> Html {
    Html::default()
}
