//! Money on pledges: exact, running from part to part, taken back by lines of its own.

use chrono::TimeDelta;
use harness::{TestApp, giving::pledge_input};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

fn paid(answer: &harness::Answer, field: &str) -> Vec<String> {
    let parts = answer.data(&format!("/{field}/pledge/instalments"));
    parts.as_array().unwrap().iter().map(|part| part["paid"]["amount"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_shortfall_stays_open_and_an_overpayment_runs_on() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let mut input = pledge_input(&orphans, &app.day(30));
    input["instalments"] = json!({ "every": "WEEKLY", "count": 3 });
    let made = app.submit_pledge(&charity, &input).await;
    let amounts: Vec<Value> =
        (0..3).map(|n| made.data("/pledgeSubmit/pledge/instalments")[n]["amount"]["amount"].clone()).collect();
    assert_eq!(amounts, ["33.333", "33.333", "33.334"]);
    let id = made.string("/pledgeSubmit/pledge/id");
    let first = app.pay(&charity, &id, "30.000").await;
    assert_eq!(paid(&first, "pledgePaymentRecord"), ["30.000", "0.000", "0.000"]);
    let second = app.pay(&charity, &id, "10.000").await;
    assert_eq!(paid(&second, "pledgePaymentRecord"), ["33.333", "6.667", "0.000"]);
    let over = app.pay(&charity, &id, "60.001").await;
    assert_eq!(over.refusals("pledgePaymentRecord"), ["input.amount OUT_OF_RANGE"]);
    let last = app.pay(&charity, &id, "60.000").await;
    assert_eq!(paid(&last, "pledgePaymentRecord"), ["33.333", "33.333", "33.334"]);
    assert_eq!(last.string("/pledgePaymentRecord/pledge/status"), "FULFILLED");
    // Void, it is open again; the line stays.
    let payment = last.string("/pledgePaymentRecord/pledge/payments/0/id");
    let void = app.pledge_act(&charity, "pledgePaymentVoid", &payment, None).await;
    assert_eq!(void.string("/pledgePaymentVoid/pledge/status"), "ACTIVE");
    assert_eq!(void.string("/pledgePaymentVoid/pledge/openAmount/amount"), "30.000");
    assert_ne!(void.data("/pledgePaymentVoid/pledge/payments/0/voidedAt"), Value::Null);
    assert_eq!(app.pledge_act(&charity, "pledgePaymentVoid", &payment, None).await.code(), "NOT_FOUND", "once only");
    // Said so, more than promised is taken, and stands in the last part.
    let query = harness::giving::pledge_act("pledgePaymentRecord");
    let input = json!({ "amount": "50.000", "method": "cash", "allowOver": true });
    let more =
        app.gql("charity", Some(&charity.member.token), &query, json!({ "id": id, "v": null, "input": input })).await;
    assert_eq!(paid(&more, "pledgePaymentRecord"), ["33.333", "33.333", "53.334"]);
    assert_eq!(more.string("/pledgePaymentRecord/pledge/openAmount/amount"), "0.000");
}

#[tokio::test]
async fn what_comes_on_a_pledge_in_all_is_no_more_than_an_amount_can_be() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let mut largest = pledge_input(&orphans, &app.day(60));
    largest["amount"] = json!("999999999.999");
    let id = app.submit_pledge(&charity, &largest).await.string("/pledgeSubmit/pledge/id");
    let query = harness::giving::pledge_act("pledgePaymentRecord");
    let pay = async |amount: &str| {
        let input = json!({ "amount": amount, "method": "cash", "allowOver": true });
        let variables = json!({ "id": id, "v": null, "input": input });
        app.gql("charity", Some(&charity.member.token), &query, variables).await
    };
    let come = "/pledgePaymentRecord/pledge/fulfilledAmount/amount";
    assert_eq!(pay("600000000.000").await.string(come), "600000000.000");
    for over in ["600000000.000", "400000000.000"] {
        assert_eq!(pay(over).await.refusals("pledgePaymentRecord"), ["input.amount OUT_OF_RANGE"], "{over}");
    }
    assert_eq!(app.database.count("pledge_payments").await, 1);
    assert_eq!(pay("399999999.999").await.string(come), "999999999.999", "to the fils");
}

#[tokio::test]
async fn money_is_recorded_on_a_day_that_has_come_and_on_a_pledge_that_takes_it() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    app.to_noon();
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let id = app.pledge(&charity, &orphans).await;
    let query = harness::giving::pledge_act("pledgePaymentRecord");
    let token = Some(charity.member.token.as_str());
    let input = json!({ "amount": "1,5", "method": " ", "receivedOn": app.day(1) });
    let refused = app.gql("charity", token, &query, json!({ "id": id, "v": null, "input": input })).await;
    assert_eq!(
        refused.refusals("pledgePaymentRecord"),
        ["input.amount INVALID", "input.receivedOn OUT_OF_RANGE", "input.method REQUIRED"]
    );
    app.pay(&charity, &id, "1.000").await.string("/pledgePaymentRecord/pledge/id");
    let spam = app.pledge_act(&charity, "pledgeMarkSpam", &id, None).await;
    assert_eq!(spam.refusals("pledgeMarkSpam"), ["TRANSITION_REFUSED"], "money came on it");
    app.pledge_act(&charity, "pledgeCancel", &id, None).await.string("/pledgeCancel/pledge/id");
    assert_eq!(app.pay(&charity, &id, "1.000").await.refusals("pledgePaymentRecord"), ["TRANSITION_REFUSED"]);
}

