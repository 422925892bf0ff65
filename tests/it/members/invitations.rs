//! Invitations: accepted once, in time, by the person whose address was invited, whether or not they had an account.

use harness::TestApp;
use serde_json::{Value, json};

use super::{document, invite, member_id, new_email, token_of};

async fn accept(app: &TestApp, token: &str, invitation: &str) -> harness::Answer {
    app.gql("app", Some(token), &document("invitationAccept"), json!({ "token": invitation })).await
}

async fn look(app: &TestApp, invitation: &str) -> Value {
    app.gql("app", None, &document("invitation"), json!({ "token": invitation })).await.data("/invitation")
}

#[tokio::test]
async fn an_invitation_is_accepted_once_and_only_by_the_invited_person() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let asked = invite(&app, &shop, " Noura@New.example ", "ADMIN").await;
    assert_eq!(asked.refusals("memberInvite"), Vec::<String>::new());
    assert_eq!(asked.string("/memberInvite/member/status"), "INVITED");
    assert_eq!(asked.string("/memberInvite/member/email"), "noura@new.example");
    let token = token_of(&asked, "memberInvite");
    assert!(asked.string("/memberInvite/link").starts_with("http://app.localhost:8000/invitation#token=inv_"));
    let seen = look(&app, &token).await;
    assert_eq!(
        (&seen["tenantName"], &seen["email"], &seen["role"], &seen["expired"]),
        (&json!("shop"), &json!("noura@new.example"), &json!("ADMIN"), &json!(false))
    );
    assert_eq!(accept(&app, &other.owner.token, &token).await.refusals("invitationAccept"), ["token WRONG_ADDRESS"]);
    let nobody = app.gql("app", None, &document("invitationAccept"), json!({ "token": token })).await;
    assert_eq!(nobody.code(), "UNAUTHENTICATED");
    // Signs up after the invitation.
    let noura = app.person("noura@new.example").await;
    let read = "{ orders(first: 1) { nodes { id } } }";
    assert_eq!(app.gql("shop", Some(&noura.token), read, json!({})).await.code(), "FORBIDDEN", "not before");
    let joined = accept(&app, &noura.token, &token).await;
    assert_eq!(joined.string("/invitationAccept/membership/role"), "ADMIN");
    assert_eq!(joined.string("/invitationAccept/membership/tenant/slug"), "shop");
    assert_eq!(app.gql("shop", Some(&noura.token), read, json!({})).await.code(), "");
    assert_eq!(accept(&app, &noura.token, &token).await.refusals("invitationAccept"), ["token NOT_FOUND"], "once");
    assert_eq!(look(&app, &token).await, Value::Null);
    assert_eq!(invite(&app, &shop, "noura@new.example", "MEMBER").await.refusals("memberInvite"), ["email TAKEN"]);
    let letter: String = app
        .database
        .value("SELECT event || ' ' || status || ' ' || recipient_masked FROM notification_deliveries")
        .await;
    assert!(letter.contains("queued") && !letter.contains("noura@"), "{letter}");
    // The database never had the secret in the clear.
    let secret = token.rsplit('_').next().unwrap();
    for table in ["tenant_members", "audit_events", "outbox", "notification_deliveries"] {
        assert_eq!(app.database.count(&format!("{table} t WHERE t::text LIKE '%{secret}%'")).await, 0, "{table}");
    }
}

#[tokio::test]
async fn a_lapsed_a_revoked_and_a_replaced_invitation_do_not_stand() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let noura = app.person("noura@new.example").await;
    let asked = invite(&app, &shop, "noura@new.example", "MEMBER").await;
    let (id, first) = (asked.string("/memberInvite/member/id"), token_of(&asked, "memberInvite"));
    app.database.run("UPDATE tenant_members SET invite_expires_at = now() WHERE status = 'invited'").await;
    let (owner, person) = (shop.owner.token.clone(), noura.token.clone());
    assert_eq!(look(&app, &first).await["expired"], true);
    assert_eq!(accept(&app, &person, &first).await.refusals("invitationAccept"), ["token EXPIRED"]);
    let act = async |field: &str| app.gql("shop", Some(&owner), &document(field), json!({ "id": id })).await;
    let second = token_of(&act("invitationResend").await, "invitationResend");
    assert_ne!(first, second);
    assert_eq!(
        accept(&app, &person, &first).await.refusals("invitationAccept"),
        ["token NOT_FOUND"],
        "the former link"
    );
    assert_eq!(look(&app, &second).await["expired"], false);
    assert_eq!(act("invitationRevoke").await.string("/invitationRevoke/member/status"), "REMOVED");
    assert_eq!(accept(&app, &person, &second).await.refusals("invitationAccept"), ["token NOT_FOUND"]);
    assert_eq!(act("invitationResend").await.refusals("invitationResend"), ["id NOT_AVAILABLE"]);
    assert_eq!(act("invitationRevoke").await.refusals("invitationRevoke"), ["id NOT_AVAILABLE"]);
    // Asked again after all, under the same row.
    let again = app
        .gql(
            "shop",
            Some(&owner),
            &document("memberInvite"),
            json!({ "input": { "email": "noura@new.example", "role": "MEMBER" } }),
        )
        .await;
    assert_eq!(again.string("/memberInvite/member/id"), id);
    let third = token_of(&again, "memberInvite");
    assert_eq!(accept(&app, &person, &third).await.refusals("invitationAccept"), Vec::<String>::new());
}

