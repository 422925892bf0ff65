//! What the operator counts of a tenant's last thirty days: days as the tenant has them, wherever it is.

use api::kernel::clock::local_day;
use chrono::TimeDelta;
use harness::TestApp;
use serde_json::{Value, json};

use super::{TENANTS, ask, operator};

#[tokio::test]
async fn thirty_days_are_thirty_of_the_tenants_own() {
    let app = TestApp::start().await;
    let zones = [("kuwait", "Asia/Kuwait"), ("angeles", "America/Los_Angeles")];
    let mut tenants = Vec::new();
    for (slug, zone) in zones {
        tenants.push(app.tenant_with(slug, |new| new.tenant.time_zone = zone.to_owned()).await);
    }
    let token = operator(&app).await;
    // Half past nine in the evening in UTC: in Kuwait the next day has begun, in Los Angeles it has not.
    app.to_noon();
    app.clock.advance(TimeDelta::minutes(12 * 60 + 30));
    for (tenant, (_, zone)) in tenants.iter().zip(zones) {
        let today = local_day(app.clock.now(), zone);
        let days = format!("generate_series('{today}'::date - 40, '{today}'::date, interval '1 day') day");
        // One order and one visit on each day; some figures are folded already, some are not.
        app.database
            .run(&format!(
                "INSERT INTO stat_daily (tenant_id, day, source, kind, n, amount)
                     SELECT '{id}', day::date, 'web', 'order', 1, 1 FROM {days};\n
                 INSERT INTO stat_deltas (tenant_id, id, day, source, kind, n, amount)
                     SELECT '{id}', gen_random_uuid(), day::date, 'direct', 'visit', 1, 0 FROM {days};\n",
                id = tenant.id.0
            ))
            .await;
    }
    let counted = async |wanted: i32| {
        let list = ask(&app, &token, TENANTS, json!({ "s": null, "l": 10, "o": 0 })).await;
        let nodes = list.data("/platformTenants/nodes").as_array().unwrap().clone();
        assert_eq!(nodes.len(), 2);
        for node in nodes {
            assert_eq!((&node["submissions"], &node["visits"]), (&json!(wanted), &json!(wanted)), "{node}");
        }
        let usage = ask(&app, &token, "{ platformUsage { activeTenants orders donations visits } }", json!({})).await;
        let all = json!({ "activeTenants": 2, "orders": 2 * wanted, "donations": 0, "visits": 2 * wanted });
        assert_eq!(usage.data("/platformUsage"), all);
    };
    counted(30).await;
    let suspend =
        "mutation($id: ID!) { platformTenantSuspend(id: $id, reason: \"unpaid\") { tenant { submissions visits } } }";
    for tenant in &tenants {
        let one: Value = ask(&app, &token, suspend, json!({ "id": tenant.id.to_string() })).await.data("");
        assert_eq!(
            one["platformTenantSuspend"]["tenant"],
            json!({ "submissions": 30, "visits": 30 }),
            "{}",
            tenant.slug
        );
    }
    // The control: a day on, the first of them is one too far back.
    app.clock.advance(TimeDelta::days(1));
    counted(29).await;
}
