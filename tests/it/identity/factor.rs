//! The second factor: each code is good once, few guesses, and every act leaves its line.

use api::ports::identity::totp;
use chrono::TimeDelta;
use harness::{Answer, Member, TestApp};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{PASSWORD, ask, log_in, refresh, somebody, token_of, verdict};

/// Somebody with an authenticator.
struct Guarded {
    person: Member,
    secret: SecretString,
    recovery: Vec<String>,
}

async fn mutate(app: &TestApp, token: &str, call: &str) -> Answer {
    app.gql("app", Some(token), &format!("mutation {{ {call} }}"), json!({})).await
}

async fn patient() -> TestApp {
    TestApp::builder()
        .config(|c| {
            c.rate_login_ip = 10_000;
            c.rate_login_account = 1_000;
        })
        .start()
        .await
}

async fn begin(app: &TestApp, person: &Member, password: &str) -> Answer {
    let call =
        format!("mfaSetupBegin(password: \"{password}\") {{ secret otpauthUri qrSvg userErrors {{ field code }} }}");
    mutate(app, &person.token, &call).await
}

/// Sets up an authenticator; its first code is used up by that.
async fn guarded(app: &TestApp) -> Guarded {
    let person = somebody(app).await;
    let begun = begin(app, &person, PASSWORD).await;
    let secret = SecretString::from(begun.string("/mfaSetupBegin/secret"));
    let code = totp::code(&secret, app.clock.now()).unwrap();
    let call = format!("mfaSetupConfirm(code: \"{code}\") {{ recoveryCodes userErrors {{ field code }} }}");
    let done = mutate(app, &person.token, &call).await;
    assert_eq!(done.refusals("mfaSetupConfirm"), Vec::<String>::new(), "{}", done.text());
    let codes = done.data("/mfaSetupConfirm/recoveryCodes");
    let recovery = codes.as_array().unwrap().iter().map(|c| c.as_str().unwrap().to_owned()).collect();
    app.clock.advance(TimeDelta::seconds(30));
    Guarded { person, secret, recovery }
}

fn now(app: &TestApp, guarded: &Guarded) -> String {
    totp::code(&guarded.secret, app.clock.now()).unwrap()
}

fn wrong(app: &TestApp, guarded: &Guarded) -> String {
    let near: Vec<String> = (-2..=2)
        .map(|step| totp::code(&guarded.secret, app.clock.now() + TimeDelta::seconds(30 * step)).unwrap())
        .collect();
    (0..).map(|n| format!("{n:06}")).find(|code| !near.contains(code)).unwrap()
}

/// A log-in that waits for its code.
async fn challenge(app: &TestApp, guarded: &Guarded) -> String {
    let answer = log_in(app, &guarded.person.email, PASSWORD).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("set-cookie"), "", "no session yet");
    let json = answer.json();
    assert!(json.get("access_token").is_none());
    json["mfa"]["challenge"].as_str().unwrap().to_owned()
}

async fn answer(app: &TestApp, challenge: &str, code: &str) -> Answer {
    ask(app, "mfa", json!({ "challenge": challenge, "code": code })).await
}

