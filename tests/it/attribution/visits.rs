//! The beacon, its cookie, consent, robots, and the way without script.

use axum::body::Body;
use chrono::TimeDelta;
use harness::{Answer, Item, TestApp, browser::Browser, order_input};
use serde_json::{Value, json};

const PHONE: &str =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1";

/// What a page's script sends, with more headers if wanted.
async fn hit(app: &TestApp, label: &str, slug: &str, cookie: &str, body: Value, more: &[(&str, &str)]) -> Answer {
    let mut request = app
        .request("POST", label, &format!("/storefront/{slug}/visit"))
        .header("content-type", "application/json")
        .header("cookie", cookie);
    let agent = more.iter().find(|(name, _)| *name == "user-agent").map_or(PHONE, |(_, agent)| agent);
    request = request.header("user-agent", agent);
    for (name, value) in more.iter().filter(|(name, _)| *name != "user-agent") {
        request = request.header(*name, *value);
    }
    app.send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn cookie_of(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

fn id_of(answer: &Answer) -> String {
    answer.json()["visit_id"].as_str().unwrap_or_else(|| panic!("no visit in {}", answer.text())).to_owned()
}

async fn rows(app: &TestApp, what: &str) -> String {
    let sql = format!("SELECT coalesce(string_agg({what}, ' | ' ORDER BY created_at, id), '') FROM visits");
    app.database.value(&sql).await
}

#[tokio::test]
async fn a_visit_begins_with_the_first_hit_and_after_half_an_hour_of_silence() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let ad = json!({ "utm_source": "instagram", "utm_medium": "social", "utm_term": "a".repeat(900), "path": "/i/mug?x=1",
                     "referrer": "https://l.instagram.com/?u=1" });
    let first = hit(&app, "shop", "shop", "", ad.clone(), &[]).await;
    let set = first.header("set-cookie");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"), "{set}");
    let next = hit(&app, "shop", "shop", &cookie_of(&first), json!({ "path": "/" }), &[]).await;
    assert_eq!(id_of(&next), id_of(&first), "the same visit goes on");
    app.clock.advance(TimeDelta::minutes(29));
    let still = hit(&app, "shop", "shop", &cookie_of(&next), json!({}), &[]).await;
    assert_eq!(id_of(&still), id_of(&first), "29 minutes after the last hit");
    app.clock.advance(TimeDelta::minutes(31));
    let later = hit(&app, "shop", "shop", &cookie_of(&still), json!({ "path": "/about" }), &[]).await;
    assert_ne!(id_of(&later), id_of(&first));
    assert_eq!(
        rows(&app, "coalesce(utm_source, '-') || ' ' || coalesce(length(utm_term)::text, '-') || ' ' || coalesce(referrer, '-') || ' ' || landing_path || ' ' || consent").await,
        "instagram 200 https://l.instagram.com/ /i/mug unknown | - - - /about unknown"
    );
    let visitors: i64 = app.database.value("SELECT count(DISTINCT visitor_id) FROM visits").await;
    assert_eq!(visitors, 1, "one visitor in two visits");
}

#[tokio::test]
async fn a_visit_counts_for_the_host_s_own_tenant_only() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    app.tenant("other").await;
    assert_eq!(hit(&app, "shop", "other", "", json!({}), &[]).await.status, 404, "another tenant's name");
    assert_eq!(hit(&app, "nobody", "nobody", "", json!({}), &[]).await.status, 404);
    assert_eq!(
        hit(&app, "app", "shop", "", json!({}), &[("x-tenant", "shop")]).await.status,
        404,
        "not on the app's host"
    );
    let elsewhere = [("origin", "http://other.localhost:8000")];
    assert_eq!(hit(&app, "shop", "shop", "", json!({}), &elsewhere).await.status, 403, "another site's page");
    assert_eq!(app.database.count("visits").await, 0);
    let here = [("origin", "http://shop.localhost:8000")];
    let mine = hit(&app, "shop", "shop", "", json!({}), &here).await;
    assert_eq!(app.database.count("visits").await, 1, "the positive control");
    // A cookie of one tenant is nothing to another, nor is one that was bent.
    let carried = hit(&app, "other", "other", &cookie_of(&mine), json!({}), &[]).await;
    assert_ne!(id_of(&carried), id_of(&mine));
    let bent = cookie_of(&mine).replace("visit=", "visit=x");
    assert_ne!(id_of(&hit(&app, "shop", "shop", &bent, json!({}), &[]).await), id_of(&mine));
    for body in ["", "\"x\"", "{\"path\": 7}"] {
        let request = app.request("POST", "shop", "/storefront/shop/visit").header("user-agent", PHONE);
        assert_eq!(app.send(request.body(Body::from(body)).unwrap()).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn robots_are_left_out() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    for agent in ["Googlebot/2.1 (+http://www.google.com/bot.html)", "WhatsApp/2.23.20", "curl/8.4", ""] {
        let answer = hit(&app, "shop", "shop", "", json!({}), &[("user-agent", agent)]).await;
        assert_eq!((answer.status, &answer.json()["visit_id"]), (200, &Value::Null), "{agent}");
        assert_eq!(answer.header("set-cookie"), "");
    }
    assert_eq!(app.database.count("visits").await, 0);
}

#[tokio::test]
async fn who_declines_is_counted_without_a_name_and_without_a_source() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let ad = json!({ "utm_source": "instagram", "referrer": "https://x.example/", "path": "/" });
    let by_browser = hit(&app, "shop", "shop", "", ad.clone(), &[("sec-gpc", "1")]).await;
    let again = hit(&app, "shop", "shop", &cookie_of(&by_browser), ad.clone(), &[("sec-gpc", "1")]).await;
    assert_eq!(id_of(&again), id_of(&by_browser), "the half hour is remembered");
    assert!(by_browser.header("set-cookie").contains("Max-Age=1800"), "and nothing longer");
    app.clock.advance(TimeDelta::minutes(31));
    hit(&app, "shop", "shop", &cookie_of(&again), ad.clone(), &[("sec-gpc", "1")]).await;
    let by_choice = hit(&app, "shop", "shop", "consent=declined", ad.clone(), &[]).await;
    id_of(&by_choice);
    assert_eq!(
        rows(&app, "consent || coalesce(utm_source, '') || coalesce(referrer, '')").await,
        "declined | declined | declined"
    );
    let visitors: i64 = app.database.value("SELECT count(DISTINCT visitor_id) FROM visits").await;
    assert_eq!(visitors, 3, "nobody is known again");
    let granted = hit(&app, "shop", "shop", "consent=granted", ad, &[]).await;
    id_of(&granted);
    assert!(
        rows(&app, "consent || coalesce(utm_source, '')").await.ends_with("grantedinstagram"),
        "the positive control"
    );
}

#[tokio::test]
async fn a_cached_page_counts_nothing_and_a_form_without_script_does() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    for _ in 0..3 {
        let page = app.request("GET", "shop", "/i/mug?utm_source=paper").header("user-agent", PHONE);
        let page = app.send(page.body(Body::empty()).unwrap()).await;
        assert_eq!((page.status, page.header("set-cookie")), (200, ""));
    }
    assert_eq!(app.database.count("visits").await, 0);
    let form = format!("action=add&item={mug}&quantity=1");
    let add = app
        .request("POST", "shop", "/basket")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("user-agent", PHONE)
        .header("referer", "http://shop.localhost:8000/i/mug?utm_source=paper&utm_campaign=fair");
    let added = app.send(add.body(Body::from(form)).unwrap()).await;
    assert_eq!(
        rows(&app, "utm_source || ' ' || utm_campaign || ' ' || landing_path").await,
        "paper fair /i/mug",
        "{}",
        added.text()
    );
    assert!(added.headers.get_all("set-cookie").iter().any(|c| c.to_str().unwrap().starts_with("visit=")));
}

