//! Dependencies that a manifest names and no source of that crate mentions.
//!
//! A plain search for words, not a compiler's knowledge: it can miss one that is only named in a comment, and it never
//! accuses one that is used.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::place::Place;
use crate::proc::{Proc, say};
use crate::stamp::files;

/// Dependencies that are there for another reason than being called: crate, dependency, reason.
const ALLOWED: [(&str, &str, &str); 1] =
    [("entity", "serde_json", "sea-orm's derive FromJsonQueryResult writes its name into the crate")];

/// Looks through all crates of the workspace.
///
/// # Errors
/// If a dependency is unused, or an entry of the allow-list is no longer needed.
pub(crate) fn check(place: &Place) -> Result<()> {
    let metadata = Proc::cargo(place).args(["metadata", "--no-deps", "--format-version", "1"]).output()?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let mut unused = Vec::new();
    let mut crates = 0;
    for package in list(&metadata, "packages")? {
        crates += 1;
        let name = text(package, "name")?;
        let folder = Path::new(text(package, "manifest_path")?).parent().context("a manifest without folder")?;
        let words = sources(folder)?;
        for dependency in list(package, "dependencies")? {
            let written = dependency["rename"].as_str().unwrap_or(text(dependency, "name")?);
            if !mentions(&words, &written.replace('-', "_")) {
                unused.push((name.to_owned(), written.to_owned()));
            }
        }
    }
    let accused: Vec<String> = unused
        .iter()
        .filter(|(name, dependency)| !ALLOWED.iter().any(|(a, b, _)| a == name && b == dependency))
        .map(|(name, dependency)| format!("{name} does not use {dependency}"))
        .collect();
    let outlived: Vec<String> = ALLOWED
        .iter()
        .filter(|(name, dependency, _)| !unused.iter().any(|(a, b)| a == name && b == dependency))
        .map(|(name, dependency, _)| format!("{name} uses {dependency} again: take it off the allow-list"))
        .collect();
    let all = [accused, outlived].concat();
    if !all.is_empty() {
        bail!("\n  {}", all.join("\n  "));
    }
    say(format!("unused dependencies: none in {crates} crates"));
    Ok(())
}

/// All Rust text of a crate, build script and tests included.
fn sources(folder: &Path) -> Result<String> {
    let mut text = String::new();
    for file in files(folder)? {
        if file.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(file)?);
        }
    }
    Ok(text)
}

/// Whether a name occurs as a whole identifier.
fn mentions(text: &str, name: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    })
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a Vec<Value>> {
    value[key].as_array().with_context(|| format!("cargo metadata has no {key}"))
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value[key].as_str().with_context(|| format!("cargo metadata has no {key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_identifier_is_a_mention() {
        assert!(mentions("use sha2::Digest;", "sha2"));
        assert!(mentions("#[derive(async_graphql::Object)]", "async_graphql"));
        assert!(!mentions("use async_graphql_axum::X;", "async_graphql"));
        assert!(!mentions("let my_rand = 1;", "rand"));
        assert!(!mentions("", "rand"));
    }
}
