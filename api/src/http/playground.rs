//! `GET /graphql` in a browser: GraphiQL, from our own bundle, under a policy of its own.

use axum::{
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};

use super::shared::Shared;

/// Inline styles are the editor's habit; scripts are ours alone.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; \
                      img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The playground's page.
#[must_use]
pub fn page(shared: &Shared) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sadu · GraphQL</title>\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"{}\"></head><body><div id=\"playground\"></div>\
         <script type=\"module\" src=\"{}\"></script></body></html>",
        shared.assets.url("playground.css"),
        shared.assets.url("playground.js"),
    );
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}
