//! Signed addresses of the object store: one's own opens one's own object, and bent to another tenant's key it opens nothing.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::Client;
use serde_json::{Value, json};

use super::{
    Report,
    door::Door,
    world::{Side, World},
};
use crate::kernel::error::{Error, Result};

/// The smallest picture.
const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
/// How the report calls these attempts.
const NAME: &str = "signed addresses";

const REQUEST: &str = "mutation($input: MediaUploadRequestInput!) { mediaUploadRequest(input: $input) {
    asset { __typename id } uploadUrl uploadHeaders { name value } userErrors { code } } }";
const COMPLETE: &str =
    "mutation($id: ID!) { mediaUploadComplete(id: $id) { asset { __typename id } userErrors { code message } } }";
const DOWNLOAD: &str = "query($id: ID!) { mediaDownloadUrl(id: $id) { url } }";

/// One picture of a tenant on its way in.
struct Upload {
    id: String,
    url: String,
    headers: Vec<(String, String)>,
}

/// Uploads two pictures of each tenant, leaves one of them for the control of completing it, and bends every address.
pub(super) async fn run(door: &Door, world: &mut World, report: &mut Report) -> Result<()> {
    let client = Client::builder().timeout(Duration::from_secs(10)).build().map_err(Error::fault)?;
    let mut addresses = Vec::new();
    let ids = [world.a.id().0.to_string(), world.b.id().0.to_string()];
    for side in [&mut world.a, &mut world.b] {
        for is_completed in [true, false] {
            let Some(upload) = request(door, side).await else { continue };
            if put(&client, &upload.url, &upload.headers).await? {
                report.controls.push(format!("{NAME}: PUT of {}", side.handles.slug));
            }
            addresses.push((true, upload.url, upload.headers));
            if is_completed {
                let done = door.ask(&side.owner("the owner"), COMPLETE, json!({ "id": upload.id })).await;
                if done["data"]["mediaUploadComplete"]["asset"].is_null() {
                    report.uncontrolled.push(format!("{NAME}: a picture that was put is refused: {done}"));
                }
                let answer = door.ask(&side.owner("the owner"), DOWNLOAD, json!({ "id": upload.id })).await;
                if let Some(url) = answer["data"]["mediaDownloadUrl"]["url"].as_str() {
                    addresses.push((false, url.to_owned(), Vec::new()));
                }
            }
        }
    }
    for (is_put, url, headers) in &addresses {
        for (own, other) in [(&ids[0], &ids[1]), (&ids[1], &ids[0])] {
            if !url.contains(own.as_str()) {
                continue;
            }
            let whole = url.replace(own.as_str(), other);
            let unsigned = whole.split('?').next().unwrap_or_default().to_owned();
            for bent in [whole, unsigned] {
                *report.api_attempts.entry(NAME.to_owned()).or_default() += 1;
                let came = if *is_put { put(&client, &bent, headers).await? } else { get(&client, &bent).await? };
                if came {
                    report.leaks.push(format!("an address signed for one tenant opens another's object: {bent}"));
                }
            }
        }
    }
    Ok(())
}

async fn request(door: &Door, side: &mut Side) -> Option<Upload> {
    let mark = &side.handles.mark;
    let input = json!({
        "entityType": "CATALOG_ITEM", "entityId": side.product, "contentType": "image/png", "byteSize": STANDARD.decode(PICTURE).map(|bytes| bytes.len()).unwrap_or_default(),
        "alt": { "en": format!("Picture {mark}"), "ar": format!("Picture {mark}") },
    });
    let answer = door.ask(&side.owner("the owner"), REQUEST, json!({ "input": input })).await;
    side.handles.learn(&answer);
    let told = &answer["data"]["mediaUploadRequest"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let headers = told["uploadHeaders"].as_array()?;
    Some(Upload {
        id: text(&told["asset"]["id"])?,
        url: text(&told["uploadUrl"])?,
        headers: headers.iter().filter_map(|one| Some((text(&one["name"])?, text(&one["value"])?))).collect(),
    })
}

async fn put(client: &Client, url: &str, headers: &[(String, String)]) -> Result<bool> {
    let bytes = STANDARD.decode(PICTURE).map_err(Error::fault)?;
    let request =
        headers.iter().fold(client.put(url).body(bytes), |request, (name, value)| request.header(name, value));
    Ok(request.send().await.map_err(Error::unavailable)?.status().is_success())
}

async fn get(client: &Client, url: &str) -> Result<bool> {
    Ok(client.get(url).send().await.map_err(Error::unavailable)?.status().is_success())
}
