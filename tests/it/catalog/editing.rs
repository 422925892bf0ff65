//! The team makes, changes, shows, puts away, deletes and orders items; what is wrong is told beside its field.

use harness::{Answer, Item, Tenant, TestApp};
use serde_json::{Value, json};

const ITEM: &str = "item { id slug status version position price { amount } stock externalReference type
    unit { en } options { key values { key priceDifference { amount } } } durationMinutes
    campaign { goal { amount } presets { amount } endRule endsAt instalments { every maxCount } } }
    userErrors { field code message from to allowed }";

async fn create(app: &TestApp, shop: &Tenant, input: Value) -> Answer {
    let query =
        format!("mutation($input: CatalogItemCreateInput!) {{ catalogItemCreate(input: $input) {{ {ITEM} }} }}");
    app.gql(&shop.slug, Some(&shop.member.token), &query, json!({ "input": input })).await
}

async fn update(app: &TestApp, shop: &Tenant, id: &str, input: Value, version: Option<i32>) -> Answer {
    let query = format!(
        "mutation($id: ID!, $input: CatalogItemUpdateInput!, $v: Int) {{
            catalogItemUpdate(id: $id, input: $input, expectedVersion: $v) {{ {ITEM} }} }}"
    );
    app.gql(&shop.slug, Some(&shop.member.token), &query, json!({ "id": id, "input": input, "v": version })).await
}

async fn act(app: &TestApp, shop: &Tenant, field: &str, id: &str) -> Answer {
    let query = format!("mutation($id: ID!) {{ {field}(id: $id) {{ {ITEM} }} }}");
    app.gql(&shop.slug, Some(&shop.member.token), &query, json!({ "id": id })).await
}

fn both(ar: &str, en: &str) -> Value {
    json!({ "ar": ar, "en": en })
}

#[tokio::test]
async fn each_type_is_made_with_its_own_terms() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let shirt = json!({
        "type": "PRODUCT", "name": both("قميص", "Linen shirt"), "price": "12.500", "stock": 4, "status": "ACTIVE",
        "externalReference": "SH-1", "unit": both("قطعة", "piece"),
        "options": [{ "key": "size", "name": both("المقاس", "Size"), "values": [
            { "key": "m", "label": both("وسط", "Medium") },
            { "key": "xl", "label": both("كبير جدًا", "Extra large"), "priceDifference": "1.250" },
            { "key": "xs", "label": both("صغير", "Small"), "priceDifference": "-0.500" }] }],
    });
    let made = create(&app, &shop, shirt).await;
    let item = made.data("/catalogItemCreate/item");
    assert_eq!((&item["slug"], &item["status"], &item["stock"]), (&json!("linen-shirt"), &json!("ACTIVE"), &json!(4)));
    let differences: Vec<&Value> =
        item["options"][0]["values"].as_array().unwrap().iter().map(|v| &v["priceDifference"]["amount"]).collect();
    assert_eq!(differences, ["0.000", "1.250", "-0.500"]);
    // What a shopper chooses is priced by the server.
    for (size, price) in [("m", "12.500"), ("xl", "13.750"), ("xs", "12.000")] {
        let mut input = harness::order_input(&item["id"].as_str().unwrap().parse().unwrap(), 2);
        input["lines"][0]["options"] = json!([{ "key": "size", "value": size }]);
        let order = app.submit(&shop, &input).await;
        assert_eq!(order.string("/orderSubmit/order/lines/0/unitPrice/amount"), price, "{size}");
    }
    let service = json!({ "type": "SERVICE", "name": both("خياطة", ""), "price": "5", "durationMinutes": 90 });
    let item = create(&app, &shop, service).await.data("/catalogItemCreate/item");
    assert_eq!(
        (&item["slug"], &item["status"], &item["durationMinutes"]),
        (&json!("khyata"), &json!("DRAFT"), &json!(90))
    );
    let gift = json!({ "type": "DONATION_CAMPAIGN", "name": both("بئر", "A well"), "campaign": {
        "goal": "1000", "minimum": "1", "maximum": "500", "presets": ["5", "10"], "endsAt": "2030-01-01T00:00:00Z", "endRule": "AT_DATE_OR_GOAL" } });
    let item = create(&app, &shop, gift).await.data("/catalogItemCreate/item");
    assert_eq!((&item["price"], &item["campaign"]["goal"]["amount"]), (&Value::Null, &json!("1000.000")));
    assert_eq!(item["campaign"]["endRule"], "AT_DATE_OR_GOAL");
    let pledge = json!({ "type": "PLEDGE_CAMPAIGN", "name": both("كفالة", "Sponsor"), "campaign": {
        "instalments": { "every": ["MONTHLY", "WEEKLY"], "maxCount": 12 } } });
    let item = create(&app, &shop, pledge).await.data("/catalogItemCreate/item");
    assert_eq!(item["campaign"]["instalments"], json!({ "every": ["MONTHLY", "WEEKLY"], "maxCount": 12 }));
}

