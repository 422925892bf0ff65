//! A donor who asks for a receipt gets it once the gift is received: each receipt once, none before, none unasked.

use harness::{TestApp, giving::donation_input};
use serde_json::{Value, json};

use super::{Worker, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_goes_to_who_asked_for_it() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let mut ids = Vec::new();
    for (email, wants) in [("asks@home.example", true), ("does-not@home.example", false)] {
        let mut input = donation_input(None);
        input["donor"]["email"] = json!(email);
        input["wantsReceipt"] = json!(wants);
        ids.push(app.submit_donation(&charity, &input).await.string("/donationSubmit/donation/id"));
    }
    let worker = Worker::start(&app);
    until(&app, "graphile_worker.jobs WHERE task_identifier = 'dispatch_event'", 0).await;
    assert_eq!(app.database.count("notification_deliveries").await, 0, "nothing is received yet");
    for id in &ids {
        app.donation_act(&charity, "donationReceive", id, None).await;
    }
    until(&app, "notification_deliveries WHERE event = 'donation_receipt' AND status = 'sent'", 1).await;
    until(&app, "outbox WHERE task = 'dispatch_event'", 0).await;
    until(&app, "graphile_worker.jobs WHERE task_identifier = 'dispatch_event'", 0).await;
    until(&app, "donations WHERE receipt_sent_at IS NOT NULL", 1).await;
    // The letter's job may be told twice; and what was sent of a void receipt says nothing of the next.
    worker.stop().await;
    let query = "query($id: ID!) { donation(id: $id) { version receiptSentAt timeline { kind actor note } } }";
    let ask = async |id: &str| {
        app.gql("charity", Some(&charity.member.token), query, json!({ "id": id })).await.data("/donation")
    };
    let told = ask(&ids[0]).await;
    assert_eq!(told["version"], 2, "nobody changed it");
    assert_ne!(told["receiptSentAt"], Value::Null);
    let line = json!({ "kind": "letter", "actor": "job", "note": "donation_receipt a•••@home.example" });
    let lines = told["timeline"].as_array().unwrap();
    assert_eq!(lines.iter().filter(|entry| entry["kind"] == "letter").collect::<Vec<_>>(), [&line]);
    assert_eq!(ask(&ids[1]).await["receiptSentAt"], Value::Null, "asked for none");
    let letters = app.app.mailbox.as_ref().unwrap().letters().unwrap();
    assert_eq!((letters.len(), letters[0].to.as_str()), (1, "asks@home.example"));
    let number: String =
        app.database.value("SELECT receipt_number FROM donations WHERE donor_email = 'asks@home.example'").await;
    assert!(letters[0].text.contains(&number) && letters[0].html.contains(&number), "{}", letters[0].text);
    let link = letters[0].text.split_whitespace().find(|word| word.contains("/receipt/")).expect("a link");
    app.donation_act(&charity, "donationReopen", &ids[0], None).await.string("/donationReopen/donation/id");
    assert_eq!(ask(&ids[0]).await["receiptSentAt"], Value::Null, "void");
    let page = app.get(&charity.slug, &link[link.find("/receipt/").unwrap()..]).await;
    assert!(page.status == 200 && page.text().contains(&number), "{link}: {}", page.status);
}
