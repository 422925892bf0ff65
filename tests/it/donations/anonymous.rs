//! An anonymous donor's name stands in no public answer.

use harness::{TestApp, giving::donation_input};
use serde_json::json;

#[tokio::test]
async fn an_anonymous_donors_name_is_in_no_public_answer() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let wells = app.campaign(&charity, "wells", json!({})).await;
    let mut tokens = Vec::new();
    for (name, hidden) in [("Secret Sara", true), ("Open Omar", false)] {
        let mut input = donation_input(Some(&wells));
        input["donor"]["name"] = json!(name);
        input["message"] = json!(format!("from {name}"));
        input["isAnonymous"] = json!(hidden);
        let answer = app.submit_donation(&charity, &input).await;
        let id = answer.string("/donationSubmit/donation/id");
        let received = app.donation_act(&charity, "donationReceive", &id, None).await;
        tokens.push((
            answer.string("/donationSubmit/statusToken"),
            received.string("/donationReceive/donation/receipts/0/token"),
        ));
    }
    let mut seen = String::new();
    for (status, receipt) in &tokens {
        let query = "query($s: String!, $r: String!) { submissionStatus(token: $s) { number campaign { en } }
            donationReceipt(token: $r) { number donorName }
            catalogItem(slug: \"wells\") { id } }";
        seen += &app.gql("charity", None, query, json!({ "s": status, "r": receipt })).await.text();
    }
    assert!(!seen.contains("Secret Sara"), "{seen}");
    assert!(seen.contains("Open Omar"), "the positive control: {seen}");
    // Nor may a visitor ask for the donor of the donation just made.
    let query =
        "mutation($input: DonationSubmitInput!) { donationSubmit(input: $input) { donation { donor { name } } } }";
    let answer = app.gql("charity", None, query, json!({ "input": donation_input(None) })).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
    // The team sees who it was.
    let team = app
        .gql("charity", Some(&charity.member.token), "{ donations(first: 9) { nodes { donor { name } } } }", json!({}))
        .await;
    assert!(team.text().contains("Secret Sara"));
}
