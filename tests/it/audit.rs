//! Every committed change leaves exactly one audit line for each changed entity; refusals and replays leave none.

use entity::ids::ItemId;
use harness::{Item, Tenant, TestApp, order_input};
use serde_json::json;

use crate::{
    authorization::PERSONAL, catalog::calls as keeping, members, notifications::log as letters, schema::root_fields,
};

#[tokio::test]
async fn each_mutation_leaves_one_line_and_a_refusal_none() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let lines = async || app.database.count("audit_events").await;
    for mutation in root_fields(&app, "Mutation").await {
        // Acts of a person upon their own account leave their lines in the platform's log: identity/factor.rs and devices.rs.
        if PERSONAL.contains(&mutation.as_str()) {
            continue;
        }
        if mutation == "orderSubmit" {
            let before = lines().await;
            let input = order_input(&mug, 1);
            app.submit(&shop, &input).await.string("/orderSubmit/order/id");
            assert_eq!(lines().await, before + 1, "{mutation}");
            app.submit(&shop, &input).await.string("/orderSubmit/order/id");
            app.submit(&shop, &order_input(&mug, 0)).await.refusals("orderSubmit");
            assert_eq!(lines().await, before + 1, "a replay or a refusal of {mutation}");
            continue;
        }
        if mutation == "orderNoteAdd" {
            let order = app.order(&shop, &mug, 1).await;
            let before = lines().await;
            let query = "mutation($id: ID!, $n: String!) { orderNoteAdd(id: $id, note: $n) { order { id } userErrors { code } } }";
            for (note, added) in [("Called back", 1), ("  ", 1)] {
                let variables = serde_json::json!({ "id": order, "n": note });
                app.gql("shop", Some(&shop.member.token), query, variables).await.data("/orderNoteAdd");
                assert_eq!(lines().await, before + added, "{mutation} {note:?}");
            }
            continue;
        }
        if members::MUTATIONS.contains(&mutation.as_str()) {
            each_change_of_a_team_leaves_one_line(&app, &shop, &mutation).await;
            continue;
        }
        if mutation == "exportRequest" {
            let before = lines().await;
            let query = "mutation($s: String) { exportRequest(input: { kind: ORDER, search: $s }) { ticket userErrors { code } } }";
            for search in ["", &"x".repeat(101)] {
                app.gql("shop", Some(&shop.owner.token), query, json!({ "s": search })).await.data("/exportRequest");
            }
            assert_eq!(lines().await, before + 1, "{mutation}: one for the ticket, none for the refusal");
            continue;
        }
        if mutation == "notificationResend" {
            let (_, letter) = letters::letter(&app, &shop, &mug).await;
            let before = lines().await;
            for id in [letter, "dlv_0".to_owned()] {
                app.gql("shop", Some(&shop.member.token), letters::RESEND, json!({ "id": id })).await;
            }
            assert_eq!(lines().await, before + 1, "{mutation}: one for the letter, none for the refusal");
            continue;
        }
        if crate::overview::KEYS.contains(&mutation.as_str()) {
            let (query, variables) = crate::overview::call(&app, &shop, &mutation).await.unwrap();
            let before = lines().await;
            app.gql("shop", Some(&shop.member.token), &query, variables.clone()).await;
            assert_eq!(lines().await, before, "a refusal of {mutation}");
            app.gql("shop", Some(&shop.owner.token), &query, variables).await.data(&format!("/{mutation}/apiKey/id"));
            // The old key and the new one.
            let changed = if mutation == "apiKeyRotate" { 2 } else { 1 };
            assert_eq!(lines().await, before + changed, "{mutation}");
            continue;
        }
        if crate::submissions::views::MUTATIONS.contains(&mutation.as_str()) {
            let member = &shop.member.token;
            let (query, variables) = crate::submissions::views::call(&app, &shop, member, &mutation).await.unwrap();
            let before = lines().await;
            for _ in 0..2 {
                // The second time it is a refusal, or no change.
                app.gql("shop", Some(member), &query, variables.clone()).await;
                app.gql("shop", None, &query, variables.clone()).await;
                assert_eq!(lines().await, before + 1, "{mutation}");
            }
            continue;
        }
        // These write to the operator's own log; tests/it/platform reads it.
        if mutation.starts_with("platform") || mutation == "personErase" {
            continue;
        }
        if mutation == "visitRecord" {
            let before = lines().await;
            let query = "mutation { visitRecord(input: { source: \"x\" }) { visitId } }";
            app.gql("shop", None, query, json!({})).await.string("/visitRecord/visitId");
            assert_eq!(lines().await, before, "a visit leaves no line");
            continue;
        }
        if mutation.starts_with("media") {
            a_media_mutation_leaves_one_line(&app, &shop, mug, &mutation).await;
            continue;
        }
        if keeping::is_one(&mutation) {
            keeping::leaves_lines(&app, &shop, &mug, &mutation).await;
            continue;
        }
        if ["orderRecord", "orderUpdate", "orderMarkPaid", "orderMarkUnpaid", "orderReferenceSet", "ordersMove"]
            .contains(&mutation.as_str())
        {
            let order = app.order(&shop, &mug, 1).await;
            if mutation == "orderMarkUnpaid" {
                app.mark_paid(&shop, &order).await;
            }
            let (query, variables) = harness::fixtures::order_act(&mutation, &order, &mug);
            let before = lines().await;
            for _ in 0..2 {
                // The second time it is a replay, a refusal, or no change.
                app.gql("shop", Some(&shop.member.token), &query, variables.clone())
                    .await
                    .data(&format!("/{mutation}"));
                app.gql("shop", None, &query, variables.clone()).await;
                assert_eq!(lines().await, before + 1, "{mutation}");
            }
            continue;
        }
        if mutation == "submissionLinkFind" {
            let before = lines().await;
            let query = "mutation { submissionLinkFind(number: \"ORD-00001\", phone: \"51234567\") { statusToken userErrors { code } } }";
            app.gql("shop", None, query, serde_json::json!({})).await.string("/submissionLinkFind/statusToken");
            assert_eq!(lines().await, before, "{mutation} changes nothing");
            continue;
        }
        if mutation.starts_with("pledge") {
            pledge_case(&app, &shop, &mutation).await;
            continue;
        }
        if mutation.starts_with("donation") {
            donation_case(&app, &shop, &mutation).await;
            continue;
        }
        let steps: &[&str] = match mutation.as_str() {
            "orderConfirm" | "orderCancel" | "orderMarkSpam" => &[],
            "orderFulfil" | "orderReopen" => &["orderConfirm"],
            other => panic!("the mutation {other} has no case: say which change it commits"),
        };
        let order = app.order(&shop, &mug, 1).await;
        for step in steps {
            app.act(&shop, step, &order, None).await.string(&format!("/{step}/order/id"));
        }
        let before = lines().await;
        app.act(&shop, &mutation, &order, None).await.string(&format!("/{mutation}/order/id"));
        assert_eq!(lines().await, before + 1, "{mutation}");
        // A second time it is refused (or stale), by another tenant's id it is not found.
        assert_ne!(app.act(&shop, &mutation, &order, Some(1)).await.refusals(&mutation), Vec::<String>::new());
        let nobody = entity::ids::OrderId::generate().to_string();
        assert_eq!(app.act(&shop, &mutation, &nobody, None).await.code(), "NOT_FOUND");
        app.gql("shop", None, &harness::fixtures::act(&mutation), serde_json::json!({ "id": order, "v": null })).await;
        assert_eq!(lines().await, before + 1, "a refusal of {mutation}");
    }
    the_app_has_words_for_every_line(&app).await;
}

