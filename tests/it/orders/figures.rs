//! The figures equal a full count, whatever happened and however far they are folded.

use std::{sync::Arc, time::Duration};

use api::{jobs, submissions::jobs::FoldFigures};
use chrono::TimeDelta;
use harness::{Item, TestApp};
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio_util::sync::CancellationToken;

/// Days, channels, counts and sums by the figures and by counting, side by side; the two must be the same text.
const BY_FIGURES: &str = "SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
    SELECT format('%s %s %s %s', day, source, sum(n), sum(amount)) AS line FROM (
        SELECT day, source, n, amount FROM stat_deltas UNION ALL SELECT day, source, n, amount FROM stat_daily) f
    GROUP BY day, source HAVING sum(n) <> 0) x";
const BY_COUNTING: &str = "SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
    SELECT format('%s %s %s %s', (created_at AT TIME ZONE 'Asia/Kuwait')::date, channel, count(*), sum(total)) AS line
    FROM orders WHERE status NOT IN ('cancelled', 'spam')
    GROUP BY (created_at AT TIME ZONE 'Asia/Kuwait')::date, channel) x";

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
    let mut orders = Vec::new();
    for n in 0..150 {
        if n % 15 == 0 {
            app.clock.advance(TimeDelta::minutes(random.random_range(60..1000)));
            fold(&app, &shop).await;
            agree(&app, "in between").await;
        }
        if orders.is_empty() || random.random_bool(0.4) {
            orders.push(app.order(&shop, &mug, random.random_range(1..9)).await);
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
