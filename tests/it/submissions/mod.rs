//! The books of the three kinds add up, whatever happens and however long: random lives, and proof that a wrong book is
//! found. And the views that the team keeps of its lists.

mod broken;
mod life;
mod recount;
pub(crate) mod views;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use harness::TestApp;
use life::Life;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// Moves of the machines, `from to`, that a test of so many steps must have come by.
const MOST_MOVES: [&str; 16] = [
    "order pending confirmed",
    "order confirmed fulfilled",
    "order confirmed pending",
    "order pending cancelled",
    "order pending spam",
    "order spam pending",
    "donation pending received",
    "donation received refunded",
    "donation received pending",
    "donation pending spam",
    "pledge active overdue",
    "pledge overdue active",
    "pledge overdue fulfilled",
    "pledge active fulfilled",
    "pledge fulfilled active",
    "pledge active cancelled",
];

async fn broken(app: &TestApp) -> Vec<String> {
    recount::broken(&mut app.database.superuser().await, app.clock.now()).await
}

/// The moves that have not happened yet.
async fn missing(app: &TestApp) -> Vec<&'static str> {
    let moves: String = app
        .database
        .value("SELECT coalesce(string_agg(DISTINCT entity_kind || ' ' || from_status || ' ' || to_status, ','), '') FROM submission_events WHERE from_status IS NOT NULL")
        .await;
    MOST_MOVES.into_iter().filter(|one| !moves.split(',').any(|made| made == *one)).collect()
}

/// Sets the test's clock to an instant.
fn set(app: &TestApp, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    app.clock.advance(at - app.clock.now());
}

fn decimal(money: &Value) -> Decimal {
    money["amount"].as_str().unwrap().parse().unwrap()
}

/// What the API tells of every pledge follows from the payments it tells, part by part; and what of every campaign follows
/// from the rows. Returns how many pledges in parts something was paid on.
async fn agrees_with_the_api(life: &Life<'_>) -> usize {
    let (app, tenant) = (life.app, &life.tenant);
    let query = "query($after: String) { pledges(first: 50, after: $after) { pageInfo { hasNextPage endCursor } nodes { number status
        amount { amount } fulfilledAmount { amount } openAmount { amount } instalments { amount { amount } paid { amount } }
        payments { amount { amount } voidedAt } } } }";
    let mut after = Value::Null;
    let mut paid_in_parts = 0;
    loop {
        let token = Some(tenant.member.token.as_str());
        let page = app.gql(&tenant.slug, token, query, json!({ "after": after })).await.data("/pledges");
        for pledge in page["nodes"].as_array().unwrap() {
            let standing =
                pledge["payments"].as_array().unwrap().iter().filter(|payment| payment["voidedAt"].is_null());
            let came: Decimal = standing.map(|payment| decimal(&payment["amount"])).sum();
            assert_eq!(decimal(&pledge["fulfilledAmount"]), came, "{pledge}");
            let amount = decimal(&pledge["amount"]);
            assert_eq!(decimal(&pledge["openAmount"]), (amount - came).max(Decimal::ZERO), "{pledge}");
            let parts: Vec<(Decimal, Decimal)> = pledge["instalments"]
                .as_array()
                .unwrap()
                .iter()
                .map(|part| (decimal(&part["amount"]), decimal(&part["paid"])))
                .collect();
            assert_eq!(parts.iter().map(|(_, paid)| *paid).sum::<Decimal>(), came, "{pledge}");
            assert_eq!(parts.iter().map(|(whole, _)| *whole).sum::<Decimal>(), amount, "{pledge}");
            for (place, (whole, paid)) in parts.iter().enumerate() {
                let is_last = place + 1 == parts.len();
                assert!(is_last || paid <= whole, "more than the part: {pledge}");
                assert!(place == 0 || paid.is_zero() || parts[place - 1].1 >= parts[place - 1].0, "a gap: {pledge}");
            }
            paid_in_parts += usize::from(parts.len() > 1 && !came.is_zero());
        }
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    for (slug, sql) in [
        (
            "wells",
            "SELECT format('%s %s %s', coalesce(sum(r.amount), 0)::numeric(14,3),
                coalesce(sum(d.amount) FILTER (WHERE d.status = 'pending'), 0)::numeric(14,3), count(r.id))
             FROM catalog_items i JOIN donations d ON d.campaign_id = i.id AND d.tenant_id = i.tenant_id
             LEFT JOIN donation_receipts r ON r.donation_id = d.id AND r.voided_at IS NULL",
        ),
        (
            "orphans",
            "SELECT format('%s %s %s', coalesce(sum(paid), 0)::numeric(14,3),
                coalesce(sum(greatest(x.amount - paid, 0)) FILTER (WHERE x.status IN ('active', 'overdue')), 0)::numeric(14,3),
                count(*) FILTER (WHERE x.status NOT IN ('cancelled', 'spam')))
             FROM catalog_items i CROSS JOIN LATERAL (
                SELECT p.amount, p.status, coalesce((SELECT sum(y.amount) FROM pledge_payments y WHERE y.pledge_id = p.id AND y.voided_at IS NULL), 0) AS paid
                FROM pledges p WHERE p.campaign_id = i.id AND p.tenant_id = i.tenant_id) x",
        ),
    ] {
        let sql = format!("{sql} WHERE i.slug = '{slug}' AND i.tenant_id = '{}'", tenant.id.0);
        let recount: String = app.database.value(&sql).await;
        assert_eq!(app.progress(tenant, slug).await, recount, "{slug}");
    }
    paid_in_parts
}

