//! What a pledge is refused for, each beside its field.

use harness::{TestApp, giving::pledge_input};
use serde_json::json;

#[tokio::test]
async fn a_target_is_a_day_that_exists_and_lies_ahead_in_the_tenants_zone() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let (today, yesterday) = (app.day(0), app.day(-1));
    for (day, code) in [
        ("2027-02-30", "INVALID"),
        ("2027-13-01", "INVALID"),
        ("1 March 2027", "INVALID"),
        ("2027-3-1", "INVALID"),
        ("", "INVALID"),
        ("٢٠٢٧-٠٣-٠١", "INVALID"),
        ("2099-01-01", "OUT_OF_RANGE"),
        ("2020-01-01", "OUT_OF_RANGE"),
        (&today, "OUT_OF_RANGE"),
        (&yesterday, "OUT_OF_RANGE"),
    ] {
        let answer = app.submit_pledge(&charity, &pledge_input(&orphans, day)).await;
        assert_eq!(answer.refusals("pledgeSubmit"), [format!("targetDate {code}")], "{day}");
    }
    let answer = app.submit_pledge(&charity, &pledge_input(&orphans, &app.day(1))).await;
    assert_eq!(answer.refusals("pledgeSubmit"), Vec::<String>::new(), "the positive control");
}

#[tokio::test]
async fn amounts_and_parts_keep_to_the_currency_and_the_campaign() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let whole = app.item(&charity, harness::Item::new("whole").kind("pledge_campaign").metadata(json!({}))).await;
    for (amount, code) in [
        ("1.2345", "TOO_MANY_DIGITS"),
        ("0", "OUT_OF_RANGE"),
        ("-1", "INVALID"),
        ("1e3", "INVALID"),
        ("NaN", "INVALID"),
        ("1,5", "INVALID"),
        ("٥", "INVALID"),
        ("1234567890123", "OUT_OF_RANGE"),
    ] {
        let mut input = pledge_input(&orphans, &app.day(60));
        input["amount"] = json!(amount);
        assert_eq!(app.submit_pledge(&charity, &input).await.refusals("pledgeSubmit"), [format!("amount {code}")]);
    }
    for (campaign, every, count, expected) in [
        (&orphans, "MONTHLY", 1, "instalments.count OUT_OF_RANGE"),
        (&orphans, "MONTHLY", 25, "instalments.count OUT_OF_RANGE"),
        (&orphans, "MONTHLY", 12, "instalments.count OUT_OF_RANGE"),
        (&whole, "WEEKLY", 2, "instalments.every NOT_AVAILABLE"),
    ] {
        let mut input = pledge_input(campaign, &app.day(60));
        input["instalments"] = json!({ "every": every, "count": count });
        assert_eq!(app.submit_pledge(&charity, &input).await.refusals("pledgeSubmit"), [expected]);
    }
    let mug = app.item(&charity, harness::Item::new("mug")).await;
    let refused = app.submit_pledge(&charity, &pledge_input(&mug, &app.day(60))).await;
    assert_eq!(refused.refusals("pledgeSubmit"), ["campaignId NOT_FOUND"]);
}

#[tokio::test]
async fn a_lost_link_is_found_by_number_and_phone_and_only_so_often() {
    let app = TestApp::start().await;
    let (charity, other) = (app.tenant("charity").await, app.tenant("other").await);
    let orphans = app.pledge_campaign(&charity, "orphans").await;
    let mug = app.item(&charity, harness::Item::new("mug")).await;
    app.pledge(&charity, &orphans).await;
    app.donation(&charity, None).await;
    app.order(&charity, &mug, 1).await;
    let find = async |label: &str, number: &str, phone: &str| {
        let query = "mutation($n: String!, $p: String!) { submissionLinkFind(number: $n, phone: $p) { statusToken userErrors { field code } } }";
        app.gql(label, None, query, json!({ "n": number, "p": phone })).await
    };
    for (number, phone) in [("plg-00001", "55512345"), (" DON-00001 ", "+965 5551 2345"), ("ORD-00001", "51234567")] {
        let token = find("charity", number, phone).await.string("/submissionLinkFind/statusToken");
        let query = "query($t: String!) { submissionStatus(token: $t) { number } }";
        let found = app.gql("charity", None, query, json!({ "t": token })).await.string("/submissionStatus/number");
        assert_eq!(found, number.trim().to_uppercase());
    }
    for (label, number, phone) in
        [("charity", "PLG-00001", "51234567"), ("charity", "PLG-00002", "55512345"), ("other", "PLG-00001", "55512345")]
    {
        assert_eq!(
            find(label, number, phone).await.refusals("submissionLinkFind"),
            ["number NOT_FOUND"],
            "{label} {number}"
        );
    }
    assert_eq!(other.slug, "other");
    let mut last = String::new();
    for _ in 0..12 {
        last = find("charity", "PLG-00009", "55512345").await.code();
    }
    assert_eq!(last, "RATE_LIMITED");
}
