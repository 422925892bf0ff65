//! Roles and departures: who may change whom, and that a team never loses its last owner, however many try at once.

use std::sync::Arc;

use harness::{Member, TestApp};
use serde_json::{Value, json};

use super::{document, member_id};

async fn act(app: &TestApp, by: &Member, field: &str, id: &str, role: Option<&str>) -> harness::Answer {
    let mut variables = json!({ "id": id });
    if let Some(role) = role {
        variables["role"] = role.into();
    }
    app.gql("shop", Some(&by.token), &document(field), variables).await
}

#[tokio::test]
async fn the_list_shows_the_team_to_the_team() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let list =
        async |variables: Value| app.gql("shop", Some(&shop.member.token), &document("members"), variables).await;
    let all = list(json!({ "first": 2 })).await;
    assert_eq!(all.data("/members/totalCount/value"), 3);
    assert_eq!(all.data("/members/pageInfo/hasNextPage"), true);
    assert_eq!(all.string("/members/nodes/0/email"), "owner@shop.example");
    assert_eq!(all.string("/members/nodes/0/role"), "OWNER");
    let rest = list(json!({ "first": 5, "after": all.string("/members/pageInfo/endCursor") })).await;
    assert_eq!(rest.data("/members/nodes").as_array().unwrap().len(), 1);
    assert_eq!(rest.data("/members/nodes/0/isYou"), true);
    assert_eq!(list(json!({ "first": 5, "search": "ADMIN@" })).await.data("/members/totalCount/value"), 1);
    assert_eq!(list(json!({ "first": 5, "search": "some%body" })).await.data("/members/totalCount/value"), 0);
    assert_eq!(list(json!({ "first": 5, "search": "somebody" })).await.data("/members/totalCount/value"), 3, "by name");
    let by_email = |direction: &str| json!({ "first": 2, "sort": { "field": "EMAIL", "direction": direction } });
    let emails = |answer: &harness::Answer| -> Vec<String> {
        let rows = answer.data("/members/nodes").as_array().unwrap().clone();
        rows.iter().map(|row| row["email"].as_str().unwrap().to_owned()).collect()
    };
    let page = list(by_email("DESC")).await;
    assert_eq!(emails(&page), ["owner@shop.example", "member@shop.example"]);
    let mut next = by_email("DESC");
    next["after"] = page.data("/members/pageInfo/endCursor");
    assert_eq!(emails(&list(next.clone()).await), ["admin@shop.example"]);
    assert_eq!(emails(&list(by_email("ASC")).await), ["admin@shop.example", "member@shop.example"]);
    next["sort"]["direction"] = json!("ASC");
    assert_eq!(list(next).await.code(), "BAD_INPUT", "a cursor of the other way");
    assert_eq!(list(json!({ "first": 5, "where": { "role": ["OWNER"] } })).await.data("/members/totalCount/value"), 1);
    let id = member_id(&app, &shop, &shop.admin).await;
    act(&app, &shop.owner, "memberRemove", &id, None).await.string("/memberRemove/member/id");
    assert_eq!(list(json!({ "first": 5 })).await.data("/members/totalCount/value"), 2);
    assert_eq!(
        list(json!({ "first": 5, "where": { "status": ["REMOVED"] } })).await.data("/members/totalCount/value"),
        1
    );
}

#[tokio::test]
async fn only_an_owner_changes_roles_and_the_new_role_acts_at_once() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let (admin, member, owner) = (
        member_id(&app, &shop, &shop.admin).await,
        member_id(&app, &shop, &shop.member).await,
        member_id(&app, &shop, &shop.owner).await,
    );
    assert_eq!(act(&app, &shop.admin, "memberRoleChange", &member, Some("ADMIN")).await.code(), "FORBIDDEN");
    assert_eq!(act(&app, &shop.member, "memberRoleChange", &member, Some("OWNER")).await.code(), "FORBIDDEN");
    let rename = json!({ "input": { "name": "By a member" } });
    let may =
        async || app.gql("shop", Some(&shop.member.token), &document("tenantUpdate"), rename.clone()).await.code();
    assert_eq!(may().await, "FORBIDDEN");
    let done = act(&app, &shop.owner, "memberRoleChange", &member, Some("ADMIN")).await;
    assert_eq!(done.string("/memberRoleChange/member/role"), "ADMIN");
    assert_eq!(may().await, "");
    assert_eq!(
        act(&app, &shop.owner, "memberRoleChange", &owner, Some("MEMBER")).await.refusals("memberRoleChange"),
        ["id LAST_OWNER"]
    );
    assert_eq!(act(&app, &shop.owner, "memberRemove", &owner, None).await.refusals("memberRemove"), ["id LAST_OWNER"]);
    act(&app, &shop.owner, "memberRoleChange", &admin, Some("OWNER")).await.string("/memberRoleChange/member/id");
    let stale = json!({ "id": member, "role": "MEMBER", "v": 1 });
    let stale = app.gql("shop", Some(&shop.owner.token), &document("memberRoleChange"), stale).await;
    assert_eq!(stale.refusals("memberRoleChange"), ["expectedVersion STALE"]);
    let left = act(&app, &shop.owner, "memberRoleChange", &owner, Some("MEMBER")).await;
    assert_eq!(left.string("/memberRoleChange/member/role"), "MEMBER", "there is another owner now");
    assert_eq!(act(&app, &shop.owner, "memberRoleChange", &owner, Some("OWNER")).await.code(), "FORBIDDEN");
}

