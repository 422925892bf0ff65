//! Pages of a list: every row once, in order, in both directions; cursors that cannot be bent; input that is never a fault.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use harness::{Item, Tenant, TestApp};
use serde_json::{Value, json};

const LIST: &str = "query($first: Int, $after: String, $last: Int, $before: String, $sort: CatalogItemSort) {
    catalogItems(first: $first, after: $after, last: $last, before: $before, sortBy: $sort) {
        nodes { slug } edges { cursor node { slug } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount { value precision } } }";

async fn shop_with(app: &TestApp, items: i32) -> Tenant {
    let shop = app.tenant("shop").await;
    for n in 0..items {
        // Equal prices and positions: the id decides.
        app.item(&shop, Item::new(&format!("thing-{n:02}")).position(n / 3).price(&format!("{}.500", n / 4 + 1))).await;
    }
    shop
}

fn slugs(page: &Value) -> Vec<String> {
    page["nodes"].as_array().unwrap().iter().map(|node| node["slug"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_row_comes_once_in_each_order_and_direction() {
    let app = TestApp::start().await;
    shop_with(&app, 17).await;
    for field in ["POSITION", "NAME", "PRICE", "CREATED_AT"] {
        for direction in ["ASC", "DESC"] {
            let sort = json!({ "field": field, "direction": direction });
            let page = async |variables: Value| app.gql("shop", None, LIST, variables).await.data("/catalogItems");
            let whole = slugs(&page(json!({ "first": 100, "sort": sort })).await);
            assert_eq!(whole.len(), 17, "{field} {direction}");
            let (mut forward, mut after) = (Vec::new(), Value::Null);
            loop {
                let part = page(json!({ "first": 4, "after": after, "sort": sort })).await;
                forward.extend(slugs(&part));
                after = part["pageInfo"]["endCursor"].clone();
                if part["pageInfo"]["hasNextPage"] == false {
                    break;
                }
            }
            assert_eq!(forward, whole, "{field} {direction} forward");
            let (mut backward, mut before) = (Vec::new(), Value::Null);
            loop {
                let part = page(json!({ "last": 5, "before": before, "sort": sort })).await;
                backward.splice(0..0, slugs(&part));
                before = part["pageInfo"]["startCursor"].clone();
                if part["pageInfo"]["hasPreviousPage"] == false {
                    break;
                }
            }
            assert_eq!(backward, whole, "{field} {direction} backward");
        }
    }
}

#[tokio::test]
async fn sizes_and_cursors_that_do_not_fit_are_refused() {
    let app = TestApp::start().await;
    let shop = shop_with(&app, 3).await;
    let ask = async |variables: Value| app.gql("shop", Some(&shop.owner.token), LIST, variables).await;
    let cursor = ask(json!({ "first": 1 })).await.string("/catalogItems/pageInfo/endCursor");
    assert_eq!(ask(json!({ "first": 1, "after": cursor })).await.code(), "", "the positive control");
    let by_name = json!({ "field": "NAME", "direction": "ASC" });
    for bad in [
        json!({}),
        json!({ "first": 0 }),
        json!({ "first": -1 }),
        json!({ "first": 101 }),
        json!({ "first": 1, "last": 1 }),
        json!({ "first": 1, "before": cursor }),
        json!({ "last": 1, "after": cursor }),
        json!({ "first": 1, "after": "garbage" }),
        json!({ "first": 1, "after": cursor, "sort": by_name }),
    ] {
        assert_eq!(ask(bad.clone()).await.code(), "BAD_INPUT", "{bad}");
    }
}

/// Cursors are readable, so they can be rewritten; then they are refused, not failed at.
#[tokio::test]
async fn a_rewritten_cursor_is_refused_not_failed() {
    let app = TestApp::start().await;
    let shop = shop_with(&app, 3).await;
    for (field, list) in [
        ("POSITION", "catalogItems"),
        ("PRICE", "catalogItems"),
        ("CREATED_AT", "catalogItems"),
        ("NAME", "catalogItems"),
        ("CREATED_AT", "orders"),
        ("TOTAL", "orders"),
    ] {
        let query = format!(
            "query($after: String) {{ {list}(first: 1, after: $after, sortBy: {{ field: {field} }}) {{ pageInfo {{ endCursor }} }} }}"
        );
        let name = if list == "orders" {
            format!("{} false", if field == "TOTAL" { "Total" } else { "CreatedAt" })
        } else {
            let words = match field {
                "CREATED_AT" => "CreatedAt",
                "POSITION" => "Position",
                "PRICE" => "Price",
                _ => "Name",
            };
            format!("{words} Asc")
        };
        for value in [
            "abc",
            "",
            "9999999999999999999999",
            "1e400",
            "NaN",
            "infinity",
            "-infinity",
            "\u{0}",
            "0001-01-01 BC",
            "1; DROP TABLE orders",
        ] {
            let bent = URL_SAFE_NO_PAD.encode(json!({ "s": name, "k": [value, uuid::Uuid::nil()] }).to_string());
            let answer = app.gql("shop", Some(&shop.owner.token), &query, json!({ "after": bent })).await;
            assert!(
                ["", "BAD_INPUT"].contains(&answer.code().as_str()),
                "{list} by {field} after {value:?}: {}",
                answer.text()
            );
        }
    }
}

#[tokio::test]
async fn hostile_arguments_are_never_a_fault_of_ours() {
    let app = TestApp::start().await;
    let shop = shop_with(&app, 1).await;
    let zero = "a\u{0}b";
    let deep = (0..20).fold(json!({}), |inner, _| json!({ "and": [inner] }));
    for (query, variables) in [
        ("query($s: String!) { catalogItem(slug: $s) { id } }", json!({ "s": zero })),
        ("query($s: ID!) { node(id: $s) { id } }", json!({ "s": zero })),
        ("query($s: ID!) { order(id: $s) { id } }", json!({ "s": zero })),
        ("query($s: String!) { submissionStatus(token: $s) { number } }", json!({ "s": zero })),
        (
            "query($w: CatalogItemWhere) { catalogItems(first: 1, where: $w) { nodes { id } } }",
            json!({ "w": { "ids": [zero] } }),
        ),
        (
            "query($w: CatalogItemWhere) { catalogItems(first: 1, where: $w) { nodes { id } } }",
            json!({ "w": { "priceFrom": zero } }),
        ),
        (
            "query($w: CatalogItemWhere) { catalogItems(first: 1, where: $w) { nodes { id } } }",
            json!({ "w": { "priceTo": "99999999999999999999" } }),
        ),
        ("query($w: CatalogItemWhere) { catalogItems(first: 1, where: $w) { nodes { id } } }", json!({ "w": deep })),
        (
            "query($w: OrderWhere) { orders(first: 1, where: $w) { nodes { id } } }",
            json!({ "w": { "createdFrom": "-200000-01-01T00:00:00Z" } }),
        ),
        (
            "query($w: OrderWhere) { orders(first: 1, where: $w) { nodes { id } } }",
            json!({ "w": { "createdBefore": "+200000-01-01T00:00:00Z" } }),
        ),
        (
            "query($w: OrderWhere) { orders(first: 1, where: $w) { nodes { id } } }",
            json!({ "w": { "createdFrom": "-4800-01-01T00:00:00Z" } }),
        ),
        ("query($s: String) { orders(first: 1, search: $s) { nodes { id } } }", json!({ "s": zero })),
    ] {
        let answer = app.gql("shop", Some(&shop.owner.token), query, variables.clone()).await;
        assert!(
            answer.status < 500 && answer.code() != "INTERNAL",
            "{query} {variables}: {} {}",
            answer.status,
            answer.text()
        );
    }
}

#[tokio::test]
async fn a_count_is_exact_and_only_made_when_asked_for() {
    let app = TestApp::start().await;
    shop_with(&app, 7).await;
    let page = app.gql("shop", None, LIST, json!({ "first": 2 })).await.data("/catalogItems");
    assert_eq!(page["totalCount"], json!({ "value": 7, "precision": "EXACT" }));
    let empty = "{ catalogItems(first: 2, where: { ids: [] }) { nodes { id } totalCount { value } } }";
    assert_eq!(app.gql("shop", None, empty, json!({})).await.data("/catalogItems/totalCount/value"), 0);
    let none = "{ catalogItems(first: 2, where: { or: [] }) { totalCount { value } } }";
    assert_eq!(app.gql("shop", None, none, json!({})).await.data("/catalogItems/totalCount/value"), 0);
}
