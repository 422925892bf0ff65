//! Log-in: equal answers after equal work, and fewer and fewer guesses.

use std::time::{Duration, Instant};

use api::{kernel::error::Error, ports::identity::attempts::Patience};
use axum::{body::Body, http::header};
use harness::TestApp;
use serde_json::json;
use uuid::Uuid;

use super::{PASSWORD, log_in, refresh, request, session, somebody, token_of, verdict};

#[tokio::test]
async fn the_right_password_gives_a_token_and_a_cookie() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let answer = log_in(&app, &person.email.to_uppercase(), PASSWORD).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let body = answer.json();
    assert_eq!((body["token_type"].as_str(), body["expires_in"].as_i64()), (Some("Bearer"), Some(900)));
    assert_eq!(answer.header("cache-control"), "no-store");
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("refresh="), "{cookie}");
    // Fourteen days, or a second less if the machine was busy in between.
    let ends = [1_209_600, 1_209_599].map(|age| format!("; Path=/auth; Max-Age={age}; HttpOnly; SameSite=Strict"));
    assert!(ends.iter().any(|end| cookie.ends_with(end)), "{cookie}");
    let token = body["access_token"].as_str().unwrap();
    let viewer = app.gql("app", Some(token), "{ viewer { user { email } } }", json!({})).await;
    assert_eq!(viewer.string("/viewer/user/email"), person.email);
    let lines = "platform_audit_events WHERE action = 'session.started' AND actor_kind = 'identity'";
    assert_eq!(app.database.count(&format!("{lines} AND actor_id = '{}'", person.user.0)).await, 1);
}

#[tokio::test]
async fn over_https_the_cookie_is_secure() {
    let app = TestApp::builder().config(|c| c.base_url = "https://localhost:8000".to_owned()).start().await;
    let person = somebody(&app).await;
    let body = json!({ "email": person.email, "password": PASSWORD }).to_string();
    let send = async |origin: &str| {
        let request = app
            .request("POST", "app", "/auth/login")
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/json; charset=utf-8");
        app.send(request.body(Body::from(body.clone())).unwrap()).await
    };
    let answer = send("https://app.localhost:8000").await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Secure-refresh=") && cookie.ends_with("; Secure"), "{cookie}");
    assert_eq!(verdict(&send("http://app.localhost:8000").await), "403 FORBIDDEN", "the same host without https");
}

#[tokio::test]
async fn an_unknown_address_is_answered_like_a_wrong_password() {
    let app = TestApp::builder().config(|c| c.rate_login_ip = 10_000).start().await;
    let known = somebody(&app).await;
    let without_password = app.person(&format!("w{}@people.example", Uuid::new_v4().simple())).await;
    let unconfirmed = somebody(&app).await;
    app.database.run(&format!("UPDATE users SET email_verified_at = NULL WHERE id = '{}'", unconfirmed.user.0)).await;
    let wrong = log_in(&app, &known.email, "not the password").await;
    assert_eq!(verdict(&wrong), "401 UNAUTHENTICATED");
    assert_eq!(wrong.header("www-authenticate"), "Bearer");
    assert_eq!(wrong.header("set-cookie"), "");
    let names = |answer: &harness::Answer| answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
    for (what, email, password) in [
        ("unknown", "nobody@people.example", PASSWORD),
        ("without a password", without_password.email.as_str(), PASSWORD),
        ("unconfirmed", unconfirmed.email.as_str(), PASSWORD),
    ] {
        let answer = log_in(&app, email, password).await;
        assert_eq!((answer.status, answer.text()), (wrong.status, wrong.text()), "{what}");
        assert_eq!(names(&answer), names(&wrong), "{what}");
    }
    assert_eq!(log_in(&app, &known.email, PASSWORD).await.status, 200, "the positive control");
}

#[tokio::test]
async fn an_unknown_address_takes_as_long_as_a_wrong_password() {
    let app = TestApp::builder()
        .config(|c| {
            c.rate_login_ip = 10_000;
            c.rate_login_account = 1_000;
        })
        .start()
        .await;
    let known = somebody(&app).await.email;
    let unknown = format!("n{}@people.example", Uuid::new_v4().simple());
    let mut spans = [Vec::new(), Vec::new()];
    for _ in 0..9 {
        // In turns, so that whatever else the machine does falls on both.
        for (spans, email) in spans.iter_mut().zip([&known, &unknown]) {
            let begun = Instant::now();
            assert_eq!(log_in(&app, email, "not the password").await.status, 401);
            spans.push(begun.elapsed());
        }
    }
    let [known, unknown] = spans.map(|mut spans| {
        spans.sort();
        spans[4]
    });
    let (short, long) = (known.min(unknown), known.max(unknown));
    assert!(long < short * 2, "known {known:?}, unknown {unknown:?}");
    assert!(short > Duration::from_millis(2), "{short:?} is too short for any hash");
}

#[tokio::test]
async fn the_sixth_guess_on_an_account_waits_whether_there_is_one_or_not() {
    let app = TestApp::start().await;
    let (person, other) = (somebody(&app).await, somebody(&app).await);
    for email in [person.email.clone(), format!("n{}@people.example", Uuid::new_v4().simple())] {
        for guess in 1..=5 {
            assert_eq!(
                verdict(&log_in(&app, &email, "not the password").await),
                "401 UNAUTHENTICATED",
                "guess {guess}"
            );
        }
        let refused = log_in(&app, &email, PASSWORD).await;
        assert_eq!(verdict(&refused), "429 RATE_LIMITED", "even with the right password");
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((25..=30).contains(&wait), "{wait}");
        let told = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"].map(|name| refused.header(name));
        assert_eq!(told, ["5", "0", &wait.to_string()], "the account's limit, not the address's");
    }
    assert_eq!(log_in(&app, &other.email, PASSWORD).await.status, 200, "another account");
}

