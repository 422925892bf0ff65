//! What the team says of its storefront is checked, kept, and on the pages at once.

use std::time::{Duration, Instant};

use harness::{Answer, Item, Tenant, TestApp};
use serde_json::{Value, json};

const FACE: &str = "storefront { name { ar en } tagline { en } accentColor palette { accent onAccent accentText contrast isCorrected isButtonCorrected }
    contact { phone whatsapp instagram email address { en } } deliveryFee { amount } minimumOrder { amount }
    offersDelivery offersPickup locales seoTitle { en } isPublished version } userErrors { field code message }";

async fn update(app: &TestApp, shop: &Tenant, input: Value, version: Option<i32>) -> Answer {
    let query = format!(
        "mutation($input: StorefrontUpdateInput!, $v: Int) {{ storefrontUpdate(input: $input, expectedVersion: $v) {{ {FACE} }} }}"
    );
    app.gql(&shop.slug, Some(&shop.admin.token), &query, json!({ "input": input, "v": version })).await
}

#[tokio::test]
async fn what_is_said_is_kept_and_what_is_not_said_stays() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let input = json!({
        "name": { "ar": "دكان النور", "en": "Noor" }, "accentColor": "#ABC",
        "contact": { "phone": "5123 4567", "whatsapp": "+965 99991234", "instagram": "https://instagram.com/Noor.kw/", "email": "Hello@Noor.kw" },
        "deliveryFee": "2", "minimumOrder": "5.250", "seoTitle": { "en": "Noor of Kuwait" },
    });
    let face = update(&app, &shop, input, Some(1)).await.data("/storefrontUpdate/storefront");
    assert_eq!((&face["name"]["ar"], &face["tagline"]["en"]), (&json!("دكان النور"), &json!("A line under the name")));
    assert_eq!(face["accentColor"], "#aabbcc");
    let contact = &face["contact"];
    assert_eq!((&contact["phone"], &contact["whatsapp"]), (&json!("+96551234567"), &json!("+96599991234")));
    assert_eq!((&contact["instagram"], &contact["email"]), (&json!("noor.kw"), &json!("hello@noor.kw")));
    assert_eq!((&face["deliveryFee"]["amount"], &face["minimumOrder"]["amount"]), (&json!("2.000"), &json!("5.250")));
    assert_eq!(face["version"], 2);
    let html = app.get("shop", "/").await.text();
    assert!(
        html.contains("Noor") && html.contains("<title>Noor of Kuwait</title>"),
        "the next request of this process sees it"
    );
    let face = update(&app, &shop, json!({ "contact": { "phone": null }, "deliveryFee": null }), None).await;
    let face = face.data("/storefrontUpdate/storefront");
    assert_eq!((&face["contact"]["phone"], &face["contact"]["email"]), (&Value::Null, &json!("hello@noor.kw")));
    assert_eq!(face["deliveryFee"]["amount"], "0.000");
    assert_eq!(
        update(&app, &shop, json!({ "deliveryFee": "1" }), Some(1)).await.refusals("storefrontUpdate"),
        ["expectedVersion STALE"]
    );
}

#[tokio::test]
async fn every_refusal_is_told_beside_its_field() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let input = json!({
        "name": { "ar": " ", "en": "" }, "tagline": { "en": "x".repeat(161) }, "accentColor": "red;}", "deliveryFee": "1.2345",
        "minimumOrder": "-1", "offersDelivery": false, "offersPickup": false, "locales": ["AR"], "logoId": "ast_0",
        "contact": { "phone": "12", "instagram": "two words", "email": "nobody" },
    });
    let refused = update(&app, &shop, input, None).await.refusals("storefrontUpdate");
    let mut expected = vec![
        "name REQUIRED",
        "tagline.en TOO_LONG",
        "accentColor INVALID",
        "deliveryFee TOO_MANY_DIGITS",
        "minimumOrder INVALID",
        "offersPickup INVALID",
        "locales REQUIRED",
        "contact.phone INVALID",
        "contact.instagram INVALID",
        "contact.email INVALID",
        "logoId NOT_FOUND",
    ];
    assert_eq!(refused, expected);
    expected.clear();
    let version: i32 = app.database.value("SELECT version FROM storefront_config").await;
    assert_eq!(version, 1, "a refusal changes nothing");
    // Another tenant's picture is no picture.
    let other = app.tenant("other").await;
    let asset = harness_picture(&app, &other).await;
    let refused = update(&app, &shop, json!({ "coverId": asset }), None).await.refusals("storefrontUpdate");
    assert_eq!(refused, ["coverId NOT_FOUND"]);
    assert_eq!(
        update(&app, &other, json!({ "coverId": asset }), None).await.refusals("storefrontUpdate"),
        Vec::<String>::new()
    );
}

