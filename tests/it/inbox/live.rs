//! Live arrival through the real socket: who hears what, on which process, for how long.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use api::jobs;
use chrono::TimeDelta;
use harness::{
    Item, Tenant, TestApp,
    socket::{LISTEN, Socket, Told},
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

/// A worker for as long as the guard lives.
fn worker(app: &TestApp) -> impl Drop + use<> {
    let stop = CancellationToken::new();
    let (app, token) = (Arc::clone(&app.app), stop.clone());
    tokio::spawn(async move { jobs::work(app, token).await });
    stop.drop_guard()
}

async fn remove(app: &TestApp, member: &harness::Member) {
    app.database
        .run(&format!("UPDATE tenant_members SET status = 'removed' WHERE user_id = '{}'", member.user.0))
        .await;
}

async fn order(app: &TestApp, shop: &Tenant) -> String {
    let mug = app.item(shop, Item::new(&format!("mug-{}", uuid::Uuid::new_v4().simple()))).await;
    app.order(shop, &mug, 1).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_in_is_told_to_its_own_team_on_every_process() {
    let one = TestApp::start().await;
    let two = TestApp::builder().over(&one).start().await;
    let (shop, other) = (one.tenant("shop").await, one.tenant("other").await);
    let (first, second) = (one.listen().await, two.listen().await);
    let mut here = Socket::listening(&first, "shop", &shop.member.token).await;
    let mut there = Socket::listening(&second, "shop", &shop.admin.token).await;
    let mut stranger = Socket::listening(&first, "other", &other.owner.token).await;
    let _worker = worker(&one);

    let id = order(&two, &shop).await;
    for socket in [&mut here, &mut there] {
        let event = socket.event().await;
        assert_eq!((&event["change"], &event["entry"]["id"]), (&json!("RECEIVED"), &json!(id)));
        assert_eq!(event["entry"]["number"], "ORD-00001");
        assert_eq!(
            (&event["entry"]["state"], &event["entry"]["personName"]),
            (&json!("WAITING"), &json!("Noura Test"))
        );
    }
    // The other team's first event is its own; the shop's never came to it.
    let own = order(&one, &other).await;
    assert_eq!(stranger.event().await["entry"]["id"], json!(own));

    two.act(&shop, "orderConfirm", &id, None).await.string("/orderConfirm/order/id");
    let moved = here.event().await;
    assert_eq!((&moved["change"], &moved["entry"]["status"]), (&json!("MOVED"), &json!("CONFIRMED")));
    there.event().await;
    let gift = one.donation(&shop, None).await;
    assert_eq!(there.event().await["entry"]["id"], json!(gift));
    let orphans = one.pledge_campaign(&shop, "orphans").await;
    let pledge = one.pledge(&shop, &orphans).await;
    assert_eq!(there.event().await["entry"]["id"], json!(pledge));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_members_socket_ends_before_the_next_event() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let address = app.listen().await;
    let mut stays = Socket::listening(&address, "shop", &shop.admin.token).await;
    let mut goes = Socket::listening(&address, "shop", &shop.member.token).await;
    let _worker = worker(&app);
    order(&app, &shop).await;
    assert_eq!(stays.event().await["entry"]["number"], "ORD-00001");
    assert_eq!(goes.event().await["entry"]["number"], "ORD-00001", "the positive control");

    remove(&app, &shop.member).await;
    order(&app, &shop).await;
    assert_eq!(stays.event().await["entry"]["number"], "ORD-00002", "the positive control");
    let mut rest = Vec::new();
    let code = loop {
        match goes.next().await {
            Told::Message(message) => rest.push(message),
            Told::Closed(code) => break code,
        }
    };
    assert_eq!(code, 4403, "{rest:?}");
    assert!(!format!("{rest:?}").contains("ORD-00002"), "{rest:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_tenants_sockets_end() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let address = app.listen().await;
    let mut socket = Socket::listening(&address, "shop", &shop.owner.token).await;
    let id = order(&app, &shop).await;
    let event = api::kernel::event::Event::OrderSubmitted { order: id.parse().unwrap() };
    let tell = async || api::submissions::jobs::announce(&app.app, &shop.scope(), event).await.unwrap();
    tell().await;
    assert_eq!(socket.event().await["entry"]["id"], json!(id), "the positive control");
    app.database.run("UPDATE tenants SET is_active = false WHERE slug = 'shop'").await;
    tell().await;
    let refused = match socket.next().await {
        Told::Message(message) => message,
        Told::Closed(code) => json!({ "closed": code }),
    };
    assert!(!refused.to_string().contains(&id), "{refused}");
    while let Told::Message(_) = socket.next().await {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_ends_with_its_token() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let address = app.listen().await;
    let subject: String =
        app.database.value(&format!("SELECT subject FROM users WHERE id = '{}'", shop.owner.user.0)).await;
    // Good for a quarter of an hour, of which is left what it takes to open two sockets on a busy machine.
    let made = app.clock.now() - TimeDelta::minutes(15) + TimeDelta::seconds(8);
    let short = app.app.tokens.access(&subject, made).unwrap();
    let mut socket = Socket::listening(&address, "shop", &short).await;
    let mut long = Socket::listening(&address, "shop", &shop.owner.token).await;
    assert_eq!(socket.next().await, Told::Closed(4401));
    long.say(json!({ "type": "ping" })).await;
    assert_eq!(long.next().await, Told::Message(json!({ "type": "pong" })), "the positive control");
}

/// What comes of each subscription for each caller; a new one without a line here fails.
#[tokio::test(flavor = "multi_thread")]
async fn every_subscription_answers_every_caller() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let address = app.listen().await;
    assert_eq!(crate::schema::root_fields(&app, "Subscription").await, ["submissionReceived"]);
    let removed = app.person("gone@shop.example").await;
    api::tenants::service::add_member(&app.app, &shop.scope(), removed.user, &removed.email, "admin").await.unwrap();
    remove(&app, &removed).await;
    let id = order(&app, &shop).await;
    let event = api::kernel::event::Event::OrderSubmitted { order: id.parse().unwrap() };
    for token in [&shop.member.token, &shop.admin.token, &shop.owner.token] {
        let mut socket = Socket::listening(&address, "shop", token).await;
        // What is said while the process only begins to listen may go unheard: it is said again.
        let mut told = None;
        for _ in 0..20 {
            api::submissions::jobs::announce(&app.app, &shop.scope(), event).await.unwrap();
            told = tokio::time::timeout(Duration::from_secs(1), socket.event()).await.ok();
            if told.is_some() {
                break;
            }
        }
        assert_eq!(told.expect("nothing is told")["entry"]["id"], json!(id));
    }
    for token in [&other.owner.token, &removed.token] {
        let mut socket = Socket::greet(&address, "shop", token).await;
        socket.subscribe("1", LISTEN).await;
        let Told::Message(refused) = socket.next().await else { panic!("closed without a word") };
        assert_eq!(refused["payload"]["errors"][0]["extensions"]["code"], "FORBIDDEN", "{refused}");
    }
    let posted = app.gql("shop", Some(&shop.owner.token), LISTEN, json!({})).await;
    assert!(!posted.code().is_empty(), "a subscription by POST: {}", posted.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_listen_is_told_so_and_closed() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let address = app.listen().await;
    let init = async |payload: serde_json::Value| {
        let mut socket = Socket::open(&address, "app", &[]).await.unwrap();
        socket.say(json!({ "type": "connection_init", "payload": payload })).await;
        socket.next().await
    };
    let bearer = |token: &str| format!("Bearer {token}");
    let ack = Told::Message(json!({ "type": "connection_ack" }));
    let owner = bearer(&shop.owner.token);
    assert_eq!(init(json!({ "authorization": owner, "tenant": "shop" })).await, ack, "the positive control");
    let expired = app.expired_token(&shop.owner).await;
    for (payload, code) in [
        (json!({ "tenant": "shop" }), 4401),
        (json!({ "authorization": bearer(&expired), "tenant": "shop" }), 4401),
        (json!({ "authorization": bearer("a.b.c"), "tenant": "shop" }), 4401),
        (json!({ "authorization": "Basic x", "tenant": "shop" }), 4401),
        (json!({ "authorization": owner }), 4403),
        (json!({ "authorization": owner, "tenant": "nobody" }), 4403),
    ] {
        assert_eq!(init(payload.clone()).await, Told::Closed(code), "{payload}");
    }
    // Somebody signed in, of another team: the tenant is public, its submissions are not.
    let mut stranger = Socket::greet(&address, "shop", &other.owner.token).await;
    stranger.subscribe("1", LISTEN).await;
    let Told::Message(refused) = stranger.next().await else { panic!("closed without a word") };
    assert_eq!(refused["payload"]["errors"][0]["extensions"]["code"], "FORBIDDEN", "{refused}");

    let mut asks = Socket::greet(&address, "shop", &shop.owner.token).await;
    asks.subscribe("1", "{ orders(first: 1) { nodes { id } } }").await;
    let Told::Message(refused) = asks.next().await else { panic!("closed without a word") };
    assert_eq!(refused["payload"]["errors"][0]["extensions"]["code"], "BAD_INPUT", "{refused}");

    for (headers, status) in [
        (vec![("origin", "http://evil.example")], 403),
        (vec![("origin", "http://other.localhost:8000")], 403),
        (vec![("sec-websocket-protocol", "graphql-ws")], 400),
    ] {
        assert_eq!(Socket::open(&address, "shop", &headers).await.err(), Some(status), "{headers:?}");
    }
    for origin in ["http://app.localhost:8000", "http://shop.localhost:8000"] {
        assert!(Socket::open(&address, "shop", &[("origin", origin)]).await.is_ok(), "{origin}");
    }
}

/// The code with which a subscription is refused at once, and with nothing after it.
async fn refused(socket: &mut Socket, id: &str) -> serde_json::Value {
    let Told::Message(answer) = socket.next().await else { panic!("closed without a word") };
    assert_eq!((&answer["type"], &answer["id"]), (&json!("next"), &json!(id)), "{answer}");
    assert_eq!(socket.next().await, Told::Message(json!({ "type": "complete", "id": id })));
    answer["payload"]["errors"][0]["extensions"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_has_eight_subscriptions_at_once_of_one_field_each() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let address = app.listen().await;
    let mut socket = Socket::greet(&address, "shop", &shop.owner.token).await;
    let field = "submissionReceived { entry { id } }";
    for (id, query) in [
        ("aliases", format!("subscription {{ a: {field} b: {field} }}")),
        ("twice", format!("subscription {{ {field} {field} }}")),
        ("a fragment", format!("subscription {{ ...F }} fragment F on Subscription {{ {field} }}")),
        ("an inline fragment", format!("subscription {{ ... on Subscription {{ {field} }} }}")),
        ("another operation's", format!("subscription A {{ {field} }} subscription B {{ a: {field} b: {field} }}")),
    ] {
        socket.subscribe(id, &query).await;
        assert_eq!(refused(&mut socket, id).await["code"], "BAD_INPUT");
    }
    for n in 1..=8 {
        socket.subscribe(&n.to_string(), LISTEN).await;
    }
    socket.subscribe("one too many", LISTEN).await;
    let why = refused(&mut socket, "one too many").await;
    assert_eq!((&why["code"], why["retryAfter"].is_u64()), (&json!("RATE_LIMITED"), true), "{why}");
    // One that ends makes room.
    socket.say(json!({ "type": "complete", "id": "1" })).await;
    assert_eq!(socket.next().await, Told::Message(json!({ "type": "complete", "id": "1" })));
    socket.subscribe("another", LISTEN).await;

    let id = order(&app, &shop).await;
    let event = api::kernel::event::Event::OrderSubmitted { order: id.parse().unwrap() };
    let all: BTreeSet<String> = (2..=8).map(|n| n.to_string()).chain(["another".to_owned()]).collect();
    let mut heard = BTreeSet::new();
    // What is said while some only begin to listen may go unheard: it is said again.
    for _ in 0..20 {
        api::submissions::jobs::announce(&app.app, &shop.scope(), event).await.unwrap();
        while heard != all
            && let Ok(told) = tokio::time::timeout(Duration::from_secs(1), socket.next()).await
        {
            let Told::Message(message) = told else { panic!("{told:?}") };
            assert_eq!(message["payload"]["data"]["submissionReceived"]["entry"]["id"], json!(id), "{message}");
            heard.insert(message["id"].as_str().unwrap().to_owned());
        }
        if heard == all {
            break;
        }
    }
    assert_eq!(heard, all, "the positive control");
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_a_subscription_counts_like_a_request() {
    let app = TestApp::builder().config(|c| c.rate_ip = 6).start().await;
    let shop = app.tenant("shop").await;
    let address = app.listen().await;
    let from = [("x-forwarded-for", app.address.as_str())];
    let mut socket = Socket::open(&address, "shop", &from).await.unwrap();
    let payload = json!({ "authorization": format!("Bearer {}", shop.owner.token) });
    socket.say(json!({ "type": "connection_init", "payload": payload })).await;
    assert_eq!(socket.next().await, Told::Message(json!({ "type": "connection_ack" })));
    let mut codes = Vec::new();
    for n in 0..12 {
        // Refused for what it is as long as it may be asked at all.
        socket.subscribe(&n.to_string(), "{ storefront { slug } }").await;
        let why = refused(&mut socket, &n.to_string()).await;
        codes.push(why["code"].clone());
        if why["code"] == "RATE_LIMITED" {
            assert!(why["retryAfter"].as_u64().is_some_and(|s| (1..=60).contains(&s)), "{why}");
            break;
        }
    }
    assert_eq!(codes.first(), Some(&json!("BAD_INPUT")), "the positive control");
    assert_eq!(codes.last(), Some(&json!("RATE_LIMITED")), "{codes:?}");
}
