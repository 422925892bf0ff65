//! The authorisation table: who may call which root field. A new field without a row fails.

mod calls;
mod person;
mod table;

use harness::{Item, TestApp, fixtures::SUBMIT, order_input};
use serde_json::{Value, json};

pub(crate) use person::{PERSONAL, of_person};

use self::{
    calls::{call, giving_call, media_call, steps_before},
    table::{
        CALLERS,
        Outcome::{self, BadToken, Done, Forbidden, SignIn},
        TABLE, TOLD,
    },
};
use crate::{
    catalog::calls as keeping, members, notifications::log as letters, overview, schema::root_fields,
    submissions::views,
};

#[tokio::test]
async fn every_root_field_answers_every_caller_as_the_table_says() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let mug = app.item(&shop, Item::new("mug")).await;
    let removed = app.person("gone@shop.example").await;
    api::tenants::service::add_member(&app.app, &shop.scope(), removed.user, &removed.email, "admin").await.unwrap();
    app.database
        .run(&format!("UPDATE tenant_members SET status = 'removed' WHERE user_id = '{}'", removed.user.0))
        .await;
    let expired = app.expired_token(&shop.owner).await;

    let mut fields = root_fields(&app, "Query").await;
    fields.extend(root_fields(&app, "Mutation").await);
    let unlisted: Vec<&String> = fields.iter().filter(|field| TABLE.iter().all(|(name, _)| name != field)).collect();
    assert_eq!(unlisted, Vec::<&String>::new(), "root fields without a row in the table");
    let gone: Vec<&str> =
        TABLE.iter().map(|(name, _)| *name).filter(|name| !fields.iter().any(|f| f == name)).collect();
    assert_eq!(gone, Vec::<&str>::new(), "rows without a root field");

    for &(field, expected) in TABLE {
        let found = {
            let mut found = Vec::new();
            for caller in CALLERS {
                let token = match caller {
                    "visitor" => None,
                    "member" => Some(&shop.member.token),
                    "admin" => Some(&shop.admin.token),
                    "owner" => Some(&shop.owner.token),
                    "stranger" => Some(&other.owner.token),
                    "removed" => Some(&removed.token),
                    _ => Some(&expired),
                };
                // An order of its own for each call, in the state that the act wants.
                let order = app.order(&shop, &mug, 1).await;
                if field == "orderMarkUnpaid" {
                    app.mark_paid(&shop, &order).await;
                }
                for step in steps_before(field) {
                    app.act(&shop, step, &order, None).await.string(&format!("/{step}/order/id"));
                }
                let known = match overview::call(&app, &shop, field).await {
                    Some(call) => Some(call),
                    None => members::call(&app, &shop, field).await,
                };
                let known = match known {
                    Some(call) => Some(call),
                    None => giving_call(&app, &shop, field).await,
                };
                let known = match known {
                    Some(call) => Some(call),
                    None => {
                        // A view of the caller's own; callers who can have none try the owner's.
                        let keeper = ["member", "admin"].contains(&caller).then_some(token).flatten();
                        views::call(&app, &shop, keeper.unwrap_or(&shop.owner.token), field).await
                    }
                };
                let (query, variables) = match known {
                    Some(call) => call,
                    None if field.starts_with("media") => media_call(field, &mug, &app.picture(&shop, mug, "x").await),
                    None if field == "notificationResend" => {
                        (letters::RESEND.to_owned(), json!({ "id": letters::letter(&app, &shop, &mug).await.1 }))
                    }
                    None if keeping::is_one(field) => keeping::call(&app, &shop, field, caller).await,
                    None => call(field, &order, &mug),
                };
                let answer = app.gql("shop", token.map(String::as_str), &query, variables).await;
                found.push(outcome(field, &answer));
            }
            found
        };
        assert_eq!(found, expected, "{field} for {CALLERS:?}");
    }
}

fn outcome(field: &str, answer: &harness::Answer) -> Outcome {
    match (answer.status, answer.code().as_str()) {
        (200, "") => {
            // These are called with a token, a code, a session or a password that does not stand: who may ask is told so.
            let is_told = TOLD.contains(&field);
            if !is_told && answer.json().pointer(&format!("/data/{field}/userErrors")).is_some() {
                assert_eq!(answer.refusals(field), Vec::<String>::new(), "{field}");
            }
            Done
        }
        (200, "UNAUTHENTICATED") => SignIn,
        (200, "FORBIDDEN") => Forbidden,
        (401, "UNAUTHENTICATED") => {
            assert!(answer.header("www-authenticate").starts_with("Bearer"), "{field}");
            BadToken
        }
        other => panic!("{field}: {other:?} {}", answer.text()),
    }
}

#[tokio::test]
async fn what_only_the_team_sees_is_not_shown_to_visitors() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    app.item(&shop, Item::new("draft").status("draft")).await;
    app.item(&shop, Item::new("archived").status("archived")).await;
    let all =
        "{ catalogItems(first: 9, where: { status: [DRAFT, ACTIVE, ARCHIVED] }) { nodes { slug } totalCount { value } }
                 draft: catalogItem(slug: \"draft\") { id } }";
    let seen = async |token: Option<&str>| app.gql("shop", token, all, json!({})).await.data("");
    let visitor = seen(None).await;
    assert_eq!((&visitor["catalogItems"]["totalCount"]["value"], &visitor["draft"]), (&json!(1), &Value::Null));
    let member = seen(Some(&shop.member.token)).await;
    assert_eq!(member["catalogItems"]["totalCount"]["value"], 3);
    assert_ne!(member["draft"], Value::Null);
    // The timeline of the very order that a visitor has just placed is the team's.
    let query = SUBMIT.replace("id number", "timeline { kind } id number");
    let answer = app.gql("shop", None, &query, json!({ "input": order_input(&mug, 1) })).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
    assert!(
        answer.json().pointer("/data/orderSubmit/statusToken").is_some_and(Value::is_string),
        "the order stands: {}",
        answer.text()
    );
}

#[tokio::test]
async fn a_removal_and_a_suspension_act_at_once() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let read = "{ orders(first: 1) { nodes { id } } }";
    let code = async |token: &str| app.gql("shop", Some(token), read, json!({})).await.code();
    assert_eq!(code(&shop.member.token).await, "", "the positive control");
    app.database
        .run(&format!("UPDATE tenant_members SET status = 'removed' WHERE user_id = '{}'", shop.member.user.0))
        .await;
    assert_eq!(code(&shop.member.token).await, "FORBIDDEN");
    // From behind the address book's back, as another process would.
    app.database.run("UPDATE tenants SET is_active = false WHERE slug = 'shop'").await;
    assert_eq!(code(&shop.owner.token).await, "TENANT_SUSPENDED");
    let mug = entity::ids::ItemId::generate();
    let submit = app.submit(&shop, &order_input(&mug, 1)).await;
    assert_eq!((submit.status, submit.code().as_str()), (403, "TENANT_SUSPENDED"));
}
