//! Collections: shelves of items in an order of their own, for visitors and for the team.

use harness::{Answer, Item, Tenant, TestApp};
use serde_json::{Value, json};

async fn update(app: &TestApp, shop: &Tenant, id: &str, input: Value, version: Option<i32>) -> Answer {
    let query = "mutation($id: ID!, $input: CollectionUpdateInput!, $v: Int) {
        collectionUpdate(id: $id, input: $input, expectedVersion: $v) {
            collection { slug version itemCount isVisible isOnHome } userErrors { field code } } }";
    app.gql(&shop.slug, Some(&shop.member.token), query, json!({ "id": id, "input": input, "v": version })).await
}

fn slugs(nodes: &Value) -> Vec<String> {
    nodes.as_array().unwrap().iter().map(|node| node["slug"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_shelf_keeps_its_own_order_and_shows_visitors_what_is_active() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mut items = Vec::new();
    for n in 0..12 {
        let status = if n == 3 { "draft" } else { "active" };
        items.push(app.item(&shop, Item::new(&format!("thing-{n:02}")).status(status)).await);
    }
    let wanted: Vec<_> = items.iter().rev().copied().collect();
    app.collection(&shop, "gifts", &wanted).await;
    let query = "query($after: String) { collection(slug: \"gifts\") { itemCount topItems { slug }
        items(first: 5, after: $after) { nodes { slug } pageInfo { endCursor hasNextPage } totalCount { value } } } }";
    let ask = async |token: Option<&str>, after: Value| app.gql("shop", token, query, json!({ "after": after })).await;
    let seen = ask(None, Value::Null).await;
    assert_eq!(seen.data("/collection/itemCount"), 11);
    assert_eq!(seen.data("/collection/items/totalCount/value"), 11);
    assert_eq!(slugs(&seen.data("/collection/topItems")).len(), 8);
    assert_eq!(ask(Some(&shop.member.token), Value::Null).await.data("/collection/itemCount"), 12);
    let (mut all, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = ask(None, after).await;
        all.extend(slugs(&page.data("/collection/items/nodes")));
        after = page.data("/collection/items/pageInfo/endCursor");
        if page.data("/collection/items/pageInfo/hasNextPage") == false {
            break;
        }
    }
    let expected: Vec<String> = (0..12).rev().filter(|n| *n != 3).map(|n| format!("thing-{n:02}")).collect();
    assert_eq!(all, expected);
    for bad in ["x", "aW52YWxpZA=="] {
        assert_eq!(ask(None, json!(bad)).await.code(), "BAD_INPUT", "{bad}");
    }
    let within = "query($c: ID!) { catalogItems(first: 20, where: { collectionId: $c }) { nodes { slug } } }";
    let id = app.gql("shop", None, "{ collection(slug: \"gifts\") { id } }", json!({})).await.string("/collection/id");
    let found = app.gql("shop", None, within, json!({ "c": id })).await;
    assert_eq!(slugs(&found.data("/catalogItems/nodes")).len(), 11);
}

#[tokio::test]
async fn a_hidden_shelf_is_the_teams_alone_and_a_former_address_finds_it() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let id = app.collection(&shop, "gifts", &[mug]).await;
    let after =
        update(&app, &shop, &id, json!({ "slug": "presents", "isVisible": false, "isOnHome": true }), Some(1)).await;
    let after = after.data("/collectionUpdate/collection");
    assert_eq!((&after["slug"], &after["version"], &after["itemCount"]), (&json!("presents"), &json!(2), &json!(1)));
    let find = async |token: Option<&str>, slug: &str| {
        let query = "query($s: String!) { collection(slug: $s) { slug } }";
        app.gql("shop", token, query, json!({ "s": slug })).await.data("/collection")
    };
    for slug in ["presents", "gifts", "GIFTS"] {
        assert_eq!(find(None, slug).await, Value::Null);
        assert_eq!(find(Some(&shop.member.token), slug).await["slug"], "presents", "{slug}");
    }
    update(&app, &shop, &id, json!({ "isVisible": true }), None).await.data("/collectionUpdate/collection");
    assert_eq!(find(None, "gifts").await["slug"], "presents");
    // A new shelf takes the former address.
    app.collection(&shop, "gifts", &[]).await;
    assert_eq!(find(None, "gifts").await["slug"], "gifts");
    let home = app.gql("shop", None, "{ collections(onHome: true) { slug } }", json!({})).await;
    assert_eq!(slugs(&home.data("/collections")), ["presents"]);
    assert_eq!(
        update(&app, &shop, &id, json!({ "slug": "gifts" }), None).await.refusals("collectionUpdate"),
        ["slug TAKEN"]
    );
    assert_eq!(
        update(&app, &shop, &id, json!({ "isOnHome": false }), Some(1)).await.refusals("collectionUpdate"),
        ["expectedVersion STALE"]
    );
    for (items, refused) in [
        (json!([mug.to_string(), mug.to_string()]), "itemIds INVALID"),
        (json!(["itm_1"]), "itemIds NOT_FOUND"),
        (json!([entity::ids::ItemId::generate().to_string()]), "itemIds NOT_FOUND"),
    ] {
        assert_eq!(
            update(&app, &shop, &id, json!({ "itemIds": items }), None).await.refusals("collectionUpdate"),
            [refused]
        );
    }
}

#[tokio::test]
async fn a_deleted_item_leaves_its_shelves_and_a_deleted_shelf_leaves_its_items() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let (mug, jug) = (app.item(&shop, Item::new("mug")).await, app.item(&shop, Item::new("jug")).await);
    let id = app.collection(&shop, "gifts", &[mug, jug]).await;
    let delete = "mutation($id: ID!) { catalogItemDelete(id: $id) { deletedId userErrors { code } } }";
    app.gql("shop", Some(&shop.member.token), delete, json!({ "id": mug.to_string() }))
        .await
        .string("/catalogItemDelete/deletedId");
    let seen = app.gql("shop", None, "{ collection(slug: \"gifts\") { topItems { slug } } }", json!({})).await;
    assert_eq!(slugs(&seen.data("/collection/topItems")), ["jug"]);
    let delete = "mutation($id: ID!) { collectionDelete(id: $id) { deletedId userErrors { code } } }";
    app.gql("shop", Some(&shop.member.token), delete, json!({ "id": id })).await.string("/collectionDelete/deletedId");
    assert_eq!(app.get("shop", "/i/jug").await.status, 200);
}

#[tokio::test]
async fn shelves_are_put_in_order() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mut ids = Vec::new();
    for slug in ["aa", "bb", "cc"] {
        ids.push(app.collection(&shop, slug, &[]).await);
    }
    let order =
        async || slugs(&app.gql("shop", None, "{ collections { slug } }", json!({})).await.data("/collections"));
    assert_eq!(order().await, ["aa", "bb", "cc"]);
    let query = "mutation($ids: [ID!]!) { collectionsReorder(ids: $ids) { ids userErrors { field code } } }";
    app.gql("shop", Some(&shop.member.token), query, json!({ "ids": [ids[2], ids[0]] }))
        .await
        .data("/collectionsReorder/ids");
    assert_eq!(order().await, ["cc", "aa", "bb"]);
}
