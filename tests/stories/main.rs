//! What a rep does with Genjin, and what comes of it: the app on a store that the tests hold.

mod calibration;
mod clock;
mod committed_fixtures;
mod day;
mod demo;
mod faults;
mod follow_ups;
mod imports;
mod last_contact;
mod lives;
mod logging;
mod masked;
mod needs;
mod properties;
mod ratings;
mod recurring;
mod reminders;
mod reports;
mod rules;
mod sample_data;
mod saving;
mod score_files;
mod support;
mod tabs;
mod taking_back;
mod trash;
