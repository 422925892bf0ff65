//! The authorisation table: who may call which root field. A new field without a row fails.

use harness::{Item, TestApp, fixtures::SUBMIT, order_input};
use serde_json::{Value, json};

use crate::{
    catalog::calls as keeping, members, notifications::log as letters, overview, schema::root_fields,
    submissions::views,
};

/// Who calls, in the order of the table's columns.
const CALLERS: [&str; 7] = ["visitor", "member", "admin", "owner", "stranger", "removed", "expired"];

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It is done.
    Done,
    /// Sign in first.
    SignIn,
    /// Not yours.
    Forbidden,
    /// The token does not stand; told before anything runs.
    BadToken,
}

use Outcome::{BadToken, Done, Forbidden, SignIn};

/// A range of days that every figure takes.
const DAYS: &str = "range: { from: \"2026-11-01\", to: \"2026-11-30\" }";

const PUBLIC: [Outcome; 7] = [Done, Done, Done, Done, Done, Done, BadToken];
const TEAM: [Outcome; 7] = [SignIn, Done, Done, Done, Forbidden, Forbidden, BadToken];
/// Any person, of this team or not.
const PERSON: [Outcome; 7] = [SignIn, Done, Done, Done, Done, Done, BadToken];
const ADMINS: [Outcome; 7] = [SignIn, Forbidden, Done, Done, Forbidden, Forbidden, BadToken];
const OPERATORS: [Outcome; 7] = [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden, BadToken];
const OWNERS: [Outcome; 7] = [SignIn, Forbidden, Forbidden, Done, Forbidden, Forbidden, BadToken];

/// Fields whose call here is refused for what it says, not for who says it.
const TOLD: [&str; 6] =
    ["invitationAccept", "sessionRevoke", "mfaSetupConfirm", "mfaDisable", "recoveryCodesRenew", "passwordChange"];

