//! A connection that one tenant's request left in the middle of something: an error, a panic, a caller who went away.

use std::{sync::Arc, time::Duration};

use api::kernel::{permission::Permission, scope::Scope};
use harness::{Item, Tenant, TestApp, order_input};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;

use crate::pgbouncer::behind_a_pooler;

const ALL: &str =
    "{ tenant { slug } members(first: 50) { nodes { email } } orders(first: 50) { nodes { customer { name } number } }
    catalogItems(first: 50) { nodes { name { en } } } }";

fn statement(sql: &str) -> Statement {
    Statement::from_string(DbBackend::Postgres, sql.to_owned())
}

/// B sees all of its own and nothing of A, on whatever connection it gets.
async fn sees_only_its_own(app: &TestApp, b: &Tenant, after: &str) {
    for _ in 0..4 {
        let answer = app.gql(&b.slug, Some(&b.owner.token), ALL, json!({})).await;
        assert_eq!(answer.code(), "", "{after}: {}", answer.text());
        assert!(
            answer.text().contains("owner@bbbb.example") && answer.text().contains("Mug of bbbb"),
            "{after}: the control"
        );
        assert!(!answer.text().contains("aaaa"), "{after}: {}", answer.text());
        let visitor = app.gql(&b.slug, None, "{ catalogItems(first: 50) { nodes { name { en } } } }", json!({})).await;
        assert!(
            visitor.text().contains("Mug of bbbb") && !visitor.text().contains("aaaa"),
            "{after}: {}",
            visitor.text()
        );
        // At no tenant at all a person sees their own teams, whoever had the connection before.
        let viewer =
            app.gql("app", Some(&b.owner.token), "{ viewer { memberships { tenant { slug } } } }", json!({})).await;
        assert!(viewer.text().contains("bbbb") && !viewer.text().contains("aaaa"), "{after}: {}", viewer.text());
    }
}

async fn leave_connections_in_the_middle(app: TestApp, a: &Tenant, b: &Tenant) {
    let app = Arc::new(app);
    let scope = Scope::job(a.id);
    sees_only_its_own(&app, b, "the start").await;

    let tx = app.app.db.write(&scope, Permission::Maintain).await.unwrap();
    assert!(tx.query_one_raw(statement("SELECT 1 / 0")).await.is_err());
    drop(tx);
    sees_only_its_own(&app, b, "a failed statement").await;

    let tx = app.app.db.write(&scope, Permission::Maintain).await.unwrap();
    tx.execute_raw(statement("UPDATE catalog_items SET position = position + 1")).await.unwrap();
    drop(tx);
    sees_only_its_own(&app, b, "a write that nobody committed").await;

    let (task, job) = (Arc::clone(&app), scope.clone());
    let panicked = tokio::spawn(async move {
        let tx = task.app.db.write(&job, Permission::Maintain).await.unwrap();
        tx.query_all_raw(statement("SELECT * FROM orders")).await.unwrap();
        panic!("in the middle of a transaction");
    });
    assert!(panicked.await.unwrap_err().is_panic());
    sees_only_its_own(&app, b, "a panic").await;

    for wait in [0, 1, 5, 30] {
        let read = app.app.db.read(&scope, Permission::Maintain).await.unwrap();
        let slow = read.query_all_raw(statement("SELECT pg_sleep(0.2), * FROM orders"));
        let _ = tokio::time::timeout(Duration::from_millis(wait), slow).await;
        drop(read);
        sees_only_its_own(&app, b, "a caller who went away").await;
    }

    let read = app.app.db.read(&scope, Permission::Maintain).await.unwrap();
    read.execute_unprepared("SELECT set_config('app.current_tenant', current_setting('app.current_tenant'), false)")
        .await
        .unwrap();
    drop(read);
    sees_only_its_own(&app, b, "a binding meant to stay for the session").await;

    // Crossing: A's failures and B's reads at once.
    let crowd: Vec<_> = (0..40)
        .map(|n| {
            let (app, scope, b) = (Arc::clone(&app), scope.clone(), b.clone());
            tokio::spawn(async move {
                if n % 2 == 0 {
                    if let Ok(tx) = app.app.db.write(&scope, Permission::Maintain).await {
                        let _ = tx.execute_raw(statement("SELECT nothing FROM nowhere")).await;
                    }
                } else {
                    sees_only_its_own(&app, &b, "among failures").await;
                }
            })
        })
        .collect();
    for one in crowd {
        one.await.unwrap();
    }
}

async fn two(app: &TestApp) -> (Tenant, Tenant) {
    let (a, b) = (app.tenant("aaaa").await, app.tenant("bbbb").await);
    for tenant in [&a, &b] {
        let item = app.item(tenant, Item::new("mug").named("كوب", &format!("Mug of {}", tenant.slug))).await;
        app.submit(tenant, &order_input(&item, 1)).await.string("/orderSubmit/order/id");
    }
    (a, b)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_left_in_the_middle_carries_nothing_over() {
    let app = TestApp::builder().config(|c| c.db_connections = 2).start().await;
    let (a, b) = two(&app).await;
    leave_connections_in_the_middle(app, &a, &b).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_does_one_through_pgbouncer_in_transaction_mode() {
    let direct = TestApp::start().await;
    let (a, b) = two(&direct).await;
    let (app, _pooler) = behind_a_pooler(&direct, 3).await;
    leave_connections_in_the_middle(app, &a, &b).await;
}
