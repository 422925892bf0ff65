//! `sadu dev`: everything on this machine, private, gone with the process.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks to its user")]

use std::{
    fs,
    io::Write,
    net::{Ipv4Addr, SocketAddr},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::{serve, telemetry};
use crate::{
    app::App,
    config::Config,
    dev::{BUCKET, DevFolder, DevServices, PostgresOptions, PrivatePostgres, Wanted},
    jobs,
    kernel::{
        clock::Clock,
        error::{Error, Result},
    },
    roles, seed,
};

/// Name of the database in the private cluster.
const DATABASE: &str = "sadu";
/// Where the password of the private cluster's roles is kept.
const PASSWORD: &str = "roles.secret";
/// Where a running `dev` leaves its settings for other commands of the same folder.
const SETTINGS: &str = "settings.json";

pub(super) async fn dev(path: &Path, fresh: bool, port: Option<u16>, assets_dir: PathBuf) -> Result<()> {
    telemetry::start(
        "info,graphile_worker=warn,s3s=warn,s3s_fs=warn,sea_orm_migration=warn,sqlx=warn,fred=error",
        None,
    )?;
    let stop = serve::stop_signal()?;
    let given = Config { assets_dir, dev: true, ..Config::from_env()? };
    let wanted = Wanted {
        postgres: given.database_url.is_none().then(PostgresOptions::default),
        redis: given.redis_url.is_none(),
        s3: given.s3_endpoint.is_none() && given.s3_access_key_id.is_none(),
    };
    println!("· starting what is not given by the environment: PostgreSQL, Redis, S3 in {}", path.display());
    let folder = DevFolder::open(path, fresh).await.map_err(Error::fault)?;
    let port = match port {
        Some(port) => port,
        None => folder.port("http", Some(8000)).map_err(Error::fault)?,
    };
    let services = DevServices::start(&folder, wanted).await.map_err(Error::fault)?;
    let outcome = run(&folder, &services, given, port, stop).await;
    services.stop().await;
    outcome
}

async fn run(
    folder: &DevFolder,
    services: &DevServices,
    given: Config,
    port: u16,
    stop: CancellationToken,
) -> Result<()> {
    let mut config = given;
    if let Some(postgres) = &services.postgres {
        let password = prepare_database(folder, postgres).await?;
        use_postgres(&mut config, postgres, &password);
    }
    let internal = folder.port("metrics", Some(port + 1)).map_err(Error::fault)?;
    let config = complete(folder, services, config, port, internal);
    Settings::of(&config).write(&folder.path().join(SETTINGS))?;
    let app = Arc::new(App::build(config, Clock::default())?);
    app.db.refuse_unsafe().await?;
    jobs::prepare(&app).await?;
    seed::demo(&app, true).await?;
    print_addresses(&app);
    serve::run(app, true, stop).await
}

/// Makes roles, database and schema; returns the roles' password.
async fn prepare_database(folder: &DevFolder, postgres: &PrivatePostgres) -> Result<SecretString> {
    let path = folder.path().join(PASSWORD);
    let is_new = !path.exists();
    if is_new {
        write_private(&path, format!("{:032x}", rand::random::<u128>()).as_bytes())?;
    }
    let password = SecretString::from(fs::read_to_string(&path).map_err(Error::fault)?);
    let admin = SecretString::from(postgres.admin_url());
    let passwords = roles::ROLES.map(|role| (role, password.clone()));
    roles::ensure_roles(&admin, &passwords, is_new).await?;
    roles::ensure_database(&admin, DATABASE).await?;
    roles::migrate(&postgres.url_as("app_migrator", password.expose_secret(), DATABASE).into()).await?;
    Ok(password)
}

fn use_postgres(config: &mut Config, postgres: &PrivatePostgres, password: &SecretString) {
    let url = |role: &str| Some(SecretString::from(postgres.url_as(role, password.expose_secret(), DATABASE)));
    config.database_url = url("app_user");
    config.identity_database_url = url("app_identity");
    config.platform_database_url = url("app_platform");
    config.worker_database_url = url("app_worker");
}

/// A file that only its owner reads.
fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file =
        fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path).map_err(Error::fault)?;
    file.write_all(bytes).map_err(Error::fault)
}