/// field -> what comes of it for each caller.
const TABLE: &[(&str, [Outcome; 7])] = &[
    ("storefront", PUBLIC),
    ("catalogItems", PUBLIC),
    ("catalogItem", PUBLIC),
    ("submissionStatus", PUBLIC),
    // Anybody may ask; it answers a visitor with null and everybody else with themselves.
    ("viewer", PUBLIC),
    ("dashboardSummary", TEAM),
    ("conversionsByChannel", TEAM),
    ("submissionsOverTime", TEAM),
    ("topItems", TEAM),
    ("aiUsage", TEAM),
    ("exportRequest", ADMINS),
    ("auditEvents", ADMINS),
    ("apiKeys", ADMINS),
    ("apiKeyCreate", ADMINS),
    ("apiKeyRevoke", ADMINS),
    ("apiKeyRotate", ADMINS),
    // Nobody here is an operator; tests/it/platform has one.
    ("platformTenants", OPERATORS),
    ("platformUsage", OPERATORS),
    ("platformAuditEvents", OPERATORS),
    ("platformTenantSuspend", OPERATORS),
    ("platformTenantReactivate", OPERATORS),
    ("personErase", OPERATORS),
    // What a caller may not see is null to them, like what does not exist.
    ("node", PUBLIC),
    ("sessions", PERSON),
    ("sessionRevoke", PERSON),
    ("sessionRevokeOthers", PERSON),
    ("mfaSetupBegin", PERSON),
    ("mfaSetupConfirm", PERSON),
    ("mfaDisable", PERSON),
    ("recoveryCodesRenew", PERSON),
    ("profileUpdate", PERSON),
    ("passwordChange", PERSON),
    ("orders", TEAM),
    ("order", TEAM),
    ("orderSubmit", PUBLIC),
    ("orderConfirm", TEAM),
    ("orderFulfil", TEAM),
    ("orderCancel", TEAM),
    ("orderReopen", TEAM),
    ("orderMarkSpam", TEAM),
    ("orderNoteAdd", TEAM),
    ("orderReferenceSet", TEAM),
    ("orderRecord", TEAM),
    ("orderUpdate", TEAM),
    ("orderMarkPaid", TEAM),
    ("orderMarkUnpaid", TEAM),
    ("ordersMove", TEAM),
    ("tenant", TEAM),
    ("members", TEAM),
    ("slugAvailability", PERSON),
    // The token is the right.
    ("invitation", PUBLIC),
    ("tenantCreate", PERSON),
    ("tenantUpdate", ADMINS),
    ("tenantSlugChange", ADMINS),
    ("memberInvite", ADMINS),
    ("invitationResend", ADMINS),
    ("invitationRevoke", ADMINS),
    ("invitationAccept", PERSON),
    ("memberRoleChange", OWNERS),
    ("memberRemove", ADMINS),
    ("visitRecord", PUBLIC),
    ("mediaAssets", TEAM),
    ("mediaDownloadUrl", TEAM),
    ("mediaUploadRequest", TEAM),
    ("mediaUploadComplete", TEAM),
    ("mediaUpdate", TEAM),
    ("mediaDelete", TEAM),
    ("catalogItemCreate", TEAM),
    ("catalogItemUpdate", TEAM),
    ("catalogItemActivate", TEAM),
    ("catalogItemArchive", TEAM),
    ("catalogItemDelete", TEAM),
    ("catalogItemsReorder", TEAM),
    ("catalogImports", TEAM),
    ("catalogImport", TEAM),
    ("catalogImportCommit", TEAM),
    ("catalogExport", TEAM),
    ("collections", PUBLIC),
    ("collection", PUBLIC),
    ("collectionCreate", TEAM),
    ("collectionUpdate", TEAM),
    ("collectionDelete", TEAM),
    ("collectionsReorder", TEAM),
    ("storefrontUpdate", ADMINS),
    ("storefrontPublish", ADMINS),
    ("storefrontUnpublish", ADMINS),
    ("storefrontPreviewTicket", ADMINS),
    ("donations", TEAM),
    ("donation", TEAM),
    ("donationReceipt", PUBLIC),
    ("donationSubmit", PUBLIC),
    ("donationRecord", TEAM),
    ("donationReceive", TEAM),
    ("donationRefund", TEAM),
    ("donationCancel", TEAM),
    ("donationReopen", TEAM),
    ("donationMarkSpam", TEAM),
    ("donationsMove", TEAM),
    ("donationNoteAdd", TEAM),
    ("donationReferenceSet", TEAM),
    ("pledges", TEAM),
    ("pledge", TEAM),
    ("pledgeSubmit", PUBLIC),
    ("pledgeRecord", TEAM),
    ("pledgePaymentRecord", TEAM),
    ("pledgePaymentVoid", TEAM),
    ("pledgeCancel", TEAM),
    ("pledgeReopen", TEAM),
    ("pledgeMarkSpam", TEAM),
    ("pledgesMove", TEAM),
    ("pledgeNoteAdd", TEAM),
    ("pledgeReferenceSet", TEAM),
    ("submissionLinkFind", PUBLIC),
    ("notificationDeliveries", TEAM),
    ("notificationResend", TEAM),
    ("inbox", TEAM),
    ("savedViews", TEAM),
    // One's own; tests/it/submissions/views.rs has the team's.
    ("savedViewCreate", TEAM),
    ("savedViewUpdate", TEAM),
    ("savedViewDelete", TEAM),
];

