//! Figures through the API equal counts made straight in the database, for random data, ranges and zones.

mod ai;
mod kinds;
mod life;

pub(crate) use ai::asked;

use api::{
    attribution::{service::record_visit, types::NewVisit},
    submissions::jobs::FoldFigures,
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use harness::{Item, Tenant, TestApp, order_input};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use uuid::Uuid;

const SUMMARY: &str =
    "query($r: DateRangeInput!) { dashboardSummary(range: $r) { current { ...F } previous { ...F } } }
    fragment F on Figures { range { from to } orders { count sum { amount } } donations { count sum { amount } }
        donationsReceived { count } pledges { count } pledgesPaid { count } visits conversions conversionRate }";
const CHANNELS: &str = "query($r: DateRangeInput!) { conversionsByChannel(range: $r) {
    kind source channel visits submissions conversions firstTouch rate sum { amount } } }";
const OVER_TIME: &str = "query($r: DateRangeInput!, $i: Interval!) { submissionsOverTime(range: $r, interval: $i) {
    current { ...B } previous { ...B } } } fragment B on SubmissionsBucket { start date orders { count sum { amount } } }";
const TOP: &str =
    "query($r: DateRangeInput!) { topItems(range: $r, first: 3) { id name { en } pieces sum { amount } } }";

/// Orders that count, with their day in the tenant's zone.
const COUNTED: &str = "(SELECT o.*, (o.created_at AT TIME ZONE t.time_zone)::date AS day FROM orders o JOIN tenants t ON t.id = o.tenant_id
    WHERE o.status NOT IN ('cancelled', 'spam') AND t.slug = '{slug}')";

fn range(from: NaiveDate, to: NaiveDate) -> Value {
    json!({ "r": { "from": from.to_string(), "to": to.to_string() } })
}

async fn ask(app: &TestApp, shop: &Tenant, query: &str, variables: Value) -> Value {
    app.gql(&shop.slug, Some(&shop.member.token), query, variables).await.data("")
}

/// A count and a sum, straight from the database.
async fn counted(app: &TestApp, shop: &Tenant, condition: &str) -> (i64, String) {
    let from = COUNTED.replace("{slug}", &shop.slug);
    let sql = format!("SELECT count(*) || ' ' || coalesce(sum(total), 0.000) FROM {from} c WHERE {condition}");
    let text: String = app.database.value(&sql).await;
    let (count, sum) = text.split_once(' ').unwrap();
    (count.parse().unwrap(), sum.to_owned())
}

fn shown(figure: &Value) -> (i64, String) {
    (figure["count"].as_i64().unwrap(), figure["sum"]["amount"].as_str().unwrap().to_owned())
}