#[tokio::test(flavor = "multi_thread")]
async fn the_books_of_random_lives_add_up_all_along() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let app = TestApp::start().await;
    let mut lives = Vec::new();
    for (n, zone) in ["Asia/Kuwait", "America/Los_Angeles", "Pacific/Auckland"].into_iter().enumerate() {
        lives.push(Life::new(&app, &format!("life-{n}"), zone, seed ^ n as u64).await);
    }
    // Over the turn of a month and of the year, each at its own midnight. Tokens are dated by the machine's time, so teams
    // come before.
    set(&app, "2026-11-24T08:00:00Z");
    for step in 0..600 {
        if step >= 130 && missing(&app).await.is_empty() {
            break;
        }
        // One clock for all: each lives in turn.
        let turn = step % lives.len();
        lives[turn].step().await;
        for life in &lives {
            life.run_due_jobs().await;
        }
        if step % 3 == 0 {
            assert_eq!(broken(&app).await, Vec::<String>::new(), "seed {seed}, step {step} of {}", lives[turn].zone);
        }
    }
    // Nothing happens for a while: days alone make pledges late, and close what figures are kept of.
    for _ in 0..4 {
        app.clock.advance(TimeDelta::days(9));
        for life in &lives {
            life.run_due_jobs().await;
        }
        assert_eq!(broken(&app).await, Vec::<String>::new(), "seed {seed}, at rest");
    }
    let mut paid_in_parts = 0;
    for life in &lives {
        paid_in_parts += agrees_with_the_api(life).await;
    }
    assert!(paid_in_parts > 0, "seed {seed}: no pledge in parts was paid on: nothing was proved");
    let never = missing(&app).await;
    assert_eq!(never, Vec::<&str>::new(), "seed {seed}: never happened, so nothing was proved of it");
    for happened in [
        "submission_events WHERE kind = 'edited'",
        "pledge_payments WHERE voided_at IS NOT NULL",
        "donation_receipts WHERE voided_at IS NOT NULL",
        "stat_daily",
        "pledges WHERE fulfilled_amount > amount",
        "number_counters WHERE kind = 'receipt' AND year = 2027",
    ] {
        assert!(app.database.count(happened).await > 0, "seed {seed}: {happened}: nothing was proved");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_work_over_a_months_end_in_kuwait_is_told_as_it_is_counted() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let app = TestApp::start().await;
    // From the morning of the month's last day in Kuwait until the next evening.
    let mut life = Life::new(&app, "charity", "Asia/Kuwait", seed).await;
    set(&app, "2026-11-30T05:00:00Z");
    let (mut before, mut after) = (0, 0);
    while app.clock.now() < "2026-12-01T17:00:00Z".parse::<DateTime<Utc>>().unwrap() {
        let evening = app.clock.now() > "2026-11-30T18:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let was = app.clock.now();
        // Close together about midnight: three hours before the day turns in UTC.
        life.pass(TimeDelta::minutes(if evening && was.to_rfc3339().as_str() < "2026-11-30T23" { 13 } else { 41 }))
            .await;
        life.receive().await;
        life.receive().await;
        for _ in 0..5 {
            life.act().await;
        }
        if app.clock.now() < "2026-11-30T21:00:00Z".parse::<DateTime<Utc>>().unwrap() {
            before += 1
        } else {
            after += 1
        }
    }
    assert!(before > 10 && after > 10);
    assert_eq!(broken(&app).await, Vec::<String>::new(), "seed {seed}");
    months_as_counted(&app, &life, seed).await;
    // Folded, they are the same.
    life.pass(TimeDelta::days(3)).await;
    let open = format!("stat_deltas WHERE day <= '2026-12-01' AND tenant_id = '{}'", life.tenant.id.0);
    assert_eq!(app.database.count(&open).await, 0, "the jobs that were asked for have folded the days");
    months_as_counted(&app, &life, seed).await;
}

