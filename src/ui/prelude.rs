//! What every file of the interface begins with: Yew's names, with our own `html!` and basic hooks in
//! place of its.

pub use super::hooks::{
    UseStateHandle, UseStateSetter, use_callback, use_effect_with, use_memo, use_mut_ref,
    use_node_ref, use_state_eq,
};
pub use super::markup::html;
pub use yew::prelude::*;
