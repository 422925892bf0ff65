//! A private Redis server on 127.0.0.1. It keeps nothing over a restart, as the design allows: what it counts is
//! rebuilt or forgiven.
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::errors::{At as _, DevError, Result, tail_of};
use super::guard::{Guarded, Launch};
use super::pid;
use super::port::{free_port, is_free};
use super::postgres::in_search_path;

const WHAT: &str = "Redis";

/// How a private Redis is run.
#[derive(Debug, Clone, Default)]
pub struct RedisOptions {
    /// The port on 127.0.0.1, or any free one.
    pub port: Option<u16>,
    /// The program, if it is not in the search path.
    pub program: Option<PathBuf>,
}

/// A running Redis server. Dropping it, or losing this process in any way, stops it.
#[derive(Debug)]
pub struct PrivateRedis {
    guarded: Guarded,
    port: u16,
}

impl PrivateRedis {
    /// Starts a server with its files in `dir`. Returns when it answers.
    ///
    /// # Errors
    /// No Redis on the machine, a server that still runs on this folder, or one that does not start.
    pub async fn start(dir: &Path, options: RedisOptions) -> Result<Self> {
        fs::create_dir_all(dir).at("create", dir)?;
        let dir = dir.canonicalize().at("find", dir)?;
        let found =
            options.program.or_else(|| in_search_path("redis-server")).or_else(|| in_search_path("valkey-server"));
        let program = found.ok_or(DevError::ProgramMissing {
            program: "Redis 7",
            hint: "Install it (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis), \
                   or set REDIS_URL to a server of your own.",
        })?;
        wait_until_released(&dir).await?;
        for attempt in 0..3 {
            let port = match options.port {
                Some(port) if attempt == 0 || is_free(port) => port,
                _ => free_port()?,
            };
            match launch(&program, &dir, port).await {
                Ok(guarded) => return Ok(Self { guarded, port }),
                Err(DevError::NotReady { .. }) if !is_free(port) && attempt < 2 => {}
                Err(error) => return Err(error),
            }
        }
        Err(DevError::NoFreePort)
    }

    /// The server's address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits for a server that is just stopping in `dir`, so that its port is free again.
    ///
    /// # Errors
    /// [`DevError::AlreadyRunning`] if it goes on serving.
    pub async fn wait_until_released(dir: &Path) -> Result<()> {
        wait_until_released(&dir.canonicalize().unwrap_or_else(|_| dir.to_owned())).await
    }

    /// Stops the server and waits until it is gone.
    pub async fn stop(self) {
        self.guarded.stop().await;
    }
}

async fn launch(program: &Path, dir: &Path, port: u16) -> Result<Guarded> {
    let config = dir.join("redis.conf");
    // The title of the process stays its command line, by which the next start knows whether it is still ours.
    let settings = format!(
        "bind 127.0.0.1\nport {port}\ndaemonize no\nset-proc-title no\nappendonly no\nsave \"\"\n\
         dir \"{0}\"\npidfile \"{0}/redis.pid\"\n",
        dir.display()
    );
    fs::write(&config, settings).at("write", &config)?;
    let log = dir.join("redis.log");
    let mut guarded = Guarded::start(Launch {
        program,
        args: vec![config.to_string_lossy().into_owned()],
        stop_signal: "TERM",
        dir,
        log: log.clone(),
        account: None,
    })?;
    let begun = Instant::now();
    loop {
        let reason = match guarded.ended() {
            Some(_) => "it ended",
            None if begun.elapsed() > Duration::from_secs(15) => "it is not ready after 15 seconds",
            None if answers(port).await => return Ok(guarded),
            None => {
                tokio::time::sleep(Duration::from_millis(10)).await;
                continue;
            }
        };
        let output = tail_of(guarded.log());
        guarded.stop().await;
        return Err(DevError::NotReady { what: WHAT, reason, log, output });
    }
}

async fn answers(port: u16) -> bool {
    let ping = async {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.write_all(b"PING\r\n").await?;
        let mut answer = [0; 5];
        stream.read_exact(&mut answer).await?;
        std::io::Result::Ok(&answer == b"+PONG")
    };
    matches!(tokio::time::timeout(Duration::from_secs(1), ping).await, Ok(Ok(true)))
}

async fn wait_until_released(dir: &Path) -> Result<()> {
    let begun = Instant::now();
    while let Ok(text) = fs::read_to_string(dir.join("redis.pid")) {
        let pid = text.trim().parse().unwrap_or(0);
        if !pid::is_running(pid, &dir.join("redis.conf").to_string_lossy()) {
            break;
        }
        if begun.elapsed() > Duration::from_secs(3) {
            return Err(DevError::AlreadyRunning { what: WHAT, pid, dir: dir.to_owned() });
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_server_answers_on_its_own_port_and_is_gone_after_stop() {
        let dir = std::env::temp_dir().join(format!("sadu-redis-{}", std::process::id()));
        let redis = PrivateRedis::start(&dir, RedisOptions::default()).await.unwrap();
        let port = redis.port();
        assert_ne!(port, 6379);
        assert!(answers(port).await);
        let second = PrivateRedis::start(&dir, RedisOptions::default()).await;
        assert!(matches!(second, Err(DevError::AlreadyRunning { .. })), "{second:?}");
        redis.stop().await;
        assert!(!answers(port).await);
        fs::remove_dir_all(dir).unwrap();
    }
}
