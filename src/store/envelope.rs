//! The few bytes before every stored value: which version of the form, sealed or not, by which key.
//!
//! ```text
//! 01        version of the envelope
//! 00        algorithm: 0 none; 1 sealed (reserved)
//! 00 00     generation of the key, big-endian; 0 without one
//! …         the content
//! ```
//!
//! They are written from the first day, so that turning sealing on needs no new form.

use std::ops::Deref;

use crate::app::ports::StoreError;

const VERSION: u8 = 1;
const LENGTH: usize = 4;

/// What seals the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    None = 0,
    Sealed = 1,
}

/// Why the content of a value cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The value is too short or names no known algorithm.
    #[error("not an envelope")]
    Damaged,
    /// A newer Genjin wrote it.
    #[error("written by a newer version ({version})")]
    TooNew {
        /// The version of its envelope.
        version: u8,
    },
    /// It is sealed, which this version cannot open.
    #[error("sealed")]
    Sealed,
}

/// The value that holds this content.
pub fn wrap(mut content: Vec<u8>) -> Vec<u8> {
    content.splice(0..0, [VERSION, Algorithm::None as u8, 0, 0]);
    content
}

/// The content of a value.
pub fn unwrap(value: &[u8]) -> Result<&[u8], EnvelopeError> {
    let Some((heading, content)) = value.split_at_checked(LENGTH) else {
        return Err(EnvelopeError::Damaged);
    };
    match heading {
        [VERSION, algorithm, 0, 0] if *algorithm == Algorithm::None as u8 => Ok(content),
        [VERSION, algorithm, ..] if *algorithm == Algorithm::Sealed as u8 => {
            Err(EnvelopeError::Sealed)
        }
        [version, ..] if VERSION < *version => Err(EnvelopeError::TooNew { version: *version }),
        _ => Err(EnvelopeError::Damaged),
    }
}

/// The content of a value; a damaged one is reported as this part of the store.
pub fn content_of(value: &[u8], part: impl FnOnce() -> String) -> Result<&[u8], StoreError> {
    unwrap(value).map_err(|error| match error {
        EnvelopeError::Damaged => StoreError::Damaged(part()),
        EnvelopeError::TooNew { version } => StoreError::TooNew {
            version: u32::from(version),
        },
        EnvelopeError::Sealed => StoreError::Sealed,
    })
}

/// A value by its content, which stays where it is.
pub struct Content(Vec<u8>);

impl Content {
    /// Of a value; a damaged one is reported as this part of the store.
    pub fn of(value: Vec<u8>, part: impl FnOnce() -> String) -> Result<Self, StoreError> {
        content_of(&value, part)?;
        Ok(Self(value))
    }

    /// The content by itself.
    pub fn into_vec(mut self) -> Vec<u8> {
        self.0.drain(..LENGTH);
        self.0
    }
}

impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0[LENGTH..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrapped_comes_out_again() {
        for content in [&b""[..], b"{}", &[0, 255, 1]] {
            let value = wrap(content.to_vec());
            assert_eq!(unwrap(&value), Ok(content));
        }
    }

    #[test]
    fn what_this_version_cannot_read_is_told_apart() {
        for (value, expected) in [
            (&b""[..], EnvelopeError::Damaged),
            (&[1, 0, 0], EnvelopeError::Damaged),
            (&[0, 0, 0, 0, b'x'], EnvelopeError::Damaged),
            (&[1, 2, 0, 0, b'x'], EnvelopeError::Damaged),
            (&[1, 0, 0, 1, b'x'], EnvelopeError::Damaged),
            (&[1, 1, 0, 7, b'x'], EnvelopeError::Sealed),
            (&[2, 0, 0, 0, b'x'], EnvelopeError::TooNew { version: 2 }),
            (b"{\"a\":1}", EnvelopeError::TooNew { version: b'{' }),
        ] {
            assert_eq!(unwrap(value), Err(expected), "{value:?}");
        }
    }
}
