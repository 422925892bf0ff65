//! What one request and one caller may ask, judged before anything runs.

use harness::{Item, RunningServer, TestApp, fixtures::SUBMIT, order_input};
use serde_json::{Value, json};

/// `field` nested `n` deep through a filter's own types is input, not depth; this nests selections.
fn deep(levels: usize) -> String {
    // Only introspection can be nested at will in this schema.
    let inner = (0..levels).fold("name".to_owned(), |inner, _| format!("ofType {{ {inner} }}"));
    format!("{{ __type(name: \"Query\") {{ fields {{ type {{ {inner} }} }} }} }}")
}

#[tokio::test]
async fn depth_aliases_mutations_and_cost_have_limits() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    app.item(&shop, Item::new("mug")).await;
    let code = async |query: String| app.gql("shop", None, &query, json!({})).await.code();
    let aliases =
        |n: usize| format!("{{ {} }}", (0..n).map(|n| format!("a{n}: storefront {{ slug }}")).collect::<String>());
    let mutations =
        |n: usize| (0..n).map(|n| format!("a{n}: orderConfirm(id: \"x\") {{ order {{ id }} }} ")).collect::<String>();
    assert_eq!(code(aliases(50)).await, "");
    assert_eq!(code(aliases(51)).await, "QUERY_TOO_COSTLY");
    assert_eq!(code(deep(16)).await, "");
    assert_eq!(code(deep(18)).await, "QUERY_TOO_COSTLY");
    assert_ne!(code(format!("mutation {{ {} }}", mutations(10))).await, "QUERY_TOO_COSTLY");
    assert_eq!(code(format!("mutation {{ {} }}", mutations(11))).await, "QUERY_TOO_COSTLY");
    let picture = "images { id alt { ar en resolved } renditions { url width height } }";
    let option = "options { key name { ar en resolved } values { key label { ar en resolved } priceDifference { amount currencyCode minorUnits } } }";
    let dear = |first: usize| {
        let list = format!(
            "catalogItems(first: {first}) {{ nodes {{ id slug {picture} {option} }} edges {{ node {{ id slug {picture} {option} }} }} }}"
        );
        format!("{{ a: {list} b: {list} }}")
    };
    assert_eq!(code(dear(10)).await, "");
    assert_eq!(code(dear(100)).await, "QUERY_TOO_COSTLY");
}

#[tokio::test]
async fn fragments_hide_nothing_from_the_limits() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let code = async |query: String| app.gql("shop", None, &query, json!({})).await.code();
    let eleven = (0..11).map(|n| format!("a{n}: orderConfirm(id: \"x\") {{ order {{ id }} }} ")).collect::<String>();
    assert_eq!(
        code(format!("mutation {{ ... on Mutation {{ {eleven} }} }}")).await,
        "QUERY_TOO_COSTLY",
        "an inline fragment"
    );
    assert_eq!(
        code(format!("mutation {{ ...F }} fragment F on Mutation {{ {eleven} }}")).await,
        "QUERY_TOO_COSTLY",
        "a fragment"
    );
    let thirty = (0..30).map(|n| format!("a{n}: slug ")).collect::<String>();
    let spread =
        format!("{{ storefront {{ ...F }} b: storefront {{ ...F }} }} fragment F on Storefront {{ {thirty} }}");
    assert_eq!(code(spread).await, "QUERY_TOO_COSTLY", "aliases count wherever they are spread");
    let circle = "{ storefront { ...A } } fragment A on Storefront { ...B } fragment B on Storefront { ...A }";
    assert_eq!(code(circle.to_owned()).await, "BAD_INPUT");
}

