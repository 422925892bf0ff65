//! The private services of `sadu dev` and of the test harness: a PostgreSQL cluster, a Redis server and an S3
//! server of our own, beside whatever already runs on the machine, and gone when the process is gone.
//!
//! It answers for starting, remembering and stopping them. It knows nothing of tenants, schemas or configuration:
//! the caller says where and what, and reads the addresses back.
mod account;
mod errors;
mod folder;
mod guard;
mod inside_s3;
mod pid;
mod port;
mod postgres;
mod redis;
mod services;

pub use errors::{DevError, Result};
pub use folder::DevFolder;
pub use inside_s3::{BUCKET, InsideS3};
pub use port::{free_port, is_free};
pub use postgres::{PostgresOptions, PrivatePostgres};
pub use redis::{PrivateRedis, RedisOptions};
pub use services::{DevServices, Wanted};
