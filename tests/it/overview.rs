//! Calls of the fields that look from above: log, keys, the operator's; for the tests over all root fields.

use harness::{Tenant, TestApp};
use serde_json::{Value, json};

use crate::keys;

/// The mutations that change a key.
pub(crate) const KEYS: [&str; 3] = ["apiKeyCreate", "apiKeyRevoke", "apiKeyRotate"];
/// The operator's fields.
pub(crate) const PLATFORM: [&str; 6] = [
    "platformTenants",
    "platformUsage",
    "platformAuditEvents",
    "platformTenantSuspend",
    "platformTenantReactivate",
    "personErase",
];

/// A standing key of a tenant, straight into the database.
pub(crate) async fn key(app: &TestApp, tenant: &Tenant, name: &str) -> String {
    let id = entity::ids::ApiKeyId::generate();
    app.database
        .run(&format!(
            "INSERT INTO api_keys (tenant_id, id, name, scopes, last_four, secret_hash, created_by)
             VALUES ('{}', '{}', '{name}', '{{ViewSubmissions}}', 'abcd', '', '{}')",
            tenant.id.0, id.0, tenant.owner.user.0
        ))
        .await;
    id.to_string()
}

/// A field's document and what it needs; None for a field of other rooms.
pub(crate) async fn call(app: &TestApp, shop: &Tenant, field: &str) -> Option<(String, Value)> {
    let nobody = entity::ids::TenantId::generate();
    Some(match field {
        "auditEvents" => ("{ auditEvents(first: 1) { nodes { action } totalCount { value } } }".to_owned(), json!({})),
        "apiKeys" => ("{ apiKeys { id } }".to_owned(), json!({})),
        "apiKeyCreate" => (keys::CREATE.to_owned(), json!({ "i": { "name": "till", "scopes": ["VIEW_SUBMISSIONS"] } })),
        "apiKeyRevoke" => (keys::REVOKE.to_owned(), json!({ "id": key(app, shop, "x").await })),
        "apiKeyRotate" => (keys::ROTATE.to_owned(), json!({ "id": key(app, shop, "x").await, "h": 1 })),
        "platformTenants" => ("{ platformTenants { totalCount } }".to_owned(), json!({})),
        "platformUsage" => ("{ platformUsage { tenants } }".to_owned(), json!({})),
        "platformAuditEvents" => ("{ platformAuditEvents { action } }".to_owned(), json!({})),
        "platformTenantSuspend" => {
            (format!("mutation {{ {field}(id: \"{nobody}\", reason: \"x\") {{ userErrors {{ code }} }} }}"), json!({}))
        }
        "platformTenantReactivate" => {
            (format!("mutation {{ {field}(id: \"{nobody}\") {{ userErrors {{ code }} }} }}"), json!({}))
        }
        "personErase" => {
            let input = json!({ "tenantId": nobody.to_string(), "phone": "+96551234567", "reason": "x" });
            let query = "mutation($i: PersonEraseInput!) { personErase(input: $i) { userErrors { code } } }";
            (query.to_owned(), json!({ "i": input }))
        }
        _ => return None,
    })
}

/// What another tenant could try with a field that looks from above: at an order and two keys of A.
pub(crate) fn attempts(field: &str, a: &Tenant, order: &str, keys: &[String; 2]) -> Vec<(String, Value)> {
    let plain = |query: &str| vec![(query.to_owned(), json!({}))];
    match field {
        "auditEvents" => vec![
            ("{ auditEvents(first: 100) { nodes { entityNumber entityId } } }".to_owned(), json!({})),
            (
                "query($i: ID!) { auditEvents(first: 9, where: { entityId: $i }) { nodes { entityNumber } } }"
                    .to_owned(),
                json!({ "i": order }),
            ),
        ],
        "apiKeys" => plain("{ apiKeys { name } }"),
        // It makes a key of the caller's own; what one opens is tried in tests/it/keys.
        "apiKeyCreate" => plain(
            "mutation { apiKeyCreate(input: { name: \"x\", scopes: [VIEW_SUBMISSIONS] }) { apiKey { name } userErrors { code } } }",
        ),
        "apiKeyRotate" => vec![(
            "mutation($id: ID!) { apiKeyRotate(id: $id) { replaced { name } userErrors { code } } }".to_owned(),
            json!({ "id": keys[0] }),
        )],
        "apiKeyRevoke" => vec![(
            "mutation($id: ID!) { apiKeyRevoke(id: $id) { apiKey { name } userErrors { code } } }".to_owned(),
            json!({ "id": keys[1] }),
        )],
        // The operator's alone: tests/it/platform.
        "platformTenants" => plain("{ platformTenants(search: \"aaa\") { nodes { slug name ownerEmail } } }"),
        "platformUsage" => plain("{ platformUsage { tenants } }"),
        "platformAuditEvents" => plain("{ platformAuditEvents { tenantSlug } }"),
        "platformTenantSuspend" => {
            plain(&format!("mutation {{ {field}(id: \"{}\", reason: \"x\") {{ tenant {{ slug }} }} }}", a.id))
        }
        "platformTenantReactivate" => {
            plain(&format!("mutation {{ {field}(id: \"{}\") {{ tenant {{ slug }} }} }}", a.id))
        }
        "personErase" => plain(&format!(
            "mutation {{ {field}(input: {{ tenantId: \"{}\", phone: \"+96551234567\", reason: \"x\" }}) {{ erased {{ orders }} }} }}",
            a.id
        )),
        _ => Vec::new(),
    }
}
