//! One HTTP request of the browser: JSON out, bytes and the headers that matter back.

use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, Request, RequestCredentials, RequestInit, Response};

use crate::browser::told;

/// How long an answer is waited for, in milliseconds.
const PATIENCE_MS: u32 = 20_000;

/// What came back, whatever its status.
#[derive(Debug)]
pub(crate) struct Reply {
    /// HTTP status.
    pub(crate) status: u16,
    /// Finds the request in the server's log.
    pub(crate) request_id: Option<String>,
    /// Seconds to wait before another attempt.
    pub(crate) retry_after: Option<u32>,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// An answer that came without this file's help.
    pub(crate) fn of(status: u16, body: String) -> Self {
        Self { status, request_id: None, retry_after: None, body: body.into_bytes() }
    }
}

/// No answer came: no network, no server, or no patience. The text is for the console.
#[derive(Debug)]
pub(crate) struct Unreachable(pub(crate) String);

/// Posts JSON to this origin; the refresh cookie travels where its path says.
pub(crate) async fn post(path: &str, body: &str, headers: &[(&str, &str)]) -> Result<Reply, Unreachable> {
    exchange(path, body, headers).await.map_err(|error| Unreachable(told(&error)))
}

async fn exchange(path: &str, body: &str, headers: &[(&str, &str)]) -> Result<Reply, JsValue> {
    let wanted = Headers::new()?;
    wanted.set("content-type", "application/json")?;
    for (name, value) in headers {
        wanted.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&wanted);
    init.set_body(&JsValue::from_str(body));
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let request = Request::new_with_str_and_init(path, &init)?;
    let response: Response = JsFuture::from(window().fetch_with_request(&request)).await?.dyn_into()?;
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    Ok(Reply {
        status: response.status(),
        request_id: header("x-request-id"),
        retry_after: header("retry-after").and_then(|seconds| seconds.parse().ok()),
        body: Uint8Array::new(&bytes).to_vec(),
    })
}
