//! The same refusals by another object store: what AWS's emulator says to a presigned address that is bent.

use std::time::Duration;

use api::media::rules::{MAX_UPLOAD_BYTES, folder, upload_key};
use entity::ids::AssetId;
use harness::{
    Item, TestApp,
    emulators::{REGION, ministack},
};

use super::uploads::{complete, input, keys, place, put, uploaded, webp};

/// An application whose pictures lie in the emulator.
async fn app() -> TestApp {
    let aws = ministack().await;
    aws.as_root("s3", "PUT", "/sadu-media", &[], String::new()).await;
    let (endpoint, access, secret) = (aws.endpoint.clone(), aws.access_key.clone(), aws.secret_key.clone());
    let change = move |config: &mut api::config::Config| {
        config.s3_endpoint = Some(endpoint);
        config.s3_region = REGION.to_owned();
        config.s3_bucket = "sadu-media".to_owned();
        config.s3_access_key_id = Some(access.into());
        config.s3_secret_access_key = Some(secret.into());
    };
    TestApp::builder().config(change).start().await
}

#[tokio::test(flavor = "multi_thread")]
async fn aws_takes_exactly_what_was_signed_and_gives_it_back() {
    let app = app().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let item = app.item(&shop, Item::new("basket")).await.to_string();
    let most = usize::try_from(MAX_UPLOAD_BYTES).unwrap();
    let large = place(&app, &shop, input(&item, "image/png", most)).await;
    assert!(matches!(put(&large.url, &large.headers, vec![0; most + 1]).await, 0 | 403), "a byte too many");
    let bytes = webp();
    let small = place(&app, &shop, input(&item, "image/webp", bytes.len())).await;
    let as_html = [("content-type".to_owned(), "text/html".to_owned())];
    assert_eq!(put(&small.url, &as_html, bytes.clone()).await, 403, "another type");
    let own = upload_key(shop.id, small.id.parse().unwrap());
    let bent = small.url.replace(&own, &upload_key(other.id, small.id.parse().unwrap()));
    assert_eq!(put(&bent, &small.headers, bytes.clone()).await, 403, "another tenant's key");
    assert_eq!(put(&small.url, &small.headers, bytes).await, 200, "the positive control");
    assert_eq!(complete(&app, &shop, &small.id).await.string("/mediaUploadComplete/asset/status"), "PROCESSING");

    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    let named = place(&app, &shop, input(&item, "image/png", html.len())).await;
    assert_eq!(put(&named.url, &named.headers, html).await, 200);
    assert_eq!(complete(&app, &shop, &named.id).await.refusals("mediaUploadComplete"), ["id INVALID"]);

    let asset = uploaded(&app, &shop, &item).await;
    assert_eq!(app.get("shop", &format!("/media/{asset}/640.webp")).await.status, 200);
    assert_eq!(keys(&app, &folder(shop.id, asset)).await.len(), 5, "the original, three sizes, the upload");
    let link = app.app.store.presign_get(&upload_key(shop.id, asset), Duration::from_secs(60)).await.unwrap();
    assert_eq!(reqwest::get(&link).await.unwrap().status(), 200);
    assert_eq!(reqwest::get(link.split('?').next().unwrap()).await.unwrap().status(), 403, "without its signature");
}

#[tokio::test]
async fn aws_refuses_an_address_after_its_time() {
    let app = app().await;
    let shop = app.tenant("shop").await;
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
