//! A shop that is not open yet can be looked at by whoever has a ticket: once, for a quarter of an hour, kept by nobody.

use axum::body::Body;
use chrono::TimeDelta;
use harness::{Answer, Item, Tenant, TestApp};
use serde_json::json;

async fn closed_shop(app: &TestApp) -> Tenant {
    let shop = app.tenant_with("shop", |new| new.storefront.is_published = false).await;
    app.item(&shop, Item::new("mug")).await;
    shop
}

async fn ticket(app: &TestApp, shop: &Tenant) -> String {
    let query = "mutation { storefrontPreviewTicket { ticket url expiresAt userErrors { code } } }";
    let answer = app.gql(&shop.slug, Some(&shop.admin.token), query, json!({})).await;
    assert_eq!(answer.string("/storefrontPreviewTicket/url"), format!("http://{}.localhost:8000/preview", shop.slug));
    answer.string("/storefrontPreviewTicket/ticket")
}

async fn post(app: &TestApp, label: &str, origin: &str, ticket: &str) -> Answer {
    let request = app
        .request("POST", label, "/preview")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", origin)
        .body(Body::from(format!("ticket={ticket}")));
    app.send(request.unwrap()).await
}

async fn look(app: &TestApp, label: &str, path: &str, cookie: &str) -> Answer {
    app.send(app.request("GET", label, path).header("cookie", cookie).body(Body::empty()).unwrap()).await
}

const APP: &str = "http://app.localhost:8000";

#[tokio::test]
async fn a_ticket_opens_the_preview_once_and_for_a_quarter_of_an_hour() {
    let app = TestApp::start().await;
    let shop = closed_shop(&app).await;
    let ticket = ticket(&app, &shop).await;
    let opened = post(&app, "shop", APP, &ticket).await;
    assert_eq!((opened.status, opened.header("location")), (303, "/"));
    let set = opened.header("set-cookie").to_owned();
    assert!(
        set.contains("HttpOnly")
            && set.contains("SameSite=Lax")
            && set.contains("Max-Age=900")
            && !set.contains("Domain"),
        "{set}"
    );
    let cookie = set.split(';').next().unwrap();
    for path in ["/", "/i/mug", "/search?q=mug"] {
        let page = look(&app, "shop", path, cookie).await;
        assert!(page.text().contains("Item mug"), "{path}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert!(page.header("content-security-policy").contains(&format!("frame-ancestors {APP}")), "{path}");
        assert_eq!(page.header("x-robots-tag"), "noindex", "{path}");
        assert!(page.text().contains("preview-bar"), "{path}");
    }
    assert!(!app.get("shop", "/").await.text().contains("Item mug"), "the preview was kept for everybody");
    assert_eq!(post(&app, "shop", APP, &ticket).await.status, 403, "a second time");
    app.clock.advance(TimeDelta::minutes(16));
    assert!(!look(&app, "shop", "/", cookie).await.text().contains("Item mug"), "after a quarter of an hour");
}

#[tokio::test]
async fn a_ticket_or_cookie_that_is_not_ours_opens_nothing() {
    let app = TestApp::start().await;
    let shop = closed_shop(&app).await;
    let other = app.tenant_with("other", |new| new.storefront.is_published = false).await;
    app.item(&other, Item::new("mug")).await;
    assert_eq!(post(&app, "other", APP, &ticket(&app, &shop).await).await.status, 403, "another tenant's host");
    assert_eq!(
        post(&app, "shop", "http://evil.example", &ticket(&app, &shop).await).await.status,
        403,
        "from elsewhere"
    );
    for bad in ["", "x", "a.b"] {
        assert_eq!(post(&app, "shop", APP, bad).await.status, 403, "{bad}");
    }
    let late = ticket(&app, &shop).await;
    app.clock.advance(TimeDelta::seconds(61));
    assert_eq!(post(&app, "shop", APP, &late).await.status, 403, "after a minute");
    let opened = post(&app, "shop", APP, &ticket(&app, &shop).await).await;
    assert_eq!(opened.status, 303, "the positive control");
    let cookie = opened.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(!look(&app, "other", "/", &cookie).await.text().contains("Item mug"), "on another tenant's host");
    assert!(look(&app, "shop", "/", &cookie).await.text().contains("Item mug"));
    // The ticket as a cookie, and the cookie's right on the API: neither gives anything of the team's.
    let read = "{ orders(first: 1) { nodes { id } } }";
    let body = json!({ "query": read }).to_string();
    let request =
        app.request("POST", "shop", "/graphql").header("content-type", "application/json").header("cookie", &cookie);
    assert_eq!(app.send(request.body(Body::from(body)).unwrap()).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn an_open_shop_in_preview_is_the_same_shop() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug")).await;
    let opened = post(&app, "shop", APP, &ticket(&app, &shop).await).await;
    let cookie = opened.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(look(&app, "shop", "/", &cookie).await.text().contains("Item mug"));
}