#[tokio::test]
async fn the_right_password_forgives_the_guesses_before() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(log_in(&app, &person.email, "not the password").await.status, 401);
        }
        assert_eq!(log_in(&app, &person.email, PASSWORD).await.status, 200);
    }
}

#[tokio::test]
async fn one_address_guesses_so_often_whatever_the_accounts() {
    let app = TestApp::builder().config(|c| c.rate_login_ip = 3).start().await;
    let person = somebody(&app).await;
    for n in 0..3 {
        assert_eq!(log_in(&app, &format!("guess{n}@people.example"), "not the password").await.status, 401);
    }
    let refused = log_in(&app, &person.email, PASSWORD).await;
    assert_eq!(verdict(&refused), "429 RATE_LIMITED");
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!((refused.header("ratelimit-limit"), refused.header("ratelimit-remaining")), ("3", "0"));
    let elsewhere = request(&app, "login").header("x-forwarded-for", "192.0.2.77");
    let body = json!({ "email": person.email, "password": PASSWORD }).to_string();
    assert_eq!(app.send(elsewhere.body(Body::from(body)).unwrap()).await.status, 200, "another address");
}

#[tokio::test]
async fn without_redis_a_process_counts_by_itself_and_refresh_always_works() {
    let with_redis = TestApp::start().await;
    let (person, other) = (somebody(&with_redis).await, somebody(&with_redis).await);
    let app = TestApp::builder()
        .over(&with_redis)
        .config(|c| {
            c.redis_url = Some("redis://127.0.0.1:1".to_owned().into());
            c.rate_login_account = 10;
        })
        .start()
        .await;
    for guess in 1..=2 {
        assert_eq!(
            verdict(&log_in(&app, &person.email, "not the password").await),
            "401 UNAUTHENTICATED",
            "guess {guess}"
        );
    }
    let refused = log_in(&app, &person.email, PASSWORD).await;
    assert_eq!(verdict(&refused), "429 RATE_LIMITED", "a fifth of ten");
    assert_eq!(refused.header("retry-after"), "30");
    assert_eq!((refused.header("ratelimit-limit"), refused.header("ratelimit-remaining")), ("2", "0"));
    assert_eq!(log_in(&app, &other.email, PASSWORD).await.status, 200, "another account");

    // Seen by the process with Redis; used at one without.
    let mut token = session(&with_redis, &person).await;
    for turn in 1..=20 {
        let answer = refresh(&app, &token).await;
        assert_eq!(answer.status, 200, "turn {turn}: {}", answer.text());
        token = token_of(&answer);
    }
    // Four of the six were spent above.
    for n in 0..2 {
        assert_eq!(log_in(&app, &format!("guess{n}@people.example"), "not the password").await.status, 401);
    }
    let refused = log_in(&app, "guess9@people.example", "not the password").await;
    assert_eq!(verdict(&refused), "429 RATE_LIMITED", "six of thirty from one address");
}

#[tokio::test]
async fn what_was_typed_wrong_is_told_beside_its_field() {
    let app = TestApp::start().await;
    for (body, field) in [
        (json!({ "password": PASSWORD }), "email"),
        (json!({ "email": "owner", "password": PASSWORD }), "email"),
        (json!({ "email": "adm\u{130}n@people.example", "password": PASSWORD }), "email"),
        (json!({ "email": "owner@people.example" }), "password"),
        (json!({ "email": "owner@people.example", "password": "x".repeat(2_000) }), "password"),
    ] {
        let answer = app.send(request(&app, "login").body(Body::from(body.to_string())).unwrap()).await;
        assert_eq!(verdict(&answer), "400 BAD_INPUT", "{body}");
        assert_eq!(answer.json()["error"]["field"], field, "{body}");
    }
    for bad in ["", "[]", "null", "{", "{\"email\":1,\"password\":2}", "email=a&password=b"] {
        let answer = app.send(request(&app, "login").body(Body::from(bad)).unwrap()).await;
        assert_eq!(verdict(&answer), "400 BAD_INPUT", "{bad}");
    }
    let long = json!({ "email": "owner@people.example", "password": "x".repeat(20_000) }).to_string();
    assert_eq!(app.send(request(&app, "login").body(Body::from(long)).unwrap()).await.status, 413);
    let arabic = app
        .request("POST", "app", "/auth/login")
        .header(header::ORIGIN, super::ORIGIN)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT_LANGUAGE, "ar-KW");
    let answer = app.send(arabic.body(Body::from("{}")).unwrap()).await;
    assert_eq!(answer.json()["error"]["message"], "هذا الحقل مطلوب");
}

#[tokio::test]
async fn in_redis_the_delay_doubles_to_its_limit_and_a_refusal_extends_nothing() {
    let app = TestApp::start().await;
    let key = format!("{{{}}}:test", Uuid::new_v4().simple());
    let try_with = async |free: u32| match app.app.redis.attempt(&key, Patience::new(free)).await {
        Ok(()) => 0,
        Err(Error::RateLimited { retry_after_s }) => retry_after_s,
        Err(other) => panic!("{other}"),
    };
    for _ in 0..6 {
        assert_eq!(try_with(20).await, 0);
    }
    // Six are counted: the fewer were free, the further the delay has grown.
    for (free, wait) in [(6, 30), (5, 60), (4, 120), (3, 240), (2, 480), (1, 900), (0, 900), (6, 30)] {
        let told = try_with(free).await;
        assert!((wait - 5..=wait).contains(&told), "{free} free: {told} s, not {wait}");
    }
    app.app.redis.forget(&key).await.unwrap();
    assert_eq!(try_with(1).await, 0, "forgotten");
}
