//! Who asks is counted before anything is looked up or waited for, so that names that lead nowhere are no free questions.

use axum::body::Body;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use harness::{Answer, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

/// A request that leads nowhere, each time to another place.
async fn astray(app: &TestApp, what: &str, address: &str) -> Answer {
    let (method, path) = if what == "a file" { ("GET", "/exports/orders.csv") } else { ("POST", "/graphql") };
    let mut request = app.request(method, "app", path).header("content-type", "application/json");
    request.headers_mut().unwrap().insert("x-forwarded-for", address.parse().unwrap());
    let (id, other) = (Uuid::new_v4().simple(), Uuid::new_v4().simple());
    request = match what {
        "a key" => {
            let secret = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
            request.header("authorization", format!("Bearer sk_{id}_{other}_{secret}"))
        }
        _ => request.header("x-tenant", format!("t-{id}")),
    };
    let body = if what == "no JSON" { "{".to_owned() } else { json!({ "query": "{ __typename }" }).to_string() };
    app.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn what_leads_nowhere_is_counted_too() {
    for (what, status) in [("a tenant", 404), ("a key", 401), ("a file", 404), ("no JSON", 400)] {
        let app = TestApp::builder().config(|c| c.rate_ip = 5).start().await;
        let first = astray(&app, what, &app.address).await;
        assert_eq!((first.status, first.header("ratelimit-limit")), (status, "5"), "{what}: {}", first.text());
        let mut last = first;
        for _ in 0..12 {
            last = astray(&app, what, &app.address).await;
            if last.status == 429 {
                break;
            }
            assert_eq!(last.status, status, "{what}");
        }
        assert_eq!(last.status, 429, "{what}");
        assert!(last.header("retry-after").parse::<u64>().is_ok_and(|s| (1..=60).contains(&s)), "{what}");
        assert_eq!(last.header("ratelimit-remaining"), "0", "{what}");
        let other = app.address.replacen("10.", "11.", 1);
        assert_eq!(astray(&app, what, &other).await.status, status, "{what}: the positive control, from elsewhere");
    }
}

#[tokio::test]
async fn a_body_of_more_operations_than_a_minute_has_takes_the_whole_minute() {
    let app = TestApp::builder().config(|c| c.rate_ip = 4).start().await;
    app.tenant("shop").await;
    let batch = |n: usize| Value::from(vec![json!({ "query": "{ storefront { slug } }" }); n]);
    let ten = app.post_json("shop", None, &batch(10)).await;
    assert_eq!((ten.status, ten.header("ratelimit-limit"), ten.header("ratelimit-remaining")), (200, "4", "0"));
    assert_eq!(app.post_json("shop", None, &batch(1)).await.status, 429);
}
