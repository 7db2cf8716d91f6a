//! What Genjin knows: customers, what was said with them, and the rules that say what comes next.
//!
//! Pure: no browser, no storage, no serialisation and no clock. Whatever depends on the time takes
//! [`Now`](moment::Now) as an argument, so that a test can stand at any moment and in any zone.

pub mod answer_rate;
pub mod cadence;
pub mod calibration;
pub mod capacity;
pub mod capture;
pub mod change;
pub mod channel;
pub mod chinese_maps;
pub mod communication;
pub mod contact_rule;
pub mod customer;
pub mod decimal;
pub mod earth;
pub mod fold;
pub mod follow_up;
pub mod hints;
pub mod id;
pub mod loyalty;
pub mod mask;
pub mod moment;
pub mod need;
pub mod opening_hours;
pub mod order;
pub mod origin;
pub mod outcome;
pub mod pinyin;
pub mod policy;
pub mod position_text;
pub mod promise;
pub mod queue;
pub mod rank_effect;
pub mod ranking;
pub mod rating;
pub mod reminder;
pub mod replay;
pub mod resource;
pub mod round;
mod said_days;
pub mod satisfaction;
pub mod scoring;
pub mod settings;
pub mod source;
pub mod statistics;
pub mod strategy;
pub mod words;
pub mod working_days;
pub mod written;
