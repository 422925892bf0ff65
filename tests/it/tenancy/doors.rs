//! The doors to a tenant beside its fields: host and header, signed links, the database's own policies.

use api::kernel::clock::Clock;
use entity::ids::{OrderId, TenantId};
use harness::TestApp;
use serde_json::{Value, json};

use super::attempts::Two;

#[tokio::test]
async fn the_header_and_the_host_name_one_tenant_and_the_host_wins() {
    let two = Two::new(TestApp::start().await).await;
    let ask = async |label: &str, header: &str| {
        let body = json!({ "query": "{ storefront { slug } }" }).to_string();
        let request = two
            .app
            .request("POST", label, "/graphql")
            .header("content-type", "application/json")
            .header("x-tenant", header);
        two.app.send(request.body(axum::body::Body::from(body)).unwrap()).await
    };
    assert_eq!(ask("app", "aaa").await.string("/storefront/slug"), "aaa");
    assert_eq!(ask("bbb", "aaa").await.string("/storefront/slug"), "bbb");
    for nobody in ["zzz", "aaa'; DROP TABLE orders; --", "AAA ", "*"] {
        let answer = ask("app", nobody).await;
        assert_eq!((answer.status, answer.code().as_str()), (404, "NOT_FOUND"), "{nobody}");
    }
    assert_eq!(
        two.app.gql("", None, "{ storefront { slug } }", json!({})).await.code(),
        "BAD_INPUT",
        "no tenant at all"
    );
}

#[tokio::test]
async fn a_signed_link_cannot_be_bent_to_another_tenant_or_order() {
    let two = Two::new(TestApp::start().await).await;
    let status = async |label: &str, token: &str| {
        two.app
            .gql(label, None, "query($t: String!) { submissionStatus(token: $t) { number } }", json!({ "t": token }))
            .await
            .data("/submissionStatus")
    };
    assert_ne!(status("aaa", &two.token).await, Value::Null, "the positive control");
    assert_eq!(status("bbb", &two.token).await, Value::Null);
    let (body, tag) = two.token.split_once('.').unwrap();
    for bent in [
        format!("{body}."),
        format!(".{tag}"),
        body.to_owned(),
        format!("{tag}.{body}"),
        String::new(),
        "a.b".repeat(1000),
    ] {
        assert_eq!(status("aaa", &bent).await, Value::Null, "{bent}");
    }
    let mut changed = two.token.clone().into_bytes();
    changed[10] ^= 1;
    assert_eq!(status("aaa", &String::from_utf8_lossy(&changed)).await, Value::Null);
    two.app.clock.advance(chrono::TimeDelta::days(181));
    assert_eq!(status("aaa", &two.token).await, Value::Null, "after 180 days");
}

/// A mutant: the same attempts must see what the missing lock lets out.
#[tokio::test]
async fn a_dropped_policy_is_seen_by_the_same_attempts() {
    let two = Two::new(TestApp::start().await).await;
    two.app.database.run("ALTER TABLE orders DISABLE ROW LEVEL SECURITY").await;
    let leaks = two.all_leaks("bbb", &[Some(&two.b.owner)]).await;
    assert!(leaks.iter().any(|leak| leak.starts_with("orders ")), "{leaks:?}");
    assert!(leaks.iter().any(|leak| leak.starts_with("order ")), "{leaks:?}");
    assert!(leaks.iter().any(|leak| leak.starts_with("orderCancel ")), "{leaks:?}");
    two.app
        .database
        .run("ALTER TABLE orders ENABLE ROW LEVEL SECURITY;\nALTER TABLE catalog_items DISABLE ROW LEVEL SECURITY")
        .await;
    let leaks = two.all_leaks("bbb", &[None]).await;
    assert!(leaks.iter().any(|leak| leak.starts_with("catalogItem ")), "{leaks:?}");
}

/// What the database itself refuses, whatever a program would ask.
#[tokio::test]
async fn a_bound_connection_sees_and_writes_its_own_tenant_only() {
    let two = Two::new(TestApp::start().await).await;
    let mut connection = two.app.database.connect("app_user").await;
    let count = async |connection: &mut sqlx::PgConnection, table: &str| -> i64 {
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}")))
            .fetch_one(connection)
            .await
            .unwrap()
    };
    for table in ["orders", "catalog_items", "tenants", "audit_events", "submission_events", "users"] {
        assert_eq!(count(&mut connection, table).await, 0, "{table} without a tenant");
    }
    let bind = async |connection: &mut sqlx::PgConnection, tenant: TenantId| {
        sqlx::query("SELECT set_config('app.current_tenant', $1, false)")
            .bind(tenant.0.to_string())
            .execute(connection)
            .await
            .unwrap();
    };
    bind(&mut connection, two.b.id).await;
    assert_eq!(count(&mut connection, "orders").await, 0);
    assert_eq!(count(&mut connection, "catalog_items").await, 1);
    for act in [
        format!("UPDATE orders SET status = 'spam' WHERE id = '{}'", two.order.parse::<OrderId>().unwrap().0),
        format!("DELETE FROM catalog_items WHERE id = '{}'", two.item.0),
    ] {
        let done = sqlx::query(sqlx::AssertSqlSafe(act)).execute(&mut connection).await.unwrap();
        assert_eq!(done.rows_affected(), 0);
    }
    for act in [
        format!(
            "INSERT INTO visits (tenant_id, id, visitor_id, consent) VALUES ('{}', gen_random_uuid(), gen_random_uuid(), 'granted')",
            two.a.id.0
        ),
        format!("UPDATE catalog_items SET tenant_id = '{}'", two.a.id.0),
        format!("UPDATE tenants SET is_active = false WHERE id = '{}'", two.b.id.0),
        "DELETE FROM audit_events".to_owned(),
        "SELECT * FROM outbox".to_owned(),
        "COPY orders FROM STDIN".to_owned(),
        "SELECT graphile_worker.add_job('x')".to_owned(),
        "SELECT * FROM utm_events_default".to_owned(),
        "SELECT ensure_utm_partitions()".to_owned(),
    ] {
        assert!(
            sqlx::raw_sql(sqlx::AssertSqlSafe(act.clone())).execute(&mut connection).await.is_err(),
            "{act} was done"
        );
    }
    bind(&mut connection, two.a.id).await;
    assert_eq!(count(&mut connection, "orders").await, 3, "the positive control");
    assert!(Clock::default().now() > chrono::DateTime::UNIX_EPOCH);
}
