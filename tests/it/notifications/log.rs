//! The team sees what was sent to whom, and sends it again.

use api::{kernel::scope::Scope, pledges::jobs::MindPledges};
use entity::ids::{DeliveryId, ItemId, OrderId};
use harness::{Item, Tenant, TestApp, giving, order_input};
use serde_json::{Value, json};

use super::{Worker, hasten, invitation, queue, until};

pub(crate) const LIST: &str = "query($w: NotificationDeliveryWhere, $q: String, $s: NotificationDeliverySort) {
    notificationDeliveries(first: 50, where: $w, search: $q, sortBy: $s) {
    nodes { id event channel recipient about aboutNumber status attempts error canResend sentAt } totalCount { value } } }";
pub(crate) const RESEND: &str = "mutation($id: ID!) { notificationResend(id: $id) { delivery { id about status recipient } userErrors { field code message } } }";

/// An order of somebody with an address, and a letter about it that a worker has sent. The ids of both.
pub(crate) async fn letter(app: &TestApp, shop: &Tenant, item: &ItemId) -> (String, String) {
    let mut input = order_input(item, 1);
    input["customer"]["email"] = json!("noura@home.example");
    let order = app.submit(shop, &input).await.string("/orderSubmit/order/id");
    let delivery = DeliveryId::generate();
    app.database
        .run(&format!(
            "INSERT INTO notification_deliveries (tenant_id, id, event, channel, recipient_masked, recipient_hash,
                 entity_kind, entity_id, status, attempts, sent_at)
             VALUES ('{}', '{}', 'order_confirmation', 'email', 'n•••@home.example', 'x', 'order', '{}', 'sent', 1, now())",
            shop.id.0,
            delivery.0,
            order.parse::<OrderId>().unwrap().0
        ))
        .await;
    (order, delivery.to_string())
}

