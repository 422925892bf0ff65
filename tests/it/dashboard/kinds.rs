//! Figures of all three kinds equal a full count made straight in the database: random gifts, moves, payments and undos,
//! random ranges, several zones, a month's end.

use api::{kernel::scope::Scope, submissions::jobs::FoldFigures};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use harness::{Item, Tenant, TestApp};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use super::{ask, life::Life, range, shown};

const SUMMARY: &str = "query($r: DateRangeInput!) { dashboardSummary(range: $r) { current { ...F } previous { ...F } } }
    fragment F on Figures { orders { ...C } donations { ...C } donationsReceived { ...C } pledges { ...C } pledgesPaid { ...C }
        visits conversions conversionRate } fragment C on CountAndSum { count sum { amount } }";
const CHANNELS: &str = "query($r: DateRangeInput!) { conversionsByChannel(range: $r) {
    kind source channel visits submissions conversions firstTouch rate sum { amount } } }";
const OVER_TIME: &str =
    "query($r: DateRangeInput!, $i: Interval!) { submissionsOverTime(range: $r, interval: $i) { current {
    start orders { ...C } donations { ...C } pledges { ...C } } } } fragment C on CountAndSum { count sum { amount } }";
/// What the app's lists show for the same days.
const LISTS: &str = "query($r: DateRangeInput!) {
    orders(first: 1, where: { days: $r, status: [PENDING, CONFIRMED, FULFILLED] }) { totalCount { value } }
    donations(first: 1, where: { days: $r, status: [PENDING, RECEIVED] }) { totalCount { value } }
    donationsReceived: donations(first: 1, where: { receivedDays: $r, status: [RECEIVED] }) { totalCount { value } }
    pledges(first: 1, where: { days: $r, status: [ACTIVE, OVERDUE, FULFILLED] }) { totalCount { value } } }";

/// Everything that counts: its kind, amount, instant, day in the tenant's zone, visits and channel.
const COUNTED: &str = "(SELECT s.*, (s.at AT TIME ZONE t.time_zone)::date AS day FROM (
        SELECT 'orders' AS kind, tenant_id, total AS amount, created_at AS at, visit_id, first_visit_id, channel FROM orders
        WHERE status NOT IN ('cancelled', 'spam')
        UNION ALL SELECT 'donations', tenant_id, amount, created_at, visit_id, first_visit_id, channel FROM donations
        WHERE status IN ('pending', 'received')
        UNION ALL SELECT 'pledges', tenant_id, amount, created_at, visit_id, first_visit_id, channel FROM pledges
        WHERE status NOT IN ('cancelled', 'spam')
        UNION ALL SELECT 'donationsReceived', tenant_id, amount, received_at, NULL, NULL, NULL FROM donations WHERE status = 'received'
        UNION ALL SELECT 'pledgesPaid', y.tenant_id, y.amount, y.received_on::timestamp AT TIME ZONE z.time_zone, NULL, NULL, NULL
        FROM pledge_payments y JOIN tenants z ON z.id = y.tenant_id WHERE y.voided_at IS NULL
    ) s JOIN tenants t ON t.id = s.tenant_id WHERE t.slug = '{slug}')";
const SUBMITTED: &str = "kind IN ('orders', 'donations', 'pledges')";
const KINDS: [&str; 5] = ["orders", "donations", "donationsReceived", "pledges", "pledgesPaid"];

/// A count and a sum, straight from the rows.
async fn counted(app: &TestApp, tenant: &Tenant, condition: &str) -> (i64, String) {
    let from = COUNTED.replace("{slug}", &tenant.slug);
    let sql = format!("SELECT count(*) || ' ' || coalesce(sum(amount), 0.000) FROM {from} c WHERE {condition}");
    let text: String = app.database.value(&sql).await;
    let (count, sum) = text.split_once(' ').unwrap();
    (count.parse().unwrap(), sum.to_owned())
}

