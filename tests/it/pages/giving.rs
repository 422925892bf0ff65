//! Giving and promising by plain forms, in both languages; receipts; a lost link; and that an anonymous name is on no page.

use chrono::TimeDelta;
use harness::{Browser, TestApp, browser::hidden_fields};
use serde_json::json;

fn filled<'a>(
    hidden: &'a std::collections::BTreeMap<String, String>,
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend([("name", "Huda Giver"), ("phone", "٥٥٥١ ٢٣٤٥")]);
    fields.extend_from_slice(more);
    fields
}

#[tokio::test]
async fn one_donates_without_script_in_both_languages_with_eastern_digits() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    app.campaign(&charity, "wells", json!({ "goal": "100.000", "presets": ["5.000", "10.000", "25.000"] })).await;
    for (n, prefix) in ["", "/ar"].into_iter().enumerate() {
        let mut browser = Browser::new(&app, "charity");
        let item = browser.get(&format!("{prefix}/i/wells")).await;
        assert!(item.text().contains(&format!("{prefix}/donate/wells\"")), "the campaign leads to its form");
        let page = browser.get(&format!("{prefix}/donate/wells")).await;
        assert_eq!(page.status, 200);
        let hidden = hidden_fields(&page.text());
        assert!(hidden.contains_key("key") && hidden.contains_key("started"), "{hidden:?}");
        app.clock.advance(TimeDelta::seconds(30));
        let path = format!("{prefix}/donate/wells");
        let fields = filled(&hidden, &[("preset", "10.000"), ("amount", "٥٫٢٥٠"), ("intent", "zakat")]);
        let sent = browser.post(&path, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let thanks = sent.header("location").to_owned();
        assert!(thanks.starts_with(&format!("{prefix}/thanks/")), "{thanks}");
        let html = browser.get(&thanks).await.text();
        assert!(html.contains(&format!("DON-0000{}", n + 1)) && html.contains("5.250"), "{html}");
        // A second click leads to the same gift.
        let again = browser.post(&path, &fields).await;
        assert_eq!((again.status, again.header("location")), (303, thanks.as_str()));
        let status = browser.get(&thanks.replace("/thanks/", "/s/")).await;
        assert_eq!(status.status, 200);
    }
    assert_eq!(app.database.count("donations WHERE intent = 'zakat' AND amount = 5.250 AND NOT is_suspect").await, 2);
}

#[tokio::test]
async fn one_pledges_without_script_in_parts() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    app.pledge_campaign(&charity, "orphans").await;
    let mut browser = Browser::new(&app, "charity");
    let hidden = hidden_fields(&browser.get("/pledge/orphans").await.text());
    let (target, past) = (app.day(60), app.day(-1));
    let parts = |target| [("amount", "١٠٠٫٠٠٠"), ("every", "weekly"), ("count", "٣"), ("target_date", target)];
    let wrong = browser.post("/pledge/orphans", &filled(&hidden, &parts(&past))).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text().contains("Choose a day after today") && wrong.text().contains("Huda Giver"),
        "nothing is lost"
    );
    let sent = browser.post("/pledge/orphans", &filled(&hidden, &parts(&target))).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let html = browser.get(sent.header("location")).await.text();
    for shown in ["PLG-00001", "100.000", "33.333", "33.334"] {
        assert!(html.contains(shown), "{shown}");
    }
    // How much of a part is paid is told until it is paid; what came above the last part leaves none open.
    let status = sent.header("location").replace("/thanks/", "/s/");
    let newest =
        app.gql("charity", Some(&charity.member.token), "{ pledges(first: 1) { nodes { id } } }", json!({})).await;
    let id = newest.string("/pledges/nodes/0/id");
    app.pay(&charity, &id, "40.000").await.string("/pledgePaymentRecord/pledge/id");
    let html = browser.get(&status).await.text();
    assert!(html.contains("40.000") && html.contains("6.667"), "the control: {html}");
    let over = json!({ "id": id, "v": null, "input": { "amount": "80.000", "method": "cash", "allowOver": true } });
    let act = harness::giving::pledge_act("pledgePaymentRecord");
    let paid = app.gql("charity", Some(&charity.member.token), &act, over).await;
    assert_eq!(paid.string("/pledgePaymentRecord/pledge/instalments/2/paid/amount"), "53.334");
    let html = browser.get(&status).await.text();
    assert!(html.contains("120.000") && !html.contains("53.334"), "{html}");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_a_robot_is_flagged() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    app.campaign(&charity, "wells", json!({ "minimum": "1.000" })).await;
    let mut browser = Browser::new(&app, "charity");
    let hidden = hidden_fields(&browser.get("/donate/wells").await.text());
    for (amount, told) in
        [("1.2345", "at most 3 decimals"), ("0.5", "smallest amount"), ("1,5", "in digits"), ("", "Choose an amount")]
    {
        let answer = browser.post("/donate/wells", &filled(&hidden, &[("amount", amount)])).await;
        assert_eq!(answer.status, 422, "{amount}");
        assert!(answer.text().contains(told), "{amount}: {}", answer.text());
    }
    let trapped = browser.post("/donate/wells", &filled(&hidden, &[("amount", "2"), ("company", "x")])).await;
    assert_eq!(trapped.status, 303);
    assert_eq!(app.database.count("donations WHERE is_suspect").await, 1);
    assert_eq!(browser.get("/donate/nothing").await.status, 404);
    assert_eq!(browser.get("/pledge/wells").await.status, 404, "a donation campaign takes no pledges");
    let ended = app.campaign(&charity, "ended", json!({ "ends_at": "2026-01-01T00:00:00Z" })).await;
    assert_eq!(browser.get("/donate/ended").await.status, 410, "{ended}");
}