async fn list(app: &TestApp, shop: &Tenant, filter: Value) -> Vec<Value> {
    let answer = app.gql(&shop.slug, Some(&shop.member.token), LIST, json!({ "w": filter })).await;
    answer.data("/notificationDeliveries/nodes").as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_sees_what_became_of_a_letter_and_sends_it_again() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let mut input = order_input(&mug, 2);
    input["customer"]["email"] = json!("noura@home.example");
    let order = app.submit(&shop, &input).await.string("/orderSubmit/order/id");
    app.order(&shop, &mug, 1).await;
    let worker = Worker::start(&app);
    until(&app, "notification_deliveries WHERE status = 'sent'", 1).await;
    let about = list(&app, &shop, json!({ "about": order })).await;
    assert_eq!(about.len(), 1, "{about:?}");
    let told = ["event", "channel", "recipient", "about", "status", "attempts", "error", "canResend"]
        .map(|name| about[0][name].clone());
    let wanted = json!(["order_confirmation", "EMAIL", "n•••@home.example", order, "SENT", 1, null, true]);
    assert_eq!(json!(told), wanted);
    let answer = app.gql("shop", Some(&shop.member.token), RESEND, json!({ "id": about[0]["id"] })).await;
    let again = answer.string("/notificationResend/delivery/id");
    assert_ne!(json!(again), about[0]["id"], "a delivery of its own");
    until(&app, "notification_deliveries WHERE status = 'sent'", 2).await;
    worker.stop().await;
    let letters = app.app.mailbox.as_ref().unwrap().letters().unwrap();
    assert_eq!(letters.len(), 2);
    assert_eq!((&letters[0].to, &letters[0].text), (&letters[1].to, &letters[1].text), "the same letter");
    let newest: Vec<Value> = list(&app, &shop, json!({})).await.iter().map(|row| row["id"].clone()).collect();
    assert_eq!(newest, [json!(again), about[0]["id"].clone()], "the newest first");
    assert_eq!(app.database.count("audit_events WHERE action = 'letter.resent'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_and_a_reminder_go_again_as_they_stand_and_not_when_they_do_not() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let mut gift = giving::donation_input(None);
    gift["donor"]["email"] = json!("huda@home.example");
    gift["wantsReceipt"] = json!(true);
    let donation = app.submit_donation(&charity, &gift).await.string("/donationSubmit/donation/id");
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let mut promise = giving::pledge_input(&orphans, &app.day(2));
    promise["pledger"]["email"] = json!("salem@home.example");
    let pledge = app.submit_pledge(&charity, &promise).await.string("/pledgeSubmit/pledge/id");
    let worker = Worker::start(&app);
    app.donation_act(&charity, "donationReceive", &donation, None).await.string("/donationReceive/donation/id");
    let day = app.clock.now().date_naive();
    MindPledges { day }.run(&app.app, &Scope::job(charity.id)).await.unwrap();
    for event in ["donation_receipt", "pledge_reminder"] {
        hasten(&app).await;
        until(&app, &format!("notification_deliveries WHERE event = '{event}'"), 1).await;
        hasten(&app).await;
        until(&app, &format!("notification_deliveries WHERE event = '{event}' AND status = 'sent'"), 1).await;
    }
    let resend = async |id: &Value| app.gql("charity", Some(&charity.member.token), RESEND, json!({ "id": id })).await;
    let newest = async |about: &str| list(&app, &charity, json!({ "about": about })).await[0]["id"].clone();
    // The address that stands there now, and what has been paid meanwhile.
    app.database.run("UPDATE donations SET donor_email = 'huda@work.example'").await;
    app.pay(&charity, &pledge, "40.000").await.string("/pledgePaymentRecord/pledge/id");
    for (about, masked) in [(&donation, "h•••@work.example"), (&pledge, "s•••@home.example")] {
        let again = resend(&newest(about).await).await;
        assert_eq!(again.data("/notificationResend/delivery/recipient"), masked, "{}", again.text());
        assert_eq!(again.data("/notificationResend/delivery/about"), **about);
        hasten(&app).await;
    }
    until(&app, "notification_deliveries WHERE status = 'sent'", 4).await;
    let letters = app.app.mailbox.as_ref().unwrap().letters().unwrap();
    let of = |to: &str| {
        letters.iter().filter(|letter| letter.to == to).map(|letter| letter.text.as_str()).collect::<Vec<_>>()
    };
    let number: String = app.database.value("SELECT receipt_number FROM donations").await;
    assert!(of("huda@home.example")[0].contains(&number) && of("huda@work.example")[0].contains(&number));
    let reminders = of("salem@home.example");
    assert_eq!(reminders.len(), 2);
    assert!(
        reminders.iter().any(|text| text.contains("100.000")) && reminders.iter().any(|text| text.contains("60.000"))
    );
    // Each sending stands in the timeline, with whom it went to.
    until(&app, "submission_events WHERE kind = 'letter'", 4).await;
    let query = "query($id: ID!) { donation(id: $id) { timeline { kind note } } }";
    let told = app.gql("charity", Some(&charity.member.token), query, json!({ "id": donation })).await;
    let mut notes: Vec<String> = told
        .data("/donation/timeline")
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["kind"] == "letter")
        .map(|line| line["note"].as_str().unwrap().to_owned())
        .collect();
    notes.sort_unstable();
    assert_eq!(notes, ["donation_receipt h•••@home.example", "donation_receipt h•••@work.example"]);
    // A void receipt and a pledge that is paid have no letter any more.
    app.donation_act(&charity, "donationRefund", &donation, None).await.string("/donationRefund/donation/id");
    app.pay(&charity, &pledge, "60.000").await.string("/pledgePaymentRecord/pledge/id");
    for about in [&donation, &pledge] {
        assert_eq!(resend(&newest(about).await).await.refusals("notificationResend"), ["id NOT_AVAILABLE"], "{about}");
    }
    assert_eq!(app.database.count("audit_events WHERE action = 'letter.resent'").await, 2);
    worker.stop().await;
}

#[tokio::test]
async fn the_log_is_filtered_by_state_word_and_thing() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let (one, first) = letter(&app, &shop, &mug).await;
    let (_, second) = letter(&app, &shop, &mug).await;
    app.database
        .run("UPDATE notification_deliveries SET status = 'failed', sent_at = NULL, error = 'NO_MAILBOX' WHERE id = (SELECT max(id::text)::uuid FROM notification_deliveries)")
        .await;
    queue(&app, shop.id, invitation("salem@home.example", uuid::Uuid::now_v7())).await.unwrap();
    for (filter, wanted) in [
        (json!({ "status": ["SENT"] }), vec![&first]),
        (json!({ "status": ["FAILED", "UNCERTAIN"] }), vec![&second]),
        (json!({ "about": one }), vec![&first]),
        (json!({ "event": "order_confirmation" }), vec![&second, &first]),
        (json!({ "event": "no such" }), vec![]),
        (json!({ "about": "ord_0" }), vec![]),
    ] {
        let rows = list(&app, &shop, filter.clone()).await;
        let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
        assert_eq!(ids, wanted, "{filter}");
    }
    assert_eq!(list(&app, &shop, json!({})).await.len(), 3);
    assert!(list(&app, &shop, json!({ "event": "invitation" })).await[0]["canResend"] == false);
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_are_found_by_what_they_are_about_and_by_the_whole_address() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let mug = app.item(&shop, Item::new("mug")).await;
    for (name, email) in [("نورة العلي", "noura@home.example"), ("Salem", "salem@home.example")] {
        let mut input = order_input(&mug, 1);
        input["customer"]["name"] = json!(name);
        input["customer"]["email"] = json!(email);
        app.submit(&shop, &input).await.string("/orderSubmit/order/id");
    }
    let worker = Worker::start(&app);
    until(&app, "notification_deliveries WHERE status = 'sent'", 2).await;
    worker.stop().await;
    queue(&app, shop.id, invitation("huda@team.example", uuid::Uuid::now_v7())).await.unwrap();
    let found = async |tenant: &Tenant, variables: Value| -> Vec<Value> {
        let answer = app.gql(&tenant.slug, Some(&tenant.member.token), LIST, variables).await;
        let rows = answer.data("/notificationDeliveries/nodes").as_array().unwrap().clone();
        assert_eq!(answer.data("/notificationDeliveries/totalCount/value"), rows.len());
        rows.iter().map(|row| row["aboutNumber"].clone()).collect()
    };
    let (first, second, none) = (json!("ORD-00001"), json!("ORD-00002"), Value::Null);
    let newest = found(&shop, json!({})).await;
    assert_eq!(newest.len(), 3);
    let oldest = found(&shop, json!({ "s": { "field": "CREATED_AT", "direction": "ASC" } })).await;
    assert_eq!(oldest, newest.iter().rev().cloned().collect::<Vec<_>>());
    for (search, wanted) in [
        ("ord-00002", vec![&second]),
        ("نوره", vec![&first]),
        ("salem@home.example", vec![&second]),
        ("HUDA@team.example", vec![&none]),
        ("huda@team", vec![]),
        ("%", vec![]),
    ] {
        assert_eq!(found(&shop, json!({ "q": search })).await.iter().collect::<Vec<_>>(), wanted, "{search}");
        assert_eq!(found(&other, json!({ "q": search })).await, Vec::<Value>::new(), "{search}");
    }
    let of = |from: &str, to: &str| json!({ "w": { "days": { "from": from, "to": to } } });
    assert_eq!(found(&shop, of("2000-01-01", "2000-01-02")).await, Vec::<Value>::new());
    assert_eq!(found(&shop, of("2020-01-01", "2100-01-01")).await.len(), 3);
    let both = json!({ "w": { "event": ["order_confirmation", "invitation"] } });
    assert_eq!(found(&shop, both).await.len(), 3);
    let many = json!({ "w": { "event": vec!["x"; 21] } });
    assert_eq!(app.gql("shop", Some(&shop.member.token), LIST, many).await.code(), "BAD_INPUT");
}

