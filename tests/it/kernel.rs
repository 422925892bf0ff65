//! What the program refuses to start on: a role that could pass row-level security, a locale that breaks Arabic search.

use std::time::Duration;

use api::{
    app::App,
    kernel::{audit::Unaudited, clock::Clock, permission::Permission},
};
use harness::{Database, TestApp, app::config_for};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// Why the program does not start over `database` with this role's connection in the place of `app_user`.
async fn refusal(database: &Database, role: &str) -> Option<String> {
    let mut config = config_for(database);
    config.database_url = Some(database.cluster.url(role, &database.name).into());
    let app = App::build(config, Clock::default()).unwrap();
    let refusal = app.db.refuse_unsafe().await.err().map(|error| error.to_string());
    app.close().await;
    refusal
}

#[tokio::test]
async fn a_role_that_could_pass_row_level_security_is_refused() {
    let app = TestApp::start().await;
    let db = &app.database;
    assert_eq!(refusal(db, "app_user").await, None, "the positive control");
    assert!(refusal(db, "postgres").await.unwrap().contains("could bypass"));
    assert!(refusal(db, "app_migrator").await.unwrap().contains("owns tables"));
    assert!(refusal(db, "app_platform").await.unwrap().contains("expected app_user"));
    let n = std::process::id();
    db.run(&format!(
        "CREATE ROLE it_bypass_{n} NOLOGIN BYPASSRLS;\nCREATE ROLE it_member_{n} LOGIN;\nGRANT it_bypass_{n} TO it_member_{n};
         \nCREATE ROLE it_heir_{n} LOGIN;\nGRANT app_migrator TO it_heir_{n};\nGRANT CONNECT ON DATABASE {} TO it_member_{n}, it_heir_{n}",
        db.name
    ))
    .await;
    let (member, heir) = (refusal(db, &format!("it_member_{n}")).await, refusal(db, &format!("it_heir_{n}")).await);
    // Roles are the cluster's, not the database's.
    db.run(&format!("DROP OWNED BY it_member_{n}, it_heir_{n};\nDROP ROLE it_member_{n}, it_heir_{n}, it_bypass_{n}"))
        .await;
    assert!(member.unwrap().contains("could bypass"));
    assert!(heir.unwrap().contains("owns tables"));
}

#[tokio::test]
async fn a_database_whose_locale_breaks_arabic_search_is_refused() {
    let app = TestApp::start().await;
    let cluster = &app.database.cluster;
    let name = format!("it_locale_{}", std::process::id());
    cluster
        .admin("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';\nGRANT CONNECT ON DATABASE {name} TO app_user"))
        .await;
    cluster.admin(&name, "CREATE EXTENSION pg_trgm").await;
    let mut config = config_for(&app.database);
    cluster.point(&mut config, &name);
    let other = App::build(config, Clock::default()).unwrap();
    let refusal = other.db.refuse_unsafe().await.unwrap_err().to_string();
    other.close().await;
    cluster.admin("postgres", &format!("DROP DATABASE {name} WITH (FORCE)")).await;
    assert!(refusal.contains("C.UTF-8"), "{refusal}");
    assert!(app.app.db.refuse_unsafe().await.is_ok(), "the positive control");
}

/// On the one connection of a pool: a read that is left in the middle of its BEGIN must not be what the next one is in.
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_leaves_while_a_transaction_begins_leaves_none_behind() {
    let app = TestApp::builder().config(|c| c.db_connections = 1).start().await;
    let shop = app.tenant("shop").await;
    let scope = shop.scope();
    let (mut left, mut stayed) = (0, 0);
    for turn in 0..400_u64 {
        let begun = app.app.db.read(&scope, Permission::Browse);
        // Some leave at their first wait, some later, some wait for it.
        let patience = async {
            for _ in 0..turn % 5 {
                tokio::task::yield_now().await;
            }
            if turn % 5 == 4 {
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        };
        tokio::select! {
            biased;
            read = begun => stayed += usize::from(read.is_ok()),
            () = patience => left += 1,
        }
        let tx = app.app.db.write(&scope, Permission::Browse).await.unwrap();
        let sql =
            "SELECT current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only') AS it";
        let row = tx.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap().unwrap();
        assert_eq!(row.try_get::<String>("", "it").unwrap(), "read committed off", "after {left} who left");
        tx.commit_unaudited(Unaudited::Housekeeping).await.unwrap();
    }
    assert!(left > 20 && stayed > 20, "{left} left and {stayed} stayed, which proves little");
}

#[test]
fn wrong_settings_are_told_all_at_once() {
    let mut config = harness::cluster::bare_config();
    config.base_url = "sadu.example/shop".to_owned();
    config.db_connections = 0;
    config.rate_ip = 0;
    let problems = config.problems().join("\n");
    for part in
        ["SADU_BASE_URL", "DATABASE_URL", "REDIS_URL", "S3_ACCESS_KEY_ID", "SADU_DB_CONNECTIONS", "SADU_RATE_IP"]
    {
        assert!(problems.contains(part), "{part} is not told: {problems}");
    }
}
