//! Files of other programs, and our own, from bytes to records and back.

mod bad_input;
mod kit;
mod programs;
mod round_trip;
mod scores;
mod shared_data;