/// Each act has its name in both languages, and each kind of thing its choice in the filter.
async fn the_app_has_words_for_every_line(app: &TestApp) {
    let page = harness::place::root().join("web/admin/src/audit_log");
    let read = |name: &str| std::fs::read_to_string(page.join(name)).unwrap();
    for (what, words) in [("action", read("texts.rs")), ("entity_kind", read("page.rs"))] {
        let sql = format!("SELECT string_agg(DISTINCT {what}, ' ') FROM audit_events");
        let written: String = app.database.value(&sql).await;
        assert!(written.split(' ').count() > 10, "{written}");
        let lost: Vec<&str> = written.split(' ').filter(|word| !words.contains(&format!("(\"{word}\","))).collect();
        assert_eq!(lost, Vec::<&str>::new(), "{what}");
    }
}

async fn a_media_mutation_leaves_one_line(app: &TestApp, shop: &Tenant, mug: ItemId, mutation: &str) {
    let lines = async || app.database.count("audit_events").await;
    let call = async |query: &str, variables: serde_json::Value| {
        app.gql("shop", Some(&shop.member.token), query, variables).await
    };
    let bytes = crate::media::uploads::webp();
    let place = crate::media::uploads::place(
        app,
        shop,
        crate::media::uploads::input(&mug.to_string(), "image/webp", bytes.len()),
    )
    .await;
    crate::media::uploads::put(&place.url, &place.headers, bytes).await;
    let (query, good, bad) = match mutation {
        "mediaUploadRequest" => {
            let query = "mutation($i: MediaUploadRequestInput!) { mediaUploadRequest(input: $i) { asset { id } } }";
            let input = |size| json!({ "i": crate::media::uploads::input(&mug.to_string(), "image/png", size) });
            (query.to_owned(), input(9), input(0))
        }
        _ => {
            let arguments = if mutation == "mediaUpdate" { "id: $id, input: { position: 0 }" } else { "id: $id" };
            let query = format!("mutation($id: ID!) {{ {mutation}({arguments}) {{ userErrors {{ code }} }} }}");
            (query, json!({ "id": place.id }), json!({ "id": entity::ids::AssetId::generate().to_string() }))
        }
    };
    let before = lines().await;
    call(&query, bad).await;
    assert_eq!(lines().await, before, "a refusal of {mutation}");
    assert_eq!(call(&query, good).await.code(), "", "{mutation}");
    assert_eq!(lines().await, before + 1, "{mutation}");
}

