//! Other programs' files: bytes in, records and row errors out, and back. Pure.
//!
//! The way of a table in: [`text`] finds the encoding, [`table`] the rows, [`survey`] looks at
//! every column once, [`headings`] proposes what each column means ([`columns`]), and
//! [`read_customers`], [`read_communications`] or [`read_scores`] turn rows into records, each row on its own.
//! Everything that grows with the file works in slices (`read_some`), so that a caller can show
//! progress, stop, and keep the page alive. [`csv_export`] and [`score_export`] are the way out, and [`calendar`] the way
//! of due follow-ups into a phone.

pub mod base64;
pub mod calendar;
pub mod clean;
pub mod columns;
pub mod csv_export;
pub mod export_words;
pub mod formula;
pub mod headings;
pub mod layout;
pub mod licences;
pub mod map_links;
pub mod read_communications;
pub mod read_customers;
pub mod read_scores;
pub mod report;
pub mod report_html;
pub mod row_error;
mod row_key;
mod row_reading;
pub mod score_columns;
pub mod score_export;
pub mod survey;
pub mod table;
pub mod text;
pub mod when;
pub mod words;
