//! Saved views: one's own are nobody else's, the team's are changed by those who may; bounded, named once, also for two at
//! once.

use entity::ids::SavedViewId;
use harness::{Answer, Tenant, TestApp};
use serde_json::{Value, json};

pub(crate) const LIST: &str =
    "query($l: SavedViewList) { savedViews(list: $l) { id list name state isShared version createdAt updatedAt } }";
pub(crate) const CREATE: &str = "mutation($i: SavedViewCreateInput!) { savedViewCreate(input: $i) {
    savedView { id list name state isShared version } userErrors { field code message } } }";
pub(crate) const UPDATE: &str = "mutation($id: ID!, $i: SavedViewUpdateInput!, $v: Int) {
    savedViewUpdate(id: $id, input: $i, expectedVersion: $v) { savedView { id name state version } userErrors { field code } } }";
pub(crate) const DELETE: &str =
    "mutation($id: ID!) { savedViewDelete(id: $id) { deletedId userErrors { field code } } }";
/// The mutations of this room.
pub(crate) const MUTATIONS: [&str; 3] = ["savedViewCreate", "savedViewUpdate", "savedViewDelete"];

/// A view of the team, straight into the database.
pub(crate) async fn shared(app: &TestApp, tenant: &Tenant, name: &str) -> String {
    let id = SavedViewId::generate();
    app.database
        .run(&format!(
            "INSERT INTO saved_views (tenant_id, id, list, name, state, created_by, created_at, updated_at)
             VALUES ('{}', '{}', 'orders', '{name}', 'status=pending', '{}', now(), now())",
            tenant.id.0, id.0, tenant.owner.user.0
        ))
        .await;
    id.to_string()
}

/// A view of one person, made as they make it.
async fn own(app: &TestApp, tenant: &Tenant, token: &str, name: &str) -> String {
    let made = create(app, tenant, token, json!({ "list": "ORDERS", "name": name, "state": "paid=no" })).await;
    made.string("/savedViewCreate/savedView/id")
}

async fn create(app: &TestApp, tenant: &Tenant, token: &str, input: Value) -> Answer {
    app.gql(&tenant.slug, Some(token), CREATE, json!({ "i": input })).await
}

/// A field's document and what it needs, for `token`; None for a field of other rooms.
pub(crate) async fn call(app: &TestApp, shop: &Tenant, token: &str, field: &str) -> Option<(String, Value)> {
    let name = uuid::Uuid::new_v4().simple().to_string();
    Some(match field {
        "savedViews" => (LIST.to_owned(), json!({})),
        "savedViewCreate" => {
            (CREATE.to_owned(), json!({ "i": { "list": "ORDERS", "name": name, "state": "status=pending" } }))
        }
        "savedViewUpdate" => {
            let id = own(app, shop, token, &name).await;
            (UPDATE.to_owned(), json!({ "id": id, "i": { "state": "paid=yes" } }))
        }
        "savedViewDelete" => (DELETE.to_owned(), json!({ "id": own(app, shop, token, &name).await })),
        _ => return None,
    })
}

/// What another tenant could try with a view of A.
pub(crate) fn attempts(field: &str, view: &str) -> Vec<(String, Value)> {
    match field {
        "savedViews" => vec![(LIST.to_owned(), json!({})), (LIST.to_owned(), json!({ "l": "ORDERS" }))],
        "savedViewUpdate" => vec![(UPDATE.to_owned(), json!({ "id": view, "i": { "state": "paid=yes" } }))],
        "savedViewDelete" => vec![(DELETE.to_owned(), json!({ "id": view }))],
        // It keeps a view of the caller's own.
        _ => vec![(CREATE.to_owned(), json!({ "i": { "list": "ORDERS", "name": "x", "state": "" } }))],
    }
}

