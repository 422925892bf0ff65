//! Refresh and log-out: each rule broken singly is refused, and a token used twice ends what it belongs to.

use axum::{body::Body, http::header};
use chrono::TimeDelta;
use harness::{Answer, TestApp};

use super::{ORIGIN, refresh, request, session, somebody, token_of, verdict, with_cookie};

#[tokio::test]
async fn each_rule_of_refresh_broken_singly_is_refused() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let token = session(&app, &person).await;
    let cookie = format!("refresh={token}");
    let send = async |method: &str, label: &str, path: &str, headers: &[(&str, &str)]| -> Answer {
        let mut request = app.request(method, label, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        app.send(request.body(Body::from("{}")).unwrap()).await
    };
    let json = ("content-type", "application/json");
    let (origin, cookie) = (("origin", ORIGIN), ("cookie", cookie.as_str()));
    for act in ["refresh", "logout", "login", "signup", "confirm", "resend", "mfa", "forgot", "reset"] {
        let path = format!("/auth/{act}");
        for method in ["GET", "PUT", "DELETE", "HEAD"] {
            assert_eq!(send(method, "app", &path, &[origin, json, cookie]).await.status, 405, "{method} {act}");
        }
        for wrong in [
            "null",
            "http://localhost:8000",
            "http://shop.localhost:8000",
            "https://app.localhost:8000",
            "http://app.localhost",
            "http://app.localhost:8001",
            "http://app.localhost:8000.evil.example",
            "https://evil.example",
        ] {
            let answer = send("POST", "app", &path, &[("origin", wrong), json, cookie]).await;
            assert_eq!(verdict(&answer), "403 FORBIDDEN", "{act} from {wrong}");
        }
        assert_eq!(
            verdict(&send("POST", "app", &path, &[json, cookie]).await),
            "403 FORBIDDEN",
            "{act} without an origin"
        );
        for wrong in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx", ""]
        {
            let answer = send("POST", "app", &path, &[origin, ("content-type", wrong), cookie]).await;
            assert_eq!(verdict(&answer), "415 BAD_INPUT", "{act} as {wrong}");
        }
        assert_eq!(
            verdict(&send("POST", "app", &path, &[origin, cookie]).await),
            "415 BAD_INPUT",
            "{act} without a type"
        );
        for label in ["shop", ""] {
            let answer = send("POST", label, &path, &[origin, json, cookie]).await;
            assert_eq!(verdict(&answer), "404 NOT_FOUND", "{act} at {label}");
        }
    }
    assert_eq!(
        verdict(&send("POST", "app", "/auth/refresh", &[origin, json]).await),
        "401 UNAUTHENTICATED",
        "no cookie"
    );
    let bearer = format!("Bearer {token}");
    let elsewhere =
        send("POST", "app", &format!("/auth/refresh?refresh={token}"), &[origin, json, ("authorization", &bearer)])
            .await;
    assert_eq!(verdict(&elsewhere), "401 UNAUTHENTICATED", "a token anywhere but in its cookie");
    let right = send("POST", "app", "/auth/refresh", &[origin, json, cookie]).await;
    assert_eq!(right.status, 200, "the positive control; nothing of the above has touched the session");
    assert_ne!(token_of(&right), token);
}

#[tokio::test]
async fn a_token_is_good_once_and_for_ten_seconds_gives_the_same_successor() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let first = session(&app, &person).await;
    let second = token_of(&refresh(&app, &first).await);
    assert_ne!(first, second);
    // Halfway: what the calls themselves take counts too.
    app.clock.advance(TimeDelta::seconds(5));
    let again = refresh(&app, &first).await;
    assert_eq!((again.status, token_of(&again)), (200, second.clone()), "two tabs, or an answer that got lost");
    let third = token_of(&refresh(&app, &second).await);
    assert!(third != second && !third.is_empty(), "the session goes on");
}

#[tokio::test]
async fn tabs_that_refresh_at_once_get_the_same_successor() {
    let app = std::sync::Arc::new(TestApp::start().await);
    let person = somebody(&app).await;
    let token = session(&app, &person).await;
    let tabs: Vec<_> = (0..8)
        .map(|_| {
            let (app, token) = (std::sync::Arc::clone(&app), token.clone());
            tokio::spawn(async move { token_of(&refresh(&app, &token).await) })
        })
        .collect();
    let mut successors = Vec::new();
    for tab in tabs {
        successors.push(tab.await.unwrap());
    }
    successors.dedup();
    assert!(successors.len() == 1 && !successors[0].is_empty(), "{successors:?}");
    assert_eq!(app.database.value::<i32>("SELECT generation FROM sessions").await, 2);
}

