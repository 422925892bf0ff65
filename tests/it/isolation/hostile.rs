//! Over HTTP: hosts, headers and tokens that claim another tenant, in every combination that could confuse the edge.

use axum::body::Body;
use harness::{Item, TestApp};
use serde_json::json;

const ASK: &str = "{ storefront { slug } tenant { slug name } members(first: 50) { nodes { email } } orders(first: 5) { nodes { id } } }";

#[tokio::test]
async fn no_header_moves_a_request_into_another_tenant() {
    let app = TestApp::start().await;
    let (a, b) = (app.tenant("aaaa").await, app.tenant("bbbb").await);
    app.item(&a, Item::new("mug")).await;
    let request_id = regex::Regex::new(r#""requestId":"[0-9a-f-]+""#).unwrap();
    let body = json!({ "query": ASK }).to_string();
    let mut tried = 0;
    let own = a.id.to_string();
    let id = a.id.0.to_string();
    let hostile = [
        "aaaa",
        "AAAA",
        " aaaa",
        "aaaa ",
        "bbbb,aaaa",
        "aaaa,bbbb",
        "aaaa;bbbb",
        "*",
        "%61aaa",
        "aaaa.",
        "aaaa/../bbbb",
        &own,
        &id,
        "",
    ];
    let names = [
        "x-tenant",
        "x-tenant-id",
        "x-tenant-slug",
        "tenant",
        "x-forwarded-host",
        "x-original-host",
        "x-host",
        "forwarded",
        "x-http-host-override",
        "x-rewrite-url",
        "x-original-url",
        "x-user-id",
        "x-role",
        "cookie",
        "x-app-current-tenant",
    ];
    for name in names {
        for value in hostile {
            for token in [None, Some(&b.owner.token), Some(&b.member.token)] {
                let value = match name {
                    "x-forwarded-host" | "x-original-host" | "x-host" | "x-http-host-override" => {
                        format!("{value}.localhost:8000")
                    }
                    "forwarded" => format!("host={value}.localhost:8000;for=10.0.0.1"),
                    "cookie" => {
                        format!("tenant={value}; visitor={value}; x-tenant={value}; app.current_tenant={value}")
                    }
                    _ => value.to_owned(),
                };
                let mut request = app
                    .request("POST", "bbbb", "/graphql")
                    .header("content-type", "application/json")
                    .header(name, value.as_str());
                if let Some(token) = token {
                    request = request.header("authorization", format!("Bearer {token}"));
                }
                let Ok(request) = request.body(Body::from(body.clone())) else { continue };
                let answer = app.send(request).await;
                tried += 1;
                // A request's id is random hexadecimal and may hold the slug by chance.
                let text = request_id.replace_all(&answer.text(), "").into_owned();
                assert!(!text.contains("aaaa"), "{name}: {value}: {text}");
                assert!(answer.status < 500, "{name}: {value}");
                if token.is_some() {
                    assert!(answer.text().contains("bbbb"), "the positive control: {name}: {value}: {}", answer.text());
                }
            }
        }
    }
    assert!(tried > 500, "{tried}");
    // Two of a kind: whichever is read, it is not both, and the team's fields stay shut.
    let request = app
        .request("POST", "app", "/graphql")
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {}", b.owner.token))
        .header("x-tenant", "bbbb")
        .header("x-tenant", "aaaa")
        .body(Body::from(json!({ "query": "{ members(first: 50) { nodes { email } } }" }).to_string()))
        .unwrap();
    assert!(!app.send(request).await.text().contains("aaaa"));
}

#[tokio::test]
async fn no_spelling_of_a_host_leads_into_another_tenant() {
    let app = TestApp::start().await;
    let (a, b) = (app.tenant("aaaa").await, app.tenant("bbbb").await);
    let ask = async |host: &str, token: &str| {
        let request = http::Request::builder()
            .method("POST")
            .uri("/graphql")
            .header("host", host)
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {token}"))
            .body(Body::from(json!({ "query": "{ members(first: 50) { nodes { email } } }" }).to_string()));
        match request {
            Ok(request) => Some(app.send(request).await),
            Err(_) => None,
        }
    };
    let control = ask("aaaa.localhost:8000", &a.owner.token).await.unwrap();
    assert!(control.text().contains("owner@aaaa.example"));
    let hosts = [
        "aaaa.localhost:8000",
        "AAAA.LOCALHOST:8000",
        "aaaa.localhost",
        "aaaa.localhost:1",
        "bbbb.aaaa.localhost:8000",
        "aaaa.bbbb.localhost:8000",
        "aaaa.localhost.:8000",
        "aaaa.localhost:8000, bbbb.localhost:8000",
        "aaaa.localhost:8000@bbbb.localhost",
        "[::1]",
        "localhost:8000",
        "aaaa",
        "..localhost",
        "%61aaa.localhost:8000",
        "aaaa.localhost:8000/..",
        "bbbb.localhost:8000#aaaa.localhost",
    ];
    for host in hosts {
        for token in [&b.owner.token, &b.admin.token, &b.member.token] {
            let Some(answer) = ask(host, token).await else { continue };
            assert!(!answer.text().contains("aaaa.example"), "{host}: {}", answer.text());
            assert!(answer.status < 500, "{host}: {}", answer.status);
        }
    }
}
