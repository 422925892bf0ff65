//! Secrets of the installation: made once, kept in a file that only its owner may read. Never printed.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretSlice;

use crate::kernel::error::{Error, Result};

/// The secrets the program needs to run.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Signs links that visitors get (32 bytes).
    pub link_key: SecretSlice<u8>,
    /// Seals what the database keeps but must not read; `link_key` where a file from before has none of its own.
    pub sealing_key: SecretSlice<u8>,
    /// Signs access tokens (Ed25519, PKCS #8 DER).
    pub signing_key: SecretSlice<u8>,
    /// Signed them before; its tokens are believed until they end.
    pub previous_signing_key: Option<SecretSlice<u8>>,
}

/// The file: base64 by name, and when the signing key was changed last.
type Map = BTreeMap<String, String>;

const LINK: &str = "link_key";
const SEALING: &str = "sealing_key";
const SIGNING: &str = "signing_key";
const PREVIOUS: &str = "previous_signing_key";
const ROTATED_AT: &str = "rotated_at";

impl Secrets {
    /// Reads the file at `path`; with `create`, makes it when there is none.
    ///
    /// # Errors
    /// A fault when the file is missing, open to others, or unreadable.
    pub fn load(path: &Path, create: bool) -> Result<Self> {
        if create && !path.exists() {
            init(path)?;
        }
        let map = read(path)?;
        let secret = |name: &str| -> Result<Option<SecretSlice<u8>>> {
            let Some(text) = map.get(name) else { return Ok(None) };
            Ok(Some(STANDARD.decode(text).map_err(|_| Error::fault(format!("{name} is not base64")))?.into()))
        };
        let needed = |name: &str| {
            secret(name)?.ok_or_else(|| {
                Error::fault(format!("{} lacks {name}; `sadu keys init` adds what is missing", path.display()))
            })
        };
        let link_key = needed(LINK)?;
        Ok(Self {
            sealing_key: secret(SEALING)?.unwrap_or_else(|| link_key.clone()),
            link_key,
            signing_key: needed(SIGNING)?,
            previous_signing_key: secret(PREVIOUS)?,
        })
    }
}

/// Makes the file at `path`, or adds to it what is missing; what is there stays. Returns the names of what was made.
///
/// # Errors
/// A fault when the file cannot be read or written, or is open to others.
pub fn init(path: &Path) -> Result<Vec<&'static str>> {
    let (mut map, exists) = if path.exists() { (read(path)?, true) } else { (Map::new(), false) };
    let mut made = Vec::new();
    for name in [LINK, SEALING, SIGNING] {
        if map.contains_key(name) {
            continue;
        }
        let value = match name {
            SIGNING => new_signing_key()?,
            // What was sealed before by the key of links must still open.
            SEALING if exists => map.get(LINK).cloned().unwrap_or_else(|| STANDARD.encode(random())),
            _ => STANDARD.encode(random()),
        };
        map.insert(name.to_owned(), value);
        made.push(name);
    }
    if !made.is_empty() {
        write(path, &map)?;
    }
    Ok(made)
}

/// Makes a new signing key; the one there is becomes the one before. Refuses while tokens of the one before that may still
/// stand, unless `force`.
///
/// # Errors
/// A fault when the file cannot be read or written, or the last rotation is less than `keep` ago.
pub fn rotate(path: &Path, now: DateTime<Utc>, keep: TimeDelta, force: bool) -> Result<()> {
    let mut map = read(path)?;
    let last = map.get(ROTATED_AT).and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    if let Some(last) = last.filter(|last| !force && now - last.to_utc() < keep) {
        let minutes = (keep - (now - last.to_utc())).num_minutes() + 1;
        return Err(Error::fault(format!(
            "the signing key was changed a moment ago, and tokens of the one before it still stand; wait {minutes} minutes, \
             or say --force to make them worthless"
        )));
    }
    let current = map.remove(SIGNING).ok_or_else(|| Error::fault(format!("{} lacks {SIGNING}", path.display())))?;
    map.insert(PREVIOUS.to_owned(), current);
    map.insert(SIGNING.to_owned(), new_signing_key()?);
    map.insert(ROTATED_AT.to_owned(), now.to_rfc3339());
    write(path, &map)
}

fn random() -> [u8; 32] {
    rand::random()
}

fn new_signing_key() -> Result<String> {
    let key = aws_lc_rs::signature::Ed25519KeyPair::generate()
        .and_then(|pair| pair.to_pkcs8v1())
        .map_err(|_| Error::fault("no signing key could be made"))?;
    Ok(STANDARD.encode(key.as_ref()))
}

fn read(path: &Path) -> Result<Map> {
    let mode = fs::metadata(path).map_err(|e| at(path, e))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(Error::fault(format!("{} is open to others; make it 0600", path.display())));
    }
    serde_json::from_slice(&fs::read(path).map_err(|e| at(path, e))?).map_err(Error::fault)
}

/// Writes beside the file and renames, so that a reader sees the old secrets or the new ones, never half of them.
fn write(path: &Path, map: &Map) -> Result<()> {
    let json = serde_json::to_vec_pretty(map).map_err(Error::fault)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| at(folder, e))?;
    }
    let beside = path.with_extension(format!("new-{}", std::process::id()));
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside).map_err(|e| at(&beside, e))?;
    file.write_all(&json).and_then(|()| file.sync_all()).map_err(|e| at(&beside, e))?;
    fs::rename(&beside, path).map_err(|e| at(path, e))
}

fn at(path: &Path, error: std::io::Error) -> Error {
    Error::fault(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("sadu-secrets-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn what_is_missing_is_made_and_what_is_there_stays() {
        let folder = folder("init");
        let path = folder.join("secrets.json");
        assert!(Secrets::load(&path, false).is_err(), "no file");
        assert_eq!(init(&path).unwrap(), [LINK, SEALING, SIGNING]);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let first = Secrets::load(&path, false).unwrap();
        assert_eq!(init(&path).unwrap(), Vec::<&str>::new());
        // As a file from before, which sealed by the key of links.
        let mut map = read(&path).unwrap();
        map.remove(SEALING);
        write(&path, &map).unwrap();
        let before = Secrets::load(&path, false).unwrap();
        assert_eq!(before.sealing_key.expose_secret(), first.link_key.expose_secret());
        assert_eq!(init(&path).unwrap(), [SEALING]);
        let after = Secrets::load(&path, false).unwrap();
        assert_eq!(after.sealing_key.expose_secret(), first.link_key.expose_secret(), "what was sealed still opens");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(Secrets::load(&path, false).is_err(), "open to others");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_rotation_keeps_one_key_before_and_waits_for_its_tokens() {
        let folder = folder("rotate");
        let path = folder.join("secrets.json");
        init(&path).unwrap();
        let first = Secrets::load(&path, false).unwrap();
        let (now, keep) = (DateTime::from_timestamp(1_800_000_000, 0).unwrap(), TimeDelta::minutes(16));
        rotate(&path, now, keep, false).unwrap();
        let second = Secrets::load(&path, false).unwrap();
        assert_ne!(second.signing_key.expose_secret(), first.signing_key.expose_secret());
        assert_eq!(second.previous_signing_key.unwrap().expose_secret(), first.signing_key.expose_secret());
        assert_eq!(second.link_key.expose_secret(), first.link_key.expose_secret());
        assert!(rotate(&path, now + TimeDelta::minutes(15), keep, false).is_err());
        rotate(&path, now + TimeDelta::minutes(15), keep, true).unwrap();
        rotate(&path, now + TimeDelta::minutes(31), keep, false).unwrap();
        fs::remove_dir_all(folder).unwrap();
    }
}
