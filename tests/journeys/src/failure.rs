//! Why a journey stopped.

use std::error::Error;
use std::fmt::{self, Debug, Formatter};

/// The sentence that ends a journey. Any error turns into one with `?`.
///
/// It is deliberately not an error itself: only so can every error be converted.
pub struct Failure(String);

/// What every step of a journey returns.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure in the given words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// The same failure, with what was being done in front.
    #[must_use]
    pub fn during(self, what: &str) -> Self {
        Self(format!("{what}: {}", self.0))
    }
}

impl Debug for Failure {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<E: Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}