/// Each month's sums, and those of its buckets, through the API and straight from the rows.
async fn months_as_counted(app: &TestApp, life: &Life<'_>, seed: u64) {
    const SUMMARY: &str = "query($r: DateRangeInput!, $i: Interval!) {
        dashboardSummary(range: $r) { current { orders { ...C } donations { ...C } donationsReceived { ...C } pledges { ...C } pledgesPaid { ...C } visits } }
        submissionsOverTime(range: $r, interval: $i) { current { orders { ...C } donations { ...C } pledges { ...C } } }
        conversionsByChannel(range: $r) { visits submissions sum { amount } } } fragment C on CountAndSum { count sum { amount } }";
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for (from, to) in [(day("2026-11-01"), day("2026-11-30")), (day("2026-12-01"), day("2026-12-31"))] {
        let within = |at: &str| format!("({at} AT TIME ZONE 'Asia/Kuwait')::date BETWEEN '{from}' AND '{to}'");
        let created = within("created_at");
        let counted = async |from_where: String, amount: &str| -> String {
            app.database
                .value(&format!(
                    "SELECT count(*) || ' ' || coalesce(sum({amount}), 0)::numeric(18,3) FROM {from_where}"
                ))
                .await
        };
        let wanted = [
            (
                "orders",
                counted(format!("orders WHERE status NOT IN ('cancelled', 'spam') AND {created}"), "total").await,
            ),
            (
                "donations",
                counted(format!("donations WHERE status IN ('pending', 'received') AND {created}"), "amount").await,
            ),
            (
                "donationsReceived",
                counted(format!("donations WHERE status = 'received' AND {}", within("received_at")), "amount").await,
            ),
            (
                "pledges",
                counted(format!("pledges WHERE status NOT IN ('cancelled', 'spam') AND {created}"), "amount").await,
            ),
            (
                "pledgesPaid",
                counted(
                    format!("pledge_payments WHERE voided_at IS NULL AND received_on BETWEEN '{from}' AND '{to}'"),
                    "amount",
                )
                .await,
            ),
        ];
        for interval in ["DAY", "WEEK", "MONTH"] {
            let variables = json!({ "r": { "from": from.to_string(), "to": to.to_string() }, "i": interval });
            let answer = app.gql("charity", Some(&life.tenant.member.token), SUMMARY, variables).await;
            let told = |figure: &Value| {
                format!("{} {}", figure["count"], figure["sum"]["amount"].as_str().unwrap_or_default())
            };
            let figures = answer.data("/dashboardSummary/current");
            for (kind, counted) in &wanted {
                assert_eq!(told(&figures[*kind]), *counted, "seed {seed}: {kind} from {from}");
            }
            let visits = app.database.count(&format!("visits WHERE {created}")).await;
            assert_eq!(figures["visits"], visits, "seed {seed}: from {from}");
            let buckets = answer.data("/submissionsOverTime/current");
            for (kind, counted) in wanted.iter().filter(|(kind, _)| ["orders", "donations", "pledges"].contains(kind)) {
                let all = buckets.as_array().unwrap().iter().map(|bucket| &bucket[*kind]);
                let (mut n, mut sum) = (0, Decimal::new(0, 3));
                for figure in all {
                    n += figure["count"].as_i64().unwrap();
                    sum += decimal(&figure["sum"]);
                }
                assert_eq!(format!("{n} {sum}"), *counted, "seed {seed}: {kind} by {interval} from {from}");
            }
            let channels = answer.data("/conversionsByChannel");
            let (mut n, mut sum) = (0, Decimal::new(0, 3));
            for line in channels.as_array().unwrap() {
                n += line["submissions"].as_i64().unwrap();
                sum += decimal(&line["sum"]);
            }
            let all = format!(
                "(SELECT total AS amount, status, created_at FROM orders UNION ALL SELECT amount, status, created_at FROM donations
                  UNION ALL SELECT amount, status, created_at FROM pledges) s WHERE status NOT IN ('cancelled', 'spam', 'refunded') AND {created}"
            );
            assert_eq!(format!("{n} {sum}"), counted(all, "amount").await, "seed {seed}: channels from {from}");
        }
    }
}
