//! The compiled things of many runs share one folder, and nothing but this makes it smaller.

use std::fs;

use anyhow::{Context as _, Result};

use crate::place::Place;
use crate::proc::{Proc, say};

/// What a run from nothing writes, and room for its tests' databases, in KiB.
const NEEDED: u64 = 12 * 1024 * 1024;

/// Throws away what can be compiled again when the disk would not hold another run: the incremental state first, then
/// everything that cargo made. What was installed and built for the tests (`xtask/`) stays.
///
/// # Errors
/// If the free space cannot be told, or a folder cannot be removed.
pub(crate) fn make_room(place: &Place) -> Result<()> {
    for folders in [&["debug/incremental"][..], &["debug", "release", "wasm", "doc"]] {
        if free(place)? >= NEEDED {
            return Ok(());
        }
        for folder in folders {
            let folder = place.target.join(folder);
            if folder.exists() {
                say(format!("the disk is nearly full: removing {}", folder.display()));
                fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
            }
        }
    }
    Ok(())
}

/// What is free where the target folder lies, in KiB.
fn free(place: &Place) -> Result<u64> {
    fs::create_dir_all(&place.target)?;
    let said = Proc::new("df").args(["-Pk"]).args([&place.target]).output()?;
    available(&said).with_context(|| format!("df said nothing of free space:\n{said}"))
}

/// The fourth column of the last line, as POSIX has it.
fn available(said: &str) -> Option<u64> {
    said.lines().last()?.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::available;

    #[test]
    fn reads_the_free_space_of_a_file_system() {
        let said =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 263174212 95420416 59392 100% /\n";
        assert_eq!(available(said), Some(59392));
        assert_eq!(available(""), None);
    }
}
