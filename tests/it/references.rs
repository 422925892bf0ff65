//! What the team or an integrator records may carry another program's reference: kept, found by it, and there once.

use harness::{
    Item, TestApp,
    fixtures::SUBMIT,
    giving::{DONATE, PLEDGE, donation_input, pledge_input},
    order_input,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Kind, plural, submitting document, input.
async fn kinds(app: &TestApp, tenant: &harness::Tenant) -> Vec<(&'static str, &'static str, String, Value)> {
    let mug = app.item(tenant, Item::new("mug")).await;
    let orphans = app.pledge_campaign(tenant, "orphans").await;
    let recorded = |document: &str, kind: &str| {
        let (small, large) = (format!("{kind}Submit"), format!("{}{}", kind[..1].to_uppercase(), &kind[1..]));
        document
            .replace(&format!("{large}SubmitInput"), &format!("{large}RecordInput"))
            .replace(&small, &format!("{kind}Record"))
    };
    [
        ("order", "orders", recorded(SUBMIT, "order"), order_input(&mug, 1)),
        ("donation", "donations", recorded(DONATE, "donation"), donation_input(None)),
        ("pledge", "pledges", recorded(PLEDGE, "pledge"), pledge_input(&orphans, &app.day(60))),
    ]
    .into_iter()
    .map(|(kind, plural, document, mut input)| {
        input["channel"] = json!("PHONE");
        (kind, plural, document, input)
    })
    .collect()
}

#[tokio::test]
async fn a_reference_is_kept_found_and_unique_within_the_tenant() {
    let app = TestApp::start().await;
    let (one, two) = (app.tenant("one").await, app.tenant("two").await);
    for tenant in [&one, &two] {
        let token = Some(tenant.member.token.as_str());
        for (kind, plural, document, mut input) in kinds(&app, tenant).await {
            let field = format!("{kind}Record");
            let record = async |input: &Value| app.gql(&tenant.slug, token, &document, json!({ "input": input })).await;
            input["externalReference"] = json!("  ERP-7 ");
            let first = record(&input).await;
            assert_eq!(first.refusals(&field), Vec::<String>::new(), "{kind}: another tenant's is no hindrance");
            assert_eq!(record(&input).await.data(""), first.data(""), "{kind}: the same key, the same answer");
            let mut other = input.clone();
            other["externalReference"] = json!("ERP-8");
            assert_eq!(record(&other).await.refusals(&field), ["idempotencyKey IDEMPOTENCY_MISMATCH"], "{kind}");
            other["idempotencyKey"] = json!(Uuid::new_v4().simple().to_string());
            other["externalReference"] = json!("ERP-7");
            let refused = record(&other).await;
            assert_eq!(refused.refusals(&field), ["externalReference TAKEN"], "{kind}");
            other["externalReference"] = json!("x".repeat(81));
            assert_eq!(record(&other).await.refusals(&field), ["externalReference TOO_LONG"], "{kind}");
            // The refusals left their key and their number free.
            other["externalReference"] = json!("ERP-8");
            let number = record(&other).await.string(&format!("/{field}/{kind}/number"));
            assert!(number.ends_with("-00002"), "{kind} {number}");
            other["idempotencyKey"] = json!(Uuid::new_v4().simple().to_string());
            other["externalReference"] = Value::Null;
            assert_eq!(record(&other).await.refusals(&field), Vec::<String>::new(), "{kind}: many have none");
            let list = format!(
                "query($r: [String!]) {{ {plural}(first: 9, where: {{ externalReference: $r }}) {{ nodes {{ number externalReference }} }} }}"
            );
            let found = app.gql(&tenant.slug, token, &list, json!({ "r": ["ERP-8", "none", "\u{0}"] })).await;
            assert_eq!(
                found.data(&format!("/{plural}/nodes")),
                json!([{ "number": number, "externalReference": "ERP-8" }]),
                "{kind}"
            );
        }
    }
}

#[tokio::test]
async fn a_visitor_has_no_reference_to_give() {
    let app = TestApp::start().await;
    app.tenant("one").await;
    let mut input = donation_input(None);
    input["externalReference"] = json!("ERP-7");
    let answer = app.gql("one", None, DONATE, json!({ "input": input })).await;
    assert!(answer.text().contains("externalReference"), "{}", answer.text());
    assert_eq!(app.database.count("donations").await, 0);
    let fine = app.gql("one", None, DONATE, json!({ "input": donation_input(None) })).await;
    assert_eq!(fine.string("/donationSubmit/donation/number"), "DON-00001", "the positive control");
}
