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
    Data, Executor, Request as GraphQlRequest, Response as GraphQlResponse, ServerError,
    http::{ClientMessage, WebSocket as GraphQlSocket, WebSocketProtocols, WsMessage},
    parser::types::{ExecutableDocument, OperationType, Selection},
};
use axum::{
    extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{
    SinkExt, StreamExt,
    stream::{self, BoxStream, SplitSink},
};
use serde_json::Value as Json;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, MissedTickBehavior, interval, sleep_until, timeout},
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
/// How long the other side may take nothing of what it is told.
const SEND_LIMIT: Duration = Duration::from_secs(10);
/// Subscriptions of one socket at once.
const MOST_STREAMS: usize = 8;
/// Seconds after which a subscription too many may be tried again.
const TRY_AGAIN_S: u64 = 5;
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
    /// Places of its subscriptions.
    room: Arc<Semaphore>,
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
        limits::admit_address(app, &self.edge.client).await?;
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
        limits::admit_rest(app, &self.edge.client, Some(tenant.tenant()), 1).await?;
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

    /// What a subscription tells, for as long as it keeps its `place`. Asking for it counts like a request.
    async fn listen(
        self,
        mut request: GraphQlRequest,
        place: OwnedSemaphorePermit,
    ) -> BoxStream<'static, GraphQlResponse> {
        let (Some(listener), Some(context)) = (self.listener.get(), self.context()) else {
            return refused(Error::Unauthenticated("show a token in connection_init"));
        };
        if let Err(error) = limits::admit(&self.shared.app, &self.edge.client, Some(listener.scope.tenant())).await {
            return refused(error);
        }
        if let Some(why) = request.parsed_query().ok().and_then(unfit) {
            return once(refusal("BAD_INPUT", why.to_owned()));
        }
        let events = self.shared.api.schema.execute_stream(request.data(context).data(self.ending.clone()));
        let kept = (events, place);
        stream::unfold(kept, |(mut events, place)| async move { Some((events.next().await?, (events, place))) }).boxed()
    }
}

impl Executor for Runner {
    async fn execute(&self, _: GraphQlRequest) -> GraphQlResponse {
        GraphQlResponse::from_errors(vec![refusal("BAD_INPUT", "Send queries and mutations by POST".to_owned())])
    }

    fn execute_stream(&self, request: GraphQlRequest, _: Option<Arc<Data>>) -> BoxStream<'static, GraphQlResponse> {
        let (locale, request_id) = (self.locale(), Arc::clone(&self.edge.request_id));
        // Taken before anything is read or asked, so that no number of them at once gets past.
        let answers = match Arc::clone(&self.room).try_acquire_owned() {
            Ok(place) => {
                let runner = self.clone();
                stream::once(async move { runner.listen(request, place).await }).flatten().boxed()
            }
            Err(_) => refused(Error::RateLimited { retry_after_s: TRY_AGAIN_S }),
        };
        answers
            .map(move |mut response| {
                errors::publish(&mut response, locale, &request_id);
                response
            })
            .boxed()
    }
}

/// Why a document does not go by the socket, if it does not. One that cannot be parsed is left to the execution to refuse.
fn unfit(document: &ExecutableDocument) -> Option<&'static str> {
    for (_, operation) in document.operations.iter() {
        if operation.node.ty != OperationType::Subscription {
            return Some("Only subscriptions come by the socket; send queries and mutations by POST");
        }
        // Each field would be a subscription of its own; none below a fragment would ever be told.
        let fields = &operation.node.selection_set.node.items;
        if fields.len() != 1 || !fields.iter().all(|one| matches!(one.node, Selection::Field(_))) {
            return Some("A subscription has exactly one field, and no fragment around it");
        }
    }
    None
}

/// One answer and no more.
fn once(error: ServerError) -> BoxStream<'static, GraphQlResponse> {
    stream::once(std::future::ready(GraphQlResponse::from_errors(vec![error]))).boxed()
}

/// An error of ours as the only answer; its code and words are written where answers leave.
fn refused(error: Error) -> BoxStream<'static, GraphQlResponse> {
    let mut told = ServerError::new(error.to_string(), None);
    told.source = Some(Arc::new(error));
    once(told)
}

/// Whether a message went out. Whoever takes none for so long is gone: while one waits, nothing else of the socket is seen to.
async fn tell(to: &mut SplitSink<WebSocket, Message>, message: Message) -> bool {
    matches!(timeout(SEND_LIMIT, to.send(message)).await, Ok(Ok(())))
}

/// Serves one socket until one side ends it.
async fn run(shared: Shared, edge: Edge, socket: WebSocket, place: OwnedSemaphorePermit) {
    metrics::gauge!("sadu_sockets_open").increment(1.0);
    let closing = shared.sockets.closing();
    let room = Arc::new(Semaphore::new(MOST_STREAMS));
    let runner = Runner { shared, edge, listener: Arc::default(), room, ending: Ending::default() };
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
                    if !tell(&mut to, Message::Text(text.into())).await {
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
                if !is_there.swap(false, Ordering::Relaxed) || !tell(&mut to, Message::Ping(Vec::new().into())).await {
                    break None;
                }
            }
            () = closing.cancelled() => break Some((1001, "going away".to_owned())),
        }
    };
    if let Some((code, why)) = end {
        // A reason has room for 123 bytes.
        let why: String = why.chars().take(40).collect();
        tell(&mut to, Message::Close(Some(CloseFrame { code, reason: why.into() }))).await;
    }
    metrics::gauge!("sadu_sockets_open").decrement(1.0);
    drop(place);
}
