//! Nobody waits for a second connection while holding one: with a pool of one, everything still answers.

use std::{sync::Arc, time::Duration};

use harness::{Item, TestApp, fixtures::SUBMIT, order_input};
use serde_json::json;

use crate::{
    authorization::{PERSONAL, of_person},
    catalog::calls as keeping,
    members,
    schema::root_fields,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_pool_of_one_connection_runs_every_operation() {
    let app = TestApp::builder()
        .config(|c| {
            c.db_connections = 1;
            c.db_acquire_timeout_ms = 3_000;
        })
        .start()
        .await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let token = Some(shop.owner.token.as_str());
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(app.order(&shop, &mug, 1).await);
    }
    let everything = "query($id: ID!, $t: String!, $r: DateRangeInput!) { storefront { slug logo { id } } catalogItems(first: 5) { nodes { images { id } } totalCount { value } }
        catalogItem(slug: \"mug\") { id } orders(first: 5) { nodes { id timeline { kind } } totalCount { value } }
        order(id: $id) { timeline { kind } } submissionStatus(token: $t) { number } node(id: $id) { id }
        dashboardSummary(range: $r) { current { visits } } conversionsByChannel(range: $r) { visits } topItems(range: $r) { id }
        submissionsOverTime(range: $r, interval: HOUR) { current { date } }
        catalogImports { rows(first: 2) { line } } catalogImport(id: \"imp_0\") { id } collections { topItems { images { id } } } collection(slug: \"x\") { items(first: 2) { nodes { images { id } } } }
        viewer { user { id } memberships { role } } tenant { formerSlugs } members(first: 5) { nodes { name } totalCount { value } }
        slugAvailability(slug: \"shop\") { suggestion } invitation(token: $t) { email } sessions { id } }";
    let picture = app.picture(&shop, mug, "x").await.to_string();
    let shown = "query($m: ID!, $i: ID!) { mediaAssets(entityType: CATALOG_ITEM, entityId: $i) { id } mediaDownloadUrl(id: $m) { url } }";
    app.gql("shop", token, shown, json!({ "m": picture, "i": mug.to_string() })).await.string("/mediaDownloadUrl/url");
    for field in root_fields(&app, "Query").await {
        assert!(format!("{everything}{shown}").contains(&field), "{field} is not part of the queries over everything");
    }
    app.gql(
        "shop",
        token,
        everything,
        json!({ "id": ids[0], "t": "x", "r": { "from": "2026-11-01", "to": "2026-11-03" } }),
    )
    .await
    .data("/orders");

    // Each field of the mutation reads its timeline after writing, on the one connection.
    let timeline = "order { timeline { kind } } userErrors { code }";
    let acts = format!(
        "mutation($a: ID!, $b: ID!, $c: ID!, $input: OrderSubmitInput!) {{
            s: orderSubmit(input: $input) {{ order {{ id timeline {{ kind }} }} }}
            one: orderConfirm(id: $a) {{ {timeline} }} two: orderCancel(id: $b) {{ {timeline} }} three: orderMarkSpam(id: $c) {{ {timeline} }}
            four: orderFulfil(id: $a) {{ {timeline} }} note: orderNoteAdd(id: $a, note: \"x\") {{ {timeline} }} five: orderReopen(id: $b) {{ {timeline} }} }}"
    );
    let pictures = "mutation($m: ID!, $i: MediaUploadRequestInput!) { mediaUploadRequest(input: $i) { asset { id } }
        mediaUploadComplete(id: $m) { asset { id } } mediaUpdate(id: $m, input: { position: 0 }) { asset { id } } mediaDelete(id: $m) { deletedId } visitRecord(input: {}) { visitId }
        exportRequest(input: { kind: ORDER }) { ticket } }";
    let wanted =
        json!({ "entityType": "CATALOG_ITEM", "entityId": mug.to_string(), "contentType": "image/png", "byteSize": 9 });
    let done = app.gql("shop", token, pictures, json!({ "m": picture, "i": wanted })).await;
    assert_eq!(done.string("/mediaDelete/deletedId"), picture, "{}", done.text());
    // One field after another, each with what it needs.
    for field in members::MUTATIONS {
        let (query, variables) = members::call(&app, &shop, field).await.unwrap();
        app.gql("shop", token, &query, variables).await.data(&format!("/{field}"));
    }
    for field in PERSONAL.into_iter().filter(|field| *field != "sessions") {
        app.gql("shop", token, &of_person(field), json!({})).await.data(&format!("/{field}"));
    }
    let keeping = keeping::everything(&app, &shop, &mug).await;
    for field in root_fields(&app, "Mutation").await {
        let acts = format!("{acts} {keeping}");
        let is_alone = members::MUTATIONS.contains(&field.as_str()) || PERSONAL.contains(&field.as_str());
        let is_tried = acts.contains(&field) || pictures.contains(&field) || is_alone;
        assert!(is_tried, "{field} is not part of the mutation over everything");
    }
    let variables = json!({ "a": ids[1], "b": ids[2], "c": ids[3], "input": order_input(&mug, 1) });
    let done = app.gql("shop", token, &acts, variables).await;
    assert_eq!(done.data("/five/order/timeline").as_array().unwrap().len(), 3, "{}", done.text());

    for page in ["/", "/i/mug", "/search?q=mug", "/about", "/basket", "/nowhere", "/ar/"] {
        let answer = app.get("shop", page).await;
        assert!(answer.status < 500, "{page}: {}", answer.status);
    }
    let app = Arc::new(app);
    let crowd: Vec<_> = (0..30)
        .map(|_| {
            let (app, input) = (Arc::clone(&app), order_input(&mug, 1));
            tokio::spawn(async move { app.gql("shop", None, SUBMIT, json!({ "input": input })).await.status })
        })
        .collect();
    for one in crowd {
        assert_eq!(tokio::time::timeout(Duration::from_secs(30), one).await.unwrap().unwrap(), 200);
    }
}