#[tokio::test]
async fn a_stolen_token_used_again_ends_the_session() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let (stolen, elsewhere) = (session(&app, &person).await, session(&app, &person).await);
    let thiefs = token_of(&refresh(&app, &stolen).await);
    app.clock.advance(TimeDelta::seconds(11));
    let owners = refresh(&app, &stolen).await;
    assert_eq!(verdict(&owners), "401 UNAUTHENTICATED");
    assert!(
        owners.header("set-cookie").starts_with("refresh=; Path=/auth; Max-Age=0;"),
        "{}",
        owners.header("set-cookie")
    );
    assert_eq!(verdict(&refresh(&app, &thiefs).await), "401 UNAUTHENTICATED", "the thief's token is dead too");
    assert_eq!(refresh(&app, &elsewhere).await.status, 200, "another device's session lives");
    let ended = "sessions WHERE ended_by = 'reuse'";
    assert_eq!(app.database.count(ended).await, 1);
    assert_eq!(app.database.count("platform_audit_events WHERE action = 'session.ended'").await, 1);
}

#[tokio::test]
async fn a_token_two_generations_old_ends_the_session_at_once() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let first = session(&app, &person).await;
    let second = token_of(&refresh(&app, &first).await);
    let third = token_of(&refresh(&app, &second).await);
    assert_eq!(refresh(&app, &first).await.status, 401, "within the ten seconds of its grandchild");
    assert_eq!(refresh(&app, &third).await.status, 401);
}

#[tokio::test]
async fn an_invented_token_ends_nothing() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let token = session(&app, &person).await;
    for place in [0, 8, 22, 27, 40, 69] {
        let mut changed = token.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(verdict(&refresh(&app, &changed).await), "401 UNAUTHENTICATED", "changed at {place}");
        assert_eq!(with_cookie(&app, "logout", &changed).await.status, 204, "changed at {place}");
    }
    for bad in ["", "x", "null", &"A".repeat(70), &"A".repeat(4_000)] {
        assert_eq!(verdict(&refresh(&app, bad).await), "401 UNAUTHENTICATED", "{bad}");
    }
    assert_eq!(refresh(&app, &token).await.status, 200, "the session lives");
}

#[tokio::test]
async fn a_log_out_ends_the_session_by_any_of_its_tokens() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let first = session(&app, &person).await;
    let second = token_of(&refresh(&app, &first).await);
    let out = with_cookie(&app, "logout", &first).await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").starts_with("refresh=; Path=/auth; Max-Age=0;"));
    assert_eq!(verdict(&refresh(&app, &second).await), "401 UNAUTHENTICATED");
    assert_eq!(verdict(&refresh(&app, &first).await), "401 UNAUTHENTICATED", "not even within the ten seconds");
    assert_eq!(with_cookie(&app, "logout", &second).await.status, 204, "twice is no fault");
    assert_eq!(app.database.count("platform_audit_events WHERE action = 'session.ended'").await, 1);
    let request = request(&app, "logout").body(Body::empty()).unwrap();
    assert_eq!(app.send(request).await.status, 204, "without a session there is nothing to end");
}

#[tokio::test]
async fn a_session_left_alone_is_over() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let (used, idle) = (session(&app, &person).await, session(&app, &person).await);
    app.clock.advance(TimeDelta::days(13));
    let used = token_of(&refresh(&app, &used).await);
    app.clock.advance(TimeDelta::days(2));
    assert_eq!(refresh(&app, &used).await.status, 200, "use prolongs it");
    assert_eq!(verdict(&refresh(&app, &idle).await), "401 UNAUTHENTICATED");
}

#[tokio::test]
async fn what_the_database_keeps_opens_nothing() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let token = session(&app, &person).await;
    let row: String = app.database.value("SELECT (s.*)::text FROM sessions s").await;
    assert!(!row.contains(&token), "{row}");
    let hash: String = app.database.value("SELECT password_hash FROM credentials").await;
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    for role in ["app_user", "app_platform", "app_worker"] {
        let mut connection = app.database.connect(role).await;
        for table in ["sessions", "credentials"] {
            let read =
                sqlx::query(sqlx::AssertSqlSafe(format!("SELECT 1 FROM {table}"))).execute(&mut connection).await;
            assert!(read.is_err(), "{role} reads {table}");
        }
    }
    let mut connection = app.database.connect("app_identity").await;
    assert!(sqlx::query("SELECT 1 FROM sessions").execute(&mut connection).await.is_ok(), "the positive control");
    // A cookie of another name, path or case is no cookie of ours.
    let other = request(&app, "refresh").header(header::COOKIE, format!("Refresh={token}; __Secure-refresh={token}"));
    assert_eq!(app.send(other.body(Body::from("{}")).unwrap()).await.status, 401);
}
