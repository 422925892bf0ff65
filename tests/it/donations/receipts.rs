//! Receipts: a number for each reception, none lost, void ones kept; and the moves of a donation.

use std::sync::Arc;

use harness::TestApp;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn receipts_are_numbered_without_a_gap_by_year_however_many_come_at_once() {
    let app = Arc::new(TestApp::start().await);
    let charity = app.tenant("charity").await;
    let mut donations = Vec::new();
    for _ in 0..40 {
        donations.push(app.donation(&charity, None).await);
    }
    let tasks: Vec<_> = donations
        .iter()
        .cloned()
        .map(|id| {
            let (app, charity) = (Arc::clone(&app), charity.clone());
            tokio::spawn(async move {
                let received = app.donation_act(&charity, "donationReceive", &id, None).await;
                // Some are taken back and received again: the first number stays, void.
                if id.ends_with(['0', '4', '8', 'c']) {
                    app.donation_act(&charity, "donationReopen", &id, None).await.string("/donationReopen/donation/id");
                    app.donation_act(&charity, "donationReceive", &id, None).await;
                }
                received.string("/donationReceive/donation/receiptNumber")
            })
        })
        .collect();
    for task in tasks {
        assert!(task.await.unwrap().starts_with("RCP-20"));
    }
    let gaps: bool = app
        .database
        .value("SELECT bool_and(n = most AND n = distinct_n) FROM (SELECT year, count(*) n, max(serial) most, count(DISTINCT serial) distinct_n FROM donation_receipts GROUP BY year) y")
        .await;
    assert!(gaps, "numbers doubled or skipped");
    assert_eq!(app.database.count("donation_receipts WHERE voided_at IS NULL").await, 40, "one stands for each");
    let counter: i64 = app.database.value("SELECT value FROM number_counters WHERE kind = 'receipt'").await;
    assert_eq!(counter, app.database.count("donation_receipts").await);
}

#[tokio::test]
async fn a_receipt_is_printed_by_its_link_and_void_when_the_money_goes_back() {
    let app = TestApp::start().await;
    let (charity, other) = (app.tenant("charity").await, app.tenant("other").await);
    let wells = app.campaign(&charity, "wells", json!({})).await;
    let id = app.donation(&charity, Some(&wells)).await;
    let received = app.donation_act(&charity, "donationReceive", &id, None).await;
    let token = received.string("/donationReceive/donation/receipts/0/token");
    let print = async |label: &str, token: &str| {
        let query = "query($t: String!) { donationReceipt(token: $t) { number isVoid amount { amount } donorName campaign { en } donationNumber } }";
        app.gql(label, None, query, json!({ "t": token })).await.data("/donationReceipt")
    };
    let paper = print("charity", &token).await;
    assert_eq!(paper["donorName"], "Huda Giver");
    assert_eq!((&paper["isVoid"], &paper["amount"]["amount"]), (&json!(false), &json!("5.250")));
    assert_eq!(paper["campaign"]["en"], "Item wells");
    for (label, bent) in [("other", token.clone()), ("charity", format!("{token}x")), ("charity", "x".to_owned())] {
        assert_eq!(print(label, &bent).await, Value::Null, "{label}");
    }
    app.donation_act(&charity, "donationRefund", &id, None).await.string("/donationRefund/donation/id");
    assert_eq!(print("charity", &token).await["isVoid"], true);
    assert!(other.slug == "other");
}

#[tokio::test]
async fn money_that_goes_back_is_explained_and_a_stale_click_does_nothing() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let id = app.donation(&charity, None).await;
    app.donation_act(&charity, "donationReceive", &id, Some(1)).await.string("/donationReceive/donation/id");
    assert_eq!(
        app.donation_act(&charity, "donationRefund", &id, Some(1)).await.refusals("donationRefund"),
        ["expectedVersion STALE"]
    );
    for act in ["donationReopen", "donationRefund"] {
        let query = harness::giving::donation_act(act);
        let answer =
            app.gql("charity", Some(&charity.member.token), &query, json!({ "id": id, "v": 2, "reason": " " })).await;
        assert_eq!(answer.refusals(act), ["reason REQUIRED"]);
    }
    let refused = app.donation_act(&charity, "donationCancel", &id, None).await;
    assert_eq!(refused.refusals("donationCancel"), ["TRANSITION_REFUSED"]);
    assert_eq!(refused.data("/donationCancel/userErrors/0/allowed"), json!(["REFUNDED", "PENDING"]));
    let back = app.donation_act(&charity, "donationReopen", &id, Some(2)).await;
    assert_eq!(back.data("/donationReopen/donation/receiptNumber"), Value::Null);
    assert_ne!(back.data("/donationReopen/donation/receipts/0/voidedAt"), Value::Null);
    let last = back.data("/donationReopen/donation/timeline/2");
    assert!(last["note"].as_str().unwrap().starts_with("They asked (RCP-"), "{last}");
}

#[tokio::test]
async fn a_bulk_act_answers_row_by_row() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let (one, two) = (app.donation(&charity, None).await, app.donation(&charity, None).await);
    app.donation_act(&charity, "donationCancel", &two, None).await.string("/donationCancel/donation/id");
    let nobody = entity::ids::DonationId::generate().to_string();
    let query = "mutation($ids: [ID!]!) { donationsMove(ids: $ids, to: RECEIVED, method: \"cash\") {
        results { id donation { status receivedByMethod } userErrors { field code } } userErrors { field code } } }";
    let token = Some(charity.member.token.as_str());
    let answer = app.gql("charity", token, query, json!({ "ids": [one, two, nobody, "x"] })).await;
    let codes: Vec<Value> =
        (0..4).map(|n| answer.data("/donationsMove/results")[n]["userErrors"][0]["code"].clone()).collect();
    assert_eq!(codes, [Value::Null, json!("TRANSITION_REFUSED"), json!("NOT_FOUND"), json!("NOT_FOUND")]);
    assert_eq!(
        answer.data("/donationsMove/results/0/donation"),
        json!({ "status": "RECEIVED", "receivedByMethod": "cash" })
    );
    let many = app.gql("charity", token, query, json!({ "ids": vec![one; 101] })).await;
    assert_eq!(many.refusals("donationsMove"), ["ids OUT_OF_RANGE"]);
}
