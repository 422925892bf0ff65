//! What does not become a picture: refused by the request, by the object store itself, or at completion. Each with its
//! positive control.

use std::time::Duration;

use api::media::rules::{MAX_UPLOAD_BYTES, upload_key};
use entity::ids::AssetId;
use harness::{Item, Tenant, TestApp};
use serde_json::json;

use super::uploads::{complete, input, place, put, request, webp};

async fn shop(app: &TestApp) -> (Tenant, String) {
    let shop = app.tenant("shop").await;
    let item = app.item(&shop, Item::new("basket")).await.to_string();
    (shop, item)
}

#[tokio::test]
async fn one_byte_too_many_is_refused_by_the_request_and_by_the_store() {
    let app = TestApp::start().await;
    let (shop, item) = shop(&app).await;
    let most = usize::try_from(MAX_UPLOAD_BYTES).unwrap();
    let refused = request(&app, &shop, input(&item, "image/png", most + 1)).await;
    assert_eq!(refused.refusals("mediaUploadRequest"), ["input.byteSize OUT_OF_RANGE"]);
    let place = place(&app, &shop, input(&item, "image/png", most)).await;
    assert!(matches!(put(&place.url, &place.headers, vec![0; most + 1]).await, 0 | 403));
    assert_eq!(complete(&app, &shop, &place.id).await.refusals("mediaUploadComplete"), ["id NOT_AVAILABLE"]);
    assert_eq!(put(&place.url, &place.headers, vec![0; most]).await, 200, "the positive control");
}

#[tokio::test]
async fn another_type_is_refused_by_the_request_by_the_store_and_at_completion() {
    let app = TestApp::start().await;
    let (shop, item) = shop(&app).await;
    for kind in ["text/html", "image/svg+xml", "image/gif", "application/octet-stream"] {
        let refused = request(&app, &shop, input(&item, kind, 100)).await;
        assert_eq!(refused.refusals("mediaUploadRequest"), ["input.contentType INVALID"], "{kind}");
    }
    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    let as_png = place(&app, &shop, input(&item, "image/png", html.len())).await;
    let as_html = [("content-type".to_owned(), "text/html".to_owned())];
    assert_eq!(put(&as_png.url, &as_html, html.clone()).await, 403, "it says what it is");
    assert_eq!(put(&as_png.url, &as_png.headers, html).await, 200, "it says it is a picture");
    let refused = complete(&app, &shop, &as_png.id).await;
    assert_eq!(refused.refusals("mediaUploadComplete"), ["id INVALID"]);
    // It is rejected for good, whatever is put there next.
    assert_eq!(complete(&app, &shop, &as_png.id).await.refusals("mediaUploadComplete"), ["id NOT_AVAILABLE"]);
    let bytes = webp();
    let named_png = place(&app, &shop, input(&item, "image/png", bytes.len())).await;
    assert_eq!(put(&named_png.url, &named_png.headers, bytes.clone()).await, 200);
    assert_eq!(
        complete(&app, &shop, &named_png.id).await.refusals("mediaUploadComplete"),
        ["id INVALID"],
        "WebP named PNG"
    );
    let honest = place(&app, &shop, input(&item, "image/webp", bytes.len())).await;
    assert_eq!(put(&honest.url, &honest.headers, bytes).await, 200);
    assert_eq!(complete(&app, &shop, &honest.id).await.refusals("mediaUploadComplete"), Vec::<String>::new());
}

