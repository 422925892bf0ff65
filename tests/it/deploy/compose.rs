//! The compose file, parsed and held against what the program and the Dockerfile say.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use harness::{peers::peers, place};
use regex::Regex;
use serde_yaml_ng::Value;

use super::dockerfile::FinalStage;

/// `deploy/compose.yaml` with its defaults put in.
pub(super) struct Compose(Value);

impl Compose {
    pub(super) fn read() -> Self {
        let text = std::fs::read_to_string(place::root().join("deploy/compose.yaml")).unwrap();
        let default = Regex::new(r"\$\{[A-Z0-9_]+:-([^}]*)\}").unwrap();
        let text = default.replace_all(&text, "$1");
        assert!(!text.replace("$$", "").contains("${"), "each variable has a default");
        let mut value: Value = serde_yaml_ng::from_str(&text).unwrap();
        value.apply_merge().unwrap();
        Self(value)
    }

    fn services(&self) -> BTreeMap<String, Value> {
        let services = self.0["services"].as_mapping().unwrap();
        services.iter().map(|(name, service)| (name.as_str().unwrap().to_owned(), service.clone())).collect()
    }

    /// The services that run this program.
    fn ours(&self) -> BTreeMap<String, Value> {
        self.services().into_iter().filter(|(_, service)| service["image"].as_str() == Some("sadu")).collect()
    }

    /// The command that asks whether a service is well, without the word `CMD`; None when switched off.
    pub(super) fn health_of(&self, service: &str) -> Option<Vec<String>> {
        let check = &self.0["services"][service]["healthcheck"];
        if check["disable"].as_bool() == Some(true) {
            return None;
        }
        let words = words(&check["test"]);
        assert_eq!(words[0], "CMD", "{service}: a list, not a line for a shell");
        // The file writes a dollar twice.
        Some(words[1..].iter().map(|word| word.replace("$$", "$")).collect())
    }
}

/// Names and values a service is told.
pub(super) fn settings_of(compose: &Compose, service: &str) -> Vec<(String, String)> {
    let Some(map) = compose.0["services"][service]["environment"].as_mapping() else { return Vec::new() };
    map.iter()
        .map(|(name, value)| {
            let value = match value {
                Value::String(text) => text.clone(),
                other => serde_yaml_ng::to_string(other).unwrap().trim().to_owned(),
            };
            (name.as_str().unwrap().to_owned(), value)
        })
        .collect()
}

fn words(list: &Value) -> Vec<String> {
    list.as_sequence().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

fn told(arguments: &[&str]) -> String {
    let output = Command::new(place::server()).args(arguments).env_clear().output().unwrap();
    assert!(output.status.success(), "sadu {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Every variable the program reads, and those of the server that have no default and are needed.
fn variables() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut all, mut needed, mut doc) = (BTreeSet::new(), BTreeSet::new(), String::new());
    let mut of_the_server = true;
    for line in told(&["env-example"]).lines() {
        of_the_server &= !line.contains("---");
        let name = line.trim_start_matches("# ").split_once('=').map_or("", |(name, _)| name);
        if !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_') {
            all.insert(name.to_owned());
            if of_the_server && line.starts_with('#') && doc.contains("Needed") {
                needed.insert(name.to_owned());
            }
            doc.clear();
        } else if line.is_empty() {
            doc.clear();
        } else {
            doc.push_str(line);
        }
    }
    (all, needed)
}

#[test]
fn our_services_run_commands_and_settings_that_exist() {
    let compose = Compose::read();
    let (all, needed) = variables();
    assert!(needed.len() >= 7, "{needed:?}");
    let ours = compose.ours();
    assert!(["roles", "migrate", "serve", "work"].iter().all(|service| ours.contains_key(*service)));
    for (name, service) in &ours {
        if service["entrypoint"].is_null() {
            let command = words(&service["command"]);
            let acts = command.iter().take_while(|word| !word.starts_with("--")).map(String::as_str);
            let help = told(&acts.chain(["--help"]).collect::<Vec<_>>());
            for flag in command.iter().filter(|word| word.starts_with("--")) {
                assert!(help.contains(flag.as_str()), "{name}: sadu {} has no {flag}", command[0]);
            }
        }
        let given: BTreeSet<String> = settings_of(&compose, name).into_iter().map(|(name, _)| name).collect();
        let unknown: Vec<_> = given.difference(&all).collect();
        assert!(unknown.is_empty(), "{name} is told what nobody reads: {unknown:?}");
        if matches!(name.as_str(), "serve" | "work") {
            let missing: Vec<_> = needed.difference(&given).collect();
            assert!(missing.is_empty(), "{name} is not told {missing:?}");
        }
    }
}

#[test]
fn images_are_pinned_and_as_new_as_the_program_asks_for() {
    for (name, service) in Compose::read().services() {
        let image = service["image"].as_str().unwrap();
        if image == "sadu" {
            assert_eq!(service["build"]["context"].as_str(), Some(".."), "{name} is built from this project");
            continue;
        }
        let (kind, tag) = image.split_once(':').unwrap_or_else(|| panic!("{name}: {image} has no tag"));
        let major = || tag.split('.').next().unwrap().parse::<u32>().unwrap();
        match kind {
            "postgres" => {
                assert!(major() >= 15, "{image}");
                let arguments = service["environment"]["POSTGRES_INITDB_ARGS"].as_str().unwrap();
                assert_eq!(arguments, "--encoding=UTF8 --locale=C.UTF-8", "Arabic has no trigrams in another locale");
            }
            "redis" => assert!(major() >= 7, "{image}"),
            "minio/minio" => assert!(tag.starts_with("RELEASE."), "{image}"),
            "maildev/maildev" => assert!(major() >= 2, "{image}"),
            other => panic!("{name}: nobody has said what {other} is for"),
        }
    }
}

