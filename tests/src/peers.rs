//! PostgreSQL, Redis and S3 of this process: started by the first test that asks, stopped by their guards when the process
//! ends, however it ends.

use std::{path::PathBuf, sync::OnceLock, thread, time::Duration};

use api::{
    dev::{BUCKET, DevError, DevFolder, DevServices, PostgresOptions, Wanted},
    ports::secrets::Secrets,
};
use tokio::runtime::{Builder, Handle};

use crate::{cluster::Cluster, place};

/// No run takes longer; one that hangs shall fail and not stand still.
const RUN_LIMIT: Duration = Duration::from_secs(45 * 60);

/// What runs for all tests of this process.
#[derive(Debug)]
pub struct Peers {
    /// The prepared cluster.
    pub cluster: Cluster,
    /// The runtime they live on; a test's own ends with the test.
    pub handle: Handle,
    /// Redis.
    pub redis_url: String,
    /// S3.
    pub s3_endpoint: String,
    /// S3's key.
    pub s3_access_key: String,
    /// S3's secret.
    pub s3_secret_key: secrecy::SecretString,
    /// The bucket.
    pub bucket: &'static str,
    /// The installation's secrets.
    pub secrets_file: PathBuf,
    /// Where files of this run may go.
    pub folder: PathBuf,
    _services: DevServices,
    _folder: DevFolder,
}

impl Peers {
    /// A folder beside this run's own, for a test that starts peers of its own.
    #[must_use]
    pub fn beside(&self, name: &str) -> PathBuf {
        let own = self.folder.file_name().map(|own| own.to_string_lossy().into_owned()).unwrap_or_default();
        self.folder.with_file_name(format!("{own}-{name}"))
    }
}

static PEERS: OnceLock<Peers> = OnceLock::new();

/// The peers, started if they are not.
pub fn peers() -> &'static Peers {
    PEERS.get_or_init(|| {
        thread::spawn(|| {
            thread::sleep(RUN_LIMIT);
            eprintln!("the tests are not done after {} minutes", RUN_LIMIT.as_secs() / 60);
            std::process::exit(1);
        });
        // What the program logs is shown when somebody looks for a cause: SADU_TEST_LOG=warn.
        if let Ok(filter) = std::env::var("SADU_TEST_LOG") {
            tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
        }
        // On a thread without a runtime, whoever asks.
        thread::spawn(start).join().expect("the peers start")
    })
}

fn start() -> Peers {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let peers = runtime.block_on(start_on(runtime.handle().clone()));
    // It lives as long as the process.
    std::mem::forget(runtime);
    peers
}

async fn start_on(handle: Handle) -> Peers {
    let folder = free_folder().await;
    let wanted = Wanted { postgres: Some(PostgresOptions::for_tests()), ..Wanted::default() };
    let services = DevServices::start(&folder, wanted).await.expect("PostgreSQL, Redis and S3 start");
    let (Some(postgres), Some(redis), Some(s3)) = (&services.postgres, &services.redis, &services.s3) else {
        panic!("a peer is missing")
    };
    let cluster = Cluster::on(postgres.port());
    cluster.prepare(&redis.url()).await;
    let secrets_file = folder.path().join("secrets.json");
    Secrets::load(&secrets_file, true).expect("secrets are made");
    Peers {
        cluster,
        handle,
        redis_url: redis.url(),
        s3_endpoint: s3.endpoint(),
        s3_access_key: s3.access_key().to_owned(),
        s3_secret_key: s3.secret_key().clone(),
        bucket: BUCKET,
        secrets_file,
        folder: folder.path().to_owned(),
        _services: services,
        _folder: folder,
    }
}

/// A folder that no other run holds, emptied. Runs beside each other get one each; there are never many.
async fn free_folder() -> DevFolder {
    let parent = place::profile().with_file_name("tmp");
    for n in 0..64 {
        match DevFolder::open(&parent.join(format!("it-{n}")), true).await {
            Ok(folder) => return folder,
            Err(DevError::FolderInUse { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
    panic!("64 test runs side by side")
}
