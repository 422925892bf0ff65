//! A prepared cluster: roles, a migrated template, and a copy of it for each test.

use std::sync::atomic::{AtomicU32, Ordering};

use api::{app::App, config::Config, jobs, kernel::clock::Clock, roles};
use secrecy::SecretString;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::runtime::Handle;

use crate::{peers::peers, place};

const TEMPLATE: &str = "sadu_template";

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A running PostgreSQL server on this machine that trusts its callers.
#[derive(Debug, Clone)]
pub struct Cluster {
    port: u16,
}

impl Cluster {
    /// The cluster that listens on `port`.
    #[must_use]
    pub fn on(port: u16) -> Self {
        Self { port }
    }

    /// The address of a database for a role.
    #[must_use]
    pub fn url(&self, role: &str, database: &str) -> String {
        format!("postgres://{role}:private@127.0.0.1:{}/{database}", self.port)
    }

    /// Runs statements as the superuser.
    pub async fn admin(&self, database: &str, sql: &str) {
        let mut connection =
            PgConnection::connect(&self.url("postgres", database)).await.expect("the superuser may connect");
        for statement in sql.split(";\n").filter(|s| !s.trim().is_empty()) {
            connection
                .execute(AssertSqlSafe(statement.to_owned()))
                .await
                .unwrap_or_else(|e| panic!("{statement}: {e}"));
        }
        connection.close().await.expect("a connection closes");
    }

    /// Makes the roles and the migrated template, with the queue's own tables, as an installation would.
    pub async fn prepare(&self, redis: &str) {
        let admin = SecretString::from(self.url("postgres", "postgres"));
        let passwords = roles::ROLES.map(|role| (role, SecretString::from("private")));
        roles::ensure_roles(&admin, &passwords, false).await.expect("roles are made");
        roles::ensure_database(&admin, TEMPLATE).await.expect("the template is made");
        roles::migrate(&self.url("app_migrator", TEMPLATE).into()).await.expect("the template is migrated");
        let mut config = bare_config();
        self.point(&mut config, TEMPLATE);
        config.redis_url = Some(redis.to_owned().into());
        config.s3_access_key_id = Some("none".to_owned().into());
        config.s3_secret_access_key = Some("none".to_owned().into());
        config.secrets_file = std::env::temp_dir().join(format!("sadu-template-{}.json", std::process::id()));
        let app = App::build(config.clone(), Clock::default()).expect("the application is built");
        jobs::prepare(&app).await.expect("the queue's tables are made");
        app.close().await;
        std::fs::remove_file(config.secrets_file).expect("the secrets are removed");
    }

    /// Directs a configuration to a database of this cluster.
    pub fn point(&self, config: &mut Config, database: &str) {
        let url = |role: &str| Some(SecretString::from(self.url(role, database)));
        config.database_url = url("app_user");
        config.identity_database_url = url("app_identity");
        config.platform_database_url = url("app_platform");
        config.worker_database_url = url("app_worker");
    }

    /// A copy of the template. Grants on the database itself are not copied with it.
    pub async fn database(&self) -> Database {
        let name = format!("it_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
        self.admin(
            "postgres",
            &format!(
                "CREATE DATABASE {name} OWNER app_migrator TEMPLATE {TEMPLATE};\n
                 REVOKE ALL ON DATABASE {name} FROM PUBLIC;\n
                 GRANT CONNECT ON DATABASE {name} TO app_user, app_identity, app_platform;\n
                 GRANT CONNECT, CREATE ON DATABASE {name} TO app_worker;\n"
            ),
        )
        .await;
        Database { cluster: self.clone(), name, is_shared: peers().cluster.port == self.port }
    }
}

/// Settings without any peer.
#[must_use]
pub fn bare_config() -> Config {
    let mut config = Config::from_env().expect("the environment can be read");
    config.dev = true;
    config.base_url = "http://localhost:8000".to_owned();
    config.assets_dir = place::root().join("dist");
    config
}

/// One test's database; dropped with it.
#[derive(Debug)]
pub struct Database {
    /// Where it lies.
    pub cluster: Cluster,
    /// Its name.
    pub name: String,
    is_shared: bool,
}

impl Database {
    /// A connection as the superuser, for what no role of the program may see.
    pub async fn superuser(&self) -> PgConnection {
        self.connect("postgres").await
    }

    /// A connection as one of the roles.
    pub async fn connect(&self, role: &str) -> PgConnection {
        PgConnection::connect(&self.cluster.url(role, &self.name)).await.expect("the role may connect")
    }

    /// One value, read as the superuser.
    pub async fn value<T>(&self, sql: &str) -> T
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        let mut connection = self.superuser().await;
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
            .fetch_one(&mut connection)
            .await
            .unwrap_or_else(|e| panic!("{sql}: {e}"))
    }

    /// A number of rows.
    pub async fn count(&self, from_where: &str) -> i64 {
        self.value(&format!("SELECT count(*) FROM {from_where}")).await
    }

    /// Runs statements as the superuser.
    pub async fn run(&self, sql: &str) {
        self.cluster.admin(&self.name, sql).await;
    }

    /// Everything in it as `pg_dump` writes it, in lower case: every schema, every row.
    pub async fn dump(&self) -> String {
        let url = self.cluster.url("postgres", &self.name);
        let output = tokio::task::spawn_blocking(move || {
            // In the search path, or where Debian puts it.
            let folders = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
            let mut programs: Vec<_> = folders.map(|folder| folder.path().join("bin/pg_dump")).collect();
            programs.sort();
            programs.push("pg_dump".into());
            let run =
                |program: &std::path::PathBuf| std::process::Command::new(program).arg("--dbname").arg(&url).output();
            programs.iter().rev().find_map(|program| run(program).ok()).expect("pg_dump is there")
        })
        .await
        .expect("a dump is not cut off");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("a dump is text").to_lowercase()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if !self.is_shared {
            return;
        }
        let (url, name) = (self.cluster.url("postgres", "postgres"), self.name.clone());
        let peers: &Handle = &peers().handle;
        peers.spawn(async move {
            if let Ok(mut connection) = PgConnection::connect(&url).await {
                // The folder is emptied at the next start anyway.
                let _ = connection.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))).await;
            }
        });
    }
}
