//! The mailbox of a development machine: every letter that would have gone out, as its reader would see it.
//!
//! It answers only with `SADU_DEV=true` and the mailbox as carrier; anywhere else its addresses do not exist.

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use uuid::Uuid;

use super::shared::Shared;
use crate::{
    kernel::error::Result,
    ports::mail::{Kept, Mailbox},
};

/// The frame's page: what came in as a letter runs nothing and reaches nothing, but its links open.
const LETTER_POLICY: &str = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; \
                             style-src 'unsafe-inline'; frame-ancestors 'self'";
/// The list's page. Its own style stands in it; nothing else may.
const LIST_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'";

const STYLE: &str = "
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1d1b18;background:#faf8f5}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:1.375rem;margin:0 0 .25rem}
p{margin:0 0 1rem;color:#5f5a52}a{color:#8a2f24}ol{list-style:none;margin:0;padding:0;background:#fff;border:1px solid #e8e3db;border-radius:12px;overflow:hidden}
li+li{border-top:1px solid #e8e3db}li a{display:grid;grid-template-columns:1fr auto;gap:0 1rem;padding:.75rem 1rem;color:inherit;text-decoration:none}
li a:hover,li a:focus-visible{background:#faf8f5}li b{overflow-wrap:anywhere;text-align:left}li span,li time{color:#5f5a52;font-size:.875rem}
iframe{width:100%;height:46rem;border:1px solid #e8e3db;border-radius:12px;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;border:1px solid #e8e3db;border-radius:12px;padding:1rem;font-size:.875rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:1rem 0}dt{color:#5f5a52}dd{margin:0;overflow-wrap:anywhere}";

/// The mailbox's addresses.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/dev/mailbox", get(list))
        .route("/dev/mailbox.json", get(list_json))
        .route("/dev/mailbox/{id}", get(letter))
        .route("/dev/mailbox/{id}/html", get(letter_html))
}

/// Which letters are asked for.
#[derive(Debug, Deserialize)]
struct Wanted {
    /// Those to this address alone.
    to: Option<String>,
}

/// The mailbox, where there is one to look into.
fn mailbox(shared: &Shared) -> Option<&Mailbox> {
    shared.app.mailbox.as_ref().filter(|_| shared.app.config.dev)
}

fn letters(shared: &Shared, wanted: &Wanted) -> Option<Result<Vec<Kept>>> {
    let letters = mailbox(shared)?.letters();
    Some(letters.map(|letters| {
        let is_wanted = |letter: &Kept| wanted.to.as_ref().is_none_or(|to| letter.to.eq_ignore_ascii_case(to));
        letters.into_iter().filter(is_wanted).collect()
    }))
}

async fn list_json(State(shared): State<Shared>, Query(wanted): Query<Wanted>) -> Response {
    match letters(&shared, &wanted) {
        Some(Ok(letters)) => ([(header::CACHE_CONTROL, "no-store")], Json(letters)).into_response(),
        Some(Err(error)) => unreadable(&error),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn list(State(shared): State<Shared>, Query(wanted): Query<Wanted>) -> Response {
    let letters = match letters(&shared, &wanted) {
        Some(Ok(letters)) => letters,
        Some(Err(error)) => return unreadable(&error),
        None => return StatusCode::NOT_FOUND.into_response(),
    };
    let rows: String = letters
        .iter()
        .map(|letter| {
            format!(
                "<li><a href=\"/dev/mailbox/{}\"><b dir=\"auto\">{}</b><time>{}</time><span>{}</span></a></li>",
                letter.id,
                escaped(&letter.subject),
                letter.at.format("%H:%M:%S"),
                escaped(&letter.to)
            )
        })
        .collect();
    let body = if rows.is_empty() {
        "<p>No letter yet. Sign up, or invite somebody.</p>".to_owned()
    } else {
        format!("<ol>{rows}</ol>")
    };
    page(&format!(
        "<h1>Mailbox</h1><p>Letters of this machine, newest first. They go nowhere. <a href=\"/dev/mailbox.json\">As JSON</a></p>{body}"
    ))
}

async fn letter(State(shared): State<Shared>, Path(id): Path<Uuid>) -> Response {
    match mailbox(&shared).map(|mailbox| mailbox.letter(id)) {
        Some(Ok(Some(letter))) => page(&format!(
            "<p><a href=\"/dev/mailbox\">All letters</a></p><h1 dir=\"auto\">{subject}</h1>\
             <dl><dt>From</dt><dd>{from}</dd><dt>To</dt><dd>{to}</dd><dt>At</dt><dd>{at} UTC</dd></dl>\
             <iframe title=\"The letter as HTML\" src=\"/dev/mailbox/{id}/html\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\"></iframe>\
             <h2>As text</h2><pre dir=\"auto\">{text}</pre>",
            subject = escaped(&letter.subject),
            from = escaped(&letter.from),
            to = escaped(&letter.to),
            at = letter.at.format("%Y-%m-%d %H:%M:%S"),
            text = escaped(&letter.text),
        )),
        Some(Err(error)) => unreadable(&error),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn letter_html(State(shared): State<Shared>, Path(id): Path<Uuid>) -> Response {
    match mailbox(&shared).map(|mailbox| mailbox.letter(id)) {
        Some(Ok(Some(letter))) => with_policy(Html(letter.html).into_response(), LETTER_POLICY),
        Some(Err(error)) => unreadable(&error),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn page(body: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Mailbox</title>\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    );
    with_policy(Html(html).into_response(), LIST_POLICY)
}

fn with_policy(mut response: Response, policy: &'static str) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn unreadable(error: &crate::kernel::error::Error) -> Response {
    tracing::warn!(%error, "the mailbox cannot be read");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
