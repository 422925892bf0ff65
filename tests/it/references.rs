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

#[tokio::test]
async fn a_reference_is_changed_in_any_state_with_a_line_in_timeline_and_audit() {
    let app = TestApp::start().await;
    let tenant = app.tenant("one").await;
    let token = Some(tenant.member.token.as_str());
    for (kind, plural, document, input) in kinds(&app, &tenant).await {
        let field = format!("{kind}ReferenceSet");
        let record = async || {
            let mut input = input.clone();
            input["idempotencyKey"] = json!(Uuid::new_v4().simple().to_string());
            let made = app.gql("one", token, &document, json!({ "input": input })).await;
            made.string(&format!("/{kind}Record/{kind}/id"))
        };
        let (first, second) = (record().await, record().await);
        let query = format!(
            "mutation($id: ID!, $r: String, $v: Int) {{ {field}(id: $id, externalReference: $r, expectedVersion: $v) {{
                {kind} {{ version externalReference timeline {{ kind actor note }} }} userErrors {{ field code }} }} }}"
        );
        let set = async |id: &str, reference: Value, version: Option<i32>| {
            app.gql("one", token, &query, json!({ "id": id, "r": reference, "v": version })).await
        };
        let lines = async || app.database.count(&format!("audit_events WHERE action = '{kind}.referenced'")).await;
        let set_now = async |id: &str| {
            let one = format!("query($id: ID!) {{ {kind}(id: $id) {{ externalReference version }} }}");
            app.gql("one", token, &one, json!({ "id": id })).await.data(&format!("/{kind}"))
        };
        // Dropped or not, it is in the other program's books.
        let cancel = format!("mutation($id: ID!) {{ {kind}Cancel(id: $id) {{ userErrors {{ code }} }} }}");
        assert_eq!(
            app.gql("one", token, &cancel, json!({ "id": first })).await.refusals(&format!("{kind}Cancel")),
            Vec::<String>::new()
        );
        let named = set(&first, json!(" ERP-1 "), Some(2)).await;
        assert_eq!(named.data(&format!("/{field}/{kind}/externalReference")), "ERP-1", "{kind} {}", named.text());
        assert_eq!(named.data(&format!("/{field}/{kind}/version")), 3, "{kind}");
        let line = named.data(&format!("/{field}/{kind}/timeline")).as_array().unwrap().last().unwrap().clone();
        assert_eq!(line, json!({ "kind": "edited", "actor": "member", "note": "Reference: — → ERP-1" }), "{kind}");
        assert_eq!(set(&first, json!("ERP-2"), Some(2)).await.refusals(&field), ["expectedVersion STALE"], "{kind}");
        assert_eq!(set(&second, json!("ERP-1"), None).await.refusals(&field), ["externalReference TAKEN"], "{kind}");
        for (bad, code) in [("x".repeat(81), "TOO_LONG"), ("a\u{0}b".to_owned(), "INVALID")] {
            let refused = set(&second, json!(bad), None).await.refusals(&field);
            assert_eq!(refused, [format!("externalReference {code}")], "{kind}");
        }
        assert_eq!(lines().await, 1, "{kind}: refusals leave no line");
        assert_eq!(set_now(&second).await, json!({ "externalReference": null, "version": 1 }), "{kind}");
        // As it is already: nothing happens.
        assert_eq!(set(&first, json!("ERP-1"), None).await.data(&format!("/{field}/{kind}/version")), 3, "{kind}");
        assert_eq!(lines().await, 1, "{kind}");
        let none = set(&first, Value::Null, None).await;
        assert_eq!(none.data(&format!("/{field}/{kind}/externalReference")), Value::Null, "{kind}");
        assert_eq!(lines().await, 2, "{kind}");
        // Given back, it is free for another.
        let taken = set(&second, json!("ERP-1"), Some(1)).await;
        assert_eq!(taken.refusals(&field), Vec::<String>::new(), "{kind}");
        let list =
            format!("{{ {plural}(first: 9, where: {{ externalReference: [\"ERP-1\"] }}) {{ nodes {{ id }} }} }}");
        let found = app.gql("one", token, &list, json!({})).await;
        assert_eq!(found.data(&format!("/{plural}/nodes")), json!([{ "id": second }]), "{kind}");
    }
}