/// A picture of the tenant's own.
async fn harness_picture(app: &TestApp, tenant: &Tenant) -> String {
    use api::media::service::{NewPicture, Subject, add_picture};
    let bytes = b"not looked at here".to_vec();
    let picture = NewPicture { alt: entity::text::Localized::default(), position: 0, sizes: vec![(320, 200, bytes)] };
    add_picture(&app.app, &tenant.scope(), Subject::Storefront(tenant.id), picture).await.unwrap().to_string()
}

#[tokio::test]
async fn a_colour_that_cannot_be_read_is_corrected_and_the_correction_is_told() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    for (chosen, is_corrected) in [("#0f4c5c", false), ("#ffeb3b", true), ("#ffffff", true), ("#7fb2c9", true)] {
        let face =
            update(&app, &shop, json!({ "accentColor": chosen }), None).await.data("/storefrontUpdate/storefront");
        let palette = &face["palette"];
        assert_eq!(
            (&face["accentColor"], &palette["isCorrected"]),
            (&json!(chosen), &json!(is_corrected)),
            "{palette}"
        );
        assert!(palette["contrast"].as_f64().unwrap() >= 4.5, "{palette}");
        let html = app.get("shop", "/").await.text();
        let drawn = format!(
            "--accent:{};--on-accent:{}",
            palette["accent"].as_str().unwrap(),
            palette["onAccent"].as_str().unwrap()
        );
        assert!(html.contains(&drawn), "the page draws what the API tells: {drawn}");
    }
}

#[tokio::test]
async fn a_closed_shop_shows_one_page_and_takes_no_order() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let set = async |field: &str| {
        let query = format!("mutation {{ {field} {{ storefront {{ isPublished version }} userErrors {{ code }} }} }}");
        app.gql("shop", Some(&shop.owner.token), &query, json!({})).await.data(&format!("/{field}/storefront"))
    };
    assert_eq!(set("storefrontUnpublish").await, json!({ "isPublished": false, "version": 2 }));
    assert_eq!(set("storefrontUnpublish").await["version"], 2, "what is so already is no change");
    assert_eq!(app.get("shop", "/checkout").await.header("location"), "/basket", "there is nothing to check out");
    for path in ["/", "/i/mug", "/search", "/about", "/ar/", "/basket", "/nowhere"] {
        let page = app.get("shop", path).await;
        assert_eq!(page.status, if path == "/nowhere" { 404 } else { 200 }, "{path}");
        assert!(!page.text().contains("Item mug"), "{path} shows the catalog");
        assert!(page.text().contains("noindex"), "{path}");
    }
    assert_eq!(app.submit(&shop, &harness::order_input(&mug, 1)).await.refusals("orderSubmit"), ["NOT_AVAILABLE"]);
    assert_eq!(set("storefrontPublish").await["isPublished"], true);
    assert!(app.get("shop", "/").await.text().contains("Item mug"));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_shows_a_change_within_a_second() {
    let one = TestApp::start().await;
    let shop = one.tenant("shop").await;
    let other = TestApp::builder().over(&one).start().await;
    assert_eq!(other.get("shop", "/").await.status, 200);
    for n in 0..3 {
        let tagline = format!("Line no. {n}.");
        update(&one, &shop, json!({ "tagline": { "en": tagline } }), None).await.data("/storefrontUpdate/storefront");
        let changed = Instant::now();
        assert!(one.get("shop", "/").await.text().contains(&tagline), "the next request of its own process");
        while !other.get("shop", "/").await.text().contains(&tagline) {
            assert!(changed.elapsed() < Duration::from_secs(1), "a page older than a second was shown");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
