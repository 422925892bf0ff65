//! A person is blanked in one tenant's books; the books still add up.

use harness::{Item, TestApp, giving, order_input};
use serde_json::{Value, json};

use super::{ask, operator};

const ERASE: &str = "mutation($i: PersonEraseInput!) { personErase(input: $i) {
    erased { orders donations pledges } userErrors { field code } } }";

/// Everything of a tenant that is text of people, in one string.
const ALL_TEXT: &str = "SELECT concat_ws(' ', (SELECT string_agg(o::text, ' ') FROM orders o WHERE tenant_id = t.id),
        (SELECT string_agg(d::text, ' ') FROM donations d WHERE tenant_id = t.id),
        (SELECT string_agg(p::text, ' ') FROM pledges p WHERE tenant_id = t.id),
        (SELECT string_agg(p::text, ' ') FROM pledge_payments p WHERE tenant_id = t.id),
        (SELECT string_agg(e::text, ' ') FROM submission_events e WHERE tenant_id = t.id),
        (SELECT string_agg(a::text, ' ') FROM audit_events a WHERE tenant_id = t.id),
        (SELECT string_agg(n.recipient_masked, ' ') FROM notification_deliveries n WHERE tenant_id = t.id))
    FROM tenants t WHERE slug = ";

async fn books(app: &TestApp, slug: &str) -> String {
    let sql = format!(
        "SELECT concat_ws(' | ', (SELECT string_agg(order_number || status || total, ',' ORDER BY order_number) FROM orders WHERE tenant_id = t.id),
            (SELECT string_agg(donation_number || status || amount, ',' ORDER BY donation_number) FROM donations WHERE tenant_id = t.id),
            (SELECT string_agg(pledge_number || status || amount || fulfilled_amount, ',' ORDER BY pledge_number) FROM pledges WHERE tenant_id = t.id),
            (SELECT string_agg(kind || n || amount, ',' ORDER BY kind) FROM (SELECT kind, sum(n) AS n, sum(amount) AS amount
                FROM (SELECT kind, n, amount FROM stat_deltas WHERE tenant_id = t.id
                      UNION ALL SELECT kind, n, amount FROM stat_daily WHERE tenant_id = t.id) f GROUP BY kind) g))
         FROM tenants t WHERE slug = '{slug}'"
    );
    app.database.value::<String>(&sql).await
}

#[tokio::test]
async fn a_person_is_blanked_in_one_tenants_books_and_the_books_stay() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let person = json!({ "name": "Latifa Forgetme", "phone": "+96559998877", "email": "latifa@example.com" });
    let mut orders = Vec::new();
    for tenant in [&shop, &other] {
        let mug = app.item(tenant, Item::new("mug").price("1.250")).await;
        let mut input = order_input(&mug, 2);
        input["customer"] = person.clone();
        input["note"] = json!("Ring at Forgetme's door");
        orders.push(app.submit(tenant, &input).await.string("/orderSubmit/order/id"));
        app.order(tenant, &mug, 1).await;
    }
    let note = "mutation($id: ID!) { orderNoteAdd(id: $id, note: \"Forgetme called\") { userErrors { code } } }";
    app.gql("shop", Some(&shop.owner.token), note, json!({ "id": orders[0] })).await.data("/orderNoteAdd");
    let mut gift = giving::donation_input(None);
    gift["donor"] = json!({ "name": "Latifa Forgetme", "phone": "+96559998877" });
    gift["dedication"] = json!("Forgetme's mother");
    app.gql("shop", None, giving::DONATE, json!({ "input": gift })).await.string("/donationSubmit/donation/id");
    let campaign = app.pledge_campaign(&shop, "orphans").await;
    let mut promise = giving::pledge_input(&campaign, &app.day(60));
    promise["pledger"] = json!({ "name": "Latifa Forgetme", "phone": "+96550000001", "email": "LATIFA@example.com" });
    app.gql("shop", None, giving::PLEDGE, json!({ "input": promise })).await.string("/pledgeSubmit/pledge/id");

    let token = operator(&app).await;
    let before = [books(&app, "shop").await, books(&app, "other").await];
    let text = async |slug: &str| app.database.value::<String>(&format!("{ALL_TEXT} '{slug}'")).await;
    assert!(text("shop").await.contains("Forgetme"), "the positive control");
    let erase = async |token: &str, input: Value| ask(&app, token, ERASE, json!({ "i": input })).await;
    let whom = json!({ "tenantId": shop.id.to_string(), "phone": "5999 8877", "email": "Latifa@Example.com", "reason": "They asked" });

    assert_eq!(erase(&shop.owner.token, whom.clone()).await.code(), "FORBIDDEN");
    for (bad, refusal) in [
        (json!({ "tenantId": shop.id.to_string(), "reason": "x" }), "phone REQUIRED"),
        (json!({ "tenantId": shop.id.to_string(), "phone": "+96559998877", "reason": " " }), "reason REQUIRED"),
        (json!({ "tenantId": shop.id.to_string(), "phone": "nonsense", "reason": "x" }), "phone INVALID"),
    ] {
        assert_eq!(erase(&token, bad).await.refusals("personErase"), [refusal]);
    }
    let nobody =
        json!({ "tenantId": entity::ids::TenantId::generate().to_string(), "phone": "+96559998877", "reason": "x" });
    assert_eq!(erase(&token, nobody).await.code(), "NOT_FOUND");
    assert!(text("shop").await.contains("Forgetme"), "a refusal blanks nothing");

    let done = erase(&token, whom.clone()).await;
    assert_eq!(
        done.data("/personErase/erased"),
        json!({ "orders": 1, "donations": 1, "pledges": 1 }),
        "{}",
        done.text()
    );
    let left = text("shop").await.to_lowercase();
    for trace in ["forgetme", "59998877", "50000001", "latifa"] {
        assert!(!left.contains(trace), "{trace} is still there: {left}");
    }
    assert!(left.contains("noura"), "somebody else's order stays as it was");
    assert!(text("other").await.contains("Forgetme"), "another tenant's books are their own");
    assert_eq!([books(&app, "shop").await, books(&app, "other").await], before, "the books still add up");
    let lines = app.database.value::<i64>("SELECT count(*) FROM audit_events WHERE action = 'person.erased'").await;
    assert_eq!(lines, 3, "one line for each thing");
    let log =
        ask(&app, &token, "{ platformAuditEvents(limit: 1) { actorEmail action tenantSlug reason } }", json!({})).await;
    assert_eq!(
        log.data("/platformAuditEvents/0"),
        json!({ "actorEmail": "operator@platform.example", "action": "person.erased", "tenantSlug": "shop", "reason": "They asked" })
    );
    assert!(!log.text().contains("59998877"));
    // The team still opens what is left, and nothing more is found.
    let order = app
        .gql(
            "shop",
            Some(&shop.owner.token),
            "query($id: ID!) { order(id: $id) { number total { amount } customer { name } lines { quantity } } }",
            json!({ "id": orders[0] }),
        )
        .await;
    assert_eq!(order.data("/order/total/amount"), "2.500");
    assert_eq!(order.data("/order/customer/name"), "—");
    assert_eq!(
        erase(&token, whom).await.data("/personErase/erased"),
        json!({ "orders": 0, "donations": 0, "pledges": 0 })
    );
}
