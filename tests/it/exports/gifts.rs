//! Files of donations, pledges and the log: what stands in them, who gets them, and what a filter of another kind does.

use harness::{Answer, TestApp, giving};
use serde_json::{Value, json};

use super::{
    csv::{column, read},
    doors::{REQUEST, ticket},
};

async fn file(app: &TestApp, token: &str, path: &str) -> Answer {
    let request = app
        .request("GET", "khair", &format!("/exports/{path}"))
        .header("accept-language", "en")
        .header("authorization", format!("Bearer {token}"));
    app.send(request.body(axum::body::Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_donors_name_stands_in_no_public_column_when_they_want_none() {
    let app = TestApp::start().await;
    let shop = app.tenant("khair").await;
    let campaign = app.campaign(&shop, "wells", json!({})).await;
    for (name, amount, is_anonymous) in
        [("Huda Saleh", "5.250", false), ("=cmd()|' /C calc'!A0", "0.125", false), ("Maryam Hidden", "1.250", true)]
    {
        let mut input = giving::donation_input(Some(&campaign));
        input["amount"] = json!(amount);
        input["isAnonymous"] = json!(is_anonymous);
        input["donor"]["name"] = json!(name);
        input["message"] = json!("0012, نص");
        app.gql("khair", None, giving::DONATE, json!({ "input": input })).await.string("/donationSubmit/donation/id");
    }
    let rows = read(&file(&app, &shop.admin.token, "donations.csv").await);
    assert_eq!(column(&rows, "Number"), ["DON-00003", "DON-00002", "DON-00001"]);
    assert_eq!(column(&rows, "Public name"), ["anonymous", "'=cmd()|' /C calc'!A0", "Huda Saleh"]);
    assert_eq!(column(&rows, "Name (team only)")[0], "Maryam Hidden", "the team writes the receipt");
    assert_eq!(column(&rows, "Anonymous"), ["yes", "no", "no"]);
    assert_eq!(column(&rows, "Amount"), ["1.250", "0.125", "5.250"]);
    assert!(column(&rows, "Campaign").iter().all(|name| !name.is_empty()));
    assert!(column(&rows, "Message (team only)").iter().all(|text| text == "0012, نص"));
    let public: Vec<usize> = rows[0]
        .iter()
        .enumerate()
        .filter(|(_, head)| !head.contains("team only") && !["Phone", "E-mail"].contains(&head.as_str()))
        .map(|(at, _)| at)
        .collect();
    assert!(public.iter().all(|at| !rows[1][*at].contains("Maryam")), "{:?}", rows[1]);
    // The list's filter holds here too.
    let of_anonymous = file(&app, &shop.owner.token, "donations.csv?where=%7B%22isAnonymous%22%3Atrue%7D").await;
    assert_eq!(column(&read(&of_anonymous), "Number"), ["DON-00003"]);
    assert_eq!(file(&app, &shop.member.token, "donations.csv").await.status, 403);
    assert_eq!(file(&app, &shop.owner.token, "donations.csv?where=%7B%22targetFrom%22%3A%221%22%7D").await.status, 400);
}

#[tokio::test]
async fn a_file_of_pledges_tells_what_is_paid_and_open() {
    let app = TestApp::start().await;
    let shop = app.tenant("khair").await;
    let campaign = app.pledge_campaign(&shop, "orphans").await;
    let (paid, open) = (app.pledge(&shop, &campaign).await, app.pledge(&shop, &campaign).await);
    app.pay(&shop, &paid, "1.250").await.string("/pledgePaymentRecord/pledge/payments/0/id");
    let rows = read(&file(&app, &shop.owner.token, "pledges.csv").await);
    assert_eq!(column(&rows, "Number"), ["PLG-00002", "PLG-00001"]);
    assert_eq!(column(&rows, "Paid"), ["0.000", "1.250"]);
    assert_eq!(column(&rows, "Id"), [open, paid]);
    let fils = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    for row in 0..2 {
        let [whole, paid, open] = ["Amount", "Paid", "Open"].map(|name| fils(&column(&rows, name)[row]));
        assert_eq!(whole, paid + open, "exact to the fils");
    }
    // By ticket, with the list's own filter, counted beforehand.
    let wanted = json!({ "kind": "PLEDGE", "pledges": { "status": ["ACTIVE"] }, "search": "PLG-00002" });
    let asked = app.gql("khair", Some(&shop.admin.token), REQUEST, json!({ "i": wanted })).await;
    assert_eq!(asked.data("/exportRequest/rowCount"), json!({ "value": 1, "precision": "EXACT" }));
    assert_eq!(asked.string("/exportRequest/path"), "/exports/pledges.csv");
    let bent = asked.string("/exportRequest/ticket");
    assert_eq!(ticket(&app, "app", "donations", &bent).await.status, 401, "a ticket is for its own kind");
    let again = app.gql("khair", Some(&shop.admin.token), REQUEST, json!({ "i": wanted })).await;
    let taken = ticket(&app, "app", "pledges", &again.string("/exportRequest/ticket")).await;
    assert!(taken.text().contains("PLG-00002") && !taken.text().contains("PLG-00001"), "{}", taken.text());
}

#[tokio::test]
async fn a_filter_of_another_kind_is_refused_and_not_passed_over() {
    let app = TestApp::start().await;
    let shop = app.tenant("khair").await;
    for (wanted, field) in [
        (json!({ "kind": "DONATION", "orders": { "status": ["PENDING"] } }), "orders"),
        (json!({ "kind": "ORDER", "donations": { "isAnonymous": true } }), "donations"),
        (json!({ "kind": "PLEDGE", "audit": { "actor": ["KEY"] } }), "audit"),
    ] {
        let answer = app.gql("khair", Some(&shop.owner.token), REQUEST, json!({ "i": wanted })).await;
        assert_eq!(answer.refusals("exportRequest"), [format!("{field} INVALID")], "{}", answer.text());
    }
}

#[tokio::test]
async fn the_log_is_taken_out_with_names_and_without_customers() {
    let app = TestApp::start().await;
    let shop = app.tenant("khair").await;
    let donation = app.donation(&shop, None).await;
    app.donation_act(&shop, "donationReceive", &donation, None).await;
    let wanted = json!({ "kind": "AUDIT_EVENT", "audit": { "entityKind": ["donation"] } });
    let asked = app.gql("khair", Some(&shop.owner.token), REQUEST, json!({ "i": wanted })).await;
    assert_eq!(asked.data("/exportRequest/rowCount/value"), 2);
    // As the list finds it: by the number of what it was done to, or by who did it.
    for (search, rows) in [("DON-00001", 2), ("somebody", 1), ("nobody", 0)] {
        let wanted = json!({ "kind": "AUDIT_EVENT", "search": search, "audit": { "entityKind": ["donation"] } });
        let asked = app.gql("khair", Some(&shop.owner.token), REQUEST, json!({ "i": wanted })).await;
        assert_eq!(asked.data("/exportRequest/rowCount/value"), rows, "{search}");
        let taken = ticket(&app, "app", "audit", &asked.string("/exportRequest/ticket")).await;
        assert_eq!(taken.text().trim_end().lines().count() as i64, rows + 1, "{search}: {}", taken.text());
    }
    let taken = ticket(&app, "app", "audit", &asked.string("/exportRequest/ticket")).await;
    assert_eq!(taken.status, 200, "{}", taken.text());
    let rows =
        read(&file(&app, &shop.owner.token, "audit.csv?where=%7B%22entityKind%22%3A%5B%22donation%22%5D%7D").await);
    assert_eq!(column(&rows, "Act"), ["donation.moved", "donation.submitted"]);
    assert_eq!(column(&rows, "Number"), ["DON-00001", "DON-00001"]);
    assert_eq!(column(&rows, "Actor"), ["member", "visitor"]);
    assert!(column(&rows, "Changes")[0].contains("status: pending > received"), "{rows:?}");
    let whole = file(&app, &shop.owner.token, "audit.csv").await;
    let donor: Value = giving::donation_input(None)["donor"].clone();
    for personal in ["name", "phone"] {
        assert!(!whole.text().contains(donor[personal].as_str().unwrap()), "a donor stands in the log");
    }
    assert_eq!(file(&app, &shop.member.token, "audit.csv").await.status, 403);
    // Whoever takes the log out needs both rights.
    let made = app
        .gql(
            "khair",
            Some(&shop.owner.token),
            crate::keys::CREATE,
            json!({ "i": { "name": "x", "scopes": ["EXPORT_DATA"] } }),
        )
        .await;
    let key = made.string("/apiKeyCreate/secret");
    assert_eq!(file(&app, &key, "donations.csv").await.status, 200, "the positive control");
    assert_eq!(file(&app, &key, "audit.csv").await.status, 403);
}
