//! A whole order by plain forms, in both languages, and what must not go wrong on the way.

use chrono::TimeDelta;
use harness::{Browser, Item, TestApp, browser::hidden_fields};

/// The fields of a filled-in checkout.
fn filled<'a>(
    hidden: &'a std::collections::BTreeMap<String, String>,
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend([("name", "Noura Test"), ("phone", "٥١٢٣ ٤٥٦٧"), ("email", ""), ("note", "Ring twice")]);
    fields.extend_from_slice(more);
    fields
}

#[tokio::test]
async fn an_order_goes_through_without_script_in_both_languages() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let shirt = app.item(&shop, Item::new("shirt").named("قميص", "Shirt").price("4.250").sizes()).await;
    for (n, prefix) in ["", "/ar"].into_iter().enumerate() {
        let mut browser = Browser::new(&app, "shop");
        let item = browser.get(&format!("{prefix}/i/shirt")).await;
        assert_eq!(item.status, 200);
        assert!(item.text().contains(&format!("{prefix}/basket\"")), "the item's form posts to the basket");
        let put = browser
            .post(
                &format!("{prefix}/basket"),
                &[("action", "add"), ("item", &shirt.to_string()), ("opt_size", "l"), ("quantity", "٢")],
            )
            .await;
        assert_eq!((put.status, put.header("location")), (303, format!("{prefix}/basket").as_str()));
        let basket = browser.get(&format!("{prefix}/basket")).await.text();
        assert!(basket.contains("10.000"), "two at 5.000: {basket}");
        let checkout = browser.get(&format!("{prefix}/checkout")).await;
        assert_eq!(checkout.status, 200);
        let hidden = hidden_fields(&checkout.text());
        assert!(hidden.contains_key("key") && hidden.contains_key("started"), "{hidden:?}");
        app.clock.advance(TimeDelta::seconds(30));
        let address =
            [("fulfilment", "delivery"), ("area", "Salmiya"), ("block", "١"), ("street", "2"), ("house", "3")];
        let sent = browser.post(&format!("{prefix}/checkout"), &filled(&hidden, &address)).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let thanks_path = sent.header("location").to_owned();
        assert!(thanks_path.starts_with(&format!("{prefix}/thanks/")), "{thanks_path}");
        assert!(!browser.cookies.contains_key("basket"), "the basket is emptied");
        let thanks = browser.get(&thanks_path).await;
        assert_eq!(thanks.status, 200);
        let html = thanks.text();
        assert!(html.contains(&format!("ORD-0000{}", n + 1)), "the number");
        assert!(html.contains("11.500"), "the total with delivery");
        assert!(html.contains(if prefix.is_empty() { "Pay like this" } else { "عربي Pay like this" }), "how to pay");
        // The second click of an impatient visitor leads to the same order.
        let again = browser.post(&format!("{prefix}/checkout"), &filled(&hidden, &address)).await;
        assert_eq!((again.status, again.header("location")), (303, thanks_path.as_str()));
    }
    assert_eq!(
        app.database.count("orders WHERE NOT is_suspect AND customer_phone = '+96551234567' AND total = 11.500").await,
        2
    );
}

#[tokio::test]
async fn nothing_typed_is_lost_when_something_is_wrong() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let mut browser = Browser::new(&app, "shop");
    browser.post("/basket", &[("action", "add"), ("item", &mug.to_string())]).await;
    let hidden = hidden_fields(&browser.get("/checkout").await.text());
    let wrong =
        browser.post("/checkout", &filled(&hidden, &[("fulfilment", "delivery"), ("area", "Salmiya <b>")])).await;
    assert_eq!(wrong.status, 422);
    let html = wrong.text();
    for kept in ["Noura Test", "Salmiya &lt;b&gt;", "Ring twice"] {
        assert!(html.contains(kept), "{kept} is lost");
    }
    let kept = hidden_fields(&html);
    assert_eq!(kept.get("key"), hidden.get("key"), "the same key, so that it is still one order");
    assert_eq!(app.database.count("orders").await, 0);
    let sold_out = async |stock: i32| app.database.run(&format!("UPDATE catalog_items SET stock = {stock}")).await;
    sold_out(0).await;
    let refused = browser.post("/checkout", &filled(&hidden, &[("fulfilment", "pickup")])).await;
    assert_ne!(refused.status, 500, "sold out between basket and order");
    assert_eq!(app.database.count("orders").await, 0);
    sold_out(5).await;
    let done = browser.post("/checkout", &filled(&kept, &[("fulfilment", "pickup")])).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

