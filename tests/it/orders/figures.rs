//! The figures equal a full count, whatever happened and however far they are folded.

use std::{sync::Arc, time::Duration};

use api::{
    attribution::{
        service::record_visit,
        types::{Consent, NewVisit},
    },
    jobs,
    submissions::jobs::FoldFigures,
};
use chrono::TimeDelta;
use entity::ids::VisitId;
use harness::{Item, TestApp, order_input};
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Kinds, days, sources, counts and sums by the figures and by counting, side by side; the two must be the same text.
const BY_FIGURES: &str = "SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
    SELECT format('%s %s %s %s %s', kind, day, source, sum(n), sum(amount)) AS line FROM (
        SELECT kind, day, source, n, amount FROM stat_deltas UNION ALL SELECT kind, day, source, n, amount FROM stat_daily) f
    GROUP BY kind, day, source HAVING sum(n) <> 0) x";
const BY_COUNTING: &str = "WITH counted AS (
        SELECT o.*, (o.created_at AT TIME ZONE 'Asia/Kuwait')::date AS day FROM orders o WHERE status NOT IN ('cancelled', 'spam')
    ), source AS (
        SELECT id, (created_at AT TIME ZONE 'Asia/Kuwait')::date AS day, coalesce('utm:' || utm_source, 'direct') AS source FROM visits
    )
    SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
        SELECT format('order %s %s %s %s', day, channel, count(*), sum(total)) AS line FROM counted GROUP BY day, channel
        UNION ALL SELECT format('item %s %s %s %s', day, line->>'item_id', sum((line->>'quantity')::int), sum((line->>'line_total')::numeric(18,3)))
            FROM counted, jsonb_array_elements(items) line GROUP BY day, line->>'item_id'
        UNION ALL SELECT format('visit %s %s %s 0.000', day, source, count(*)) FROM source GROUP BY day, source
        UNION ALL SELECT format('last:order %s %s %s %s', c.day, s.source, count(*), sum(total))
            FROM counted c JOIN source s ON s.id = c.visit_id GROUP BY c.day, s.source
        UNION ALL SELECT format('first:order %s %s %s %s', c.day, s.source, count(*), sum(total))
            FROM counted c JOIN source s ON s.id = c.first_visit_id GROUP BY c.day, s.source) x";

/// A visit of one of five people, from one of four places.
async fn visit(app: &TestApp, shop: &harness::Tenant, random: &mut StdRng) -> VisitId {
    let visit = NewVisit {
        visitor: Uuid::from_u128(random.random_range(1..6)),
        source: [None, Some("instagram"), Some("google"), Some("انستغرام")][random.random_range(0..4)]
            .map(str::to_owned),
        medium: None,
        campaign: None,
        landing_path: "/".to_owned(),
        consent: Consent::Granted,
        ..NewVisit::default()
    };
    record_visit(&app.app, &shop.visitor(), &visit).await.unwrap()
}

/// Runs the job for today's day; it folds every day that is closed.
async fn fold(app: &TestApp, shop: &harness::Tenant) {
    let job = FoldFigures { day: app.clock.now().date_naive() };
    job.run(&app.app, &api::kernel::scope::Scope::job(shop.id)).await.unwrap();
}

async fn agree(app: &TestApp, when: &str) {
    let (figures, count): (String, String) =
        (app.database.value(BY_FIGURES).await, app.database.value(BY_COUNTING).await);
    assert_eq!(figures, count, "{when}");
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_equal_a_full_count_after_random_acts() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug").price("1.125")).await;
    let cup = app.item(&shop, Item::new("cup").price("0.995")).await;
    let mut orders = Vec::new();
    for n in 0..150 {
        if n % 15 == 0 {
            app.clock.advance(TimeDelta::minutes(random.random_range(60..1000)));
            fold(&app, &shop).await;
            agree(&app, "in between").await;
        }
        if orders.is_empty() || random.random_bool(0.4) {
            let item = if random.random_bool(0.5) { &mug } else { &cup };
            let mut input = order_input(item, random.random_range(1..9));
            if random.random_bool(0.7) {
                let mut seen = visit(&app, &shop, &mut random).await;
                if random.random_bool(0.3) {
                    seen = visit(&app, &shop, &mut random).await;
                }
                input["visitId"] = seen.to_string().into();
            }
            orders.push(app.submit(&shop, &input).await.string("/orderSubmit/order/id"));
            continue;
        }
        let order = &orders[random.random_range(0..orders.len())];
        let act =
            ["orderConfirm", "orderFulfil", "orderCancel", "orderReopen", "orderMarkSpam"][random.random_range(0..5)];
        // Most are refused, which must change nothing.
        app.act(&shop, act, order, None).await.refusals(act);
    }
    agree(&app, "at the end").await;
    app.clock.advance(TimeDelta::days(3));
    fold(&app, &shop).await;
    agree(&app, "all folded").await;
    assert_eq!(app.database.count("stat_deltas").await, 0, "closed days are folded");
    assert!(app.database.count("stat_daily").await > 0);
    let unbound = "SELECT count(*) FROM orders WHERE visit_id IS NOT NULL AND first_visit_id IS NULL";
    assert_eq!(app.database.value::<i64>(unbound).await, 0, "a visit without a first one");
    let returned = "SELECT count(*) FROM orders WHERE visit_id <> first_visit_id";
    assert!(app.database.value::<i64>(returned).await > 0, "nobody came twice: this proves nothing of first touch");
    assert_eq!(app.database.count("idempotency_keys").await, 0, "keys live a day");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_that_sells_every_day_still_gets_its_days_folded() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let relay = app.app.db.relay();
    app.order(&shop, &mug, 1).await;
    relay.hand_over(500).await.unwrap();
    let due = "SELECT min(run_at) FROM graphile_worker.jobs WHERE task_identifier = 'fold_figures'";
    let first: chrono::DateTime<chrono::Utc> = app.database.value(due).await;
    for _ in 0..3 {
        app.clock.advance(TimeDelta::hours(20));
        app.order(&shop, &mug, 1).await;
        relay.hand_over(500).await.unwrap();
        let still: chrono::DateTime<chrono::Utc> = app.database.value(due).await;
        assert_eq!(still, first, "each day's order puts the fold off for another day: it would never come");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_of_a_closed_day_is_folded_at_once() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    // As if it had been placed three days ago.
    app.clock.advance(TimeDelta::days(-3));
    let order = app.order(&shop, &mug, 1).await;
    app.clock.reset();
    app.act(&shop, "orderCancel", &order, None).await.string("/orderCancel/order/id");
    let stop = CancellationToken::new();
    let worker = tokio::spawn(jobs::work(Arc::clone(&app.app), stop.clone()));
    for _ in 0..150 {
        if app.database.count("stat_deltas").await == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    stop.cancel();
    worker.await.unwrap().unwrap();
    assert_eq!(app.database.count("stat_deltas").await, 0);
    agree(&app, "after the worker").await;
}
