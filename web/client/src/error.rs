//! What can go wrong with an operation, with the API's machine-readable code where there is one.

use serde::Deserialize;

use crate::orders::UserError;
use crate::transport::TransportError;

/// Why an operation gave no data.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// No answer came.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The API refused; see [`Error::code`].
    #[error("the API refused: {}", .0.first().map_or("no reason given", |first| first.message.as_str()))]
    Graphql(Vec<GraphqlError>),
    /// The answer was not what the schema promises.
    #[error("the API's answer could not be read: {0}")]
    Unreadable(String),
}

impl Error {
    /// The code of the first error that carries one: `NOT_FOUND`, `TENANT_SUSPENDED`, `RATE_LIMITED`, …
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Graphql(errors) => errors.iter().find_map(|error| error.extensions.code.as_deref()),
            Self::Transport(_) | Self::Unreadable(_) => None,
        }
    }

    /// Seconds to wait before another attempt, if the API said so.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Graphql(errors) => errors.iter().find_map(|error| error.extensions.retry_after),
            Self::Transport(_) | Self::Unreadable(_) => None,
        }
    }
}

/// One entry of `errors` in an answer.
#[derive(Debug, Clone, Deserialize)]
pub struct GraphqlError {
    /// For people.
    pub message: String,
    /// For programs.
    #[serde(default)]
    pub extensions: Extensions,
}

/// The part of an error that programs act on.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Extensions {
    /// One of the system error codes.
    #[serde(default)]
    pub code: Option<String>,
    /// Finds the request in the log.
    #[serde(default, rename = "requestId")]
    pub request_id: Option<String>,
    /// Seconds.
    #[serde(default, rename = "retryAfter")]
    pub retry_after: Option<u64>,
}

/// What came of an act: the thing as it is now, or why it was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<T> {
    /// None if it was refused.
    pub value: Option<T>,
    /// Why it was refused, each beside its field.
    pub user_errors: Vec<UserError>,
}
