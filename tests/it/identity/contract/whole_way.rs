//! The same way through `/auth/*` and GraphQL for every provider, from sign-up to a password set anew.

use api::ports::identity::totp;
use axum::body::Body;
use harness::Answer;
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{FIRST, SECOND, Under, all};
use crate::identity::{address, ask, code_of, log_in, other_than, refresh, token_of, verdict};

impl Under {
    async fn posted(&self, email: &str, emulated: &str) -> String {
        if self.pool.is_some() { emulated.to_owned() } else { code_of(&self.app, email).await }
    }

    async fn mutate(&self, token: &str, call: &str) -> Answer {
        self.app.gql("app", Some(token), &format!("mutation {{ {call} }}"), json!({})).await
    }

    async fn viewer(&self, token: &str) -> Answer {
        self.app.gql("app", Some(token), "{ viewer { user { email mfaEnabled } } }", json!({})).await
    }
}

fn access(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{}", answer.text())).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_from_sign_up_to_a_new_password_by_either_provider() {
    for under in all().await {
        let (app, name, email) = (&under.app, under.name(), address());
        let new = json!({ "email": email, "password": FIRST, "name": "Noura", "locale": "en" });
        assert_eq!(ask(app, "signup", new).await.status, 202, "{name}");
        assert!(matches!(log_in(app, &email, FIRST).await.status, 400 | 401 | 403), "{name}: in before the code");
        let code = under.posted(&email, "123456").await;
        let confirm = async |code: &str| ask(app, "confirm", json!({ "email": email, "code": code })).await;
        assert_eq!(verdict(&confirm(&other_than(&code)).await), "400 BAD_INPUT", "{name}");
        assert_eq!(confirm(&code).await.status, 200, "{name}");

        let entered = log_in(app, &email, FIRST).await;
        let token = access(&entered);
        assert_eq!(under.viewer(&token).await.string("/viewer/user/email"), email, "{name}");
        let renewed = refresh(app, &token_of(&entered)).await;
        assert_eq!(under.viewer(&access(&renewed)).await.string("/viewer/user/email"), email, "{name}");

        let secret = second_factor(&under, &email, &access(&renewed)).await;
        reset(&under, &email, &secret, &token_of(&renewed)).await;
    }
}

/// Sets up an authenticator, signs in by it, by a recovery code, and takes it away again, but for the last step.
async fn second_factor(under: &Under, email: &str, token: &str) -> SecretString {
    let (app, name) = (&under.app, under.name());
    let begin =
        |password: &str| format!("mfaSetupBegin(password: \"{password}\") {{ secret userErrors {{ field code }} }}");
    let begun = under.mutate(token, &begin(FIRST)).await;
    let secret = SecretString::from(begun.string("/mfaSetupBegin/secret"));
    let refused = under.mutate(token, &begin("not the password")).await;
    assert_eq!(refused.refusals("mfaSetupBegin"), ["password INVALID"], "{name}");
    let now = || totp::code(&secret, app.clock.now()).unwrap();
    let confirm =
        |code: &str| format!("mfaSetupConfirm(code: \"{code}\") {{ recoveryCodes userErrors {{ field code }} }}");
    let refused = under.mutate(token, &confirm(&other_than(&now()))).await;
    assert_eq!(refused.refusals("mfaSetupConfirm"), ["code INVALID"], "{name}");
    let done = under.mutate(token, &confirm(&now())).await;
    let recovery = done.data("/mfaSetupConfirm/recoveryCodes");
    assert_eq!(recovery.as_array().map(Vec::len), Some(10), "{name}: {}", done.text());
    assert_eq!(under.viewer(token).await.data("/viewer/user/mfaEnabled"), true, "{name}");

    // The code of the set-up is used up; the emulator and a provider alike take the next step's already.
    let next = || totp::code(&secret, app.clock.now() + chrono::TimeDelta::seconds(30)).unwrap();
    let challenge = async || {
        let waiting = log_in(app, email, FIRST).await;
        assert_eq!(token_of(&waiting), "", "{name}: no session before the code");
        waiting.json()["mfa"]["challenge"].as_str().unwrap_or_else(|| panic!("{name}: {}", waiting.text())).to_owned()
    };
    let answer =
        async |challenge: &str, code: &str| ask(app, "mfa", json!({ "challenge": challenge, "code": code })).await;
    let waiting = challenge().await;
    assert_eq!(verdict(&answer(&waiting, &other_than(&next())).await), "400 BAD_INPUT", "{name}: a wrong code");
    let entered = answer(&waiting, &next()).await;
    assert_eq!(under.viewer(&access(&entered)).await.string("/viewer/user/email"), email, "{name}");
    assert_ne!(answer(&waiting, &next()).await.status, 200, "{name}: a log-in is answered once");
    assert_eq!(verdict(&answer(&challenge().await, &next()).await), "400 BAD_INPUT", "{name}: a code counts once");
    let spare = recovery[0].as_str().unwrap();
    let entered = answer(&challenge().await, spare).await;
    assert_eq!(under.viewer(&access(&entered)).await.string("/viewer/user/email"), email, "{name}: by a recovery code");
    assert_ne!(answer(&challenge().await, spare).await.status, 200, "{name}: a recovery code counts once");

    let disable = format!("mfaDisable(code: \"{}\") {{ userErrors {{ field code }} }}", recovery[1].as_str().unwrap());
    let disabled = under.mutate(&access(&entered), &disable).await;
    assert_eq!(disabled.refusals("mfaDisable"), Vec::<String>::new(), "{name}: {}", disabled.text());
    access(&log_in(app, email, FIRST).await);
    secret
}

async fn reset(under: &Under, email: &str, _: &SecretString, session: &str) {
    let (app, name) = (&under.app, under.name());
    assert_eq!(ask(app, "forgot", json!({ "email": email })).await.status, 202, "{name}");
    let code = under.posted(email, "654321").await;
    let reset = async |code: &str| {
        verdict(&ask(app, "reset", json!({ "email": email, "code": code, "password": SECOND })).await)
    };
    assert_eq!(reset(&other_than(&code)).await, "400 BAD_INPUT", "{name}");
    assert_eq!(reset(&code).await, "200", "{name}");
    assert_eq!(refresh(app, session).await.status, 401, "{name}: every session is over");
    assert_ne!(log_in(app, email, FIRST).await.status, 200, "{name}: the old password");
    let entered = log_in(app, email, SECOND).await;
    assert_eq!(under.viewer(&access(&entered)).await.string("/viewer/user/email"), email, "{name}");
    let out = app
        .send(
            crate::identity::request(app, "logout")
                .header("cookie", format!("refresh={}", token_of(&entered)))
                .body(Body::from(Value::Object(serde_json::Map::new()).to_string()))
                .unwrap(),
        )
        .await;
    assert_eq!(out.status, 204, "{name}: {}", out.text());
    assert_eq!(refresh(app, &token_of(&entered)).await.status, 401, "{name}: logged out");
}
