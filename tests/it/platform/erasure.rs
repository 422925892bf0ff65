//! A person is blanked in one tenant's books; the books still add up.

use harness::{Answer, Item, Member, Tenant, TestApp, giving, order_input};
use serde_json::{Value, json};

use super::{ask, operator};
use crate::notifications::{Worker, hasten, until};

const ERASE: &str = "mutation($i: PersonEraseInput!) { personErase(input: $i) {
    erased { orders donations pledges visits letters memberships account } userErrors { field code message } } }";

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
        // It is kept for good.
        (
            json!({ "tenantId": shop.id.to_string(), "phone": "+96559998877", "reason": "59998877 asked" }),
            "reason INVALID",
        ),
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
        json!({ "orders": 1, "donations": 1, "pledges": 1, "visits": 0, "letters": 0, "memberships": 0, "account": "NONE" }),
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
        json!({ "orders": 0, "donations": 0, "pledges": 0, "visits": 0, "letters": 0, "memberships": 0, "account": "NONE" })
    );
}

const EMAIL: &str = "latifa.forgetme@home.example";
/// What somebody would find them by, in lower case.
const TRACES: [&str; 6] = ["forgetme", "latifa", "59998877", "l•••@home.example", "blue-lantern", "fireproof"];

/// Somebody who has bought, given and promised in a shop, works for it and for another, and signs in with a password.
async fn everywhere(app: &TestApp, shop: &Tenant, other: &Tenant) -> Member {
    let latifa = app.person(EMAIL).await;
    let password = "blue-lantern over the harbour".to_owned().into();
    api::identity::service::ensure_password(&app.app, latifa.user, &password).await.unwrap();
    let profile = "mutation { profileUpdate(input: { name: \"Latifa Forgetme\" }) { userErrors { code } } }";
    assert_eq!(
        app.gql("app", Some(&latifa.token), profile, json!({})).await.refusals("profileUpdate"),
        Vec::<String>::new()
    );
    for (tenant, role) in [(shop, "admin"), (other, "owner")] {
        api::tenants::service::add_member(&app.app, &tenant.scope(), latifa.user, EMAIL, role).await.unwrap();
    }
    for _ in 0..2 {
        assert_eq!(crate::identity::log_in(app, EMAIL, "blue-lantern over the harbour").await.status, 200);
    }
    let forgot = app.request("POST", "app", "/auth/forgot").header("origin", "http://app.localhost:8000");
    let forgot = forgot.header("content-type", "application/json");
    let body = axum::body::Body::from(json!({ "email": EMAIL }).to_string());
    assert_eq!(app.send(forgot.body(body).unwrap()).await.status, 202);
    // Two visits of one browser: by a letter's link that names them, and later.
    let visit =
        "mutation($t: String) { visitRecord(input: { visitor: \"fireproof\", source: \"mail\", term: $t, campaign: $t,
        landingPath: \"/i/mug\", referrer: \"https://mail.example/inbox\", consent: GRANTED }) { visitId } }";
    let mut visits = Vec::new();
    for term in [Some(EMAIL), None] {
        visits.push(app.gql(&shop.slug, None, visit, json!({ "t": term })).await.string("/visitRecord/visitId"));
    }
    let person = json!({ "name": "Latifa Forgetme", "phone": "+96559998877", "email": EMAIL });
    let mug = app.item(shop, Item::new("mug").price("1.250")).await;
    let mut input = order_input(&mug, 2);
    (input["customer"], input["note"], input["visitId"]) =
        (person.clone(), json!("Ring at Forgetme's"), json!(visits[1]));
    let order = app.submit(shop, &input).await.string("/orderSubmit/order/id");
    let update =
        "mutation($id: ID!, $i: OrderUpdateInput!) { orderUpdate(id: $id, input: $i) { userErrors { code } } }";
    let renamed = json!({ "id": order, "i": { "customer": { "name": "Latifa F. Forgetme", "phone": "59998877", "email": EMAIL } } });
    assert_eq!(
        app.gql(&shop.slug, Some(&shop.member.token), update, renamed).await.refusals("orderUpdate"),
        Vec::<String>::new()
    );
    let mut gift = giving::donation_input(None);
    (gift["donor"], gift["dedication"], gift["wantsReceipt"]) =
        (person.clone(), json!("Forgetme's mother"), json!(true));
    let gift = app.submit_donation(shop, &gift).await.string("/donationSubmit/donation/id");
    app.donation_act(shop, "donationReceive", &gift, None).await.string("/donationReceive/donation/id");
    let campaign = app.pledge_campaign(shop, "orphans").await;
    let mut promise = giving::pledge_input(&campaign, &app.day(60));
    (promise["pledger"], promise["note"]) = (person, json!("From Latifa"));
    let pledge = app.submit_pledge(shop, &promise).await.string("/pledgeSubmit/pledge/id");
    let pay = giving::pledge_act("pledgePaymentRecord");
    let paid = json!({ "amount": "7.000", "method": "cash", "note": "Latifa brought it" });
    app.gql(&shop.slug, Some(&shop.member.token), &pay, json!({ "id": pledge, "v": null, "input": paid }))
        .await
        .data("/pledgePaymentRecord/pledge");
    // Somebody looks for them and takes no file.
    let look =
        "mutation { exportRequest(input: { kind: ORDER, search: \"Forgetme\" }) { ticket userErrors { code } } }";
    app.gql(&shop.slug, Some(&shop.owner.token), look, json!({})).await.string("/exportRequest/ticket");
    let worker = Worker::start(app);
    for event in ["order_confirmation", "donation_receipt"] {
        hasten(app).await;
        until(app, &format!("notification_deliveries WHERE event = '{event}' AND status = 'sent'"), 1).await;
    }
    until(app, "submission_events WHERE kind = 'letter'", 2).await;
    until(app, "identity_deliveries WHERE status = 'sent'", 1).await;
    worker.stop().await;
    latifa
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dump_of_the_whole_database_names_nobody_who_was_erased_with_their_account() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let latifa = everywhere(&app, &shop, &other).await;
    let third = app.tenant("third").await;
    let invite = "mutation($i: MemberInviteInput!) { memberInvite(input: $i) { userErrors { code } } }";
    let asked = json!({ "i": { "email": EMAIL, "role": "MEMBER" } });
    assert_eq!(
        app.gql("third", Some(&third.owner.token), invite, asked).await.refusals("memberInvite"),
        Vec::<String>::new()
    );
    let token = operator(&app).await;
    let before = books(&app, "shop").await;
    let figures = app.database.value::<String>(CHANNELS).await;
    let dump = app.database.dump().await;
    for trace in TRACES.iter().filter(|trace| !["blue-lantern", "fireproof"].contains(trace)) {
        assert!(dump.contains(trace), "the positive control: {trace}");
    }
    assert!(
        !dump.contains("blue-lantern") && !dump.contains("fireproof"),
        "no password and no visitor's name is ever kept"
    );

    let erase = async |with_account: bool| -> Answer {
        let input = json!({ "tenantId": shop.id.to_string(), "phone": "5999 8877", "email": EMAIL.to_uppercase(),
            "reason": "They asked", "withAccount": with_account });
        ask(&app, &token, ERASE, json!({ "i": input })).await
    };
    // As long as a tenant has no other owner, or the platform counts on them, nothing at all is done.
    app.database
        .run(&format!("UPDATE tenant_members SET role = 'admin' WHERE user_id = '{}'", other.owner.user.0))
        .await;
    let refused = erase(true).await;
    assert_eq!(refused.refusals("personErase"), ["withAccount LAST_OWNER"]);
    assert!(refused.string("/personErase/userErrors/0/message").contains("last owner of other"), "{}", refused.text());
    app.database
        .run(&format!("UPDATE tenant_members SET role = 'owner' WHERE user_id = '{}'", other.owner.user.0))
        .await;
    api::identity::service::set_operator(&app.app, EMAIL, true).await.unwrap();
    assert_eq!(erase(true).await.refusals("personErase"), ["withAccount NOT_AVAILABLE"]);
    api::identity::service::set_operator(&app.app, EMAIL, false).await.unwrap();
    assert_eq!(
        app.database.count("platform_audit_events WHERE action = 'person.erased'").await,
        0,
        "a refusal leaves no line"
    );
    assert!(app.database.dump().await.contains("ring at forgetme"), "a refusal blanks nothing");

    // The books alone, which the tenant may ask for: the account is told of and stays.
    let done = erase(false).await;
    let wanted = json!({ "orders": 1, "donations": 1, "pledges": 1, "visits": 2, "letters": 2, "memberships": 0, "account": "LEFT" });
    assert_eq!(done.data("/personErase/erased"), wanted, "{}", done.text());
    let viewer = "{ viewer { user { email } memberships { role } } }";
    assert_eq!(app.gql("app", Some(&latifa.token), viewer, json!({})).await.string("/viewer/user/email"), EMAIL);
    assert_eq!(app.database.value::<i64>("SELECT count(DISTINCT visitor_id) FROM visits").await, 2, "nobody's visits");
    assert_eq!(books(&app, "shop").await, before, "the books still add up");

    // With the account: its places in two teams and the invitation to a third.
    let done = erase(true).await;
    let wanted = json!({ "orders": 0, "donations": 0, "pledges": 0, "visits": 0, "letters": 0, "memberships": 3, "account": "ERASED" });
    assert_eq!(done.data("/personErase/erased"), wanted, "{}", done.text());
    assert_eq!(
        app.gql("app", Some(&latifa.token), viewer, json!({})).await.status,
        401,
        "their token speaks for nobody"
    );
    assert_eq!(crate::identity::log_in(&app, EMAIL, "blue-lantern over the harbour").await.status, 401);
    let dump = app.database.dump().await;
    for trace in TRACES.iter().chain(&[EMAIL]) {
        let at = dump.find(trace).map(|at| dump[at.saturating_sub(200)..].chars().take(400).collect::<String>());
        assert_eq!(at, None, "{trace} is still there");
    }
    assert!(dump.contains("owner@shop.example"), "others are still there");
    assert_eq!(books(&app, "shop").await, before, "the books still add up");
    assert_eq!(app.database.value::<String>(CHANNELS).await, figures, "and so do the figures by source");
    // What happens to the order afterwards is counted where it was.
    let order: uuid::Uuid = app.database.value("SELECT id FROM orders WHERE customer_name = '—'").await;
    let order = entity::ids::OrderId(order).to_string();
    app.act(&shop, "orderCancel", &order, None).await.string("/orderCancel/order/id");
    let left: i64 = app
        .database
        .value("SELECT coalesce(sum(n), 0)::bigint FROM stat_deltas WHERE kind IN ('last:order', 'first:order') AND source = 'utm:mail'")
        .await;
    assert_eq!(left, 0, "taken back from the source it had");
    // Teams are led on by others, and the address is free for somebody new.
    let team = "{ members(first: 9, where: { status: [ACTIVE] }) { nodes { email } } }";
    let told = app.gql("other", Some(&other.owner.token), team, json!({})).await;
    assert!(told.text().contains("owner@other.example") && !told.text().contains("erased"), "{}", told.text());
    let lines: String = app
        .database
        .value("SELECT string_agg(action || ' ' || n, ', ' ORDER BY action, n DESC) FROM (SELECT action, count(*) AS n FROM audit_events
                WHERE action IN ('person.erased', 'member.erased') GROUP BY action
                UNION ALL SELECT action, count(*) FROM platform_audit_events WHERE action IN ('person.erased', 'account.erased') GROUP BY action) x")
        .await;
    assert_eq!(lines, "account.erased 1, member.erased 3, person.erased 3, person.erased 2");
    assert_eq!(erase(true).await.data("/personErase/erased/account"), "NONE");
}

/// The figures by source.
const CHANNELS: &str = "SELECT string_agg(concat_ws(' ', kind, source, n, amount), ', ' ORDER BY kind, source) FROM (
    SELECT kind, source, sum(n) AS n, sum(amount) AS amount FROM (SELECT kind, source, n, amount FROM stat_deltas
        UNION ALL SELECT kind, source, n, amount FROM stat_daily) f GROUP BY kind, source) g";
