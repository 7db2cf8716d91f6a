//! The few widgets that all screens are made of.

pub mod badge;
pub mod chart;
pub mod chips;
pub mod customer_picker;
pub mod dialog;
pub mod field;
pub mod icon;
pub mod job;
pub mod listing;
pub mod menu;
pub mod restored;
pub mod search_field;
pub mod task;
pub mod text;
pub mod virtual_table;

pub use badge::{action_badge, stage_badge, tier_badge};
pub use chips::{Chip, Chips};
pub use customer_picker::{CustomerPicker, Picked};
pub use dialog::DialogFrame;
pub use field::{Field, SelectField};
pub use icon::Icon;
pub use menu::{Menu, MenuItem, Reach};
pub use restored::RestoredNotice;
pub use search_field::SearchField;
pub use virtual_table::{Column, VirtualTable};
