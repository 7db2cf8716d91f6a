//! What a rep does with Genjin, and what comes of it: the app on a store that the tests hold.

mod committed_fixtures;
mod logging;
mod sample_data;
mod saving;
mod support;
mod tabs;
mod taking_back;
