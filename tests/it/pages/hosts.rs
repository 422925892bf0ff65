//! Which host shows whose pages: its tenant's, nobody's, a suspended one's, a former name's.

use harness::{Item, TestApp};

#[tokio::test]
async fn an_item_is_found_on_its_own_host_only() {
    let app = TestApp::start().await;
    let (a, _b) = (app.tenant("aaa").await, app.tenant("bbb").await);
    app.item(&a, Item::new("secret").named("سري", "Secret of A")).await;
    app.item(&a, Item::new("draft").status("draft")).await;
    let own = app.get("aaa", "/i/secret").await;
    assert_eq!(own.status, 200);
    assert!(own.text().contains("Secret of A"));
    let foreign = app.get("bbb", "/i/secret").await;
    assert_eq!(foreign.status, 404);
    assert!(!foreign.text().contains("Secret of A"));
    assert!(foreign.text().contains("Shop bbb"), "the tenant's own page for what is not there");
    assert_eq!(app.get("aaa", "/i/draft").await.status, 404);
    assert_eq!(app.get("aaa", "/i/nothing").await.status, 404);
    assert_eq!(app.get("aaa", "/nothing/at/all").await.status, 404);
}

#[tokio::test]
async fn a_host_of_nobody_shows_nothing() {
    let app = TestApp::start().await;
    app.tenant("aaa").await;
    for label in ["nobody", "a.aaa", ""] {
        let answer = app.get(label, "/i/secret").await;
        assert_eq!(answer.status, 404, "{label}");
    }
    assert_eq!(app.get("aaa", "/").await.status, 200, "the positive control");
    assert_eq!(app.get("AAA", "/").await.status, 200, "a host's letters have no case");
}

#[tokio::test]
async fn a_suspended_tenant_is_closed_and_opens_again() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug")).await;
    assert_eq!(app.get("shop", "/").await.status, 200);
    api::tenants::service::set_active(&app.app, shop.id, false, Some("test")).await.unwrap();
    for path in ["/", "/i/mug", "/basket", "/checkout"] {
        let closed = app.get("shop", path).await;
        assert_eq!(closed.status, 503, "{path}");
        assert!(!closed.text().contains("Item mug"), "{path}");
    }
    api::tenants::service::set_active(&app.app, shop.id, true, None).await.unwrap();
    assert_eq!(app.get("shop", "/").await.status, 200);
    assert_eq!(
        app.database.count("platform_audit_events WHERE action IN ('tenant.suspended', 'tenant.reactivated')").await,
        2
    );
}

#[tokio::test]
async fn a_former_slug_leads_to_the_new_host() {
    let app = TestApp::start().await;
    let shop = app.tenant("newname").await;
    app.database
        .run(&format!(
            "INSERT INTO tenant_slugs (slug, tenant_id, is_current) VALUES ('oldname', '{}', false)",
            shop.id.0
        ))
        .await;
    let moved = app.get("oldname", "/i/mug?x=1").await;
    assert_eq!((moved.status, moved.header("location")), (301, "http://newname.localhost:8000/i/mug?x=1"));
}

#[tokio::test]
async fn a_shop_that_is_not_open_yet_shows_no_catalog() {
    let app = TestApp::start().await;
    let shop = app.tenant_with("shop", |t| t.storefront.is_published = false).await;
    app.item(&shop, Item::new("mug")).await;
    for path in ["/", "/i/mug", "/search?q=mug"] {
        assert!(!app.get("shop", path).await.text().contains("Item mug"), "{path}");
    }
}

#[tokio::test]
async fn both_languages_have_an_address_and_a_direction() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug").named("كوب", "Mug")).await;
    let english = app.get("shop", "/").await.text();
    assert!(english.contains(r#"<html lang="en" dir="ltr">"#) && english.contains("Mug"));
    let arabic = app.get("shop", "/ar/").await.text();
    assert!(arabic.contains(r#"<html lang="ar" dir="rtl">"#) && arabic.contains("كوب"));
    let twice = app.get("shop", "/en/").await;
    assert_eq!((twice.status, twice.header("location")), (301, "/"), "one page, one address");
    // Neither cookie nor Accept-Language decides the content.
    let request =
        app.request("GET", "shop", "/").header("accept-language", "ar").body(axum::body::Body::empty()).unwrap();
    assert!(app.send(request).await.text().contains(r#"lang="en""#));
}

#[tokio::test]
async fn bad_input_is_never_a_fault_of_ours() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug")).await;
    let long = format!("/search?q={}", "a".repeat(5_000));
    for path in [
        "/search?q=%00",
        "/search?q=%01%02",
        "/search?after=garbage",
        "/search?q=%FF%FE",
        "/search?q=a&q=b",
        "/search?q",
        long.as_str(),
        "/search?q=%25%5F%5C",
        "/search?q='%20OR%201=1--",
        "/i/%00",
        "/i/%2e%2e%2f",
        "/i/../../etc/passwd",
        "/s/x",
        "/thanks/%00",
        "//",
        "/i/",
        "/media/ast_x/320.webp",
        "/media/ast_x/1.webp",
        "/media/x/y",
        "/assets/..%2f..%2fsecrets.json",
        "/assets/manifest.json",
    ] {
        let answer = app.get("shop", path).await;
        assert!(answer.status < 500, "{path} gives {}", answer.status);
    }
    assert_eq!(app.get("shop", "/search?q=mug").await.status, 200, "the positive control");
}
