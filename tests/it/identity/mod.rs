//! Identity: signing in, staying signed in, who a token speaks for, what a person sees of themselves.

mod accounts;
mod contract;
mod devices;
mod factor;
mod issuer;
mod keys;
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

/// Asks for an act of `/auth/*` as the admin app does.
async fn ask(app: &TestApp, act: &str, body: Value) -> Answer {
    app.send(request(app, act).body(Body::from(body.to_string())).expect("a request")).await
}

/// What the newest letter to an address says: its event and its code, opened as the worker would.
async fn letter(app: &TestApp, email: &str) -> Option<(String, String)> {
    let newest: Option<String> = app
        .database
        .value("SELECT string_agg(id::text || ' ' || event || ' ' || encode(sealed, 'hex'), E'\n' ORDER BY id DESC) FROM identity_deliveries")
        .await;
    newest.unwrap_or_default().lines().find_map(|line| {
        let [id, event, sealed] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let bytes: Vec<u8> =
            (0..sealed.len() / 2).map(|n| u8::from_str_radix(&sealed[2 * n..2 * n + 2], 16).unwrap()).collect();
        let says: Value = app.app.sealer.open("letter", id.parse().unwrap(), &bytes).expect("a letter opens");
        let code = says["mail"]["code"].as_str().unwrap_or_default().to_owned();
        (says["to"] == email).then(|| (event.to_owned(), code))
    })
}

/// The code of the newest letter to an address.
async fn code_of(app: &TestApp, email: &str) -> String {
    letter(app, email).await.expect("there is a letter").1
}

/// An address nobody else has.
fn address() -> String {
    format!("n{}@people.example", Uuid::new_v4().simple())
}

/// Six digits that are not these.
fn other_than(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
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
