//! A call of each root field that is done for who may.

use harness::{TestApp, fixtures::SUBMIT, order_input};
use serde_json::{Value, json};

use super::person::{PERSONAL, of_person};
use crate::notifications::log as letters;

/// A range of days that every figure takes.
const DAYS: &str = "range: { from: \"2026-11-01\", to: \"2026-11-30\" }";

/// What an order has to go through before the act.
pub(super) fn steps_before(field: &str) -> &'static [&'static str] {
    match field {
        "orderFulfil" | "orderReopen" => &["orderConfirm"],
        _ => &[],
    }
}

pub(super) fn call(field: &str, order: &str, mug: &entity::ids::ItemId) -> (String, Value) {
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

pub(super) fn media_call(field: &str, mug: &entity::ids::ItemId, asset: &entity::ids::AssetId) -> (String, Value) {
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
pub(super) async fn giving_call(app: &TestApp, shop: &harness::Tenant, field: &str) -> Option<(String, Value)> {
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
