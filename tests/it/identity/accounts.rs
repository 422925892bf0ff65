//! From sign-up to a lost password: codes that are good once, and answers that never tell who has an account.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use harness::TestApp;
use serde_json::{Value, json};

use super::{
    PASSWORD, address, ask, code_of, letter, log_in, other_than, refresh, session, somebody, token_of, verdict,
};

const NEXT: &str = "nine camels at dawn";

fn new(email: &str) -> Value {
    json!({ "email": email, "password": PASSWORD, "name": "نورة", "locale": "en" })
}

/// Limits that no test here meets by accident.
async fn patient() -> TestApp {
    TestApp::builder()
        .config(|c| {
            c.rate_login_ip = 10_000;
            c.rate_login_account = 1_000;
        })
        .start()
        .await
}

#[tokio::test]
async fn who_signs_up_and_confirms_is_in() {
    let app = TestApp::start().await;
    let email = address();
    let answer = ask(&app, "signup", new(&email.to_uppercase())).await;
    assert_eq!((answer.status, answer.json()), (202, json!({})), "{}", answer.text());
    assert_eq!(app.database.count(&format!("users WHERE email = '{email}'")).await, 0, "no person yet");
    assert_eq!(verdict(&log_in(&app, &email, "not the password").await), "401 UNAUTHENTICATED");
    let unconfirmed = log_in(&app, &email, PASSWORD).await;
    assert_eq!(verdict(&unconfirmed), "403 EMAIL_UNCONFIRMED", "told after the right password alone");

    let (event, code) = letter(&app, &email).await.unwrap();
    assert_eq!(event, "confirm_address");
    assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
    let wrong = ask(&app, "confirm", json!({ "email": email, "code": other_than(&code) })).await;
    assert_eq!((verdict(&wrong).as_str(), &wrong.json()["error"]["field"]), ("400 BAD_INPUT", &json!("code")));
    let eastern: String = code.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0x660).unwrap()).collect();
    let answer = ask(&app, "confirm", json!({ "email": email, "code": format!(" {eastern} ") })).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    let me = app.gql("app", Some(&token), "{ viewer { user { email name locale mfaEnabled } } }", json!({})).await;
    let expected = json!({ "email": email, "name": "نورة", "locale": "EN", "mfaEnabled": false });
    assert_eq!(me.data("/viewer/user"), expected);
    assert_eq!(refresh(&app, &token_of(&answer)).await.status, 200);
    assert_eq!(log_in(&app, &email, PASSWORD).await.status, 200);

    let again = ask(&app, "confirm", json!({ "email": email, "code": code })).await;
    assert_eq!(verdict(&again), "400 BAD_INPUT", "a code is good once");
    let lines = "SELECT string_agg(action, ' ' ORDER BY created_at, id) FROM platform_audit_events WHERE actor_kind = 'identity'";
    assert_eq!(app.database.value::<String>(lines).await, "person.joined session.started session.started");
}

#[tokio::test]
async fn a_taken_address_is_told_in_its_letter_alone() {
    let app = patient().await;
    let taken = somebody(&app).await.email;
    let free = address();
    let answers = [ask(&app, "signup", new(&taken)).await, ask(&app, "signup", new(&free)).await];
    assert_eq!((answers[0].status, answers[0].text()), (answers[1].status, answers[1].text()));
    assert_eq!(letter(&app, &taken).await, Some(("address_taken".to_owned(), String::new())));
    assert_eq!(letter(&app, &free).await.unwrap().0, "confirm_address");
    assert_eq!(app.database.count("email_tokens").await, 1, "nothing waits for the taken one");
    assert_eq!(log_in(&app, &taken, PASSWORD).await.status, 200, "its password is what it was");
    // Nor do the other letters tell.
    for (act, known, unknown) in [("forgot", &taken, address()), ("resend", &free, address())] {
        let (known, unknown) =
            (ask(&app, act, json!({ "email": known })).await, ask(&app, act, json!({ "email": unknown })).await);
        assert_eq!((known.status, known.text()), (202, "{}".to_owned()), "{act}");
        assert_eq!((unknown.status, unknown.text()), (202, "{}".to_owned()), "{act}");
    }
    let letters = app.database.count("identity_deliveries").await;
    assert_eq!(letters, 4, "none to whom nobody knows");
    for act in ["confirm", "reset"] {
        let guess = |email: &str| json!({ "email": email, "code": "000000", "password": NEXT });
        let (known, unknown) = (ask(&app, act, guess(&taken)).await, ask(&app, act, guess(&address())).await);
        assert_eq!((known.status, known.text()), (unknown.status, unknown.text()), "{act}");
    }
}

