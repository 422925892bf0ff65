//! The commands. Each is a few lines: put the application together, call the room that answers for it.

#![allow(clippy::print_stdout, reason = "a command-line tool speaks to its user")]

mod dev;
mod env_example;
mod keys;
mod operator;
mod prove;
mod serve;
mod smoke;
mod telemetry;
mod tenant;

use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, Parser, Subcommand};
use secrecy::SecretString;

use crate::{
    app::App,
    config::Config,
    identity, jobs,
    kernel::{
        clock::Clock,
        error::{Error, Result},
    },
    roles, schema, seed,
};

/// Sadu: a storefront for every small shop and charity of the Gulf, all served by one program.
#[derive(Debug, Parser)]
#[command(name = "sadu", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves storefronts, API and admin app.
    Serve {
        #[command(flatten)]
        config: Box<Config>,
        /// Also run jobs in this process.
        #[arg(long)]
        with_worker: bool,
    },
    /// Runs jobs: relays the outbox and works the queue.
    Work {
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Brings the database schema up to date, as app_migrator.
    Migrate {
        /// PostgreSQL as app_migrator.
        #[arg(long, env = "MIGRATOR_DATABASE_URL", hide_env_values = true)]
        migrator_database_url: SecretString,
    },
    /// Makes the five database roles and, if named, the database. Passwords come from SADU_ROLE_PASSWORD_<ROLE>.
    Roles {
        /// PostgreSQL as an administrator.
        #[arg(long, env = "ADMIN_DATABASE_URL", hide_env_values = true)]
        admin_url: SecretString,
        /// Also make this database, owned by app_migrator.
        #[arg(long)]
        database: Option<String>,
        /// Give roles that exist the new passwords too.
        #[arg(long)]
        renew: bool,
        /// Password of app_migrator.
        #[arg(long, env = "SADU_ROLE_PASSWORD_APP_MIGRATOR", hide_env_values = true)]
        app_migrator: SecretString,
        /// Password of app_user.
        #[arg(long, env = "SADU_ROLE_PASSWORD_APP_USER", hide_env_values = true)]
        app_user: SecretString,
        /// Password of app_identity.
        #[arg(long, env = "SADU_ROLE_PASSWORD_APP_IDENTITY", hide_env_values = true)]
        app_identity: SecretString,
        /// Password of app_platform.
        #[arg(long, env = "SADU_ROLE_PASSWORD_APP_PLATFORM", hide_env_values = true)]
        app_platform: SecretString,
        /// Password of app_worker.
        #[arg(long, env = "SADU_ROLE_PASSWORD_APP_WORKER", hide_env_values = true)]
        app_worker: SecretString,
    },
    /// Fills an installation with the demo shop and charity. Twice gives the same.
    Seed {
        #[command(flatten)]
        config: Box<Config>,
        /// The demo is the only seed there is.
        #[arg(long, required = true)]
        demo: bool,
    },
    /// Prints the GraphQL schema.
    Schema,
    /// Prints every setting with its default, as a file for the environment.
    EnvExample,
    /// Prints an access token for a person. Development only.
    Token {
        #[command(flatten)]
        config: Box<Config>,
        /// The person's e-mail address.
        #[arg(long)]
        email: String,
    },
    /// Suspends, reactivates, exports or closes a tenant.
    Tenant {
        #[command(flatten)]
        config: Box<Config>,
        #[command(subcommand)]
        act: tenant::TenantAct,
    },
    /// Makes two throw-away tenants, tries by every field and table to reach one as the other, and prints what it tried.
    ProveIsolation {
        #[command(flatten)]
        config: Box<Config>,
        /// PostgreSQL as app_migrator, for broken copies to try the attempts on, and for cleaning up.
        #[arg(long, env = "MIGRATOR_DATABASE_URL", hide_env_values = true)]
        migrator_database_url: Option<SecretString>,
        /// Print each field and table with its number of attempts.
        #[arg(long)]
        verbose: bool,
    },
    /// Names operators of the platform.
    Operator {
        #[command(flatten)]
        config: Box<Config>,
        #[command(subcommand)]
        act: operator::OperatorAct,
    },
    /// Makes the installation's secrets, and changes the key that signs access tokens.
    Keys {
        #[command(subcommand)]
        act: keys::KeysAct,
    },
    /// Walks an order's path through a running installation and says what works. The order is real.
    Smoke(smoke::SmokeArgs),
    /// Starts everything on this machine: private PostgreSQL, Redis and S3, migrations, demo, worker, server.
    Dev {
        /// Where data and ports are kept.
        #[arg(long, default_value = ".sadu")]
        folder: PathBuf,
        /// Empty the folder first.
        #[arg(long)]
        fresh: bool,
        /// Port of the server; the one it had last time if not said, 8000 the first time if that is free.
        #[arg(long)]
        port: Option<u16>,
        /// Folder with the built assets and their manifest.
        #[arg(long, env = "SADU_ASSETS_DIR", default_value = "dist")]
        assets_dir: PathBuf,
    },
}

