//! A program of another make, started for the tests and ended with them, however they end.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child as Shell, ChildStdin, Command, Stdio},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

/// Tells the program's number, waits for it, and ends it when our end of the pipe is gone: a killed test leaves nothing.
const GUARD: &str = r#"exec 3<&0 </dev/null
"$@" 3<&- >&2 & server=$!
echo "$server"; exec >&-
{ read -r line <&3; kill -9 "$server"; } 2>/dev/null & watch=$!
exec 3<&-
wait "$server"; code=$?
kill "$watch" 2>/dev/null
exit "$code""#;

/// A running program.
#[derive(Debug)]
pub struct Child {
    shell: Shell,
    /// While it is open, the guard lets the program live; waiting for a child would close its own.
    _lifeline: ChildStdin,
    pid: Pid,
}

impl Child {
    /// Starts a command, with what it says going to `log`.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn start(command: &Command, log: &Path) -> Self {
        let mut guarded = Command::new("/bin/sh");
        guarded.args(["-c", GUARD, "guard"]).arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => guarded.env(name, value),
                None => guarded.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            guarded.current_dir(folder);
        }
        let errors = File::options().create(true).append(true).open(log).expect("a log");
        let mut shell =
            guarded.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors).spawn().expect("a program starts");
        let mut line = String::new();
        BufReader::new(shell.stdout.take().expect("an output")).read_line(&mut line).expect("a number");
        let lifeline = shell.stdin.take().expect("a lifeline");
        Self { shell, _lifeline: lifeline, pid: Pid::from_raw(line.trim().parse().expect("a number")) }
    }

    /// The program's number.
    #[must_use]
    pub fn pid(&self) -> i32 {
        self.pid.as_raw()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.shell.try_wait().is_ok_and(|ended| ended.is_some())
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: Signal) {
        let _ = kill(self.pid, signal);
    }

    /// Waits until it is gone.
    pub fn wait(&mut self) {
        let _ = self.shell.wait();
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.signal(Signal::SIGKILL);
        self.wait();
    }
}
