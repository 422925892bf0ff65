//! Running other programs, and saying what is done.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, BufReader, Read, Write};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};

/// Says in one line what was found or is being done.
pub(crate) fn say(line: impl AsRef<str>) {
    println!("· {}", line.as_ref());
}

/// One program to run.
#[derive(Debug)]
pub(crate) struct Proc {
    command: Command,
    name: String,
}

/// What a program printed and how it ended.
#[derive(Debug)]
pub(crate) struct Heard {
    /// Standard output and standard error, line by line, in the order of arrival.
    pub(crate) lines: Vec<String>,
    /// Whether it ended well.
    pub(crate) success: bool,
}

impl Proc {
    /// A program by its name or path, in the workspace's environment.
    ///
    /// What `cargo run` set for xtask itself is taken out, so that a cargo inside sees what a cargo outside would see.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program.as_ref());
        for (key, _) in std::env::vars_os() {
            let key = key.to_string_lossy();
            if key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_") || key == "CARGO" {
                command.env_remove(key.as_ref());
            }
        }
        let name = Path::new(program.as_ref()).file_name().unwrap_or(program.as_ref());
        Self { command, name: name.to_string_lossy().into_owned() }
    }

    /// Cargo, on this workspace and this target folder.
    pub(crate) fn cargo(place: &crate::Place) -> Self {
        Self::new("cargo").dir(&place.root).env("CARGO_TARGET_DIR", &place.target)
    }

    /// Adds arguments.
    #[must_use]
    pub(crate) fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(mut self, args: I) -> Self {
        self.command.args(args);
        self
    }

    /// Sets a variable.
    #[must_use]
    pub(crate) fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Takes a variable out.
    #[must_use]
    pub(crate) fn without_env(mut self, key: &str) -> Self {
        self.command.env_remove(key);
        self
    }

    /// Where it runs.
    #[must_use]
    pub(crate) fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Runs it with this process' own output.
    ///
    /// # Errors
    /// If it cannot be started or ends with a failure.
    pub(crate) fn run(mut self) -> Result<()> {
        let line = self.line();
        let status = self.command.status().with_context(|| format!("cannot start {}", self.name))?;
        ended(&line, status)
    }

    /// Runs it silently; what it printed is part of the error.
    ///
    /// # Errors
    /// If it cannot be started or ends with a failure.
    pub(crate) fn run_silently(self) -> Result<()> {
        self.output().map(|_| ())
    }

    /// Runs it and returns its standard output.
    ///
    /// # Errors
    /// If it cannot be started, ends with a failure, or prints no UTF-8.
    pub(crate) fn output(mut self) -> Result<String> {
        let line = self.line();
        let output =
            self.command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", self.name))?;
        if !output.status.success() {
            let said = [output.stdout, output.stderr].concat();
            bail!("`{line}` failed ({}):\n{}", output.status, String::from_utf8_lossy(&said).trim());
        }
        String::from_utf8(output.stdout).with_context(|| format!("{} printed no UTF-8", self.name))
    }

    /// Runs it with its output shown and listened to.
    ///
    /// # Errors
    /// If it cannot be started; a failure of the program itself is in [`Heard`].
    pub(crate) fn listen(mut self) -> Result<Heard> {
        self.command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().with_context(|| format!("cannot start {}", self.name))?;
        let stdout = child.stdout.take().context("no standard output")?;
        let stderr = child.stderr.take().context("no standard error")?;
        let errors = thread::spawn(move || pass_on(stderr, std::io::stderr()));
        let mut lines = pass_on(stdout, std::io::stdout());
        lines.extend(errors.join().map_err(|_| anyhow!("a listener broke off"))?);
        let success = child.wait()?.success();
        Ok(Heard { lines, success })
    }

    /// Runs it silently for at most `limit`; false if it failed or was not done by then.
    pub(crate) fn succeeds_within(mut self, limit: Duration) -> bool {
        self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let Ok(mut child) = self.command.spawn() else { return false };
        let start = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return status.success(),
                Ok(None) if start.elapsed() < limit => thread::sleep(Duration::from_millis(50)),
                _ => {
                    // Ignored: it has either ended by itself, or nothing more can be done about it.
                    let _killed = child.kill();
                    let _reaped = child.wait();
                    return false;
                }
            }
        }
    }

    /// Becomes that program; returns only if it cannot be started.
    pub(crate) fn become_it(mut self) -> anyhow::Error {
        anyhow!(self.command.exec()).context(format!("cannot start {}", self.name))
    }

    fn line(&self) -> String {
        let mut words = vec![OsString::from(&self.name)];
        words.extend(self.command.get_args().map(OsStr::to_os_string));
        words.join(OsStr::new(" ")).to_string_lossy().into_owned()
    }
}

fn ended(line: &str, status: ExitStatus) -> Result<()> {
    if status.success() { Ok(()) } else { bail!("`{line}` failed ({status})") }
}

fn pass_on(from: impl Read, mut to: impl Write) -> Vec<String> {
    let mut lines = Vec::new();
    let mut reader = BufReader::new(from);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
        // A closed terminal must not stop the tests: their end still decides.
        let _shown = to.write_all(&bytes).and_then(|()| to.flush());
        lines.push(String::from_utf8_lossy(&bytes).trim_end().to_owned());
        bytes.clear();
    }
    lines
}
