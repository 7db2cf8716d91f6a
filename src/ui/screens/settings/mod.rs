//! The page Settings.

use yew::prelude::*;

/// The page Settings.
#[component]
pub fn SettingsScreen() -> Html {
    Html::default()
}