#[tokio::test]
async fn a_submission_knows_its_visit_and_the_first_one() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let record = "mutation($i: VisitRecordInput!) { visitRecord(input: $i) { visitId userErrors { code } } }";
    let visit = async |source: &str| {
        let input = json!({ "i": { "source": source, "visitor": "customer 7", "landingPath": "/i/mug" } });
        app.gql("shop", None, record, input).await.string("/visitRecord/visitId")
    };
    let first = visit("instagram").await;
    app.clock.advance(TimeDelta::days(2));
    let last = visit("newsletter").await;
    let mut input = order_input(&mug, 1);
    input["visitId"] = json!(last);
    app.submit(&shop, &input).await.string("/orderSubmit/order/id");
    let touches: String = app
        .database
        .value("SELECT 'vis_' || replace(first_visit_id::text, '-', '') || ' vis_' || replace(visit_id::text, '-', '') FROM orders")
        .await;
    assert_eq!(touches, format!("{first} {last}"));
    let all: String = app.database.value("SELECT string_agg(v::text, ' ') FROM visits v").await;
    assert!(!all.contains("customer 7"), "the visitor's own text is not kept");
}

#[tokio::test]
async fn a_visitor_chooses_not_to_be_known_and_is_forgotten() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let mut browser = Browser::new(&app, "shop");
    let page = browser.get("/privacy").await;
    assert!(page.text().contains("Your visits are counted.") && page.header("cache-control") == "no-store");
    browser.cookies.insert("visit".to_owned(), "somebody".to_owned());
    assert_eq!(browser.post("/privacy", &[("consent", "declined")]).await.status, 303);
    assert_eq!(browser.cookies.get("consent").map(String::as_str), Some("declined"));
    assert_eq!(browser.cookies.get("visit"), None, "who they were is forgotten");
    assert!(browser.get("/privacy").await.text().contains("without a name"));
    assert_eq!(browser.post("/privacy", &[("consent", "perhaps")]).await.status, 422);
    assert_eq!(browser.post("/privacy", &[("consent", "granted")]).await.status, 303);
    assert_eq!(browser.cookies.get("consent").map(String::as_str), Some("granted"));
}
