//! The pages' operations, run in process: the same typed GraphQL that an integrator sends, without the hop.

use async_graphql::Request as GraphQlRequest;
use client::{Request, Transport, TransportError};

use super::Visit;
use crate::{
    http::graphql,
    kernel::{
        error::{Error, Result},
        scope::{Client, Scope},
    },
    schema::Api,
};

/// Carries a page's operation to the schema.
struct InProcess<'a> {
    api: &'a Api,
    scope: Scope,
    client: Client,
}

impl Transport for InProcess<'_> {
    async fn send(&self, request: Request) -> std::result::Result<Vec<u8>, TransportError> {
        let mut operation = GraphQlRequest::new(request.query).variables(async_graphql::Variables::from_json(request.variables));
        if let Some(name) = request.operation_name {
            operation = operation.operation_name(name);
        }
        let response = graphql::execute(self.api, self.scope.clone(), self.client.clone(), operation).await;
        serde_json::to_vec(&response).map_err(|fault| TransportError::new(fault.to_string()))
    }
}

/// Runs one operation for a page.
///
/// # Errors
/// As the API says: `NOT_FOUND`, `TENANT_SUSPENDED`, `RATE_LIMITED`, `UNAVAILABLE`, or a fault.
pub(super) async fn run<Data, Variables>(
    visit: &Visit,
    is_suspect: bool,
    operation: cynic::Operation<Data, Variables>,
) -> Result<Data>
where
    Data: serde::de::DeserializeOwned,
    Variables: serde::Serialize,
{
    let client = Client { is_suspect, ..visit.edge.client.clone() };
    let transport = InProcess { api: &visit.shared.api, scope: visit.scope(), client };
    client::execute(&transport, operation).await.map_err(own_error)
}

fn own_error(error: client::Error) -> Error {
    match error.code() {
        Some("NOT_FOUND") => Error::NotFound,
        Some("TENANT_SUSPENDED") => Error::TenantSuspended,
        Some("RATE_LIMITED") => Error::RateLimited { retry_after_s: error.retry_after().unwrap_or(60) },
        Some("UNAVAILABLE") => Error::unavailable(error),
        _ => Error::fault(error),
    }
}
