//! Rendered public pages, bounded, in process. Same process: fresh on the next request. Other processes: at most a second.
//!
//! A page's key holds the tenant's content version, so a change makes new keys and nothing is ever invalidated by hand.
//! The version is asked for at most every 500 ms a tenant, by one request at a time, and at once after a change of our own.

use std::{future::Future, io::Write, sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use entity::ids::TenantId;
use flate2::{Compression, write::GzEncoder};
use moka::future::Cache;
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    kernel::{
        error::{Error, Result},
        scope::Scope,
        text::Locale,
    },
    storefront,
};

/// How long a version is believed.
const BELIEVED_FOR: Duration = Duration::from_millis(500);
/// How long pages are shown while the database is away.
const STALE_FOR: Duration = Duration::from_secs(60);
/// How long a known version waits for a newer one.
const PATIENCE: Duration = Duration::from_millis(500);
/// Bytes of pages kept, all forms counted.
const CAPACITY: u64 = 16 * 1024 * 1024;

/// A page as it is sent.
#[derive(Debug)]
pub struct CachedPage {
    /// HTTP status.
    pub status: u16,
    /// What the bytes are.
    pub content_type: &'static str,
    /// Content security policy that goes with exactly these bytes.
    pub policy: String,
    /// From the bytes, the same for every compression.
    pub etag: String,
    /// HTML.
    pub plain: Bytes,
    /// Compressed once.
    pub brotli: Bytes,
    /// Compressed once.
    pub gzip: Bytes,
}

/// What a page's content depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageKey {
    /// Path without the language's part.
    pub path: String,
    /// Known parameters only, in a fixed order, so that `?fbclid=` does not break it.
    pub parameters: String,
    /// Language of the content.
    pub locale: Locale,
}

type FullKey = (TenantId, i64, PageKey);

/// The cache.
#[derive(Debug, Clone)]
pub struct PageCache {
    pages: Cache<FullKey, Arc<CachedPage>>,
    /// With whether the database said so; a stale answer must not make itself young again.
    versions: Cache<(TenantId, u64), (i64, bool)>,
    last_good: Cache<TenantId, i64>,
}

impl Default for PageCache {
    fn default() -> Self {
        let weigh = |_: &FullKey, page: &Arc<CachedPage>| {
            u32::try_from(page.plain.len() + page.brotli.len() + page.gzip.len() + 512).unwrap_or(u32::MAX)
        };
        Self {
            pages: Cache::builder()
                .weigher(weigh)
                .max_capacity(CAPACITY)
                .time_to_idle(Duration::from_secs(3600))
                .build(),
            versions: Cache::builder().max_capacity(20_000).time_to_live(BELIEVED_FOR).build(),
            last_good: Cache::builder().max_capacity(20_000).time_to_live(STALE_FOR).build(),
        }
    }
}

impl PageCache {
    /// The page under `key`, rendered by `render` if it is not there. With the database away, what was good within the
    /// last minute is still good.
    ///
    /// # Errors
    /// Those of the version's read and of `render`.
    pub async fn page<F>(
        &self,
        app: &App,
        scope: &Scope,
        key: PageKey,
        render: impl FnOnce() -> F,
    ) -> Result<Arc<CachedPage>>
    where
        F: Future<Output = Result<CachedPage>>,
    {
        let tenant = scope.tenant();
        let (version, is_stale) = self.version(app, scope).await.map_err(|error| unshare(&error))?;
        let full = (tenant, version, key);
        if let Some(page) = self.pages.get(&full).await {
            metrics::counter!("sadu_page_cache_total", "outcome" => "hit").increment(1);
            return Ok(page);
        }
        if is_stale {
            return Err(Error::unavailable("the database is away and this page was not kept"));
        }
        metrics::counter!("sadu_page_cache_total", "outcome" => "miss").increment(1);
        let made = self.pages.try_get_with(full, async { render().await.map(Arc::new) }).await;
        made.map_err(|error| unshare(&error))
    }

    /// The tenant's content version, and whether it is only what was good within the last minute.
    async fn version(&self, app: &App, scope: &Scope) -> std::result::Result<(i64, bool), Arc<Error>> {
        let tenant = scope.tenant();
        let key = (tenant, app.db.local_changes(tenant));
        let check = async { storefront::service::content_version(app, scope).await.map(|version| (version, true)) };
        let asked = self.versions.try_get_with(key, check);
        let Some(known) = self.last_good.get(&tenant).await else {
            let (version, _) = asked.await?;
            self.last_good.insert(tenant, version).await;
            return Ok((version, false));
        };
        match tokio::time::timeout(PATIENCE, asked).await {
            Ok(Ok((version, is_good))) => {
                if is_good {
                    self.last_good.insert(tenant, version).await;
                }
                Ok((version, !is_good))
            }
            Ok(Err(error)) if !matches!(*error, Error::Unavailable(_)) => Err(error),
            _ => {
                // The next requests of this half second need not wait too.
                self.versions.insert(key, (known, false)).await;
                Ok((known, true))
            }
        }
    }
}

/// One of several waiters' own copy of an error that all of them got.
fn unshare(error: &Arc<Error>) -> Error {
    match &**error {
        Error::NotFound => Error::NotFound,
        Error::Forbidden => Error::Forbidden,
        Error::MfaRequired => Error::MfaRequired,
        Error::Unauthenticated(why) => Error::Unauthenticated(why),
        Error::TenantSuspended => Error::TenantSuspended,
        Error::Invalid(fields) => Error::Invalid(fields.clone()),
        Error::RateLimited { retry_after_s } => Error::RateLimited { retry_after_s: *retry_after_s },
        Error::Unavailable(_) => Error::unavailable(Arc::clone(error)),
        Error::Fault(_) => Error::fault(Arc::clone(error)),
    }
}

impl CachedPage {
    /// The same as something else than a page.
    #[must_use]
    pub fn typed(self, content_type: &'static str) -> Self {
        Self { content_type, ..self }
    }

    /// Compresses a rendered page and names its bytes.
    ///
    /// # Errors
    /// A fault when it cannot be compressed.
    pub fn new(status: u16, html: String, policy: String) -> Result<Self> {
        let plain = Bytes::from(html);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
        gzip.write_all(&plain).map_err(Error::fault)?;
        let mut compressed = Vec::new();
        let settings = brotli::enc::BrotliEncoderParams { quality: 5, lgwin: 20, ..Default::default() };
        brotli::BrotliCompress(&mut &plain[..], &mut compressed, &settings).map_err(Error::fault)?;
        Ok(Self {
            status,
            content_type: "text/html; charset=utf-8",
            policy,
            etag: format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(&Sha256::digest(&plain)[..12])),
            brotli: compressed.into(),
            gzip: gzip.finish().map_err(Error::fault)?.into(),
            plain,
        })
    }
}
