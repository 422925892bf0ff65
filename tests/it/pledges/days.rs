//! What days do to pledges: late ones become overdue once, what falls due is told once, paid ones are left alone.

use std::sync::Arc;

use api::{kernel::scope::Scope, pledges::jobs::MindPledges};
use chrono::TimeDelta;
use harness::{Tenant, TestApp, giving::pledge_input};
use serde_json::json;

async fn mind(app: &TestApp, charity: &Tenant) {
    let day = app.clock.now().date_naive();
    MindPledges { day }.run(&app.app, &Scope::job(charity.id)).await.unwrap();
}

async fn status(app: &TestApp, charity: &Tenant, id: &str) -> String {
    let query = "query($id: ID!) { pledge(id: $id) { status } }";
    app.gql(&charity.slug, Some(&charity.member.token), query, json!({ "id": id })).await.string("/pledge/status")
}

#[tokio::test]
async fn a_pledge_is_overdue_the_day_after_and_active_again_when_it_has_caught_up() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    app.to_noon();
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let mut input = pledge_input(&orphans, &app.day(20));
    input["instalments"] = json!({ "every": "WEEKLY", "count": 2 });
    let id = app.submit_pledge(&charity, &input).await.string("/pledgeSubmit/pledge/id");
    app.clock.advance(TimeDelta::days(13));
    mind(&app, &charity).await;
    assert_eq!(status(&app, &charity, &id).await, "ACTIVE", "on its very day");
    app.clock.advance(TimeDelta::days(1));
    mind(&app, &charity).await;
    assert_eq!(status(&app, &charity, &id).await, "OVERDUE");
    let lines = app.database.count("audit_events WHERE action = 'pledge.moved'").await;
    mind(&app, &charity).await;
    assert_eq!(app.database.count("audit_events WHERE action = 'pledge.moved'").await, lines, "once only");
    app.pay(&charity, &id, "49.999").await;
    assert_eq!(status(&app, &charity, &id).await, "OVERDUE", "a fils is open");
    app.pay(&charity, &id, "0.001").await;
    assert_eq!(status(&app, &charity, &id).await, "ACTIVE");
    // Late by a payment that turns out void, it is overdue at once.
    app.pay(&charity, &id, "50.000").await;
    assert_eq!(status(&app, &charity, &id).await, "FULFILLED");
    let query = "query($id: ID!) { pledge(id: $id) { payments { id } } }";
    let all = app.gql("charity", Some(&charity.member.token), query, json!({ "id": id })).await;
    let void = app.pledge_act(&charity, "pledgePaymentVoid", &all.string("/pledge/payments/0/id"), None).await;
    assert_eq!(void.string("/pledgePaymentVoid/pledge/status"), "ACTIVE", "what is left covers the first part");
    let void = app.pledge_act(&charity, "pledgePaymentVoid", &all.string("/pledge/payments/2/id"), None).await;
    assert_eq!(void.string("/pledgePaymentVoid/pledge/status"), "OVERDUE");
}

