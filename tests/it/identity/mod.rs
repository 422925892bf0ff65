//! Identity: signing in, staying signed in, who a token speaks for, what a person sees of themselves.

mod log_in;
mod operator;
mod sessions;
mod smoke;
mod tokens;
mod viewer;

use axum::{
    body::Body,
    http::{header, request::Builder},
};
use harness::{Answer, Member, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

/// What everybody here signs in with.
const PASSWORD: &str = "seven woven bands";
/// The admin app's origin.
const ORIGIN: &str = "http://app.localhost:8000";

/// Somebody with a password; addresses are never met twice, since all tests share Redis.
async fn somebody(app: &TestApp) -> Member {
    let person = app.person(&format!("p{}@people.example", Uuid::new_v4().simple())).await;
    let password = PASSWORD.into();
    api::identity::service::ensure_password(&app.app, person.user, &password).await.expect("a password is set");
    person
}

/// A request as the admin app sends it.
fn request(app: &TestApp, act: &str) -> Builder {
    app.request("POST", "app", &format!("/auth/{act}"))
        .header(header::ORIGIN, ORIGIN)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT_LANGUAGE, "en")
}

pub(crate) async fn log_in(app: &TestApp, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password }).to_string();
    app.send(request(app, "login").body(Body::from(body)).expect("a request")).await
}

/// Refreshes or logs out with a token.
async fn with_cookie(app: &TestApp, act: &str, token: &str) -> Answer {
    let request = request(app, act).header(header::COOKIE, format!("refresh={token}"));
    app.send(request.body(Body::from("{}")).expect("a request")).await
}

async fn refresh(app: &TestApp, token: &str) -> Answer {
    with_cookie(app, "refresh", token).await
}

/// The refresh token of an answer; empty if it sets none or takes it away.
fn token_of(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie");
    cookie
        .split(';')
        .next()
        .and_then(|pair| pair.split_once('='))
        .map(|(_, value)| value.to_owned())
        .unwrap_or_default()
}

/// A fresh session's refresh token.
async fn session(app: &TestApp, person: &Member) -> String {
    let answer = log_in(app, &person.email, PASSWORD).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    token_of(&answer)
}

/// `status CODE` of an answer of `/auth/*`.
fn verdict(answer: &Answer) -> String {
    let json = answer.json();
    let code = json.pointer("/error/code").and_then(Value::as_str).unwrap_or_default();
    format!("{} {code}", answer.status).trim().to_owned()
}