const BY_FIGURES: &str = "SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
    SELECT format('%s %s %s %s', kind, day, sum(n), sum(amount)) AS line FROM (
        SELECT kind, day, n, amount FROM stat_deltas UNION ALL SELECT kind, day, n, amount FROM stat_daily) f
    WHERE kind IN ('pledge', 'pledge_paid') GROUP BY kind, day HAVING sum(n) <> 0) x";
const BY_COUNTING: &str = "SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
    SELECT format('pledge %s %s %s', (created_at AT TIME ZONE 'Asia/Kuwait')::date, count(*), sum(amount)) AS line
    FROM pledges WHERE status NOT IN ('cancelled', 'spam') GROUP BY (created_at AT TIME ZONE 'Asia/Kuwait')::date
    UNION ALL
    SELECT format('pledge_paid %s %s %s', received_on, count(*), sum(amount))
    FROM pledge_payments WHERE voided_at IS NULL GROUP BY received_on) x";
/// Pledges whose sums or states do not follow from their payments, parts and days.
const STRAYS: &str = "pledges p WHERE p.fulfilled_amount <> coalesce((SELECT sum(amount) FROM pledge_payments y WHERE y.pledge_id = p.id AND y.voided_at IS NULL), 0)
    OR p.amount <> (SELECT sum(amount) FROM pledge_instalments i WHERE i.pledge_id = p.id)
    OR (p.status = 'fulfilled') <> (p.status NOT IN ('cancelled', 'spam') AND p.fulfilled_amount >= p.amount)";

/// How far the campaign `orphans` has come, by the payments that stand.
const PROGRESS: &str = "SELECT format('%s %s %s', coalesce(sum(paid), 0)::numeric(14,3)::text,
    coalesce(sum(greatest(amount - paid, 0)) FILTER (WHERE status IN ('active', 'overdue')), 0)::numeric(14,3)::text,
    count(*) FILTER (WHERE status NOT IN ('cancelled', 'spam')))
    FROM (SELECT p.amount, p.status, coalesce((SELECT sum(y.amount) FROM pledge_payments y
              WHERE y.pledge_id = p.id AND y.voided_at IS NULL), 0) AS paid
          FROM pledges p JOIN catalog_items i ON i.id = p.campaign_id AND i.slug = 'orphans') x";

#[tokio::test(flavor = "multi_thread")]
async fn sums_follow_from_payments_and_figures_from_rows_after_random_acts() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let (mut pledges, mut payments): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for n in 0..160 {
        if n % 16 == 0 {
            app.clock.advance(TimeDelta::hours(random.random_range(1..60)));
            let scope = api::kernel::scope::Scope::job(charity.id);
            let day = app.clock.now().date_naive();
            api::submissions::jobs::FoldFigures { day }.run(&app.app, &scope).await.unwrap();
            api::pledges::jobs::MindPledges { day }.run(&app.app, &scope).await.unwrap();
        }
        if pledges.is_empty() || random.random_bool(0.25) {
            let mut input = pledge_input(&orphans, &app.day(random.random_range(8..40)));
            input["amount"] = json!(format!("{}.{:03}", random.random_range(1..200), random.random_range(0..1000)));
            if random.random_bool(0.5) {
                input["instalments"] = json!({ "every": "WEEKLY", "count": random.random_range(2..6) });
            }
            let answer = app.submit_pledge(&charity, &input).await;
            if let Some(id) = answer.data("/pledgeSubmit")["pledge"]["id"].as_str() {
                pledges.push(id.to_owned());
            }
            continue;
        }
        let id = pledges[random.random_range(0..pledges.len())].clone();
        match random.random_range(0..10) {
            0..=5 => {
                let amount = format!("{}.{:03}", random.random_range(1..40), random.random_range(0..1000));
                let answer = app.pay(&charity, &id, &amount).await;
                let all = answer.data("/pledgePaymentRecord")["pledge"]["payments"].clone();
                payments
                    .extend(all.as_array().into_iter().flatten().filter_map(|p| p["id"].as_str().map(str::to_owned)));
            }
            6 | 7 if !payments.is_empty() => {
                let payment = payments[random.random_range(0..payments.len())].clone();
                app.pledge_act(&charity, "pledgePaymentVoid", &payment, None).await;
            }
            8 => drop(app.pledge_act(&charity, "pledgeCancel", &id, None).await),
            _ => drop(app.pledge_act(&charity, "pledgeMarkSpam", &id, None).await),
        }
        assert_eq!(app.database.count(STRAYS).await, 0, "after act {n}");
    }
    let (figures, count): (String, String) =
        (app.database.value(BY_FIGURES).await, app.database.value(BY_COUNTING).await);
    assert_eq!(figures, count);
    let recount: String = app.database.value(PROGRESS).await;
    assert_eq!(app.progress(&charity, "orphans").await, recount);
}
