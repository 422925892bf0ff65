//! Wrong tokens, made from right ones of each provider: every one is answered 401, and the right one is not.
//!
//! Cognito's own keys sign nothing for us, so a key of ours is published beside them: what it signs differs from a right
//! token by one thing alone.

use std::{future::Future, pin::Pin};

use api::ports::secrets::Secrets;
use aws_lc_rs::{
    hmac,
    rand::SystemRandom,
    rsa::{KeyPair as RsaPair, KeySize},
    signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256},
};
use axum::{Json, Router, routing::get};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use harness::{TestApp, peers::peers};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{FIRST, Under, pool::Pool};
use crate::identity::log_in;

type Signer = Box<dyn Fn(&Value, &Value) -> String>;

/// A provider whose tokens can be made wrong.
struct Forge {
    under: Under,
    /// Signs header and claims with a key that is believed.
    sign: Signer,
    /// That key's name and algorithm.
    header: Value,
    /// The public key in the forms that a confused check might take for a secret.
    public: Vec<Vec<u8>>,
    /// The same with a key that nobody believes.
    forge: Signer,
}

fn part(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

fn read(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn rsa(key: RsaPair) -> Signer {
    Box::new(move |header, claims| {
        let text = format!("{}.{}", part(header), part(claims));
        let mut signature = vec![0; key.public_modulus_len()];
        key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    })
}

fn ed25519(key: Ed25519KeyPair) -> Signer {
    Box::new(move |header, claims| {
        let text = format!("{}.{}", part(header), part(claims));
        let signature = URL_SAFE_NO_PAD.encode(key.sign(text.as_bytes()).as_ref());
        format!("{text}.{signature}")
    })
}

async fn local() -> Forge {
    let app = TestApp::start().await;
    let own = Secrets::load(&peers().secrets_file, false).unwrap().signing_key;
    let own = Ed25519KeyPair::from_pkcs8(own.expose_secret()).unwrap();
    let public = own.public_key().as_ref().to_vec();
    let under = Under { app, pool: None };
    let header = read(right(&under).await.0.split('.').next().unwrap());
    let other = Ed25519KeyPair::generate().unwrap();
    let text = URL_SAFE_NO_PAD.encode(&public).into_bytes();
    Forge { under, sign: ed25519(own), header, public: vec![public, text], forge: ed25519(other) }
}

async fn cognito() -> Forge {
    let mut pool = Pool::make().await;
    let key = RsaPair::generate(KeySize::Rsa2048).unwrap();
    let der = key.public_key().as_ref().to_vec();
    let ours = json!({ "kty": "RSA", "alg": "RS256", "use": "sig", "kid": "ours", "e": "AQAB",
                       "n": URL_SAFE_NO_PAD.encode(&der[9..265]) });
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut keys: Value = client.get(&pool.jwks_url).send().await.unwrap().json().await.unwrap();
    let theirs = keys["keys"][0]["n"].as_str().unwrap().to_owned();
    keys["keys"].as_array_mut().unwrap().push(ours);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    pool.jwks_url = format!("http://{}/keys.json", listener.local_addr().unwrap());
    let router = Router::new().route("/keys.json", get(async move || Json(keys)));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let app = TestApp::builder().config(pool.settings()).start().await;
    let pem = base64::engine::general_purpose::STANDARD.encode(&der);
    let pem = format!("-----BEGIN RSA PUBLIC KEY-----\n{pem}\n-----END RSA PUBLIC KEY-----\n").into_bytes();
    Forge {
        under: Under { app, pool: Some(pool) },
        sign: rsa(key),
        header: json!({ "alg": "RS256", "kid": "ours" }),
        public: vec![der[9..265].to_vec(), der, pem, theirs.into_bytes()],
        forge: rsa(RsaPair::generate(KeySize::Rsa2048).unwrap()),
    }
}

/// A right token of somebody who has signed in, and the id token beside it where there is one.
async fn right(under: &Under) -> (String, Option<String>) {
    let email = under.somebody().await;
    // Through the front door, so that the session is known.
    let entered = log_in(&under.app, &email, FIRST).await;
    let token = entered.json()["access_token"].as_str().unwrap_or_else(|| panic!("{}", entered.text())).to_owned();
    let Some(pool) = &under.pool else { return (token, None) };
    (token, Some(pool.id_token(&email, FIRST).await))
}

async fn hostile(forge: &Forge) -> (String, Vec<(&'static str, String)>) {
    let (good, id_token) = right(&forge.under).await;
    let [head, body, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let claims = read(body);
    let now = forge.under.app.clock.now().timestamp();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut claims = claims.clone();
        change(&mut claims);
        (forge.sign)(&forge.header, &claims)
    };
    let headed = |change: &dyn Fn(&mut Value)| {
        let mut header = read(head);
        change(&mut header);
        part(&header)
    };
    let none = headed(&|header| header["alg"] = "none".into());
    let mut wrong = vec![
        ("forged", (forge.forge)(&forge.header, &claims)),
        ("expired", with(&|claims| claims["exp"] = json!(now - 61))),
        ("not yet valid", with(&|claims| claims["nbf"] = json!(now + 120))),
        ("another issuer", with(&|claims| claims["iss"] = json!("https://issuer.example"))),
        ("another audience", with(&|claims| claims["aud"] = json!("somebody else"))),
        ("another use", with(&|claims| claims["token_use"] = json!("id"))),
        ("nobody's", with(&|claims| claims["sub"] = json!("nobody"))),
        ("alg none", format!("{none}.{body}.")),
        ("alg none with the signature", format!("{none}.{body}.{signature}")),
        ("another algorithm", format!("{}.{body}.{signature}", headed(&|header| header["alg"] = "HS256".into()))),
        ("unknown key", format!("{}.{body}.{signature}", headed(&|header| header["kid"] = "somebody-elses".into()))),
        (
            "changed claims",
            format!(
                "{head}.{}.{signature}",
                part(&{
                    let mut longer = claims.clone();
                    longer["exp"] = json!(now + 86_400);
                    longer
                })
            ),
        ),
        ("no signature", format!("{head}.{body}.")),
        ("no token", "a.b.c".to_owned()),
    ];
    if claims.get("client_id").is_some() {
        wrong.push(("another client's", with(&|claims| claims["client_id"] = json!("theirs"))));
    }
    for public in &forge.public {
        let text = format!("{}.{body}", part(&json!({ "alg": "HS256", "kid": forge.header["kid"] })));
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, public), text.as_bytes());
        wrong.push(("HS256 by the public key", format!("{text}.{}", URL_SAFE_NO_PAD.encode(tag.as_ref()))));
    }
    wrong.extend(id_token.map(|token| ("an id token", token)));
    // What our key signs is believed when nothing is wrong with it, so each of the above is refused for its one reason.
    let control = with(&|_| {});
    stands(&forge.under.app, &control, "the positive control of the key").await;
    (good, wrong)
}

async fn stands(app: &TestApp, token: &str, what: &str) {
    let answer = app.gql("app", Some(token), "{ viewer { user { id } } }", json!({})).await;
    assert!(answer.string("/viewer/user/id").starts_with("usr_"), "{what}: {} {}", answer.status, answer.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_token_is_401_by_either_provider() {
    let forges: [Pin<Box<dyn Future<Output = Forge>>>; 2] = [Box::pin(local()), Box::pin(cognito())];
    for forge in forges {
        let forge = forge.await;
        let (app, name) = (&forge.under.app, forge.under.name());
        let (good, wrong) = hostile(&forge).await;
        assert!(wrong.len() >= 16, "{name}: {}", wrong.len());
        for (what, token) in &wrong {
            let answer = app.gql("app", Some(token), "{ viewer { user { id } } }", json!({})).await;
            assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"), "{name}: {what}");
            let challenge = answer.header("www-authenticate");
            assert!(challenge.starts_with("Bearer error=\"invalid_token\""), "{name}: {what}: {challenge}");
        }
        stands(app, &good, "the positive control").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_of_another_pool_and_of_another_client_are_401() {
    let (pool, other) = (Pool::make().await, Pool::make().await);
    let neighbour = pool.another_client().await;
    let app = TestApp::builder().config(pool.settings()).start().await;
    let under = Under { app, pool: Some(pool) };
    let (good, _) = right(&under).await;
    stands(&under.app, &good, "the positive control").await;
    for (what, pool) in [("another pool's", other), ("another client's", neighbour)] {
        let app = TestApp::builder().config(pool.settings()).start().await;
        let theirs = right(&Under { app, pool: Some(pool) }).await.0;
        let answer = under.app.gql("app", Some(&theirs), "{ viewer { user { id } } }", json!({})).await;
        assert_eq!(answer.status, 401, "{what}");
    }
}
