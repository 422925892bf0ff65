//! A file of items: judged row by row before anything is changed, written as its policy says, and given back.

use std::{sync::Arc, time::Duration};

use axum::body::Body;
use harness::{Answer, Item, Tenant, TestApp};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

pub(super) async fn upload(app: &TestApp, shop: &Tenant, token: Option<&str>, csv: impl Into<Body>) -> Answer {
    let mut request =
        app.request("POST", &shop.slug, "/imports/catalog").header("content-type", "text/csv; charset=utf-8");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    app.send(request.header("x-file-name", "items.csv").body(csv.into()).unwrap()).await
}

/// Starts a worker for as long as the guard lives.
pub(super) fn worker(app: &TestApp) -> tokio_util::sync::DropGuard {
    let stop = CancellationToken::new();
    let (app, token) = (Arc::clone(&app.app), stop.clone());
    tokio::spawn(async move { api::jobs::work(app, token).await });
    stop.drop_guard()
}

const IMPORT: &str = "query($id: ID!) { catalogImport(id: $id) { status policy fileName totalRows checkedRows badRows appliedRows createdRows
    updatedRows rows(first: 200, status: BAD) { line status title problems { column code message } } } }";

/// The import once it is in this state, with every state of the progress seen on the way.
pub(super) async fn until(app: &TestApp, shop: &Tenant, id: &str, status: &str) -> (Value, Vec<i64>) {
    let mut seen = Vec::new();
    for _ in 0..1200 {
        let answer = app.gql(&shop.slug, Some(&shop.member.token), IMPORT, json!({ "id": id })).await;
        let import = answer.data("/catalogImport");
        seen.push(import["checkedRows"].as_i64().unwrap() + import["appliedRows"].as_i64().unwrap());
        if import["status"] == status {
            seen.dedup();
            return (import, seen);
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("never {status}");
}

pub(super) async fn begin(app: &TestApp, shop: &Tenant, csv: impl Into<Body>) -> String {
    let answer = upload(app, shop, Some(&shop.member.token), csv).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    answer.json()["importId"].as_str().unwrap().to_owned()
}

pub(super) async fn commit(app: &TestApp, shop: &Tenant, id: &str, policy: &str) -> Answer {
    let query = "mutation($id: ID!, $p: CatalogImportPolicy!) { catalogImportCommit(id: $id, policy: $p) { import { status } userErrors { field code } } }";
    app.gql(&shop.slug, Some(&shop.member.token), query, json!({ "id": id, "p": policy })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_rows_with_fifty_bad_ones_report_exactly_those() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let _worker = worker(&app);
    // Three megabytes: more than any other body may have.
    let text = "Made by hand and described at some length. ".repeat(6);
    let mut csv = "type,slug,name_ar,name_en,price,stock,description_en\n".to_owned();
    let mut bad = Vec::new();
    for n in 0..10_000 {
        if n % 200 == 7 {
            bad.push(n + 2);
            csv.push_str(match n % 5 {
                0 => "product,,شيء,Thing,1.2345,,\n",
                1 => "product,No Slug!,شيء,Thing,1,,\n",
                2 => "product,,,,1,,\n",
                3 => "gadget,,شيء,Thing,1,,\n",
                _ => "product,,شيء,Thing,1,many,\n",
            });
        } else {
            csv.push_str(&format!("product,thing-{n},شيء {n},\"Thing, {n}\",{}.250,{n},{text}\n", n % 90));
        }
    }
    assert!(csv.len() > 2_500_000);
    let id = begin(&app, &shop, csv).await;
    let (import, seen) = until(&app, &shop, &id, "CHECKED").await;
    assert_eq!(
        (&import["totalRows"], &import["checkedRows"], &import["badRows"]),
        (&json!(10_000), &json!(10_000), &json!(50))
    );
    assert!(seen.len() > 2 && seen.is_sorted(), "progress is told: {seen:?}");
    let lines: Vec<i64> = import["rows"].as_array().unwrap().iter().map(|row| row["line"].as_i64().unwrap()).collect();
    assert_eq!(lines, bad);
    assert_eq!(app.database.count("catalog_items").await, 0, "a dry run changes nothing");
    assert_eq!(commit(&app, &shop, &id, "REJECT_ALL").await.refusals("catalogImportCommit"), ["policy INVALID"]);
    commit(&app, &shop, &id, "SKIP_BAD").await.string("/catalogImportCommit/import/status");
    let (import, _) = until(&app, &shop, &id, "DONE").await;
    assert_eq!((&import["createdRows"], &import["appliedRows"]), (&json!(9_950), &json!(9_950)));
    assert_eq!(app.database.count("catalog_items").await, 9_950);
    assert_eq!(
        app.database.count("audit_events WHERE action = 'catalog_item.created'").await,
        9_950,
        "a line for each"
    );
    assert_eq!(
        commit(&app, &shop, &id, "SKIP_BAD").await.refusals("catalogImportCommit"),
        ["NOT_AVAILABLE"],
        "only once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_makes_and_changes_and_says_what_it_will_do() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let _worker = worker(&app);
    app.item(&shop, Item::new("mug").sizes().stock(3)).await;
    app.item(&shop, Item::new("jug")).await;
    let csv = "slug;external_reference;type;status;name_en;price;stock;goal;presets;end_rule;ends_at\r\n\
        mug;M-1;;;Mug;٣٫٧٥٠;٧;;;;\r\n\
        jug;;product;archived;Item jug;2.500;;;;;\r\n\
        ;G-1;donation_campaign;active;A well;;;1000;5 10;at_goal;2030-12-31\r\n\
        ;;product;;Plate;1;;;;;\r\n\
        ;;product;;Plate;1;;;;;\r\n";
    let id = begin(&app, &shop, csv).await;
    let (import, _) = until(&app, &shop, &id, "CHECKED").await;
    assert_eq!(import["badRows"], 0, "{import:#}");
    commit(&app, &shop, &id, "REJECT_ALL").await.string("/catalogImportCommit/import/status");
    let (import, _) = until(&app, &shop, &id, "DONE").await;
    assert_eq!((&import["createdRows"], &import["updatedRows"]), (&json!(3), &json!(2)));
    let list =
        "{ catalogItems(first: 20) { nodes { slug status stock externalReference price { amount } options { key }
        campaign { goal { amount } presets { amount } endRule endsAt } } } }";
    let nodes = app.gql("shop", Some(&shop.member.token), list, json!({})).await.data("/catalogItems/nodes");
    let find = |slug: &str| nodes.as_array().unwrap().iter().find(|node| node["slug"] == slug).unwrap().clone();
    let mug = find("mug");
    assert_eq!(
        (&mug["price"]["amount"], &mug["stock"], &mug["externalReference"]),
        (&json!("3.750"), &json!(7), &json!("M-1"))
    );
    assert_eq!(mug["options"][0]["key"], "size", "the file had no column for it");
    assert_eq!(find("jug")["status"], "ARCHIVED");
    assert_eq!(find("a-well")["campaign"]["endRule"], "AT_GOAL");
    // It takes money on its last day in Kuwait, to the end.
    assert_eq!(find("a-well")["campaign"]["endsAt"], "2030-12-31T20:59:59+00:00");
    assert_eq!((find("plate")["slug"].clone(), find("plate-2")["slug"].clone()), (json!("plate"), json!("plate-2")));
    // The same file again changes nothing but what has no name to be known by.
    let id = begin(&app, &shop, "slug,external_reference,name_en\nmug,M-1,Mug\n").await;
    until(&app, &shop, &id, "CHECKED").await;
    let rows = "query($id: ID!) { catalogImport(id: $id) { rows(first: 5) { act status title } } }";
    let rows = app.gql("shop", Some(&shop.member.token), rows, json!({ "id": id })).await.data("/catalogImport/rows");
    assert_eq!(rows, json!([{ "act": "NOTHING", "status": "GOOD", "title": "mug" }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_problem_of_a_row_is_told_by_its_column() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let _worker = worker(&app);
    app.item(&shop, Item::new("mug")).await;
    let csv = "slug,type,status,name_en,price,stock,options,instalments,external_reference\n\
        mug,service,draft,,x,1.5,[],,\n\
        one,product,active,One,1,,,,R-1\n\
        one,product,active,Two,1,,,,R-1\n\
        two,pledge_campaign,active,P,,,,daily,\n\
        three,product,active,T,1,,not json,,\n\
        four,product\n";
    let id = begin(&app, &shop, csv).await;
    let (import, _) = until(&app, &shop, &id, "CHECKED").await;
    let told: Vec<(i64, Vec<String>)> = import["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let problems = row["problems"].as_array().unwrap().iter();
            let told = problems.map(|p| format!("{} {}", p["column"].as_str().unwrap(), p["code"].as_str().unwrap()));
            (row["line"].as_i64().unwrap(), told.map(|text| text.trim().to_owned()).collect())
        })
        .collect();
    let lines: Vec<i64> = told.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 4, 5, 6, 7], "{told:#?}");
    for problem in ["type INVALID", "status TRANSITION_REFUSED", "price INVALID", "stock INVALID", "name_en REQUIRED"] {
        let first = &told[0].1;
        let is_there = first.iter().any(|p| p == problem || problem == "name_en REQUIRED" && p == "name_ar REQUIRED");
        assert!(is_there || problem.starts_with("name"), "{problem} in {first:?}");
    }
    assert_eq!(told[1].1, ["slug TAKEN", "external_reference TAKEN"]);
    assert_eq!(told[2].1, ["instalments INVALID"]);
    assert_eq!(told[3].1, ["options INVALID"]);
    assert_eq!(told[4].1, ["INVALID"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_can_be_imported_and_changes_nothing() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let _worker = worker(&app);
    app.item(&shop, Item::new("mug").sizes().stock(3).named("كوب", "=Mug, \"glazed\"")).await;
    app.item(&shop, Item::new("draft").status("draft")).await;
    app.item(&shop, Item::new("well").kind("donation_campaign")).await;
    let get = async |tenant: &Tenant, token: Option<&str>| {
        let mut request = app.request("GET", &tenant.slug, "/exports/catalog.csv");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        app.send(request.body(Body::empty()).unwrap()).await
    };
    let file = get(&shop, Some(&shop.member.token)).await;
    assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"));
    let text = file.text();
    assert_eq!(text.lines().count(), 4, "{text}");
    assert!(text.starts_with("\u{feff}slug,") && text.contains("'=Mug"), "a formula is text: {text}");
    assert_eq!((get(&shop, None).await.status, get(&shop, Some(&other.owner.token)).await.status), (401, 403));
    let id = begin(&app, &shop, text.clone()).await;
    let (import, _) = until(&app, &shop, &id, "CHECKED").await;
    assert_eq!(import["badRows"], 0, "{import:#}");
    let rows = "query($id: ID!) { catalogImport(id: $id) { rows(first: 5) { act } } }";
    let rows = app.gql("shop", Some(&shop.member.token), rows, json!({ "id": id })).await.data("/catalogImport/rows");
    assert_eq!(rows, json!([{ "act": "NOTHING" }, { "act": "NOTHING" }, { "act": "NOTHING" }]));
    // Into another shop it is three new items.
    let id = begin(&app, &other, text).await;
    until(&app, &other, &id, "CHECKED").await;
    commit(&app, &other, &id, "REJECT_ALL").await.string("/catalogImportCommit/import/status");
    let (import, _) = until(&app, &other, &id, "DONE").await;
    assert_eq!(import["createdRows"], 3);
    assert_eq!(get(&other, Some(&other.owner.token)).await.text().lines().count(), 4);
    // By a ticket, once.
    let ticket = app
        .gql(
            "shop",
            Some(&shop.member.token),
            "mutation { catalogExport { ticket url userErrors { code } } }",
            json!({}),
        )
        .await;
    let ticket = ticket.string("/catalogExport/ticket");
    let by_ticket = async |label: &str| {
        let request = app
            .request("POST", label, "/exports/catalog.csv")
            .header("content-type", "application/x-www-form-urlencoded");
        app.send(request.body(Body::from(format!("ticket={ticket}&tenant=shop"))).unwrap()).await
    };
    assert_eq!(by_ticket("other").await.status, 403);
    let file = by_ticket("app").await;
    assert_eq!((file.status, file.header("content-disposition")), (200, "attachment; filename=\"catalog.csv\""));
    assert_eq!(by_ticket("app").await.status, 403, "a second time");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_file_of_items_leaves_nothing() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let token = Some(shop.member.token.as_str());
    let header = "slug,name_en\n";
    for (csv, status, code) in [
        (String::new(), 422, "REQUIRED"),
        ("slug,colour\nmug,red\n".to_owned(), 422, "INVALID"),
        ("price\n1\n".to_owned(), 422, "REQUIRED"),
        (header.to_owned(), 422, "REQUIRED"),
        (format!("{header}{}", "mug,Mug\n".repeat(20_001)), 422, "OUT_OF_RANGE"),
    ] {
        let answer = upload(&app, &shop, token, csv).await;
        assert_eq!(
            (answer.status, answer.json()["userErrors"][0]["code"].as_str()),
            (status, Some(code)),
            "{}",
            answer.text()
        );
    }
    let large = format!("{header}mug,\"{}\"\n", "x".repeat(17 * 1024 * 1024));
    assert_eq!(upload(&app, &shop, token, large).await.status, 413);
    assert_eq!(upload(&app, &shop, None, header).await.status, 401);
    assert_eq!(upload(&app, &shop, Some(&other.owner.token), format!("{header}a1,A\n")).await.status, 403);
    let request = app.request("POST", "shop", "/imports/catalog").header("content-type", "application/json");
    assert_eq!(app.send(request.body(Body::from("{}")).unwrap()).await.status, 415);
    assert_eq!(app.database.count("catalog_imports").await, 0);
    assert_eq!(app.database.count("catalog_import_rows").await, 0);
}
