//! The development's mailbox: shows letters on a development machine, does not exist anywhere else, and runs nothing of
//! what came in as a letter.

use api::ports::mail::Letter;
use harness::TestApp;
use uuid::Uuid;

async fn with_a_hostile_letter() -> (TestApp, Uuid) {
    let app = TestApp::start().await;
    let id = Uuid::now_v7();
    let hostile = "<script>document.title='owned'</script>";
    app.app
        .mailer
        .send(&Letter {
            id,
            from_name: format!("Sadu {hostile}"),
            to: "noura@home.example".to_owned(),
            subject: format!("482913 {hostile}"),
            html: format!("<p style=\"color:red\">482913</p>{hostile}"),
            text: format!("482913 {hostile}"),
        })
        .await
        .unwrap();
    (app, id)
}

#[tokio::test]
async fn letters_are_listed_for_people_and_for_tests() {
    let (app, id) = with_a_hostile_letter().await;
    let list = app.get("app", "/dev/mailbox").await;
    assert_eq!(list.status, 200);
    assert!(list.text().contains("482913") && list.text().contains(&id.to_string()));
    let letters = app.get("app", "/dev/mailbox.json?to=NOURA@home.example").await.json();
    assert_eq!(letters[0]["to"], "noura@home.example");
    assert_eq!(letters.as_array().map(Vec::len), Some(1));
    assert!(letters[0]["text"].as_str().unwrap().contains("482913"));
    let others = app.get("app", "/dev/mailbox.json?to=sara@home.example").await.json();
    assert_eq!(others.as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn a_letter_is_shown_and_runs_nothing() {
    let (app, id) = with_a_hostile_letter().await;
    for path in ["/dev/mailbox".to_owned(), format!("/dev/mailbox/{id}")] {
        let page = app.get("app", &path).await;
        assert_eq!(page.status, 200);
        assert!(!page.text().contains("<script"), "{path} passes a script on");
        assert!(page.text().contains("&lt;script&gt;"), "the positive control");
        let policy = page.headers["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src"), "{policy}");
    }
    let page = app.get("app", &format!("/dev/mailbox/{id}")).await;
    assert!(page.text().contains("sandbox=\"allow-popups"), "the frame is a sandbox");
    let frame = app.get("app", &format!("/dev/mailbox/{id}/html")).await;
    assert!(frame.text().contains("<p style=\"color:red\">482913</p>"), "as its reader would see it");
    let policy = frame.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("sandbox") && !policy.contains("allow-scripts") && policy.contains("default-src 'none'")
    );
    assert_eq!(app.get("app", &format!("/dev/mailbox/{}", Uuid::now_v7())).await.status, 404);
}

#[tokio::test]
async fn outside_of_development_there_is_no_mailbox() {
    let app = TestApp::builder()
        .config(|config| {
            config.dev = false;
            config.mail.carrier = Some(api::config::MailCarrier::Smtp);
            config.mail.from = Some("no-reply@sadu.example".to_owned());
            config.mail.smtp_host = Some("127.0.0.1".to_owned());
        })
        .start()
        .await;
    for path in ["/dev/mailbox", "/dev/mailbox.json", "/dev/mailbox/0191d7a0-0000-7000-8000-000000000000"] {
        for label in ["app", ""] {
            assert_eq!(app.get(label, path).await.status, 404, "{label} {path}");
        }
    }
}
