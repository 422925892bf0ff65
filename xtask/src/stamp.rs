//! Fingerprints of inputs: a result is reused as long as what it was made from is the same.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

/// A running hash over names and contents.
#[derive(Debug, Default)]
pub(crate) struct Stamp(Sha256);

impl Stamp {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds bytes under a name.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }

    /// Adds a file by its path below `root`, so that the same tree in another folder has the same stamp.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(crate) fn add_file(&mut self, root: &Path, path: &Path) -> Result<()> {
        let bytes = fs::read(root.join(path)).with_context(|| format!("cannot read {}", path.display()))?;
        self.add(&path.to_string_lossy(), &bytes);
        Ok(())
    }

    /// Adds every file below a folder, in the order of names; a folder that does not exist adds nothing.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub(crate) fn add_folder(&mut self, root: &Path, folder: &Path) -> Result<()> {
        for file in files(&root.join(folder))? {
            self.add_file(root, file.strip_prefix(root)?)?;
        }
        Ok(())
    }

    /// Sixteen hexadecimal digits: enough to tell inputs apart, short enough for a folder's name.
    pub(crate) fn short(self) -> String {
        hex(&self.0.finalize(), 16)
    }
}

/// The first hexadecimal digits of the hash of some bytes, for a file's name.
pub(crate) fn content_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes), 12)
}

/// Every file below a folder, sorted; none if the folder does not exist.
///
/// # Errors
/// If a folder cannot be listed.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

fn hex(bytes: &[u8], digits: usize) -> String {
    let mut text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    text.truncate(digits);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_byte_from_name_to_content_changes_the_stamp() {
        let mut one = Stamp::new();
        one.add("ab", b"c");
        let mut other = Stamp::new();
        other.add("a", b"bc");
        assert_ne!(one.short(), other.short());
    }

    #[test]
    fn content_hash_is_that_of_sha256() {
        assert_eq!(content_hash(b""), "e3b0c44298fc");
    }
}
