//! An S3 server inside the process, files in a folder: the same protocol, signatures and refusals as the real thing, so
//! the media code has one implementation. A browser may PUT to it from any page (CORS), since only a presigned
//! address lets it in.
use std::fs;
use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::error_handling::HandleError;
use http::{Method, StatusCode};
use rand::Rng as _;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

use super::errors::{At as _, DevError, Result};

/// The bucket that stands ready.
pub const BUCKET: &str = "sadu-media";

/// A running S3 server. Dropping it stops it.
#[derive(Debug)]
pub struct InsideS3 {
    address: SocketAddr,
    access_key: String,
    secret_key: SecretString,
    server: JoinHandle<()>,
}

#[derive(Serialize, Deserialize)]
struct Keys {
    access_key: String,
    secret_key: String,
}

impl InsideS3 {
    /// Serves the objects under `dir` on `listen` (port 0: any free one). The keys are made once and kept in `dir`.
    ///
    /// # Errors
    /// The folder cannot be used, or the address is taken.
    pub async fn start(dir: &Path, listen: SocketAddr) -> Result<Self> {
        let objects = dir.join("objects");
        let bucket = objects.join(BUCKET);
        fs::create_dir_all(&bucket).at("create", &bucket)?;
        let keys = keys(dir)?;
        let files = FileSystem::new(&objects)
            .map_err(|error| DevError::Failed { what: "the S3 server inside", output: format!("{error:?}") })?;
        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single(keys.access_key.clone(), keys.secret_key.clone()));
        let service = HandleError::new(builder.build(), |error: s3s::HttpError| async move {
            tracing::warn!(?error, "the S3 server inside failed");
            StatusCode::INTERNAL_SERVER_ERROR
        });
        let router = Router::new().fallback_service(service).layer(cors());
        let listener = TcpListener::bind(listen).await.at("listen for", dir)?;
        let address = listener.local_addr().at("listen for", dir)?;
        let server = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the S3 server inside ended");
            }
        });
        Ok(Self { address, access_key: keys.access_key, secret_key: SecretString::from(keys.secret_key), server })
    }

    /// The endpoint, for path-style requests.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The public half of the only key pair.
    #[must_use]
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// The secret half of the only key pair.
    #[must_use]
    pub fn secret_key(&self) -> &SecretString {
        &self.secret_key
    }
}

impl Drop for InsideS3 {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::PUT])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([http::header::ETAG])
        .max_age(Duration::from_secs(600))
}

fn keys(dir: &Path) -> Result<Keys> {
    let path = dir.join("keys.json");
    if let Some(keys) = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
        return Ok(keys);
    }
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let random: [u8; 30] = rand::rng().random();
    let keys = Keys { access_key: format!("dev{}", hex(&random[..10])), secret_key: hex(&random[10..]) };
    let text = serde_json::to_vec(&keys).map_err(std::io::Error::other).at("write", &path)?;
    let file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
    file.and_then(|mut file| file.write_all(&text)).at("write", &path)?;
    Ok(keys)
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}
