//! Make or edit a customer.

use yew::prelude::*;

use crate::domain::id::CustomerId;

/// Properties of [`CustomerDialog`].
#[derive(Properties, PartialEq)]
pub struct CustomerDialogProps {
    /// Whom to edit; nobody for a new customer.
    #[prop_or_default]
    pub edits: Option<CustomerId>,
    /// The name typed so far.
    #[prop_or_default]
    pub name: String,
}

/// The form of a customer.
#[component]
pub fn CustomerDialog(_props: &CustomerDialogProps) -> Html {
    Html::default()
}