/// Forty days of visits, orders and moves of orders.
async fn live(app: &TestApp, shop: &Tenant, random: &mut StdRng) {
    let items =
        [app.item(shop, Item::new("mug").price("1.125")).await, app.item(shop, Item::new("cup").price("0.995")).await];
    let mut orders = Vec::new();
    for n in 0..70 {
        app.clock.advance(TimeDelta::minutes(random.random_range(1..1_600)));
        let mut input = order_input(&items[random.random_range(0..2)], random.random_range(1..9));
        let visits = random.random_range(0..3);
        for _ in 0..visits {
            let visit = NewVisit {
                visitor: Uuid::from_u128(random.random_range(1..9)),
                source: [None, Some("instagram"), Some("google")][random.random_range(0..3)].map(str::to_owned),
                medium: None,
                campaign: None,
                landing_path: "/".to_owned(),
                ..NewVisit::default()
            };
            let visit = record_visit(&app.app, &shop.visitor(), &visit).await.unwrap();
            input["visitId"] = visit.to_string().into();
        }
        orders.push(app.submit(shop, &input).await.string("/orderSubmit/order/id"));
        if random.random_bool(0.4) {
            let order = orders[random.random_range(0..orders.len())].clone();
            let act = ["orderConfirm", "orderCancel", "orderMarkSpam", "orderReopen"][random.random_range(0..4)];
            app.act(shop, act, &order, None).await;
        }
        if n % 20 == 19 {
            let job = FoldFigures { day: app.clock.now().date_naive() };
            job.run(&app.app, &api::kernel::scope::Scope::job(shop.id)).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_equal_counts_made_in_the_database() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let app = TestApp::start().await;
    for zone in ["Asia/Kuwait", "America/New_York", "Asia/Kathmandu"] {
        let slug = zone.split('/').next_back().unwrap().to_lowercase().replace('_', "-");
        let shop = app.tenant_with(&slug, |new| new.tenant.time_zone = zone.to_owned()).await;
        let begun = app.clock.now();
        live(&app, &shop, &mut random).await;
        let lived = (app.clock.now() - begun).num_days() + 2;
        // Tokens are dated by the machine's time.
        app.clock.reset();
        for _ in 0..6 {
            let from = begun.date_naive() + TimeDelta::days(random.random_range(-3..lived));
            let to = from + TimeDelta::days(random.random_range(0..lived));
            compare_sums(&app, &shop, from, to).await;
            compare_channels(&app, &shop, from, to).await;
        }
        let first = begun.date_naive();
        for (interval, days) in [("HOUR", 10), ("DAY", 45), ("WEEK", 45), ("MONTH", 90)] {
            compare_buckets(&app, &shop, zone, interval, first, first + Days::new(days)).await;
        }
        compare_items(&app, &shop, first, first + Days::new(90)).await;
    }
}

async fn compare_sums(app: &TestApp, shop: &Tenant, from: NaiveDate, to: NaiveDate) {
    let answer = ask(app, shop, SUMMARY, range(from, to)).await;
    let length = (to - from).num_days() + 1;
    for (side, from, to) in
        [("current", from, to), ("previous", from - TimeDelta::days(length), from - TimeDelta::days(1))]
    {
        let figures = &answer["dashboardSummary"][side];
        assert_eq!(figures["range"], range(from, to)["r"], "{side}");
        let days = format!("day BETWEEN '{from}' AND '{to}'");
        assert_eq!(shown(&figures["orders"]), counted(app, shop, &days).await, "{side} {from} {to}");
        // The list that the number opens.
        let list = "query($r: DateRangeInput!) { orders(first: 1, where: { days: $r, status: [PENDING, CONFIRMED, FULFILLED] }) { totalCount { value } } }";
        let listed = ask(app, shop, list, range(from, to)).await["orders"]["totalCount"]["value"].clone();
        assert_eq!(figures["orders"]["count"], listed, "{side} {from} {to}");
        let conversions = counted(app, shop, &format!("{days} AND visit_id IS NOT NULL")).await.0;
        assert_eq!(figures["conversions"], conversions, "{side} {from} {to}");
        let visits: i64 = app
            .database
            .value(&format!(
                "SELECT count(*) FROM visits v JOIN tenants t ON t.id = v.tenant_id WHERE t.slug = '{}'
                 AND (v.created_at AT TIME ZONE t.time_zone)::date BETWEEN '{from}' AND '{to}'",
                shop.slug
            ))
            .await;
        assert_eq!(figures["visits"], visits, "{side} {from} {to}");
        let rate: Option<String> =
            app.database.value(&format!("SELECT round({conversions}::numeric / nullif({visits}, 0), 4)::text")).await;
        assert_eq!(figures["conversionRate"].as_str(), rate.as_deref());
    }
}

async fn compare_channels(app: &TestApp, shop: &Tenant, from: NaiveDate, to: NaiveDate) {
    let answer = ask(app, shop, CHANNELS, range(from, to)).await;
    let lines = answer["conversionsByChannel"].as_array().unwrap();
    for (kind, source, is) in [
        ("CAMPAIGN", json!("instagram"), "= 'instagram'"),
        ("CAMPAIGN", json!("google"), "= 'google'"),
        ("DIRECT", Value::Null, "IS NULL"),
    ] {
        let line = lines.iter().find(|line| line["kind"] == kind && line["source"] == source);
        let days = format!("day BETWEEN '{from}' AND '{to}'");
        let touch = |side: &str| {
            format!("{days} AND EXISTS (SELECT 1 FROM visits v WHERE v.id = c.{side} AND v.utm_source {is})")
        };
        let last = counted(app, shop, &touch("visit_id")).await;
        let first = counted(app, shop, &touch("first_visit_id")).await.0;
        let visits: i64 = app
            .database
            .value(&format!(
                "SELECT count(*) FROM visits v JOIN tenants t ON t.id = v.tenant_id WHERE t.slug = '{}' AND v.utm_source {is}
                 AND (v.created_at AT TIME ZONE t.time_zone)::date BETWEEN '{from}' AND '{to}'",
                shop.slug
            ))
            .await;
        let Some(line) = line else {
            assert_eq!((last.0, first, visits), (0, 0, 0), "{kind} {source} is missing");
            continue;
        };
        assert_eq!((line["submissions"].as_i64().unwrap(), line["sum"]["amount"].as_str().unwrap().to_owned()), last);
        assert_eq!(
            (&line["conversions"], &line["firstTouch"], &line["visits"]),
            (&json!(last.0), &json!(first), &json!(visits))
        );
        assert_eq!(line["rate"].is_null(), visits == 0);
    }
    let unknown = counted(app, shop, &format!("day BETWEEN '{from}' AND '{to}' AND visit_id IS NULL")).await;
    let line = lines.iter().find(|line| line["kind"] == "UNKNOWN");
    let told = line.map_or((0, "0.000".to_owned()), |line| {
        assert_eq!((&line["conversions"], &line["rate"]), (&json!(0), &Value::Null), "no visit, no conversion");
        (line["submissions"].as_i64().unwrap(), line["sum"]["amount"].as_str().unwrap().to_owned())
    });
    assert_eq!(told, unknown);
}

async fn compare_buckets(app: &TestApp, shop: &Tenant, zone: &str, interval: &str, from: NaiveDate, to: NaiveDate) {
    let mut variables = range(from, to);
    variables["i"] = interval.into();
    let answer = ask(app, shop, OVER_TIME, variables).await;
    let buckets = answer["submissionsOverTime"]["current"].as_array().unwrap();
    let end: DateTime<Utc> =
        app.database.value(&format!("SELECT ('{to}'::date + 1)::timestamp AT TIME ZONE '{zone}'")).await;
    let mut starts: Vec<DateTime<Utc>> =
        buckets.iter().map(|b| b["start"].as_str().unwrap().parse().unwrap()).collect();
    starts.push(end);
    let unit = match interval {
        "HOUR" => "hour",
        "MONTH" => "month",
        // A week from Sunday.
        "WEEK" => "week",
        _ => "day",
    };
    let shift = if interval == "WEEK" { "interval '1 day'" } else { "interval '0'" };
    let wanted: i64 = app
        .database
        .value(&format!(
            "SELECT count(DISTINCT date_trunc('{unit}', (at AT TIME ZONE '{zone}') + {shift}))
             FROM generate_series('{from}'::timestamp AT TIME ZONE '{zone}', ('{to}'::date + 1)::timestamp AT TIME ZONE '{zone}' - interval '1 second', interval '15 minutes') at"
        ))
        .await;
    // In the hour that a clock is put back, two hours have one name.
    assert!(buckets.len() as i64 == wanted || interval == "HOUR", "{interval} {zone}: {} {wanted}", buckets.len());
    let mut seen = 0;
    for (bucket, pair) in buckets.iter().zip(starts.windows(2)) {
        let inside = format!("created_at >= '{}' AND created_at < '{}'", pair[0].to_rfc3339(), pair[1].to_rfc3339());
        let count = counted(app, shop, &inside).await;
        assert_eq!(shown(&bucket["orders"]), count, "{interval} {zone} {bucket}");
        seen += count.0;
        let day: NaiveDate = app
            .database
            .value(&format!("SELECT ('{}'::timestamptz AT TIME ZONE '{zone}')::date", pair[0].to_rfc3339()))
            .await;
        assert_eq!(bucket["date"], day.to_string());
    }
    assert!(seen > 0, "{interval}: nothing was counted");
}

async fn compare_items(app: &TestApp, shop: &Tenant, from: NaiveDate, to: NaiveDate) {
    let answer = ask(app, shop, TOP, range(from, to)).await;
    let found: Vec<String> = answer["topItems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            format!(
                "{} {} {}",
                line["name"]["en"].as_str().unwrap(),
                line["pieces"],
                line["sum"]["amount"].as_str().unwrap()
            )
        })
        .collect();
    let from_sql = COUNTED.replace("{slug}", &shop.slug);
    let wanted: String = app
        .database
        .value(&format!(
            "SELECT string_agg(line, ',' ORDER BY amount DESC) FROM (
                SELECT format('%s %s %s', i.name->>'en', sum((l->>'quantity')::int), sum((l->>'line_total')::numeric(18,3))) AS line,
                       sum((l->>'line_total')::numeric) AS amount
                FROM {from_sql} c CROSS JOIN jsonb_array_elements(c.items) l JOIN catalog_items i ON i.id::text = l->>'item_id'
                WHERE day BETWEEN '{from}' AND '{to}' GROUP BY i.id, i.name) x"
        ))
        .await;
    assert_eq!(found.join(","), wanted);
}

