//! Where a person is signed in, and what they change of their own account.

use axum::{body::Body, http::header};
use harness::{Answer, Member, TestApp};
use serde_json::{Value, json};

use super::{ORIGIN, PASSWORD, log_in, refresh, somebody, token_of, verdict};

const SESSIONS: &str = "{ sessions { id createdAt lastUsedAt userAgent isCurrent } }";
const NEXT: &str = "nine camels at dawn";

/// A device with its access and refresh token.
struct Device {
    access: String,
    refresh: String,
}

async fn device(app: &TestApp, person: &Member, agent: &str) -> Device {
    let request = app
        .request("POST", "app", "/auth/login")
        .header(header::ORIGIN, ORIGIN)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, agent);
    let body = json!({ "email": person.email, "password": PASSWORD }).to_string();
    let answer = app.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    Device { access: answer.json()["access_token"].as_str().unwrap().to_owned(), refresh: token_of(&answer) }
}

async fn ask(app: &TestApp, device: &Device, query: &str) -> Answer {
    app.gql("app", Some(&device.access), query, json!({})).await
}

async fn list(app: &TestApp, device: &Device) -> Vec<Value> {
    ask(app, device, SESSIONS).await.data("/sessions").as_array().unwrap().clone()
}

#[tokio::test]
async fn a_person_sees_their_devices_and_nobody_elses() {
    let app = TestApp::start().await;
    let (person, other) = (somebody(&app).await, somebody(&app).await);
    let phone = device(&app, &person, "Phone/1").await;
    let laptop = device(&app, &person, "Laptop/2").await;
    let foreign = device(&app, &other, "Other/3").await;
    app.clock.advance(chrono::TimeDelta::seconds(5));
    let next = refresh(&app, &phone.refresh).await;
    let seen = list(&app, &laptop).await;
    let told: Vec<_> =
        seen.iter().map(|s| (s["userAgent"].as_str().unwrap(), s["isCurrent"].as_bool().unwrap())).collect();
    assert_eq!(told, [("Phone/1", false), ("Laptop/2", true)], "the last used first");
    let again = Device { access: next.json()["access_token"].as_str().unwrap().to_owned(), refresh: token_of(&next) };
    let current: Vec<_> = list(&app, &again).await.iter().filter(|s| s["isCurrent"] == true).cloned().collect();
    assert_eq!(current[0]["userAgent"], "Phone/1", "a refresh keeps the session");
    assert_eq!(list(&app, &foreign).await.len(), 1);
    assert_eq!(app.gql("app", None, SESSIONS, json!({})).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_revoked_session_is_over_with_its_access_token() {
    let app = TestApp::start().await;
    let (person, other) = (somebody(&app).await, somebody(&app).await);
    let (phone, laptop) = (device(&app, &person, "Phone/1").await, device(&app, &person, "Laptop/2").await);
    let foreign = device(&app, &other, "Other/3").await;
    assert_eq!(list(&app, &phone).await.len(), 2, "the positive control");
    let id = |sessions: &[Value], agent: &str| {
        sessions.iter().find(|s| s["userAgent"] == agent).unwrap()["id"].as_str().unwrap().to_owned()
    };
    let own = id(&list(&app, &laptop).await, "Phone/1");
    let call =
        |id: &str| format!("mutation {{ sessionRevoke(id: \"{id}\") {{ revokedId userErrors {{ field code }} }} }}");
    for nobody in [id(&list(&app, &foreign).await, "Other/3"), "ses_0".to_owned(), "x".to_owned()] {
        let refused = ask(&app, &laptop, &call(&nobody)).await;
        assert_eq!(refused.refusals("sessionRevoke"), ["id NOT_FOUND"], "{nobody}");
    }
    assert_eq!(list(&app, &foreign).await.len(), 1, "somebody else's is not touched");
    assert_eq!(ask(&app, &laptop, &call(&own)).await.string("/sessionRevoke/revokedId"), own);
    let refused = ask(&app, &phone, SESSIONS).await;
    assert_eq!((refused.status, refused.code().as_str()), (401, "UNAUTHENTICATED"));
    assert_eq!(verdict(&refresh(&app, &phone.refresh).await), "401 UNAUTHENTICATED");
    assert_eq!(list(&app, &laptop).await.len(), 1);
    assert_eq!(ask(&app, &laptop, &call(&own)).await.refusals("sessionRevoke"), ["id NOT_FOUND"], "it is over already");
    assert_eq!(app.database.count("platform_audit_events WHERE action = 'session.ended'").await, 1);
    // In a process that has not seen it before, the ended session's token does not stand either.
    let elsewhere = TestApp::builder().over(&app).start().await;
    assert_eq!(elsewhere.gql("app", Some(&phone.access), SESSIONS, json!({})).await.status, 401);
    assert_eq!(
        elsewhere.gql("app", Some(&laptop.access), SESSIONS, json!({})).await.status,
        200,
        "the positive control"
    );
}

#[tokio::test]
async fn all_others_are_ended_at_once() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let (phone, laptop, desk) =
        (device(&app, &person, "a").await, device(&app, &person, "b").await, device(&app, &person, "c").await);
    let call = "mutation { sessionRevokeOthers { revoked userErrors { code } } }";
    assert_eq!(ask(&app, &laptop, call).await.data("/sessionRevokeOthers/revoked"), 2);
    for gone in [&phone, &desk] {
        assert_eq!(ask(&app, gone, SESSIONS).await.status, 401);
        assert_eq!(refresh(&app, &gone.refresh).await.status, 401);
    }
    assert_eq!(list(&app, &laptop).await.len(), 1);
    assert_eq!(refresh(&app, &laptop.refresh).await.status, 200);
    assert_eq!(app.database.count("platform_audit_events WHERE action = 'session.ended'").await, 2, "a line for each");
}

#[tokio::test]
async fn a_log_out_ends_the_access_token_too() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let phone = device(&app, &person, "a").await;
    assert_eq!(ask(&app, &phone, SESSIONS).await.status, 200);
    assert_eq!(super::with_cookie(&app, "logout", &phone.refresh).await.status, 204);
    assert_eq!(ask(&app, &phone, SESSIONS).await.status, 401);
}