#[tokio::test]
async fn what_does_not_fit_is_told_beside_its_field_and_all_at_once() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug")).await;
    let name = both("", "Thing");
    for (input, refused) in [
        (
            json!({ "type": "PRODUCT", "name": both(" ", ""), "price": "1.2345", "stock": -1, "slug": "No!" }),
            vec!["price TOO_MANY_DIGITS", "name REQUIRED", "slug INVALID"],
        ),
        (json!({ "type": "PRODUCT", "name": name, "stock": -1 }), vec!["price REQUIRED", "stock OUT_OF_RANGE"]),
        (json!({ "type": "PRODUCT", "name": name, "price": "1", "slug": "mug" }), vec!["slug TAKEN"]),
        (
            json!({ "type": "PRODUCT", "name": name, "price": "1", "durationMinutes": 5, "campaign": {} }),
            vec!["durationMinutes INVALID", "campaign INVALID"],
        ),
        (
            json!({ "type": "SERVICE", "name": name, "price": "1", "stock": 1, "durationMinutes": 0 }),
            vec!["durationMinutes OUT_OF_RANGE"],
        ),
        (json!({ "type": "DONATION_CAMPAIGN", "name": name, "price": "1" }), vec!["price INVALID"]),
        (
            json!({ "type": "DONATION_CAMPAIGN", "name": name, "campaign": { "goal": "0", "minimum": "9", "maximum": "1", "presets": ["x"] } }),
            vec!["campaign.presets.0 INVALID"],
        ),
        (
            json!({ "type": "DONATION_CAMPAIGN", "name": name, "campaign": { "goal": "0", "minimum": "9", "maximum": "1" } }),
            vec!["campaign.goal OUT_OF_RANGE", "campaign.minimum INVALID"],
        ),
        (
            json!({ "type": "DONATION_CAMPAIGN", "name": name, "campaign": { "instalments": { "every": ["MONTHLY"] } } }),
            vec!["campaign.instalments INVALID"],
        ),
        (
            json!({ "type": "PRODUCT", "name": name, "price": "1", "options": [{ "key": "Size", "name": both("", "Size"), "values": [
            { "key": "a", "label": both("", "") }, { "key": "a", "label": name, "priceDifference": "-2" }] }] }),
            vec!["options.0.key INVALID", "options.0.values.0.label REQUIRED", "options.0.values.1.key INVALID"],
        ),
        (
            json!({ "type": "PRODUCT", "name": name, "price": "1", "options": [{ "key": "size", "name": both("", "Size"), "values": [
            { "key": "a", "label": name, "priceDifference": "-2" }] }] }),
            vec!["options OUT_OF_RANGE"],
        ),
    ] {
        let answer = create(&app, &shop, input.clone()).await;
        assert_eq!(answer.refusals("catalogItemCreate"), refused, "{input}");
    }
    assert_eq!(app.database.count("catalog_items").await, 1, "a refusal leaves nothing");
}

#[tokio::test]
async fn a_change_says_what_it_changes_and_keeps_the_rest() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let id = app.item(&shop, Item::new("mug").sizes().stock(5)).await.to_string();
    let after = update(&app, &shop, &id, json!({ "price": "3" }), Some(1)).await.data("/catalogItemUpdate/item");
    assert_eq!(
        (&after["price"]["amount"], &after["stock"], &after["version"]),
        (&json!("3.000"), &json!(5), &json!(2))
    );
    assert_eq!(after["options"][0]["key"], "size", "options were not spoken of");
    let same = update(&app, &shop, &id, json!({ "price": "3.000" }), None).await.data("/catalogItemUpdate/item");
    assert_eq!(same["version"], 2, "what changes nothing is no change");
    let after =
        update(&app, &shop, &id, json!({ "stock": null, "options": [], "unit": both("", "piece") }), None).await;
    let after = after.data("/catalogItemUpdate/item");
    assert_eq!((&after["stock"], &after["options"], &after["unit"]["en"]), (&Value::Null, &json!([]), &json!("piece")));
    assert_eq!(
        update(&app, &shop, &id, json!({ "price": "4" }), Some(2)).await.refusals("catalogItemUpdate"),
        ["expectedVersion STALE"]
    );
    assert_eq!(
        update(&app, &shop, &id, json!({ "name": null, "price": null }), None).await.refusals("catalogItemUpdate"),
        ["price REQUIRED", "name REQUIRED"]
    );
    let nobody = entity::ids::ItemId::generate().to_string();
    assert_eq!(update(&app, &shop, &nobody, json!({}), None).await.code(), "NOT_FOUND");
    for reference in ["A", "B"] {
        let other = app.item(&shop, Item::new(&format!("other-{}", reference.to_lowercase()))).await.to_string();
        update(&app, &shop, &other, json!({ "externalReference": reference }), None)
            .await
            .data("/catalogItemUpdate/item");
    }
    assert_eq!(
        update(&app, &shop, &id, json!({ "externalReference": "A" }), None).await.refusals("catalogItemUpdate"),
        ["externalReference TAKEN"]
    );
    let seen = app.gql("shop", None, "{ catalogItem(slug: \"other-a\") { externalReference } }", json!({})).await;
    assert_eq!(
        seen.data("/catalogItem/externalReference"),
        Value::Null,
        "the team's own numbers are no visitor's business"
    );
}

