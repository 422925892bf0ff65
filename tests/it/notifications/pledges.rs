//! Who promised in parts is reminded of what falls due soon: once a part, in the tenant's morning, never of what is paid.

use api::{kernel::scope::Scope, pledges::jobs::MindPledges};
use chrono::TimeDelta;
use harness::{Tenant, TestApp, giving::pledge_input};
use serde_json::{Value, json};

use super::{Worker, hasten, until};

async fn promised(app: &TestApp, charity: &Tenant, campaign: &entity::ids::ItemId, name: &str) -> String {
    let mut input = pledge_input(campaign, &app.day(10));
    input["instalments"] = json!({ "every": "WEEKLY", "count": 2 });
    input["pledger"]["email"] = json!(format!("{name}@home.example"));
    app.submit_pledge(charity, &input).await.string("/pledgeSubmit/pledge/id")
}

async fn mind(app: &TestApp, charity: &Tenant) {
    let day = app.clock.now().date_naive();
    MindPledges { day }.run(&app.app, &Scope::job(charity.id)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pledger_is_reminded_of_each_part_once_and_not_of_what_is_paid() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let due = promised(&app, &charity, &orphans, "due").await;
    let paid = promised(&app, &charity, &orphans, "paid").await;
    let dropped = promised(&app, &charity, &orphans, "dropped").await;
    promised(&app, &charity, &orphans, "suspect").await;
    app.pay(&charity, &due, "20.000").await;
    app.pay(&charity, &paid, "50.000").await;
    app.database.run("UPDATE pledges SET is_suspect = true WHERE pledger_email = 'suspect@home.example'").await;
    // 00:05 in Kuwait, three days before the first part falls due.
    let now = app.clock.now();
    let midnight = api::kernel::clock::day_start(api::kernel::clock::local_day(now, "Asia/Kuwait"), "Asia/Kuwait");
    app.clock.advance(midnight + TimeDelta::days(1) + TimeDelta::minutes(5) - now);
    mind(&app, &charity).await;
    let early = "outbox WHERE payload->>'event' = 'pledge_due_soon'";
    assert_eq!(app.database.count(early).await, 3, "due, dropped, suspect");
    let in_the_morning = format!("{early} AND (run_at AT TIME ZONE 'Asia/Kuwait')::time = '09:00'");
    assert_eq!(app.database.count(&in_the_morning).await, 3, "letters do not come by night");
    // Between the day's job and the morning.
    app.pledge_act(&charity, "pledgeCancel", &dropped, None).await;
    app.database.run("INSERT INTO outbox (tenant_id, id, task, payload, queue, job_key, run_at) SELECT tenant_id, gen_random_uuid(), task, payload, queue, job_key, run_at FROM outbox WHERE payload->>'event' = 'pledge_due_soon'").await;
    let worker = Worker::start(&app);
    let queued = "notification_deliveries WHERE event = 'pledge_reminder'";
    hasten(&app).await;
    until(&app, queued, 1).await;
    // The letter's own job is due at the test's hour, not at the machine's.
    hasten(&app).await;
    let sent = "notification_deliveries WHERE event = 'pledge_reminder' AND status = 'sent'";
    until(&app, sent, 1).await;
    until(&app, early, 0).await;
    until(&app, "graphile_worker.jobs WHERE task_identifier = 'dispatch_event'", 0).await;
    assert_eq!(app.database.count("notification_deliveries").await, 1, "once, and to nobody else");
    // The second part, a week later.
    app.clock.advance(TimeDelta::days(7));
    mind(&app, &charity).await;
    hasten(&app).await;
    until(&app, queued, 3).await;
    hasten(&app).await;
    until(&app, sent, 3).await;
    worker.stop().await;
    app.clock.reset();
    let letters = app.app.mailbox.as_ref().unwrap().letters().unwrap();
    let mut to: Vec<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["due@home.example", "due@home.example", "paid@home.example"]);
    let texts: Vec<&str> = letters.iter().filter(|l| l.to.starts_with("due")).map(|l| l.text.as_str()).collect();
    // 50 were due and 20 have come; a week later 80 are open, the older part with them.
    assert!(texts.iter().any(|text| text.contains("30.000") && text.contains("80.000")), "{texts:?}");
    let link = texts[0].split_whitespace().find(|word| word.contains("/s/")).expect("a link");
    let page = app.get(&charity.slug, &link[link.find("/s/").unwrap()..]).await;
    assert!(page.status == 200 && page.text().contains("PLG-00001"), "{link}: {}", page.status);
    let query = "query($id: ID!) { pledge(id: $id) { timeline { kind note } } }";
    let told = app.gql("charity", Some(&charity.member.token), query, json!({ "id": due })).await;
    let lines = told.data("/pledge/timeline");
    let letters: Vec<&Value> = lines.as_array().unwrap().iter().filter(|line| line["kind"] == "letter").collect();
    assert_eq!(letters.len(), 2, "{lines}");
    assert_eq!(letters[0]["note"], "pledge_reminder d•••@home.example");
}