#[tokio::test]
async fn an_unknown_address_takes_as_long_as_a_known_one() {
    let app = patient().await;
    let known = somebody(&app).await.email;
    for (act, code) in [("signup", ""), ("forgot", ""), ("resend", ""), ("reset", "000000")] {
        let mut spans = [Vec::new(), Vec::new()];
        for _ in 0..5 {
            // In turns, so that whatever else the machine does falls on both.
            for (spans, email) in spans.iter_mut().zip([known.clone(), address()]) {
                let body = json!({ "email": email, "password": NEXT, "code": code });
                let begun = Instant::now();
                let answer = ask(&app, act, body).await;
                assert_eq!(answer.status, if act == "reset" { 400 } else { 202 }, "{act}: {}", answer.text());
                spans.push(begun.elapsed());
            }
        }
        let [known, unknown] = spans.map(|mut spans| {
            spans.sort();
            spans[2]
        });
        let apart = known.abs_diff(unknown);
        assert!(apart < Duration::from_millis(60), "{act}: known {known:?}, unknown {unknown:?}");
        assert!(known.min(unknown) >= Duration::from_millis(350), "{act}: {known:?}, {unknown:?}");
    }
}

#[tokio::test]
async fn a_code_has_an_end_and_ten_tries() {
    let app = patient().await;
    let (slow, guessed, third) = (address(), address(), address());
    for email in [&slow, &guessed, &third] {
        assert_eq!(ask(&app, "signup", new(email)).await.status, 202);
    }
    let confirm =
        async |email: &str, code: &str| verdict(&ask(&app, "confirm", json!({ "email": email, "code": code })).await);
    let code = code_of(&app, &guessed).await;
    for _ in 0..10 {
        assert_eq!(confirm(&guessed, &other_than(&code)).await, "400 BAD_INPUT");
    }
    assert_eq!(confirm(&guessed, &code).await, "400 BAD_INPUT", "the right one comes too late");
    assert_eq!(ask(&app, "resend", json!({ "email": guessed })).await.status, 202);
    let another = code_of(&app, &guessed).await;
    assert_eq!(confirm(&guessed, &code).await, "400 BAD_INPUT", "a letter takes the place of the one before");
    assert_eq!(confirm(&guessed, &another).await, "200", "with tries of its own");
    let code = code_of(&app, &third).await;
    for _ in 0..9 {
        confirm(&third, &other_than(&code)).await;
    }
    assert_eq!(confirm(&third, &code).await, "200", "the tenth try may be right");
    let code = code_of(&app, &slow).await;
    app.clock.advance(TimeDelta::hours(24));
    assert_eq!(confirm(&slow, &code).await, "400 BAD_INPUT", "after a day");
    assert_eq!(verdict(&log_in(&app, &slow, PASSWORD).await), "401 UNAUTHENTICATED", "the sign-up is forgotten");
}

#[tokio::test]
async fn a_second_sign_up_takes_the_place_of_the_first() {
    let app = patient().await;
    let email = address();
    ask(&app, "signup", new(&email)).await;
    let first = code_of(&app, &email).await;
    ask(&app, "signup", json!({ "email": email, "password": NEXT })).await;
    let second = code_of(&app, &email).await;
    if first != second {
        let old = ask(&app, "confirm", json!({ "email": email, "code": first })).await;
        assert_eq!(verdict(&old), "400 BAD_INPUT");
    }
    assert_eq!(ask(&app, "confirm", json!({ "email": email, "code": second })).await.status, 200);
    assert_eq!(verdict(&log_in(&app, &email, PASSWORD).await), "401 UNAUTHENTICATED", "the first one's password");
    assert_eq!(log_in(&app, &email, NEXT).await.status, 200);
}

#[tokio::test]
async fn of_two_confirmations_at_once_one_makes_the_person() {
    let app = std::sync::Arc::new(patient().await);
    let email = address();
    ask(&app, "signup", new(&email)).await;
    let code = code_of(&app, &email).await;
    let both: Vec<_> = (0..6)
        .map(|_| {
            let (app, body) = (std::sync::Arc::clone(&app), json!({ "email": email, "code": code }));
            tokio::spawn(async move { ask(&app, "confirm", body).await.status })
        })
        .collect();
    let mut told = Vec::new();
    for one in both {
        told.push(one.await.unwrap());
    }
    told.sort_unstable();
    assert_eq!(told, [200, 400, 400, 400, 400, 400]);
    assert_eq!(app.database.count(&format!("users WHERE email = '{email}'")).await, 1);
}