#[tokio::test]
async fn a_former_address_leads_to_the_new_one() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let id = app.item(&shop, Item::new("mug")).await.to_string();
    let other = app.item(&shop, Item::new("jug")).await.to_string();
    for slug in ["clay-mug", "glazed-mug"] {
        update(&app, &shop, &id, json!({ "slug": slug }), None).await.string("/catalogItemUpdate/item/slug");
    }
    for (path, to) in [
        ("/i/mug", "/i/glazed-mug"),
        ("/ar/i/clay-mug", "/ar/i/glazed-mug"),
        ("/i/MUG?fbclid=1", "/i/glazed-mug?fbclid=1"),
    ] {
        let answer = app.get("shop", path).await;
        assert_eq!((answer.status, answer.header("location")), (301, to), "{path}");
    }
    assert_eq!(app.get("shop", "/i/glazed-mug").await.status, 200);
    // A former address that another item takes is that item's; its own one an item takes back.
    update(&app, &shop, &other, json!({ "slug": "mug" }), None).await.string("/catalogItemUpdate/item/slug");
    assert_eq!(app.get("shop", "/i/mug").await.status, 200);
    update(&app, &shop, &id, json!({ "slug": "clay-mug" }), None).await.string("/catalogItemUpdate/item/slug");
    assert_eq!(app.get("shop", "/i/clay-mug").await.status, 200);
    assert_eq!(app.get("shop", "/i/glazed-mug").await.header("location"), "/i/clay-mug");
    act(&app, &shop, "catalogItemArchive", &id).await.string("/catalogItemArchive/item/id");
    assert_eq!(app.get("shop", "/i/glazed-mug").await.status, 404, "an archived item is nowhere");
}

#[tokio::test]
async fn a_draft_is_shown_put_away_and_shown_again() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let id = app.item(&shop, Item::new("mug").status("draft")).await.to_string();
    assert_eq!(app.get("shop", "/i/mug").await.status, 404);
    assert_eq!(act(&app, &shop, "catalogItemActivate", &id).await.string("/catalogItemActivate/item/status"), "ACTIVE");
    assert_eq!(app.get("shop", "/i/mug").await.status, 200, "the next request of this process sees it");
    let again = act(&app, &shop, "catalogItemActivate", &id).await;
    assert_eq!(again.refusals("catalogItemActivate"), ["TRANSITION_REFUSED"]);
    assert_eq!(again.data("/catalogItemActivate/userErrors/0/allowed"), json!(["ARCHIVED"]));
    assert_eq!(act(&app, &shop, "catalogItemArchive", &id).await.string("/catalogItemArchive/item/status"), "ARCHIVED");
    assert_eq!(app.get("shop", "/i/mug").await.status, 404);
    assert_eq!(act(&app, &shop, "catalogItemActivate", &id).await.string("/catalogItemActivate/item/status"), "ACTIVE");
}

#[tokio::test]
async fn a_deleted_item_stays_in_the_orders_that_hold_it() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let order = app.order(&shop, &mug, 2).await;
    let delete = "mutation($id: ID!, $v: Int) { catalogItemDelete(id: $id, expectedVersion: $v) { deletedId userErrors { field code } } }";
    let ask = async |v: Option<i32>| {
        app.gql("shop", Some(&shop.member.token), delete, json!({ "id": mug.to_string(), "v": v })).await
    };
    assert_eq!(ask(Some(9)).await.refusals("catalogItemDelete"), ["expectedVersion STALE"]);
    assert_eq!(ask(None).await.string("/catalogItemDelete/deletedId"), mug.to_string());
    assert_eq!(ask(None).await.code(), "NOT_FOUND");
    let read = "query($id: ID!) { order(id: $id) { lines { name { en } quantity } } }";
    let kept = app.gql("shop", Some(&shop.member.token), read, json!({ "id": order })).await;
    assert_eq!(kept.string("/order/lines/0/name/en"), "Item mug");
}

