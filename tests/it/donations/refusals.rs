//! What a donation is refused for, each beside its field and in the caller's language.

use harness::{
    TestApp,
    giving::{DONATE, donation_input},
};
use serde_json::json;

#[tokio::test]
async fn an_amount_is_plain_digits_within_the_campaigns_terms() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let wells = app.campaign(&charity, "wells", json!({ "minimum": "1.000", "maximum": "500.000" })).await;
    for (amount, code) in [
        ("1.2345", "TOO_MANY_DIGITS"),
        ("0", "OUT_OF_RANGE"),
        ("-1", "INVALID"),
        ("1e3", "INVALID"),
        ("NaN", "INVALID"),
        ("1,5", "INVALID"),
        ("٥", "INVALID"),
        ("1234567890123", "OUT_OF_RANGE"),
        ("", "INVALID"),
        ("0.999", "BELOW_MINIMUM"),
        ("500.001", "OUT_OF_RANGE"),
    ] {
        let mut input = donation_input(Some(&wells));
        input["amount"] = json!(amount);
        let answer = app.submit_donation(&charity, &input).await;
        assert_eq!(answer.refusals("donationSubmit"), [format!("amount {code}")], "{amount}");
    }
    for amount in ["1", "1.000", "500", "33.25"] {
        let mut input = donation_input(Some(&wells));
        input["amount"] = json!(amount);
        let answer = app.submit_donation(&charity, &input).await;
        assert_eq!(answer.refusals("donationSubmit"), Vec::<String>::new(), "the positive control {amount}");
    }
}

#[tokio::test]
async fn a_refusal_is_told_in_the_callers_language() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let mut input = donation_input(None);
    input["amount"] = json!("1.2345");
    let mut told = Vec::new();
    for language in ["ar", "en"] {
        let body = json!({ "query": DONATE, "variables": { "input": input } }).to_string();
        let request = app
            .request("POST", "charity", "/graphql")
            .header("content-type", "application/json")
            .header("accept-language", language);
        let answer = app.send(request.body(axum::body::Body::from(body)).unwrap()).await;
        told.push(answer.string("/donationSubmit/userErrors/0/message"));
    }
    assert_eq!(told, ["لا تزيد خانات KWD بعد الفاصلة على 3", "KWD has at most 3 decimals"]);
    assert_eq!(app.donation(&charity, None).await.len(), 36, "the positive control");
}

#[tokio::test]
async fn every_fault_is_told_at_once() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let input = json!({ "amount": "0", "donor": { "name": "", "phone": "1", "email": "x" }, "campaignId": "itm_x",
        "message": "x".repeat(501), "dedication": "x".repeat(201), "idempotencyKey": "12345678" });
    assert_eq!(
        app.submit_donation(&charity, &input).await.refusals("donationSubmit"),
        [
            "amount OUT_OF_RANGE",
            "donor.name REQUIRED",
            "donor.phone INVALID",
            "donor.email INVALID",
            "message TOO_LONG",
            "dedication TOO_LONG",
            "campaignId NOT_FOUND",
        ]
    );
}

#[tokio::test]
async fn only_an_open_donation_campaign_takes_gifts() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let refused = async |campaign| {
        app.submit_donation(&charity, &donation_input(Some(&campaign))).await.refusals("donationSubmit")
    };
    let item = harness::Item::new;
    let mug = app.item(&charity, item("mug")).await;
    let pledge = app.item(&charity, item("orphans").kind("pledge_campaign").metadata(json!({}))).await;
    let draft = app.item(&charity, item("draft").kind("donation_campaign").metadata(json!({})).status("draft")).await;
    let past = app.item(&charity, item("past").kind("donation_campaign").metadata(json!({})).status("archived")).await;
    let ended = app.campaign(&charity, "ended", json!({ "ends_at": "2026-01-01T00:00:00Z" })).await;
    for missing in [mug, pledge, draft, entity::ids::ItemId::generate()] {
        assert_eq!(refused(missing).await, ["campaignId NOT_FOUND"]);
    }
    for closed in [past, ended] {
        assert_eq!(refused(closed).await, ["campaignId NOT_AVAILABLE"]);
    }
    let open = app.campaign(&charity, "open", json!({})).await;
    assert_eq!(refused(open).await, Vec::<String>::new(), "the positive control");
}

#[tokio::test]
async fn a_campaign_that_closes_at_its_goal_takes_nothing_more_and_another_goes_on() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    for (slug, closes) in [("closes", true), ("goes-on", false)] {
        let campaign = app
            .campaign(
                &charity,
                slug,
                json!({ "goal": "5.000", "end_rule": if closes { "at_goal" } else { "at_date" } }),
            )
            .await;
        let first = app.donation(&charity, Some(&campaign)).await;
        app.donation(&charity, Some(&campaign)).await;
        app.donation_act(&charity, "donationReceive", &first, None).await.string("/donationReceive/donation/id");
        let next = app.submit_donation(&charity, &donation_input(Some(&campaign))).await.refusals("donationSubmit");
        assert_eq!(next, if closes { vec!["campaignId NOT_AVAILABLE"] } else { vec![] }, "{slug}");
        // Given back, it is open again.
        app.donation_act(&charity, "donationRefund", &first, None).await.string("/donationRefund/donation/id");
        app.donation(&charity, Some(&campaign)).await;
    }
}

#[tokio::test]
async fn a_channel_of_the_web_is_not_the_teams_to_record() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let query =
        DONATE.replace("DonationSubmitInput", "DonationRecordInput").replace("donationSubmit", "donationRecord");
    for (channel, expected) in
        [("WEB", vec!["channel INVALID"]), ("ASSISTANT", vec!["channel INVALID"]), ("WHATSAPP", vec![])]
    {
        let mut input = donation_input(None);
        input["channel"] = json!(channel);
        let answer = app.gql("charity", Some(&charity.member.token), &query, json!({ "input": input })).await;
        assert_eq!(answer.refusals("donationRecord"), expected, "{channel}");
    }
}