#[tokio::test]
async fn a_reset_takes_one_code_and_ends_every_session() {
    let app = patient().await;
    let person = somebody(&app).await;
    let (one, two) = (session(&app, &person).await, session(&app, &person).await);
    ask(&app, "forgot", json!({ "email": person.email })).await;
    let (event, code) = letter(&app, &person.email).await.unwrap();
    assert_eq!(event, "reset_password");
    let reset = async |code: &str, password: &str| {
        let body = json!({ "email": person.email, "code": code, "password": password });
        ask(&app, "reset", body).await
    };
    assert_eq!(verdict(&reset(&other_than(&code), NEXT).await), "400 BAD_INPUT");
    let weak = reset(&code, "password1234").await;
    assert_eq!((verdict(&weak).as_str(), &weak.json()["error"]["field"]), ("400 BAD_INPUT", &json!("password")));
    assert_eq!(refresh(&app, &one).await.status, 200, "nothing has happened so far");
    let done = reset(&code, NEXT).await;
    assert_eq!((done.status, done.json()), (200, json!({})), "{}", done.text());
    assert!(done.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(verdict(&reset(&code, PASSWORD).await), "400 BAD_INPUT", "a code is good once");
    assert_eq!(verdict(&refresh(&app, &two).await), "401 UNAUTHENTICATED");
    assert_eq!(app.database.count("sessions WHERE ended_by = 'password'").await, 2);
    assert_eq!(verdict(&log_in(&app, &person.email, PASSWORD).await), "401 UNAUTHENTICATED");
    assert_eq!(log_in(&app, &person.email, NEXT).await.status, 200);
    ask(&app, "forgot", json!({ "email": person.email })).await;
    let late = code_of(&app, &person.email).await;
    app.clock.advance(TimeDelta::hours(1));
    assert_eq!(verdict(&reset(&late, PASSWORD).await), "400 BAD_INPUT", "after an hour");
}

#[tokio::test]
async fn a_code_of_one_purpose_or_address_is_none_of_another() {
    let app = patient().await;
    let person = somebody(&app).await;
    let email = address();
    ask(&app, "signup", new(&email)).await;
    ask(&app, "forgot", json!({ "email": person.email })).await;
    let (confirm, reset) = (code_of(&app, &email).await, code_of(&app, &person.email).await);
    if confirm != reset {
        for (act, body) in [
            ("confirm", json!({ "email": email, "code": reset })),
            ("reset", json!({ "email": person.email, "code": confirm, "password": NEXT })),
        ] {
            assert_eq!(verdict(&ask(&app, act, body).await), "400 BAD_INPUT", "{act}");
        }
    }
    for (act, body) in [
        ("confirm", json!({ "email": person.email, "code": reset })),
        ("reset", json!({ "email": email, "code": confirm, "password": NEXT })),
    ] {
        assert_eq!(verdict(&ask(&app, act, body).await), "400 BAD_INPUT", "{act} of the other kind");
    }
    assert_eq!(
        ask(&app, "confirm", json!({ "email": email, "code": confirm })).await.status,
        200,
        "the positive control"
    );
}

#[tokio::test]
async fn what_was_typed_wrong_is_told_beside_its_field() {
    let app = patient().await;
    let email = address();
    let long = "x".repeat(121);
    for (act, body, field) in [
        ("signup", json!({ "password": PASSWORD }), "email"),
        ("signup", json!({ "email": "nobody", "password": PASSWORD }), "email"),
        ("signup", json!({ "email": email }), "password"),
        ("signup", json!({ "email": email, "password": "short" }), "password"),
        ("signup", json!({ "email": email, "password": "Password-1234" }), "password"),
        ("signup", json!({ "email": email, "password": email }), "password"),
        ("signup", json!({ "email": email, "password": PASSWORD, "name": long }), "name"),
        ("confirm", json!({ "email": email }), "code"),
        ("confirm", json!({ "code": "123456" }), "email"),
        ("resend", json!({}), "email"),
        ("forgot", json!({ "email": "" }), "email"),
        ("reset", json!({ "email": email, "code": "123456" }), "password"),
        ("reset", json!({ "email": email, "password": PASSWORD }), "code"),
        ("mfa", json!({ "challenge": "x" }), "code"),
    ] {
        let answer = ask(&app, act, body.clone()).await;
        assert_eq!(verdict(&answer), "400 BAD_INPUT", "{act} {body}: {}", answer.text());
        assert_eq!(answer.json()["error"]["field"], field, "{act} {body}");
    }
    assert_eq!(app.database.count("email_tokens").await, 0);
    assert_eq!(app.database.count("identity_deliveries").await, 0);
}

#[tokio::test]
async fn letters_are_asked_for_so_often_whoever_has_the_address() {
    let app = TestApp::start().await;
    let known = somebody(&app).await.email;
    for email in [known, address()] {
        for _ in 0..5 {
            assert_eq!(ask(&app, "forgot", json!({ "email": email })).await.status, 202);
        }
        let refused = ask(&app, "forgot", json!({ "email": email })).await;
        assert_eq!(verdict(&refused), "429 RATE_LIMITED");
        assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
        assert_eq!(refused.header("ratelimit-remaining"), "0");
        assert_eq!(verdict(&log_in(&app, &email, "not the password").await), "401 UNAUTHENTICATED", "counted apart");
    }
}

#[tokio::test]
async fn no_code_stands_in_the_database() {
    let app = TestApp::start().await;
    let email = address();
    ask(&app, "signup", new(&email)).await;
    let code = code_of(&app, &email).await;
    let tables = "SELECT string_agg(t, ' ') FROM (SELECT e::text FROM email_tokens e UNION ALL SELECT d::text FROM identity_deliveries d
        UNION ALL SELECT o::text FROM identity_outbox o) all_rows (t)";
    let rows: String = app.database.value(tables).await;
    // Six digits may stand in a time or an id by chance, but hardly bounded like a value of their own.
    let found = rows.split([',', '(', ')', '"', ' ', ':', '}', '{']).any(|value| value == code);
    assert!(!found, "{code} in {rows}");
    assert!(!rows.contains(PASSWORD));
}