#[tokio::test]
async fn a_set_up_tells_its_secret_once_and_asks_from_then_on() {
    let app = patient().await;
    let person = somebody(&app).await;
    let stolen = begin(&app, &person, "not the password").await;
    assert_eq!(stolen.refusals("mfaSetupBegin"), ["password INVALID"], "a token alone sets nothing up");
    assert_eq!(app.database.count("second_factors").await, 0);
    let begun = begin(&app, &person, PASSWORD).await;
    let secret = begun.string("/mfaSetupBegin/secret");
    let uri = begun.string("/mfaSetupBegin/otpauthUri");
    assert_eq!((secret.len(), uri.contains(&format!("secret={secret}"))), (32, true), "{uri}");
    assert!(uri.starts_with(&format!("otpauth://totp/Sadu:{}?", person.email)), "{uri}");
    let svg = begun.string("/mfaSetupBegin/qrSvg");
    assert!(svg.starts_with("<svg") && !svg.contains("style=") && !svg.contains("<script"), "{svg}");
    assert_eq!(log_in(&app, &person.email, PASSWORD).await.json().get("mfa"), None, "nothing is asked for yet");
    let stored: String = app.database.value("SELECT encode(secret, 'escape') FROM second_factors").await;
    assert!(!stored.contains(&secret), "the secret is sealed");

    let confirm =
        |code: &str| format!("mfaSetupConfirm(code: \"{code}\") {{ recoveryCodes userErrors {{ field code }} }}");
    let refused = mutate(&app, &person.token, &confirm("000000")).await;
    assert_eq!(refused.refusals("mfaSetupConfirm"), ["code INVALID"]);
    let code = totp::code(&secret.clone().into(), app.clock.now()).unwrap();
    let done = mutate(&app, &person.token, &confirm(&code)).await;
    let codes = done.data("/mfaSetupConfirm/recoveryCodes");
    assert_eq!(codes.as_array().unwrap().len(), 10, "{}", done.text());
    let me = app.gql("app", Some(&person.token), "{ viewer { user { mfaEnabled } } }", json!({})).await;
    assert_eq!(me.data("/viewer/user/mfaEnabled"), true);
    assert!(log_in(&app, &person.email, PASSWORD).await.json()["mfa"]["challenge"].is_string());
    let again = begin(&app, &person, PASSWORD).await;
    assert_eq!(again.data("/mfaSetupBegin/secret"), Value::Null, "the secret of one in use is told nobody");
    let again = mutate(&app, &person.token, &confirm(&code)).await;
    assert_eq!(again.data("/mfaSetupConfirm/recoveryCodes"), Value::Null);
    assert_eq!(app.database.count("platform_audit_events WHERE action = 'mfa.enabled'").await, 1);
}

#[tokio::test]
async fn the_right_code_signs_in_and_is_used_up_by_it() {
    let app = patient().await;
    let guarded = guarded(&app).await;
    let (one, two) = (challenge(&app, &guarded).await, challenge(&app, &guarded).await);
    let code = now(&app, &guarded);
    let welcome = answer(&app, &one, &code).await;
    assert_eq!(welcome.status, 200, "{}", welcome.text());
    assert_eq!(refresh(&app, &token_of(&welcome)).await.status, 200);
    let again = answer(&app, &one, &code).await;
    assert_eq!(verdict(&again), "401 UNAUTHENTICATED", "the log-in waits no more");
    let replayed = answer(&app, &two, &code).await;
    assert_eq!((verdict(&replayed).as_str(), &replayed.json()["error"]["field"]), ("400 BAD_INPUT", &json!("code")));
    let before = totp::code(&guarded.secret, app.clock.now() - TimeDelta::seconds(30)).unwrap();
    assert_eq!(verdict(&answer(&app, &two, &before).await), "400 BAD_INPUT", "nor one from before it");
    app.clock.advance(TimeDelta::seconds(30));
    assert_eq!(answer(&app, &two, &now(&app, &guarded)).await.status, 200, "the next one is good");
}

#[tokio::test]
async fn a_code_sent_twice_at_once_is_good_once() {
    let app = std::sync::Arc::new(patient().await);
    let guarded = guarded(&app).await;
    let code = now(&app, &guarded);
    let mut challenges = Vec::new();
    for _ in 0..6 {
        challenges.push(challenge(&app, &guarded).await);
    }
    let tries: Vec<_> = challenges
        .into_iter()
        .map(|challenge| {
            let (app, code) = (std::sync::Arc::clone(&app), code.clone());
            tokio::spawn(async move { answer(&app, &challenge, &code).await.status })
        })
        .collect();
    let mut told = Vec::new();
    for one in tries {
        told.push(one.await.unwrap());
    }
    told.sort_unstable();
    assert_eq!(told, [200, 400, 400, 400, 400, 400]);
}