#[tokio::test]
async fn a_password_is_changed_by_the_present_one_and_ends_the_other_sessions() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let (phone, laptop) = (device(&app, &person, "a").await, device(&app, &person, "b").await);
    let change = async |current: &str, next: &str| {
        let query =
            "mutation($i: PasswordChangeInput!) { passwordChange(input: $i) { changed userErrors { field code } } }";
        let variables = json!({ "i": { "current": current, "next": next } });
        app.gql("app", Some(&laptop.access), query, variables).await
    };
    assert_eq!(change("not the password", NEXT).await.refusals("passwordChange"), ["input.current INVALID"]);
    assert_eq!(change(PASSWORD, "password1234").await.refusals("passwordChange"), ["input.next INVALID"]);
    assert_eq!(change("", NEXT).await.refusals("passwordChange"), ["input.current REQUIRED"]);
    assert_eq!(list(&app, &phone).await.len(), 2, "nothing has happened so far");
    assert_eq!(change(PASSWORD, NEXT).await.data("/passwordChange/changed"), true);
    assert_eq!(ask(&app, &phone, SESSIONS).await.status, 401);
    assert_eq!(list(&app, &laptop).await.len(), 1);
    assert_eq!(verdict(&log_in(&app, &person.email, PASSWORD).await), "401 UNAUTHENTICATED");
    assert_eq!(log_in(&app, &person.email, NEXT).await.status, 200);
    assert_eq!(app.database.count("platform_audit_events WHERE action = 'password.changed'").await, 1);
    for _ in 0..5 {
        change("not the password", PASSWORD).await;
    }
    assert_eq!(change(NEXT, PASSWORD).await.code(), "RATE_LIMITED", "guesses are counted here too");
}

#[tokio::test]
async fn a_profile_is_told_and_changed() {
    let app = TestApp::start().await;
    let person = somebody(&app).await;
    let update = async |input: Value| {
        let query = "mutation($i: ProfileUpdateInput!) { profileUpdate(input: $i) { user { name locale email } userErrors { field code } } }";
        app.gql("app", Some(&person.token), query, json!({ "i": input })).await
    };
    let done = update(json!({ "name": "  نورة  ", "locale": "AR" })).await;
    assert_eq!(done.data("/profileUpdate/user"), json!({ "name": "نورة", "locale": "AR", "email": person.email }));
    assert_eq!(
        update(json!({ "locale": "EN" })).await.string("/profileUpdate/user/name"),
        "نورة",
        "what is left out stays"
    );
    let long = "x".repeat(121);
    assert_eq!(update(json!({ "name": long })).await.refusals("profileUpdate"), ["input.name TOO_LONG"]);
    let me = app.gql("app", Some(&person.token), "{ viewer { user { name locale } } }", json!({})).await;
    assert_eq!(me.data("/viewer/user"), json!({ "name": "نورة", "locale": "EN" }));
    assert_eq!(update(json!({})).await.string("/profileUpdate/user/locale"), "EN");
    assert_eq!(
        app.database.count("platform_audit_events WHERE action = 'profile.updated'").await,
        2,
        "no change, no line"
    );
    let lines: String = app.database.value("SELECT string_agg(e::text, ' ') FROM platform_audit_events e").await;
    assert!(!lines.contains("نورة") && !lines.contains(&person.email), "{lines}");
}
