//! Files stay small enough to be read: past 400 lines one is named, past 600 the test fails.

use std::path::{Path, PathBuf};

use harness::place;

const WARN: usize = 400;
const FAIL: usize = 600;

/// Every Rust file of the workspace's own crates.
pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn no_file_has_outgrown_its_reader() {
    let root = place::root();
    let folders = ["entity", "migration", "api", "web", "tests", "xtask"];
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| sources(&root.join(folder))).collect();
    assert!(files.len() > 100, "the walk saw only {} files", files.len());
    let mut too_long = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let (lines, name) = (text.lines().count(), file.strip_prefix(&root).unwrap().display().to_string());
        if lines > FAIL {
            too_long.push(format!("{name}: {lines}"));
        } else if lines > WARN {
            println!("asks to become a folder: {name} has {lines} lines");
        }
    }
    assert_eq!(too_long, Vec::<String>::new(), "longer than {FAIL} lines");
}

#[test]
fn every_file_says_what_it_answers_for() {
    let root = place::root();
    let folders = ["entity/src", "migration/src", "api/src", "web", "tests", "xtask/src"];
    let silent: Vec<String> = folders
        .iter()
        .flat_map(|folder| sources(&root.join(folder)))
        .filter(|file| !std::fs::read_to_string(file).unwrap().starts_with("//!"))
        .map(|file| file.strip_prefix(&root).unwrap().display().to_string())
        // A migration's name says it all only together with its header; tests of one file live with it.
        .filter(|name| !name.ends_with("/tests.rs"))
        .collect();
    assert_eq!(silent, Vec::<String>::new(), "files without a header");
}
