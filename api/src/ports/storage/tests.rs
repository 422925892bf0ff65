//! The port against the S3 server inside: what a browser may do with a presigned address, and what the store says.
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use http::{Method, Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::*;
use crate::dev::{BUCKET, InsideS3};

const KEY: &str = "018f3a1e-0000-7000-8000-000000000001/pictures/original.png";
const MINUTE: Duration = Duration::from_secs(60);

struct Bench {
    store: S3Store,
    server: InsideS3,
    dir: PathBuf,
}

impl Bench {
    async fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("sadu-s3-{name}-{}", std::process::id()));
        let server = InsideS3::start(&dir, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
        let store = S3Store::new(S3Settings {
            bucket: BUCKET.into(),
            region: "me-south-1".into(),
            endpoint: Some(server.endpoint()),
            public_endpoint: None,
            force_path_style: true,
            credentials: S3Credentials::Static {
                access_key: server.access_key().into(),
                secret_key: server.secret_key().clone(),
            },
        });
        Self { store, server, dir }
    }

    /// What a browser would do.
    async fn send(&self, method: Method, url: &str, headers: &[(&str, &str)], body: &'static [u8]) -> Response<Bytes> {
        let stream = TcpStream::connect(("127.0.0.1", self.server.port())).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let path = url.strip_prefix(&self.server.endpoint()).unwrap();
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("host", format!("127.0.0.1:{}", self.server.port()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = sender.send_request(request.body(Full::new(Bytes::from_static(body))).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        Response::from_parts(parts, body.collect().await.unwrap().to_bytes())
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

#[tokio::test]
async fn an_object_is_stored_read_listed_and_deleted() {
    let bench = Bench::new("verbs").await;
    let store: &dyn ObjectStore = &bench.store;
    store.ping().await.unwrap();
    store.put(KEY, Bytes::from_static(b"picture"), "image/png").await.unwrap();
    store.put("other/one.webp", Bytes::from_static(b"x"), "image/webp").await.unwrap();
    let object = store.get(KEY).await.unwrap();
    assert_eq!((object.bytes.as_ref(), object.content_type.as_str()), (b"picture".as_slice(), "image/png"));
    let head = store.head(KEY).await.unwrap();
    assert_eq!(head, ObjectHead { content_type: "image/png".into(), byte_size: 7 });
    let listing = store.list("018f3a1e", None).await.unwrap();
    assert_eq!(listing.objects, [ListedObject { key: KEY.into(), byte_size: 7 }]);
    assert!(store.list("018f3a1e", Some(KEY)).await.unwrap().objects.is_empty());
    store.delete(KEY).await.unwrap();
    store.delete(KEY).await.unwrap();
    assert!(matches!(store.get(KEY).await, Err(StorageError::NotFound)));
    assert!(matches!(store.head(KEY).await, Err(StorageError::NotFound)));
}

#[tokio::test]
async fn a_presigned_put_takes_only_the_signed_type_length_and_key() {
    let bench = Bench::new("presigned").await;
    let put = bench.store.presign_put(KEY, "image/png", 7, MINUTE).await.unwrap();
    assert_eq!(put.headers, [("content-type".to_owned(), "image/png".to_owned())]);
    let png = [("content-type", "image/png")];

    let wrong_type = bench.send(Method::PUT, &put.url, &[("content-type", "text/html")], b"picture").await;
    let no_type = bench.send(Method::PUT, &put.url, &[], b"picture").await;
    let too_long = bench.send(Method::PUT, &put.url, &png, b"picture and more").await;
    let too_short = bench.send(Method::PUT, &put.url, &png, b"pic").await;
    let elsewhere = put.url.replace("original.png", "another.png");
    let other_key = bench.send(Method::PUT, &elsewhere, &png, b"picture").await;
    for refused in [wrong_type, no_type, too_long, too_short, other_key] {
        assert_eq!(refused.status(), 403, "{:?}", refused.body());
    }
    assert!(matches!(bench.store.head(KEY).await, Err(StorageError::NotFound)));

    let stored = bench.send(Method::PUT, &put.url, &png, b"picture").await;
    assert_eq!(stored.status(), 200, "{:?}", stored.body());
    assert_eq!(bench.store.head(KEY).await.unwrap().content_type, "image/png");

    let url = bench.store.presign_get(KEY, MINUTE).await.unwrap();
    let read = bench.send(Method::GET, &url, &[], b"").await;
    assert_eq!((read.status().as_u16(), read.body().as_ref()), (200, b"picture".as_slice()));
    let unsigned = bench.send(Method::GET, url.split('?').next().unwrap(), &[], b"").await;
    assert_eq!(unsigned.status(), 403);
}

#[tokio::test]
async fn a_presigned_address_ends() {
    let bench = Bench::new("expired").await;
    bench.store.put(KEY, Bytes::from_static(b"picture"), "image/png").await.unwrap();
    let url = bench.store.presign_get(KEY, Duration::from_secs(1)).await.unwrap();
    let mut status = 200;
    for _ in 0..40 {
        status = bench.send(Method::GET, &url, &[], b"").await.status().as_u16();
        if status != 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(status, 403);
}

#[tokio::test]
async fn a_browser_is_told_that_it_may_put() {
    let bench = Bench::new("cors").await;
    let url = format!("{}/{BUCKET}/{KEY}", bench.server.endpoint());
    let preflight = [
        ("origin", "http://app.localhost:8000"),
        ("access-control-request-method", "PUT"),
        ("access-control-request-headers", "content-type"),
    ];
    let answer = bench.send(Method::OPTIONS, &url, &preflight, b"").await;
    assert_eq!(answer.status(), 200);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("access-control-allow-origin"), "*");
    assert!(header("access-control-allow-methods").contains("PUT"));
    assert_eq!(header("access-control-allow-headers"), "content-type");
}

#[tokio::test]
async fn a_store_that_is_gone_is_unavailable_and_a_strange_key_is_refused() {
    let bench = Bench::new("gone").await;
    for key in ["", "/etc/passwd", "a//b", "tenant/../other/x", "tenant/ä.png"] {
        assert!(matches!(bench.store.head(key).await, Err(StorageError::Refused(_))), "{key}");
    }
    let mut settings = S3Settings {
        bucket: BUCKET.into(),
        region: "me-south-1".into(),
        endpoint: Some(bench.server.endpoint()),
        public_endpoint: None,
        force_path_style: true,
        credentials: S3Credentials::Static { access_key: "nobody".into(), secret_key: "nothing".to_owned().into() },
    };
    let stranger = S3Store::new(settings.clone());
    assert!(matches!(stranger.get(KEY).await, Err(StorageError::Refused(_))));
    settings.endpoint = Some(format!("http://127.0.0.1:{}", crate::dev::free_port().unwrap()));
    let nowhere = S3Store::new(settings);
    assert!(matches!(nowhere.get(KEY).await, Err(StorageError::Unavailable(_))));
}