#[tokio::test]
async fn every_root_field_answers_every_caller_as_the_table_says() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let mug = app.item(&shop, Item::new("mug")).await;
    let removed = app.person("gone@shop.example").await;
    api::tenants::service::add_member(&app.app, &shop.scope(), removed.user, &removed.email, "admin").await.unwrap();
    app.database
        .run(&format!("UPDATE tenant_members SET status = 'removed' WHERE user_id = '{}'", removed.user.0))
        .await;
    let expired = app.expired_token(&shop.owner).await;

    let mut fields = root_fields(&app, "Query").await;
    fields.extend(root_fields(&app, "Mutation").await);
    let unlisted: Vec<&String> = fields.iter().filter(|field| TABLE.iter().all(|(name, _)| name != field)).collect();
    assert_eq!(unlisted, Vec::<&String>::new(), "root fields without a row in the table");
    let gone: Vec<&str> =
        TABLE.iter().map(|(name, _)| *name).filter(|name| !fields.iter().any(|f| f == name)).collect();
    assert_eq!(gone, Vec::<&str>::new(), "rows without a root field");

    for &(field, expected) in TABLE {
        let found = {
            let mut found = Vec::new();
            for caller in CALLERS {
                let token = match caller {
                    "visitor" => None,
                    "member" => Some(&shop.member.token),
                    "admin" => Some(&shop.admin.token),
                    "owner" => Some(&shop.owner.token),
                    "stranger" => Some(&other.owner.token),
                    "removed" => Some(&removed.token),
                    _ => Some(&expired),
                };
                // An order of its own for each call, in the state that the act wants.
                let order = app.order(&shop, &mug, 1).await;
                if field == "orderMarkUnpaid" {
                    app.mark_paid(&shop, &order).await;
                }
                for step in steps_before(field) {
                    app.act(&shop, step, &order, None).await.string(&format!("/{step}/order/id"));
                }
                let known = match overview::call(&app, &shop, field).await {
                    Some(call) => Some(call),
                    None => members::call(&app, &shop, field).await,
                };
                let known = match known {
                    Some(call) => Some(call),
                    None => giving_call(&app, &shop, field).await,
                };
                let known = match known {
                    Some(call) => Some(call),
                    None => {
                        // A view of the caller's own; callers who can have none try the owner's.
                        let keeper = ["member", "admin"].contains(&caller).then_some(token).flatten();
                        views::call(&app, &shop, keeper.unwrap_or(&shop.owner.token), field).await
                    }
                };
                let (query, variables) = match known {
                    Some(call) => call,
                    None if field.starts_with("media") => media_call(field, &mug, &app.picture(&shop, mug, "x").await),
                    None if field == "notificationResend" => {
                        (letters::RESEND.to_owned(), json!({ "id": letters::letter(&app, &shop, &mug).await.1 }))
                    }
                    None if keeping::is_one(field) => keeping::call(&app, &shop, field, caller).await,
                    None => call(field, &order, &mug),
                };
                let answer = app.gql("shop", token.map(String::as_str), &query, variables).await;
                found.push(outcome(field, &answer));
            }
            found
        };
        assert_eq!(found, expected, "{field} for {CALLERS:?}");
    }
}

fn steps_before(field: &str) -> &'static [&'static str] {
    match field {
        "orderFulfil" | "orderReopen" => &["orderConfirm"],
        _ => &[],
    }
}