async fn names(app: &TestApp, tenant: &Tenant, token: &str) -> Vec<String> {
    let answer = app.gql(&tenant.slug, Some(token), LIST, json!({ "l": "ORDERS" })).await;
    let views = answer.data("/savedViews");
    views.as_array().unwrap().iter().map(|view| view["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn ones_own_views_are_nobody_elses_and_the_teams_are_everybodys() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let (owner, admin, member) = (&shop.owner.token, &shop.admin.token, &shop.member.token);
    let state =
        "q=%D8%B9%D9%84%D9%8A&status=pending,confirmed&from=2026-11-01&to=2026-11-23&sort=highest&cols=customer,total";
    let made = create(&app, &shop, member, json!({ "list": "ORDERS", "name": "  طلبات علي ", "state": state })).await;
    assert_eq!(made.data("/savedViewCreate/savedView/name"), "طلبات علي");
    assert_eq!(made.data("/savedViewCreate/savedView/state"), state);
    assert_eq!(made.data("/savedViewCreate/savedView/isShared"), false);
    let own = made.string("/savedViewCreate/savedView/id");
    let shared = json!({ "list": "ORDERS", "name": "للتوصيل اليوم", "state": "status=confirmed", "isShared": true });
    let made = create(&app, &shop, admin, shared.clone()).await;
    assert_eq!(made.data("/savedViewCreate/savedView/isShared"), true);
    let team = made.string("/savedViewCreate/savedView/id");

    // The team's first, then one's own; of that list alone.
    assert_eq!(names(&app, &shop, member).await, ["للتوصيل اليوم", "طلبات علي"]);
    assert_eq!(names(&app, &shop, owner).await, ["للتوصيل اليوم"]);
    let pledges = app.gql("shop", Some(member), LIST, json!({ "l": "PLEDGES" })).await;
    assert_eq!(pledges.data("/savedViews"), json!([]));
    assert_eq!(names(&app, &other, &other.owner.token).await, Vec::<String>::new());

    // A member may not share, nor change or delete what is shared; nobody reaches a colleague's own.
    let refused =
        create(&app, &shop, member, json!({ "list": "ORDERS", "name": "x", "state": "", "isShared": true })).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    let update = async |label: &str, token: &str, id: &str| {
        app.gql(label, Some(token), UPDATE, json!({ "id": id, "i": { "name": "باسم آخر" } })).await
    };
    let delete =
        async |label: &str, token: &str, id: &str| app.gql(label, Some(token), DELETE, json!({ "id": id })).await;
    assert_eq!(update("shop", member, &team).await.code(), "FORBIDDEN");
    assert_eq!(delete("shop", member, &team).await.code(), "FORBIDDEN");
    for (label, token, id) in
        [("shop", owner, &own), ("other", &other.owner.token, &own), ("other", &other.owner.token, &team)]
    {
        assert_eq!(update(label, token, id).await.code(), "NOT_FOUND", "{label}");
        assert_eq!(delete(label, token, id).await.code(), "NOT_FOUND", "{label}");
    }
    // The positive controls.
    assert_eq!(update("shop", owner, &team).await.data("/savedViewUpdate/savedView/version"), 2);
    assert_eq!(update("shop", member, &own).await.data("/savedViewUpdate/savedView/name"), "باسم آخر");
    assert_eq!(delete("shop", admin, &team).await.string("/savedViewDelete/deletedId"), team);
    assert_eq!(delete("shop", member, &own).await.string("/savedViewDelete/deletedId"), own);
    assert_eq!(names(&app, &shop, member).await, Vec::<String>::new());
    assert_eq!(delete("shop", member, &own).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn a_view_is_refused_beside_the_field_and_in_the_callers_language() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let member = &shop.member.token;
    let long = "س".repeat(41);
    for (name, state, refusal) in [
        ("", "", "name REQUIRED"),
        (long.as_str(), "", "name TOO_LONG"),
        ("x", "intent=zakat", "state INVALID"),
        ("x", "after=abc", "state INVALID"),
        ("x", "q=%00", "state INVALID"),
        ("x", "from=2026-11-23&to=2026-11-01", "state INVALID"),
        ("x", "status=' OR 1=1", "state INVALID"),
    ] {
        let answer = create(&app, &shop, member, json!({ "list": "ORDERS", "name": name, "state": state })).await;
        assert_eq!(answer.refusals("savedViewCreate"), [refusal], "{name} {state}");
    }
    let both = create(&app, &shop, member, json!({ "list": "ORDERS", "name": " ", "state": "x" })).await;
    assert_eq!(both.refusals("savedViewCreate"), ["name REQUIRED", "state INVALID"]);
    assert_eq!(app.database.count("saved_views").await, 0);

    let view = json!({ "list": "DONATIONS", "name": "Zakat", "state": "intent=zakat&by=received" });
    let made = create(&app, &shop, member, view.clone()).await.string("/savedViewCreate/savedView/id");
    // The same name once a list and keeper, whatever its case; a colleague and the team may have it too.
    let again = json!({ "list": "DONATIONS", "name": "ZAKAT", "state": "" });
    assert_eq!(create(&app, &shop, member, again).await.refusals("savedViewCreate"), ["name TAKEN"]);
    for (token, is_shared, list) in
        [(member, false, "PLEDGES"), (&shop.admin.token, false, "DONATIONS"), (&shop.admin.token, true, "DONATIONS")]
    {
        let input = json!({ "list": list, "name": "Zakat", "state": "", "isShared": is_shared });
        assert_eq!(create(&app, &shop, token, input).await.refusals("savedViewCreate"), Vec::<String>::new());
    }
    let change = async |input: Value, version: Option<i32>| {
        app.gql("shop", Some(member), UPDATE, json!({ "id": made, "i": input, "v": version })).await
    };
    assert_eq!(change(json!({ "name": "x" }), Some(9)).await.refusals("savedViewUpdate"), ["expectedVersion STALE"]);
    assert_eq!(change(json!({ "state": "paid=no" }), None).await.refusals("savedViewUpdate"), ["state INVALID"]);
    assert_eq!(change(json!({}), Some(1)).await.data("/savedViewUpdate/savedView/version"), 1, "nothing changed");
    assert_eq!(
        change(json!({ "state": "status=received" }), Some(1)).await.data("/savedViewUpdate/savedView/version"),
        2
    );
}

#[tokio::test]
async fn twenty_are_kept_of_a_list_and_two_at_once_make_no_more() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let member = &shop.member.token;
    let named = |name: String| json!({ "list": "INBOX", "name": name, "state": "state=waiting" });
    for n in 1..20 {
        let answer = create(&app, &shop, member, named(format!("view {n}"))).await;
        assert_eq!(answer.refusals("savedViewCreate"), Vec::<String>::new(), "{n}");
    }
    let at_once =
        futures_util::future::join_all((0..4).map(|n| create(&app, &shop, member, named(format!("last {n}"))))).await;
    let mut refusals: Vec<String> = at_once.iter().flat_map(|answer| answer.refusals("savedViewCreate")).collect();
    refusals.sort();
    assert_eq!(refusals, ["OUT_OF_RANGE", "OUT_OF_RANGE", "OUT_OF_RANGE"]);
    assert_eq!(app.database.count("saved_views").await, 20);
    // Others have room of their own: a colleague, the team, another list.
    for (token, list, is_shared) in
        [(&shop.owner.token, "INBOX", false), (&shop.owner.token, "INBOX", true), (member, "ORDERS", false)]
    {
        let input = json!({ "list": list, "name": "first", "state": "", "isShared": is_shared });
        assert_eq!(create(&app, &shop, token, input).await.refusals("savedViewCreate"), Vec::<String>::new());
    }
    // The same name from two windows at once is kept once.
    let twice = json!({ "list": "PLEDGES", "name": "نقرتان", "state": "" });
    let both = futures_util::future::join_all((0..2).map(|_| create(&app, &shop, member, twice.clone()))).await;
    let refusals: Vec<String> = both.iter().flat_map(|answer| answer.refusals("savedViewCreate")).collect();
    assert_eq!(refusals, ["name TAKEN"]);
}

#[tokio::test]
async fn a_key_sees_the_teams_views_and_keeps_none() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    own(&app, &shop, &shop.owner.token, "mine").await;
    let team = shared(&app, &shop, "our own").await;
    let (_, key) = crate::keys::make(&app, &shop, &["VIEW_SUBMISSIONS", "WORK_ORDERS"]).await;
    assert_eq!(names(&app, &shop, &key).await, ["our own"]);
    let input = json!({ "list": "ORDERS", "name": "x", "state": "" });
    assert_eq!(create(&app, &shop, &key, input).await.code(), "FORBIDDEN");
    let delete = app.gql("shop", Some(&key), DELETE, json!({ "id": team })).await;
    assert_eq!(delete.code(), "FORBIDDEN");
}

#[tokio::test]
async fn the_log_names_neither_view_nor_search() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let input = json!({ "list": "ORDERS", "name": "Noura Saleh", "state": "q=51234567" });
    let id = create(&app, &shop, &shop.member.token, input).await.string("/savedViewCreate/savedView/id");
    app.gql("shop", Some(&shop.member.token), DELETE, json!({ "id": id })).await.string("/savedViewDelete/deletedId");
    let log: String = app
        .database
        .value("SELECT string_agg(e::text, ' ') FROM audit_events e WHERE action LIKE 'saved_view.%'")
        .await;
    assert!(log.contains("saved_view.created") && log.contains("saved_view.deleted"), "{log}");
    assert!(!log.contains("Noura") && !log.contains("51234567"), "{log}");
}

