//! A picture's life: uploaded, cleaned, shown, moved, described, deleted, and what is swept up behind it.

use api::{
    kernel::scope::Scope,
    media::{
        jobs::{DeleteObjects, SweepMedia},
        rules::{asset_of_key, folder, upload_key},
    },
};
use chrono::TimeDelta;
use entity::ids::AssetId;
use harness::{Item, TestApp};
use serde_json::{Value, json};

use super::uploads::{complete, input, keys, place, put, uploaded, webp, worker_until};

#[tokio::test(flavor = "multi_thread")]
async fn an_uploaded_picture_is_cleaned_and_shown_on_the_page() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let item = app.item(&shop, Item::new("basket")).await;
    let bytes = webp();
    let place = place(&app, &shop, input(&item.to_string(), "image/webp", bytes.len())).await;
    assert!(!app.get("shop", "/i/basket").await.text().contains("/media/"), "an awaited upload is not shown");
    assert_eq!(put(&place.url, &place.headers, bytes).await, 200);

    let done = complete(&app, &shop, &place.id).await.data("/mediaUploadComplete/asset");
    assert_eq!((&done["status"], &done["width"], &done["image"]), (&json!("PROCESSING"), &json!(900), &Value::Null));
    assert_eq!(done["contentType"], "image/jpeg", "written anew");
    let again = complete(&app, &shop, &place.id).await;
    assert_eq!(again.string("/mediaUploadComplete/asset/id"), place.id, "repeating is harmless");
    worker_until(&app, "media_assets WHERE status = 'ready'", 1).await;
    worker_until(&app, "graphile_worker.jobs WHERE task_identifier = 'delete_media_objects'", 0).await;

    let asset: AssetId = place.id.parse().unwrap();
    let lying = keys(&app, &folder(shop.id, asset)).await;
    assert_eq!(lying.len(), 4, "the original and three sizes, not the upload: {lying:?}");
    for width in [320, 640, 900] {
        let shown = app.get("shop", &format!("/media/{asset}/{width}.webp")).await;
        assert_eq!((shown.status, shown.header("content-type")), (200, "image/webp"));
    }
    let page = app.get("shop", "/i/basket").await.text();
    assert!(page.contains(&format!("/media/{asset}/640.webp")) && page.contains("A basket"));

    let query = "query($id: ID!) { mediaDownloadUrl(id: $id) { url expiresAt } }";
    let link = app.gql("shop", Some(&shop.member.token), query, json!({ "id": place.id })).await;
    let link = link.string("/mediaDownloadUrl/url");
    let original = reqwest::get(&link).await.unwrap();
    assert_eq!((original.status().as_u16(), original.headers()["content-type"].to_str().unwrap()), (200, "image/jpeg"));
    let bare = reqwest::get(link.split('?').next().unwrap()).await.unwrap();
    assert_eq!(bare.status(), 403, "without its signature the original is nobody's");
}

#[tokio::test]
async fn pictures_keep_the_order_and_the_words_they_are_given() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let item = app.item(&shop, Item::new("basket")).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(uploaded(&app, &shop, &item.to_string()).await.to_string());
    }
    let update = "mutation($id: ID!, $input: MediaUpdateInput!) { mediaUpdate(id: $id, input: $input) {
        asset { position alt { en } } userErrors { field code } } }";
    let change = async |id: &str, input: Value| {
        app.gql("shop", Some(&shop.member.token), update, json!({ "id": id, "input": input })).await
    };
    let order = async || {
        let query = "query($i: ID) { mediaAssets(entityType: CATALOG_ITEM, entityId: $i) { id position alt { en } } }";
        let answer = app.gql("shop", Some(&shop.member.token), query, json!({ "i": item.to_string() })).await;
        let rows = answer.data("/mediaAssets");
        rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(order().await, ids);
    let moved = change(&ids[2], json!({ "position": 0, "alt": { "en": "From above" } })).await;
    assert_eq!(moved.data("/mediaUpdate/asset"), json!({ "position": 0, "alt": { "en": "From above" } }));
    assert_eq!(order().await, [ids[2].clone(), ids[0].clone(), ids[1].clone()]);
    change(&ids[2], json!({ "position": 99 })).await.string("/mediaUpdate/asset/alt/en");
    assert_eq!(order().await, ids, "past the end is the end");
    let long = change(&ids[0], json!({ "alt": { "ar": "س".repeat(301) } })).await;
    assert_eq!(long.refusals("mediaUpdate"), ["input.alt.ar TOO_LONG"]);
}

#[tokio::test]
async fn a_deleted_picture_takes_its_objects_along_and_leaves_the_storefront() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let item = app.item(&shop, Item::new("basket")).await;
    let (gone, stays) =
        (uploaded(&app, &shop, &item.to_string()).await, uploaded(&app, &shop, &item.to_string()).await);
    api::storefront::service::set_pictures(&app.app, &shop.scope(), gone, stays).await.unwrap();
    let delete = "mutation($id: ID!) { mediaDelete(id: $id) { deletedId userErrors { code } } }";
    let done = app.gql("shop", Some(&shop.member.token), delete, json!({ "id": gone.to_string() })).await;
    assert_eq!(done.string("/mediaDelete/deletedId"), gone.to_string());
    DeleteObjects { asset: gone }.run(&app.app, &Scope::job(shop.id)).await.unwrap();
    assert_eq!(keys(&app, &folder(shop.id, gone)).await, Vec::<String>::new());
    assert_eq!(app.get("shop", &format!("/media/{gone}/320.webp")).await.status, 404);
    let faces: String = app
        .database
        .value("SELECT (logo_asset_id IS NULL)::text || (cover_asset_id IS NULL)::text FROM storefront_config")
        .await;
    assert_eq!(faces, "truefalse");
    assert_eq!(app.get("shop", &format!("/media/{stays}/320.webp")).await.status, 200, "the positive control");
    assert_eq!(
        app.gql("shop", Some(&shop.member.token), delete, json!({ "id": gone.to_string() })).await.code(),
        "NOT_FOUND"
    );
}

#[tokio::test]
async fn what_was_begun_and_never_finished_is_swept_up() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let item = app.item(&shop, Item::new("basket")).await;
    let kept = uploaded(&app, &shop, &item.to_string()).await;
    let bytes = webp();
    let begun = place(&app, &shop, input(&item.to_string(), "image/webp", bytes.len())).await;
    assert_eq!(put(&begun.url, &begun.headers, bytes.clone()).await, 200);
    let begun: AssetId = begun.id.parse().unwrap();
    // An object of the tenant's that no row knows, and one of somebody else's.
    let stray = AssetId::generate();
    for tenant in [shop.id, other.id] {
        app.app.store.put(&upload_key(tenant, stray), bytes.clone().into(), "image/webp").await.unwrap();
    }
    let sweep = async || SweepMedia {}.run(&app.app, &Scope::job(shop.id)).await.unwrap();
    let left = async || {
        let mut found: Vec<_> =
            keys(&app, &format!("{}/", shop.id.0)).await.iter().filter_map(|key| asset_of_key(shop.id, key)).collect();
        found.dedup();
        found
    };
    sweep().await;
    assert_eq!(left().await.len(), 3, "the young are left alone");
    app.clock.advance(TimeDelta::hours(2));
    sweep().await;
    assert_eq!(left().await, [kept]);
    assert_eq!(app.database.count("media_assets").await, 1);
    assert_eq!(keys(&app, &folder(other.id, stray)).await.len(), 1, "another tenant's is not this sweep's");
    assert_ne!(begun, kept);
}
