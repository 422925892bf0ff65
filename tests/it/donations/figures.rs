//! Donations in the figures: promised and received, equal to a full count whatever happened.

use chrono::TimeDelta;
use harness::TestApp;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::json;

const BY_FIGURES: &str = "SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
    SELECT format('%s %s %s %s %s', kind, day, source, sum(n), sum(amount)) AS line FROM (
        SELECT kind, day, source, n, amount FROM stat_deltas UNION ALL SELECT kind, day, source, n, amount FROM stat_daily) f
    WHERE kind IN ('donation', 'donation_received') GROUP BY kind, day, source HAVING sum(n) <> 0) x";
const BY_COUNTING: &str = "SELECT coalesce(string_agg(line, E'\\n' ORDER BY line), '') FROM (
    SELECT format('donation %s %s %s %s', (created_at AT TIME ZONE 'Asia/Kuwait')::date, channel, count(*), sum(amount)) AS line
    FROM donations WHERE status IN ('pending', 'received') GROUP BY (created_at AT TIME ZONE 'Asia/Kuwait')::date, channel
    UNION ALL
    SELECT format('donation_received %s %s %s %s', (received_at AT TIME ZONE 'Asia/Kuwait')::date, channel, count(*), sum(amount))
    FROM donations WHERE status = 'received' GROUP BY (received_at AT TIME ZONE 'Asia/Kuwait')::date, channel) x";
/// What the campaign `wells` has received, by the receipts that stand, and what is promised besides.
const PROGRESS: &str =
    "SELECT format('%s %s %s', coalesce(sum(d.amount) FILTER (WHERE r.id IS NOT NULL), 0)::numeric(14,3)::text,
    coalesce(sum(d.amount) FILTER (WHERE d.status = 'pending'), 0)::numeric(14,3)::text, count(r.id))
    FROM donations d JOIN catalog_items i ON i.id = d.campaign_id AND i.slug = 'wells'
    LEFT JOIN donation_receipts r ON r.donation_id = d.id AND r.voided_at IS NULL";

#[tokio::test(flavor = "multi_thread")]
async fn donations_figures_equal_a_full_count_after_random_acts() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let wells = app.campaign(&charity, "wells", json!({})).await;
    let mut donations = Vec::new();
    for n in 0..150 {
        if n % 20 == 0 {
            app.clock.advance(TimeDelta::minutes(random.random_range(60..1500)));
            let job = api::submissions::jobs::FoldFigures { day: app.clock.now().date_naive() };
            job.run(&app.app, &api::kernel::scope::Scope::job(charity.id)).await.unwrap();
        }
        if donations.is_empty() || random.random_bool(0.35) {
            let campaign = random.random_bool(0.6).then_some(&wells);
            donations.push(app.donation(&charity, campaign).await);
            continue;
        }
        let id = &donations[random.random_range(0..donations.len())];
        let acts = ["donationReceive", "donationRefund", "donationCancel", "donationReopen", "donationMarkSpam"];
        let act = acts[random.random_range(0..acts.len())];
        // Many are refused, which must change nothing.
        app.donation_act(&charity, act, id, None).await.refusals(act);
    }
    let (figures, count): (String, String) =
        (app.database.value(BY_FIGURES).await, app.database.value(BY_COUNTING).await);
    assert_eq!(figures, count);
    let strays: i64 = app
        .database
        .count("donations d WHERE (d.receipt_number IS NOT NULL) <> (d.status = 'received')
                OR (SELECT count(*) FROM donation_receipts r WHERE r.donation_id = d.id AND r.voided_at IS NULL) <> (d.status = 'received')::int")
        .await;
    assert_eq!(strays, 0, "a receipt stands exactly for what is received");
    let recount: String = app.database.value(PROGRESS).await;
    assert_eq!(app.progress(&charity, "wells").await, recount);
    assert!(!recount.starts_with("0.000"), "the campaign has received something");
}
