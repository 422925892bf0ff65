//! Signing keys change while servers run: tokens of the key before stand, and the new key is found without a restart.

use std::process::Command;

use axum::http::header;
use harness::{TestApp, place};
use serde_json::json;

use super::{log_in, somebody};

const VIEWER: &str = "{ viewer { user { id } } }";

fn keys(act: &str, file: &std::path::Path, more: &[&str]) -> (bool, String) {
    let output = Command::new(place::server()).args(["keys", act, "--file"]).arg(file).args(more).output().unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.success(), told)
}

#[tokio::test]
async fn a_rotation_needs_no_restart_and_ends_no_token() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secrets.json");
    assert!(keys("init", &file, &[]).0);
    let own = file.clone();
    let app = TestApp::builder().config(move |c| c.secrets_file = own).start().await;
    let person = somebody(&app).await;
    let shown = async |app: &TestApp| -> Vec<String> {
        let json = app.get("app", "/.well-known/jwks.json").await.json();
        json["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
    };
    let first = shown(&app).await;
    assert_eq!(first.len(), 1);
    let before = log_in(&app, &person.email, super::PASSWORD).await.json()["access_token"].as_str().unwrap().to_owned();

    let (done, told) = keys("rotate", &file, &[]);
    assert!(done, "{told}");
    // A process that starts after the rotation signs with the new key and believes the one before.
    let own = file.clone();
    let young = TestApp::builder().over(&app).config(move |c| c.secrets_file = own).start().await;
    let both = shown(&young).await;
    assert_eq!((both.len(), &both[1]), (2, &first[0]), "the present key and the one before");
    let after =
        log_in(&young, &person.email, super::PASSWORD).await.json()["access_token"].as_str().unwrap().to_owned();
    for (what, process) in [("young", &young), ("old", &app)] {
        for (when, token) in [("before", &before), ("after", &after)] {
            let answer = process.gql("app", Some(token), VIEWER, json!({})).await;
            assert_eq!(answer.status, 200, "a token from {when} the rotation at the {what} process: {}", answer.text());
        }
    }
    assert_eq!(shown(&app).await, both, "the old process tells both by now");

    let (again, told) = keys("rotate", &file, &[]);
    assert!(!again && told.contains("--force"), "{told}");
    let (forced, told) = keys("rotate", &file, &["--force"]);
    assert!(forced, "{told}");
    let own = file.clone();
    let third = TestApp::builder().over(&app).config(move |c| c.secrets_file = own).start().await;
    assert_eq!(third.gql("app", Some(&after), VIEWER, json!({})).await.status, 200, "of the key before");
    assert_eq!(third.gql("app", Some(&before), VIEWER, json!({})).await.status, 401, "of the one before that");
}

#[test]
fn init_makes_what_production_needs_and_changes_nothing_later() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep").join("secrets.json");
    let (done, told) = keys("init", &file, &[]);
    assert!(done && told.contains("link_key, sealing_key, signing_key"), "{told}");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&file).unwrap();
    let (done, told) = keys("init", &file, &[]);
    assert!(done && told.contains("everything"), "{told}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    let secrets: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (_, value) in secrets.as_object().unwrap() {
        assert!(!told.contains(value.as_str().unwrap()), "a secret is printed");
    }
}

#[tokio::test]
async fn the_published_keys_hold_nothing_private() {
    let app = TestApp::start().await;
    let answer = app.get("app", "/.well-known/jwks.json").await;
    assert!(answer.headers.get(header::CACHE_CONTROL).is_some());
    for key in answer.json()["keys"].as_array().unwrap() {
        let names: Vec<&str> = key.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x"]);
    }
}
