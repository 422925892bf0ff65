//! The calls on storefront, catalog and collections that the tests over every root field make.

use harness::{Item, Tenant, TestApp};
use serde_json::{Value, json};

/// Whether a root field is storefront's or catalog's.
pub(crate) fn is_one(field: &str) -> bool {
    ["catalog", "collection", "storefront"].iter().any(|start| field.starts_with(start))
}

/// A call of the field that is done if the caller may.
pub(crate) async fn call(app: &TestApp, shop: &Tenant, field: &str, caller: &str) -> (String, Value) {
    if field.starts_with("catalogImport") {
        return import_call(field, &app.import(shop).await);
    }
    // Something of its own for each call that changes it.
    let slug = format!("{}-{caller}", field.to_lowercase());
    let thing = app.item(shop, Item::new(&slug).status("draft")).await;
    if field.starts_with("collection") {
        collection_call(field, &app.collection(shop, &slug, &[thing]).await)
    } else {
        shop_call(field, &thing)
    }
}

/// The calls on a file of items that was judged.
fn import_call(field: &str, import: &str) -> (String, Value) {
    let id = json!({ "id": import });
    match field {
        "catalogImports" => ("{ catalogImports { id } }".to_owned(), json!({})),
        "catalogImport" => ("query($id: ID!) { catalogImport(id: $id) { id rows(first: 5) { title } } }".to_owned(), id),
        _ => (
            "mutation($id: ID!) { catalogImportCommit(id: $id, policy: SKIP_BAD) { import { id } userErrors { code } } }"
                .to_owned(),
            id,
        ),
    }
}

/// The calls on collections.
fn collection_call(field: &str, shelf: &str) -> (String, Value) {
    let (id, errors) = (json!({ "id": shelf }), "userErrors { code }");
    match field {
        "collections" => ("{ collections { id topItems { id } } }".to_owned(), json!({})),
        "collection" => ("{ collection(slug: \"x\") { id } }".to_owned(), json!({})),
        "collectionCreate" => (
            format!(
                "mutation {{ {field}(input: {{ name: {{ en: \"Gifts\" }} }}) {{ collection {{ id }} {errors} }} }}"
            ),
            json!({}),
        ),
        "collectionUpdate" => (
            format!(
                "mutation($id: ID!) {{ {field}(id: $id, input: {{ isOnHome: true }}) {{ collection {{ id }} {errors} }} }}"
            ),
            id,
        ),
        "collectionDelete" => (format!("mutation($id: ID!) {{ {field}(id: $id) {{ deletedId {errors} }} }}"), id),
        _ => (format!("mutation($id: ID!) {{ {field}(ids: [$id]) {{ ids {errors} }} }}"), id),
    }
}

/// The calls on storefront and catalog.
fn shop_call(field: &str, thing: &entity::ids::ItemId) -> (String, Value) {
    let (id, errors) = (json!({ "id": thing.to_string() }), "userErrors { code }");
    match field {
        "storefront" => ("{ storefront { slug } }".to_owned(), json!({})),
        "catalogItems" => ("{ catalogItems(first: 1) { nodes { id } } }".to_owned(), json!({})),
        "catalogItem" => ("{ catalogItem(slug: \"mug\") { id } }".to_owned(), json!({})),
        "catalogItemCreate" => (
            format!(
                "mutation {{ {field}(input: {{ type: SERVICE, name: {{ en: \"Sewing\" }}, price: \"1\" }}) {{ item {{ id }} {errors} }} }}"
            ),
            json!({}),
        ),
        "catalogItemUpdate" => (
            format!("mutation($id: ID!) {{ {field}(id: $id, input: {{ stock: 3 }}) {{ item {{ id }} {errors} }} }}"),
            id,
        ),
        "catalogExport" => (format!("mutation {{ {field} {{ ticket {errors} }} }}"), json!({})),
        "catalogItemDelete" => (format!("mutation($id: ID!) {{ {field}(id: $id) {{ deletedId {errors} }} }}"), id),
        "catalogItemsReorder" => (format!("mutation($id: ID!) {{ {field}(ids: [$id]) {{ ids {errors} }} }}"), id),
        "storefrontUpdate" => (
            format!(
                "mutation {{ {field}(input: {{ tagline: {{ en: \"New\" }} }}) {{ storefront {{ id }} {errors} }} }}"
            ),
            json!({}),
        ),
        "storefrontPreviewTicket" => (format!("mutation {{ {field} {{ ticket {errors} }} }}"), json!({})),
        // Closed again before the next row is tried: orders need an open shop.
        "storefrontUnpublish" => (
            format!("mutation {{ {field} {{ storefront {{ id }} {errors} }} storefrontPublish {{ {errors} }} }}"),
            json!({}),
        ),
        act if act.starts_with("storefront") => {
            (format!("mutation {{ {act} {{ storefront {{ id }} {errors} }} }}"), json!({}))
        }
        act => (format!("mutation($id: ID!) {{ {act}(id: $id) {{ item {{ id }} {errors} }} }}"), id),
    }
}

