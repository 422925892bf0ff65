//! How a question travels: the trait that the server and the browser each implement, and the one function that asks.

use std::future::Future;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::error::{Error, GraphqlError};

/// One GraphQL request as it goes over the wire.
#[derive(Debug, Clone, Serialize)]
pub struct Request {
    /// The operation's text.
    pub query: String,
    /// The name of the operation in the text.
    #[serde(rename = "operationName", skip_serializing_if = "Option::is_none")]
    pub operation_name: Option<String>,
    /// The variables, an object.
    pub variables: serde_json::Value,
}

/// The answer did not come, or was not GraphQL.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the API could not be reached: {reason}")]
pub struct TransportError {
    /// What went wrong, for the log; never shown to a visitor.
    pub reason: String,
    /// The HTTP status, where there was one.
    pub status: Option<u16>,
}

impl TransportError {
    /// An error without an HTTP status.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), status: None }
    }
}

/// Carries a request to the API and brings back the bytes of its JSON answer.
pub trait Transport {
    /// Sends the request and waits for the answer's body.
    ///
    /// # Errors
    /// [`TransportError`] if no GraphQL answer came. An answer that tells of errors is an answer.
    fn send(&self, request: Request) -> impl Future<Output = Result<Vec<u8>, TransportError>>;
}

impl<T: Transport> Transport for &T {
    fn send(&self, request: Request) -> impl Future<Output = Result<Vec<u8>, TransportError>> {
        (**self).send(request)
    }
}

#[derive(Deserialize)]
struct Answer<Data> {
    data: Option<Data>,
    #[serde(default)]
    errors: Vec<GraphqlError>,
}

/// What is left of an answer whose data does not fit: GraphQL answers `data: null` beside errors.
#[derive(Deserialize)]
struct Refusal {
    #[serde(default)]
    errors: Vec<GraphqlError>,
}

/// Runs one operation and returns its data. An answer with errors is an error, even if it also has data.
///
/// # Errors
/// [`Error::Transport`], [`Error::Graphql`] with the codes of api.md, [`Error::Unreadable`].
pub async fn execute<T, Data, Variables>(
    transport: &T,
    operation: cynic::Operation<Data, Variables>,
) -> Result<Data, Error>
where
    T: Transport,
    Data: DeserializeOwned,
    Variables: Serialize,
{
    let request = Request {
        variables: serde_json::to_value(&operation.variables).map_err(|fault| Error::Unreadable(fault.to_string()))?,
        operation_name: operation.operation_name.as_deref().map(str::to_owned),
        query: operation.query,
    };
    let body = transport.send(request).await?;
    match serde_json::from_slice::<Answer<Data>>(&body) {
        Ok(Answer { errors, .. }) if !errors.is_empty() => Err(Error::Graphql(errors)),
        Ok(Answer { data: Some(data), .. }) => Ok(data),
        Ok(Answer { data: None, .. }) => Err(Error::Unreadable("neither data nor errors".to_owned())),
        Err(fault) => match serde_json::from_slice::<Refusal>(&body) {
            Ok(Refusal { errors }) if !errors.is_empty() => Err(Error::Graphql(errors)),
            _ => Err(Error::Unreadable(fault.to_string())),
        },
    }
}