#[tokio::test]
async fn what_cannot_go_again_says_why() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let resend = async |id: &str| {
        app.gql("shop", Some(&shop.member.token), RESEND, json!({ "id": id })).await.refusals("notificationResend")
    };
    let (order, fine) = letter(&app, &shop, &mug).await;
    assert_eq!(resend(&fine).await, Vec::<String>::new(), "the positive control");
    let waiting = queue(&app, shop.id, invitation("salem@home.example", uuid::Uuid::now_v7())).await.unwrap();
    assert_eq!(resend(&waiting.to_string()).await, ["id NOT_AVAILABLE"], "still on its way");
    app.database
        .run(&format!(
            "UPDATE notification_deliveries SET status = 'uncertain', sealed = NULL WHERE id = '{}'",
            waiting.0
        ))
        .await;
    assert_eq!(resend(&waiting.to_string()).await, ["id NOT_AVAILABLE"], "an invitation is the team page's");
    app.database
        .run(&format!("UPDATE orders SET status = 'spam' WHERE id = '{}'", order.parse::<OrderId>().unwrap().0))
        .await;
    assert_eq!(resend(&fine).await, ["id NOT_AVAILABLE"], "an order that does not stand");
    let nobody = DeliveryId::generate().to_string();
    assert_eq!(app.gql("shop", Some(&shop.member.token), RESEND, json!({ "id": nobody })).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn sending_again_has_a_pace() {
    let app = TestApp::builder().config(|c| c.rate_invite = 2).start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let (_, id) = letter(&app, &shop, &mug).await;
    let resend = async |token: &str| app.gql("shop", Some(token), RESEND, json!({ "id": id })).await;
    assert_eq!(resend(&shop.member.token).await.code(), "");
    assert_eq!(resend(&shop.member.token).await.code(), "");
    let refused = resend(&shop.member.token).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "RATE_LIMITED"));
    assert_eq!((refused.header("ratelimit-limit"), refused.header("ratelimit-remaining")), ("2", "0"));
    assert_eq!(resend(&shop.admin.token).await.code(), "", "a colleague has a pace of their own");
}

#[tokio::test]
async fn a_key_that_sends_again_has_a_pace_too() {
    let app = TestApp::builder().config(|c| c.rate_invite = 2).start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let (_, id) = letter(&app, &shop, &mug).await;
    let scopes = ["VIEW_SUBMISSIONS", "WORK_ORDERS"];
    let [(_, key), (_, other)] =
        [crate::keys::make(&app, &shop, &scopes).await, crate::keys::make(&app, &shop, &scopes).await];
    let resend = async |key: &str| app.gql("shop", Some(key), RESEND, json!({ "id": id })).await;
    for _ in 0..2 {
        assert_eq!(resend(&key).await.refusals("notificationResend"), Vec::<String>::new(), "the control");
    }
    let refused = resend(&key).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "RATE_LIMITED"));
    assert_eq!((refused.header("ratelimit-limit"), refused.header("ratelimit-remaining")), ("2", "0"));
    assert_eq!(resend(&other).await.code(), "", "another key has a pace of its own");
    assert_eq!(resend(&shop.member.token).await.code(), "", "and so has a person");
    assert_eq!(app.database.count("audit_events WHERE action = 'letter.resent' AND actor_kind = 'key'").await, 3);
}
