//! An anonymous donor's name stands in no public answer, page or log, and in one table of the database.

use harness::{
    RunningServer, TestApp,
    giving::{DONATE, donation_act, donation_input},
};
use nix::sys::signal::Signal;
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

/// Every page and every public answer that could tell of donors; with the links of one donation.
async fn public(server: &RunningServer, status: &str, receipt: &str) -> String {
    let mut seen = String::new();
    for prefix in ["", "/ar", "/en"] {
        for path in ["", "/i/wells", "/donate/wells", "/about", "/search?q=wells", "/sitemap.xml"] {
            seen += &server.get("charity", &format!("{prefix}{path}")).await.unwrap().text();
        }
        for path in [format!("/s/{status}"), format!("/thanks/{status}"), format!("/receipt/{receipt}")] {
            seen += &server.get("charity", &format!("{prefix}{path}")).await.unwrap().text();
        }
    }
    let query = "query($s: String!, $r: String!) { submissionStatus(token: $s) { number campaign { en } }
        donationReceipt(token: $r) { number donorName dedication }
        catalogItem(slug: \"wells\") { donors(first: 50) { name message dedication } campaignProgress { percent } }
        catalogItems(first: 9) { nodes { donors(first: 50) { name message dedication } } } }";
    let answer = server.gql("charity", None, query, json!({ "s": status, "r": receipt })).await.unwrap();
    answer.data("/donationReceipt/number");
    seen + &answer.text()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_anonymous_donors_name_is_on_no_page_in_no_log_and_in_one_table() {
    let app = TestApp::start().await;
    let charity = app.tenant("charity").await;
    let wells = app.campaign(&charity, "wells", json!({ "goal": "100.000" })).await;
    let mut server = RunningServer::start(&app.database, &[("SADU_LOG", "debug,hyper=info,h2=info")]).await;
    let mut seen = String::new();
    for (name, hidden) in [("Secretia", true), ("Openius", false)] {
        let mut input = donation_input(Some(&wells));
        input["donor"] = json!({ "name": name, "phone": "+96555512345", "email": format!("{name}@home.example") });
        input["message"] = json!(format!("A word of {name}"));
        input["dedication"] = json!(format!("Mother of {name}"));
        input["isAnonymous"] = json!(hidden);
        input["wantsReceipt"] = json!(true);
        let answer = server.gql("charity", None, DONATE, json!({ "input": input })).await.unwrap();
        let id = answer.string("/donationSubmit/donation/id");
        let token = Some(charity.member.token.as_str());
        let acted =
            server.gql("charity", token, &donation_act("donationReceive"), json!({ "id": id, "v": null })).await;
        let receipt = acted.unwrap().string("/donationReceive/donation/receipts/0/token");
        seen += &public(&server, &answer.string("/donationSubmit/statusToken"), &receipt).await;
    }
    assert!(seen.contains("Openius"), "the positive control");
    // Their own receipt tells donors for whom they gave; it names nobody who wants no name.
    let told = seen.replace("Mother of Secretia", "");
    assert!(!told.to_lowercase().contains("secretia"), "{told}");
    let metrics = server.metrics().await.unwrap().text();
    server.signal(Signal::SIGTERM);
    server.wait();
    let log = server.log_text();
    assert!(log.contains("graphql"), "something was logged");
    for text in [&log, &metrics] {
        assert!(!text.to_lowercase().contains("secretia"), "in the log");
    }
    let tables = "SELECT string_agg(format('SELECT %L AS t FROM %I.%I r WHERE r::text ILIKE %L',
            n.nspname || '.' || c.relname, n.nspname, c.relname, '%secretia%'), ' UNION ALL ')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";
    let search: String = app.database.value(tables).await;
    let holding: String = app.database.value(&format!("SELECT string_agg(DISTINCT t, ',') FROM ({search}) x")).await;
    assert_eq!(holding, "public.donations");
}
