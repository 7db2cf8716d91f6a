//! One customer.

pub(crate) mod links;
pub mod plan;

use yew::prelude::*;

use crate::domain::id::CustomerId;

/// Properties of [`CustomerScreen`].
#[derive(Properties, PartialEq)]
pub struct CustomerScreenProps {
    /// Whose page it is.
    pub id: CustomerId,
}

/// The page of one customer.
#[component]
pub fn CustomerScreen(_props: &CustomerScreenProps) -> Html {
    Html::default()
}
