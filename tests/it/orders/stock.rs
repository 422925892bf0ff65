//! Pieces are taken at the confirmation, given back when an order no longer holds them, and never sold twice.

use std::sync::Arc;

use harness::{Item, TestApp};

#[tokio::test]
async fn pieces_are_taken_and_given_back() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug").stock(10)).await;
    let left =
        async || app.database.value::<i32>(&format!("SELECT stock FROM catalog_items WHERE id = '{}'", mug.0)).await;
    let order = app.order(&shop, &mug, 4).await;
    assert_eq!(left().await, 10, "an order that nobody has looked at holds nothing");
    for (act, expected) in [
        ("orderConfirm", 6),
        ("orderReopen", 10),
        ("orderConfirm", 6),
        ("orderCancel", 10),
        ("orderReopen", 10),
        ("orderConfirm", 6),
        ("orderFulfil", 6),
    ] {
        app.act(&shop, act, &order, None).await.string(&format!("/{act}/order/id"));
        assert_eq!(left().await, expected, "after {act}");
    }
    let spam = app.order(&shop, &mug, 1).await;
    app.act(&shop, "orderMarkSpam", &spam, None).await.string("/orderMarkSpam/order/id");
    app.act(&shop, "orderReopen", &spam, None).await.string("/orderReopen/order/id");
    assert_eq!(left().await, 6, "spam never held anything");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_confirmations_of_the_last_piece_one_succeeds() {
    let app = Arc::new(TestApp::start().await);
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug").stock(1)).await;
    let mut orders = Vec::new();
    for _ in 0..50 {
        orders.push(app.order(&shop, &mug, 1).await);
    }
    let tasks: Vec<_> = orders
        .into_iter()
        .map(|order| {
            let (app, shop) = (Arc::clone(&app), shop.clone());
            tokio::spawn(async move { app.act(&shop, "orderConfirm", &order, None).await.refusals("orderConfirm") })
        })
        .collect();
    let (mut confirmed, mut refused) = (0, 0);
    for task in tasks {
        match task.await.unwrap().as_slice() {
            [] => confirmed += 1,
            [one] if one == "OUT_OF_STOCK" => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((confirmed, refused), (1, 49));
    assert_eq!(app.database.value::<i32>("SELECT stock FROM catalog_items").await, 0);
    assert_eq!(app.database.count("orders WHERE status = 'confirmed' AND stock_taken").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_over_the_same_items_in_any_order_do_not_lock_each_other_out() {
    let app = Arc::new(TestApp::start().await);
    let shop = app.tenant("shop").await;
    let (a, b) = (app.item(&shop, Item::new("a1").stock(100)).await, app.item(&shop, Item::new("b1").stock(100)).await);
    let mut tasks = Vec::new();
    for n in 0..30 {
        let mut input = harness::order_input(if n % 2 == 0 { &a } else { &b }, 1);
        let second = harness::order_input(if n % 2 == 0 { &b } else { &a }, 1)["lines"][0].clone();
        input["lines"].as_array_mut().unwrap().push(second);
        let order = app.submit(&shop, &input).await.string("/orderSubmit/order/id");
        let (app, shop) = (Arc::clone(&app), shop.clone());
        tasks.push(tokio::spawn(
            async move { app.act(&shop, "orderConfirm", &order, None).await.refusals("orderConfirm") },
        ));
    }
    for task in tasks {
        assert_eq!(task.await.unwrap(), Vec::<String>::new());
    }
    assert_eq!(app.database.count("catalog_items WHERE stock = 70").await, 2);
}
