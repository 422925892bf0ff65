//! Tokens of another issuer, who publishes keys: RS256, over a real HTTP server, with the same list of wrong ones as for our
//! own, and so few questions to the issuer however many wrong tokens come.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use api::{
    app::App,
    ports::identity::check::{IssuerSettings, Published, TokenCheck},
};
use aws_lc_rs::{
    hmac,
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use harness::{Member, TestApp};
use serde_json::{Value, json};

const ISSUER: &str = "https://issuer.example/pool";
const CLIENT: &str = "our-client";

/// An issuer with a server of its own for its keys.
struct Issuer {
    key: KeyPair,
    url: String,
    published: Arc<Desk>,
}

/// What the server tells, and how often it was asked.
#[derive(Default)]
struct Desk {
    keys: Mutex<Value>,
    asked: AtomicU32,
    is_down: Mutex<bool>,
}

async fn jwks(State(published): State<Arc<Desk>>) -> axum::response::Response {
    published.asked.fetch_add(1, Ordering::SeqCst);
    if *published.is_down.lock().unwrap() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    axum::Json(json!({ "keys": published.keys.lock().unwrap().clone() })).into_response()
}

/// The key as an issuer publishes it.
fn jwk(kid: &str, key: &KeyPair) -> Value {
    // PKCS #1: SEQUENCE, INTEGER of 257 bytes that begins with a zero, INTEGER 65537.
    let der = key.public_key().as_ref();
    json!({ "kty": "RSA", "alg": "RS256", "use": "sig", "kid": kid, "n": URL_SAFE_NO_PAD.encode(&der[9..265]), "e": "AQAB" })
}

fn part(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

fn signed(key: &KeyPair, header: &Value, claims: &Value) -> String {
    let text = format!("{}.{}", part(header), part(claims));
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

impl Issuer {
    async fn start() -> Self {
        let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let published = Arc::new(Desk::default());
        *published.keys.lock().unwrap() = json!([jwk("one", &key)]);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/elsewhere/keys.json", listener.local_addr().unwrap());
        let router = Router::new().route("/elsewhere/keys.json", get(jwks)).with_state(Arc::clone(&published));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { key, url, published }
    }

    fn asked(&self) -> u32 {
        self.published.asked.load(Ordering::SeqCst)
    }

    /// Believed by an application instead of its own keys.
    fn believed(&self) -> impl FnOnce(&mut App) + Send + use<> {
        let settings = IssuerSettings {
            issuer: ISSUER.to_owned(),
            jwks_url: self.url.clone(),
            client_id: CLIENT.to_owned(),
            algorithms: vec!["RS256".parse().unwrap()],
        };
        move |app| app.check = TokenCheck::Published(Arc::new(Published::new(settings).unwrap()))
    }
}

/// Somebody whom the issuer knows.
async fn vouched(app: &TestApp) -> (Member, String) {
    let person = super::somebody(app).await;
    app.database.run(&format!("UPDATE users SET issuer = '{ISSUER}' WHERE id = '{}'", person.user.0)).await;
    let subject = app.database.value(&format!("SELECT subject FROM users WHERE id = '{}'", person.user.0)).await;
    (person, subject)
}

fn claims(app: &TestApp, subject: &str) -> Value {
    let now = app.clock.now().timestamp();
    json!({ "iss": ISSUER, "sub": subject, "client_id": CLIENT, "token_use": "access", "exp": now + 3_600, "iat": now,
            "origin_jti": "a-log-in" })
}

#[tokio::test]
async fn another_issuers_token_stands_and_each_wrong_one_is_401() {
    let issuer = Issuer::start().await;
    let app = TestApp::builder().app(issuer.believed()).start().await;
    app.tenant("shop").await;
    let (person, subject) = vouched(&app).await;
    let header = json!({ "alg": "RS256", "kid": "one", "typ": "JWT" });
    let right = claims(&app, &subject);
    let with = |change: fn(&mut Value)| {
        let mut claims = right.clone();
        change(&mut claims);
        signed(&issuer.key, &header, &claims)
    };
    let good = signed(&issuer.key, &header, &right);
    let [head, body, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let (now, other) = (app.clock.now().timestamp(), KeyPair::generate(KeySize::Rsa2048).unwrap());

    let hs256 = |secret: &[u8]| {
        let text = format!("{}.{body}", part(&json!({ "alg": "HS256", "kid": "one" })));
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), text.as_bytes());
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(tag.as_ref()))
    };
    let der = issuer.key.public_key().as_ref();
    let pem = format!(
        "-----BEGIN RSA PUBLIC KEY-----\n{}\n-----END RSA PUBLIC KEY-----\n",
        base64::engine::general_purpose::STANDARD.encode(der)
    );
    let mut times = right.clone();
    times["exp"] = json!(now - 120);
    let expired = signed(&issuer.key, &header, &times);
    times["exp"] = json!(now + 3_600);
    times["nbf"] = json!(now + 120);
    let early = signed(&issuer.key, &header, &times);
    let ours = app.app.tokens.access(&subject, app.clock.now()).unwrap();
    let wrong = [
        ("another key", signed(&other, &header, &right)),
        ("expired", expired),
        ("not yet valid", early),
        ("another issuer", with(|c| c["iss"] = json!("https://issuer.example/other"))),
        ("another client", with(|c| c["client_id"] = json!("their-client"))),
        ("another audience", with(|c| c["aud"] = json!(["their-client"]))),
        ("no client", with(|c| drop(c.as_object_mut().unwrap().remove("client_id")))),
        ("no end", with(|c| drop(c.as_object_mut().unwrap().remove("exp")))),
        (
            "an id token",
            with(|c| {
                c["token_use"] = json!("id");
                c["aud"] = json!(CLIENT);
            }),
        ),
        ("no use", with(|c| drop(c.as_object_mut().unwrap().remove("token_use")))),
        ("nobody's", with(|c| c["sub"] = json!("nobody"))),
        ("alg none", format!("{}.{body}.", part(&json!({ "alg": "none", "kid": "one" })))),
        ("alg none with the signature", format!("{}.{body}.{signature}", part(&json!({ "alg": "none" })))),
        ("HS256 by the public key", hs256(der)),
        ("HS256 by the public key as PEM", hs256(pem.as_bytes())),
        ("HS256 by the modulus", hs256(&der[9..265])),
        ("another algorithm", signed(&issuer.key, &json!({ "alg": "RS384", "kid": "one" }), &right)),
        ("unknown key", signed(&issuer.key, &json!({ "alg": "RS256", "kid": "two" }), &right)),
        ("no key named", signed(&issuer.key, &json!({ "alg": "RS256" }), &right)),
        ("no signature", format!("{head}.{body}.")),
        ("signed by ourselves", ours),
        ("not a token", "a.b.c".to_owned()),
    ];
    for label in ["app", "shop"] {
        for (what, token) in &wrong {
            let answer = app.gql(label, Some(token), "{ viewer { user { id } } }", json!({})).await;
            assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"), "{what} at {label}");
            let challenge = answer.header("www-authenticate");
            assert!(challenge.starts_with("Bearer error=\"invalid_token\""), "{what}: {challenge}");
        }
        for (what, token) in [
            ("by its client", good.clone()),
            (
                "by its audience",
                with(|c| {
                    c["aud"] = json!(["a", CLIENT]);
                    c.as_object_mut().unwrap().remove("client_id");
                }),
            ),
        ] {
            let answer = app.gql(label, Some(&token), "{ viewer { user { id } } }", json!({})).await;
            assert_eq!(answer.string("/viewer/user/id"), person.user.to_string(), "{what} at {label}");
        }
    }
    // Within the skew.
    let mut late = right.clone();
    late["exp"] = json!(now - 30);
    late["nbf"] = json!(now + 30);
    let token = signed(&issuer.key, &header, &late);
    assert_eq!(app.gql("app", Some(&token), "{ viewer { user { id } } }", json!({})).await.status, 200);
}

#[tokio::test]
async fn the_issuer_is_asked_once_a_minute_whatever_comes() {
    let issuer = Issuer::start().await;
    let app = Arc::new(TestApp::builder().app(issuer.believed()).start().await);
    let (_, subject) = vouched(&app).await;
    let right = claims(&app, &subject);
    let with_kid = |key: &KeyPair, kid: &str| signed(key, &json!({ "alg": "RS256", "kid": kid }), &right);
    let status = async |token: &str| app.gql("app", Some(token), "{ viewer { user { id } } }", json!({})).await.status;
    assert_eq!(issuer.asked(), 0, "nobody is asked before the first token");
    let crowd: Vec<_> = (0..20)
        .map(|n| {
            let (app, token) = (Arc::clone(&app), with_kid(&issuer.key, if n % 2 == 0 { "one" } else { "none" }));
            tokio::spawn(
                async move { app.gql("app", Some(&token), "{ viewer { user { id } } }", json!({})).await.status },
            )
        })
        .collect();
    let mut told = Vec::new();
    for one in crowd {
        told.push(one.await.unwrap());
    }
    assert_eq!((told.iter().filter(|s| **s == 200).count(), told.iter().filter(|s| **s == 401).count()), (10, 10));
    assert_eq!(issuer.asked(), 1, "one question for all");

    let next = KeyPair::generate(KeySize::Rsa2048).unwrap();
    *issuer.published.keys.lock().unwrap() = json!([jwk("two", &next), jwk("one", &issuer.key)]);
    assert_eq!(status(&with_kid(&next, "two")).await, 401, "the issuer was asked a moment ago");
    app.clock.advance(TimeDelta::seconds(61));
    assert_eq!(status(&with_kid(&next, "two")).await, 200, "a new key is found after a minute");
    assert_eq!(status(&with_kid(&issuer.key, "one")).await, 200, "beside the one before");
    assert_eq!(issuer.asked(), 2);

    // A key taken back is forgotten within the hour; an issuer that is away takes nothing back.
    *issuer.published.keys.lock().unwrap() = json!([jwk("two", &next)]);
    *issuer.published.is_down.lock().unwrap() = true;
    app.clock.advance(TimeDelta::minutes(61));
    assert_eq!(status(&with_kid(&issuer.key, "one")).await, 200);
    *issuer.published.is_down.lock().unwrap() = false;
    app.clock.advance(TimeDelta::seconds(61));
    assert_eq!(status(&with_kid(&issuer.key, "one")).await, 401);
    assert_eq!(status(&with_kid(&next, "two")).await, 200, "the positive control");
}

#[tokio::test]
async fn without_the_issuers_keys_a_token_is_503_and_not_401() {
    let issuer = Issuer::start().await;
    *issuer.published.is_down.lock().unwrap() = true;
    let app = TestApp::builder().app(issuer.believed()).start().await;
    let (_, subject) = vouched(&app).await;
    let token = signed(&issuer.key, &json!({ "alg": "RS256", "kid": "one" }), &claims(&app, &subject));
    let ask = async || app.gql("app", Some(&token), "{ viewer { user { id } } }", json!({})).await;
    let away = ask().await;
    assert_eq!((away.status, away.code().as_str()), (503, "UNAVAILABLE"), "nobody is signed out by an outage");
    assert_eq!(app.gql("app", None, "{ viewer { user { id } } }", json!({})).await.status, 200, "visitors go on");
    *issuer.published.is_down.lock().unwrap() = false;
    app.clock.advance(TimeDelta::seconds(2));
    assert_eq!(ask().await.status, 200);
}

#[tokio::test]
async fn keys_that_are_not_for_signing_are_none() {
    let issuer = Issuer::start().await;
    let mut encryption = jwk("enc", &issuer.key);
    encryption["use"] = json!("enc");
    let mut other_algorithm = jwk("rs384", &issuer.key);
    other_algorithm["alg"] = json!("RS384");
    let shared = json!({ "kty": "oct", "kid": "oct", "alg": "HS256", "k": URL_SAFE_NO_PAD.encode("a shared secret of 32 bytes or so") });
    *issuer.published.keys.lock().unwrap() = json!([encryption, other_algorithm, shared, jwk("one", &issuer.key)]);
    let app = TestApp::builder().app(issuer.believed()).start().await;
    let (_, subject) = vouched(&app).await;
    let status = async |kid: &str| {
        let token = signed(&issuer.key, &json!({ "alg": "RS256", "kid": kid }), &claims(&app, &subject));
        app.gql("app", Some(&token), "{ viewer { user { id } } }", json!({})).await.status
    };
    for kid in ["enc", "rs384", "oct"] {
        assert_eq!(status(kid).await, 401, "{kid}");
    }
    assert_eq!(status("one").await, 200, "the positive control");
}
