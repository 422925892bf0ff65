//! The carriers against real servers of their protocols: SES as the emulator has it, SMTP, and peers that fail or hang.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use api::config::{Config, MailCarrier, SmtpTls};
use harness::{
    TestApp,
    emulators::{REGION, maildev, ministack},
};
use uuid::Uuid;

use super::{Worker, invitation, queue, queue_identity, until};

fn smtp(port: u16) -> impl FnOnce(&mut Config) + Send + 'static {
    move |config| {
        config.mail.carrier = Some(MailCarrier::Smtp);
        config.mail.from = Some("no-reply@sadu.example".to_owned());
        config.mail.smtp_host = Some("127.0.0.1".to_owned());
        config.mail.smtp_port = Some(port);
        config.mail.smtp_tls = SmtpTls::None;
    }
}

fn ses(endpoint: &str, access_key: &str, secret_key: &str) -> impl FnOnce(&mut Config) + Send + 'static {
    let (endpoint, access, secret) = (endpoint.to_owned(), access_key.to_owned(), secret_key.to_owned());
    move |config| {
        config.mail.carrier = Some(MailCarrier::Ses);
        config.mail.from = Some("no-reply@sadu.example".to_owned());
        config.mail.ses_region = REGION.to_owned();
        config.mail.ses_endpoint = Some(endpoint);
        config.mail.ses_access_key_id = Some(access.into());
        config.mail.ses_secret_access_key = Some(secret.into());
    }
}

/// An address nobody else writes to: the servers are shared.
fn somebody() -> String {
    format!("somebody-{}@home.example", Uuid::now_v7().simple())
}

async fn one_of_each(app: &TestApp, to: &str) {
    let shop = app.tenant("shop").await;
    queue(app, shop.id, invitation(to, Uuid::now_v7())).await.unwrap();
    queue_identity(app, to, "482913").await;
}

async fn run_until(app: &TestApp, rows: &[&str]) {
    let worker = Worker::start(app);
    for rows in rows {
        until(app, rows, 1).await;
    }
    worker.stop().await;
}

const BOTH_SENT: [&str; 2] =
    ["notification_deliveries WHERE status = 'sent'", "identity_deliveries WHERE status = 'sent'"];

