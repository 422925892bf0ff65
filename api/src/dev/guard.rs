//! A server that cannot outlive us. Each server is the child of a small shell that waits for the end of a pipe whose
//! other end is ours alone. However we end (returned, panicked, killed with SIGKILL), the system closes the pipe, and the
//! shell stops the server: politely, then less so.
//!
//! The shell leads a process group of its own, so Ctrl-C in the terminal reaches us first: requests are drained while
//! the database still answers, then the pipe is closed.
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::process::{Child, ChildStdin, Command};

use super::account::Account;
use super::errors::{At as _, Result};

/// `$1` is the signal of a clean stop, the rest is the command. Ten seconds for that, two more for SIGQUIT, then SIGKILL.
const SCRIPT: &str = r#"
first=$1; shift
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
gone_within() { n=0; while [ "$n" -lt "$1" ]; do kill -0 "$server" || return 0; sleep 0.1; n=$((n + 1)); done; return 1; }
{
  read -r line <&3
  kill -s "$first" "$server"
  gone_within 100 && exit
  kill -s QUIT "$server"
  gone_within 20 && exit
  kill -s KILL "$server"
} 2>/dev/null &
watch=$!
exec 3<&-
wait "$server"; code=$?
kill "$watch" 2>/dev/null
exit "$code"
"#;

/// Where programs of the servers themselves may be; the caller's environment does not reach them.
pub(super) const SYSTEM_PATH: &str =
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin:/opt/local/bin";

/// What to run under a guard.
pub(super) struct Launch<'a> {
    /// The program, by full path or as the system finds it.
    pub(super) program: &'a Path,
    /// Its arguments.
    pub(super) args: Vec<String>,
    /// The signal that asks it to stop, without `SIG`.
    pub(super) stop_signal: &'static str,
    /// Where it works.
    pub(super) dir: &'a Path,
    /// Where its output goes; emptied at each start.
    pub(super) log: PathBuf,
    /// As whom it runs, if not as we do.
    pub(super) account: Option<&'a Account>,
}

/// A running server and the shell that watches over it. Dropping it stops the server.
#[derive(Debug)]
pub(super) struct Guarded {
    shell: Child,
    pipe: Option<ChildStdin>,
    log: PathBuf,
}

impl Guarded {
    /// Starts the server under its guard.
    pub(super) fn start(launch: Launch<'_>) -> Result<Self> {
        let log = std::fs::File::create(&launch.log).at("write", &launch.log)?;
        let errors = log.try_clone().at("write", &launch.log)?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", SCRIPT, "sadu-dev-guard", launch.stop_signal]).arg(launch.program).args(launch.args);
        command.env_clear().env("PATH", SYSTEM_PATH).env("LC_ALL", "C").current_dir(launch.dir);
        command.stdin(Stdio::piped()).stdout(log).stderr(errors).process_group(0);
        if let Some(account) = launch.account {
            command.uid(account.uid).gid(account.gid);
        }
        let mut shell = command.spawn().at("run", launch.program)?;
        let pipe = shell.stdin.take();
        Ok(Self { shell, pipe, log: launch.log })
    }

    /// The server's log file.
    pub(super) fn log(&self) -> &Path {
        &self.log
    }

    /// The exit status, if the server has ended by itself.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        self.shell.try_wait().ok().flatten()
    }

    /// Asks the server to stop and waits until it is gone.
    pub(super) async fn stop(mut self) {
        drop(self.pipe.take());
        if tokio::time::timeout(Duration::from_secs(15), self.shell.wait()).await.is_err() {
            tracing::warn!(log = %self.log.display(), "a private server took too long to stop");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::time::Instant;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("sadu-guard-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        dir
    }

    /// A server that does nothing for a long time, told apart from others by how long.
    fn sleeper<'a>(dir: &'a Path, seconds: u32) -> (Launch<'a>, String) {
        let launch = Launch {
            program: Path::new("/bin/sleep"),
            args: vec![seconds.to_string()],
            stop_signal: "TERM",
            dir,
            log: dir.join("server.log"),
            account: None,
        };
        (launch, format!("/bin/sleep {seconds}"))
    }

    fn lives(command: &str) -> bool {
        let list = std::process::Command::new("ps").args(["-eo", "args="]).output().unwrap();
        String::from_utf8_lossy(&list.stdout).lines().any(|line| line.trim() == command)
    }

    async fn comes_to(alive: bool, command: &str) -> bool {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            if lives(command) == alive {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }

    #[tokio::test]
    async fn a_dropped_guard_stops_its_server() {
        let dir = folder("dropped");
        let (launch, command) = sleeper(&dir, 100_000 + std::process::id());
        let guarded = Guarded::start(launch).unwrap();
        assert!(comes_to(true, &command).await);
        drop(guarded);
        assert!(comes_to(false, &command).await);
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[tokio::test]
    async fn a_server_that_ends_by_itself_is_noticed_with_its_status() {
        let dir = folder("ended");
        let (mut launch, _) = sleeper(&dir, 0);
        launch.program = Path::new("/bin/sh");
        launch.args = vec!["-c".into(), "exit 3".into()];
        let mut guarded = Guarded::start(launch).unwrap();
        let status = loop {
            if let Some(status) = guarded.ended() {
                break status;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        };
        assert_eq!(status.code(), Some(3));
        std::fs::remove_dir_all(dir).unwrap();
    }

    /// Not a test: the process that the next test kills.
    #[tokio::test]
    #[ignore = "run by a_server_dies_with_a_killed_owner"]
    async fn owner_of_a_server() {
        let dir = folder("owner");
        let (launch, command) = sleeper(&dir, 200_000 + std::os::unix::process::parent_id());
        let _guarded = Guarded::start(launch).unwrap();
        assert!(comes_to(true, &command).await);
        std::fs::remove_dir_all(dir).unwrap();
        eprintln!("ready");
        std::future::pending::<()>().await;
    }

    #[tokio::test]
    async fn a_server_dies_with_a_killed_owner() {
        let this = std::env::current_exe().unwrap();
        let name = format!("{}::owner_of_a_server", module_path!().split_once("::").unwrap().1);
        let command = format!("/bin/sleep {}", 200_000 + std::process::id());
        let mut owner = std::process::Command::new(this)
            .args(["--exact", &name, "--ignored", "--nocapture"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(owner.stderr.take().unwrap()).read_line(&mut said).unwrap();
        assert_eq!(said.trim(), "ready");
        assert!(lives(&command));
        owner.kill().unwrap();
        owner.wait().unwrap();
        assert!(comes_to(false, &command).await);
    }
}