#[tokio::test]
async fn the_last_hours_of_a_month_in_kuwait_belong_to_that_month() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug").price("2.500")).await;
    // 23:30 and 00:30 in Kuwait, both on the same day in UTC.
    let end: DateTime<Utc> = "2026-11-30T20:30:00Z".parse().unwrap();
    app.clock.advance(end - app.clock.now());
    app.order(&shop, &mug, 1).await;
    app.clock.advance(TimeDelta::hours(1));
    app.order(&shop, &mug, 2).await;
    let month = |from: &str, to: &str| range(from.parse().unwrap(), to.parse().unwrap());
    let sums = async || {
        let november = ask(&app, &shop, SUMMARY, month("2026-11-01", "2026-11-30")).await;
        let december = ask(&app, &shop, SUMMARY, month("2026-12-01", "2026-12-31")).await;
        [november, december].map(|answer| shown(&answer["dashboardSummary"]["current"]["orders"]))
    };
    let wanted = [(1, "2.500".to_owned()), (1, "5.000".to_owned())];
    assert_eq!(sums().await, wanted);
    app.clock.advance(TimeDelta::days(3));
    let job = FoldFigures { day: app.clock.now().date_naive() };
    job.run(&app.app, &api::kernel::scope::Scope::job(shop.id)).await.unwrap();
    assert_eq!(app.database.count("stat_deltas").await, 0, "all is folded");
    assert_eq!(sums().await, wanted, "folded");
    let mut variables = month("2026-11-30", "2026-12-01");
    variables["i"] = "MONTH".into();
    let buckets = ask(&app, &shop, OVER_TIME, variables).await["submissionsOverTime"]["current"].clone();
    assert_eq!((&buckets[0]["date"], &buckets[1]["date"]), (&json!("2026-11-30"), &json!("2026-12-01")));
    assert_eq!((shown(&buckets[0]["orders"]).0, shown(&buckets[1]["orders"]).0), (1, 1));
}

