//! What uploading takes in a test: the request, the browser's PUT, the completion.

use std::sync::Arc;

use api::{
    jobs,
    media::jobs::MakeRenditions,
    seed::picture::{self, Motif, Palette},
};
use entity::ids::AssetId;
use harness::{Answer, Item, Tenant, TestApp};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

/// The request, with everything a test may ask of it.
pub(crate) const REQUEST: &str = "mutation($input: MediaUploadRequestInput!) { mediaUploadRequest(input: $input) {
    asset { id status entityId position } uploadUrl uploadHeaders { name value } expiresAt userErrors { field code message } } }";

/// The completion, likewise.
pub(crate) const COMPLETE: &str = "mutation($id: ID!) { mediaUploadComplete(id: $id) {
    asset { id status width height contentType byteSize image { id } } userErrors { field code message } } }";

/// A real picture, as WebP.
pub(crate) fn webp() -> Vec<u8> {
    picture::item(Motif::ALL[0], Palette::ALL[0]).webp(900)
}

/// What is asked for a picture of an item.
pub(crate) fn input(item: &str, content_type: &str, byte_size: usize) -> Value {
    json!({ "entityType": "CATALOG_ITEM", "entityId": item, "contentType": content_type, "byteSize": byte_size,
            "alt": { "ar": "سلة", "en": "A basket" } })
}

/// A place that was reserved.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
}

/// Asks for a place as the tenant's member.
pub(crate) async fn request(app: &TestApp, tenant: &Tenant, input: Value) -> Answer {
    app.gql(&tenant.slug, Some(&tenant.owner.token), REQUEST, json!({ "input": input })).await
}

/// A place that must be had.
pub(crate) async fn place(app: &TestApp, tenant: &Tenant, input: Value) -> Place {
    let answer = request(app, tenant, input).await;
    assert_eq!(answer.refusals("mediaUploadRequest"), Vec::<String>::new(), "{}", answer.text());
    let data = answer.data("/mediaUploadRequest");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Place {
        id: text(&data["asset"]["id"]),
        url: text(&data["uploadUrl"]),
        headers: data["uploadHeaders"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| (text(&h["name"]), text(&h["value"])))
            .collect(),
    }
}

/// What a browser does: PUT the bytes with the headers it was told; the status. A store that refuses a large body by its
/// head may hang up before the client has sent it all and reads the answer: that is 0.
pub(crate) async fn put(url: &str, headers: &[(String, String)], bytes: Vec<u8>) -> u16 {
    let mut put = reqwest::Client::new().put(url).body(bytes);
    for (name, value) in headers {
        put = put.header(name, value);
    }
    put.send().await.map_or(0, |answer| answer.status().as_u16())
}

/// Says that the bytes are there.
pub(crate) async fn complete(app: &TestApp, tenant: &Tenant, id: &str) -> Answer {
    app.gql(&tenant.slug, Some(&tenant.owner.token), COMPLETE, json!({ "id": id })).await
}

/// A picture of an item, all the way to its public sizes.
pub(crate) async fn uploaded(app: &TestApp, tenant: &Tenant, item: &str) -> AssetId {
    let bytes = webp();
    let place = place(app, tenant, input(item, "image/webp", bytes.len())).await;
    assert_eq!(put(&place.url, &place.headers, bytes).await, 200);
    assert_eq!(complete(app, tenant, &place.id).await.string("/mediaUploadComplete/asset/status"), "PROCESSING");
    let asset: AssetId = place.id.parse().unwrap();
    let scope = api::kernel::scope::Scope::job(tenant.id);
    MakeRenditions { asset }.run(&app.app, &scope).await.unwrap();
    asset
}

/// Every key that lies under a prefix.
pub(crate) async fn keys(app: &TestApp, prefix: &str) -> Vec<String> {
    let listing = app.app.store.list(prefix, None).await.unwrap();
    listing.objects.into_iter().map(|object| object.key).collect()
}

/// Runs a worker until the statement counts as wanted.
pub(crate) async fn worker_until(app: &TestApp, rows: &str, wanted: i64) {
    let stop = CancellationToken::new();
    let (running, token) = (Arc::clone(&app.app), stop.clone());
    let worker = tokio::spawn(async move { jobs::work(running, token).await.expect("the worker ends well") });
    for _ in 0..400 {
        if app.database.count(rows).await == wanted {
            stop.cancel();
            worker.await.unwrap();
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{rows} has {} rows, not {wanted}", app.database.count(rows).await);
}

#[tokio::test]
async fn a_browser_is_sent_to_the_address_that_it_knows_the_store_by() {
    let app = TestApp::builder()
        .config(|config| config.s3_public_endpoint = Some("http://pictures.example:9000".to_owned()))
        .start()
        .await;
    let shop = app.tenant("shop").await;
    let item = app.item(&shop, Item::new("mug")).await;
    let place = place(&app, &shop, input(&item.to_string(), "image/webp", webp().len())).await;
    assert!(place.url.starts_with("http://pictures.example:9000/"), "{}", place.url);
    let page = app.get("app", "/login").await;
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("http://pictures.example:9000"), "{policy}");
}
