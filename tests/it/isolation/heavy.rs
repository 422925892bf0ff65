//! The whole proof, and the proof over broken databases; each takes a while.

use harness::TestApp;

use super::{prove, tell};

#[tokio::test(flavor = "multi_thread")]
async fn two_tenants_are_apart_by_every_field_and_table() {
    let app = TestApp::start().await;
    let report = prove(&app).await;
    println!("{}", tell(&report));
    assert_eq!(report.faults(), Vec::<String>::new(), "{}", tell(&report));
    assert!(report.attempts() >= proof_least());
    // Nothing of it is left.
    for table in
        ["tenants", "tenant_members", "users", "catalog_items", "orders", "audit_events", "outbox", "content_version"]
    {
        assert_eq!(app.database.count(table).await, 0, "{table}");
    }
    let schemas = "pg_namespace WHERE nspname LIKE 'isolation%'";
    assert_eq!(app.database.count(schemas).await, 0);
}

fn proof_least() -> usize {
    api::proof::LEAST_ATTEMPTS
}

/// Locks taken away are noticed by the proof over the program as it is, each by its own fields and its own table.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_with_locks_less_fails_the_proof() {
    let app = TestApp::start().await;
    for sql in [
        "ALTER TABLE orders DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE tenant_members DISABLE ROW LEVEL SECURITY",
        "CREATE POLICY wide ON catalog_items TO app_user USING (true)",
    ] {
        app.database.run(sql).await;
    }
    let report = prove(&app).await;
    for sign in ["order shows", "orders shows", "ordersMove", "members shows", "catalogItem shows", "node shows"] {
        let found = report.leaks.iter().any(|leak| leak.contains(sign));
        assert!(found, "{sign}: {} {:?}", tell(&report), report.leaks.iter().take(9).collect::<Vec<_>>());
    }
    for table in ["public.orders", "public.tenant_members", "public.catalog_items"] {
        let found = report.leaks.iter().any(|leak| leak.contains("rows are seen by") && leak.contains(table));
        assert!(found, "{table}: the database's own attempts");
    }
}
