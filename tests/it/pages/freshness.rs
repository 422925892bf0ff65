//! How old a page may be: not at all in the process that changed it, at most a second in another one.

use std::time::{Duration, Instant};

use axum::body::Body;
use harness::{Item, TestApp};

#[tokio::test]
async fn a_change_is_seen_on_the_next_request_of_its_own_process() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    for n in 0..20 {
        app.item(&shop, Item::new(&format!("thing-{n}")).named("شيء", &format!("Thing <{n}>"))).await;
        let html = app.get("shop", "/").await.text();
        assert!(html.contains(&format!("Thing &lt;{n}&gt;")), "the page is older than the item");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_seen_by_another_process_within_a_second() {
    let (one, slug) = (TestApp::start().await, "shop");
    let shop = one.tenant(slug).await;
    let other = TestApp::builder().over(&one).start().await;
    assert_eq!(other.get(slug, "/").await.status, 200);
    for n in 0..5 {
        one.item(&shop, Item::new(&format!("thing-{n}")).named("شيء", &format!("Thing {n}."))).await;
        let changed = Instant::now();
        loop {
            let age = changed.elapsed();
            if other.get(slug, "/").await.text().contains(&format!("Thing {n}.")) {
                break;
            }
            assert!(age < Duration::from_secs(1), "a page older than a second was shown");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test]
async fn unknown_parameters_share_one_page_and_a_known_etag_is_answered_304() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug")).await;
    let plain = app.get("shop", "/").await;
    let tag = plain.header("etag").to_owned();
    assert!(!tag.is_empty());
    assert_eq!(plain.header("cache-control"), "max-age=0, must-revalidate");
    for path in ["/?fbclid=abc", "/?utm_source=x&gclid=y"] {
        assert_eq!(app.get("shop", path).await.header("etag"), tag, "{path}");
    }
    let again = async |tag: &str| {
        let request =
            app.request("GET", "shop", "/?fbclid=1").header("if-none-match", tag).body(Body::empty()).unwrap();
        app.send(request).await
    };
    let known = again(&tag).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    assert_eq!(
        known.header("content-security-policy"),
        plain.header("content-security-policy"),
        "a 304 must not change the policy"
    );
    assert_eq!(again("W/\"other\"").await.status, 200);
    app.item(&shop, Item::new("jug")).await;
    assert_eq!(again(&tag).await.status, 200, "after a change the tag is another one");
}

#[tokio::test]
async fn a_kept_page_carries_nothing_of_one_visitor() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug")).await;
    for path in ["/", "/i/mug", "/search?q=mug", "/about"] {
        let mut seen = Vec::new();
        for cookie in ["basket=1~itm_00000000000000000000000000000000.7", "visitor=abcdef", ""] {
            let request = app.request("GET", "shop", path).header("cookie", cookie).body(Body::empty()).unwrap();
            let answer = app.send(request).await;
            assert_eq!(answer.header("set-cookie"), "", "{path} sets a cookie");
            seen.push(answer.body);
        }
        assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{path} differs between visitors");
    }
    for path in ["/basket", "/checkout", "/s/x", "/nothing"] {
        assert_eq!(app.get("shop", path).await.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn compressed_and_plain_are_the_same_page() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let mut tags = Vec::new();
    for (accept, encoding) in [("", ""), ("gzip", "gzip"), ("gzip, br", "br"), ("br;q=0, gzip", "gzip")] {
        let request = app.request("GET", "shop", "/").header("accept-encoding", accept).body(Body::empty()).unwrap();
        let answer = app.send(request).await;
        assert_eq!(answer.header("content-encoding"), encoding, "{accept}");
        assert_eq!(answer.header("vary"), "accept-encoding");
        tags.push(answer.header("etag").to_owned());
    }
    assert!(tags.windows(2).all(|pair| pair[0] == pair[1]));
}
