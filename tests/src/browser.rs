//! A browser without script: keeps cookies, fills in forms, follows where it is led.

use std::collections::BTreeMap;

use axum::{body::Body, http::header};
use regex::Regex;

use crate::{Answer, TestApp};

/// A visitor of one host.
#[derive(Debug)]
pub struct Browser<'a> {
    app: &'a TestApp,
    label: String,
    /// What the host has asked it to keep.
    pub cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    /// A new visitor.
    #[must_use]
    pub fn new(app: &'a TestApp, label: &str) -> Self {
        Self { app, label: label.to_owned(), cookies: BTreeMap::new() }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, Body::empty()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect::<Vec<_>>()
            .join("&");
        self.send("POST", path, Body::from(form)).await
    }

    async fn send(&mut self, method: &str, path: &str, body: Body) -> Answer {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let request = self
            .app
            .request(method, &self.label, path)
            .header(header::COOKIE, cookies)
            .header(header::ORIGIN, format!("http://{}.localhost:8000", self.label))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .expect("a request");
        let answer = self.app.send(request).await;
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let (pair, rest) = set.to_str().expect("a cookie").split_once(';').unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else { continue };
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

/// The hidden fields of a page.
#[must_use]
pub fn hidden_fields(html: &str) -> BTreeMap<String, String> {
    let inputs = Regex::new(r"<input\b[^>]*>").expect("a pattern");
    let attribute = |tag: &str, name: &str| {
        let pattern = Regex::new(&format!(r#"\b{name}="([^"]*)""#)).expect("a pattern");
        pattern.captures(tag).map(|found| found[1].to_owned())
    };
    inputs
        .find_iter(html)
        .filter(|tag| attribute(tag.as_str(), "type").as_deref() == Some("hidden"))
        .filter_map(|tag| {
            Some((attribute(tag.as_str(), "name")?, attribute(tag.as_str(), "value").unwrap_or_default()))
        })
        .collect()
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
