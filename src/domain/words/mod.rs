//! What the words of many records have in common, and what those of one record sound like.
//!
//! Everything is worked out on the device from the records alone, in both languages and without a
//! dictionary: [`terms`] are counted by groups of records and [weighed](keyness), each with the
//! [`sentences`] behind it; [`sentiment`] rests on short lists of words; a [`classifier`] learns
//! from corrections, and [`validation`] says how often it is right.

pub mod classifier;
pub mod keyness;
mod lexicon;
mod reading;
pub mod sentences;
pub mod sentiment;
mod sketch;
mod stop_words;
pub mod terms;
#[cfg(test)]
mod tests;
pub mod validation;