#[tokio::test]
async fn robots_are_kept_and_flagged() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    // (seconds at the form, the field people do not see, flagged)
    for (seconds, company, is_suspect) in [(1, "", true), (60, "ACME", true), (25 * 3600, "", true), (60, "", false)] {
        let mut browser = Browser::new(&app, "shop");
        browser.post("/basket", &[("action", "add"), ("item", &mug.to_string())]).await;
        let mut hidden = hidden_fields(&browser.get("/checkout").await.text());
        hidden.remove("company");
        app.clock.advance(TimeDelta::seconds(seconds));
        let sent = browser.post("/checkout", &filled(&hidden, &[("fulfilment", "pickup"), ("company", company)])).await;
        assert_eq!(sent.status, 303, "kept all the same");
        let flagged: bool =
            app.database.value("SELECT is_suspect FROM orders ORDER BY created_at DESC, id DESC LIMIT 1").await;
        assert_eq!(flagged, is_suspect, "{seconds} s, company {company:?}");
    }
}

#[tokio::test]
async fn another_sites_form_does_nothing() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    for (path, origin, status) in [
        ("/basket", "http://evil.example", 403),
        ("/checkout", "http://evil.example", 403),
        ("/basket", "null", 403),
        ("/basket", "http://other.localhost:8000", 403),
        ("/basket", "http://shop.localhost:8000", 303),
    ] {
        let request = app
            .request("POST", "shop", path)
            .header("origin", origin)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(format!("action=add&item={mug}")))
            .unwrap();
        assert_eq!(app.send(request).await.status, status, "{path} from {origin}");
    }
}

#[tokio::test]
async fn strange_forms_and_cookies_are_no_fault_of_ours() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let mug = mug.to_string();
    let long = "x".repeat(10_000);
    for cookie in ["1~", "1~~~~", "2~x.1", "1~itm_x.999999999999999999", &long, "1~a.1.b!c~a.0~.5", "1~*zz.1", "%00"] {
        let mut browser = Browser::new(&app, "shop");
        browser.cookies.insert("basket".to_owned(), cookie.to_owned());
        for path in ["/basket", "/checkout"] {
            let answer = browser.get(path).await;
            assert!(answer.status < 500, "{path} with {cookie}: {}", answer.status);
        }
        let sent = browser
            .post("/checkout", &[("key", "\u{0}"), ("started", "x"), ("name", "\u{0}\u{1}"), ("visit", "x")])
            .await;
        assert!(sent.status < 500, "checkout with {cookie}: {}", sent.status);
    }
    for fields in [
        vec![("action", "add"), ("item", mug.as_str()), ("quantity", "99999999999999999999")],
        vec![("action", "set"), ("index", "18446744073709551615"), ("quantity", "1")],
        vec![("action", "add"), ("item", "\u{0}"), ("opt_\u{0}", "\u{0}")],
        vec![("action", "burn")],
        vec![("action", "add"), ("item", mug.as_str()), ("back", "//evil.example")],
    ] {
        let mut browser = Browser::new(&app, "shop");
        let answer = browser.post("/basket", &fields).await;
        assert!(answer.status < 500, "{fields:?}: {}", answer.status);
        assert!(!answer.header("location").contains("evil"), "{fields:?}");
        assert!(browser.get("/basket").await.status < 500, "{fields:?}");
        assert!(browser.get("/checkout").await.status < 500, "{fields:?}");
    }
}
