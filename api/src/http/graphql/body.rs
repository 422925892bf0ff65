//! What a request asks for: the operations of a body or of an address.

use async_graphql::{BatchRequest, Request as GraphQlRequest};
use serde::Deserialize;
use serde_json::Value as Json;

/// Operations of one request body.
const MAX_BATCH: usize = 10;

#[derive(Deserialize)]
struct Body {
    query: Option<Json>,
    #[serde(rename = "operationName")]
    operation_name: Option<Json>,
    variables: Option<Json>,
    extensions: Option<Json>,
}

impl Body {
    fn into_request(self) -> Result<GraphQlRequest, String> {
        let Some(Json::String(query)) = self.query else {
            return Err("query must be a text".to_owned());
        };
        let mut request = GraphQlRequest::new(query);
        match self.operation_name {
            None | Some(Json::Null) => {}
            Some(Json::String(name)) => request = request.operation_name(name),
            Some(_) => return Err("operationName must be a text".to_owned()),
        }
        match self.variables {
            None | Some(Json::Null) => {}
            Some(variables @ Json::Object(_)) => {
                request = request.variables(async_graphql::Variables::from_json(variables))
            }
            Some(_) => return Err("variables must be an object".to_owned()),
        }
        match self.extensions {
            None | Some(Json::Null | Json::Object(_)) => Ok(request),
            Some(_) => Err("extensions must be an object".to_owned()),
        }
    }
}

/// The operations of a request's body.
pub(super) fn parse_body(body: &[u8]) -> Result<BatchRequest, String> {
    let json: Json = serde_json::from_slice(body).map_err(|_| "The body is not JSON".to_owned())?;
    let one = |json: Json| {
        serde_json::from_value::<Body>(json).map_err(|_| "The body is not an object".to_owned())?.into_request()
    };
    match json {
        Json::Array(items) if items.is_empty() => Err("The batch is empty".to_owned()),
        Json::Array(items) if items.len() > MAX_BATCH => Err(format!("At most {MAX_BATCH} operations in a batch")),
        Json::Array(items) => items.into_iter().map(one).collect::<Result<_, _>>().map(BatchRequest::Batch),
        single => one(single).map(BatchRequest::Single),
    }
}

/// The operation of an address.
pub(super) fn parse_query_string(query: &str) -> Result<GraphQlRequest, String> {
    #[derive(Deserialize)]
    struct Parameters {
        query: Option<String>,
        #[serde(rename = "operationName")]
        operation_name: Option<String>,
        variables: Option<String>,
        extensions: Option<String>,
    }
    let parameters: Parameters =
        serde_urlencoded::from_str(query).map_err(|_| "The query string cannot be read".to_owned())?;
    let json = |name: &str, text: Option<String>| match text.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => serde_json::from_str(&text).map(Some).map_err(|_| format!("{name} is not JSON")),
    };
    Body {
        query: parameters.query.map(Json::String),
        operation_name: parameters.operation_name.filter(|name| !name.is_empty()).map(Json::String),
        variables: json("variables", parameters.variables)?,
        extensions: json("extensions", parameters.extensions)?,
    }
    .into_request()
}