#[tokio::test]
async fn a_log_in_waits_five_minutes_and_five_wrong_codes() {
    let app = patient().await;
    let guarded = guarded(&app).await;
    let guessed = challenge(&app, &guarded).await;
    for _ in 0..5 {
        assert_eq!(verdict(&answer(&app, &guessed, &wrong(&app, &guarded)).await), "400 BAD_INPUT");
    }
    assert_eq!(verdict(&answer(&app, &guessed, &now(&app, &guarded)).await), "401 UNAUTHENTICATED");
    let slow = challenge(&app, &guarded).await;
    app.clock.advance(TimeDelta::minutes(5));
    assert_eq!(verdict(&answer(&app, &slow, &now(&app, &guarded)).await), "401 UNAUTHENTICATED");
    let fresh = challenge(&app, &guarded).await;
    for bad in ["", "x", &fresh[1..], &format!("{fresh}A"), &"A".repeat(64)] {
        assert_eq!(verdict(&answer(&app, bad, &now(&app, &guarded)).await), "401 UNAUTHENTICATED", "{bad}");
    }
    assert_eq!(answer(&app, &fresh, &now(&app, &guarded)).await.status, 200, "the positive control");
}

#[tokio::test]
async fn codes_are_guessed_so_often_and_a_right_password_forgives_none() {
    let app = TestApp::start().await;
    let guarded = guarded(&app).await;
    for _ in 0..5 {
        let waiting = challenge(&app, &guarded).await;
        assert_eq!(verdict(&answer(&app, &waiting, &wrong(&app, &guarded)).await), "400 BAD_INPUT");
    }
    let waiting = challenge(&app, &guarded).await;
    let refused = answer(&app, &waiting, &now(&app, &guarded)).await;
    assert_eq!(verdict(&refused), "429 RATE_LIMITED", "even with the right code");
}