#[test]
fn ports_are_those_that_are_listened_on_and_the_inner_one_stays_inside() {
    let (compose, stage) = (Compose::read(), FinalStage::read());
    let settings: BTreeMap<String, String> = settings_of(&compose, "serve").into_iter().collect();
    let port_of = |name: &str| settings[name].rsplit(':').next().unwrap().to_owned();
    let (public, inner) = (port_of("SADU_LISTEN"), port_of("SADU_INTERNAL_LISTEN"));
    // Where browsers put pictures, and where the server does: one store.
    let objects = port_of("S3_PUBLIC_ENDPOINT");
    assert_eq!(objects, port_of("S3_ENDPOINT"));
    assert_eq!(stage.only("EXPOSE"), public);
    assert_eq!(
        stage.environment().into_iter().find(|(name, _)| name == "SADU_LISTEN").unwrap().1,
        settings["SADU_LISTEN"]
    );
    for (name, service) in compose.services() {
        let ports: Vec<String> = if service["ports"].is_null() { Vec::new() } else { words(&service["ports"]) };
        for port in &ports {
            let expected = match name.as_str() {
                "mail" => "1080",
                "objects" => objects.as_str(),
                _ => public.as_str(),
            };
            assert!(matches!(name.as_str(), "serve" | "mail" | "objects"), "{name} need not be reached from outside");
            assert_eq!(port.rsplit(':').next(), Some(expected), "{name}: {port}");
            assert!(port.starts_with("127.0.0.1:"), "{name}: {port} is open to the world");
        }
        assert!(!ports.iter().any(|port| port.ends_with(&inner)));
    }
    assert!(compose.health_of("serve").unwrap().join(" ").contains(&format!("/dev/tcp/127.0.0.1/{public} ")));
    assert!(stage.list("HEALTHCHECK").join(" ").contains(&format!("/dev/tcp/127.0.0.1/{public} ")));
    assert_eq!(settings["SADU_BASE_URL"], format!("http://localhost:{public}"));
}

#[test]
fn roles_get_the_passwords_that_the_server_comes_with() {
    let compose = Compose::read();
    let roles: BTreeMap<String, String> = settings_of(&compose, "roles").into_iter().collect();
    let mut urls = settings_of(&compose, "serve");
    urls.extend(settings_of(&compose, "migrate"));
    let url = Regex::new(r"^postgres://(\w+):(\w+)@postgres:5432/sadu$").unwrap();
    let mut seen = BTreeSet::new();
    for (name, value) in urls.iter().filter(|(name, _)| name.ends_with("DATABASE_URL")) {
        let parts = url.captures(value).unwrap_or_else(|| panic!("{name}: {value}"));
        assert_eq!(roles[&format!("SADU_ROLE_PASSWORD_{}", parts[1].to_uppercase())], parts[2], "{name}");
        seen.insert(parts[1].to_owned());
    }
    assert_eq!(seen, api::roles::ROLES.iter().map(|role| (*role).to_owned()).collect());
}

#[test]
fn who_is_waited_for_says_when_it_is_ready_and_the_checks_run_here_too() {
    let compose = Compose::read();
    let services = compose.services();
    for (name, service) in &services {
        let Some(waits) = service["depends_on"].as_mapping() else { continue };
        for (other, how) in waits {
            let other = other.as_str().unwrap();
            assert!(services.contains_key(other), "{name} waits for {other}");
            match how["condition"].as_str().unwrap() {
                "service_healthy" => assert!(compose.health_of(other).is_some(), "{other} never says that it is well"),
                "service_completed_successfully" => {
                    assert_eq!(services[other]["restart"].as_str(), Some("no"), "{other} ends");
                }
                other => panic!("{name}: {other}"),
            }
        }
    }
    let run = |words: &[String], more: &[String]| {
        Command::new(&words[0]).args(&words[1..]).args(more).output().is_ok_and(|output| output.status.success())
    };
    let redis = compose.health_of("redis").unwrap();
    let port = |url: &str| url.trim_end_matches('/').rsplit(':').next().unwrap().split('/').next().unwrap().to_owned();
    let (here, nowhere) = (port(&peers().redis_url), api::dev::free_port().unwrap().to_string());
    let at = |port: &str| {
        let mut words = redis.clone();
        words.splice(1..1, ["-h".to_owned(), "127.0.0.1".to_owned(), "-p".to_owned(), port.to_owned()]);
        words
    };
    assert!(run(&at(&here), &[]), "{redis:?}");
    assert!(!run(&at(&nowhere), &[]));
    let postgres = compose.health_of("postgres").unwrap();
    let there = port(&peers().cluster.url("postgres", "postgres"));
    assert!(run(&postgres, &["--port".to_owned(), there]), "{postgres:?}");
    assert!(!run(&postgres, &["--port".to_owned(), nowhere]));
}
