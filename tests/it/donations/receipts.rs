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
    // One counter a year, should a year end meanwhile.
    let counter: i64 =
        app.database.value("SELECT sum(value)::bigint FROM number_counters WHERE kind = 'receipt'").await;
    assert_eq!(counter, app.database.count("donation_receipts").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_years_receipts_begin_anew_at_the_tenants_own_midnight_however_many_come_at_once() {
    let app = Arc::new(TestApp::start().await);
    let mut charities = Vec::new();
    for (slug, zone) in [("kuwait", "Asia/Kuwait"), ("angeles", "America/Los_Angeles")] {
        charities.push(app.tenant_with(slug, |new| new.tenant.time_zone = zone.to_owned()).await);
    }
    let mut gifts = Vec::new();
    for charity in &charities {
        for _ in 0..24 {
            gifts.push((charity.clone(), app.donation(charity, None).await));
        }
    }
    // 23:30 in Kuwait on the year's last day, half an hour after midnight there, and the same in Los Angeles: at each
    // instant some of both come in at once.
    for (instant, part) in [
        ("2026-12-31T20:30:00Z", 0),
        ("2026-12-31T21:30:00Z", 1),
        ("2027-01-01T07:30:00Z", 2),
        ("2027-01-01T08:30:00Z", 3),
    ] {
        let at: chrono::DateTime<chrono::Utc> = instant.parse().unwrap();
        app.clock.advance(at - app.clock.now());
        let tasks: Vec<_> = gifts
            .iter()
            .enumerate()
            .filter(|(n, _)| n % 4 == part)
            .map(|(_, (charity, id))| {
                let (app, charity, id) = (Arc::clone(&app), charity.clone(), id.clone());
                tokio::spawn(async move {
                    let received = app.donation_act(&charity, "donationReceive", &id, None).await;
                    received.string("/donationReceive/donation/receiptNumber")
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }
    for (charity, old_years) in charities.iter().zip([6, 18]) {
        let numbers = async |year: i32| -> String {
            let sql = format!(
                "SELECT string_agg(number, ',' ORDER BY serial) FROM donation_receipts WHERE tenant_id = '{}' AND year = {year}",
                charity.id.0
            );
            app.database.value(&sql).await
        };
        for (year, count) in [(2026, old_years), (2027, 24 - old_years)] {
            let wanted: Vec<String> = (1..=count).map(|n| format!("RCP-{year}-{n:05}")).collect();
            assert_eq!(numbers(year).await, wanted.join(","), "{} {year}", charity.slug);
        }
    }
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
