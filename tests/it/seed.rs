//! The demo: credible, and the same however often it is planted.

use harness::TestApp;

const COUNTS: &str = "SELECT string_agg(line, E'\\n') FROM (
    SELECT format('%s %s', t.name, (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || t.name, false, true, '')))[1]) AS line
    FROM (SELECT unnest(ARRAY['tenants', 'tenant_slugs', 'tenant_members', 'users', 'storefront_config', 'catalog_items', 'collections', 'collection_items', 'media_assets',
        'orders', 'donations', 'donation_receipts', 'pledges', 'pledge_instalments', 'pledge_payments', 'visits', 'utm_events', 'submission_events', 'audit_events', 'notification_preferences', 'ai_limits', 'credentials']) AS name) t) x";

#[tokio::test(flavor = "multi_thread")]
async fn planted_twice_the_demo_is_the_same() {
    let app = TestApp::start().await;
    api::seed::demo(&app.app, false).await.unwrap();
    let first: String = app.database.value(COUNTS).await;
    api::seed::demo(&app.app, false).await.unwrap();
    assert_eq!(app.database.value::<String>(COUNTS).await, first);
    assert_eq!(app.database.count("tenants").await, 4, "two that live, one that opens soon, one that was closed");
    assert!(app.get("warsha", "/").await.text().contains("ورشة السدو"));
    assert_eq!((app.get("warsha", "/").await.status, app.get("qadeem", "/").await.status), (200, 503));
    assert!(app.get("dukkan", "/c/gifts").await.text().contains("هدايا"));
    for slug in ["dukkan", "khair"] {
        let items = format!(
            "catalog_items i JOIN tenants t ON t.id = i.tenant_id WHERE t.slug = '{slug}' AND i.status = 'active'"
        );
        assert!(app.database.count(&items).await >= 10, "{slug} has a dozen items");
        let home = app.get(slug, "/").await;
        assert_eq!(home.status, 200);
        assert!(app.get(slug, "/en/").await.status < 400 && app.get(slug, "/ar/").await.status < 400);
    }
    for who in ["owner", "admin", "member"] {
        let answer = crate::identity::log_in(&app, &format!("{who}@dukkan.example"), api::seed::PASSWORD).await;
        assert_eq!(answer.status, 200, "{who}: {}", answer.text());
    }
    assert!(app.database.count("orders WHERE status = 'fulfilled'").await > 10, "a month of orders");
    assert!(app.database.count("donations WHERE status = 'received' AND receipt_number IS NOT NULL").await > 40);
    assert!(
        app.database.count("pledge_payments").await > 3
            && app.database.count("pledges WHERE status = 'overdue'").await > 0
    );
    let gaps: i64 = app
        .database
        .value("SELECT count(*) FROM (SELECT tenant_id, count(*) n, max(right(order_number, 5)::int) m FROM orders GROUP BY 1) x WHERE n <> m")
        .await;
    assert_eq!(gaps, 0, "numbers without gaps");
    let future: i64 = app.database.count("orders WHERE created_at > now() + interval '1 minute'").await;
    assert_eq!(future, 0);
}
