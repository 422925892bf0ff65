//! A client of `graphql-transport-ws`: opens a socket, says who it is, listens.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::HeaderValue},
};

/// How long something is waited for that has to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// What tests ask to be told.
pub const LISTEN: &str =
    "subscription { submissionReceived { change entry { id kind number status state personName amount { amount } } } }";

/// What came by a socket.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// A message of the protocol.
    Message(Value),
    /// The other side closed, with this code.
    Closed(u16),
}

/// An open socket.
#[derive(Debug)]
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Opens a socket at `address` (as `TestApp::listen` tells it) for a host's label.
    ///
    /// # Errors
    /// The status with which the upgrade was refused.
    pub async fn open(address: &str, label: &str, headers: &[(&'static str, &str)]) -> Result<Self, u16> {
        let url = format!("{}/graphql", address.replacen("http", "ws", 1));
        let mut request = url.into_client_request().expect("an address");
        let host = format!("{label}.localhost:8000");
        for (name, value) in [("host", host.as_str()), ("sec-websocket-protocol", "graphql-transport-ws")]
            .into_iter()
            .chain(headers.iter().copied())
        {
            request.headers_mut().insert(name, HeaderValue::from_str(value).expect("a header"));
        }
        match connect_async(request).await {
            Ok((stream, _)) => Ok(Self(stream)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(other) => panic!("the socket does not open: {other}"),
        }
    }

    /// Opens a socket and says who listens.
    pub async fn greet(address: &str, label: &str, token: &str) -> Self {
        let mut socket = Self::open(address, label, &[]).await.expect("the upgrade");
        socket
            .say(json!({ "type": "connection_init", "payload": { "authorization": format!("Bearer {token}") } }))
            .await;
        assert_eq!(socket.next().await, Told::Message(json!({ "type": "connection_ack" })));
        socket
    }

    /// Opens a socket that listens to what comes in.
    pub async fn listening(address: &str, label: &str, token: &str) -> Self {
        let mut socket = Self::greet(address, label, token).await;
        socket.subscribe("1", LISTEN).await;
        // Whatever was sent before this is answered has been taken up.
        socket.say(json!({ "type": "ping" })).await;
        assert_eq!(socket.next().await, Told::Message(json!({ "type": "pong" })));
        socket
    }

    /// Asks for a subscription.
    pub async fn subscribe(&mut self, id: &str, query: &str) {
        self.say(json!({ "type": "subscribe", "id": id, "payload": { "query": query } })).await;
    }

    /// Says something.
    pub async fn say(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.expect("the socket is open");
    }

    /// What comes next.
    pub async fn next(&mut self) -> Told {
        loop {
            let come = tokio::time::timeout(PATIENCE, self.0.next()).await.expect("nothing comes");
            match come {
                Some(Ok(Message::Text(text))) => return Told::Message(serde_json::from_str(&text).expect("JSON")),
                Some(Ok(Message::Close(frame))) => return Told::Closed(frame.map_or(1005, |frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Told::Closed(1006),
            }
        }
    }

    /// The next thing that happened to a submission.
    pub async fn event(&mut self) -> Value {
        match self.next().await {
            Told::Message(message) => {
                let event = &message["payload"]["data"]["submissionReceived"];
                assert!(event.is_object(), "no event: {message}");
                event.clone()
            }
            closed => panic!("{closed:?}"),
        }
    }
}
