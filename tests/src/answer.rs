//! What came back, and how to read it.

use axum::{
    body::Body,
    http::{HeaderMap, Response},
};
use http_body_util::BodyExt;
use serde_json::Value;

/// An HTTP answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads a response to its end.
    pub async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body ends").to_bytes().to_vec();
        Self { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// Reads a response that came over the network.
    pub async fn over_network(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.bytes().await.map(|b| b.to_vec()).unwrap_or_default() }
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; null if it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// A header; empty if it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// What stands at a JSON pointer below `data`, of an answer without errors.
    pub fn data(&self, pointer: &str) -> Value {
        let json = self.json();
        assert!(json.get("errors").is_none(), "errors in {}: {json:#}", self.status);
        json.pointer(&format!("/data{pointer}")).cloned().unwrap_or_else(|| panic!("no {pointer} in {json:#}"))
    }

    /// The text at a JSON pointer below `data`.
    pub fn string(&self, pointer: &str) -> String {
        let value = self.data(pointer);
        value.as_str().unwrap_or_else(|| panic!("{pointer} is {value}")).to_owned()
    }

    /// The code of the first error; empty if there is none.
    #[must_use]
    pub fn code(&self) -> String {
        self.json().pointer("/errors/0/extensions/code").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// `path CODE` of each user error of a mutation field, e.g. `lines.0.quantity OUT_OF_RANGE`.
    pub fn refusals(&self, field: &str) -> Vec<String> {
        let errors = self.data(&format!("/{field}/userErrors"));
        errors
            .as_array()
            .unwrap_or_else(|| panic!("userErrors of {field}: {errors}"))
            .iter()
            .map(|error| {
                let path: Vec<&str> =
                    error["field"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                format!("{} {}", path.join("."), error["code"].as_str().unwrap_or_default()).trim().to_owned()
            })
            .collect()
    }
}
