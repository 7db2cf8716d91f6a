//! All customers.

pub mod form;

use yew::prelude::*;

/// The page of all customers.
#[component]
pub fn CustomersScreen() -> Html {
    Html::default()
}