#[tokio::test]
async fn an_anonymous_donors_name_is_on_no_page_and_the_receipt_prints() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    app.campaign(&charity, "wells", json!({ "goal": "100.000" })).await;
    let mut pages = String::new();
    for (name, more) in [("Secret Sara", Some(("anonymous", "on"))), ("Open Omar", None)] {
        let mut browser = Browser::new(&app, "charity");
        let hidden = hidden_fields(&browser.get("/donate/wells").await.text());
        app.clock.advance(TimeDelta::seconds(30));
        let mut fields = filled(&hidden, &[("amount", "5"), ("message", "With love")]);
        fields.retain(|(field, _)| *field != "name");
        fields.push(("name", name));
        fields.extend(more);
        let sent = browser.post("/donate/wells", &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let status = sent.header("location").replace("/thanks/", "/s/");
        let query = "{ donations(first: 1) { nodes { id } } }";
        let newest = app.gql("charity", Some(&charity.member.token), query, json!({})).await;
        let id = newest.string("/donations/nodes/0/id");
        let received = app.donation_act(&charity, "donationReceive", &id, None).await;
        let token = received.string("/donationReceive/donation/receipts/0/token");
        let receipt = browser.get(&format!("/receipt/{token}")).await;
        assert_eq!(receipt.status, 200);
        assert!(receipt.text().contains("RCP-20") && receipt.text().contains("5.000"));
        let followed = browser.get(&status).await.text();
        assert!(followed.contains("/receipt/"), "the status page leads to the receipt");
        pages += &(receipt.text() + &followed + &browser.get(sent.header("location")).await.text());
    }
    let mut browser = Browser::new(&app, "charity");
    for path in ["/i/wells", "/", "/donate/wells", "/search?q=Sara"] {
        pages += &browser.get(path).await.text();
    }
    assert!(!pages.contains("Secret Sara"));
    assert!(pages.contains("Open Omar") && pages.contains("Anonymous"), "the positive control");
    assert!(pages.contains("10.000") && pages.contains("10%"), "progress");
    assert_eq!(browser.get("/receipt/x").await.status, 404);
}

#[tokio::test]
async fn a_lost_link_is_found_by_a_form() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    app.donation(&charity, None).await;
    let mut browser = Browser::new(&app, "charity");
    assert_eq!(browser.get("/s").await.status, 200);
    let wrong = browser.post("/s", &[("number", "DON-00001"), ("phone", "99991234")]).await;
    assert_eq!(wrong.status, 422);
    let found = browser.post("/s", &[("number", "don-٠٠٠٠١"), ("phone", "٥٥٥١٢٣٤٥")]).await;
    assert_eq!(found.status, 303, "{}", found.text());
    assert!(browser.get(found.header("location")).await.text().contains("DON-00001"));
}
