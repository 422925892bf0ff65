//! `sadu smoke` walks the whole path over HTTP, and fails where the path is broken.

use std::process::{Command, Output};

use api::dev::free_port;
use harness::{Item, RunningServer, TestApp, place};

use super::PASSWORD;

#[tokio::test(flavor = "multi_thread")]
async fn the_smoke_command_walks_an_order_from_the_shop_to_its_fulfilment() {
    let ports = (free_port().unwrap(), free_port().unwrap());
    let base_url = format!("http://localhost:{}", ports.0);
    let own = base_url.clone();
    let app = TestApp::builder().config(move |c| c.base_url = own).start().await;
    let slug = format!("s{}", uuid::Uuid::new_v4().simple()).split_at(20).0.to_owned();
    let shop = app.tenant_with(&slug, |new| new.storefront.minimum_order = harness::fixtures::amount("4.000")).await;
    app.item(&shop, Item::new("mug").sizes()).await;
    api::identity::service::ensure_password(&app.app, shop.member.user, &PASSWORD.into()).await.unwrap();
    let _server = RunningServer::start_on(&app.database, ports, &[("SADU_BASE_URL", base_url.as_str())]).await.unwrap();
    let smoke = async |password: &'static str| -> Output {
        let mut command = Command::new(place::server());
        command.args(["smoke", "--base-url", &base_url, "--tenant", &slug, "--email", &shop.member.email]);
        command.env("SADU_SMOKE_PASSWORD", password).env_remove("HTTP_PROXY").env_remove("http_proxy");
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
    };
    let well = smoke(PASSWORD).await;
    let said = String::from_utf8_lossy(&well.stdout).into_owned();
    assert!(well.status.success(), "{said}{}", String::from_utf8_lossy(&well.stderr));
    assert_eq!(said.lines().filter(|line| line.starts_with("ok ")).count(), 10, "{said}");
    assert_eq!(app.database.count("orders WHERE status = 'fulfilled'").await, 1);
    assert_eq!(app.database.count("sessions WHERE ended_by = 'logout'").await, 1);

    let locked_out = smoke("not the password").await;
    let said = String::from_utf8_lossy(&locked_out.stdout).into_owned();
    assert!(!locked_out.status.success(), "{said}");
    assert!(said.lines().last().is_some_and(|line| line.starts_with("failed") && line.contains("log in")), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_smoke_command_founds_a_shop_from_nothing_and_sees_its_order_on_the_dashboard() {
    let ports = (free_port().unwrap(), free_port().unwrap());
    let base_url = format!("http://localhost:{}", ports.0);
    let own = base_url.clone();
    let app = TestApp::builder().config(move |c| c.base_url = own).start().await;
    let _server = RunningServer::start_on(&app.database, ports, &[("SADU_BASE_URL", base_url.as_str())]).await.unwrap();
    let mut command = Command::new(place::server());
    command.args(["smoke", "--base-url", &base_url, "--mailbox"]);
    command.env_remove("HTTP_PROXY").env_remove("http_proxy").env_remove("SADU_SMOKE_PASSWORD");
    let well = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let said = String::from_utf8_lossy(&well.stdout).into_owned();
    assert!(well.status.success(), "{said}{}", String::from_utf8_lossy(&well.stderr));
    for done in
        ["sign up", "confirm the address", "found a tenant", "add an item", "place an order", "see it on the dashboard"]
    {
        assert!(said.lines().any(|line| line.starts_with("ok ") && line.contains(done)), "{done}: {said}");
    }
    assert_eq!(app.database.count("tenants WHERE slug LIKE 'smoke-%'").await, 1);
    assert_eq!(app.database.count("orders WHERE status = 'fulfilled'").await, 1);
}