#[tokio::test]
async fn a_bent_token_is_no_token() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    let token = token_of(&invite(&app, &shop, &new_email(), "MEMBER").await, "memberInvite");
    let beside = token_of(&invite(&app, &other, &new_email(), "MEMBER").await, "memberInvite");
    assert_ne!(look(&app, &token).await, Value::Null, "the positive control");
    let secret = token.rsplit_once('_').map(|_| token.splitn(3, '_').nth(2).unwrap()).unwrap();
    for bent in [
        String::new(),
        "inv_".to_owned(),
        secret.to_owned(),
        format!("inv_{}_{secret}", other.id.0.simple()),
        format!("inv_{}_{}", shop.id.0.simple(), beside.splitn(3, '_').nth(2).unwrap()),
        format!("{token}A"),
        token.to_uppercase(),
        format!("inv_{}_{}", shop.id.0.simple(), "A".repeat(43)),
        "inv_00000000000000000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        "x".repeat(10_000),
        "inv_\u{0}_\u{0}".to_owned(),
    ] {
        assert_eq!(look(&app, &bent).await, Value::Null, "{bent}");
        assert_eq!(
            accept(&app, &other.owner.token, &bent).await.refusals("invitationAccept"),
            ["token NOT_FOUND"],
            "{bent}"
        );
    }
}

#[tokio::test]
async fn an_admin_invites_members_and_only_an_owner_anybody() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let ask = async |token: &str, role: &str| {
        let variables = json!({ "input": { "email": new_email(), "role": role } });
        app.gql("shop", Some(token), &document("memberInvite"), variables).await
    };
    assert_eq!(ask(&shop.admin.token, "MEMBER").await.refusals("memberInvite"), Vec::<String>::new());
    for role in ["ADMIN", "OWNER"] {
        assert_eq!(ask(&shop.admin.token, role).await.refusals("memberInvite"), ["role NOT_AVAILABLE"]);
        assert_eq!(ask(&shop.owner.token, role).await.refusals("memberInvite"), Vec::<String>::new());
    }
    assert_eq!(ask(&shop.member.token, "MEMBER").await.code(), "FORBIDDEN");
    let bad = json!({ "input": { "email": "a@b.kw\nBcc: x@y.kw", "role": "MEMBER" } });
    let refused = app.gql("shop", Some(&shop.owner.token), &document("memberInvite"), bad).await;
    assert_eq!(refused.refusals("memberInvite"), ["email INVALID"]);
    // An invitation tells nothing of a person who has not joined.
    app.person("known@new.example").await;
    let asked = invite(&app, &shop, "known@new.example", "MEMBER").await;
    assert_eq!(
        (asked.string("/memberInvite/member/name"), asked.data("/memberInvite/member/mfaEnabled")),
        (String::new(), json!(false))
    );
}

#[tokio::test]
async fn who_left_comes_back_under_another_address() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let id = member_id(&app, &shop, &shop.member).await;
    app.gql("shop", Some(&shop.owner.token), &document("memberRemove"), json!({ "id": id }))
        .await
        .string("/memberRemove/member/id");
    app.database
        .run(&format!("UPDATE users SET email = 'renamed@new.example' WHERE id = '{}'", shop.member.user.0))
        .await;
    let token = token_of(&invite(&app, &shop, "renamed@new.example", "MEMBER").await, "memberInvite");
    let joined = accept(&app, &shop.member.token, &token).await;
    assert_eq!(joined.refusals("invitationAccept"), Vec::<String>::new());
    let twice = token_of(&invite(&app, &shop, &new_email(), "MEMBER").await, "memberInvite");
    assert_eq!(accept(&app, &shop.member.token, &twice).await.refusals("invitationAccept"), ["token WRONG_ADDRESS"]);
}
