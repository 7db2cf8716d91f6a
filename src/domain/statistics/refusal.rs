//! Why there is no fit.

/// Why a sample cannot be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// There are fewer observations than it takes.
    #[error("{observations} observations where {least} are needed")]
    TooFew {
        /// How many there are.
        observations: usize,
        /// How many it takes.
        least: usize,
    },
    /// A number of an observation is missing, not finite, or beyond
    /// [`LARGEST`](super::sample::LARGEST) either way.
    #[error("row {row} holds a number out of reach: {value}")]
    OutOfReach {
        /// The place of the observation, from 0.
        row: usize,
        /// The number.
        value: f64,
    },
    /// What is to be explained is the same everywhere.
    #[error("the response is constant")]
    ConstantResponse,
    /// A factor is the same everywhere, so that it explains nothing.
    #[error("column {column} is constant")]
    Constant {
        /// The place of the factor, from 0.
        column: usize,
    },
    /// A factor follows from others, so that their parts cannot be told apart.
    #[error("column {column} follows from {with:?}")]
    Collinear {
        /// The place of the factor, from 0.
        column: usize,
        /// The places of those before it from which it follows.
        with: Vec<usize>,
    },
}