/// Does what `inputs` lists for a mutation, and counts the lines of the audit log.
pub(crate) async fn leaves_lines(app: &TestApp, shop: &Tenant, mug: &entity::ids::ItemId, mutation: &str) {
    let lines = async || app.database.count("audit_events").await;
    let name = mutation.to_lowercase();
    let thing = app.item(shop, Item::new(&name).status("draft")).await.to_string();
    let thing = if mutation == "catalogImportCommit" { app.import(shop).await } else { thing };
    let thing = if mutation.starts_with("collection") { app.collection(shop, &name, &[]).await } else { thing };
    for (input, added) in shop_inputs(mutation) {
        let names: Vec<&str> = [("$id", "$id: ID!"), ("$mug", "$mug: ID!")]
            .iter()
            .filter(|(name, _)| input.contains(name))
            .map(|(_, declared)| *declared)
            .collect();
        let declared = if names.is_empty() { String::new() } else { format!("({})", names.join(", ")) };
        let query = format!("mutation{declared} {{ {mutation}{input} }}");
        let before = lines().await;
        let variables = json!({ "id": thing, "mug": mug.to_string() });
        let answer = app.gql("shop", Some(&shop.owner.token), &query, variables).await;
        assert_eq!(lines().await, before + added, "{mutation}{input}: {}", answer.text());
    }
}

/// What is done one after another with storefront and catalog, and how many lines each leaves.
fn shop_inputs(mutation: &str) -> &'static [(&'static str, i64)] {
    match mutation {
        "catalogItemCreate" => &[
            ("(input: { type: SERVICE, name: { en: \"Sewing\" }, price: \"1\" }) { userErrors { code } }", 1),
            ("(input: { type: SERVICE, name: { en: \"\" }, price: \"1\" }) { userErrors { code } }", 0),
        ],
        "catalogItemUpdate" => &[
            ("(id: $id, input: { price: \"9\" }) { userErrors { code } }", 1),
            ("(id: $id, input: { price: \"9.000\" }) { userErrors { code } }", 0),
            ("(id: $id, input: { price: \"x\" }) { userErrors { code } }", 0),
            ("(id: $id, input: { price: \"8\" }, expectedVersion: 1) { userErrors { code } }", 0),
        ],
        "catalogItemActivate" | "catalogItemArchive" => {
            &[("(id: $id) { userErrors { code } }", 1), ("(id: $id) { userErrors { code } }", 0)]
        }
        "catalogItemDelete" => &[("(id: $id) { userErrors { code } }", 1), ("(id: $id) { userErrors { code } }", 0)],
        "catalogImportCommit" => &[
            ("(id: $id, policy: SKIP_BAD) { userErrors { code } }", 1),
            ("(id: $id, policy: SKIP_BAD) { userErrors { code } }", 0),
        ],
        "catalogExport" => &[(" { userErrors { code } }", 1)],
        "catalogItemsReorder" => {
            &[("(ids: [$id, $mug]) { userErrors { code } }", 1), ("(ids: [$id, $id]) { userErrors { code } }", 0)]
        }
        "collectionCreate" => &[
            ("(input: { name: { en: \"Gifts\" } }) { userErrors { code } }", 1),
            ("(input: { name: { en: \"Gifts\" }, slug: \"gifts\" }) { userErrors { code } }", 0),
        ],
        "collectionUpdate" => &[
            ("(id: $id, input: { itemIds: [$mug] }) { userErrors { code } }", 1),
            ("(id: $id, input: { itemIds: [$mug] }) { userErrors { code } }", 0),
            ("(id: $id, input: { itemIds: [\"itm_0\"] }) { userErrors { code } }", 0),
        ],
        "collectionDelete" => &[("(id: $id) { userErrors { code } }", 1), ("(id: $id) { userErrors { code } }", 0)],
        "collectionsReorder" => {
            &[("(ids: [$id]) { userErrors { code } }", 1), ("(ids: [$id, $id]) { userErrors { code } }", 0)]
        }
        "storefrontUpdate" => &[
            ("(input: { accentColor: \"#123456\" }) { userErrors { code } }", 1),
            ("(input: { accentColor: \"#123456\" }) { userErrors { code } }", 0),
            ("(input: { accentColor: \"red\" }) { userErrors { code } }", 0),
        ],
        // The shop is open; what is so already is no change. What follows needs it open again.
        "storefrontPublish" => &[(" { userErrors { code } }", 0)],
        "storefrontUnpublish" => &[
            (" { userErrors { code } }", 1),
            (" { userErrors { code } } storefrontPublish { userErrors { code } }", 1),
        ],
        "storefrontPreviewTicket" => &[(" { userErrors { code } }", 1)],
        other => panic!("the mutation {other} has no case: say which change it commits"),
    }
}

