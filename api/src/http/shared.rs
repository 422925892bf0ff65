//! What every handler is given.

use std::sync::Arc;

use axum::extract::FromRef;

use super::{assets::Assets, health::Probe, page_cache::PageCache, sockets::Sockets};
use crate::{
    app::App,
    exports::Slots,
    graphql::limits::Limits,
    schema::{self, Api},
};

/// What handlers share. Cloning is cheap.
#[derive(Debug, Clone, FromRef)]
pub struct Shared {
    /// The application.
    pub app: Arc<App>,
    /// The schema over it.
    pub api: Api,
    /// Built assets.
    pub assets: Assets,
    /// Rendered pages.
    pub pages: PageCache,
    /// Exports under way.
    pub exports: Slots,
    /// Open sockets.
    pub sockets: Sockets,
    /// What a probe saw last.
    pub probe: Probe,
}

impl Shared {
    /// The shared parts over `app` and its built assets.
    #[must_use]
    pub fn new(app: Arc<App>, assets: Assets) -> Self {
        let api = Api { schema: schema::build(Limits::default()), app: Arc::clone(&app) };
        Self {
            app,
            api,
            assets,
            pages: PageCache::default(),
            exports: Slots::default(),
            sockets: Sockets::default(),
            probe: Probe::default(),
        }
    }
}
