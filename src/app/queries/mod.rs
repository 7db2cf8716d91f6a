//! What the screens ask of the model. Each answer is worked out from the newest model; the screens
//! keep it for as long as the model's revision stays the same.

pub mod backup;
pub mod communications;
pub mod customers;
pub mod insights;
pub mod policy_effect;
pub mod reason;
pub mod reminders;
pub mod round;
pub mod today;
pub mod trash;
