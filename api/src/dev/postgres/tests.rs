//! A real cluster is made, stopped, killed and started again. Needs PostgreSQL on the machine, as every test of ours.
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, Uid};
use sqlx::{Connection as _, PgConnection, Row as _};

use super::*;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sadu-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let home = account::find_home(&self.0);
        let _ = fs::remove_dir_all(home);
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn ask(url: &str, sql: &'static str) -> String {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let answer: String = sqlx::query(sql).fetch_one(&mut connection).await.unwrap().get(0);
    connection.close().await.unwrap();
    answer
}

fn server_pid(postgres: &PrivatePostgres) -> i32 {
    let text = fs::read_to_string(postgres.home().join("data/postmaster.pid")).unwrap();
    text.lines().next().unwrap().trim().parse().unwrap()
}

#[tokio::test]
async fn a_cluster_is_made_keeps_its_data_and_survives_a_kill() {
    let folder = Folder::new("cluster");
    let postgres = PrivatePostgres::start(&folder.0, PostgresOptions::default()).await.unwrap();
    assert_ne!(postgres.port(), 5432);
    let url = postgres.admin_url();
    let encoding = "SELECT pg_encoding_to_char(encoding)||' '||datcollate FROM pg_database WHERE datname='template0'";
    assert_eq!(ask(&url, encoding).await, "UTF8 C.UTF-8");
    assert_eq!(ask(&url, "SHOW fsync").await, "on");
    let mut connection = PgConnection::connect(&url).await.unwrap();
    sqlx::query("CREATE TABLE kept AS SELECT 'still here' AS word").execute(&mut connection).await.unwrap();

    // A wrong password is refused, and so is a second start on the same data.
    assert!(PgConnection::connect(&postgres.url_as("postgres", "wrong", "postgres")).await.is_err());
    let second = PrivatePostgres::start(&folder.0, PostgresOptions::default()).await;
    assert!(matches!(second, Err(DevError::AlreadyRunning { .. })), "{second:?}");

    // Killed without a word; its number then belongs to another process (this one).
    kill(Pid::from_raw(server_pid(&postgres)), Signal::SIGKILL).unwrap();
    let data = postgres.home().join("data");
    postgres.stop().await;
    let stale = fs::read_to_string(data.join("postmaster.pid")).unwrap();
    let (_, rest) = stale.split_once('\n').unwrap();
    fs::write(data.join("postmaster.pid"), format!("{}\n{rest}", std::process::id())).unwrap();

    let port = free_port().unwrap();
    let options = PostgresOptions { port: Some(port), ..PostgresOptions::default() };
    let postgres = PrivatePostgres::start(&folder.0, options).await.unwrap();
    assert_eq!(postgres.port(), port);
    assert_eq!(ask(&postgres.admin_url(), "SELECT word FROM kept").await, "still here");
    postgres.stop().await;
    assert!(is_free(port));
    PrivatePostgres::remove(&folder.0).await.unwrap();
    assert!(!folder.0.exists());
}

#[tokio::test]
async fn root_drops_to_somebody_who_can_reach_the_data() {
    if !Uid::effective().is_root() {
        return; // nothing to drop
    }
    let folder = Folder::new("closed");
    account::own(&folder.0, None, 0o700).unwrap();
    let inner = folder.0.join("postgres");
    let postgres = PrivatePostgres::start(&inner, PostgresOptions::for_tests()).await.unwrap();
    assert!(!postgres.home().starts_with(&folder.0));
    assert_eq!(account::find_home(&inner), postgres.home());
    assert_eq!(ask(&postgres.url_as("postgres", "", "postgres"), "SHOW fsync").await, "off");
    let home = postgres.home().to_owned();
    postgres.stop().await;
    PrivatePostgres::remove(&inner).await.unwrap();
    assert!(!home.exists());
}