/// Runs every mutation of storefront and catalog, each reading after writing; returns their text.
pub(crate) async fn everything(app: &TestApp, shop: &Tenant, mug: &entity::ids::ItemId) -> String {
    let token = Some(shop.owner.token.as_str());
    let keeping = format!(
        "mutation($item: ID!) {{
            made: catalogItemCreate(input: {{ type: SERVICE, name: {{ en: \"Sewing\" }}, price: \"1\" }}) {{ {item} }}
            changed: catalogItemUpdate(id: $item, input: {{ stock: 9 }}) {{ {item} }}
            away: catalogItemArchive(id: $item) {{ {item} }} back: catalogItemActivate(id: $item) {{ {item} }}
            order: catalogItemsReorder(ids: [$item]) {{ ids }} gone: catalogItemDelete(id: \"itm_0\") {{ deletedId }}
            face: storefrontUpdate(input: {{ accentColor: \"#123456\" }}) {{ {face} }}
            shut: storefrontUnpublish {{ {face} }} open: storefrontPublish {{ {face} }} look: storefrontPreviewTicket {{ ticket }} }}",
        item = "item { id images { id } } userErrors { code }",
        face = "storefront { logo { id } } userErrors { code }",
    );
    let shelves = "mutation($shelf: ID!, $item: ID!) {
        made: collectionCreate(input: { name: { en: \"Gifts\" }, itemIds: [$item] }) { collection { topItems { images { id } } items(first: 3) { nodes { id } } } }
        changed: collectionUpdate(id: $shelf, input: { isOnHome: true }) { collection { topItems { images { id } } items(first: 3) { nodes { id } } } }
        order: collectionsReorder(ids: [$shelf]) { ids } gone: collectionDelete(id: $shelf) { deletedId } }";
    let shelf = app.collection(shop, "shelf", &[*mug]).await;
    let shelved = app.gql("shop", token, shelves, json!({ "shelf": shelf, "item": mug.to_string() })).await;
    shelved.string("/gone/deletedId");
    let kept = app.gql("shop", token, &keeping, json!({ "item": mug.to_string() })).await;
    assert!(kept.json().pointer("/data/look/ticket").is_some_and(Value::is_string), "{}", kept.text());
    let files = "mutation($id: ID!) { catalogImportCommit(id: $id, policy: SKIP_BAD) { import { id rows(first: 2) { line } } } catalogExport { ticket } }";
    let import = app.import(shop).await;
    app.gql("shop", token, files, json!({ "id": import })).await.string("/catalogExport/ticket");
    format!("{keeping} {shelves} {files}")
}
