//! The built assets: read once at the start, kept in memory with their compressed forms, immutable by their names.

use std::{collections::HashMap, fs, path::Path, sync::Arc};

use axum::{
    extract::{Path as UrlPath, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;

use crate::kernel::error::{Error, Result};

#[derive(Debug)]
struct Asset {
    content_type: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

/// All assets of this build. Cloning shares them.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    names: Arc<HashMap<String, String>>,
    files: Arc<HashMap<String, Asset>>,
}

impl Assets {
    /// Reads `manifest.json` and the files it names.
    ///
    /// # Errors
    /// A fault that names the file that is missing.
    pub fn load(folder: &Path) -> Result<Self> {
        let read = |path: &Path| fs::read(path).map_err(|e| Error::fault(format!("{}: {e}", path.display())));
        let manifest = read(&folder.join("manifest.json"))?;
        let names: HashMap<String, String> = serde_json::from_slice(&manifest).map_err(Error::fault)?;
        let mut files = HashMap::new();
        for file in names.values() {
            let path = folder.join("assets").join(file);
            let beside =
                |ending: &str| fs::read(folder.join("assets").join(format!("{file}.{ending}"))).ok().map(Bytes::from);
            let asset = Asset {
                content_type: content_type(file),
                plain: read(&path)?.into(),
                brotli: beside("br"),
                gzip: beside("gz"),
            };
            files.insert(file.clone(), asset);
        }
        Ok(Self { names: Arc::new(names), files: Arc::new(files) })
    }

    /// The address of an asset by its plain name, e.g. `storefront.css`.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        match self.names.get(name) {
            Some(file) => format!("/assets/{file}"),
            None => format!("/assets/{name}"),
        }
    }
}

fn content_type(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "png" => "image/png",
        "webp" => "image/webp",
        _ => "application/octet-stream",
    }
}

/// `GET /assets/{file}`.
pub async fn asset(State(assets): State<Assets>, UrlPath(file): UrlPath<String>, headers: HeaderMap) -> Response {
    let Some(asset) = assets.files.get(&file) else { return StatusCode::NOT_FOUND.into_response() };
    let (body, encoding) = pick(&headers, &asset.plain, asset.brotli.as_ref(), asset.gzip.as_ref());
    let mut response = body.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// The smallest form the caller takes.
#[must_use]
pub fn pick(
    headers: &HeaderMap,
    plain: &Bytes,
    brotli: Option<&Bytes>,
    gzip: Option<&Bytes>,
) -> (Bytes, Option<&'static str>) {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |name: &str| {
        accepted.split(',').map(str::trim).any(|part| {
            let (coding, quality) =
                part.split_once(';').map_or((part, ""), |(coding, quality)| (coding.trim(), quality.trim()));
            coding == name && !matches!(quality, "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        })
    };
    match (brotli, gzip) {
        (Some(brotli), _) if takes("br") => (brotli.clone(), Some("br")),
        (_, Some(gzip)) if takes("gzip") => (gzip.clone(), Some("gzip")),
        _ => (plain.clone(), None),
    }
}