/// Each fragment spreads the next twice: a billion fields in a kilobyte, which nobody may walk to the end.
#[tokio::test(flavor = "multi_thread")]
async fn a_billion_fields_in_a_kilobyte_are_refused_at_once() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let twice = |n: usize| {
        (0..n).map(|n| format!("fragment F{n} on Storefront {{ ...F{m} ...F{m} }} ", m = n + 1)).collect::<String>()
    };
    for (what, query, code) in [
        (
            "fields at the end",
            format!("{{ storefront {{ ...F0 }} }} {} fragment F28 on Storefront {{ slug }}", twice(28)),
            "QUERY_TOO_COSTLY",
        ),
        ("nothing at the end", format!("{{ storefront {{ ...F0 }} }} {}", twice(28)), "QUERY_TOO_COSTLY"),
        (
            "deeper",
            format!("{{ storefront {{ ...F0 }} }} {} fragment F60 on Storefront {{ slug }}", twice(60)),
            "QUERY_TOO_COSTLY",
        ),
        (
            "used by nobody",
            format!("{{ storefront {{ slug }} }} {} fragment F28 on Storefront {{ slug }}", twice(28)),
            "BAD_INPUT",
        ),
        ("a circle", "{ storefront { ...A } } fragment A on Storefront { ...A ...A ...A }".to_owned(), "BAD_INPUT"),
        (
            "another operation's",
            format!(
                "query A {{ storefront {{ slug }} }} query B {{ storefront {{ ...F0 }} }} {} fragment F28 on Storefront {{ slug }}",
                twice(28)
            ),
            "QUERY_TOO_COSTLY",
        ),
        (
            "inline",
            format!("{{ storefront {{ {} slug {} }} }}", "... on Storefront {".repeat(40), "}".repeat(40)),
            "BAD_INPUT",
        ),
    ] {
        let begun = std::time::Instant::now();
        let answer = app.gql("shop", None, &query, json!({})).await;
        assert_eq!(answer.code(), code, "{what}: {}", answer.text().chars().take(300).collect::<String>());
        assert!(begun.elapsed().as_millis() < 1500, "{what} took {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn the_cost_of_a_connection_is_its_size_times_its_rows_and_is_told() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let cost = async |query: &str, variables: Value| {
        let answer = app.gql("shop", None, query, variables).await.json();
        assert_eq!(answer["extensions"]["cost"]["maximum"], 6000, "{answer}");
        answer["extensions"]["cost"]["requested"].as_u64().unwrap()
    };
    let one = cost("{ catalogItems(first: 1) { nodes { id slug } } }", json!({})).await;
    let hundred = cost("{ catalogItems(first: 100) { nodes { id slug } } }", json!({})).await;
    assert!(hundred >= 50 * one, "{one} for one row, {hundred} for a hundred");
    let by_variable =
        cost("query($n: Int) { catalogItems(first: $n) { nodes { id slug } } }", json!({ "n": 100 })).await;
    assert_eq!(by_variable, hundred);
    let by_last = cost("{ catalogItems(last: 100) { nodes { id slug } } }", json!({})).await;
    assert_eq!(by_last, hundred);
    let by_fragment = cost("{ ...Q } fragment Q on Query { catalogItems(first: 100) { ...C } } fragment C on CatalogItemConnection { nodes { id slug } }", json!({})).await;
    assert_eq!(by_fragment, hundred, "a fragment is no discount");
}

#[tokio::test]
async fn a_batch_has_at_most_ten_operations() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let batch = |n: usize| Value::from(vec![json!({ "query": "{ storefront { slug } }" }); n]);
    let ten = app.post_json("shop", None, &batch(10)).await;
    assert_eq!((ten.status, ten.json().as_array().map(Vec::len)), (200, Some(10)));
    assert_eq!(app.post_json("shop", None, &batch(11)).await.status, 400);
    assert_eq!(app.post_json("shop", None, &batch(0)).await.status, 400);
}

#[tokio::test]
async fn an_address_above_its_rate_is_told_when_to_come_back() {
    let app = TestApp::builder().config(|c| c.rate_ip = 5).start().await;
    app.tenant("shop").await;
    let ask = async || app.gql("shop", None, "{ storefront { slug } }", json!({})).await;
    let first = ask().await;
    assert_eq!((first.status, first.header("ratelimit-limit")), (200, "5"));
    assert!(!first.header("ratelimit-remaining").is_empty() && !first.header("ratelimit-reset").is_empty());
    let mut refused = ask().await;
    for _ in 0..10 {
        if refused.status == 429 {
            break;
        }
        refused = ask().await;
    }
    assert_eq!((refused.status, refused.code().as_str()), (429, "RATE_LIMITED"));
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(app.get("shop", "/basket").await.status, 429, "pages of one visitor count too");
    // Another address is another caller.
    let request = app
        .request("POST", "shop", "/graphql")
        .header("x-forwarded-for", "203.0.113.9")
        .header("content-type", "application/json")
        .body(axum::body::Body::from(json!({ "query": "{ storefront { slug } }" }).to_string()))
        .unwrap();
    assert_eq!(app.send(request).await.status, 200);
}

#[tokio::test]
async fn a_batch_counts_as_many_requests_as_it_holds() {
    let app = TestApp::builder().config(|c| c.rate_ip = 30).start().await;
    app.tenant("shop").await;
    let batch = |n: usize| Value::from(vec![json!({ "query": "{ storefront { slug } }" }); n]);
    let left = |answer: &harness::Answer| answer.header("ratelimit-remaining").parse::<i64>().unwrap();
    let one = app.post_json("shop", None, &batch(1)).await;
    let ten = app.post_json("shop", None, &batch(10)).await;
    assert_eq!(one.header("ratelimit-limit"), "30");
    assert!((9..=10).contains(&(left(&one) - left(&ten))), "{} then {}", left(&one), left(&ten));
    assert_eq!(app.post_json("shop", None, &batch(10)).await.status, 200);
    let refused = app.post_json("shop", None, &batch(10)).await;
    assert_eq!((refused.status, refused.code().as_str()), (429, "RATE_LIMITED"));
    assert_eq!(app.post_json("shop", None, &batch(1)).await.status, 200, "a smaller one still fits");
}

