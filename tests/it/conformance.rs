//! GraphQL over HTTP: methods, media types, statuses, and what an error may tell.

use axum::body::Body;
use harness::{Answer, TestApp};
use serde_json::{Value, json};

const RESPONSE: &str = "application/graphql-response+json";

async fn post(app: &TestApp, content_type: &str, accept: &str, body: &str) -> Answer {
    let mut request = app.request("POST", "shop", "/graphql");
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    if !accept.is_empty() {
        request = request.header("accept", accept);
    }
    app.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

async fn get(app: &TestApp, query: &str, accept: &str) -> Answer {
    let path = format!("/graphql?{query}");
    app.send(app.request("GET", "shop", &path).header("accept", accept).body(Body::empty()).unwrap()).await
}

async fn shop() -> TestApp {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    app
}

#[tokio::test]
async fn queries_go_by_get_and_post_and_mutations_by_post_only() {
    let app = shop().await;
    let ok = get(&app, "query=%7B__typename%7D", RESPONSE).await;
    assert_eq!((ok.status, ok.string("/__typename").as_str()), (200, "Query"));
    let named =
        get(&app, "query=query%20A%7B__typename%7D%20mutation%20B%7B__typename%7D&operationName=A", RESPONSE).await;
    assert_eq!(named.status, 200);
    let variables = get(
        &app,
        "query=query(%24s%3AString!)%7BcatalogItem(slug%3A%24s)%7Bid%7D%7D&variables=%7B%22s%22%3A%22x%22%7D",
        RESPONSE,
    )
    .await;
    assert_eq!(variables.data("/catalogItem"), Value::Null);
    for bad in [
        "query=mutation%7B__typename%7D",
        "query=query%20A%7B__typename%7D%20mutation%20B%7B__typename%7D&operationName=B",
    ] {
        let refused = get(&app, bad, RESPONSE).await;
        assert_eq!((refused.status, refused.header("allow")), (405, "POST"), "{bad}");
    }
    for bad in ["", "query=", "query=%7B", "query=%7B__typename%7D&variables=x", "query=%7B__typename%7D&variables=1"] {
        assert_eq!(get(&app, bad, RESPONSE).await.status, 400, "{bad}");
    }
    assert_eq!(app.send(app.request("PUT", "shop", "/graphql").body(Body::empty()).unwrap()).await.status, 405);
}

#[tokio::test]
async fn media_types_are_taken_and_given_as_specified() {
    let app = shop().await;
    let query = r#"{"query":"{ __typename }"}"#;
    for (accept, given) in [
        (RESPONSE, RESPONSE),
        ("application/json", "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/graphql-response+json; charset=utf-8, application/json;q=0.9", RESPONSE),
    ] {
        let answer = post(&app, "application/json", accept, query).await;
        assert_eq!(answer.status, 200, "{accept}");
        assert!(answer.header("content-type").starts_with(given), "{accept} gives {}", answer.header("content-type"));
        assert!(answer.header("content-type").contains("charset=utf-8"));
    }
    assert_eq!(post(&app, "application/json; charset=utf-8", RESPONSE, query).await.status, 200);
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
        assert_eq!(post(&app, content_type, RESPONSE, query).await.status, 415, "{content_type}");
    }
    assert_eq!(post(&app, "application/json", "text/csv", query).await.status, 406);
}

#[tokio::test]
async fn what_cannot_be_read_is_400_and_has_no_data() {
    let app = shop().await;
    for body in [
        "",
        "{",
        "null",
        "1",
        "\"x\"",
        "[]",
        "{}",
        r#"{"query":1}"#,
        r#"{"query":"{ __typename }","variables":[]}"#,
        r#"{"query":"{ __typename }","operationName":1}"#,
        r#"{"query":"{ __typename }","extensions":"x"}"#,
    ] {
        let answer = post(&app, "application/json", RESPONSE, body).await;
        assert_eq!(answer.status, 400, "{body}");
        let json = answer.json();
        assert!(json["errors"].is_array() && json.get("data").is_none(), "{body}: {json}");
    }
    for (query, response, older) in
        [("{", 400, 200), ("{ nothing }", 400, 200), ("query A { __typename } query B { __typename }", 400, 200)]
    {
        let body = json!({ "query": query }).to_string();
        assert_eq!(post(&app, "application/json", RESPONSE, &body).await.status, response, "{query}");
        assert_eq!(post(&app, "application/json", "application/json", &body).await.status, older, "{query}");
    }
}

#[tokio::test]
async fn a_field_that_fails_is_part_of_a_good_answer() {
    let app = shop().await;
    let body = json!({ "query": "{ storefront { slug } order(id: \"x\") { id } }" }).to_string();
    let answer = post(&app, "application/json", RESPONSE, &body).await;
    assert_eq!(answer.status, 200);
    let json = answer.json();
    assert_eq!((&json["data"]["storefront"]["slug"], &json["data"]["order"]), (&json!("shop"), &Value::Null), "{json}");
    assert_eq!(json["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
}

#[tokio::test]
async fn errors_carry_a_code_and_the_requests_id_and_nothing_of_ours() {
    let app = shop().await;
    let request = app
        .request("POST", "shop", "/graphql")
        .header("content-type", "application/json")
        .header("x-request-id", "my-own-id.1")
        .body(Body::from(json!({ "query": "{ orders(first: 1) { nodes { id } } }" }).to_string()))
        .unwrap();
    let answer = app.send(request).await;
    assert_eq!(answer.header("x-request-id"), "my-own-id.1");
    assert_eq!(answer.json()["errors"][0]["extensions"]["requestId"], "my-own-id.1");
    // A fault of ours: the table is gone.
    app.database.run("ALTER TABLE catalog_items RENAME TO elsewhere").await;
    let answer = app.gql("shop", None, "{ catalogItem(slug: \"x\") { id } }", json!({})).await;
    assert_eq!(answer.code(), "INTERNAL");
    for ours in ["catalog_items", "relation", "sqlx", ".rs", "SELECT", "42P01"] {
        assert!(!answer.text().contains(ours), "{ours} in {}", answer.text());
    }
}

#[tokio::test]
async fn a_bearer_that_does_not_stand_is_401_before_anything_runs() {
    let app = shop().await;
    let ask = async |value: &str| {
        let request = app
            .request("POST", "shop", "/graphql")
            .header("content-type", "application/json")
            .header("authorization", value)
            .body(Body::from(json!({ "query": "{ storefront { slug } }" }).to_string()))
            .unwrap();
        app.send(request).await
    };
    for bad in ["Bearer x", "Bearer a.b.c", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer", "eyJ"] {
        let answer = ask(bad).await;
        assert_eq!((answer.status, answer.code().as_str()), (401, "UNAUTHENTICATED"), "{bad}");
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{bad}");
    }
    let person = app.person("somebody@x.example").await;
    assert_eq!(ask(&format!("bearer {}", person.token)).await.status, 200, "the positive control");
}

#[tokio::test]
async fn a_browser_gets_the_playground_from_our_own_host() {
    let app = shop().await;
    let answer = app
        .send(app.request("GET", "shop", "/graphql").header("accept", "text/html").body(Body::empty()).unwrap())
        .await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").starts_with("text/html"));
    let html = answer.text();
    assert!(!html.contains("https://") && !html.contains("http://"), "it loads something from elsewhere");
    let policy = answer.header("content-security-policy").to_owned();
    assert!(policy.contains("script-src 'self'") && !policy.contains("script-src 'self' 'unsafe-inline'"), "{policy}");
}
