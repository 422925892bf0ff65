//! Who sends or takes too slowly holds nobody's place for long: bodies that do not come, sockets and files that nobody reads.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use api::{
    exports::Slots,
    http::{server, shared::Shared},
    kernel::pace::Pace,
};
use futures_util::{SinkExt, future::join_all};
use harness::{
    Item, Tenant, TestApp, many_orders,
    socket::{Socket, Told},
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    client_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};
use tokio_util::sync::CancellationToken;

/// How long something is waited for that has to come.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes that wait for a reader on either side.
const ROOM: u32 = 4 * 1024;

/// Listens like the program, with so little room for what goes out that a reader who stops is felt soon.
fn listen_tightly(shared: &Shared) -> SocketAddr {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_send_buffer_size(ROOM).unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(64).unwrap();
    let (address, shared) = (listener.local_addr().unwrap(), shared.clone());
    tokio::spawn(async move { server::serve(shared, listener, None, CancellationToken::new()).await });
    address
}

/// A connection with little room for what comes in.
async fn connect_tightly(address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(ROOM).unwrap();
    socket.connect(address).await.unwrap()
}

fn address_of(url: &str) -> SocketAddr {
    url.trim_start_matches("http://").parse().unwrap()
}

/// Sends the head of a request, and nothing after it.
async fn begin(address: SocketAddr, line: &str, host: &str, headers: &[(&str, &str)]) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head(line, host, headers).as_bytes()).await.unwrap();
    stream
}

fn head(line: &str, host: &str, headers: &[(&str, &str)]) -> String {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{line} HTTP/1.1\r\nhost: {host}.localhost:8000\r\n{headers}\r\n")
}

/// The next status.
async fn status(stream: &mut TcpStream) -> u16 {
    let mut line = [0; 12];
    timeout(PATIENCE, stream.read_exact(&mut line)).await.expect("nothing is answered").unwrap();
    std::str::from_utf8(&line).unwrap().strip_prefix("HTTP/1.1 ").unwrap().parse().unwrap()
}

async fn status_of(address: SocketAddr, path: &str) -> u16 {
    status(&mut begin(address, &format!("GET {path}"), "shop", &[("connection", "close")]).await).await
}