/// Each kind of dynamic route, called once too often by one address.
#[tokio::test]
async fn every_limited_answer_says_how_much_is_left_and_when_to_come_back() {
    for (what, method, label, path, body) in [
        ("the API", "POST", "shop", "/graphql", r#"{"query":"{ storefront { slug } }"}"#),
        ("the API by GET", "GET", "shop", "/graphql?query=%7Bstorefront%7Bslug%7D%7D", ""),
        ("the API without a tenant", "POST", "app", "/graphql", r#"{"query":"{ viewer { user { id } } }"}"#),
        ("a page of one visitor", "GET", "shop", "/basket", ""),
        ("a page that is not there", "GET", "shop", "/nowhere", ""),
        ("a form", "POST", "shop", "/basket", "item=x&quantity=1"),
        ("signing in", "POST", "app", "/auth/login", r#"{"email":"a@b.kw","password":"x"}"#),
        ("refreshing", "POST", "app", "/auth/refresh", "{}"),
    ] {
        let app = TestApp::builder().config(|c| c.rate_ip = 3).start().await;
        app.tenant("shop").await;
        let call = async || {
            let kind = if path == "/basket" { "application/x-www-form-urlencoded" } else { "application/json" };
            let request = app
                .request(method, label, path)
                .header("content-type", kind)
                .header("origin", format!("http://{label}.localhost:8000"))
                .body(axum::body::Body::from(body))
                .unwrap();
            app.send(request).await
        };
        let first = call().await;
        assert_ne!(first.status, 429, "{what}");
        let number = |answer: &harness::Answer, name: &str| answer.header(name).parse::<u64>().ok();
        for name in ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"] {
            assert!(number(&first, name).is_some(), "{what}: no {name} on {}", first.status);
        }
        let mut last = first;
        for _ in 0..8 {
            last = call().await;
            if last.status == 429 {
                break;
            }
        }
        assert_eq!(last.status, 429, "{what}");
        assert_eq!(number(&last, "ratelimit-remaining"), Some(0), "{what}");
        assert!(number(&last, "retry-after").is_some_and(|s| (1..=60).contains(&s)), "{what}");
        assert!(number(&last, "ratelimit-limit").is_some_and(|limit| limit >= 1), "{what}");
    }
}

#[tokio::test]
async fn invitations_have_a_pace_and_a_stranger_cannot_use_up_the_teams() {
    let app = TestApp::builder().config(|c| c.rate_invite = 3).start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let ask = async |token: &str| {
        let input = json!({ "input": { "email": crate::members::new_email(), "role": "MEMBER" } });
        app.gql("shop", Some(token), &crate::members::document("memberInvite"), input).await
    };
    for _ in 0..5 {
        ask(&other.owner.token).await;
    }
    assert_eq!(ask(&shop.owner.token).await.refusals("memberInvite"), Vec::<String>::new());
    let mut last = ask(&shop.owner.token).await;
    for _ in 0..3 {
        last = ask(&shop.owner.token).await;
    }
    assert_eq!((last.status, last.code().as_str()), (429, "RATE_LIMITED"));
    assert_eq!(last.header("ratelimit-limit"), "3");
    assert!(last.header("retry-after").parse::<u64>().is_ok_and(|s| s > 60));
}

#[tokio::test]
async fn assets_and_kept_pages_count_against_nobody() {
    let app = TestApp::builder().config(|c| c.rate_ip = 3).start().await;
    app.tenant("shop").await;
    for n in 0..20 {
        assert_eq!(app.get("shop", "/").await.status, 200, "page {n}");
        assert_eq!(app.get("shop", "/health/live").await.status, 200);
    }
}

#[tokio::test]
async fn a_tenant_above_its_rate_is_refused_without_harm_to_others() {
    let app = TestApp::builder().config(|c| c.rate_tenant = 4).start().await;
    app.tenant("busy").await;
    app.tenant("calm").await;
    let mut last = 200;
    for _ in 0..10 {
        last = app.gql("busy", None, "{ storefront { slug } }", json!({})).await.status;
    }
    assert_eq!(last, 429);
    let told = app.gql("busy", None, "{ storefront { slug } }", json!({})).await;
    assert_eq!((told.header("ratelimit-limit"), told.header("ratelimit-remaining")), ("4", "0"));
    assert!(told.header("retry-after").parse::<u64>().is_ok_and(|s| (1..=60).contains(&s)));
    assert_eq!(app.gql("calm", None, "{ storefront { slug } }", json!({})).await.status, 200);
}

#[tokio::test]
async fn submissions_above_a_persons_pace_are_flagged_then_refused() {
    let app = TestApp::builder()
        .config(|c| {
            c.rate_submit_suspect = 3;
            c.rate_submit_refuse = 6;
        })
        .start()
        .await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let mut refused = 0;
    for _ in 0..12 {
        let answer = app.submit(&shop, &order_input(&mug, 1)).await;
        refused += usize::from(answer.code() == "RATE_LIMITED");
        if answer.code() == "RATE_LIMITED" {
            assert_eq!(answer.status, 429);
            assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|s| s >= 1));
            assert_eq!((answer.header("ratelimit-limit"), answer.header("ratelimit-remaining")), ("6", "0"));
        }
    }
    assert!(refused >= 4, "{refused} of twelve were refused");
    assert!(app.database.count("orders WHERE is_suspect").await >= 1, "flagged");
    assert!(app.database.count("orders WHERE NOT is_suspect").await >= 3, "not flagged");
    // The team is not a crowd of visitors.
    let team = app.gql("shop", Some(&shop.owner.token), SUBMIT, json!({ "input": order_input(&mug, 1) })).await;
    assert_eq!(team.code(), "");
}

