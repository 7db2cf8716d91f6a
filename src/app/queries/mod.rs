//! What the screens ask of the model. Each answer is worked out from the newest model; the screens
//! keep it for as long as the model's revision stays the same.

pub mod backup;
pub mod calibration;
pub mod capture;
pub mod card;
pub mod communications;
pub mod customers;
pub mod debrief;
pub mod insights;
pub mod learned;
pub mod ledger;
pub mod policy_effect;
pub mod reason;
pub mod reminders;
pub mod replay;
pub mod report;
pub mod round;
pub mod score_effect;
pub mod scores;
pub mod strategy;
pub mod today;
pub mod trash;
pub mod what_if;
