//! Taking a tenant out as files, and closing it.

use std::{fs, os::unix::fs::PermissionsExt, process::Command};

use api::tenants::{export, service};
use harness::{Database, Item, RunningServer, TestApp, order_input, peers::peers, place, server::environment};
use serde_json::{Value, json};

use super::{document, founding, invite, new_email, token_of};

#[tokio::test]
async fn an_export_holds_all_of_one_tenant_and_nothing_of_another() {
    let app = TestApp::start().await;
    let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
    for tenant in [&shop, &other] {
        let item = app.item(tenant, Item::new("mug").named("كوب", &format!("Mug of {}", tenant.slug))).await;
        for _ in 0..3 {
            app.submit(tenant, &order_input(&item, 1)).await.string("/orderSubmit/order/id");
        }
    }
    let token = token_of(&invite(&app, &shop, &new_email(), "MEMBER").await, "memberInvite");
    let folder = peers().folder.join(format!("export-{}", app.database.name));
    let done = export::export(&app.app, shop.id, &folder, true).await.unwrap();
    assert_eq!((done.rows["orders"], done.rows["tenant_members"], done.rows["tenants"]), (3, 4, 1));
    assert_eq!(done.rows["users"], 3, "the team's people, not those who were only asked");
    let mut all = String::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(
            entry.metadata().unwrap().permissions().mode() & 0o077,
            0,
            "{:?} is for its owner's eyes",
            entry.path()
        );
        all.push_str(&fs::read_to_string(entry.path()).unwrap());
    }
    assert!(all.contains("Mug of shop") && all.contains("Noura Test"), "the positive control");
    for foreign in ["Mug of other", "other.example", &other.id.0.to_string()] {
        assert!(!all.contains(foreign), "{foreign} stands in the export");
    }
    assert!(
        !all.contains("invite_token_hash") && !all.contains(token.rsplit('_').next().unwrap()),
        "a secret stands in it"
    );
    let orders = fs::read_to_string(folder.join("orders.jsonl")).unwrap();
    for line in orders.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        assert_eq!(row["tenant_id"], shop.id.0.to_string());
    }
    let refused = export::export(&app.app, shop.id, &folder, false).await.unwrap_err();
    assert!(refused.told().contains("is not empty"), "{refused}");
    assert_eq!(app.database.count("audit_events WHERE action = 'tenant.exported'").await, 1);
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_closed_tenant_lets_nobody_in_keeps_its_slug_and_can_come_back() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop-one").await;
    let read = async || app.gql("shop-one", Some(&shop.owner.token), "{ tenant { slug } }", json!({})).await.code();
    assert_eq!(read().await, "", "the positive control");
    let until = service::close(&app.app, shop.id, "asked to").await.unwrap();
    assert_eq!((until - app.clock.now()).num_days(), 29);
    assert_eq!(read().await, "TENANT_SUSPENDED");
    assert_eq!(app.get("shop-one", "/").await.status, 503);
    let somebody = app.person("somebody@new.example").await;
    let taken = app
        .gql("app", Some(&somebody.token), &document("tenantCreate"), json!({ "input": founding("shop-one") }))
        .await;
    assert_eq!(taken.refusals("tenantCreate"), ["slug TAKEN"]);
    let closed: String =
        app.database.value("SELECT suspended_reason || ' ' || (closed_at IS NOT NULL) FROM tenants").await;
    assert_eq!(closed, "asked to true");
    assert_eq!(app.database.count("platform_audit_events WHERE action = 'tenant.closed'").await, 1);
    service::set_active(&app.app, shop.id, true, None).await.unwrap();
    assert_eq!(read().await, "");
    assert_eq!(app.database.count("tenants WHERE closed_at IS NULL").await, 1);
}

/// What `sadu tenant …` says beside a running server; its errors too.
async fn sadu_tenant(database: &Database, act: &[&str]) -> (bool, String) {
    let mut command = Command::new(place::server());
    command.arg("tenant").args(act).envs(environment(database, (1, 2)));
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.success(), said)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_exports_closes_and_reopens_beside_a_running_server() {
    let app = TestApp::start().await;
    let shop = app.tenant("shop-cli").await;
    let item = app.item(&shop, Item::new("mug").named("كوب", "Mug of the command")).await;
    app.submit(&shop, &order_input(&item, 1)).await.string("/orderSubmit/order/id");
    let server = RunningServer::start(&app.database, &[]).await;
    let page = async || server.get("shop-cli", "/about").await.unwrap().status;
    assert_eq!(page().await, 200, "the positive control");

    let folder = peers().folder.join(format!("cli-{}", app.database.name));
    let to = folder.display().to_string();
    let export = ["export", "shop-cli", "--to", &to];
    let (well, said) = sadu_tenant(&app.database, &export).await;
    assert!(well && said.contains("1  orders") && said.contains(&to), "{said}");
    assert!(fs::read_to_string(folder.join("catalog_items.jsonl")).unwrap().contains("Mug of the command"));
    let (well, said) = sadu_tenant(&app.database, &export).await;
    assert!(!well && said.contains("is not empty"), "a second time into the same folder: {said}");
    let (well, said) = sadu_tenant(&app.database, &["export", "nobody", "--to", &to]).await;
    assert!(!well && said.contains("no tenant has the slug nobody"), "{said}");
    fs::remove_dir_all(folder).unwrap();

    // Another process closes it: the server knows it within the second that a slug is believed.
    let (well, said) = sadu_tenant(&app.database, &["close", "shop-cli", "--reason", "asked to"]).await;
    assert!(well && said.contains("shop-cli is closed; until"), "{said}");
    let becomes = async |wanted: u16| {
        for _ in 0..60 {
            if page().await == wanted {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the page answers {}, not {wanted}", page().await);
    };
    becomes(503).await;
    let read = "{ tenant { slug } }";
    let refused = server.gql("shop-cli", Some(&shop.owner.token), read, json!({})).await.unwrap();
    assert_eq!((refused.status, refused.code().as_str()), (403, "TENANT_SUSPENDED"));
    let (well, said) = sadu_tenant(&app.database, &["reactivate", "shop-cli"]).await;
    assert!(well, "{said}");
    becomes(200).await;
    let read = server.gql("shop-cli", Some(&shop.owner.token), read, json!({})).await.unwrap();
    assert_eq!(read.string("/tenant/slug"), "shop-cli");

    // Each act stands in the operators' log with its reason.
    let (well, said) = sadu_tenant(&app.database, &["suspend", "shop-cli", "--reason", "unpaid"]).await;
    assert!(well, "{said}");
    let (well, said) = sadu_tenant(&app.database, &["reactivate", "shop-cli", "--reason", "paid"]).await;
    assert!(well, "{said}");
    let (well, said) = sadu_tenant(&app.database, &["suspend", "shop-cli", "--reason", &"x".repeat(501)]).await;
    assert!(!well && said.contains("limit is 500"), "{said}");
    let log: String = app
        .database
        .value(
            "SELECT string_agg(concat_ws(' ', actor_kind, action, after ->> 'reason'), ', ' ORDER BY created_at, id)
                FROM platform_audit_events WHERE action LIKE 'tenant.%' AND action <> 'tenant.listed'",
        )
        .await;
    assert_eq!(
        log,
        "system tenant.closed asked to, system tenant.reactivated, system tenant.suspended unpaid, system tenant.reactivated paid"
    );
    let why: Option<String> = app.database.value("SELECT suspended_reason FROM tenants").await;
    assert_eq!(why, None, "an open tenant has none");
}
