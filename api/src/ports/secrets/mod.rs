//! Secrets of the installation: made once, kept in a file that only its owner may read. Never printed.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::SecretSlice;

use crate::kernel::error::{Error, Result};

/// The secrets the program needs to run.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Signs links that visitors get (32 bytes).
    pub link_key: SecretSlice<u8>,
    /// Signs access tokens (Ed25519, PKCS #8 DER).
    pub signing_key: SecretSlice<u8>,
}

impl Secrets {
    /// Reads the file at `path`; with `create`, makes it when there is none.
    ///
    /// # Errors
    /// A fault when the file is missing, open to others, or unreadable.
    pub fn load(path: &Path, create: bool) -> Result<Self> {
        if create && !path.exists() {
            write_new(path)?;
        }
        let mode = fs::metadata(path).map_err(|e| at(path, e))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Error::fault(format!("{} is open to others; make it 0600", path.display())));
        }
        let text = fs::read(path).map_err(|e| at(path, e))?;
        let map: BTreeMap<String, String> = serde_json::from_slice(&text).map_err(Error::fault)?;
        let secret = |name: &str| -> Result<SecretSlice<u8>> {
            let text = map.get(name).ok_or_else(|| Error::fault(format!("{} lacks {name}", path.display())))?;
            Ok(STANDARD.decode(text).map_err(|_| Error::fault(format!("{name} is not base64")))?.into())
        };
        Ok(Self { link_key: secret("link_key")?, signing_key: secret("signing_key")? })
    }
}

fn write_new(path: &Path) -> Result<()> {
    let signing_key = aws_lc_rs::signature::Ed25519KeyPair::generate()
        .and_then(|pair| pair.to_pkcs8v1())
        .map_err(|_| Error::fault("no signing key could be made"))?;
    let link_key: [u8; 32] = rand::random();
    let map = BTreeMap::from([
        ("link_key", STANDARD.encode(link_key)),
        ("signing_key", STANDARD.encode(signing_key.as_ref())),
    ]);
    let json = serde_json::to_vec_pretty(&map).map_err(Error::fault)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| at(folder, e))?;
    }
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|e| at(path, e))?;
    file.write_all(&json).map_err(|e| at(path, e))
}

fn at(path: &Path, error: std::io::Error) -> Error {
    Error::fault(format!("{}: {error}", path.display()))
}