/// One line for a change of a pledge, none for a refusal.
async fn pledge_case(app: &TestApp, shop: &Tenant, mutation: &str) {
    let lines = async || app.database.count("audit_events").await;
    let campaign = app.pledge_campaign(shop, &format!("c-{}", mutation.to_lowercase())).await;
    let member = Some(shop.member.token.as_str());
    if ["pledgeSubmit", "pledgeRecord"].contains(&mutation) {
        let mut input = harness::giving::pledge_input(&campaign, &app.day(60));
        let mut query = harness::giving::PLEDGE.to_owned();
        if mutation == "pledgeRecord" {
            input["channel"] = serde_json::json!("WALK_IN");
            query = query.replace("PledgeSubmitInput", "PledgeRecordInput").replace("pledgeSubmit", mutation);
        }
        let send = async |input: &serde_json::Value| {
            app.gql("shop", member, &query, serde_json::json!({ "input": input })).await
        };
        let before = lines().await;
        send(&input).await.string(&format!("/{mutation}/pledge/id"));
        assert_eq!(lines().await, before + 1, "{mutation}");
        send(&input).await.string(&format!("/{mutation}/pledge/id"));
        input["amount"] = serde_json::json!("0");
        assert_ne!(send(&input).await.refusals(mutation), Vec::<String>::new());
        assert_eq!(lines().await, before + 1, "a replay or a refusal of {mutation}");
        return;
    }
    let id = app.pledge(shop, &campaign).await;
    let mut target = id.clone();
    match mutation {
        "pledgeReopen" => drop(app.pledge_act(shop, "pledgeMarkSpam", &id, None).await),
        "pledgePaymentVoid" => {
            target = app.pay(shop, &id, "1.000").await.string("/pledgePaymentRecord/pledge/payments/0/id");
        }
        _ => {}
    }
    let before = lines().await;
    let (query, variables) = match mutation {
        "pledgeNoteAdd" => (
            "mutation($id: ID!) { pledgeNoteAdd(id: $id, note: \"Called\") { pledge { id } userErrors { code } } }".to_owned(),
            serde_json::json!({ "id": id }),
        ),
        "pledgesMove" => (
            "mutation($id: ID!) { pledgesMove(ids: [$id, $id], to: CANCELLED) { results { userErrors { code } } userErrors { code } } }".to_owned(),
            serde_json::json!({ "id": id }),
        ),
        act => (
            harness::giving::pledge_act(act),
            serde_json::json!({ "id": target, "v": null, "reason": "why", "r": "ERP-1", "input": { "amount": "1.000", "method": "cash" } }),
        ),
    };
    app.gql("shop", member, &query, variables.clone()).await.data(&format!("/{mutation}"));
    assert_eq!(lines().await, before + 1, "{mutation}");
    // By nobody, and by somebody whose page is old: refused.
    app.gql("shop", None, &query, variables).await;
    if !["pledgeNoteAdd", "pledgesMove"].contains(&mutation) {
        app.pledge_act(shop, mutation, &target, Some(0)).await;
    }
    assert_eq!(lines().await, before + 1, "a refusal of {mutation}");
}

