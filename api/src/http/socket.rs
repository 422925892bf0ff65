//! Subscriptions: `graphql-transport-ws` at the API's address. Who listens is told once, in `connection_init`, and counts
//! until the token ends; what may be heard is asked again for each event.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_graphql::{
    Data, Executor, Request as GraphQlRequest, Response as GraphQlResponse,
    http::{ClientMessage, WebSocket as GraphQlSocket, WebSocketProtocols, WsMessage},
};
use axum::{
    extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{
    SinkExt, StreamExt,
    stream::{self, BoxStream},
};
use serde_json::Value as Json;
use tokio::{
    sync::OwnedSemaphorePermit,
    time::{Instant, MissedTickBehavior, interval, sleep_until},
};

use super::{
    edge::{self, APP_LABEL, Edge},
    limits,
    shared::Shared,
};
use crate::{
    app::App,
    graphql::{
        context::RequestContext,
        errors::{self, refusal},
        socket::{Ending, RIGHT_GONE, TOKEN_ENDED},
    },
    kernel::{
        error::Error,
        scope::{Actor, Scope},
        text::Locale,
    },
    ports::identity::check,
};

/// The one protocol spoken.
const PROTOCOL: &str = "graphql-transport-ws";
/// Largest message that is read.
const MAX_MESSAGE: usize = 64 * 1024;
/// How long `connection_init` is waited for.
const INIT_LIMIT: Duration = Duration::from_secs(10);
/// How often the other side is asked whether it is there; one silent round is forgiven.
const PULSE: Duration = Duration::from_secs(20);
/// The longest life of a socket whose bearer's right has no end.
const LONGEST: Duration = Duration::from_secs(12 * 3600);

/// Answers the upgrade of `GET /graphql`.
pub async fn open(shared: Shared, edge: Edge, headers: &HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    if !is_ours(&shared.app, &edge, headers.get(header::ORIGIN)) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if let Err(error) = limits::admit(&shared.app, &edge.client, None).await {
        let status = match error {
            Error::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        };
        let mut response = status.into_response();
        limits::tell_retry(&error, response.headers_mut());
        return response;
    }
    let upgrade = upgrade.protocols([PROTOCOL]).max_message_size(MAX_MESSAGE).max_frame_size(MAX_MESSAGE);
    if upgrade.selected_protocol().is_none() {
        return (StatusCode::BAD_REQUEST, "speak graphql-transport-ws").into_response();
    }
    match shared.sockets.enter() {
        Some(place) => upgrade.on_upgrade(move |socket| run(shared, edge, socket, place)),
        None => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response(),
    }
}

/// A page that opens a socket is one of this very host, or the app's; programs name no origin.
fn is_ours(app: &App, edge: &Edge, origin: Option<&HeaderValue>) -> bool {
    let Some(origin) = origin else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let scheme = if app.base.is_https() { "https" } else { "http" };
    origin == app.base.of(APP_LABEL)
        || origin.strip_prefix(scheme).and_then(|o| o.strip_prefix("://")) == Some(&edge.host)
}

/// Who listens, once that is known.
struct Listener {
    actor: Actor,
    /// What it showed, to be looked at again.
    headers: HeaderMap,
    scope: Scope,
    until: Instant,
}

/// What runs the operations of one socket.
#[derive(Clone)]
struct Runner {
    shared: Shared,
    edge: Edge,
    listener: Arc<OnceLock<Listener>>,
    ending: Ending,
}

impl Runner {
    fn locale(&self) -> Locale {
        self.edge.locale.unwrap_or(Locale::En)
    }

    /// Reads `connection_init`: `{ authorization, tenant }`, as the headers of a request.
    async fn meet(self, told: Json) -> async_graphql::Result<Data> {
        let known = match self.judge(&told).await {
            Ok(known) => known,
            Err(error) => {
                let (code, why) = match &error {
                    Error::Unauthenticated(why) => (TOKEN_ENDED, *why),
                    Error::Unavailable(_) | Error::Fault(_) => (1013, "try again in a moment"),
                    Error::RateLimited { .. } => (4429, "too many requests"),
                    _ => (RIGHT_GONE, "not your tenant"),
                };
                self.ending.end(code, why);
                return Err(async_graphql::Error::new(why));
            }
        };
        let _ = self.listener.set(known);
        Ok(Data::default())
    }

    async fn judge(&self, told: &Json) -> Result<Listener, Error> {
        let app = &self.shared.app;
        let text = |name: &str| told.get(name).and_then(Json::as_str);
        let mut headers = HeaderMap::new();
        for (name, value) in [("authorization", text("authorization")), ("x-tenant", text("tenant"))] {
            if let Some(value) = value {
                let value = HeaderValue::from_str(value).map_err(|_| Error::Unauthenticated("this cannot be read"))?;
                headers.insert(name, value);
            }
        }
        let actor = edge::actor(app, &headers).await?;
        if actor == Actor::Visitor {
            return Err(Error::Unauthenticated("show a token in connection_init"));
        }
        let tenant = edge::tenant(app, &self.edge, &headers).await?.ok_or(Error::NotFound)?;
        limits::admit(app, &self.edge.client, Some(tenant.tenant())).await?;
        let ends = edge::bearer(&headers)?.and_then(|token| check::ends_at(&token));
        let left = ends.map_or(LONGEST, |ends| (ends - app.clock.now()).to_std().unwrap_or_default());
        Ok(Listener {
            actor,
            headers,
            scope: edge::scope(&self.edge, &tenant, actor, self.locale()),
            until: Instant::now() + left.min(LONGEST),
        })
    }

    /// Whether the token still speaks for the same person: a session that was ended elsewhere ends here too.
    async fn still_stands(&self) -> bool {
        let Some(listener) = self.listener.get() else { return true };
        match edge::actor(&self.shared.app, &listener.headers).await {
            Ok(actor) => actor == listener.actor,
            Err(error) => !matches!(error, Error::Unauthenticated(_)),
        }
    }

    /// Each operation has a context of its own, so that nothing is read or held from one to the next.
    fn context(&self) -> Option<RequestContext> {
        let listener = self.listener.get()?;
        Some(RequestContext::new(
            Arc::clone(&self.shared.app),
            Some(listener.scope.clone()),
            listener.actor,
            self.locale(),
            self.edge.client.clone(),
            Arc::clone(&self.edge.request_id),
        ))
    }
}

impl Executor for Runner {
    async fn execute(&self, _: GraphQlRequest) -> GraphQlResponse {
        GraphQlResponse::from_errors(vec![refusal("BAD_INPUT", "Send queries and mutations by POST".to_owned())])
    }

    fn execute_stream(&self, mut request: GraphQlRequest, _: Option<Arc<Data>>) -> BoxStream<'static, GraphQlResponse> {
        let is_subscription = request.parsed_query().is_ok_and(|document| {
            document
                .operations
                .iter()
                .all(|(_, one)| one.node.ty == async_graphql::parser::types::OperationType::Subscription)
        });
        let (locale, request_id) = (self.locale(), Arc::clone(&self.edge.request_id));
        let answers = match self.context() {
            Some(context) if is_subscription => {
                self.shared.api.schema.execute_stream(request.data(context).data(self.ending.clone())).boxed()
            }
            _ => {
                let text = "Only subscriptions come by the socket; send queries and mutations by POST";
                let refused = GraphQlResponse::from_errors(vec![refusal("BAD_INPUT", text.to_owned())]);
                stream::once(std::future::ready(refused)).boxed()
            }
        };
        answers
            .map(move |mut response| {
                errors::publish(&mut response, locale, &request_id);
                response
            })
            .boxed()
    }
}

