//! What stands in a page: every item with its price, the policy that guards it, only islands that exist.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use harness::{Item, TestApp, place};
use regex::Regex;
use sha2::{Digest, Sha256};

#[tokio::test]
async fn home_shows_every_active_item_with_its_price() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    for n in 1..=12 {
        let item = Item::new(&format!("thing-{n}"))
            .named(&format!("شيء {n}."), &format!("Thing no. {n}."))
            .price(&format!("{n}.125"));
        app.item(&shop, item.position(n)).await;
    }
    app.item(&shop, Item::new("draft").named("مسودة", "A draft").status("draft")).await;
    app.item(&shop, Item::new("gone").named("قديم", "Put away").status("archived")).await;
    for (path, name) in [("/", "Thing no. "), ("/ar/", "شيء ")] {
        let home = app.get("shop", path).await;
        assert_eq!(home.status, 200);
        let html = home.text();
        for n in 1..=12 {
            assert!(html.contains(&format!("{name}{n}.")), "{path}: no name of item {n}");
            assert!(html.contains(&format!("{n}.125")), "{path}: no price of item {n}");
        }
        for hidden in ["A draft", "Put away", "مسودة", "قديم"] {
            assert!(!html.contains(hidden), "{path} shows {hidden}");
        }
    }
}

/// The names that the built bundle exports.
fn exports() -> BTreeSet<String> {
    let dist = place::assets();
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(dist.join("manifest.json")).unwrap()).unwrap();
    let glue = std::fs::read_to_string(dist.join("assets").join(manifest["storefront.js"].as_str().unwrap())).unwrap();
    let list = Regex::new(r"export\s*\{([^}]*)\}").unwrap();
    let name = Regex::new(r"(?:\bas\s+)?(\w+)\s*(?:,|$)").unwrap();
    let functions = Regex::new(r"export function (\w+)").unwrap();
    let mut found: BTreeSet<String> = functions.captures_iter(&glue).map(|f| f[1].to_owned()).collect();
    for group in list.captures_iter(&glue) {
        found.extend(name.captures_iter(&group[1]).map(|f| f[1].to_owned()));
    }
    found
}

#[tokio::test]
async fn every_island_of_every_page_is_in_the_bundle() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug")).await;
    app.item(&shop, Item::new("shirt").sizes()).await;
    let island = Regex::new(r#"data-component="([^"]+)""#).unwrap();
    let (exports, mut islands) = (exports(), BTreeSet::new());
    for path in [
        "/",
        "/i/mug",
        "/i/shirt",
        "/search?q=mug",
        "/about",
        "/basket",
        "/checkout",
        "/nothing",
        "/ar/",
        "/ar/i/shirt",
    ] {
        let html = app.get("shop", path).await.text();
        islands.extend(island.captures_iter(&html).map(|found| found[1].to_owned()));
    }
    assert!(islands.len() >= 2, "the pages have islands: {islands:?}");
    let asleep: Vec<&String> = islands.difference(&exports).collect();
    assert_eq!(
        asleep,
        Vec::<&String>::new(),
        "islands that the bundle does not know; is dist/ built from this source?"
    );
}

#[tokio::test]
async fn the_policy_names_the_one_style_of_its_page_and_allows_no_script_of_others() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug")).await;
    let style = Regex::new(r"(?s)<style>(.*?)</style>").unwrap();
    let event = Regex::new(r#"\son\w+=""#).unwrap();
    let script = Regex::new(r"<script\b([^>]*)>").unwrap();
    for path in ["/", "/i/mug", "/search?q=x", "/about", "/basket", "/nothing"] {
        let answer = app.get("shop", path).await;
        let (policy, html) = (answer.header("content-security-policy").to_owned(), answer.text());
        let styles: Vec<String> = style.captures_iter(&html).map(|found| found[1].to_owned()).collect();
        assert_eq!(styles.len(), 1, "{path}: one style");
        let hash = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(styles[0].as_bytes())));
        assert!(policy.contains(&format!("style-src 'self' {hash};")), "{path}: {policy} does not name {hash}");
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval';") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline") && policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!html.contains(" style=\""), "{path} has a style attribute, which the policy blocks");
        assert!(!event.is_match(&html), "{path} has an event attribute");
        for found in script.captures_iter(&html) {
            let ours = found[1].contains(r#"src="/assets/"#) || found[1].contains(r#"type="application/ld+json""#);
            assert!(ours, "{path}: <script{}>", &found[1]);
        }
        for (name, value) in [("x-content-type-options", "nosniff"), ("cross-origin-opener-policy", "same-origin")] {
            assert_eq!(answer.header(name), value, "{path}");
        }
    }
}

#[tokio::test]
async fn what_a_team_or_a_visitor_writes_is_text_and_never_markup() {
    let app = TestApp::start().await;
    let evil = r#""><script>alert(1)</script><img src=x onerror=alert(1)></title>'&"#;
    let shop = app
        .tenant_with("shop", |t| {
            t.storefront.name.en = format!("Shop {evil}");
            t.storefront.about.en = evil.to_owned();
            t.storefront.address.en = evil.to_owned();
        })
        .await;
    app.item(&shop, Item::new("mug").named(evil, evil)).await;
    let query = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for path in ["/", "/i/mug", "/about", "/ar/i/mug", &format!("/search?q={query}"), &format!("/{query}")] {
        let html = app.get("shop", path).await.text();
        assert!(!html.contains("<script>alert"), "{path} runs what was written");
        assert!(!html.contains("<img src=x"), "{path} shows a picture that was written");
        assert!(
            html.contains("alert(1)") || html.contains("alert%281%29") || path.starts_with("/%"),
            "{path}: the positive control"
        );
    }
}
