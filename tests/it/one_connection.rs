//! Nobody waits for a second connection while holding one: with a pool of one, everything still answers.

use std::{sync::Arc, time::Duration};

use harness::{Item, TestApp, fixtures::SUBMIT, order_input};
use serde_json::json;

use crate::{
    authorization::{PERSONAL, of_person},
    catalog::calls as keeping,
    members, overview,
    schema::root_fields,
    submissions::views,
};

const ORDER_ACTS: [&str; 6] =
    ["orderRecord", "orderUpdate", "orderMarkPaid", "orderMarkUnpaid", "orderReferenceSet", "ordersMove"];

const PLEDGES: &str = "query($id: ID!) { pledge(id: $id) { campaign { slug } timeline { kind } payments { id } instalments { place } }
    pledges(first: 5) { nodes { id campaign { slug } timeline { kind } payments { id } instalments { place } } totalCount { value } }
    catalogItems(first: 9) { nodes { campaignProgress { percent received { amount } } donors { name } } } }";

const PLEDGE_ACTS: &str = "mutation($a: ID!, $b: ID!, $c: ID!, $p: ID!, $submit: PledgeSubmitInput!, $record: PledgeRecordInput!, $pay: PledgePaymentInput!) {
    s: pledgeSubmit(input: $submit) { pledge { timeline { kind } } } r: pledgeRecord(input: $record) { pledge { timeline { kind } } }
    one: pledgePaymentRecord(id: $a, input: $pay) { pledge { payments { id } } } two: pledgePaymentVoid(id: $p, reason: \"x\") { pledge { payments { id } } }
    three: pledgeCancel(id: $b) { pledge { timeline { kind } } } four: pledgeMarkSpam(id: $c) { pledge { timeline { kind } } }
    five: pledgeReopen(id: $c) { pledge { timeline { kind } } } six: pledgesMove(ids: [$c], to: CANCELLED) { results { pledge { timeline { kind } } } }
    note: pledgeNoteAdd(id: $a, note: \"x\") { pledge { timeline { kind } campaign { slug } } }
    link: submissionLinkFind(number: \"PLG-00001\", phone: \"55512345\") { statusToken } }";

/// One more than fits into a request.
const PLEDGE_NAMED: &str = "mutation($a: ID!) {
    named: pledgeReferenceSet(id: $a, externalReference: \"ERP-1\") { pledge { timeline { kind } campaign { slug } } } }";

const GIFTS: &str = "query($id: ID!, $t: String!) { donationReceipt(token: $t) { number } donation(id: $id) { campaign { slug } timeline { kind } }
    donations(first: 5) { nodes { id campaign { slug } timeline { kind } receipts { number } } totalCount { value } } }";

/// Each reads its timeline after writing, as the acts on orders do.
const GIFT_ACTS: &str = "mutation($a: ID!, $b: ID!, $c: ID!, $d: ID!, $submit: DonationSubmitInput!, $record: DonationRecordInput!) {
    s: donationSubmit(input: $submit) { donation { timeline { kind } } } r: donationRecord(input: $record) { donation { timeline { kind } } }
    one: donationReceive(id: $a) { donation { timeline { kind } } } two: donationRefund(id: $a, reason: \"x\") { donation { receipts { number } } }
    three: donationCancel(id: $b) { donation { timeline { kind } } } four: donationMarkSpam(id: $c) { donation { timeline { kind } } }
    five: donationReopen(id: $c) { donation { timeline { kind } } } six: donationsMove(ids: [$d], to: RECEIVED) { results { donation { timeline { kind } } } }
    named: donationReferenceSet(id: $b, externalReference: \"ERP-1\") { donation { timeline { kind } } }
    note: donationNoteAdd(id: $a, note: \"x\") { donation { timeline { kind } campaign { slug } } } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_pool_of_one_connection_runs_every_operation() {
    let app = TestApp::builder()
        .config(|c| {
            c.db_connections = 1;
            c.db_acquire_timeout_ms = 3_000;
            c.rate_login_account = 100;
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
        dashboardSummary(range: $r) { current { visits } } conversionsByChannel(range: $r) { visits } topItems(range: $r) { id } aiUsage { costUsd }
        submissionsOverTime(range: $r, interval: HOUR) { current { date } }
        catalogImports { rows(first: 2) { line } } catalogImport(id: \"imp_0\") { id } collections { topItems { images { id } } } collection(slug: \"x\") { items(first: 2) { nodes { images { id } } } }
        inbox(first: 5) { nodes { id title { en } } totalCount { value } } viewer { user { id } memberships { role } } tenant { formerSlugs } members(first: 5) { nodes { name } totalCount { value } }
        notificationDeliveries(first: 5) { nodes { id } totalCount { value } } auditEvents(first: 3) { nodes { actorName } totalCount { value } } apiKeys { id } savedViews { id }
        slugAvailability(slug: \"shop\") { suggestion } invitation(token: $t) { email } sessions { id } }";
    let picture = app.picture(&shop, mug, "x").await.to_string();
    let shown = "query($m: ID!, $i: ID!) { mediaAssets(entityType: CATALOG_ITEM, entityId: $i) { id } mediaDownloadUrl(id: $m) { url } }";
    app.gql("shop", token, shown, json!({ "m": picture, "i": mug.to_string() })).await.string("/mediaDownloadUrl/url");
    let (campaign, mut gifts) = (app.campaign(&shop, "wells", json!({})).await, Vec::new());
    for _ in 0..6 {
        gifts.push(app.donation(&shop, Some(&campaign)).await);
    }
    for field in root_fields(&app, "Query").await {
        // Theirs is another pool.
        if overview::PLATFORM.contains(&field.as_str()) {
            continue;
        }
        assert!(
            format!("{everything}{shown}{GIFTS}{PLEDGES}").contains(&field),
            "{field} is not part of the queries over everything"
        );
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
    let pictures = "mutation($m: ID!, $d: ID!, $i: MediaUploadRequestInput!) { mediaUploadRequest(input: $i) { asset { id } }
        mediaUploadComplete(id: $m) { asset { id } } mediaUpdate(id: $m, input: { position: 0 }) { asset { id } } mediaDelete(id: $m) { deletedId } visitRecord(input: {}) { visitId }
        exportRequest(input: { kind: ORDER }) { ticket } notificationResend(id: $d) { delivery { id } } }";
    let wanted =
        json!({ "entityType": "CATALOG_ITEM", "entityId": mug.to_string(), "contentType": "image/png", "byteSize": 9 });
    let letter = crate::notifications::log::letter(&app, &shop, &mug).await.1;
    let done = app.gql("shop", token, pictures, json!({ "m": picture, "d": letter, "i": wanted })).await;
    assert_eq!(done.string("/mediaDelete/deletedId"), picture, "{}", done.text());
    for field in ORDER_ACTS {
        let order = app.order(&shop, &mug, 1).await;
        if field == "orderMarkUnpaid" {
            app.mark_paid(&shop, &order).await;
        }
        let (query, variables) = harness::fixtures::order_act(field, &order, &mug);
        let query = query.replace("order { id", "order { id timeline { kind }");
        app.gql("shop", token, &query, variables).await.data(&format!("/{field}"));
    }
    // One field after another, each with what it needs.
    for field in members::MUTATIONS {
        let (query, variables) = members::call(&app, &shop, field).await.unwrap();
        app.gql("shop", token, &query, variables).await.data(&format!("/{field}"));
    }
    for field in PERSONAL.into_iter().filter(|field| *field != "sessions") {
        app.gql("shop", token, &of_person(field), json!({})).await.data(&format!("/{field}"));
    }
    for field in overview::KEYS {
        let (query, variables) = overview::call(&app, &shop, field).await.unwrap();
        app.gql("shop", token, &query, variables).await.data(&format!("/{field}"));
    }
    for field in views::MUTATIONS {
        let (query, variables) = views::call(&app, &shop, &shop.owner.token, field).await.unwrap();
        app.gql("shop", token, &query, variables).await.data(&format!("/{field}"));
    }
    let keeping = keeping::everything(&app, &shop, &mug).await;
    for field in root_fields(&app, "Mutation").await {
        let acts = format!("{acts} {keeping}");
        let above = overview::KEYS.contains(&field.as_str()) || overview::PLATFORM.contains(&field.as_str());
        let is_alone = above || members::MUTATIONS.contains(&field.as_str()) || PERSONAL.contains(&field.as_str());
        let is_alone = is_alone || views::MUTATIONS.contains(&field.as_str());
        let is_alone = is_alone || ORDER_ACTS.contains(&field.as_str());
        let is_tried = is_alone
            || [acts.as_str(), pictures, GIFT_ACTS, PLEDGE_ACTS, PLEDGE_NAMED]
                .iter()
                .any(|document| document.contains(&field));
        assert!(is_tried, "{field} is not part of the mutation over everything");
    }
    let variables = json!({ "a": ids[1], "b": ids[2], "c": ids[3], "input": order_input(&mug, 1) });
    let done = app.gql("shop", token, &acts, variables).await;
    assert_eq!(done.data("/five/order/timeline").as_array().unwrap().len(), 3, "{}", done.text());

    app.gql("shop", token, GIFTS, json!({ "id": gifts[0], "t": "x" })).await.data("/donations");
    let mut record = harness::giving::donation_input(None);
    record["channel"] = json!("PHONE");
    let given = app
        .gql(
            "shop",
            token,
            GIFT_ACTS,
            json!({ "a": gifts[1], "b": gifts[2], "c": gifts[3], "d": gifts[4],
            "submit": harness::giving::donation_input(None), "record": record }),
        )
        .await;
    assert_eq!(given.data("/note/donation/timeline").as_array().unwrap().len(), 4, "{}", given.text());

    let orphans = app.pledge_campaign(&shop, "orphans").await;
    let mut promises = Vec::new();
    for _ in 0..4 {
        promises.push(app.pledge(&shop, &orphans).await);
    }
    let payment = app.pay(&shop, &promises[0], "1.000").await.string("/pledgePaymentRecord/pledge/payments/0/id");
    let shown = app.gql("shop", token, PLEDGES, json!({ "id": promises[0] })).await;
    assert!(!shown.data("/catalogItems/nodes").as_array().unwrap().is_empty(), "{}", shown.text());
    let submit = harness::giving::pledge_input(&orphans, &app.day(60));
    let mut record = harness::giving::pledge_input(&orphans, &app.day(60));
    record["channel"] = json!("PHONE");
    let promised = app
        .gql(
            "shop",
            token,
            PLEDGE_ACTS,
            json!({ "a": promises[1], "b": promises[2], "c": promises[3], "p": payment, "submit": submit,
            "record": record, "pay": { "amount": "1.000", "method": "cash" } }),
        )
        .await;
    assert_ne!(promised.data("/link/statusToken"), serde_json::Value::Null, "{}", promised.text());
    let named = app.gql("shop", token, PLEDGE_NAMED, json!({ "a": promises[1] })).await;
    assert_eq!(named.string("/named/pledge/campaign/slug"), "orphans");

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
