//! The pages, one module each, and the dialogs that open above them.

pub mod act;
pub mod calibration;
pub mod capture;
pub mod communications;
pub mod customer;
pub mod customers;
pub mod data;
pub mod debrief;
pub(crate) mod explained;
pub mod insights;
pub mod keys;
pub mod log;
pub mod palette;
pub mod promises;
pub mod queue;
pub mod recovery;
pub mod report;
pub mod round;
pub(crate) mod safety;
pub mod scoring_effect;
pub mod settings;
pub(crate) mod single_file;
pub mod today;
pub mod welcome;
pub mod what_if;

use crate::ui::prelude::*;

use crate::ui::context::Dialog;

/// Properties of [`Dialogs`].
#[derive(Properties, PartialEq)]
pub struct DialogsProps {
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
}

/// The dialog that is open.
#[component]
pub fn Dialogs(props: &DialogsProps) -> Html {
    match props.dialog.clone() {
        None => Html::default(),
        Some(Dialog::Log(start)) => {
            // Going on with a draft from within the dialog begins another one.
            let key = start.draft.map(|id| id.to_string()).unwrap_or_default();
            html! { <log::LogDialog {key} {start} /> }
        }
        Some(Dialog::Capture(draft)) => html! { <capture::CaptureDialog {draft} /> },
        Some(Dialog::EditCommunication(id)) => {
            html! { <communications::EditCommunicationDialog {id} /> }
        }
        Some(Dialog::NewCustomer(name)) => {
            html! { <customers::form::CustomerDialog {name} /> }
        }
        Some(Dialog::ResumeCustomer(draft)) => {
            html! { <customers::form::CustomerDialog {draft} /> }
        }
        Some(Dialog::EditCustomer(id)) => {
            html! { <customers::form::CustomerDialog edits={id} /> }
        }
        Some(Dialog::Plan(customer)) => html! { <customer::plan::PlanDialog {customer} /> },
        Some(Dialog::EditFollowUp(id)) => html! { <customer::plan::PlanDialog edits={id} /> },
        Some(Dialog::Skip(customer)) => html! { <today::skip::SkipDialog {customer} /> },
        Some(Dialog::Pause(customer)) => html! { <today::skip::PauseDialog {customer} /> },
        Some(Dialog::PlanProposed(customer, action, note)) => {
            html! { <customer::plan::PlanDialog {customer} proposed={(action, note)} /> }
        }
        Some(Dialog::Need(customer, edits)) => {
            html! { <customer::noting::NeedDialog {customer} {edits} /> }
        }
        Some(Dialog::Promise(customer, edits)) => {
            html! { <customer::noting::PromiseDialog {customer} {edits} /> }
        }
        Some(Dialog::Rate(customers, draft)) => {
            html! { <customer::rate::RateDialog {customers} {draft} /> }
        }
        Some(Dialog::EditRating(id)) => html! { <customer::rate::RateDialog edits={id} /> },
        Some(Dialog::Observe(customer, edits)) => {
            html! { <customer::observe::ObserveDialog {customer} {edits} /> }
        }
        Some(Dialog::Palette) => html! { <palette::Palette /> },
        Some(Dialog::Closed) => html! { <crate::ui::showing::ClosedDialog /> },
        Some(Dialog::Keys) => html! { <keys::KeysDialog /> },
    }
}