/// Runs the program's command line.
///
/// # Errors
/// Whatever the command could not do, in words.
pub fn run() -> Result<()> {
    let command = Cli::parse().command;
    if matches!(command, Command::Schema) {
        print!("{}", schema::sdl());
        return Ok(());
    }
    if matches!(command, Command::EnvExample) {
        print!("{}", env_example::print(&Cli::command()));
        return Ok(());
    }
    // Unoptimised, one poll of a mutation over the whole schema can pass the usual two megabytes; only touched pages cost.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(16 * 1024 * 1024)
        .build()
        .map_err(Error::fault)?;
    runtime.block_on(dispatch(command))
}

async fn dispatch(command: Command) -> Result<()> {
    match command {
        Command::Schema | Command::EnvExample => Ok(()),
        Command::Serve { config, with_worker } => {
            telemetry::start(&config.log, config.log_json)?;
            serve::serve(*config, with_worker).await
        }
        Command::Work { config } => {
            telemetry::start(&config.log, config.log_json)?;
            serve::work(*config).await
        }
        Command::Migrate { migrator_database_url } => roles::migrate(&migrator_database_url).await,
        Command::Roles {
            admin_url,
            database,
            renew,
            app_migrator,
            app_user,
            app_identity,
            app_platform,
            app_worker,
        } => {
            let passwords = [
                ("app_migrator", app_migrator),
                ("app_user", app_user),
                ("app_identity", app_identity),
                ("app_platform", app_platform),
                ("app_worker", app_worker),
            ];
            roles::ensure_roles(&admin_url, &passwords, renew).await?;
            match database {
                Some(name) => roles::ensure_database(&admin_url, &name).await,
                None => Ok(()),
            }
        }
        Command::Seed { config, demo: _ } => {
            let app = App::build(of_dev(*config)?, Clock::default())?;
            jobs::prepare(&app).await?;
            seed::demo(&app, true).await?;
            app.close().await;
            Ok(())
        }
        Command::Token { config, email } => {
            let app = App::build(of_dev(*config)?, Clock::default())?;
            println!("{}", identity::service::token_for(&app, &email).await?);
            Ok(())
        }
        Command::Tenant { config, act } => {
            let app = App::build(of_dev(*config)?, Clock::default())?;
            tenant::run(&app, &act).await
        }
        Command::ProveIsolation { config, migrator_database_url, verbose } => {
            let config = of_dev(*config)?;
            let url = match migrator_database_url {
                Some(url) => url,
                None => dev::migrator_of_dev(&config)?,
            };
            prove::run(config, url, verbose).await
        }
        Command::Operator { config, act } => {
            let app = App::build(of_dev(*config)?, Clock::default())?;
            operator::run(&app, &act).await
        }
        Command::Keys { act } => keys::run(&act, &Clock::default()),
        Command::Smoke(args) => smoke::run(&args).await,
        Command::Dev { folder, fresh, port, assets_dir } => dev::dev(&folder, fresh, port, assets_dir).await,
    }
}

/// Commands beside a running `sadu dev` find it by its folder.
fn of_dev(config: Config) -> Result<Config> {
    dev::or_of_dev(config, Path::new(".sadu"))
}
