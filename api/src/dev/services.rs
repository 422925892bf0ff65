//! All private services of one folder together, on the ports they had last time.
use std::net::{Ipv4Addr, SocketAddr};

use super::errors::Result;
use super::folder::{DevFolder, POSTGRES};
use super::inside_s3::InsideS3;
use super::postgres::{PostgresOptions, PrivatePostgres};
use super::redis::{PrivateRedis, RedisOptions};

/// Which services are wanted. Those that the user runs himself are left out.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// A PostgreSQL cluster, run like this.
    pub postgres: Option<PostgresOptions>,
    /// A Redis server.
    pub redis: bool,
    /// The S3 server inside.
    pub s3: bool,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { postgres: Some(PostgresOptions::default()), redis: true, s3: true }
    }
}

/// The running services. Dropping them, or losing this process in any way, stops them.
#[derive(Debug)]
pub struct DevServices {
    /// The cluster, if it was wanted.
    pub postgres: Option<PrivatePostgres>,
    /// The Redis server, if it was wanted.
    pub redis: Option<PrivateRedis>,
    /// The S3 server, if it was wanted.
    pub s3: Option<InsideS3>,
}

impl DevServices {
    /// Starts what is wanted, side by side, with their data in the folder.
    ///
    /// # Errors
    /// Those of the single services; what was started already is stopped again.
    pub async fn start(folder: &DevFolder, wanted: Wanted) -> Result<Self> {
        let [postgres_dir, redis_dir, s3_dir] = [POSTGRES, "redis", "s3"].map(|name| folder.path().join(name));
        // After a kill, the guards of the run before may still be at work, and the ports are theirs until then.
        PrivatePostgres::wait_until_released(&postgres_dir).await?;
        PrivateRedis::wait_until_released(&redis_dir).await?;

        let postgres = match wanted.postgres {
            Some(mut options) => {
                let port = match options.port {
                    Some(port) => port,
                    None => folder.port("postgres", None)?,
                };
                options.port = Some(port);
                Some(options)
            }
            None => None,
        };
        let redis_port = if wanted.redis { Some(folder.port("redis", None)?) } else { None };
        let s3_port = if wanted.s3 { Some(folder.port("s3", None)?) } else { None };

        let (postgres, redis, s3) = tokio::try_join!(
            async {
                match postgres {
                    Some(options) => PrivatePostgres::start(&postgres_dir, options).await.map(Some),
                    None => Ok(None),
                }
            },
            async {
                match redis_port {
                    Some(port) => {
                        let options = RedisOptions { port: Some(port), program: None };
                        PrivateRedis::start(&redis_dir, options).await.map(Some)
                    }
                    None => Ok(None),
                }
            },
            async {
                match s3_port {
                    Some(port) => {
                        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
                        InsideS3::start(&s3_dir, address).await.map(Some)
                    }
                    None => Ok(None),
                }
            },
        )?;
        Ok(Self { postgres, redis, s3 })
    }

    /// Stops everything and waits until it is gone. Call it after the last request was answered.
    pub async fn stop(self) {
        drop(self.s3);
        tokio::join!(
            async {
                if let Some(postgres) = self.postgres {
                    postgres.stop().await;
                }
            },
            async {
                if let Some(redis) = self.redis {
                    redis.stop().await;
                }
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn everything_starts_again_on_the_same_ports() {
        let path = std::env::temp_dir().join(format!("sadu-services-{}", std::process::id()));
        let mut seen = Vec::new();
        for _ in 0..2 {
            let folder = DevFolder::open(&path, false).await.unwrap();
            let wanted = Wanted { postgres: Some(PostgresOptions::for_tests()), ..Wanted::default() };
            let services = DevServices::start(&folder, wanted).await.unwrap();
            let s3 = services.s3.as_ref().unwrap();
            seen.push((
                services.postgres.as_ref().unwrap().admin_url(),
                services.redis.as_ref().unwrap().url(),
                s3.endpoint(),
                s3.access_key().to_owned(),
            ));
            services.stop().await;
        }
        assert_eq!(seen[0], seen[1]);
        drop(DevFolder::open(&path, true).await.unwrap());
        std::fs::remove_dir_all(path).unwrap();
    }
}
