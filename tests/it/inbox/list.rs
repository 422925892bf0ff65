//! The team's one list: all kinds, newest first, filtered, page by page.

use harness::{Item, Tenant, TestApp};
use serde_json::{Value, json};

async fn ids(app: &TestApp, shop: &Tenant, arguments: &str) -> Vec<String> {
    let query = format!("{{ inbox({arguments}) {{ nodes {{ id }} totalCount {{ value }} }} }}");
    let answer = app.gql(&shop.slug, Some(&shop.member.token), &query, json!({})).await;
    let nodes = answer.data("/inbox/nodes");
    let ids: Vec<String> =
        nodes.as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap().to_owned()).collect();
    if !arguments.contains("after") && !arguments.contains("last") {
        assert_eq!(answer.data("/inbox/totalCount/value"), json!(ids.len()), "{arguments}");
    }
    ids
}

#[tokio::test]
async fn all_kinds_stand_in_one_list_newest_first() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let (wells, orphans) = (app.campaign(&shop, "wells", json!({})).await, app.pledge_campaign(&shop, "orphans").await);
    let first = app.order(&shop, &mug, 2).await;
    let gift = app.donation(&shop, Some(&wells)).await;
    let pledge = app.pledge(&shop, &orphans).await;
    let last = app.order(&shop, &mug, 1).await;
    app.act(&shop, "orderConfirm", &first, None).await.string("/orderConfirm/order/id");
    app.donation_act(&shop, "donationReceive", &gift, None).await.string("/donationReceive/donation/id");

    let all = vec![last.clone(), pledge.clone(), gift.clone(), first.clone()];
    assert_eq!(ids(&app, &shop, "first: 9").await, all);
    let mut oldest = all.clone();
    oldest.reverse();
    assert_eq!(ids(&app, &shop, "first: 9, sortBy: { field: CREATED_AT, direction: ASC }").await, oldest);
    for (filter, wanted) in [
        ("kind: [ORDER]", vec![&last, &first]),
        ("kind: [DONATION, PLEDGE]", vec![&pledge, &gift]),
        ("state: [WAITING]", vec![&last]),
        ("state: [UNDER_WAY]", vec![&pledge, &first]),
        ("state: [DONE]", vec![&gift]),
        ("state: [CLOSED, SPAM]", vec![]),
        ("channel: [WEB]", all.iter().collect()),
        ("channel: [PHONE]", vec![]),
        ("not: { kind: [ORDER] }", vec![&pledge, &gift]),
        ("or: [{ kind: [PLEDGE] }, { state: [WAITING] }]", vec![&last, &pledge]),
    ] {
        let wanted: Vec<String> = wanted.into_iter().cloned().collect();
        assert_eq!(ids(&app, &shop, &format!("first: 9, where: {{ {filter} }}")).await, wanted, "{filter}");
    }
    assert_eq!(ids(&app, &shop, "first: 9, search: \"huda\"").await, [pledge.clone(), gift.clone()]);
    assert_eq!(ids(&app, &shop, "first: 9, search: \"ord-00001\"").await, std::slice::from_ref(&first));

    let query = "{ inbox(first: 9) { nodes { id kind number status state personName personPhone title { en } pieces
                   amount { amount currencyCode } isPaid channel isSuspect version createdAt } } }";
    let rows = app.gql("shop", Some(&shop.member.token), query, json!({})).await.data("/inbox/nodes");
    let row = |id: &str| rows.as_array().unwrap().iter().find(|row| row["id"] == json!(id)).unwrap().clone();
    let (order, given) = (row(&first), row(&gift));
    let told = |row: &Value| {
        json!([
            row["kind"],
            row["number"],
            row["status"],
            row["state"],
            row["title"]["en"],
            row["amount"]["amount"],
            row["isPaid"]
        ])
    };
    assert_eq!(told(&order), json!(["ORDER", "ORD-00001", "CONFIRMED", "UNDER_WAY", "Item mug", "5.000", false]));
    assert_eq!(told(&given), json!(["DONATION", "DON-00001", "RECEIVED", "DONE", "Item wells", "5.250", true]));
}

#[tokio::test]
async fn pages_of_mixed_kinds_leave_nothing_out_either_way() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    for n in 0..11 {
        if n % 3 == 0 {
            app.donation(&shop, None).await;
        } else {
            app.order(&shop, &mug, 1).await;
        }
    }
    let all = ids(&app, &shop, "first: 100").await;
    assert_eq!(all.len(), 11);
    let page = async |arguments: String| {
        let query = format!(
            "{{ inbox({arguments}) {{ nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
        );
        app.gql("shop", Some(&shop.member.token), &query, json!({})).await.data("/inbox")
    };
    let of = |page: &Value| -> Vec<String> {
        page["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap().to_owned()).collect()
    };
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    let last = loop {
        let came = page(format!("first: 4{cursor}")).await;
        seen.extend(of(&came));
        if came["pageInfo"]["hasNextPage"] == json!(false) {
            break came;
        }
        cursor = format!(", after: {}", came["pageInfo"]["endCursor"]);
    };
    assert_eq!(seen, all);
    let back = page(format!("last: 4, before: {}", last["pageInfo"]["startCursor"])).await;
    assert_eq!(of(&back), all[4..8]);
    let other =
        app.gql("shop", Some(&shop.member.token), "{ orders(first: 1) { pageInfo { endCursor } } }", json!({})).await;
    let foreign = other.string("/orders/pageInfo/endCursor");
    let query = "query($c: String) { inbox(first: 2, after: $c) { nodes { id } } }";
    // The same keys under another list's sort are the same time and id, or nothing: never a fault.
    let came = app.gql("shop", Some(&shop.member.token), query, json!({ "c": foreign })).await;
    assert!(came.status == 200 && came.code() != "INTERNAL", "{}", came.text());
}