#[tokio::test]
async fn a_campaign_that_has_gifts_is_archived_and_not_deleted() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let delete = "mutation($id: ID!) { catalogItemDelete(id: $id) { deletedId userErrors { field code message } } }";
    let ask = async |id: &entity::ids::ItemId| {
        app.gql("shop", Some(&shop.member.token), delete, json!({ "id": id.to_string() })).await
    };
    let (wells, unused) =
        (app.campaign(&shop, "wells", json!({})).await, app.campaign(&shop, "unused", json!({})).await);
    let (orphans, none) = (app.pledge_campaign(&shop, "orphans").await, app.pledge_campaign(&shop, "none").await);
    let (donation, pledge) = (app.donation(&shop, Some(&wells)).await, app.pledge(&shop, &orphans).await);
    // What was dropped refers to it all the same.
    app.donation_act(&shop, "donationMarkSpam", &donation, None).await.string("/donationMarkSpam/donation/id");
    app.pledge_act(&shop, "pledgeCancel", &pledge, None).await.string("/pledgeCancel/pledge/id");
    for campaign in [&wells, &orphans] {
        let before = app.database.count("audit_events").await;
        let refused = ask(campaign).await;
        assert_eq!(refused.refusals("catalogItemDelete"), ["IN_USE"], "{}", refused.text());
        assert!(refused.string("/catalogItemDelete/userErrors/0/message").contains("archive"));
        assert_eq!(app.database.count("audit_events").await, before, "a refusal leaves no line");
        assert_eq!(app.database.count(&format!("catalog_items WHERE id = '{}'", campaign.0)).await, 1);
        let id = campaign.to_string();
        assert_eq!(
            act(&app, &shop, "catalogItemArchive", &id).await.string("/catalogItemArchive/item/status"),
            "ARCHIVED"
        );
    }
    // The gifts still name it.
    let named =
        "query($d: ID!, $p: ID!) { donation(id: $d) { campaign { slug } } pledge(id: $p) { campaign { slug } } }";
    let answer = app.gql("shop", Some(&shop.member.token), named, json!({ "d": donation, "p": pledge })).await;
    let slugs = [answer.string("/donation/campaign/slug"), answer.string("/pledge/campaign/slug")];
    assert_eq!(slugs, ["wells", "orphans"]);
    for campaign in [&unused, &none] {
        assert_eq!(ask(campaign).await.string("/catalogItemDelete/deletedId"), campaign.to_string(), "the control");
    }
}

#[tokio::test]
async fn items_are_put_in_order_on_the_places_they_held() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mut ids = Vec::new();
    for slug in ["aa", "bb", "cc", "dd", "ee"] {
        ids.push(app.item(&shop, Item::new(slug)).await.to_string());
    }
    let order = async || {
        let list = app.gql("shop", None, "{ catalogItems(first: 9) { nodes { slug } } }", json!({})).await;
        let nodes = list.data("/catalogItems/nodes");
        nodes.as_array().unwrap().iter().map(|n| n["slug"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    let reorder = async |wanted: &[&String]| {
        let query = "mutation($ids: [ID!]!) { catalogItemsReorder(ids: $ids) { ids userErrors { field code } } }";
        app.gql("shop", Some(&shop.member.token), query, json!({ "ids": wanted })).await
    };
    assert_eq!(order().await, "aa bb cc dd ee", "all at one place: in the order they were made");
    reorder(&[&ids[4], &ids[3], &ids[2], &ids[1], &ids[0]]).await.data("/catalogItemsReorder/ids");
    assert_eq!(order().await, "ee dd cc bb aa");
    // Only two change their places; the others stay.
    reorder(&[&ids[0], &ids[3]]).await.data("/catalogItemsReorder/ids");
    assert_eq!(order().await, "ee aa cc bb dd");
    let nobody = entity::ids::ItemId::generate().to_string();
    assert_eq!(reorder(&[&ids[0], &nobody]).await.refusals("catalogItemsReorder"), ["ids NOT_FOUND"]);
    assert_eq!(reorder(&[&ids[0], &ids[0]]).await.refusals("catalogItemsReorder"), ["ids INVALID"]);
    assert_eq!(order().await, "ee aa cc bb dd", "a refusal moves nothing");
}

#[tokio::test]
async fn two_editors_of_one_item_do_not_undo_each_other() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let id = app.item(&shop, Item::new("mug").stock(10)).await.to_string();
    let mut won = 0;
    for n in 0..4 {
        let (one, other) = tokio::join!(
            update(&app, &shop, &id, json!({ "price": format!("{}", n + 10) }), Some(n + 1)),
            update(&app, &shop, &id, json!({ "stock": n + 20 }), Some(n + 1)),
        );
        for answer in [one, other] {
            match answer.refusals("catalogItemUpdate").as_slice() {
                [] => won += 1,
                refused => assert_eq!(refused, ["expectedVersion STALE"]),
            }
        }
    }
    assert_eq!(won, 4, "one of two at each version");
}