/// Everything that still comes, until the other side ends it or breaks it off.
async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let reading = async {
        let (mut all, mut piece) = (Vec::new(), vec![0; 64 * 1024]);
        while let Ok(read @ 1..) = stream.read(&mut piece).await {
            all.extend_from_slice(&piece[..read]);
        }
        all
    };
    timeout(PATIENCE, reading).await.expect("the answer does not end")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let address = address_of(&app.listen().await);
    let (form, json) = ("application/x-www-form-urlencoded", "application/json");
    let announced = ("content-length", "100");
    let tries = [
        ("POST /graphql", "shop", json),
        ("POST /basket", "shop", form),
        ("POST /storefront/shop/visit", "shop", json),
        ("POST /exports/orders.csv", "app", form),
        ("POST /exports/catalog.csv", "shop", form),
        ("POST /auth/login", "app", json),
    ]
    .map(|(line, host, kind)| async move {
        let origin = format!("http://{host}.localhost:8000");
        let headers = [announced, ("content-type", kind), ("origin", origin.as_str())];
        let mut silent = begin(address, line, host, &headers).await;
        (line, status(&mut silent).await)
    });
    for (line, status) in join_all(tries).await {
        assert_eq!(status, 408, "{line}");
    }
    // A page needs none, and is shown at once.
    assert_eq!(status(&mut begin(address, "GET /", "shop", &[announced]).await).await, 200);
    // One that comes in pieces is waited for.
    let body = json!({ "query": "{ storefront { slug } }" }).to_string();
    let length = body.len().to_string();
    let headers = [("content-length", length.as_str()), ("content-type", json), ("connection", "close")];
    let mut slow = begin(address, "POST /graphql", "shop", &headers).await;
    for half in [&body[..9], &body[9..]] {
        slow.write_all(half.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let answer = String::from_utf8(rest(&mut slow).await).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"slug\":\"shop\""), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn trickling_bodies_give_their_places_back_and_probes_are_never_shed() {
    let app = TestApp::builder().config(|c| c.max_in_flight = 2).start().await;
    app.tenant("shop").await;
    let address = address_of(&app.listen().await);
    assert_eq!(status_of(address, "/basket").await, 200, "the positive control");
    let mut answers = Vec::new();
    for _ in 0..2 {
        let headers = [("content-type", "application/json"), ("content-length", "1000"), ("expect", "100-continue")];
        let mut trickling = begin(address, "POST /graphql", "shop", &headers).await;
        // Told when the body is waited for: from now on the request has its place.
        assert_eq!(status(&mut trickling).await, 100);
        let (mut reader, mut writer) = trickling.into_split();
        tokio::spawn(async move {
            while writer.write_all(b" ").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        });
        answers.push(tokio::spawn(async move {
            let mut answer = Vec::new();
            let _ = reader.read_to_end(&mut answer).await;
            String::from_utf8_lossy(&answer).into_owned()
        }));
    }
    assert_eq!(status_of(address, "/basket").await, 503, "both places are taken");
    assert_eq!(status_of(address, "/health/live").await, 200);
    assert_eq!(status_of(address, "/health").await, 200);
    let begun = Instant::now();
    while status_of(address, "/basket").await != 200 {
        assert!(begun.elapsed() < PATIENCE, "no place is given back");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for answer in join_all(answers).await {
        let answer = answer.unwrap();
        assert!(answer.contains("HTTP/1.1 408"), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_whose_client_takes_nothing_is_ended() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let address = listen_tightly(&app.shared);
    let mut request = format!("ws://{address}/graphql").into_client_request().unwrap();
    for (name, value) in [("host", "shop.localhost:8000"), ("sec-websocket-protocol", "graphql-transport-ws")] {
        request.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    let (mut deaf, _) = client_async(request, connect_tightly(address).await).await.unwrap();
    // Nobody signs in and nobody reads: each ping is answered until there is no more room.
    let begun = Instant::now();
    while timeout(PATIENCE, deaf.send(Message::text(json!({ "type": "ping" }).to_string())))
        .await
        .expect("the socket is held for ever")
        .is_ok()
    {
        assert!(begun.elapsed() < PATIENCE, "the socket is never ended");
    }
    let mut hears = Socket::greet(&format!("http://{address}"), "shop", &shop.owner.token).await;
    for _ in 0..100 {
        hears.say(json!({ "type": "ping" })).await;
        assert_eq!(hears.next().await, Told::Message(json!({ "type": "pong" })), "the positive control");
    }
}

/// Asks for the file of orders and reads no more than the status.
async fn download(mut stream: TcpStream, shop: &Tenant) -> (TcpStream, u16) {
    let token = format!("Bearer {}", shop.owner.token);
    let headers = [("authorization", token.as_str()), ("connection", "close")];
    stream.write_all(head("GET /exports/orders.csv", "shop", &headers).as_bytes()).await.unwrap();
    let status = status(&mut stream).await;
    (stream, status)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_nobody_reads_gives_its_place_back_and_never_looks_whole() {
    let mut app = TestApp::start().await;
    app.shared.exports = Slots::with_patience(Duration::from_secs(5));
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    app.order(&shop, &mug, 1).await;
    app.database.run(&many_orders("shop", 9_000)).await;
    let (tight, roomy) = (listen_tightly(&app.shared), address_of(&app.listen().await));
    let (mut one, first) = download(connect_tightly(tight).await, &shop).await;
    let (mut two, second) = download(connect_tightly(tight).await, &shop).await;
    assert_eq!((first, second), (200, 200), "as many as a tenant may have");
    // Nobody reads on, and after a while both places are free again.
    let begun = Instant::now();
    let take = || app.shared.exports.take(shop.id, &Pace::default());
    while !matches!((take(), take()), (Ok(_), Ok(_))) {
        assert!(begun.elapsed() < PATIENCE, "no place is given back");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("\"ORD-").count();
    let is_ended = |bytes: &[u8]| bytes.ends_with(b"\r\n0\r\n\r\n");
    for half in [rest(&mut one).await, rest(&mut two).await] {
        assert!(!is_ended(&half) && lines(&half) < 9_001, "{} lines look whole", lines(&half));
    }
    let (mut third, status) = download(TcpStream::connect(roomy).await.unwrap(), &shop).await;
    let whole = rest(&mut third).await;
    assert_eq!((status, lines(&whole)), (200, 9_001), "the positive control: who reads has it all");
    assert!(is_ended(&whole));
}
