//! What a closed tenant still needs: an owner as long as it can be opened again, and nobody afterwards.

use harness::TestApp;
use serde_json::json;

use super::{REACTIVATE, ask, operator};

const ERASE: &str = "mutation($i: PersonEraseInput!) { personErase(input: $i) {
    erased { memberships account } userErrors { field code message } } }";

#[tokio::test]
async fn the_last_owner_can_be_erased_once_their_tenant_is_closed_for_good() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let token = operator(&app).await;
    let whom = json!({ "tenantId": shop.id.to_string(), "email": shop.owner.email, "reason": "They asked", "withAccount": true });
    let erase = async || ask(&app, &token, ERASE, json!({ "i": whom })).await;
    let close = async |ago: &str| {
        api::tenants::service::close(&app.app, shop.id, "asked to").await.unwrap();
        app.database.run(&format!("UPDATE tenants SET closed_at = now() - interval '{ago}'")).await;
    };
    let people = format!("users WHERE email = '{}'", shop.owner.email);

    assert_eq!(erase().await.refusals("personErase"), ["withAccount LAST_OWNER"], "an open tenant");
    close("1 day").await;
    let refused = erase().await;
    assert_eq!(refused.refusals("personErase"), ["withAccount LAST_OWNER"], "it can be opened again");
    assert!(refused.string("/personErase/userErrors/0/message").contains("last owner of shop"), "{}", refused.text());
    close("29 days").await;
    assert_eq!(erase().await.refusals("personErase"), ["withAccount LAST_OWNER"], "to the last day");
    assert_eq!(app.database.count(&people).await, 1, "a refusal takes nobody away");

    // Opened again it is closed no more, however long ago that was: it needs its owner.
    close("31 days").await;
    let opened = ask(&app, &token, REACTIVATE, json!({ "id": shop.id.to_string() })).await;
    assert_eq!(opened.data("/platformTenantReactivate/tenant/isActive"), true, "{}", opened.text());
    assert_eq!(app.database.count("tenants WHERE closed_at IS NULL AND is_active").await, 1);
    assert_eq!(erase().await.refusals("personErase"), ["withAccount LAST_OWNER"], "an open tenant again");

    close("31 days").await;
    let done = erase().await;
    assert_eq!(done.data("/personErase/erased"), json!({ "memberships": 1, "account": "ERASED" }), "{}", done.text());
    assert_eq!(app.database.count(&people).await, 0);
    let team = "SELECT string_agg(role, ',' ORDER BY role) FROM tenant_members WHERE status = 'active'";
    assert_eq!(app.database.value::<String>(team).await, "admin,member", "the others stay");
}
