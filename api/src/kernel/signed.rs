//! Tokens that a link carries: readable, dated, and worthless when a bit is changed (HMAC-SHA256).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretSlice};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::Sha256;

use super::error::{Error, Result};

/// Signs and reads tokens of one purpose; a token of another purpose does not stand.
#[derive(Debug, Clone)]
pub struct Signer {
    key: SecretSlice<u8>,
}

#[derive(Serialize, Deserialize)]
struct Claims<T> {
    p: String,
    e: i64,
    d: T,
}

impl Signer {
    /// A signer with a secret of at least 32 bytes.
    #[must_use]
    pub fn new(key: SecretSlice<u8>) -> Self {
        Self { key }
    }

    /// A token that carries `data` for `purpose` until `expires`.
    ///
    /// # Errors
    /// A fault when the data cannot be written.
    pub fn sign<T: Serialize>(&self, purpose: &str, data: &T, expires: DateTime<Utc>) -> Result<String> {
        let body = serde_json::to_vec(&Claims { p: purpose.to_owned(), e: expires.timestamp(), d: data })
            .map_err(Error::fault)?;
        let body = URL_SAFE_NO_PAD.encode(body);
        let tag = URL_SAFE_NO_PAD.encode(self.mac(&body)?.finalize().into_bytes());
        Ok(format!("{body}.{tag}"))
    }

    /// What a token of `purpose` carries, if it is ours and `now` is before its end.
    #[must_use]
    pub fn read<T: DeserializeOwned>(&self, purpose: &str, token: &str, now: DateTime<Utc>) -> Option<T> {
        let (body, tag) = token.split_once('.')?;
        self.mac(body).ok()?.verify_slice(&URL_SAFE_NO_PAD.decode(tag).ok()?).ok()?;
        let claims: Claims<T> = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()?;
        (claims.p == purpose && now.timestamp() < claims.e).then_some(claims.d)
    }

    fn mac(&self, body: &str) -> Result<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.expose_secret()).map_err(Error::fault)?;
        mac.update(body.as_bytes());
        Ok(mac)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn only_our_own_unexpired_token_of_this_purpose_stands() {
        let signer = Signer::new(vec![7u8; 32].into());
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let token = signer.sign("status", &42, now + TimeDelta::days(1)).unwrap();
        assert_eq!(signer.read::<i32>("status", &token, now), Some(42));
        assert_eq!(signer.read::<i32>("preview", &token, now), None);
        assert_eq!(signer.read::<i32>("status", &token, now + TimeDelta::days(1)), None);
        assert_eq!(Signer::new(vec![8u8; 32].into()).read::<i32>("status", &token, now), None);
        let mut changed = token.into_bytes();
        changed[3] ^= 1;
        assert_eq!(signer.read::<i32>("status", &String::from_utf8_lossy(&changed), now), None);
    }
}
