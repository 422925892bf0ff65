//! Many tenants at once, each trying everybody's ids: every act succeeds for the owner and for nobody else, and afterwards
//! each tenant has exactly what it was given.

use std::{collections::BTreeMap, sync::Arc};

use harness::{Item, Tenant, TestApp, order_input};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::json;
use tokio::sync::Mutex;

const TENANTS: usize = 6;
const ACTS: usize = 60;

#[tokio::test(flavor = "multi_thread")]
async fn random_acts_of_many_tenants_stay_with_their_tenants() {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    // Few connections, so that each is used by all tenants in turn.
    let app = Arc::new(TestApp::builder().config(|c| c.db_connections = 2).start().await);
    let mut shops = Vec::new();
    for n in 0..TENANTS {
        let shop = app.tenant(&format!("crowd-{n}")).await;
        let item = app.item(&shop, Item::new("mug").named("كوب", &format!("Mug of {n}."))).await;
        shops.push((shop, item));
    }
    let shops: Arc<Vec<(Tenant, entity::ids::ItemId)>> = Arc::new(shops);
    // order -> its tenant; everybody knows all of them.
    let orders: Arc<Mutex<Vec<(String, usize)>>> = Arc::default();
    let tasks: Vec<_> = (0..TENANTS)
        .map(|n| {
            let (app, shops, orders) = (Arc::clone(&app), Arc::clone(&shops), Arc::clone(&orders));
            tokio::spawn(act(app, shops, orders, n, StdRng::seed_from_u64(seed ^ n as u64)))
        })
        .collect();
    let mut taken = BTreeMap::new();
    for (n, task) in tasks.into_iter().enumerate() {
        taken.insert(n, task.await.unwrap());
    }
    for (n, (shop, item)) in shops.iter().enumerate() {
        let id = shop.id.0;
        assert_eq!(app.database.count(&format!("orders WHERE tenant_id = '{id}'")).await, taken[&n], "tenant {n}");
        let foreign = format!("orders WHERE tenant_id = '{id}' AND items->0->>'item_id' <> '{}'", item.0);
        assert_eq!(app.database.count(&foreign).await, 0, "tenant {n} sold another's item");
        let stray = format!(
            "submission_events e WHERE tenant_id = '{id}' AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.tenant_id = e.tenant_id AND o.id = e.entity_id)"
        );
        assert_eq!(app.database.count(&stray).await, 0, "tenant {n} has a line about another's order");
    }
}

/// What one tenant's team and visitors try; returns how many orders were taken.
async fn act(
    app: Arc<TestApp>,
    shops: Arc<Vec<(Tenant, entity::ids::ItemId)>>,
    orders: Arc<Mutex<Vec<(String, usize)>>>,
    n: usize,
    mut random: StdRng,
) -> i64 {
    let (shop, _) = &shops[n];
    let mut taken = 0;
    for _ in 0..ACTS {
        let other = random.random_range(0..TENANTS);
        match random.random_range(0..4) {
            0 => {
                let answer = app.submit(shop, &order_input(&shops[other].1, 1)).await;
                if other == n {
                    taken += 1;
                    orders.lock().await.push((answer.string("/orderSubmit/order/id"), n));
                } else {
                    assert_eq!(answer.refusals("orderSubmit"), ["lines.0.itemId NOT_FOUND"]);
                }
            }
            1 => {
                let answer = app
                    .gql(
                        &shop.slug,
                        Some(&shop.member.token),
                        "{ orders(first: 100) { nodes { id lines { name { en } } } } }",
                        json!({}),
                    )
                    .await;
                for m in (0..TENANTS).filter(|m| *m != n) {
                    assert!(!answer.text().contains(&format!("Mug of {m}.")), "tenant {n} sees orders of {m}");
                }
            }
            2 => {
                let known = orders.lock().await.clone();
                let Some((order, owner)) = known.get(random.random_range(0..known.len().max(1))) else { continue };
                let answer = app.act(shop, "orderConfirm", order, None).await;
                assert_eq!(answer.code() == "NOT_FOUND", *owner != n, "{}", answer.text());
            }
            _ => {
                let token = &shops[other].0.owner.token;
                let answer = app.gql(&shop.slug, Some(token), "{ orders(first: 1) { nodes { id } } }", json!({})).await;
                assert_eq!(answer.code(), if other == n { "" } else { "FORBIDDEN" });
            }
        }
    }
    taken
}
