//! Access tokens over `/graphql`: each kind of wrong one is answered 401 with `WWW-Authenticate`, before anything runs.

use api::ports::{identity::tokens::Tokens, secrets::Secrets};
use aws_lc_rs::{
    hmac,
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use harness::{TestApp, peers::peers};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::somebody;

fn part(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

#[tokio::test]
async fn a_token_that_does_not_stand_is_401_with_a_challenge() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let person = somebody(&app).await;
    let now = app.clock.now();
    let subject: String =
        app.database.value(&format!("SELECT subject FROM users WHERE id = '{}'", person.user.0)).await;

    let folder = tempfile::tempdir().unwrap();
    let other_key = Secrets::load(&folder.path().join("secrets.json"), true).unwrap().signing_key;
    let own_key = Secrets::load(&peers().secrets_file, false).unwrap().signing_key;
    let issuer = &app.app.config.base_url;
    let forged = Tokens::new(issuer, &other_key).unwrap().access(&subject, now).unwrap();
    let foreign = Tokens::new("https://issuer.example", &own_key).unwrap().access(&subject, now).unwrap();
    let early = app.app.tokens.access(&subject, now + TimeDelta::minutes(5)).unwrap();
    let late = app.app.tokens.access(&subject, now - TimeDelta::minutes(17)).unwrap();
    let nobodys = app.app.tokens.access("nobody", now).unwrap();

    let good = app.app.tokens.access(&subject, now).unwrap();
    let [header, claims, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let read = |part: &str| -> Value { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap() };
    let (mut none, mut hs256, mut unknown, mut longer) = (read(header), read(header), read(header), read(claims));
    none["alg"] = "none".into();
    hs256["alg"] = "HS256".into();
    unknown["kid"] = "somebody-elses".into();
    longer["exp"] = json!(longer["exp"].as_i64().unwrap() + 3_600);
    let pair = Ed25519KeyPair::from_pkcs8(own_key.expose_secret()).unwrap();
    let with = |change: fn(&mut Value)| {
        let mut changed = read(claims);
        change(&mut changed);
        let text = format!("{header}.{}", part(&changed));
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(pair.sign(text.as_bytes()).as_ref()))
    };
    let by_public_key = |secret: &[u8]| {
        let text = format!("{}.{claims}", part(&hs256));
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), text.as_bytes());
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(tag.as_ref()))
    };
    let public = pair.public_key().as_ref();

    let wrong = [
        ("another key", forged),
        ("another issuer", foreign),
        ("not yet valid", early),
        ("expired", late),
        ("nobody's", nobodys),
        ("alg none", format!("{}.{claims}.", part(&none))),
        ("alg none with the signature", format!("{}.{claims}.{signature}", part(&none))),
        ("another algorithm", format!("{}.{claims}.{signature}", part(&hs256))),
        ("HS256 by the public key", by_public_key(public)),
        ("HS256 by the public key as published", by_public_key(URL_SAFE_NO_PAD.encode(public).as_bytes())),
        ("an id token", with(|c| c["token_use"] = json!("id"))),
        ("another audience", with(|c| c["aud"] = json!("somebody-else"))),
        ("no audience", with(|c| drop(c.as_object_mut().unwrap().remove("aud")))),
        ("no end", with(|c| drop(c.as_object_mut().unwrap().remove("exp")))),
        ("unknown key", format!("{}.{claims}.{signature}", part(&unknown))),
        ("longer life", format!("{header}.{}.{signature}", part(&longer))),
        ("no signature", format!("{header}.{claims}.")),
        ("no token", String::new()),
        ("not a token", "a.b.c".to_owned()),
    ];
    let unchanged = with(|_| {});
    for label in ["app", "shop"] {
        let control = app.gql(label, Some(&unchanged), "{ viewer { user { id } } }", json!({})).await;
        assert_eq!(control.status, 200, "signed by hand, with nothing changed");
        for (what, token) in &wrong {
            let answer = app.gql(label, Some(token), "{ viewer { user { id } } }", json!({})).await;
            assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"), "{what} at {label}");
            let challenge = answer.header("www-authenticate");
            assert!(challenge.starts_with("Bearer error=\"invalid_token\""), "{what}: {challenge}");
            assert!(answer.json().get("data").is_none(), "{what} ran");
        }
        let answer = app.gql(label, Some(&good), "{ viewer { user { id } } }", json!({})).await;
        assert_eq!(answer.string("/viewer/user/id"), person.user.to_string(), "the positive control");
    }
}
