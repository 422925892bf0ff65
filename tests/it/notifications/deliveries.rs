//! Once, with what caused it, and nothing in the clear.

use api::kernel::{permission::Permission, scope::Scope};
use harness::TestApp;
use uuid::Uuid;

use super::{Worker, hasten, invitation, queue, queue_identity, until};

const TO: &str = "Noura.AlSabah@home.example";

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_goes_out_with_its_cause_and_not_without() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let tx = app.app.db.write(&Scope::job(shop.id), Permission::Maintain).await.unwrap();
    api::notifications::service::queue_mail_in(&app.app, &tx, invitation("never@home.example", Uuid::now_v7()))
        .await
        .unwrap();
    drop(tx);
    queue(&app, shop.id, invitation(TO, Uuid::now_v7())).await.unwrap();
    let worker = Worker::start(&app);
    until(&app, "notification_deliveries WHERE status = 'sent'", 1).await;
    worker.stop().await;
    let letters = app.app.mailbox.as_ref().unwrap().letters().unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to, TO);
    assert!(letters[0].text.contains("inv_secret-of-the-letter") && letters[0].html.contains("Noura"));
    assert!(letters[0].from.ends_with("<no-reply@sadu.example>"), "{}", letters[0].from);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_occasion_makes_one_letter_to_one_address() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let occasion = Uuid::now_v7();
    assert!(queue(&app, shop.id, invitation(TO, occasion)).await.is_some());
    assert!(queue(&app, shop.id, invitation(&TO.to_lowercase(), occasion)).await.is_none(), "the same address");
    assert!(queue(&app, shop.id, invitation("other@home.example", occasion)).await.is_some());
    assert!(queue(&app, shop.id, invitation(TO, Uuid::now_v7())).await.is_some(), "asked for again");
    assert_eq!(app.database.count("notification_deliveries").await, 3);
    assert_eq!(
        app.database.count("outbox WHERE task = 'deliver_mail'").await,
        3,
        "no job for a letter that is not there"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_code_nor_address_stands_in_the_database() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    queue(&app, shop.id, invitation(TO, Uuid::now_v7())).await.unwrap();
    queue_identity(&app, TO, "482913").await;
    let everything = "SELECT string_agg(t, ' ') FROM (
        SELECT d::text AS t FROM notification_deliveries d UNION ALL SELECT d::text FROM identity_deliveries d
        UNION ALL SELECT o::text FROM outbox o UNION ALL SELECT o::text FROM identity_outbox o
        UNION ALL SELECT payload::text FROM graphile_worker._private_jobs) all_rows";
    let sealed = "(SELECT sealed FROM notification_deliveries UNION ALL SELECT sealed FROM identity_deliveries) s WHERE sealed IS NOT NULL";
    let check = async |moment: &str| {
        let rows: String = app.database.value(everything).await;
        let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert!(rows.contains("N•••@home.example"), "the positive control: {rows}");
        for private in ["482913", "AlSabah", "alsabah", "inv_secret"] {
            assert!(!rows.contains(private) && !rows.contains(&hex(private)), "{private} is readable {moment}: {rows}");
        }
    };
    assert_eq!(app.database.count(sealed).await, 2, "sealed while they wait");
    check("while it waits").await;
    app.app.db.relay().hand_over(500).await.unwrap();
    check("in the queue").await;
    let worker = Worker::start(&app);
    until(&app, "notification_deliveries WHERE status = 'sent'", 1).await;
    until(&app, "identity_deliveries WHERE status = 'sent'", 1).await;
    worker.stop().await;
    check("once sent").await;
    assert_eq!(app.database.count(sealed).await, 0, "wiped once sent");
    assert_eq!(app.app.mailbox.as_ref().unwrap().letters().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_letter_copied_into_another_row_does_not_open() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    queue(&app, shop.id, invitation(TO, Uuid::now_v7())).await.unwrap();
    let other = queue(&app, shop.id, invitation("other@home.example", Uuid::now_v7())).await.unwrap();
    app.database
        .run(&format!(
            "UPDATE notification_deliveries SET sealed = (SELECT sealed FROM notification_deliveries WHERE id <> '{0}') WHERE id = '{0}'",
            other.0
        ))
        .await;
    let worker = Worker::start(&app);
    until(&app, "notification_deliveries WHERE status = 'failed' AND error = 'SEALED' AND sealed IS NULL", 1).await;
    until(&app, "notification_deliveries WHERE status = 'sent'", 1).await;
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_that_was_cut_off_is_uncertain_and_not_repeated() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    queue(&app, shop.id, invitation(TO, Uuid::now_v7())).await.unwrap();
    queue_identity(&app, TO, "482913").await;
    // As a worker leaves them that is killed between `sending` and the outcome.
    app.database
        .run(
            "UPDATE notification_deliveries SET status = 'sending';\nUPDATE identity_deliveries SET status = 'sending'",
        )
        .await;
    let worker = Worker::start(&app);
    until(&app, "notification_deliveries WHERE status = 'uncertain' AND error = 'CUT_OFF' AND sealed IS NULL", 1).await;
    until(&app, "identity_deliveries WHERE status = 'uncertain' AND error = 'CUT_OFF' AND sealed IS NULL", 1).await;
    worker.stop().await;
    assert!(app.app.mailbox.as_ref().unwrap().letters().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_that_wants_no_mail_sends_none_to_customers_but_still_invites() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    app.database
        .run(&format!(
            "INSERT INTO notification_preferences (tenant_id, email_enabled) VALUES ('{}', false)
             ON CONFLICT (tenant_id) DO UPDATE SET email_enabled = false",
            shop.id.0
        ))
        .await;
    let confirmation = || {
        let mut post = invitation(TO, Uuid::now_v7());
        post.mail = api::notifications::letters::Mail::OrderConfirmation {
            number: "ORD-00001".to_owned(),
            name: "Sara".to_owned(),
            lines: Vec::new(),
            sums: Vec::new(),
            link: "http://shop.localhost:8000/s/x".to_owned(),
            payment: None,
        };
        post
    };
    assert!(queue(&app, shop.id, confirmation()).await.is_none());
    assert!(queue(&app, other.id, confirmation()).await.is_some(), "the other tenant's wish is its own");
    assert!(queue(&app, shop.id, invitation(TO, Uuid::now_v7())).await.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_at_the_other_end_is_tried_again_and_then_given_up() {
    let app = TestApp::builder()
        .config(|config| {
            config.mail.carrier = Some(api::config::MailCarrier::Smtp);
            config.mail.from = Some("no-reply@sadu.example".to_owned());
            config.mail.smtp_host = Some("127.0.0.1".to_owned());
            config.mail.smtp_port = Some(1);
            config.mail.smtp_tls = api::config::SmtpTls::None;
        })
        .start()
        .await;
    queue_identity(&app, TO, "482913").await;
    let worker = Worker::start(&app);
    for attempts in 1..=6 {
        let waiting = "identity_deliveries WHERE status = 'queued' AND error = 'UNREACHABLE' AND sealed IS NOT NULL";
        until(&app, &format!("{waiting} AND attempts = {attempts}"), 1).await;
        // The next try is put off, further each time; here it need not be waited for.
        until(&app, "graphile_worker._private_jobs WHERE attempts = 0 AND run_at > now() + interval '1 second'", 1)
            .await;
        hasten(&app).await;
    }
    until(
        &app,
        "identity_deliveries WHERE status = 'failed' AND error = 'UNREACHABLE' AND attempts = 7 AND sealed IS NULL",
        1,
    )
    .await;
    worker.stop().await;
    assert_eq!(app.database.count("identity_outbox").await, 0);
    assert_eq!(app.get("", "/health").await.status, 200, "and the rest goes on");
}