#[tokio::test]
async fn views_are_kept_of_every_list_by_whoever_may_read_it() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let lists = [
        ("INBOX", "state=waiting"),
        ("ORDERS", "status=pending"),
        ("DONATIONS", "intent=zakat"),
        ("PLEDGES", "status=active"),
        ("CATALOG", "type=product"),
        ("MEMBERS", "status=invited&role=admin&sort=email"),
        ("DELIVERIES", "status=missed&event=donation-receipt&from=2026-11-01&to=2026-11-23"),
        ("AUDIT", "actor=team&kind=api-key,item&q=ORD-00001"),
    ];
    let kept = async |token: &str| -> Vec<String> {
        let mut kept = Vec::new();
        for (list, state) in lists {
            let answer = create(&app, &shop, token, json!({ "list": list, "name": "x", "state": state })).await;
            if answer.code().is_empty() {
                assert_eq!(answer.data("/savedViewCreate/savedView/state"), state, "{}", answer.text());
                kept.push(list.to_owned());
            } else {
                assert_eq!(answer.code(), "FORBIDDEN", "{}", answer.text());
            }
        }
        kept
    };
    let all: Vec<&str> = lists.iter().map(|(list, _)| *list).collect();
    assert_eq!(kept(&shop.admin.token).await, all);
    assert_eq!(kept(&shop.member.token).await, all[..7], "the log is not a member's");
    // The team's view of the log is shown to whoever reads the log, and to nobody else.
    let input = json!({ "list": "AUDIT", "name": "keys", "state": "kind=api-key", "isShared": true });
    let id = create(&app, &shop, &shop.admin.token, input).await.string("/savedViewCreate/savedView/id");
    let sees = async |token: &str| {
        app.gql("shop", Some(token), LIST, json!({})).await.data("/savedViews").to_string().contains(&id)
    };
    assert!(sees(&shop.owner.token).await);
    assert!(!sees(&shop.member.token).await);
    let (_, key) = crate::keys::make(&app, &shop, &["VIEW_SUBMISSIONS"]).await;
    let (_, reader) = crate::keys::make(&app, &shop, &["VIEW_SUBMISSIONS", "VIEW_AUDIT"]).await;
    assert!(!sees(&key).await);
    assert!(sees(&reader).await);
    // A list takes its own words alone.
    for (list, state) in [("MEMBERS", "kind=order"), ("DELIVERIES", "role=owner"), ("AUDIT", "status=pending")] {
        let answer = create(&app, &shop, &shop.owner.token, json!({ "list": list, "name": "y", "state": state })).await;
        assert_eq!(answer.refusals("savedViewCreate"), ["state INVALID"], "{list}");
    }
}
