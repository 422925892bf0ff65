//! Whether a process of an earlier run is still alive, and still the one we think it is: numbers are used again.
use std::path::Path;

use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::Pid;

/// Whether process `pid` lives and has `needle` in its command line.
pub(super) fn is_running(pid: i32, needle: &str) -> bool {
    pid > 1 && lives(pid) && command_line(pid).is_some_and(|line| line.contains(needle))
}

fn lives(pid: i32) -> bool {
    matches!(kill(Pid::from_raw(pid), None), Ok(()) | Err(Errno::EPERM))
}

fn command_line(pid: i32) -> Option<String> {
    let proc = format!("/proc/{pid}/cmdline");
    if Path::new("/proc/self/cmdline").exists() {
        let bytes = std::fs::read(proc).ok()?;
        return Some(String::from_utf8_lossy(&bytes).replace('\0', " "));
    }
    let output = std::process::Command::new("ps").args(["-o", "command=", "-p", &pid.to_string()]).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_told_by_its_command_line_and_not_by_its_number_alone() {
        let mut child = std::process::Command::new("sleep").arg("61").spawn().unwrap();
        let pid = i32::try_from(child.id()).unwrap();
        // Between the start of a process and its program lies a moment.
        let begun = std::time::Instant::now();
        while !is_running(pid, "sleep") && begun.elapsed().as_secs() < 5 {
            std::thread::yield_now();
        }
        assert!(is_running(pid, "sleep"));
        assert!(!is_running(pid, "postgres"));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!is_running(pid, "sleep"));
    }
}