async fn compare_sums(app: &TestApp, tenant: &Tenant, from: NaiveDate, to: NaiveDate) {
    let answer = ask(app, tenant, SUMMARY, range(from, to)).await;
    let length = (to - from).num_days() + 1;
    for (side, from, to) in
        [("current", from, to), ("previous", from - TimeDelta::days(length), from - TimeDelta::days(1))]
    {
        let figures = &answer["dashboardSummary"][side];
        let days = format!("day BETWEEN '{from}' AND '{to}'");
        for kind in KINDS {
            let wanted = counted(app, tenant, &format!("kind = '{kind}' AND {days}")).await;
            assert_eq!(shown(&figures[kind]), wanted, "{kind} {side} {from} {to}");
        }
        let conversions = counted(app, tenant, &format!("{SUBMITTED} AND visit_id IS NOT NULL AND {days}")).await.0;
        assert_eq!(figures["conversions"], conversions, "{side} {from} {to}");
        let visits: i64 = app
            .database
            .value(&format!(
                "SELECT count(*) FROM visits v JOIN tenants t ON t.id = v.tenant_id WHERE t.slug = '{}'
                 AND (v.created_at AT TIME ZONE t.time_zone)::date BETWEEN '{from}' AND '{to}'",
                tenant.slug
            ))
            .await;
        assert_eq!(figures["visits"], visits, "{side} {from} {to}");
        let rate: Option<String> =
            app.database.value(&format!("SELECT round({conversions}::numeric / nullif({visits}, 0), 4)::text")).await;
        assert_eq!(figures["conversionRate"].as_str(), rate.as_deref());
        let lists = ask(app, tenant, LISTS, range(from, to)).await;
        for kind in KINDS.into_iter().filter(|kind| *kind != "pledgesPaid") {
            assert_eq!(lists[kind]["totalCount"]["value"], figures[kind]["count"], "the list of {kind} {from} {to}");
        }
    }
}

async fn compare_channels(app: &TestApp, tenant: &Tenant, from: NaiveDate, to: NaiveDate) {
    let answer = ask(app, tenant, CHANNELS, range(from, to)).await;
    let lines = answer["conversionsByChannel"].as_array().unwrap();
    let days = format!("{SUBMITTED} AND day BETWEEN '{from}' AND '{to}'");
    let mut told = 0;
    for (kind, source, is) in [
        ("CAMPAIGN", json!("instagram"), "= 'instagram'"),
        ("CAMPAIGN", json!("google"), "= 'google'"),
        ("DIRECT", Value::Null, "IS NULL"),
    ] {
        let touch = |side: &str| {
            format!("{days} AND EXISTS (SELECT 1 FROM visits v WHERE v.id = c.{side} AND v.utm_source {is})")
        };
        let last = counted(app, tenant, &touch("visit_id")).await;
        let first = counted(app, tenant, &touch("first_visit_id")).await.0;
        told += last.0;
        let line = lines.iter().find(|line| line["kind"] == kind && line["source"] == source);
        let Some(line) = line else {
            assert_eq!((last.0, first), (0, 0), "{kind} {source} is missing");
            continue;
        };
        assert_eq!(
            (line["submissions"].as_i64().unwrap(), line["sum"]["amount"].as_str().unwrap().to_owned()),
            last,
            "{kind} {source} {from} {to}"
        );
        assert_eq!((&line["conversions"], &line["firstTouch"]), (&json!(last.0), &json!(first)), "{kind} {source}");
    }
    for (kind, is) in [("UNKNOWN", "channel = 'web'"), ("TEAM", "channel = 'phone'")] {
        let wanted = counted(app, tenant, &format!("{days} AND visit_id IS NULL AND {is}")).await;
        told += wanted.0;
        let line = lines.iter().find(|line| line["kind"] == kind);
        let found = line.map_or((0, "0.000".to_owned()), |line| {
            (line["submissions"].as_i64().unwrap(), line["sum"]["amount"].as_str().unwrap().to_owned())
        });
        assert_eq!(found, wanted, "{kind} {from} {to}");
    }
    let all: i64 = lines.iter().map(|line| line["submissions"].as_i64().unwrap()).sum();
    assert_eq!((all, told), (told, counted(app, tenant, &days).await.0), "every submission has one source");
}

async fn compare_buckets(app: &TestApp, tenant: &Tenant, interval: &str, from: NaiveDate, to: NaiveDate) {
    let mut variables = range(from, to);
    variables["i"] = interval.into();
    let answer = ask(app, tenant, OVER_TIME, variables).await;
    let buckets = answer["submissionsOverTime"]["current"].as_array().unwrap();
    let zone: String =
        app.database.value(&format!("SELECT time_zone FROM tenants WHERE slug = '{}'", tenant.slug)).await;
    let end: DateTime<Utc> =
        app.database.value(&format!("SELECT ('{to}'::date + 1)::timestamp AT TIME ZONE '{zone}'")).await;
    let mut starts: Vec<DateTime<Utc>> =
        buckets.iter().map(|bucket| bucket["start"].as_str().unwrap().parse().unwrap()).collect();
    starts.push(end);
    for (bucket, pair) in buckets.iter().zip(starts.windows(2)) {
        for kind in ["orders", "donations", "pledges"] {
            let inside =
                format!("kind = '{kind}' AND at >= '{}' AND at < '{}'", pair[0].to_rfc3339(), pair[1].to_rfc3339());
            assert_eq!(shown(&bucket[kind]), counted(app, tenant, &inside).await, "{interval} {zone} {kind} {bucket}");
        }
    }
    let days = format!("{SUBMITTED} AND day BETWEEN '{from}' AND '{to}'");
    let sum: i64 = buckets
        .iter()
        .map(|bucket| ["orders", "donations", "pledges"].map(|kind| shown(&bucket[kind]).0).iter().sum::<i64>())
        .sum();
    assert_eq!(sum, counted(app, tenant, &days).await.0, "{interval}: each submission stands in one interval");
}