#[tokio::test]
async fn an_admin_removes_all_but_owners_and_everybody_may_leave() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let (admin, member, owner) = (
        member_id(&app, &shop, &shop.admin).await,
        member_id(&app, &shop, &shop.member).await,
        member_id(&app, &shop, &shop.owner).await,
    );
    assert_eq!(act(&app, &shop.member, "memberRemove", &admin, None).await.code(), "FORBIDDEN");
    assert_eq!(act(&app, &shop.admin, "memberRemove", &owner, None).await.code(), "FORBIDDEN");
    let left = act(&app, &shop.member, "memberRemove", &member, None).await;
    assert_eq!(left.string("/memberRemove/member/status"), "REMOVED", "one's own departure");
    assert_eq!(
        act(&app, &shop.member, "memberRemove", &admin, None).await.code(),
        "FORBIDDEN",
        "and with it every right"
    );
    assert_eq!(act(&app, &shop.owner, "memberRemove", &member, None).await.code(), "NOT_FOUND", "only once");
    let stranger = app.tenant("other").await;
    let theirs = member_id(&app, &stranger, &stranger.member).await;
    assert_eq!(act(&app, &shop.owner, "memberRemove", &theirs, None).await.code(), "NOT_FOUND", "another team's");
    act(&app, &shop.owner, "memberRemove", &admin, None).await.string("/memberRemove/member/id");
}

/// Ten owners; everybody removes everybody, themselves included.
#[tokio::test(flavor = "multi_thread")]
async fn fifty_removals_at_once_leave_an_owner() {
    let app = Arc::new(TestApp::builder().config(|c| c.db_connections = 8).start().await);
    for round in 0..3 {
        let slug = format!("crowd-{round}");
        let shop = app.tenant(&slug).await;
        let mut owners = vec![shop.owner.clone()];
        for n in 0..9 {
            let person = app.person(&format!("owner{n}@{slug}.example")).await;
            api::tenants::service::add_member(&app.app, &shop.scope(), person.user, &person.email, "owner")
                .await
                .unwrap();
            owners.push(person);
        }
        let list = app
            .gql(
                &slug,
                Some(&shop.owner.token),
                &document("members"),
                json!({ "first": 50, "where": { "role": ["OWNER"] } }),
            )
            .await;
        let ids: Vec<String> = list
            .data("/members/nodes")
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(ids.len(), 10);
        let crowd: Vec<_> = (0..50)
            .map(|n| {
                let (app, by, slug) = (Arc::clone(&app), owners[n % 10].clone(), slug.clone());
                let id = ids[(n * 7 + n / 10) % 10].clone();
                tokio::spawn(async move {
                    let (field, variables) = if n % 5 == 4 {
                        ("memberRoleChange", json!({ "id": id, "role": "MEMBER" }))
                    } else {
                        ("memberRemove", json!({ "id": id }))
                    };
                    let answer = app.gql(&slug, Some(&by.token), &document(field), variables).await;
                    assert!(answer.status == 200 || answer.status == 503, "{}", answer.text());
                    assert_ne!(answer.code(), "INTERNAL");
                })
            })
            .collect();
        for one in crowd {
            one.await.unwrap();
        }
        let of_it = format!(
            "tenant_members m JOIN tenants t ON t.id = m.tenant_id WHERE t.slug = '{slug}' AND m.role = 'owner' AND m.status = 'active'"
        );
        let left = app.database.count(&of_it).await;
        assert!(left >= 1, "round {round}: nobody owns the tenant");
        assert!(left < 10, "round {round}: nobody was removed, so nothing was tried");
    }
}

#[tokio::test]
async fn a_tenant_that_asks_for_a_second_factor_lets_nobody_work_without() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let ask =
        async |by: &Member| app.gql("shop", Some(&by.token), "{ orders(first: 1) { nodes { id } } }", json!({})).await;
    let require = json!({ "input": { "requiresMfa": true } });
    let update = async |by: &Member| app.gql("shop", Some(&by.token), &document("tenantUpdate"), require.clone()).await;
    assert_eq!(
        update(&shop.owner).await.refusals("tenantUpdate"),
        ["requiresMfa MFA_REQUIRED"],
        "not without one's own"
    );
    let set_up = async |by: &Member| {
        app.database.run(&format!("UPDATE users SET mfa_enabled_at = now() WHERE id = '{}'", by.user.0)).await;
    };
    set_up(&shop.owner).await;
    assert_eq!(update(&shop.owner).await.data("/tenantUpdate/tenant/requiresMfa"), true);
    assert_eq!(ask(&shop.owner).await.code(), "");
    let refused = ask(&shop.member).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    assert_eq!(refused.json()["errors"][0]["extensions"]["reason"], "MFA_REQUIRED");
    assert!(refused.json()["errors"][0]["message"].as_str().unwrap().contains("second factor"));
    // Who has no right at all learns nothing of it, and visitors are asked for nothing.
    let other = app.tenant("other").await;
    assert_eq!(ask(&other.owner).await.json()["errors"][0]["extensions"]["reason"], Value::Null);
    assert_eq!(app.gql("shop", None, "{ storefront { slug } }", json!({})).await.code(), "");
    let viewer = "{ viewer { memberships { tenant { requiresMfa } } } }";
    let seen = app.gql("app", Some(&shop.member.token), viewer, json!({})).await;
    assert_eq!(seen.data("/viewer/memberships/0/tenant/requiresMfa"), true, "the app can lead there");
    set_up(&shop.member).await;
    assert_eq!(ask(&shop.member).await.code(), "", "at once");
}