/// One line for a change of a donation, none for a refusal.
async fn donation_case(app: &TestApp, shop: &Tenant, mutation: &str) {
    let lines = async || app.database.count("audit_events").await;
    if ["donationSubmit", "donationRecord"].contains(&mutation) {
        let mut input = harness::giving::donation_input(None);
        let query = if mutation == "donationRecord" {
            input["channel"] = serde_json::json!("WALK_IN");
            harness::giving::DONATE
                .replace("DonationSubmitInput", "DonationRecordInput")
                .replace("donationSubmit", mutation)
        } else {
            harness::giving::DONATE.to_owned()
        };
        let token = (mutation == "donationRecord").then_some(shop.member.token.as_str());
        let send = async |input: &serde_json::Value| {
            app.gql("shop", token, &query, serde_json::json!({ "input": input })).await
        };
        let before = lines().await;
        send(&input).await.string(&format!("/{mutation}/donation/id"));
        assert_eq!(lines().await, before + 1, "{mutation}");
        send(&input).await.string(&format!("/{mutation}/donation/id"));
        input["amount"] = serde_json::json!("0");
        assert_ne!(send(&input).await.refusals(mutation), Vec::<String>::new());
        assert_eq!(lines().await, before + 1, "a replay or a refusal of {mutation}");
        return;
    }
    let id = app.donation(shop, None).await;
    if ["donationRefund", "donationReopen"].contains(&mutation) {
        app.donation_act(shop, "donationReceive", &id, None).await.string("/donationReceive/donation/id");
    }
    let before = lines().await;
    let (query, variables) = match mutation {
        "donationNoteAdd" => (
            "mutation($id: ID!) { donationNoteAdd(id: $id, note: \"Called\") { donation { id } userErrors { code } } }".to_owned(),
            serde_json::json!({ "id": id }),
        ),
        "donationsMove" => (
            "mutation($id: ID!) { donationsMove(ids: [$id, $id], to: RECEIVED) { results { userErrors { code } } userErrors { code } } }".to_owned(),
            serde_json::json!({ "id": id }),
        ),
        act => (harness::giving::donation_act(act), serde_json::json!({ "id": id, "v": null, "reason": "why", "r": "ERP-1" })),
    };
    app.gql("shop", Some(&shop.member.token), &query, variables.clone()).await.data(&format!("/{mutation}"));
    assert_eq!(lines().await, before + 1, "{mutation}");
    // By nobody: refused.
    app.gql("shop", None, &query, variables).await;
    if !["donationNoteAdd", "donationsMove"].contains(&mutation) {
        app.donation_act(shop, mutation, &id, Some(1)).await;
    }
    assert_eq!(lines().await, before + 1, "a refusal of {mutation}");
}

#[tokio::test]
async fn a_line_says_who_and_what_without_naming_the_customer() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop").await;
    let mug = app.item(&shop, Item::new("mug")).await;
    let order = app.order(&shop, &mug, 1).await;
    app.act(&shop, "orderConfirm", &order, None).await.string("/orderConfirm/order/id");
    let by: String = app
        .database
        .value("SELECT string_agg(action || ' ' || actor_kind || ' ' || (actor_id IS NOT NULL) || ' ' || (request_id IS NOT NULL), ', ' ORDER BY created_at)
                FROM audit_events WHERE entity_kind = 'order'")
        .await;
    assert_eq!(by, "order.submitted visitor false true, order.moved member true true");
    let all: String = app.database.value("SELECT string_agg(a::text, ' ') FROM audit_events a").await;
    for private in ["Noura", "51234567"] {
        assert!(!all.contains(private), "{private} stands in the audit log");
        let jobs: String = app.database.value("SELECT coalesce(string_agg(o::text, ' '), '') FROM outbox o").await;
        assert!(!jobs.contains(private), "{private} stands in a job");
    }
    for act in ["UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events"] {
        for role in ["app_user", "app_platform", "app_identity", "app_worker"] {
            let mut connection = app.database.connect(role).await;
            assert!(sqlx::query(act).execute(&mut connection).await.is_err(), "{role} may {act}");
        }
    }
}

async fn each_change_of_a_team_leaves_one_line(app: &TestApp, shop: &Tenant, mutation: &str) {
    let (query, mut variables) = members::call(app, shop, mutation).await.unwrap();
    let mut token = shop.owner.token.clone();
    if mutation == "tenantSlugChange" {
        // Away from the present slug; both go on leading here.
        variables = serde_json::json!({ "input": { "slug": "another-slug" } });
    }
    if mutation == "invitationAccept" {
        let person = app.person("joins@new.example").await;
        let asked = members::invite(app, shop, &person.email, "MEMBER").await;
        variables = serde_json::json!({ "token": members::token_of(&asked, "memberInvite") });
        token = person.token;
    }
    let lines = async || app.database.count("audit_events").await;
    let before = lines().await;
    let done = app.gql("shop", Some(&token), &query, variables.clone()).await;
    assert_eq!(done.refusals(mutation), Vec::<String>::new(), "{mutation}");
    assert_eq!(lines().await, before + 1, "{mutation}");
    if ["tenantUpdate", "invitationResend"].contains(&mutation) {
        return;
    }
    // A second time it is refused, not there any more, or as it was already.
    app.gql("shop", Some(&token), &query, variables.clone()).await;
    app.gql("shop", None, &query, variables).await;
    assert_eq!(lines().await, before + 1, "a refusal of {mutation}");
    let all: String = app.database.value("SELECT string_agg(a::text, ' ') FROM audit_events a").await;
    assert!(!all.contains("@new.example"), "an address stands in the audit log");
}