fn call(field: &str, order: &str, mug: &entity::ids::ItemId) -> (String, Value) {
    let id = json!({ "id": order });
    match field {
        "notificationDeliveries" => (letters::LIST.to_owned(), json!({})),
        "viewer" => ("{ viewer { user { id } memberships { role } } }".to_owned(), json!({})),
        "submissionStatus" => ("{ submissionStatus(token: \"x\") { number } }".to_owned(), json!({})),
        "node" => ("query($id: ID!) { node(id: $id) { id } }".to_owned(), id),
        "dashboardSummary" => (format!("{{ {field}({DAYS}) {{ current {{ visits }} }} }}"), json!({})),
        "conversionsByChannel" => (format!("{{ {field}({DAYS}) {{ visits }} }}"), json!({})),
        "submissionsOverTime" => (format!("{{ {field}({DAYS}, interval: DAY) {{ current {{ date }} }} }}"), json!({})),
        "exportRequest" => {
            ("mutation { exportRequest(input: { kind: ORDER }) { ticket userErrors { code } } }".to_owned(), json!({}))
        }
        "topItems" => (format!("{{ {field}({DAYS}) {{ id }} }}"), json!({})),
        "aiUsage" => ("{ aiUsage { costUsd } }".to_owned(), json!({})),
        "orders" | "inbox" => (format!("{{ {field}(first: 1) {{ nodes {{ id }} }} }}"), json!({})),
        "order" => ("query($id: ID!) { order(id: $id) { id } }".to_owned(), id),
        "visitRecord" => ("mutation { visitRecord(input: {}) { visitId userErrors { code } } }".to_owned(), json!({})),
        "orderSubmit" => (SUBMIT.to_owned(), json!({ "input": order_input(mug, 1) })),
        "orderRecord" | "orderUpdate" | "orderMarkPaid" | "orderMarkUnpaid" | "orderReferenceSet" | "ordersMove" => {
            harness::fixtures::order_act(field, order, mug)
        }
        "orderNoteAdd" => (
            "mutation($id: ID!) { orderNoteAdd(id: $id, note: \"x\") { order { id } userErrors { code } } }".to_owned(),
            id,
        ),
        personal if PERSONAL.contains(&personal) => (of_person(personal), json!({})),
        act => (format!("mutation($id: ID!) {{ {act}(id: $id) {{ order {{ id }} userErrors {{ code }} }} }}"), id),
    }
}

fn media_call(field: &str, mug: &entity::ids::ItemId, asset: &entity::ids::AssetId) -> (String, Value) {
    let id = json!({ "id": asset.to_string() });
    let input =
        json!({ "entityType": "CATALOG_ITEM", "entityId": mug.to_string(), "contentType": "image/png", "byteSize": 9 });
    match field {
        "mediaAssets" => (
            "query($i: ID) { mediaAssets(entityType: CATALOG_ITEM, entityId: $i) { id } }".to_owned(),
            json!({ "i": mug.to_string() }),
        ),
        "mediaDownloadUrl" => ("query($id: ID!) { mediaDownloadUrl(id: $id) { url } }".to_owned(), id),
        "mediaUploadRequest" => (
            "mutation($i: MediaUploadRequestInput!) { mediaUploadRequest(input: $i) { asset { id } } }".to_owned(),
            json!({ "i": input }),
        ),
        "mediaUpdate" => {
            ("mutation($id: ID!) { mediaUpdate(id: $id, input: { position: 0 }) { asset { id } } }".to_owned(), id)
        }
        "mediaDelete" => ("mutation($id: ID!) { mediaDelete(id: $id) { deletedId } }".to_owned(), id),
        act => (format!("mutation($id: ID!) {{ {act}(id: $id) {{ asset {{ id }} }} }}"), id),
    }
}

/// A call on a gift of its own, in the state that the act wants.
async fn giving_call(app: &TestApp, shop: &harness::Tenant, field: &str) -> Option<(String, Value)> {
    if field.starts_with("pledge") || field == "submissionLinkFind" {
        return Some(pledge_call(app, shop, field).await);
    }
    if !field.starts_with("donation") {
        return None;
    }
    let donation = app.donation(shop, None).await;
    if ["donationRefund", "donationReopen"].contains(&field) {
        app.donation_act(shop, "donationReceive", &donation, None).await.string("/donationReceive/donation/id");
    }
    let id = json!({ "id": donation, "reason": "why" });
    let mut record = harness::giving::donation_input(None);
    record["channel"] = json!("PHONE");
    Some(match field {
        "donations" => ("{ donations(first: 1) { nodes { id } } }".to_owned(), json!({})),
        "donation" => ("query($id: ID!) { donation(id: $id) { id } }".to_owned(), id),
        "donationReceipt" => ("{ donationReceipt(token: \"x\") { number } }".to_owned(), json!({})),
        "donationSubmit" => (harness::giving::DONATE.to_owned(), json!({ "input": harness::giving::donation_input(None) })),
        "donationRecord" => (
            "mutation($input: DonationRecordInput!) { donationRecord(input: $input) { donation { id } userErrors { code } } }".to_owned(),
            json!({ "input": record }),
        ),
        "donationsMove" => (
            "mutation($id: ID!) { donationsMove(ids: [$id], to: RECEIVED) { results { id userErrors { code } } userErrors { code } } }".to_owned(),
            id,
        ),
        "donationNoteAdd" => (
            "mutation($id: ID!) { donationNoteAdd(id: $id, note: \"x\") { donation { id } userErrors { code } } }".to_owned(),
            id,
        ),
        act => (harness::giving::donation_act(act), id),
    })
}

