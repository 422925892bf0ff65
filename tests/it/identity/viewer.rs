//! What a person sees of themselves before a tenant is chosen, and that they see nothing else.

use harness::TestApp;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

const VIEWER: &str = "{ viewer { user { id name email locale }
    memberships { tenant { id slug name kind isActive } role permissions } } }";

#[tokio::test]
async fn a_person_sees_their_own_teams_on_any_host() {
    let app = TestApp::start().await;
    let (zoo, ant, other) = (app.tenant("zoo").await, app.tenant("ant").await, app.tenant("other").await);
    api::tenants::service::add_member(&app.app, &ant.scope(), zoo.owner.user, &zoo.owner.email, "member")
        .await
        .unwrap();
    for label in ["app", "", "zoo", "other"] {
        let answer = app.gql(label, Some(&zoo.owner.token), VIEWER, json!({})).await;
        assert_eq!(answer.string("/viewer/user/id"), zoo.owner.user.to_string());
        assert_eq!(answer.string("/viewer/user/email"), "owner@zoo.example");
        let slugs: Vec<Value> = answer
            .data("/viewer/memberships")
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["tenant"]["slug"].clone())
            .collect();
        assert_eq!(slugs, ["ant", "zoo"], "at {label}");
        assert_eq!(answer.data("/viewer/memberships/0/role"), "MEMBER");
        assert_eq!(answer.data("/viewer/memberships/1/role"), "OWNER");
        assert_eq!(answer.string("/viewer/memberships/1/tenant/id"), zoo.id.to_string());
        assert_eq!(answer.data("/viewer/memberships/1/tenant/kind"), "SHOP");
        let rights = |n: usize| answer.data(&format!("/viewer/memberships/{n}/permissions")).to_string();
        assert!(rights(1).contains("EDIT_STOREFRONT") && rights(1).contains("WORK_ORDERS"), "{}", rights(1));
        assert!(!rights(0).contains("EDIT_STOREFRONT") && !rights(0).contains("MAINTAIN"), "{}", rights(0));
        assert_eq!(app.gql(label, None, VIEWER, json!({})).await.data("/viewer"), Value::Null, "nobody at {label}");
    }
    let beside = app
        .gql(
            "other",
            Some(&other.owner.token),
            "{ storefront { slug } viewer { memberships { role } } orders(first: 1) { nodes { id } } }",
            json!({}),
        )
        .await;
    assert_eq!(beside.data("/viewer/memberships").as_array().unwrap().len(), 1, "beside fields of a tenant");
    assert_eq!(beside.string("/storefront/slug"), "other");
}

#[tokio::test]
async fn a_removal_and_a_suspension_are_seen_at_once() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let first = async |token: &str| app.gql("app", Some(token), VIEWER, json!({})).await.data("/viewer/memberships");
    assert_eq!(first(&shop.member.token).await[0]["tenant"]["isActive"], true, "the positive control");
    app.database
        .run(&format!("UPDATE tenant_members SET status = 'removed' WHERE user_id = '{}'", shop.member.user.0))
        .await;
    assert_eq!(first(&shop.member.token).await, json!([]));
    api::tenants::service::set_active(&app.app, shop.id, false, Some("unpaid")).await.unwrap();
    assert_eq!(first(&shop.owner.token).await[0]["tenant"]["isActive"], false);
}

#[tokio::test]
async fn without_a_tenant_the_database_shows_a_person_their_own_rows_alone() {
    let app = TestApp::start().await;
    let (shop, _) = (app.tenant("shop").await, app.tenant("other").await);
    let item = app.item(&shop, harness::Item::new("mug")).await;
    app.order(&shop, &item, 1).await;
    let mut connection = app.database.connect("app_user").await;
    let mut seen = async |user: &str, tenant: &str, table: &str| -> i64 {
        let sql = format!(
            "WITH bound AS MATERIALIZED (SELECT set_config('app.current_user', '{user}', false), set_config('app.current_tenant', '{tenant}', false))
             SELECT 1 FROM bound"
        );
        sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table}")))
            .fetch_one(&mut connection)
            .await
            .unwrap()
    };
    let (owner, tenant) = (shop.owner.user.0.to_string(), shop.id.0.to_string());
    assert_eq!(seen(&owner, "", "tenants").await, 1);
    assert_eq!(seen(&owner, "", "tenant_members").await, 1, "not even the rest of the own team");
    for table in ["orders", "catalog_items", "users", "storefront_config", "audit_events"] {
        assert_eq!(seen(&owner, "", table).await, 0, "{table}");
    }
    assert_eq!(seen(&owner, &tenant, "orders").await, 1, "the positive control");
    assert_eq!(seen(&owner, &tenant, "tenants").await, 1, "with a tenant bound, that one alone");
    assert_eq!(seen("", "", "tenants").await, 0);
    assert_eq!(seen("", "", "tenant_members").await, 0);
}
