//! Values that the database keeps but cannot read: AES-256-GCM by a key of the installation.
//!
//! What is sealed is bound to its place (a purpose and an id), so a sealed value copied into another row does not open.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey},
    hkdf::{HKDF_SHA256, KeyType, Salt},
};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretSlice};
use serde::{Serialize, de::DeserializeOwned};
use sha2::Sha256;
use uuid::Uuid;

use super::error::{Error, Result};

/// Which way of sealing a value was made with; a later one gets another number.
const VERSION: u8 = 1;

/// Length of the derived keys, in bytes.
#[derive(Clone, Copy)]
struct Bytes32;

impl KeyType for Bytes32 {
    fn len(&self) -> usize {
        32
    }
}

/// Seals and opens values, and makes fingerprints that mean nothing without the key.
#[derive(Debug, Clone)]
pub struct Sealer {
    sealing: SecretSlice<u8>,
    fingerprints: SecretSlice<u8>,
}

impl Sealer {
    /// With keys derived from the installation's secret (at least 32 bytes).
    ///
    /// # Errors
    /// A fault when no key can be derived.
    pub fn new(secret: &SecretSlice<u8>) -> Result<Self> {
        Ok(Self { sealing: derive(secret, b"sadu sealed v1")?, fingerprints: derive(secret, b"sadu fingerprint v1")? })
    }

    /// `value` as bytes that only open again for this purpose and id.
    ///
    /// # Errors
    /// A fault when the value cannot be written.
    pub fn seal<T: Serialize>(&self, purpose: &str, id: Uuid, value: &T) -> Result<Vec<u8>> {
        let mut text = serde_json::to_vec(value).map_err(Error::fault)?;
        let nonce = self
            .key()?
            .seal_in_place_append_tag(place(purpose, id), &mut text)
            .map_err(|_| Error::fault("a value could not be sealed"))?;
        let mut sealed = Vec::with_capacity(1 + NONCE_LEN + text.len());
        sealed.push(VERSION);
        sealed.extend_from_slice(nonce.as_ref());
        sealed.append(&mut text);
        Ok(sealed)
    }

    /// What was sealed for this purpose and id; None for anything else.
    #[must_use]
    pub fn open<T: DeserializeOwned>(&self, purpose: &str, id: Uuid, sealed: &[u8]) -> Option<T> {
        let (version, rest) = sealed.split_first()?;
        let (nonce, text) = rest.split_at_checked(NONCE_LEN)?;
        if *version != VERSION {
            return None;
        }
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let text = self.key().ok()?.open_in_place(nonce, place(purpose, id), &mut text).ok()?;
        serde_json::from_slice(text).ok()
    }

    /// A fingerprint of a text: equal texts have equal ones, and nobody without the key can try texts against it.
    ///
    /// # Errors
    /// A fault when the key cannot be used.
    pub fn fingerprint(&self, purpose: &str, text: &str) -> Result<Vec<u8>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.fingerprints.expose_secret()).map_err(Error::fault)?;
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        Ok(mac.finalize().into_bytes().to_vec())
    }

    fn key(&self) -> Result<RandomizedNonceKey> {
        RandomizedNonceKey::new(&AES_256_GCM, self.sealing.expose_secret())
            .map_err(|_| Error::fault("the sealing key cannot be used"))
    }
}

fn place(purpose: &str, id: Uuid) -> Aad<Vec<u8>> {
    Aad::from([purpose.as_bytes(), id.as_bytes()].concat())
}

fn derive(secret: &SecretSlice<u8>, purpose: &[u8]) -> Result<SecretSlice<u8>> {
    let mut key = vec![0; 32];
    Salt::new(HKDF_SHA256, &[])
        .extract(secret.expose_secret())
        .expand(&[purpose], Bytes32)
        .and_then(|derived| derived.fill(&mut key))
        .map_err(|_| Error::fault("a key could not be derived"))?;
    Ok(key.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer(byte: u8) -> Sealer {
        Sealer::new(&vec![byte; 32].into()).unwrap()
    }

    #[test]
    fn opens_only_with_the_key_at_its_place() {
        let (one, id) = (sealer(1), Uuid::now_v7());
        let sealed = one.seal("letter", id, &"a@b.example").unwrap();
        assert_eq!(one.open::<String>("letter", id, &sealed).as_deref(), Some("a@b.example"));
        assert_eq!(one.open::<String>("letter", Uuid::now_v7(), &sealed), None);
        assert_eq!(one.open::<String>("other", id, &sealed), None);
        assert_eq!(sealer(2).open::<String>("letter", id, &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(one.open::<String>("letter", id, &changed), None, "byte {at}");
        }
        assert_eq!(one.open::<String>("letter", id, &sealed[..5]), None);
        assert!(!sealed.windows(9).any(|part| part == b"b.example"));
    }

    #[test]
    fn two_seals_of_one_value_differ_and_two_fingerprints_do_not() {
        let (one, id) = (sealer(1), Uuid::now_v7());
        assert_ne!(one.seal("letter", id, &7).unwrap(), one.seal("letter", id, &7).unwrap());
        assert_eq!(one.fingerprint("to", "a").unwrap(), one.fingerprint("to", "a").unwrap());
        assert_ne!(one.fingerprint("to", "a").unwrap(), one.fingerprint("to", "b").unwrap());
        assert_ne!(one.fingerprint("to", "a").unwrap(), sealer(2).fingerprint("to", "a").unwrap());
    }
}