#[tokio::test]
async fn another_tenants_key_is_refused_by_the_store_and_its_picture_is_not_found() {
    let app = TestApp::start().await;
    let (shop, item) = shop(&app).await;
    let other = app.tenant("other").await;
    let bytes = webp();
    let place = place(&app, &shop, input(&item, "image/webp", bytes.len())).await;
    let own = upload_key(shop.id, place.id.parse().unwrap());
    assert!(place.url.contains(&own));
    for key in [upload_key(other.id, place.id.parse().unwrap()), upload_key(shop.id, AssetId::generate())] {
        let bent = place.url.replace(&own, &key);
        assert_eq!(put(&bent, &place.headers, bytes.clone()).await, 403, "{key}");
    }
    assert_eq!(put(&place.url, &place.headers, bytes.clone()).await, 200, "the positive control");
    assert_eq!(complete(&app, &other, &place.id).await.code(), "NOT_FOUND");
    let foreign = request(&app, &other, input(&item, "image/webp", bytes.len())).await;
    assert_eq!(foreign.refusals("mediaUploadRequest"), ["input.entityId NOT_FOUND"], "another tenant's item");
    assert_eq!(complete(&app, &shop, &place.id).await.refusals("mediaUploadComplete"), Vec::<String>::new());
}

#[tokio::test]
async fn after_its_time_an_address_is_refused_by_the_store() {
    let app = TestApp::start().await;
    let (shop, _) = shop(&app).await;
    let key = upload_key(shop.id, AssetId::generate());
    let signed = app.app.store.presign_put(&key, "image/webp", 4, Duration::from_secs(1)).await.unwrap();
    let lasting = app.app.store.presign_put(&key, "image/webp", 4, Duration::from_secs(60)).await.unwrap();
    let mut status = 200;
    for _ in 0..60 {
        status = put(&signed.url, &signed.headers, b"RIFF".to_vec()).await;
        if status != 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(status, 403);
    assert_eq!(put(&lasting.url, &lasting.headers, b"RIFF".to_vec()).await, 200, "the positive control");
}

#[tokio::test]
async fn a_bomb_is_refused_at_completion() {
    let app = TestApp::start().await;
    let (shop, item) = shop(&app).await;
    // A lossless WebP header that promises 16,383 by 16,383 pixels, a gigabyte, in thirty bytes.
    let mut bomb = b"RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f".to_vec();
    bomb.extend((16_382u32 | 16_382 << 14).to_le_bytes());
    bomb.extend([0; 5]);
    let place = place(&app, &shop, input(&item, "image/webp", bomb.len())).await;
    assert_eq!(put(&place.url, &place.headers, bomb).await, 200);
    let refused = complete(&app, &shop, &place.id).await;
    assert_eq!(refused.refusals("mediaUploadComplete"), ["id OUT_OF_RANGE"], "{}", refused.text());
}

#[tokio::test]
async fn twenty_pictures_are_enough() {
    let app = TestApp::start().await;
    let (shop, item) = shop(&app).await;
    for _ in 0..20 {
        place(&app, &shop, input(&item, "image/webp", 10)).await;
    }
    let refused = request(&app, &shop, input(&item, "image/webp", 10)).await;
    assert_eq!(refused.refusals("mediaUploadRequest"), ["input.entityId OUT_OF_RANGE"]);
}

#[tokio::test]
async fn a_member_changes_pictures_of_items_but_not_of_the_storefront() {
    let app = TestApp::start().await;
    let (shop, item) = shop(&app).await;
    let ask = async |token: &str, input: serde_json::Value| {
        app.gql("shop", Some(token), super::uploads::REQUEST, json!({ "input": input })).await
    };
    let face = json!({ "entityType": "STOREFRONT", "contentType": "image/webp", "byteSize": 10 });
    assert_eq!(ask(&shop.member.token, face.clone()).await.code(), "FORBIDDEN");
    let logo = ask(&shop.admin.token, face).await.string("/mediaUploadRequest/asset/id");
    ask(&shop.member.token, input(&item, "image/webp", 10)).await.string("/mediaUploadRequest/asset/id");
    for field in ["mediaDelete(id: $id) { deletedId }", "mediaUpdate(id: $id, input: { position: 1 }) { asset { id } }"]
    {
        let query = format!("mutation($id: ID!) {{ {field} }}");
        assert_eq!(app.gql("shop", Some(&shop.member.token), &query, json!({ "id": logo })).await.code(), "FORBIDDEN");
    }
}