/// The given settings, with the private services where nothing was given.
fn complete(folder: &DevFolder, services: &DevServices, mut config: Config, port: u16, internal: u16) -> Config {
    config.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    config.internal_listen = SocketAddr::from((Ipv4Addr::LOCALHOST, internal));
    config.base_url = format!("http://localhost:{port}");
    config.secrets_file = folder.path().join("secrets.json");
    config.mail.mailbox_dir = folder.path().join("mailbox");
    if let Some(redis) = &services.redis {
        config.redis_url = Some(redis.url().into());
    }
    if let Some(s3) = &services.s3 {
        config.s3_endpoint = Some(s3.endpoint());
        config.s3_bucket = BUCKET.to_owned();
        config.s3_access_key_id = Some(s3.access_key().to_owned().into());
        config.s3_secret_access_key = Some(s3.secret_key().clone());
    }
    config
}

fn print_addresses(app: &App) {
    println!();
    println!("  a shop     {}", app.base.of("dukkan"));
    println!("  a charity  {}", app.base.of("khair"));
    println!("  the app    {}", app.base.of("app"));
    println!("  GraphQL    {}/graphql", app.base.of("dukkan"));
    if app.mailbox.is_some() {
        println!("  mail       {}/dev/mailbox", app.base.of("app"));
    }
    println!("  metrics    http://{}/metrics", app.config.internal_listen);
    println!();
    println!("  Log in as owner@, admin@ or member@ of dukkan.example or khair.example: {}", seed::PASSWORD);
    println!("  A token of the shop's owner, from another terminal: sadu token --email owner@dukkan.example");
    println!("  Stop with Ctrl-C. Starting again keeps the data, --fresh empties it.");
    println!();
}

/// What other commands need to reach a running `dev`. Kept where only its owner reads.
#[derive(Debug, Serialize, Deserialize)]
struct Settings {
    base_url: String,
    secrets_file: PathBuf,
    database_urls: [Option<String>; 4],
    redis_url: Option<String>,
    s3_endpoint: Option<String>,
    s3_bucket: String,
    s3_keys: [Option<String>; 2],
}

impl Settings {
    fn of(config: &Config) -> Self {
        let open = |secret: &Option<SecretString>| secret.as_ref().map(|s| s.expose_secret().to_owned());
        Self {
            base_url: config.base_url.clone(),
            secrets_file: config.secrets_file.clone(),
            database_urls: [
                open(&config.database_url),
                open(&config.identity_database_url),
                open(&config.platform_database_url),
                open(&config.worker_database_url),
            ],
            redis_url: open(&config.redis_url),
            s3_endpoint: config.s3_endpoint.clone(),
            s3_bucket: config.s3_bucket.clone(),
            s3_keys: [open(&config.s3_access_key_id), open(&config.s3_secret_access_key)],
        }
    }

    fn write(&self, path: &Path) -> Result<()> {
        write_private(path, &serde_json::to_vec_pretty(self).map_err(Error::fault)?)
    }
}

/// `config` as given, or that of the `dev` running in `folder` if the environment names no database.
///
/// # Errors
/// A fault when the folder's settings cannot be read.
pub(super) fn or_of_dev(mut config: Config, folder: &Path) -> Result<Config> {
    let path = folder.join(SETTINGS);
    if config.database_url.is_some() || !path.exists() {
        return Ok(config);
    }
    let settings: Settings = serde_json::from_slice(&fs::read(&path).map_err(Error::fault)?).map_err(Error::fault)?;
    let seal = |text: Option<String>| text.map(SecretString::from);
    let [tenant, identity, platform, worker] = settings.database_urls;
    let [access, secret] = settings.s3_keys;
    config.base_url = settings.base_url;
    config.secrets_file = settings.secrets_file;
    config.database_url = seal(tenant);
    config.identity_database_url = seal(identity);
    config.platform_database_url = seal(platform);
    config.worker_database_url = seal(worker);
    config.redis_url = seal(settings.redis_url);
    config.s3_endpoint = settings.s3_endpoint;
    config.s3_bucket = settings.s3_bucket;
    config.s3_access_key_id = seal(access);
    config.s3_secret_access_key = seal(secret);
    config.dev = true;
    Ok(config)
}

/// `app_migrator`'s address in a development folder, where all roles have one password.
pub(super) fn migrator_of_dev(config: &Config) -> Result<SecretString> {
    let url = config.database_url.as_ref().filter(|_| config.dev);
    url.map(|url| SecretString::from(url.expose_secret().replacen("://app_user:", "://app_migrator:", 1)))
        .ok_or_else(|| Error::fault("missing settings: MIGRATOR_DATABASE_URL"))
}
