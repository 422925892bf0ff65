//! What search engines and shared links read: the sitemap, robots, languages, canonical addresses, linked data.

use harness::{Item, Tenant, TestApp};
use serde_json::{Value, json};

async fn shop(app: &TestApp) -> Tenant {
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    app.item(&shop, Item::new("draft").status("draft")).await;
    app.collection(&shop, "gifts", &[mug]).await;
    shop
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

#[tokio::test]
async fn the_sitemap_lists_every_public_address_in_both_languages() {
    let app = TestApp::start().await;
    let shop = shop(&app).await;
    let map = app.get("shop", "/sitemap.xml").await;
    assert_eq!((map.status, map.header("content-type")), (200, "application/xml; charset=utf-8"));
    let text = map.text();
    let places = between(&text, "<loc>", "</loc>");
    let here = |path: &str| format!("http://shop.localhost:8000{path}");
    for path in ["/", "/ar/", "/about", "/c/gifts", "/ar/c/gifts", "/i/mug", "/ar/i/mug"] {
        assert!(places.contains(&here(path).as_str()), "{path} in {places:?}");
    }
    assert!(!text.contains("draft"));
    for place in &places {
        let path = place.strip_prefix("http://shop.localhost:8000").unwrap();
        let page = app.get("shop", path).await;
        assert_eq!(page.status, 200, "{path}");
        let html = page.text();
        assert_eq!(between(&html, "<link rel=\"canonical\" href=\"", "\""), [*place], "{path}");
        for language in ["ar", "en", "x-default"] {
            assert!(html.contains(&format!("hreflang=\"{language}\"")), "{path} says nothing of {language}");
        }
    }
    app.item(&shop, Item::new("new-one")).await;
    assert!(app.get("shop", "/sitemap.xml").await.text().contains("/i/new-one"), "as fresh as a page");
}

#[tokio::test]
async fn a_large_catalog_has_a_sitemap_of_several_files() {
    let app = TestApp::start().await;
    shop(&app).await;
    app.database
        .run(
            "INSERT INTO catalog_items (tenant_id, id, type, slug, name, price, currency, status)
              SELECT tenant_id, gen_random_uuid(), type, 'many-' || n, name, price, currency, status
              FROM catalog_items, generate_series(1, 1500) n WHERE slug = 'mug'",
        )
        .await;
    let index = app.get("shop", "/sitemap.xml").await.text();
    let files = between(&index, "<loc>http://shop.localhost:8000", "</loc>");
    assert_eq!(files, ["/sitemap/1.xml", "/sitemap/2.xml"]);
    let mut addresses = 0;
    for file in files {
        addresses += between(&app.get("shop", file).await.text(), "<loc>", "</loc>").len();
    }
    assert_eq!(addresses, 2 * (1501 + 3 + 1), "each once in each language");
    for nothing in ["/sitemap/3.xml", "/sitemap/0.xml", "/sitemap/x.xml", "/sitemap/1"] {
        assert_eq!(app.get("shop", nothing).await.status, 404, "{nothing}");
    }
}

#[tokio::test]
async fn robots_are_told_what_is_private_and_a_closed_shop_shows_them_nothing() {
    let app = TestApp::start().await;
    shop(&app).await;
    let robots = app.get("shop", "/robots.txt").await.text();
    for line in [
        "Disallow: /basket",
        "Disallow: /ar/checkout",
        "Disallow: /s/",
        "Sitemap: http://shop.localhost:8000/sitemap.xml",
    ] {
        assert!(robots.lines().any(|one| one == line), "{line} in {robots}");
    }
    app.tenant_with("soon", |new| new.storefront.is_published = false).await;
    assert_eq!(app.get("soon", "/robots.txt").await.text(), "User-agent: *\nDisallow: /\n");
    assert_eq!(app.get("soon", "/sitemap.xml").await.status, 404);
}

#[tokio::test]
async fn a_collection_has_a_page_with_its_items_and_a_former_address_leads_there() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mut items = Vec::new();
    for n in 0..50 {
        items.push(app.item(&shop, Item::new(&format!("thing-{n}")).named("شيء", &format!("Thing no. {n}."))).await);
    }
    let id = app.collection(&shop, "gifts", &items).await;
    let page = app.get("shop", "/c/gifts").await.text();
    assert!(page.contains("<h1") && page.contains("Shelf gifts") && page.contains("50 items"));
    assert!(page.contains("Thing no. 47.") && !page.contains("Thing no. 48."));
    let data: Value =
        serde_json::from_str(between(&page, "<script type=\"application/ld+json\">", "</script>")[0]).unwrap();
    assert_eq!((&data["@type"], &data["numberOfItems"]), (&json!("ItemList"), &json!(48)));
    let next = between(&page, "href=\"/c/gifts?after=", "\"")[0].replace("&amp;", "&");
    let rest = app.get("shop", &format!("/c/gifts?after={next}")).await;
    assert!(rest.text().contains("Thing no. 49.") && rest.text().contains("noindex"));
    assert_eq!(app.get("shop", "/c/gifts?after=nonsense").await.status, 404);
    assert_eq!(app.get("shop", "/c/nothing").await.status, 404);
    let rename = "mutation($id: ID!) { collectionUpdate(id: $id, input: { slug: \"presents\", isOnHome: true }) { userErrors { code } } }";
    app.gql("shop", Some(&shop.member.token), rename, json!({ "id": id })).await.data("");
    for (path, to) in [("/c/gifts", "/c/presents"), ("/ar/c/GIFTS?x=1", "/ar/c/presents?x=1")] {
        let moved = app.get("shop", path).await;
        assert_eq!((moved.status, moved.header("location")), (301, to));
    }
    let home = app.get("shop", "/").await.text();
    assert!(home.contains("href=\"/c/presents\""), "a section of the home page leads to its page");
    for n in 0..50 {
        let place = format!("Thing no. {n}.");
        assert_eq!(home.matches(&place).count(), 1, "{place} stands once");
    }
}