#[tokio::test]
async fn what_falls_due_soon_is_told_once_and_not_when_it_is_paid() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    app.to_noon();
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let one = app.submit_pledge(&charity, &pledge_input(&orphans, &app.day(5))).await.string("/pledgeSubmit/pledge/id");
    let two = app.submit_pledge(&charity, &pledge_input(&orphans, &app.day(5))).await.string("/pledgeSubmit/pledge/id");
    app.pay(&charity, &two, "100.000").await;
    let told = async || app.database.count("outbox WHERE payload->>'event' = 'pledge_due_soon'").await;
    app.clock.advance(TimeDelta::days(1));
    mind(&app, &charity).await;
    assert_eq!(told().await, 0, "four days before");
    for _ in 0..4 {
        app.clock.advance(TimeDelta::days(1));
        mind(&app, &charity).await;
        mind(&app, &charity).await;
    }
    assert_eq!(told().await, 1);
    let of: String =
        app.database.value("SELECT payload->>'pledge' FROM outbox WHERE payload->>'event' = 'pledge_due_soon'").await;
    let id = one.parse::<entity::ids::PledgeId>().unwrap();
    assert_eq!(of, id.0.to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_asks_for_the_next_day_as_long_as_a_pledge_is_open() {
    let app = Arc::new(TestApp::start().await);
    let charity = app.tenant("charity").await;
    app.to_noon();
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    app.pledge(&charity, &orphans).await;
    app.pledge(&charity, &orphans).await;
    let days = async || {
        let sql = "SELECT string_agg(DISTINCT payload->>'day', ',') FROM outbox WHERE task = 'mind_pledges'";
        app.database.value::<String>(sql).await
    };
    assert_eq!(days().await, app.day(1));
    app.database.run("DELETE FROM outbox").await;
    app.clock.advance(TimeDelta::days(1));
    mind(&app, &charity).await;
    assert_eq!(days().await, app.day(1), "the day after that");
}

#[tokio::test]
async fn a_day_that_has_not_come_is_asked_for_again() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    app.to_noon();
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    app.pledge(&charity, &orphans).await;
    let asked = async || {
        let sql = "SELECT string_agg(payload->>'day' || ' ' || (run_at AT TIME ZONE 'Asia/Kuwait')::time, ',')
            FROM outbox WHERE task = 'mind_pledges'";
        app.database.value::<Option<String>>(sql).await
    };
    let run = async |day: &str| {
        app.database.run("DELETE FROM outbox").await;
        MindPledges { day: day.parse().unwrap() }.run(&app.app, &Scope::job(charity.id)).await.unwrap();
    };
    let (today, tomorrow) = (app.day(0), app.day(1));
    run(&today).await;
    assert_eq!(asked().await, Some(format!("{tomorrow} 00:05:00")), "the control: the day after");
    run(&today).await;
    assert_eq!(asked().await, None, "the control: once a day");
    // The worker that takes tomorrow's job up has a clock that is behind.
    for _ in 0..2 {
        run(&tomorrow).await;
        assert_eq!(asked().await, Some(format!("{tomorrow} 00:05:00")), "the same day again");
    }
    assert_eq!(app.database.count("schedule_marks WHERE kind = 'pledges_minded'").await, 1, "nothing was done for it");
    app.clock.advance(TimeDelta::days(1));
    let after = app.day(1);
    run(&tomorrow).await;
    assert_eq!(asked().await, Some(format!("{after} 00:05:00")), "and on it goes");
}

#[tokio::test]
async fn a_pledge_that_takes_money_again_is_looked_after_again() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    app.to_noon();
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let asked = "outbox WHERE task = 'mind_pledges'";
    // The only pledge: once it is paid or set aside, nobody looks at the days any more.
    let paid = app.pledge(&charity, &orphans).await;
    let payment = app.pay(&charity, &paid, "100.000").await.string("/pledgePaymentRecord/pledge/payments/0/id");
    app.database.run("DELETE FROM outbox").await;
    app.clock.advance(TimeDelta::days(1));
    mind(&app, &charity).await;
    assert_eq!(app.database.count(asked).await, 0, "the control: nothing is open");
    let void = app.pledge_act(&charity, "pledgePaymentVoid", &payment, None).await;
    assert_eq!(void.string("/pledgePaymentVoid/pledge/status"), "ACTIVE");
    assert_eq!(app.database.count(asked).await, 1, "its days are looked after again");
    app.pledge_act(&charity, "pledgeMarkSpam", &paid, None).await.string("/pledgeMarkSpam/pledge/id");
    app.database.run("DELETE FROM outbox").await;
    app.pledge_act(&charity, "pledgeReopen", &paid, None).await.string("/pledgeReopen/pledge/id");
    assert_eq!(app.database.count(asked).await, 1, "taken back from spam");
    app.pay(&charity, &paid, "1.000").await.string("/pledgePaymentRecord/pledge/id");
    assert_eq!(app.database.count(asked).await, 1, "it was looked after already");
}