#[tokio::test]
async fn nobody_without_the_password_uses_up_somebodys_tries() {
    let app = TestApp::start().await;
    let guarded = guarded(&app).await;
    for act in ["confirm", "reset"] {
        for _ in 0..4 {
            let guess = json!({ "email": guarded.person.email, "code": "000000", "password": "nine camels at dawn" });
            assert!(ask(&app, act, guess).await.status >= 400);
        }
    }
    let waiting = challenge(&app, &guarded).await;
    assert_eq!(answer(&app, &waiting, &now(&app, &guarded)).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_factor_that_is_switched_on_while_a_log_in_is_under_way_stays() {
    let app = patient().await;
    let person = somebody(&app).await;
    let mine = format!("id = '{}'", person.user.0);
    let is_on = async || app.database.count(&format!("users WHERE {mine} AND mfa_enabled_at IS NOT NULL")).await == 1;
    let waiting =
        "pg_stat_activity WHERE datname = current_database() AND usename = 'app_identity' AND wait_event_type = 'Lock'";
    // The password may be compared, and nothing written about people: the log-in waits right after the provider's yes.
    let mut holder = app.database.superuser().await;
    sqlx::raw_sql("BEGIN; LOCK TABLE users IN SHARE MODE").execute(&mut holder).await.unwrap();
    let meanwhile = async {
        for _ in 0..200 {
            if app.database.count(waiting).await > 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        assert_eq!(app.database.count(waiting).await, 1, "the log-in waits");
        let on = format!("UPDATE users SET mfa_enabled_at = '{}' WHERE {mine}; COMMIT", app.clock.now().to_rfc3339());
        sqlx::raw_sql(sqlx::AssertSqlSafe(on)).execute(&mut holder).await.unwrap();
    };
    let (answer, ()) = tokio::join!(log_in(&app, &person.email, PASSWORD), meanwhile);
    assert_eq!(answer.status, 200, "it began without one: {}", answer.text());
    assert!(is_on().await, "what was switched on since is not forgotten");
    // The control: a log-in that begins now is asked for none by the provider, so that ours counts for nothing.
    assert_eq!(log_in(&app, &person.email, PASSWORD).await.status, 200);
    assert!(!is_on().await);
}

#[tokio::test]
async fn a_code_for_recovery_is_good_once() {
    let app = patient().await;
    let guarded = guarded(&app).await;
    let code = &guarded.recovery[3];
    let stored: String = app.database.value("SELECT string_agg(r::text, ' ') FROM recovery_codes r").await;
    assert!(!stored.contains(code.as_str()) && !stored.contains(&code.replace('-', "")));
    let waiting = challenge(&app, &guarded).await;
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(answer(&app, &waiting, &typed).await.status, 200, "as somebody types it");
    let waiting = challenge(&app, &guarded).await;
    assert_eq!(verdict(&answer(&app, &waiting, code).await), "400 BAD_INPUT");
    let another = guarded_other(&app).await;
    assert_eq!(verdict(&answer(&app, &waiting, &another.recovery[0]).await), "400 BAD_INPUT", "somebody else's");
    assert_eq!(answer(&app, &waiting, &guarded.recovery[4]).await.status, 200, "another one");
    assert_eq!(app.database.count("platform_audit_events WHERE action = 'recovery_code.used'").await, 2);
}

async fn guarded_other(app: &TestApp) -> Guarded {
    guarded(app).await
}

#[tokio::test]
async fn new_codes_take_the_place_of_all_before() {
    let app = patient().await;
    let guarded = guarded(&app).await;
    let renew = async |code: &str| {
        let call = format!("recoveryCodesRenew(code: \"{code}\") {{ recoveryCodes userErrors {{ field code }} }}");
        mutate(&app, &guarded.person.token, &call).await
    };
    assert_eq!(renew(&wrong(&app, &guarded)).await.refusals("recoveryCodesRenew"), ["code INVALID"]);
    let code = now(&app, &guarded);
    let codes = renew(&code).await.data("/recoveryCodesRenew/recoveryCodes");
    assert_eq!(renew(&code).await.refusals("recoveryCodesRenew"), ["code INVALID"], "the code is used up");
    let waiting = challenge(&app, &guarded).await;
    assert_eq!(verdict(&answer(&app, &waiting, &guarded.recovery[0]).await), "400 BAD_INPUT");
    assert_eq!(answer(&app, &waiting, codes[0].as_str().unwrap()).await.status, 200);
    assert_eq!(app.database.count("platform_audit_events WHERE action = 'recovery_codes.renewed'").await, 1);
}

#[tokio::test]
async fn it_is_switched_off_by_one_last_code() {
    let app = patient().await;
    let guarded = guarded(&app).await;
    let waiting = challenge(&app, &guarded).await;
    let disable = async |code: &str| {
        let call = format!("mfaDisable(code: \"{code}\") {{ disabled userErrors {{ field code }} }}");
        mutate(&app, &guarded.person.token, &call).await
    };
    assert_eq!(disable(&wrong(&app, &guarded)).await.refusals("mfaDisable"), ["code INVALID"]);
    assert_eq!(disable(&now(&app, &guarded)).await.data("/mfaDisable/disabled"), true);
    assert!(log_in(&app, &guarded.person.email, PASSWORD).await.json()["access_token"].is_string());
    assert_eq!(app.database.count("second_factors").await, 0);
    assert_eq!(app.database.count("recovery_codes").await, 0);
    assert_eq!(app.database.count("platform_audit_events WHERE action = 'mfa.disabled'").await, 1);
    assert_eq!(disable("000000").await.data("/mfaDisable/disabled"), false, "it is off already");
    app.clock.advance(TimeDelta::seconds(30));
    let late = answer(&app, &waiting, &now(&app, &guarded)).await;
    assert_eq!(late.status, 400, "an authenticator that is forgotten signs nobody in: {}", late.text());
}

#[tokio::test]
async fn a_reset_password_does_not_pass_the_second_factor_by() {
    let app = patient().await;
    let guarded = guarded(&app).await;
    let before = challenge(&app, &guarded).await;
    ask(&app, "forgot", json!({ "email": guarded.person.email })).await;
    let code = super::code_of(&app, &guarded.person.email).await;
    let next = "nine camels at dawn";
    let body = json!({ "email": guarded.person.email, "code": code, "password": next });
    assert_eq!(ask(&app, "reset", body).await.status, 200);
    let answer = log_in(&app, &guarded.person.email, next).await.json();
    assert!(answer["mfa"]["challenge"].is_string() && answer.get("access_token").is_none(), "{answer}");
    let late = self::answer(&app, &before, &now(&app, &guarded)).await;
    assert_eq!(verdict(&late), "401 UNAUTHENTICATED", "a log-in that waited has shown the old password");
}