#[tokio::test]
async fn figures_of_every_kind_equal_a_full_count() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let app = TestApp::start().await;
    let mut random = StdRng::seed_from_u64(seed);
    for zone in ["Asia/Kuwait", "America/Los_Angeles", "Pacific/Auckland"] {
        let slug = zone.split('/').next_back().unwrap().to_lowercase().replace('_', "-");
        let tenant = app.tenant_with(&slug, |new| new.tenant.time_zone = zone.to_owned()).await;
        let begun = app.clock.now().date_naive();
        let mut life = Life {
            app: &app,
            tenant: &tenant,
            random: StdRng::seed_from_u64(random.random()),
            zone,
            item: app.item(&tenant, Item::new("mug").price("1.125")).await,
            gifts: app.campaign(&tenant, "wells", json!({})).await,
            promises: app.pledge_campaign(&tenant, "orphans").await,
            orders: Vec::new(),
            donations: Vec::new(),
            pledges: Vec::new(),
        };
        life.live(100).await;
        let lived = (app.clock.now().date_naive() - begun).num_days() + 2;
        app.clock.reset();
        for _ in 0..6 {
            let from = begun + TimeDelta::days(random.random_range(-9..lived));
            let to = from + TimeDelta::days(random.random_range(0..lived));
            compare_sums(&app, &tenant, from, to).await;
            compare_channels(&app, &tenant, from, to).await;
        }
        for (interval, days) in [("HOUR", 12), ("DAY", 40), ("WEEK", 60), ("MONTH", 80)] {
            compare_buckets(&app, &tenant, interval, begun, begun + TimeDelta::days(days)).await;
        }
    }
    // What shall be tried has happened: money that came, went back, or never was.
    for table in [
        "donations WHERE status = 'refunded'",
        "donations WHERE status = 'spam'",
        "donation_receipts WHERE voided_at IS NOT NULL",
        "pledge_payments WHERE voided_at IS NOT NULL",
        "pledges WHERE status = 'cancelled'",
        "pledges WHERE status = 'spam'",
    ] {
        assert!(app.database.count(table).await > 0, "{table}: nothing was proved");
    }
}

#[tokio::test]
async fn gifts_of_a_months_last_hours_in_kuwait_belong_to_that_month() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    // 23:30 and 00:30 in Kuwait, both on the same day in UTC.
    let end: DateTime<Utc> = "2026-11-30T20:30:00Z".parse().unwrap();
    app.clock.advance(end - app.clock.now());
    let mut kept = Vec::new();
    for _ in 0..2 {
        let (donation, pledge) = (app.donation(&charity, None).await, app.pledge(&charity, &orphans).await);
        app.donation_act(&charity, "donationReceive", &donation, None).await.string("/donationReceive/donation/id");
        app.pay(&charity, &pledge, "7.500").await.string("/pledgePaymentRecord/pledge/id");
        kept.push(donation);
        app.clock.advance(TimeDelta::hours(1));
    }
    let month = |from: &str, to: &str| range(from.parse().unwrap(), to.parse().unwrap());
    let told = async || {
        let mut told = Vec::new();
        for (from, to) in [("2026-11-01", "2026-11-30"), ("2026-12-01", "2026-12-31")] {
            let answer = ask(&app, &charity, SUMMARY, month(from, to)).await;
            let figures = answer["dashboardSummary"]["current"].clone();
            told.push(KINDS.map(|kind| shown(&figures[kind])));
        }
        told
    };
    let line = |n: i64, sum: &str| (n, sum.to_owned());
    let wanted = [line(0, "0.000"), line(1, "5.250"), line(1, "5.250"), line(1, "100.000"), line(1, "7.500")];
    assert_eq!(told().await, [wanted.clone(), wanted.clone()]);
    app.clock.advance(TimeDelta::days(3));
    let fold = FoldFigures { day: app.clock.now().date_naive() };
    fold.run(&app.app, &Scope::job(charity.id)).await.unwrap();
    assert_eq!(app.database.count("stat_deltas").await, 0, "all is folded");
    assert_eq!(told().await, [wanted.clone(), wanted.clone()], "folded");
    // Undone in December, it is undone in the month it counted for.
    app.donation_act(&charity, "donationRefund", &kept[0], None).await.string("/donationRefund/donation/id");
    let mut less = wanted.clone();
    (less[1], less[2]) = (line(0, "0.000"), line(0, "0.000"));
    assert_eq!(told().await, [less, wanted]);
}
