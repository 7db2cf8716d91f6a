//! All communications.

use yew::prelude::*;

use crate::domain::id::CommunicationId;

/// The page of all communications.
#[component]
pub fn CommunicationsScreen() -> Html {
    Html::default()
}

/// Properties of [`EditCommunicationDialog`].
#[derive(Properties, PartialEq)]
pub struct EditCommunicationDialogProps {
    /// Which one.
    pub id: CommunicationId,
}

/// The form of a communication that was logged.
#[component]
pub fn EditCommunicationDialog(_props: &EditCommunicationDialogProps) -> Html {
    Html::default()
}
