//! Behind pgbouncer in transaction mode: nothing of one tenant is carried over to the next by a shared connection.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use api::dev::free_port;
use harness::{Cluster, Item, TestApp, order_input, peers::peers};
use nix::unistd::{Uid, User};
use serde_json::json;
use tokio::net::TcpStream;

/// A pooler that ends with the pipe it was given.
pub(crate) struct Pooler {
    shell: Child,
    port: u16,
    folder: PathBuf,
}

impl Drop for Pooler {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

const GUARD: &str =
    r#"exec 3<&0 </dev/null; "$@" 3<&- >/dev/null 2>&1 & p=$!; echo ready; read -r line <&3; kill "$p"; wait "$p""#;

static COUNTER: AtomicU32 = AtomicU32::new(0);

fn folder() -> PathBuf {
    let n = COUNTER.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("sadu-pgbouncer-{}-{n}", std::process::id()))
}

/// Pools two server connections for everybody.
async fn pooler(cluster_port: u16) -> Pooler {
    let folder = folder();
    fs::create_dir_all(&folder).unwrap();
    let port = free_port().unwrap();
    let config = format!(
        "[databases]\n* = host=127.0.0.1 port={cluster_port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
         auth_type = trust\nauth_file = {0}/users\npool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 200\n\
         ignore_startup_parameters = extra_float_digits,search_path\n",
        folder.display()
    );
    fs::write(folder.join("pgbouncer.ini"), config).unwrap();
    let roles = ["app_user", "app_identity", "app_platform", "app_worker"];
    fs::write(folder.join("users"), roles.map(|role| format!("\"{role}\" \"private\"\n")).concat()).unwrap();
    let mut command = Command::new("/bin/sh");
    command.args(["-c", GUARD, "guard", "pgbouncer"]).arg(folder.join("pgbouncer.ini"));
    command.env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    // It refuses to run as root.
    if Uid::effective().is_root()
        && let Some(user) = ["postgres", "nobody"].into_iter().find_map(|name| User::from_name(name).ok().flatten())
    {
        command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
    }
    let mut shell = command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    BufReader::new(shell.stdout.take().unwrap()).read_line(&mut String::new()).unwrap();
    let pooler = Pooler { shell, port, folder };
    for _ in 0..200 {
        if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return pooler;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("pgbouncer does not start")
}

/// The application over the same database through a pooler in transaction mode with two server connections.
pub(crate) async fn behind_a_pooler(direct: &TestApp, connections: u32) -> (TestApp, Pooler) {
    let url = direct.database.cluster.url("app_user", "x");
    let cluster_port = url.rsplit(':').next().unwrap().split('/').next().unwrap().parse().unwrap();
    let pooler = pooler(cluster_port).await;
    let (through, name) = (Cluster::on(pooler.port), direct.database.name.clone());
    let app = TestApp::builder()
        .over(direct)
        .config(move |c| {
            through.point(c, &name);
            c.db_statement_cache = 0;
            c.db_connections = connections;
        })
        .start()
        .await;
    (app, pooler)
}

#[tokio::test(flavor = "multi_thread")]
async fn in_transaction_mode_tenants_stay_apart_and_orders_whole() {
    let direct = TestApp::start().await;
    let (app, _pooler) = behind_a_pooler(&direct, 8).await;
    let app = Arc::new(app);
    let mut shops = Vec::new();
    for n in 0..4 {
        let shop = direct.tenant(&format!("shop-{n}")).await;
        let item = direct.item(&shop, Item::new("mug").named("كوب", &format!("Mug of {n}"))).await;
        shops.push((shop, item));
    }
    let tasks: Vec<_> = (0..120)
        .map(|n| {
            let (app, (shop, item)) = (Arc::clone(&app), shops[n % 4].clone());
            tokio::spawn(async move {
                if n % 3 == 0 {
                    let answer = app.submit(&shop, &order_input(&item, 1)).await;
                    assert_eq!(answer.refusals("orderSubmit"), Vec::<String>::new());
                } else {
                    let query = "{ catalogItems(first: 10) { nodes { name { en } } } orders(first: 100) { nodes { lines { name { en } } } } }";
                    let answer = app.gql(&shop.slug, Some(&shop.owner.token), query, json!({})).await;
                    let own = format!("Mug of {}", n % 4);
                    assert!(answer.code().is_empty() && answer.text().contains(&own), "{}", answer.text());
                    for other in (0..4).filter(|other| *other != n % 4) {
                        assert!(!answer.text().contains(&format!("Mug of {other}")), "{}", answer.text());
                    }
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(direct.database.count("orders").await, 40);
    assert!(peers().folder.exists());
}