/// Serves one socket until one side ends it.
async fn run(shared: Shared, edge: Edge, socket: WebSocket, place: OwnedSemaphorePermit) {
    metrics::gauge!("sadu_sockets_open").increment(1.0);
    let closing = shared.sockets.closing();
    let runner = Runner { shared, edge, listener: Arc::default(), ending: Ending::default() };
    let (mut to, from) = socket.split();
    let is_there = Arc::new(AtomicBool::new(true));
    let heard = Arc::clone(&is_there);
    let messages = from.filter_map(move |message| {
        heard.store(true, Ordering::Relaxed);
        std::future::ready(match message {
            Ok(Message::Text(text)) => Some(ClientMessage::from_bytes(text.as_bytes())),
            Ok(Message::Binary(bytes)) => Some(ClientMessage::from_bytes(bytes)),
            // Pings of the other side are answered below us; its close and its faults end the stream.
            Ok(_) | Err(_) => None,
        })
    });
    let meeting = runner.clone();
    let mut answers = Box::pin(
        GraphQlSocket::from_message_stream(runner.clone(), Box::pin(messages), WebSocketProtocols::GraphQLWS)
            .on_connection_init(move |told| meeting.meet(told)),
    );
    let mut pulse = interval(PULSE);
    pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut deadline = Instant::now() + INIT_LIMIT;
    let end = loop {
        tokio::select! {
            answer = answers.next() => match answer {
                Some(WsMessage::Text(text)) => {
                    if to.send(Message::Text(text.into())).await.is_err() {
                        break None;
                    }
                }
                Some(WsMessage::Close(code, why)) => break Some(runner.ending.reason().map_or((code, why), |(c, w)| (c, w.to_owned()))),
                None => break None,
            },
            (code, why) = runner.ending.told() => break Some((code, why.to_owned())),
            () = sleep_until(deadline) => match runner.listener.get() {
                Some(listener) if listener.until > Instant::now() => deadline = listener.until,
                Some(_) => break Some((TOKEN_ENDED, "the token has ended".to_owned())),
                None => break Some((4408, "connection_init did not come".to_owned())),
            },
            _ = pulse.tick() => {
                if !runner.still_stands().await {
                    break Some((TOKEN_ENDED, "the session is over".to_owned()));
                }
                if !is_there.swap(false, Ordering::Relaxed) || to.send(Message::Ping(Vec::new().into())).await.is_err() {
                    break None;
                }
            }
            () = closing.cancelled() => break Some((1001, "going away".to_owned())),
        }
    };
    if let Some((code, why)) = end {
        // A reason has room for 123 bytes.
        let why: String = why.chars().take(40).collect();
        let _ = to.send(Message::Close(Some(CloseFrame { code, reason: why.into() }))).await;
    }
    metrics::gauge!("sadu_sockets_open").decrement(1.0);
    drop(place);
}
