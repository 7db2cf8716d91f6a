//! What the errors of the database mean for the user.

use indexed_db_futures::error::{Error, OpenDbError};
use web_sys::DomException;

use crate::app::ports::StoreError;

/// An error before or besides the commit: nothing was written.
pub(super) fn of_request(error: Error) -> StoreError {
    match error {
        Error::DomException(exception) => of_exception(&exception.into()),
        Error::Serialisation(error) => StoreError::Damaged(error.to_string()),
        other => StoreError::Failed(other.to_string()),
    }
}

/// An error of a put, with the reason that the transaction itself gives: where an earlier put failed,
/// the later ones only say that they were cut off. Nothing was written.
pub(super) fn of_put(error: Error, reason: Option<DomException>) -> StoreError {
    match reason {
        Some(reason) => of_exception(&reason),
        None => of_request(error),
    }
}

/// An error of the commit, with the reason that the transaction itself gives.
pub(super) fn of_commit(error: Error, reason: Option<DomException>) -> StoreError {
    let exception = match (reason, error) {
        (Some(reason), _) => reason,
        (None, Error::DomException(exception)) => exception.into(),
        (None, _) => return StoreError::Unknown,
    };
    match exception.name().as_str() {
        // Committed already, or cut off by the end of the connection.
        "InvalidStateError" | "AbortError" | "TransactionInactiveError" => StoreError::Unknown,
        _ => of_exception(&exception),
    }
}

/// An error of opening; `version` is the one that was asked for.
pub(super) fn of_open(error: OpenDbError, version: u32) -> StoreError {
    match error {
        OpenDbError::Base(Error::DomException(exception)) => {
            let exception: DomException = exception.into();
            match exception.name().as_str() {
                "VersionError" => StoreError::TooNew {
                    version: version + 1,
                },
                // Private windows of some browsers refuse in this way.
                "InvalidStateError" => StoreError::Unavailable,
                "AbortError" => StoreError::Failed(text(&exception)),
                _ => of_exception(&exception),
            }
        }
        OpenDbError::Base(error) => of_request(error),
        // The crate reports every exception thrown by `open` as a version of zero.
        OpenDbError::VersionZero
        | OpenDbError::UnsupportedEnvironment
        | OpenDbError::NullFactory => StoreError::Unavailable,
    }
}

fn of_exception(exception: &DomException) -> StoreError {
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "SecurityError" => StoreError::Unavailable,
        "InvalidStateError" | "AbortError" => StoreError::Closed,
        "NotFoundError" => StoreError::Damaged("an area is missing".to_owned()),
        _ => StoreError::Failed(text(exception)),
    }
}

fn text(exception: &DomException) -> String {
    format!("{}: {}", exception.name(), exception.message())
}