#[tokio::test(flavor = "multi_thread")]
async fn ses_carries_letters_in_both_languages() {
    let emulator = ministack().await;
    let app =
        TestApp::builder().config(ses(&emulator.endpoint, &emulator.access_key, &emulator.secret_key)).start().await;
    let to = somebody();
    one_of_each(&app, &to).await;
    run_until(&app, &BOTH_SENT).await;
    let letters = emulator.letters_to(&to).await;
    assert_eq!(letters.len(), 2, "{letters:?}");
    let find = |word: &str| letters.iter().find(|letter| letter["BodyText"].as_str().unwrap().contains(word)).unwrap();
    let (code, invitation) = (find("482913"), find("inv_secret"));
    assert!(code["Subject"].as_str().unwrap().contains("رمز"), "{}", code["Subject"]);
    assert!(code["BodyHtml"].as_str().unwrap().contains("dir=\"rtl\""));
    assert!(invitation["BodyHtml"].as_str().unwrap().contains("dir=\"ltr\""));
    assert!(code["Source"].as_str().unwrap().ends_with("<no-reply@sadu.example>"), "{}", code["Source"]);
    let provider_id: String = app.database.value("SELECT provider_id FROM identity_deliveries").await;
    assert_eq!(code["MessageId"], provider_id.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ses_refuses_fails_at_once_with_its_code() {
    let emulator = ministack().await;
    // A sender nobody has verified.
    let unverified = |config: &mut Config| config.mail.from = Some("no-reply@elsewhere.example".to_owned());
    let app = TestApp::builder()
        .config(ses(&emulator.endpoint, &emulator.access_key, &emulator.secret_key))
        .config(unverified)
        .start()
        .await;
    queue_identity(&app, &somebody(), "482913").await;
    run_until(
        &app,
        &["identity_deliveries WHERE status = 'failed' AND attempts = 1 AND error = 'SES_MessageRejected'"],
    )
    .await;
    // A key that is none.
    let app = TestApp::builder().config(ses(&emulator.endpoint, &emulator.access_key, "wrong")).start().await;
    queue_identity(&app, &somebody(), "482913").await;
    run_until(&app, &["identity_deliveries WHERE status = 'failed' AND error = 'SES_InvalidSignatureException'"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn smtp_carries_letters_in_both_languages() {
    let server = maildev().await;
    let app = TestApp::builder().config(smtp(server.port)).start().await;
    let to = somebody();
    one_of_each(&app, &to).await;
    run_until(&app, &BOTH_SENT).await;
    let letters = server.letters_to(&to).await;
    assert_eq!(letters.len(), 2, "{letters:?}");
    let find = |word: &str| letters.iter().find(|letter| letter["text"].as_str().unwrap().contains(word)).unwrap();
    let (code, invitation) = (find("482913"), find("inv_secret"));
    assert!(code["subject"].as_str().unwrap().contains("رمز"), "{}", code["subject"]);
    assert_eq!(code["from"][0]["name"], "سادو");
    assert_eq!(code["from"][0]["address"], "no-reply@sadu.example");
    assert!(code["html"].as_str().unwrap().contains("dir=\"rtl\""));
    assert!(invitation["html"].as_str().unwrap().contains("Noura"));
    let id: Uuid = app.database.value("SELECT id FROM identity_deliveries").await;
    assert!(code.to_string().contains(&format!("{}@sadu.example", id.simple())), "its Message-ID is the delivery's");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_starttls_is_told_nothing() {
    let server = maildev().await;
    let app = TestApp::builder()
        .config(smtp(server.port))
        .config(|config| config.mail.smtp_tls = SmtpTls::Starttls)
        .start()
        .await;
    let to = somebody();
    queue_identity(&app, &to, "482913").await;
    run_until(
        &app,
        &["identity_deliveries WHERE status = 'queued' AND attempts = 1 AND error IN ('TLS', 'UNREACHABLE')"],
    )
    .await;
    assert!(server.letters_to(&to).await.is_empty());
}

/// What a server of ours does when the letter has come to its end.
#[derive(Clone, Copy)]
enum Verdict {
    Hang,
    Busy,
    Refuse,
    BreakOff,
}

/// An SMTP server that takes a letter and then does as told; counts the letters it took.
fn odd_server(verdict: Verdict) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&taken);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let count = Arc::clone(&count);
            std::thread::spawn(move || {
                let mut out = stream.try_clone().unwrap();
                let mut say = move |line: &str| out.write_all(format!("{line}\r\n").as_bytes());
                let _ = say("220 odd.example");
                let mut is_letter = false;
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if is_letter {
                        if line == "." {
                            is_letter = false;
                            count.fetch_add(1, Ordering::SeqCst);
                            match verdict {
                                Verdict::Hang => std::thread::sleep(std::time::Duration::from_secs(120)),
                                Verdict::Busy => drop(say("451 4.3.0 try later, noura@home.example")),
                                Verdict::Refuse => drop(say("550 5.7.1 not wanted, noura@home.example")),
                                Verdict::BreakOff => return,
                            }
                        }
                        continue;
                    }
                    is_letter = line == "DATA";
                    let _ = say(if is_letter { "354 go on" } else { "250 fine" });
                }
            });
        }
    });
    (port, taken)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_server_is_tried_again_and_a_refusal_is_not() {
    for (verdict, rows) in [
        (
            Verdict::Busy,
            "identity_deliveries WHERE status = 'queued' AND attempts = 1 AND error = 'SMTP_451' AND sealed IS NOT NULL",
        ),
        (
            Verdict::Refuse,
            "identity_deliveries WHERE status = 'failed' AND attempts = 1 AND error = 'SMTP_550' AND sealed IS NULL",
        ),
    ] {
        let (port, taken) = odd_server(verdict);
        let app = TestApp::builder().config(smtp(port)).start().await;
        queue_identity(&app, &somebody(), "482913").await;
        run_until(&app, &[rows]).await;
        assert_eq!(taken.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_after_the_letter_is_uncertain_and_nothing_is_sent_twice() {
    for verdict in [Verdict::BreakOff, Verdict::Hang] {
        let (port, taken) = odd_server(verdict);
        let app = TestApp::builder().config(smtp(port)).start().await;
        queue_identity(&app, &somebody(), "482913").await;
        let worker = Worker::start(&app);
        until(&app, "identity_deliveries WHERE status = 'uncertain' AND error = 'NO_ANSWER' AND sealed IS NULL", 1)
            .await;
        until(&app, "graphile_worker._private_jobs WHERE task_id IS NOT NULL AND payload::jsonb ? 'delivery'", 0).await;
        worker.stop().await;
        assert_eq!(taken.load(Ordering::SeqCst), 1);
    }
}

/// Kills a server process while it waits for the answer to a letter it has handed over.
mod heavy {
    use super::*;
    use harness::RunningServer;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_worker_killed_after_the_letter_leaves_it_uncertain_and_sends_no_second_one() {
        let (port, taken) = odd_server(Verdict::Hang);
        let app = TestApp::start().await;
        let text = port.to_string();
        let settings = [
            ("SADU_MAIL", "smtp"),
            ("SADU_MAIL_FROM", "no-reply@sadu.example"),
            ("SMTP_HOST", "127.0.0.1"),
            ("SMTP_PORT", text.as_str()),
            ("SMTP_TLS", "none"),
        ];
        let mut server = RunningServer::start(&app.database, &settings).await;
        queue_identity(&app, &somebody(), "482913").await;
        for _ in 0..400 {
            if taken.load(Ordering::SeqCst) == 1 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        assert_eq!(taken.load(Ordering::SeqCst), 1, "the letter was handed over");
        assert_eq!(app.database.count("identity_deliveries WHERE status = 'sending'").await, 1);
        server.kill();
        let second = RunningServer::start(&app.database, &settings).await;
        // The queue notices that the first worker is gone and gives its job to the second.
        for _ in 0..2 {
            until(&app, "identity_deliveries WHERE status = 'sending'", 0).await;
        }
        until(&app, "identity_deliveries WHERE status = 'uncertain' AND error = 'CUT_OFF' AND attempts = 1", 1).await;
        assert_eq!(taken.load(Ordering::SeqCst), 1, "and nothing was sent twice");
        assert_eq!(second.get("", "/health").await.unwrap().status, 200);
    }
}