/// The same for pledges.
async fn pledge_call(app: &TestApp, shop: &harness::Tenant, field: &str) -> (String, Value) {
    let campaign = app.pledge_campaign(shop, &format!("p-{}", uuid::Uuid::new_v4().simple())).await;
    let pledge = app.pledge(shop, &campaign).await;
    if field == "pledgeReopen" {
        app.pledge_act(shop, "pledgeMarkSpam", &pledge, None).await.string("/pledgeMarkSpam/pledge/id");
    }
    let mut input = harness::giving::pledge_input(&campaign, &app.day(60));
    let id = json!({ "id": pledge, "input": { "amount": "10.000", "method": "cash" }, "reason": "why" });
    match field {
        "submissionLinkFind" => (
            // Found or not, the field answers; a wrong phone is refused as a user error.
            "mutation { submissionLinkFind(number: \"PLG-00001\", phone: \"55512345\") { statusToken userErrors { code } } }".to_owned(),
            json!({}),
        ),
        "pledges" => ("{ pledges(first: 1) { nodes { id } } }".to_owned(), json!({})),
        "pledge" => ("query($id: ID!) { pledge(id: $id) { id } }".to_owned(), id),
        "pledgeSubmit" => (harness::giving::PLEDGE.to_owned(), json!({ "input": input })),
        "pledgeRecord" => {
            input["channel"] = json!("PHONE");
            let query = "mutation($input: PledgeRecordInput!) { pledgeRecord(input: $input) { pledge { id } userErrors { code } } }";
            (query.to_owned(), json!({ "input": input }))
        }
        "pledgesMove" => (
            "mutation($id: ID!) { pledgesMove(ids: [$id], to: CANCELLED) { results { id userErrors { code } } userErrors { code } } }".to_owned(),
            id,
        ),
        "pledgeNoteAdd" => (
            "mutation($id: ID!) { pledgeNoteAdd(id: $id, note: \"x\") { pledge { id } userErrors { code } } }".to_owned(),
            id,
        ),
        "pledgePaymentVoid" => {
            let paid = app.pay(shop, &pledge, "1.000").await;
            let payment = paid.string("/pledgePaymentRecord/pledge/payments/0/id");
            (harness::giving::pledge_act(field), json!({ "id": payment, "reason": "why" }))
        }
        act => (harness::giving::pledge_act(act), id),
    }
}

fn outcome(field: &str, answer: &harness::Answer) -> Outcome {
    match (answer.status, answer.code().as_str()) {
        (200, "") => {
            // These are called with a token, a code, a session or a password that does not stand: who may ask is told so.
            let is_told = TOLD.contains(&field);
            if !is_told && answer.json().pointer(&format!("/data/{field}/userErrors")).is_some() {
                assert_eq!(answer.refusals(field), Vec::<String>::new(), "{field}");
            }
            Done
        }
        (200, "UNAUTHENTICATED") => SignIn,
        (200, "FORBIDDEN") => Forbidden,
        (401, "UNAUTHENTICATED") => {
            assert!(answer.header("www-authenticate").starts_with("Bearer"), "{field}");
            BadToken
        }
        other => panic!("{field}: {other:?} {}", answer.text()),
    }
}

