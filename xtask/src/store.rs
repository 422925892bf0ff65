//! The finished files of the browser, under names that carry a hash of their content, compressed once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::node;
use crate::place::Place;
use crate::stamp::content_hash;

/// Formats that are compressed already: brotli would only add bytes.
const COMPRESSED: [&str; 6] = ["woff2", "png", "jpg", "jpeg", "webp", "avif"];

/// Files by their logical names; they stay between runs, so that nothing is compressed twice.
#[derive(Debug)]
pub(crate) struct Store {
    folder: PathBuf,
    names: BTreeMap<String, String>,
}

impl Store {
    /// Opens the store of this target folder, with no names in it yet.
    ///
    /// # Errors
    /// If its folder cannot be made.
    pub(crate) fn open(place: &Place) -> Result<Self> {
        let folder = place.cache().join("store");
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, names: BTreeMap::new() })
    }

    /// Puts bytes under a logical name such as `storefront.css`; returns the file's name, `storefront.<hash>.css`.
    ///
    /// # Errors
    /// If the name is taken or has no extension, or the file cannot be written.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<String> {
        let (stem, extension) = name.rsplit_once('.').with_context(|| format!("{name} has no extension"))?;
        let file = format!("{stem}.{}.{extension}", content_hash(bytes));
        let path = self.folder.join(&file);
        if !path.exists() {
            write_whole(&path, bytes)?;
        }
        if self.names.insert(name.to_owned(), file.clone()).is_some() {
            bail!("two assets are called {name}");
        }
        Ok(file)
    }

    /// The URL of a logical name.
    ///
    /// # Errors
    /// If nothing was put under it.
    pub(crate) fn url(&self, name: &str) -> Result<String> {
        let file = self.names.get(name).with_context(|| format!("there is no asset called {name}"))?;
        Ok(format!("/assets/{file}"))
    }

    /// Replaces every `asset:NAME` by the URL of that asset.
    ///
    /// # Errors
    /// If a name was not put before.
    pub(crate) fn link(&self, text: &str) -> Result<String> {
        let mut parts = text.split("asset:");
        let mut linked = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            linked.push_str(&self.url(name)?);
            linked.push_str(rest);
        }
        Ok(linked)
    }

    /// Writes the `.br` and `.gz` of what has none yet.
    ///
    /// # Errors
    /// If node fails.
    pub(crate) fn compress(&self, place: &Place) -> Result<()> {
        let wanting: Vec<PathBuf> = self
            .names
            .values()
            .map(|file| self.folder.join(file))
            .filter(|path| compressible(path) && !(beside(path, "br").exists() && beside(path, "gz").exists()))
            .collect();
        if wanting.is_empty() { Ok(()) } else { node::pack(place, "compress", &wanting) }
    }

    /// The sizes of an asset in bytes, plain and as brotli.
    ///
    /// # Errors
    /// If it is not in the store, or not compressed.
    pub(crate) fn sizes(&self, name: &str) -> Result<(u64, u64)> {
        let file = self.names.get(name).with_context(|| format!("there is no asset called {name}"))?;
        let path = self.folder.join(file);
        Ok((fs::metadata(&path)?.len(), fs::metadata(beside(&path, "br"))?.len()))
    }

    /// Makes a folder hold these files and no others, and their manifest, which is written last.
    ///
    /// # Errors
    /// If a file cannot be copied.
    pub(crate) fn lay_out(&self, dist: &Path) -> Result<()> {
        let assets = dist.join("assets");
        if assets.exists() {
            fs::remove_dir_all(&assets)?;
        }
        fs::create_dir_all(&assets)?;
        for file in self.names.values() {
            let path = self.folder.join(file);
            fs::copy(&path, assets.join(file)).with_context(|| format!("cannot copy {file}"))?;
            for kind in ["br", "gz"] {
                if compressible(&path) {
                    fs::copy(beside(&path, kind), assets.join(format!("{file}.{kind}")))?;
                }
            }
        }
        let manifest = serde_json::to_string_pretty(&self.names)?;
        write_whole(&dist.join("manifest.json"), manifest.as_bytes())
    }
}

fn compressible(path: &Path) -> bool {
    path.extension().is_none_or(|extension| !COMPRESSED.iter().any(|known| extension == *known))
}

fn beside(path: &Path, kind: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(".");
    name.push(kind);
    PathBuf::from(name)
}

fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let draft = beside(path, "draft");
    fs::write(&draft, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    fs::rename(&draft, path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(names: &[(&str, &str)]) -> Store {
        let names = names.iter().map(|(name, file)| ((*name).to_owned(), (*file).to_owned())).collect();
        Store { folder: PathBuf::new(), names }
    }

    #[test]
    fn asset_links_become_hashed_urls() {
        let store = store(&[("a-400.woff2", "a-400.0123.woff2"), ("b.svg", "b.4567.svg")]);
        let css = r#"src:url(asset:a-400.woff2)format("woff2");background:url("asset:b.svg")"#;
        let linked = store.link(css).unwrap();
        assert_eq!(linked, r#"src:url(/assets/a-400.0123.woff2)format("woff2");background:url("/assets/b.4567.svg")"#);
    }

    #[test]
    fn unknown_asset_is_refused_by_name() {
        let error = store(&[]).link("url(asset:gone.svg)").unwrap_err();
        assert!(error.to_string().contains("gone.svg"), "{error}");
    }
}
