//! The pages' operations, run in process: the same typed GraphQL that an integrator sends, without the hop.

use async_graphql::Request as GraphQlRequest;
use client::{Request, Transport, TransportError};

use super::Visit;
use crate::{
    http::graphql,
    kernel::{
        error::Error,
        scope::{Client, Scope},
    },
    schema::Api,
};

/// Carries a page's operation to the schema.
pub(super) struct InProcess<'a> {
    api: &'a Api,
    scope: Scope,
    client: Client,
}

impl Transport for InProcess<'_> {
    async fn send(&self, request: Request) -> Result<Vec<u8>, TransportError> {
        let mut operation =
            GraphQlRequest::new(request.query).variables(async_graphql::Variables::from_json(request.variables));
        if let Some(name) = request.operation_name {
            operation = operation.operation_name(name);
        }
        let response = graphql::execute(self.api, self.scope.clone(), self.client.clone(), operation).await;
        serde_json::to_vec(&response).map_err(|fault| TransportError::new(fault.to_string()))
    }
}

/// The API as this visit's operations reach it.
pub(super) fn api(visit: &Visit, is_suspect: bool) -> InProcess<'_> {
    let client = Client { is_suspect, ..visit.edge.client.clone() };
    InProcess { api: &visit.shared.api, scope: visit.scope(), client }
}

/// A refusal of the API as the pages tell it: `NOT_FOUND`, `TENANT_SUSPENDED`, `RATE_LIMITED`, `UNAVAILABLE`, or a fault.
pub(super) fn own_error(error: client::Error) -> Error {
    match error.code() {
        Some("NOT_FOUND") => Error::NotFound,
        Some("TENANT_SUSPENDED") => Error::TenantSuspended,
        Some("RATE_LIMITED") => Error::RateLimited { retry_after_s: error.retry_after().unwrap_or(60) },
        Some("UNAVAILABLE") => Error::unavailable(error),
        _ => Error::fault(error),
    }
}
