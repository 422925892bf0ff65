//! A customer who leaves an address is told that their order came in: once, exactly, and with a link that leads to it.

use harness::{Item, Tenant, TestApp, fixtures::SUBMIT, order_input};
use serde_json::{Value, json};

use super::{Worker, until};

async fn submitted(app: &TestApp, shop: &Tenant, input: &Value) -> String {
    let answer = app.gql(&shop.slug, None, SUBMIT, json!({ "input": input })).await;
    answer.string("/orderSubmit/order/number")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_confirmed_to_its_customer_once() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let mut input = order_input(&mug, 3);
    input["customer"]["email"] = json!("noura@home.example");
    let number = submitted(&app, &shop, &input).await;
    assert_eq!(submitted(&app, &shop, &input).await, number, "a replay");
    let quiet = order_input(&mug, 1);
    submitted(&app, &shop, &quiet).await;
    let worker = Worker::start(&app);
    until(&app, "notification_deliveries WHERE status = 'sent' AND event = 'order_confirmation'", 1).await;
    // Whatever becomes of the queue, the event may run again.
    app.database
        .run(
            "INSERT INTO outbox (tenant_id, id, task, payload) SELECT tenant_id, gen_random_uuid(), 'dispatch_event',
                  jsonb_build_object('event', 'order_submitted', 'order', id, 'tenant', tenant_id) FROM orders",
        )
        .await;
    until(&app, "outbox WHERE task = 'dispatch_event'", 0).await;
    until(&app, "graphile_worker.jobs WHERE task_identifier = 'dispatch_event'", 0).await;
    worker.stop().await;
    assert_eq!(app.database.count("notification_deliveries").await, 1, "none without an address, none twice");
    let letters = app.app.mailbox.as_ref().unwrap().letters().unwrap();
    assert_eq!((letters.len(), letters[0].to.as_str()), (1, "noura@home.example"));
    let total: String =
        app.database.value(&format!("SELECT total::text FROM orders WHERE order_number = '{number}'")).await;
    for part in [number.as_str(), total.as_str(), "× 3"] {
        assert!(letters[0].text.contains(part) && letters[0].html.contains(part), "{part}: {}", letters[0].text);
    }
    let link = letters[0].text.split_whitespace().find(|word| word.contains("/s/")).expect("a link");
    let path = &link[link.find("/s/").unwrap()..];
    let page = app.get(&shop.slug, path).await;
    assert!(page.status == 200 && page.text().contains(&number), "{link}: {}", page.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_may_be_somebody_elses_writes_to_nobody() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    for name in ["suspect", "spam", "old", "recorded", "fine"] {
        let mut input = order_input(&mug, 1);
        input["customer"]["email"] = json!(format!("{name}@home.example"));
        submitted(&app, &shop, &input).await;
    }
    app.database
        .run(
            "UPDATE orders SET is_suspect = true WHERE customer_email = 'suspect@home.example';
             UPDATE orders SET status = 'spam' WHERE customer_email = 'spam@home.example';
             UPDATE orders SET created_at = now() - interval '25 hours' WHERE customer_email = 'old@home.example';
             UPDATE orders SET channel = 'phone' WHERE customer_email = 'recorded@home.example'",
        )
        .await;
    let worker = Worker::start(&app);
    until(&app, "outbox WHERE task = 'dispatch_event'", 0).await;
    until(&app, "graphile_worker.jobs WHERE task_identifier = 'dispatch_event'", 0).await;
    until(&app, "notification_deliveries WHERE status = 'sent'", 1).await;
    assert_eq!(app.database.count("notification_deliveries").await, 1);
    worker.stop().await;
    let letters = app.app.mailbox.as_ref().unwrap().letters().unwrap();
    let to: Vec<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
    assert_eq!(to, ["fine@home.example"], "the positive control alone");
}