#[tokio::test]
async fn a_tenant_without_anything_has_zeros_and_no_rate() {
    const EVERYTHING: &str = "query($r: DateRangeInput!) { dashboardSummary(range: $r) { current { ...F } previous { ...F } }
        conversionsByChannel(range: $r) { kind } topItems(range: $r) { id } }
        fragment F on Figures { range { from to } orders { ...C } donations { ...C } donationsReceived { ...C } pledges { ...C } pledgesPaid { ...C }
            visits conversions conversionRate } fragment C on CountAndSum { count sum { amount currencyCode minorUnits fractionDigits } }";
    const BUCKETS: &str = "query($r: DateRangeInput!, $i: Interval!) { submissionsOverTime(range: $r, interval: $i) {
        current { ...B } previous { ...B } } } fragment B on SubmissionsBucket { start date orders { ...C } donations { ...C } pledges { ...C } }
        fragment C on CountAndSum { count sum { amount currencyCode minorUnits fractionDigits } }";
    const PROGRESS: &str = "query($s: String!) { catalogItem(slug: $s) { campaignProgress {
        received { amount } pledged { amount } percent isReached isOpen contributors } donors { name } } }";
    let app = TestApp::start().await;
    let nothing = json!({ "count": 0, "sum": { "amount": "0.000", "currencyCode": "KWD", "minorUnits": "0", "fractionDigits": 3 } });
    // Nothing yet; things to give to and nobody who did; visits and nothing else; only what counts nowhere.
    let stages = ["empty", "open", "visited", "dropped"];
    let mut shops = Vec::new();
    for stage in stages {
        shops.push(app.tenant(stage).await);
    }
    let last = app.tenant("last").await;
    app.to_noon();
    for (stage, shop) in stages.into_iter().zip(shops) {
        let (mug, wells, orphans) = if stage == "empty" {
            (None, None, None)
        } else {
            (
                Some(app.item(&shop, Item::new("mug")).await),
                Some(app.campaign(&shop, "wells", json!({ "goal": "500.000" })).await),
                Some(app.pledge_campaign(&shop, "orphans").await),
            )
        };
        if stage == "visited" {
            let visit = NewVisit { visitor: Uuid::from_u128(1), landing_path: "/".to_owned(), ..NewVisit::default() };
            record_visit(&app.app, &shop.visitor(), &visit).await.unwrap();
        }
        if stage == "dropped" {
            let order = app.order(&shop, &mug.unwrap(), 1).await;
            app.act(&shop, "orderCancel", &order, None).await.string("/orderCancel/order/id");
            let donation = app.donation(&shop, wells.as_ref()).await;
            app.donation_act(&shop, "donationMarkSpam", &donation, None).await.string("/donationMarkSpam/donation/id");
            let pledge = app.pledge(&shop, &orphans.unwrap()).await;
            let paid = app.pay(&shop, &pledge, "1.000").await.string("/pledgePaymentRecord/pledge/payments/0/id");
            app.pledge_act(&shop, "pledgePaymentVoid", &paid, None).await.string("/pledgePaymentVoid/pledge/id");
            app.pledge_act(&shop, "pledgeMarkSpam", &pledge, None).await.string("/pledgeMarkSpam/pledge/id");
        }
        let today = api::kernel::clock::local_day(app.clock.now(), "Asia/Kuwait");
        let visits = i64::from(stage == "visited");
        for days in [0, 6, 400] {
            let (from, to) = (today - TimeDelta::days(days), today);
            let answer = ask(&app, &shop, EVERYTHING, range(from, to)).await;
            for side in ["current", "previous"] {
                let figures = &answer["dashboardSummary"][side];
                for kind in ["orders", "donations", "donationsReceived", "pledges", "pledgesPaid"] {
                    assert_eq!(figures[kind], nothing, "{stage}: {kind} {side}");
                }
                let visits = if side == "current" { visits } else { 0 };
                assert_eq!(
                    (&figures["visits"], &figures["conversions"]),
                    (&json!(visits), &json!(0)),
                    "{stage} {side}"
                );
                // No visits, no rate; visits and no conversion, a rate of nothing.
                let rate = if visits == 0 { Value::Null } else { json!("0.0000") };
                assert_eq!(figures["conversionRate"], rate, "{stage} {side}");
            }
            let channels = if visits == 0 { json!([]) } else { json!([{ "kind": "DIRECT" }]) };
            assert_eq!(answer["conversionsByChannel"], channels, "{stage}");
            assert_eq!(answer["topItems"], json!([]), "{stage}");
        }
        for (interval, days, buckets) in [("HOUR", 1, 48), ("DAY", 29, 30), ("WEEK", 6, 0), ("MONTH", 200, 0)] {
            let mut variables = range(today - TimeDelta::days(days), today);
            variables["i"] = interval.into();
            let answer = ask(&app, &shop, BUCKETS, variables).await;
            for side in ["current", "previous"] {
                let all = answer["submissionsOverTime"][side].as_array().unwrap();
                assert!(!all.is_empty() && (buckets == 0 || all.len() == buckets), "{stage}: {interval} {}", all.len());
                for bucket in all {
                    assert!(bucket["start"].is_string() && bucket["date"].is_string(), "{stage}: {bucket}");
                    for kind in ["orders", "donations", "pledges"] {
                        assert_eq!(bucket[kind], nothing, "{stage}: {interval} {kind}");
                    }
                }
            }
        }
        if stage == "empty" {
            continue;
        }
        for (slug, percent) in [("wells", json!(0)), ("orphans", Value::Null)] {
            let answer = app.gql(stage, None, PROGRESS, json!({ "s": slug })).await;
            assert_eq!(
                answer.data("/catalogItem"),
                json!({ "campaignProgress": { "received": { "amount": "0.000" }, "pledged": { "amount": "0.000" },
                    "percent": percent, "isReached": false, "isOpen": true, "contributors": 0 }, "donors": [] }),
                "{stage}: {slug}"
            );
        }
    }
    let day = app.clock.now().date_naive();
    for bad in [range(day, day - TimeDelta::days(1)), json!({ "r": { "from": "2026-02-30", "to": "2026-03-01" } })] {
        let answer = app.gql("last", Some(&last.member.token), SUMMARY, bad).await;
        assert_eq!(answer.code(), "BAD_INPUT", "{}", answer.text());
    }
    let mut hours = range(day, day + Days::new(20));
    hours["i"] = "HOUR".into();
    assert_eq!(app.gql("last", Some(&last.member.token), OVER_TIME, hours).await.code(), "BAD_INPUT");
}