/// Root fields about the person who asks; they reach no tenant's rows.
pub(crate) const PERSONAL: [&str; 9] = [
    "sessions",
    "sessionRevoke",
    "sessionRevokeOthers",
    "mfaSetupBegin",
    "mfaSetupConfirm",
    "mfaDisable",
    "recoveryCodesRenew",
    "profileUpdate",
    "passwordChange",
];

/// A call of a field about the person who asks.
pub(crate) fn of_person(field: &str) -> String {
    let refused = "userErrors { code }";
    match field {
        "sessions" => "{ sessions { id isCurrent userAgent } }".to_owned(),
        "sessionRevoke" => format!("mutation {{ sessionRevoke(id: \"ses_0\") {{ revokedId {refused} }} }}"),
        "sessionRevokeOthers" => format!("mutation {{ sessionRevokeOthers {{ revoked {refused} }} }}"),
        "mfaSetupBegin" => format!("mutation {{ mfaSetupBegin {{ otpauthUri {refused} }} }}"),
        "mfaSetupConfirm" | "recoveryCodesRenew" => {
            format!("mutation {{ {field}(code: \"000000\") {{ recoveryCodes {refused} }} }}")
        }
        "mfaDisable" => format!("mutation {{ mfaDisable(code: \"000000\") {{ disabled {refused} }} }}"),
        "profileUpdate" => {
            format!("mutation {{ profileUpdate(input: {{ locale: EN }}) {{ user {{ id }} {refused} }} }}")
        }
        "passwordChange" => {
            let input = "{ current: \"not the password\", next: \"seven woven bands\" }";
            format!("mutation {{ passwordChange(input: {input}) {{ changed {refused} }} }}")
        }
        other => panic!("{other} concerns no person"),
    }
}

#[tokio::test]
async fn what_only_the_team_sees_is_not_shown_to_visitors() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    app.item(&shop, Item::new("draft").status("draft")).await;
    app.item(&shop, Item::new("archived").status("archived")).await;
    let all =
        "{ catalogItems(first: 9, where: { status: [DRAFT, ACTIVE, ARCHIVED] }) { nodes { slug } totalCount { value } }
                 draft: catalogItem(slug: \"draft\") { id } }";
    let seen = async |token: Option<&str>| app.gql("shop", token, all, json!({})).await.data("");
    let visitor = seen(None).await;
    assert_eq!((&visitor["catalogItems"]["totalCount"]["value"], &visitor["draft"]), (&json!(1), &Value::Null));
    let member = seen(Some(&shop.member.token)).await;
    assert_eq!(member["catalogItems"]["totalCount"]["value"], 3);
    assert_ne!(member["draft"], Value::Null);
    // The timeline of the very order that a visitor has just placed is the team's.
    let query = SUBMIT.replace("id number", "timeline { kind } id number");
    let answer = app.gql("shop", None, &query, json!({ "input": order_input(&mug, 1) })).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
    assert!(
        answer.json().pointer("/data/orderSubmit/statusToken").is_some_and(Value::is_string),
        "the order stands: {}",
        answer.text()
    );
}

#[tokio::test]
async fn a_removal_and_a_suspension_act_at_once() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let read = "{ orders(first: 1) { nodes { id } } }";
    let code = async |token: &str| app.gql("shop", Some(token), read, json!({})).await.code();
    assert_eq!(code(&shop.member.token).await, "", "the positive control");
    app.database
        .run(&format!("UPDATE tenant_members SET status = 'removed' WHERE user_id = '{}'", shop.member.user.0))
        .await;
    assert_eq!(code(&shop.member.token).await, "FORBIDDEN");
    // From behind the address book's back, as another process would.
    app.database.run("UPDATE tenants SET is_active = false WHERE slug = 'shop'").await;
    assert_eq!(code(&shop.owner.token).await, "TENANT_SUSPENDED");
    let mug = entity::ids::ItemId::generate();
    let submit = app.submit(&shop, &order_input(&mug, 1)).await;
    assert_eq!((submit.status, submit.code().as_str()), (403, "TENANT_SUSPENDED"));
}
