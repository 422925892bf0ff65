//! What the assistant used and cost, month by month, equals a recount of its log: other zones, a month's end, another tenant's
//! lines, an empty tenant.

use api::kernel::clock::local_day;
use chrono::{DateTime, Datelike, Months, TimeDelta, Utc};
use harness::{Tenant, TestApp};
use rand::{Rng, SeedableRng, rngs::StdRng};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::ask;

const USAGE: &str =
    "query($n: Int!) { aiUsage(months: $n) { month answers failures inputTokens outputTokens costUsd } }";

/// A line of the log.
struct Call {
    at: DateTime<Utc>,
    is_answered: bool,
    tokens: (i64, i64),
    cost: Decimal,
}

async fn log(app: &TestApp, tenant: &Tenant, call: &Call) {
    let outcome = if call.is_answered { "answered" } else { "failed" };
    let sql = format!(
        "INSERT INTO ai_usage_log SELECT id, '{}', 'offline', 'm', {}, {}, {}, '{outcome}', 12, '{}' FROM tenants WHERE slug = '{}'",
        Uuid::now_v7(),
        call.tokens.0,
        call.tokens.1,
        call.cost,
        call.at.to_rfc3339(),
        tenant.slug
    );
    app.database.run(&sql).await;
}

/// Notes a question that was answered now, at this cost in US dollars.
pub(crate) async fn asked(app: &TestApp, tenant: &Tenant, cost: &str) {
    let call = Call { at: app.clock.now(), is_answered: true, tokens: (900, 80), cost: cost.parse().unwrap() };
    log(app, tenant, &call).await;
}

/// The same months counted here.
fn recount(calls: &[Call], now: DateTime<Utc>, zone: &str, months: u32) -> Value {
    let this = local_day(now, zone).with_day(1).unwrap();
    let months = (0..months).rev().map(|back| this - Months::new(back));
    let lines = months.map(|month| {
        let of_month: Vec<&Call> =
            calls.iter().filter(|call| local_day(call.at, zone).with_day(1).unwrap() == month).collect();
        let answers = of_month.iter().filter(|call| call.is_answered).count();
        json!({
            "month": month.to_string(),
            "answers": answers,
            "failures": of_month.len() - answers,
            "inputTokens": of_month.iter().map(|call| call.tokens.0).sum::<i64>(),
            "outputTokens": of_month.iter().map(|call| call.tokens.1).sum::<i64>(),
            "costUsd": format!("{:.6}", of_month.iter().map(|call| call.cost).sum::<Decimal>()),
        })
    });
    Value::Array(lines.collect())
}

#[tokio::test]
async fn usage_equals_a_recount_of_the_log() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    app.to_noon();
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let now = app.clock.now();
    let mut calls: Vec<Call> = (0..120)
        .map(|_| Call {
            at: now - TimeDelta::minutes(random.random_range(0..60 * 24 * 200)),
            is_answered: random.random_bool(0.8),
            tokens: (random.random_range(0..4_000), random.random_range(0..900)),
            cost: Decimal::new(random.random_range(0..90_000), 6),
        })
        .collect();
    // The last instant of a month in Kuwait, and the first of the next.
    let turn: DateTime<Utc> =
        format!("{}T21:00:00Z", local_day(now, "UTC").with_day(1).unwrap().pred_opt().unwrap()).parse().unwrap();
    for at in [turn - TimeDelta::milliseconds(1), turn] {
        calls.push(Call { at, is_answered: true, tokens: (1, 1), cost: Decimal::new(1, 6) });
    }
    for call in &calls {
        log(&app, &shop, call).await;
    }
    log(&app, &other, &Call { at: now, is_answered: true, tokens: (7, 7), cost: Decimal::ONE }).await;

    for zone in ["Asia/Kuwait", "Pacific/Kiritimati", "America/Los_Angeles"] {
        app.database.run(&format!("UPDATE tenants SET time_zone = '{zone}' WHERE slug = 'shop'")).await;
        for months in [1, 3, 24] {
            let told = ask(&app, &shop, USAGE, json!({ "n": months })).await;
            assert_eq!(told["aiUsage"], recount(&calls, now, zone, months), "{zone}, {months}");
        }
    }
    let told = ask(&app, &other, USAGE, json!({ "n": 1 })).await;
    assert_eq!((&told["aiUsage"][0]["answers"], &told["aiUsage"][0]["costUsd"]), (&json!(1), &json!("1.000000")));
}

#[tokio::test]
async fn without_an_assistant_every_month_is_told_as_empty() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.to_noon();
    let told = ask(&app, &shop, USAGE, json!({ "n": 6 })).await;
    assert_eq!(told["aiUsage"], recount(&[], app.clock.now(), "Asia/Kuwait", 6));
    for months in [0, 25, -1] {
        let refused = app.gql("shop", Some(&shop.member.token), USAGE, json!({ "n": months })).await;
        assert_eq!(refused.code(), "BAD_INPUT", "{months}");
    }
}