#[tokio::test]
async fn one_browser_has_a_pace_of_its_own() {
    let app = TestApp::builder().config(|c| c.rate_submit_visitor = 2).start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let send = async |visitor: &str| {
        let body = json!({ "query": SUBMIT, "variables": { "input": order_input(&mug, 1) } }).to_string();
        let request = app
            .request("POST", "shop", "/graphql")
            .header("content-type", "application/json")
            .header("cookie", format!("visitor={visitor}"))
            .body(axum::body::Body::from(body))
            .unwrap();
        app.send(request).await
    };
    assert_eq!(send("one").await.status, 200);
    let mut last = send("one").await;
    for _ in 0..4 {
        last = send("one").await;
    }
    assert_eq!((last.status, last.header("ratelimit-limit"), last.header("ratelimit-remaining")), (429, "2", "0"));
    assert!(last.header("retry-after").parse::<u64>().is_ok_and(|s| (1..=60).contains(&s)));
    assert_eq!(send("two").await.status, 200);
}

/// A real process: a text that breaks the parser's stack would end it, and every other test with it.
#[tokio::test(flavor = "multi_thread")]
async fn a_megabyte_of_brackets_is_a_refusal_and_not_a_crash() {
    let app = TestApp::start().await;
    app.tenant("shop").await;
    let server = RunningServer::start(&app.database, &[]).await;
    let n = 100_000;
    let queries = [
        format!(
            "{{ catalogItems(first: 1, where: {{ ids: {}{} }}) {{ nodes {{ id }} }} }}",
            "[".repeat(n),
            "]".repeat(n)
        ),
        format!("{{ catalogItems(first: 1, where: {}{}) {{ nodes {{ id }} }} }}", "{and:[".repeat(n), "]}".repeat(n)),
        format!("{}slug{}", "{storefront".repeat(n / 2), "}".repeat(n / 2)),
        format!("query($a: {}Int{}) {{ storefront {{ slug }} }}", "[".repeat(n), "]".repeat(n)),
        format!("{{ storefront {{ slug {} }} }}", "@include(if: true) ".repeat(n / 4)),
        format!("{{ {} }}", "storefront{slug}".repeat(4_000)),
        format!("{{ storefront {{ {} }} }}", "slug ".repeat(n)),
        format!("{{ storefront {{ {} slug {} }} }}", "...{".repeat(n), "}".repeat(n)),
        format!("{{ storefront {{ {} slug {} }} }}", "...{".repeat(4_900), "}".repeat(4_900)),
        "{".repeat(n),
        "#".repeat(n),
        format!("{{ a(b: \"{}\") }}", "\\u0000".repeat(1000)),
    ];
    for query in queries {
        let begun = std::time::Instant::now();
        let answer = server.gql("shop", None, &query, json!({})).await;
        let start: String = query.chars().take(60).collect();
        let answer = answer.unwrap_or_else(|e| panic!("{start}: {e}\n{}", server.log_text()));
        assert!(answer.status < 500, "{start}: {}", answer.status);
        assert!(begun.elapsed().as_secs() < 10, "{start} took {:?}", begun.elapsed());
    }
    let nested = format!(
        "{{\"query\":\"{{ storefront {{ slug }} }}\",\"variables\":{}{}}}",
        "{\"a\":".repeat(n),
        "1".to_owned() + &"}".repeat(n)
    );
    let answer = server.post("shop", None, nested).await.expect("the process lives");
    assert!(answer.status < 500, "{}", answer.status);
    assert_eq!(
        server.gql("shop", None, "{ storefront { slug } }", json!({})).await.unwrap().string("/storefront/slug"),
        "shop"
    );
}
