//! How components read the Book and change it.

mod command;
mod draft;
mod form;
mod kept;
mod keys;
mod learned;
mod section;
mod selector;

pub use command::{Outcome, Sent, notice, use_command, use_run, use_step_back};
pub use draft::{DraftPlace, Found, Typing, forget_draft, use_draft};
pub use form::{Form, use_closing, use_form};
pub use kept::{
    UseStateHandle, UseStateSetter, use_callback, use_effect_with, use_memo, use_mut_ref,
    use_node_ref, use_state_eq,
};
pub use keys::use_keys;
pub use learned::use_learned;
pub use section::use_section_in_address;
pub use selector::{use_history, use_refused_late, use_selector, use_status, use_unsaved};
