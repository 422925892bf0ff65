//! The listeners and the order of their layers.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    BoxError, Router,
    error_handling::HandleErrorLayer,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::{ServiceBuilder, limit::GlobalConcurrencyLimitLayer, load_shed::LoadShedLayer};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use super::{
    arrival, assets, auth, catalog_files, edge, exports, graphql, health, log, mailbox, media, shared::Shared, visits,
};
use crate::{
    app::App,
    kernel::error::{Error, Result},
};

/// The largest body; more is answered 413.
const MAX_BODY: usize = 1024 * 1024;
/// How long a request may take in all.
const REQUEST_LIMIT: Duration = Duration::from_secs(30);
/// How long the upload of a file may take.
const UPLOAD_LIMIT: Duration = Duration::from_secs(300);
/// How long running requests are waited for after SIGTERM.
const DRAIN_LIMIT: Duration = Duration::from_secs(20);

/// The public routes with their layers, outermost last.
pub fn router(shared: Shared) -> Router {
    let app = Arc::clone(&shared.app);
    let api = Router::new()
        .route("/graphql", get(graphql::get).post(graphql::post))
        .route("/.well-known/jwks.json", get(jwks))
        .layer(CompressionLayer::new());
    let routes = Router::new()
        .merge(api)
        .merge(auth::routes())
        .merge(mailbox::routes())
        .merge(visits::routes())
        .merge(exports::routes())
        .merge(catalog_files::routes())
        .route("/assets/{file}", get(assets::asset))
        .route("/media/{asset}/{file}", get(media::rendition));
    #[cfg(feature = "pages")]
    let routes = routes.merge(super::storefront::routes(&shared));
    // A process that has much to do is not one to be taken away: what asks after its health is never shed.
    let probes: Router = Router::new()
        .route("/health", get(health::ready))
        .route("/health/live", get(health::live))
        .with_state(shared.clone());
    let overload = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(shed))
        .layer(LoadShedLayer::new())
        .layer(GlobalConcurrencyLimitLayer::new(app.config.max_in_flight));
    let work: Router = routes
        .with_state(shared)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(in_time))
        .layer(overload);
    probes
        .merge(work)
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            tracing::error!("a handler panicked");
            (StatusCode::INTERNAL_SERVER_ERROR, "something went wrong on our side").into_response()
        }))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), harden))
        .layer(middleware::from_fn(log::line))
        .layer(middleware::from_fn_with_state(app, edge::mark))
}

async fn in_time(request: Request, next: Next) -> Response {
    // A file comes at the pace of whoever sends it.
    let done = if request.uri().path().starts_with("/imports/") {
        tokio::time::timeout(UPLOAD_LIMIT, next.run(request)).await
    } else {
        tokio::time::timeout(REQUEST_LIMIT, arrival::promptly(request, next)).await
    };
    done.unwrap_or_else(|_| (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2")]).into_response())
}

async fn shed(_: BoxError) -> Response {
    metrics::counter!("sadu_shed_total").increment(1);
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], "busy, try again in a moment").into_response()
}

/// Headers every answer carries; a page brings its own content security policy.
async fn harden(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    if app.base.is_https() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    response
}

async fn jwks(State(app): State<Arc<App>>) -> Response {
    ([(header::CACHE_CONTROL, "public, max-age=300")], axum::Json(app.tokens.jwks())).into_response()
}

/// Serves the public and the internal listener until `stop`, then drains.
///
/// # Errors
/// A fault when an address cannot be had.
pub async fn serve(
    shared: Shared,
    listener: TcpListener,
    metrics: Option<PrometheusHandle>,
    stop: CancellationToken,
) -> Result<()> {
    if let Some(handle) = metrics {
        serve_internal(Arc::clone(&shared.app), handle, stop.clone()).await?;
    }
    let (sockets, going) = (shared.sockets.clone(), stop.clone());
    tokio::spawn(async move {
        going.cancelled().await;
        sockets.close();
    });
    let service = router(shared).into_make_service_with_connect_info::<SocketAddr>();
    let drained = stop.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move { stop.cancelled().await });
    let overtime = async {
        drained.cancelled().await;
        tokio::time::sleep(DRAIN_LIMIT).await;
    };
    tokio::select! {
        done = server.into_future() => done.map_err(Error::fault),
        () = overtime => Ok(()),
    }
}

/// Opens the internal listener and serves metrics on it in the background, until `stop`.
///
/// # Errors
/// A fault when the address cannot be had.
pub async fn serve_internal(app: Arc<App>, handle: PrometheusHandle, stop: CancellationToken) -> Result<()> {
    let address = app.config.internal_listen;
    let listener =
        TcpListener::bind(address).await.map_err(|e| Error::fault(format!("SADU_INTERNAL_LISTEN {address}: {e}")))?;
    tokio::spawn(serve_metrics(app, listener, handle, stop));
    Ok(())
}

async fn serve_metrics(app: Arc<App>, listener: TcpListener, handle: PrometheusHandle, stop: CancellationToken) {
    let render = move || {
        let (app, handle) = (Arc::clone(&app), handle.clone());
        async move {
            let (open, idle) = app.db.pool_use();
            metrics::gauge!("sadu_db_connections_open").set(f64::from(open));
            metrics::gauge!("sadu_db_connections_idle").set(idle as f64);
            if let Ok((rows, age)) = app.db.relay().backlog().await {
                metrics::gauge!("sadu_outbox_rows").set(rows as f64);
                metrics::gauge!("sadu_outbox_oldest_seconds").set(age);
            }
            handle.run_upkeep();
            handle.render()
        }
    };
    let routes = Router::new().route("/metrics", get(render));
    let _ = axum::serve(listener, routes).with_graceful_shutdown(async move { stop.cancelled().await }).await;
}
