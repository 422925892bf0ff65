//! What stands in a file.

use harness::{Answer, Item, Tenant, TestApp, order_input};
use serde_json::{Value, json};

use super::doors::{REQUEST, ticket};

/// Lines of fields, as a strict reader of CSV sees them; the mark in front is checked and taken off.
pub(super) fn read(answer: &Answer) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(&answer.body).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("the mark in front");
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (quoted, c) {
            (true, '"') if chars.peek() == Some(&'"') => field.push(chars.next().unwrap()),
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut field)),
            (false, '\r') => {}
            (false, '\n') => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            (_, c) => field.push(c),
        }
    }
    assert!(!quoted && field.is_empty() && row.is_empty(), "the file ends in the middle");
    rows
}

async fn by_token(app: &TestApp, shop: &Tenant, query: &str) -> Answer {
    let request = app
        .request("GET", &shop.slug, &format!("/exports/orders.csv{query}"))
        .header("accept-language", "en")
        .header("authorization", format!("Bearer {}", shop.owner.token));
    app.send(request.body(axum::body::Body::empty()).unwrap()).await
}

pub(super) fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("no {name} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

#[tokio::test]
async fn a_file_holds_what_was_written_and_nothing_runs() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.to_noon();
    let mug = app.item(&shop, Item::new("mug").price("1.250").named("فنجان", "Mug")).await;
    let mut input = order_input(&mug, 1);
    input["customer"] =
        json!({ "name": "=cmd()|' /C calc'!A0", "phone": "+96551234567", "email": "noura@example.com" });
    input["note"] = json!("0012, \"two\"\nlines; نص عربي");
    app.submit(&shop, &input).await.string("/orderSubmit/order/id");
    let answer = by_token(&app, &shop, "").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    let day = app.clock.now().with_timezone(&chrono::FixedOffset::east_opt(3 * 3600).unwrap()).date_naive();
    assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"orders-shop-{day}.csv\""));
    let rows = read(&answer);
    assert_eq!(rows.len(), 2);
    assert_eq!(column(&rows, "Number"), ["ORD-00001"]);
    assert_eq!(column(&rows, "Name"), ["'=cmd()|' /C calc'!A0"], "a formula is no formula any more");
    assert_eq!(column(&rows, "Phone"), ["'+96551234567"]);
    assert_eq!(column(&rows, "Note"), ["0012, \"two\"\nlines; نص عربي"]);
    assert_eq!(column(&rows, "Total"), ["1.250"], "all digits, as text");
    assert_eq!(column(&rows, "Items"), ["1 × Mug"]);
    assert!(answer.text().contains("\"1.250\""), "quoted, so that a spreadsheet can keep it as text");
    let in_arabic = app
        .request("GET", "shop", "/exports/orders.csv")
        .header("accept-language", "ar")
        .header("authorization", format!("Bearer {}", shop.owner.token));
    let rows = read(&app.send(in_arabic.body(axum::body::Body::empty()).unwrap()).await);
    assert_eq!(
        (column(&rows, "الأصناف"), column(&rows, "الحالة")),
        (vec!["1 × فنجان".to_owned()], vec!["قيد الانتظار".to_owned()])
    );
}

#[tokio::test]
async fn a_file_holds_what_its_filter_lets_through() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let (mug, foreign) = (app.item(&shop, Item::new("mug")).await, app.item(&other, Item::new("mug")).await);
    app.order(&other, &foreign, 9).await;
    let orders = [app.order(&shop, &mug, 1).await, app.order(&shop, &mug, 2).await, app.order(&shop, &mug, 3).await];
    app.act(&shop, "orderConfirm", &orders[1], None).await.string("/orderConfirm/order/id");
    let numbers = async |query: &str| column(&read(&by_token(&app, &shop, query).await), "Number");
    assert_eq!(numbers("").await, ["ORD-00003", "ORD-00002", "ORD-00001"], "newest first, nobody else's");
    assert_eq!(numbers("?where=%7B%22status%22%3A%5B%22CONFIRMED%22%5D%7D").await, ["ORD-00002"]);
    assert_eq!(numbers("?search=ord-00003").await, ["ORD-00003"]);
    assert_eq!(numbers("?search=nobody").await, Vec::<String>::new());
    for bad in ["?where=nonsense", "?where=%7B%22x%22%3A1%7D", "?where=%7B%22status%22%3A%5B%22NO%22%5D%7D"] {
        assert_eq!(by_token(&app, &shop, bad).await.status, 400, "{bad}");
    }
    // The same by ticket, with what the list was narrowed to.
    let narrowed = json!({ "kind": "ORDER", "orders": { "not": { "status": ["CONFIRMED"] } }, "search": "ORD" });
    let asked = app.gql("shop", Some(&shop.admin.token), REQUEST, json!({ "i": narrowed })).await;
    assert_eq!(asked.data("/exportRequest/rowCount"), json!({ "value": 2, "precision": "EXACT" }));
    let file = ticket(&app, "app", "orders", &asked.string("/exportRequest/ticket")).await;
    assert_eq!(column(&read(&file), "Number"), ["ORD-00003", "ORD-00001"]);
    let log: Vec<Value> = app
        .database
        .value::<Value>("SELECT jsonb_agg(jsonb_build_array(action, actor_kind, after) ORDER BY created_at) FROM audit_events WHERE entity_kind = 'export'")
        .await
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(log.last().unwrap(), &json!(["export.downloaded", "member", { "kind": "order", "narrowed": true }]));
    assert!(log.iter().any(|line| line[0] == "export.requested"), "{log:?}");
    assert!(!format!("{log:?}").contains("nobody"), "what was looked for may be a name");
}

#[tokio::test]
async fn ten_thousand_rows_come_whole_and_in_order() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug").price("1.125")).await;
    app.order(&shop, &mug, 1).await;
    app.database.run(&harness::many_orders("shop", 10_000)).await;
    let answer = by_token(&app, &shop, "").await;
    let rows = read(&answer);
    let numbers = column(&rows, "Number");
    assert_eq!(numbers.len(), 10_001);
    let mut sorted = numbers.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), 10_001, "no row twice, none left out");
    let sum: i64 = column(&rows, "Total").iter().map(|total| total.replace('.', "").parse::<i64>().unwrap()).sum();
    let wanted: String = app.database.value("SELECT (sum(total) * 1000)::bigint::text FROM orders").await;
    assert_eq!(sum.to_string(), wanted, "exact to the fils");
    // What comes in after the download began is not in it; here: from the future.
    app.database.run("UPDATE orders SET created_at = now() + interval '1 hour' WHERE order_number = 'ORD-00001'").await;
    assert_eq!(column(&read(&by_token(&app, &shop, "").await), "Number").len(), 10_000);
}