#[tokio::test]
async fn an_items_own_words_for_search_engines_stand_in_its_head() {
    let app = TestApp::start().await;
    let shop = shop(&app).await;
    let update = "mutation($id: ID!) { catalogItemUpdate(id: $id, input: { seoTitle: { en: \"Best <mug>\" }, seoDescription: { en: \"Of clay & glaze\" } }) { userErrors { code } } }";
    let id = app.gql("shop", None, "{ catalogItem(slug: \"mug\") { id } }", json!({})).await.string("/catalogItem/id");
    app.gql("shop", Some(&shop.member.token), update, json!({ "id": id })).await.data("");
    let html = app.get("shop", "/i/mug").await.text();
    assert!(html.contains("<title>Best &lt;mug&gt;"), "{}", &html[..600]);
    assert!(html.contains("content=\"Of clay &amp; glaze\""));
    assert!(html.contains("og:locale:alternate"));
    assert!(
        app.get("shop", "/ar/i/mug").await.text().contains("<title>عربي Item mug"),
        "the other language keeps the name"
    );
}

#[tokio::test]
async fn a_language_that_is_not_kept_has_no_pages() {
    let app = TestApp::start().await;
    app.tenant_with("shop", |new| new.storefront.locales = vec!["en".to_owned()]).await;
    assert_eq!((app.get("shop", "/").await.status, app.get("shop", "/ar/").await.status), (200, 404));
    let home = app.get("shop", "/").await.text();
    assert!(!home.contains("hreflang") && !app.get("shop", "/sitemap.xml").await.text().contains("/ar/"));
}

#[tokio::test]
async fn a_tenant_without_a_logo_is_its_letter() {
    let app = TestApp::start().await;
    shop(&app).await;
    let asked = app.get("shop", "/favicon.ico").await;
    assert_eq!((asked.status, asked.header("location")), (302, "/favicon.svg"));
    let icon = app.get("shop", "/favicon.svg").await;
    assert_eq!((icon.status, icon.header("content-type")), (200, "image/svg+xml"));
    assert!(icon.text().contains(">S</text>") && icon.text().contains("#7a2e2e"));
    assert!(app.get("shop", "/").await.text().contains("<link rel=\"icon\" href=\"/favicon.svg\""));
}
