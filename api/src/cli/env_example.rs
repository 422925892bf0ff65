//! `.env.example`, written from the settings themselves, so that it cannot tell anything else.

use std::{collections::BTreeSet, fmt::Write as _};

use clap::{Arg, Command};

/// What stands above everything.
const HEADER: &str = "\
# Every setting of `sadu serve` and `sadu work`, as `sadu env-example` prints it. A line without `#` shows the default;
# a line with one has no default. Flags of the same meaning exist (`sadu serve --help`) and win over the environment.
# The program reads its environment, not this file:  set -a; . ./.env; set +a; sadu serve
";

/// What stands between the server's settings and the rest.
const ONE_SHOT: &str = "\n# --- Only for other commands; keep them out of the server's environment. ---\n";

/// What to write for a setting without a default: the end of its name, and a value of the right form.
const SHAPES: [(&str, &str); 19] = [
    ("ADMIN_DATABASE_URL", "postgres://postgres:PASSWORD@localhost:5432/postgres"),
    ("IDENTITY_DATABASE_URL", "postgres://app_identity:PASSWORD@localhost:5432/sadu"),
    ("PLATFORM_DATABASE_URL", "postgres://app_platform:PASSWORD@localhost:5432/sadu"),
    ("WORKER_DATABASE_URL", "postgres://app_worker:PASSWORD@localhost:5432/sadu"),
    ("MIGRATOR_DATABASE_URL", "postgres://app_migrator:PASSWORD@localhost:5432/sadu"),
    ("DATABASE_URL", "postgres://app_user:PASSWORD@localhost:5432/sadu"),
    ("REDIS_URL", "redis://localhost:6379"),
    ("SADU_MAIL", "ses"),
    ("SMTP_HOST", "mail.example"),
    ("SMTP_PORT", "587"),
    ("_ENDPOINT", "http://localhost:9000"),
    ("_ISSUER", "https://HOST/PATH"),
    ("_URL", "https://HOST/PATH"),
    ("LOG_JSON", "true"),
    ("_FROM", "no-reply@sadu.example"),
    ("_EMAIL", "owner@dukkan.example"),
    ("_ACCESS_KEY_ID", "ACCESS_KEY"),
    ("_SECRET_ACCESS_KEY", "SECRET_KEY"),
    ("", "VALUE"),
];

/// The whole file, from the commands of the program.
pub(super) fn print(program: &Command) -> String {
    let mut text = HEADER.to_owned();
    let mut told = BTreeSet::new();
    if let Some(serve) = program.find_subcommand("serve") {
        serve.get_arguments().for_each(|setting| tell(&mut text, setting, &mut told));
    }
    text.push_str(ONE_SHOT);
    for command in program.get_subcommands() {
        let mut own = String::new();
        command.get_arguments().for_each(|setting| tell(&mut own, setting, &mut told));
        if !own.is_empty() {
            let _ = writeln!(text, "\n# `sadu {}`:\n{}", command.get_name(), own.trim());
        }
    }
    let mut text = text.trim_end().to_owned();
    text.push('\n');
    text
}

/// One setting, if it can come from the environment and was not told before.
fn tell(text: &mut String, setting: &Arg, told: &mut BTreeSet<String>) {
    let Some(name) = setting.get_env().and_then(|name| name.to_str()) else { return };
    if !told.insert(name.to_owned()) {
        return;
    }
    let meaning = setting.get_long_help().or(setting.get_help()).map(ToString::to_string).unwrap_or_default();
    text.push('\n');
    for line in wrapped(&meaning, 117) {
        let _ = writeln!(text, "# {line}");
    }
    let default = setting.get_default_values().first().and_then(|value| value.to_str());
    let _ = match default {
        Some(value) if value.contains([' ', '<', '$', '#', ';', '&']) => writeln!(text, "{name}='{value}'"),
        Some(value) => writeln!(text, "{name}={value}"),
        None => {
            let shape = if name.contains("PASSWORD") { "PASSWORD" } else { shape(name) };
            writeln!(text, "# {name}={shape}")
        }
    };
}

fn shape(name: &str) -> &'static str {
    SHAPES.iter().find(|(end, _)| name.ends_with(end)).map_or("VALUE", |(_, shape)| shape)
}

/// `text` in lines of at most `width` characters, with the full stop that clap takes away.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('.')) {
        last.push('.');
    }
    lines
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_example_is_what_the_settings_say() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../.env.example");
        let written = std::fs::read_to_string(file).unwrap_or_default();
        assert!(
            written == print(&crate::cli::Cli::command()),
            "write it again: sadu env-example > .env.example (or cargo xtask schema, which does both)"
        );
    }

    #[test]
    fn every_setting_is_told_once() {
        let text = print(&crate::cli::Cli::command());
        let names: Vec<&str> = text
            .lines()
            .filter_map(|line| line.trim_start_matches("# ").split_once('='))
            .map(|(name, _)| name)
            .filter(|name| {
                name.len() > 2 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            })
            .collect();
        assert!(names.len() > 30, "only {} settings were told", names.len());
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    }

    #[test]
    fn a_value_that_a_shell_would_split_is_quoted() {
        let command = Command::new("x").subcommand(
            Command::new("serve").arg(Arg::new("a").long("a").env("SOME").help("Two").default_value("a; b")),
        );
        assert!(print(&command).contains("# Two.\nSOME='a; b'\n"), "{}", print(&command));
    }
}
